"""Mails and people for the tests of reading actions: a small firm, its manager Anna, and three of her reports."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from followupd.domain.action import Item
from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.reading.actions import find_actions
from followupd.reading.actions.merge import Merged

LONDON = WorkingTime(zone=ZoneInfo("Europe/London"))
ANNA = Person(address="anna.reed@oak.example", name="Anna Reed")
TOM = Person(address="tom.baker@oak.example", name="Tom Baker")
PRIYA = Person(address="priya.nair@oak.example", name="Priya Nair")
LUIS = Person(address="luis.ferrer@oak.example", name="Luis Ferrer")
JANE = Person(address="jane.ford@cobalt.example", name="Jane Ford")
SERVICE = Person(address="followup@oak.example", name="Follow-ups")

#: A Wednesday.
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)

KNOWN = Known(
    service=(SERVICE.address,),
    domains=frozenset({"oak.example"}),
    people=(
        KnownPerson(person=ANNA, internal=True, working=LONDON),
        *(KnownPerson(person=p, internal=True, manager=ANNA.address, working=LONDON) for p in (TOM, PRIYA, LUIS)),
    ),
    working=LONDON,
)


def mail(
    text: str,
    *,
    author: Person = ANNA,
    to: tuple[Person, ...] = (TOM,),
    cc: tuple[Person, ...] = (SERVICE,),
    subject: str = "Actions",
    received: datetime = NOW,
) -> MailIn:
    return MailIn(
        id=MessageId("1"),
        internet_message_id=InternetMessageId("<1@oak.example>"),
        received=received,
        author=author,
        sender=author,
        to=to,
        cc=cc,
        subject=subject,
        text=text,
    )


def note(of: MailIn) -> ZoneRead:
    return ZoneRead(
        kind="note", author=of.author, to=of.to, cc=of.cc, written=of.received, subject=of.subject, text=of.text
    )


def below(
    text: str,
    *,
    author: Person = TOM,
    to: tuple[Person, ...] = (ANNA,),
    written: datetime = datetime(2026, 3, 10, 16, 0, tzinfo=UTC),
    kind: str = "forwarded",
) -> ZoneRead:
    return ZoneRead(kind=kind, author=author, to=to, written=written, subject="Actions", text=text)


def found(of: MailIn, *older: ZoneRead, known: Known = KNOWN) -> Merged:
    return find_actions((note(of), *older), of, known)


def brief(item: Item) -> tuple[str, str, str]:
    """(who, what, by when) of an item, in short."""
    return (
        item.owner.value.first if item.owner else "?",
        item.what.value if item.what else "?",
        f"{item.due.value.day:%-d %b}" if item.due else "-",
    )


def briefs(of: MailIn, *older: ZoneRead, known: Known = KNOWN) -> list[tuple[str, str, str]]:
    return [brief(item) for item in found(of, *older, known=known).items]
