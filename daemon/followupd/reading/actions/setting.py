"""One zone made ready to be read, and what is found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from operator import attrgetter

from followupd.domain.action import Doubt, FollowUpWish, Item, Moment, Said
from followupd.domain.happenings import ZoneRead
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.dates import Found
from followupd.reading.people import Circle
from followupd.reading.wordlist import lowered


class Tier(StrEnum):
    """How sure it is that somebody agreed to do something."""

    #: A structure or an explicit agreement.
    A = "A"
    #: Free text with somebody bound to something.
    B = "B"
    #: Looser: told, never logged.
    C = "C"


class Shape(StrEnum):
    """Where an action stood."""

    RECORD = "record"
    ROW = "row"
    ENTRY = "entry"
    SENTENCE = "sentence"


class Standing(StrEnum):
    """What its zone says of it."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A zone with everything its words are read by."""

    zone: ZoneRead
    #: 0 is the newest.
    index: int
    #: The zone's text, smoothed.
    text: str
    circle: Circle
    dates: tuple[Found, ...]
    #: When it was written, on the author's clock.
    said: datetime
    working: WorkingTime
    known: Known
    #: en, de, fr, es or nl.
    language: str
    #: Whether the setter wrote it.
    by_setter: bool
    #: Whether it speaks to the dedicated mailbox and to nobody else.
    to_service: bool = False
    #: Whether older messages stand below it, which it may change.
    newer: bool = False
    #: Names behind a dash at the end of two or more of its entries ("… by 12 June - Hamish").
    tails: frozenset[str] = frozenset()

    def words(self, place: Place) -> str:
        """The exact words at a place, in one line."""
        return " ".join(self.text[place[0] : place[1]].split())

    def dates_in(self, place: Place) -> list[Found]:
        first = bisect_left(self.dates, place[0], key=_start)
        return [
            found
            for found in takewhile(lambda each: each.start < place[1], self.dates[first:])
            if found.end <= place[1]
        ]


_start = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a line above a list says of all its entries."""

    owner: str = ""
    owner_place: Place | None = None
    due: Place | None = None
    standing: Standing = Standing.OPEN
    #: Entries are figures, or only told.
    targets: bool = False
    told: bool = False
    #: Whether the heading announces actions ("What we agreed:").
    agreed: bool = False
    place: Place = (0, 0)


@dataclass(slots=True, kw_only=True)
class Draft:
    """What the structure says of one possible action, before its words are read."""

    shape: Shape
    source: Place
    what: Place | None = None
    fields: dict[str, Place] = field(default_factory=dict)
    heading: Heading = Heading()
    standing: Standing = Standing.OPEN
    depth: int = 0
    number: str = ""
    details: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action as read, with what merging a thread needs."""

    item: Item
    tier: Tier
    zone: int
    start: int
    shape: Shape
    standing: Standing = Standing.OPEN
    verb: str = ""
    #: The owner's words, when they name nobody we know.
    owner_words: str = ""
    number: str = ""
    #: Whether the due date was said for this action alone.
    own_due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A sentence that changes an action of an older message: a new date, a new owner, done, dropped."""

    zone: int
    words: str
    due: Said[Moment] | None = None
    doubts: tuple[Doubt, ...] = ()
    owner: Said[Person] | None = None
    standing: Standing = Standing.OPEN
    #: The number of the entry it speaks of ("Number 3 has already gone out").
    number: str = ""
    #: Whose action it speaks of, when it says.
    whose: Person | None = None
    #: A question ("Could we say the 23rd?") counts only once a newer message agrees.
    proposal: bool = False
    agreement: bool = False


@dataclass(slots=True, kw_only=True)
class Findings:
    """Everything found in one zone."""

    candidates: list[Candidate] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)
    #: What looks like something to do and is no action: (its words, why not).
    refused: list[tuple[str, str]] = field(default_factory=list)
    follow_ups: list[Said[FollowUpWish]] = field(default_factory=list)
    checks: list[Said[str]] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    #: Labelled fields that stand alone and could not be put to one draft.
    loose: dict[str, Place] = field(default_factory=dict)
    #: Whom "he" or "she" means next.
    last: Person | None = None
    #: The day by which all that is listed has to be done ("All of this by 6 March, please").
    for_all: Said[Moment] | None = None
    #: What is doubtful about that day.
    for_all_doubts: tuple[Doubt, ...] = ()


_SMALL_WORDS = {
    "en": "the and of to you we will is are for with by on please your my hi this that have be it",
    "de": "und der die das nicht wir ich du sie bis bitte für mit ein eine den dem auf zum zur von im ist wird hallo "
    "grüße liebe lieber",
    "fr": "le la les des du et nous vous tu je pour avec un une est dans sur bonjour merci ici avant à au aux que qui "
    "ton ta tes votre",
    "es": "el los las del que para por con un una de y tu antes hola gracias al favor yo hoy lunes viernes nos",
    "nl": "de het een en van voor met je jij ik wij op te dat niet graag aan naar uiterlijk hoi dag groet zal",
}
#: Small word -> the languages it is one of.
_LANGUAGES: dict[str, list[str]] = defaultdict(list)
for _language, _words in _SMALL_WORDS.items():
    for _small in _words.split():
        _LANGUAGES[_small].append(_language)
_WORD = re.compile(r"\w+")


def language_of(text: str) -> str:
    """en, de, fr, es or nl, by counting small words; English when in doubt."""
    head = lowered(text[:4000])
    counts = Counter(each for word in _WORD.findall(head) for each in _LANGUAGES.get(word, ()))
    if not counts:
        return "en"
    best = max(_SMALL_WORDS, key=lambda name: counts[name])
    return best if counts[best] > counts["en"] else "en"
