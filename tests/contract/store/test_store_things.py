"""What every store keeps to: proposals, agreements, follow-ups, references, and everything small."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, ProposalState
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.reference import candidate
from followupd.domain.states import ActionState, FollowUpState
from followupd.errors import Outdated, StoreError
from followupd.ports import HistoryLine, Store, Timer
from followupd.store import SqlStore, open_store
from followupd.store.rows import insert_new
from followupd.store.tables import references
from tests.unit.domain.build import ANNA, LONDON, NOW, SAM, TOM, agreed, context, forwarded, item


def new(agreement: Agreement, **changes: object) -> Agreement:
    return replace(agreement, revision=0, **changes)  # type: ignore[arg-type]


def planned(agreement: Agreement | None = None) -> FollowUp:
    (follow_up,) = replan(agreement or agreed(), (), "m1", context(), NOW).follow_ups
    return follow_up


def ended(follow_up: FollowUp) -> FollowUp:
    lines = tuple(replace(line, state=ActionState.DONE) for line in follow_up.reviewed)
    return replace(follow_up, reviewed=lines)


def test_all_three_kinds_of_thing_come_back_as_they_were(store: Store) -> None:
    proposal = decide_forwarded(forwarded(item(), item(due=None)), context(), NOW).proposal
    assert proposal is not None
    agreement, follow_up = agreed(), planned()
    with store.work() as work:
        assert work.save_proposal(proposal).revision == 1
        saved = work.save_agreement(new(agreement))
        work.save_follow_up(follow_up)
    with store.work() as work:
        assert work.proposal(proposal.id) == replace(proposal, revision=1)
        assert work.agreement(agreement.id) == saved
        assert work.follow_up(follow_up.id) == replace(follow_up, revision=1)
        assert work.agreement("nothing") is None
        assert work.by_reference(agreement.reference) == ("agreement", agreement.id)
        assert work.by_reference(proposal.reference) == ("proposal", proposal.id)
        assert work.by_reference(Reference("FU-00000")) is None


def test_a_moment_keeps_the_zone_in_which_people_agreed_it(store: Store) -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)  # the second of two half past ones
    with store.work() as work:
        work.save_follow_up(replace(planned(), start=start))
    with store.work() as work:
        (found,) = work.follow_ups_of(ANNA)
    assert (found.start.tzinfo, found.start.fold, found.start.utcoffset()) == (LONDON, 1, timedelta(0))


# ------------------------------------------------------------------------------------------------- saving


def test_who_saves_what_somebody_saved_meanwhile_is_told(store: Store) -> None:
    with store.work() as work:
        first = work.save_agreement(new(agreed()))
    with store.work() as work:
        work.save_agreement(first)
    with pytest.raises(Outdated), store.work() as work:
        work.save_agreement(first)
    with pytest.raises(Outdated), store.work() as work:
        work.save_agreement(new(first))
    with pytest.raises(Outdated), store.work() as work:
        work.save_agreement(replace(first, id="not there"))


def test_who_is_overtaken_has_written_nothing_at_all(store: Store) -> None:
    with store.work() as work:
        first = work.save_agreement(new(agreed()))
        work.save_agreement(first)
    with pytest.raises(Outdated), store.work() as work:
        work.set_timer(Timer(name="t", moment=NOW))
        work.save_agreement(first)
    assert store.due_timers(NOW, 10) == ()


def test_the_same_thing_may_be_saved_twice_in_one_transaction(store: Store) -> None:
    with store.work() as work:
        once = work.save_agreement(new(agreed()))
        twice = work.save_agreement(replace(once, version=2))
        assert (twice.revision, twice.version) == (2, 2)
        assert work.agreement(once.id) == twice


def test_two_things_never_share_a_reference(store: Store) -> None:
    with store.work() as work:
        work.save_agreement(new(agreed()))
    with pytest.raises(StoreError), store.work() as work:
        work.save_agreement(new(agreed(), id="another"))


# ------------------------------------------------------------------------------------------------ finding


def test_follow_ups_are_found_by_their_two_people_in_order(store: Store) -> None:
    shared = planned()
    sooner = replace(shared, id="sooner", start=shared.start - timedelta(days=3))
    held = replace(shared, id="held", start=shared.start - timedelta(days=9), state=FollowUpState.HELD)
    own = replace(shared, id="own", owner=None)
    gone = replace(shared, id="gone", state=FollowUpState.CANCELLED)
    with store.work() as work:
        for each in (shared, sooner, held, own, gone, replace(shared, id="sam", owner=SAM)):
            work.save_follow_up(each)
    with store.work() as work:
        assert [each.id for each in work.follow_ups_between(ANNA, TOM)] == ["held", "sooner", shared.id]
        assert [each.id for each in work.follow_ups_between(ANNA, None)] == ["own"]
        assert work.follow_ups_between(TOM, ANNA) == ()


def test_a_setters_follow_ups_are_those_that_still_ask_something(store: Store) -> None:
    shared = planned()
    held = replace(shared, id="held", start=shared.start - timedelta(days=1), state=FollowUpState.HELD)
    over = replace(ended(held), id="over")
    recognition = replace(ended(shared), id="recognition", start=shared.start + timedelta(days=1))
    gone = replace(shared, id="gone", state=FollowUpState.CANCELLED)
    with store.work() as work:
        for each in (shared, held, over, recognition, gone):
            work.save_follow_up(each)
        assert [each.id for each in work.follow_ups_of(ANNA)] == ["held", shared.id, "recognition"]
        assert work.follow_ups_of(TOM) == ()


def test_a_setters_agreements_are_those_open_and_those_still_reviewed(store: Store) -> None:
    first = agreed()
    done = tuple(replace(each, state=ActionState.DONE) for each in first.standings)
    follow_up = ended(planned())
    reviewed = replace(follow_up, reviewed=tuple(replace(each, agreement="praised") for each in follow_up.reviewed))
    with store.work() as work:
        work.save_agreement(new(first, id="open", created=NOW))
        work.save_agreement(new(first, id="praised", reference="FU-00001", standings=done, created=NOW - timedelta(1)))
        work.save_agreement(new(first, id="over", reference="FU-00002", standings=done))
        work.save_agreement(new(first, id="of sam", reference="FU-00003", setter=SAM))
        work.save_follow_up(reviewed)
    with store.work() as work:
        assert [each.id for each in work.agreements_of(ANNA)] == ["praised", "open"]
    assert {each.id for each in store.agreements()} == {"open", "of sam"}
    assert {each.id for each in store.agreements(open_only=False)} == {"open", "praised", "over", "of sam"}


def test_a_setters_proposals_are_those_held(store: Store) -> None:
    proposal = decide_forwarded(forwarded(item(due=None)), context(), NOW).proposal
    assert proposal is not None
    with store.work() as work:
        held = work.save_proposal(proposal)
        work.save_proposal(replace(proposal, id="sent", reference=Reference("FU-00001"), state=ProposalState.RELEASED))
        assert work.proposals_of(ANNA) == (held,)
        assert work.proposals_of(TOM) == ()
    assert store.proposals() == (held,)


# --------------------------------------------------------------------------------------------- references


def test_references_are_unique_and_the_same_for_the_same_seed(store: Store) -> None:
    with store.work() as work:
        many = [work.allocate(f"seed {n}") for n in range(300)]
        assert len(set(many)) == 300
        assert work.allocate("seed 7") == many[7]
    with store.work() as work:
        assert work.allocate("seed 7") == many[7]


def test_a_reference_that_is_taken_gives_way_to_the_next_block_of_the_hash(store: SqlStore) -> None:
    with store.database.writing() as connection:
        for attempt in range(12):  # more than one hash holds
            insert_new(connection, references, (), reference=candidate("s", attempt), seed=f"somebody {attempt}")
    with store.work() as work:
        assert work.allocate("s") == candidate("s", 12)


# --------------------------------------------------------------------------------------- everything small


def test_timers_come_due_in_order(store: Store) -> None:
    with store.work() as work:
        work.set_timer(Timer(name="b", moment=NOW + timedelta(hours=2)))
        work.set_timer(Timer(name="a", moment=NOW + timedelta(hours=1)))
        work.set_timer(Timer(name="later", moment=NOW + timedelta(hours=3)))
        work.set_timer(Timer(name="later", moment=NOW + timedelta(hours=9)))
        assert work.has_timer("a")
    assert [each.name for each in store.due_timers(NOW + timedelta(hours=4), 10)] == ["a", "b"]
    assert [each.name for each in store.due_timers(NOW + timedelta(hours=4), 1)] == ["a"]
    with store.work() as work:
        work.clear_timer("a")
        work.clear_timer("never set")
        assert not work.has_timer("a")
    assert store.counts(NOW + timedelta(hours=4)).due == 1


def test_timers_set_in_different_zones_come_due_as_time_goes(store: Store) -> None:
    with store.work() as work:
        work.set_timer(Timer(name="noon in London", moment=datetime.combine(date(2026, 7, 1), time(12), LONDON)))
        work.set_timer(Timer(name="11:30 UTC", moment=datetime(2026, 7, 1, 11, 30, tzinfo=NOW.tzinfo)))
    late = datetime(2026, 7, 2, tzinfo=NOW.tzinfo)
    assert [each.name for each in store.due_timers(late, 10)] == ["noon in London", "11:30 UTC"]
    assert store.due_timers(late, 1)[0].moment.isoformat() == "2026-07-01T11:00:00+00:00"


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError), store.work() as work:
        work.set_timer(Timer(name="t", moment=datetime(2026, 7, 1)))


def test_people_are_remembered(store: Store) -> None:
    with store.work() as work:
        work.add_acquainted("A@x")
        work.add_stopped("a@x")
        work.add_stopped("b@x")
        work.remove_stopped("B@x")
        work.remove_stopped("c@x")
    with store.work() as work:
        assert (work.acquainted(), work.stopped()) == (frozenset({"a@x"}), frozenset({"a@x"}))


def test_history_is_kept_in_order(store: Store) -> None:
    lines = [
        HistoryLine(at=NOW, kind="agreement", id="a", what=what, by="b", words="w", cause="c") for what in ("1", "2")
    ]
    with store.work() as work:
        for line in lines:
            work.append_history(line)
    assert store.history("agreement", "a") == tuple(lines)
    assert store.history("agreement", "b") == ()
    assert store.history("proposal", "a") == ()


def test_notes_and_all_else_survive_reopening(store: Store, url: str) -> None:
    store.note("last_read", "1")
    store.note("last_read", "2")
    store.audit("me", "looked", NOW)
    with store.work() as work:
        saved = work.save_agreement(new(agreed()))
    store.close()
    again = open_store(url)
    assert again.noted("last_read") == "2"
    assert again.noted("nothing") is None
    assert again.agreements() == (saved,)
    assert list(again.integrity()) == []
    again.close()


def test_words_that_no_database_keeps_do_no_harm(store: Store) -> None:
    hostile = "half \ud83d and nul \0 and \N{PILE OF POO}"
    agreement = agreed(item())
    standing = agreement.standings[0]
    action = replace(standing.action, what=hostile)
    with store.work() as work:
        work.save_agreement(new(agreement, standings=(replace(standing, action=action),)))
        work.append_history(HistoryLine(at=NOW, kind="agreement", id="a", what="said", words=hostile))
        work.add_acquainted(hostile)
    (line,) = store.history("agreement", "a")
    assert line.words == "half ? and nul \N{REPLACEMENT CHARACTER} and \N{PILE OF POO}"
    (found,) = store.agreements()
    assert found.standings[0].action.what == "half ? and nul \0 and \N{PILE OF POO}"
