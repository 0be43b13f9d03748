"""Periods and their edges: `next week`, `Q1`, `w/c 8 December`, `end of next month`, `mid-January`, `the last week of May`.

Conventions: weeks run from Monday to Sunday, the end of a week is its last working day, `month end` is the last
calendar day; start, middle and end of a month are its thirds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from followupd.reading.dates.arithmetic import month_of, nth_weekday, period_of, shifted, week_of
from followupd.reading.dates.days import basic_day, month_name, supported, year_at
from followupd.reading.dates.piece import Piece, longest
from followupd.reading.dates.records import Day, Span
from followupd.reading.dates.scan import Scan

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
_PERIOD_UNITS = ("week", "workweek", "month", "quarter", "year", "weekend", "fortnight")


def period(s: Scan, i: int) -> Piece | None:
    """A period that is named, without its edge."""
    at = i
    while s.tag(at, "the") and not s.tag(at, "which"):
        at += 1
    rules = (_which, _month, _quarter, _year, _commencing, _numbered_week, nth_of)
    return longest(s, at, rules)


def edge(s: Scan, i: int) -> Piece | None:
    """Start, middle or end of a period, or of the day's own period (`month end`)."""
    at = i
    while s.tag(at, "the") and s.tag(at, "edge") is None:
        at += 1
    unit = s.tag(at, "period_end")
    if unit is not None:
        after = at + 1 + bool(s.tag(at + 1, "of"))
        if unit == "month" and (found := month_name(s, after)):
            year, end = year_at(s, found[1])
            return _end_of(s, end, _month_span(s, found[0], year), "month")
        return _end_of(s, at + 1, period_of(s.today, unit), unit)
    which = s.tag(at, "edge")
    if which is None:
        return None
    bare = s.word(at)
    after = at + 1
    while s.tag(after, "the") or s.tag(after, "about") or (s.word(after) == "of"):
        after += 1
    found_period = _period_for_edge(s, after, bare)
    if found_period is None:
        return None
    span = found_period.values[0]
    assert isinstance(span, Span)
    if which == "end":
        return _end_of(s, found_period.end, (span.start, span.end), found_period.grain)
    start, end = _third(span.start, span.end, which, found_period.grain)
    return Piece(end=found_period.end, values=(Span(start, end),), grain=found_period.grain, past=found_period.past)


def _period_for_edge(s: Scan, i: int, bare: str) -> Piece | None:
    if s.tag(i, "unit") in _PERIOD_UNITS and s.tag(i, "which_after") is None and not s.tag(i, "number"):
        after = s.tag(i + 1, "which_after")
        unit = s.tag(i, "unit")
        if after is None and (
            bare.endswith((" of", " the")) or s.tag(i - 1, "the") or bare in ("ende", "fin", "eind", "einde")
        ):
            return _span(i + 1, period_of(s.today, unit), unit)
        if after is None:
            return _span(i + 1, period_of(s.today, unit), unit) if bare in ("end", "mid", "early", "late") else None
    found = month_name(s, i)
    if found and not s.tag(i, "possessive"):
        year, end = year_at(s, found[1])
        return _span(end, _month_span(s, found[0], year), "month")
    piece = longest(s, i, (_which, _quarter, _year, _commencing))
    return piece if piece and isinstance(piece.values[0], Span) else None


def _span(
    end: int, days: tuple[date, date], grain: str, *, past: bool = False, weak: bool = False, dated: bool = False
) -> Piece:
    return Piece(end=end, values=(Span(*days),), grain=grain, past=past, weak=weak, dated=dated)


def _end_of(s: Scan, end: int, days: tuple[date, date], unit: str) -> Piece:
    last = days[1]
    if unit in ("week", "workweek"):
        worked = s.working.on_or_before(last)
        last = worked if worked >= days[0] else last
    return Piece(end=end, values=(Day(last),), grain=unit)


def _third(start: date, end: date, which: str, grain: str) -> tuple[date, date]:
    length = (end - start).days + 1
    halves = {
        "first half": (start, start + timedelta(days=length // 2 - 1)),
        "second half": (start + timedelta(days=length // 2), end),
    }
    if which in halves:
        return halves[which]
    if grain in ("week", "workweek"):
        bounds = {"start": (0, 2), "early": (0, 2), "middle": (2, 2), "late": (3, 4)}[which]
        return start + timedelta(days=bounds[0]), start + timedelta(days=bounds[1])
    if grain == "month":
        if which in ("start", "early"):
            return start, start + timedelta(days=9)
        return (
            (start + timedelta(days=10), start + timedelta(days=19))
            if which == "middle"
            else (start + timedelta(days=20), end)
        )
    third = relativedelta(months=4 if grain == "year" else 1)
    if which in ("start", "early"):
        return start, start + (relativedelta(months=3) if grain == "year" else third) - timedelta(days=1)
    if which == "middle":
        return start + third, start + third + third - timedelta(days=1)
    return start + third + third, end


def _which(s: Scan, i: int) -> Piece | None:
    """`next week`, `last two months`, `semaine prochaine`, `the weekend`."""
    which = s.tag(i, "which")
    at = i + 1
    if which is None:
        unit = s.tag(i, "unit")
        if unit == "weekend" and (s.tag(i - 1, "the") or s.tag(i - 1, "at")) and s.tag(i, "one"):
            return _span(i + 1, period_of(s.today, "weekend"), "weekend")
        after = s.tag(i + 1, "which_after")
        if unit in _PERIOD_UNITS and after is not None:
            return _span(i + 2, _moved(s.today, after, unit), unit, past=after < 0)
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
    if unit in _PERIOD_UNITS and (s.tag(at, "one") or not s.word(at).endswith("s")) and not s.tag(at, "plural"):
        if which == 0 and s.tag(i - 1, "every"):
            return None
        days = _moved(s.today, which, unit)
        if unit == "weekend" and which == 1 and s.tag(i, "coming"):
            days = period_of(s.today, "weekend")
        return _span(at + 1, days, unit, past=which < 0)
    if unit == "workday" and s.tag(at, "one") and which != 0:
        return Piece(end=at + 1, values=(Day(s.working.shift(s.today, which)),), past=which < 0)
    if unit == "day" and s.tag(at, "one") and which != 0 and s.word(i) in ("next", "last", "following", "previous"):
        return Piece(end=at + 1, values=(Day(s.today + timedelta(days=which)),), past=which < 0)
    return None


def _next_units(s: Scan, end: int, count: int, unit: str, which: int) -> Piece:
    step = {"week": "week", "fortnight": "fortnight"}.get(unit, unit)
    if which > 0:
        last = shifted(s.today, count, step, s.working)
        return _span(end, (s.today + timedelta(days=1), last), unit)
    return _span(end, (shifted(s.today, -count, step, s.working), s.today), unit, past=True)


def _moved(today: date, which: int, unit: str) -> tuple[date, date]:
    start, _ = period_of(today, unit)
    step = {"week": 7, "workweek": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if step:
        return period_of(start + timedelta(days=step * which), unit)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return period_of(start + relativedelta(months=months * which), unit)


def _month_span(s: Scan, month: int, year: int | None, which: int | None = None) -> tuple[date, date]:
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
    found = month_name(s, at)
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
            _span(end, _month_span(s, month, year, which), "month", past=bool(which and which < 0)),
            dated=year is not None,
        )
    weak = s.tag(at, "weak")
    led = s.word(i - 1) in _LEADS or s.tag(i - 1, "edge") or s.tag(i - 1, "bound")
    if weak and not (supported(s, i, end) or (led and _not_a_name(s, i, end))):
        return None
    if not led and not s.alone(i, end) and not s.tag(end, "to") and not s.tag(i - 1, "to"):
        return None
    return _span(end, _month_span(s, month, None), "month")


def _not_a_name(s: Scan, i: int, end: int) -> bool:
    written = (
        s.tokens[i].capital
        or s.word(i) not in ("may", "march", "mar", "mars")
        or (s.word(i - 1) == "in" and s.ends_here(end))
    )
    return written and (s.word(i - 1) in ("in", "during", "until", "since", "early", "mid", "late") or s.ends_here(end))


def _quarter(s: Scan, i: int) -> Piece | None:
    """`Q1`, `Q4 2026`, `the first quarter of 2026`, `H2`."""
    shape = s.shape(i)
    if shape in ("quarter", "half"):
        number, end, months = int(s.word(i)[1]), i + 1, 3 if shape == "quarter" else 6
    elif (ordinal := s.tag(i, "ordinal") or _ordinal_digits(s, i)) and s.tag(i + 1, "unit") == "quarter":
        number, end, months = ordinal, i + 2, 3
        number = 4 if number == -1 else number
        if s.tag(i, "which") is not None and not s.tag(end, "of"):
            return None
    else:
        return None
    if not 1 <= number <= 12 // months:
        return None
    if s.tag(end, "of") and s.tag(end + 1 + bool(s.tag(end + 1, "the")), "unit") == "year":
        end = end + 2 + bool(s.tag(end + 1, "the"))
    year, end = year_at(s, end)
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
    return _span(end, (first, first + relativedelta(months=months) - timedelta(days=1)), "quarter")


def _ordinal_digits(s: Scan, i: int) -> int | None:
    return int(s.word(i)[0]) if s.shape(i) == "ordinal" and len(s.word(i)) == 3 else None


def _year(s: Scan, i: int) -> Piece | None:
    """`in 2026`: a number alone is no year."""
    number = s.number(i)
    if number is None or len(s.word(i)) != 4 or not s.today.year - 3 <= number <= s.today.year + 10:
        if s.shape(i) == "monthyear":
            month, year = (int(part) for part in s.word(i).replace(".", "/").split("/"))
            return _span(i + 1, month_of(date(year, month, 1)), "month")
        if s.shape(i) == "yearmonth" and "/" in s.word(i):
            year, month = (int(part) for part in s.word(i).split("/"))
            return _span(i + 1, month_of(date(year, month, 1)), "month")
        return None
    led = s.word(i - 1) in ("in", "during", "by", "since", "until", "throughout", "before", "of") or s.tag(
        i - 1, "edge"
    )
    if not led or not (
        s.ends_here(i + 1) or s.tag(i + 1, "and") or s.tag(i + 1, "to") or s.word(i + 1) in ("we", "the", "with", "for")
    ):
        return None
    return _span(i + 1, (date(number, 1, 1), date(number, 12, 31)), "year", weak=True, dated=True)


def _commencing(s: Scan, i: int) -> Piece | None:
    """`w/c 8 December`, `week of the 18th`, `week ending 12 Dec`."""
    which = s.tag(i, "commencing")
    if which is None:
        return None
    at = i + 1 + (s.word(i + 1) == ":")
    piece = basic_day(s, at)
    if piece is None:
        return None
    spans = []
    for value in piece.values:
        assert isinstance(value, Day)
        spans.append(Span(*week_of(value.day)) if which == "start" else Span(value.day - timedelta(days=6), value.day))
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
    return _span(end, week_of(monday), "week")


def nth_of(s: Scan, i: int) -> Piece | None:
    """`the first week of March`, `the last Friday of October`, `second Tuesday in next month`, `last day of the month`."""
    nth = s.tag(i, "ordinal") or _ordinal_digits(s, i)
    if not nth:
        return None
    at = i + 1
    weekday, unit = s.tag(at, "weekday"), s.tag(at, "unit")
    if s.tag(at, "commencing") == "start" and s.word(at).startswith("week of"):
        unit = "week_of"  # the two words are one token, as in "week of 8 December"
    if weekday is None and unit not in ("week_of", "week", "weekend", "day", "workday"):
        return None
    after = at + 1
    if unit == "week_of":
        unit = "week"
    elif not s.tag(after, "of"):
        if s.tag(after, "which") is None or s.tag(after + 1, "unit") not in ("month", "year", "quarter"):
            return None
    else:
        after += 1
    while s.tag(after, "the") and not s.tag(after, "which"):
        after += 1
    inner = _inner_period(s, after)
    if inner is None or s.tag(after, "every"):
        return None
    span = inner.values[0]
    assert isinstance(span, Span)
    if unit == "week":
        monday = week_of(span.start)[0] if nth > 0 else week_of(span.end)[0]
        if nth < 0 and span.end.weekday() < 3:
            monday -= timedelta(days=7)
        if nth > 0 and span.start.weekday() > 3:
            monday += timedelta(days=7)
        monday += timedelta(days=7 * (nth - 1 if nth > 0 else nth + 1))
        return _span(inner.end, week_of(monday), "week")
    if unit == "weekend":
        saturday = nth_weekday(span.start, span.end, 5, nth)
        return _span(inner.end, (saturday, saturday + timedelta(days=1)), "weekend") if saturday else None
    if unit == "workday":
        day = (
            s.working.shift(span.end + timedelta(days=1), nth)
            if nth < 0
            else s.working.shift(span.start - timedelta(days=1), nth)
        )
        return Piece(end=inner.end, values=(Day(day),))
    if unit == "day":
        day = span.end + timedelta(days=nth + 1) if nth < 0 else span.start + timedelta(days=nth - 1)
        return Piece(end=inner.end, values=(Day(day),))
    found = nth_weekday(span.start, span.end, weekday, nth)
    return Piece(end=inner.end, values=(Day(found),)) if found else None


def _inner_period(s: Scan, i: int) -> Piece | None:
    if s.tag(i, "unit") in ("month", "year", "quarter") and s.tag(i, "one"):
        return _span(i + 1, period_of(s.today, s.tag(i, "unit")), s.tag(i, "unit"))
    found = month_name(s, i)
    if found:
        year, end = year_at(s, found[1])
        return _span(end, _month_span(s, found[0], year), "month")
    number = s.number(i)
    if number is not None and len(s.word(i)) == 4 and 1990 < number < 2100:
        return _span(i + 1, (date(number, 1, 1), date(number, 12, 31)), "year")
    return longest(s, i, (_which, _quarter))
