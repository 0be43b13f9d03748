"""A zone of somebody's own making (customTimeZone), as the zone of the world that has its rules.

getSchedule gives working hours in such zones as a matter of course: named "Customized Time Zone", with the rules of the
person's ordinary zone spelt out (Get free/busy schedule, example 1). The documentation of `bias` has the sign the wrong
way round: UTC is local time plus bias, and Pacific time has 480 (microsoft-graph-docs#15217).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from followupd.graph.zones import candidates

#: Any year in which each zone follows its present rules.
YEAR: Final = 2027
#: Of the days of a year, so many must have the same time: rules of a year long gone differ by a few weeks.
MOST: Final = 0.9
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: One moment of each day.
_DAYS: Final = tuple(datetime(YEAR, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(365))


def custom_to_iana(zone: Mapping[str, Any], ordinary: str | None = None) -> str | None:
    """Return the IANA name of the zone with the rules of Graph's customTimeZone; None: there is none, or no rules.

    `ordinary`: the zone of the mailbox, which is taken where several have these rules.
    """
    try:
        offsets = _offsets(zone)
    except (KeyError, TypeError, ValueError):
        return None
    constant = set(offsets)
    if len(constant) == 1 and (minutes := constant.pop()) % 60 == 0 and -12 * 60 <= minutes <= 14 * 60:
        if ordinary is not None and _of_zone(ordinary) == offsets:
            return ordinary
        # Etc/GMT+5 lies west of Greenwich.
        return "UTC" if minutes == 0 else f"Etc/GMT{-minutes // 60:+d}"
    names = (ordinary, *candidates()) if ordinary else candidates()
    best = max(names, key=lambda name: _agreement(name, offsets))
    return best if _agreement(best, offsets) >= MOST else None


def _offsets(zone: Mapping[str, Any]) -> tuple[int, ...]:
    """Minutes ahead of UTC on each day of the year. Raises KeyError, TypeError, ValueError for rules that are none."""
    bias = zone["bias"]
    if not isinstance(bias, int) or abs(bias) > 24 * 60:
        raise ValueError("no bias")
    daylight, standard = zone.get("daylightOffset"), zone.get("standardOffset")
    if not isinstance(daylight, dict) or not daylight.get("daylightBias") or not daylight.get("month"):
        return (-bias,) * len(_DAYS)
    summer = bias + int(daylight["daylightBias"])
    begins = _moment(daylight, bias)
    ends = _moment(standard if isinstance(standard, dict) else {}, summer)
    if begins < ends:
        return tuple(-summer if begins <= each < ends else -bias for each in _DAYS)
    return tuple(-bias if ends <= each < begins else -summer for each in _DAYS)


def _moment(change: Mapping[str, Any], bias: int) -> datetime:
    """When the clocks are changed, by the clock that is changed: `bias` is of the time before."""
    month, nth = int(change["month"]), int(change["dayOccurrence"])
    weekday = _WEEKDAYS.index(str(change["dayOfWeek"]).lower())
    first = date(YEAR, month, 1)
    days = [first + timedelta(days=n) for n in range(31)]
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    day = fitting[min(nth, len(fitting)) - 1]  # the fifth is the last, be there five or four
    clock = time.fromisoformat(str(change["time"])[:8])
    return datetime.combine(day, clock, tzinfo=UTC) + timedelta(minutes=bias)


@lru_cache(maxsize=256)
def _of_zone(name: str) -> tuple[int, ...]:
    zone = ZoneInfo(name)
    return tuple(int((each.astimezone(zone).utcoffset() or timedelta()) / timedelta(minutes=1)) for each in _DAYS)


def _agreement(name: str, offsets: tuple[int, ...]) -> float:
    return sum(one == other for one, other in zip(_of_zone(name), offsets, strict=True)) / len(offsets)
