"""A mail is sent once: what is asked of the mailbox after a try whose end is not known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from followupd.domain.effects import Effect, EffectKey, MailKind, SendMail
from followupd.domain.mail import InternetMessageId, MessageId
from followupd.domain.people import Known
from followupd.engine.perform import Performer
from followupd.engine.retry import ANSWERED_AGAIN_AFTER, MOST_TAKEN, RESEND_AFTER, UNANSWERED_AGAIN_AFTER
from followupd.errors import Gone, OutcomeUnknown, PortError, Unavailable
from followupd.ports import Claimed, Draft, MailOut
from followupd.store import SqlStore, open_store
from tests.contract.store.said import put
from tests.unit.domain.build import ANNA, NOW, SERVICE, agreed, context


class Box:
    """A mailbox of one mail. `shows`: whether searches see what is there; `fails`: (error, done) of the next deeds."""

    def __init__(self) -> None:
        self.drafts = 0
        self.sendings = 0
        self.there: Draft | None = None
        self.shows = True
        self.fails: list[tuple[PortError | None, bool]] = []
        #: Sendings that are taken and lead to nothing.
        self.stuck = 0
        self.source_is_gone = False

    def _deed(self) -> tuple[PortError | None, bool]:
        return self.fails.pop(0) if self.fails else (None, True)

    def draft(self, key: EffectKey, mail: MailOut, *, snapshot: str = "") -> Draft:
        if self.source_is_gone and mail.reply_to is not None:
            raise Gone("the mail that is answered is gone")
        error, done = self._deed()
        if done:
            self.drafts += 1
            self.there = Draft(id=MessageId(f"d{self.drafts}"), internet_message_id=InternetMessageId("<d@x>"))
        if error is not None:
            raise error
        assert self.there is not None
        return self.there

    def send(self, draft: Draft) -> None:
        if self.there is None or self.there.sent:
            raise Gone("no such draft")
        error, done = self._deed()
        if done:
            self.sendings += 1
            self.there = replace(self.there, sent=self.stuck <= 0)
            self.stuck -= 1
        if error is not None:
            raise error

    def discard(self, draft: Draft) -> None:
        self.there = None

    def look(self, draft: Draft) -> Draft | None:
        return self.there

    def find(self, key: EffectKey) -> Draft | None:
        return self.there if self.shows else None

    def find_by_message_id(self, internet_message_id: InternetMessageId) -> Draft | None:
        return self.there if self.shows else None


class Words:
    def mail(self, effect: SendMail, known: Known, now: datetime) -> MailOut:
        return MailOut(
            to=effect.to,
            subject=f"at {now}",
            html="<p>Hello</p>",
            text="Hello",
            sender_name="Anna",
            reply_to=MessageId("source"),
        )


LOST, REFUSED = OutcomeUnknown("cut"), Unavailable("no connection")


@pytest.fixture
def box() -> Box:
    return Box()


class Sender:
    """Claims the one mail again and again, as the outbox does."""

    def __init__(self, store: SqlStore, box: Box) -> None:
        self.store = store
        self.moment = NOW
        self.performer = Performer(
            store=store,
            mailbox=box,  # type: ignore[arg-type]
            calendar=None,  # type: ignore[arg-type]
            writer=Words(),  # type: ignore[arg-type]
            service=SERVICE,
        )
        self.last: Claimed | None = None

    def again(self, seconds: float = 0, *, crashed: bool = False) -> str:
        """Try (again, after so many seconds); the name of the error, or `done`."""
        self.moment += timedelta(seconds=seconds)
        if crashed:
            self.store.hold_alone()  # the next start gives back what the dead one had
        (claimed,) = self.store.claim(self.moment, lease_seconds=60, limit=1)
        try:
            self.performer.perform(claimed, context(), self.moment)
        except PortError as error:
            self.store.try_later(claimed, self.moment, "", counts=True)
            return type(error).__name__
        self.last = claimed
        self.store.finish(claimed)
        return "done"

    def takes_back(self, seconds: float) -> str:
        """It is not wanted any more: the name of the error, the Message-ID of what has left, or `nothing left`."""
        self.moment += timedelta(seconds=seconds)
        (claimed,) = self.store.claim(self.moment, lease_seconds=60, limit=1)
        try:
            deed = self.performer.made_before(claimed, self.moment)
        except PortError as error:
            self.store.try_later(claimed, self.moment, "", counts=True)
            return type(error).__name__
        assert deed is None or deed.thread is not None
        return deed.thread.internet_message_id if deed and deed.thread else "nothing left"


@pytest.fixture
def sender(tmp_path: Path, box: Box) -> Iterator[Sender]:
    store = open_store(str(tmp_path / "store.sqlite"))
    put(store, confirmation())
    yield Sender(store, box)
    store.close()


def confirmation() -> Effect:
    agreement = agreed()
    return SendMail(key=EffectKey("k"), lane="l", kind=MailKind.CONFIRMATION, to=ANNA, setter=ANNA, agreement=agreement)


def test_nothing_goes_wrong(sender: Sender, box: Box) -> None:
    assert sender.again() == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_sending_that_was_done_and_not_answered_is_found_done_at_once(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (LOST, True))
    assert sender.again(5) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_sending_that_may_be_under_way_is_not_repeated_before_its_time(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (LOST, False))
    assert [sender.again(seconds) for seconds in (5, 15, 60)] == ["Unavailable"] * 3
    assert box.sendings == 0
    assert sender.again(RESEND_AFTER) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_sending_that_never_left_us_is_repeated_at_once(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (REFUSED, False), said="Unavailable")
    assert sender.again(5) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_draft_that_no_search_shows_yet_is_not_made_twice(sender: Sender, box: Box) -> None:
    box.fails = [(LOST, True)]
    box.shows = False
    assert sender.again() == "OutcomeUnknown"
    assert sender.again(5) == "Unavailable"
    box.shows = True
    assert sender.again(5) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_draft_that_was_never_made_is_made_after_a_while(sender: Sender, box: Box) -> None:
    box.fails = [(LOST, False)]
    assert sender.again() == "OutcomeUnknown"
    assert sender.again(5) == "Unavailable"
    assert sender.again(UNANSWERED_AGAIN_AFTER) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_draft_whose_making_was_answered_with_a_failure_is_made_again_soon(sender: Sender, box: Box) -> None:
    box.fails = [(OutcomeUnknown("busy", status=503), False)]
    assert sender.again() == "OutcomeUnknown"
    assert sender.again(5) == "Unavailable"
    assert sender.again(ANSWERED_AGAIN_AFTER) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_mail_that_was_taken_and_never_left_is_sent_again_and_then_a_persons_matter(sender: Sender, box: Box) -> None:
    box.stuck = 99
    said = [sender.again(seconds) for seconds in (0, *[30, RESEND_AFTER] * (MOST_TAKEN - 1))]
    assert said == ["OutcomeUnknown", "Unavailable", "OutcomeUnknown", "Unavailable", "Rejected"]
    assert (box.drafts, box.sendings) == (1, MOST_TAKEN)
    box.stuck = 0
    assert sender.again(RESEND_AFTER) == "done", "an operator who says retry means it"


def test_a_mail_that_was_taken_and_stuck_once_is_sent_once(sender: Sender, box: Box) -> None:
    box.stuck = 1
    assert [sender.again(), sender.again(RESEND_AFTER)] == ["OutcomeUnknown", "done"]
    assert box.drafts == 1


def test_an_answer_to_a_mail_that_was_deleted_becomes_a_mail_of_its_own(sender: Sender, box: Box) -> None:
    box.source_is_gone = True
    assert [sender.again(), sender.again(5), sender.again(15)] == ["NotShown", "NotShown", "done"]
    assert (box.drafts, box.sendings) == (1, 1)


def test_a_mail_that_is_not_wanted_any_more_leaves_no_draft(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (REFUSED, False), said="Unavailable")
    assert sender.takes_back(5) == "nothing left"
    assert (box.drafts, box.sendings, box.there) == (1, 0, None)


def test_a_mail_that_may_have_left_is_waited_for_before_it_is_taken_back(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (LOST, False))
    assert sender.takes_back(5) == "Unavailable"
    assert sender.takes_back(RESEND_AFTER) == "nothing left"
    assert box.there is None


def test_a_mail_that_has_left_cannot_be_taken_back_and_its_answers_are_understood(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (LOST, True))
    assert sender.takes_back(5) == "<d@x>"


def test_what_is_said_stays_what_it_was_at_the_first_try(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (REFUSED, False), said="Unavailable")
    sender.again(3600)
    assert sender.last is not None
    assert json.loads(sender.last.prepared)["mail"]["subject"] == f"at {NOW}"


def test_a_draft_that_is_gone_and_was_sent_nowhere_is_a_persons_matter(sender: Sender, box: Box) -> None:
    sender_first(sender, box, (LOST, False))
    box.there = None
    assert [sender.again(seconds) for seconds in (5, RESEND_AFTER, 3600)] == ["NotShown"] * 3
    assert (box.drafts, box.sendings) == (1, 0)


def test_a_crash_after_the_sending_is_found_done(sender: Sender, box: Box) -> None:
    (claimed,) = sender.store.claim(sender.moment, lease_seconds=60, limit=1)
    sender.performer.perform(claimed, context(), sender.moment)  # and no verdict was written
    assert sender.again(1, crashed=True) == "done"
    assert (box.drafts, box.sendings) == (1, 1)


def sender_first(sender: Sender, box: Box, fails: tuple[PortError, bool], said: str = "OutcomeUnknown") -> None:
    """The first try: the draft is made, the sending fails like this."""
    box.fails = [(None, True), fails]
    assert sender.again() == said
