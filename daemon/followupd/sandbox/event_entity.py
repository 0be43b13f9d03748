"""Events and calendars as Graph's JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from followupd.sandbox import bodies
from followupd.sandbox.clock import seconds, seven_digits
from followupd.sandbox.event import Attendee, Event
from followupd.sandbox.routing import Call
from followupd.sandbox.zones import wall, zone_or_refusal

Entity = dict[str, Any]
#: What Exchange says where there is no moment.
NEVER = "0001-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a caller wants events to be written."""

    zone: str = "UTC"
    body_type: Literal["text", "html"] | None = None
    immutable_ids: bool = False


def style_of(call: Call) -> Style:
    """Return the style that a call prefers; Refusal 400 for a zone that is not known."""
    zone = call.prefer.time_zone or "UTC"
    zone_or_refusal(zone)
    return Style(zone=zone, body_type=call.prefer.body_type, immutable_ids=call.prefer.immutable_ids)


def event_entity(event: Event, style: Style) -> Entity:
    """Return every property of an event; those that cost something are functions."""
    identifier = event.immutable_id if style.immutable_ids else event.id
    series = None if event.master is None else event.master[1 if style.immutable_ids else 0]

    def body() -> Entity:
        shown = bodies.in_type(event.body, style.body_type)
        return {"contentType": shown.type, "content": shown.content}

    entity: Entity = {
        "@odata.etag": event.etag,
        "id": identifier,
        "createdDateTime": seven_digits(event.created),
        "lastModifiedDateTime": seven_digits(event.modified),
        "changeKey": event.change_key,
        "categories": list(event.categories),
        "transactionId": event.transaction_id,
        "originalStartTimeZone": event.start_zone,
        "originalEndTimeZone": event.end_zone,
        "iCalUId": event.ical_uid,
        "uid": event.ical_uid,
        "reminderMinutesBeforeStart": event.reminder_minutes,
        "isReminderOn": event.reminder_on,
        "hasAttachments": False,
        "subject": event.subject,
        "bodyPreview": lambda: bodies.preview(event.body),
        "importance": event.importance,
        "sensitivity": event.sensitivity,
        "isAllDay": event.all_day,
        "isCancelled": event.cancelled,
        "isOrganizer": event.is_organizer,
        "responseRequested": event.response_requested,
        "seriesMasterId": series,
        "showAs": event.show_as,
        "type": event.type,
        "webLink": f"https://outlook.office365.com/owa/?itemid={quote(event.id, safe='')}"
        "&exvsurl=1&path=/calendar/item",
        "onlineMeetingUrl": None,
        "isOnlineMeeting": event.join_url is not None,
        "onlineMeetingProvider": "teamsForBusiness" if event.join_url else "unknown",
        "onlineMeeting": {"joinUrl": event.join_url} if event.join_url else None,
        "allowNewTimeProposals": event.allow_new_time_proposals,
        "isDraft": event.draft,
        "hideAttendees": event.hide_attendees,
        "responseStatus": {"response": event.response, "time": _moment(event.answered)},
        "body": body,
        "start": _side(event, event.start, event.start_zone, style),
        "end": _side(event, event.end, event.end_zone, style),
        "location": location_of(event.locations),
        "locations": [dict(one) for one in event.locations],
        "recurrence": event.recurrence,
        "attendees": [_attendee(one, style) for one in event.attendees],
        "organizer": event.organizer.as_json(),
        "cancelledOccurrences": [],
        "originalStart": seconds(event.start) if event.master else None,
        "attachments": [],
        "extensions": [],
        "multiValueExtendedProperties": [],
        "singleValueExtendedProperties": lambda: [{"id": k, "value": v} for k, v in event.extended.items()],
    }
    if event.transaction_id is None:
        # Returned only if it was set.
        del entity["transactionId"]
    return entity


def location_of(locations: Sequence[Entity]) -> Entity:
    """Return the one `location` of several: their names joined."""
    if not locations:
        return {
            "displayName": "",
            "locationType": "default",
            "uniqueIdType": "unknown",
            "address": {},
            "coordinates": {},
        }
    first = dict(locations[0])
    first["displayName"] = "; ".join(str(one.get("displayName", "")) for one in locations)
    return first


def slot(times: tuple[datetime, datetime], zone: str) -> Entity:
    """Return a timeSlot."""
    return {"start": wall(times[0], zone), "end": wall(times[1], zone)}


def _side(event: Event, moment: datetime, zone: str, style: Style) -> Entity:
    if event.all_day:
        # A whole day is a date: midnight in whatever zone is asked for.
        day = moment.astimezone(zone_or_refusal(zone))
        return {"dateTime": f"{day:%Y-%m-%d}T00:00:00.0000000", "timeZone": style.zone}
    return wall(moment, style.zone)


def _attendee(attendee: Attendee, style: Style) -> Entity:
    entity: Entity = {
        "type": attendee.type,
        "status": {"response": attendee.response, "time": _moment(attendee.answered)},
    }
    entity |= attendee.address.as_json()
    if attendee.proposed is not None:
        entity["proposedNewTime"] = slot(attendee.proposed, style.zone)
    return entity


def _moment(moment: datetime | None) -> str:
    return NEVER if moment is None else seven_digits(moment)
