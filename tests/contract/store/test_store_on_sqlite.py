"""What only a file can do: be full, read-only, damaged, missing."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from followupd.errors import StoreError, StoreUnavailable
from followupd.ports import HistoryLine
from followupd.store import SqlStore, open_store
from tests.contract.store.said import filing, put
from tests.unit.domain.build import NOW


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def long_history(store: SqlStore, lines: int) -> None:
    with store.work() as work:
        for number in range(lines):
            work.append_history(HistoryLine(at=NOW, kind="agreement", id="a", what="x" * 500, cause=str(number)))


def test_the_file_is_for_its_owner_only(store: SqlStore, file: Path) -> None:
    put(store, filing("a"))
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert set(rights) == {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm"}
    assert set(rights.values()) == {0o600}


def test_what_is_committed_survives_a_power_cut(store: SqlStore) -> None:
    with store.database.reading() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
        assert said == {"journal_mode": "wal", "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("given", ["store.sqlite", "100% mine.sqlite", "Zoë's ? & #.sqlite"])
def test_a_path_is_an_address_too(tmp_path: Path, given: str) -> None:
    store = open_store(str(tmp_path / given))
    store.note("a", "b")
    store.close()


def test_a_full_disk_stops_the_work_loses_nothing_and_goes_on_when_there_is_room(store: SqlStore) -> None:
    """SQLite's own limit on the number of pages answers exactly as a full disk does."""
    put(store, filing("before"))
    room = {"pages": 10}

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}").close()

    event.listen(store.database.engine, "checkout", limit)
    with pytest.raises(StoreUnavailable, match="disk is full") as told:
        long_history(store, 500)
    assert not told.value.permanent
    assert [row.key for row in store.effects()] == ["before"]
    room["pages"] = 1_000_000
    long_history(store, 500)
    assert len(store.history("agreement", "a")) == 500


def test_a_read_only_file_can_be_looked_at_and_says_so_when_it_is_written(store: SqlStore, file: Path) -> None:
    put(store, filing("before"))
    store.close()
    readable = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert readable.counts(NOW).unsent == 1
    with pytest.raises(StoreUnavailable, match="read-only"):
        put(readable, filing("after"))
    readable.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes what is read-only too; the test above asks SQLite itself")
def test_a_file_without_the_right_to_write_says_so(store: SqlStore, file: Path) -> None:
    store.close()
    file.chmod(0o400)
    readable = open_store(str(file))
    with pytest.raises(StoreUnavailable, match="read-only"):
        put(readable, filing("after"))
    readable.close()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no folder is missing"):
        open_store(f"sqlite:///{tmp_path / 'no folder' / 'store.sqlite'}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(str(tmp_path))


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Anna, " * 1000)
    with pytest.raises(StoreError, match="no SQLite database"):
        open_store(str(file))


def test_a_damaged_file_is_told(store: SqlStore, file: Path) -> None:
    long_history(store, 2000)
    store.close()
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(b"\xff" * 40_000)
    damaged = open_store(str(file))
    problems = told(damaged.integrity())
    assert problems
    assert "damaged" in problems[0]
    damaged.close()


def told(problems: Iterator[str]) -> list[str]:
    try:
        return list(problems)
    except StoreError as error:
        return [str(error)]


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="needs a file"):
        open_store(address)


@pytest.mark.parametrize("address", ["mysql://x/y", "://", "nonsense://"])
def test_a_database_that_is_not_built_in_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="check `database`"):
        open_store(address)


def test_writers_of_one_process_take_turns_and_none_fails(store: SqlStore) -> None:
    def write(name: str) -> None:
        for number in range(10):
            put(store, filing(f"{name}{number}"))
            store.counts(NOW)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.counts(NOW).unsent == 60
