"""A whole database: copied while it is written, looked over, brought up to date."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.errors import DatabaseTooNew, StoreError
from followupd.ports import HistoryLine
from followupd.store import SqlStore, open_store
from followupd.store.migrate import HEAD
from followupd.store.upkeep import back_up, bring_up, look_over
from tests.contract.store.said import filing, put
from tests.unit.domain.build import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "followupd.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[SqlStore]:
    opened = open_store(str(file))
    yield opened
    opened.close()


def write_pairs(store: SqlStore, numbers: range) -> None:
    """In each transaction an effect and its line of history: a copy holds both or neither."""
    for number in numbers:
        with store.work() as work:
            work.put_effect(filing(f"e{number}"), NOW)
            work.append_history(HistoryLine(at=NOW, kind="agreement", id="a", what="x" * 200, cause=f"e{number}"))


def test_a_copy_made_while_the_service_writes_is_one_state_of_it(store: SqlStore, file: Path, tmp_path: Path) -> None:
    write_pairs(store, range(50))
    writer = threading.Thread(target=write_pairs, args=(store, range(50, 200)))
    writer.start()
    copies = [tmp_path / f"copy{number}.sqlite" for number in range(5)]
    for copy in copies:
        assert back_up(f"sqlite:///{file}", copy) == copy.stat().st_size
    writer.join()
    for copy in copies:
        found = look_over(str(copy))
        assert found.problems == ()
        assert found.rows["effects"] == found.rows["history"] >= 50


def test_a_copy_is_a_database_like_any_other(store: SqlStore, file: Path, tmp_path: Path) -> None:
    put(store, filing("a"))
    store.hold_alone()
    copy = tmp_path / "copy.sqlite"
    back_up(str(file), copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.sqlite"]
    restored = open_store(str(copy))
    restored.hold_alone()
    assert [row.key for row in restored.effects()] == ["a"]
    put(restored, filing("b"))
    restored.close()


def test_nothing_is_overwritten(store: SqlStore, file: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        back_up(str(file), there)
    with pytest.raises(StoreError, match="exists already"):
        back_up(str(file), file)
    assert there.read_text() == "mine"


def test_a_copy_that_cannot_be_written_leaves_nothing(store: SqlStore, file: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        back_up(str(file), tmp_path / "no folder" / "copy")
    before = set(tmp_path.iterdir())
    file_of_something_else = tmp_path / "letter"
    file_of_something_else.write_text("Dear Anna, " * 1000)
    with pytest.raises(StoreError, match="no SQLite database"):
        back_up(str(file_of_something_else), tmp_path / "copy")
    assert set(tmp_path.iterdir()) == before | {file_of_something_else}


def test_postgres_has_a_tool_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        back_up("postgresql+psycopg://db/followupd", tmp_path / "copy")


@pytest.mark.parametrize("deed", [look_over, bring_up, lambda url: back_up(url, Path("copy"))])
def test_none_makes_a_database_where_there_is_none(tmp_path: Path, deed: object) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        deed(f"sqlite:///{tmp_path / 'none.sqlite'}")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_a_look_says_revision_rows_and_problems(store: SqlStore, file: Path) -> None:
    put(store, filing("a"), filing("b"))
    found = look_over(str(file))
    assert (found.revision, found.problems, found.rows["effects"]) == (HEAD, (), 2)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE effects SET data = '{}' WHERE key = 'a'")
    assert look_over(str(file)).problems == ("The effect 1 cannot be read.",)


def test_a_newer_database_is_refused_by_all_that_would_touch_it(store: SqlStore, file: Path, tmp_path: Path) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for deed in (look_over, bring_up, open_store):
        with pytest.raises(DatabaseTooNew, match="newer followupd: install that version, or restore a backup"):
            deed(str(file))
    assert back_up(str(file), tmp_path / "copy") > 0, "a copy can always be taken"


def test_an_empty_file_is_brought_up_once(tmp_path: Path) -> None:
    file = tmp_path / "empty.sqlite"
    sqlite3.connect(file).close()
    file.touch()
    assert look_over(str(file)).revision is None
    assert bring_up(str(file)) == (None, HEAD)
    assert bring_up(str(file)) == (HEAD, HEAD)


def test_no_upgrade_under_a_running_service(store: SqlStore, file: Path) -> None:
    store.hold_alone()
    assert bring_up(str(file)) == (HEAD, HEAD), "nothing to do disturbs nobody"
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    with pytest.raises(StoreError, match="stop it first"):
        bring_up(str(file))
