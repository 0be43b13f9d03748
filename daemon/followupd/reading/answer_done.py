"""Whether a clause says that an action is done: in a word for the whole of it, or by its own deed told in the past.

A whitelist: what is not surely done is something else, and a word of `DOUBTS` in the clause is enough for that.
"""

from __future__ import annotations

import re

from followupd.domain.happenings import Intent
from followupd.reading import answer_turns as turns
from followupd.reading.answer_stems import IRREGULAR, same_verbs, stem, stems
from followupd.reading.answer_words import DONE_OF, DONE_SHAPES, DOUBTS, FINISHED, PARTIAL
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

__all__ = ["FINISHED_WORD", "deeds_told", "says_done", "short_of", "tells_of", "worked"]

FINISHED_WORD = lazily(rf"(?<![\w'])(?:{FINISHED})(?!\w)")
_AMOUNT = lazily(
    r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|several)\s+([a-z]+(?:\s[a-z]+)?)"
)
_NUMBER = lazily(r"\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b")
_COUNT = {
    word: k
    for k, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {
    "a couple of": 2,
    "several": 3,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
}
_I_DID = lazily(
    r"^\W*(?:(?:hi|ok|yes|thanks)[\w\s]{0,12}[,.!:-]\s*)?(?:i|we)?(?:'ve| have)? ?(?:now |just |already |"
    r"finally |all |also )*([a-z]+(?:ed|t|n|d|e|g))\b"
)
_DID = lazily(
    r"^\W*(?:(?:hi|ok|yes|hello)[\w\s]{0,12}[,.!:-]\s*)?(?:(?:i|we)(?:'ve| have)? )?(?:now |just |already |finally |"
    r"also |only |"
    r"quickly |since )*([a-z]+)\b"
)
_NOT_VERBS = words_of(
    "and the not need want send start read call great hand friend client behind agreed noted started tried attempted "
    "planned"
)
_PARTICIPLE = lazily(
    r"(?:ed|ten|nt|ilt|eld|ought|aught|ade|one|oken|iven|aken|awn|et|ung|een|aid|eard|out)$"
    r"|^(?:(?:re)?wrote|drew|gave|took|spoke|chose|drove|ran|rang|told|found)$"
)
_AUXILIARIES = words_of("is are was were been has have all both now just already finally also and then got ok yes")
#: Verbs whose thing cannot be handed on before it is made, and those that hand it on.
_MAKES = frozenset(stem(verb) for verb in words_of("write draft prepare create produce compile collate"))
_HANDS_ON = frozenset(stem(verb) for verb in words_of("send share file upload publish submit circulate email attach"))
#: Verbs that end any deed.
_ENDS = frozenset(stem(verb) for verb in words_of("finish complete conclude do"))
#: Handed on, and not finished; or not the thing itself.
_FOR_COMMENT = lazily(
    r"\bfor (?:\w+ )?(?:comments?|review|approval|feedback|checking|sign-?off|signature|input)\b|"
    r"\b(?:template|outline|skeleton|old|rough|version)\b"
)
#: How the thing of a deed stands when the deed is done, by its verbs.
_STATES = tuple(
    (
        frozenset(stem(verb) for verb in words_of(verbs)),
        lazily(
            rf"(?:\bis |\bare |'s |'re |\bnow |\ball |\bboth |\band |(?<=[a-z]{{3}} ))(?:now |all |both |back |finally "
            rf")*"
            rf"(?:{state})(?!\w| on\b)"
        ),
    )
    for verbs, state in (
        (
            "write draft prepare create produce compile collate make rewrite update revise finish build report put",
            r"ready|attached|enclosed|here|uploaded|saved|filed|with you|in your inbox|in the (?:\w+ ){0,2}(?:folder|"
            r"drive|"
            r"file|crm|system|sharepoint|portal|post|binder)|on (?:the |your )?(?:\w+ ){0,2}(?:drive|desk|server|"
            r"sharepoint|"
            r"teams|intranet|portal|site|website|wall|board|noticeboard)",
        ),
        ("put post publish update rewrite hang fix repair launch release set", r"live|published|online|up"),
        (
            "fix repair mend resolve restore reset",
            r"fixed|works|working|up and running|running|back up|mended|repaired",
        ),
        (
            "book arrange schedule organise organize fix",
            r"in the (?:diary|calendar)|in (?:both|our|your) diaries|in place",
        ),
        (
            "get receive obtain collect secure gather",
            r"(?:is|are|all|now|both) (?:here|in|back)|arrived|with (?:me|us|you)",
        ),
        ("send mail email post dispatch circulate", r"gone|on (?:its|their|the) way|in the post|sent"),
        ("clear clean tidy empty", r"clear|empty|clean|tidy|spotless|cleared"),
    )
)
_HERE = lazily(
    r"\W*(?:(?:here|there) (?:it|you|they) (?:is|are|go)|c'est \w+e|ist \w+t|is ge\w+|esta \w+do|all (?:in|there))\W*$"
)
_WORKS = lazily(r"\b(?:works?|working|runs|running)\b(?! on\b)")
_AGAIN = lazily(r"\b(works?|working|runs|running|live|up) again\b")
_WENT_OUT = lazily(r"\b(?:went|gone|has gone|have gone|is gone|is|are) (?:out|off|live)(?= to\b|\W|$)")
_ALL = lazily(r"\b(?:all|both|every|everything|everyone|everybody|each|alle|beide|tous|todos)\b")
#: Words of time and place that name no thing.
_TIMES = frozenset(
    stem(word)
    for word in words_of(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today this morning afternoon evening last "
        "night out off ago earlier now already just finally both every everything each them those these people "
        "straight "
        "away fyi copy cc hours ten noon lunch time late early first thing were all everyone everybody again since "
        "week "
        "three two four five six seven eight nine"
    )
)
#: Past forms that tell of no deed.
_NO_DEED = words_of(
    "agreed noted planned understood promised asked wanted needed expected required mentioned discussed listed "
    "supposed said "
    "indeed need speed feed seed left told read set put cut red bed"
)
_IN_THE_DIARY = lazily(r"\b(?:in the (?:diary|calendar|book|bag)|in (?:both|our) diaries|is in|are in|all in)\b")


def says_done(told: str, what: str) -> Intent | None:
    """DONE when the clause says the whole is done; PROGRESS or UNCLEAR when it speaks of done in another way; else
    None."""
    told = _AGAIN.sub(r"\1", told)
    short = short_of(told, what)
    if (turn := turns.DONE.search(told) or turns.TICK_OFF.search(told)) and not short:
        beside = told[: turn.start()] + " " + told[turn.end() :]
        if not DOUBTS.search(beside) and _plain_rest(told[turn.end() :]):
            return Intent.DONE
    doubted = DOUBTS.search(told) is not None
    if shape := _shape(told):
        if not doubted and _plain_rest(told[shape.end() :]) and not short:
            return Intent.DONE
        return Intent.PROGRESS if PARTIAL.search(told) or short else Intent.UNCLEAR
    if doubted:
        if not FINISHED_WORD.search(told):
            return Intent.PROGRESS if _deed_told(told, what) else None
        return Intent.PROGRESS if PARTIAL.search(told) else None
    head, comma, tail = told.rpartition(", ")
    if comma and not short and (worked(head) or _HERE.match(head)):  # "sent to all, so done", "here it is, all done"
        last = _shape(tail)
        if last and _plain_rest(tail[last.end() :]):
            return Intent.DONE
    subject = DONE_OF.search(told)
    if subject and _covers(subject["subject"], what):
        return Intent.DONE
    if _did_it(told, what):
        return Intent.DONE
    if FINISHED_WORD.search(told):
        return Intent.UNCLEAR
    did = _I_DID.search(told)
    told_of = did is not None and did[1] not in _NOT_VERBS and stem(did[1]) in stems(what)
    return Intent.PROGRESS if told_of or _deed_told(told, what) else None  # evidence, perhaps not of all of it


def _shape(told: str) -> re.Match[str] | None:
    return next((found for pattern in DONE_SHAPES if (found := pattern.search(told))), None)


def _plain_rest(rest: str) -> bool:
    """After "done": nothing that makes it something else, such as `done by Friday` or `done some`."""
    return not re.match(
        r"\s*(?:with (?:this|the|my) (?:job|company|nonsense)|deal|for (?:now|today|the day)|(?:\d+|a few|some|several|"
        r"two|three|four|five|six)\b(?! (?:of )?(?:them|done))|right|properly)",
        rest,
    )


def short_of(told: str, what: str) -> bool:
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


def _covers(said: str, what: str) -> bool:
    """Whether the words name every part of the action, and nothing but the action."""
    mine = stems(said)
    parts = [stems(piece) for piece in _pieces(what)]
    return bool(mine) and bool(parts) and all(mine & part for part in parts) and len(mine - stems(what)) <= 1


def _verbs(piece: str) -> frozenset[str]:
    first = re.search(r"[a-z]{2,}", piece)
    return same_verbs(stem(first[0])) if first else frozenset()


def _deed_told(told: str, what: str) -> bool:
    """Whether one of the action's own verbs is told in the past, be it of all or of some."""
    return any(_told(told, _verbs(piece), stems(piece)) for piece in _pieces(what))


def tells_of(told: str, what: str) -> bool:
    """Whether the words name a verb of the action in the past, wherever it stands."""
    verbs = {verb for piece in _pieces(what) for verb in _verbs(piece)}
    return any(stem(word) in verbs and _PARTICIPLE.search(word) for word in re.findall(r"[a-z']+", told))


def worked(told: str) -> bool:
    """Whether the words begin with a deed in the past, whatever it was: `spoke to Sam on Monday`."""
    found = _DID.match(told)
    if found is None:
        return False
    return (found[1].endswith("ed") or found[1] in IRREGULAR) and found[1] not in _NO_DEED


def deeds_told(told: str, what: str) -> bool:
    """Whether each part of the action is told as a deed that was done, and nothing is left."""
    return (
        not DOUBTS.search(told) and not turns.SARCASM.search(told) and not short_of(told, what) and _did_it(told, what)
    )


def _did_it(told: str, what: str) -> bool:
    """`I have called all 10 clients and booked 3 meetings`: the action's own verb in the past, with its own object.

    Also `The advert is rewritten and live`. Each part of the action has to be told.
    """
    pieces = _pieces(what)
    if not pieces:
        return False
    told = _WENT_OUT.sub("was sent", told)
    did = _I_DID.search(told)
    if did and did[1] in _NOT_VERBS - {"the"}:
        return False
    return all(_piece_done(told, piece, alone=len(pieces) == 1) for piece in pieces)


def _piece_done(told: str, piece: str, *, alone: bool) -> bool:
    mine, part, verbs = stems(told), stems(piece), _verbs(piece)
    if _counts_met(told, piece, verbs):
        return True
    whole = _FOR_COMMENT.search(told) is None
    amounts = {_value(number) for number in _NUMBER.findall(piece)}
    counted = bool(amounts & {_value(number) for number in _NUMBER.findall(told)})
    things = (mine & part) - verbs
    other = mine - part - verbs - _ENDS - _TIMES
    nothing_else = whole and not mine - verbs - _TIMES and ((alone and not amounts) or bool(_ALL.search(told)))
    if _told(told, verbs, part) and (counted or things or nothing_else):
        return True
    if not whole:
        return False
    if (verbs & _MAKES or stem(piece.split()[0]) in mine) and _told(told, _HANDS_ON, part) and mine & part:
        return True
    if things and len(other) <= 1 and _told(told, _ENDS, part):
        return True
    it = alone and re.match(r"\W*(?:it|this|that|they|these)(?:'s|'re| is| are| works)\b", told)
    named = things or (it and len(other) <= 2) or stem(piece.split()[0]) in mine
    if not named or (amounts and not counted and not _ALL.search(told)):
        return False
    fixes = "fix" in verbs or "repair" in verbs
    return any(verbs & group and state.search(told) for group, state in _STATES) or bool(fixes and _WORKS.search(told))


def _counts_met(told: str, piece: str, verbs: frozenset[str]) -> bool:
    """`15 called`, `made all 15 calls`: each amount that is asked for, or more, told as done."""
    wanted = [(_value(number), stems(things) | verbs) for number, things in _AMOUNT.findall(piece)]
    got = [(_value(number), stems(things)) for number, things in _AMOUNT.findall(told)]
    past = any(
        (word.endswith("ed") or word in IRREGULAR) and word not in _NO_DEED for word in re.findall(r"[a-z]+", told)
    )
    if not wanted or not (past or _IN_THE_DIARY.search(told)):
        return False
    return all(any(have >= amount and things & these for have, these in got) for amount, things in wanted)


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
