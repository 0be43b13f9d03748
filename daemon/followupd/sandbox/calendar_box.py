"""The calendars of one person: their events, what lies in Deleted Items, and a log of changes for deltas.

Every change goes through the methods here, with the world's lock held, so that change keys, moments and the log
always tell the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.clock import Clock
from followupd.sandbox.event import Event
from followupd.sandbox.ids import Ids
from followupd.sandbox.mailbox import Change, ChangeLog
from followupd.sandbox.recurrence import master_of, occurrence_on
from followupd.sandbox.world import Person, World


@dataclass(slots=True, kw_only=True)
class CalendarFolder:
    """One calendar."""

    id: str
    name: str
    default: bool
    change_key: str
    color: str = "auto"
    log: ChangeLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """What a transactionId was used for."""

    immutable_id: str
    #: The body that came with it, in one spelling.
    content: str


@dataclass(slots=True, kw_only=True)
class CalendarBox:
    """The calendars of one person."""

    #: The owner's GUID.
    owner: str
    clock: Clock
    ids: Ids
    folders: dict[str, CalendarFolder] = field(default_factory=dict)
    #: By immutable id, in the order in which they came to be.
    events: dict[str, Event] = field(default_factory=dict)
    #: Deleted Items, by immutable id.
    deleted: dict[str, Event] = field(default_factory=dict)
    transactions: dict[str, Transaction] = field(default_factory=dict)
    #: What PATCH mailboxSettings said that Person does not hold.
    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add_folder("Calendar", default=True)

    @property
    def default(self) -> CalendarFolder:
        """The person's own calendar."""
        return next(folder for folder in self.folders.values() if folder.default)

    def add_folder(self, name: str, *, default: bool = False) -> CalendarFolder:
        """Make a calendar; a name used already: Refusal 409."""
        if any(folder.name.lower() == name.lower() for folder in self.folders.values()):
            raise errors.Refusal(409, "ErrorFolderExists", "A folder with the specified name already exists.")
        folder = CalendarFolder(
            id=self.ids.folder(),
            name=name,
            default=default,
            change_key=self.ids.change_key(),
            log=ChangeLog(self.clock),
        )
        self.folders[folder.id] = folder
        return folder

    def folder(self, id: str) -> CalendarFolder:
        """Return a calendar by its id; Refusal 404 or 400."""
        if id in self.folders:
            return self.folders[id]
        raise errors.malformed_id() if len(id) < 40 else errors.item_not_found()

    def find(self, id: str) -> Event | None:
        """Return an event of a calendar by its ordinary or immutable id, or an occurrence of a series; else None."""
        if id in self.events:
            return self.events[id]
        for event in self.events.values():
            if event.id == id:
                return event
        made_of = master_of(id)
        if made_of is not None:
            master = self.find(made_of[0])
            if master is not None and master.recurrence is not None:
                return occurrence_on(master, made_of[1])
        return None

    def event(self, id: str, *, from_deleted: bool = False) -> Event:
        """Return an event; Refusal 404 (unknown) or 400 (no id at all). `from_deleted`: Deleted Items as well, by
        immutable id."""
        found = self.find(id) or (self.deleted.get(id) if from_deleted else None)
        if found is not None:
            return found
        if not id.startswith(("AAMkAD", "AQMkAD", "AAkALg")):
            raise errors.malformed_id()
        raise errors.item_not_found()

    def of_meeting(self, ical_uid: str) -> Event | None:
        """Return this person's copy of a meeting."""
        return next((event for event in self.events.values() if event.ical_uid == ical_uid), None)

    def within(self, folder: CalendarFolder) -> Iterator[Event]:
        """Yield the events of a calendar: single ones and series."""
        return (event for event in self.events.values() if event.calendar_id == folder.id)

    def add(self, event: Event) -> None:
        """Put a new event into the calendar that it names."""
        self.events[event.immutable_id] = event
        self._log(event, "created")

    def touch(self, event: Event) -> None:
        """Note that an event was changed: a new change key, a new modification time, an entry in the log."""
        event.change_key = self.ids.change_key()
        event.modified = self.clock.now()
        self._log(event, "updated")

    def delete(self, event: Event, *, for_good: bool = False) -> None:
        """Move an event to Deleted Items: a new ordinary id there; or away for good."""
        del self.events[event.immutable_id]
        self._log(event, "deleted")
        if not for_good:
            event.id = self.ids.ordinary()
            self.deleted[event.immutable_id] = event

    def _log(self, event: Event, change: Change) -> None:
        event.touched_steady, event.touched = self.clock.steady(), self.clock.now()
        self.folders[event.calendar_id].log.add(
            change, immutable_id=event.immutable_id, id=event.id, kind="event", reason="deleted"
        )


class Boxes:
    """Everybody's calendars. Use with the world's lock held."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._boxes: dict[str, CalendarBox] = {}

    def of(self, person: Person) -> CalendarBox:
        """Return the calendars of a person."""
        if person.id not in self._boxes:
            self._boxes[person.id] = CalendarBox(owner=person.id, clock=self.world.clock, ids=self.world.ids)
        return self._boxes[person.id]
