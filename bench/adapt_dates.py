"""Dates as the scorer wants them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from followupd.config.policy import days_off
from followupd.domain.people import WorkingTime
from followupd.reading.dates import At, Day, Length, Repeat, Span, Value, find_dates

#: Whose public holidays are a writer's, by his locale: what the configuration says in the service.
_COUNTRIES = {
    "en-gb": "GB-ENG",
    "en-ie": "IE",
    "en-us": "US",
    "de-de": "DE",
    "fr-fr": "FR",
    "es-es": "ES",
    "nl-nl": "NL",
}


def plain(value: Value) -> Any:
    if isinstance(value, Day):
        return value.day.isoformat()
    if isinstance(value, At):
        return f"{value.day.isoformat()}T{value.clock:%H:%M}"
    if isinstance(value, Length):
        return {"seconds": value.seconds}
    if isinstance(value, Span):
        start, end = value.start.isoformat(), value.end.isoformat()
        if value.start_clock:
            start += f"T{value.start_clock:%H:%M}"
        if value.end_clock:
            end += f"T{value.end_clock:%H:%M}"
        return {"start": start, "end": end}
    assert isinstance(value, Repeat)
    rule: dict[str, Any] = {"freq": value.freq, "interval": value.interval}
    for name in ("byday", "bymonthday", "bymonth"):
        if getattr(value, name):
            rule[name] = list(getattr(value, name))
    if value.bysetpos:
        rule["bysetpos"] = value.bysetpos
    if value.clock:
        rule["byhour"], rule["byminute"] = value.clock.hour, value.clock.minute
    if value.start:
        rule["dtstart"] = value.start.isoformat()
    if value.until:
        rule["until"] = value.until.isoformat()
    if value.count:
        rule["count"] = value.count
    return rule


def _zone(offset: str) -> ZoneInfo | None:
    """The zone of a reference that was given with whole hours from UTC (`-02:00`)."""
    if len(offset) != 6 or not offset.endswith(":00"):
        return None
    hours = int(offset[:3])
    return ZoneInfo(f"Etc/GMT{-hours:+d}")  # the names count westwards


def dates(text: str, reference: str, tz: str, locale: str) -> list[dict[str, Any]]:
    zone = _zone(reference[19:]) or ZoneInfo(tz)
    said = datetime.fromisoformat(reference[:19]).replace(tzinfo=zone)
    day_first = not locale.lower().startswith("en-us")
    working = WorkingTime(zone=zone, days_off=days_off(_COUNTRIES.get(locale.lower(), ""), said.year))
    found = find_dates(text, said, working=working, day_first=day_first)
    return [
        {"start": each.start, "end": each.end, "values": [plain(value) for value in each.readings]} for each in found
    ]
