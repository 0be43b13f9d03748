"""The store over SQLAlchemy Core: work in one transaction, claims and verdicts in their own, look-ups for operators.

There is no store for tests in memory: a SQLite file in a temporary folder opens in milliseconds and is the real thing.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.errors import StoreError
from followupd.ports import (
    Claimed,
    Counts,
    EffectRow,
    EffectState,
    HistoryLine,
    Look,
    Membership,
    Permits,
    SetAside,
    Timer,
    Verdict,
    Waiting,
    Work,
    WorkerSeen,
)
from followupd.store import inbox, outbox, things, workers
from followupd.store.database import Database
from followupd.store.migrate import upgrade
from followupd.store.permits import KeptWaits, SharedPermits
from followupd.store.postgres import IDLE, Postgres
from followupd.store.rows import put
from followupd.store.sqlite import Sqlite
from followupd.store.tables import audit, history, notes, timers
from followupd.store.work import SqlWork
from followupd.store.workers import Alone, Member

log = logging.getLogger(__name__)


class SqlStore:
    """A Store. Used by several threads; each transaction has a connection of its own."""

    def __init__(self, database: Database) -> None:
        """`database`: upgraded already; see open_store."""
        self.database = database
        #: This daemon among the workers of the database; None: it is alone, or no daemon.
        self._member: Member | None = None
        #: Claims of which it is not known whether they were written.
        self._doubtful: set[str] = set()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that will write. One in a thread; not usable after its block."""
        with self.database.writing(decides=True) as connection:
            self.database.ask_guard(connection)
            work = SqlWork(connection)
            try:
                yield work
            finally:
                work.end()

    @contextmanager
    def look(self) -> Iterator[Look]:
        """A transaction that only reads; not usable after its block."""
        with self.database.reading() as connection:
            work = SqlWork(connection)
            try:
                yield work
            finally:
                work.end()

    def waiting_mails(self, now: datetime, limit: int) -> tuple[Waiting, ...]:
        with self.database.reading() as connection:
            return inbox.waiting(connection, now, limit)

    def due_timers(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        query = sa.select(timers).where(timers.c.moment <= now).order_by(timers.c.moment, timers.c.name).limit(limit)
        with self.database.reading() as connection:
            return tuple(Timer(name=row.name, moment=row.moment) for row in connection.execute(query))

    # --------------------------------------------------------------------------------------- outbox

    def claim(self, now: datetime, *, lease_seconds: float, limit: int) -> tuple[Claimed, ...]:
        with self.database.reading() as connection:
            # Looking costs no lock; most looks find nothing.
            if not self._doubtful and not outbox.any_free(connection, now, self.database.seconds(connection)):
                return ()
        return self._claim(now, lease_seconds, limit)

    def _claim(self, now: datetime, lease_seconds: float, limit: int) -> tuple[Claimed, ...]:
        worker = self._member.token if self._member is not None else None
        doubtful = sorted(self._doubtful)
        token = secrets.token_hex(8)

        def deed(connection: sa.Connection) -> tuple[Claimed, ...]:
            seconds = self.database.seconds(connection)
            if worker is not None:
                workers.stay(connection, worker, seconds)
            outbox.take_back(connection, [*doubtful, token])  # a try before this one may have been written
            lease = outbox.Lease(token=token, begun=seconds, seconds=lease_seconds, worker=worker)
            return outbox.claim(connection, now, lease, limit=limit)

        try:
            claimed = self.database.short(deed)
        except StoreError:
            self._doubtful.add(token)
            raise
        self._doubtful.difference_update(doubtful)
        return claimed

    def prepare(self, claimed: Claimed, prepared: str) -> None:
        self.database.short(lambda connection: outbox.prepare(connection, claimed, prepared))

    def superseded(self, claimed: Claimed) -> bool:
        with self.database.reading() as connection:
            return outbox.superseded(connection, claimed)

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> None:
        self.database.short(
            lambda connection: outbox.renew(connection, claimed, self.database.seconds(connection) + lease_seconds)
        )

    def finish(self, claimed: Claimed, work: Work | None = None) -> None:
        if work is None:
            self._end(claimed, EffectState.DONE, "")
        elif isinstance(work, SqlWork):
            outbox.end(work.connection, claimed, EffectState.DONE, "")
        else:
            raise StoreError("This work belongs to another store.")

    def try_later(self, claimed: Claimed, at: datetime, reason: str, *, counts: bool) -> None:
        self.database.short(lambda connection: outbox.try_later(connection, claimed, at, reason, counts=counts))

    def void(self, claimed: Claimed, reason: str) -> None:
        self._end(claimed, EffectState.VOID, reason)

    def hold(self, claimed: Claimed, reason: str) -> None:
        self._end(claimed, EffectState.HELD, reason)

    def _end(self, claimed: Claimed, state: EffectState, reason: str) -> None:
        self.database.short(lambda connection: outbox.end(connection, claimed, state, reason))

    # ---------------------------------------------------------------------------- among other daemons

    def hold_alone(self) -> int:
        self.database.hold()
        with self.database.writing() as connection:
            return outbox.give_back(connection)

    def join(self, name: str, *, duty: str, lease_seconds: float) -> Membership:
        """Become one of several workers. Ends with `close`. Raises StoreError."""
        return self.be(Member(self.database, name=name, duty=duty, lease_seconds=lease_seconds))

    def be(self, member: Member) -> Membership:
        """Begin to be this worker."""
        member.join()
        self._member = member
        return member

    def permits(self, *, in_all: int, a_mailbox: int, steady: Callable[[], float]) -> Permits:
        """What is shared with the other workers, or kept for the next start. `steady`: the clock of the gate."""
        if self._member is None:
            return KeptWaits(self.database, steady=steady)
        return SharedPermits(self.database, self._member, in_all=in_all, a_mailbox=a_mailbox)

    def workers(self) -> tuple[WorkerSeen, ...]:
        with self.database.reading() as connection:
            return workers.seen(connection, self.database.seconds(connection))

    # ------------------------------------------------------------------------------------ operators

    def counts(self, now: datetime) -> Counts:
        with self.database.reading() as connection:
            unsent, held = outbox.counts(connection)
            due = sa.select(sa.func.count()).select_from(timers).where(timers.c.moment <= now)
            return Counts(
                to_take_in=inbox.count(connection, None),
                due=connection.scalar(due) or 0,
                unsent=unsent,
                held=held,
                set_aside=inbox.count(connection, Verdict.SET_ASIDE),
            )

    def effects(self, *, states: Sequence[EffectState] | None = None, limit: int = 100) -> tuple[EffectRow, ...]:
        with self.database.reading() as connection:
            return outbox.rows(connection, states, limit)

    def operate(self, effect_id: int, verb: str, reason: str) -> bool:
        return self.database.short(
            lambda connection: outbox.operate(connection, effect_id, verb, reason, self.database.seconds(connection))
        )

    def agreements(self, *, open_only: bool = True) -> tuple[Agreement, ...]:
        with self.database.reading() as connection:
            return things.find(connection, Agreement, open_only=open_only)

    def follow_ups(self) -> tuple[FollowUp, ...]:
        with self.database.reading() as connection:
            return things.find(connection, FollowUp, open_only=True)

    def proposals(self) -> tuple[Proposal, ...]:
        with self.database.reading() as connection:
            return things.find(connection, Proposal, open_only=True)

    def history(self, kind: str, id: str) -> tuple[HistoryLine, ...]:
        query = sa.select(history).where(history.c.kind == kind, history.c.thing == id).order_by(history.c.id)
        with self.database.reading() as connection:
            return tuple(
                HistoryLine(
                    at=row.at, kind=row.kind, id=row.thing, what=row.what, by=row.by, words=row.words, cause=row.cause
                )
                for row in connection.execute(query)
            )

    def mails_set_aside(self, limit: int) -> tuple[SetAside, ...]:
        with self.database.reading() as connection:
            return inbox.set_aside(connection, limit)

    def retry_mail(self, id: int) -> bool:
        return self.database.short(lambda connection: inbox.retry(connection, id))

    def audit(self, who: str, what: str, at: datetime) -> None:
        with self.database.writing() as connection:
            connection.execute(sa.insert(audit).values(at=at, who=who, what=what))

    def note(self, name: str, value: str) -> None:
        self.database.short(lambda connection: put(connection, notes, ("name",), name=name, value=value))

    def noted(self, name: str) -> str | None:
        with self.database.reading() as connection:
            return connection.scalar(sa.select(notes.c.value).where(notes.c.name == name))

    def notes(self, prefix: str) -> Mapping[str, str]:
        with self.database.reading() as connection:
            told = connection.execute(
                sa.select(notes.c.name, notes.c.value).where(notes.c.name.startswith(prefix, autoescape=True))
            )
            return {name.removeprefix(prefix): value for name, value in told if value}

    def without_mailbox(self) -> tuple[str, ...]:
        with self.database.reading() as connection:
            return things.without_mailbox(connection)

    def integrity(self) -> Iterator[str]:
        with self.database.reading() as connection:
            yield from self.database.problems(connection)
            yield from things.unreadable(connection)
            yield from outbox.unreadable(connection)

    def close(self) -> None:
        member, self._member = self._member, None
        try:
            if member is not None:
                member.leave()
        except StoreError as error:  # the database is away: the lease ends by itself
            log.warning("the other workers wait for the end of our lease", extra={"error": type(error).__name__})
        finally:
            self.database.close()


def open_to_run(
    url: str, *, name: str, duty: str, lease_seconds: float, alone: bool = False
) -> tuple[SqlStore, Membership]:
    """Open a database for a daemon: alone on it where there can be one only, else as the worker `name`.

    `duty`: the mailbox, which one worker reads at a time; `alone`: for what nobody may run beside, wherever it is.
    What keeps others away comes first, the upgrade second.
    Raises DatabaseTooNew, StoreError when another daemon runs on it.
    """
    database = open_database(url, idle=min(IDLE, lease_seconds / 2))
    try:
        together = database.shared and not alone
        if not together:
            database.hold()
        upgrade(database)
        store = SqlStore(database)
        if together:
            return store, store.join(name, duty=duty, lease_seconds=lease_seconds)
        store.hold_alone()
    except BaseException:
        database.close()
        raise
    return store, Alone()


def open_store(url: str, *, seconds: Callable[[], float] | None = None, upgrade_others: bool = False) -> SqlStore:
    """Open a database and see to it that its tables are this version's.

    `url`: `sqlite:///…`, `postgresql://…`, or the path of a SQLite file. `seconds`: what leases run on, for tests.
    `upgrade_others`: upgrade also a database that other machines share. Raises DatabaseTooNew, StoreError.
    """
    database = open_database(url, seconds=seconds)
    try:
        upgrade(database, upgrade_others=upgrade_others)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def open_database(url: str, *, seconds: Callable[[], float] | None = None, idle: float = IDLE) -> Database:
    """Open a database as it stands. `idle`: how many seconds a transaction may stand still, where others would wait
    for it. Raises StoreError for a kind that is not built in."""
    try:
        wanted = sa.make_url(url if "://" in url else f"sqlite:///{url}")
    except ArgumentError as error:
        raise StoreError("The database's address cannot be read: check `database`.") from error
    if wanted.get_backend_name() == "sqlite":
        return Sqlite(wanted, seconds=seconds)
    if wanted.get_backend_name() in ("postgresql", "postgres"):
        return Postgres(wanted, seconds=seconds, idle=idle)
    raise StoreError("Only SQLite and PostgreSQL are built in: check `database`.")
