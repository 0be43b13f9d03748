"""People's calendars: entries one by one, many at once, and when somebody is free."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from followupd.domain.effects import EffectKey
from followupd.domain.mail import Entry, EntryFound
from followupd.domain.schedule import Schedule


class Calendar(Protocol):
    """Everybody's calendar, as far as we may open it."""

    def create(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry, *, snapshot: str = "") -> EntryFound:
        """Make an entry; the same transaction, body and snapshot give the same entry. Raises AccessDenied,
        OutcomeUnknown."""

    def find(self, mailbox: str, key: EffectKey) -> EntryFound | None:
        """Our entry that carries this key, if the calendar shows one."""

    def made(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry) -> EntryFound | None:
        """As `find`, and also where a search does not show it yet: the entry of this transaction at its time."""

    def get(self, mailbox: str, event_id: str) -> EntryFound:
        """The entry as it stands. Raises Gone, AccessDenied."""

    def change(self, mailbox: str, found: EntryFound, wish: Entry, fields: frozenset[str]) -> EntryFound:
        """Patch the named fields (of Entry) of an entry, if nobody changed it since `found`; an invitation to Teams in
        its body stays. Raises Conflict, Gone."""

    def cancel(self, mailbox: str, event_id: str, comment: str) -> None:
        """Cancel a meeting (attendees are told), or delete an entry without attendees. Raises Gone."""

    def may_meet_online(self, mailbox: str) -> bool:
        """Whether a meeting that is made in this calendar can be a Teams meeting. Raises AccessDenied."""

    def may_open(self, mailbox: str) -> bool:
        """Whether this calendar can be opened for writing."""


class Schedules(Protocol):
    """When people are free, and when two of them meet anyway. Read only."""

    def schedules(self, mailbox: str, people: Sequence[str], start: datetime, end: datetime) -> tuple[Schedule, ...]:
        """The schedules of these people, those that can be told, as `mailbox` sees them: one request."""

    def one_to_ones(self, mailbox: str, two: Collection[str], start: datetime, end: datetime) -> tuple[EntryFound, ...]:
        """The meetings of just these two people that the calendar of `mailbox` holds, by start."""


class CalendarLook(Protocol):
    """How entries stand, many at once."""

    def look(self, places: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], EntryFound | None]:
        """The entries by (mailbox, event id) as they stand; None: gone from every calendar of that mailbox. What could
        not be seen now is left out. Raises Throttled, Unavailable, AccessDenied when nothing could be seen."""
