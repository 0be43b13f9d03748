"""A recurrence as it was read -> the series that is kept: counted from its first day after the mail."""

from __future__ import annotations

from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from followupd.domain.recurrence import Every
from followupd.reading.dates import Repeat


def every_of(value: Repeat, said: date, words: str) -> Every | None:
    """Return the series of a recurrence that was said on the day `said`; None when no day of it comes after that."""
    rule = [f"FREQ={value.freq}", f"INTERVAL={value.interval}"]
    for name, numbers in (("BYDAY", value.byday), ("BYMONTHDAY", value.bymonthday), ("BYMONTH", value.bymonth)):
        rule += [f"{name}={','.join(map(str, numbers))}"] if numbers else []
    rule += [f"BYSETPOS={value.bysetpos}"] if value.bysetpos else []
    named = value.start is not None and value.start > said
    begin = datetime.combine(value.start if value.start is not None and named else said, time())
    days = rrulestr(";".join(rule), dtstart=begin)
    first = days.after(begin, inc=named)
    if first is None or (value.until is not None and first.date() > value.until):
        return None
    until = value.until
    if value.count is not None and until is None:
        last = first
        for _ in range(min(value.count, 500) - 1):
            last = days.after(last) or last
        until = last.date()
    return Every(rule=";".join(rule), start=first.date(), until=until, words=words, clock=value.clock)
