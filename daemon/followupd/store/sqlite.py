"""SQLite: one file, one writer at a time, any number of readers.

WAL, so that readers and the writer do not wait for each other; synchronous=FULL, so that what was committed survives
a power cut; BEGIN IMMEDIATE for what writes, so that two decisions never meet half-way.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from followupd.errors import StoreError, StoreUnavailable
from followupd.store.database import Database, unavailable

#: Seconds to wait for another process that writes: a backup, an operator's command.
PATIENCE: Final = 30.0

#: Patience comes first: the change to WAL itself may find another connection writing.
PRAGMAS: Final = (
    f"busy_timeout={PATIENCE * 1000:.0f}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
)

#: SQLite's primary result codes that an administrator can do something about.
SENTENCES: Final = {
    sqlite3.SQLITE_FULL: "The disk is full: make room. Nothing is lost; mail stays in the mailbox until then.",
    sqlite3.SQLITE_READONLY: "The database file is read-only: let the service write it and its folder.",
    sqlite3.SQLITE_PERM: "The database file may not be used: let the service read and write it and its folder.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened: check `database`, its folder and the rights on both.",
    sqlite3.SQLITE_BUSY: "The database is in use for too long: does a second daemon run on the same file?",
    sqlite3.SQLITE_LOCKED: "The database is in use for too long: does a second daemon run on the same file?",
    sqlite3.SQLITE_IOERR: "The disk does not read or write the database file: look at the disk and the system's log.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged: restore a backup.",
    sqlite3.SQLITE_NOTADB: "The file is no SQLite database: check `database`.",
}


class Sqlite(Database):
    """A SQLite file."""

    upgrades_itself = True
    shared = False
    again = ()  # writers queue for one another, and a full disk stays full

    def __init__(self, url: sa.URL, *, seconds: Callable[[], float] | None = None) -> None:
        """Nothing is opened yet, but the file is there. Raises StoreError when it cannot be."""
        _make_file(url)
        engine = sa.create_engine(
            url,
            max_overflow=-1,  # a thread never waits for a connection, only for the one writer before it
            connect_args={"timeout": PATIENCE, "isolation_level": None, "check_same_thread": False},
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _say_begin)
        super().__init__(engine, seconds=seconds)
        # Writers of this process queue here, in turn; SQLite itself would let them poll for the file's lock.
        self._writer = threading.Lock()
        #: The file descriptor whose lock says that this is the one daemon.
        self._held: int | None = None

    @contextmanager
    def _begin(self, *, writes: bool, decides: bool) -> Iterator[sa.Connection]:
        if not writes:
            with self.engine.connect() as connection, connection.begin():
                yield connection
            return
        if not self._writer.acquire(timeout=PATIENCE):
            raise StoreUnavailable("The database waits too long for another thread of this process.")
        try:
            with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        finally:
            self._writer.release()

    def clock(self) -> sa.ColumnElement[float]:
        # unixepoch('subsec') came with SQLite 3.42, which is younger than many systems
        return sa.literal_column("(julianday('now') - 2440587.5) * 86400.0", sa.Double())

    def verdict(self, error: DBAPIError) -> StoreError:
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in SENTENCES:
            return StoreUnavailable(SENTENCES[code & 0xFF])
        if isinstance(error.orig, sqlite3.OperationalError):
            return unavailable(error.orig)
        return StoreError(f"The database refuses: {type(error.orig).__name__}.")

    def alone(self, connection: sa.Connection) -> None:
        """BEGIN IMMEDIATE has seen to it."""

    def take_turns(self, connection: sa.Connection) -> None:
        """BEGIN IMMEDIATE has seen to it."""

    def admit(self, connection: sa.Connection) -> None:
        """Daemons keep each other out by `hold`."""

    @property
    def holds(self) -> bool:
        return self._held is not None

    def hold(self) -> None:
        """By a lock of the operating system's, which ends with the process, however that ends."""
        if self._held is not None:
            return
        held = os.open(f"{self.engine.url.database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            raise StoreError("Another followupd runs on this database: stop it first.") from None
        self._held = held

    def let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def close(self) -> None:
        super().close()
        self.let_go()

    def problems(self, connection: sa.Connection) -> Iterator[str]:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)").all():
            if said != "ok":
                yield f"The database file is damaged: {said}."
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            yield f"A row of {row[0]} belongs to a row of {row[2]} that is not there."


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _say_begin(connection: sa.Connection) -> None:
    """Say BEGIN ourselves: the driver's own begins too late for a transaction that reads before it writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_file(url: sa.URL) -> None:
    """A new database is for its owner's eyes only; SQLite gives its helpers the rights of the file."""
    name = url.database or ""
    if not name or name == ":memory:":
        raise StoreError("The database needs a file: several threads and processes share it.")
    if name.startswith("file:"):  # an address of SQLite's own kind, for those who know
        return
    file = Path(name)
    if not file.parent.is_dir():
        raise StoreError(f"The folder {file.parent} is missing: make it, or change `database`.")
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        if not file.is_file():
            raise StoreError(f"The database file {file} cannot be made: {error.strerror}.") from error
