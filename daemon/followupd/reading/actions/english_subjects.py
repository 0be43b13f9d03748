"""Who stands before an English verb or is spoken to: subjects, names, "Tom, …"."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Knows
from followupd.reading.actions.english_patterns import (
    ADVERBS_LAST,
    GREETING_WORDS,
    NOT_NAMES,
    PRONOUNS,
    WORD_BEFORE,
)
from followupd.reading.actions.words import ALL_VERBS, FROM_THIRD, STATIVE
from followupd.reading.wordlist import words_of

#: How far in front of a verb its subject is looked for.
_NEAR = 160
#: "You two will …" binds as "you will".
_YOU_TWO = re.compile(r"(?<=\byou) (?:two|three|guys|lot|all)\s*$", re.I)


_IN_BRACKETS = re.compile(r"\(([^)]{1,20})\)\s*$")
_NAME_AND = re.compile(r"([A-ZÄÖÜÉ][\w'’-]+) and $")
_JOINED = re.compile(r"(@?[A-ZÄÖÜÉ](?:[a-z]{0,2}\.|[\w'’-]*(?:\.[\w'’-]+)*))( |\s*(?:,|&|\+|/|and)\s*)$")


def subject_of(before: str, knows: Knows) -> tuple[str, int] | None:
    """Who stands at the end of these words, and where; None when it is nobody who can be bound."""
    before = _YOU_TWO.sub("", ADVERBS_LAST.sub("", before))
    one = _ONE_OF.search(before)
    if one:
        return "someone", one.start()
    within = _IN_BRACKETS.search(before) if before.rstrip().endswith(")") else None
    if within:
        return within["who"], within.start("who")
    beside = _APPOSED.search(before) if before.endswith((", ", ",")) else None
    if beside and nameable(beside["who"].split()[0], knows):
        return beside["who"], beside.start("who")
    match = WORD_BEFORE.search(before, max(0, len(before) - _NEAR))
    if not match:
        return None
    word = match[1]
    attribute = _OF_THE.search(before)
    if attribute and nameable(attribute["who"], knows) and not knows(word):
        return attribute["who"], attribute.start("who")  # "Wendy in HR will …"
    inside = _IN_BRACKETS.search(before)
    if inside and knows(inside[1]):
        return inside[1], match.start(1)  # "she (Priya) will"
    low = word.lower()
    together = _NAME_AND.search(before[: match.start(1)]) if low == "i" else None
    if together and nameable(together[1], knows):
        return before[together.start(1) : match.end(1)], together.start(1)
    if low in PRONOUNS:
        return ("you" if low == "u" else word), match.start(1)
    if not nameable(word, knows):
        small = small_name(before, word) and _SMALL_BOUNDARY.search(before[: match.start(1)])
        return (word.capitalize(), match.start(1)) if small else None
    start, who = match.start(1), word
    joined = _JOINED.search(before[:start])
    if joined and nameable(joined[1], knows) and joined[1].lower() not in PRONOUNS:
        start, who = joined.start(1), before[joined.start(1) : match.end(1)]
    return who, start


#: "One of us should ring them".
_ONE_OF = re.compile(r"\b[Oo]ne of (?:us|you|you two|the two of (?:us|you))\s*$")
#: "The roofer (Kevin Platt of Platt & Sons) will …".
_IN_BRACKETS = re.compile(
    r"[a-z]{3,} \((?P<who>(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-ZÄÖÜÉ][\w'’-]+(?: [A-ZÄÖÜÉ][\w'’-]+)?)"
    r"(?:,? (?:of|from|at|our|their|the) [^)]{2,40})?\)\s*$"
)
#: "Their fitter, Conor Daly, will …".
_APPOSED = re.compile(r"[a-z]{3,}, (?P<who>[A-ZÄÖÜÉ][\w'’-]+(?: [A-ZÄÖÜÉ][\w'’-]+)?)(?: [^,.;]{2,40})?, ?$")


def is_known(who: str, knows: Knows) -> bool:
    """Whether somebody of that name is known to the mail or the directory."""
    return any(knows(word.strip("@.'’")) for word in who.split())


#: "Wendy in HR", "Bob from Accounts", "Jan at the council".
_OF_THE = re.compile(
    r"(?P<who>[A-ZÄÖÜÉ][\w'’-]+(?: [A-ZÄÖÜÉ][\w'’-]+)?) (?:in|from|at|over at|over in) (?:the )?[A-Z]?[\w&'’-]+\s*$"
)
#: Where a subject may begin in words without stops.
_SMALL_BOUNDARY = re.compile(r"(?:^|[.,;:!?–-]\s|\b(?:and|but|so|then|that|also|plus|oh|ok|now|because))\s*$")
#: Words that stand where a subject stands and are nobody's name.
_NO_SMALL_NAME = words_of("""
    that which who what there here everyone everybody someone somebody nobody anyone anybody everything something
    nothing anything one none some any all both each most many few this these those it its they them not just
    also still only hopefully maybe perhaps otherwise think hope know guess work stock payroll parking delivery admin
    management
    head office people staff customers clients rent weather traffic
    """)


def small_name(text: str, word: str) -> bool:
    """Whether a small word can be a name: in words that somebody dictated or typed without any capital."""
    if len(word) < 3 or word != word.lower() or word in _COMMON or _NO_NAME_END.search(word):
        return False
    typed = text.strip()[1:]
    return typed == typed.lower()


_NO_NAME_END = re.compile(r"(?:s|ing|ion|ly|ed)$")
_COMMON = NOT_NAMES | PRONOUNS | GREETING_WORDS | STATIVE | ALL_VERBS | _NO_SMALL_NAME


#: "Engineers will test the line": many of a kind, and nobody's name.
_PLURAL = re.compile(r"[a-z]{3}(?:ers|ors|ists|ants|ents|ees|ies|ions|ments)$")


def nameable(word: str, knows: Knows) -> bool:
    """Whether a word can be the name of somebody who is bound: known, initials, or a capital and no common word."""
    bare = word.strip("@.'’")
    if knows(bare) or (bare.isupper() and bare.isalpha() and 2 <= len(bare) <= 3):  # initials, as "AS" in minutes
        return True
    if _PLURAL.search(bare) or bare.lower() in FROM_THIRD:
        return False  # "Goes to print on 2 April"
    return bool(bare) and bare[0].isupper() and bare.lower() not in NOT_NAMES and bare.lower() not in STATIVE


#: "… and raj please order", in text without capitals.
_SMALL_NAME = re.compile(r"(?:^|\s)(?P<who>[a-z]{3,})\s*,?\s*$")


def vocative(text: str, start: int, who: str, knows: Knows | None = None) -> tuple[str, int]:
    """ "Tom, please …" speaks to Tom."""
    small = _SMALL_NAME.search(text[:start]) if who.lower() == "you" else None
    if small and knows is not None and knows(small["who"]):
        return small["who"], small.start("who")
    before = re.search(
        r"(?:^|[.!?;,–—-]\s*|\band )(@?[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\s*[,–—:-]?\s*(?:(?:and|so|then|if|"
        r"that|also)\s+)?$",
        text[:start],
    )
    if (
        who.lower() == "you"
        and before
        and before[1].lower() not in NOT_NAMES
        and before[1].split()[0].lower() not in NOT_NAMES
        and before[1].split()[0].lower() not in GREETING_WORDS
    ):
        return before[1], before.start(1)
    return who, start
