"""How one action of an agreement stands: its state, and what was said, found and offered since it was written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from followupd.domain.action import Action, Moment, Result
from followupd.domain.people import Person
from followupd.domain.states import OUTCOMES, ActionState

#: So many of the owner's words are kept for the setter's look, newest last.
HEARD_AT_MOST: Final = 5


class Recognition(StrEnum):
    NONE = "none"
    DRAFTED = "drafted"
    RELEASED = "released"


class View(StrEnum):
    """What the setter found when he looked, before asking."""

    LOOKS_DONE = "looks done"
    AT_RISK = "at risk"
    DONT_KNOW = "don't know"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The setter's answer to a pre-check. Private to the setter (rule 13)."""

    view: View
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOwner:
    """The setter had the owner asked how it stands, before this review: once a follow-up (rule 10)."""

    review: Moment
    at: datetime
    #: Whether the owner has said something since; the first word is passed on at once.
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the owner would agree to instead: the action as it would become. It holds when the setter says OK."""

    action: Action
    by: Person
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """How the action stood before its date was moved, or before it started again after an outcome."""

    due: Moment
    state: ActionState
    version: int
    result: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one action of an agreement stands."""

    action: Action
    state: ActionState = ActionState.OPEN
    #: The last thing said of it: a report, what blocks it, an outcome.
    result: Result | None = None
    #: What the owner reported, kept for the thanks after the outcome took `result`'s place.
    reported: Result | None = None
    recognition: Recognition = Recognition.NONE
    #: When the thanks were released.
    thanked: datetime | None = None
    #: False after FREE: the outcome is there and the slot was given back.
    keeps_slot: bool = True
    #: The version that the owner agreed to in words; 0: none.
    agreed_version: int = 0
    #: What the owner would agree to instead, until the setter has answered.
    offer: Offer | None = None
    #: What the setter found at the pre-check.
    look: Look | None = None
    asked: AskedOwner | None = None
    #: What the owner said of it since, newest last.
    heard: tuple[Result, ...] = ()
    #: Its story: each date it had before, and how it stood then; oldest first.
    earlier: tuple[Earlier, ...] = ()

    @property
    def ended(self) -> bool:
        return self.state in OUTCOMES

    @property
    def review(self) -> Moment:
        """The moment that was asked for the follow-up: its own, else the due day."""
        return self.action.follow_up.when or Moment(day=self.action.due.day, zone=self.action.due.zone)

    @property
    def slips(self) -> int:
        """How often its date was moved to a later one."""
        dues = [*(each.due.day for each in self.earlier), self.action.due.day]
        return sum(later > before for before, later in pairwise(dues))

    def hearing(self, said: Result) -> Standing:
        """The standing with one more word of the owner's kept."""
        return replace(self, heard=(*self.heard, said)[-HEARD_AT_MOST:])

    def starting(self, action: Action) -> Standing:
        """The standing with another action agreed in its place; the date it had and its outcome become story."""
        kept = self.earlier
        if action.due != self.action.due or self.ended:
            before = Earlier(due=self.action.due, state=self.state, version=self.action.version, result=self.result)
            kept = (*kept, before)
        return replace(self, action=action, earlier=kept, offer=None, look=None, keeps_slot=True)
