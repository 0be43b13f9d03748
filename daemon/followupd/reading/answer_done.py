"""Whether a clause says that an action is done: in a word for the whole of it, or by its own deed told in the past.

A whitelist: what is not surely done is something else, and a word of `DOUBTS` in the clause is enough for that.
"""

from __future__ import annotations

import re

from followupd.domain.happenings import Intent
from followupd.reading import answer_turns as turns
from followupd.reading.answer_beside import tells_result
from followupd.reading.answer_counts import GOES_ON, short_of
from followupd.reading.answer_deeds import (
    I_DID,
    covers,
    deed_told,
    did_it,
    tidies_up,
    worked,
)
from followupd.reading.answer_plainly import nouns_done
from followupd.reading.answer_rest import accounted
from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_verbs import NOT_VERBS, TIMES, pieces_of, verbs_of
from followupd.reading.answer_words import ASIDE, DONE_OF, DONE_SHAPES, DOUBTS, FINISHED, PARTIAL
from followupd.reading.lazily import lazily

FINISHED_WORD = lazily(rf"(?<![\w'])(?:{FINISHED})(?!\w)")
_HERE = lazily(
    r"\W*(?:(?:here|there) (?:it|you|they) (?:is|are|go)|c'est \w+e|ist \w+t|is ge\w+|esta \w+do|all (?:in|there))\W*$"
)
#: The last joint of a clause, before what follows from it.
_AND_SO = lazily(
    r"(?:, (?:and )?(?:so )?| so (?=that's|it's|all|this is|that is|i'm)| and (?=that's|it's) )(?!.*(?:, | so that's))"
)
#: Something came to pass: `the glazier came today`, `had a word with him`.
_CAME = lazily(
    r"^\W*(?:the |my |our |it |that |this |he |she |they )?(?:[a-z'-]+ ){0,2}"
    r"(?:came|went|got|had|arrived|called|turned up|[a-z]{3,}ed)\b"
)
#: Somebody looked: `yes I've seen the files`.
_SEEN = lazily(
    r"^\W*(?:(?:yes|yep|ok|okay|great|thanks)\b[,.! ]*)*(?:i|we)?(?:'ve| have)? ?(?:just |now |all )*"
    r"(?:seen|checked|read|got|received|had|looked (?:at|over|through)|been through)\b(?! (?:most|some|half|part|one|"
    r"a few)\b)"
)
_AGAIN = lazily(r"\b(works?|working|runs|running|live|up) again\b")


#: What was wrong is no more: `, no more timeouts on my side`.
_NO_MORE = lazily(
    r",? (?:and |with )?(?:no|no more|no further|without any) ([a-z]+(?: [a-z]+)?)(?: (?:since|now|at all|any ?more|"
    r"on my side|"
    r"here|"
    r"so far|today))*(?= ?(?:[,.;!]|$))"
)


def says_done(told: str, what: str, *, deeds: bool = True) -> Intent | None:
    """DONE when the clause says the whole is done; PROGRESS or UNCLEAR when it speaks of done in another way; else
    None. `deeds`: whether it is enough that the deed is told in the past, without a word for done."""
    told = nouns_done(_ARRIVES.sub(r"\1", told), what)
    told = _NO_MORE.sub(lambda found: " " if stems(found[1]) & stems(what) else found[0], told)
    told = _DONE_ALL.sub(r"\2 done", ASIDE.sub("", _AGAIN.sub(r"\1", told)))
    short = short_of(told, what)
    if (turn := turns.DONE.search(told) or turns.TICK_OFF.search(told)) and not short:
        beside = told[: turn.start()] + " " + told[turn.end() :]
        if not _doubted(beside, what) and _plain_rest(told[turn.end() :], what, whole=True):
            return Intent.DONE
    doubted = _doubted(told, what)
    if shape := _shape(told):
        rest = told[shape.end() :]
        if not doubted and _plain_rest(rest, what, whole=_OF_ALL.search(shape[0]) is not None) and not short:
            return Intent.DONE
        return Intent.PROGRESS if PARTIAL.search(told) or short else Intent.UNCLEAR
    if doubted:
        if not FINISHED_WORD.search(told):
            return Intent.PROGRESS if deed_told(told, what) else None
        return Intent.PROGRESS if PARTIAL.search(told) else None
    so = _AND_SO.search(told)
    head, tail = (told[: so.start()], told[so.end() :]) if so else ("", "")
    # "sent to all, so done", "here it is, all done", "the glazier came today, all done"
    if so and not short and (worked(head) or _HERE.match(head) or _CAME.match(head) or _SEEN.match(head)):
        last = _shape(tail)
        if last and _plain_rest(tail[last.end() :], what, whole=False):
            return Intent.DONE
    head, _, tail = told.partition(", ")
    if GOES_ON.search(tail) and FINISHED_WORD.search(head):
        return Intent.PROGRESS  # "three interviews done, fourth is Thursday"
    subject = DONE_OF.search(told) or DONE_OF.search(head)
    if subject and covers(subject["subject"], what):
        return Intent.DONE
    if did_it(told, what) or any(
        (tidies_up(tail) or tells_result(tail)) and did_it(head, what)
        for head, joint, tail in (told.partition(", "), told.partition(" and "))
        if joint
    ):
        return Intent.DONE if deeds else Intent.UNCLEAR
    if subject and stems(subject["subject"]) & stems(what):
        return Intent.PROGRESS  # a part of it
    if _PART_OF_IT.match(told):
        return Intent.PROGRESS  # "desserts done", of the menu
    if FINISHED_WORD.search(told):
        return Intent.UNCLEAR
    did = I_DID.search(told)
    told_of = did is not None and did[1] not in NOT_VERBS and stem(did[1]) in stems(what)
    return Intent.PROGRESS if told_of or deed_told(told, what) else None  # evidence, perhaps not of all of it


_OTHER_REST = lazily(
    r"[:\s]*\d+\W*$|\s*(?:-?ish\b|up to\b|as far as|in (?:part|principle|theory|draft)|for (?:him|her|them)\b|badly|"
    r"nonsense|rubbish|my (?:best|bit|part|share|half|end|side)|what\b|(?:from|on|at) my (?:end|"
    r"side|part)|"
    r"[^.]*\bpromise\b|deal|(?:with (?:it|this|that|them|these) )?for (?:now|today|the (?:day|moment|week))|(?:\d+|"
    r"a few|some|several|two|three|four|five|six)\b(?! (?:of "
    r")?(?:them|done))|"
    r"right|properly|one(?= ?(?:$|[,.;!-]|so far|already|now|yesterday|today|this)))"
)
#: Something else that was finished: `completed the form you sent`.
_ITS_OBJECT = lazily(
    r" (?:(?:the|a|an|my|your|his|her|their|our|today's|yesterday's|last \w+'s) |with (?!thanks|that\b|it\b|this\b|"
    r"them\b|all\b|"
    r"everything|no\b|flying|days?\b))([a-z ]+)"
)
#: Something is done that the action does not name: work on it, as far as one can tell.
_PART_OF_IT = lazily(
    r"^\W*(?:the |my |our )?(?!all\b|every|both|well\b|nothing|it\b|this\b|that\b|they\b|i\b|we\b|"
    r"you\b|he\b|she\b|who|what|then\b|getting\b|to\b|when\b|once\b|have\b|has\b|had\b|got\b|is\b|am\b|was\b)"
    r"[a-z0-9.' ]{3,40}? (?:is |are |now |have been |has been )*(?:done|finished|completed|closed|sorted)\W*$"
)
#: Said of the whole: `all done`, `it's finished`.
_OF_ALL = lazily(r"\b(?:it|same|this|that|all|both|everything|alles|tout|todo|es|das|ca|het|dit)\b")


def _doubted(told: str, what: str) -> bool:
    """Whether a word of doubt stands in the words; what is the action's own verb (`returned`) is none."""
    verbs = frozenset().union(*(verbs_of(piece) for piece in pieces_of(what)))
    return any(
        (not (meant := stems(found[0])) or not meant <= verbs) and not _its_name(told, found, what)
        for found in DOUBTS.finditer(told)
    )


#: `ordered and should be here on Wednesday`: ordered.
_ARRIVES = lazily(
    r"\b(ordered|bought|dispatched|shipped|posted|sent)(?:,| and|, and) (?:they |it |these )?(?:should|will|'ll) "
    r"(?:be (?:here|with (?:us|you|him|her|them)|delivered)|arrive|come|land|get here)\b[^.;!?]*"
)
#: `Done all three` is `all three done`.
_DONE_ALL = lazily(
    r"^(\W*)(?<!\w)(?:done|finished|completed|sorted) ((?:all|both)(?: (?:of )?(?:the |these |those )?(?:two|three|"
    r"four|five|six|\d+))?)"
    r"(?: of (?:them|these))?(?=\W*$)"
)
TROUBLE = lazily(
    r"(?:differences?|discrepanc(?:y|ies)|errors?|faults?|leaks?|leaking|complaints?|snags?|issues?|problems?|queries|"
    r"gaps?)"
)
#: Nouns that are words of doubt by themselves: `the fire plan`, `the spare part`.
_NOUN = lazily(r"(?:plans?|drafts?|parts?|claims?|wills?|seconds?)")


def _its_name(told: str, found: re.Match[str], what: str) -> bool:
    """Whether a word of doubt is of the name of the thing itself: `fire plan`, `first aid`, as the action has them."""
    if " " in found[0]:
        return re.search(rf"\b{re.escape(found[0])}\b", what.lower()) is not None
    if TROUBLE.fullmatch(found[0]):
        return stem(found[0]) in stems(what)  # "fix the leak"
    before = re.search(r"([a-z]+) $", told[: found.start()])
    if not _NOUN.fullmatch(found[0]):
        return False
    if before is None or before[1] in ("the", "our", "my", "your", "his", "her", "their", "this"):
        return (
            re.search(rf"(?<!to )\b{re.escape(found[0])}\b", what.lower()[1:]) is not None
        )  # "the plan has been written"
    return bool(stems(before[1])) and re.search(rf"\b{before[1]} {found[0]}\b", what.lower()) is not None


def _shape(told: str) -> re.Match[str] | None:
    return next((found for pattern in DONE_SHAPES if (found := pattern.search(told))), None)


def _plain_rest(rest: str, what: str, *, whole: bool) -> bool:
    """After "done": nothing that makes it something else, such as `done by Friday`, `done some` or `done my best`, nor
    another thing (`completed the form you sent`)."""
    if _OTHER_REST.match(rest) or (what and not accounted(rest, what, whole=whole)):
        return False
    found = _ITS_OBJECT.match(rest)
    return not (found and what and stems(found[1]) - TIMES and not stems(found[1]) & stems(what))


def deeds_told(told: str, what: str) -> bool:
    """Whether each part of the action is told as a deed that was done, and nothing is left."""
    if _doubted(told, what):
        return False
    against = (turns.SARCASM, turns.TAKES_BACK)
    return not any(each.search(told) for each in against) and not short_of(told, what) and did_it(told, what)
