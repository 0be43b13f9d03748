"""Calendars and events: create, list, get, patch, delete, cancel, accept, decline, tentativelyAccept, instances."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from followupd.sandbox import errors, query
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.calendar_box import CalendarBox, CalendarFolder
from followupd.sandbox.calendar_entities import CALENDAR, EVENT
from followupd.sandbox.event import Event, Response
from followupd.sandbox.event_entity import Style, event_entity, style_of
from followupd.sandbox.event_reading import parameters, read_boolean, read_event, read_moment
from followupd.sandbox.mail_routes import check_match
from followupd.sandbox.routing import Answer, Call, Table, accepted, created, no_content, ok

LIST_OPTIONS = ("$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count")
ONE = ("$select", "$expand")
#: Where events are found.
PLACES = (
    "/users/{user}/events",
    "/users/{user}/calendar/events",
    "/users/{user}/calendars/{calendar}/events",
)
_ANSWERS: dict[str, Response] = {
    "accept": "accepted",
    "decline": "declined",
    "tentativelyaccept": "tentativelyAccepted",
}


def register(table: Table, calendars: Calendars) -> None:
    """Add the routes of calendars and events."""
    rooms = Rooms(calendars)
    table.add("GET", "/users/{user}/calendar", rooms.get_calendar, needs="calendar", options=("$select",))
    table.add("GET", "/users/{user}/calendars", rooms.list_calendars, needs="calendar", options=LIST_OPTIONS)
    table.add("POST", "/users/{user}/calendars", rooms.create_calendar, needs="calendar")
    table.add("GET", "/users/{user}/calendars/{calendar}", rooms.get_calendar, needs="calendar", options=("$select",))
    for place in PLACES:
        table.add("GET", place, rooms.list_events, needs="calendar", options=LIST_OPTIONS)
        table.add("POST", place, rooms.create_event, needs="calendar")
        one = f"{place}/{{event}}"
        table.add("GET", one, rooms.get_event, needs="calendar", options=ONE)
        table.add("PATCH", one, rooms.patch_event, needs="calendar", options=("$expand",))
        table.add("DELETE", one, rooms.delete_event, needs="calendar")
        table.add("POST", f"{one}/cancel", rooms.cancel_event, needs="calendar")
        for action in ("accept", "decline", "tentativelyAccept"):
            table.add("POST", f"{one}/{action}", rooms.answer_event, needs="calendar")


class Rooms:
    """The handlers; they share the calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars
        self._deeds = calendars.deeds

    def list_calendars(self, call: Call) -> Answer:
        """List the person's calendars."""
        options = query.read(call, CALENDAR)
        entities = [calendar_entity(call, folder) for folder in self._box(call).folders.values()]
        found = query.order([entity for entity in entities if options.matches(entity)], options)
        return ok(query.page(call, options, found, context=_context(call, "calendars")))

    def get_calendar(self, call: Call) -> Answer:
        """Give one calendar, or the person's own."""
        folder = self._folder(call)
        shaped = query.read(call, CALENDAR).shape(calendar_entity(call, folder))
        return ok({"@odata.context": f"{_context(call, 'calendars')}/$entity"} | shaped)

    def create_calendar(self, call: Call) -> Answer:
        """Make a calendar."""
        body = call.json()
        for name in body:
            if name not in CALENDAR.properties:
                raise errors.unknown_property(name, CALENDAR.name)
        if not str(body.get("name") or "").strip():
            raise errors.bad_request(
                "Required property 'name' is missing.", code="ErrorInvalidRequest", blame="no name"
            )
        folder = self._box(call).add_folder(str(body["name"]))
        entity = {"@odata.context": f"{_context(call, 'calendars')}/$entity"} | calendar_entity(call, folder)
        return created(entity, location=f"{call.root}/users/{call.owner.id}/calendars/{folder.id}")

    def list_events(self, call: Call) -> Answer:
        """List single events and series of a calendar.

        A `$filter` is a search: it does not see what was changed within the search lag."""
        options, style = query.read(call, EVENT), style_of(call)
        events = list(self._box(call).within(self._folder(call)))
        if call.option("$filter") is not None:
            lag, clock = call.world.lag.search, call.world.clock
            events = [event for event in events if lag.past(clock, event.touched_steady, event.touched)]
        # Start and end are compared in UTC, whatever zone is preferred for the answer.
        plain = Style(immutable_ids=style.immutable_ids)
        events = [event for event in events if options.matches(event_entity(event, plain))]
        entities = query.order([event_entity(event, style) for event in events], options)
        return ok(query.page(call, options, entities, context=_context(call, "events")))

    def create_event(self, call: Call) -> Answer:
        """Make an event; its attendees are invited. 201, also for the same transactionId with the same content."""
        body = call.json()
        said = read_event(call, body, changing=False)
        event = self._deeds.create(call.owner, self._folder(call), said, body)
        style = style_of(call)
        entity = query.read(replace(call, query=()), EVENT).shape(event_entity(event, style))
        location = f"{call.root}/users/{call.owner.id}/events/{entity['id']}"
        head = {"@odata.context": f"{_context(call, 'events')}/$entity"}
        return created(head | entity, location=location, etag=event.etag)

    def get_event(self, call: Call) -> Answer:
        """Give one event."""
        allowed = call.world.doubts.deleted_event_found_by_immutable_id
        event = self._event(call, from_deleted=allowed)
        return self._one(call, event)

    def patch_event(self, call: Call) -> Answer:
        """Change an event; If-Match is heeded; the organiser's change reaches the attendees."""
        event = self._event(call)
        check_match(call, event.etag)
        said = read_event(call, call.json(), changing=True)
        return self._one(call, self._deeds.change(call.owner, event, said))

    def delete_event(self, call: Call) -> Answer:
        """Delete an event; the organiser's cancels it for the attendees: 204."""
        event = self._event(call)
        check_match(call, event.etag)
        self._deeds.remove(call.owner, event)
        return no_content()

    def cancel_event(self, call: Call) -> Answer:
        """Cancel a meeting with a word to the attendees: 202."""
        event = self._event(call)
        said = parameters(call, "comment", "sendResponse")
        if "sendresponse" in said:
            call.blame("unknown field", "sendResponse")
        self._deeds.cancel(call.owner, event, str(said.get("comment") or ""))
        return accepted()

    def answer_event(self, call: Call) -> Answer:
        """Accept, decline or accept tentatively: 202."""
        event = self._event(call)
        action = call.route.rpartition("/")[2].lower()
        allowed = ("comment", "sendResponse") + (() if action == "accept" else ("proposedNewTime",))
        said = parameters(call, *allowed)
        proposed = said.get("proposednewtime")
        self._deeds.respond(
            call.owner,
            event,
            _ANSWERS[action],
            comment=str(said.get("comment") or ""),
            tell=read_boolean(said.get("sendresponse", True), "sendResponse"),
            proposed=None if proposed is None else _proposed(proposed),
        )
        return accepted()

    def _one(self, call: Call, event: Event) -> Answer:
        options = query.read(call, EVENT)
        head = {"@odata.context": f"{_context(call, 'events')}/$entity"}
        return ok(head | options.shape(event_entity(event, style_of(call))), etag=event.etag)

    def _box(self, call: Call) -> CalendarBox:
        return self._calendars.boxes.of(call.owner)

    def _folder(self, call: Call) -> CalendarFolder:
        return folder_of(call, self._box(call))

    def _event(self, call: Call, *, from_deleted: bool = False) -> Event:
        event = self._box(call).event(call.params["event"], from_deleted=from_deleted)
        if "calendar" in call.params and event.calendar_id != self._folder(call).id:
            raise errors.item_not_found()
        return event


def folder_of(call: Call, box: CalendarBox) -> CalendarFolder:
    """Return the calendar that a path names; the person's own when it names none."""
    return box.folder(call.params["calendar"]) if "calendar" in call.params else box.default


def calendar_entity(call: Call, folder: CalendarFolder) -> dict[str, Any]:
    """Return a calendar."""
    return {
        "id": folder.id,
        "name": folder.name,
        "color": folder.color,
        "hexColor": "",
        "isDefaultCalendar": folder.default,
        "changeKey": folder.change_key,
        "canShare": True,
        "canViewPrivateItems": True,
        "canEdit": True,
        "allowedOnlineMeetingProviders": ["teamsForBusiness"] if call.owner.teams else [],
        "defaultOnlineMeetingProvider": "teamsForBusiness" if call.owner.teams else "unknown",
        "isTallyingResponses": folder.default,
        "isRemovable": not folder.default,
        "owner": {"name": call.owner.name, "address": call.owner.address},
    }


def _context(call: Call, what: str) -> str:
    return f"{call.root}/$metadata#users('{call.owner.id}')/{what}"


def _proposed(value: object) -> tuple[datetime, datetime]:
    if not isinstance(value, dict) or not {"start", "end"} <= value.keys():
        raise errors.unreadable_body("The parameter 'ProposedNewTime' expects a start and an end.")
    return read_moment(value["start"], "start")[0], read_moment(value["end"], "end")[0]
