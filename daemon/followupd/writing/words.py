"""Days, times and zones in British words, and how a follow-up is held."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from followupd.domain.action import Cause, How, Moment
from followupd.domain.states import ActionState

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

#: How the follow-up is held, after the day: "Friday 4 December 2026, in a short meeting".
HELD: dict[How, str] = {
    How.MEETING: "in a short meeting; the invitation follows",
    How.ONE_TO_ONE: "in your one-to-one; the invitation follows",
    How.DESK: "at the desk",
    How.CALL: "by phone",
    How.MAIL: "by mail",
    How.BRIEF: "without a meeting",
}

#: The same where the time is looked for in the diaries after the mail: a meeting that the two have anyway may
#: take it in, to which no invitation follows.
HELD_WHEN_FREE: dict[How, str] = {
    **HELD,
    How.MEETING: "in a short meeting; the time is in your calendars",
    How.ONE_TO_ONE: "in your one-to-one; the time is in your calendars",
}
IN_ANY_MEETING = "in a short meeting or your one-to-one; the time is in your calendars"

#: How an action stands, for the setter's eyes. Nothing said is told as nothing said.
STANDS: dict[ActionState, str] = {
    ActionState.OPEN: "no news yet",
    ActionState.AGREED: "agreed",
    ActionState.BLOCKED: "something is in the way",
    ActionState.DECLINED: "declined; it is with you",
    ActionState.REPORTED: "reported done",
    ActionState.DONE: "done",
    ActionState.NOT_DONE: "not done",
    ActionState.DROPPED: "not wanted any more",
    ActionState.REPLACED: "replaced by a new action",
}

CAUSES: dict[Cause, str] = {
    Cause.TIME: "time",
    Cause.SKILL: "know-how",
    Cause.INFORMATION: "information or a tool is missing",
    Cause.PRIORITY: "something else came first",
    Cause.UNCLEAR: "the agreement was not clear enough",
    Cause.SOMEBODY_ELSE: "waiting for somebody else",
    Cause.CIRCUMSTANCES: "circumstances",
}


def day(of: date) -> str:
    """`Friday 4 December 2026`."""
    return f"{short_day(of)} {of.year}"


def short_day(of: date) -> str:
    """`Friday 4 December`."""
    return f"{_DAYS[of.weekday()]} {of.day} {_MONTHS[of.month - 1]}"


def weekday(of: date) -> str:
    """`Friday`."""
    return _DAYS[of.weekday()]


def near_day(of: date, seen: date) -> str:
    """The day with its year only where it is not the year in which it is read."""
    return short_day(of) if of.year == seen.year else day(of)


def clock(of: time | datetime) -> str:
    """`10:00`, on the 24-hour clock."""
    return f"{of:%H:%M}"


def place(zone: str) -> str:
    """The zone as people say it: `London time`, `New York time`; UTC stays UTC."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return f"{city} time" if "/" in zone and not zone.startswith("Etc/") else city


def moment(of: Moment, *, zone: str, named: bool) -> str:
    """A day, and its clock time in `zone` where one was said; `named`: with the zone, for people in different ones."""
    if of.clock is None:
        return day(of.day)
    there = at(of, zone)
    return f"{day(there.date())}, {clock(there)}" + (f" {place(zone)}" if named else "")


def at(of: Moment, zone: str) -> datetime:
    """The moment on the wall clock of `zone`; midnight where no clock time was said."""
    said = datetime.combine(of.day, of.clock or time(0), tzinfo=ZoneInfo(of.zone or zone))
    return said.astimezone(ZoneInfo(zone))


def greeting(now: datetime) -> str:
    """`Good morning`, by the reader's wall clock."""
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"
