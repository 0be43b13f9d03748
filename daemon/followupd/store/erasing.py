"""Take things out for good: what is long over, and what is kept of a person. One transaction a thing.

What stays of a mail is its hash, so that a second copy of it leads to nothing; of an effect its key, so that it is
never done again; of a reference that it was given out. The mails themselves are deleted by effects, from our
own mailbox.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import DeleteMail, EffectKey, SendMail
from followupd.domain.mail import MessageId
from followupd.domain.states import FollowUpState
from followupd.ports import EffectState
from followupd.store import outbox, stopping, things
from followupd.store.codec import decode, decode_effect, encode_effect
from followupd.store.database import Database
from followupd.store.inbox import buried
from followupd.store.outbox import UNFINISHED
from followupd.store.tables import audit, effects, history, mails, notes, threads, timers
from followupd.store.tables import things as rows

#: Kinds of things that mails belong to.
_TOLD: Final = ("agreement", "proposal")
_FINISHED: Final = tuple(each.value for each in EffectState if each.value not in UNFINISHED)
_DELETE: Final = "delete_mail"
#: What stands in a history in the place of a forgotten person's address.
FORGOTTEN: Final = "somebody who is forgotten"


class SqlErasing:
    """ports.Erasing over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def over(self, before: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the agreements and proposals that ask nothing of anybody, and of which nothing was heard since
        `before`; the oldest first."""
        last = (
            sa.select(history.c.kind, history.c.thing, sa.func.max(history.c.at).label("last"))
            .group_by(history.c.kind, history.c.thing)
            .subquery()
        )
        query = (
            sa.select(rows.c.kind, rows.c.id)
            .join(last, sa.and_(last.c.kind == rows.c.kind, last.c.thing == rows.c.id))
            .where(rows.c.kind.in_(_TOLD), ~rows.c.open, last.c.last < before)
            .order_by(rows.c.row)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple((row.kind, row.id) for row in connection.execute(query) if not _awaited(connection, row.id))

    def of_person(self, address: str) -> tuple[tuple[str, str, bool], ...]:
        """(kind, id, open) of every agreement and proposal that this person is a part of."""
        named = sa.or_(
            rows.c.setter == address,
            rows.c.owner == address,
            sa.and_(rows.c.kind == "proposal", rows.c.data.contains(f'"{address}"', autoescape=True)),
        )
        query = sa.select(rows.c.kind, rows.c.id, rows.c.open).where(rows.c.kind.in_(_TOLD), named).order_by(rows.c.row)
        with self._database.reading() as connection:
            return tuple((row.kind, row.id, bool(row.open)) for row in connection.execute(query))

    def busy(self, kind: str, id: str) -> bool:
        """Whether something is still to be done outside for this thing, or for a follow-up of it."""
        with self._database.reading() as connection:
            lanes = [_lanes(id), *(_lanes(each) for each in _reviews(connection, id))]
            query = sa.select(effects.c.id).where(effects.c.state.in_(UNFINISHED), sa.or_(*lanes)).limit(1)
            return connection.scalar(query) is not None

    def wipe(self, kind: str, id: str, now: datetime) -> None:
        """Take one thing out with all that belongs to it; its mails are to be deleted. Done twice: nothing more."""
        with self._database.writing(decides=True) as connection:
            follow_ups = [each for each in _reviews(connection, id) if _only(connection, each, id)]
            for message in _messages(connection, kind, id):
                _bury(connection, message, now)
            for one in (id, *follow_ups):
                self._stub(connection, _lanes(one), now)
                connection.execute(sa.delete(history).where(history.c.thing == one))
                connection.execute(sa.delete(threads).where(threads.c.thing == one))
                connection.execute(sa.delete(timers).where(timers.c.name.contains(f"/{one}/", autoescape=True)))
                connection.execute(sa.delete(rows).where(rows.c.id == one))

    def stub_effects(self, before: datetime, limit: int, now: datetime) -> int:
        """Take the words out of effects that were finished before this moment; how many."""
        with self._database.writing(decides=True) as connection:
            _drop_cancelled(connection, rows.c.moment < before)
            return self._stub(connection, effects.c.next_try < before, now, limit=limit)

    def forget(self, address: str, now: datetime) -> None:
        """Take what is left of a person out: who was written to, in whose name what was noted, and words in effects. A
        STOP stays, as a hash: it is what the person asked for."""
        with self._database.writing(decides=True) as connection:
            self._stub(connection, effects.c.data.contains(f'"{address}"', autoescape=True), now)
            connection.execute(sa.update(history).where(history.c.by == address).values(by=FORGOTTEN, words=""))
            _drop_cancelled(connection, sa.or_(rows.c.setter == address, rows.c.owner == address))
            connection.execute(sa.delete(threads).where(threads.c.kind == "brief", threads.c.thing == address))
            connection.execute(sa.delete(timers).where(timers.c.name == f"brief/{address}"))
            connection.execute(sa.delete(notes).where(notes.c.name.endswith(f"/{address}", autoescape=True)))
            stopping.bury(connection, address)
            mark = hashlib.sha256(buried(connection, address).encode()).hexdigest()[:12]
            what = f"a person was forgotten: {mark}"
            if connection.scalar(sa.select(audit.c.id).where(audit.c.what == what)) is None:
                connection.execute(sa.insert(audit).values(at=now, who="the service", what=what))

    @staticmethod
    def _stub(
        connection: sa.Connection, meant: sa.ColumnElement[bool], now: datetime, *, limit: int | None = None
    ) -> int:
        """Put a record without words in the place of these finished effects; the mails they sent are to be deleted."""
        query = (
            sa.select(effects.c.id, effects.c.key, effects.c.data, effects.c.state)
            .where(meant, effects.c.state.in_(_FINISHED), effects.c.kind != _DELETE)
            .order_by(effects.c.id)
            .limit(limit)
        )
        found = connection.execute(query).all()
        for row in found:
            effect = decode_effect(row.data)
            stub = DeleteMail(key=EffectKey(row.key), lane=row.key)
            connection.execute(
                sa.update(effects)
                .where(effects.c.id == row.id)
                .values(data=encode_effect(stub), kind=_DELETE, lane=row.key, topic="", prepared="", reason="")
            )
            if isinstance(effect, SendMail) and row.state == EffectState.DONE.value:
                _delete(connection, DeleteMail(key=EffectKey(f"delete/{row.key}"), lane="delete", sent=effect.key), now)
        return len(found)


def _lanes(id: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        effects.c.lane == f"mail/{id}",
        effects.c.lane.startswith(f"mail/{id}/", autoescape=True),
        effects.c.lane.startswith(f"entry/{id}/", autoescape=True),
    )


def _reviews(connection: sa.Connection, id: str) -> list[str]:
    """The follow-ups on whose list this agreement stands."""
    query = sa.select(rows.c.id).where(rows.c.kind == "follow_up", rows.c.data.contains(f'"{id}"', autoescape=True))
    return list(connection.scalars(query))


def _awaited(connection: sa.Connection, id: str) -> bool:
    """Whether a follow-up that still stands has this agreement on its list: a recognition to come."""
    query = sa.select(rows.c.id).where(
        rows.c.kind == "follow_up", rows.c.open, rows.c.data.contains(f'"{id}"', autoescape=True)
    )
    return connection.scalar(query.limit(1)) is not None


def _only(connection: sa.Connection, follow_up: str, id: str) -> bool:
    """Whether no other agreement that is kept stands on the list of this follow-up."""
    found = things.get(connection, FollowUp, follow_up)
    others = {line.agreement for line in found.reviewed if line.agreement != id} if found is not None else set()
    query = sa.select(rows.c.id).where(rows.c.kind == "agreement", rows.c.id.in_(sorted(others)))
    return not others or connection.scalar(query.limit(1)) is None


def _drop_cancelled(connection: sa.Connection, meant: sa.ColumnElement[bool]) -> None:
    """Take follow-ups out that were cancelled and so stand for nothing any more."""
    cancelled = (rows.c.kind == "follow_up", rows.c.state == FollowUpState.CANCELLED.value, meant)
    for id in connection.scalars(sa.select(rows.c.id).where(*cancelled)).all():
        connection.execute(sa.delete(history).where(history.c.thing == id))
        connection.execute(sa.delete(rows).where(rows.c.kind == "follow_up", rows.c.id == id))


def _messages(connection: sa.Connection, kind: str, id: str) -> Sequence[str]:
    """The mails that led to how this thing stands, unless something else that is kept came of them, too."""
    causes = sa.select(history.c.cause).where(history.c.thing == id, history.c.cause != "")
    also = sa.select(history.c.cause).where(history.c.kind.in_(_TOLD), history.c.thing != id, history.c.cause != "")
    found = set(connection.scalars(causes))
    data = connection.scalar(sa.select(rows.c.data).where(rows.c.kind == kind, rows.c.id == id))
    if data is not None:
        found.add((decode(Agreement, data) if kind == "agreement" else decode(Proposal, data)).mail.id)
    kept = set(connection.scalars(also.where(history.c.cause.in_(sorted(found)))))
    query = sa.select(mails.c.message).where(mails.c.message.in_(sorted(found - kept)))
    return list(connection.scalars(query))


def _bury(connection: sa.Connection, message: str, now: datetime) -> None:
    """Keep a mail that was taken in as its hash alone, and let it be deleted."""
    row = connection.execute(sa.select(mails).where(mails.c.message == message)).one()
    if row.internet_message_id and not row.internet_message_id.startswith("~"):
        hidden = buried(connection, row.internet_message_id)
        connection.execute(sa.update(mails).where(mails.c.id == row.id).values(internet_message_id=hidden, reason=""))
    wish = DeleteMail(key=EffectKey(f"delete/{message}"), lane=f"file/{message}", message=MessageId(message))
    _delete(connection, wish, now)


def _delete(connection: sa.Connection, wish: DeleteMail, now: datetime) -> None:
    outbox.put(connection, wish, now)
