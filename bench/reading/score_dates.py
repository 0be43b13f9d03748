"""Date expressions: those read with a right value, what else was taken for one, and texts that have none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bench.reading.tally import Case, Measure, Reader, Tally, rate

#: Words that say which half of the day is meant.
_HALF = re.compile(
    r"\d\s*(am|pm|a\.?m|p\.?m|a\b|p\b)|noon|midnight|midday|o.?clock.*(am|pm)|morning|afternoon|evening|night|tonight|"
    r"\b(1[3-9]|2[0-3])[:.h]?\d?\d?|T\d\d|\b0\d[:.]\d\d",
    re.IGNORECASE,
)
_DAY = timedelta(days=1)


def score(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = read(case)
        right: set[int] = set()
        for want in case["expected"]:
            good = [i for i, each in enumerate(found) if _overlap(want, each) and is_right(want, each["values"], case)]
            right.update(good)
            tally.update(expected=1, right=bool(good))
        tally.update(hits=len(found), good=len(right))
        if not case["expected"]:
            tally.update(negatives=1, fooled=bool(found))
    return tally


def _overlap(want: dict[str, Any], have: dict[str, Any]) -> bool:
    if want.get("start") is None or have.get("start") is None:
        return True
    return bool(have["start"] < want["end"] and want["start"] < have["end"])


def is_right(want: dict[str, Any], values: Sequence[Any], case: Case) -> bool:
    """Whether any value that was read is one of those expected."""
    if want["kind"] == "recurrence" and not want["values"]:
        return any(isinstance(value, dict) and "freq" in value for value in values)
    meant = _Meant(want, case)
    return any(meant.by(wanted, value) for wanted in want["values"] for value in values if value is not None)


class _Meant:
    """One expected expression, and how a value is held against it."""

    def __init__(self, want: dict[str, Any], case: Case) -> None:
        self.want = want
        self.at = datetime.fromisoformat(case["reference"][:19])
        self.text = str(want.get("text") or case["text"])
        self.either_half = not _HALF.search(self.text)

    def by(self, wanted: Any, value: Any) -> bool:
        if isinstance(wanted, str):
            return any(self.moment(wanted, each) for each in self.moments_of(value) if each)
        if "freq" in wanted:
            return isinstance(value, dict) and value.get("freq") == wanted["freq"] and _same_rule(wanted, value)
        if "seconds" in wanted:
            return self.length(wanted["seconds"], value)
        return self.span(wanted["start"], wanted["end"], value)

    def length(self, seconds: float, value: Any) -> bool:
        if isinstance(value, dict):
            return "seconds" in value and abs(value["seconds"] - seconds) <= max(1, 0.02 * abs(seconds))
        then = self.at + timedelta(seconds=seconds)
        same_day = seconds % 86400 == 0 and _day(value) == then.date()
        return same_day or (_clock(value) is not None and value[:16] == f"{then:%Y-%m-%dT%H:%M}")

    def span(self, start: str, end: str, value: Any) -> bool:
        begins = value if isinstance(value, str) else value.get("start")
        if self.want.get("grain") == "partofday":
            return bool(begins) and (_day(begins) == _day(start) or self.today(begins))
        if isinstance(value, str) or not (value.get("start") and value.get("end")):
            return False
        first, last = value["start"], value["end"]
        if not _clock(start):
            days = [_day(each) for each in (start, end, first, last)]
            if None in days:
                return False
            a, b, x, y = (each for each in days if each is not None)
            low = self.text.lower()
            week = "week" in low or "w/c" in low or (b - a).days in (5, 6, 7)
            return abs((x - a).days) <= (1 if week else 0) and abs((y - b).days) <= (2 if week else 1)
        if not (_day(first) == _day(start) or self.today(first)) or not self.same(_clock(start), _clock(first)):
            return False
        ours, theirs = _clock(last), _clock(end)
        if ours and theirs:
            return self.same(theirs, ours) or abs(_minutes(ours) - _minutes(theirs)) <= 60
        one, other = _day(last), _day(end)
        return not theirs and one is not None and other is not None and abs(one - other) <= _DAY

    def moments_of(self, value: Any) -> list[str | None]:
        """The moments that a value can be taken for, where a moment is expected."""
        if isinstance(value, str):
            return [value]
        if not isinstance(value, dict):
            return []
        if "start" in value:
            return self.ends_of(value["start"], value["end"])
        if "seconds" in value and re.search(r"\b(in|within|from now|later|hence)\b", self.text):
            return [f"{self.at + timedelta(seconds=value['seconds']):%Y-%m-%dT%H:%M}"]
        return []

    def ends_of(self, start: str | None, end: str | None) -> list[str | None]:
        found: list[str | None] = []
        first, last = _day(start), _day(end)
        kind = self.want["kind"]
        if kind == "date" and first and last and (last - first).days <= 1 and not _clock(start):
            found.append(start)
        if kind == "datetime":
            found.append(start)
        before = "bef" in (self.want.get("mod") or "")
        if before or re.match(r"(?i)(by|before|until|till|within)\b", self.text):
            found.append(end)
            if last:
                found.append((last + _DAY).isoformat())
        return found

    def moment(self, wanted: str, value: str) -> bool:
        if self.want["kind"] == "date" or not _clock(wanted):
            return _day(value) == _day(wanted)
        return self.same(_clock(wanted), _clock(value)) and (_day(value) == _day(wanted) or self.today(value))

    def today(self, value: str) -> bool:
        """For a clock alone: today and tomorrow are both right."""
        return bool(self.want.get("timeonly")) and _day(value) in (self.at.date(), self.at.date() + _DAY)

    def same(self, one: str | None, other: str | None) -> bool:
        if not one or not other:
            return False
        x, y = _minutes(one), _minutes(other)
        return x == y or (self.either_half and x % 720 == y % 720)


def _same_rule(wanted: dict[str, Any], value: dict[str, Any]) -> bool:
    def days(rule: dict[str, Any]) -> list[str]:
        return sorted(day.lstrip("+") for day in rule.get("byday") or [])

    if int(value.get("interval") or 1) != int(wanted.get("interval") or 1) or days(value) != days(wanted):
        return False
    if sorted(value.get("bymonthday") or []) != sorted(wanted.get("bymonthday") or []):
        return False
    if "byhour" in wanted:
        clock = (value.get("byhour"), int(value.get("byminute") or 0))
        if clock[0] is None or (int(clock[0]), clock[1]) != (wanted["byhour"], wanted.get("byminute", 0)):
            return False
    return "until" not in wanted or value.get("until") == wanted["until"] or value.get("count") is not None


def _day(moment: Any) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except (TypeError, ValueError):
        return None


def _clock(moment: Any) -> str | None:
    return moment[11:16] if isinstance(moment, str) and len(moment) > 10 else None


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


BUSINESS = (
    Measure(title="right", of=rate("right", "expected"), least=0.95),
    Measure(title="texts without a date, fooled", of=rate("fooled", "negatives"), most=1 / 24),
)
ALL = (
    Measure(title="right (no target)", of=rate("right", "expected")),
    Measure(title="precision", of=rate("good", "hits"), least=0.90),
    Measure(title="texts without a date, fooled", of=rate("fooled", "negatives"), most=0.03),
)
