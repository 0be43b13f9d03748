"""Proposals, agreements and follow-ups: saved only when nobody decided meanwhile. Statements only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.people import Person
from followupd.domain.reference import candidate
from followupd.domain.states import FollowUpState
from followupd.errors import Outdated
from followupd.store.codec import decode, encode
from followupd.store.tables import references, things

Thing = TypeVar("Thing", Proposal, Agreement, FollowUp)

_KINDS: dict[type, str] = {Proposal: "proposal", Agreement: "agreement", FollowUp: "follow_up"}


def save(connection: sa.Connection, thing: Thing, now: datetime) -> Thing:
    """Insert a thing of revision 0, or update the one whose revision is what this one was loaded with.

    Returns it with its new revision. Raises Outdated when somebody saved it meanwhile.
    """
    kind = _KINDS[type(thing)]
    saved = replace(thing, revision=thing.revision + 1)
    values = {"revision": saved.revision, "data": encode(saved), **_columns(saved, now)}
    if thing.revision == 0:
        done = connection.execute(
            insert(things)
            .values(kind=kind, id=thing.id, **values)
            .on_conflict_do_nothing(index_elements=["kind", "id"])
        )
    else:
        done = connection.execute(
            sa.update(things)
            .where(things.c.kind == kind, things.c.id == thing.id, things.c.revision == thing.revision)
            .values(**values)
        )
    if done.rowcount != 1:
        raise Outdated
    return saved


def _columns(thing: Proposal | Agreement | FollowUp, now: datetime) -> dict[str, object]:
    if isinstance(thing, Proposal):
        moment, state, owner, reference = thing.asked or now, str(thing.state), None, str(thing.reference)
    elif isinstance(thing, Agreement):
        moment, state = thing.created, "open" if thing.open else "ended"
        owner, reference = thing.owner.address, str(thing.reference)
    else:
        moment, state, reference = thing.start, str(thing.state), ""
        owner = thing.owner.address if thing.owner is not None else None
    return {
        "setter": thing.setter.address,
        "owner": owner,
        "reference": reference,
        "state": state,
        "moment": moment,
    }


def get(connection: sa.Connection, kind: type[Thing], id: str) -> Thing | None:
    data = connection.scalar(sa.select(things.c.data).where(things.c.kind == _KINDS[kind], things.c.id == id))
    return decode(kind, data) if data is not None else None


def find(
    connection: sa.Connection, kind: type[Thing], *, setter: Person | None = None, states: Sequence[str] = ()
) -> tuple[Thing, ...]:
    """The things of this kind, by their moment."""
    query = sa.select(things.c.data).where(things.c.kind == _KINDS[kind])
    if setter is not None:
        query = query.where(things.c.setter == setter.address)
    if states:
        query = query.where(things.c.state.in_(list(states)))
    rows = connection.scalars(query.order_by(things.c.moment, things.c.id))
    return tuple(decode(kind, data) for data in rows)


def follow_ups_between(connection: sa.Connection, setter: Person, owner: Person | None) -> tuple[FollowUp, ...]:
    """Planned and held ones of these two people, by start."""
    query = sa.select(things.c.data).where(
        things.c.kind == "follow_up",
        things.c.setter == setter.address,
        things.c.state.in_([FollowUpState.PLANNED, FollowUpState.HELD]),
        things.c.owner == owner.address if owner is not None else things.c.owner.is_(None),
    )
    rows = connection.scalars(query.order_by(things.c.moment, things.c.id))
    return tuple(decode(FollowUp, data) for data in rows)


def by_reference(connection: sa.Connection, reference: Reference) -> tuple[str, str] | None:
    row = connection.execute(sa.select(things.c.kind, things.c.id).where(things.c.reference == reference)).first()
    return (row.kind, row.id) if row is not None else None


def allocate(connection: sa.Connection, seed: str) -> Reference:
    """A reference that nobody has; the same one for the same seed."""
    known = connection.scalar(sa.select(references.c.reference).where(references.c.seed == seed))
    if known is not None:
        return Reference(known)
    attempt = 0
    while True:
        wanted = candidate(seed, attempt)
        done = connection.execute(
            insert(references).values(reference=wanted, seed=seed).on_conflict_do_nothing(index_elements=["reference"])
        )
        if done.rowcount == 1:
            return wanted
        attempt += 1
