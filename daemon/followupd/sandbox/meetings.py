"""What Exchange sends and changes around a meeting: invitations, updates, cancellations, answers.

Every function changes the copies of the event first and sends the mail then, so that whoever finds the mail finds the
event. Mails take the ordinary way of delivery.py: a copy in Sent Items, one in each inbox, bounces for nobody.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from followupd.sandbox.bodies import as_stored
from followupd.sandbox.calendar_box import Boxes
from followupd.sandbox.compose import compose
from followupd.sandbox.delivery import Delivered, send
from followupd.sandbox.event import Attendee, Event, Response
from followupd.sandbox.event_entity import location_of, slot
from followupd.sandbox.message import Body, Meeting, Message, MessageKind
from followupd.sandbox.world import Person
from followupd.sandbox.zones import wall

#: Updates this close to the start are shown to the attendee whatever they change [VisibleMeetingUpdateProperties].
_SOON = timedelta(minutes=15)
#: Answer -> word before the subject, meetingMessageType (the second is misspelt in v1.0 itself).
ANSWERS: dict[str, tuple[str, str]] = {
    "accepted": ("Accepted", "meetingAccepted"),
    "tentativelyAccepted": ("Tentative", "meetingTenativelyAccepted"),
    "declined": ("Declined", "meetingDeclined"),
}


def invite(boxes: Boxes, organiser: Person, event: Event, to: Iterable[Attendee]) -> None:
    """Give each of these attendees a tentative copy and an invitation."""
    people = _others(organiser, to)
    for attendee in people:
        _put_copy(boxes, event, attendee, asks_anew=True)
    _mail(boxes, organiser, event, people, "eventMessageRequest", _request(event, "newMeetingRequest"))


def update(boxes: Boxes, organiser: Person, event: Event, to: Iterable[Attendee], *, before: Event) -> None:
    """Change the copies of these attendees and mail them the update.

    It is processed without the attendee's seeing it (changed in the calendar, mail in Deleted Items) unless time,
    recurrence or place changed, the start is near, or the attendee has not answered [Update event].
    """
    people = _others(organiser, to)
    moved = time_changed(before, event)
    resets = moved and boxes.world.doubts.time_change_resets_answers
    unanswered = {a.address.address.lower() for a in people if a.response in ("none", "notResponded")}
    for attendee in people:
        _put_copy(boxes, event, attendee, asks_anew=resets)
    properties = _request(event, "fullUpdate" if moved else "informationalUpdate")
    if moved:
        properties |= {
            "previousStartDateTime": wall(before.start, "UTC"),
            "previousEndDateTime": wall(before.end, "UTC"),
        }
    if before.locations != event.locations:
        properties["previousLocation"] = location_of(before.locations)
    seen = moved or before.locations != event.locations or event.start - boxes.world.clock.now() <= _SOON
    for copy in _mail(boxes, organiser, event, people, "eventMessageRequest", properties):
        if not seen and copy.recipient.lower() not in unanswered:
            mailbox = boxes.world.mailbox(copy.person)
            copy.message.read = True
            mailbox.move(copy.message, mailbox.known("deleteditems"))


def withdraw(boxes: Boxes, organiser: Person, event: Event, to: Iterable[Attendee], *, comment: str = "") -> None:
    """Cancel the meeting for these attendees: their copy stays, marked as cancelled, until they remove it."""
    people = _others(organiser, to)
    for attendee in people:
        person = boxes.world.recipient(attendee.address.address)
        copy = boxes.of(person).of_meeting(event.ical_uid) if person else None
        if person is None or copy is None:
            continue
        if event.master is not None:
            copy.left_out = [*copy.left_out, event.day]
        elif not copy.cancelled:
            copy.cancelled, copy.show_as, copy.subject = True, "free", _cancelled(copy.subject)
        boxes.of(person).touch(copy)
    properties = _about(event) | {"meetingMessageType": "meetingCancelled"}
    body = as_stored(Body("html", f"<div>{html.escape(comment)}</div>")) if comment else event.body
    _mail(boxes, organiser, event, people, "eventMessage", properties, subject=_cancelled(event.subject), body=body)


def answer(
    boxes: Boxes,
    attendee: Person,
    event: Event,
    response: Response,
    *,
    comment: str = "",
    tell: bool = True,
    proposed: tuple[datetime, datetime] | None = None,
) -> None:
    """Answer an invitation: changes the attendee's copy and, when told, the organiser's, with a mail to the organiser.

    A declined event leaves the attendee's calendar.
    """
    world, now = boxes.world, boxes.world.clock.now()
    organiser = world.recipient(event.organizer.address)
    original = boxes.of(organiser).of_meeting(event.ical_uid) if organiser else None
    event.response, event.answered = response, now
    event.show_as = "tentative" if response == "tentativelyAccepted" else original.show_as if original else "busy"
    own = _listed(boxes, event, attendee)
    if own is not None:
        own.response, own.answered = response, now
    boxes.of(attendee).touch(event)
    if response == "declined":
        boxes.of(attendee).delete(event)
    if not tell:
        return
    listed = _listed(boxes, original, attendee) if original else None
    if organiser is not None and original is not None and listed is not None:
        listed.response, listed.answered, listed.proposed = response, now, proposed
        boxes.of(organiser).touch(original)
    word, kind = ANSWERS[response]
    properties = _about(event) | {"meetingMessageType": kind, "responseType": response}
    if proposed is not None:
        word = "New Time Proposed"
        properties["proposedNewTime"] = slot(proposed, "UTC")
    mailbox = world.mailbox(attendee)
    message = compose(
        mailbox,
        mailbox.known("sentitems"),
        parent_index=event.conversation_index,
        subject=f"{word}: {event.subject}",
        body=as_stored(Body("html", f"<div>{html.escape(comment)}</div>" if comment else "")),
        to=[event.organizer],
        meeting=Meeting(kind="eventMessageResponse", ical_uid=event.ical_uid, properties=properties),
        message_class=f"IPM.Schedule.Meeting.Resp.{ {'accepted': 'Pos', 'declined': 'Neg'}.get(response, 'Tent') }",
    )
    send(world, attendee, message)


def time_changed(before: Event, after: Event) -> bool:
    """Whether the time or the recurrence differs."""
    return (before.start, before.end, before.all_day, before.recurrence) != (
        after.start, after.end, after.all_day, after.recurrence,
    )  # fmt: skip


def share_guests(boxes: Boxes, organiser: Person, event: Event) -> None:
    """Let the attendees' copies show the list of attendees as it is now; mails nobody."""
    for attendee in _others(organiser, event.attendees):
        person = boxes.world.recipient(attendee.address.address)
        copy = boxes.of(person).of_meeting(event.ical_uid) if person else None
        if person is not None and copy is not None:
            copy.attendees = _guests(event, attendee, copy.response)
            boxes.of(person).touch(copy)


def _listed(boxes: Boxes, event: Event, person: Person) -> Attendee | None:
    """Return the attendee that is this person, under whatever address they were invited."""
    return next((one for one in event.attendees if boxes.world.recipient(one.address.address) is person), None)


def _others(organiser: Person, attendees: Iterable[Attendee]) -> list[Attendee]:
    own = {organiser.address.lower(), *(alias.lower() for alias in organiser.aliases)}
    return [one for one in attendees if one.address.address.lower() not in own]


def _put_copy(boxes: Boxes, event: Event, attendee: Attendee, *, asks_anew: bool) -> None:
    """Make or change an attendee's copy of the (whole) event; nothing for somebody who is not in this world."""
    person = boxes.world.recipient(attendee.address.address)
    if person is None:
        return
    box = boxes.of(person)
    copy = box.of_meeting(event.ical_uid)
    whole = event
    if event.master is not None:
        organiser = boxes.world.recipient(event.organizer.address)
        found = boxes.of(organiser).events.get(event.master[1]) if organiser else None
        whole = found or event
    if copy is None:
        copy = _new_copy(boxes, box.default.id, whole)
        copy.attendees = _guests(whole, attendee, "notResponded")
        box.add(copy)
        return
    for name in ("subject", "body", "start", "end", "start_zone", "end_zone", "all_day", "locations", "sensitivity",
                 "importance", "response_requested", "allow_new_time_proposals", "join_url", "hide_attendees",
                 "recurrence", "exceptions", "left_out", "conversation_index"):  # fmt: skip
        setattr(copy, name, getattr(whole, name))
    copy.cancelled = False
    if asks_anew:
        copy.response, copy.answered, copy.show_as = "notResponded", None, "tentative"
    copy.attendees = _guests(whole, attendee, copy.response)
    box.touch(copy)


def _new_copy(boxes: Boxes, calendar_id: str, event: Event) -> Event:
    ids, now = boxes.world.ids, boxes.world.clock.now()
    return replace(
        event,
        immutable_id=ids.immutable(),
        id=ids.ordinary(),
        calendar_id=calendar_id,
        change_key=ids.change_key(),
        created=now,
        modified=now,
        is_organizer=False,
        response="notResponded",
        answered=None,
        show_as="tentative",
        reminder_on=True,
        categories=[],
        extended={},
        transaction_id=None,
        locations=[dict(one) for one in event.locations],
    )


def _guests(event: Event, attendee: Attendee, response: Response) -> list[Attendee]:
    """Return the attendees as one of them sees them: no answers but the own one, and only oneself when hidden."""
    own = attendee.address.address.lower()
    shown = [one for one in event.attendees if not event.hide_attendees or one.address.address.lower() == own]
    said: Response = "none" if response == "notResponded" else response
    return [
        Attendee(address=one.address, type=one.type, response=said if one.address.address.lower() == own else "none")
        for one in shown
    ]


def _mail(
    boxes: Boxes,
    organiser: Person,
    event: Event,
    to: Sequence[Attendee],
    kind: MessageKind,
    properties: dict[str, Any],
    *,
    subject: str | None = None,
    body: Body | None = None,
) -> list[Delivered]:
    """Send a meeting message: one for all, or one for each when the attendees are hidden from one another."""
    world, arrived = boxes.world, []
    groups = [[one] for one in to] if event.hide_attendees else [list(to)] if to else []
    mailbox = world.mailbox(organiser)
    for group in groups:
        message: Message = compose(
            mailbox,
            mailbox.known("sentitems"),
            parent_index=event.conversation_index,
            subject=event.subject if subject is None else subject,
            body=event.body if body is None else body,
            to=[one.address for one in group if one.type == "required"],
            cc=[one.address for one in group if one.type == "optional"],
            bcc=[one.address for one in group if one.type == "resource"],
            importance=event.importance,
            meeting=Meeting(kind=kind, ical_uid=event.ical_uid, properties=properties),
            message_class="IPM.Schedule.Meeting." + ("Request" if kind == "eventMessageRequest" else "Canceled"),
        )
        if not event.conversation_index:
            event.conversation_index = message.conversation_index
        arrived += send(world, organiser, message)
    return arrived


def _about(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "isOutOfDate": False,
        "isAllDay": event.all_day,
        "isDelegated": False,
        "startDateTime": wall(event.start, "UTC"),
        "endDateTime": wall(event.end, "UTC"),
        "location": location_of(event.locations),
        "recurrence": event.recurrence,
    }


def _request(event: Event, kind: str) -> dict[str, Any]:
    return _about(event) | {
        "meetingMessageType": "meetingRequest",
        "meetingRequestType": kind,
        "responseRequested": event.response_requested,
        "allowNewTimeProposals": event.allow_new_time_proposals,
        "previousLocation": None,
        "previousStartDateTime": None,
        "previousEndDateTime": None,
    }


def _cancelled(subject: str) -> str:
    return subject if subject.startswith("Canceled: ") else f"Canceled: {subject}"
