"""Bring a database to this version's tables, by the steps in migrations/ (Alembic, without any ini file).

All steps of an upgrade are one transaction, on either database.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from followupd.errors import DatabaseTooNew, StoreError
from followupd.store.database import Database

#: The revision of this version's tables: the last step in migrations/versions.
HEAD: Final = "0003"
#: All revisions that there have been, oldest first.
REVISIONS: Final = ("0001", "0002", HEAD)
#: Alembic keeps what it works on in a module: one upgrade at a time in a process.
_STEPPING: Final = threading.Lock()


def upgrade(database: Database, *, upgrade_others: bool = False, revisions: tuple[str, ...] = REVISIONS) -> None:
    """Make the tables of a new database, bring an older one up to date.

    A database that others share is upgraded only when that is asked for (`upgrade_others`); an older one of any kind
    only while no daemon runs on it. Raises DatabaseTooNew, StoreError for an older one that may not be upgraded here
    or now, or for a database that is somebody else's.
    """
    with database.reading() as connection:  # the usual case costs one look and no lock
        before = revision(connection, revisions)
        if before == HEAD:
            return
    if before is not None and not (database.upgrades_itself or upgrade_others):
        raise StoreError("The database is of an older followupd: stop every worker, then run followupd db upgrade.")
    with contextlib.ExitStack() as stack:
        if before is not None:  # a new one has no daemon yet, and whoever comes first makes its tables
            stack.enter_context(database.held())
        _upgrade(database, revisions)


def _upgrade(database: Database, revisions: tuple[str, ...]) -> None:
    with database.writing() as connection:
        database.alone(connection)
        current = revision(connection, revisions)
        if current is None and sa.inspect(connection).get_table_names():
            raise StoreError("The database holds tables of something else: give followupd one of its own.")
        if current != HEAD:
            _run_steps(connection)


def revision(connection: sa.Connection, revisions: tuple[str, ...] = REVISIONS) -> str | None:
    """Return the revision of a database; None when it has none of our tables. Raises DatabaseTooNew."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    current = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if current is not None and current not in revisions:
        raise DatabaseTooNew
    return None if current is None else str(current)


def _run_steps(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _STEPPING:
        command.upgrade(config, "head")
