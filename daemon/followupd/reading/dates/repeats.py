"""Recurrences: `every other Friday at 9.30`, `monthly until end of March`, `the last working day of each month`.

Recurring words that describe a thing (`the weekly report`, `a daily call`) are no recurrence of the action.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from followupd.reading.dates.arithmetic import quarter_of
from followupd.reading.dates.clocks import clock
from followupd.reading.dates.date_parts import day_number, month_name
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import Repeat
from followupd.reading.dates.repeat_limits import modifiers, starting
from followupd.reading.dates.repeat_parts import (
    CODES,
    MOST_LISTED,
    WEEKDAY_CODES,
    codes,
    days_of_a_month,
    monthly,
    weekday_list,
)
from followupd.reading.dates.scan import Scan

_UNITS = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
    "hour": ("HOURLY", 1),
    "minute": ("MINUTELY", 1),
}
#: Determiners before which `weekly` is an adjective.
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "my",
        "your",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "next",
        "last",
        "each",
        "every",
        "both",
        "no",
        "any",
    ]
)


def repeat(s: Scan, i: int) -> Piece | None:
    found = (
        _of_each(s, i) or _every(s, i) or _adverb(s, i) or _plural(s, i) or _clock_before(s, i) or _start_before(s, i)
    )
    if found is None:
        return None
    rule, end = found
    rule, end = modifiers(s, rule, end)
    if rule.start and rule.until and rule.until < rule.start:  # "from April, daily until March"
        rule = replace(rule, until=rule.until + relativedelta(years=1))
    return Piece(end=end, values=(rule,), reason=_doubt(s, i))


def _clock_before(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`10am on the 15th of every month`, `at 3pm each day`."""
    at = i + 1 if s.tag(i, "at") else i
    first = clock(s, at)
    if first is None or (first.weak and at == i):
        return None
    after = first.end + bool(s.tag(first.end, "on") and s.word(first.end) != "on the")
    found = _of_each(s, after) or _every(s, after) or _adverb(s, after) or _plural(s, first.end)
    return (replace(found[0], clock=first.times[0]), found[1]) if found else None


def _start_before(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`starting Monday, every day at 8`, `from April daily until June`."""
    if not s.tag(i, "starting"):
        return None
    started = starting(s, Repeat("DAILY"), i, first=True)
    if started is None:
        return None
    at = started[1] + (s.word(started[1]) == ",")
    found = _every(s, at) or _adverb(s, at)
    return (replace(found[0], start=started[0].start), found[1]) if found else None


def _doubt(s: Scan, i: int) -> str:
    if s.word(i) in ("biweekly", "bi weekly"):
        return "“biweekly” can be every two weeks or twice a week"
    if s.word(i) in ("bimonthly", "bi monthly"):
        return "“bimonthly” can be every two months or twice a month"
    return ""


def _every(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`every ...`"""
    if not s.tag(i, "every") or s.word(i) in ("any",):
        return None
    at, interval = i + 1, 1
    if s.word(i) == "all":
        return None
    monthly_on = _nth_of_month(s, at) or _nths(s, at)
    if monthly_on is not None:
        return monthly_on
    if s.tag(at, "ordinal") in (1, -1) and _weekday_alone(s, at + 1):  # "every first Monday": of each month
        return Repeat("MONTHLY", byday=(f"{s.tag(at, 'ordinal')}{CODES[s.tag(at + 1, 'weekday')]}",)), at + 2
    if (other := s.tag(at, "other")) and (
        s.tag(at + 1, "unit") or s.tag(at + 1, "weekday") is not None or s.tag(at + 1, "weekdays") is not None
    ):
        interval, at = other, at + 1
    elif (count := s.number(at) or (s.tag(at, "number") if not s.tag(at, "article") else None)) and s.tag(
        at + 1, "unit"
    ):
        interval, at = int(count), at + 1
    elif (
        (number := day_number(s, at))
        and number[2]
        and (s.tag(number[1], "unit") in _UNITS or (2 <= number[0] <= 4 and _weekday_alone(s, number[1])))
    ):
        interval, at = number[0], number[1]
    elif (
        number
        and (listed := days_of_a_month(s, at))
        and (len(listed[0]) > 1 or not number[2] or s.shape(at) == "ordinal")
    ):
        return Repeat("YEARLY", bymonthday=listed[0], bymonth=(listed[1],)), listed[2]  # "every 1 April"
    elif (
        number
        and number[2]
        and s.tag(number[1], "of")
        and s.tag(number[1] + 1 + bool(s.tag(number[1] + 1, "the")), "unit") == "month"
    ):
        return Repeat("MONTHLY", bymonthday=(number[0],)), number[1] + 2 + bool(s.tag(number[1] + 1, "the"))
    elif number and number[2] and s.tag(number[1], "weekday") is not None and s.tag(number[1] + 1, "of"):
        after = number[1] + 2 + bool(s.tag(number[1] + 2, "the"))
        return Repeat("MONTHLY", byday=(f"{number[0]}{CODES[s.tag(number[1], 'weekday')]}",)), after + (
            s.tag(after, "unit") == "month"
        )
    fixed = s.tag(at, "holiday")
    if isinstance(fixed, tuple) and len(fixed) == 2:  # "every New Year's Eve"
        month, day = fixed
        return Repeat("YEARLY", bymonthday=(day,), bymonth=(month,)), at + 1
    if s.word(at) in ("half", "half an") and s.tag(at + 1, "unit") == "hour":
        return Repeat("MINUTELY", 30), at + 2
    unit = s.tag(at, "unit")
    if unit == "workday":
        return Repeat("WEEKLY", interval, byday=WEEKDAY_CODES), at + 1
    if unit == "weekend":
        return Repeat("WEEKLY", interval, byday=("SA", "SU")), at + 1
    if unit in _UNITS and not (s.word(i) == "each" and s.tag(i - 1, "of")):
        freq, step = _UNITS[unit]
        if unit == "day" and s.tag(at + 1, "unit"):
            return None
        return Repeat(freq, interval * step), at + 1
    days, end = weekday_list(s, at)
    if days:
        return Repeat("WEEKLY", interval, byday=codes(days)), end
    part = s.tag(at, "part")
    if part is not None and not s.tag(at, "eod"):
        return Repeat("DAILY", interval), at
    if found := month_name(s, at):
        month, end = found
        if listed := days_of_a_month(s, at):
            return Repeat("YEARLY", bymonthday=listed[0], bymonth=(month,)), listed[2]
        months = [month]
        while len(months) < MOST_LISTED and s.tag(end, "and") and (more := month_name(s, end + 1)):
            months.append(more[0])
            end = more[1]
        return Repeat("YEARLY", bymonth=tuple(months)), end
    return None


def _weekday_alone(s: Scan, at: int) -> bool:
    """Whether a weekday stands here that is not said to be one of a month."""
    return s.tag(at, "weekday") is not None and not s.tag(at + 1, "of")


def _nths(s: Scan, at: int) -> tuple[Repeat, int] | None:
    """`2nd and 4th Saturday` behind `every`: two days a month."""
    first, second = day_number(s, at), day_number(s, at + 2)
    if not first or not second or not s.tag(at + 1, "and") or first[1] != at + 1:
        return None
    if not (first[2] and second[2] and second[0] <= _MOST_WEEKS) or s.tag(second[1], "weekday") is None:
        return None
    code = CODES[s.tag(second[1], "weekday")]
    return Repeat("MONTHLY", byday=(f"{first[0]}{code}", f"{second[0]}{code}")), second[1] + 1


_MOST_WEEKS = 5


def _nth_of_month(s: Scan, at: int) -> tuple[Repeat, int] | None:
    """`third Friday of the month` behind `every`: one day a month, and not every third week."""
    nth = s.tag(at, "ordinal")
    if not nth or s.tag(at + 1, "weekday") is None or not s.tag(at + 2, "of"):
        return None
    after = at + 3 + bool(s.tag(at + 3, "the"))
    if named := month_name(s, after):  # "every fourth Thursday in November": one day a year
        return Repeat("YEARLY", byday=(f"{nth}{CODES[s.tag(at + 1, 'weekday')]}",), bymonth=(named[0],)), named[1]
    if s.tag(after, "unit") != "month":
        return None
    return Repeat("MONTHLY", byday=(f"{nth}{CODES[s.tag(at + 1, 'weekday')]}",)), after + 1


def _adverb(s: Scan, i: int) -> tuple[Repeat, int] | None:
    found = s.tag(i, "adverb")
    if found is None:
        return None
    freq, interval = found
    if freq in ("WEEKDAYS", "WEEKENDS"):
        return Repeat("WEEKLY", byday=WEEKDAY_CODES if freq == "WEEKDAYS" else ("SA", "SU")), i + 1
    single = " " not in s.word(i) or s.word(i).endswith("ly")
    if (single and s.word(i - 1) in _DETERMINERS) or s.word(i - 1) in ("twice", "thrice") or s.tag(i - 1, "times"):
        return None
    end = i + 1
    goes_on = (
        s.ends_here(end)
        or s.tag(end, "on")
        or s.tag(end, "at")
        or s.tag(end, "bound")
        or s.tag(end, "every")
        or s.tag(end, "in")
    )
    if single and not (goes_on or s.word(end) in ("and", "or", "for", "please", "with", "so", "as", "to", "basis")):
        return None
    return Repeat(freq, interval), end


def _plural(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`on Mondays`, `Tuesdays and Thursdays`, `weekdays at 9`."""
    at = i + 1 if s.tag(i, "on") else i
    if s.word(at) in ("alternate", "alternating") and s.tag(at + 1, "weekdays") is not None:
        days, end = weekday_list(s, at + 1, plural=True)
        return Repeat("WEEKLY", 2, byday=codes(days)), end
    if s.tag(at, "weekday") is not None and s.word(at + 1) in ("mornings", "afternoons", "evenings", "nights"):
        return Repeat("WEEKLY", byday=codes([s.tag(at, "weekday")])), at + 2
    if s.tag(at, "weekdays") is not None:
        named = at == i and i > 0 and s.tokens[i - 1].capital and not s.tokens[i - 1].tags
        if named and s.shape(i - 1) == "word" and not s.tag(i + 1, "at"):
            return None  # a bar or a band
        days, end = weekday_list(s, at, plural=True)
        return (Repeat("WEEKLY", byday=codes(days)), end) if days else None
    if s.word(at) in ("weekdays", "weekends") and (at > i or s.tag(at + 1, "at")):
        return Repeat("WEEKLY", byday=WEEKDAY_CODES if s.word(at) == "weekdays" else ("SA", "SU")), at + 1
    return None


def _of_each(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`the 1st and 15th of every month`, `the last working day of each month`, `end of each month`."""
    at = i
    while s.tag(at, "the") and s.tag(at, "edge") is None and s.tag(at, "ordinal") is None:
        at += 1
    which = s.tag(at, "edge")
    if which in ("end", "start"):
        after = at + 1
        if s.tag(after, "every") and s.tag(after + 1, "unit") == "quarter":
            last = quarter_of(s.today)[1]
            start = last if which == "end" else last + timedelta(days=1)
            return Repeat("MONTHLY", 3, bymonthday=(-1 if which == "end" else 1,), start=start), after + 2
        if s.tag(after, "every") and s.tag(after + 1, "unit") in ("month", "week"):
            if s.tag(after + 1, "unit") == "week":
                return Repeat("WEEKLY", byday=("FR",) if which == "end" else ("MO",)), after + 2
            return Repeat("MONTHLY", bymonthday=(-1 if which == "end" else 1,)), after + 2
        return None
    numbers: list[int] = []
    end = at
    while len(numbers) < MOST_LISTED:
        while s.tag(end, "the") and numbers:
            end += 1
        if s.tag(end, "ordinal") == -1:
            numbers.append(-1)
            end += 1
        elif number := day_number(s, end):
            numbers.append(number[0])
            end = number[1]
        else:
            break
        if s.tag(end, "and") and (
            day_number(s, end + 1 + bool(s.tag(end + 1, "the")))
            or s.tag(end + 1, "ordinal") == -1
            or (s.tag(end + 1, "the") and s.tag(end + 2, "ordinal") == -1)
        ):
            end += 1
            continue
        break
    if not numbers:
        return None
    weekday, unit = s.tag(end, "weekday"), s.tag(end, "unit")
    body = end + (weekday is not None or unit in ("day", "workday"))
    after = body
    if not s.tag(after, "of") and s.word(after) != "in":
        if not (s.tag(after, "every") and (weekday is not None or unit)):
            return None
    else:
        after += 1
    each = s.tag(after, "every") and s.word(after) not in ("all", "any")
    if s.tag(after + 1, "unit") == "quarter" and each:
        rule = monthly(numbers, weekday, unit)
        ends = numbers[0] < 0  # "the last working day of each quarter"
        last = quarter_of(s.today)[1]
        start = last.replace(day=1) if ends else last + timedelta(days=1)
        return (replace(rule, interval=3, start=start), after + 2) if rule else None
    if s.tag(after + 1, "unit") == "month" and each:
        final = after + 2
    elif each and (number := day_number(s, after + 1)) and s.tag(number[1], "unit") == "month":
        rule = monthly(numbers, weekday, unit)
        return (replace(rule, interval=number[0]), number[1] + 1) if rule else None
    elif each and (s.tag(after + 1, "other") and s.tag(after + 2, "unit") == "month"):
        rule = monthly(numbers, weekday, unit)
        return (replace(rule, interval=s.tag(after + 1, "other")), after + 3) if rule else None
    elif len(numbers) > 1 and s.word(after - 1) == "of the" and s.word(after) == "month":
        final = after + 1  # "the 1st and 15th of the month": more than one of them, so each month's
    else:
        return None
    rule = monthly(numbers, weekday, unit)
    return (rule, final) if rule else None
