"""Time zones by Windows or IANA name; the names come from the CLDR table that tzlocal carries."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal.windows_tz import win_tz

_BY_LOWER = {name.lower(): iana for name, iana in win_tz.items()}


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of a Windows or IANA name in any letter case of the former; None when there is none."""
    iana = _BY_LOWER.get(name.lower(), name)
    try:
        return ZoneInfo(iana)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
