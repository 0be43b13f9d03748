"""Counting on a calendar: weekdays, months, quarters, holidays. Days in, days out; no zones here."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from followupd.domain.people import WorkingTime
from followupd.reading.dates.vocabulary import MONTHS, WEEKDAYS


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such as 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(year: int) -> int:
    """26 -> 2026."""
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday strictly after a day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, first + relativedelta(months=1) - timedelta(days=1)


def quarter_of(day: date) -> tuple[date, date]:
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, first + relativedelta(months=3) - timedelta(days=1)


def year_of(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def weekend_of(day: date) -> tuple[date, date]:
    """Saturday and Sunday of the week."""
    monday, sunday = week_of(day)
    return monday + timedelta(days=5), sunday


def period_of(day: date, unit: str) -> tuple[date, date]:
    """The week, month, quarter, year or weekend that a day lies in."""
    if unit == "fortnight":
        monday, sunday = week_of(day)
        return monday, sunday + timedelta(days=7)
    if unit == "workweek":
        monday, _ = week_of(day)
        return monday, monday + timedelta(days=4)
    periods = {"week": week_of, "month": month_of, "quarter": quarter_of, "year": year_of, "weekend": weekend_of}
    return periods[unit](day) if unit in periods else (day, day)


def shifted(day: date, count: float, unit: str, working: WorkingTime) -> date:
    """`count` units later (earlier when negative). Months are calendar months; working days are the person's own."""
    if unit == "workday":
        return working.shift(day, int(count))
    if unit in ("week", "weekend", "workweek"):
        return day + timedelta(days=round(7 * count))
    if unit == "fortnight":
        return day + timedelta(days=round(14 * count))
    if unit == "day":
        return day + timedelta(days=int(count))
    months = {"month": 1, "quarter": 3, "year": 12}[unit] * count
    whole = int(months)
    return day + relativedelta(months=whole) + timedelta(days=round((months - whole) * 30))


def nth_weekday(first: date, last: date, weekday: int, nth: int) -> date | None:
    """The nth such weekday from `first` to `last`; -1 the last one."""
    if nth < 0:
        day = last - timedelta(days=(last.weekday() - weekday) % 7) + timedelta(weeks=nth + 1)
    else:
        day = first + timedelta(days=(weekday - first.weekday()) % 7) + timedelta(weeks=nth - 1)
    return day if first <= day <= last else None


def holiday(name: str | tuple[int, ...], year: int) -> date:
    """A holiday of the vocabulary in a year."""
    if isinstance(name, tuple) and len(name) == 3:
        month, weekday, nth = name
        found = nth_weekday(*month_of(date(year, month, 1)), weekday, nth)
        assert found is not None
        return found
    if isinstance(name, tuple):
        return date(year, *name)
    if name.startswith("easter"):
        return easter(year) + timedelta(days=int(name[6:] or 0))
    if name in _AFTER_THANKSGIVING:
        thursday = nth_weekday(date(year, 11, 1), date(year, 11, 30), 3, 4)
        assert thursday is not None
        return thursday + timedelta(days=_AFTER_THANKSGIVING[name])
    month, which = {"may first": (5, 1), "may last": (5, -1), "august last": (8, -1), "september first": (9, 1)}[name]
    monday = nth_weekday(*month_of(date(year, month, 1)), 0, which)
    assert monday is not None
    return monday


_AFTER_THANKSGIVING = {"thanksgiving": 0, "black friday": 1, "cyber monday": 4}


def shown(day: date) -> str:
    """`Friday 5 December 2025`, in English whatever the locale of the machine."""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()} {day.year}"
