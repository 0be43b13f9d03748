"""The JSON of an event, read and checked: what POST and PATCH may say.

The real service takes enum values in any letter case, and booleans and numbers as strings; an unknown property is
refused with 400 RequestBodyRead. Read-only properties are passed over, and the judge is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

import lxml.html
from lxml.etree import LxmlError

from followupd.sandbox import errors
from followupd.sandbox.bodies import as_stored
from followupd.sandbox.calendar_entities import EVENT
from followupd.sandbox.drafting import read_extended
from followupd.sandbox.event import Attendee
from followupd.sandbox.message import Address, Body
from followupd.sandbox.recurrence import read_recurrence
from followupd.sandbox.routing import Call
from followupd.sandbox.zones import from_wall, zone_or_refusal

#: The most attendees of an event [Exchange Online limits].
MOST_ATTENDEES = 500

_READ_ONLY = frozenset(
    {"id", "changeKey", "createdDateTime", "lastModifiedDateTime", "bodyPreview", "iCalUId", "uid", "isOrganizer",
     "isCancelled", "responseStatus", "webLink", "type", "seriesMasterId", "hasAttachments", "onlineMeeting",
     "onlineMeetingUrl", "originalStart", "originalStartTimeZone", "originalEndTimeZone", "cancelledOccurrences",
     "organizer", "calendar", "attachments", "instances", "exceptionOccurrences", "extensions",
     "multiValueExtendedProperties"}
)  # fmt: skip
_SHOW_AS = ("free", "tentative", "busy", "oof", "workingElsewhere", "unknown")
_SENSITIVITY = ("normal", "personal", "private", "confidential")
_TYPES = ("required", "optional", "resource")
_PROVIDERS = ("unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness")


def read_event(call: Call, value: object, *, changing: bool) -> dict[str, Any]:
    """Return what this JSON says, by property name, with the values as Event holds them.

    `start` and `end` become (moment, zone name); `attendees` a list of Attendee without answers. `changing`: a PATCH.
    """
    if not isinstance(value, dict):
        raise errors.unreadable_body("Cannot read the value of type 'microsoft.graph.event': an object was expected.")
    said: dict[str, Any] = {}
    for name, content in value.items():
        if "@odata." in name:
            continue
        if name not in EVENT.properties | EVENT.navigation:
            raise errors.unknown_property(name, EVENT.name)
        if name in _READ_ONLY or (changing and name == "transactionId"):
            call.blame("read-only field", name)
            continue
        said[name] = READERS[name](content)
    if "body" in said:
        said["body"] = stored_body(said["body"], rewrites=call.world.doubts.rewrites_html)
    return said


def check_times(start: datetime, end: datetime, *, all_day: bool, start_zone: str, end_zone: str) -> None:
    """Refuse an event that ends before it begins, or a whole day that does not begin and end at midnight."""
    if end < start:
        _invalid("The end of an event cannot be before its start.")
    if not all_day:
        return
    if start_zone.lower() != end_zone.lower():
        _invalid("The start and the end of an all-day event must be in the same time zone.")
    zone = zone_or_refusal(start_zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if (first.hour, first.minute, last.hour, last.minute) != (0, 0, 0, 0) or last - first < timedelta(hours=23):
        _invalid(
            "The Event.Start and Event.End properties of an all-day event need to be set to midnight, at least one day "
            "apart."
        )


def stored_body(body: Body, *, rewrites: bool) -> Body:
    """Return a body as Exchange keeps it.

    `rewrites`: the HTML is parsed and written anew: attributes quoted, styles spaced, entities resolved; a comparison
    of texts never settles. Else it is kept as it came, in a whole document.
    """
    kept = as_stored(body)
    if body.type == "text" or not rewrites:
        return kept
    try:
        tree = lxml.html.document_fromstring(kept.content)
        content = str(lxml.html.tostring(tree, encoding="unicode"))
    except (LxmlError, ValueError):
        return kept
    content = re.sub(r'style="([^"]*)"', lambda m: f'style="{_spaced(m[1])}"', content)
    return Body("html", re.sub(r"\r?\n", "\r\n", content) + "\r\n")


def read_moment(value: object, name: str) -> tuple[datetime, str]:
    """Return the moment (UTC) and the zone name of a dateTimeTimeZone."""
    _only(value, {"dateTime", "timeZone"}, "microsoft.graph.dateTimeTimeZone")
    assert isinstance(value, dict)
    zone = str(value.get("timeZone") or "UTC")
    text = re.sub(r"(\.\d{6})\d+", r"\1", str(value.get("dateTime") or ""))
    try:
        clock = datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.unreadable_body(
            f"The property '{name}' holds no date and time: '{value.get('dateTime')}'.", blame="bad date"
        ) from error
    zone_or_refusal(zone)
    if clock.tzinfo is not None:
        return clock.astimezone(zone_or_refusal("UTC")), zone
    return from_wall(clock, zone), zone


def read_boolean(value: object, name: str) -> bool:
    """Return a boolean, also when it comes as a string."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise errors.unreadable_body(f"Cannot convert the value of '{name}' to 'Edm.Boolean'.")


def parameters(call: Call, *known: str) -> dict[str, Any]:
    """Return the parameters of an action by name in lower case (they may come in any); Refusal 400 for others."""
    body = {name.lower(): value for name, value in call.json().items() if "@odata." not in name}
    allowed = {name.lower() for name in known}
    for name in body:
        if name not in allowed:
            raise errors.unreadable_body(
                f"The parameter '{name}' in the request payload is not a valid parameter for the operation.",
                blame="unknown field",
            )
    return body


def _invalid(detail: str) -> NoReturn:
    raise errors.bad_request(
        f"At least one property failed validation. {detail}",
        code="ErrorPropertyValidationFailure",
        blame="bad times",
    )


def _spaced(style: str) -> str:
    parts = [part.strip() for part in style.split(";") if part.strip()]
    return "; ".join(re.sub(r"\s*:\s*", ":", part, count=1) for part in parts)


def _only(value: object, known: set[str], kind: str) -> None:
    if not isinstance(value, dict):
        raise errors.unreadable_body(f"Cannot read the value of type '{kind}': an object was expected.")
    for name in value:
        if "@odata." not in name and name not in known:
            raise errors.unknown_property(name, kind)


def _attendees(value: object) -> list[Attendee]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise errors.unreadable_body("The property 'attendees' expects a collection.")
    found: dict[str, Attendee] = {}
    for item in value:
        _only(item, {"emailAddress", "type", "status", "proposedNewTime"}, "microsoft.graph.attendee")
        inner = item.get("emailAddress") or {}
        _only(inner, {"name", "address"}, "microsoft.graph.emailAddress")
        address = str(inner.get("address") or "").strip()
        if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
            raise errors.bad_request(
                "At least one recipient isn't valid., Attendee is not valid.",
                code="ErrorInvalidRecipients",
                blame="recipients",
            )
        kind = _enum("type", _TYPES)(item.get("type") or "required")
        found.setdefault(address.lower(), Attendee(address=Address(address, str(inner.get("name") or "")), type=kind))
    if len(found) > MOST_ATTENDEES:
        raise errors.bad_request(
            f"The number of attendees exceeds the maximum of {MOST_ATTENDEES}.",
            code="ErrorExceededMaxRecipientLimit",
            blame="recipients",
        )
    return list(found.values())


_LOCATION_FIELDS = {"displayName", "locationType", "uniqueId", "uniqueIdType", "locationUri", "locationEmailAddress",
                    "address", "coordinates"}  # fmt: skip


def _location(value: object) -> list[dict[str, Any]]:
    if value is None:
        return []
    _only(value, _LOCATION_FIELDS, "microsoft.graph.location")
    assert isinstance(value, dict)
    name = str(value.get("displayName") or "")
    if not name and not value.get("locationUri"):
        return []
    kept = {key: content for key, content in value.items() if content is not None and "@odata." not in key}
    return [{"displayName": name, "locationType": "default", "uniqueId": name, "uniqueIdType": "private"} | kept]


def _locations(value: object) -> list[dict[str, Any]]:
    if value is not None and not isinstance(value, list):
        raise errors.unreadable_body("The property 'locations' expects a collection.")
    return [one for item in value or [] for one in _location(item)]


def _body(value: object) -> Body:
    if value is None:
        return Body()
    _only(value, {"content", "contentType"}, "microsoft.graph.itemBody")
    assert isinstance(value, dict)
    kind = _enum("contentType", ("text", "html"))(value.get("contentType") or "text")
    return Body("html" if kind == "html" else "text", str(value.get("content") or ""))


def _enum(name: str, allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: object) -> str:
        found = next((known for known in allowed if known.lower() == str(value).lower()), None)
        if found is None:
            raise errors.unreadable_body(f"Requested value '{value}' was not found.", blame="bad enum value")
        return found

    return read


def _boolean(name: str) -> Callable[[Any], bool]:
    return lambda value: read_boolean(value, name)


def _minutes(value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise errors.unreadable_body(
            "Cannot convert the value of 'reminderMinutesBeforeStart' to 'Edm.Int32'."
        ) from error


def _categories(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise errors.unreadable_body("The property 'categories' expects a collection of strings.")
    return list(value)


#: Property -> what reads its value; raises Refusal 400.
READERS: Mapping[str, Callable[[Any], Any]] = {
    "subject": lambda v: re.sub(r"[\r\n]+", " ", str(v or ""))[:255],
    "body": _body,
    "start": lambda v: read_moment(v, "start"),
    "end": lambda v: read_moment(v, "end"),
    "location": _location,
    "locations": _locations,
    "attendees": _attendees,
    "isAllDay": _boolean("isAllDay"),
    "showAs": _enum("showAs", _SHOW_AS),
    "sensitivity": _enum("sensitivity", _SENSITIVITY),
    "importance": _enum("importance", ("low", "normal", "high")),
    "isReminderOn": _boolean("isReminderOn"),
    "reminderMinutesBeforeStart": _minutes,
    "categories": _categories,
    "singleValueExtendedProperties": read_extended,
    "transactionId": lambda v: None if v is None else str(v),
    "isOnlineMeeting": _boolean("isOnlineMeeting"),
    "onlineMeetingProvider": _enum("onlineMeetingProvider", _PROVIDERS),
    "allowNewTimeProposals": _boolean("allowNewTimeProposals"),
    "responseRequested": _boolean("responseRequested"),
    "hideAttendees": _boolean("hideAttendees"),
    "isDraft": _boolean("isDraft"),
    "recurrence": read_recurrence,
}
