"""The workers of one database: who lives, who reads the mailbox, and what becomes of what the dead ones had.

A worker has a lease, on the database's own time, which it lengthens by a sign of life. Whoever finds a lease that is
over strikes the worker off, and what it held with it: then nothing that it still writes is accepted. The right to read
a mailbox is a duty: it goes to another worker when its holder is struck off, and each taking has the next number. Who
writes down what he read names the number under which he began.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from followupd.errors import LeaseLost, StoreError
from followupd.ports import EffectState, WorkerSeen
from followupd.store import outbox
from followupd.store.database import Database
from followupd.store.migrate import HEAD, revision
from followupd.store.rows import insert_new
from followupd.store.tables import duties, effects, permits, workers

#: A lease is lengthened so often in its length: two signs may fail.
SIGNS = 3


def awake() -> float:
    """Seconds that go on while the machine sleeps: a lease ends on the server meanwhile."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life of a worker, and until when it is surely believed in."""

    token: str
    until: float


class Alone:
    """The only daemon on a database: everything is its own."""

    every = None

    def sign(self) -> bool:
        return True

    @contextmanager
    def turn(self) -> Iterator[bool]:
        yield True


class Member:
    """One of several workers. Used by several threads."""

    def __init__(
        self, database: Database, *, name: str, duty: str, lease_seconds: float, steady: Callable[[], float] = awake
    ) -> None:
        """`name`: for operators; `duty`: the mailbox that one worker reads at a time. Call `join` before all else."""
        self.name = name
        self._database = database
        self._duty = duty
        self._lease_seconds = lease_seconds
        self._steady = steady
        self._life = Life(token="", until=0.0)
        self._joining = threading.Lock()

    @property
    def every(self) -> float:
        return self._lease_seconds / SIGNS

    @property
    def token(self) -> str:
        """Of this life. Another one after we were taken for dead."""
        return self._life.token

    def surely(self, token: str) -> bool:
        """Whether this is our life, and nobody can have struck it off. Asks nobody outside this process."""
        life = self._life
        return life.token == token and self._steady() < life.until

    def join(self) -> None:
        """Begin a life. Raises StoreError while somebody is alone on the database, or has made it another version's."""
        token, until = secrets.token_hex(16), self._until()

        def deed(connection: sa.Connection) -> None:
            self._database.admit(connection)
            if revision(connection) != HEAD:
                raise StoreError("The database is of another version now: start this one's program again.")
            add(connection, token, self.name, self._database.seconds(connection) + self._lease_seconds)

        self._database.short(deed)
        self._life = Life(token=token, until=until)

    def sign(self) -> bool:
        with self._joining:
            life, until = self._life, self._until()

            def deed(connection: sa.Connection) -> bool:
                seconds = self._database.seconds(connection)
                lives = lengthen(connection, life.token, seconds, seconds + self._lease_seconds)
                strike_off(connection, late(connection, seconds))
                return lives

            if self._database.short(deed):
                self._life = Life(token=life.token, until=until)
                return True
            self.join()
            return False

    def leave(self) -> None:
        """End this life: others need not wait for the end of its lease. Raises StoreError."""
        token = self.token
        self._life = Life(token="", until=0.0)
        self._database.short(lambda connection: strike_off(connection, [token]))

    @contextmanager
    def turn(self) -> Iterator[bool]:
        token = self.token
        fence = self._fence(token)
        if fence is None:
            yield False
            return

        def guard(connection: sa.Connection) -> None:
            seconds = self._database.seconds(connection)
            if not holds(connection, self._duty, token, fence, seconds):
                raise LeaseLost("Another worker reads this mailbox now.")

        with self._database.guarded(guard):
            yield True

    def _fence(self, token: str) -> int | None:
        """The number under which the duty is ours; None: it is somebody else's."""
        with self._database.reading() as connection:
            seconds = self._database.seconds(connection)
            holder = holder_of(connection, self._duty)
            if holder is not None and holder.worker == token:
                return int(holder.fence)
            if holder is not None and lives(connection, holder.worker, seconds):
                return None

        def deed(connection: sa.Connection) -> int | None:
            seconds = self._database.seconds(connection)
            strike_off(connection, late(connection, seconds))
            return take(connection, self._duty, token)

        return self._database.short(deed)

    def _until(self) -> float:
        """The end of a lease asked for now: the server counts from a moment later than this."""
        return self._steady() + self._lease_seconds


# ---------------------------------------------------------------------------------------------- statements


def add(connection: sa.Connection, token: str, name: str, lease: float) -> None:
    connection.execute(sa.insert(workers).values(token=token, name=name, started=datetime.now(UTC), lease=lease))


def lives(connection: sa.Connection, token: str | None, seconds: float) -> bool:
    """Whether this worker is on the list, and its lease is not over."""
    if token is None:
        return False
    found = sa.select(workers.c.token).where(workers.c.token == token, workers.c.lease > seconds)
    return connection.scalar(found) is not None


def stay(connection: sa.Connection, token: str, seconds: float) -> None:
    """See to it that this worker is not struck off until the transaction is over. Raises LeaseLost if it was."""
    here = sa.select(workers.c.token).where(workers.c.token == token, workers.c.lease > seconds)
    if connection.scalar(here.with_for_update(read=True, key_share=True)) is None:
        raise LeaseLost("This worker was silent for too long: others do its work now.")


def lengthen(connection: sa.Connection, token: str, seconds: float, lease: float) -> bool:
    """False: it was struck off, or is late already."""
    signed = sa.update(workers).where(workers.c.token == token, workers.c.lease > seconds).values(lease=lease)
    return connection.execute(signed).rowcount == 1


def late(connection: sa.Connection, seconds: float) -> list[str]:
    """The workers whose lease is over."""
    return list(connection.scalars(sa.select(workers.c.token).where(workers.c.lease <= seconds)))


def strike_off(connection: sa.Connection, tokens: Sequence[str]) -> None:
    """Take workers off the list, with all they hold. Their duties go to whoever asks next."""
    if not tokens:
        return
    connection.execute(sa.delete(workers).where(workers.c.token.in_(tokens)))
    connection.execute(sa.delete(permits).where(permits.c.worker.in_(tokens)))
    connection.execute(sa.update(duties).where(duties.c.worker.in_(tokens)).values(worker=None))
    outbox.give_back(connection, tokens)


def holder_of(connection: sa.Connection, duty: str) -> sa.Row[tuple[str | None, int]] | None:
    return connection.execute(sa.select(duties.c.worker, duties.c.fence).where(duties.c.name == duty)).first()


def take(connection: sa.Connection, duty: str, token: str) -> int | None:
    """Take a duty that nobody on the list has; the number of this taking, or None: somebody has it."""
    insert_new(connection, duties, ("name",), name=duty, worker=None, fence=0)
    on_the_list = sa.select(workers.c.token)
    taken = connection.execute(
        sa.update(duties)
        .where(
            duties.c.name == duty,
            sa.or_(duties.c.worker.is_(None), duties.c.worker.not_in(on_the_list)),
            sa.literal(token).in_(on_the_list),
        )
        .values(worker=token, fence=duties.c.fence + 1)
    )
    if taken.rowcount != 1:
        return None
    return connection.scalar(sa.select(duties.c.fence).where(duties.c.name == duty))


def holds(connection: sa.Connection, duty: str, token: str, fence: int, seconds: float) -> bool:
    """Whether the duty is this worker's under this number, and will be until the transaction is over."""
    ours = sa.select(duties.c.name).where(duties.c.name == duty, duties.c.worker == token, duties.c.fence == fence)
    found = connection.scalar(ours.with_for_update(read=True))
    return found is not None and lives(connection, token, seconds)


def seen(connection: sa.Connection, seconds: float) -> tuple[WorkerSeen, ...]:
    """All on the list, by name."""
    rows = connection.execute(sa.select(workers).order_by(workers.c.name, workers.c.started)).all()
    return tuple(
        WorkerSeen(
            name=row.name,
            started=row.started,
            lease_until=datetime.fromtimestamp(row.lease, UTC),
            late=row.lease <= seconds,
            reads=tuple(
                connection.scalars(sa.select(duties.c.name).where(duties.c.worker == row.token).order_by(duties.c.name))
            ),
            effects=_count(
                connection, effects, effects.c.worker == row.token, effects.c.state == EffectState.CLAIMED.value
            ),
            requests=_count(connection, permits, permits.c.worker == row.token),
        )
        for row in rows
    )


def _count(connection: sa.Connection, table: sa.Table, *meant: sa.ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*meant)) or 0
