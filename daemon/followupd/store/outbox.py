"""Effects in their lanes: put, claim, prepare, and the verdicts. Statements only.

A claim writes the attempt and the next moment down before anything is tried. Every verdict names the token of its
claim: when that is not the effect's any more, the lease was lost, and the verdict is somebody else's to write.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from followupd.domain.effects import Effect, EffectKey, SendMail
from followupd.errors import LeaseLost
from followupd.ports import Claimed, EffectRow, EffectState
from followupd.store.codec import decode_effect, encode_effect
from followupd.store.tables import effects

#: A moment that has come on any clock.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

_UNFINISHED = (EffectState.WAITING, EffectState.CLAIMED, EffectState.HELD)


def put(connection: sa.Connection, effect: Effect, now: datetime) -> bool:
    """Add an effect; a newer one of a topic voids the older ones that nobody has begun."""
    if effect.topic:
        connection.execute(
            sa.update(effects)
            .where(
                effects.c.topic == effect.topic,
                effects.c.state == EffectState.WAITING,
                effects.c.attempts + effects.c.excused == 0,
                effects.c.key != effect.key,
            )
            .values(state=EffectState.VOID, reason="a newer one took its place")
        )
    kind = str(effect.kind) if isinstance(effect, SendMail) else effect.type
    added = connection.execute(
        insert(effects)
        .values(
            key=effect.key,
            kind=kind,
            lane=effect.lane,
            topic=effect.topic,
            state=EffectState.WAITING,
            data=encode_effect(effect),
            next_try=now,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )
    return added.rowcount > 0


def any_free(connection: sa.Connection, now: datetime, seconds: float) -> bool:
    """Whether a claim would find anything. Takes no lock."""
    return connection.scalar(_free(now, seconds).with_only_columns(effects.c.id).limit(1)) is not None


def _free(now: datetime, seconds: float) -> sa.Select[tuple[object, ...]]:
    """Those that may start: waiting and due, or with a lease that ended; the first unfinished of their lane."""
    earlier = effects.alias("earlier")
    return (
        sa.select(effects)
        .where(
            sa.or_(
                sa.and_(effects.c.state == EffectState.WAITING, effects.c.next_try <= now),
                sa.and_(effects.c.state == EffectState.CLAIMED, effects.c.lease < seconds),
            ),
            ~sa.exists().where(
                earlier.c.lane == effects.c.lane, earlier.c.state.in_(_UNFINISHED), earlier.c.id < effects.c.id
            ),
        )
        .order_by(effects.c.id)
    )


def claim(
    connection: sa.Connection, now: datetime, seconds: float, *, lease_seconds: float, limit: int
) -> tuple[Claimed, ...]:
    """Take effects that may start. `seconds`: the database's own time, for the leases."""
    rows = connection.execute(_free(now, seconds).limit(limit)).all()
    return tuple(_take(connection, row, now, seconds + lease_seconds) for row in rows)


def _take(connection: sa.Connection, row: sa.Row[tuple[object, ...]], now: datetime, lease: float) -> Claimed:
    token = secrets.token_hex(16)
    tried = row.attempts + row.excused
    connection.execute(
        sa.update(effects)
        .where(effects.c.id == row.id)
        .values(
            state=EffectState.CLAIMED,
            token=token,
            lease=lease,
            attempts=row.attempts + 1,
            next_try=now + timedelta(seconds=60),
        )
    )
    return Claimed(
        id=row.id,
        effect=decode_effect(row.data),
        token=token,
        attempts=tried,
        counted=row.attempts,
        prepared=row.prepared,
    )


def prepare(connection: sa.Connection, claimed: Claimed, prepared: str) -> None:
    _ours(connection, claimed, {"prepared": prepared})


def renew(connection: sa.Connection, claimed: Claimed, lease: float) -> None:
    _ours(connection, claimed, {"lease": lease})


def end(connection: sa.Connection, claimed: Claimed, state: EffectState, reason: str) -> None:
    """DONE, VOID or HELD."""
    _ours(connection, claimed, {"state": state, "reason": reason, "token": None, "lease": None})


def give_back(connection: sa.Connection) -> int:
    """End all leases: their holders are known to be gone."""
    ended = connection.execute(
        sa.update(effects).where(effects.c.state == EffectState.CLAIMED).values(lease=0, token=None)
    )
    return ended.rowcount


def try_later(connection: sa.Connection, claimed: Claimed, at: datetime, reason: str, *, counts: bool) -> None:
    values: dict[str, object] = {
        "state": EffectState.WAITING,
        "reason": reason,
        "token": None,
        "lease": None,
        "next_try": at,
    }
    if not counts:  # an outage costs nothing, but it was a try all the same: the deed may have happened
        values |= {"attempts": effects.c.attempts - 1, "excused": effects.c.excused + 1}
    _ours(connection, claimed, values)


def _ours(connection: sa.Connection, claimed: Claimed, values: dict[str, object]) -> None:
    changed = connection.execute(
        sa.update(effects)
        .where(effects.c.id == claimed.id, effects.c.token == claimed.token, effects.c.state == EffectState.CLAIMED)
        .values(**values)
    )
    if changed.rowcount != 1:
        raise LeaseLost


def operate(connection: sa.Connection, effect_id: int, verb: str, reason: str) -> bool:
    """What an operator may do with an effect that is not under way."""
    allowed: dict[str, tuple[tuple[EffectState, ...], dict[str, object]]] = {
        "retry": (
            (EffectState.HELD, EffectState.WAITING),
            {
                "state": EffectState.WAITING,
                "next_try": _LONG_AGO,
                "excused": effects.c.excused + effects.c.attempts,
                "attempts": 0,
            },
        ),
        "hold": ((EffectState.WAITING,), {"state": EffectState.HELD}),
        "drop": ((EffectState.HELD, EffectState.WAITING), {"state": EffectState.DROPPED}),
    }
    states, values = allowed[verb]
    changed = connection.execute(
        sa.update(effects).where(effects.c.id == effect_id, effects.c.state.in_(states)).values(**values, reason=reason)
    )
    return changed.rowcount == 1


def rows(connection: sa.Connection, states: Sequence[EffectState] | None, limit: int) -> tuple[EffectRow, ...]:
    query = sa.select(effects).order_by(effects.c.id.desc()).limit(limit)
    if states is not None:
        query = query.where(effects.c.state.in_(list(states)))
    return tuple(
        EffectRow(
            id=row.id,
            key=EffectKey(row.key),
            kind=row.kind,
            lane=row.lane,
            state=EffectState(row.state),
            attempts=row.attempts + row.excused,
            next_try=row.next_try,
            reason=row.reason,
            effect=decode_effect(row.data),
        )
        for row in connection.execute(query)
    )


def counts(connection: sa.Connection) -> tuple[int, int]:
    """(unsent, held)"""
    found = {
        row.state: row.number
        for row in connection.execute(
            sa.select(effects.c.state, sa.func.count().label("number"))
            .where(effects.c.state.in_(_UNFINISHED))
            .group_by(effects.c.state)
        )
    }
    unsent = found.get(EffectState.WAITING, 0) + found.get(EffectState.CLAIMED, 0)
    return unsent, found.get(EffectState.HELD, 0)
