"""The edges of periods: `end of next month`, `mid-January`, `month end`, `early next week`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from followupd.reading.dates.arithmetic import period_of
from followupd.reading.dates.date_parts import month_name, year_at
from followupd.reading.dates.nth import nth_of
from followupd.reading.dates.periods import (
    PERIOD_UNITS,
    commencing_week,
    month_span,
    quarter_period,
    spanning,
    which_period,
    year_period,
)
from followupd.reading.dates.piece import Piece, longest, once
from followupd.reading.dates.records import Bound, Day, Span
from followupd.reading.dates.scan import Scan

#: First words of an edge in other languages: a unit follows without an article of its own.
_FOREIGN = frozenset(
    ("ende", "fin", "la", "final", "finales", "a", "eind", "einde", "het", "debut", "begin", "mitte", "medio")
)


@once
def edge(s: Scan, i: int) -> Piece | None:
    """Start, middle or end of a period, or of the day's own period (`month end`)."""
    at = i
    while s.tag(at, "the") and s.tag(at, "edge") is None:
        at += 1
    if over := _over(s, i, at):
        return over
    unit = s.tag(at, "period_end")
    if unit is not None:
        after = at + 1 + bool(s.tag(at + 1, "of"))
        if unit == "month" and (found := month_name(s, after)):
            year, end = year_at(s, found[1])
            return _end_of(s, end, month_span(s, found[0], year), "month")
        named = which_period(s, after)  # "eow next week"
        if named and named.grain == unit and isinstance(span := named.values[0], Span):
            return _end_of(s, named.end, (span.start, span.end), unit)
        return _end_of(s, at + 1, period_of(s.today, unit), unit)
    if s.word(at) in _WHAT_IS_LEFT:
        return _rest_of(s, at + 1, begun=not s.word(at).startswith("later"))
    which = s.tag(at, "edge")
    if which is None:
        return None
    bare = s.word(at)
    after = at + 1
    while s.tag(after, "the") or s.tag(after, "about") or (s.word(after) == "of"):
        after += 1
    if bare == "begin" and (s.tag(after, "month") is None or s.tokens[after].capital):
        return None  # English has the verb; Dutch writes its months small
    found_period = _period_for_edge(s, after, bare)
    if found_period is None:
        return None
    span = found_period.values[0]
    assert isinstance(span, Span)
    if which == "end":
        return _end_of(s, found_period.end, (span.start, span.end), found_period.grain)
    first, last = _third(span.start, span.end, which, found_period.grain)
    return Piece(end=found_period.end, values=(Span(first, last),), grain=found_period.grain, past=found_period.past)


def _over(s: Scan, i: int, at: int) -> Piece | None:
    """`before the month is out`, `by the time next week is over`, `before the year ends`."""
    led = s.tag(i - 1, "bound") in (Bound.BY, Bound.BEFORE, Bound.UNTIL) or s.word(i - 1) == "time"
    unit = s.tag(at, "unit")
    if not led or (unit is None and s.tag(at, "which") is None):
        return None
    if unit in ("day", *PERIOD_UNITS) and s.tag(at, "one"):
        named: Piece | None = spanning(at + 1, period_of(s.today, unit), unit)
    else:
        named = which_period(s, at)
    if named is None or not isinstance(span := named.values[0], Span):
        return None
    end = named.end + 1
    if s.word(named.end) in ("is", "has") and s.word(end) in (
        "out",
        "over",
        "up",
        "through",
        "done",
        "ended",
        "finished",
    ):
        end += 1
    elif s.word(named.end) not in ("ends", "closes", "finishes"):
        return None
    return replace(_end_of(s, end, (span.start, span.end), named.grain), bound=Bound.BY)


_WHAT_IS_LEFT = frozenset(("later", "later in", "rest of", "the rest of", "remainder of", "the remainder of"))


def _rest_of(s: Scan, i: int, *, begun: bool) -> Piece | None:
    """What is left of a period that has begun (`later this week`, `the rest of the month`); of another one its last
    part, unless the words say that it has begun."""
    at = i
    while s.tag(at, "the") and s.tag(at, "which") is None:
        at += 1
    found = _period_for_edge(s, at, "late")
    if found is None or found.past:
        return None
    span = found.values[0]
    assert isinstance(span, Span)
    if span.start <= s.today <= span.end:
        return Piece(end=found.end, values=(Span(s.today, span.end),), grain=found.grain)
    if begun:
        return None
    return Piece(end=found.end, values=(Span(*_third(span.start, span.end, "late", found.grain)),), grain=found.grain)


def _period_for_edge(s: Scan, i: int, bare: str) -> Piece | None:
    next_but_one = s.word(i + 1) == "after" and s.word(i + 2) == "next"  # "the end of the month after next"
    if s.tag(i, "unit") in PERIOD_UNITS and not next_but_one and not s.tag(i, "number"):
        after = s.tag(i + 1, "which_after")
        unit = s.tag(i, "unit")
        if after is None and (bare.endswith((" of", " the")) or s.tag(i - 1, "the") or bare.split()[0] in _FOREIGN):
            return spanning(i + 1, period_of(s.today, unit), unit)
        if after is None:
            return spanning(i + 1, period_of(s.today, unit), unit) if bare in ("end", "mid", "early", "late") else None
    found = month_name(s, i)
    if found and not s.tag(i, "possessive"):
        year, end = year_at(s, found[1])
        return spanning(end, month_span(s, found[0], year), "month")
    piece = longest(s, i, (which_period, quarter_period, year_period, commencing_week, nth_of))
    return piece if piece and isinstance(piece.values[0], Span) else None


def _end_of(s: Scan, end: int, days: tuple[date, date], unit: str) -> Piece:
    last = days[1]
    if unit in ("week", "workweek"):
        worked = s.working.on_or_before(last)
        last = worked if worked >= days[0] else last
    return Piece(end=end, values=(Day(last),), grain=unit)


def _third(start: date, end: date, which: str, grain: str) -> tuple[date, date]:
    length = (end - start).days + 1
    # A calendar year turns on 1 July, though its first half is the shorter one.
    turn = date(start.year, 7, 1) if grain == "year" and start.month == 1 else start + timedelta(days=length // 2)
    halves = {"first half": (start, turn - timedelta(days=1)), "second half": (turn, end)}
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
