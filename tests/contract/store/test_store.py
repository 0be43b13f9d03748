"""What every store keeps to. Run on SQLite, in a file, as it is used: it is fast enough to need no stand-in."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.effects import Effect, EffectKey, FileMail, Folder, SendMail, SetEntry
from followupd.domain.mail import InternetMessageId, MessageId
from followupd.domain.states import FollowUpState
from followupd.errors import DatabaseTooNew, LeaseLost, Outdated, StoreError
from followupd.ports import ChangePage, EffectState, HistoryLine, Thread, Timer, Verdict
from followupd.store import SqlStore, open_store
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context, forwarded, item


class Seconds:
    """The database's time, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def store(url: str, seconds: Seconds) -> Iterator[SqlStore]:
    opened = open_store(url, seconds=seconds)
    yield opened
    opened.close()


def filing(name: str, *, lane: str = "", topic: str = "") -> FileMail:
    return FileMail(
        key=EffectKey(name), lane=lane or name, topic=topic, message=MessageId(name), folder=Folder.PROCESSED
    )


def put(store: SqlStore, *effects: Effect) -> list[bool]:
    with store.work() as work:
        return [work.put_effect(effect, NOW) for effect in effects]


def claim(store: SqlStore, limit: int = 10, *, after: float = 0) -> list[str]:
    claimed = store.claim(NOW + timedelta(seconds=after), lease_seconds=60, limit=limit)
    return [each.effect.key for each in claimed]


def page(*messages: str, cursor: str = "c1", last: bool = True) -> ChangePage:
    return ChangePage(messages=tuple(MessageId(each) for each in messages), cursor=cursor, last=last)


# ------------------------------------------------------------------------------------------------ intake


def test_a_page_and_its_cursor_are_kept_together_and_a_message_once(store: SqlStore) -> None:
    with store.work() as work:
        assert work.cursor("inbox") is None
        work.note_page("inbox", page("a", "b", "a"))
        work.note_page("inbox", page("b", "c", cursor="c2"))
        assert work.cursor("inbox") == "c2"
        assert work.cursor("junkemail") is None
    assert [each.message for each in store.waiting_mails(NOW, 10)] == ["a", "b", "c"]
    with store.work() as work:
        work.forget_cursor("inbox")
        assert work.cursor("inbox") is None


def test_a_mail_with_a_verdict_waits_no_more_even_when_it_is_seen_again(store: SqlStore) -> None:
    with store.work() as work:
        work.note_page("inbox", page("a"))
        work.begin_mail(MessageId("a"))
        work.finish_mail(MessageId("a"), Verdict.TAKEN, internet_message_id="<1@x>", digest="d", reason="r")
    with store.work() as work:
        work.note_page("inbox", page("a"))
        assert work.taken_before(MessageId("a"))
        assert not work.taken_before(MessageId("z"))
        assert work.same_mail("<1@x>") == "d"
        assert work.same_mail("<2@x>") is None
    assert store.waiting_mails(NOW, 10) == ()


def test_a_beginning_without_an_end_is_a_crash_and_putting_off_is_none(store: SqlStore) -> None:
    with store.work() as work:
        work.note_page("inbox", page("a"))
    for _ in range(2):
        with store.work() as work:
            work.begin_mail(MessageId("a"))
    assert store.waiting_mails(NOW, 1)[0].crashes == 2
    with store.work() as work:
        work.begin_mail(MessageId("a"))
        work.put_off_mail(MessageId("a"), NOW + timedelta(seconds=30))
    assert store.waiting_mails(NOW, 1) == ()
    (later,) = store.waiting_mails(NOW + timedelta(seconds=30), 1)
    assert (later.crashes, later.attempts) == (2, 1)


def test_what_is_set_aside_can_be_listed_with_its_reason(store: SqlStore) -> None:
    with store.work() as work:
        work.note_page("inbox", page("a"))
        work.finish_mail(MessageId("a"), Verdict.SET_ASIDE, internet_message_id="", digest="", reason="broken")
    ((waiting, reason),) = store.mails_set_aside(10)
    assert (waiting.message, reason) == ("a", "broken")
    assert store.counts(NOW).set_aside == 1


# --------------------------------------------------------------------------------------- things, threads


def test_all_three_kinds_of_thing_come_back_as_they_were(store: SqlStore) -> None:
    decision = decide_forwarded(forwarded(item(), item(due=None)), context(), NOW)
    assert decision.proposal is not None
    agreement = agreed()
    (follow_up,) = replan(agreement, (), "m1", context(), NOW).follow_ups
    with store.work() as work:
        assert work.save_proposal(decision.proposal).revision == 1
        saved = work.save_agreement(replace(agreement, revision=0))
        work.save_follow_up(follow_up)
    with store.work() as work:
        assert work.proposal(decision.proposal.id) == replace(decision.proposal, revision=1)
        assert work.agreement(agreement.id) == saved
        found = work.follow_up(follow_up.id)
        assert found == replace(follow_up, revision=1)
        assert found is not None
        assert found.start.tzinfo is not None
        assert work.agreement("nothing") is None
        assert work.by_reference(agreement.reference) == ("agreement", agreement.id)


def test_who_saves_what_somebody_saved_meanwhile_is_told(store: SqlStore) -> None:
    with store.work() as work:
        first = work.save_agreement(replace(agreed(), revision=0))
    with store.work() as work:
        work.save_agreement(first)
    with pytest.raises(Outdated), store.work() as work:
        work.save_agreement(first)
    with pytest.raises(Outdated), store.work() as work:
        work.save_agreement(replace(first, revision=0))


def test_the_same_thing_may_be_saved_twice_in_one_transaction(store: SqlStore) -> None:
    with store.work() as work:
        once = work.save_agreement(replace(agreed(), revision=0))
        assert work.save_agreement(once).revision == 2


def test_follow_ups_are_found_by_their_two_people(store: SqlStore) -> None:
    (shared,) = replan(agreed(), (), "m1", context(), NOW).follow_ups
    own = replace(shared, id="own", owner=None)
    gone = replace(shared, id="gone", state=FollowUpState.CANCELLED)
    with store.work() as work:
        for each in (shared, own, gone):
            work.save_follow_up(each)
    with store.work() as work:
        assert [each.id for each in work.follow_ups_between(ANNA, TOM)] == [shared.id]
        assert [each.id for each in work.follow_ups_between(ANNA, None)] == ["own"]
        assert work.follow_ups_between(TOM, ANNA) == ()
        assert {each.id for each in work.follow_ups_of(ANNA)} == {shared.id, "own"}


def test_references_are_unique_and_the_same_for_the_same_seed(store: SqlStore) -> None:
    with store.work() as work:
        many = [work.allocate(f"seed {n}") for n in range(300)]
        assert len(set(many)) == 300
        assert work.allocate("seed 7") == many[7]


def test_threads_are_found_by_message_id_and_by_conversation(store: SqlStore) -> None:
    thread = Thread(internet_message_id=InternetMessageId("<1@x>"), conversation_id="c", kind="agreement", id="a")
    with store.work() as work:
        work.add_thread(thread)
        work.add_thread(thread)
        assert work.threads_of(["<0@x>", "<1@x>"]) == (thread,)
        assert work.threads_of([]) == ()
        assert work.threads_of_conversation("c") == (thread,)
        assert work.threads_of_conversation("") == ()


# ------------------------------------------------------------------------------------------------ outbox


def test_an_effect_is_put_once_under_its_key(store: SqlStore) -> None:
    assert put(store, filing("a"), filing("a")) == [True, False]
    assert claim(store) == ["a"]


def test_every_kind_of_effect_comes_back_as_it_was(store: SqlStore) -> None:
    mails = decide_forwarded(forwarded(item()), context(), NOW).effects
    entries = replan(agreed(), (), "m1", context(), NOW).effects
    effects = [*mails, *entries, filing("f")]
    put(store, *effects)
    assert [row.effect for row in reversed(store.effects())] == effects
    assert {type(row.effect) for row in store.effects()} == {SendMail, SetEntry, FileMail}


def test_a_lane_is_worked_off_in_order(store: SqlStore) -> None:
    put(store, filing("a1", lane="a"), filing("a2", lane="a"), filing("b1", lane="b"))
    claimed = store.claim(NOW, lease_seconds=60, limit=10)
    assert [each.effect.key for each in claimed] == ["a1", "b1"]
    assert claim(store) == []
    store.finish(claimed[0])
    assert claim(store) == ["a2"]


def test_a_held_effect_blocks_its_lane_and_no_other(store: SqlStore) -> None:
    put(store, filing("a1", lane="a"), filing("a2", lane="a"), filing("b1", lane="b"))
    first, second = store.claim(NOW, lease_seconds=60, limit=10)
    store.hold(first, "a person looks")
    store.finish(second)
    assert claim(store) == []
    (row,) = store.effects(states=[EffectState.HELD])
    assert row.reason == "a person looks"
    assert store.operate(row.id, "drop", "not wanted")
    assert claim(store) == ["a2"]


def test_a_newer_wish_voids_older_ones_that_nobody_began(store: SqlStore) -> None:
    put(store, filing("v1", lane="l", topic="t"), filing("v2", lane="l", topic="t"), filing("other", lane="l"))
    assert [(row.key, row.state) for row in reversed(store.effects())] == [
        ("v1", EffectState.VOID),
        ("v2", EffectState.WAITING),
        ("other", EffectState.WAITING),
    ]


def test_a_newer_wish_leaves_one_that_was_begun(store: SqlStore) -> None:
    put(store, filing("v1", lane="l", topic="t"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    put(store, filing("v2", lane="l", topic="t"))
    store.try_later(claimed, NOW, "again", counts=True)
    assert claim(store) == ["v1"]


def test_the_attempt_is_written_down_before_the_deed(store: SqlStore) -> None:
    put(store, filing("a"))
    store.claim(NOW, lease_seconds=60, limit=1)
    assert store.effects()[0].attempts == 1


def test_an_expired_lease_is_claimed_anew_and_the_old_verdict_is_refused(store: SqlStore, seconds: Seconds) -> None:
    put(store, filing("a"))
    (old,) = store.claim(NOW, lease_seconds=60, limit=1)
    seconds.now += 59
    assert claim(store) == []
    seconds.now += 2
    (new,) = store.claim(NOW, lease_seconds=60, limit=1)
    assert (new.attempts, new.counted, new.crashes) == (1, 0, 1)
    for verdict in (
        lambda: store.finish(old),
        lambda: store.hold(old, "x"),
        lambda: store.void(old, "x"),
        lambda: store.prepare(old, "x"),
        lambda: store.renew(old, lease_seconds=60),
        lambda: store.try_later(old, NOW, "x", counts=True),
    ):
        with pytest.raises(LeaseLost):
            verdict()
    store.finish(new)
    assert store.counts(NOW).unsent == 0


def test_a_renewed_lease_lasts(store: SqlStore, seconds: Seconds) -> None:
    put(store, filing("a"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    seconds.now += 50
    store.renew(claimed, lease_seconds=60)
    seconds.now += 50
    assert claim(store) == []


def test_an_outage_costs_no_try_but_is_remembered_as_one(store: SqlStore) -> None:
    put(store, filing("a"))
    for tries in range(3):
        (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
        assert (claimed.attempts, claimed.counted) == (tries, 0)
        store.try_later(claimed, NOW, "away", counts=False)


def test_later_means_not_before(store: SqlStore) -> None:
    put(store, filing("a"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    store.try_later(claimed, NOW + timedelta(seconds=30), "throttled", counts=True)
    assert claim(store, after=29) == []
    assert claim(store, after=30) == ["a"]


def test_what_was_prepared_is_there_at_the_next_try(store: SqlStore) -> None:
    put(store, filing("a"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    store.prepare(claimed, '{"mail": 1}')
    store.try_later(claimed, NOW, "again", counts=True)
    (again,) = store.claim(NOW, lease_seconds=60, limit=1)
    assert again.prepared == '{"mail": 1}'


def test_the_verdict_and_what_follows_are_written_together_or_not_at_all(store: SqlStore) -> None:
    put(store, filing("a"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    with pytest.raises(Outdated), store.work() as work:
        store.finish(claimed, work)
        work.add_acquainted("tom@x.example")
        raise Outdated
    assert store.counts(NOW).unsent == 1
    with store.work() as work:
        assert work.acquainted() == frozenset()
        store.finish(claimed, work)
    assert store.counts(NOW).unsent == 0


@pytest.mark.parametrize(("verb", "state"), [("retry", EffectState.WAITING), ("drop", EffectState.DROPPED)])
def test_an_operator_may_retry_or_drop_what_is_held(store: SqlStore, verb: str, state: EffectState) -> None:
    put(store, filing("a"))
    (claimed,) = store.claim(NOW, lease_seconds=60, limit=1)
    assert not store.operate(claimed.id, verb, "under way")
    store.hold(claimed, "x")
    assert store.operate(claimed.id, verb, "by me")
    assert store.effects()[0].state is state
    assert store.effects()[0].reason == "by me"


def test_eight_threads_claim_each_effect_once(store: SqlStore) -> None:
    put(store, *[filing(f"e{n}") for n in range(40)])
    found: list[str] = []
    lock = threading.Lock()

    def work_off() -> None:
        while claimed := store.claim(NOW, lease_seconds=600, limit=3):
            with lock:
                found.extend(each.effect.key for each in claimed)
            for each in claimed:
                store.finish(each)

    threads = [threading.Thread(target=work_off) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"e{n}" for n in range(40))


# ------------------------------------------------------------------------------- timers, people, the rest


def test_timers_come_due_in_order(store: SqlStore) -> None:
    with store.work() as work:
        work.set_timer(Timer(name="b", moment=NOW + timedelta(hours=2)))
        work.set_timer(Timer(name="a", moment=NOW + timedelta(hours=1)))
        work.set_timer(Timer(name="later", moment=NOW + timedelta(hours=3)))
        work.set_timer(Timer(name="later", moment=NOW + timedelta(hours=9)))
        assert work.has_timer("a")
    assert [each.name for each in store.due_timers(NOW + timedelta(hours=4), 10)] == ["a", "b"]
    with store.work() as work:
        work.clear_timer("a")
        assert not work.has_timer("a")
    assert store.counts(NOW + timedelta(hours=4)).due == 1


def test_people_are_remembered(store: SqlStore) -> None:
    with store.work() as work:
        work.add_acquainted("a@x")
        work.add_stopped("a@x")
        work.add_stopped("b@x")
        work.remove_stopped("b@x")
    with store.work() as work:
        assert (work.acquainted(), work.stopped()) == (frozenset({"a@x"}), frozenset({"a@x"}))


def test_history_is_kept_in_order(store: SqlStore) -> None:
    lines = [HistoryLine(at=NOW, kind="agreement", id="a", what=what, words="w") for what in ("one", "two")]
    with store.work() as work:
        for line in lines:
            work.append_history(line)
    assert store.history("agreement", "a") == tuple(lines)
    assert store.history("agreement", "b") == ()


def test_notes_survive_reopening(store: SqlStore, url: str) -> None:
    store.note("last_read", "1")
    store.note("last_read", "2")
    store.audit("me", "looked", NOW)
    again = open_store(url)
    assert again.noted("last_read") == "2"
    assert again.noted("nothing") is None
    assert list(again.integrity()) == []
    again.close()


def test_an_exception_takes_everything_back(store: SqlStore) -> None:
    with pytest.raises(ValueError), store.work() as work:
        work.note_page("inbox", page("a"))
        work.put_effect(filing("a"), NOW)
        raise ValueError
    assert store.waiting_mails(NOW, 1) == ()
    assert store.effects() == ()


def test_work_is_not_nested(store: SqlStore) -> None:
    with store.work(), pytest.raises(StoreError, match="open in this thread"), store.work():
        pass


def test_a_killed_process_leaves_nothing_half_written(store: SqlStore, url: str) -> None:
    program = textwrap.dedent(
        """
        import os, signal, sys
        from followupd.store import open_store
        from followupd.domain.effects import EffectKey, FileMail, Folder
        from followupd.domain.mail import MessageId
        from followupd.ports import ChangePage
        from datetime import UTC, datetime
        store = open_store(sys.argv[1])
        with store.work() as work:
            work.note_page("inbox", ChangePage(messages=(MessageId("a"),), cursor="c", last=True))
            effect = FileMail(key=EffectKey("a"), lane="a", message=MessageId("a"), folder=Folder.PROCESSED)
            work.put_effect(effect, datetime.now(UTC))
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, url], check=False)
    assert done.returncode == -signal.SIGKILL
    assert store.waiting_mails(NOW, 1) == ()
    assert store.effects() == ()
    with store.work() as work:
        assert work.cursor("inbox") is None


def test_one_daemon_at_a_time_and_what_a_dead_one_claimed_is_given_back(store: SqlStore, url: str) -> None:
    put(store, filing("a"))
    store.claim(NOW, lease_seconds=600, limit=1)
    assert store.hold_alone() == 1
    assert claim(store) == ["a"]
    other = open_store(url)
    with pytest.raises(StoreError, match="Another followupd"):
        other.hold_alone()
    store.close()
    assert other.hold_alone() == 1
    other.close()


def test_a_newer_database_is_refused_with_a_sentence(store: SqlStore, url: str) -> None:
    store.close()
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseTooNew, match="newer followupd"):
        open_store(url)


def test_a_database_that_cannot_be_opened_says_what_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder .* is missing"):
        open_store(f"sqlite:///{tmp_path / 'no folder' / 'store.sqlite'}")


def test_a_full_disk_stops_the_work_and_loses_nothing(store: SqlStore, url: str) -> None:
    """SQLite's own limit on the number of pages answers exactly as a full disk does."""
    put(store, filing("before"))
    with store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    store.close()
    small = open_store(url)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(small.database.engine, "connect", limit)
    small.database.engine.dispose()
    with pytest.raises(StoreError, match="disk is full"), small.work() as work:
        for number in range(2000):
            work.append_history(HistoryLine(at=NOW, kind="agreement", id="a", what="x" * 500, cause=str(number)))
    assert [row.key for row in small.effects()] == ["before"]
    small.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything; the sentence is tested by the next one")
def test_a_read_only_file_is_told(store: SqlStore, url: str) -> None:
    store.close()
    Path(url.removeprefix("sqlite:///")).chmod(0o444)
    with pytest.raises(StoreError):
        open_store(url)
