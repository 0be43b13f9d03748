"""People and their working time.

Two persons are equal when their mailboxes are equal: names vary between mails, addresses do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def lowered(address: str) -> str:
    """An address in lower case. A letter that lower case would turn into an ASCII one (the Kelvin sign into k) stays:
    such an address is somebody else's.
    """
    bare = address.strip()
    low = bare.lower()
    return bare if low.isascii() and not bare.isascii() else low


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an address. `address` is kept in lower case; `name` as people write it."""

    address: str
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", lowered(self.address))
        object.__setattr__(self, "name", " ".join(self.name.split()))

    @property
    def shown(self) -> str:
        """The name as people see it: `Anna Reed`, also from `Reed, Anna` and `Reed, Anna (Sales)`.

        Without a name, the address's local part.
        """
        if "," in self.name:
            last, _, first = self.name.partition(",")
            first = first.partition("(")[0].strip() or first.strip()  # `Reed, Anna (Sales)`
            return f"{first} {last.strip()}".strip()
        return self.name or self.address.partition("@")[0]

    @property
    def first(self) -> str:
        """The first name, for a greeting."""
        return self.shown.split()[0] if self.shown.split() else self.shown

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


#: Monday to Friday, as date.weekday() counts.
WORKDAYS = frozenset({0, 1, 2, 3, 4})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """When a person works: zone, weekdays (0 = Monday), hours on the wall clock, days off such as public holidays."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    days: frozenset[int] = WORKDAYS
    start: time = time(9, 0)
    end: time = time(17, 30)
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.days:
            object.__setattr__(self, "days", WORKDAYS)
        if self.end <= self.start:  # a night shift or nonsense: the day view of it is the default day
            object.__setattr__(self, "start", time(9, 0))
            object.__setattr__(self, "end", time(17, 30))

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.days_off

    def on_or_after(self, day: date) -> date:
        """The first working day that is `day` or later."""
        while not self.works_on(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """The last working day that is `day` or earlier."""
        while not self.works_on(day):
            day -= timedelta(days=1)
        return day

    def shift(self, day: date, count: int) -> date:
        """`count` full working days after (or before, when negative) `day`, which need not be a working day."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.works_on(day):
                day += step
        return day

    def at(self, day: date, clock: time) -> datetime:
        """The moment of a wall-clock time in this person's zone (the first of two where clocks go back)."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def local(self, moment: datetime) -> datetime:
        """The same moment on this person's wall clock."""
        return moment.astimezone(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """What the directory and the configuration say of a person."""

    person: Person
    #: Whether the person belongs to the organisation.
    internal: bool
    #: Other names the person goes by (nicknames, initials), as the configuration lists them.
    also: tuple[str, ...] = ()
    #: Address of the manager, lower case; empty when not known.
    manager: str = ""
    working: WorkingTime = field(default_factory=WorkingTime)
    #: Found only because a name on the mail may mean this person: proposed to the setter, never taken as said.
    suggested: bool = False
    #: The folder of templates for this person's mails; empty: British English.
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that reading and deciding may know about people when a mail is read. Facts, no look-ups."""

    #: The dedicated mailbox: its plain address first, then aliases; lower case.
    service: tuple[str, ...]
    #: The organisation's domains, lower case.
    domains: frozenset[str]
    people: tuple[KnownPerson, ...] = ()
    #: Whether 3/4 means 3 April, where the mail itself does not tell.
    day_first: bool = True
    #: Working time for those of whom nothing is known.
    working: WorkingTime = field(default_factory=WorkingTime)

    def find(self, address: str) -> KnownPerson | None:
        address = lowered(address)
        return next((known for known in self.people if known.person.address == address), None)

    def internal(self, address: str) -> bool:
        """Whether this address belongs to a person of the organisation (by directory, else by domain)."""
        known = self.find(address)
        return known.internal if known else lowered(address).rpartition("@")[2] in self.domains

    def working_of(self, address: str) -> WorkingTime:
        known = self.find(address)
        return known.working if known else self.working

    def language_of(self, address: str) -> str:
        known = self.find(address)
        return known.language if known else ""

    def is_service(self, address: str) -> bool:
        """Whether this is the dedicated mailbox, also with a plus tag (`followup+friday@…`)."""
        local, _, domain = lowered(address).rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" in self.service
