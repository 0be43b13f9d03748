"""Single days: `Friday 5 Dec`, `12/5`, `5.12.2026`, `the 12th`, `next Thursday`, `Thursday week`, `tomorrow`.

Conventions: a weekday alone is the next one strictly after today; a year that is not said rolls forward; a weekday that
contradicts its date, a day that could be read two ways, and today's own weekday keep both readings and say why.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from followupd.reading.dates.arithmetic import full_year, make, shown, weekday_after, weekday_before
from followupd.reading.dates.clocks import clock
from followupd.reading.dates.date_parts import day_number, month_name, year_at
from followupd.reading.dates.holiday_names import day_off, named_holiday
from followupd.reading.dates.piece import Piece, Rule, longest, once
from followupd.reading.dates.records import At, Day
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.vocabulary import MONTHS, WEEKDAYS
from followupd.reading.dates.weekdays import named_weekday, relative_day, weekday_at

_DIGITS = re.compile(r"\d+")
_DAY_AND_MONTH = re.compile(r"\d\d?\.\d\d?")
#: Shapes of tokens that are a whole date in digits.
_NUMERIC = ("ymd", "compact", "dmy", "daymonth", "dotted", "dottime")
#: How long ago a day may lie before a year that was not said rolls it forward without a question.
_RECENT = timedelta(days=45)


@once
def basic_day(s: Scan, i: int) -> Piece | None:
    """A day that needs no other date to be understood."""
    return longest(s, i, _BY_SHAPE.get(s.shape(i), _ANY))


def _head(s: Scan, i: int) -> tuple[int | None, int]:
    """An optional weekday with its comma, and articles, before a date."""
    found = weekday_at(s, i)
    weekday, i = (found[0], found[1]) if found else (None, i)
    if weekday is not None and s.word(i) in (",", "-", "(", "/"):
        i += 1
    while s.tag(i, "the") or (weekday is not None and s.tag(i, "on")):
        i += 1
    return weekday, i


def _check(s: Scan, piece_end: int, weekday: int | None, candidates: list[date], *, said_year: bool) -> Piece | None:
    """The piece for a day that was written, candidates best first, against the weekday that was written with it."""
    if not candidates:
        return None
    if weekday is not None:
        matching = [day for day in candidates if day.weekday() == weekday]
        if matching:
            return Piece(end=piece_end, values=(Day(matching[0]),), dated=said_year)
        written = candidates[0]
        if not said_year:
            for year in (1, -1):
                other = make(written.year + year, written.month, written.day)
                if other and other.weekday() == weekday and -_RECENT <= other - s.today <= timedelta(days=300):
                    return Piece(end=piece_end, values=(Day(other),))
        after, before = weekday_after(written, weekday), weekday_before(written, weekday)
        near = before if written - before < after - written else after
        reason = f"{WEEKDAYS[weekday].title()} and {written.day} {MONTHS[written.month - 1].title()} do not agree: "
        return Piece(end=piece_end, values=(Day(written), Day(near)), reason=reason + f"the date is a {shown(written)}")
    return Piece(end=piece_end, values=(Day(candidates[0]),), dated=said_year)


def rolled(s: Scan, month: int, day: int) -> list[date]:
    """The next such day, today included; a recent one of the past comes second."""
    days = [found for year in (-1, 0, 1, 2, 3, 4) if (found := make(s.today.year + year, month, day))]
    ahead = [found for found in days if found >= s.today][:1]
    behind = [found for found in days if s.today - _RECENT <= found < s.today]
    return ahead + behind


def _without_year(s: Scan, end: int, weekday: int | None, month: int, day: int) -> Piece | None:
    candidates = rolled(s, month, day)
    piece = _check(s, end, weekday, candidates, said_year=False)
    if piece and weekday is None and len(candidates) > 1:
        passed = candidates[1]
        reason = (
            f"{passed.day} {MONTHS[passed.month - 1].title()} has just passed; the next one is in {candidates[0].year}"
        )
        return Piece(end=end, values=(Day(candidates[0]), Day(passed)), reason=reason)
    return piece


def _numeric(s: Scan, i: int) -> Piece | None:
    weekday, at = _head(s, i)
    shape = s.shape(at)
    if weekday is not None and shape == "opaque" and _DAY_AND_MONTH.fullmatch(s.word(at)):
        return _fitting(s, at, weekday)
    if shape not in _NUMERIC:
        return None
    word = s.word(at)
    numbers = [int(digits) for digits in _DIGITS.findall(word)]
    end = at + 1
    if shape == "compact":
        numbers = [int(word[:4]), int(word[4:6]), int(word[6:])]
    if shape in ("ymd", "compact"):
        found = make(*numbers)
        return _check(s, end, weekday, [found], said_year=True) if found else None
    first, second = numbers[0], numbers[1]
    if shape in ("dotted", "dottime"):
        if shape == "dottime" and weekday is None and s.shape(at + 1) != "time":
            return None
        if shape == "dotted" and s.number(end) is not None and 1900 < (s.number(end) or 0) < 2100:
            found = make(s.number(end) or 0, second, first)
            return _check(s, end + 1, weekday, [found], said_year=True) if found else None
        if not 1 <= second <= 12 or not 1 <= first <= 31:
            return None
        piece = _without_year(s, end, weekday, second, first)
        if piece and shape == "dotted" and weekday is None:
            piece = replace(piece, weak=True)  # "before you touch 11.2." is no day
        if piece and weekday is not None and shape == "dottime" and piece.reason:
            return None  # "Friday 9.30" is a clock time
        return piece
    year = full_year(numbers[2]) if shape == "dmy" else None
    if shape == "dmy" and "-" in word and len(word.rpartition("-")[2]) == 2:
        return None
    dotted = "." in word
    orders = [(first, second), (second, first)] if s.day_first or dotted else [(second, first), (first, second)]
    if dotted:
        orders = orders[:1]
    if year is not None:
        days = [found for day, month in orders if (found := make(year, month, day))]
        days = list(dict.fromkeys(days))
        fits = [day for day in days if weekday is None or day.weekday() == weekday]
        return _check(s, end, weekday, fits or days, said_year=True)
    return _two_orders(s, end, weekday, orders)


def _fitting(s: Scan, at: int, weekday: int) -> Piece | None:
    """`Fri 11.8` without its last dot, where that day is a Friday."""
    first, second = (int(digits) for digits in _DIGITS.findall(s.word(at)))
    orders = ((first, second), (second, first))
    days = [day for order in orders if 1 <= order[1] <= 12 for day in rolled(s, order[1], order[0])]
    fits = [day for day in days if day.weekday() == weekday]
    return Piece(end=at + 1, values=(Day(fits[0]),)) if fits else None


def _two_orders(s: Scan, end: int, weekday: int | None, orders: list[tuple[int, int]]) -> Piece | None:
    """`12/5`: the writer's order decides, or the weekday; unless it gives a far day and the other order a near one."""
    options = [(days, order) for order in orders if (days := rolled(s, order[1], order[0]) if order[1] < 13 else [])]
    if not options:
        return None
    day, month = options[0][1]
    if len(options) == 1 or options[0][1] == options[1][1]:
        return _without_year(s, end, weekday, month, day)
    if weekday is not None:
        for days, _ in options:
            for found in days:
                if found.weekday() == weekday:
                    return Piece(end=end, values=(Day(found),))
        return _without_year(s, end, weekday, month, day)
    first, second = options[0][0][0], options[1][0][0]
    if first - s.today > timedelta(days=90) and second - s.today <= timedelta(days=28):
        return Piece(end=end, values=(Day(first), Day(second)), reason=either_day(first, second))
    return _without_year(s, end, weekday, month, day)


def day_and_month(s: Scan, i: int) -> tuple[int | None, int, int, int | None, int] | None:
    """(weekday, day, month, year, next token) for `[Friday] 5 [of] December [2025]` and `[Friday] December 5[,
    2025]`."""
    weekday, at = _head(s, i)
    if number := day_number(s, at):
        day, after, ordinal = number
        if s.word(after) == "." and not ordinal:
            after += 1
        if s.word(after) == "day" or s.word(after) in ("/", "-"):
            after += 1
        while s.tag(after, "of") or (s.tag(after, "the") and s.tag(after + 1, "month")):
            after += 1
        if found := month_name(s, after):
            month, after = found
            if (
                s.tag(after - 1, "weak")
                and s.word(after - 1) == "may"
                and not ordinal
                and not s.tokens[after - 1].capital
            ):
                return None if s.shape(after) == "word" else (weekday, day, month, *year_at(s, after))
            year, end = year_at(s, after)
            return weekday, day, month, year, end
    if found := month_name(s, at):
        month, after = found
        if s.word(after) in ("/", ",") and (s.number(after + 1) is not None or s.shape(after + 1) == "ordinal"):
            after += 1
        if s.tag(after, "the"):
            after += 1
        if number := day_number(s, after):
            day, after, ordinal = number
            year, end = year_at(s, after)
            if year is None and s.tag(after, "unit") and not ordinal:
                return None  # "March 2 days ..."
            verb = s.word(at) in ("may", "march") and not s.tokens[at].capital
            if verb and s.word(after - 1) == "second" and s.shape(end) == "word" and s.word(at - 1) in _SPEAKERS:
                return None  # "they may second him"
            counted = s.tag(after, "times") or (s.shape(after) == "word" and not s.tokens[after].tags)
            if verb and counted and year is None and not ordinal:
                return None  # "it may 10 times out of 12"
            return weekday, day, month, year, end
    return None


#: Subjects, which a verb follows.
_SPEAKERS = frozenset(("i", "we", "you", "he", "she", "they", "it", "who", "nobody", "somebody"))


def no_such_day(s: Scan, i: int) -> Piece | None:
    """`29 February 2027`, a day that the calendar does not have: the last day of that month, or the one after.

    Without this its month alone would be read, which is far from what the writer meant.
    """
    if s.shape(i) not in ("number", "ordinal") and not s.tags_of(i) & _BEGINS_A_DATE:
        return None
    found = day_and_month(s, i)
    if found is None:
        return None
    _, day, month, year, end = found
    if make(year or 2028, month, day) is not None:  # 2028 has all days that a year can have
        return None
    after = date(year or s.today.year + (month < s.today.month), month, 1) + relativedelta(months=1)
    reason = f"{MONTHS[month - 1].title()} {(after - timedelta(days=1)).year} has no {day}"
    return Piece(end=end, values=(Day(after - timedelta(days=1)), Day(after)), reason=reason, weak=True)


#: Tags of the words that a written date can begin with.
_BEGINS_A_DATE = frozenset(("month", "weekday", "the", "ordinal"))


def _named_month(s: Scan, i: int) -> Piece | None:
    found = day_and_month(s, i)
    if found is None:
        return None
    weekday, day, month, year, end = found
    if (
        weekday is None
        and (late := weekday_at(s, after := end + (s.word(end) in (",", "("))))
        and s.tag(after, "weekday") is not None
    ):
        # such as "5 December (Friday)"
        known = [make(year, month, day)] if year is not None else rolled(s, month, day)
        closed = s.word(end) == "(" or (after > end and s.ends_here(late[1]))  # "Jul 18, Fri": whatever weekday it is
        if closed or any(each and each.weekday() == late[0] for each in known):
            weekday, end = late[0], late[1] + (s.word(late[1]) == ")")
    if year is None:
        return _without_year(s, end, weekday, month, day)
    exact = make(year, month, day)
    return _check(s, end, weekday, [exact], said_year=True) if exact else None


def _year_first(s: Scan, i: int) -> Piece | None:
    """`2026 March 18`."""
    year = s.number(i)
    if year is None or not 1990 < year < 2100 or s.tag(i + 1, "month") is None:
        return None
    found = day_and_month(s, i + 1)
    exact = make(year, found[2], found[1]) if found else None
    return Piece(end=found[4], values=(Day(exact),), dated=True) if found and exact else None


def _day_of_month(s: Scan, i: int) -> Piece | None:
    """`the 12th`, `Tuesday 8th`, `Friday the 5th`, `the 21st of next month`."""
    weekday, at = _head(s, i)
    found = day_number(s, at)
    if found is None:
        return None
    day, end, ordinal = found
    written = weekday is not None and s.number(at) is not None and _ends_date(s, end)
    if not ordinal and not written and not _before_a_clock(s, at, end):
        return None
    if s.tag(at, "ordinal") and s.shape(at) == "word" and weekday is None and not s.tag(at - 1, "the"):
        return None  # "first", "second": far more often not a day
    after = end
    if s.tag(after, "of"):
        after += 1
    which = s.tag(after, "which")
    if which is not None and s.tag(after + 1, "unit") == "month":
        month = (s.today.replace(day=1)) + relativedelta(months=which)
        exact = make(month.year, month.month, day)
        return _check(s, after + 2, weekday, [exact], said_year=True) if exact else None
    if s.tag(after, "the") or s.tag(after - 1, "of") or s.tag(end, "of"):
        after += bool(s.tag(after, "the"))
        if s.tag(after, "unit") == "month" and s.tag(after, "one"):
            end = after + 1
    months = (divmod(s.today.year * 12 + s.today.month - 1 + k, 12) for k in range(12))
    days = [each for year, month in months if (each := make(year, month + 1, day)) and each >= s.today]
    if not days:
        return None
    if weekday is not None:
        fitting = [each for each in days if each.weekday() == weekday]
        if not fitting or fitting[0] > days[0] + timedelta(days=75):
            clash = _check(s, end, weekday, days[:1], said_year=True)
            return replace(clash, values=(*clash.values, *(Day(each) for each in fitting[:1]))) if clash else None
        if fitting[0] == days[0]:
            return Piece(end=end, values=(Day(fitting[0]),))
        reason = f"the {day} that comes next is a {shown(days[0])}"
        return Piece(end=end, values=(Day(fitting[0]), Day(days[0])), reason=reason)
    if (told := _month_told(s, i)) and (same := make(*told, day)) and same != days[0] and same >= s.today:
        if s.word(i - 1) in _SETS_BESIDE:  # "20 November, not the 27th"
            return Piece(end=end, values=(Day(same),), weak=True)
        return Piece(end=end, values=(Day(same), Day(days[0])), reason=either_day(same, days[0]), weak=True)
    last = s.today.replace(day=1) + relativedelta(months=1) - timedelta(days=1)
    if last.day < day:
        reason = f"{MONTHS[last.month - 1].title()} has no {day}th".replace("31th", "31st")
        return Piece(end=end, values=(Day(days[0]), Day(last)), reason=reason, weak=True)
    if days[0] == s.today:
        return Piece(end=end, values=(Day(days[0]), Day(days[1])), reason=f"the {day} is today", weak=True)
    return Piece(end=end, values=(Day(days[0]),), weak=True)


#: Words that set a day beside the one before it.
_SETS_BESIDE = frozenset(("not", "but", "or", "and", "than", "rather than", "instead of", "oder", "und"))


def _month_told(s: Scan, i: int) -> tuple[int, int] | None:
    """Year and month of the date that the sentence has told before token `i`."""
    if not s.before or any(s.word(k) in (".", "!", "?") or s.shape(k) == "break" for k in range(s.before[-1][0], i)):
        return None
    value = s.before[-1][1]
    written = any(s.tag(k, "month") for k in range(s.before[-1][0], i))
    return (value.day.year, value.day.month) if written and isinstance(value, Day | At) else None


def either_day(one: date, other: date) -> str:
    """The reason to ask which of two days is meant."""
    return f"it can be {shown(one)} or {shown(other)}"


def _before_a_clock(s: Scan, at: int, end: int) -> bool:
    """Whether a number without an ending is a day by what stands around it: `on the 17 between 2 and 4pm`."""
    led = s.word(at - 1) == "on the" or (s.word(at - 1) == "the" and s.word(at - 2) == "on")
    found = clock(s, end + 1) if led and (s.tag(end, "between") or s.tag(end, "at")) else None
    return found is not None and (not found.weak or bool(s.tag(found.end, "and") or s.tag(found.end, "to")))


def _ends_date(s: Scan, end: int) -> bool:
    if s.tag(end, "at"):
        return s.tag(end + 1, "part") is None
    hours = s.shape(end + 1) in ("number", "dottime", "time", "twelve")  # "Monday 9-10.30"
    if s.tag(end, "to"):
        return not hours
    return s.ends_here(end) or s.shape(end) in ("twelve", "time")


def _listed_day(s: Scan, i: int) -> Piece | None:
    """The first of `25, 26 and 28 December`, with the month that is said behind the last."""
    at = i + bool(s.tag(i, "the") and s.tag(i, "ordinal") is None)
    first = day_number(s, at)
    if first is None or not (s.tag(first[1], "and") and s.word(first[1]) != "/"):
        return None
    led = first[2] or s.tag(at - 1, "on") or s.tag(at - 1, "bound") or at - 1 in s.ends
    last = at
    for _ in range(_MOST_DAYS):
        number = day_number(s, last)
        if number is None:
            return None
        if not s.tag(number[1], "and"):
            break
        last = number[1] + 1
        while s.tag(last, "and") or (s.tag(last, "the") and s.tag(last, "ordinal") is None):
            last += 1
    found = day_and_month(s, last)
    if not led or found is None or found[0] is not None or s.tag(last, "month") or found[1] <= first[0]:
        return None
    if found[3] is not None:
        exact = make(found[3], found[2], first[0])
        return Piece(end=first[1], values=(Day(exact),), dated=True) if exact else None
    days = rolled(s, found[2], first[0])
    return Piece(end=first[1], values=(Day(days[0]),)) if days else None


#: How many days such a list has at most.
_MOST_DAYS = 8
_ANY = (
    _numeric,
    _listed_day,
    _named_month,
    _year_first,
    _day_of_month,
    relative_day,
    named_weekday,
    named_holiday,
    day_off,
)
#: The rules that can read a token of this shape; a word can lead in to any.
_BY_SHAPE: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_NUMERIC, (_numeric,)),
    "number": (_listed_day, _named_month, _year_first, _day_of_month),
    "ordinal": (_listed_day, _named_month, _day_of_month),
}
