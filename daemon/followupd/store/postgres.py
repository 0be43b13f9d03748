"""PostgreSQL, by psycopg 3: several daemons on several machines share one database.

What decides runs SERIALIZABLE: when two decisions read what the other one wrote, the database refuses one of them,
which is made again. Claims need no more than READ COMMITTED: they lock the rows they take and skip locked ones.

A daemon that stands still in the middle of a transaction must not keep the others waiting: the server ends a session
that does nothing while a transaction is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from followupd.errors import Outdated, StoreError, StoreUnavailable
from followupd.store.database import Database, unavailable
from followupd.store.tables import workers

#: Serialisation failure and deadlock: somebody else's transaction came first.
OVERTAKEN: Final = frozenset({"40001", "40P01"})
#: SQLSTATEs, by their first characters, that an administrator can do something about.
SENTENCES: Final = {
    "53100": "The disk of the database server is full: make room. Nothing is lost; mail stays in the mailbox.",
    "53300": "The database server has too many connections: raise its limit, or run fewer workers.",
    "25006": "The database is read-only: is this a standby?",
    "28": "The database server refuses the login: check `database`.",
    "3D": "The database does not exist on its server: create it, or check `database`.",
    "42501": "The database user may not do this: let it own its schema.",
    "25P03": "The database server has ended a transaction in which nothing happened for too long.",
    "55P03": "The database is locked for too long.",
    "57": "The database server is shutting down or starting.",
}
#: One number for all our upgrades ("followup" in ASCII), so that two daemons that start together take turns.
UPGRADE_LOCK: Final = int.from_bytes(b"followup") >> 1
#: The number of the lock that whoever must be alone holds, and that each daemon asks about when it joins the others.
DAEMON_LOCK: Final = UPGRADE_LOCK + 1
#: The number of the lock under which permits are counted.
TURNS_LOCK: Final = UPGRADE_LOCK + 2
#: Seconds for which the server waits for a daemon in the middle of a transaction. There is no network in one.
IDLE: Final = 10.0
#: What libpq and the server do about a line on which nothing comes any more: a machine may vanish without a word.
LIVELINESS: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20000}


class Postgres(Database):
    """A PostgreSQL database."""

    upgrades_itself = False
    shared = True
    again = (0.0, 0.1, 0.5, 2.0)

    def __init__(self, url: sa.URL, *, seconds: Callable[[], float] | None = None, idle: float = IDLE) -> None:
        """Nothing is connected yet. `idle`: seconds that a transaction may stand still. Raises StoreError when the
        driver is missing."""
        settings = {
            "idle_in_transaction_session_timeout": f"{idle * 1000:.0f}",
            "lock_timeout": "30000",
            "tcp_keepalives_idle": "30",
            "tcp_keepalives_interval": "10",
            "tcp_keepalives_count": "3",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        try:
            engine = sa.create_engine(
                url.set(drivername="postgresql+psycopg"),
                max_overflow=-1,
                pool_pre_ping=True,
                isolation_level="READ COMMITTED",
                connect_args={
                    "connect_timeout": 10,
                    "application_name": url.query.get("application_name", "followupd"),
                    "options": options,
                    **LIVELINESS,
                },
            )
        except (ImportError, NoSuchModuleError) as error:
            raise StoreError("PostgreSQL needs its driver: pip install 'followupd[postgres]'.") from error
        super().__init__(engine, seconds=seconds)
        self._held: sa.Connection | None = None
        self._deciding = engine.execution_options(isolation_level="SERIALIZABLE")
        self._looking = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def _begin(self, *, writes: bool, decides: bool) -> Iterator[sa.Connection]:
        engine = (self._deciding if decides else self.engine) if writes else self._looking
        with engine.connect() as connection, connection.begin():
            yield connection

    def clock(self) -> sa.ColumnElement[float]:
        return sa.literal_column("extract(epoch FROM clock_timestamp())::double precision", sa.Double())

    def verdict(self, error: DBAPIError) -> StoreError:
        state = getattr(error.orig, "sqlstate", None) or ""
        if state in OVERTAKEN:
            return Outdated()
        for code, sentence in SENTENCES.items():
            if state.startswith(code):
                return StoreUnavailable(sentence)
        if error.connection_invalidated or not state:
            return StoreUnavailable("The database server does not answer: check `database` and the server.")
        if isinstance(error, sa.exc.OperationalError):
            return unavailable(error.orig)
        return StoreError(f"The database refuses: {type(error.orig).__name__}.")

    def alone(self, connection: sa.Connection) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADE_LOCK)))

    def take_turns(self, connection: sa.Connection) -> None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TURNS_LOCK)))

    def admit(self, connection: sa.Connection) -> None:
        """See to it that nobody is alone on this database until the transaction is over. Raises StoreError."""
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock_shared(DAEMON_LOCK))):
            raise StoreError("Somebody is alone on this database: an upgrade, or a restore. Start when that is over.")

    @property
    def holds(self) -> bool:
        return self._held is not None

    def hold(self) -> None:
        """By a lock of the server's on a connection of its own, which ends with the connection, and by having no
        worker that lives."""
        if self._held is not None:
            return
        with self._translated(self._locking()) as connection:
            alone = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(DAEMON_LOCK)))
            if not alone or self._anybody(connection):
                connection.invalidate()  # ends the session, and its lock
                connection.close()
                raise StoreError("Another followupd runs on this database: stop it first.")
            connection.commit()
            connection.detach()  # not the pool's any more: closing it ends the session, and its lock
            self._held = connection

    @contextmanager
    def _locking(self) -> Iterator[sa.Connection]:
        yield self.engine.connect()

    def _anybody(self, connection: sa.Connection) -> bool:
        """Whether a worker lives. An older database knows of none: there the lock says it all."""
        if not sa.inspect(connection).has_table(workers.name):
            return False
        living = sa.select(workers.c.token).where(workers.c.lease > self.seconds(connection)).limit(1)
        return connection.scalar(living) is not None

    def let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def close(self) -> None:
        self.let_go()
        super().close()

    def problems(self, connection: sa.Connection) -> Iterator[str]:
        """The server looks after its own files."""
        if connection.scalar(sa.text("SELECT pg_is_in_recovery()")):
            yield "The database is a standby and takes nothing in."
