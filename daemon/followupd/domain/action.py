"""What an action is: the fields that make it SMART, each with the words it was read from.

An `Item` is an action as read from a mail, when anything may still be missing. An `Action` is one that
stands in an agreement: what, owner, due and measure are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Generic, NewType, TypeVar

from followupd.domain.people import Person
from followupd.domain.recurrence import Every

#: The mark that ties replies and entries to an agreement: `FU-7K3QD`.
Reference = NewType("Reference", str)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Generic[T]):
    """A value and the words that say so: an exact quote; empty when a person or a rule gave the value."""

    value: T
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, with a clock time where one was said; in the zone of the person who said it (IANA name)."""

    day: date
    clock: time | None = None
    zone: str = "UTC"


class Situation(StrEnum):
    """What an action comes from; each has its own clock, form and questions (situations.py)."""

    DAILY = "daily"
    QUALITY = "quality"
    TARGET = "target"
    TRAINING = "training"
    REVIEW = "review"
    APPRAISAL = "appraisal"
    CLIENT = "client"


class How(StrEnum):
    """How the follow-up is held. Only `meeting` and `one_to_one` invite the owner."""

    MEETING = "meeting"
    ONE_TO_ONE = "one_to_one"
    DESK = "desk"
    CALL = "call"
    MAIL = "mail"
    #: A line in the setter's brief: nothing stands in anybody's diary.
    BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpWish:
    """When and how the mail wants the action reviewed. `when` None: on the due day."""

    when: Moment | None = None
    how: How = How.MEETING
    #: Reviewed again and again until it is due; `when` is the next time.
    every: Every | None = None


class Letter(StrEnum):
    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about a field that holds the mail back until the setter has decided.

    `readings` are the possible values in words a person can answer with, best first.
    """

    #: The field: what, owner, due, measure, follow_up.
    field: str
    #: One sentence that says why: "Friday 6 December is a Saturday".
    reason: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An action as read from a mail. None = the mail does not say. Nothing here is guessed."""

    what: Said[str] | None = None
    owner: Said[Person] | None = None
    measure: Said[str] | None = None
    #: Help that was promised or asked for, or what makes it achievable.
    achievable: Said[str] | None = None
    why: Said[str] | None = None
    due: Said[Moment] | None = None
    follow_up: Said[FollowUpWish] | None = None
    #: Where the setter will look, before asking. Private: it never reaches the owner.
    check: Said[str] | None = None
    #: Due again and again; `due` is the first time.
    every: Said[Every] | None = None
    situation: Said[Situation] | None = None
    #: The sentence or row all this was read from.
    source: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do, as both people hold it in writing. `number` counts from 1 within the agreement."""

    number: int
    what: str
    measure: str
    due: Moment
    achievable: str = ""
    why: str = ""
    follow_up: FollowUpWish = field(default_factory=FollowUpWish)
    #: Private to the setter.
    check: str = ""
    #: Due again and again; `due` is this time's.
    every: Every | None = None
    situation: Situation | None = None
    #: What to bring to the follow-up, in one line that both see.
    bring: str = ""
    #: Days after an outcome at which this is one more look at it; 0: it is none.
    later: int = 0
    #: What people see: raised when what was agreed changes.
    version: int = 1


class Cause(StrEnum):
    """What stopped it (design rule 9)."""

    TIME = "time"
    SKILL = "skill"
    INFORMATION = "information or tool missing"
    PRIORITY = "other priority"
    UNCLEAR = "unclear agreement"
    SOMEBODY_ELSE = "somebody else"
    CIRCUMSTANCES = "circumstances"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What somebody said of an action, when."""

    by: Person
    at: datetime
    words: str = ""
    cause: Cause | None = None
