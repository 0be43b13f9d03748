"""What may follow a recurrence in any order: days, a time, a start, a bound, a number of times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from followupd.reading.dates.arithmetic import month_of, shifted
from followupd.reading.dates.clocks import clock, fitted, hour_may_end
from followupd.reading.dates.date_parts import day_number, month_name
from followupd.reading.dates.days import basic_day
from followupd.reading.dates.edges import edge
from followupd.reading.dates.offsets import amount
from followupd.reading.dates.periods import month_span, period
from followupd.reading.dates.piece import Piece, longest
from followupd.reading.dates.points import point
from followupd.reading.dates.ranges import day_numbers
from followupd.reading.dates.records import At, Day, Part, Repeat, Span
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


def modifiers(s: Scan, rule: Repeat, end: int) -> tuple[Repeat, int]:
    """What may follow in any order: days, a time, a start, a bound, a number of times."""
    for _ in range(8):
        at = end + (s.word(end) in (",", "("))
        found = (
            _within(s, rule, at)
            or _on_days(s, rule, at)
            or _at_time(s, rule, at)
            or _until(s, rule, at)
            or _except(s, rule, at)
            or starting(s, rule, at)
        )
        if found is None:
            break
        rule, end = found
    return rule, end


def _within(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    """`every day this week`, `every Monday next month`, `every Friday in April and May`."""
    if rule.until is not None:
        return None
    if s.word(at) in ("in", "during", "throughout") and rule.freq in ("DAILY", "WEEKLY"):
        first = month_name(s, at + 1)
        second = month_name(s, first[1] + 1) if first and s.tag(first[1], "and") else None
        if first is None or (second and second[0] != first[0] % 12 + 1):
            return None
        begin, end = month_span(s, first[0], None)
        if second:
            end = month_of(end + timedelta(days=1))[1]
        return replace(rule, start=max(begin, s.today), until=end), (second or first)[1]
    if s.word(at) in ("from", "between"):  # "daily from 1 to 4 December"
        piece = day_numbers(s, at + (s.word(at) == "from"))
    elif s.tag(at, "which") is not None:
        piece = period(s, at)
    else:
        return None
    span = piece.values[0] if piece else None
    if piece is None or not isinstance(span, Span) or piece.past:
        return None
    return replace(rule, start=max(span.start, s.today), until=span.end), piece.end


def _on_days(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    led = bool(s.tag(at, "on"))
    start = at + 1 if led else at
    while (s.tag(start, "the") and s.tag(start, "ordinal") is None) or (led and s.word(start) == "a"):
        start += 1
    if rule.freq == "WEEKLY" and not rule.byday:
        days, end = weekday_list(s, start)
        if days:
            return replace(rule, byday=codes(days)), end
    if rule.freq == "MONTHLY" and not rule.byday and not rule.bymonthday and (day := _edge_of_month(s, at)):
        return replace(rule, bymonthday=(day[0],)), day[1]
    if rule.freq == "MONTHLY" and not rule.byday and not rule.bymonthday and start > at:
        numbers: list[int] = []
        end = start
        while len(numbers) < MOST_LISTED and ((number := day_number(s, end)) or s.tag(end, "ordinal") == -1):
            numbers.append(number[0] if number else -1)
            end = number[1] if number else end + 1
            more = end + 1 + bool(s.tag(end + 1, "the"))
            if s.tag(end, "and") and day_number(s, more):
                end = more
                continue
            break
        if numbers:
            weekday, unit = s.tag(end, "weekday"), s.tag(end, "unit")
            after = end + (weekday is not None or unit in ("day", "workday"))
            made = monthly(numbers, weekday, unit)
            if made:
                return replace(rule, byday=made.byday, bymonthday=made.bymonthday, bysetpos=made.bysetpos), after
    if rule.freq == "YEARLY" and led and not (rule.byday or rule.bymonthday):
        if found := days_of_a_month(s, start):
            return replace(rule, bymonthday=found[0], bymonth=(found[1],)), found[2]
        nth, weekday = s.tag(start, "ordinal"), s.tag(start + 1, "weekday")
        if nth and weekday is not None and s.tag(start + 2, "of") and (named := month_name(s, start + 3)):
            return replace(rule, byday=(f"{nth}{CODES[weekday]}",), bymonth=(named[0],)), named[1]
    if rule.freq == "DAILY" and led and s.tag(start, "unit") == "workday":
        return replace(rule, freq="WEEKLY", byday=WEEKDAY_CODES), start + 1
    return None


def _except(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    """`every day except Sunday`, `every weekday bar Wednesdays`."""
    if s.word(at) not in _BUT or rule.freq not in ("DAILY", "WEEKLY") or rule.interval != 1:
        return None
    start = at + 1 + (s.word(at + 1) in ("on", "for", "not", "from"))
    days, end = weekday_list(s, start)
    left = [code for code in rule.byday or CODES if code not in codes(days)]
    if not days or not left or (rule.freq == "WEEKLY" and not rule.byday):
        return None
    return replace(rule, freq="WEEKLY", byday=tuple(left)), end


_BUT = frozenset(("except", "excluding", "bar", "but", "apart", "save"))


def _edge_of_month(s: Scan, i: int) -> tuple[int, int] | None:
    """`every month at the beginning`: the day of the month and where it ends."""
    at = i
    while at - i < 2 and (s.tag(at, "at") or s.word(at) == "the"):
        at += 1
    if at == i:
        return None
    day = {"beginning": 1, "begin": 1, "start": 1, "end": -1, "the end": -1}.get(s.word(at))
    return (day, at + 1) if day else None


def _at_time(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    if rule.clock is not None:
        return None
    led = at
    while (
        s.tag(led, "at")
        or (s.tag(led, "in") and s.tag(led + 1 + bool(s.tag(led + 1, "the")), "part"))
        or s.tag(led, "the")
    ):
        led += 1
        if led - at > 3:
            return None
    if s.tag(led, "part") not in (None, Part.END_OF_DAY) and not s.tag(led, "eod"):
        return rule, led + 1
    found = clock(s, led)
    if found is None or (found.weak and led == at):
        return None
    if found.weak and s.shape(led) not in ("dottime", "dotted") and not hour_may_end(s, found.end):
        return None
    part = Part.EVENING if s.word(at - 1) == "nightly" else s.tag(at - 1, "part")  # "every night at 10.15"
    times = fitted(found, part) if part in (Part.MORNING, Part.AFTERNOON, Part.EVENING) else found.times
    return replace(rule, clock=times[0]), found.end


def _until(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    if rule.until is not None or rule.count is not None:
        return None
    if s.word(at) in ("for", "over") or s.tag(at, "in_length"):
        after = at + 1 + bool(s.tag(at + 1, "the")) * (s.word(at) == "for")
        if s.tag(after, "which") == 1 or s.word(after) == "up to":
            after += 1
        if (count := s.number(after) or s.tag(after, "number")) and s.tag(after + 1, "times"):
            return replace(rule, count=int(count)), after + 2
        if s.tag(after, "unit") and s.tag(after, "one") and after > at + 1:
            return replace(rule, until=shifted(s.today, 1, s.tag(after, "unit"), s.working)), after + 1
        found = amount(s, after)
        if found and found[1] not in ("minute", "hour"):
            last = shifted(rule.start or s.today, found[0], found[1], s.working)
            return replace(rule, until=last), found[2]
        return None
    if s.word(at) not in (
        "until",
        "till",
        "til",
        "through",
        "thru",
        "up to",
        "up until",
        "to",
        "through to",
        "bis",
        "hasta",
        "tot",
        "jusqu'a",
        "jusqu'au",
        "ending",
    ):
        return None
    if (month := s.tag(at + 1, "month")) and not day_number(s, at + 2) and s.number(at + 2) is None:
        if s.word(at) in _WITH_ITS_END:
            return replace(rule, until=month_span(s, month, None)[1]), at + 2
        # "until December" ends before it, "until the end of December" does not
        return replace(rule, until=date(s.today.year + (month <= s.today.month), month, 1)), at + 2
    piece = longest(s, at + 1, (point, edge, period)) or (
        longest(s, at + 2, (point, edge, period)) if s.tag(at + 1, "the") else None
    )
    last_day = _final_day(piece) if piece else None
    if piece is None or last_day is None:
        return None
    value = piece.values[0]
    if rule.start is not None and rule.clock is None and isinstance(value, At):  # "from 3 to 9 May at 8"
        rule = replace(rule, clock=value.clock)
    return replace(rule, until=last_day), piece.end


#: Words of a bound that take in the whole of the month behind them.
_WITH_ITS_END = frozenset(("through", "thru", "through to"))


def _final_day(piece: Piece) -> date | None:
    value = piece.values[0]
    return value.day if isinstance(value, Day | At) else value.end if isinstance(value, Span) else None


def starting(s: Scan, rule: Repeat, at: int, *, first: bool = False) -> tuple[Repeat, int] | None:
    """The rule with the day that it starts on, and the next token: `starting Monday`; `starting in April` when it is
    said first."""
    if rule.start is not None or not s.tag(at, "starting"):
        return None
    piece = longest(s, at + 1 + first * (s.word(at + 1) == "in"), (basic_day, point, period))
    if piece is None:
        return None
    value = piece.values[0]
    start = value.start if isinstance(value, Span) else value.day if isinstance(value, Day | At) else None
    if start is None:
        return None
    changed = replace(rule, start=start)
    if isinstance(value, At) and rule.clock is None:
        changed = replace(changed, clock=value.clock)
    return changed, piece.end
