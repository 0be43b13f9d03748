"""Time zones by Windows or IANA name; the names come from the CLDR table that tzlocal carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from tzlocal.windows_tz import win_tz

from followupd.sandbox.errors import Refusal

#: What mailboxSettings says when a person's zone is none of Windows' own.
CUSTOM = "tzone://Microsoft/Custom"
#: The rules behind CUSTOM in this sandbox: those of central Europe, spelled out as Exchange does.
CUSTOM_RULES: dict[str, Any] = {
    "@odata.type": "#microsoft.graph.customTimeZone",
    "name": "Customized Time Zone",
    "bias": -60,
    "standardOffset": {"time": "03:00:00.0000000", "dayOccurrence": 5, "dayOfWeek": "sunday", "month": 10, "year": 0},
    "daylightOffset": {
        "daylightBias": -60,
        "time": "02:00:00.0000000",
        "dayOccurrence": 5,
        "dayOfWeek": "sunday",
        "month": 3,
        "year": 0,
    },
}

_SPECIAL = {
    "utc": "UTC",
    "etc/utc": "UTC",
    "tzone://microsoft/utc": "UTC",
    CUSTOM.lower(): "Europe/Berlin",
}
_WINDOWS = {name.lower(): iana for name, iana in win_tz.items()}


@lru_cache(maxsize=1)
def _iana() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of a Windows or IANA name in any letter case; None when there is none."""
    wanted = name.strip().lower()
    found = _SPECIAL.get(wanted) or _WINDOWS.get(wanted) or _iana().get(wanted)
    return ZoneInfo(found) if found else None


def zone_or_refusal(name: str) -> ZoneInfo:
    """Return the zone of a name; Refusal 400 as Graph words it when there is none."""
    zone = zone_of(name)
    if zone is None:
        raise Refusal(
            400,
            "TimeZoneNotSupportedException",
            f"A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'.",
            blame="unknown time zone",
        )
    return zone


def wall(moment: datetime, zone_name: str) -> dict[str, str]:
    """Return Graph's dateTimeTimeZone of an aware moment: seven digits, no Z, in the named zone."""
    zone = zone_or_refusal(zone_name)
    return {"dateTime": moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S.%f0"), "timeZone": zone_name}


def from_wall(clock: datetime, zone_name: str) -> datetime:
    """Return the moment, in UTC, at which a wall clock (without zone) in the named zone shows this."""
    return clock.replace(tzinfo=zone_or_refusal(zone_name)).astimezone(UTC)


def in_zone(value: Any, zone_name: str) -> Any:
    """Return JSON in which every dateTimeTimeZone in UTC, at any depth, is told in the named zone."""
    if isinstance(value, Mapping):
        if value.keys() == {"dateTime", "timeZone"} and value["timeZone"] == "UTC" != zone_name:
            text = str(value["dateTime"])[:26]
            return wall(datetime.fromisoformat(text).replace(tzinfo=UTC), zone_name)
        return {name: in_zone(item, zone_name) for name, item in value.items()}
    return [in_zone(item, zone_name) for item in value] if isinstance(value, list) else value
