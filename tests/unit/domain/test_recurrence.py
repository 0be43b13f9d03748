"""A series is counted from its first day: it neither drifts nor outlives its end."""

from __future__ import annotations

from datetime import date

import pytest

from followupd.domain.recurrence import Every


@pytest.mark.parametrize(
    ("rule", "start", "after", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", date(2026, 11, 27), date(2026, 11, 27), date(2026, 12, 11)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", date(2026, 11, 27), date(2026, 12, 30), date(2027, 1, 8)),
        ("FREQ=MONTHLY", date(2026, 11, 23), date(2026, 12, 23), date(2027, 1, 23)),
        ("FREQ=MONTHLY", date(2027, 1, 31), date(2027, 1, 31), date(2027, 2, 28)),
        ("FREQ=MONTHLY", date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)),
        ("FREQ=MONTHLY", date(2028, 1, 30), date(2028, 2, 1), date(2028, 2, 29)),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 31)),
        ("FREQ=YEARLY", date(2028, 2, 29), date(2028, 2, 29), date(2032, 2, 29)),
        ("FREQ=DAILY", date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)),
    ],
)
def test_the_next_day_is_counted_from_the_first(rule: str, start: date, after: date, expected: date) -> None:
    assert Every(rule=rule, start=start).next_after(after) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 12, 11), date(2026, 12, 11)), (date(2026, 12, 10), None), (None, date(2026, 12, 11))],
)
def test_the_end_is_respected(until: date | None, expected: date | None) -> None:
    every = Every(rule="FREQ=WEEKLY;INTERVAL=2", start=date(2026, 11, 27), until=until)
    assert every.next_after(date(2026, 11, 27)) == expected


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="EVERY"):
        Every(rule="FREQ=every now and then", start=date(2026, 11, 27))
