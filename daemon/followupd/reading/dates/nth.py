"""The nth of a period: `the last Friday of October`, `the first week of March`, `last working day of the month`."""

from __future__ import annotations

from datetime import date, timedelta

from followupd.reading.dates.arithmetic import month_of, nth_weekday, period_of, week_of
from followupd.reading.dates.date_parts import month_name, year_at
from followupd.reading.dates.periods import month_span, ordinal_digits, quarter_period, spanning, which_period
from followupd.reading.dates.piece import Piece, longest, once
from followupd.reading.dates.records import Day, Span
from followupd.reading.dates.scan import Scan


@once
def nth_of(s: Scan, i: int) -> Piece | None:
    """`the first week of March`, `the last Friday of October`, `second Tuesday in next month`, `last day of the
    month`."""
    nth = s.tag(i, "ordinal") or ordinal_digits(s, i)
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
    elif s.tag(after, "elided"):
        pass  # "le premier lundi d'octobre"
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
        return spanning(inner.end, week_of(monday), "week")
    if unit == "weekend":
        saturday = nth_weekday(span.start, span.end, 5, nth)
        return spanning(inner.end, (saturday, saturday + timedelta(days=1)), "weekend") if saturday else None
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
    if found and found < s.today <= span.end and s.word(inner.end - 1) == "month" and s.tag(after, "unit"):
        following = month_of(span.end + timedelta(days=1))  # "the second Tuesday of the month" of the one to come
        found = nth_weekday(*following, weekday, nth)
    return Piece(end=inner.end, values=(Day(found),)) if found else None


#: Units of other languages that may look like more than one.
_ONE = frozenset(
    ("mois", "mes", "monats", "maand", "jahres", "annee", "ano", "jaar", "quartals", "trimestre", "kwartaal")
)


def _inner_period(s: Scan, i: int) -> Piece | None:
    if s.tag(i, "unit") in ("month", "year", "quarter") and (s.tag(i, "one") or s.word(i) in _ONE):
        return spanning(i + 1, period_of(s.today, s.tag(i, "unit")), s.tag(i, "unit"))
    found = month_name(s, i)
    if found:
        year, end = year_at(s, found[1])
        return spanning(end, month_span(s, found[0], year), "month")
    number = s.number(i)
    if number is not None and len(s.word(i)) == 4 and 1990 < number < 2100:
        return spanning(i + 1, (date(number, 1, 1), date(number, 12, 31)), "year")
    return longest(s, i, (which_period, quarter_period))
