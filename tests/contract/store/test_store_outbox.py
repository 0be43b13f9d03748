"""What every store keeps to: effects in their lanes, leases, verdicts, and what operators may do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.effects import FileMail, SendMail, SetEntry
from followupd.errors import LeaseLost, Outdated, StoreError
from followupd.ports import Claimed, EffectState, Store
from followupd.store import SqlStore, open_store
from followupd.store.tables import effects
from tests.contract.store.conftest import Seconds
from tests.contract.store.said import claim, filing, keys, put
from tests.unit.domain.build import NOW, agreed, context, forwarded, item


def test_an_effect_is_put_once_under_its_key(store: Store) -> None:
    assert put(store, filing("a"), filing("a")) == [True, False]
    (claimed,) = claim(store)
    store.finish(claimed)
    assert put(store, filing("a")) == [False]
    assert claim(store) == ()


def test_every_kind_of_effect_comes_back_as_it_was(store: Store) -> None:
    mails = decide_forwarded(forwarded(item()), context(), NOW).effects
    entries = replan(agreed(), (), "m1", context(), NOW).effects
    every = [*mails, *entries, filing("f")]
    put(store, *every)
    rows = store.effects()
    assert [row.effect for row in reversed(rows)] == every
    assert {type(row.effect) for row in rows} == {SendMail, SetEntry, FileMail}
    assert {row.kind for row in rows} == {"confirmation", "set_entry", "file_mail"}


# ------------------------------------------------------------------------------------------ lanes, topics


def test_a_lane_is_worked_off_in_order(store: Store) -> None:
    put(store, filing("a1", lane="a"), filing("a2", lane="a"), filing("b1", lane="b"))
    first, other = claim(store)
    assert keys((first, other)) == ["a1", "b1"]
    assert claim(store) == ()
    store.try_later(first, NOW + timedelta(hours=1), "later", counts=True)
    assert claim(store) == ()
    (first,) = claim(store, after=3600)
    store.finish(first)
    assert keys(claim(store)) == ["a2"]


def test_a_held_effect_blocks_its_lane_and_no_other(store: Store) -> None:
    put(store, filing("a1", lane="a"), filing("a2", lane="a"), filing("b1", lane="b"), filing("b2", lane="b"))
    first, second = claim(store)
    store.hold(first, "a person looks")
    store.finish(second)
    assert keys(claim(store)) == ["b2"]
    (row,) = store.effects(states=[EffectState.HELD])
    assert row.reason == "a person looks"
    assert store.operate(row.id, "drop", "not wanted")
    assert keys(claim(store)) == ["a2"]


@pytest.mark.parametrize("end", ["finish", "void"])
def test_what_is_over_leaves_its_lane_free(store: Store, end: str) -> None:
    put(store, filing("a1", lane="a"), filing("a2", lane="a"))
    (first,) = claim(store)
    if end == "finish":
        store.finish(first)
    else:
        store.void(first, "not wanted any more")
    assert keys(claim(store)) == ["a2"]


def test_a_newer_wish_voids_older_ones_that_nobody_began(store: Store) -> None:
    put(store, filing("v1", lane="l", topic="t"), filing("v2", lane="l", topic="t"), filing("other", lane="l"))
    assert [(row.key, row.state) for row in reversed(store.effects())] == [
        ("v1", EffectState.VOID),
        ("v2", EffectState.WAITING),
        ("other", EffectState.WAITING),
    ]


def test_a_newer_wish_leaves_one_that_was_begun(store: Store) -> None:
    put(store, filing("v1", lane="l", topic="t"))
    (claimed,) = claim(store)
    put(store, filing("v2", lane="l", topic="t"))
    store.try_later(claimed, NOW, "again", counts=False)
    put(store, filing("v3", lane="l", topic="t"))
    assert [row.state for row in reversed(store.effects())] == [
        EffectState.WAITING,
        EffectState.VOID,
        EffectState.WAITING,
    ]
    assert keys(claim(store)) == ["v1"]


def test_a_wish_that_was_there_already_voids_nothing(store: Store) -> None:
    put(store, filing("v1", topic="t"), filing("v2", topic="t"))
    assert put(store, filing("v1", topic="t")) == [False]
    assert keys(claim(store)) == ["v2"]


# ----------------------------------------------------------------------------------------------- attempts


def test_the_attempt_and_the_next_moment_are_written_down_before_the_deed(store: Store) -> None:
    put(store, filing("a"))
    claim(store)
    (row,) = store.effects()
    assert (row.state, row.attempts) == (EffectState.CLAIMED, 1)
    assert row.next_try == NOW + timedelta(seconds=60)


def test_an_outage_costs_no_try_but_is_remembered_as_one(store: Store) -> None:
    put(store, filing("a"))
    for tries in range(3):
        (claimed,) = claim(store)
        assert (claimed.attempts, claimed.counted, claimed.crashes) == (tries, 0, 0)
        store.try_later(claimed, NOW, "away", counts=False)
    (claimed,) = claim(store)
    store.try_later(claimed, NOW, "refused", counts=True)
    (claimed,) = claim(store)
    assert (claimed.attempts, claimed.counted) == (4, 1)


def test_later_means_not_before(store: Store) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    store.try_later(claimed, NOW + timedelta(seconds=30), "throttled", counts=True)
    assert claim(store, after=29) == ()
    assert keys(claim(store, after=30)) == ["a"]


def test_what_was_prepared_is_there_at_the_next_try(store: Store) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    assert claimed.prepared == ""
    store.prepare(claimed, '{"mail": "\N{SNOWMAN}"}')
    store.try_later(claimed, NOW, "again", counts=True)
    (again,) = claim(store)
    assert again.prepared == '{"mail": "\N{SNOWMAN}"}'


# ------------------------------------------------------------------------------------------------- leases

VERDICTS: dict[str, Callable[[Store, Claimed], None]] = {
    "finish": lambda store, claimed: store.finish(claimed),
    "hold": lambda store, claimed: store.hold(claimed, "x"),
    "void": lambda store, claimed: store.void(claimed, "x"),
    "prepare": lambda store, claimed: store.prepare(claimed, "x"),
    "renew": lambda store, claimed: store.renew(claimed, lease_seconds=60),
    "try later": lambda store, claimed: store.try_later(claimed, NOW, "x", counts=True),
}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_an_expired_lease_is_claimed_anew_and_the_old_verdict_is_refused(
    store: Store, seconds: Seconds, verdict: str
) -> None:
    put(store, filing("a"))
    (old,) = claim(store)
    seconds.now += 59
    assert claim(store) == ()
    seconds.now += 1
    (new,) = claim(store)
    assert (new.attempts, new.counted, new.crashes) == (1, 0, 1)
    with pytest.raises(LeaseLost):
        VERDICTS[verdict](store, old)
    store.finish(new)
    assert store.counts(NOW).unsent == 0


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_written_once(store: Store, verdict: str) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    store.finish(claimed)
    with pytest.raises(LeaseLost):
        VERDICTS[verdict](store, claimed)
    assert store.effects()[0].state is EffectState.DONE


def test_a_verdict_after_the_lease_counts_while_nobody_else_has_claimed(store: Store, seconds: Seconds) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    seconds.now += 1000
    store.finish(claimed)
    assert store.effects()[0].state is EffectState.DONE


def test_a_renewed_lease_lasts(store: Store, seconds: Seconds) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    seconds.now += 50
    store.renew(claimed, lease_seconds=60)
    seconds.now += 50
    assert claim(store) == ()


def test_leases_run_on_the_databases_own_time(url: str) -> None:
    store = open_store(url)
    put(store, filing("a"), filing("b"))
    store.claim(NOW, lease_seconds=600, limit=1)
    store.claim(NOW, lease_seconds=-1, limit=1)
    assert keys(store.claim(NOW, lease_seconds=600, limit=10)) == ["b"]
    store.close()


def test_eight_threads_claim_each_effect_once_and_each_lane_in_order(store: Store) -> None:
    put(store, *[filing(f"{lane}{n}", lane=lane) for n in range(8) for lane in "abcde"])
    found: list[str] = []
    lock = threading.Lock()

    def work_off() -> None:
        while store.counts(NOW).unsent:
            for each in store.claim(NOW, lease_seconds=600, limit=3):
                with lock:
                    found.append(each.effect.key)
                store.finish(each)

    threads = [threading.Thread(target=work_off) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40
    for lane in "abcde":
        assert [key for key in found if key[0] == lane] == [f"{lane}{n}" for n in range(8)]


# ----------------------------------------------------------------------------------------- with the work


def test_the_verdict_and_what_follows_are_written_together_or_not_at_all(store: Store) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    with pytest.raises(Outdated), store.work() as work:
        store.finish(claimed, work)
        work.add_acquainted("tom@x.example")
        raise Outdated
    assert store.counts(NOW).unsent == 1
    with store.work() as work:
        assert work.acquainted() == frozenset()
        store.finish(claimed, work)
    assert store.counts(NOW).unsent == 0


def test_who_lost_the_lease_writes_nothing_of_what_would_follow(store: Store, seconds: Seconds) -> None:
    put(store, filing("a"))
    (old,) = claim(store)
    seconds.now += 60
    claim(store)
    with pytest.raises(LeaseLost), store.work() as work:
        work.add_acquainted("tom@x.example")
        store.finish(old, work)
    with store.work() as work:
        assert work.acquainted() == frozenset()


# ---------------------------------------------------------------------------------------------- operators

OPERATED = [
    ("retry", EffectState.WAITING),
    ("hold", EffectState.HELD),
    ("drop", EffectState.DROPPED),
]


@pytest.mark.parametrize(("verb", "state"), OPERATED)
def test_an_operator_decides_on_what_waits_or_is_held_or_was_abandoned(
    store: Store, seconds: Seconds, verb: str, state: EffectState
) -> None:
    put(store, filing("waiting"), filing("held"), filing("abandoned"), filing("under way"), filing("done"))
    waiting, held, abandoned, under_way, done = claim(store)
    store.try_later(waiting, NOW + timedelta(days=1), "x", counts=True)
    store.hold(held, "x")
    store.finish(done)
    seconds.now += 30
    store.renew(under_way, lease_seconds=60)
    seconds.now += 30
    assert [store.operate(each.id, verb, "by me") for each in (waiting, held, abandoned)] == [True] * 3
    assert [store.operate(each.id, verb, "by me") for each in (under_way, done)] == [False] * 2
    assert not store.operate(9999, verb, "by me")
    rows = {row.id: row for row in store.effects()}
    for each in (waiting, held, abandoned):
        assert (rows[each.id].state, rows[each.id].reason) == (state, "by me")
    assert rows[under_way.id].state is EffectState.CLAIMED
    with pytest.raises(LeaseLost):
        store.finish(abandoned)


def test_a_retry_happens_at_once_and_starts_counting_anew(store: Store) -> None:
    put(store, filing("a"))
    (claimed,) = claim(store)
    store.hold(claimed, "x")
    store.operate(claimed.id, "retry", "by me")
    (again,) = claim(store)
    assert (again.attempts, again.counted, again.crashes) == (1, 0, 0)


def test_an_unknown_verb_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="retry, hold or drop"):
        store.operate(1, "burn", "x")


def test_counts_say_what_is_still_to_be_done(store: Store) -> None:
    put(store, *[filing(name) for name in ("waiting", "claimed", "held", "done", "later")])
    waiting, _, held, done, later = claim(store)
    store.try_later(waiting, NOW, "x", counts=True)
    store.hold(held, "x")
    store.finish(done)
    store.try_later(later, NOW + timedelta(days=1), "x", counts=True)
    counts = store.counts(NOW)
    assert (counts.unsent, counts.held) == (3, 1)


def test_an_effect_that_cannot_be_read_is_held_and_the_others_go_on(store: SqlStore) -> None:
    put(store, filing("broken"), filing("whole"))
    with store.database.writing() as connection:
        connection.execute(sa.update(effects).where(effects.c.key == "broken").values(data="{}"))
    assert list(store.integrity()) == ["The effect 1 cannot be read."]
    assert [(row.key, row.effect is None) for row in store.effects()] == [("whole", False), ("broken", True)]
    assert keys(claim(store)) == ["whole"]
    assert store.counts(NOW).held == 1
