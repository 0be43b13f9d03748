"""What stands around a due date and is no deed: another day beside it, the old one, who has time then."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.dues import Due
from followupd.reading.actions.setting import Place, Setting
from followupd.reading.wordlist import words_of

#: Behind a day, in front of another one.
_OR_ELSE = re.compile(
    r"\s*(?:,?\s+(?:or|not|rather than|instead of|oder|nicht|statt|ou|pas)|(?P<but>,?\s+but|,|\s[-–—]))\s+"
    r"(?:by |on |even )?(?:the )?"
)
_WILL_DO = re.compile(
    r"\s+(?:(?:is|would be|['’]d be|will be) (?:also |still |just )?(?:ok(?:ay)?|fine|good|possible|doable)|"
    r"(?:will|would) do|works(?: too)?|at a (?:push|pinch)|at the (?:very )?latest|if (?:not|need be|needed|you must))"
    r"(?: too| as well| for me| with me)?",
    re.I,
)
_HAS_TIME = re.compile(
    r"[\s,;–—-]+(?:and )?(?:he|she|they|who|which)(?:['’]s| is| can| could|['’]ll| will| are)"
    r"(?: (?:do|come|make|manage|be|free|available|coming|there|in|over|back|out|round))*\s*(?:on )?$"
)
#: "…, which you thought you could let us have tomorrow": when it comes.
_YOU_SAID = re.compile(
    r"[\s,;–—-]+(?:which|that) (?:you|he|she|they) (?:(?:thought|said|hoped|agreed|offered|promised|"
    r"reckoned)\b[^,.;]{0,12}? )?"
    r"(?:could|would|can|will|['’]ll|['’]d|to) (?:\w+ ){0,2}?(?:get|send|let|have|give|bring|email|forward|post)\b"
    r"[^,.;]{0,25}?$"
)
#: "the reply to Mr Baird, to go by Monday".
_TO_GO = re.compile(r",\s+to go(?: out| off)?\s*$")
#: "…, I'd want those visits done by 13 February", "- will have an answer by Thursday".
_WANTED = re.compile(
    r"(?:[,;(]|\s[-–—])\s*(?:I|we|they|he|she)(?:['’]d| would|['’]ll| will)? (?:really )?(?:want|like|need|expect|"
    r"hope)s? "
    r"(?:to (?:see|have) )?(?:it|this|that|them|all|both|everything|(?:the|these|those|all|your) [\w'’-]+)"
    r"(?: (?:done|finished|completed?|ready|back|in|made|over))?\s*$"
)
_ANSWER = re.compile(
    r"(?:[,;(]|\s[-–—])\s*(?:(?:and|I|he|she|you)\b ?)?(?:['’]ll|will|should|expect to|hope to) (?:have|get|give|"
    r"let|know|hear)\b"
    r"(?: (?:you|me|us))?(?: (?:an?|the|some|more))?(?: (?:answer|reply|response|news|decision|word|update|it|back|"
    r"more|know))?"
    r"\s*$"
)
#: "- by midsummer (24 June)", "before half term (26 October)".
_BY_NAME = re.compile(r"[\s,;–—-]+(?:by|before|until) (?:the )?(?!the\b|our\b|next\b)[a-z]+(?: [a-z]+)?\s*$")
#: "- you will have them by Friday".
_WILL_HAVE = re.compile(
    r"(?:[,;(]|\s[-–—])\s*(?:and )?(?:you|he|she|they)(?:['’]ll| will| should) (?:have|get|receive) "
    r"(?:it|them|this|that|these|those)\s*$"
)
_IN_FRONT = (_WILL_HAVE, _HAS_TIME, _YOU_SAID, _TO_GO, _WANTED, _ANSWER)
#: How far in front of a day the words about who has time may begin.
_NEAR = 60


def with_others(setting: Setting, place: Place) -> Place:
    """A date's place with what is said beside it and is no deed.

    The other day that is offered or refused ("by 3/4 or next Friday", "not Monday", "but Thursday is fine"), and who
    has time then ("…, he can do Monday").
    """
    near = (max(0, place[0] - _NEAR), place[0])
    if setting.text[place[0] : place[1]].lstrip()[:1] == "(" and (by := _BY_NAME.search(setting.text, *near)):
        near = (near[0], by.start())
        place = (by.start(), place[1])
    before = next((found for each in _IN_FRONT if (found := each.search(setting.text, *near))), None)
    begin = before.start() if before else place[0]
    other = _OR_ELSE.match(setting.text, place[1])
    if other is None:
        return begin, place[1]
    at = other.end()
    day = next((found.end for found in setting.dates_in((at, at + _NEAR)) if found.start == at), None)
    if day is None or (other["but"] and not _WILL_DO.match(setting.text, day)):
        return begin, place[1]
    fine = _WILL_DO.match(setting.text, day)
    return begin, fine.end() if fine else day


#: Verbs whose object is no day: "I'll chase tomorrow", unlike "cover Boxing Day".
_NEVER_A_DAY = words_of("""
    chase ring phone call email mail text write send reply respond report submit deliver post visit return finish
    complete start begin order ask tell follow look print sign pay
    """)


def is_object(setting: Setting, due: Due, verb: str, body: Place) -> bool:
    """Whether a day is all that the verb has behind it ("cover Boxing Day"): it is what is done, not when."""
    begin, end = body
    if not verb or verb in _NEVER_A_DAY or begin > due.place[0] or re.match(r"\s*[,–-]", setting.text[begin:end]):
        return False
    words = setting.text[begin : max(begin, due.place[0])] + setting.text[due.place[1] : max(end, due.place[1])]
    return not re.search(r"\w", words)


_WAS = re.compile(
    r"(?:\s*[-–—,(]\s*)?\b(?:was|were|originally|previously|moved from|changed from|pushed from|statt|"
    r"au lieu du?)\b[^;.]*$",
    re.I,
)


def moved(setting: Setting, body: Place, due: Due | None) -> Due | None:
    """With the words for the old date ("was 19 June, now") taken into the place of the new one."""
    if due is None or not body[0] <= due.place[0] <= body[1]:
        return due
    was = _WAS.search(setting.text[body[0] : due.place[0]])
    return replace(due, place=(body[0] + was.start(), due.place[1])) if was else due
