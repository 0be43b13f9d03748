"""Time zones between Exchange and the rest of the world: Windows names, IANA names, custom zones.

The table is CLDR's windowsZones, as tzlocal carries it. O365's own table is not used: it reads Pacific Standard Time
as a zone that does not exist, and then silently as UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from tzlocal.windows_tz import tz_win, win_tz

#: Names that Exchange gives beside the Windows names.
_SPECIAL = {"tzone://microsoft/utc": "UTC", "utc": "UTC", "etc/utc": "UTC", "gmt": "UTC"}
#: CLDR keeps the first name a zone ever had; people know these by the present one.
_RENAMED = {
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Europe/Kiev": "Europe/Kyiv",
}
_WINDOWS = {name.lower(): _RENAMED.get(zone, zone) for name, zone in win_tz.items()}


@lru_cache(maxsize=1)
def _iana() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def candidates() -> tuple[str, ...]:
    """The zones that Windows has names for, each once: plain names of many places first."""
    places = Counter(tz_win.values())
    ordered = sorted(win_tz, key=lambda name: ("(" in name, -places[name], len(name)))
    return tuple(dict.fromkeys(_WINDOWS[name.lower()] for name in ordered))


def to_iana(name: str) -> str | None:
    """Return the IANA name of a zone, from its Windows or IANA name in any case; None for custom or unknown ones."""
    name = name.strip().lower()
    return _SPECIAL.get(name) or _WINDOWS.get(name) or _iana().get(name)


def to_graph(moment: datetime, zone: str) -> dict[str, str]:
    """Return Graph's dateTimeTimeZone for a moment, in the Windows zone that is `zone` (IANA), or else in UTC.

    UTC is taken when there is no Windows name, when that name stands for another offset at that moment, and in the
    hour that a clock change repeats: a wall clock alone would not say which of the two was meant.
    """
    windows = tz_win.get(zone)
    if windows and zone != "UTC":
        local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        back = local.replace(tzinfo=ZoneInfo(win_tz[windows]))
        if back.astimezone(UTC) == moment.astimezone(UTC) and back.utcoffset() == back.replace(fold=1).utcoffset():
            return {"dateTime": local.isoformat(timespec="seconds"), "timeZone": windows}
    return {"dateTime": moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"), "timeZone": "UTC"}


def from_graph(value: Mapping[str, Any]) -> datetime:
    """Return the moment of a dateTimeTimeZone, aware, UTC. Raises ValueError when its zone is not known.

    Seven digits of a second are Graph's rule; what is finer than a microsecond is dropped.
    """
    text, name = str(value["dateTime"]), str(value.get("timeZone") or "UTC")
    zone = to_iana(name)
    if zone is None:
        raise ValueError("a time in a zone that is not known")
    whole, _, fraction = text.rstrip("Z").partition(".")
    moment = datetime.fromisoformat(whole).replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC) + timedelta(microseconds=int(fraction[:6].ljust(6, "0") or 0) if fraction else 0)
