"""The people who are there when nothing else is said: a small company and one client."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from followupd.sandbox.schemas import PersonBody
from followupd.sandbox.world import Person, Rights, WorkingHours, World

#: The dedicated mailbox of the service.
SERVICE = "followup@contoso.example"

_DEFAULT = (
    PersonBody(address=SERVICE, name="Follow-ups", teams=False),
    PersonBody(address="mark.lind@contoso.example", name="Mark Lind", title="Director"),
    PersonBody(
        address="anna.reed@contoso.example", name="Anna Reed", title="Team Manager", manager="mark.lind@contoso.example"
    ),
    PersonBody(
        address="julia.marsh@contoso.example",
        name="Julia Marsh",
        title="Assistant",
        manager="anna.reed@contoso.example",
    ),
    PersonBody(
        address="tom.baker@contoso.example", name="Tom Baker", title="Consultant", manager="anna.reed@contoso.example"
    ),
    PersonBody(
        address="sam.lee@contoso.example", name="Sam Lee", title="Consultant", manager="anna.reed@contoso.example"
    ),
    PersonBody(
        address="priya.nair@contoso.example",
        name="Priya Nair",
        title="Senior Consultant",
        manager="anna.reed@contoso.example",
        zone="India Standard Time",
    ),
    PersonBody(
        address="lena.vogt@contoso.example",
        name="Lena Vogt",
        title="Team Manager",
        manager="mark.lind@contoso.example",
        zone="Europe/Berlin",
        language="de-DE",
    ),
    PersonBody(address="david.cole@fabrikam.example", name="David Cole", title="Client"),
)


def default_people() -> tuple[PersonBody, ...]:
    """Return the default people."""
    return _DEFAULT


def settle(world: World, people: Iterable[PersonBody]) -> list[Person]:
    """Add people to the world, or change those whose address is there; only what is said is changed."""
    return [_settle(world, body) for body in people]


def _settle(world: World, body: PersonBody) -> Person:
    person = world.at(body.address)
    if person is None:
        internal = body.internal if body.internal is not None else world.internal(body.address)
        identifier = body.id or world.ids.guid()
        person = world.add(
            Person(id=identifier, address=body.address, name=body.name or body.address, internal=internal)
        )
    said = body.model_fields_set
    for name in ("name", "manager", "zone", "language", "title", "auto_reply", "teams"):
        if name in said:
            setattr(person, name, getattr(body, name))
    if "aliases" in said:
        person.aliases = tuple(body.aliases)
    if "mailbox" in said:
        person.mailbox_enabled = body.mailbox
    if "auto_reply" in said:
        person.auto_replied.clear()
    if body.rights is not None:
        rights = body.rights.model_dump(exclude={"shared_with"})
        shared = tuple(address.lower() for address in body.rights.shared_with)
        person.rights = Rights(**rights, shared_with=shared)
    if body.working_hours is not None:
        hours = body.working_hours
        person.hours = WorkingHours(
            days=tuple(hours.days), start=time.fromisoformat(hours.start), end=time.fromisoformat(hours.end)
        )
    return person
