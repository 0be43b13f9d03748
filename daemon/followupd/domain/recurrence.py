"""When something comes again: counted from its first day, so that it never drifts, and only until its end.

The next one is asked for when this one has its outcome; what lies between is skipped, so nothing piles up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from dateutil.rrule import rrule, rruleset, rrulestr

#: A series that has no next day within this many years has none.
_YEARS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A series of days. `rule` is an RFC 5545 recurrence rule without its start and end: `FREQ=MONTHLY;INTERVAL=1`."""

    rule: str
    #: The first day: the series is counted from here.
    start: date
    #: The last day it may fall on; None: open-ended.
    until: date | None = None
    #: As it was said: "every other Friday until Easter"; empty where a situation gave it.
    words: str = ""
    #: A clock time that was said, on the wall clock of the person who said it.
    clock: time | None = None

    def __post_init__(self) -> None:
        _series(self.rule, self.start)  # raises ValueError for what is no rule

    def next_after(self, day: date) -> date | None:
        """The first day of the series that is later than `day`; None when it has ended."""
        found = _series(self.rule, self.start).after(datetime.combine(day, time(23, 59, 59)))
        if found is None or found.year > day.year + _YEARS:
            return None
        return found.date() if self.until is None or found.date() <= self.until else None


def _series(rule: str, start: date) -> rruleset | rrule:
    """The days of a rule. Monthly from the 31st means the last day where a month is shorter, not a month left out."""
    if "MONTHLY" in rule and "BY" not in rule and start.day > 28:
        rule += f";BYMONTHDAY={','.join(str(day) for day in range(28, start.day + 1))};BYSETPOS=-1"
    return rrulestr(rule, dtstart=datetime.combine(start, time()))
