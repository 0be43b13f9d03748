"""Open a database: SQLite as it has to be for this work.

WAL, so that readers and the one writer do not wait for each other; synchronous=FULL, so that what was committed
survives a power cut; BEGIN IMMEDIATE for work that writes, so that two of them never meet half-way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from followupd.errors import StoreError

#: Milliseconds to wait for another writer.
BUSY_MS = 30_000


def open_engine(url: str) -> sa.Engine:
    """Return an engine for this database. Raises StoreError for a kind that is not built in."""
    if not url.startswith("sqlite:"):
        raise StoreError("This version keeps its data in SQLite only: set `database` to a file's path.")
    engine = sa.create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    """Say BEGIN ourselves: the driver's own begins too late for a transaction that reads before it writes."""
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing: see _begin
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def transaction(engine: sa.Engine, *, writes: bool) -> Iterator[sa.Connection]:
    """A transaction, committed at the end of the block or rolled back. Raises StoreError for what the database says."""
    try:
        with engine.connect().execution_options(writes=writes) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise StoreError(_sentence(error)) from error
    except DBAPIError as error:
        raise StoreError(f"The database refuses: {type(error.orig).__name__}.") from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database layer refuses: {type(error).__name__}.") from error


def _sentence(error: OperationalError) -> str:
    said = str(error.orig)
    if "readonly" in said or "read-only" in said:
        return "The database file is read-only: give the service the right to write it and its folder."
    if "full" in said:
        return "The disk is full: make room; nothing is lost, the mail stays in the mailbox until then."
    if "unable to open" in said:
        return "The database file cannot be opened: check `database`, the folder and its rights."
    if "locked" in said or "busy" in said:
        return "The database is busy for too long: does a second daemon run on the same file?"
    return f"The database does not work: {said}."
