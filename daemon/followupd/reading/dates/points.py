"""Days with clock times and parts of a day, and ranges from one to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

from followupd.reading.dates.arithmetic import make, week_of
from followupd.reading.dates.clocks import clock, fitted, hour_may_end
from followupd.reading.dates.day_parts import in_the_part, part_of_that
from followupd.reading.dates.days import basic_day
from followupd.reading.dates.edges import edge
from followupd.reading.dates.moments import stamp, today_or_tomorrow, zoned
from followupd.reading.dates.nth import nth_of
from followupd.reading.dates.offsets import amounts, moved_clock, offset_day
from followupd.reading.dates.piece import Clock, Piece, longest, once
from followupd.reading.dates.records import At, Day, Part, Span, Value
from followupd.reading.dates.scan import Scan

_HALF_DAYS = (Part.MORNING, Part.AFTERNOON, Part.EVENING)
#: The hour at which a part of today lies behind.
_OVER = {Part.FIRST_THING: 12, Part.MORNING: 12, Part.LUNCH: 15, Part.AFTERNOON: 18}


@once
def any_day(s: Scan, i: int) -> Piece | None:
    return longest(s, i, (basic_day, edge, offset_day, part_of_that, _nth_day))


@once
def point(s: Scan, i: int) -> Piece | None:
    """A day, with its clock time or part of the day before or after it; or a clock time alone."""
    return longest(s, i, (stamp, _day_first, _clock_first, _part_first, in_the_part))


def _nth_day(s: Scan, i: int) -> Piece | None:
    """`the last Friday of October`, as a day that a clock may follow."""
    at = i + 1 if s.tag(i, "the") and s.tag(i, "ordinal") is None else i
    piece = nth_of(s, at)
    return piece if piece and isinstance(piece.values[0], Day) else None


def _day_first(s: Scan, i: int) -> Piece | None:
    day = any_day(s, i)
    if day is None:
        return None
    if any(isinstance(value, Span) for value in day.values):
        return day
    day = _in_week(s, i, with_part(s, day))
    at = day.end
    if s.word(at) == "," or s.word(at) == "(":
        at += 1
    while s.tag(at, "about"):
        at += 1
    if s.shape(at) == "number" and at == day.end and s.tag(at - 1, "weekday") is not None:
        numbered = [value for value in day.values if isinstance(value, Day) and value.day.day == s.number(at)]
        if numbered and (s.number(at) or 0) > 12:  # "Tue 14 and Wed 15"
            return replace(day, end=at + 1, values=tuple(numbered), reason="")
    joined = _clock_at(s, at, day.part)
    if (
        joined is None
        and at == day.end
        and s.word(at) in ("by", "before", "for", "from", "-", ":", "after", "no later than", "not before", "not after")
        and (not s.tight(at) or (s.word(at) == ":" and not s.tight(at + 1)))  # "Friday: 2pm"
    ):
        joined = _clock_at(s, at + 1, day.part)
        if (
            joined is not None
            and joined.weak
            and s.word(at) not in ("by", "before", "at", "from", "after", "no later than")
        ):
            joined = None
    if joined is None or (at > day.end and joined.weak and _listed(s, at)):
        return day
    if joined.weak and at == day.end and s.shape(at) == "number" and not hour_may_end(s, joined.end):
        return day
    return _with_length(s, _join(s, _late_year(s, day, joined.end), joined, joined.end))


def _listed(s: Scan, at: int) -> bool:
    """Whether a bare number stands here with another behind it: `June 4, 5 and 6`."""
    return s.shape(at) == "number" and bool(s.tag(at + 1, "and")) and s.shape(at + 2) in ("number", "ordinal")


def _late_year(s: Scan, day: Piece, end: int) -> Piece:
    """`Thu Oct 26 11:00:09 2023`: the year stands behind the clock."""
    year = s.number(end)
    if year is None or day.dated or not 1990 < year < 2100 or s.tag(day.end - 1, "weekday") is not None:
        return day
    values = tuple(
        Day(exact)
        for value in day.values[:1]
        if isinstance(value, Day) and (exact := make(year, value.day.month, value.day.day))
    )
    return replace(day, values=values, reason="", dated=True) if values else day


def _with_length(s: Scan, piece: Piece) -> Piece:
    """`Friday at 10 for 45 minutes`."""
    year = s.number(piece.end)
    if piece.dated and year is not None and isinstance(piece.values[0], At) and piece.values[0].day.year == year:
        piece = replace(piece, end=piece.end + 1)
    found = amounts(s, piece.end + 1) if s.word(piece.end) == "for" else None
    if found is None or any(unit not in ("minute", "hour") for _, unit in found[0]):
        return piece
    spans: list[Value] = []
    for value in piece.values:
        assert isinstance(value, At)
        finish = moved_clock(datetime.combine(value.day, value.clock), found[0])
        spans.append(Span(value.day, finish.date(), value.clock, finish.time()))
    return replace(piece, end=found[1], values=tuple(spans))


def _in_week(s: Scan, i: int, day: Piece) -> Piece:
    """`Wednesday evening next week`: the week said last decides."""
    if (
        day.part is Part.NONE
        or s.tag(i, "weekday") is None
        or s.tag(day.end, "which") not in (0, 1)
        or s.tag(day.end + 1, "unit") != "week"
    ):
        return day
    first = week_of(s.today)[0] + timedelta(days=7 * s.tag(day.end, "which") + s.tag(i, "weekday"))
    return replace(day, end=day.end + 2, values=(Day(first),), reason="")


#: Words without tags that a part of the day follows, or that are one.
_BEFORE_A_PART = frozenset((",", "-", "by", "in the", "am", "pm"))


def with_part(s: Scan, day: Piece) -> Piece:
    """A day with the part of it that follows: `tomorrow morning`, `Friday in the afternoon`, `Thursday EOD`."""
    at = day.end
    if s.untagged(at) and s.word(at) not in _BEFORE_A_PART:
        return day
    if day.part is not Part.NONE and s.tag(at, "part") is None:
        return day
    if s.word(at) in (",", "-"):
        at += 1
    for _ in range(3):
        if s.tag(at, "part") is None and (
            s.tag(at, "in")
            or s.tag(at, "the")
            or s.tag(at, "at")
            or s.tag(at, "edge")
            or s.word(at) in ("by", "in the")
        ):
            at += 1
    part = s.tag(at, "part") or _half_day(s, at)
    if s.word(at) in ("mornings", "afternoons", "evenings", "nights"):
        return day
    if part is None or (at > day.end + 1 and s.tag(at, "eod") and s.word(day.end) != "by"):
        return day
    over = s.now.hour >= _OVER.get(part, 24)
    later = tuple(value for value in day.values if not (over and isinstance(value, Day) and value.day == s.today))
    return Piece(
        end=at + 1,
        values=later or day.values,
        reason=day.reason if len(later) > 1 else "",
        part=part,
        past=day.past,
        anchored=day.anchored,
        grain=day.grain,
    )


def _half_day(s: Scan, at: int) -> Part | None:
    """`Friday pm`, `Mon am`; `am` is a verb as well, when more of the sentence follows."""
    if s.word(at) not in ("am", "pm") or s.tight(at):
        return None
    if s.word(at) == "am" and s.shape(at + 1) == "word" and not s.tag(at + 1, "and") and not hour_may_end(s, at + 1):
        return None
    if s.word(at) == "am" and s.word(at + 1) in ("i", "the", "my"):
        return None
    return Part.MORNING if s.word(at) == "am" else Part.AFTERNOON


def _clock_at(s: Scan, i: int, part: Part) -> Clock | None:
    """A clock time that belongs to the day before it; `at` may lead in."""
    at, led = i, False
    while s.tag(at, "at") and at - i < 2:
        at, led = at + 1, True
    if s.tag(at, "the"):
        return None
    while s.tag(at, "about"):
        at += 1
    found = clock(s, at)
    if found is None:
        return None
    if found.weak and s.shape(at) == "number" and not led and len(s.word(at)) != 4 and part is Part.NONE:
        # "Friday 10" needs an end behind it; "Friday 5" is more often a 5th that lost its ending
        return found if found.end > at + 1 or (hour_may_end(s, found.end) and found.times[0].hour >= 8) else None
    if found.weak and not led and s.shape(at) == "word" and found.end == at + 1:
        return None
    if (
        found.weak
        and led
        and s.shape(at) in ("number", "word")
        and found.end == at + 1
        and not hour_may_end(s, found.end)
    ):
        return None
    return found


def _join(s: Scan, day: Piece, found: Clock, end: int) -> Piece:
    times = found.times
    if day.part not in (Part.NONE, Part.END_OF_DAY, Part.FIRST_THING):
        times = fitted(found, day.part)
    reason = day.reason or (found.reason if len(times) > 1 else "")
    values: list[At] = []
    midnight = bool(s.tag(found.end - 1, "midnight"))
    for value, at in product(day.values, times):
        assert isinstance(value, Day | At)
        if not (midnight and value.day == s.today):  # today began already
            values.append(zoned(s, value.day, at, found.zone))
        if midnight:
            values.append(zoned(s, value.day + timedelta(days=1), at, found.zone))
    if midnight and len(values) > 1:
        reason = reason or "midnight can be the beginning of that day or its end"
    if "today is a" in day.reason:
        # the weekday is today's: a later time means today, an earlier one next week
        later = [value for value in values if value.day == s.today and value.clock > s.now.time()]
        rest = [value for value in values if value.day != s.today]
        values, reason = (later or rest), found.reason if len(times) > 1 else ""
        if len(values) > 1 and not reason:
            reason = "midnight can be the beginning of that day or its end" if midnight else day.reason
    return Piece(
        end=end,
        values=tuple(dict.fromkeys(values)),
        reason=reason,
        past=day.past,
        anchored=day.anchored,
        grain=day.grain,
    )


def _clock_first(s: Scan, i: int) -> Piece | None:
    """`5pm on Friday`, `at 10 tomorrow`, `4pm`."""
    led = bool(s.tag(i, "at")) and s.word(i) not in ("a",)
    at = i + 1 if led else i
    found = clock(s, at)
    if found is None:
        return None
    after = found.end
    if s.word(after) == ",":
        after += 1
    while s.tag(after, "on") or s.word(after) in ("of", "for") or s.tag(after, "the"):
        after += 1
    day = any_day(s, after)
    if day is not None and (after == found.end or s.word(found.end) == "on") and isinstance(day.values[0], Day):
        parted = with_part(s, day)
        day = parted if parted.part in _HALF_DAYS else day
    if s.shape(at) == "number" and s.word(i - 1) in ("the", "those", "these", "all") and len(s.word(at)) == 4:
        return None  # "invoice Hendry for the 2350 today"
    if s.shape(at) == "time" and s.word(i - 1) == "in":
        return None  # "he ran it in 4:12"
    foreign = s.word(at - 1) not in ("at", "@", "at about", "at around", "um", "om", "a las", "from") and not s.tag(
        i - 1, "bound"
    )
    usable = (
        not found.weak
        or (led and not foreign)
        or s.shape(at) in ("dottime", "twelve")
        or (s.shape(at) == "number" and len(s.word(at)) == 4)
        or (day is not None and after == found.end and day.part in _HALF_DAYS)  # "9 tomorrow evening"
    )
    known = ("by", "before", "until", "till", "after", "no later than", "around", "about")
    beside = s.tag(found.end, "weekday") is not None or s.tag(found.end, "relative") is not None
    named = s.word(found.end) == "on" or (beside and s.text[s.tokens[found.end].start - 1] == " ")  # not a new line
    usable = usable or (s.shape(at) == "number" and s.word(at - 1) in known and named)  # "by 5 tomorrow"
    said_on = after > found.end and not found.weak  # "10am on the 14th": either alone would be half of it
    if day and usable and not any(isinstance(value, Span) for value in day.values) and (not day.weak or said_on):
        return _join(s, day, found, day.end)
    bounded = s.tag(i - 1, "bound") is not None and s.word(i - 1) in (
        "by",
        "before",
        "until",
        "till",
        "after",
        "no later than",
        "at the latest by",
    )
    if found.weak:
        if not (led or bounded) or not hour_may_end(s, found.end):
            return None
        joined = s.tag(found.end, "and") or s.tag(found.end, "to")
        if joined and s.number(found.end + 1) is not None:
            return None  # "at 18 and 19 June", "by 3 to 1"
        if s.shape(at) == "word" and s.word(i - 2) == s.word(at):
            return None  # "two by two"
        if s.shape(at) == "dottime" and not led and not bounded:
            return None
        if s.word(at - 1) == "from" or (foreign and not bounded):
            return None
        if (s.number(at) or 0) > 12 and len(s.word(at)) <= 2 and s.word(at - 1) in ("at", "@"):
            return None  # "sell at 20 and buy at 15"
        if bounded and not led and s.shape(at) == "number" and (len(s.word(at)) == 4 or found.times[0].hour == 0):
            return None
    if s.word(at) in ("midnight", "noon") and s.tag(found.end, "unit"):
        return None
    values = tuple(zoned(s, today_or_tomorrow(s, each), each, found.zone) for each in found.times)
    return _with_length(s, Piece(end=found.end, values=values, reason=found.reason if len(values) > 1 else ""))


def _part_first(s: Scan, i: int) -> Piece | None:
    """`EOD Thursday`, `first thing tomorrow`, `lunchtime on Friday`, `COB`."""
    at = i + 1 if s.tag(i, "the") or s.word(i) == "in the" else i
    part = s.tag(at, "part")
    if part is None or s.tag(at, "relative") is not None or s.tag(at, "weekday") is not None:
        return None
    end = at + 1
    while s.tag(end, "on") or s.tag(end, "of") or s.word(end) in (",", "-", "for", "this"):
        end += 1
    day = basic_day(s, end)
    if day is not None and not day.past and isinstance(day.values[0], Day):
        if s.tag(at, "eod") and day.values[0].day == s.today and len(day.values) > 1 and "today is a" in day.reason:
            day = Piece(end=day.end, values=(day.values[1],))
        return _with_clock(s, Piece(end=day.end, values=day.values, reason=day.reason, part=part, grain=day.grain))
    if s.word(at) == "the end of the day" and s.word(i - 1) == "at" and s.tokens[i - 1].capital:
        return None  # "At the end of the day it is about trust"
    led = s.tag(i - 1, "bound") or s.tag(i - 1, "at") or s.tag(i - 1, "in") or s.tag(i - 1, "the") or at > i
    few = s.word(at) in ("cop", "sob") and not s.tag(i - 1, "bound")  # a policeman, a sigh
    if few or s.number(end) is not None:  # "COP 28"
        return None
    if s.tag(at, "eod") or (s.word(at) == "first thing" and s.ends_here(at + 1)):
        return Piece(end=at + 1, values=(Day(s.today if s.tag(at, "eod") else s.today + timedelta(days=1)),), part=part)
    if (
        s.tag(i - 1, "bound")
        and led
        and s.word(at) in ("lunch", "lunchtime", "lunch time", "mittag", "midi")
        and s.ends_here(at + 1)
    ):
        return Piece(end=at + 1, values=(Day(s.today),), part=part)
    return None


def _with_clock(s: Scan, day: Piece) -> Piece:
    found = _clock_at(s, day.end, day.part)
    return _join(s, day, found, found.end) if found and not found.weak else day
