"""The world of the sandbox: people, their mailboxes, one lock over all of it.

The pipeline holds `world.lock` while a handler runs, so handlers need not take it; whoever else touches the world
(tests, the control API, a timer of a fault) does `with world.lock:`. The lock is re-entrant.

The calendar room keeps its own state and puts itself at `world.calendar` (see `CalendarDoor`), so that the world
knows nothing of events but how to ask for them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Literal, Protocol

from followupd.sandbox import errors
from followupd.sandbox.clock import Clock
from followupd.sandbox.delta import Tokens
from followupd.sandbox.doubts import Doubts
from followupd.sandbox.ids import Ids
from followupd.sandbox.lag import Lags
from followupd.sandbox.mailbox import Mailbox
from followupd.sandbox.message import Address, Message

WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When a person works, in the person's own zone."""

    days: tuple[str, ...] = WORKDAYS
    start: time = time(9, 0)
    end: time = time(17, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the app may open of a person: else 403 ErrorAccessDenied."""

    mail: bool = True
    calendar: bool = True
    settings: bool = True
    #: Addresses of people who, signed in, may open mail and calendar.
    shared_with: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with an address. People from outside the tenant have a mailbox here too, but Graph does not see it."""

    #: GUID.
    id: str
    #: UPN and primary SMTP address.
    address: str
    name: str
    #: Address of the manager, or None.
    manager: str | None = None
    #: Windows or IANA name, as mailboxSettings gives it.
    zone: str = "GMT Standard Time"
    hours: WorkingHours = field(default_factory=WorkingHours)
    language: str = "en-GB"
    title: str | None = None
    internal: bool = True
    rights: Rights = field(default_factory=Rights)
    #: False: 404 MailboxNotEnabledForRESTAPI.
    mailbox_enabled: bool = True
    #: Whether meetings of this organiser can be Teams meetings.
    teams: bool = True
    #: The text of an automatic reply (out of office) while it is switched on; sent once to each sender.
    auto_reply: str | None = None
    auto_replied: set[str] = field(default_factory=set)
    #: Further addresses at which mail arrives.
    aliases: tuple[str, ...] = ()

    def as_address(self) -> Address:
        """Return name and address."""
        return Address(self.address, self.name)


class CalendarDoor(Protocol):
    """What the calendar room offers to mail, delivery and control. Called with the world's lock held."""

    def event_for_message(
        self,
        person: Person,
        message: Message,
        *,
        immutable_ids: bool,
        zone: str,
        body_type: Literal["text", "html"] | None,
    ) -> dict[str, Any] | None:
        """Return the event entity a meeting message belongs to, from the reader's own calendar; None when gone."""

    def invitation_arrived(self, person: Person, message: Message, ics: str) -> None:
        """A text/calendar part came by mail: make or change the tentative event, and set `message.meeting`."""

    def answer(self, person: Person, event: str, response: str, *, proposed: dict[str, Any] | None) -> dict[str, Any]:
        """Answer an invitation as this person would in Outlook.

        `event` is an id, an iCalUId or a subject; `response` accepted, declined or tentative. Returns the event as
        it stands in the person's calendar; raises Refusal when there is none."""

    def move(self, person: Person, event: str, start: datetime, end: datetime | None) -> dict[str, Any]:
        """Drag an event to another time as this person would in Outlook; the length stays when no end is said.

        `start` and `end` are aware. An organiser's move reaches the attendees, an attendee's stays in the own copy."""

    def remove(self, person: Person, event: str) -> None:
        """Delete an event as this person would in Outlook: an organiser's is cancelled for the attendees."""

    def as_json(self, person: Person) -> list[dict[str, Any]]:
        """Return the person's events with the states of their attendees, for GET /_sandbox/world."""


class World:
    """People and mailboxes. Addresses are compared without regard to letter case."""

    def __init__(self, clock: Clock, *, tenant: str = "contoso.example", seed: str = "sandbox") -> None:
        """`tenant` is the mail domain of the inside; `seed` makes the ids."""
        self.lock = threading.RLock()
        self.clock = clock
        self.ids = Ids(seed)
        self.domain = tenant
        self.tenant_id = self.ids.guid()
        self.doubts = Doubts()
        #: How late searches and deltas see a change.
        self.lag = Lags()
        #: States behind delta and skip tokens.
        self.tokens = Tokens(self.ids)
        self.people: dict[str, Person] = {}
        self.mailboxes: dict[str, Mailbox] = {}
        self.calendar: CalendarDoor | None = None
        self._later: list[tuple[float, Callable[[], object]]] = []

    def later(self, seconds: float, deed: Callable[[], object]) -> None:
        """Do something once so many steady seconds have gone by: at the first `catch_up` after them."""
        self._later.append((self.clock.steady() + seconds, deed))

    def catch_up(self) -> None:
        """Do what has become due; called before every request and every look at the world."""
        now = self.clock.steady()
        due = [one for one in self._later if one[0] <= now]
        self._later = [one for one in self._later if one[0] > now]
        for _, deed in sorted(due, key=lambda one: one[0]):
            deed()

    def add(self, person: Person) -> Person:
        """Add somebody, with an empty mailbox; an address used already: ValueError."""
        if self.at(person.address) is not None:
            raise ValueError(f"{person.address} exists already")
        self.people[person.id] = person
        self.mailboxes[person.id] = Mailbox(owner=person.id, clock=self.clock, ids=self.ids)
        return person

    def at(self, address: str) -> Person | None:
        """Return the person at an address (primary or alias); plus addresses are not resolved here."""
        wanted = address.strip().lower()
        for person in self.people.values():
            if wanted == person.address.lower() or wanted in (alias.lower() for alias in person.aliases):
                return person
        return None

    def recipient(self, address: str) -> Person | None:
        """Return who gets mail sent to an address: as `at`, and `name+tag@domain` goes to `name@domain`."""
        person = self.at(address)
        local, _, domain = address.partition("@")
        if person is None and "+" in local:
            person = self.at(f"{local.partition('+')[0]}@{domain}")
        return person

    def user(self, name: str) -> Person:
        """Return an internal person by GUID or UPN, as the path of a request names one; else Refusal 404."""
        person = self.people.get(name.lower()) or self.at(name)
        if person is None or not person.internal:
            raise errors.user_not_found(name)
        return person

    def mailbox(self, person: Person) -> Mailbox:
        """Return the mailbox of a person."""
        return self.mailboxes[person.id]

    def internal(self, address: str) -> bool:
        """Whether an address is of the tenant: its own domain, or an internal person's."""
        person = self.recipient(address)
        return person.internal if person else address.lower().endswith("@" + self.domain.lower())

    def reports_of(self, person: Person) -> Iterator[Person]:
        """Yield the people whose manager this is."""
        return (p for p in self.people.values() if p.manager and p.manager.lower() == person.address.lower())
