"""Proposals, agreements and follow-ups: saved only when nobody decided meanwhile. Statements only.

`open` says that a thing still asks something of somebody: a proposal that is held, an agreement with an action
without an outcome, a follow-up that is planned, or held with such an action on its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final, TypeVar

import sqlalchemy as sa

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal, ProposalState
from followupd.domain.decide_robot import NO_MAILBOX
from followupd.domain.people import Person
from followupd.domain.reference import candidate
from followupd.domain.states import OUTCOMES, FollowUpState
from followupd.errors import Outdated, StoreError
from followupd.store.codec import decode, encode
from followupd.store.rows import insert_new
from followupd.store.tables import history, references, things

Thing = TypeVar("Thing", Proposal, Agreement, FollowUp)

KINDS: Final[dict[type[Proposal | Agreement | FollowUp], str]] = {
    Proposal: "proposal",
    Agreement: "agreement",
    FollowUp: "follow_up",
}


# ------------------------------------------------------------------------------------------------ saving


def save(connection: sa.Connection, thing: Thing) -> Thing:
    """Insert a thing of revision 0, or update the one whose revision is still what this one was loaded with.

    Returns it with the revision it has now. Raises Outdated when somebody saved it meanwhile.
    """
    kind = KINDS[type(thing)]
    saved = replace(thing, revision=thing.revision + 1)
    found = _searched(saved)
    values = {
        "revision": saved.revision,
        "setter": saved.setter.address,
        "owner": found.owner.address if found.owner is not None else None,
        "reference": found.reference,
        "state": found.state,
        "open": found.open,
        "moment": found.moment,
        "data": encode(saved),
    }
    if thing.revision == 0:
        written = insert_new(connection, things, ("kind", "id"), kind=kind, id=thing.id, **values)
    else:
        believed = (things.c.kind == kind, things.c.id == thing.id, things.c.revision == thing.revision)
        written = connection.execute(sa.update(things).where(*believed).values(**values)).rowcount == 1
    if not written:
        raise Outdated
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Searched:
    """What a thing is found by."""

    owner: Person | None = None
    reference: Reference | None = None
    state: str
    open: bool
    moment: datetime | None = None


def _searched(thing: Proposal | Agreement | FollowUp) -> _Searched:
    if isinstance(thing, Proposal):
        return _Searched(reference=thing.reference, state=thing.state.value, open=thing.state is ProposalState.HELD)
    if isinstance(thing, Agreement):
        return _Searched(
            owner=thing.owner,
            reference=thing.reference,
            state="open" if thing.open else "ended",
            open=thing.open,
            moment=thing.created,
        )
    unanswered = any(line.state not in OUTCOMES for line in thing.reviewed)
    held = thing.state in (FollowUpState.HELD, FollowUpState.TAKEN_OUT) and unanswered
    return _Searched(
        owner=thing.owner,
        state=thing.state.value,
        open=thing.state is FollowUpState.PLANNED or held,
        moment=thing.start,
    )


# ----------------------------------------------------------------------------------------------- finding


def get(connection: sa.Connection, kind: type[Thing], id: str) -> Thing | None:
    data = connection.scalar(sa.select(things.c.data).where(things.c.kind == KINDS[kind], things.c.id == id))
    return decode(kind, data) if data is not None else None


def find(
    connection: sa.Connection, kind: type[Thing], *, setter: Person | None = None, open_only: bool
) -> tuple[Thing, ...]:
    """The things of this kind: agreements by creation, follow-ups by start, proposals as they came."""
    meant = [things.c.kind == KINDS[kind]]
    if setter is not None:
        meant.append(things.c.setter == setter.address)
    if open_only:
        meant.append(things.c.open)
    return _in_order(connection, kind, meant)


def agreements_of(connection: sa.Connection, setter: Person) -> tuple[Agreement, ...]:
    """Those that are open, and those that a follow-up still reviews: closed before it came, or asked about after it."""
    standing = find(connection, FollowUp, setter=setter, open_only=True)
    reviewed = {line.agreement for follow_up in standing for line in follow_up.reviewed}
    meant = [
        things.c.kind == KINDS[Agreement],
        things.c.setter == setter.address,
        sa.or_(things.c.open, things.c.id.in_(sorted(reviewed))),
    ]
    return _in_order(connection, Agreement, meant)


def agreements_owned(connection: sa.Connection, owner: Person) -> tuple[Agreement, ...]:
    """Those that are open and this person's to do."""
    return _in_order(
        connection, Agreement, [things.c.kind == KINDS[Agreement], things.c.owner == owner.address, things.c.open]
    )


def agreed_before(connection: sa.Connection, setter: Person, most: int) -> tuple[Agreement, ...]:
    """The setter's last agreements, whatever became of them; newest first."""
    rows: Sequence[str] = connection.scalars(
        sa.select(things.c.data)
        .where(things.c.kind == KINDS[Agreement], things.c.setter == setter.address)
        .order_by(things.c.moment.desc(), things.c.row.desc())
        .limit(most)
    ).all()
    return tuple(decode(Agreement, data) for data in rows)


def follow_ups_between(connection: sa.Connection, setter: Person, owner: Person | None) -> tuple[FollowUp, ...]:
    """Planned, held and taken out ones of these two people, by start."""
    meant = [
        things.c.kind == KINDS[FollowUp],
        things.c.setter == setter.address,
        things.c.state.in_([FollowUpState.PLANNED.value, FollowUpState.HELD.value, FollowUpState.TAKEN_OUT.value]),
        things.c.owner == owner.address if owner is not None else things.c.owner.is_(None),
    ]
    return _in_order(connection, FollowUp, meant)


def follow_ups_held(connection: sa.Connection, setter: Person, since: datetime) -> tuple[FollowUp, ...]:
    """Those of this setter whose time is over, from a moment on."""
    meant = [
        things.c.kind == KINDS[FollowUp],
        things.c.setter == setter.address,
        things.c.state == FollowUpState.HELD.value,
        things.c.moment >= since,
    ]
    return _in_order(connection, FollowUp, meant)


def by_reference(connection: sa.Connection, reference: Reference) -> tuple[str, str] | None:
    row = connection.execute(sa.select(things.c.kind, things.c.id).where(things.c.reference == reference)).first()
    return (row.kind, row.id) if row is not None else None


def without_mailbox(connection: sa.Connection) -> tuple[str, ...]:
    """The references of open agreements of which a person has no mailbox any more; each once."""
    rows: Sequence[str] = connection.scalars(
        sa.select(things.c.reference)
        .join(history, sa.and_(history.c.kind == things.c.kind, history.c.thing == things.c.id))
        .where(
            things.c.kind == KINDS[Agreement],
            things.c.open,
            history.c.what == NO_MAILBOX,
            sa.or_(history.c.words == things.c.setter, history.c.words == things.c.owner),
        )
        .order_by(things.c.row)
    ).all()
    return tuple(dict.fromkeys(rows))


def unreadable(connection: sa.Connection) -> Iterator[str]:
    """Things that cannot be read, one sentence each."""
    kinds = {name: kind for kind, name in KINDS.items()}
    for row in connection.execute(sa.select(things.c.kind, things.c.id, things.c.data).order_by(things.c.row)):
        try:
            decode(kinds[row.kind], row.data)
        except (StoreError, KeyError):
            yield f"The {row.kind.replace('_', '-')} {row.id} cannot be read."


def _in_order(
    connection: sa.Connection, kind: type[Thing], meant: Iterable[sa.ColumnElement[bool]]
) -> tuple[Thing, ...]:
    rows: Sequence[str] = connection.scalars(
        sa.select(things.c.data).where(*meant).order_by(things.c.moment, things.c.row)
    ).all()
    return tuple(decode(kind, data) for data in rows)


# -------------------------------------------------------------------------------------------- references


def allocate(connection: sa.Connection, seed: str) -> Reference:
    """A reference that nobody has; the same one for the same seed."""
    for attempt in count():
        known = connection.scalar(sa.select(references.c.reference).where(references.c.seed == seed))
        if known is not None:
            return Reference(known)
        wanted = candidate(seed, attempt)
        if insert_new(connection, references, (), reference=wanted, seed=seed):
            return wanted
    raise AssertionError  # count() has no end
