"""Fields that a reply names: `Due: 7 December`, `owner should be Tom`, and bare values that answer a preview (`by
Friday`, `Tom`)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import Final

from followupd.domain.action import FollowUpWish, How, Item, Moment, Said, Situation
from followupd.domain.people import Person
from followupd.reading.answer_asked import Written
from followupd.reading.answer_clauses import Clause
from followupd.reading.answer_words import FIELDS
from followupd.reading.dates import Bound, Day, Found, Role, deadline, find_dates, moment_of
from followupd.reading.dates.masks import fold
from followupd.reading.lazily import lazily

_LABELS = "|".join(sorted((re.escape(label) for label in FIELDS), key=len, reverse=True))
_LABELLED = lazily(rf"^\W*(?:(?:please )?change\W+(?:the )?)?(?P<label>{_LABELS})\s*(?::|=|->)\s*(?P<value>.+)$")
_NATURAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "owner",
        lazily(
            r"^\W*(?:please )?(?:change |make |set )?(?:the )?owner (?:should be|is|to|will be|"
            r"=)?\s*(?P<value>[^\d,.;]{2,40}?)(?:,? (?:and )?(?:not|rather than|instead of) \w+)?\W*$"
        ),
    ),
    (
        "owner",
        lazily(r"^\W*(?:it'?s|this is|that'?s|it should be) for (?P<value>[^\d,.;]{2,40}?)(?:,? not \w+)?\W*$"),
    ),
    (
        "owner",
        lazily(
            r"^\W*(?P<value>[a-z' -]{2,40}?) (?:owns|will own|is the owner of|should own|is the owner)(?: "
            r"(?:it|this|that))?\W*$"
        ),
    ),
    (
        "due",
        lazily(
            r"^\W*(?:please )?(?:change |move |set |make |push )?(?:the )?(?:due date|deadline|due) (?:should "
            r"be|is|to|will be|=|by|on)?\s*(?P<value>.{2,50})$"
        ),
    ),
    (
        "measure",
        lazily(
            r"^\W*(?:please )?(?:change |make |set )?(?:the )?(?:measure|proof|target) (?:should be|is|to|"
            r"will be|=)\s*(?P<value>.{2,200})$"
        ),
    ),
    ("measure", lazily(r"^\W*(?:done looks like|we'?ll know (?:it'?s|it is) done when)\s*(?P<value>.{2,200})$")),
    ("why", lazily(r"^\W*(?:the )?(?:why|reason) (?:is|should be)\s*(?P<value>.{2,200})$")),
)
#: The same where something was agreed: under a preview a person reads it (`no, not Tom - Sam should do this`).
_HANDED = (
    (
        "owner",
        lazily(
            r"^\W*(?:please |can you |could you )?(?:give|hand|pass|reassign|assign|transfer)(?: (?:it|this|that|this "
            r"one))?(?: over| on)? to (?P<value>[^\d,.;]{2,40}?)(?: (?:instead|please|from now on|from here|now))*\W*$"
        ),
    ),
    (
        "owner",
        lazily(
            r"^\W*(?P<value>[a-z' -]{2,40}?) (?:should|will|is to|can|is going to) "
            r"(?:be )?(?:do|take|have|own|handle|doing|taking|owning|handling)(?: on| over)? "
            r"(?:it|this|that)(?: (?:on|over|one))?(?: (?:instead|please|from now on|from here|now))*"
            r"(?:,? (?:and )?(?:not|rather than|instead of) \w+)?\W*$"
        ),
    ),
)
_NAME = lazily(
    r"^(?:(?:it's|its|for|owner|to|assign to|give (?:it "
    r")?to)\s+)?(?P<name>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’.-]*){0,2})\W*$",
    re.I,
)
_ADDRESS = lazily(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NO_NAMES = frozenset(
    [
        "send",
        "done",
        "ok",
        "okay",
        "yes",
        "no",
        "thanks",
        "thank",
        "you",
        "please",
        "stop",
        "help",
        "status",
        "undo",
        "keep",
        "free",
        "confirm",
        "cancel",
        "drop",
        "change",
        "agreed",
        "fine",
        "maybe",
        "later",
        "today",
        "tomorrow",
        "great",
        "perfect",
        "good",
        "none",
        "nobody",
        "sure",
        "asap",
        "ja",
        "nein",
        "oui",
        "non",
        "si",
        "me",
        "cheers",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "meeting",
        "call",
        "mail",
        "not",
        "never",
        "perhaps",
        "unsure",
        "unknown",
        "who",
        "what",
        "when",
        "why",
        "where",
        "how",
        "nobody",
        "anyone",
        "same",
        "new",
        "next",
        "last",
        "first",
        "correct",
        "right",
        "wrong",
        "hello",
        "hi",
        "both",
        "all",
        "it",
        "this",
        "that",
        "him",
        "her",
        "them",
        "everyone",
        "team",
    ]
)
_HOWS = (
    (How.ONE_TO_ONE, r"\b(?:1:1|one[- ]to[- ]one|121)\b"),
    (How.CALL, r"\b(?:call|phone|ring|teams)\b"),
    (How.MAIL, r"\b(?:by )?(?:mail|email|e-mail)\b"),
    (How.DESK, r"\b(?:desk|walk over|drop by|stop by)\b"),
)
#: Before a date: this one is what it is moved away from.
_REFUSED = lazily(r"\b(?:not|\w+n't|cannot|from|instead of|rather than|than|missed)\b[^,;.:?!]{0,25}$")
#: And behind it: "Tuesday doesn't work".
_REFUSED_AFTER = lazily(
    r"\s*(?:\w+n't (?:work|suit|good|possible|going to)|does not (?:work|suit)|is no good|is (?:too|not))\b"
)
_THE_NTH = lazily(
    r"(?<!\bon )(?<!\bby )\bthe (\d{1,2}(?:st|nd|rd|th))\b(?! (?:of|floor|time|grade|edition|attempt|call|one)\b)", re.I
)
_THAN_THE_NTH = lazily(r"\b(?:rather than|instead of|not) (?:on )?the \d{1,2}(?:st|nd|rd|th)\b", re.I)
_EXTRA = lazily(r"\b(an?|one|two|three|\d+) (?:extra|additional|further) (days?|weeks?|months?|fortnight)\b", re.I)
#: A bare hour behind the day of a meeting.
_HOUR = lazily(r",? (?:at|um|om|a las|@) ?(\d{1,2})(?![\d:.h])(?! ?(?:am|pm|uhr|o'clock)\b)")
#: A clock time of no day.
_CLOCK_ALONE = lazily(r"(?:at |um |a las |om )?\d{1,2}(?:[:.h]\d\d)? ?(?:am|pm|uhr)?")
#: Small words around a date that is the whole of a clause.
_AROUND = lazily(
    r"\b(?:by|on|before|until|due|at|the|make|it|say|please|pls|thanks|no|later|than|deadline|bis|zum|am|"
    r"pour|le|avant|para|el|antes|del|uiterlijk|voor|op|then|and|,)\b|[\W_]"
)


def date_of(text: str, written: Written, *, meet: bool = False) -> tuple[Moment, str] | None:
    """The one moment that a clause names, with its words; the last when several; None when none or in doubt."""
    found = _date_of(text, written, meet=meet)
    return found if found or (eased := easier(text)) == text else _date_of(eased, written, meet=meet)


def easier(text: str) -> str:
    """The text with a bare `the 10th` as a day and `an extra week` as a week: in an answer about a date they are."""
    return _EXTRA.sub(r"\1 \2", _THE_NTH.sub(r"by the \1", _THAN_THE_NTH.sub(" ", text)))


#: From here on an answer asks for a day; what stands before it is a reason.
_ASKS_FOR = lazily(
    r"\b(?:can|could|may|might|shall) (?:we|i|it|that|this|the)\b|\blet's\b|\bplease\b|\bhow about\b|\bwould\b"
)


def _date_of(text: str, written: Written, *, meet: bool) -> tuple[Moment, str] | None:
    usable = [
        found
        for found in find_dates(text, written.said, working=written.working, day_first=written.day_first)
        if found.role is not Role.PAST
    ]
    usable = [
        found
        for found in usable
        if not isinstance(found.readings[0], Day) or found.readings[0].day >= written.working.local(written.said).date()
    ]
    moments = [(moment, found) for found in usable if (moment := _moment(found, written, meet=meet))]
    if not moments:
        return None
    folded = fold(text)
    kept = [
        pair
        for pair in moments
        if (pair[1].bound is Bound.BEFORE or not _REFUSED.search(folded[: pair[1].start]))
        and not _REFUSED_AFTER.match(folded[pair[1].end :])
    ]
    if not kept:
        return None  # "I can't do Friday" names no day that he can
    asks = _ASKS_FOR.search(folded)
    asked = [pair for pair in kept if asks and pair[1].start > asks.start()]
    moments = asked or kept  # "I'm away all Friday, could it be Monday?"
    leading = [pair for pair in moments if pair[1].bound in (Bound.BY, Bound.UNTIL, Bound.BEFORE)]
    moment, found = (leading or moments)[0]
    clocks = [other.clock for other, told in moments if _CLOCK_ALONE.fullmatch(fold(told.words))]
    if meet and moment.clock is None and len(clocks) == 1:  # "on the 14th? 3pm works"
        moment = replace(moment, clock=clocks[0])
    hour = _HOUR.match(folded[found.end :]) if meet and moment.clock is None else None
    if hour is not None and 1 <= int(hour[1]) <= 12:  # at 2 is after lunch, at 9 is in the morning
        moment = replace(moment, clock=time(int(hour[1]) + (12 if int(hour[1]) < 7 else 0)))
    return moment, found.words


def _moment(found: Found, written: Written, *, meet: bool) -> Moment | None:
    return moment_of(found, written.working) if meet else deadline(found, written.working)


def labelled(text: str, written: Written) -> Item | None:
    """The field that a line names, as an item with that field set; a value that cannot be read stays out."""
    folded = fold(text)
    found = _LABELLED.match(folded)
    if found:
        return put(Item(), FIELDS[found["label"]], text[found.start("value") :].strip(), written)
    return None


def natural(text: str, written: Written, *, agreed: bool = False) -> Item | None:
    """The same in plain words: `the owner should be Tom`, `change the deadline to 11 December`. `agreed`: it is about
    something agreed, of which the setter may also say `give this to Tom`."""
    folded = fold(text)
    for name, pattern in (*_NATURAL, *(_HANDED if agreed else ())):
        if (found := pattern.match(folded)) and not folded.rstrip().endswith("?"):
            value = text[found.start("value") : found.end("value")].strip(" .!")
            if name == "owner" and (not plausible_name(value) or fold(value) in _NOBODY):
                continue
            item = put(Item(), name, value, written)
            if item is not None:
                return item
    return None


#: Who is meant is told elsewhere.
_NOBODY = frozenset(
    ("he", "she", "they", "we", "it", "this", "that", "someone", "somebody", "who", "him", "her", "them")
)
#: The name of an owner who is the author of the answer.
ME = "me"
_MYSELF = lazily(r"(?:that's |that is |it's |just )?(?:me|myself|i will|i'll do it|i do|i am|ich|moi|yo|ik)")


def bare(text: str, written: Written, *, missing: frozenset[str], first: bool) -> Item | None:
    """A value without a label that answers a preview: a date, a name, or whatever the only missing field is."""
    value = text.strip(" .!")
    found = find_dates(value, written.said, working=written.working, day_first=written.day_first)
    if len(found) == 1 and deadline(found[0], written.working):
        around = value[: found[0].start] + " " + value[found[0].end :]
        if not _AROUND.sub("", fold(around)):
            field = "follow_up" if found[0].role is Role.FOLLOW_UP else "due"
            return put(Item(), field, value, written)
    if _ADDRESS.fullmatch(value):
        return replace(Item(), owner=Said(value=Person(address=value), words=value))
    myself = _MYSELF.fullmatch(fold(value))
    if myself and "owner" in missing:
        return replace(Item(), owner=Said(value=Person(address="", name=ME), words=value))
    name = _NAME.match(value)
    if first and name and plausible_name(name["name"]) and "owner" in (missing or {"owner"}):
        return replace(Item(), owner=Said(value=Person(address="", name=name["name"]), words=name["name"]))
    if missing == {"measure"} and re.search(r"\w+ \w+", value):
        return replace(Item(), measure=Said(value=value, words=value))
    return None


def plausible_name(value: str) -> bool:
    """Whether this can be somebody's name: each part with a capital, and no word of answering."""
    parts = value.split()
    particles = {"de", "van", "von", "der", "da", "la"}
    return bool(parts) and all(
        (part[:1].isupper() or part in particles) and fold(part).strip(".'") not in _NO_NAMES for part in parts
    )


def put(item: Item, field: str, value: str, written: Written) -> Item | None:
    """The item with one field set from words; None when a date or a person cannot be read from them."""
    if field == "owner":
        address = _ADDRESS.search(value)
        name = _ADDRESS.sub("", value).strip(" <>,.") if address else value.strip(" .")
        return replace(item, owner=Said(value=Person(address=address[0] if address else "", name=name), words=value))
    if field in ("due", "follow_up"):
        found = date_of(value, written, meet=field == "follow_up")
        if field == "due":
            return replace(item, due=Said(value=found[0], words=value)) if found else None
        how = next((how for how, pattern in _HOWS if re.search(pattern, fold(value))), How.MEETING)
        return replace(item, follow_up=Said(value=FollowUpWish(when=found[0] if found else None, how=how), words=value))
    if field == "situation":
        situation = situation_named(value)
        return replace(item, situation=Said(value=situation, words=value)) if situation else None
    said_value = Said(value=value, words=value)
    return Item(**{**{name: getattr(item, name) for name in item.__slots__}, field: said_value})


def merged(first: Item | None, second: Item) -> Item:
    """Both items' fields in one; the later one wins."""
    if first is None:
        return second
    return Item(**{name: getattr(second, name) or getattr(first, name) for name in second.__slots__})


def is_date(text: str, written: Written) -> bool:
    """Whether a date is all that a clause says (`by Friday`)."""
    found = find_dates(text, written.said, working=written.working, day_first=written.day_first)
    if len(found) != 1 or not deadline(found[0], written.working):
        return False
    return not _AROUND.sub("", fold(text[: found[0].start] + " " + text[found[0].end :]))


#: What people call the situations, in a label of their own.
_SITUATIONS: Final = (
    (Situation.DAILY, r"dail(?:y|ies)|day|today"),
    (Situation.QUALITY, r"quality|improvement"),
    (Situation.TARGET, r"targets?|kpi|quota"),
    (Situation.TRAINING, r"training|course|coaching|workshop"),
    (Situation.APPRAISAL, r"appraisal|annual|development"),
    (Situation.REVIEW, r"review|monthly|1:1|one[- ]to[- ]one"),
    (Situation.CLIENT, r"clients?|candidates?|customers?"),
)


def situation_named(value: str) -> Situation | None:
    """The situation that the setter names (`training`, `monthly review`); None when the words name none."""
    folded = fold(value)
    return next((each for each, words in _SITUATIONS if re.search(rf"\b(?:{words})\b", folded)), None)


_VALUES = lazily(r"(?:^|[,;]\s*|\s(?=\d{1,2}\s*[:.)]))#?(\d{1,2})\s*[:.)=-]?\s+")


def numbered_values(line: str, numbers: tuple[int, ...]) -> list[Clause]:
    """`1 Tom, 2 Priya` or `1: Friday, 3: end of month` as one part a number; nothing unless every part has a known
    one."""
    marks = [found for found in _VALUES.finditer(line) if int(found[1]) in numbers]
    if not marks or marks[0].start() > 0 or len(numbers) < 2:
        return []
    ends = [found.start() for found in marks[1:]] + [len(line)]
    parts = [(int(found[1]), line[found.end() : end].strip(" ,;.")) for found, end in zip(marks, ends, strict=True)]
    if any(not value or _STATUS_FIRST.match(value) for _, value in parts):
        return []
    return [Clause(value, fold(value), (number,), 0) for number, value in parts]


_STATUS_FIRST = lazily(r"(?i)(?:and|or|done|not|ok|send|yes|no|is|are|will|can)\b")
