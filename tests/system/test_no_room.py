"""A full disk, a file that became read-only: nothing more is taken in, nothing is lost, and it goes on by itself.

SQLite's own limit on the number of pages answers exactly as a full disk does; `query_only` answers as a file does that
may only be read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from followupd.errors import StoreUnavailable
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward
from tests.system.stories import SERVICE_AT

Told = Counter[tuple[str, str]]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        yield found


def engine(service: Service) -> sa.Engine:
    found: sa.Engine = service.app.store.database.engine  # type: ignore[attr-defined]
    return found


@contextmanager
def full(service: Service, room: int) -> Iterator[None]:
    """Only so many pages are left."""
    with engine(service).connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    left = {"pages": pages + room}

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={left['pages']}").close()

    event.listen(engine(service), "checkout", limit)
    yield
    left["pages"] = 1_000_000


@contextmanager
def read_only(service: Service) -> Iterator[None]:
    barred = {"now": True}

    def bar(connection: sa.Connection) -> None:
        if barred["now"]:
            connection.exec_driver_sql("PRAGMA query_only=ON")

    event.listen(engine(service), "begin", bar)
    yield
    barred["now"] = False


def deliver(service: Service, *subjects: str) -> None:
    for subject in subjects:
        note = NOTE.replace("10 lapsed clients", f"10 {subject} clients")
        body = {"mime": forward(note, NOW, subject=f"FW: {subject}"), "as": "internal", "to": [SERVICE_AT]}
        service.do("deliver", body)


def told(service: Service) -> Told:
    """Who has had how many mails of ours about what."""
    return Counter(
        (mail.mailbox, mail.subject.partition(" [FU-")[0])
        for mail in service.messages()
        if mail.ours and mail.mailbox != SERVICE_AT and not mail.meeting
    )


def turns(service: Service, number: int) -> list[str]:
    """So many turns, as the loops would make them; what stood in the way of each."""
    ways = []
    for _ in range(number):
        try:
            service.app.engine.once()
        except StoreUnavailable as error:
            ways.append(str(error))
        service.forward(timedelta(minutes=10))
    return ways


def go_on(service: Service) -> None:
    # What was claimed when the database shut is free again when its lease ends: here, at once.
    service.app.store.hold_alone()
    for _ in range(3):
        service.forward(timedelta(minutes=10))
        service.settle()


@pytest.mark.parametrize(
    "way",
    [
        read_only,
        *(pytest.param(lambda service, room=room: full(service, room), id=f"{room} pages") for room in range(0, 24, 3)),
    ],
)
def test_mail_that_comes_meanwhile_is_taken_in_once_when_there_is_room(service: Service, way: Any) -> None:
    deliver(service, "early")
    service.settle()
    before = told(service)
    with way(service):
        deliver(service, "late", "later", "last")
        ways = turns(service, 8)
    assert set(ways) <= {
        "The disk is full: make room. Nothing is lost; mail stays in the mailbox until then.",
        "The database file is read-only: let the service write it and its folder.",
    }
    go_on(service)
    counts = service.app.store.counts(service.sandbox.clock.now())
    assert (counts.to_take_in, counts.unsent, counts.held, counts.set_aside) == (0, 0, 0, 0)
    after = told(service)
    assert before <= after
    assert set(after.values()) == {1}
    assert len({subject for _, subject in after}) == 4
    assert len(service.app.store.agreements()) == 4
    assert list(service.app.store.integrity()) == []


def test_a_disk_that_has_room_now_and_then_is_no_crash(service: Service) -> None:
    """There is room to note that a mail is begun, and none to decide, nor to put it off: that is nobody's crash."""
    barred = {"now": True}

    def no_room(_connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if barred["now"] and ("not_before=" in statement or statement.startswith("INSERT INTO things")):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise sa.exc.OperationalError(statement, None, error)

    event.listen(engine(service), "before_cursor_execute", no_room)
    deliver(service, "late")
    assert len(turns(service, 6)) == 6
    assert [mail.crashes for mail in service.app.store.waiting_mails(service.sandbox.clock.now(), 9)] == [6]
    barred["now"] = False
    go_on(service)
    assert service.app.store.counts(service.sandbox.clock.now()).set_aside == 0
    assert sum(told(service).values()) == 2


def test_nothing_goes_out_that_could_not_be_written_down(service: Service) -> None:
    with read_only(service):
        deliver(service, "late")
        assert len(turns(service, 3)) == 3
        assert not told(service)
    go_on(service)
    assert sum(told(service).values()) == 2


def test_the_running_daemon_survives_it_and_goes_on_by_itself(service: Service) -> None:
    """The loops themselves: no thread dies, and nobody has to start anything."""
    running = threading.Thread(target=service.app.engine.run)
    shut = threading.Event()
    with read_only(service):
        deliver(service, "late")

        def refused(context: Any) -> None:
            shut.set()

        event.listen(engine(service), "handle_error", refused)
        running.start()
        assert shut.wait(30)
        assert not told(service)
    assert until(lambda: sum(told(service).values()) == 2)
    assert running.is_alive()
    service.app.engine.stop()
    running.join(30)
    assert not running.is_alive()


def until(probe: Callable[[], bool]) -> bool:
    """Ask again for half a minute; True as soon as the answer is."""
    pause = threading.Event()
    return any(probe() or pause.wait(0.1) for _ in range(300)) or probe()
