"""From a date expression to one moment: the day (and clock) by which something is due, or at which somebody meets."""

from __future__ import annotations

from datetime import timedelta

from followupd.domain.action import Moment
from followupd.domain.people import WorkingTime
from followupd.reading.dates.records import At, Bound, Day, Found, Part, Span, Value


def deadline(found: Found, working: WorkingTime, reading: int = 0) -> Moment | None:
    """The day by which something is due; None for a length of time or a recurrence.

    Only the day counts after `EOD` and its like (clock None). Who says `before Friday` (`avant`,
    `vor dem`, `antes del`, `voor`) names the Friday: that is the day kept, or the working day before it when it is a
    day off (`before Easter`); `before 4pm` stays 4pm. A range is due on its last day, a week on its last working day;
    `before next week` is the working day before it begins.
    """
    return due_moment(found.readings[reading], working, bound=found.bound, grain=found.grain, part=found.part)


def due_moment(
    value: Value, working: WorkingTime, *, bound: Bound = Bound.NONE, grain: str = "day", part: Part = Part.NONE
) -> Moment | None:
    """As `deadline`, for a single value."""
    zone = working.zone.key
    if isinstance(value, At):
        return Moment(day=value.day, clock=value.clock, zone=zone)
    if isinstance(value, Span):
        if bound is Bound.BEFORE and value.start_clock is None:
            return Moment(day=working.on_or_before(value.start - timedelta(days=1)), zone=zone)
        last = value.end
        if grain in ("week", "workweek") and (worked := working.on_or_before(last)) >= value.start:
            last = worked
        return Moment(day=last, clock=value.end_clock, zone=zone)
    if isinstance(value, Day):
        if bound is Bound.BEFORE and part is Part.NONE:
            return Moment(day=working.on_or_before(value.day), zone=zone)
        clock = working.start if part is Part.FIRST_THING else None
        return Moment(day=value.day, clock=clock, zone=zone)
    return None


def moment_of(found: Found, working: WorkingTime, reading: int = 0) -> Moment | None:
    """When two people meet: the day said, the first day of a range; None for a length of time or a recurrence."""
    value = found.readings[reading]
    zone = working.zone.key
    if isinstance(value, At):
        return Moment(day=value.day, clock=value.clock, zone=zone)
    if isinstance(value, Span):
        day = working.on_or_after(value.start) if value.start_clock is None else value.start
        return Moment(day=min(day, value.end), clock=value.start_clock, zone=zone)
    if isinstance(value, Day):
        return Moment(day=value.day, clock=working.start if found.part is Part.FIRST_THING else None, zone=zone)
    return None
