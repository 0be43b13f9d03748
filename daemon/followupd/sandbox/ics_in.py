"""An invitation or an answer that came by mail: what is needed of its text/calendar part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from followupd.sandbox.message import Address
from followupd.sandbox.zones import from_wall, zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property: its parameters by name in upper case, and its value."""

    parameters: dict[str, str]
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """The first VEVENT of a calendar. Moments are UTC; None where it says nothing that can be read."""

    #: REQUEST, REPLY, CANCEL, COUNTER or PUBLISH.
    method: str
    uid: str
    subject: str = ""
    description: str = ""
    location: str = ""
    start: datetime | None = None
    end: datetime | None = None
    zone: str = "UTC"
    organizer: Address | None = None
    #: Address and PARTSTAT (ACCEPTED, DECLINED, TENTATIVE, NEEDS-ACTION).
    attendees: list[tuple[Address, str]] = field(default_factory=list)


def read_ics(text: str) -> Invitation | None:
    """Return the invitation in a text/calendar part; None when it has no event or no UID."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    method = re.search(r"^METHOD:\s*(\w+)", unfolded, re.MULTILINE | re.IGNORECASE)
    block = re.search(r"^BEGIN:VEVENT\s*$(.*?)^END:VEVENT", unfolded, re.MULTILINE | re.DOTALL | re.IGNORECASE)
    if block is None:
        return None
    lines: dict[str, list[Line]] = {}
    for raw in block[1].splitlines():
        match = re.match(r"([A-Za-z-]+)((?:;[^=;:]+=(?:\"[^\"]*\"|[^;:]*))*):(.*)", raw.strip())
        if match:
            pairs = re.findall(r";([^=;:]+)=(\"[^\"]*\"|[^;:]*)", match[2])
            line = Line(parameters={k.upper(): v.strip('"') for k, v in pairs}, value=match[3].strip())
            lines.setdefault(match[1].upper(), []).append(line)

    def first(name: str) -> Line:
        return lines.get(name, [Line(parameters={}, value="")])[0]

    if not first("UID").value:
        return None
    start = _moment(first("DTSTART"))
    end = _moment(first("DTEND")) or (start + timedelta(minutes=30) if start else None)
    return Invitation(
        method=method[1].upper() if method else "PUBLISH",
        uid=first("UID").value,
        subject=_text(first("SUMMARY").value),
        description=_text(first("DESCRIPTION").value),
        location=_text(first("LOCATION").value),
        start=start,
        end=end,
        zone=first("DTSTART").parameters.get("TZID", "UTC"),
        organizer=_address(first("ORGANIZER")),
        attendees=[
            (address, line.parameters.get("PARTSTAT", "NEEDS-ACTION").upper())
            for line in lines.get("ATTENDEE", [])
            if (address := _address(line)) is not None
        ],
    )


def _moment(line: Line) -> datetime | None:
    match = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", line.value)
    if match is None:
        return None
    try:
        clock = datetime.strptime(match[1] + (match[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - zone follows
    except ValueError:
        return None
    zone = line.parameters.get("TZID", "UTC")
    if match[3] or zone_of(zone) is None:
        return clock.replace(tzinfo=UTC)
    return from_wall(clock, zone)


def _address(line: Line) -> Address | None:
    found = re.search(r"mailto:([^\s;]+)", line.value, re.IGNORECASE)
    return Address(found[1], line.parameters.get("CN", "")) if found else None


def _text(value: str) -> str:
    return re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], value)
