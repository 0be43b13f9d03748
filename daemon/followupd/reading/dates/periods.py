"""Periods and their edges: `next week`, `Q1`, `w/c 8 December`, `end of next month`, `mid-January`, `the last week of
May`.

Conventions: weeks run from Monday to Sunday, the end of a week is its last working day, `month end` is the last
calendar day; start, middle and end of a month are its thirds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from followupd.reading.dates.arithmetic import month_of, period_of, shifted, week_of
from followupd.reading.dates.clocks import hour_may_end
from followupd.reading.dates.date_parts import month_name, year_at
from followupd.reading.dates.days import basic_day
from followupd.reading.dates.holiday_names import day_off, named_holiday
from followupd.reading.dates.piece import Piece, longest, once
from followupd.reading.dates.records import Day, Span
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.weekdays import dated, supported
from followupd.reading.wordlist import words_of

_LEADS = frozenset(
    [
        "in",
        "by",
        "during",
        "until",
        "till",
        "before",
        "after",
        "since",
        "for",
        "of",
        "through",
        "from",
        "throughout",
        "around",
        "im",
        "en",
        "bis",
        "ab",
    ]
)
#: Names of persons too, or verbs: a month only when a preposition leads in and nothing speaks against it.
PERIOD_UNITS = ("week", "workweek", "month", "quarter", "year", "weekend", "fortnight")


@once
def period(s: Scan, i: int) -> Piece | None:
    """A period that is named, without its edge."""
    at = i
    while s.tag(at, "the") and not s.tag(at, "which"):
        at += 1
    rules = (which_period, _month, quarter_period, year_period, commencing_week, _numbered_week, _holiday_weekend)
    return longest(s, at, rules)


def spanning(
    end: int, days: tuple[date, date], grain: str, *, past: bool = False, weak: bool = False, dated: bool = False
) -> Piece:
    return Piece(end=end, values=(Span(*days),), grain=grain, past=past, weak=weak, dated=dated)


@once
def which_period(s: Scan, i: int) -> Piece | None:
    """`next week`, `last two months`, `semaine prochaine`, `the weekend`."""
    which = s.tag(i, "which")
    at = i + 1
    if which == -1 and it_lasts(s, i):
        return None
    if which is None:
        unit = s.tag(i, "unit")
        if unit in PERIOD_UNITS and s.tag(i, "one") and s.word(i + 1) == "after" and s.word(i + 2) == "next":
            last = spanning(i + 3, _moved(s.today, 2, unit), unit)
            if unit != "weekend":
                return last
            sooner = Span(*_moved(s.today, 1, unit))  # the next weekend is this week's to some
            reason = f"it can be the weekend of {sooner.start.day} or of {_moved(s.today, 2, unit)[0].day}"
            return replace(last, values=(sooner, *last.values), reason=reason)
        if unit in PERIOD_UNITS and s.tag(i, "one") and s.word(i + 1) == "before" and s.word(i + 2) == "last":
            return spanning(i + 3, _moved(s.today, -2, unit), unit, past=True)
        led = s.tag(i - 1, "the") or s.tag(i - 1, "at") or s.word(i - 1).endswith(" the")
        if unit == "weekend" and led and s.tag(i, "one"):
            return spanning(i + 1, period_of(s.today, "weekend"), "weekend")
        after = s.tag(i + 1, "which_after")
        if unit in PERIOD_UNITS and after is not None:
            return spanning(i + 2, _moved(s.today, after, unit), unit, past=after < 0)
        return None
    count = s.number(at)
    if count is None and s.tag(at, "number") and not s.tag(at, "article"):
        count = int(s.tag(at, "number"))
    if count is not None and 1 <= count < 100 and which != 0:
        unit = s.tag(at + 1, "unit")
        if unit is None or unit in ("minute", "hour"):
            return None
        return _next_units(s, at + 2, count, unit, which)
    if s.tag(at, "about"):
        at += 1
    unit = s.tag(at, "unit")
    if unit in PERIOD_UNITS and (s.tag(at, "one") or not s.word(at).endswith("s")) and not s.tag(at, "plural"):
        if which == 0 and s.tag(i - 1, "every"):
            return None
        days = _moved(s.today, which, unit)
        if unit == "weekend" and which == 1 and s.tag(i, "coming"):
            days = period_of(s.today, "weekend")
        return spanning(at + 1, days, unit, past=which < 0)
    if unit == "workday" and s.tag(at, "one") and which != 0 and s.tag(at + 1, "after") != -1:
        return Piece(end=at + 1, values=(Day(s.working.shift(s.today, which)),), past=which < 0)
    noun = s.shape(at + 1) == "word" and not s.tags_of(at + 1) and not hour_may_end(s, at + 1)  # "next day delivery"
    if noun and unit == "day":
        return None
    if unit == "day" and s.tag(at, "one") and which != 0 and s.word(i) in ("next", "last", "following", "previous"):
        return Piece(end=at + 1, values=(Day(s.today + timedelta(days=which)),), past=which < 0)
    return None


def _next_units(s: Scan, end: int, count: int, unit: str, which: int) -> Piece:
    step = {"week": "week", "fortnight": "fortnight"}.get(unit, unit)
    if unit in ("quarter", "year"):  # whole ones, as they are reported and planned
        first = _moved(s.today, which if which > 0 else -count, unit)[0]
        last = _moved(s.today, count if which > 0 else -1, unit)[1]
        return spanning(end, (first, last), unit, past=which < 0)
    if which > 0:
        last = shifted(s.today, count, step, s.working)
        return spanning(end, (s.today + timedelta(days=1), last), unit)
    return spanning(end, (shifted(s.today, -count, step, s.working), s.today), unit, past=True)


def it_lasts(s: Scan, i: int) -> bool:
    """Whether `last` at this token is the verb: `it should last two days`."""
    counted = s.number(i + 1) is not None or s.tag(i + 1, "number")
    return s.word(i) == "last" and (
        s.word(i - 1) in _MODALS or bool(counted and s.word(i - 1) in ("to", "not", "only"))
    )


_MODALS = words_of("should will would may might can could must shall ll")


def _holiday_weekend(s: Scan, i: int) -> Piece | None:
    """`Labor Day weekend`, `Easter weekend`: the weekend beside the holiday, with it."""
    if s.tag(i, "holiday") is None and not s.tag(i, "day_off") and not s.tag(i + 1, "day_off"):
        return None
    named = named_holiday(s, i) or day_off(s, i)
    if named is None or s.tag(named.end, "unit") != "weekend":
        return None
    value = named.values[0]
    assert isinstance(value, Day)
    around = _AROUND.get(value.day.weekday())
    if s.tag(i, "holiday") == "easter":
        around = (-2, 1)  # from Good Friday to Easter Monday
    if around is None:
        return None
    first, last = (value.day + timedelta(days=days) for days in around)
    return spanning(named.end + 1, (first, last), "weekend")


#: Weekday of a holiday -> from and to which day beside it its weekend goes.
_AROUND = {0: (-2, 0), 3: (0, 3), 4: (0, 2), 5: (0, 1), 6: (-1, 0)}


def _moved(today: date, which: int, unit: str) -> tuple[date, date]:
    if unit == "fortnight" and which == 1:  # fortnights begin anywhere
        return today + timedelta(days=1), today + timedelta(days=14)
    start, _ = period_of(today, unit)
    step = {"week": 7, "workweek": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if step:
        return period_of(start + timedelta(days=step * which), unit)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return period_of(start + relativedelta(months=months * which), unit)


def month_span(s: Scan, month: int, year: int | None, which: int | None = None) -> tuple[date, date]:
    if year is None:
        year = s.today.year + (which or 0) if which else s.today.year
        if which is None or which == 0:
            year += month < s.today.month
        elif which > 0:
            year = s.today.year + (month <= s.today.month)
        else:
            year = s.today.year - (month >= s.today.month)
    return month_of(date(year, month, 1))


def _month(s: Scan, i: int) -> Piece | None:
    """`in May`, `December 2025`, `next March`: a name that may be a person or a verb needs a word that leads in."""
    which = s.tag(i, "which")
    at = i + (which is not None)
    said = s.tag(at, "unit") == "month" and s.word(at + 1) == "of"  # "the month of August"
    found = month_name(s, at + 2 * said)
    if found is None:
        return None
    month, end = found
    year, end = year_at(s, end)
    if year is None and s.tag(end + bool(s.tag(end, "of")), "which") is not None:
        after = end + bool(s.tag(end, "of"))
        if s.tag(after + 1, "unit") == "year":
            year, end = s.today.year + s.tag(after, "which"), after + 2
    if year is not None or which is not None:
        if (
            which is not None
            and which >= 0
            and s.tokens[at].tags.get("weak")
            and s.shape(end) == "word"
            and not s.tokens[at].capital
        ):
            return None
        return replace(
            spanning(end, month_span(s, month, year, which), "month", past=bool(which and which < 0)),
            dated=year is not None,
        )
    if said:
        return spanning(end, month_span(s, month, None), "month")
    weak = s.tag(at, "weak")
    led = s.word(i - 1) in _LEADS or s.tag(i - 1, "edge") or s.tag(i - 1, "bound")
    if s.tag(i - 1, "and") and i - 1 in s.ends and s.tag(i - 2, "month"):  # "in April and October"
        led, weak = True, False
    led = led or _between(s, i, end)
    if s.tag(i - 1, "to") and s.word(i - 1) != "a" and s.tag(i - 2, "month"):  # "March to May"
        weak = False
    if weak and s.word(i - 2) in _SOMEBODY.get(s.word(i - 1), ()):
        return None
    if weak and not (supported(s, i, end) or (led and _not_a_name(s, i, end))):
        return None
    if not led and not s.alone(i, end) and not (s.tag(end, "to") and dated(s, end + 1)) and not s.tag(i - 1, "to"):
        return None
    return spanning(end, month_span(s, month, None), "month")


def _between(s: Scan, i: int, end: int) -> bool:
    """Whether the month is one of two that something lies between; two names may be two people."""
    if s.word(i - 1).endswith("between") and s.tag(end, "and") and s.tag(end + 1, "month"):
        return not (s.tag(i, "weak") and s.tag(end + 1, "weak"))
    if not s.tag(i - 1, "and"):
        return False
    if s.tag(i - 2, "now"):
        return True
    both = s.tag(i - 2, "month") and s.word(i - 3).endswith("between")
    return bool(both and not (s.tag(i, "weak") and s.tag(i - 2, "weak")))


#: What is done with a person, before the word behind it: "ask for April", "I copied in Jan".
_SOMEBODY = {
    "for": frozenset(("ask", "asks", "asked", "asking", "looking")),
    "in": frozenset(("copied", "copying", "copy", "loop", "looped", "looping", "bring", "brought", "rope", "roped")),
}


def _not_a_name(s: Scan, i: int, end: int) -> bool:
    written = (
        s.tokens[i].capital
        or s.word(i) not in ("may", "march", "mar", "mars")
        or (s.word(i - 1) == "in" and s.ends_here(end))
    )
    return written and (s.word(i - 1) in ("in", "during", "until", "since", "early", "mid", "late") or s.ends_here(end))


@once
def quarter_period(s: Scan, i: int) -> Piece | None:
    """`Q1`, `Q4 2026`, `the first quarter of 2026`, `H2`."""
    shape = s.shape(i)
    if shape == "number" and len(s.word(i)) == 4 and s.shape(i + 1) in ("quarter", "half"):
        return quarter_period(s, i + 1) if 1990 < int(s.word(i)) < 2100 else None  # "2026 Q1"
    if shape in ("quarter", "half"):
        number, end, months = int(s.word(i)[1]), i + 1, 3 if shape == "quarter" else 6
    elif (ordinal := s.tag(i, "ordinal") or ordinal_digits(s, i)) and s.tag(i + 1, "unit") == "quarter":
        number, end, months = ordinal, i + 2, 3
        number = 4 if number == -1 else number
        if s.tag(i, "which") is not None and not s.tag(end, "of"):
            return None
    else:
        return None
    if not 1 <= number <= 12 // months:
        return None
    if _part_of_something(s, end):
        return None
    if s.tag(end, "of") and s.tag(end + 1 + bool(s.tag(end + 1, "the")), "unit") == "year":
        end = end + 2 + bool(s.tag(end + 1, "the"))
    if s.word(end) == "fy" or s.word(end).startswith("fy2"):
        return None  # nobody says when that year begins
    year, end = year_at(s, end)
    if year is None and s.tag(end, "which") is not None and s.tag(end + 1, "unit") == "year":
        year, end = s.today.year + s.tag(end, "which"), end + 2
    if year is None and s.shape(end) == "number" and s.word(end - 1)[0] in "qh" and len(s.word(end)) == 2:
        year, end = 2000 + int(s.word(end)), end + 1
    if year is None:
        before = s.number(i - 2 if s.word(i - 1) == "-" else i - 1)
        year = before if before and 1990 < before < 2100 else None
    month = (number - 1) * months + 1
    if year is None:
        last = date(s.today.year, month, 1) + relativedelta(months=months) - timedelta(days=1)
        year = s.today.year + (last < s.today)
    first = date(year, month, 1)
    return spanning(end, (first, first + relativedelta(months=months) - timedelta(days=1)), "quarter")


def _part_of_something(s: Scan, end: int) -> bool:
    """Whether a quarter is one of something else than a year: `the third quarter of the screen`, `Q3 of the form`."""
    if s.word(end) not in ("of", "of the"):
        return False
    after = end + 1 + bool(s.tag(end + 1, "the"))
    return s.shape(after) == "word" and not s.tokens[after].tags and s.word(after) not in ("fiscal", "financial", "fy")


def ordinal_digits(s: Scan, i: int) -> int | None:
    return int(s.word(i)[0]) if s.shape(i) == "ordinal" and len(s.word(i)) == 3 else None


def year_period(s: Scan, i: int) -> Piece | None:
    """`in 2026`: a number alone is no year."""
    number = s.number(i)
    if number is None or len(s.word(i)) != 4 or not s.today.year - 3 <= number <= s.today.year + 10:
        if s.shape(i) == "monthyear":
            month, year = (int(part) for part in s.word(i).replace(".", "/").split("/"))
            return spanning(i + 1, month_of(date(year, month, 1)), "month")
        if s.shape(i) == "yearmonth" and "/" in s.word(i):
            year, month = (int(part) for part in s.word(i).split("/"))
            return spanning(i + 1, month_of(date(year, month, 1)), "month")
        return None
    led = s.word(i - 1) in ("in", "during", "by", "since", "until", "throughout", "before", "of") or s.tag(
        i - 1, "edge"
    )
    if not led or not (
        s.ends_here(i + 1) or s.tag(i + 1, "and") or s.tag(i + 1, "to") or s.word(i + 1) in ("we", "the", "with", "for")
    ):
        return None
    return spanning(i + 1, (date(number, 1, 1), date(number, 12, 31)), "year", weak=True, dated=True)


def commencing_week(s: Scan, i: int) -> Piece | None:
    """`w/c 8 December`, `week of the 18th`, `week ending 12 Dec`."""
    which = s.tag(i, "commencing")
    if which is None:
        return None
    at = i + 1 + bool(s.word(i + 1) == ":" or s.tag(i + 1, "on"))
    piece = basic_day(s, at)
    if piece is None:
        return None
    spans = []
    for value in piece.values:
        assert isinstance(value, Day)
        if which == "end":
            spans.append(Span(value.day - timedelta(days=6), value.day))
        elif value.day.weekday() == 6:  # nobody says the last day of a week for the week
            spans.append(Span(value.day, value.day + timedelta(days=6)))
        else:
            spans.append(Span(*week_of(value.day)))
    spans = list(dict.fromkeys(spans))
    if which == "start" and len(spans) > 1 and not piece.reason.startswith("it can"):
        spans = spans[:1]  # "week of the 18th": today's own day is in that week as well
    return Piece(end=piece.end, values=tuple(spans), grain="week", reason=piece.reason if len(spans) > 1 else "")


def _numbered_week(s: Scan, i: int) -> Piece | None:
    """`KW 49`, `week 49`, `semaine 49` (ISO weeks)."""
    number: int | None = None
    if s.shape(i) == "week":
        number, end = int(s.word(i)[2:]), i + 1
    elif s.tag(i, "week_number"):
        number, end = s.number(i + 1), i + 2
    if number is None or not 1 <= number <= 53:
        return None
    if (
        s.tag(i, "week_number")
        and s.word(i) != "kw"
        and not (s.tag(i - 1, "bound") or s.word(i - 1) in ("in", "en", "im"))
    ):
        return None
    year = s.today.year
    try:
        monday = date.fromisocalendar(year, number, 1)
        if monday + timedelta(days=6) < s.today:
            monday = date.fromisocalendar(year + 1, number, 1)
    except ValueError:
        return None
    return spanning(end, week_of(monday), "week")
