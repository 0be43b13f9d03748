"""Whether a deed is told of another thing than the action's: `booked the meeting room`, of the training room."""

from __future__ import annotations

import re
from itertools import pairwise

from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_verbs import PROOF, TIMES, is_past
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_WORDS = lazily(r"[a-z0-9][a-z0-9'-]*")
#: Words in front of a thing that make it no other one.
_PLAIN = words_of("""
    the a an all our my your his her their its these those both each every this that of for to with from in on at by
    and or as i we they you he she it is are was were be been got get have has had new old whole full final same last
    next first now already just also finally updated finished complete current latest good great right proper nice
    remaining other more most some any no not one two three four five six seven eight nine ten him them me us
    """)
#: Places, ends and manners behind a preposition that name no other thing.
_MANNERS = frozenset(
    stem(word)
    for word in words_of("""
    cost total thanks end time full fact person advance order case detail details pleasure go plan track problem
    problems issues fuss trouble help hand way whole moment minute couple lot bit result results success budget
    """)
)
_SAME_PLACE = lazily(
    r"\b(for|of|on|at|from|about|with|to) (?:the |a |an |our |my |his |her |their |your )?"
    r"([a-z][a-z'-]+)(?: ([a-z][a-z'-]+))?"
)
_FOR_DAY = lazily(
    r"\bfor (?:the |mon\w* |tue\w* |wed\w* |thu\w* |fri\w* |sat\w* |sun\w* )*(\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?= (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\W*$|[,.;])"
)
_BACK = lazily(r"\b(?:sent|gave|handed|passed|brought|took) (?:it|them|this|that|these|those|all) back\b")


def other_thing(told: str, what: str) -> bool:
    """Whether the words name another thing, another day or another recipient where the action names its own."""
    asked = what.lower()
    if _BACK.search(told) and not re.search(r"\b(?:back|return\w*)\b", asked):
        return True
    days, got = set(_FOR_DAY.findall(asked)), set(_FOR_DAY.findall(told))
    if days and got and days.isdisjoint(got):
        return True
    return _other_kind(told, asked) or _other_place(told, asked)


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _WORDS.findall(text)
    return [(kind, thing) for kind, thing in pairwise(words) if kind not in _PLAIN and thing not in _PLAIN]


def _other_kind(told: str, asked: str) -> bool:
    """`the day shift`, of the night shift: the same noun with another word in front of it."""
    mine, theirs = {stem(word) for word in _WORDS.findall(told)}, {stem(word) for word in _WORDS.findall(asked)}
    kinds = {stem(thing): stem(kind) for kind, thing in _pairs(asked) if stem(kind) not in mine}
    return any(
        stem(thing) in kinds and stem(kind) not in theirs and not is_past(kind) and not kind[0].isdigit()
        for kind, thing in _pairs(told)
    )


def _other_place(told: str, asked: str) -> bool:
    """`quotes for the roof`, of those for the boiler: the same preposition with another thing behind it."""
    theirs = stems(asked) | {stem(word) for word in _WORDS.findall(asked)}
    places: dict[str, bool] = {}
    for before, *behind in _SAME_PLACE.findall(asked):
        places[before] = places.get(before, False) or bool(_named(behind))
    for before, *behind in _SAME_PLACE.findall(told):
        named = _named(behind)
        if places.get(before) and named and named.isdisjoint(theirs):
            return True
    return False


def _named(behind: list[str]) -> frozenset[str]:
    """What the words behind a preposition name, without times, places of proof and manners; a doer is no proof."""
    words = [word for word in behind if word and word not in _PLAIN]
    doers = {stem(word) for word in words if re.search(r"(?:e|o)rs?$", word)}
    found = stems(" ".join(words))
    return frozenset((found - TIMES - _MANNERS - PROOF) | (found & doers))
