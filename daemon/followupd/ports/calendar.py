"""People's calendars: entries one by one, many at once, and when somebody is free."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from followupd.domain.effects import EffectKey
from followupd.domain.happenings import MarkedMeeting
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

    def look(self, places: Mapping[tuple[str, str], datetime]) -> Mapping[tuple[str, str], EntryFound | None]:
        """The entries by (mailbox, event id) as they stand, but for their words; `places` says when each started last.
        None: gone from every calendar of that mailbox. What could not be seen now is left out. Raises Throttled,
        Unavailable, AccessDenied when nothing could be seen."""


class CalendarMarks(Protocol):
    """Meetings that people marked with a category."""

    def marked(
        self, mailboxes: Sequence[str], category: str, start: datetime, end: datetime
    ) -> Mapping[str, tuple[MarkedMeeting, ...]]:
        """Those between two moments, by mailbox; who could not be seen now is left out. Raises Throttled, Unavailable,
        AccessDenied when nobody could be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanges:
    """A page of what changed in a calendar."""

    #: Events that came, changed or are gone; also such that lie outside of the window.
    ids: frozenset[str]
    #: Where to go on.
    cursor: str
    #: False: more pages follow at once.
    last: bool


class CalendarWatch(Protocol):
    """What has changed in calendars: a hint to look, and never the truth."""

    def changes(
        self, cursors: Mapping[str, str], start: datetime, end: datetime
    ) -> Mapping[str, CalendarChanges | None]:
        """A page of what changed in each calendar, by mailbox, since its cursor (empty: from the beginning, in this
        window). None: begin anew. Who could not be asked is left out. Raises Throttled, Unavailable, AccessDenied when
        nobody could be asked."""
