"""What every store keeps to: pages, mails that wait, verdicts, threads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from followupd.domain.mail import InternetMessageId, MessageId
from followupd.errors import Outdated
from followupd.ports import Store, Thread, Verdict, Work
from followupd.store.columns import LONGEST
from tests.contract.store.said import note, page
from tests.unit.domain.build import NOW

A = MessageId("a")


def finish(work: Work, message: MessageId, verdict: Verdict, *, id: str = "", digest: str = "", why: str = "") -> None:
    work.finish_mail(message, verdict, internet_message_id=id, digest=digest, reason=why)


def test_a_page_and_its_cursor_are_kept_together_and_a_message_once(store: Store) -> None:
    with store.work() as work:
        assert work.cursor("inbox") is None
        work.note_page("inbox", page("a", "b", "a"))
        work.note_page("inbox", page("b", "c", cursor="c2"))
        assert work.cursor("inbox") == "c2"
        assert work.cursor("junkemail") is None
    assert [each.message for each in store.waiting_mails(NOW, 10)] == ["a", "b", "c"]
    assert [each.message for each in store.waiting_mails(NOW, 2)] == ["a", "b"]
    with store.work() as work:
        work.forget_cursor("inbox")
        assert work.cursor("inbox") is None


def test_a_message_keeps_the_folder_in_which_it_was_seen_first(store: Store) -> None:
    with store.work() as work:
        work.note_page("junkemail", page("a"))
        work.note_page("inbox", page("a"))
    (waiting,) = store.waiting_mails(NOW, 10)
    assert waiting.folder == "junkemail"


def test_a_page_that_fails_half_way_leaves_neither_messages_nor_cursor(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.work() as work:
        work.note_page("inbox", page("a", "b"))
        raise ZeroDivisionError
    with store.work() as work:
        assert work.cursor("inbox") is None
    assert store.waiting_mails(NOW, 10) == ()


def test_a_mail_with_a_verdict_waits_no_more_even_when_it_is_seen_again(store: Store) -> None:
    note(store, "a")
    with store.work() as work:
        work.begin_mail(A)
        finish(work, A, Verdict.TAKEN, id="<1@x>", digest="d")
    note(store, "a")
    with store.work() as work:
        assert work.taken_before(A)
        assert not work.taken_before(MessageId("z"))
        assert work.same_mail("<1@x>") == "d"
        assert work.same_mail("<2@x>") is None
    assert store.waiting_mails(NOW, 10) == ()


def test_a_verdict_is_written_once(store: Store) -> None:
    note(store, "a")
    with store.work() as work:
        finish(work, A, Verdict.TAKEN)
    with pytest.raises(Outdated), store.work() as work:
        finish(work, A, Verdict.SET_ASIDE)
    assert store.counts(NOW).set_aside == 0


def test_a_forged_mail_does_not_stand_in_the_place_of_the_one_that_was_acted_upon(store: Store) -> None:
    note(store, "forged", "real", "empty")
    with store.work() as work:
        finish(work, MessageId("forged"), Verdict.REFUSED, id="<1@x>", digest="forged")
        assert work.same_mail("<1@x>") == "forged"
        finish(work, MessageId("real"), Verdict.TAKEN, id="<1@x>", digest="real")
        assert work.same_mail("<1@x>") == "real"
        finish(work, MessageId("empty"), Verdict.SET_ASIDE)
        assert work.same_mail("") is None


def test_a_beginning_without_an_end_is_a_crash_and_putting_off_is_none(store: Store) -> None:
    note(store, "a")
    for _ in range(2):
        with store.work() as work:
            work.begin_mail(A)
    assert store.waiting_mails(NOW, 1)[0].crashes == 2
    with store.work() as work:
        work.begin_mail(A)
        work.put_off_mail(A, NOW + timedelta(seconds=30))
    assert store.waiting_mails(NOW + timedelta(seconds=29), 1) == ()
    assert store.counts(NOW).to_take_in == 1
    (later,) = store.waiting_mails(NOW + timedelta(seconds=30), 1)
    assert (later.crashes, later.attempts) == (2, 1)


def test_a_mail_put_off_keeps_nobody_waiting(store: Store) -> None:
    note(store, "a", "b")
    with store.work() as work:
        work.put_off_mail(A, NOW + timedelta(hours=1))
    assert [(each.message, each.crashes) for each in store.waiting_mails(NOW, 1)] == [("b", 0)]


def test_what_is_set_aside_can_be_listed_with_its_reason_newest_first(store: Store) -> None:
    note(store, "a", "b")
    with store.work() as work:
        finish(work, A, Verdict.SET_ASIDE, why="broken")
        finish(work, MessageId("b"), Verdict.SET_ASIDE, why="huge")
    assert [(each.message, each.reason) for each in store.mails_set_aside(10)] == [("b", "huge"), ("a", "broken")]
    assert len(store.mails_set_aside(1)) == 1
    assert store.counts(NOW).set_aside == 2


def test_what_was_set_aside_can_be_taken_in_once_more_as_if_it_came_now(store: Store) -> None:
    note(store, "a", "b")
    with store.work() as work:
        work.begin_mail(A)
        finish(work, A, Verdict.SET_ASIDE, why="broken")
        finish(work, MessageId("b"), Verdict.TAKEN, why="sent in by a setter")
    (aside,) = store.mails_set_aside(10)
    assert store.retry_mail(aside.id)
    assert [(each.message, each.crashes, each.attempts) for each in store.waiting_mails(NOW, 10)] == [("a", 0, 0)]
    assert not store.retry_mail(aside.id), "it is not set aside now"
    assert not store.retry_mail(aside.id + 1), "what led to something is never done twice"
    assert store.counts(NOW).set_aside == 0
    with store.work() as work:
        finish(work, A, Verdict.TAKEN, why="sent in by a setter")
    assert store.waiting_mails(NOW, 10) == ()


# ------------------------------------------------------------------------------------------------ threads


def thread(id: str, thing: str, *, conversation: str = "c", mail: str = "source") -> Thread:
    return Thread(
        internet_message_id=InternetMessageId(id), conversation_id=conversation, kind="agreement", id=thing, mail=mail
    )


def test_threads_are_found_by_message_id_and_by_conversation(store: Store) -> None:
    one = thread("<1@x>", "a")
    with store.work() as work:
        work.add_thread(one)
        work.add_thread(one)
        assert work.threads_of(["<0@x>", "<1@x>"]) == (one,)
        assert work.threads_of([]) == ()
        assert work.threads_of_conversation("c") == (one,)
        assert work.threads_of_conversation("") == ()


def test_the_newest_thread_comes_first(store: Store) -> None:
    old, new, other = thread("<1@x>", "a"), thread("<1@x>", "b"), thread("<2@x>", "c", mail="confirmation")
    with store.work() as work:
        for each in (old, new, other):
            work.add_thread(each)
    with store.work() as work:
        assert work.threads_of(["<1@x>", "<2@x>"]) == (other, new, old)
        assert work.threads_of_conversation("c") == (other, new, old)


def test_a_message_id_of_absurd_length_is_found_as_it_was_given(store: Store) -> None:
    long = "<" + "x" * 5000 + "@x>"
    note(store, "a")
    with store.work() as work:
        work.add_thread(thread(long, "a"))
        finish(work, A, Verdict.TAKEN, id=long, digest="d")
        (found,) = work.threads_of([long])
        assert found.internet_message_id == long
        assert work.same_mail(long) == "d"
        assert work.same_mail(long[:LONGEST]) is None


def test_only_the_first_hundred_references_of_a_mail_are_looked_up(store: Store) -> None:
    with store.work() as work:
        work.add_thread(thread("<1@x>", "a"))
        many = [f"<other{n}@x>" for n in range(100_000)]
        assert work.threads_of(["<1@x>", *many])
        assert not work.threads_of([*many, "<1@x>"])
