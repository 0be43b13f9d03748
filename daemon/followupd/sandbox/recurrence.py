"""Recurrence: Graph's patternedRecurrence checked, and a series expanded into its occurrences.

A series recurs on the wall clock of its zone: 09:00 stays 09:00 over a clock change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NoReturn

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule, weekday

from followupd.sandbox import errors
from followupd.sandbox.event import Event
from followupd.sandbox.zones import from_wall, zone_or_refusal

_DAYS = {"monday": MO, "tuesday": TU, "wednesday": WE, "thursday": TH, "friday": FR, "saturday": SA, "sunday": SU}
_INDEX = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_PATTERNS = ("daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly")
_RANGES = ("endDate", "noEnd", "numbered")
_PATTERN_FIELDS = frozenset({"type", "interval", "month", "dayOfMonth", "daysOfWeek", "firstDayOfWeek", "index"})
_RANGE_FIELDS = frozenset({"type", "startDate", "endDate", "recurrenceTimeZone", "numberOfOccurrences"})
#: Exchange's own end of a series without end, in occurrences, as far as this sandbox looks.
_MOST = 10_000


def read_recurrence(value: object) -> dict[str, Any] | None:
    """Return a recurrence in the one spelling in which it is stored and given back; None for null."""
    if value is None:
        return None
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("pattern"), dict)
        or not isinstance(value.get("range"), dict)
    ):
        raise errors.unreadable_body("The property 'recurrence' expects a pattern and a range.")
    pattern, span = dict(value["pattern"]), dict(value["range"])
    _only(pattern, _PATTERN_FIELDS, "microsoft.graph.recurrencePattern")
    _only(span, _RANGE_FIELDS, "microsoft.graph.recurrenceRange")
    kind = _enum(pattern.get("type"), _PATTERNS)
    days = [_enum(day, tuple(_DAYS)) for day in pattern.get("daysOfWeek") or []]
    stored = {
        "type": kind,
        "interval": _whole(pattern.get("interval", 1)),
        "month": _whole(pattern.get("month") or 0),
        "dayOfMonth": _whole(pattern.get("dayOfMonth") or 0),
        "firstDayOfWeek": _enum(pattern.get("firstDayOfWeek") or "sunday", tuple(_DAYS)),
        "index": _enum(pattern.get("index") or "first", tuple(_INDEX)),
    }
    if days:
        stored["daysOfWeek"] = days
    stored_range = {
        "type": _enum(span.get("type"), _RANGES),
        "startDate": _day(span.get("startDate")).isoformat(),
        "endDate": _day(span.get("endDate") or "0001-01-01").isoformat(),
        "recurrenceTimeZone": str(span.get("recurrenceTimeZone") or ""),
        "numberOfOccurrences": _whole(span.get("numberOfOccurrences") or 0),
    }
    _check(stored, stored_range)
    return {"pattern": stored, "range": stored_range}


def occurrences(event: Event, start: datetime, end: datetime) -> Iterator[Event]:
    """Yield what of an event lies in the window: itself, or the occurrences of a series, in the order of time."""
    if event.recurrence is None:
        if overlaps(event, start, end):
            yield event
        return
    for occurrence in _all(event, end):
        if overlaps(occurrence, start, end):
            yield occurrence


def occurrence_on(event: Event, day: str) -> Event | None:
    """Return the occurrence of a series on its original day (yyyymmdd); None when there is none."""
    end = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC) + timedelta(days=3)
    return next((one for one in _all(event, end) if one.day == day), None)


def overlaps(event: Event, start: datetime, end: datetime) -> bool:
    """Whether an event lies in a window; one without length lies where it begins."""
    begins, ends = event.start, event.end
    return begins < end and (ends > start or begins == ends == start)


def occurrence_id(master_id: str, day: str) -> str:
    """Return the id of an occurrence, made of the master's."""
    return f"{master_id.rstrip('=')}EcO{day}="


def master_of(identifier: str) -> tuple[str, str] | None:
    """Return the id of the master and the day that an occurrence's id is made of; None when it is none."""
    head, found, day = identifier.rstrip("=").rpartition("EcO")
    return (f"{head}=", day) if found and len(day) == 8 and day.isdigit() else None


def _all(event: Event, end: datetime) -> Iterator[Event]:
    """Yield the occurrences up to a moment. A moved one comes in its original place."""
    assert event.recurrence is not None
    zone_name = event.recurrence["range"]["recurrenceTimeZone"] or event.start_zone
    zone = zone_or_refusal(zone_name)
    at = event.start.astimezone(zone).time()
    length = event.end - event.start
    for number, moment in enumerate(_rule(event.recurrence, at)):
        if number >= _MOST or from_wall(moment, zone_name) >= end + timedelta(days=1):
            return
        day = moment.strftime("%Y%m%d")
        if day in event.left_out:
            continue
        begins = from_wall(moment, zone_name)
        changed = event.exceptions.get(day, {})
        made: dict[str, Any] = {
            "immutable_id": occurrence_id(event.immutable_id, day),
            "id": occurrence_id(event.id, day),
            "master": (event.id, event.immutable_id),
            "day": day,
            "exceptional": bool(changed),
            "recurrence": None,
            "exceptions": {},
            "left_out": [],
            "start": begins,
            "end": begins + length,
            "transaction_id": None,
        }
        yield replace(event, **(made | changed))


def _rule(recurrence: dict[str, Any], at: time) -> rrule:
    pattern, span = recurrence["pattern"], recurrence["range"]
    kind = pattern["type"]
    first = datetime.combine(date.fromisoformat(span["startDate"]), at)
    options: dict[str, Any] = {"interval": pattern["interval"], "dtstart": first}
    if span["type"] == "numbered":
        options["count"] = span["numberOfOccurrences"]
    elif span["type"] == "endDate":
        options["until"] = datetime.combine(date.fromisoformat(span["endDate"]), time.max)
    days = [_DAYS[day] for day in pattern.get("daysOfWeek", [])]
    if kind == "daily":
        return rrule(DAILY, **options)
    if kind == "weekly":
        return rrule(WEEKLY, byweekday=days, wkst=_DAYS[pattern["firstDayOfWeek"]], **options)
    if kind.endswith("Yearly"):
        options["bymonth"] = pattern["month"]
    frequency: Literal[0, 1] = YEARLY if kind.endswith("Yearly") else MONTHLY
    if kind.startswith("absolute"):
        # The 31st of a shorter month is its last day.
        day = pattern["dayOfMonth"]
        if day > 28:
            return rrule(frequency, bymonthday=list(range(28, day + 1)), bysetpos=-1, **options)
        return rrule(frequency, bymonthday=day, **options)
    return rrule(frequency, byweekday=_plain(days), bysetpos=_INDEX[pattern["index"]], **options)


def _plain(days: list[weekday]) -> list[weekday]:
    return [weekday(day.weekday) for day in days]


def _check(pattern: dict[str, Any], span: dict[str, Any]) -> None:
    kind = pattern["type"]
    if pattern["interval"] < 1:
        _unfit("interval")
    if kind in ("weekly", "relativeMonthly", "relativeYearly") and not pattern.get("daysOfWeek"):
        _unfit("daysOfWeek")
    if kind.startswith("absolute") and not 1 <= pattern["dayOfMonth"] <= 31:
        _unfit("dayOfMonth")
    if kind.endswith("Yearly") and not 1 <= pattern["month"] <= 12:
        _unfit("month")
    if span["type"] == "numbered" and span["numberOfOccurrences"] < 1:
        _unfit("numberOfOccurrences")
    if span["type"] == "endDate" and span["endDate"] < span["startDate"]:
        _unfit("endDate")
    if span["recurrenceTimeZone"]:
        zone_or_refusal(span["recurrenceTimeZone"])


def _unfit(name: str) -> NoReturn:
    raise errors.bad_request(
        f"At least one property failed validation. The recurrence's '{name}' is missing or out of range.",
        code="ErrorPropertyValidationFailure",
        blame="bad recurrence",
    )


def _only(value: dict[str, Any], known: frozenset[str], kind: str) -> None:
    for name in value:
        if "@odata." not in name and name not in known:
            raise errors.unknown_property(name, kind)


def _enum(value: object, allowed: tuple[str, ...]) -> str:
    found = next((one for one in allowed if one.lower() == str(value).lower()), None)
    if found is None:
        raise errors.unreadable_body(f"Requested value '{value}' was not found.", blame="bad enum value")
    return found


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise errors.unreadable_body(
            f"Cannot convert the literal '{value}' to the expected type 'Edm.Int32'."
        ) from error


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise errors.unreadable_body(
            f"Cannot convert the literal '{value}' to the expected type 'Edm.Date'."
        ) from error
