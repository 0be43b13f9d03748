"""Moments: a day and a clock time together, in the writer's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from followupd.reading.dates.arithmetic import make
from followupd.reading.dates.clocks import to_time
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At
from followupd.reading.dates.scan import Scan


def zoned(s: Scan, day: date, at: time, zone: int | str | None) -> At:
    if zone is None:
        return At(day, at)
    named = ZoneInfo(zone) if isinstance(zone, str) else timezone(timedelta(minutes=zone))
    there = datetime.combine(day, at, tzinfo=named)
    here = there.astimezone(s.working.zone)
    return At(here.date(), here.time())


def today_or_tomorrow(s: Scan, at: time) -> date:
    return s.today if at > s.now.time() else s.today + timedelta(days=1)


def stamp(s: Scan, i: int) -> Piece | None:
    """`2026-12-27T09:15:01`."""
    if s.shape(i) != "stamp":
        return None
    word = s.word(i)
    found = make(int(word[:4]), int(word[5:7]), int(word[8:10]))
    at = to_time(int(word[11:13]), int(word[14:16]))
    if found is None or at is None:
        return None
    return Piece(end=i + 1, values=(zoned(s, found, at, 0 if word.endswith("z") else None),), dated=True)
