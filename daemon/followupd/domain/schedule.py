"""When the follow-up and the pre-check stand, in the setter's working time.

The follow-up is on the day that was said, or on the due day; a day on which the setter does not work becomes the next
working day. The pre-check stands two working days before, shrinking to the last working moment that is left; when none
is left there is no pre-check: a reminder that comes too late helps nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from followupd.domain.action import Action, How, Moment
from followupd.domain.people import WorkingTime
from followupd.domain.policy import Policy
from followupd.domain.situations import PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A follow-up's time. `fixed`: a person gave the clock time, so it is kept even outside working hours."""

    day: date
    start: datetime
    minutes: int
    how: How
    fixed: bool
    #: Whether a person named the day of the follow-up itself.
    day_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A time at which a person cannot meet; aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a person is free, as the calendar tells it to others: never what is done then."""

    address: str
    busy: tuple[Busy, ...] = ()
    #: The working hours that the calendar tells; None: it does not.
    working: WorkingTime | None = None


def follow_up_slot(action: Action, working: WorkingTime, policy: Policy, now: datetime) -> Slot:
    """Return when the follow-up of this action is held: in the setter's zone, never in the past nor on a weekend.

    A clock time that was said is kept, on a working day. Without one the policy's time is used, moved into the
    setter's working hours.
    """
    wish = action.follow_up.when or Moment(day=action.due.day, zone=action.due.zone)
    fixed = wish.clock is not None
    if wish.clock is not None:
        said = datetime.combine(wish.day, wish.clock, tzinfo=_zone(wish, working))
        local = working.local(said)
    else:
        local = working.at(wish.day, _within(policy.follow_up_time, policy.follow_up_minutes, working))
    day = working.on_or_after(max(local.date(), working.local(now).date()))
    start = working.at(day, local.timetz().replace(tzinfo=None))
    while start <= now:
        day = working.on_or_after(day + timedelta(days=1))
        start = working.at(day, start.timetz().replace(tzinfo=None))
    minutes = policy.preset(action.situation).minutes or policy.follow_up_minutes
    named = action.follow_up.when is not None
    return Slot(day=day, start=start, minutes=minutes, how=action.follow_up.how, fixed=fixed, day_said=named)


def pre_check_days(action: Action, policy: Policy) -> int:
    """How many working days before its follow-up this action is looked at; 0: it is not."""
    preset = policy.preset(action.situation)
    return policy.pre_check_days if preset is PLAIN else preset.pre_check_days


def pre_check_start(
    follow_up: datetime, working: WorkingTime, policy: Policy, now: datetime, days: int | None = None
) -> datetime | None:
    """Return when the pre-check of a follow-up stands, aware in the setter's zone; None when no working moment is left.

    `days` (`policy.pre_check_days` where it is None) working days before, at the start of the working day; later days
    while that moment is over, on the follow-up's own day at the latest. 0: there is none.
    """
    days = policy.pre_check_days if days is None else days
    if days == 0:
        return None
    local = working.local(follow_up)
    for before in range(days, 0, -1):
        day = working.shift(local.date(), -before)
        start = working.at(day, working.start)
        if start > now:
            return start
        # Today already began: the next quarter of an hour that is left today is better than tomorrow.
        if day == working.local(now).date():
            later = _next_quarter(working.local(now))
            if later + timedelta(minutes=policy.pre_check_minutes) <= working.at(day, working.end):
                return later
    same_day = working.at(local.date(), working.start)
    if working.works_on(local.date()) and now < same_day and same_day + timedelta(hours=1) <= follow_up:
        return same_day
    return None


def morning_after(now: datetime, at: time, working: WorkingTime) -> datetime:
    """The first moment later than `now` that is `at` on a working day of this person."""
    day = working.on_or_after(working.local(now).date())
    while working.at(day, at) <= now:
        day = working.on_or_after(day + timedelta(days=1))
    return working.at(day, at)


def _within(clock: time, minutes: int, working: WorkingTime) -> time:
    """The clock time moved so that `minutes` fit into the working day."""
    anchor = date(2000, 1, 3)
    latest = (datetime.combine(anchor, working.end) - timedelta(minutes=minutes)).time()
    return max(working.start, min(clock, latest))


def _next_quarter(moment: datetime) -> datetime:
    rounded = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    return rounded + timedelta(minutes=15)


def _zone(moment: Moment, working: WorkingTime) -> ZoneInfo:
    return ZoneInfo(moment.zone) if moment.zone else working.zone
