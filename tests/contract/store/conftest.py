"""A store on each database, in each test; the database's own time is moved by hand.

SQLite in a file needs no stand-in: it opens in milliseconds and is the real thing. PostgreSQL: see tests/postgres.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.store import SqlStore, open_store
from tests.postgres import Server, server

__all__ = ["server"]


class Seconds:
    """The database's time, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


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
