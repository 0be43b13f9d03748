"""One daemon looks after itself: on a real database, with clocks moved by hand."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from followupd.config.load import load_data
from followupd.domain.effects import SendMail
from followupd.engine.health import CLOSED, UNTOLD
from followupd.engine.reconcile import BELIEVED, DOUBTED
from followupd.engine.watch import SEEN, Surroundings, Watch, surroundings_of
from followupd.errors import FollowupdError, LoginFailed, StoreUnavailable
from followupd.ports import EffectState, Verdict
from followupd.store import SqlStore, open_store
from tests.contract.store.said import claim, filing, note, put
from tests.unit.domain.build import NOW, SAM


class Clock:
    """Both clocks of a Watch."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def steady(self) -> float:
        return self.moment.timestamp()

    def forward(self, **more: float) -> None:
        self.moment += timedelta(**more)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(str(tmp_path / "store.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def watch(store: SqlStore, clock: Clock, **more: object) -> Watch:
    around = Surroundings(poll_seconds=30, operator=SAM, **more)  # type: ignore[arg-type]
    return Watch(store=store, surroundings=around, clock=clock, wall=clock.now)


def names(own: Watch, troubles: Mapping[str, FollowupdError] | None = None) -> list[str]:
    return [alarm.name for alarm in own.look(troubles or {}).alarms]


def told(store: SqlStore) -> list[list[str]]:
    """The alarms in each mail to the operator, oldest first."""
    mails = [row.effect for row in reversed(store.effects(limit=1000)) if row.kind == "operator"]
    return [[alarm.name for alarm in mail.alarms] for mail in mails if isinstance(mail, SendMail)]


def set_aside(store: SqlStore, name: str) -> None:
    note(store, name)
    with store.work() as work:
        message = store.waiting_mails(NOW, 1)[0].message
        work.finish_mail(message, Verdict.SET_ASIDE, internet_message_id="", digest="", reason="it is broken")


def hold(store: SqlStore, name: str) -> None:
    put(store, filing(name))
    (claimed,) = claim(store)
    store.hold(claimed, "refused")


def test_mails_set_aside_are_told_once_a_day_until_somebody_has_seen_to_them(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    assert names(own) == []
    set_aside(store, "m1")
    for _ in range(5):
        assert names(own) == ["set_aside"]
    assert told(store) == [["set_aside"]]
    clock.forward(days=1)
    own = watch(store, clock)
    own.look({})
    assert told(store) == [["set_aside"], ["set_aside"]]
    store.note(SEEN, "1")
    assert names(own) == []
    set_aside(store, "m2")
    assert names(own) == ["set_aside"]


def test_a_restart_does_not_tell_again_what_was_told_today(store: SqlStore, clock: Clock) -> None:
    hold(store, "a")
    for _ in range(3):
        watch(store, clock).look({})
    assert told(store) == [["held"]]


def test_nobody_is_mailed_where_no_operator_is_named(store: SqlStore, clock: Clock) -> None:
    hold(store, "a")
    own = Watch(store=store, surroundings=Surroundings(poll_seconds=30), clock=clock, wall=clock.now)
    assert names(own) == ["held"]
    assert told(store) == []


def test_what_was_before_the_start_is_no_alarm_of_this_daemon(store: SqlStore, clock: Clock) -> None:
    store.note("last_read", (NOW - timedelta(days=14)).isoformat())
    own = watch(store, clock)
    put(store, filing("a"))
    assert names(own) == []
    clock.forward(minutes=16)
    assert names(own) == ["unread"]
    store.note("last_read", clock.now().isoformat())
    assert names(own) == []


def test_an_outbox_that_does_not_become_less_is_told_and_one_that_does_is_not(store: SqlStore, clock: Clock) -> None:
    own = Watch(store=store, surroundings=Surroundings(poll_seconds=30), clock=clock, wall=clock.now)

    def later() -> list[str]:
        clock.forward(minutes=16)
        store.note("last_read", clock.now().isoformat())
        return names(own)

    put(store, filing("a"), filing("b"))
    own.look({})
    assert [later(), later()] == [[], ["outbox"]]
    store.finish(store.claim(clock.now(), lease_seconds=60, limit=1)[0])
    assert [later(), later()] == [[], []]


def test_each_alarm_is_logged_when_it_begins_and_when_it_is_over(
    store: SqlStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    own = watch(store, clock)
    hold(store, "a")
    own.look({})
    own.look({})
    for row in store.effects(states=[EffectState.HELD]):
        store.operate(row.id, "drop", "")
    own.look({})
    own.look({})
    said = [(record.message, record.__dict__["alarm"]) for record in caplog.records if "alarm" in record.message]
    assert said == [("alarm", "held"), ("alarm over", "held")]


def test_of_what_stops_the_reading_only_the_kind_is_told(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    own.look({})
    clock.forward(minutes=20)
    (alarm,) = own.look({"intake": LoginFailed("refused for anna.reed@example.com")}).alarms
    assert "The login was refused" in alarm.sentence
    assert "@" not in alarm.sentence


def test_a_database_that_cannot_be_written_is_told_and_the_watch_goes_on(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    own.look({})
    barred = {"barred": True}

    def bar(connection: sa.Connection) -> None:
        if barred["barred"]:
            connection.exec_driver_sql("PRAGMA query_only=ON")

    event.listen(store.database.engine, "begin", bar)
    trouble = StoreUnavailable("The database file is read-only: let the service write it and its folder.")
    assert names(own, {"intake": trouble}) == ["database"]
    assert told(store) == []
    barred["barred"] = False
    assert names(own) == []
    hold(store, "a")
    assert names(own) == ["held"]
    assert told(store) == [["held"]]


def test_a_database_that_cannot_even_be_read_is_told(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    own.look({})

    def broken(_connection: sqlite3.Connection, *_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(store.database.engine, "checkout", broken)
    health = own.look({})
    assert [alarm.name for alarm in health.alarms] == ["database"]
    assert "The database" in health.line
    event.remove(store.database.engine, "checkout", broken)
    assert names(own) == []


def test_the_configuration_says_what_can_end_and_fill_up(tmp_path: Path) -> None:
    data = {
        "mode": "live",
        "mailbox": "followup@example.com",
        "graph": {"tenant": "t", "client_id": "c", "secret_expires": "2027-11-30"},
        "operator": "it@example.com",
    }
    secret = {"FOLLOWUPD_GRAPH_CLIENT_SECRET": "x"}
    here = surroundings_of(load_data({**data, "database": str(tmp_path / "f.sqlite")}, secret, folder=tmp_path))
    assert (here.folder, here.secret_ends, here.certificate_ends) == (tmp_path, date(2027, 11, 30), None)
    assert here.operator is not None
    assert here.operator.address == "it@example.com"
    there = surroundings_of(load_data({**data, "database": "postgresql://db/x"}, secret, folder=tmp_path))
    assert there.folder is None


def test_a_certificate_tells_its_own_end(tmp_path: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "followupd")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 12, 7, 12, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    graph = {"tenant": "t", "client_id": "c", "certificate_file": "cert.pem"}
    config = load_data({"mode": "live", "mailbox": "f@example.com", "graph": graph}, {}, folder=tmp_path)
    assert surroundings_of(config).certificate_ends == date(2026, 12, 7)


def test_a_closed_calendar_is_told_to_the_operator_once(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    store.note(f"{CLOSED}anna.reed@contoso.example", UNTOLD)
    assert names(own) == ["closed_calendars_1"]
    assert names(own) == []
    clock.forward(days=3)
    assert "closed_calendars_1" not in names(own)
    store.note(f"{CLOSED}priya.nair@contoso.example", UNTOLD)
    assert "closed_calendars_2" in names(own)


def test_a_calendar_that_is_not_believed_is_told_without_its_name(store: SqlStore, clock: Clock) -> None:
    own = watch(store, clock)
    store.note(f"{DOUBTED}anna.reed@contoso.example", "6")
    (alarm,) = own.look({}).alarms
    assert alarm.name == "doubted_calendars"
    assert "anna" not in alarm.sentence + alarm.advice
    store.note(f"{BELIEVED}anna.reed@contoso.example", "yes")
    assert names(own) == []
