"""What is taken out of a store is gone from it, on every database; what is told of a person is all there is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_robot import NO_MAILBOX
from followupd.domain.states import ActionState
from followupd.ports import ChangePage, HistoryLine, Verdict
from followupd.store import SqlStore
from followupd.store.erasing import FORGOTTEN, SqlErasing
from followupd.store.exporting import kept_about
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context

LATER = NOW + timedelta(days=400)


@pytest.fixture
def erasing(store: SqlStore) -> SqlErasing:
    """Over one agreement of Anna's and Tom's that is done, its follow-up over, too."""
    agreement = agreed()
    done = tuple(replace(each, state=ActionState.DONE, keeps_slot=False) for each in agreement.standings)
    (follow_up,) = replan(agreement, (), "m1", context(), NOW).follow_ups
    with store.work() as work:
        page = ChangePage(messages=(agreement.mail.id,), cursor="c", last=True)
        work.note_page("inbox", page)
        message_id = agreement.mail.internet_message_id
        work.finish_mail(
            agreement.mail.id, Verdict.TAKEN, internet_message_id=message_id, digest="d", reason="sent in by a setter"
        )
        work.save_agreement(replace(agreement, revision=0, standings=done))
        (gone,) = replan(replace(agreement, standings=done), (follow_up,), "m2", context(), NOW).follow_ups
        work.save_follow_up(replace(gone, revision=0))
        line = HistoryLine(
            at=NOW, kind="agreement", id=agreement.id, what="done", by=TOM.address, words="well", cause="m1"
        )
        work.append_history(line)
    return SqlErasing(store.database)


def test_only_what_is_over_long_enough_is_found(erasing: SqlErasing) -> None:
    assert erasing.over(NOW, 10) == ()
    assert [kind for kind, _ in erasing.over(LATER, 10)] == ["agreement"]


def test_what_was_taken_out_is_gone_and_its_mail_is_known_by_its_hash_alone(
    erasing: SqlErasing, store: SqlStore
) -> None:
    ((kind, id),) = erasing.over(LATER, 10)
    message_id = agreed().mail.internet_message_id
    for _ in range(2):  # begun again after a crash
        erasing.wipe(kind, id, LATER)
    assert store.agreements(open_only=False) == ()
    assert store.history(kind, id) == ()
    with store.look() as look:
        assert look.same_mail(message_id) == "d"
        assert look.threads_of([message_id]) == ()
    deletions = [row.key for row in store.effects() if row.kind == "delete_mail"]
    assert deletions == ["delete/m1"]
    assert list(store.integrity()) == []


def test_a_forgotten_person_stands_nowhere_any_more(erasing: SqlErasing, store: SqlStore) -> None:
    with store.work() as work:
        work.append_history(HistoryLine(at=NOW, kind="agreement", id="other", what="said", by=TOM.address, words="x"))
        work.add_acquainted(TOM.address)
    ((kind, id, is_open),) = erasing.of_person(TOM.address)
    assert not is_open
    erasing.wipe(kind, id, LATER)
    erasing.forget(TOM.address, LATER)
    assert erasing.of_person(TOM.address) == ()
    assert [(line.by, line.words) for line in store.history("agreement", "other")] == [(FORGOTTEN, "")]
    with store.look() as look:
        assert TOM.address not in look.acquainted()


def test_an_export_tells_all_there_is_and_sets_private_things_apart(erasing: SqlErasing, store: SqlStore) -> None:
    (agreement,) = store.agreements(open_only=False)
    private = replace(agreement.standings[0], action=replace(agreement.standings[0].action, check="his desk"))
    with store.work() as work:
        work.save_agreement(replace(agreement, standings=(private,)))
    told = kept_about(store.database, TOM.address)
    assert "his desk" in json.dumps(told.pop("for a human decision"))
    assert "his desk" not in json.dumps(told)
    assert [len(told[each]) for each in ("agreements", "follow_ups", "history in this name")] == [1, 1, 1]
    assert "his desk" in json.dumps(kept_about(store.database, ANNA.address)["agreements"])


def test_what_is_open_with_somebody_whose_mailbox_is_gone_is_found_until_somebody_else_has_it(store: SqlStore) -> None:
    agreement = agreed()
    with store.work() as work:
        saved = work.save_agreement(replace(agreement, revision=0))
        for who in (TOM.address, TOM.address, "somebody.else@contoso.example"):
            line = HistoryLine(at=NOW, kind="agreement", id=agreement.id, what=NO_MAILBOX, words=who)
            work.append_history(line)
    assert store.without_mailbox() == (agreement.reference,)
    with store.work() as work:
        work.save_agreement(replace(saved, owner=ANNA))
    assert store.without_mailbox() == ()
