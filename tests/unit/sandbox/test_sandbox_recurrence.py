"""A series expanded into its occurrences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from followupd.sandbox.errors import Refusal
from followupd.sandbox.event import Event
from followupd.sandbox.message import Address
from followupd.sandbox.recurrence import master_of, occurrence_id, occurrence_on, occurrences, read_recurrence

FAR = datetime(2028, 1, 1, tzinfo=UTC)


def series(pattern: dict[str, Any], span: dict[str, Any], *, start: datetime, zone: str = "UTC") -> Event:
    return Event(
        immutable_id="AAkALgX=",
        id="AAMkADX=",
        calendar_id="c",
        change_key="k",
        ical_uid="u",
        created=start,
        modified=start,
        organizer=Address("anna@contoso.example"),
        is_organizer=True,
        start=start,
        end=start + timedelta(minutes=30),
        start_zone=zone,
        end_zone=zone,
        recurrence=read_recurrence({"pattern": pattern, "range": span}),
    )


def times(event: Event, end: datetime = FAR) -> list[str]:
    return [f"{one.start:%m-%d %H:%M}" for one in occurrences(event, event.start, end)]


def numbered(count: int, first: str) -> dict[str, Any]:
    return {"type": "numbered", "startDate": first, "numberOfOccurrences": count}


@pytest.mark.parametrize(
    ("pattern", "first", "wanted"),
    [
        ({"type": "daily", "interval": 2}, "2026-06-08", ["06-08", "06-10", "06-12"]),
        ({"type": "weekly", "interval": 2, "daysOfWeek": ["monday", "friday"], "firstDayOfWeek": "monday"},
         "2026-06-08", ["06-08", "06-12", "06-22"]),
        ({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31}, "2026-01-31", ["01-31", "02-28", "03-31"]),
        ({"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["tuesday"], "index": "last"}, "2026-06-30",
         ["06-30", "07-28", "08-25"]),
        ({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 9, "month": 6}, "2026-06-09", ["06-09", "06-09"]),
        ({"type": "relativeYearly", "interval": 1, "daysOfWeek": ["monday"], "index": "first", "month": 9},
         "2026-09-07", ["09-07", "09-06"]),
    ],
)  # fmt: skip
def test_each_pattern_recurs_as_outlook_says(pattern: dict[str, Any], first: str, wanted: list[str]) -> None:
    start = datetime.fromisoformat(f"{first}T09:00:00+00:00")
    found = times(series(pattern, numbered(len(wanted), first), start=start))
    assert found == [f"{day} 09:00" for day in wanted]


def test_nine_o_clock_stays_nine_o_clock_over_a_clock_change() -> None:
    start = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
    weekly = {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]}
    event = series(weekly, numbered(2, "2026-03-23"), start=start, zone="GMT Standard Time")
    assert times(event) == ["03-23 09:00", "03-30 08:00"]


def test_a_series_ends_on_its_last_day() -> None:
    span = {"type": "endDate", "startDate": "2026-06-08", "endDate": "2026-06-10"}
    event = series({"type": "daily", "interval": 1}, span, start=datetime(2026, 6, 8, 9, tzinfo=UTC))
    assert times(event) == ["06-08 09:00", "06-09 09:00", "06-10 09:00"]


def test_a_series_without_end_is_looked_at_only_as_far_as_asked() -> None:
    span = {"type": "noEnd", "startDate": "2026-06-08"}
    event = series({"type": "daily", "interval": 1}, span, start=datetime(2026, 6, 8, 9, tzinfo=UTC))
    assert len(times(event, datetime(2026, 6, 18, tzinfo=UTC))) == 10


def test_an_occurrence_is_found_by_its_id() -> None:
    span = {"type": "noEnd", "startDate": "2026-06-08"}
    event = series({"type": "daily", "interval": 1}, span, start=datetime(2026, 6, 8, 9, tzinfo=UTC))
    made_of = master_of(occurrence_id(event.id, "20260610"))
    assert made_of == (event.id, "20260610")
    found = occurrence_on(event, "20260610")
    assert found is not None
    assert (found.type, found.start) == ("occurrence", datetime(2026, 6, 10, 9, tzinfo=UTC))
    assert occurrence_on(event, "20260607") is None
    assert master_of(event.id) is None


@pytest.mark.parametrize(
    ("pattern", "span"),
    [
        ({"type": "hourly", "interval": 1}, numbered(1, "2026-06-08")),
        ({"type": "daily", "interval": 0}, numbered(1, "2026-06-08")),
        ({"type": "daily", "interval": "often"}, numbered(1, "2026-06-08")),
        ({"type": "weekly", "interval": 1}, numbered(1, "2026-06-08")),
        ({"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 32}, numbered(1, "2026-06-08")),
        ({"type": "absoluteYearly", "interval": 1, "dayOfMonth": 1}, numbered(1, "2026-06-08")),
        ({"type": "daily", "interval": 1}, numbered(0, "2026-06-08")),
        ({"type": "daily", "interval": 1}, {"type": "endDate", "startDate": "2026-06-08", "endDate": "2026-06-01"}),
        ({"type": "daily", "interval": 1}, {"type": "noEnd", "startDate": "soon"}),
        ({"type": "daily", "interval": 1, "colour": "red"}, numbered(1, "2026-06-08")),
        ({"type": "daily", "interval": 1}, numbered(1, "2026-06-08") | {"recurrenceTimeZone": "Nowhere"}),
    ],
)
def test_a_recurrence_that_makes_no_sense_is_refused(pattern: dict[str, Any], span: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        read_recurrence({"pattern": pattern, "range": span})
    assert refused.value.status == 400
