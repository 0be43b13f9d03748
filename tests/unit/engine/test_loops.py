"""The loops: what is repeated, what is waited for, and how all of it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from followupd.engine.loops import Engine
from followupd.engine.watch import Surroundings, Watch
from followupd.errors import FollowupdError, LeaseLost, StoreUnavailable, Throttled, Unavailable
from followupd.store import SqlStore, open_store
from tests.unit.domain.build import NOW


class Parts:
    """Intake, outbox, timers, clock and membership in one: each step takes the next of its script, then there is
    nothing."""

    #: Seconds between signs of life.
    every: float | None = None
    #: Whether it is our turn to read.
    ours = True

    def __init__(self) -> None:
        self.script: dict[str, list[bool | Exception]] = {}
        self.did: list[str] = []
        self.moved = threading.Condition()

    def _step(self, name: str) -> bool:
        with self.moved:
            self.did.append(name)
            self.moved.notify_all()
        waiting = self.script.get(name, [])
        answer = waiting.pop(0) if waiting else False
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read_page(self, folder: str) -> bool:
        return self._step(folder)

    def take_in(self) -> bool:
        return self._step("take in")

    def ring(self) -> bool:
        return self._step("ring")

    def work_off(self) -> bool:
        return self._step("send")

    def sign(self) -> bool:
        return not self._step("sign")

    @contextmanager
    def turn(self) -> Iterator[bool]:
        yield self.ours

    def now(self) -> object:
        return NOW

    def steady(self) -> float:
        return time.monotonic()

    def wait_for(self, done: Callable[[], bool]) -> None:
        with self.moved:
            assert self.moved.wait_for(done, timeout=20)


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(str(tmp_path / "store.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def engine(parts: Parts, store: SqlStore) -> Engine:
    watch = Watch(store=store, surroundings=Surroundings(poll_seconds=0.01), clock=parts)  # type: ignore[arg-type]
    return Engine(
        store=store,
        intake=parts,  # type: ignore[arg-type]
        outbox=parts,  # type: ignore[arg-type]
        timers=parts,  # type: ignore[arg-type]
        clock=parts,  # type: ignore[arg-type]
        membership=parts,
        watch=watch,
        poll_seconds=0.01,
        workers=2,
    )


@pytest.fixture
def running(engine: Engine) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=engine.run)
    thread.start()
    yield thread
    engine.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_one_turn_goes_on_until_nothing_is_left(engine: Engine, parts: Parts) -> None:
    parts.script = {"inbox": [True, True, False], "take in": [True], "ring": [True, True], "send": [True, True, True]}
    engine.once()
    assert parts.script == {"inbox": [], "take in": [], "ring": [], "send": []}
    assert parts.did[:3] == ["inbox", "inbox", "inbox"]


def test_one_turn_says_what_stands_in_the_way(engine: Engine, parts: Parts) -> None:
    parts.script = {"inbox": [Unavailable("away")]}
    with pytest.raises(Unavailable):
        engine.once()


@pytest.mark.parametrize(
    "error", [Unavailable("away"), ValueError("ours"), Throttled("wait", retry_after=0.05), LeaseLost()]
)
@pytest.mark.parametrize("step", ["inbox", "take in", "ring", "send"])
def test_a_turn_that_fails_is_followed_by_another(
    step: str, error: Exception, parts: Parts, running: threading.Thread
) -> None:
    with parts.moved:
        parts.script[step] = [error]
        seen = len(parts.did)
    parts.wait_for(lambda: not parts.script[step])
    parts.wait_for(lambda: parts.did[seen:].count(step) >= 2)


@pytest.mark.parametrize("error", [Throttled("wait", retry_after=600), Unavailable("away")])
def test_the_end_waits_for_no_wait(error: FollowupdError, engine: Engine, parts: Parts) -> None:
    parts.script = {"send": [error] * 1000, "inbox": [error] * 1000}
    thread = threading.Thread(target=engine.run)
    thread.start()
    parts.wait_for(lambda: "send" in parts.did and "inbox" in parts.did)
    begun = time.monotonic()
    engine.stop()
    thread.join(20)
    assert not thread.is_alive()
    assert time.monotonic() - begun < 5


def test_who_has_not_the_turn_reads_nothing_and_sends(engine: Engine, parts: Parts, store: SqlStore) -> None:
    parts.ours = False
    engine.once()
    assert set(parts.did) == {"send"}
    assert store.noted("last_read") is None


def test_signs_of_life_are_given_as_long_as_anything_may_be_in_flight(engine: Engine, parts: Parts) -> None:
    parts.every = 0.01
    parts.script["sign"] = [False, StoreUnavailable("away"), True, ValueError("ours"), False]
    thread = threading.Thread(target=engine.run)
    thread.start()
    parts.wait_for(lambda: parts.did.count("sign") > 5)
    engine.stop()
    thread.join(20)
    assert not thread.is_alive()
    given = parts.did.count("sign")
    assert threading.active_count() == 1
    assert parts.did.count("sign") == given


def test_asked_to_end_before_it_began_it_ends(engine: Engine) -> None:
    engine.stop()
    engine.run()


def test_who_waits_for_a_read_finds_the_clock_that_goes_with_it(engine: Engine, store: SqlStore) -> None:
    written: list[str] = []

    def look(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if statement.startswith("INSERT INTO notes"):
            written.append(str(parameters))

    event.listen(store.database.engine, "before_cursor_execute", look)
    engine.once()
    names = [name for said in written for name in ("clock_offset_seconds", "last_read") if name in said]
    assert names[:2] == ["clock_offset_seconds", "last_read"]
