"""What an administrator does to a whole database: copy it while it is in use, look it over, bring it up to date.

None of these needs the service to stop, but an upgrade. None makes a database where there is none.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from followupd.errors import StoreError
from followupd.store.database import Database
from followupd.store.migrate import HEAD, revision, upgrade
from followupd.store.sqlite import PATIENCE, SENTENCES
from followupd.store.store import SqlStore, open_database
from followupd.store.tables import metadata

#: Tables whose rows are no matter of anybody's.
_UNCOUNTED: Final = frozenset({"notes", "cursors", "workers", "duties", "permits", "waits"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A database as it stands."""

    #: The revision of its tables; None: it has none of ours.
    revision: str | None
    #: What is wrong with it, as sentences; empty: nothing.
    problems: tuple[str, ...]
    #: Rows by table, where it is of this version's revision.
    rows: dict[str, int]


def back_up(url: str, target: Path) -> int:
    """Copy a SQLite database, in use or not, to a new file and return its size in bytes.

    The copy is one state of the database, with all that was committed; it is for its owner's eyes only, and appears
    under its name when it is whole. Raises StoreError where a file of that name exists, or nothing can be copied.
    """
    source = _file(url)
    if source is None:
        raise StoreError("Only a SQLite database is copied by this command: use pg_dump for PostgreSQL.")
    if target.exists():
        raise StoreError(f"{target} exists already: nothing is overwritten. Give another name.")
    growing = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.ExitStack() as stack:
            stack.callback(growing.unlink)
            _copy(source, growing)
            with growing.open("rb") as written:
                os.fsync(written.fileno())
            os.link(growing, target)  # fails where the name was taken meanwhile
        _keep_name(target.parent)
        return target.stat().st_size
    except FileExistsError:
        raise StoreError(f"{target} exists already: nothing is overwritten. Give another name.") from None
    except OSError as error:
        raise StoreError(f"The copy {target} cannot be written: {error.strerror}.") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(SENTENCES.get(code, f"The database cannot be copied: {error}.")) from error


def look_over(url: str) -> Overview:
    """Look at a whole database without changing it. Raises DatabaseTooNew, StoreError."""
    with _present(url) as database:
        with database.reading() as connection:
            found = revision(connection)
            if found != HEAD:
                return Overview(revision=found, problems=tuple(database.problems(connection)), rows={})
            rows = {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table.name not in _UNCOUNTED
            }
        return Overview(revision=found, problems=tuple(SqlStore(database).integrity()), rows=rows)


def bring_up(url: str) -> tuple[str | None, str]:
    """Upgrade a database to this version's tables, and return its revision before and after.

    Raises DatabaseTooNew, StoreError where a service runs on it.
    """
    with _present(url) as database:
        with database.reading() as connection:
            before = revision(connection)
        if before != HEAD:
            with database.held():
                upgrade(database, upgrade_others=True)
        return before, HEAD


@contextlib.contextmanager
def _present(url: str) -> Iterator[Database]:
    """A database that is there already, as it stands."""
    _file(url)
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _file(url: str) -> Path | None:
    """The file of a SQLite database; None for another kind. Raises StoreError when there is no such file."""
    name = url.removeprefix("sqlite:///")
    if "://" in name or name.startswith("file:"):
        return None
    if not Path(name).is_file():
        raise StoreError(f"There is no database {name} yet: the service makes it at its first start.")
    return Path(name)


def _copy(source: Path, growing: Path) -> None:
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as here,
        contextlib.closing(sqlite3.connect(growing, timeout=PATIENCE)) as there,
    ):
        here.backup(there)  # all pages in one step: one state, however much is written meanwhile
        # A file of its own: without this, whoever opens it read-only would need to make helpers beside it.
        there.execute("PRAGMA journal_mode=DELETE").close()
        (said,) = there.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise StoreError(f"The copy is damaged, and so is the database: {said}. Run followupd db check.")


def _keep_name(folder: Path) -> None:
    """Make sure that the name survives a power cut as well."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
