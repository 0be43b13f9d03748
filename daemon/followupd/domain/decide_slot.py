"""A good time for a follow-up of which only a day is known, once the diaries were looked at.

In this order: a meeting that the two have anyway, three working days around the day; another follow-up of theirs, up to
two working days later; a free time in both people's working hours, nearest to the usual one, not over lunch, else on
the next day that has one. A time that a person gave is kept, and said to be taken when it is.

What was seen comes in as data; what is chosen is stored before any entry is made, so that a second try makes the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from followupd.domain.action import How
from followupd.domain.agreement import FollowUp, Placed, StandingEntry
from followupd.domain.decide_follow_up import looked_before
from followupd.domain.decision import Decision
from followupd.domain.free_time import diaries_of, free_time
from followupd.domain.mail import EntryFound, EntryRole, Way
from followupd.domain.pair_entries import end_of, entries_of, note_of, removal_of, timer_of, wishes_for
from followupd.domain.policy import Context
from followupd.domain.schedule import Schedule
from followupd.domain.states import FollowUpState, Turn, turn

#: Working days around the day in which a meeting that the two have anyway takes the follow-up in.
AROUND: Final = 3
#: Working days after the day in which another follow-up of the two takes it in: never one before it is due.
NEAR: Final = 2
#: How far a schedule has to reach, in days before and after the day.
SEEN_BEFORE, SEEN_AFTER = timedelta(days=1), timedelta(days=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsSeen:
    """What the diaries showed. Without schedules: they could not be seen, and the time stays as it was planned."""

    #: Meetings of just these two around the day; empty where the setter's calendar is closed.
    meetings: tuple[EntryFound, ...] = ()
    schedules: tuple[Schedule, ...] = ()


def window(follow_up: FollowUp, context: Context) -> tuple[datetime, datetime]:
    """The time whose schedules are needed to place this follow-up; aware."""
    midnight = context.known.working_of(follow_up.setter.address).at(follow_up.day, time())
    return midnight - SEEN_BEFORE, midnight + SEEN_AFTER


def around(follow_up: FollowUp, context: Context) -> tuple[datetime, datetime] | None:
    """The time in which a meeting of the two would take this follow-up in; None: none may."""
    if not _open_to_others(follow_up) or not follow_up.invites or follow_up.way is not Way.SETTER:
        return None
    working = context.known.working_of(follow_up.setter.address)
    days = AROUND if not follow_up.day_said or follow_up.how is How.ONE_TO_ONE else 0
    first, last = (working.shift(follow_up.day, by) if by else follow_up.day for by in (-days, days))
    return working.at(first, time()), working.at(last + timedelta(days=1), time())


def decide_slot(
    follow_up: FollowUp, seen: SlotsSeen, others: Sequence[FollowUp], cause: str, context: Context, now: datetime
) -> Decision:
    """Return the follow-up with the time that is best, and what follows from it.

    `others`: the follow-ups of this setter that are planned; their time is taken, whether or not it stands in a
    calendar yet. `cause`: of the wish for its entry, for the keys of what follows.
    """
    if follow_up.sought or follow_up.state is not FollowUpState.PLANNED:
        return Decision()
    sought = replace(follow_up, sought=True)
    planned = [each for each in others if each.state is FollowUpState.PLANNED and each.id != follow_up.id]
    meeting = _meeting(sought, seen.meetings, planned, context, now)
    if meeting is not None:
        return _carried(follow_up, sought, meeting, cause, context, now)
    near = _near(sought, planned, context, now)
    if near is not None:
        return _joined(sought, near, cause, now)
    if not seen.schedules:
        return Decision(follow_ups=(sought,))
    diaries = diaries_of(sought, seen.schedules, planned, context)
    if sought.fixed:
        taken = not all(each.free(sought.start, end_of(sought)) for each in diaries)
        return _placed(follow_up, sought, sought.start, Placed.BUSY if taken else Placed.AS_ASKED, cause, context, now)
    start, placed = free_time(sought, diaries, context, now)
    return _placed(follow_up, sought, start, placed, cause, context, now)


# --------------------------------------------------------------------------------- a meeting that is there


def _open_to_others(follow_up: FollowUp) -> bool:
    """Whether it may go into another meeting: nobody gave its time, and nothing of it stands yet."""
    return not follow_up.fixed and not follow_up.entries


def _meeting(
    follow_up: FollowUp,
    meetings: Iterable[EntryFound],
    planned: Sequence[FollowUp],
    context: Context,
    now: datetime,
) -> EntryFound | None:
    """The meeting nearest to the day: on it or after it rather than before."""
    span = around(follow_up, context)
    ours = {entry.event_id for each in planned for entry in each.entries if not each.carried}
    if span is None:
        return None
    working = context.known.working_of(follow_up.setter.address)
    held = [
        each
        for each in meetings
        if span[0] <= each.entry.start < span[1] and each.entry.start > now and each.id not in ours
    ]

    def far(each: EntryFound) -> tuple[bool, float, datetime]:
        day = working.local(each.entry.start).date()
        return day < follow_up.day, abs((day - follow_up.day).days), each.entry.start

    return min(held, key=far, default=None)


def _carried(
    before: FollowUp, follow_up: FollowUp, meeting: EntryFound, cause: str, context: Context, now: datetime
) -> Decision:
    """The meeting takes it in: it is watched as an entry of ours would be, and never written."""
    entry = StandingEntry(
        role=EntryRole.FOLLOW_UP,
        way=Way.SETTER,
        mailbox=follow_up.setter.address,
        event_id=meeting.id,
        ical_uid=meeting.ical_uid,
        base=meeting.entry,
    )
    length = max(1, int((meeting.entry.end - meeting.entry.start) / timedelta(minutes=1)))
    within = replace(follow_up, carried=True, fixed=True, minutes=length, entries=(entry,))
    start = context.known.working_of(follow_up.setter.address).local(meeting.entry.start)
    return _placed(before, within, start, Placed.ONE_TO_ONE, cause, context, now)


def _near(follow_up: FollowUp, planned: Sequence[FollowUp], context: Context, now: datetime) -> FollowUp | None:
    """A follow-up of the same two that comes up to NEAR working days later, the nearest of several."""
    if not _open_to_others(follow_up) or follow_up.day_said:
        return None
    last = context.known.working_of(follow_up.setter.address).shift(follow_up.day, NEAR)
    near = [
        each
        for each in planned
        if each.owner == follow_up.owner
        and each.how is follow_up.how
        and each.reviewed
        and follow_up.day <= each.day <= last
        and each.start > now
    ]
    return min(near, key=lambda each: (each.start, each.id), default=None)


def _joined(follow_up: FollowUp, other: FollowUp, cause: str, now: datetime) -> Decision:
    """Its actions are looked at in the other one; nothing of it stood yet, so nothing is taken out of a diary."""
    gone = replace(follow_up, reviewed=(), state=turn(follow_up.state, Turn.EMPTY))
    joined = replace(
        other,
        reviewed=(*other.reviewed, *follow_up.reviewed),
        minutes=other.minutes if other.fixed else max(other.minutes, follow_up.minutes),
        neutral=other.neutral or follow_up.neutral,
    )
    decision = entries_of(other, joined, f"{cause}/joined", now)
    note = note_of(gone, "taken into another follow-up of the same two people")
    return decision + Decision(follow_ups=(gone,), cleared=(timer_of(gone),), notes=(note,))


# ---------------------------------------------------------------------------------------------- what follows


def _placed(
    before: FollowUp, follow_up: FollowUp, start: datetime, placed: Placed, cause: str, context: Context, now: datetime
) -> Decision:
    """The follow-up at this start, its pre-check before it, and wishes for what has changed by that."""
    working = context.known.working_of(follow_up.setter.address)
    at = replace(
        follow_up,
        start=start,
        day=working.local(start).date(),
        placed=placed,
        told=now if placed is not Placed.AS_ASKED else follow_up.told,
    )
    if (at.start, at.minutes) != (before.start, before.minutes):
        at = replace(at, pre_check=looked_before(at, start, context, now))
    elif not at.carried:
        return Decision(follow_ups=(at,))
    effects: list[object] = [*wishes_for(at, frozenset({EntryRole.FOLLOW_UP, EntryRole.PRE_CHECK}), f"{cause}/placed")]
    if at.pre_check is None and before.pre_check is not None:
        effects.append(removal_of(at, EntryRole.PRE_CHECK, f"{cause}/placed"))
    return Decision(
        follow_ups=(at,),
        effects=tuple(effects),  # type: ignore[arg-type]
        timers=((timer_of(at), end_of(at)),),
        notes=(note_of(at, _said(at)),),
    )


def _said(follow_up: FollowUp) -> str:
    where = "into a meeting of the two" if follow_up.carried else "to a time that is free"
    return f"put {where}: {follow_up.start:%Y-%m-%d %H:%M}"
