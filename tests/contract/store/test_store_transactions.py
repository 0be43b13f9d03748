"""What every store keeps to: all of a transaction or none of it, whatever ends it; one daemon; versions."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from followupd.errors import DatabaseTooNew, Outdated, StoreError
from followupd.ports import Store, Work
from followupd.store import SqlStore, open_store, open_to_run
from followupd.store.migrate import HEAD
from followupd.store.tables import metadata, things
from followupd.store.upkeep import bring_up
from tests.contract.store.said import claim, filing, keys, page, put
from tests.unit.domain.build import NOW, agreed


def test_an_exception_takes_everything_back(store: Store) -> None:
    with pytest.raises(ValueError), store.work() as work:
        work.note_page("inbox", page("a"))
        work.put_effect(filing("a"), NOW)
        raise ValueError
    assert store.waiting_mails(NOW, 1) == ()
    assert store.effects() == ()


def test_work_is_not_nested(store: Store) -> None:
    with store.work() as work:
        with pytest.raises(StoreError, match="open in this thread"), store.work():
            pass
        with pytest.raises(StoreError, match="open in this thread"):
            store.note("name", "value")
        work.put_effect(filing("a"), NOW)
    assert store.counts(NOW).unsent == 1
    store.note("name", "value")


def test_work_that_is_over_cannot_be_used(store: Store) -> None:
    with store.work() as work:
        pass
    with pytest.raises(StoreError, match="over"):
        work.allocate("seed")


def test_what_is_written_is_seen_inside_at_once_and_outside_at_the_end(store: Store) -> None:
    with store.work() as work:
        work.add_stopped("tom@x")
        assert work.stopped()
        work.put_effect(filing("a"), NOW)
        assert store.counts(NOW).unsent == 0
    assert store.counts(NOW).unsent == 1


def test_a_look_sees_one_moment_and_keeps_nobody_waiting(store: Store) -> None:
    with store.look() as look:
        assert look.stopped() == frozenset()
        with store.work() as work:
            work.add_stopped("tom@x")
        assert look.stopped() == frozenset()
    with store.look() as look:
        assert look.stopped() == frozenset({"tom@x"})
    with pytest.raises(StoreError, match="over"):
        look.stopped()


def test_nothing_is_written_by_a_look(store: Store) -> None:
    with pytest.raises(StoreError), store.look() as look:
        look.add_stopped("tom@x")  # type: ignore[attr-defined]
    with store.work() as work:
        assert work.stopped() == frozenset()
        work.add_stopped("tom@x")


def test_of_two_decisions_at_the_same_time_one_is_made_again(store: Store) -> None:
    """Both read before either writes, where the database lets them: the second is told, or waits and sees the first."""
    with store.work() as work:
        saved = work.save_agreement(replace(agreed(), revision=0))
    both = threading.Barrier(2, timeout=1)
    ends: list[str] = []

    def decide() -> None:
        try:
            with store.work() as work:
                found = work.agreement(saved.id)
                assert found is not None
                with contextlib.suppress(threading.BrokenBarrierError):  # SQLite lets one in after the other
                    both.wait()
                work.save_agreement(replace(found, version=found.version + 1))
            ends.append("saved")
        except Outdated:
            ends.append("overtaken")

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (found,) = store.agreements()
    assert found.version == 1 + ends.count("saved")
    assert found.revision == 1 + ends.count("saved")
    assert "saved" in ends


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from followupd.store import open_store
    from tests.contract.store.said import filing, page
    from tests.unit.domain.build import NOW
    store = open_store(sys.argv[1])
    with store.work() as work:
        work.note_page("inbox", page("a"))
        work.put_effect(filing("a"), NOW)
        os.kill(os.getpid(), signal.SIGKILL)
    """
)


def test_a_killed_process_leaves_nothing_half_written(store: Store, url: str, pytestconfig: pytest.Config) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, url], check=False, cwd=pytestconfig.rootpath)
    assert done.returncode == -signal.SIGKILL
    assert store.waiting_mails(NOW, 1) == ()
    assert store.effects() == ()
    with store.work() as work:
        assert work.cursor("inbox") is None


def test_one_daemon_at_a_time_and_what_a_dead_one_claimed_is_given_back(store: Store, url: str) -> None:
    put(store, filing("a"))
    store.claim(NOW, lease_seconds=600, limit=1)
    assert store.hold_alone() == 1
    assert store.hold_alone() == 1
    (claimed,) = claim(store)
    assert claimed.crashes == 1
    other = open_store(url)
    with pytest.raises(StoreError, match="Another followupd"):
        other.hold_alone()
    store.close()
    assert other.hold_alone() == 1
    assert keys(claim(other)) == ["a"]
    other.close()


# ----------------------------------------------------------------------------------------------- versions


def test_the_steps_make_the_tables_that_the_code_expects(store: SqlStore) -> None:
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_opening_twice_at_the_same_time_makes_the_tables_once(url: str) -> None:
    threads = [threading.Thread(target=lambda: open_store(url).close()) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = open_store(url)
    assert again.counts(NOW).unsent == 0
    again.close()


def make_older(store: SqlStore) -> None:
    """What the version before this one left."""
    with store.database.writing() as connection:
        for table in ("workers", "duties", "permits", "waits"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE effects DROP COLUMN worker")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


def test_nothing_is_upgraded_under_a_daemon_that_runs(store: SqlStore, url: str) -> None:
    make_older(store)
    store.database.hold()
    with pytest.raises(StoreError, match="Another followupd"):
        open_store(url, upgrade_others=True)
    with pytest.raises(StoreError, match="stop it first"):
        bring_up(url)
    store.close()
    assert bring_up(url) == ("0001", HEAD)
    daemon, membership = open_to_run(url, name="one", duty="followup@x", lease_seconds=30)
    with membership.turn() as ours:
        assert ours
    daemon.close()


def test_a_daemon_keeps_others_away_before_it_upgrades(store: SqlStore, url: str) -> None:
    """Of a SQLite database; one that several share is not upgraded by whoever opens it."""
    make_older(store)
    held = store.database
    if held.shared:
        with pytest.raises(StoreError, match="followupd db upgrade"):
            open_to_run(url, name="one", duty="followup@x", lease_seconds=30)
        assert bring_up(url) == ("0001", HEAD)
        return
    held.hold()
    with pytest.raises(StoreError, match="stop it first"):
        open_to_run(url, name="one", duty="followup@x", lease_seconds=30)
    held.let_go()
    daemon, _ = open_to_run(url, name="one", duty="followup@x", lease_seconds=30)
    assert daemon.database.holds
    daemon.close()


def test_a_newer_database_is_refused_with_a_sentence(store: SqlStore, url: str) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNew, match="newer followupd"):
        open_store(url)


def test_a_thing_that_cannot_be_read_is_told(store: SqlStore) -> None:
    with store.work() as work:
        saved = work.save_agreement(replace(agreed(), revision=0))
    with store.database.writing() as connection:
        connection.execute(sa.update(things).values(data='{"v":1,"data":{"id":"a"}}'))
    assert list(store.integrity()) == [f"The agreement {saved.id} cannot be read."]
    with pytest.raises(StoreError, match="cannot be read"):
        store.agreements()


def test_a_thing_of_a_newer_version_is_refused(store: SqlStore) -> None:
    with store.work() as work:
        work.save_agreement(replace(agreed(), revision=0))
    with store.database.writing() as connection:
        connection.execute(sa.update(things).values(data='{"v":99,"data":{}}'))
    with pytest.raises(DatabaseTooNew):
        store.agreements()


def test_somebody_elses_database_is_left_alone(store: SqlStore, url: str) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(StoreError, match="something else"):
        open_store(url)


def test_a_foreign_work_is_refused(store: Store) -> None:
    class Foreign(Work):
        pass

    put(store, filing("a"))
    (claimed,) = claim(store)
    with pytest.raises(StoreError, match="another store"):
        store.finish(claimed, Foreign())  # type: ignore[abstract]
