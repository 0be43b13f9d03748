"""What a date expression is once it is read: where it stands, what it may mean, and what it is for.

Days are days on the writer's calendar and clocks are wall-clock times in the writer's zone; a moment is made of them
only by somebody who knows whose day it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Kind(StrEnum):
    DATE = "date"
    DATETIME = "datetime"
    RANGE = "range"
    DURATION = "duration"
    RECURRENCE = "recurrence"


class Role(StrEnum):
    """What the date is for, as far as the words around it say."""

    DUE = "due"
    FOLLOW_UP = "follow_up"
    START = "start"
    UNTIL = "until"
    PAST = "past"
    #: Nothing around it says.
    NONE = "none"


class Bound(StrEnum):
    """The word that leads in: `by Friday`, `before Friday`, `until Friday`."""

    NONE = ""
    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    FROM = "from"


class Part(StrEnum):
    """A part of a day that was said instead of a clock time."""

    NONE = ""
    FIRST_THING = "first thing"
    MORNING = "morning"
    LUNCH = "lunchtime"
    AFTERNOON = "afternoon"
    END_OF_DAY = "end of day"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Day:
    day: date


@dataclass(frozen=True, slots=True)
class At:
    day: date
    clock: time


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; with clock times where they were said."""

    start: date
    end: date
    start_clock: time | None = None
    end_clock: time | None = None


#: Mean lengths, for comparing; never for counting on a calendar.
SECONDS = {
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "workday": 86400,
    "weekend": 2 * 86400,
    "week": 7 * 86400,
    "workweek": 5 * 86400,
    "fortnight": 14 * 86400,
    "month": 30 * 86400,
    "quarter": 91 * 86400,
    "year": 365 * 86400,
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that is not tied to a day: `45 minutes`, `a fortnight`."""

    count: float
    unit: str

    @property
    def seconds(self) -> float:
        return self.count * SECONDS[self.unit]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recurrence, in the words of RFC 5545."""

    freq: str
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: int | None = None
    clock: time | None = None
    start: date | None = None
    until: date | None = None
    count: int | None = None


Value = Day | At | Span | Length | Repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One date expression in a text."""

    #: Offsets of the expression itself, without the word that leads in.
    start: int
    end: int
    #: The exact words between the two.
    words: str
    #: What it may mean, best first. More than one only when `ambiguous` says why.
    readings: tuple[Value, ...]
    kind: Kind
    role: Role = Role.NONE
    #: One sentence that says why a person has to choose; empty when nothing is in doubt.
    ambiguous: str = ""
    bound: Bound = Bound.NONE
    #: Where the word that leads in begins (`by`, `no later than`); same as `start` without one.
    lead: int = 0
    part: Part = Part.NONE
    #: The unit that was named: day, week, month, quarter, year; a deadline in a week ends with its last working day.
    grain: str = "day"
