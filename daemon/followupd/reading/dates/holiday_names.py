"""Holidays: by name (`Easter`, `Christmas 2027`), or the writer's own next one (`the bank holiday`)."""

from __future__ import annotations

from followupd.reading.dates.arithmetic import holiday
from followupd.reading.dates.date_parts import year_at
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import Day
from followupd.reading.dates.scan import Scan

#: Before a holiday: another one of the same name, or a greeting.
_OTHER_CALENDARS = frozenset(
    [
        "chinese",
        "lunar",
        "parsi",
        "jewish",
        "orthodox",
        "islamic",
        "hindu",
        "happy",
        "merry",
        "joyeux",
        "feliz",
        "frohe",
        "frohes",
        "vrolijk",
    ]
)


def named_holiday(s: Scan, i: int) -> Piece | None:
    name = s.tag(i, "holiday")
    if name is None or s.word(i - 1) in _OTHER_CALENDARS:
        return None
    if name == "mothers":  # in Lent in Britain and Ireland, in May elsewhere
        name = "easter-21" if s.day_first else (5, 6, 2)
    year, end = year_at(s, i + 1)
    if year is None and s.tag(end + bool(s.tag(end, "of")), "which") is not None:
        after = end + bool(s.tag(end, "of"))
        if s.tag(after + 1, "unit") == "year":
            year, end = s.today.year + s.tag(after, "which"), after + 2
    if year is not None:
        return Piece(end=end, values=(Day(holiday(name, year)),))
    day = holiday(name, s.today.year)
    if s.tag(i - 1, "which") == -1 and s.word(i - 1) == "last":
        day = day if day < s.today else holiday(name, s.today.year - 1)
        return Piece(end=i + 1, values=(Day(day),), past=True)
    if day < s.today:
        day = holiday(name, s.today.year + 1)
    if s.word(i).endswith("bank holiday") and day not in s.working.days_off:  # where it is another Monday of the month
        own = [each for each in s.working.days_off if each > s.today and each.month == day.month and not each.weekday()]
        day = min(own, default=day)
    return Piece(end=end, values=(Day(day),))


def day_off(s: Scan, i: int) -> Piece | None:
    """`the bank holiday`, `the October bank holiday`: the next public holiday of the writer on one of his working
    days."""
    if s.tag(i, "month") and s.tag(i + 1, "day_off"):
        there = [day for day in s.working.days_off if day > s.today and day.month == s.tag(i, "month")]
        worked = [day for day in there if day.weekday() in s.working.days]
        return Piece(end=i + 2, values=(Day(min(worked)),)) if worked else None
    if not s.tag(i, "day_off") or not (s.word(i - 1).endswith("the") or s.tag(i - 1, "the") or s.tag(i - 1, "which")):
        return None
    ahead = [day for day in s.working.days_off if day > s.today and day.weekday() in s.working.days]
    return Piece(end=i + 1, values=(Day(min(ahead)),)) if ahead else None
