"""The calendars as mail, delivery and control see them: world.CalendarDoor, over the deeds of deeds.py."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from followupd.sandbox import bodies, errors
from followupd.sandbox.bodies import as_stored
from followupd.sandbox.calendar_entities import EVENT
from followupd.sandbox.deeds import Deeds
from followupd.sandbox.event import Attendee, Event, Response
from followupd.sandbox.event_entity import Style, event_entity, slot
from followupd.sandbox.event_reading import read_moment
from followupd.sandbox.ics_in import Invitation, read_ics
from followupd.sandbox.message import Body, Meeting, Message
from followupd.sandbox.query import read_plain
from followupd.sandbox.world import Person, World
from followupd.sandbox.zones import wall, zone_of

#: What the control API calls an answer -> Graph's response.
_ANSWERS: dict[str, Response] = {
    "accepted": "accepted",
    "declined": "declined",
    "tentative": "tentativelyAccepted",
}
_PARTSTAT: dict[str, tuple[Response, str]] = {
    "ACCEPTED": ("accepted", "meetingAccepted"),
    "DECLINED": ("declined", "meetingDeclined"),
    "TENTATIVE": ("tentativelyAccepted", "meetingTenativelyAccepted"),
}


class Calendars:
    """Everybody's calendars. Use with the world's lock held."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.deeds = Deeds(world)
        self.boxes = self.deeds.boxes

    def event_for_message(
        self,
        person: Person,
        message: Message,
        *,
        immutable_ids: bool,
        zone: str,
        body_type: Literal["text", "html"] | None,
    ) -> dict[str, Any] | None:
        """Return the event that a meeting message belongs to, from the reader's own calendar; None when gone."""
        style = Style(zone=zone, body_type=body_type, immutable_ids=immutable_ids)
        event = self.boxes.of(person).of_meeting(message.meeting.ical_uid) if message.meeting else None
        return read_plain(EVENT).shape(event_entity(event, style)) if event else None

    def answer(self, person: Person, event: str, response: str, *, proposed: dict[str, Any] | None) -> dict[str, Any]:
        """Answer an invitation as this person would in Outlook; see world.CalendarDoor."""
        if proposed is not None and response == "accepted":
            raise errors.bad_request("A new time is proposed with tentative or declined.")
        found = self.named(person, event)
        times = None
        if proposed is not None:
            times = (read_moment(proposed["start"], "start")[0], read_moment(proposed["end"], "end")[0])
        self.deeds.respond(person, found, _ANSWERS[response], proposed=times)
        return self.shown(person, found)

    def move(self, person: Person, event: str, start: datetime, end: datetime | None) -> dict[str, Any]:
        """Drag an event to another time as this person would in Outlook; its length stays when no end is said.

        An organiser's move reaches the attendees; an attendee's stays in the own copy.
        """
        found = self.named(person, event)
        until = end or start + (found.end - found.start)
        said = {
            "start": (start.astimezone(UTC), found.start_zone),
            "end": (until.astimezone(UTC), found.end_zone),
        }
        return self.shown(person, self.deeds.change(person, found, said))

    def remove(self, person: Person, event: str) -> None:
        """Delete an event as this person would in Outlook: an organiser's is cancelled for the attendees."""
        self.deeds.remove(person, self.named(person, event))

    def named(self, person: Person, name: str) -> Event:
        """Return a person's event by id, iCalUId, or subject (the latest one); Refusal 404 when there is none."""
        box = self.boxes.of(person)
        found = box.find(name) or box.of_meeting(name)
        if found is None:
            found = next((one for one in reversed(box.events.values()) if one.subject == name), None)
        if found is None:
            raise errors.item_not_found()
        return found

    def as_json(self, person: Person) -> list[dict[str, Any]]:
        """Return the person's events with the states of their attendees, for GET /_sandbox/world."""
        return [self.shown(person, event) for event in self.boxes.of(person).events.values()]

    def shown(self, person: Person, event: Event) -> dict[str, Any]:
        """Return one event in plain words; moments in ISO 8601, UTC."""
        folder = self.boxes.of(person).folders[event.calendar_id]
        return {
            "calendar": folder.name,
            "id": event.id,
            "immutable_id": event.immutable_id,
            "ical_uid": event.ical_uid,
            "change_key": event.change_key,
            "type": event.type,
            "subject": event.subject,
            "start": event.start.isoformat(),
            "end": event.end.isoformat(),
            "zone": event.start_zone,
            "all_day": event.all_day,
            "organizer": event.organizer.address,
            "is_organizer": event.is_organizer,
            "response": event.response,
            "attendees": [_attendee(one) for one in event.attendees],
            "show_as": event.show_as,
            "sensitivity": event.sensitivity,
            "reminder": event.reminder_minutes if event.reminder_on else None,
            "categories": list(event.categories),
            "location": "; ".join(str(one.get("displayName", "")) for one in event.locations),
            "cancelled": event.cancelled,
            "body": event.body.content,
            "text": bodies.text_of(event.body),
            "extended": dict(event.extended),
            "transaction_id": event.transaction_id,
            "online": event.join_url is not None,
            "recurrence": event.recurrence,
        }

    def invitation_arrived(self, person: Person, message: Message, ics: str) -> None:
        """A text/calendar part came by mail: make or change the event, and set `message.meeting`."""
        invitation = read_ics(ics)
        if invitation is None:
            return
        if invitation.method in ("REPLY", "COUNTER"):
            self._answered(person, message, invitation)
        elif invitation.method == "CANCEL":
            self._called_off(person, message, invitation)
        else:
            self._invited(person, message, invitation)

    def _answered(self, person: Person, message: Message, invitation: Invitation) -> None:
        event = self.boxes.of(person).of_meeting(invitation.uid)
        response, kind = _PARTSTAT.get(invitation.attendees[0][1] if invitation.attendees else "", ("none", "none"))
        properties = {"meetingMessageType": kind, "responseType": response} | _times(invitation)
        message.meeting = Meeting(kind="eventMessageResponse", ical_uid=invitation.uid, properties=properties)
        for address, said in invitation.attendees:
            attendee = event.attendee(address.address) if event and event.is_organizer else None
            if event is not None and attendee is not None and said in _PARTSTAT:
                attendee.response, attendee.answered = _PARTSTAT[said][0], self.world.clock.now()
                self.boxes.of(person).touch(event)

    def _called_off(self, person: Person, message: Message, invitation: Invitation) -> None:
        event = self.boxes.of(person).of_meeting(invitation.uid)
        properties = {"meetingMessageType": "meetingCancelled"} | _times(invitation)
        message.meeting = Meeting(kind="eventMessage", ical_uid=invitation.uid, properties=properties)
        if event is not None and not event.is_organizer:
            event.cancelled, event.show_as = True, "free"
            self.boxes.of(person).touch(event)

    def _invited(self, person: Person, message: Message, invitation: Invitation) -> None:
        properties = {"meetingMessageType": "meetingRequest", "meetingRequestType": "newMeetingRequest"}
        message.meeting = Meeting(
            kind="eventMessageRequest", ical_uid=invitation.uid, properties=properties | _times(invitation)
        )
        if invitation.start is None or invitation.end is None or invitation.organizer is None:
            return
        box, ids, now = self.boxes.of(person), self.world.ids, self.world.clock.now()
        old = box.of_meeting(invitation.uid)
        if old is not None and not old.is_organizer:
            old.start, old.end, old.subject = invitation.start, invitation.end, invitation.subject
            box.touch(old)
        if old is not None:
            return
        zone = invitation.zone if zone_of(invitation.zone) else "UTC"
        name = invitation.location
        event = Event(
            immutable_id=ids.immutable(),
            id=ids.ordinary(),
            calendar_id=box.default.id,
            change_key=ids.change_key(),
            ical_uid=invitation.uid,
            created=now,
            modified=now,
            organizer=invitation.organizer,
            is_organizer=False,
            start=invitation.start,
            end=invitation.end,
            start_zone=zone,
            end_zone=zone,
            subject=invitation.subject,
            body=as_stored(message.body if message.body.content else Body("text", invitation.description)),
            locations=[{"displayName": name, "locationType": "default", "uniqueIdType": "unknown"}] if name else [],
            attendees=[Attendee(address=address) for address, _ in invitation.attendees],
            response="notResponded",
            show_as="tentative",
            conversation_index=message.conversation_index,
        )
        box.add(event)


def _times(invitation: Invitation) -> dict[str, Any]:
    sides = {"startDateTime": invitation.start, "endDateTime": invitation.end}
    return {name: wall(moment, "UTC") for name, moment in sides.items() if moment is not None}


def _attendee(attendee: Attendee) -> dict[str, Any]:
    return {
        "address": attendee.address.address,
        "name": attendee.address.name,
        "type": attendee.type,
        "response": attendee.response,
        "answered": attendee.answered.isoformat() if attendee.answered else None,
        "proposed": slot(attendee.proposed, "UTC") if attendee.proposed else None,
    }
