"""What every store keeps to: workers and their leases, who reads, what the dead ones had, permits, waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from followupd.errors import LeaseLost, StoreError, Throttled
from followupd.ports import Membership, Permit
from followupd.store import SqlStore, open_store, open_to_run
from followupd.store.permits import CALM, KeptWaits, SharedPermits
from followupd.store.workers import Alone, Member
from tests.contract.store.conftest import Seconds
from tests.contract.store.said import claim, filing, keys, page, put
from tests.unit.domain.build import NOW

LEASE = 30.0
MAILBOX = "followup@contoso.example"

Join = Callable[[str], tuple[SqlStore, Member]]


@pytest.fixture
def join(url: str, seconds: Seconds) -> Iterator[Join]:
    """Opens the database as one more worker; its steady time is the database's time, both moved by hand."""
    with ExitStack() as stack:

        def joined(name: str) -> tuple[SqlStore, Member]:
            store = open_store(url, seconds=seconds)
            stack.callback(store.close)
            member = Member(store.database, name=name, duty=MAILBOX, lease_seconds=LEASE, steady=seconds)
            store.be(member)
            return store, member

        yield joined


def reads(member: Membership) -> bool:
    with member.turn() as ours:
        return ours


def names(store: SqlStore) -> list[str]:
    return [worker.name for worker in store.workers()]


# ----------------------------------------------------------------------------------------------- the duty


def test_one_worker_at_a_time_reads(join: Join) -> None:
    _, one = join("one")
    _, two = join("two")
    assert [reads(one), reads(two), reads(one), reads(two)] == [True, False, True, False]


def test_who_gives_signs_of_life_keeps_what_he_has(join: Join, seconds: Seconds) -> None:
    _, one = join("one")
    store, two = join("two")
    assert reads(one)
    for _ in range(10):
        seconds.now += LEASE - 1
        assert one.sign()
        assert two.sign()
        assert not reads(two)
    assert names(store) == ["one", "two"]


def test_who_is_silent_for_the_length_of_his_lease_is_followed_by_another(join: Join, seconds: Seconds) -> None:
    _, one = join("one")
    store, two = join("two")
    assert reads(one)
    seconds.now += LEASE - 1
    assert two.sign()
    assert not reads(two)
    seconds.now += 2
    assert reads(two)
    assert names(store) == ["two"]


def test_who_ends_well_is_followed_at_once(join: Join) -> None:
    first, one = join("one")
    _, two = join("two")
    assert reads(one)
    first.close()
    assert reads(two)


def test_who_was_taken_for_dead_begins_anew_with_nothing(join: Join, seconds: Seconds) -> None:
    store, one = join("one")
    _, two = join("two")
    assert reads(one)
    before = one.token
    seconds.now += LEASE + 1
    assert not one.sign(), "nobody has struck it off yet: late is late"
    assert one.token != before
    assert two.sign() is False
    assert one.sign()
    assert names(store) == ["one", "two"]


# ------------------------------------------------------------------------------------------ the number


def test_a_page_read_before_the_pause_is_not_written_after_it(join: Join, seconds: Seconds) -> None:
    """The worker was stopped between the answer of Graph and its writing, past its lease."""
    first, one = join("one")
    second, two = join("two")
    with one.turn() as ours:
        assert ours
        seconds.now += LEASE + 1
        assert two.sign() is False
        with two.turn() as theirs:
            assert theirs
            with second.work() as work:
                work.note_page("inbox", page("a", "b", cursor="newer"))
        with pytest.raises(LeaseLost), first.work() as work:
            work.note_page("inbox", page("a", cursor="older"))
    with first.look() as look:
        assert look.cursor("inbox") == "newer"
    assert len(first.waiting_mails(NOW, 10)) == 2


def test_not_even_when_the_duty_has_come_back_meanwhile(join: Join, seconds: Seconds) -> None:
    first, one = join("one")
    _, two = join("two")
    with one.turn():
        seconds.now += LEASE + 1
        two.sign()
        assert reads(two)
        one.sign()
        seconds.now += LEASE - 1
        one.sign()
        seconds.now += 2
        got = threading.Thread(target=lambda: taken.append(reads(one)))
        taken: list[bool] = []
        got.start()
        got.join()
        assert taken == [True]
        with pytest.raises(LeaseLost), first.work() as work:
            work.note_page("inbox", page("a"))


def test_a_turn_ends_with_the_lease_though_nobody_has_taken_it(join: Join, seconds: Seconds) -> None:
    first, one = join("one")
    with one.turn():
        with first.work() as work:
            work.add_stopped("tom@x")
        seconds.now += LEASE + 1
        with pytest.raises(LeaseLost), first.work() as work:
            work.add_stopped("anna@x")
    with first.work() as work:  # outside of a turn nobody asks
        assert work.stopped() == frozenset({"tom@x"})


def test_who_is_alone_has_every_turn(store: SqlStore) -> None:
    alone = Alone()
    assert alone.every is None
    assert alone.sign()
    with alone.turn() as ours:
        assert ours
        put(store, filing("a"))


# ------------------------------------------------------------------------------------- what the dead had


def test_the_effects_of_a_dead_worker_are_taken_up_when_its_lease_is_over(join: Join, seconds: Seconds) -> None:
    first, _ = join("one")
    second, two = join("two")
    put(first, filing("a"), filing("b"))
    (claimed,) = claim(first, 1)
    (other,) = claim(second, 1)
    seconds.now += LEASE - 1
    two.sign()
    assert claim(second) == ()
    seconds.now += 2
    two.sign()
    (again,) = claim(second)
    assert (keys((again,)), again.attempts, again.crashes) == (["a"], 1, 1)
    with pytest.raises(LeaseLost):
        first.prepare(claimed, "x")
    with pytest.raises(LeaseLost):
        first.finish(claimed)
    second.finish(other)
    second.finish(again)


def test_who_was_struck_off_claims_nothing(join: Join, seconds: Seconds) -> None:
    first, one = join("one")
    put(first, filing("a"))
    seconds.now += LEASE + 1
    with pytest.raises(LeaseLost):
        claim(first)
    one.sign()
    assert keys(claim(first)) == ["a"]


def test_an_operator_sees_who_holds_what(join: Join, seconds: Seconds) -> None:
    first, one = join("one")
    second, two = join("two")
    put(first, filing("a"))
    claim(first)
    assert reads(two)
    permits = SharedPermits(second.database, two, in_all=4, a_mailbox=3)
    permits.take(MAILBOX)
    seconds.now += 20
    two.sign()
    seconds.now += 15
    assert [
        (worker.name, worker.late, worker.reads, worker.effects, worker.requests) for worker in first.workers()
    ] == [("one", True, (), 1, 0), ("two", False, (MAILBOX,), 0, 1)]
    assert one.sign() is False


def test_nobody_joins_while_somebody_is_alone_and_the_other_way_round(postgres_url: str, seconds: Seconds) -> None:
    store, other = open_store(postgres_url, seconds=seconds), open_store(postgres_url, seconds=seconds)
    store.join("one", duty=MAILBOX, lease_seconds=LEASE)
    with pytest.raises(StoreError, match="stop it first"):
        other.hold_alone()
    store.close()
    other.hold_alone()
    store = open_store(postgres_url, seconds=seconds)
    with pytest.raises(StoreError, match="alone on this database"):
        store.join("one", duty=MAILBOX, lease_seconds=LEASE)
    other.close()
    store.join("one", duty=MAILBOX, lease_seconds=LEASE)
    store.close()


def test_what_must_be_alone_is_so_on_either_database(url: str) -> None:
    alone, membership = open_to_run(url, name="restore", duty=MAILBOX, lease_seconds=LEASE, alone=True)
    assert membership.every is None
    with pytest.raises(StoreError):
        open_to_run(url, name="one", duty=MAILBOX, lease_seconds=LEASE)
    alone.close()
    worker, _ = open_to_run(url, name="one", duty=MAILBOX, lease_seconds=LEASE)
    with pytest.raises(StoreError, match="stop it first"):
        open_to_run(url, name="restore", duty=MAILBOX, lease_seconds=LEASE, alone=True)
    worker.close()


# ------------------------------------------------------------------------------------------------ permits


@pytest.fixture
def two_gates(join: Join) -> tuple[SharedPermits, SharedPermits, Member, Member]:
    (first, one), (second, two) = join("one"), join("two")
    limits = {"in_all": 4, "a_mailbox": 3}
    return (SharedPermits(first.database, one, **limits), SharedPermits(second.database, two, **limits), one, two)


TwoGates = tuple[SharedPermits, SharedPermits, Member, Member]


def test_the_places_in_flight_are_those_of_all_workers_together(two_gates: TwoGates) -> None:
    one, two, _, _ = two_gates
    places = [gate.take(MAILBOX) for gate in (one, two, one)]
    assert None not in places
    assert one.take(MAILBOX) is None, "three a mailbox"
    more = two.take("anna@contoso.example")
    assert more is not None
    assert two.take("tom@contoso.example") is None, "four in all"
    two.give_back(more)
    one.give_back(places[0] or Permit())
    assert two.take(MAILBOX) is not None


def test_the_member_of_a_batch_has_a_place_in_its_mailbox_and_none_among_all(two_gates: TwoGates) -> None:
    one, two, _, _ = two_gates
    anna, tom = "anna@contoso.example", "tom@contoso.example"
    batch = one.take("$batch", [anna, anna, tom])
    assert batch is not None
    assert not batch.left_out
    assert two.take("$batch", [anna, anna]) is None, "all of them or none: anna has one place left"
    last = two.take(anna)
    assert last is not None
    assert two.take(anna) is None, "three a mailbox"
    assert None not in [two.take(MAILBOX), two.take(tom)], "in all there are three, and four are allowed"
    assert two.take(MAILBOX) is None
    one.give_back(batch)
    assert two.take(anna) is not None
    assert two.take(anna) is None, "four in all"


def test_a_member_whose_mailbox_asked_one_of_us_to_wait_is_left_out(two_gates: TwoGates, seconds: Seconds) -> None:
    one, two, member, other = two_gates
    one.hold("anna@contoso.example", 20.0)
    permit = two.take("$batch", ["anna@contoso.example", "tom@contoso.example"])
    assert permit is not None
    assert permit.left_out == {"anna@contoso.example"}
    two.give_back(permit)
    seconds.now += 20 + CALM
    member.sign()
    other.sign()
    assert two.take("$batch", ["anna@contoso.example"]) is not None


def test_a_dead_workers_permits_lapse_with_its_lease(two_gates: TwoGates, seconds: Seconds) -> None:
    one, two, _, member = two_gates
    held = [one.take(MAILBOX) for _ in range(3)]
    assert two.take(MAILBOX) is None
    assert one.good(held[0] or Permit())
    seconds.now += LEASE - 1
    member.sign()
    assert two.take(MAILBOX) is None
    seconds.now += 2
    assert two.take(MAILBOX) is not None
    assert not one.good(held[0] or Permit()), "who wakes up may not use it any more"
    with pytest.raises(LeaseLost):
        one.take(MAILBOX)


def test_one_workers_wait_is_everybodys(two_gates: TwoGates, seconds: Seconds) -> None:
    one, two, member, other = two_gates
    one.hold(MAILBOX, 20.0)
    one.hold(MAILBOX, 5.0)
    seconds.now += 8
    with pytest.raises(Throttled) as told:
        two.take(MAILBOX)
    assert told.value.retry_after == pytest.approx(12.0)
    assert two.take("anna@contoso.example") is not None
    seconds.now += 12.1
    member.sign()
    other.sign()
    first = one.take(MAILBOX)
    assert first is not None
    assert two.take(MAILBOX) is None, "one at a time for a while"
    seconds.now += CALM
    assert two.take(MAILBOX) is not None


def test_a_wait_survives_a_restart(store: SqlStore, seconds: Seconds) -> None:
    steady = Seconds()
    KeptWaits(store.database, steady=steady).hold(MAILBOX, 60.0)
    seconds.now += 20
    again = KeptWaits(store.database, steady=steady)
    with pytest.raises(Throttled) as told:
        again.take(MAILBOX)
    assert told.value.retry_after == pytest.approx(40.0)
    assert again.take("anna@contoso.example") == Permit()
    batch = again.take("$batch", [MAILBOX, "anna@contoso.example"])
    assert batch == Permit(left_out=frozenset({MAILBOX}))
    steady.now += 41
    permit = again.take(MAILBOX)
    assert permit == Permit()
    assert again.good(permit)
    again.give_back(permit)


def test_a_clock_that_was_set_back_does_not_silence_us_for_ever(store: SqlStore, seconds: Seconds) -> None:
    steady = Seconds()
    KeptWaits(store.database, steady=steady).hold(MAILBOX, 60.0)
    seconds.now -= 10.0**9
    again = KeptWaits(store.database, steady=steady)
    steady.now += 86_401
    assert again.take(MAILBOX) == Permit()


def test_many_threads_never_have_more_places_than_there_are(join: Join) -> None:
    lock, inside, most = threading.Lock(), 0, 0

    def work(name: str) -> None:
        nonlocal inside, most
        store, member = join(name)
        gate = SharedPermits(store.database, member, in_all=3, a_mailbox=2)
        for _ in range(15):
            while (permit := gate.take(MAILBOX)) is None:
                pass
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1
            gate.give_back(permit)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most <= 2
