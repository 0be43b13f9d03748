"""The deeds of the calendar: create, change, cancel, remove, answer.

Every deed is done for a person, on that person's copy. What the organiser does reaches the attendees (meetings.py);
what an attendee does stays in the own copy, but for answers. Refusals are those of Graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from followupd.sandbox import errors, meetings
from followupd.sandbox.calendar_box import Boxes, CalendarFolder, Transaction
from followupd.sandbox.event import Attendee, Event, Response
from followupd.sandbox.event_reading import check_times
from followupd.sandbox.message import Body
from followupd.sandbox.recurrence import occurrences
from followupd.sandbox.world import Person, World

#: Changes of these alone are nobody's business but the organiser's.
QUIET = frozenset({"categories", "singleValueExtendedProperties", "isReminderOn", "reminderMinutesBeforeStart"})
#: Property -> field of Event, where the value is simply put in.
_FIELDS = {
    "subject": "subject",
    "body": "body",
    "location": "locations",
    "locations": "locations",
    "isAllDay": "all_day",
    "showAs": "show_as",
    "sensitivity": "sensitivity",
    "importance": "importance",
    "isReminderOn": "reminder_on",
    "reminderMinutesBeforeStart": "reminder_minutes",
    "categories": "categories",
    "allowNewTimeProposals": "allow_new_time_proposals",
    "responseRequested": "response_requested",
    "hideAttendees": "hide_attendees",
    "recurrence": "recurrence",
    "isDraft": "draft",
}


class Deeds:
    """What can be done in calendars. Use with the world's lock held."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.boxes = Boxes(world)

    def create(self, person: Person, folder: CalendarFolder, said: Mapping[str, Any], body: Mapping[str, Any]) -> Event:
        """Make an event of what was read (event_reading.py) and invite its attendees; the person is the organiser.

        `body` is the JSON it came from: the same transactionId with the same body gives the same event again.
        """
        transaction = said.get("transactionId")
        content = json.dumps(body, sort_keys=True)
        if transaction is not None:
            made = self._made_before(person, transaction, content)
            if made is not None:
                return made
        event = self._new(person, folder, said)
        box = self.boxes.of(person)
        box.add(event)
        if transaction is not None:
            box.transactions[transaction] = Transaction(immutable_id=event.immutable_id, content=content)
        if event.is_meeting and not event.draft:
            meetings.invite(self.boxes, person, event, event.attendees)
        return event

    def change(self, person: Person, event: Event, said: Mapping[str, Any]) -> Event:
        """Change an event (or one occurrence of a series); return it as it is then."""
        if event.master is not None:
            return self._change_occurrence(person, event, said)
        before = replace(event, attendees=[replace(one) for one in event.attendees])
        # Checked on a copy, so that a refused change leaves nothing behind.
        _put(replace(event, extended=dict(event.extended)), said, self.world)
        _put(event, said, self.world)
        moved = meetings.time_changed(before, event)
        if event.is_organizer and moved and self.world.doubts.time_change_resets_answers:
            for attendee in event.attendees:
                attendee.response, attendee.answered, attendee.proposed = "none", None, None
        self.boxes.of(person).touch(event)
        if event.is_organizer and not event.draft:
            self._tell(person, event, before, said)
        return event

    def cancel(self, person: Person, event: Event, comment: str) -> None:
        """Cancel a meeting with a word to its attendees; only the organiser can."""
        if not event.is_organizer:
            _refuse("You need to be an organizer to cancel a meeting.", code="ErrorAccessDenied")
        self.remove(person, event, comment=comment)

    def remove(self, person: Person, event: Event, *, comment: str = "") -> None:
        """Delete the person's copy; of the organiser's the attendees get cancellations."""
        if event.is_organizer and event.is_meeting and not event.cancelled and not event.draft:
            meetings.withdraw(self.boxes, person, event, event.attendees, comment=comment)
        box = self.boxes.of(person)
        if event.master is not None:
            master = box.events[event.master[1]]
            master.left_out = [*master.left_out, event.day]
            box.touch(master)
            return
        if self.world.doubts.deletion_frees_transaction_id and event.transaction_id is not None:
            box.transactions.pop(event.transaction_id, None)
        box.delete(event)

    def respond(
        self,
        person: Person,
        event: Event,
        response: Response,
        *,
        comment: str = "",
        tell: bool = True,
        proposed: tuple[datetime, datetime] | None = None,
    ) -> None:
        """Answer an invitation, with or without a mail to the organiser, with or without another time."""
        if event.is_organizer:
            _refuse("You can't respond to this meeting because you're the meeting organizer.")
        if event.cancelled:
            _refuse("You can't respond to this meeting because it's been canceled.")
        if tell and not event.response_requested:
            _refuse("You can't respond to this meeting because the organizer hasn't requested a response.")
        if proposed is not None and not tell:
            _refuse("A new time can be proposed only when sendResponse is true.")
        if proposed is not None and not event.allow_new_time_proposals:
            _refuse("The meeting organizer doesn't allow new time proposals.")
        if event.master is not None:
            raise errors.not_implemented("an answer to one occurrence of a series")
        meetings.answer(self.boxes, person, event, response, comment=comment, tell=tell, proposed=proposed)

    def _made_before(self, person: Person, transaction: str, content: str) -> Event | None:
        box = self.boxes.of(person)
        used = box.transactions.get(transaction)
        if used is None:
            return None
        event = box.events.get(used.immutable_id)
        if event is not None and used.content == content:
            return event
        raise errors.Refusal(
            self.world.doubts.duplicate_transaction_status,
            "ErrorDuplicateTransactionId",
            "Your request can't be completed. The TransactionId specified in the request has already been used to "
            "create a different event.",
            extra={"@event.existingEventId": used.immutable_id if event is None else event.id},
        )

    def _new(self, person: Person, folder: CalendarFolder, said: Mapping[str, Any]) -> Event:
        for name in ("start", "end"):
            if name not in said:
                raise errors.bad_request(
                    f"At least one property failed validation. The property '{name}' is missing.",
                    code="ErrorPropertyValidationFailure",
                    blame="bad times",
                )
        ids, now = self.world.ids, self.world.clock.now()
        event = Event(
            immutable_id=ids.immutable(),
            id=ids.ordinary(),
            calendar_id=folder.id,
            change_key=ids.change_key(),
            ical_uid=ids.ical_uid(),
            created=now,
            modified=now,
            organizer=person.as_address(),
            is_organizer=True,
            start=said["start"][0],
            end=said["end"][0],
            body=Body("html", ""),
            transaction_id=said.get("transactionId"),
        )
        _put(event, said, self.world)
        return event

    def _change_occurrence(self, person: Person, occurrence: Event, said: Mapping[str, Any]) -> Event:
        assert occurrence.master is not None
        if "recurrence" in said:
            _refuse("The recurrence of one occurrence cannot be changed.", code="ErrorInvalidRequest")
        box = self.boxes.of(person)
        master = box.events[occurrence.master[1]]
        after = replace(occurrence, attendees=[replace(one) for one in occurrence.attendees])
        _put(after, said, self.world)
        _check_neighbours(master, after)
        changed = dict(master.exceptions.get(occurrence.day, {}))
        for name in (*_FIELDS.values(), "start", "end", "attendees", "extended"):
            if getattr(after, name) != getattr(occurrence, name):
                changed[name] = getattr(after, name)
        master.exceptions = {**master.exceptions, occurrence.day: changed}
        box.touch(master)
        after.change_key, after.exceptional = master.change_key, True
        if master.is_organizer and not master.draft:
            self._tell(person, after, occurrence, said)
        return after

    def _tell(self, person: Person, event: Event, before: Event, said: Mapping[str, Any]) -> None:
        """Mail the attendees what a change of the organiser's means for each of them."""
        if before.draft:
            meetings.invite(self.boxes, person, event, event.attendees)
            return
        was = {one.address.address.lower() for one in before.attendees}
        stays = {one.address.address.lower() for one in event.attendees}
        gone = [one for one in before.attendees if one.address.address.lower() not in stays]
        new = [one for one in event.attendees if one.address.address.lower() not in was]
        kept = [one for one in before.attendees if one.address.address.lower() in stays]
        if gone:
            meetings.withdraw(self.boxes, person, event, gone)
        if new:
            meetings.invite(self.boxes, person, event, new)
        visible = said.keys() - QUIET - {"attendees", "isDraft"}
        if visible or (said.keys() & QUIET and self.world.doubts.quiet_patch_mails_attendees):
            meetings.update(self.boxes, person, event, kept, before=before)
        elif gone or new:
            meetings.share_guests(self.boxes, person, event)


def _put(event: Event, said: Mapping[str, Any], world: World) -> None:
    """Put what was said into an event; Refusal 400 when its times make no sense then."""
    for name, value in said.items():
        if name in _FIELDS and not (name == "location" and "locations" in said and said["locations"]):
            setattr(event, _FIELDS[name], value)
    if "start" in said:
        event.start, event.start_zone = said["start"]
    if "end" in said:
        event.end, event.end_zone = said["end"]
    check_times(event.start, event.end, all_day=event.all_day, start_zone=event.start_zone, end_zone=event.end_zone)
    if "attendees" in said:
        event.attendees = [_known(event, one) for one in said["attendees"]]
    event.extended |= said.get("singleValueExtendedProperties", {})
    if event.recurrence is not None and not event.recurrence["range"]["recurrenceTimeZone"]:
        event.recurrence["range"]["recurrenceTimeZone"] = event.start_zone
    organiser = world.at(event.organizer.address)
    if said.get("isOnlineMeeting") and event.join_url is None and organiser is not None and organiser.teams:
        event.join_url = f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{world.ids.token()}%40thread.v2/0"
        event.body = _with_join(event.body, event.join_url)
    elif "body" in said and event.join_url is not None and event.join_url not in event.body.content:
        # Whoever writes the body anew without the join information takes the online meeting away.
        event.join_url = None


def _known(event: Event, attendee: Attendee) -> Attendee:
    """Return an attendee of a PATCH with the answer that is known of them."""
    before = event.attendee(attendee.address.address)
    if before is None:
        return attendee
    return replace(before, type=attendee.type, address=attendee.address if attendee.address.name else before.address)


def _with_join(body: Body, url: str) -> Body:
    if body.type == "text":
        return Body("text", f"{body.content}\r\n________________\r\nJoin: {url}\r\n")
    # As Teams appends it: an invitation between two lines, each a part of the body of its own.
    line = f'<div style="width:100%"><span style="white-space:nowrap; color:#5F5F5F">{"_" * 80}</span></div>'
    blob = (
        f'{line}<div class="me-email-text" lang="en-GB"><div><span>Microsoft Teams</span></div>'
        f'<div><a href="{url}">Join the meeting now</a></div><div>Meeting ID: 371 240 118 226</div></div>{line}'
    )
    head, found, tail = body.content.rpartition("</body>")
    return Body("html", f"{head}{blob}{found}{tail}" if found else f"{body.content}{blob}")


def _check_neighbours(master: Event, occurrence: Event) -> None:
    around = list(
        occurrences(master, master.start, max(occurrence.start, occurrence.end) + (master.end - master.start))
    )
    for other in around:
        if other.day == occurrence.day:
            continue
        earlier = other.day < occurrence.day
        if (earlier and occurrence.start.date() <= other.start.date()) or (
            not earlier and occurrence.start.date() >= other.start.date()
        ):
            raise errors.bad_request(
                "Modified occurrence is crossing or overlapping adjacent occurrence.",
                code="ErrorOccurrenceCrossingBoundary",
            )


def _refuse(reason: str, *, code: str = "ErrorInvalidRequest") -> NoReturn:
    raise errors.bad_request(f"Your request can't be completed. {reason}", code=code)
