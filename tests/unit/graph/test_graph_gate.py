"""Places in flight, waits, and the forms of Retry-After."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from followupd.errors import Throttled
from followupd.graph.gate import CALM_AFTER, LONGEST, LONGEST_OWN, Gate, read_retry_after
from tests.unit.graph.played import SERVICE, Steady, World

DELTA = f"/users/{SERVICE}/mailFolders/inbox/messages/delta"


def gate(steady: Steady, **limits: int) -> Gate:
    return Gate(**{"in_all": 4, "a_mailbox": 2, **limits}, steady=steady, jitter=lambda: 0.0)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "10"}, 10.0),
        ({"Retry-After": "2.128"}, 2.128),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Mon, 08 Jun 2026 09:00:30 GMT", "Date": "Mon, 08 Jun 2026 09:00:00 GMT"}, 30.0),
        ({"Retry-After": "Mon, 08 Jun 2026 08:00:00 GMT", "Date": "Mon, 08 Jun 2026 09:00:00 GMT"}, 0.0),
        ({"Retry-After": "Tue, 01 Jan 2030 12:01:30 GMT"}, 90.0),
        ({"Retry-After": "Tue, 01 Jan 2030 12:01:30 GMT", "Date": "today"}, 90.0),
    ],
)
def test_retry_after_is_read(headers: Mapping[str, str], seconds: float | None) -> None:
    assert read_retry_after(headers, now=datetime(2030, 1, 1, 12, tzinfo=UTC)) == seconds


def test_a_mailbox_that_asked_for_a_wait_is_left_alone_until_it_is_over() -> None:
    steady = Steady()
    doors = gate(steady)
    assert doors.refused("anna", 10.0) == 10.0
    steady.seconds += 9.9
    with pytest.raises(Throttled) as caught, doors.place("anna"):
        pass
    assert caught.value.retry_after == pytest.approx(0.1)
    with doors.place("tom"):
        pass
    steady.seconds += 0.2
    with doors.place("anna"):
        pass


def waits(doors: Gate, steady: Steady, asked: float | None, count: int) -> list[float]:
    """The waits after so many refusals, each of a call made when the wait before was over."""
    found = []
    for _ in range(count):
        found.append(doors.refused("anna", asked))
        steady.seconds += found[-1]
    return found


def test_without_a_figure_the_wait_doubles_up_to_a_minute() -> None:
    steady = Steady()
    doors = gate(steady)
    assert waits(doors, steady, None, 8) == [2, 4, 8, 16, 32, 60, 60, 60]
    doors.accepted("anna")
    assert doors.refused("anna", None) == 2


def test_a_server_that_always_says_one_second_is_not_believed_for_ever() -> None:
    steady = Steady()
    assert waits(gate(steady), steady, 1.0, 8) == [1, 1, 2, 4, 8, 16, 32, 60]


def test_refusals_of_calls_that_were_under_way_together_are_one() -> None:
    doors = gate(Steady())
    assert [doors.refused("anna", None) for _ in range(3)] == [2, 2, 2]


def test_after_a_refusal_a_mailbox_is_called_one_at_a_time_until_it_is_calm() -> None:
    steady = Steady()
    doors = gate(steady)
    doors.refused("anna", 1.0)
    steady.seconds += 2
    for left in range(CALM_AFTER, 0, -1):
        assert doors._nervous["anna"] == left
        with doors.place("anna"):
            doors.accepted("anna")
    with doors.place("anna"), doors.place("anna"):
        pass


def test_no_wait_is_longer_than_a_day() -> None:
    assert gate(Steady()).refused("anna", 10.0**9) == LONGEST
    assert LONGEST_OWN < LONGEST


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    steady = Steady()
    doors = gate(steady)
    doors.refused("anna", 100.0)
    doors.refused("anna", 5.0)
    steady.seconds += 50
    with pytest.raises(Throttled), doors.place("anna"):
        pass


@pytest.mark.parametrize(("keys", "most"), [(["anna"] * 8, 2), ([f"person {n}" for n in range(8)], 4)])
def test_no_more_than_so_many_are_in_flight(keys: list[str], most: int) -> None:
    doors = gate(Steady())
    lock, inside, highest = threading.Lock(), 0, 0
    arrived = threading.Semaphore(0)
    leave = threading.Semaphore(0)

    def call(key: str) -> None:
        nonlocal inside, highest
        with doors.place(key):
            with lock:
                inside += 1
                highest = max(highest, inside)
            arrived.release()
            leave.acquire()
            with lock:
                inside -= 1

    threads = [threading.Thread(target=call, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for _ in keys:
        arrived.acquire()
        leave.release()
    for thread in threads:
        thread.join()
    assert highest <= most


def test_those_who_queue_are_told_when_the_mailbox_asks_for_a_wait() -> None:
    doors = gate(Steady(), a_mailbox=1)
    told: list[float] = []
    queueing = threading.Event()

    def queue() -> None:
        queueing.set()
        try:
            with doors.place("anna"):
                told.append(-1.0)
        except Throttled as error:
            told.append(error.retry_after or 0.0)

    with doors.place("anna"):
        thread = threading.Thread(target=queue)
        thread.start()
        queueing.wait()
        doors.refused("anna", 30.0)
    thread.join()
    assert told == [30.0]


def test_a_throttled_mailbox_is_not_called_again(world: World) -> None:
    world.refuses("GET", DELTA, 429, "ApplicationThrottled", **{"Retry-After": "10"})
    for _ in range(3):
        with pytest.raises(Throttled):
            world.graph.mailbox.changes("inbox", None)
    assert len(world.calls()) == 1
    world.steady.seconds += 10.1
    with pytest.raises(Throttled):
        world.graph.mailbox.changes("inbox", None)
    assert len(world.calls()) == 2


def test_a_503_with_retry_after_is_heeded_as_well(world: World) -> None:
    world.refuses("GET", DELTA, 503, "ServiceUnavailable", **{"Retry-After": "10"})
    for _ in range(2):
        with pytest.raises(Exception) as caught:
            world.graph.mailbox.changes("inbox", None)
        assert getattr(caught.value, "retry_after", None) == 10.0
    assert len(world.calls()) == 1


def test_a_batch_has_a_place_in_the_mailbox_of_each_member() -> None:
    doors = gate(Steady(), in_all=3)
    others = [threading.Event(), threading.Event()]

    def ask(entered: threading.Event) -> None:
        with doors.place("anna"):
            entered.set()

    with doors.places("$batch", ["anna", "tom", "anna", "anna"]) as asked:
        assert asked == {0, 1, 2}, "two a mailbox"
        threads = [threading.Thread(target=ask, args=(entered,)) for entered in others]
        for thread in threads:
            thread.start()
        with doors.place("tom"), doors.place("clare"):
            assert not any(entered.is_set() for entered in others)
    for thread in threads:
        thread.join()
    assert all(entered.is_set() for entered in others)


def test_a_member_is_left_out_while_its_mailbox_waits_and_has_one_place_afterwards() -> None:
    steady = Steady()
    doors = gate(steady)
    doors.refused("anna", 10.0)
    with doors.places("$batch", ["anna", "tom"]) as asked:
        assert asked == {1}
    steady.seconds += 10
    with doors.places("$batch", ["anna", "anna", "tom"]) as asked:
        assert asked == {0, 2}
    for _ in range(CALM_AFTER):
        doors.accepted("anna")
    with doors.places("$batch", ["anna", "anna", "tom"]) as asked:
        assert asked == {0, 1, 2}
