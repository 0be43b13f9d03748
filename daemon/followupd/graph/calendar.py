"""Calendars over Graph: ports.Calendar.

An event is made once: by its transactionId as far as Graph remembers it, and by our key in a property of the creating
request, which a search finds. A change says what it was based on (If-Match), so that a person's newer move is never
overwritten. Errors: see verdicts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from followupd.domain.effects import EffectKey
from followupd.domain.mail import Entry, EntryFound
from followupd.errors import AccessDenied, Gone, OutcomeUnknown, Rejected
from followupd.graph.event_shapes import FIELDS, TEAMS, entry_found, event_out, fields_out
from followupd.graph.join_block import together
from followupd.graph.properties import KEY, SNAPSHOT, equals, expanding, having, value_of
from followupd.graph.wire import Wire, segment
from followupd.graph.zones import from_graph

#: The transactionId was used for another event. Matched at any status: 400 and 409 have both been seen.
DUPLICATE = "ErrorDuplicateTransactionId"

AS_HTML = 'outlook.body-content-type="html"'


class GraphCalendar:
    """Everybody's calendar, by the address of the mailbox. Thread-safe."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def _ask(self, method: str, mailbox: str, path: str, **options: Any) -> Mapping[str, Any]:
        options.setdefault("prefer", [AS_HTML])
        return self._wire.ask(method, f"/users/{segment(mailbox)}{path}", mailbox=mailbox, **options).body

    def create(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry, *, snapshot: str = "") -> EntryFound:
        """Make an entry, or return the one that this transaction made before.

        Raises Rejected with code ErrorDuplicateTransactionId when the transaction was used and its entry is gone or
        not ours: a new one needs a new transaction.
        """
        event = {
            **event_out(entry),
            "transactionId": transaction,
            "singleValueExtendedProperties": having({KEY: key, SNAPSHOT: snapshot}),
        }
        try:
            made = self._ask("POST", mailbox, "/events", body=event, expect={DUPLICATE})
        except Gone as error:
            # To a signed-in person a calendar that nobody has opened to him is not refused but "not found".
            raise AccessDenied("there is no calendar that opens to us", status=error.status, code=error.code) from error
        if "error" in made:
            return self._adopt(mailbox, key, str(made["error"].get("@event.existingEventId") or ""))
        return entry_found(made)

    def _adopt(self, mailbox: str, key: EffectKey, event_id: str) -> EntryFound:
        """Return the entry that has used our transaction already, if it is ours and alive."""
        found = self.find(mailbox, key)
        if found is not None and not found.cancelled:
            return found
        if not event_id:
            raise OutcomeUnknown("the entry was made before, but the calendar does not show it yet", code=DUPLICATE)
        try:
            event = self._event(mailbox, event_id)
            alive = value_of(event, KEY) == key and event.get("isCancelled") is not True
            if alive and self._listed(mailbox, event):
                return entry_found(event)
        except Gone:
            pass  # said below, in the words of what was asked
        raise Rejected("the transaction belongs to an entry that is gone, or not ours", code=DUPLICATE)

    def find(self, mailbox: str, key: EffectKey) -> EntryFound | None:
        """Return our entry with this key; of several the oldest that stands. The search may lag behind."""
        query = {"$filter": equals(KEY, key), "$select": FIELDS, "$top": "10"}
        listed = self._ask("GET", mailbox, "/events", query=query).get("value") or ()
        events = [event for event in listed if isinstance(event, dict)]
        if not events:
            return None
        return entry_found(min(events, key=lambda e: (e.get("isCancelled") is True, str(e.get("createdDateTime", "")))))

    def made(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry) -> EntryFound | None:
        """Return our entry with this key, also where the search does not show it yet: a view of its time shows it by
        its transaction. None: there is none, or a person has taken it to another day within these seconds."""
        found = self.find(mailbox, key)
        if found is not None:
            return found
        times = window(entry.start, entry.end, "id,transactionId")
        for one in self._pages(mailbox, "/calendarView", times):
            if one.get("transactionId") == transaction and one.get("id"):
                event = self._event(mailbox, str(one["id"]))
                if value_of(event, KEY) == key:
                    return entry_found(event)
        return None

    def get(self, mailbox: str, event_id: str) -> EntryFound:
        """Return the entry as it stands in the calendar.

        A deleted event may still answer from Deleted Items under its immutable id, so that its day is looked at as
        well: an entry that the calendar does not show is gone.
        """
        event = self._event(mailbox, event_id)
        if not self._listed(mailbox, event):
            raise Gone("the entry lies in no calendar any more", status=200)
        return entry_found(event)

    def _event(self, mailbox: str, event_id: str) -> Mapping[str, Any]:
        query = {"$select": FIELDS, "$expand": expanding(KEY)}
        return self._ask("GET", mailbox, f"/events/{segment(event_id)}", query=query)

    def _listed(self, mailbox: str, event: Mapping[str, Any]) -> bool:
        """Whether a calendar shows the event at its time. A view of the folder, no search: it does not lag."""
        try:
            start, end = from_graph(event["start"]), from_graph(event["end"])
        except (KeyError, TypeError, ValueError) as error:
            raise Rejected("the calendar entry has no times that can be read") from error
        query = window(start, end, "id")
        if self._on_a_page(mailbox, "/calendarView", query, event.get("id")):
            return True
        # That was the person's main calendar; it may have been moved to another one.
        others = self._pages(mailbox, "/calendars", {"$select": "id,isDefaultCalendar", "$top": "100"})
        return any(
            self._on_a_page(
                mailbox, f"/calendars/{segment(str(one.get('id', '')))}/calendarView", query, event.get("id")
            )
            for one in others
            if one.get("isDefaultCalendar") is not True
        )

    def _on_a_page(self, mailbox: str, path: str, query: Mapping[str, str], event_id: object) -> bool:
        return any(one.get("id") == event_id for one in self._pages(mailbox, path, query))

    def _pages(self, mailbox: str, path: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """Yield the items of a list, page by page; an empty page is not the last one."""
        page = self._ask("GET", mailbox, path, query=query)
        while True:
            yield from (one for one in page.get("value") or () if isinstance(one, dict))
            following = page.get("@odata.nextLink")
            if not following:
                return
            page = self._wire.ask("GET", str(following), mailbox=mailbox, prefer=[AS_HTML]).body

    def change(self, mailbox: str, found: EntryFound, wish: Entry, fields: frozenset[str]) -> EntryFound:
        """Patch the named fields of Entry; Conflict when the event is not as `found` any more.

        A body that is written anew without the invitation to Teams takes the online meeting away (Update event), so
        that it goes along; where it cannot be told from the other words, the words stay as they are.
        """
        if found.entry.online and "body_html" in fields:
            wish = replace(wish, body_html=together(wish.body_html, found.join))
            fields = fields if found.join else fields - {"body_html"}
        if not fields:
            return found
        patch = fields_out(wish, fields)
        path = f"/events/{segment(found.id)}"
        return entry_found(self._ask("PATCH", mailbox, path, body=patch, headers={"If-Match": found.etag}))

    def cancel(self, mailbox: str, event_id: str, comment: str) -> None:
        """Cancel a meeting with a word to its attendees, or delete an entry that has none."""
        found = self.get(mailbox, event_id)
        path = f"/events/{segment(event_id)}"
        if found.cancelled or not found.entry.attendees:
            self._ask("DELETE", mailbox, path)
            return
        self._ask("POST", mailbox, f"{path}/cancel", body={"comment": comment})

    def may_meet_online(self, mailbox: str) -> bool:
        """Whether its owner can hold Teams meetings: that takes a licence. Raises AccessDenied."""
        query = {"$select": "id,allowedOnlineMeetingProviders"}
        allowed = self._ask("GET", mailbox, "/calendar", query=query, prefer=()).get("allowedOnlineMeetingProviders")
        return isinstance(allowed, list) and TEAMS.lower() in {str(one).lower() for one in allowed}

    def may_open(self, mailbox: str) -> bool:
        """Whether this calendar opens. A right to read is taken for one to write: `create` tells the truth."""
        try:
            calendar = self._ask("GET", mailbox, "/calendar", query={"$select": "id,canEdit"}, prefer=())
        except (AccessDenied, Gone):
            return False
        return calendar.get("canEdit") is not False


def window(start: datetime, end: datetime, fields: str) -> dict[str, str]:
    """The options of a view that shows what lies between two moments."""
    return {
        "startDateTime": start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        # An entry without length lies in no window that ends where it begins.
        "endDateTime": max(end, start + timedelta(minutes=1)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "$select": fields,
        "$top": "100",
    }
