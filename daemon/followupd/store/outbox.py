"""Effects in their lanes: put, claim, prepare, and the verdicts. Statements only.

A claim writes the attempt and the next moment down before anything is tried. Every verdict names the token of its
claim: when that is not the effect's any more, the lease was lost, and the verdict is somebody else's to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from followupd.domain.effects import Effect, EffectKey, SendMail
from followupd.errors import LeaseLost, StoreError
from followupd.ports import Claimed, EffectRow, EffectState
from followupd.store.codec import decode_effect, encode_effect
from followupd.store.rows import insert_new
from followupd.store.tables import effects

#: A moment that has come on any clock.
_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)

#: What keeps later effects of its lane waiting.
UNFINISHED: Final = (EffectState.WAITING.value, EffectState.CLAIMED.value, EffectState.HELD.value)

_NO_LEASE: Final = {"token": None, "lease": None, "worker": None}


def put(connection: sa.Connection, effect: Effect, now: datetime) -> bool:
    """Add an effect. A newer one of a topic voids the older ones that nobody has begun."""
    added = insert_new(
        connection,
        effects,
        ("key",),
        key=effect.key,
        kind=effect.kind.value if isinstance(effect, SendMail) else effect.type,
        lane=effect.lane,
        topic=effect.topic,
        state=EffectState.WAITING.value,
        data=encode_effect(effect),
        next_try=now,
    )
    if added and effect.topic:
        connection.execute(
            sa.update(effects)
            .where(
                effects.c.topic == effect.topic,
                effects.c.state == EffectState.WAITING.value,
                effects.c.begun == 0,
                effects.c.key != effect.key,
            )
            .values(state=EffectState.VOID.value, reason="a newer one took its place")
        )
    return added


# ----------------------------------------------------------------------------------------------- claiming


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """What a claim is made with."""

    #: Of this claim: no two have the same.
    token: str
    #: The database's own time, and how long it lasts.
    begun: float
    seconds: float
    #: Which of several workers claims; None: who claims is alone.
    worker: str | None = None


def any_free(connection: sa.Connection, now: datetime, seconds: float) -> bool:
    """Whether a claim would find anything. Takes no lock."""
    return connection.scalar(_free(now, seconds).with_only_columns(effects.c.id).limit(1)) is not None


def claim(connection: sa.Connection, now: datetime, lease: Lease, *, limit: int) -> tuple[Claimed, ...]:
    """Take effects that may start.

    PostgreSQL locks what it takes and skips what somebody else is taking; SQLite has one writer and says nothing here.
    """
    rows = connection.execute(_free(now, lease.begun).limit(limit).with_for_update(skip_locked=True, of=effects)).all()
    taken = []
    for row in rows:
        try:
            effect = decode_effect(row.data)
        except StoreError as error:
            # Nobody can do it; an operator sees it, and everybody else's effects go on.
            held = {"state": EffectState.HELD.value, "reason": str(error), **_NO_LEASE}
            connection.execute(sa.update(effects).where(effects.c.id == row.id).values(**held))
        else:
            taken.append(_take(connection, row, effect, now, lease))
    return tuple(taken)


def _free(now: datetime, seconds: float) -> sa.Select[Any]:
    """Those that may start: waiting and due, or with a lease that ended; the first unfinished of their lane."""
    earlier = effects.alias("earlier")
    return (
        sa.select(effects)
        .where(
            sa.or_(
                sa.and_(effects.c.state == EffectState.WAITING.value, effects.c.next_try <= now),
                _abandoned(seconds),
            ),
            ~sa.exists().where(
                earlier.c.lane == effects.c.lane, earlier.c.state.in_(UNFINISHED), earlier.c.id < effects.c.id
            ),
        )
        .order_by(effects.c.next_try, effects.c.id)
    )


def _abandoned(seconds: float) -> sa.ColumnElement[bool]:
    """Claimed by somebody whose lease is over."""
    return sa.and_(effects.c.state == EffectState.CLAIMED.value, effects.c.lease <= seconds)


def _take(connection: sa.Connection, row: sa.Row[Any], effect: Effect, now: datetime, lease: Lease) -> Claimed:
    token = f"{lease.token}{row.id}"
    crashed = row.state == EffectState.CLAIMED.value
    # A claim that nobody answered for was a crash and no try that counts: this one takes its place.
    counted = row.counted - 1 if crashed else row.counted
    crashes = row.crashes + crashed
    connection.execute(
        sa.update(effects)
        .where(effects.c.id == row.id)
        .values(
            state=EffectState.CLAIMED.value,
            token=token,
            lease=lease.begun + lease.seconds,
            worker=lease.worker,
            begun=row.begun + 1,
            counted=counted + 1,
            crashes=crashes,
            next_try=now + timedelta(seconds=lease.seconds),
        )
    )
    return Claimed(
        id=row.id,
        effect=effect,
        token=token,
        attempts=row.begun,
        counted=counted,
        crashes=crashes,
        prepared=row.prepared,
    )


def give_back(connection: sa.Connection, workers: Sequence[str] | None = None) -> int:
    """End the leases of these workers, or of all: they are known to be gone. Returns how many there were."""
    meant = effects.c.state == EffectState.CLAIMED.value
    if workers is not None:
        meant = sa.and_(meant, effects.c.worker.in_(workers))
    return connection.execute(sa.update(effects).where(meant).values(lease=0.0, token=None)).rowcount


def take_back(connection: sa.Connection, tokens: Sequence[str]) -> None:
    """Undo claims that were written, but of which nobody was told: nothing was begun."""
    for token in tokens:
        connection.execute(
            sa.update(effects)
            .where(effects.c.state == EffectState.CLAIMED.value, effects.c.token.startswith(token, autoescape=True))
            .values(
                state=EffectState.WAITING.value,
                begun=effects.c.begun - 1,
                counted=effects.c.counted - 1,
                next_try=_LONG_AGO,
                **_NO_LEASE,
            )
        )


# ----------------------------------------------------------------------------------------------- verdicts


def prepare(connection: sa.Connection, claimed: Claimed, prepared: str) -> None:
    _ours(connection, claimed, {"prepared": prepared})


def superseded(connection: sa.Connection, claimed: Claimed) -> bool:
    """Whether a newer effect of its topic is to be done."""
    if not claimed.effect.topic:
        return False
    newer = sa.select(effects.c.id).where(
        effects.c.topic == claimed.effect.topic, effects.c.id > claimed.id, effects.c.state.in_(UNFINISHED)
    )
    return connection.scalar(newer.limit(1)) is not None


def renew(connection: sa.Connection, claimed: Claimed, lease: float) -> None:
    _ours(connection, claimed, {"lease": lease})


def end(connection: sa.Connection, claimed: Claimed, state: EffectState, reason: str) -> None:
    """DONE, VOID or HELD."""
    _ours(connection, claimed, {"state": state.value, "reason": reason, **_NO_LEASE})


def try_later(connection: sa.Connection, claimed: Claimed, at: datetime, reason: str, *, counts: bool) -> None:
    values: dict[str, Any] = {"state": EffectState.WAITING.value, "reason": reason, "next_try": at, **_NO_LEASE}
    if not counts:
        values["counted"] = effects.c.counted - 1
    _ours(connection, claimed, values)


def _ours(connection: sa.Connection, claimed: Claimed, values: dict[str, Any]) -> None:
    changed = connection.execute(
        sa.update(effects)
        .where(
            effects.c.id == claimed.id,
            effects.c.token == claimed.token,
            effects.c.state == EffectState.CLAIMED.value,
        )
        .values(**values)
    )
    if changed.rowcount != 1:
        raise LeaseLost


# ------------------------------------------------------------------------------------------- for operators

#: What an operator may say, and what it does. A word given by a person wipes the slate clean.
_VERBS: Final[dict[str, dict[str, Any]]] = {
    "retry": {"state": EffectState.WAITING.value, "next_try": _LONG_AGO, "counted": 0, "crashes": 0},
    "hold": {"state": EffectState.HELD.value},
    "drop": {"state": EffectState.DROPPED.value},
}


def operate(connection: sa.Connection, effect_id: int, verb: str, reason: str, seconds: float) -> bool:
    """Do what an operator says to an effect that is not under way. False: it is under way, or finished."""
    if verb not in _VERBS:
        raise StoreError(f"An effect can be told to retry, hold or drop, not to “{verb}”.")
    changed = connection.execute(
        sa.update(effects)
        .where(
            effects.c.id == effect_id,
            sa.or_(
                effects.c.state.in_([EffectState.WAITING.value, EffectState.HELD.value]),
                _abandoned(seconds),
            ),
        )
        .values(**_VERBS[verb], **_NO_LEASE, reason=reason)
    )
    return changed.rowcount == 1


def rows(connection: sa.Connection, states: Sequence[EffectState] | None, limit: int) -> tuple[EffectRow, ...]:
    """Newest first; None: of any state."""
    query = sa.select(effects).order_by(effects.c.id.desc()).limit(limit)
    if states is not None:
        query = query.where(effects.c.state.in_([state.value for state in states]))
    return tuple(
        EffectRow(
            id=row.id,
            key=EffectKey(row.key),
            kind=row.kind,
            lane=row.lane,
            state=EffectState(row.state),
            attempts=row.begun,
            next_try=row.next_try if row.state in UNFINISHED else None,
            reason=row.reason,
            effect=_readable(row.data),
        )
        for row in connection.execute(query)
    )


def _readable(data: str) -> Effect | None:
    """The effect; None for one that cannot be read: its row is shown all the same."""
    try:
        return decode_effect(data)
    except StoreError:
        return None


def counts(connection: sa.Connection) -> tuple[int, int]:
    """(unsent, held)"""
    query = (
        sa.select(effects.c.state, sa.func.count().label("number"))
        .where(effects.c.state.in_(UNFINISHED))
        .group_by(effects.c.state)
    )
    found = {row.state: int(row.number) for row in connection.execute(query)}
    unsent = found.get(EffectState.WAITING.value, 0) + found.get(EffectState.CLAIMED.value, 0)
    return unsent, found.get(EffectState.HELD.value, 0)


def unreadable(connection: sa.Connection) -> Iterator[str]:
    """Unfinished effects that cannot be read, one sentence each."""
    query = sa.select(effects.c.id, effects.c.data).where(effects.c.state.in_(UNFINISHED)).order_by(effects.c.id)
    for row in connection.execute(query):
        try:
            decode_effect(row.data)
        except StoreError:
            yield f"The effect {row.id} cannot be read."
