"""What one clause of a reply means. Done and confirm are whitelists: what is not surely one of them is something
else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.domain.happenings import Intent
from followupd.reading import answer_patterns as patterns
from followupd.reading import answer_turns as turns
from followupd.reading.answer_stems import same_verbs, stem, stems
from followupd.reading.answer_words import DONE_OF, DONE_SHAPES, DOUBTS, FINISHED, IDIOMS, PARTIAL, PROMISE
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_FINISHED = re.compile(rf"(?<![\w'])(?:{FINISHED})(?!\w)")
_AMOUNT = re.compile(
    r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|several)\s+([a-z]+(?:\s[a-z]+)?)"
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
    r"^\W*(?:so |and |hi |hello |\w+, )?(?:is|are|was|were|has|have|had|did|does|do|can|could|would|will|"
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
    r"(?:ed|ten|nt|ilt|eld|ought|aught|ade|one|oken|iven|aken|awn|et|ung|een|aid|eard|out)$"
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


def meaning(folded: str, what: str, *, setter: bool, timed: bool = False, later: bool = False) -> Meaning:
    """The meaning of a clause about an action whose text is `what`. `timed`: a date or a length of time stands in
    it. `later`: a day that is not the one it is due on."""
    crossed = turns.CROSSES.search(folded) is not None and not re.search(r"[a-z]", folded)
    if crossed:
        return Meaning(Intent.NOT_DONE if setter else Intent.PROGRESS)
    text = patterns.TICKS.sub(" ", folded).strip()
    if len(text) < len(folded.strip()) and not re.search(r"[a-z]", text):
        text = "done"  # a tick alone; beside other words it says no more than they do
    told = IDIOMS.sub(" ", text).strip()
    if not re.search(r"\w", told):
        no_problem = not setter and _NO_PROBLEM.match(text)
        if patterns.THUMBS.search(folded) or no_problem:
            return Meaning(Intent.AGREED)
        return Meaning(Intent.UNCLEAR if "?" in folded else Intent.NONE)
    question = "?" in folded or bool(_ASKS.match(told))
    if turns.SARCASM.search(told):
        return Meaning(Intent.UNCLEAR)
    if patterns.REOPEN.search(told):
        return Meaning(Intent.REOPEN) if not question else Meaning(Intent.QUESTION)
    if patterns.CANCEL.search(told) and not patterns.NOT_CANCEL.search(told) and not question:
        return Meaning(Intent.CANCEL if setter else Intent.DECLINE)
    if setter and patterns.CONFIRM.search(told) and not question and not patterns.NOT_CONFIRM.search(told):
        return Meaning(Intent.CONFIRM)
    short = _short_of(told, what)
    if short and not setter and turns.LESS.search(told):
        return Meaning(Intent.DECLINE)
    if short and setter and _CHANGE_TO.search(told):
        return Meaning(Intent.AMEND)
    if not question and short:
        return Meaning(Intent.PROGRESS)
    finished = says_done(told, what) if not question else None
    if finished is Intent.DONE:
        return Meaning(Intent.CONFIRM if setter else Intent.DONE)
    return _other(told, what, question, finished, setter=setter, timed=timed, later=later)


def _other(
    told: str, what: str, question: bool, finished: Intent | None, *, setter: bool, timed: bool, later: bool
) -> Meaning:
    if _NOT_YET.search(told):
        return Meaning(Intent.NOT_YET if setter else Intent.PROGRESS)
    if patterns.MOVE.search(told):
        return Meaning(Intent.MOVE)
    if patterns.DECLINE.search(told) or turns.REFUSES.search(told):
        return Meaning(Intent.DECLINE)
    if setter and (patterns.NOT_DONE.search(told) or turns.MINE_IS_NOT.search(told)) and not question:
        return Meaning(Intent.NOT_DONE)
    more_time = patterns.RESCHEDULE.search(told) and (timed or patterns.MORE_TIME.search(told))
    if more_time and not PARTIAL.search(_NUMERIC_DAY.sub(" ", told)):
        return Meaning(Intent.RESCHEDULE)
    if later and turns.ASKS_TIME.search(told) and not turns.ABOUT_A_DAY.search(told):
        return Meaning(Intent.RESCHEDULE)
    if patterns.STILL_WAITING.search(told) and not question:
        return Meaning(Intent.PROGRESS)
    if patterns.BLOCKED.search(told) or turns.STUCK.search(told) or turns.WAITS.search(told):
        return _held_up(told, what, question)
    if question or (patterns.QUESTION_START.search(told) and not PROMISE.search(told) and len(told.split()) > 2):
        return Meaning(Intent.QUESTION)
    if timed and (PROMISE.search(told) or _WILL_BE.search(told)):
        return Meaning(Intent.AGREED, sure=False)
    if PARTIAL.search(told) or turns.MINE_IS_NOT.search(told):
        return Meaning(Intent.PROGRESS)
    if PROMISE.search(told) or turns.PROMISES.search(told):
        return Meaning(Intent.AGREED, sure=False)
    if turns.UNDER_WAY.search(told):
        return Meaning(Intent.PROGRESS)
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


def _held_up(told: str, what: str, question: bool) -> Meaning:
    """BLOCKED, unless work of his own is told beside what he waits for; a bare `not sure what` yields to a question."""
    without = turns.WAITS.sub(" ", told)
    if not (patterns.BLOCKED.search(without) or turns.STUCK.search(without)):
        verbs = {same for piece in _pieces(what) if piece for same in same_verbs(stem(piece.split()[0]))}
        worked = any(stem(word) in verbs and _PARTICIPLE.search(word) for word in re.findall(r"[a-z']+", without))
        if worked or PARTIAL.search(without) or turns.UNDER_WAY.search(without) or _FINISHED.search(without):
            return Meaning(Intent.PROGRESS)
    unsure = _UNSURE.sub(" ", told)
    if unsure != told and not patterns.BLOCKED.search(unsure) and not turns.STUCK.search(unsure):
        return Meaning(Intent.QUESTION) if question else Meaning(Intent.BLOCKED, sure=False)
    return Meaning(Intent.BLOCKED)


def _agrees(told: str) -> bool:
    """Whether it says yes and no more: an agreeing word, and few others that it would not fit."""
    told = patterns.PRAISE.sub(" ", told)
    if turns.AGREES.search(told) and len(told.split()) <= 8 and not _AGAINST.search(told) and not _CLAIMS.search(told):
        return True
    if not patterns.AGREED.search(told) or _CLAIMS.search(told):
        return False
    lone = re.sub(
        r"(?:,|-|\band\b)?\s*(?:many )?(?:thanks?|thank you|thx|cheers|danke|merci|gracias|bedankt)\b.*$", "", told
    )
    return bool(patterns.AGREED.search(lone)) and not _AGAINST.search(told)


def says_done(told: str, what: str) -> Intent | None:
    """DONE when the clause says the whole is done; PROGRESS or UNCLEAR when it speaks of done in another way; else
    None."""
    if (turn := turns.DONE.search(told) or turns.TICK_OFF.search(told)) and not _short_of(told, what):
        beside = told[: turn.start()] + " " + told[turn.end() :]
        if not DOUBTS.search(beside) and _plain_rest(told[turn.end() :]):
            return Intent.DONE
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
    for number, things in _AMOUNT.findall(what.lower()):
        for thing in stems(things):
            wanted[thing] = max(_value(number), wanted.get(thing, 0))
    return any(
        _value(number) < wanted.get(thing, 0) for number, things in _AMOUNT.findall(told) for thing in stems(things)
    )


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _COUNT.get(number, 0)


def _pieces(what: str) -> list[str]:
    """Each thing that an action asks for: `call 10 clients and book 3 meetings` are two, `tell Ann and Bo` is one."""
    pieces = re.split(r"(?:\band\b|,|;|\bplus\b|\bthen\b)(?!\s*(?:and\s+)?[A-Z]\w)", what)
    return [piece.strip().lower() for piece in pieces if stems(piece)]


def _parts(what: str) -> list[frozenset[str]]:
    return [stems(piece) for piece in _pieces(what)]


def _covers(said: str, what: str) -> bool:
    """Whether the words name every part of the action, and nothing but the action."""
    mine = stems(said)
    parts = _parts(what)
    return bool(mine) and bool(parts) and all(mine & part for part in parts) and len(mine - stems(what)) <= 1


_WENT_OUT = lazily(r"\b(?:went|gone|has gone|have gone|is gone|is|are) (?:out|off|live)(?= to\b|\W|$)")
_NO_PROBLEM = lazily(r"^\W*(?:no (?:problems?|worries|bother|trouble|issues?)|not a problem)(?: at all)?\W*$")
_CHANGE_TO = lazily(r"\b(?:change|make|reduce|lower|raise|increase|cut|set|amend|drop)\b")
_UNSURE = lazily(r"(?:not sure|unsure|don't know|do not know) (?:how|which|what|where|who|whether|if)\b")
_AGAINST = lazily(r"\b(?:not|\w+n't|never|nicht|pas|niet)\b")
_ALL = lazily(r"\b(?:all|both|every|everything|each|alle|beide|tous|todos)\b")
#: Words of time and place that name no thing.
_TIMES = frozenset(
    stem(word)
    for word in words_of(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today this morning afternoon evening last "
        "night out off ago earlier now already just finally both every everything each them those these people straight "
        "straight away fyi copy cc hours ten noon lunch time late early first thing were all"
    )
)


def _did_it(told: str, what: str) -> bool:
    """`I have called all 10 clients and booked 3 meetings`: the action's own verb in the past, with its own object.

    Also `The advert is rewritten and live`. Each part of the action has to be told.
    """
    parts = _parts(what)
    if not parts:
        return False
    mine = stems(told)
    told = _WENT_OUT.sub("was sent", told)
    did = _I_DID.search(told)
    if did and did[1] in _NOT_VERBS - {"the"}:
        return False
    handed_on = _FOR_COMMENT.search(told) is None
    alone = len(parts) == 1 and not _NUMBER.search(what.lower())
    for piece, part in zip(_pieces(what), parts, strict=True):
        first = re.search(r"[a-z]{2,}", piece)
        verbs = same_verbs(stem(first[0])) if first else frozenset[str]()
        counted = {_value(number) for number in _NUMBER.findall(piece)} & {
            _value(number) for number in _NUMBER.findall(told)
        }
        told_so = _told(told, verbs, part) or (
            handed_on and bool(verbs & _MAKES) and _told(told, _HANDS_ON, part) and bool(mine & part)
        )
        named = bool((mine & part) - verbs) or (
            handed_on and not mine - verbs - _TIMES and (alone or _ALL.search(told))
        )
        if not told_so or not (counted or named):
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
