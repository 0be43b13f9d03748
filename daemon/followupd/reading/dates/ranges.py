"""From one day or time to another: `Monday 22 December to Friday 2 January`, `13-15 July`, `Tuesday between 10 and
12`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from followupd.reading.dates.arithmetic import full_year, make, shifted, weekday_after
from followupd.reading.dates.clocks import clock, clocks_range, fitted, hour_may_end
from followupd.reading.dates.date_parts import day_number, month_name, year_at
from followupd.reading.dates.days import basic_day, day_and_month, rolled
from followupd.reading.dates.edges import edge
from followupd.reading.dates.moments import today_or_tomorrow, zoned
from followupd.reading.dates.nth import nth_of
from followupd.reading.dates.offsets import amounts, length
from followupd.reading.dates.periods import period
from followupd.reading.dates.piece import Clock, Piece, longest
from followupd.reading.dates.points import any_day, point, with_part
from followupd.reading.dates.records import At, Day, Part, Span, Value
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.weekdays import weekday_at
from followupd.reading.wordlist import words_of


def point_or_range(s: Scan, i: int) -> Piece | None:
    """The longest date expression at `i` that is no recurrence."""
    piece = longest(s, i, (day_numbers, _hours, _length_from, _from_now, _span_range, point, period, _nth, length))
    if piece is None or not isinstance(piece.values[0], Span) or piece.end - i < 3 or not _moved(s, i, piece.end):
        return piece
    there = [_where_to(value) for value in piece.values if isinstance(value, Span)]
    return replace(piece, values=tuple(there))


def _where_to(span: Span) -> Value:
    """The second of two moments, with the hour of the first where it has none of its own."""
    at = span.end_clock or span.start_clock
    return At(span.end, at) if at else Day(span.end)


def _moved(s: Scan, i: int, end: int) -> bool:
    """Whether something is moved from one to the other: `move the call from Monday to Thursday`."""
    if not any(s.word(k) == "to" for k in range(i, end)):
        return False
    for k in range(i - 1, max(-1, i - 1 - _BACK), -1):
        if s.shape(k) in ("break", "line") or s.word(k) in (".", "!", "?", ";", ":"):
            return False
        if s.word(k) in _MOVES:
            if s.word(k + 1) in ("in", "into", "out", "house", "on"):
                return False  # "we move in from 3 to 5 May"
            return k == 0 or s.word(k)[-2:] in ("ed", "ng") or s.word(k - 1) in _BEFORE_A_VERB or s.ends_here(k - 1)
    return False


#: How many words may stand between the verb and what is moved.
_BACK = 6
_MOVES = words_of(
    """
        move moved moving push pushed pushing shift shifted shifting reschedule rescheduled rescheduling postpone
        postponed change changed changing bring delay delayed slip slipped swap switch switched
    """
)
_BEFORE_A_VERB = words_of(
    """
        to please and or then just we i you they us can could will would shall should let's not be is was has have
        so now also must may might
    """
)


def _from_now(s: Scan, i: int) -> Piece | None:
    """`between now and Friday`, `from now until the end of May`."""
    between = bool(s.tag(i, "between"))
    at = i + 1 if between else i
    if not s.tag(at, "now") and s.word(at) not in ("from now", "from today"):
        return None
    joint = at + 1
    if not s.tag(joint, "to") and not (between and s.tag(joint, "and")):
        return None
    after = joint + 1
    while s.tag(after, "the") and not s.tag(after, "which"):
        after += 1
    last = longest(s, after, (point, edge, period, _nth))
    if last is None or last.past:
        return None
    spans = []
    for value in last.values:
        if isinstance(value, Day | At) and value.day >= s.today:
            begin = s.now.time().replace(second=0, microsecond=0) if isinstance(value, At) else None
            spans.append(Span(s.today, value.day, begin, value.clock if isinstance(value, At) else None))
        elif isinstance(value, Span):
            spans.append(Span(s.today, value.end))
    return Piece(end=last.end, values=tuple(spans), reason=last.reason, grain=last.grain) if spans else None


def _nth(s: Scan, i: int) -> Piece | None:
    at = i
    while s.tag(at, "the") and not s.tag(at, "which"):
        at += 1
    return nth_of(s, at)


def _hours(s: Scan, i: int) -> Piece | None:
    """`10-12 on Friday`, `Tuesday between 10 and 12`, `2-4pm`."""
    day = any_day(s, i)
    if day is not None and isinstance(day.values[0], Day):
        day = with_part(s, day)
        at = day.end + (s.word(day.end) in (",", "(", "de", "von", "van"))
        if found := clocks_range(s, at, after_day=True):
            return _span_of(s, day, *found)
        if s.tag(at, "at") and (found := clocks_range(s, at + 1, after_day=True)):
            return _span_of(s, day, *found)
        return None
    found = clocks_range(s, i, after_day=True)
    if found is None:
        return None
    after = found[2]
    while s.tag(after, "on") or s.word(after) in (",", "of") or s.tag(after, "the"):
        after += 1
    day = any_day(s, after)
    said_on = s.tag(found[2], "on") is not None  # "9-11 on the 24th"
    if day is not None and isinstance(day.values[0], Day) and (said_on or not day.weak):
        return _span_of(s, day, found[0], found[1], day.end)
    found = clocks_range(s, i)
    if found is None:
        return None
    if (found[0].weak and found[1].weak) or not hour_may_end(s, found[2]):
        return None
    today = today_or_tomorrow(s, found[0].times[0])
    return _span_of(s, Piece(end=i, values=(Day(today),)), *found)


def _span_of(s: Scan, day: Piece, first: Clock, second: Clock, end: int) -> Piece:
    start, finish = first.times[0], second.times[0]
    if day.part is not Part.NONE:
        start, finish = fitted(first, day.part)[0], fitted(second, day.part)[0]
    values: list[Value] = []
    for value in day.values:
        assert isinstance(value, Day | At)
        last = value.day + timedelta(days=1) if finish <= start else value.day
        begin = zoned(s, value.day, start, first.zone if first.zone is not None else second.zone)
        until = zoned(s, last, finish, second.zone)
        values.append(Span(begin.day, until.day, begin.clock, until.clock))
    return Piece(end=end, values=tuple(values), reason=day.reason, past=day.past, anchored=day.anchored)


def _length_from(s: Scan, i: int) -> Piece | None:
    """`3 days starting Monday`, `for two weeks from 5 May`: without `for` the second is a day that is counted."""
    found = amounts(s, i)
    if found is None or len(found[0]) > 1 or found[0][0][1] in ("minute", "hour"):
        return None
    (count, unit), joint = found[0][0], found[1]
    joint += s.word(joint) == ","
    if s.word(joint) in ("from today", "from now") and s.word(i - 1) == "for" and count == int(count):
        last = shifted(s.today, count, unit, s.working) - timedelta(days=1)
        return Piece(end=joint + 1, values=(Span(s.today, last),), grain=unit)
    starting = s.tag(joint, "starting") and s.word(joint) not in ("from", "as from")
    if not starting and not (s.word(joint) == "from" and s.word(i - 1) == "for"):
        return None
    after = joint + 1
    while s.word(after) in ("from", "on", "from the", "on the", "the"):
        after += 1
    first = basic_day(s, after)
    if first is None or count != int(count) or not all(isinstance(value, Day) for value in first.values):
        return None
    days = [value.day for value in first.values if isinstance(value, Day)]
    if unit == "workday":
        spans = [Span(day, s.working.shift(day, int(count) - 1)) for day in days]
    else:
        spans = [Span(day, shifted(day, count, unit, s.working) - timedelta(days=1)) for day in days]
    return Piece(end=first.end, values=tuple(spans), reason=first.reason, grain=unit)


def _span_range(s: Scan, i: int) -> Piece | None:
    """`Monday 22 December to Friday 2 January`, `from May until the end of June`, `Mon-Fri`."""
    between = bool(s.tag(i, "between")) and s.word(i) != ","
    start = i + 1 if between else i
    while s.tag(start, "the") and not s.tag(start, "which"):
        start += 1
    first = longest(s, start, (point, period, _nth))
    if first is None or (first.part is Part.END_OF_DAY and not between):
        return None
    joint = first.end
    if s.word(joint) == ",":
        joint += 1
    with_and = s.word(i) in ("between", "anywhere between", "zwischen", "entre", "tussen") and s.tag(joint, "and")
    if not (s.tag(joint, "to") or with_and) or s.word(joint) == "a":
        return None
    after = joint + 1
    while s.tag(after, "the") and not s.tag(after, "which"):
        after += 1
    second = longest(s, after, (point, period, _nth))
    if second is None or (second.past and not first.past):
        return None
    low, high = first.values[0], second.values[0]
    joined = first.end == start + 1 and s.tight(joint) and s.tight(after) and second.end > after + 1
    if joined and isinstance(high, Day) and high.day.weekday() == s.tag(start, "weekday"):
        return second  # "Friday-11-Dec": one day
    if not isinstance(low, Day | At | Span) or not isinstance(high, Day | At | Span):
        return None
    alone = clock(s, after)
    if isinstance(low, Day) and isinstance(high, At) and alone is not None and alone.end == second.end:
        days = [value.day for value in first.values if isinstance(value, Day)]
        # "out Friday until 2pm": an hour of that Friday, and not of today
        until = s.word(joint) != "-"
        moments = tuple(Span(day, day, None, at) if until else At(day, at) for day in days for at in alone.times)
        return Piece(end=second.end, values=moments, reason=first.reason or alone.reason, past=first.past)
    start_day = low.start if isinstance(low, Span) else low.day
    end_day = high.end if isinstance(high, Span) else high.day
    if (
        s.tag(after, "weekday") is not None
        and not isinstance(high, Span)
        and end_day <= start_day
        and not any(s.tag(k, "month") or s.shape(k) in _DATED for k in range(after + 1, second.end))
    ):
        end_day = weekday_after(start_day, end_day.weekday())
    named = any(s.tag(k, "month") or s.shape(k) == "daymonth" for k in range(start, first.end))
    recent = [value.day for value in first.values[1:] if isinstance(value, Day | At) and value.day <= end_day]
    if recent and start_day > end_day >= s.today:
        start_day = recent[0]  # "1 December to 5 December", written on the 3rd
    if second.dated and not first.dated and named and not isinstance(low, At):
        start_day = make(end_day.year, start_day.month, start_day.day) or start_day
        if start_day > end_day:
            start_day = make(end_day.year - 1, start_day.month, start_day.day) or start_day
    if end_day < start_day and isinstance(low, Day | Span) and start_day > s.today + timedelta(days=200):
        start_day = make(start_day.year - 1, start_day.month, start_day.day) or start_day
    nearer = s.tag(after, "edge") or s.tag(after, "which") is not None or s.tag(after, "relative")
    if end_day < start_day and nearer and not any(s.tag(k, "month") for k in range(after, second.end)):
        return None  # "the sheet for December - end of this week": two dates
    if end_day < start_day:
        end_day = make(end_day.year + 1, end_day.month, end_day.day) or end_day
    if (
        isinstance(low, At)
        and isinstance(high, At)
        and s.shape(after) in ("twelve", "time")
        and second.end == after + 1
    ):
        end_day = start_day
    if end_day < start_day or (end_day - start_day).days > 3700:
        return None
    clocks = low.clock if isinstance(low, At) else None, high.clock if isinstance(high, At) else None
    if isinstance(low, Day) and isinstance(high, At) and s.tag(second.end, "to"):
        closing = clock(s, second.end + 1)  # "Mon-Sat 9am-6pm": the hours of each of these days
        if closing is None:
            return None
        return Piece(end=closing.end, values=(Span(start_day, end_day, high.clock, closing.times[0]),))
    counted = s.shape(second.end) == "word" and not s.tags_of(second.end) and not hour_may_end(s, second.end)
    if first.weak and second.weak and counted and not s.tokens[second.end].capital:
        return None  # "between the 3rd and 4th floors"
    return Piece(
        end=second.end,
        values=(Span(start_day, end_day, *clocks),),
        grain=second.grain,
        past=first.past and end_day < s.today,
    )


#: Shapes of what gives a day of a month.
_DATED = frozenset(("ordinal", "daymonth", "dmy", "ymd", "dotted"))


def day_numbers(s: Scan, i: int) -> Piece | None:
    """`13-15 July`, `July 13 to 15, 2026`, `the 22nd - 29th of August`, `5 to 16 Aug`."""
    at = i + 1 if s.tag(i, "between") else i
    while s.tag(at, "the"):
        at += 1
    if named := weekday_at(s, at):
        at = named[1] + (s.word(named[1]) == ",")
    while s.tag(at, "the"):
        at += 1
    month_first = month_name(s, at)
    if month_first:
        at = month_first[1]
    while s.tag(at, "the"):
        at += 1
    low = day_number(s, at)
    if low is None:
        return None
    joint = low[1]
    dotted = joint + (s.word(joint) == ".") + 1
    if s.tag(dotted - 1, "to") or (s.tag(dotted - 1, "and") and s.tag(i, "between")):
        while s.tag(dotted, "the"):
            dotted += 1
        last_day = basic_day(s, dotted) if s.shape(dotted) in ("dotted", "dmy") else None
        if last_day is not None and isinstance(last_day.values[0], Day) and low[0] < last_day.values[0].day.day:
            finish = last_day.values[0].day
            return Piece(end=last_day.end, values=(Span(finish.replace(day=low[0]), finish),), dated=last_day.dated)
    if s.word(joint) == "." and not month_first:
        joint += 1
    if not s.tag(joint, "to") and not (s.tag(joint, "and") and s.tag(i, "between")):
        return None
    after = joint + 1
    while s.tag(after, "the"):
        after += 1
    if s.tag(after, "weekday") is not None:
        after += 1
        while s.tag(after, "the"):
            after += 1
    month, year, end = 0, None, 0
    if month_first:
        high = day_number(s, after)
        if high is None or s.tag(high[1], "month") or (s.tag(high[1], "oclock")):
            return None
        last, month = high[0], month_first[0]
        year, end = year_at(s, high[1])
    else:
        found = day_and_month(s, after)
        if found is None or s.tag(after, "month"):
            return None
        _, last, month, year, end = found
    if s.shape(end) == "number" and year is None and s.word(end - 1) == "'":
        year = full_year(int(s.word(end)))
    days = rolled(s, month, last) if year is None else [made] if (made := make(year, month, last)) else []
    if not days or low[0] >= last:
        return None
    spans = [Span(start, each) for each in days if (start := make(each.year, month, low[0]))]
    reason = f"the days from {low[0]} to {last} have just passed" if len(spans) > 1 else ""
    return Piece(end=end, values=tuple(spans), reason=reason, dated=year is not None) if spans else None
