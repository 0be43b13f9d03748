"""What lies in a window of time: calendarView, instances, and calendarView/delta.

The window of a delta is fixed by its first request and lives in the token. Extended properties never come in it. An
event outside the window that was made, changed or deleted comes as `@removed` too: so `@removed` says nothing but
"look it up".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from followupd.sandbox import errors, query
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.calendar_box import CalendarBox, CalendarFolder
from followupd.sandbox.calendar_entities import EVENT
from followupd.sandbox.calendar_routes import PLACES, folder_of
from followupd.sandbox.delta import last_of_each
from followupd.sandbox.event import Event
from followupd.sandbox.event_entity import Style, event_entity, style_of
from followupd.sandbox.mailbox import LogEntry
from followupd.sandbox.recurrence import master_of, occurrence_on, occurrences
from followupd.sandbox.routing import Answer, Call, Table, ok

_WINDOW = ("startDateTime", "endDateTime")
_LIST = ("$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count")
#: Known, and refused with a sentence of their own.
_NOT_IN_DELTA = ("$select", "$filter", "$expand", "$orderby", "$search", "$top", "$skip")
_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item of a round: an event or occurrence by both ids, or one that is gone."""

    id: str
    immutable_id: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What is behind a token."""

    folder: str
    start: datetime
    end: datetime
    #: Items still to be given in this round.
    rest: tuple[_Item, ...]
    #: Number of the log up to which everything was (or is being) given.
    number: int


def register(table: Table, calendars: Calendars) -> None:
    """Add the routes of windows."""
    views = Views(calendars)
    for place in ("/users/{user}", "/users/{user}/calendar", "/users/{user}/calendars/{calendar}"):
        table.add("GET", f"{place}/calendarView", views.view, needs="calendar", options=(*_LIST, *_WINDOW))
        options = (*_WINDOW, *_NOT_IN_DELTA, "$deltatoken", "$skiptoken")
        table.add("GET", f"{place}/calendarView/delta", views.delta, needs="calendar", options=options)
    for place in PLACES:
        table.add("GET", f"{place}/{{event}}/instances", views.instances, needs="calendar", options=(*_LIST, *_WINDOW))


class Views:
    """The handlers; they share the calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._boxes = calendars.boxes

    def view(self, call: Call) -> Answer:
        """List what lies in a window: single events and the occurrences of series, by start."""
        start, end = _window(call)
        if "singlevalueextendedproperties" in (call.option("$filter") or "").lower():
            # Not "bad request": that is how Graph answers (msgraph-sdk-dotnet#2375).
            raise errors.Refusal(
                500,
                "ErrorInternalServerError",
                "An internal server error occurred. The operation failed.",
                blame="filter on extended properties in calendarView",
            )
        box = self._boxes.of(call.owner)
        found = [one for event in box.within(folder_of(call, box)) for one in occurrences(event, start, end)]
        return _listed(call, found, context=f"{_context(call)}/calendarView")

    def instances(self, call: Call) -> Answer:
        """List the occurrences of a series in a window."""
        start, end = _window(call)
        event = self._boxes.of(call.owner).event(call.params["event"])
        if event.recurrence is None:
            raise errors.bad_request(
                "Your request can't be completed. The event isn't a series master.", code="ErrorInvalidRequest"
            )
        context = f"{_context(call)}/events('{event.id}')/instances"
        return _listed(call, list(occurrences(event, start, end)), context=context)

    def delta(self, call: Call) -> Answer:
        """Give one page of a round."""
        named = [name for name, _ in call.query if name in _NOT_IN_DELTA]
        if named:
            raise errors.bad_request(
                "The following parameters are not supported with change tracking over the 'CalendarView' resource: "
                f"'{', '.join(named)}'.",
                code="ErrorInvalidUrlQuery",
                blame="unknown query option",
            )
        box = self._boxes.of(call.owner)
        folder = folder_of(call, box)
        token, skip = call.option("$deltatoken"), call.option("$skiptoken")
        if not token and not skip:
            start, end = _window(call)
            return ok(self._page(call, box, self._begun(call, folder, box, start, end, since=None)))
        # The window of a token cannot slide: another one in the request is passed over.
        windows = [(name, value) for name in _WINDOW if (value := call.option(name)) is not None]
        if windows:
            call.blame("options in a delta link", "the window of a round is fixed by its first request")
        restart = call.link([("$deltatoken", "")])
        current = call.world.tokens.read(token or skip or "", restart=restart).get("calendar")
        if not isinstance(current, _Round) or current.folder != folder.id:
            raise errors.sync_state_not_found(restart)
        if token:
            current = self._begun(call, folder, box, current.start, current.end, since=current.number)
        return ok(self._page(call, box, current))

    def _begun(
        self, call: Call, folder: CalendarFolder, box: CalendarBox, start: datetime, end: datetime, *, since: int | None
    ) -> _Round:
        """Return a new round over what is seen of the log after `since`; the first and full round when None."""
        lag, clock, known = call.world.lag.delta, call.world.clock, since or 0
        first = max(0, known - int(call.tricks.get("replay", 0)))
        seen = first
        for entry in folder.log.since(first):
            if entry.number > known and not lag.past(clock, entry.steady, entry.business):
                break
            seen = entry.number
        entries = last_of_each(entry for entry in folder.log.since(first) if entry.number <= seen)
        rest = [item for entry in entries for item in _items(call, box, entry, start, end, full=since is None)]
        if "duplicate" in call.tricks:
            rest = [item for one in rest for item in (one, one)]
        return _Round(folder=folder.id, start=start, end=end, rest=tuple(rest), number=max(seen, known))

    def _page(self, call: Call, box: CalendarBox, current: _Round) -> dict[str, Any]:
        size = 0 if "empty_page" in call.tricks else call.prefer.page_size or _PAGE
        now, rest = current.rest[:size], current.rest[size:]
        style = style_of(call)
        value = [entity for item in now if (entity := _entity(box, item, style)) is not None]
        page: dict[str, Any] = {"@odata.context": f"{call.root}/$metadata#Collection(event)", "value": value}
        again = call.world.tokens.issue({"calendar": replace(current, rest=rest)})
        if rest or "empty_page" in call.tricks:
            page["@odata.nextLink"] = call.link([("$skiptoken", again)])
        else:
            page["@odata.deltaLink"] = call.link([("$deltatoken", again)])
        return page


def _items(
    call: Call, box: CalendarBox, entry: LogEntry, start: datetime, end: datetime, *, full: bool
) -> Iterable[_Item]:
    """Yield what an entry of the log means for a window. A first (full) round tells nothing of what is gone."""
    event = box.events.get(entry.immutable_id)
    if event is None:
        if not full and call.world.doubts.calendar_delta_reports_deletions:
            yield _Item(id=entry.id, immutable_id=entry.immutable_id, removed=True)
        return
    inside = list(occurrences(event, start, end))
    for one in inside:
        yield _Item(id=one.id, immutable_id=one.immutable_id)
    if not inside and not full:
        yield _Item(id=entry.id, immutable_id=entry.immutable_id, removed=True)


def _entity(box: CalendarBox, item: _Item, style: Style) -> dict[str, Any] | None:
    if item.removed:
        shown = item.immutable_id if style.immutable_ids else item.id
        return {"@odata.type": "#microsoft.graph.event", "id": shown, "@removed": {"reason": "deleted"}}
    event: Event | None = box.events.get(item.immutable_id)
    made_of = master_of(item.immutable_id)
    if event is None and made_of is not None and made_of[0] in box.events:
        event = occurrence_on(box.events[made_of[0]], made_of[1])
    if event is None:
        return None
    shaped = query.read_plain(EVENT).shape(event_entity(event, style))
    return {"@odata.type": "#microsoft.graph.event"} | shaped


def _listed(call: Call, events: list[Event], *, context: str) -> Answer:
    """Answer a list of events in the order of time; extended properties do not come, even when expanded."""
    style = style_of(call)
    kept = [
        (name, value) for name, value in call.query
        if not (name == "$expand" and "singlevalueextendedproperties" in value.lower())
    ]  # fmt: skip
    if len(kept) != len(call.query):
        call.blame("extended properties in calendarView", "Graph passes the $expand over there")
    options = query.read(replace(call, query=tuple(kept)), EVENT)
    plain = Style(immutable_ids=style.immutable_ids)
    events = sorted((e for e in events if options.matches(event_entity(e, plain))), key=lambda e: (e.start, e.end))
    entities = query.order([event_entity(event, style) for event in events], options)
    return ok(query.page(call, options, entities, context=context))


def _window(call: Call) -> tuple[datetime, datetime]:
    """Return the window of a call, in UTC; a moment without a zone is one in UTC."""
    found = []
    for name in _WINDOW:
        text = call.option(name)
        if not text:
            raise errors.bad_request(
                "This request requires a time window specified by the query string parameters StartDateTime and "
                "EndDateTime.",
                code="ErrorInvalidParameter",
                blame="no window",
            )
        try:
            moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
        except ValueError as error:
            raise errors.bad_request(
                f"The value '{text}' of parameter '{name}' is invalid.", code="ErrorInvalidParameter", blame="no window"
            ) from error
        found.append(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC))
    if found[1] < found[0]:
        raise errors.bad_request(
            "EndDateTime cannot be earlier than StartDateTime.", code="ErrorInvalidParameter", blame="no window"
        )
    return found[0], found[1]


def _context(call: Call) -> str:
    return f"{call.root}/$metadata#users('{call.owner.id}')"
