"""What only a server can do: be away, refuse one of two decisions, be upgraded by somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from followupd.errors import Outdated, StoreError, StoreUnavailable
from followupd.store import SqlStore, open_store
from followupd.store.migrate import HEAD, upgrade
from tests.postgres import Server
from tests.unit.domain.build import NOW, agreed


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


def test_two_decisions_that_each_read_what_the_other_writes_are_not_both_made(store: SqlStore, url: str) -> None:
    """The one that matters: two mails plan a follow-up of the same two people at the same moment."""
    other = open_store(url)
    with pytest.raises(Outdated), store.work() as one:
        assert one.stopped() == frozenset()
        one.add_acquainted("anna@x")
        with other.work() as two:
            assert two.acquainted() == frozenset()
            two.add_stopped("tom@x")
    with store.work() as work:
        assert (work.acquainted(), work.stopped()) == (frozenset(), frozenset({"tom@x"}))
    other.close()


def test_who_saves_what_is_being_saved_is_overtaken(store: SqlStore, url: str) -> None:
    with store.work() as work:
        saved = work.save_agreement(replace(agreed(), revision=0))
    other = open_store(url)
    with pytest.raises(Outdated), store.work() as one:
        assert one.agreement(saved.id) == saved
        with other.work() as two:
            two.save_agreement(saved)
        one.save_agreement(saved)
    other.close()


def test_a_server_that_is_away_is_told(url: str) -> None:
    away = sa.make_url(url).set(query={"host": "/nowhere"}).render_as_string(hide_password=False)
    with pytest.raises(StoreUnavailable, match="does not answer") as told:
        open_store(away)
    assert not told.value.permanent


def test_a_database_that_does_not_exist_is_told(url: str) -> None:
    missing = sa.make_url(url).set(database="missing").render_as_string(hide_password=False)
    with pytest.raises(StoreUnavailable, match="does not"):
        open_store(missing)


def test_a_connection_that_the_server_closed_is_replaced(store: SqlStore, server: Server) -> None:
    store.note("a", "b")
    server.command("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'followupd'")
    assert store.noted("a") == "b"


def test_an_older_database_is_upgraded_only_when_asked(store: SqlStore) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreError, match="followupd db upgrade"):
        upgrade(store.database, revisions=("0000", HEAD))


def test_the_server_looks_after_its_own_files(store: SqlStore) -> None:
    assert list(store.integrity()) == []
    assert store.counts(NOW).unsent == 0
