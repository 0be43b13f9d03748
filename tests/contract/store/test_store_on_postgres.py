"""What only a server can do: be away, refuse one of two decisions, be upgraded by somebody else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa

from followupd.cli import main
from followupd.errors import Outdated, StoreError, StoreUnavailable
from followupd.store import SqlStore, open_store, open_to_run, outbox
from followupd.store.migrate import HEAD, upgrade
from followupd.store.postgres import Postgres
from tests.contract.store.said import claim, filing, put
from tests.postgres import Server
from tests.unit.domain.build import NOW, agreed

T = TypeVar("T")


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
    cut(server)
    assert store.noted("a") == "b"


def cut(server: Server) -> None:
    server.command("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'followupd'")


def test_a_line_that_is_cut_in_a_decision_takes_all_of_it_back(store: SqlStore, server: Server) -> None:
    with pytest.raises(StoreUnavailable) as told, store.work() as work:
        work.add_stopped("tom@x")
        cut(server)
        work.add_stopped("anna@x")
    assert not told.value.permanent
    with pytest.raises(StoreUnavailable), store.work() as work:
        work.add_stopped("tom@x")
        cut(server)
    with store.work() as work:
        assert work.stopped() == frozenset()


def test_a_short_write_is_made_again_when_its_line_is_cut(store: SqlStore, server: Server) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    tries = []

    def deed(connection: sa.Connection) -> None:
        tries.append(connection)
        outbox.prepare(connection, claimed, "prepared")
        if len(tries) == 1:
            cut(server)

    store.database.short(deed)
    assert len(tries) == 2
    store.try_later(claimed, NOW, "later", counts=True)
    (claimed,) = claim(store)
    assert claimed.prepared == "prepared"


class Faltering(Postgres):
    """A database whose answer to one short write is lost, and which is away for a while then."""

    losing = False

    def short(self, deed: Callable[[sa.Connection], T]) -> T:
        done = super().short(deed)
        if self.losing:
            self.losing = False
            raise StoreUnavailable("away")
        return done


def test_a_claim_of_which_nobody_was_told_is_undone_by_the_next(store: SqlStore, url: str) -> None:
    put(store, filing("a"))
    database = Faltering(sa.make_url(url))
    other = SqlStore(database)
    database.losing = True
    with pytest.raises(StoreUnavailable):
        claim(other)
    (claimed,) = claim(other)
    assert (claimed.attempts, claimed.counted, claimed.crashes) == (0, 0, 0)
    other.close()


def test_an_older_database_is_upgraded_only_when_asked(store: SqlStore) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreError, match="followupd db upgrade"):
        upgrade(store.database, revisions=("0000", HEAD))


def test_status_has_a_line_for_each_worker(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("mode: live\nmailbox: followup@contoso.example\ngraph: {tenant: x, client_id: x}\n")
    monkeypatch.setenv("FOLLOWUPD_DATABASE", url)
    east, reads = open_to_run(url, name="east-a", duty="followup@contoso.example", lease_seconds=60)
    west, _ = open_to_run(url, name="west-a", duty="followup@contoso.example", lease_seconds=60)
    with reads.turn() as ours:
        assert ours
        assert main(["status", "-c", str(file)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if "worker" in line]
    assert [re.sub(r"\d\d:\d\d:\d\d", "…", line) for line in lines] == [
        "worker east-a: lease until … UTC; reads followup@contoso.example, effects 0, requests 0",
        "worker west-a: lease until … UTC; effects 0, requests 0",
    ]
    assert main(["status", "--json", "-c", str(file)]) == 0
    assert [worker["name"] for worker in json.loads(capsys.readouterr().out)["workers"]] == ["east-a", "west-a"]
    east.close()
    west.close()


def test_the_server_looks_after_its_own_files(store: SqlStore) -> None:
    assert list(store.integrity()) == []
    assert store.counts(NOW).unsent == 0
