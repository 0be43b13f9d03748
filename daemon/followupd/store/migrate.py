"""Bring a database to this version's tables, by the steps in migrations/ (Alembic, without any ini file)."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util.exc import CommandError

from followupd.errors import DatabaseTooNew
from followupd.store.database import transaction


def upgrade(engine: sa.Engine) -> None:
    """Upgrade the database in one transaction. Raises DatabaseTooNew, StoreError."""
    script = _script()
    with transaction(engine, writes=True) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and not _known(script, current):
            raise DatabaseTooNew
        if current == script.get_current_head():
            return

        def steps(revision: tuple[str, ...], _context: MigrationContext) -> list[object]:
            return list(script._upgrade_revs("head", revision))  # type: ignore[arg-type] # Alembic's own recipe

        environment = EnvironmentContext(Config(), script, fn=steps)
        environment.configure(connection=connection, transactional_ddl=False, transaction_per_migration=False)
        environment.run_migrations()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent / "migrations"), version_locations=None)


def _known(script: ScriptDirectory, revision: str) -> bool:
    try:
        return script.get_revision(revision) is not None
    except (CommandError, ResolutionError):
        return False
