"""What one clause of a reply means. Done and confirm are whitelists: what is not surely one of them is something
else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.domain.happenings import Intent
from followupd.reading import answer_patterns as patterns
from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_words import DONE_OF, DONE_SHAPES, DOUBTS, FINISHED, IDIOMS, PARTIAL, PROMISE
from followupd.reading.wordlist import words_of

_FINISHED = re.compile(rf"(?<![\w'])(?:{FINISHED})(?!\w)")
_AMOUNT = re.compile(
    r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|several)\s+(?:\w+\s)?([a-z]{3,})"
)
_NUMBER = re.compile(r"\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten)\b")
_COUNT = {
    word: k
    for k, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {
    "a couple of": 2,
    "several": 3,
}
_I_DID = re.compile(
    r"^\W*(?:(?:hi|ok|yes|thanks)[\w\s]{0,12}[,.!:-]\s*)?(?:i|we)?(?:'ve| have)? ?(?:now |just |already |"
    r"finally |all |also )*([a-z]+(?:ed|t|n|d|e|g))\b"
)
_NOT_VERBS = frozenset(
    [
        "and",
        "the",
        "not",
        "need",
        "want",
        "send",
        "start",
        "read",
        "call",
        "great",
        "hand",
        "friend",
        "need",
        "client",
        "behind",
        "and",
        "agreed",
        "noted",
        "started",
        "tried",
        "attempted",
        "planned",
    ]
)

_WILL_BE = re.compile(r"\b(?:will|'ll|should|shall) (?:be|have)\b")
_BARE_NO = re.compile(r"^\W*(?:no|nope|nein|non|nee)\W*$")
#: A question even without its mark.
_ASKS = re.compile(
    r"^\W*(?:so |and |hi |hello |\w+,? )?(?:is|are|was|were|has|have|had|did|does|do|can|could|would|will|"
    r"should|shall|isn't|aren't|hasn't|didn't|ist|sind|hat|est-ce|is|esta)"
    r" (?:it|this|that|these|those|they|them|he|she|you|we|i|the|all|everything|anything|anyone|both|there|"
    r"any|your|my|das|es|alles|que|het|dat|todo|esto) "
)
_NOT_YET = re.compile(
    r"^\W*(?:no,? |sorry,? |i'm afraid |afraid )*(?:not (?:just )?yet|noch nicht|pas encore|todavia no|aun "
    r"no|nog niet)\b|^\W*not\W*$"
)
#: A day in figures behind its preposition: no share of the work.
_NUMERIC_DAY = re.compile(
    r"\b(?:to|until|till|by|for|on|bis|zum|au|hasta|tot) (?:the |el |le )?\d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
)
#: What is done only then is not done yet.
_CONDITION = re.compile(r"\b(?:once|when|if|as soon as|until|unless|provided|wenn|sobald|quand|si|cuando|zodra|als)\b")
#: Words that claim it is done, with a doubt beside them: no plain yes.
_CLAIMS = re.compile(
    rf"(?:'s|\b(?:is|are|was|been|all|now|already|ist|est|esta))(?: all| now| already)? (?:{FINISHED})(?!\w)"
)
_PARTICIPLE = re.compile(
    r"(?:ed|ten|nt|ilt|eld|ought|aught|ade|one|oken|iven|aken|awn|et|ung)$"
    r"|^(?:(?:re)?wrote|drew|gave|took|spoke|chose|drove|ran|rang|told|found)$"
)
_AUXILIARIES = words_of("is are was were been has have all both now just already finally also and then got ok yes")
#: Verbs whose thing cannot be handed on before it is made, and those that hand it on.
_MAKES = frozenset(stem(verb) for verb in ("write", "draft", "prepare", "create", "produce", "compile", "collate"))
_HANDS_ON = frozenset(
    stem(verb) for verb in ("send", "share", "file", "upload", "publish", "submit", "circulate", "email")
)
#: Handed on, and not finished.
_FOR_COMMENT = re.compile(r"\bfor (?:\w+ )?(?:comments?|review|approval|feedback|checking|sign-?off|signature|input)\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    intent: Intent
    #: False for a promise, and for work that is told without saying whether it is all of it.
    sure: bool = True


def meaning(folded: str, what: str, *, setter: bool, timed: bool = False) -> Meaning:
    """The meaning of a clause about an action whose text is `what`. `timed`: a date or a length of time stands in
    it."""
    text = patterns.TICKS.sub(" ", folded).strip()
    if len(text) < len(folded.strip()) and not re.search(r"[a-z]", text):
        text = "done"  # a tick alone; beside other words it says no more than they do
    told = IDIOMS.sub(" ", text).strip()
    if not re.search(r"\w", told):
        if patterns.THUMBS.search(folded):
            return Meaning(Intent.AGREED)
        return Meaning(Intent.NONE)
    question = "?" in folded or bool(_ASKS.match(told))
    if patterns.REOPEN.search(told):
        return Meaning(Intent.REOPEN) if not question else Meaning(Intent.QUESTION)
    if patterns.CANCEL.search(told) and not patterns.NOT_CANCEL.search(told) and not question:
        return Meaning(Intent.CANCEL if setter else Intent.DECLINE)
    if setter and patterns.CONFIRM.search(told) and not question and not patterns.NOT_CONFIRM.search(told):
        return Meaning(Intent.CONFIRM)
    if not question and _short_of(told, what):
        return Meaning(Intent.PROGRESS)
    finished = says_done(told, what) if not question else None
    if finished is Intent.DONE:
        return Meaning(Intent.CONFIRM if setter else Intent.DONE)
    return _other(told, question, finished, setter=setter, timed=timed)


def _other(told: str, question: bool, finished: Intent | None, *, setter: bool, timed: bool) -> Meaning:
    if _NOT_YET.search(told):
        return Meaning(Intent.NOT_YET if setter else Intent.PROGRESS)
    if patterns.MOVE.search(told):
        return Meaning(Intent.MOVE)
    if patterns.DECLINE.search(told):
        return Meaning(Intent.DECLINE)
    if setter and patterns.NOT_DONE.search(told) and not question:
        return Meaning(Intent.NOT_DONE)
    more_time = patterns.RESCHEDULE.search(told) and (timed or patterns.MORE_TIME.search(told))
    if more_time and not PARTIAL.search(_NUMERIC_DAY.sub(" ", told)):
        return Meaning(Intent.RESCHEDULE)
    if patterns.STILL_WAITING.search(told) and not question:
        return Meaning(Intent.PROGRESS)
    if patterns.BLOCKED.search(told):
        return Meaning(Intent.BLOCKED)
    if question or (patterns.QUESTION_START.search(told) and not PROMISE.search(told) and len(told.split()) > 2):
        return Meaning(Intent.QUESTION)
    if timed and (PROMISE.search(told) or _WILL_BE.search(told)):
        return Meaning(Intent.AGREED, sure=False)
    if PARTIAL.search(told):
        return Meaning(Intent.PROGRESS)
    if PROMISE.search(told):
        return Meaning(Intent.AGREED, sure=False)
    if not setter and not question and _CONDITION.search(told) and _FINISHED.search(told):
        return Meaning(Intent.PROGRESS)
    if finished is not None:
        return Meaning(finished, sure=bool(PARTIAL.search(told)) or finished is not Intent.PROGRESS)
    if _BARE_NO.search(told):
        return Meaning(Intent.UNCLEAR)
    if patterns.THANKS.search(told) and patterns.COURTESY.match(told) and not _agrees(told):
        return Meaning(Intent.NONE)
    if _agrees(told):
        return Meaning(Intent.AGREED)
    if patterns.GREETING.match(told) or patterns.SIGN_OFF.match(told) or patterns.THANKS.search(told):
        return Meaning(Intent.NONE)
    if patterns.THUMBS.search(told):
        return Meaning(Intent.AGREED)
    return Meaning(Intent.UNCLEAR)


def _agrees(told: str) -> bool:
    """Whether it says yes and no more: an agreeing word, and few others that it would not fit."""
    told = patterns.PRAISE.sub(" ", told)
    if not patterns.AGREED.search(told) or _CLAIMS.search(told):
        return False
    lone = re.sub(
        r"(?:,|-|\band\b)?\s*(?:many )?(?:thanks?|thank you|thx|cheers|danke|merci|gracias|bedankt)\b.*$", "", told
    )
    return bool(patterns.AGREED.search(lone)) and not re.search(r"\b(?:not|\w+n't|never|nicht|pas|niet)\b", told)


def says_done(told: str, what: str) -> Intent | None:
    """DONE when the clause says the whole is done; PROGRESS or UNCLEAR when it speaks of done in another way; else
    None."""
    if shape := next((found for pattern in DONE_SHAPES if (found := pattern.search(told))), None):
        rest = told[shape.end() :]
        if not DOUBTS.search(told) and _plain_rest(rest) and not _short_of(told, what):
            return Intent.DONE
        return Intent.PROGRESS if PARTIAL.search(told) or _short_of(told, what) else Intent.UNCLEAR
    if DOUBTS.search(told):
        if not _FINISHED.search(told):
            return None
        return Intent.PROGRESS if PARTIAL.search(told) else None
    subject = DONE_OF.search(told)
    if subject and _covers(subject["subject"], what):
        return Intent.DONE
    if _did_it(told, what):
        return Intent.DONE
    if _FINISHED.search(told):
        return Intent.UNCLEAR
    did = _I_DID.search(told)
    told_of = did is not None and did[1] not in _NOT_VERBS and stem(did[1]) in stems(what)
    return Intent.PROGRESS if told_of else None  # evidence of work, perhaps not of all of it


def _plain_rest(rest: str) -> bool:
    """After "done": nothing that makes it something else, such as `done by Friday` or `done some`."""
    return not re.match(
        r"\s*(?:with (?:this|the|my) (?:job|company|nonsense)|deal|for (?:now|today)|(?:\d+|a few|some|several|"
        r"two|three|four|five|six)\b(?! (?:of )?(?:them|done))|right|properly)",
        rest,
    )


def _short_of(told: str, what: str) -> bool:
    """Whether an amount is told that is smaller than the one the action names: `2 meetings` of 3, `6 of the 10`."""
    wanted: dict[str, int] = {}
    for number, noun in _AMOUNT.findall(what.lower()):
        wanted[stem(noun)] = max(_value(number), wanted.get(stem(noun), 0))
    return any(_value(number) < wanted.get(stem(noun), 0) for number, noun in _AMOUNT.findall(told))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _COUNT.get(number, 0)


def _parts(what: str) -> list[frozenset[str]]:
    """The stems of each thing that an action asks for: `call 10 clients and book 3 meetings` are two."""
    return [part for piece in re.split(r"\band\b|,|;|\bplus\b|\bthen\b", what.lower()) if (part := stems(piece))]


def _covers(said: str, what: str) -> bool:
    """Whether the words name every part of the action, and nothing but the action."""
    mine = stems(said)
    parts = _parts(what)
    return bool(mine) and bool(parts) and all(mine & part for part in parts) and len(mine - stems(what)) <= 1


def _did_it(told: str, what: str) -> bool:
    """`I have called all 10 clients and booked 3 meetings`: the action's own verb in the past, with its own object.

    Also `The advert is rewritten and live`. Each part of the action has to be told.
    """
    parts = _parts(what)
    if not parts:
        return False
    mine = stems(told)
    did = _I_DID.search(told)
    if did and did[1] in _NOT_VERBS:
        return False
    handed_on = _FOR_COMMENT.search(told) is None
    for piece, part in zip(re.split(r"\band\b|,|;|\bplus\b|\bthen\b", what.lower()), parts, strict=False):
        first = re.search(r"[a-z]{2,}", piece)
        verb = stem(first[0]) if first else ""
        counted = {_value(number) for number in _NUMBER.findall(piece)} & {
            _value(number) for number in _NUMBER.findall(told)
        }
        told_so = _told(told, frozenset({verb}), part) or (
            handed_on and verb in _MAKES and _told(told, _HANDS_ON, part) and bool(mine & part)
        )
        if not told_so or not (counted or (mine & part) - {verb}):
            return False
    return True


def _told(told: str, verbs: frozenset[str], part: frozenset[str]) -> bool:
    """Whether one of the verbs is told as done: `I called`, `was rewritten`, `all visited`, `notes sent`; not `the
    rewritten advert was rejected`."""
    said = re.findall(r"[a-z']+", told)
    for at, word in enumerate(said):
        if stem(word) not in verbs or not _PARTICIPLE.search(word):
            continue
        before = said[at - 1] if at else ""
        began = at <= 3 and before in ("i", "we")
        if not at or began or before in _AUXILIARIES or before.endswith(("'ve", "'s")) or stem(before) in part:
            return True
    return False
