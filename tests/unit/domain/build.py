"""People, mails and readings for the tests of the core: short ways to say a case."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from followupd.domain.action import FollowUpWish, Item, Moment, Reference, Said
from followupd.domain.agreement import Agreement
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.decision import Decision
from followupd.domain.happenings import Answer, Belief, Forwarded, Intent, MailRef, Reading, Replied, Route, ZoneRead
from followupd.domain.mail import InternetMessageId, MessageId
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.domain.policy import Context, Mode, Policy

LONDON = ZoneInfo("Europe/London")
WORK = WorkingTime(zone=LONDON)
ANNA = Person(address="anna.reed@contoso.example", name="Anna Reed")
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
SAM = Person(address="sam.lee@contoso.example", name="Sam Lee")
CLIENT = Person(address="c.jones@fabrikam.example", name="Carol Jones")
SERVICE = Person(address="followup@contoso.example", name="Follow-ups")

#: Monday 23 November 2026, 09:00 in London.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)


def policy(**changes: object) -> Policy:
    return replace(Policy(mode=Mode.LIVE), **changes)  # type: ignore[arg-type]


def known(*more: KnownPerson) -> Known:
    inside = [KnownPerson(person=person, internal=True, working=WORK) for person in (ANNA, TOM, SAM)]
    return Known(
        service=(SERVICE.address,), domains=frozenset({"contoso.example"}), people=(*inside, *more), working=WORK
    )


def allocate(seed: str) -> Reference:
    return Reference("FU-" + hashlib.sha256(seed.encode()).hexdigest()[:5].upper())


def context(**changes: object) -> Context:
    settings = {key: changes.pop(key) for key in tuple(changes) if key in Policy.__dataclass_fields__}
    base = Context(policy=policy(**settings), known=known(), allocate=allocate)
    return replace(base, **changes)  # type: ignore[arg-type]


def moment(day: date, clock: time | None = None) -> Moment:
    return Moment(day=day, clock=clock, zone="Europe/London")


def item(**changes: object) -> Item:
    """A complete action: Tom calls the clients by Friday 4 December."""
    base = Item(
        what=Said(value="Call the 10 lapsed clients", words="call the 10 lapsed clients"),
        owner=Said(value=TOM, words="you"),
        measure=Said(value="3 meetings booked", words="book at least 3 meetings"),
        why=Said(value="January starts with a full diary", words="so that January starts with a full diary"),
        due=Said(value=moment(FRIDAY), words="by Friday 4 December"),
        source="you will call the 10 lapsed clients",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def wish(day: date, clock: time | None = None) -> Said[FollowUpWish]:
    return Said(value=FollowUpWish(when=moment(day, clock)), words="let's look at it then")


def reading(*items: Item, route: Route = Route.TO, **changes: object) -> Reading:
    note = ZoneRead(kind="note", author=ANNA, to=(SERVICE,), written=NOW, text="…")
    inner = ZoneRead(kind="forwarded", author=TOM, to=(ANNA,), written=NOW, text="…")
    base = Reading(belief=Belief.INTERNAL, route=route, zones=(note, inner), items=items)
    return replace(base, **changes)  # type: ignore[arg-type]


def mail(name: str = "m1") -> MailRef:
    return MailRef(
        id=MessageId(name),
        internet_message_id=InternetMessageId(f"<{name}@contoso.example>"),
        subject="FW: clients",
        conversation_id="c1",
    )


def forwarded(*items: Item, name: str = "m1", **changes: object) -> Forwarded:
    return Forwarded(mail=mail(name), setter=ANNA, reading=reading(*items, **changes))  # type: ignore[arg-type]


def replied(author: Person, *answers: Answer | Intent, name: str = "r1") -> Replied:
    said = tuple(Answer(intent=each) if isinstance(each, Intent) else each for each in answers)
    return Replied(mail=mail(name), author=author, answers=said)


def agreed(*items: Item, **settings: object) -> Agreement:
    """The agreement that a complete mail leads to at once."""
    decision = decide_forwarded(forwarded(*(items or (item(),))), context(**settings), NOW)
    assert len(decision.agreements) == 1, decision
    return replace(decision.agreements[0], revision=1)


def kinds(decision: Decision) -> list[tuple[str, str]]:
    """(kind, first name) of each mail of a decision."""
    return [(str(each.kind), each.to.first) for each in decision.effects if each.type == "send_mail"]
