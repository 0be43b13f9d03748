"""What the outbox does when a deed goes wrong: on a real database, with a deed that does what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from followupd.domain.decide_follow_up import replan
from followupd.domain.mail import EntryRole
from followupd.domain.pair_entries import removal_of
from followupd.domain.people import Known
from followupd.engine.outbox import LEASE_SECONDS, MOST_CRASHES, Outbox
from followupd.engine.perform import Deed
from followupd.engine.retry import MOST_TRIES
from followupd.errors import LeaseLost, NotShown, Rejected, Unavailable
from followupd.ports import Claimed, EffectState
from followupd.store import SqlStore, open_store
from tests.contract.store.said import filing, put
from tests.unit.domain.build import NOW, agreed, context, known, policy


class Clocks:
    """The business time, and the time of the database's leases."""

    def __init__(self) -> None:
        self.moment = NOW
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def steady(self) -> float:
        return self.seconds

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


class Deeds:
    """Does effects, or raises what it was told to."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fails: dict[str, BaseException] = {}
        self.before: Callable[[Claimed], None] = lambda claimed: None

    def perform(self, claimed: Claimed, context: object, now: datetime) -> Deed:
        self.before(claimed)
        error = self.fails.get(claimed.effect.key)
        if error is not None:
            raise error
        self.done.append(claimed.effect.key)
        return Deed()

    def known(self, addresses: Sequence[str]) -> Known:
        return known()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def store(tmp_path: Path, clocks: Clocks) -> Iterator[SqlStore]:
    opened = open_store(str(tmp_path / "store.sqlite"), seconds=clocks.steady)
    yield opened
    opened.close()


@pytest.fixture
def deeds() -> Deeds:
    return Deeds()


@pytest.fixture
def outbox(store: SqlStore, deeds: Deeds, clocks: Clocks) -> Outbox:
    return Outbox(store=store, performer=deeds, knowledge=deeds, policy=policy(), clock=clocks)  # type: ignore[arg-type]


def work_off(outbox: Outbox) -> None:
    while outbox.work_off():
        pass


def states(store: SqlStore) -> dict[str, str]:
    return {row.key: str(row.state) for row in store.effects()}


def test_what_is_waiting_is_done_in_the_order_of_its_lane(store: SqlStore, outbox: Outbox, deeds: Deeds) -> None:
    put(store, filing("a", lane="x"), filing("b", lane="x"), filing("c", lane="y"))
    work_off(outbox)
    assert deeds.done.index("a") < deeds.done.index("b")
    assert set(states(store).values()) == {"done"}


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("x"), RecursionError("x")])
def test_a_mistake_of_ours_holds_up_nobody_else_and_is_held_in_the_end(
    error: Exception, store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks
) -> None:
    deeds.fails["a"] = error
    put(store, filing("a"), filing("b"))
    for _ in range(MOST_TRIES + 1):
        work_off(outbox)
        clocks.forward(400)
    assert states(store) == {"a": "held", "b": "done"}
    (held,) = store.effects(states=[EffectState.HELD])
    assert held.reason == type(error).__name__, "its own words may hold what people wrote"


def test_a_refusal_for_good_is_held_at_once_and_only_its_lane_waits(
    store: SqlStore, outbox: Outbox, deeds: Deeds
) -> None:
    deeds.fails["a"] = Rejected("no")
    put(store, filing("a", lane="x"), filing("b", lane="x"), filing("c"))
    work_off(outbox)
    assert states(store) == {"a": "held", "b": "waiting", "c": "done"}


def test_an_outage_of_a_day_costs_nothing(store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks) -> None:
    deeds.fails["a"] = Unavailable("away")
    put(store, filing("a"))
    for _ in range(24 * 12):
        work_off(outbox)
        clocks.forward(301)
    assert states(store) == {"a": "waiting"}
    del deeds.fails["a"]
    clocks.forward(301)
    work_off(outbox)
    assert states(store) == {"a": "done"}


def test_a_calendar_that_is_gone_is_not_tried_for_ever(
    store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks
) -> None:
    (follow_up,) = replan(agreed(), (), "m1", context(), NOW).follow_ups
    removal = removal_of(follow_up, EntryRole.PRE_CHECK, "m2")
    with store.work() as work:
        work.put_effect(removal, NOW)
    deeds.fails[removal.key] = Unavailable("not there", status=404, code="ErrorNonExistentMailbox")
    for _ in range(100):
        work_off(outbox)
        clocks.forward(400)
    assert states(store) == {removal.key: "waiting"}
    for _ in range(60):
        work_off(outbox)
        clocks.forward(400)
    (held,) = store.effects(states=[EffectState.HELD])
    assert "followupd reassign" in held.reason


def test_a_doubt_that_never_clears_is_held_after_a_quarter_of_an_hour(
    store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks
) -> None:
    deeds.fails["a"] = NotShown("who knows")
    put(store, filing("a"))
    begun = clocks.now()
    while states(store) == {"a": "waiting"}:
        work_off(outbox)
        clocks.forward(1)
    assert states(store) == {"a": "held"}
    assert timedelta(minutes=14) < clocks.now() - begun < timedelta(minutes=21)


def test_what_kills_us_again_and_again_is_held_and_the_rest_goes_on(
    store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks
) -> None:
    deeds.fails["a"] = KeyboardInterrupt()
    put(store, filing("a"), filing("b"))
    for _ in range(MOST_CRASHES):
        with pytest.raises(KeyboardInterrupt):
            work_off(outbox)
        clocks.forward(LEASE_SECONDS + 1)
    work_off(outbox)
    assert states(store) == {"a": "held", "b": "done"}


def test_a_verdict_on_a_lost_lease_is_not_written(
    store: SqlStore, outbox: Outbox, deeds: Deeds, clocks: Clocks
) -> None:
    put(store, filing("a"))
    taken: list[Claimed] = []

    def takes_long(claimed: Claimed) -> None:
        clocks.forward(LEASE_SECONDS + 1)
        taken.extend(store.claim(clocks.now(), lease_seconds=LEASE_SECONDS, limit=1))

    deeds.before = takes_long
    assert outbox.work_off()
    assert states(store) == {"a": "claimed"}
    store.finish(taken[0])
    with pytest.raises(LeaseLost):
        store.finish(taken[0])


def test_each_claim_is_begun_at_once_so_that_no_lease_ends_in_a_queue(
    store: SqlStore, outbox: Outbox, deeds: Deeds
) -> None:
    claimed: list[int] = []

    def count(each: Claimed) -> None:
        claimed.append(len(store.effects(states=[EffectState.CLAIMED])))

    deeds.before = count
    put(store, *(filing(f"a{n}") for n in range(6)))
    work_off(outbox)
    assert claimed == [1] * 6
