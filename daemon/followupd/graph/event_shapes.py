"""Calendar entries between Graph's JSON and our records; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from followupd.domain.mail import AttendeeAnswer, Entry, EntryFound
from followupd.errors import MailUnreadable, Rejected
from followupd.graph.join_block import apart
from followupd.graph.mail_shapes import moment, people, person, recipient
from followupd.graph.zones import from_graph, to_graph, to_iana

#: What is asked of an event. Times come in UTC, as no Prefer: outlook.timezone is given.
FIELDS = (
    "id,subject,body,start,end,originalStartTimeZone,attendees,organizer,sensitivity,showAs,isReminderOn,categories,"
    "iCalUId,isCancelled,createdDateTime,isOnlineMeeting,onlineMeeting"
)

#: The same without the words: how an event stands.
FIELDS_BUT_WORDS = FIELDS.replace("body,", "")

_ANSWERS = {
    "accepted": AttendeeAnswer.ACCEPTED,
    "tentativelyaccepted": AttendeeAnswer.TENTATIVE,
    "declined": AttendeeAnswer.DECLINED,
}


def event_out(entry: Entry) -> dict[str, Any]:
    """Return the event of a creating request. The same entry gives the same bytes: transactionId needs it."""
    event = fields_out(entry, ALL_FIELDS)
    if entry.attendees:
        event |= {"responseRequested": True, "allowNewTimeProposals": True}
    if entry.online:
        # In the creating request alone: it cannot be switched off, and later requests say nothing of it (event).
        event |= {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS}
    return event


def fields_out(entry: Entry, fields: frozenset[str]) -> dict[str, Any]:
    """Return the part of an event that these fields of Entry stand for. Raises ValueError for an unknown name."""
    if unknown := fields - ALL_FIELDS:
        raise ValueError(f"an entry has no {', '.join(sorted(unknown))}")
    event: dict[str, Any] = {}
    if "subject" in fields:
        event["subject"] = entry.subject
    if "body_html" in fields:
        event["body"] = {"contentType": "html", "content": entry.body_html}
    if fields & {"start", "end", "zone"}:
        # Together: Graph moves the end with the start only for some clients.
        event["start"] = to_graph(entry.start, entry.zone)
        event["end"] = to_graph(entry.end, entry.zone)
    if "attendees" in fields:
        event["attendees"] = [{**recipient(one), "type": "required"} for one in entry.attendees]
    if "private" in fields:
        event["sensitivity"] = "private" if entry.private else "normal"
    if "show_as" in fields:
        event["showAs"] = entry.show_as
    if "reminder" in fields:
        event["isReminderOn"] = entry.reminder
        if entry.reminder:
            event["reminderMinutesBeforeStart"] = REMINDER_MINUTES
    if "category" in fields:
        event["categories"] = [entry.category] if entry.category else []
    return event


#: onlineMeetingProviderType.
TEAMS = "teamsForBusiness"

#: The fields of Entry that can be changed.
ALL_FIELDS = frozenset(
    {"subject", "start", "end", "zone", "body_html", "attendees", "private", "show_as", "reminder", "category"}
)

#: What Outlook offers first.
REMINDER_MINUTES = 15


def entry_found(event: Mapping[str, Any]) -> EntryFound:
    """Return an event as it stands. Raises Rejected when its times cannot be read."""
    try:
        start, end = from_graph(event["start"]), from_graph(event["end"])
    except (KeyError, TypeError, ValueError) as error:
        raise Rejected("the calendar entry has no times that can be read") from error
    organiser = person(event.get("organizer"))
    listed = [one for one in event.get("attendees") or () if isinstance(one, dict)]
    # The organiser stands among the attendees in some calendars; it is not invited.
    invited = tuple(one for one in people(listed) if one != organiser)
    answers, answered, proposals = [], [], []
    for one in listed:
        who = person(one)
        if who is not None and who in invited:
            if (proposed := _proposed(one)) is not None:
                proposals.append((who.address, proposed))
            status = one.get("status")
            told = status if isinstance(status, dict) else {}
            answer = _ANSWERS.get(str(told.get("response", "")).lower(), AttendeeAnswer.NONE)
            answers.append((who.address, answer))
            if answer is not AttendeeAnswer.NONE and (at := _answered(told)) is not None:
                answered.append((who.address, at))
    body = event.get("body")
    words, join = apart(str(body.get("content") or "") if isinstance(body, dict) else "", _join_url(event))
    categories = event.get("categories")
    return EntryFound(
        id=str(event.get("id", "")),
        etag=str(event.get("@odata.etag", "")),
        entry=Entry(
            subject=str(event.get("subject") or ""),
            start=start,
            end=end,
            zone=to_iana(str(event.get("originalStartTimeZone") or "UTC")) or "UTC",
            body_html=words,
            attendees=invited,
            private=str(event.get("sensitivity", "")).lower() in ("private", "confidential"),
            show_as=str(event.get("showAs") or "busy"),
            reminder=bool(event.get("isReminderOn")),
            category=str(categories[0]) if isinstance(categories, list) and categories else "",
            online=event.get("isOnlineMeeting") is True,
        ),
        join=join,
        ical_uid=str(event.get("iCalUId") or ""),
        cancelled=event.get("isCancelled") is True,
        answers=tuple(answers),
        answered=tuple(answered),
        proposals=tuple(proposals),
    )


def _answered(status: Mapping[str, Any]) -> datetime | None:
    """When somebody answered (resource type responseStatus: always in UTC; year 1 for nobody)."""
    try:
        at = moment(status.get("time"))
    except MailUnreadable:
        return None
    return at if at.year > 1 else None


def _join_url(event: Mapping[str, Any]) -> str:
    """The link of an online meeting; `onlineMeetingUrl` is deprecated and null (event)."""
    meeting = event.get("onlineMeeting")
    return str(meeting.get("joinUrl") or "") if isinstance(meeting, dict) else ""


def _proposed(attendee: Mapping[str, Any]) -> datetime | None:
    """The start of another time that this attendee proposes (resource type attendee, proposedNewTime)."""
    slot = attendee.get("proposedNewTime")
    try:
        return from_graph(slot["start"]) if isinstance(slot, dict) else None
    except (KeyError, TypeError, ValueError):
        return None  # what cannot be read is no proposal
