"""An event in a calendar, as Exchange holds it. Mutable, changed only with the world's lock held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from followupd.sandbox.message import Address, Body

Response = Literal["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"]


@dataclass(slots=True, kw_only=True)
class Attendee:
    """Somebody invited, as the copy of the event that holds this shows it."""

    address: Address
    type: str = "required"
    response: Response = "none"
    #: When the answer came; None before.
    answered: datetime | None = None
    #: A proposed other time (start, end), in UTC.
    proposed: tuple[datetime, datetime] | None = None


@dataclass(slots=True, kw_only=True)
class Event:
    """One copy of an event: the organiser's or an attendee's. Moments are aware UTC; ids as in ids.py."""

    #: Stays for life within the mailbox.
    immutable_id: str
    #: The ordinary id; another one after a move to Deleted Items.
    id: str
    calendar_id: str
    change_key: str
    #: The same in every copy.
    ical_uid: str
    created: datetime
    modified: datetime
    organizer: Address
    #: Whether this is the organiser's copy.
    is_organizer: bool
    start: datetime
    end: datetime
    #: Zone names as they were written: what Outlook shows, and where a series recurs.
    start_zone: str = "UTC"
    end_zone: str = "UTC"
    #: `start` and `end` are then midnights in their zones, and the dates are what counts.
    all_day: bool = False
    subject: str = ""
    body: Body = field(default_factory=Body)
    locations: list[dict[str, Any]] = field(default_factory=list)
    attendees: list[Attendee] = field(default_factory=list)
    #: The answer of the owner of this copy.
    response: Response = "organizer"
    answered: datetime | None = None
    show_as: str = "busy"
    sensitivity: str = "normal"
    importance: str = "normal"
    reminder_on: bool = True
    reminder_minutes: int = 15
    categories: list[str] = field(default_factory=list)
    #: Single-value extended properties: id as first written -> value.
    extended: dict[str, str] = field(default_factory=dict)
    transaction_id: str | None = None
    join_url: str | None = None
    allow_new_time_proposals: bool = True
    response_requested: bool = True
    hide_attendees: bool = False
    cancelled: bool = False
    draft: bool = False
    #: patternedRecurrence as checked by recurrence.py.
    recurrence: dict[str, Any] | None = None
    #: By original day (yyyymmdd): what differs from the series.
    exceptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Original days that were taken out.
    left_out: list[str] = field(default_factory=list)
    #: Of an occurrence: the master's ids (ordinary, immutable), and its original day; else empty.
    master: tuple[str, str] | None = None
    day: str = ""
    #: Of an occurrence: whether it differs from the series.
    exceptional: bool = False
    #: Thread of the meeting's messages.
    conversation_index: bytes = b""
    touched_steady: float = 0.0
    touched: datetime | None = None

    @property
    def etag(self) -> str:
        """Its ETag."""
        return f'W/"{self.change_key}"'

    @property
    def type(self) -> str:
        """Graph's eventType."""
        if self.master is not None:
            return "exception" if self.exceptional else "occurrence"
        return "seriesMaster" if self.recurrence else "singleInstance"

    @property
    def is_meeting(self) -> bool:
        """Whether others are invited."""
        return bool(self.attendees)

    def attendee(self, address: str) -> Attendee | None:
        """Return the attendee with an address, in any letter case."""
        return next((one for one in self.attendees if one.address.address.lower() == address.lower()), None)
