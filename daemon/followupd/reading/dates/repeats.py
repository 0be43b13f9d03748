"""Recurrences: `every other Friday at 9.30`, `monthly until end of March`, `the last working day of each month`.

Recurring words that describe a thing (`the weekly report`, `a daily call`) are no recurrence of the action.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followupd.reading.dates.arithmetic import shifted
from followupd.reading.dates.clocks import clock, hour_may_end
from followupd.reading.dates.days import basic_day, day_and_month, day_number, month_name, weekday_at
from followupd.reading.dates.offsets import amount
from followupd.reading.dates.periods import edge, period
from followupd.reading.dates.piece import Piece, longest
from followupd.reading.dates.points import point
from followupd.reading.dates.records import At, Day, Part, Repeat, Span
from followupd.reading.dates.scan import Scan

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAY_CODES = CODES[:5]
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
    found = _of_each(s, i) or _every(s, i) or _adverb(s, i) or _plural(s, i) or _clock_before(s, i)
    if found is None:
        return None
    rule, end = found
    rule, end = _modifiers(s, rule, end)
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


def _doubt(s: Scan, i: int) -> str:
    if s.word(i) in ("biweekly", "bi weekly"):
        return "“biweekly” can be every two weeks or twice a week"
    if s.word(i) in ("bimonthly", "bi monthly"):
        return "“bimonthly” can be every two months or twice a month"
    return ""


def _days(s: Scan, i: int, *, plural: bool = False) -> tuple[list[int], int]:
    """A list of weekdays: `Monday`, `Tuesday and Thursday`, `Mon, Wed and Fri`, `Monday to Thursday`."""
    days: list[int] = []
    at, end = i, i
    while True:
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


def _codes(days: list[int]) -> tuple[str, ...]:
    return tuple(CODES[day] for day in sorted(set(days)))


def _every(s: Scan, i: int) -> tuple[Repeat, int] | None:
    """`every ...`"""
    if not s.tag(i, "every") or s.word(i) in ("any",):
        return None
    at, interval = i + 1, 1
    if s.word(i) == "all":
        return None
    if (other := s.tag(at, "other")) and (
        s.tag(at + 1, "unit") or s.tag(at + 1, "weekday") is not None or s.tag(at + 1, "weekdays") is not None
    ):
        interval, at = other, at + 1
    elif (count := s.number(at) or (s.tag(at, "number") if not s.tag(at, "article") else None)) and s.tag(
        at + 1, "unit"
    ):
        interval, at = int(count), at + 1
    elif (number := day_number(s, at)) and number[2] and s.tag(number[1], "unit") in _UNITS:
        interval, at = number[0], number[1]
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
    days, end = _days(s, at)
    if days:
        return Repeat("WEEKLY", interval, byday=_codes(days)), end
    part = s.tag(at, "part")
    if part is not None and not s.tag(at, "eod"):
        return Repeat("DAILY", interval), at
    if found := month_name(s, at):
        month, end = found
        if number := day_number(s, end):
            return Repeat("YEARLY", bymonthday=(number[0],), bymonth=(month,)), number[1]
        return Repeat("YEARLY", bymonth=(month,)), end
    return None


def _adverb(s: Scan, i: int) -> tuple[Repeat, int] | None:
    found = s.tag(i, "adverb")
    if found is None:
        return None
    freq, interval = found
    if freq in ("WEEKDAYS", "WEEKENDS"):
        return Repeat("WEEKLY", byday=WEEKDAY_CODES if freq == "WEEKDAYS" else ("SA", "SU")), i + 1
    single = " " not in s.word(i)
    if single and s.word(i - 1) in _DETERMINERS:
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
    if s.tag(at, "weekday") is not None and s.word(at + 1) in ("mornings", "afternoons", "evenings", "nights"):
        return Repeat("WEEKLY", byday=_codes([s.tag(at, "weekday")])), at + 2
    if s.tag(at, "weekdays") is not None:
        days, end = _days(s, at, plural=True)
        return (Repeat("WEEKLY", byday=_codes(days)), end) if days else None
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
        if s.tag(after, "every") and s.tag(after + 1, "unit") in ("month", "week"):
            if s.tag(after + 1, "unit") == "week":
                return Repeat("WEEKLY", byday=("FR",) if which == "end" else ("MO",)), after + 2
            return Repeat("MONTHLY", bymonthday=(-1 if which == "end" else 1,)), after + 2
        return None
    numbers: list[int] = []
    end = at
    while True:
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
            day_number(s, end + 1 + bool(s.tag(end + 1, "the"))) or s.tag(end + 1, "ordinal") == -1
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
    if s.tag(after + 1, "unit") == "month" and each:
        final = after + 2
    elif each and (number := day_number(s, after + 1)) and s.tag(number[1], "unit") == "month":
        rule = _monthly(numbers, weekday, unit)
        return (replace(rule, interval=number[0]), number[1] + 1) if rule else None
    elif each and (s.tag(after + 1, "other") and s.tag(after + 2, "unit") == "month"):
        rule = _monthly(numbers, weekday, unit)
        return (replace(rule, interval=s.tag(after + 1, "other")), after + 3) if rule else None
    elif (
        (s.tag(after, "the") or s.tag(body, "of"))
        and weekday is not None
        and s.word(after - 1) == "of the"
        and s.tag(after, "unit") == "month"
    ):
        return None
    else:
        return None
    rule = _monthly(numbers, weekday, unit)
    return (rule, final) if rule else None


def _monthly(numbers: list[int], weekday: int | None, unit: str | None) -> Repeat | None:
    if weekday is not None:
        return Repeat("MONTHLY", byday=tuple(f"{number}{CODES[weekday]}" for number in numbers))
    if unit == "workday":
        return Repeat("MONTHLY", byday=WEEKDAY_CODES, bysetpos=numbers[0])
    return Repeat("MONTHLY", bymonthday=tuple(numbers))


def _modifiers(s: Scan, rule: Repeat, end: int) -> tuple[Repeat, int]:
    """What may follow in any order: days, a time, a start, a bound, a number of times."""
    for _ in range(8):
        at = end + (s.word(end) in (",", "("))
        found = (
            _within(s, rule, at)
            or _on_days(s, rule, at)
            or _at_time(s, rule, at)
            or _until(s, rule, at)
            or _from(s, rule, at)
        )
        if found is None:
            break
        rule, end = found
    return rule, end


def _within(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    """`every day this week`, `every Monday next month`."""
    if s.tag(at, "which") is None or rule.until is not None:
        return None
    piece = period(s, at)
    span = piece.values[0] if piece else None
    if piece is None or not isinstance(span, Span) or piece.past:
        return None
    return replace(rule, start=max(span.start, s.today), until=span.end), piece.end


def _on_days(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    led = bool(s.tag(at, "on"))
    start = at + 1 if led else at
    while s.tag(start, "the") and s.tag(start, "ordinal") is None:
        start += 1
    if rule.freq == "WEEKLY" and not rule.byday:
        days, end = _days(s, start)
        if days:
            return replace(rule, byday=_codes(days)), end
    if rule.freq == "MONTHLY" and not rule.byday and not rule.bymonthday and start > at:
        numbers: list[int] = []
        end = start
        while (number := day_number(s, end)) or s.tag(end, "ordinal") == -1:
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
            made = _monthly(numbers, weekday, unit)
            if made:
                return replace(rule, byday=made.byday, bymonthday=made.bymonthday, bysetpos=made.bysetpos), after
    if rule.freq == "YEARLY" and led and not (rule.byday or rule.bymonthday):
        if found := day_and_month(s, start):
            return replace(rule, bymonthday=(found[1],), bymonth=(found[2],)), found[4]
        nth, weekday = s.tag(start, "ordinal"), s.tag(start + 1, "weekday")
        if nth and weekday is not None and s.tag(start + 2, "of") and (named := month_name(s, start + 3)):
            return replace(rule, byday=(f"{nth}{CODES[weekday]}",), bymonth=(named[0],)), named[1]
    if rule.freq == "DAILY" and led and s.tag(start, "unit") == "workday":
        return replace(rule, freq="WEEKLY", byday=WEEKDAY_CODES), start + 1
    return None


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
    if found is None or (found.weak and led == at) or (found.weak and not hour_may_end(s, found.end)):
        return None
    return replace(rule, clock=found.times[0]), found.end


def _until(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    if rule.until is not None or rule.count is not None:
        return None
    if s.word(at) in ("for", "over") or s.tag(at, "in_length"):
        after = at + 1 + bool(s.tag(at + 1, "the")) * (s.word(at) == "for")
        if s.tag(after, "which") == 1:
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
        # "until December" ends before it, "until the end of December" does not
        return replace(rule, until=date(s.today.year + (month <= s.today.month), month, 1)), at + 2
    piece = longest(s, at + 1, (point, edge, period)) or (
        longest(s, at + 2, (point, edge, period)) if s.tag(at + 1, "the") else None
    )
    last_day = _last(piece) if piece else None
    return (replace(rule, until=last_day), piece.end) if piece and last_day else None


def _last(piece: Piece) -> date | None:
    value = piece.values[0]
    return value.day if isinstance(value, Day | At) else value.end if isinstance(value, Span) else None


def _from(s: Scan, rule: Repeat, at: int) -> tuple[Repeat, int] | None:
    if rule.start is not None or not s.tag(at, "starting"):
        return None
    piece = longest(s, at + 1, (basic_day, point, period))
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
