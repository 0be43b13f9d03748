"""Days counted from today or from another date: `in two weeks`, `within 5 working days`, `a week on Monday`,
`two working days before`, `the Monday after`, `6 weeks before the launch on 3 May`; and plain lengths of time.

Counting from a date that the text names elsewhere binds to the last date before it in the same sentence that is not
itself counted; else to the first one after it. When two dates could be meant, both readings are kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from followupd.reading.dates.anchors import anchored
from followupd.reading.dates.arithmetic import shifted, shown, week_of, weekday_after, weekday_before
from followupd.reading.dates.clocks import clock, hour_may_end
from followupd.reading.dates.days import basic_day
from followupd.reading.dates.edges import edge
from followupd.reading.dates.moments import today_or_tomorrow
from followupd.reading.dates.periods import it_lasts
from followupd.reading.dates.piece import Piece, longest, once
from followupd.reading.dates.records import SECONDS, At, Bound, Day, Length, Span, Value
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.vocabulary import WEEKDAYS

#: Words after an amount that count from today when no date stands before.
_COUNTS_ON = frozenset(
    ("later", "earlier", "beforehand", "prior", "in advance", "before that", "after that", "from then", "afterwards")
)
#: Words after an amount that count from a date which stands elsewhere.
_COUNTS_FROM = frozenset(
    (
        "before",
        "before the",
        "after",
        "after the",
        "beforehand",
        "prior",
        "following",
        "prior to",
        "ahead of",
        "in advance of",
    )
)
#: Words that end like a plural and lead in to a length of time.
_LASTS = frozenset(("takes", "lasts", "needs", "requires", "runs", "is", "was"))
#: Words between a number and its unit that change nothing.
BETWEEN = frozenset(("full", "more", "further", "clear", "whole", "good", "short", "of"))
_SUB_DAY = ("minute", "hour")
#: A number with a fraction. The pattern for numbers without shape takes in marks and letters ("19.5.", "3²").
_DECIMAL = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?")


def amount(s: Scan, i: int) -> tuple[float, str, int] | None:
    """(count, unit, next token) for `2 weeks`, `a fortnight`, `half an hour`, `48h`, `three working days`."""
    if s.shape(i) == "counted":
        word = s.word(i)
        digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
        unit = {"d": "day", "w": "week", "m": "month", "y": "year", "h": "hour"}[word[len(digits)]]
        if word[len(digits) :].startswith(("mi", "min")):
            unit = "minute"
        return (int(digits), unit, i + 1) if len(digits) < 4 else None
    if s.shape(i) == "hourtime" and s.word(i).rstrip("h ").isdigit() and s.word(i).endswith("h"):
        return int(s.word(i).rstrip("h ")), "hour", i + 1
    at = i
    count: float | None = s.number(at)
    if s.shape(at) in ("dottime", "opaque") and _DECIMAL.fullmatch(s.word(at)):
        count = float(s.word(at).replace(",", "."))
    if count is None and s.word(at) and s.text[s.tokens[at].start] not in "àÀ":  # "mise à jour": no article
        count = s.tag(at, "number")
        ten = s.tag(at + 1, "number")
        if count and count >= 20 and ten and ten < 10 and not s.tag(at + 1, "article"):  # "thirty two"
            count, at = count + ten, at + 1
    if count is None:
        if s.tag(i, "halfpast") == 30 and s.word(i) == "half" and s.tag(i + 1, "unit") == "hour":
            return 0.5, "hour", i + 2
        if s.tag(i, "unit") == "fortnight" and s.tag(i, "one"):
            return 1, "fortnight", i + 1
        return None
    if count > 1000:
        return None
    at += 1
    if half := _and_a_half(s, at):
        count, at = count + 0.5, half
    while s.word(at) in BETWEEN:
        at += 1
    unit = s.tag(at, "unit")
    if s.word(at) == "an" and count != 1:
        return None  # "9.15 an hour"; the French have "2 ans"
    if unit is None or (
        s.tag(i, "article") and not s.tag(at, "one") and not s.tag(i, "weak") and s.word(at).endswith("s")
    ):
        return None
    if unit == "weekend" and count == 1:
        return None
    if (half := _and_a_half(s, at + 1)) and s.tag(half, "unit") is None:  # "an hour and a half"
        return count + 0.5, unit, half
    return count, unit, at + 1


def _and_a_half(s: Scan, i: int) -> int:
    """The token after `and a half`; 0 for anything else."""
    at = i + 1 + (s.word(i + 1) in ("a", "an"))
    return at + 1 if s.word(i) == "and" and s.word(at) == "half" else 0


@once
def amounts(s: Scan, i: int) -> tuple[list[tuple[float, str]], int] | None:
    """`1 year 2 months`, `2 hours and 30 minutes`: one or more amounts, the larger first."""
    found = amount(s, i)
    if found is None:
        return None
    parts, end = [(found[0], found[1])], found[2]
    while more := amount(s, end + (s.word(end) in ("and", ",", "und", "et", "y", "en"))):
        if SECONDS[more[1]] >= SECONDS[parts[-1][1]]:
            break
        parts.append((more[0], more[1]))
        end = more[2]
    return parts, end


def moved(s: Scan, parts: list[tuple[float, str]], sign: int, base: date | None = None) -> Value:
    """The moment that many units after now (or after a day)."""
    if parts[0][1] == "weekend":  # "the weekend before the fair": two days, not seven back
        first = weekday_after(base or s.today, 5) if sign > 0 else week_of(base or s.today)[0] - timedelta(days=2)
        saturday = first + timedelta(weeks=sign * (round(parts[0][0]) - 1))
        return Span(saturday, saturday + timedelta(days=1))
    moment: datetime = s.now if base is None else datetime.combine(base, s.now.time())
    exact = False
    for count, unit in parts:
        if unit in _SUB_DAY:
            moment += timedelta(seconds=sign * count * SECONDS[unit])
            exact = True
        elif unit == "day" and count != int(count):
            moment += timedelta(days=sign * count)
        else:
            moment = datetime.combine(shifted(moment.date(), sign * count, unit, s.working), moment.time())
    if exact:
        return At(moment.date(), moment.time().replace(second=0, microsecond=0))
    return Day(moment.date())


def moved_clock(moment: datetime, parts: list[tuple[float, str]]) -> datetime:
    """A moment some minutes and hours later."""
    return moment + timedelta(seconds=sum(count * SECONDS[unit] for count, unit in parts))


@once
def offset_day(s: Scan, i: int) -> Piece | None:
    """A day or moment that is counted."""
    rules = (
        *(_in_amount, _amount_from, _amount_from_clock, _weekdays_from_now, _from_other, _named_from, _day_in),
        _this_time,
    )
    return longest(s, i, rules)


def _in_amount(s: Scan, i: int) -> Piece | None:
    """`in two weeks`, `within 48 hours`, `in a week's time`, `over the next 10 days`, `in den nächsten 14 Tagen`."""
    sign = s.tag(i, "in_length")
    if sign is None:
        return None
    at = i + 1
    while s.tag(at, "about") or (s.tag(at, "the") and not s.tag(at, "number")) or s.tag(at, "which") == 1:
        at += 1
    found = amounts(s, at)
    low = 0
    if found is None and (s.tag(at + 1, "to") or s.word(at + 1) == "or"):  # "in two or three weeks"
        low = s.number(at) or int(s.tag(at, "number") or 0)
        found = amounts(s, at + 2) if low else None
    if found is None:
        return None
    parts, end = found
    if s.word(end) == "'" and s.tight(end):
        end += 1
    if s.word(end) in ("time", "'s time"):
        end += 1
    word = s.word(i)
    if not low and s.word(end) == "or" and len(parts) == 1 and parts[0][0] == 1:  # "in a day or two"
        more = s.number(end + 1) or int(s.tag(end + 1, "number") or 0)
        if more > 1 and not s.tag(end + 1, "article") and s.tag(end + 2, "unit") is None:
            low, parts, end = 1, [(more, parts[0][1])], end + 2
    if low and len(parts) == 1:
        both = tuple(moved(s, [(count, parts[0][1])], sign) for count in (low, parts[0][0]))
        reason = f"it can be {low} or {parts[0][0]:g} {parts[0][1]}s"
        return Piece(end=end, values=both, reason=reason, past=sign < 0, grain=parts[0][1])
    if word in ("over", "a") and s.tag(at, "article") and s.word(at) != "een":
        return None
    if word == "over" and at == i + 1 and s.word(at) not in _DUTCH_ONE and s.word(end - 1) in _ENGLISH_UNITS:
        return None  # "over two hours late" is how long, "over twee uur" is when
    if s.word(end) in ("of", "after", "from", "following", "before"):
        base = longest(s, end + 1, (basic_day, edge))
        if base is not None:
            return _counted_from(s, parts, sign if s.tag(end, "after") != -1 else -1, base)
    if s.word(end) in ("of the", "after the"):  # "within two days of the visit", where its day is told
        told = anchored(s, i, end, lambda day: moved(s, parts, sign, day))
        if told:
            return told
    within = s.tag(i, "bound") or word.startswith(("inside", "over the next", "in less", "in under", "in the next"))
    value = moved(s, parts, sign)
    grain = parts[0][1]
    return Piece(end=end, values=(value,), past=sign < 0, bound=Bound.BY if within else Bound.NONE, grain=grain)


_DUTCH_ONE = ("een", "'n", "1")
_ENGLISH_UNITS = frozenset(("hours", "minutes", "days", "weeks", "months", "years", "hrs", "mins", "yrs"))


def _amount_from(s: Scan, i: int) -> Piece | None:
    """`two weeks from now`, `3 days ago`, `a week on Monday`, `10 days after 5 May`, `two working days before`."""
    found = amounts(s, i)
    if found is None:
        return None
    parts, end = found
    if s.word(end) == "'" and s.tight(end):
        end += 1
    sign = s.tag(end, "ago")
    single = len(parts) == 1
    if single and parts[0][1] in ("week", "fortnight", "month", "day", "year"):
        at = end + bool(s.tag(end, "on") or s.word(end) in ("from", "this"))
        base = basic_day(s, at)
        if (
            base
            and s.word(end) not in ("in", "of", "last")
            and (at > end or s.tag(end, "relative") is not None or _weeks_and_day(s, i, end))
            and not base.past
        ):
            return _counted_from(s, parts, 1, base)
    direction = s.tag(end, "after")
    if direction is not None:
        at = end + 1
        base = longest(s, at, (basic_day, edge))
        if base is None and s.tag(at, "the"):
            base = longest(s, at + 1, (basic_day, edge))
        if s.tag(end + 1, "now"):
            value = moved(s, parts, direction)
            return Piece(end=end + 2, values=(value,), past=direction < 0, grain=parts[0][1])
        if base is not None:
            return _counted_from(s, parts, direction, base)
        if s.word(end) in _COUNTS_FROM:
            return anchored(s, i, end + 1, lambda day: moved(s, parts, direction, day), back=direction < 0)
    if sign is not None and s.word(end) not in ("on", "back", "time"):
        if s.word(end) in _COUNTS_ON:
            base_found = anchored(s, i, end + 1, lambda day: moved(s, parts, sign, day), back=sign < 0)
            if base_found or sign < 0:
                return base_found
        return Piece(end=end + 1, values=(moved(s, parts, sign),), past=sign < 0, grain=parts[0][1])
    return None


def _weeks_and_day(s: Scan, i: int, end: int) -> bool:
    """`a week Tuesday`, as it is said without its `on`."""
    return bool(s.tag(i, "article") and s.tag(end, "weekday") is not None and s.tag(end - 1, "unit") in _WEEKS)


_WEEKS = ("week", "fortnight")


def _amount_from_clock(s: Scan, i: int) -> Piece | None:
    """`2 hours before noon`, `5 minutes after 3pm`."""
    found = amounts(s, i)
    if found is None or any(unit not in _SUB_DAY for _, unit in found[0]):
        return None
    direction = s.tag(found[1], "after")
    if direction is None:
        return None
    base = clock(s, found[1] + 1)
    if base is None or base.weak:
        return None
    moment = datetime.combine(s.today, base.times[0])
    if s.tag(base.end - 1, "midnight"):
        moment += timedelta(days=1)  # the one that comes
    if s.word(found[1]) == "from" and s.word(i - 1) == "for":  # "for 2 hours from 2pm"
        day = today_or_tomorrow(s, base.times[0])
        finish = moved_clock(datetime.combine(day, base.times[0]), found[0])
        return Piece(end=base.end, values=(Span(day, finish.date(), base.times[0], finish.time()),))
    moment = moved_clock(moment, [(direction * count, unit) for count, unit in found[0]])
    return Piece(end=base.end, values=(At(moment.date(), moment.time()),))


def _weekdays_from_now(s: Scan, i: int) -> Piece | None:
    """`two Fridays from now`, `three Mondays ago`."""
    count = s.number(i) or s.tag(i, "number")
    weekday = s.tag(i + 1, "weekdays")
    if count and weekday is not None and s.word(i + 2) == "ago":
        back = weekday_before(s.today, weekday) - timedelta(weeks=int(count) - 1)
        return Piece(end=i + 3, values=(Day(back),), past=True)
    if not count or weekday is None or s.word(i + 2) not in ("from now", "from today", "hence"):
        return None
    day = weekday_after(s.today, weekday) + timedelta(weeks=int(count) - 1)
    return Piece(end=i + 3, values=(Day(day),))


def _this_time(s: Scan, i: int) -> Piece | None:
    """`this time next week`, `same time tomorrow`, `the same day next month`."""
    alike = s.tag(i, "alike")
    if alike is None:
        return None
    at = i + 1
    which, unit = s.tag(at, "which"), s.tag(at + 1, "unit")
    if which and unit in ("week", "fortnight", "month", "quarter", "year") and s.tag(at + 1, "one"):
        days = [shifted(s.today, which, unit, s.working)]
        end = at + 2
    elif (base := basic_day(s, at)) is not None and alike == "time":
        days = [value.day for value in base.values if isinstance(value, Day)]
        end = base.end
    else:
        return None
    clock_now = s.now.time().replace(second=0, microsecond=0)
    values = tuple(At(day, clock_now) if alike == "time" else Day(day) for day in days)
    return Piece(end=end, values=values, past=bool(which and which < 0)) if len(values) == 1 else None


def _counted_from(s: Scan, parts: list[tuple[float, str]], sign: int, base: Piece) -> Piece:
    values = []
    for value in base.values:
        day = s.today
        if isinstance(value, Day | At):
            day = value.day
        elif isinstance(value, Span):
            day = value.start if sign < 0 else value.end
        values.append(moved(s, parts, sign, day))
    if sign > 0 and len(values) == 2 and isinstance(values[1], Day) and s.today <= values[1].day <= _day(values[0]):
        values.reverse()  # "20 days after 3 May", written on the 5th
    return Piece(end=base.end, values=tuple(values), reason=base.reason, anchored=True, past=base.past and sign < 0)


def _day(value: Value) -> date:
    return value.day if isinstance(value, Day | At) else date.min


def _from_other(s: Scan, i: int) -> Piece | None:
    """`the day before`, `the week after`, `the working day before Friday`."""
    at = i + 1 if s.tag(i, "the") or s.word(i) == "in the" else i
    at += _nearest(s, at)
    unit = s.tag(at, "unit")
    direction = s.tag(at + 1, "after")
    if unit is None or not s.tag(at, "one") or direction is None or unit in _SUB_DAY or s.word(at + 1) == "from":
        return None
    base = longest(s, at + 2, (basic_day, edge))
    if base is not None and s.word(i) == "in the" and unit in ("week", "fortnight", "month"):
        day = base.values[0].day if isinstance(base.values[0], Day) else None
        if day is not None:  # "in the week before the 5th" is all of it
            far, near = shifted(day, direction, unit, s.working), day + timedelta(days=direction)
            return Piece(end=base.end, values=(Span(min(far, near), max(far, near)),), anchored=True, grain=unit)
    if base is not None:
        return _counted_from(s, [(1, unit)], direction, base)
    if at == i:
        return None
    return anchored(s, i, at + 2, lambda day: moved(s, [(1, unit)], direction, day), back=direction < 0)


def _nearest(s: Scan, at: int) -> bool:
    """Whether `last` or `first` says only which one is nearest: `the last Friday before`, `the first Monday after`."""
    direction, nth = s.tag(at + 2, "after"), s.tag(at, "ordinal")
    counted = direction == 1 and bool(nth) and 1 < nth <= _MOST_WEEKS and s.tag(at + 1, "weekday") is not None
    return direction is not None and (nth == direction or counted) and s.word(at + 2) not in ("from", "past")


_MOST_WEEKS = 5


def _named_from(s: Scan, i: int) -> Piece | None:
    """`the Monday after`, `the Friday before Christmas`, `the following Tuesday`."""
    at = i + 1 if s.tag(i, "the") or s.word(i) == "in the" else i  # "check in the Monday after"
    if at > i and s.word(at) == "following" and s.tag(at + 1, "weekday") is not None:
        weekday = s.tag(at + 1, "weekday")
        return _following(s, i, at + 2, weekday)
    at += _nearest(s, at)
    weekday = s.tag(at, "weekday")
    direction = s.tag(at + 1, "after")
    if weekday is None or direction is None or s.word(at + 1) in ("from", "past", "later than"):
        return None
    step = weekday_after if direction > 0 else weekday_before
    base = longest(s, at + 2, (basic_day, edge))
    nth = s.tag(at - 1, "ordinal") if at > i and s.tag(at - 1, "ordinal") else 1
    if base is not None and nth > 1:
        more = timedelta(weeks=direction * (nth - 1))
        counted = tuple(Day(step(v.day, weekday) + more) for v in base.values if isinstance(v, Day | At))
        return Piece(end=base.end, values=counted, reason=base.reason, anchored=True) if counted else None
    if base is not None and not (s.tag(at + 2, "weekday") is not None and at == i):
        values = tuple(Day(step(value.day, weekday)) for value in base.values if isinstance(value, Day | At))
        return Piece(end=base.end, values=values, reason=base.reason, anchored=True) if values else None
    if at == i:
        return None
    return anchored(s, i, at + 2, lambda day: Day(step(day, weekday)), back=direction < 0)


def _following(s: Scan, i: int, end: int, weekday: int) -> Piece | None:
    """`w/c 22 June, report by the following Friday`: that of the week, or the one after it."""
    within = anchored(s, i, end, lambda day: Day(weekday_after(day, weekday)), back=True)
    after = anchored(s, i, end, lambda day: Day(weekday_after(day, weekday)))
    if within is None or after is None or within.values == after.values:
        return after
    values = tuple(dict.fromkeys((*within.values, *after.values)))
    days = " or ".join(shown(value.day) for value in values if isinstance(value, Day))
    reason = f"the following {WEEKDAYS[weekday].title()} can be {days}"
    return Piece(end=end, values=values, reason=reason, anchored=True)


def _day_in(s: Scan, i: int) -> Piece | None:
    """`heute in einer Woche`, `mardi en huit`, `dinsdag over een week`: a day, and how long after it."""
    base = basic_day(s, i)
    if base is None or base.past or s.word(base.end) not in ("in", "en", "over"):
        return None
    if s.tag(base.end - 1, "foreign") is None and s.word(base.end - 1) not in _TODAY:
        return None  # "Tuesday in two weeks" is the one of that week
    days = _EIGHT.get(s.word(base.end + 1)) if s.word(base.end) == "en" else None
    if days is not None:
        return _counted_from(s, [(days, "day")], 1, replace(base, end=base.end + 2))
    found = amounts(s, base.end + 1)
    if found is None or any(unit not in ("day", "week", "fortnight", "month", "year") for _, unit in found[0]):
        return None
    eight = found[0][0] == (8, "day")  # "heute in acht Tagen" counts both ends
    return _counted_from(s, [(7, "day")] if eight else found[0], 1, replace(base, end=found[1]))


_TODAY = ("heute", "vandaag", "aujourd'hui", "hoy", "morgen", "demain")
#: The French and Spanish week and fortnight count both ends.
_EIGHT = {"huit": 7, "quinze": 14, "ocho": 7, "quince": 14}


def _adjective(s: Scan, i: int, end: int) -> bool:
    """`a day job`, `£15 an hour`, `have a good day`, `one day we will`."""
    if (
        s.shape(i - 1) in ("opaque", "number", "dottime")
        or s.word(end - 2) == "good"
        or (s.word(i) == "one" and i == 0 and s.shape(end) == "word")
    ):
        return True
    return s.shape(end) == "word" and not s.tokens[end].tags and not hour_may_end(s, end)


def length(s: Scan, i: int) -> Piece | None:
    """A plain length of time: `45 minutes`, `a fortnight`. Not `3 day course`: one unit of several is an adjective."""
    found = amounts(s, i)
    if found is None:
        return None
    parts, end = found
    count, unit = parts[-1]
    if (
        count > 1
        and s.tag(end - 1, "one")
        and s.shape(end - 1) == "word"
        and s.word(end - 1) not in ("min", "hr", "wk", "mth", "yr")
    ):
        return None
    if s.shape(i) == "counted" and s.word(i)[-1] in "dmy" and not s.alone(i, end):
        return None
    if s.tag(i, "unit") and s.tag(i, "unit") == unit:
        return None  # "fortnight" without an article
    if (s.tag(i - 1, "which") is not None and not it_lasts(s, i - 1)) or s.tag(i, "which"):
        return None
    if s.tag(end, "at") and s.word(end + 1) == "a" and s.word(end + 2) == "time":
        return None  # "one day at a time"
    before = s.word(i - 1)
    counted = s.tag(i - 1, "unit") or (before.endswith("s") and before not in _LASTS)
    if s.text[s.tokens[end - 1].end :][:2].startswith("-") and end < len(s.tokens) and s.shape(end) == "word":
        return None  # "a minute-taker"
    if s.tag(i, "article") and parts == [(1, "minute")]:
        return None  # "give me a minute"
    if s.tag(end, "article") and s.tag(end + 1, "unit") and s.tag(end + 1, "one"):
        return None  # a rate: "40 hours a week"
    if count == 1 and s.word(i) in ("a", "an", "one") and _adjective(s, i, end):
        return None
    if s.word(i) in ("a", "an") and s.shape(i - 1) == "word" and counted:
        return None  # a rate: "24 hours a day", "5 calls a week"
    if s.word(i - 1) in ("+", "-", "once", "twice") or s.word(end) in ("past", "ago"):
        return None
    if s.word(end) == "to" and clock(s, end + 1):
        return None  # "ten minutes to five"
    if s.word(end) == "old" or (s.tag(i, "article") and unit == "quarter" and s.word(end) in ("of", "of the")):
        return None  # "45 years old", "a quarter of the staff"
    if s.word(end) == "long" and s.text[s.tokens[end].start - 1] == "-":
        return None  # "a week-long course"
    seconds = sum(count * SECONDS[unit] for count, unit in parts)
    value = Length(count, unit) if len(parts) == 1 else Length(seconds / 60, "minute")
    if s.alone(i, end) and i == 0 and end >= len(s.tokens):
        # the whole of an answer: as likely a day that far from now
        reason = "it can be a length of time or a day that far from today"
        return Piece(end=end, values=(value, moved(s, parts, 1)), reason=reason, grain=unit)
    return Piece(end=end, values=(value,), grain=unit)
