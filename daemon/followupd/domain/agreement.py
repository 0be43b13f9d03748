"""The three things that live: a proposal, an agreement, a follow-up.

A proposal is what one mail asks for, before anybody has it in writing; a preview shows it. An agreement is what one
mail agreed between a setter and one owner. A follow-up reviews actions of the same two people due around the same
day. Each carries the revision that guards its decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from followupd.domain.action import How, Item, Moment, Reference
from followupd.domain.happenings import MailRef, Problem
from followupd.domain.mail import AttendeeAnswer, Entry, EntryRole, Way
from followupd.domain.people import Person
from followupd.domain.standing import Standing, View
from followupd.domain.states import ActionState, FollowUpState

# ---------------------------------------------------------------------------------------------- proposal


class ProposalState(StrEnum):
    #: A preview waits for the setter's word.
    HELD = "held"
    #: Everything in it was sent or left out.
    RELEASED = "released"
    #: The setter said no.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing in a line: one question, and a suggestion that SEND accepts."""

    #: what, owner, due, measure, follow_up, or `check` for things only to be looked at.
    field: str
    question: str
    #: The suggestion in words; empty when none can be made honestly.
    suggestion: str = ""
    #: The field filled in as suggested; merged into the item when SEND accepts it.
    filled: Item | None = None
    #: Whether this gap holds the mail back. `achievable` and `why` are shown, never required.
    holds: bool = True


class LineState(StrEnum):
    HELD = "held"
    SENT = "sent"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One numbered action of a proposal."""

    number: int
    item: Item
    gaps: tuple[Gap, ...] = ()
    state: LineState = LineState.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    id: str
    reference: Reference
    setter: Person
    mail: MailRef
    #: We were in Bcc: a private reminder, nothing to anybody but the setter.
    private: bool = False
    lines: tuple[Line, ...] = ()
    #: The people on the mail, and those whom a name on it may mean, for an owner who is named later.
    around: tuple[Person, ...] = ()
    also_noticed: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    problem: Problem | None = None
    #: Why it was previewed rather than sent, one sentence each; empty when it went straight through.
    held_because: tuple[str, ...] = ()
    state: ProposalState = ProposalState.HELD
    asked: datetime | None = None
    reminded: bool = False
    revision: int = 0

    @property
    def open_lines(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state is LineState.HELD)


# ---------------------------------------------------------------------------------------------- agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The last change, so that its author can take it back until the next one."""

    by: Person
    at: datetime
    #: What the change did, in one line: "1 is reported done".
    summary: str
    before: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    id: str
    reference: Reference
    setter: Person
    owner: Person
    mail: MailRef
    #: False: nothing goes to the owner (a private reminder, an own promise, an owner outside the organisation).
    shared: bool
    standings: tuple[Standing, ...]
    created: datetime
    version: int = 1
    #: The agreement whose actions went over to this one with another owner; empty: none.
    follows: str = ""
    last_change: Change | None = None
    #: The owner's automatic reply said that he is away, and back on this day.
    back: date | None = None
    revision: int = 0

    @property
    def parties(self) -> tuple[Person, ...]:
        return (self.setter, self.owner) if self.shared else (self.setter,)

    @property
    def open(self) -> bool:
        return any(not standing.ended for standing in self.standings)

    def action_reference(self, number: int) -> str:
        """`FU-7K3QD` when there is one action, `FU-7K3QD.2` for the second of several."""
        return self.reference if len(self.standings) == 1 else f"{self.reference}.{number}"

    def standing(self, number: int) -> Standing | None:
        return next((each for each in self.standings if each.action.number == number), None)


# ---------------------------------------------------------------------------------------------- follow-up


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """An action on a follow-up's list, as its entries name it."""

    agreement: str
    number: int
    reference: str
    title: str
    #: What was asked for: as long as it stays the same, the action stays where it is reviewed.
    wish: Moment
    #: Shown in the setter's private pre-check only, as is what he found when he looked.
    state: ActionState = ActionState.OPEN
    view: View | None = None


class Placed(StrEnum):
    """How the time of a follow-up was come by, where the setter should know."""

    AS_ASKED = ""
    #: An existing meeting of the two takes it in: none was made.
    ONE_TO_ONE = "one_to_one"
    #: Nothing was free for both on the day: it stands on the next one that has a free time.
    NEXT_DAY = "next_day"
    #: Their working hours never meet: it stands where it is least outside them.
    OUTSIDE_HOURS = "outside_hours"
    #: Nothing was free for weeks: it stands where it was planned.
    NONE_FREE = "none_free"
    #: A person gave the time or the day, so it is kept, though one of them is not free.
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEntry:
    """An entry in a calendar. `base` is what we last wrote; of a meeting that is not ours, how it stood last."""

    role: EntryRole
    way: Way
    mailbox: str
    event_id: str
    ical_uid: str = ""
    base: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    id: str
    setter: Person
    #: None: the setter alone (private reminder, own promise, owner outside the organisation).
    owner: Person | None
    day: date
    start: datetime
    minutes: int
    #: When the pre-check stands; None when there is no working moment left for one.
    pre_check: datetime | None
    #: IANA name: the setter's zone.
    zone: str
    how: How = How.MEETING
    #: Whether a clock time was given by a person (and so is kept).
    fixed: bool = False
    #: Whether a person named the day of the follow-up, not only the day on which the action is due.
    day_said: bool = False
    #: Whether the diaries were looked at for its time.
    sought: bool = False
    placed: Placed = Placed.AS_ASKED
    #: An existing meeting of the two takes it in: its entry is not ours, and is never written or removed by us.
    carried: bool = False
    #: The first of this setter's that the dedicated mailbox invites to because his calendar is closed to us.
    closed: bool = False
    reviewed: tuple[Reviewed, ...] = ()
    #: The entries name neither the actions nor the matter (rule 13).
    neutral: bool = False
    #: Working days between the pre-check and the follow-up; 0: it has none.
    look_days: int = 2
    #: The setter moved or deleted the pre-check: a choice, so it follows no move any more.
    own_pre_check: bool = False
    #: The owner's answer to the invitation. Accepting means "coming", and nothing more (rule 6).
    answer: AttendeeAnswer = AttendeeAnswer.NONE
    #: Another start that the owner proposed in the calendar.
    proposed: datetime | None = None
    #: When the calendar last told something that the setter should know.
    told: datetime | None = None
    way: Way = Way.SETTER
    entries: tuple[StandingEntry, ...] = field(default=())
    state: FollowUpState = FollowUpState.PLANNED
    revision: int = 0

    @property
    def invites(self) -> bool:
        """Whether the owner is invited: not for a review at the desk, by call or by mail."""
        return self.owner is not None and self.how in (How.MEETING, How.ONE_TO_ONE)

    def entry(self, role: EntryRole) -> StandingEntry | None:
        return next((each for each in self.entries if each.role is role), None)
