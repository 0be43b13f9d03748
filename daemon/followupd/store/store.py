"""The store over SQLAlchemy Core: work in one transaction, claims and verdicts in their own, look-ups for operators."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from followupd.domain.agreement import Agreement, Proposal, ProposalState
from followupd.errors import StoreError
from followupd.ports import (
    Claimed,
    Counts,
    EffectRow,
    EffectState,
    HistoryLine,
    Timer,
    Waiting,
    Work,
)
from followupd.store import inbox, outbox, things
from followupd.store.database import open_engine, transaction
from followupd.store.migrate import upgrade
from followupd.store.tables import audit, history, notes, timers
from followupd.store.work import SqlWork


class SqlStore:
    """A Store. Used by several threads; each transaction has a connection of its own."""

    def __init__(self, engine: sa.Engine, *, seconds: Callable[[], float] | None = None) -> None:
        """`seconds`: what the leases run on, for tests; by default the database's own time."""
        self._engine = engine
        self._seconds = seconds
        self._here = threading.local()
        self._lock: int | None = None

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that will write. Not to be nested: it would wait for itself."""
        if getattr(self._here, "working", False):
            raise StoreError("A transaction is open in this thread already.")
        self._here.working = True
        try:
            with transaction(self._engine, writes=True) as connection:
                yield SqlWork(connection, datetime.now(UTC))
        finally:
            self._here.working = False

    def hold_alone(self) -> int:
        """Make sure that no other daemon works on this database, and give back what a dead one had claimed.

        Returns the number of effects given back. Raises StoreError when another daemon runs. The lock is the
        operating system's: it ends with the process, however that ends.
        """
        path = self._engine.url.database
        if path and path != ":memory:":
            lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                raise StoreError("Another followupd runs on this database: stop it first.") from None
            self._lock = lock
        with transaction(self._engine, writes=True) as connection:
            return outbox.give_back(connection)

    def waiting_mails(self, now: datetime, limit: int) -> tuple[Waiting, ...]:
        with self._reading() as connection:
            return inbox.waiting(connection, now, limit)

    def due_timers(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(timers).where(timers.c.moment <= now).order_by(timers.c.moment, timers.c.name).limit(limit)
            )
            return tuple(Timer(name=row.name, moment=row.moment) for row in rows)

    # --------------------------------------------------------------------------------------- outbox

    def claim(self, now: datetime, *, lease_seconds: float, limit: int) -> tuple[Claimed, ...]:
        with self._reading() as connection:
            # Looking costs no lock; most looks find nothing.
            if not outbox.any_free(connection, now, self._time(connection)):
                return ()
        with transaction(self._engine, writes=True) as connection:
            return outbox.claim(connection, now, self._time(connection), lease_seconds=lease_seconds, limit=limit)

    def prepare(self, claimed: Claimed, prepared: str) -> None:
        with transaction(self._engine, writes=True) as connection:
            outbox.prepare(connection, claimed, prepared)

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> None:
        with transaction(self._engine, writes=True) as connection:
            outbox.renew(connection, claimed, self._time(connection) + lease_seconds)

    def finish(self, claimed: Claimed, work: Work | None = None) -> None:
        if isinstance(work, SqlWork):
            outbox.end(work.connection, claimed, EffectState.DONE, "")
            return
        with transaction(self._engine, writes=True) as connection:
            outbox.end(connection, claimed, EffectState.DONE, "")

    def try_later(self, claimed: Claimed, at: datetime, reason: str, *, counts: bool) -> None:
        with transaction(self._engine, writes=True) as connection:
            outbox.try_later(connection, claimed, at, reason, counts=counts)

    def void(self, claimed: Claimed, reason: str) -> None:
        with transaction(self._engine, writes=True) as connection:
            outbox.end(connection, claimed, EffectState.VOID, reason)

    def hold(self, claimed: Claimed, reason: str) -> None:
        with transaction(self._engine, writes=True) as connection:
            outbox.end(connection, claimed, EffectState.HELD, reason)

    # ------------------------------------------------------------------------------------ operators

    def counts(self, now: datetime) -> Counts:
        with self._reading() as connection:
            unsent, held = outbox.counts(connection)
            due = connection.scalar(sa.select(sa.func.count()).select_from(timers).where(timers.c.moment <= now)) or 0
            return Counts(
                to_take_in=inbox.count_waiting(connection),
                due=due,
                unsent=unsent,
                held=held,
                set_aside=inbox.count_set_aside(connection),
            )

    def effects(self, *, states: Sequence[EffectState] | None = None, limit: int = 100) -> tuple[EffectRow, ...]:
        with self._reading() as connection:
            return outbox.rows(connection, states, limit)

    def operate(self, effect_id: int, verb: str, reason: str) -> bool:
        with transaction(self._engine, writes=True) as connection:
            return outbox.operate(connection, effect_id, verb, reason)

    def agreements(self, *, open_only: bool = True) -> tuple[Agreement, ...]:
        with self._reading() as connection:
            return things.find(connection, Agreement, states=["open"] if open_only else [])

    def proposals(self) -> tuple[Proposal, ...]:
        with self._reading() as connection:
            return things.find(connection, Proposal, states=[ProposalState.HELD])

    def history(self, kind: str, id: str) -> tuple[HistoryLine, ...]:
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(history).where(history.c.kind == kind, history.c.thing == id).order_by(history.c.id)
            )
            return tuple(
                HistoryLine(
                    at=row.at, kind=row.kind, id=row.thing, what=row.what, by=row.by, words=row.words, cause=row.cause
                )
                for row in rows
            )

    def mails_set_aside(self, limit: int) -> tuple[tuple[Waiting, str], ...]:
        with self._reading() as connection:
            return inbox.set_aside(connection, limit)

    def audit(self, who: str, what: str, at: datetime) -> None:
        with transaction(self._engine, writes=True) as connection:
            connection.execute(sa.insert(audit).values(at=at, who=who, what=what))

    def note(self, name: str, value: str) -> None:
        with transaction(self._engine, writes=True) as connection:
            connection.execute(
                insert(notes)
                .values(name=name, value=value)
                .on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def noted(self, name: str) -> str | None:
        with self._reading() as connection:
            return connection.scalar(sa.select(notes.c.value).where(notes.c.name == name))

    def integrity(self) -> Iterator[str]:
        with self._reading() as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA quick_check(20)").all():
                if said != "ok":
                    yield f"the database file is damaged: {said}"

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # ------------------------------------------------------------------------------------- inside

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return transaction(self._engine, writes=False)

    def _time(self, connection: sa.Connection) -> float:
        """The database's own time in seconds, which all its users share."""
        if self._seconds is not None:
            return self._seconds()
        return float(connection.exec_driver_sql("SELECT (julianday('now') - 2440587.5) * 86400.0").scalar() or 0.0)


def open_store(url: str, *, seconds: Callable[[], float] | None = None) -> SqlStore:
    """Open the database at this URL (`sqlite:///…`), upgraded to this version. Raises DatabaseTooNew, StoreError."""
    engine = open_engine(url)
    upgrade(engine)
    return SqlStore(engine, seconds=seconds)
