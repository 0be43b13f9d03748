"""Parts of recurrences: lists of weekdays and days of a month, as RFC 5545 writes them."""

from __future__ import annotations

from followupd.reading.dates.date_parts import day_number, month_name
from followupd.reading.dates.records import Repeat
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.weekdays import weekday_at

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


WEEKDAY_CODES = CODES[:5]


#: No list of days is longer.
MOST_LISTED = 12


def weekday_list(s: Scan, i: int, *, plural: bool = False) -> tuple[list[int], int]:
    """A list of weekdays: `Monday`, `Tuesday and Thursday`, `Mon, Wed and Fri`, `Monday to Thursday`."""
    days: list[int] = []
    at, end = i, i
    while len(days) < MOST_LISTED:
        while days and (s.tag(at, "every") or s.tag(at, "on")) and s.tag(at, "weekday") is None:
            at += 1
        weekday = s.tag(at, "weekdays")
        if weekday is None:
            named = weekday_at(s, at) if not plural or days else None
            if named is None or s.tag(at, "weekday") is None:
                break
            weekday = named[0]
        days.append(weekday)
        end = at + 1
        last = s.tag(end + 1, "weekday") if s.tag(end + 1, "weekday") is not None else s.tag(end + 1, "weekdays")
        if s.word(end) in ("to", "through", "thru", "-", "until") and last is not None:
            days += [(weekday + k) % 7 for k in range(1, (last - weekday) % 7 + 1)]
            end += 2
        if not s.tag(end, "and"):
            break
        at = end + 1
    return days, end


def days_of_a_month(s: Scan, i: int) -> tuple[tuple[int, ...], int, int] | None:
    """(days, month, next token) for `20th and 30th of August`, `August 20 and 30`, `1 April`."""
    at = i + bool(s.tag(i, "the") and s.tag(i, "ordinal") is None)
    first = month_name(s, at)
    if first:
        at = first[1]
    numbers: list[int] = []
    while len(numbers) < MOST_LISTED and (number := day_number(s, at + bool(s.tag(at, "the")))):
        numbers.append(number[0])
        at = number[1]
        if not s.tag(at, "and") or not day_number(s, at + 1 + bool(s.tag(at + 1, "the"))):
            break
        at += 1
    if not numbers:
        return None
    if first:
        return tuple(numbers), first[0], at
    last = month_name(s, at + bool(s.tag(at, "of")))
    return (tuple(numbers), last[0], last[1]) if last else None


def codes(days: list[int]) -> tuple[str, ...]:
    return tuple(CODES[day] for day in sorted(set(days)))


def monthly(numbers: list[int], weekday: int | None, unit: str | None) -> Repeat | None:
    if weekday is not None:
        return Repeat("MONTHLY", byday=tuple(f"{number}{CODES[weekday]}" for number in numbers))
    if unit == "workday":
        if len(numbers) > 1:
            return None  # "the 10th and the last working day": two kinds of day
        return Repeat("MONTHLY", byday=WEEKDAY_CODES, bysetpos=numbers[0])
    return Repeat("MONTHLY", bymonthday=tuple(numbers))
