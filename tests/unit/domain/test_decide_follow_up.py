"""The pair: one follow-up for the actions of the same two people on the same day, and its pre-check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from followupd.domain.action import FollowUpWish, How, Item, Said
from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_follow_up import decide_calendar_closed, decide_follow_up_moment, replan
from followupd.domain.decision import Decision
from followupd.domain.effects import Effect, RemoveEntry, SetEntry
from followupd.domain.happenings import Answer, Intent, MomentReached
from followupd.domain.mail import EntryRole, Way
from followupd.domain.people import Person
from followupd.domain.states import FollowUpState
from tests.unit.domain.build import ANNA, FRIDAY, LONDON, NOW, TOM, agreed, context, item, moment, replied, wish


def plan(agreement: Agreement, planned: Sequence[FollowUp] = (), cause: str = "m1", **settings: object) -> Decision:
    return replan(agreement, planned, cause, context(**settings), NOW)


def standing(decision: Decision, before: Sequence[FollowUp] = ()) -> tuple[FollowUp, ...]:
    """The follow-ups that are planned after the decision."""
    merged = {each.id: each for each in (*before, *decision.follow_ups)}
    return tuple(each for each in merged.values() if each.state is FollowUpState.PLANNED)


def wishes(effects: Sequence[Effect]) -> list[tuple[str, str]]:
    out = []
    for each in effects:
        if isinstance(each, SetEntry | RemoveEntry):
            out.append((each.type, str(each.role)))
    return sorted(out)


def say(agreement: Agreement, author: Person, *answers: Answer | Intent) -> Agreement:
    return decide_reply(agreement, replied(author, *answers), context(), NOW).agreements[0]


PAIR = [("set_entry", "follow_up"), ("set_entry", "pre_check")]


def test_an_agreement_makes_one_pair() -> None:
    decision = plan(agreed())
    (follow_up,) = decision.follow_ups
    assert follow_up.start == datetime(2026, 12, 4, 16, 0, tzinfo=LONDON)
    assert follow_up.pre_check == datetime(2026, 12, 2, 9, 0, tzinfo=LONDON)
    assert follow_up.owner == TOM
    assert wishes(decision.effects) == PAIR
    ((name, at),) = decision.timers
    assert (name, at) == (f"follow_up/{follow_up.id}/pass", follow_up.start + timedelta(minutes=30))


def test_five_actions_due_on_one_day_share_one_pair() -> None:
    decision = plan(agreed(*[item(what=Said(value=f"Do {n}", words="do")) for n in range(5)]))
    assert [len(each.reviewed) for each in decision.follow_ups] == [5]
    assert wishes(decision.effects) == PAIR


def test_actions_due_on_two_days_have_two_pairs() -> None:
    later = item(due=Said(value=moment(date(2026, 12, 11)), words="11 December"))
    assert sorted(each.day for each in plan(agreed(item(), later)).follow_ups) == [FRIDAY, date(2026, 12, 11)]


def test_a_second_mail_due_on_the_same_day_joins_the_follow_up() -> None:
    first = plan(agreed()).follow_ups
    second = replace(agreed(), id="other", reference=agreed().reference)
    decision = plan(second, first, cause="m2")
    assert [each.id for each in standing(decision, first)] == [first[0].id]
    assert len(decision.follow_ups[0].reviewed) == 2
    assert wishes(decision.effects) == PAIR


def test_a_time_that_was_said_wins_over_the_usual_time_of_the_follow_up_it_joins() -> None:
    first = plan(agreed()).follow_ups
    timed = replace(agreed(item(follow_up=wish(FRIDAY, time(10, 0)))), id="other")
    decision = plan(timed, first, cause="m2")
    assert decision.follow_ups[0].start == datetime(2026, 12, 4, 10, 0, tzinfo=LONDON)
    third = replace(agreed(item(follow_up=wish(FRIDAY, time(14, 0)))), id="third")
    assert len(standing(plan(third, decision.follow_ups, cause="m3"), decision.follow_ups)) == 2


def test_planning_again_without_a_change_says_nothing() -> None:
    first = plan(agreed())
    again = plan(agreed(), first.follow_ups, cause="other")
    assert (again.follow_ups, again.effects) == ((), ())


def test_planning_again_after_the_day_has_begun_does_not_move_it() -> None:
    first = plan(agreed())
    evening = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
    reported = say(agreed(), TOM, Intent.DONE)
    held = decide_follow_up_moment(first.follow_ups[0], MomentReached(name="x", moment=evening), evening).follow_ups
    decision = replan(reported, held, "r1", context(), evening)
    assert standing(decision) == ()
    assert wishes(decision.effects) == []


def test_rule_13_a_reported_done_is_shown_in_the_private_pre_check_only() -> None:
    first = plan(agreed()).follow_ups
    decision = plan(say(agreed(), TOM, Intent.DONE), first, cause="r1")
    assert wishes(decision.effects) == [("set_entry", "pre_check")]
    service = tuple(replace(each, way=Way.SERVICE) for each in first)
    assert wishes(plan(say(agreed(), TOM, Intent.DONE), service, cause="r1").effects) == []


def test_a_new_due_day_moves_the_pair() -> None:
    first = plan(agreed()).follow_ups
    decision = plan(say(agreed(), ANNA, to_the_eleventh()), first, cause="r1")
    (moved,) = standing(decision, first)
    assert (moved.id, moved.day) == (first[0].id, date(2026, 12, 11))
    assert moved.pre_check == datetime(2026, 12, 9, 9, 0, tzinfo=LONDON)
    assert wishes(decision.effects) == PAIR


def test_one_of_two_that_moves_gets_a_pair_of_its_own() -> None:
    both = agreed(item(), item())
    first = plan(both).follow_ups
    decision = plan(say(both, ANNA, replace(to_the_eleventh(), number=2)), first, cause="r1")
    assert [each.day for each in standing(decision, first)] == [FRIDAY, date(2026, 12, 11)]


def test_what_moves_to_a_day_with_a_follow_up_joins_it() -> None:
    later = item(due=Said(value=moment(date(2026, 12, 11)), words="11 December"))
    both = agreed(item(), later)
    first = plan(both).follow_ups
    decision = plan(say(both, ANNA, replace(to_the_eleventh(), number=1)), first, cause="r1")
    (kept,) = standing(decision, first)
    assert (kept.day, len(kept.reviewed)) == (date(2026, 12, 11), 2)
    assert wishes(decision.effects) == sorted([*PAIR, ("remove_entry", "follow_up"), ("remove_entry", "pre_check")])


def to_the_eleventh() -> Answer:
    due = Said(value=moment(date(2026, 12, 11)), words="11")
    return Answer(intent=Intent.AMEND, changes=Item(due=due))


def test_confirm_keeps_the_slot_and_free_gives_it_back() -> None:
    first = plan(agreed()).follow_ups
    done = say(say(agreed(), TOM, Intent.DONE), ANNA, Intent.CONFIRM)
    kept = plan(done, first, cause="r2")
    assert [len(each.reviewed) for each in standing(kept, first)] == [1]
    freed = plan(say(done, ANNA, Intent.FREE), standing(kept, first), cause="r3")
    assert standing(freed, first) == ()
    assert wishes(freed.effects) == [("remove_entry", "follow_up"), ("remove_entry", "pre_check")]


def test_dropping_one_of_two_leaves_the_follow_up_with_the_other() -> None:
    two = agreed(item(), item(what=Said(value="Write", words="write")))
    first = plan(two).follow_ups
    dropped = say(two, ANNA, Answer(intent=Intent.CANCEL, number=1))
    decision = plan(dropped, first, cause="r1")
    assert [[line.number for line in each.reviewed] for each in standing(decision, first)] == [[2]]
    assert wishes(decision.effects) == PAIR


def test_undo_of_a_drop_brings_a_pair_back() -> None:
    first = plan(agreed()).follow_ups
    dropped = say(agreed(), ANNA, Intent.CANCEL)
    gone = plan(dropped, first, cause="r1")
    back = plan(say(dropped, ANNA, Intent.UNDO), standing(gone, first), cause="r2")
    assert wishes(back.effects) == PAIR
    assert back.follow_ups[0].id != first[0].id


def test_a_private_reminder_has_an_entry_for_the_setter_alone() -> None:
    own = replace(agreed(), shared=False)
    (follow_up,) = plan(own).follow_ups
    assert (follow_up.owner, follow_up.pre_check) == (None, None)
    assert wishes(plan(own).effects) == [("set_entry", "follow_up")]


def test_a_review_at_the_desk_invites_nobody() -> None:
    desk = item(follow_up=Said(value=FollowUpWish(how=How.DESK), words="at your desk"))
    (follow_up,) = plan(agreed(desk)).follow_ups
    assert not follow_up.invites


def test_a_closed_calendar_lets_the_service_invite() -> None:
    (follow_up,) = plan(agreed()).follow_ups
    decision = decide_calendar_closed(follow_up, "m1", NOW)
    assert [each.way for each in decision.follow_ups] == [Way.SERVICE]
    assert wishes(decision.effects) == PAIR
    assert decide_calendar_closed(decision.follow_ups[0], "m1", NOW).effects == ()


def test_the_time_passes_once() -> None:
    (follow_up,) = plan(agreed()).follow_ups
    end = follow_up.start + timedelta(minutes=30)
    happening = MomentReached(name="x", moment=end)
    assert decide_follow_up_moment(follow_up, happening, end - timedelta(seconds=1)).follow_ups == ()
    (held,) = decide_follow_up_moment(follow_up, happening, end).follow_ups
    assert held.state is FollowUpState.HELD
    assert decide_follow_up_moment(held, happening, end).follow_ups == ()


def test_late_agreements_have_no_pre_check_that_comes_too_late() -> None:
    today = item(due=Said(value=moment(NOW.date()), words="today"))
    decision = plan(agreed(today))
    assert decision.follow_ups[0].pre_check is None
    assert wishes(decision.effects) == [("set_entry", "follow_up")]
    assert EntryRole.PRE_CHECK not in {each.role for each in decision.effects if isinstance(each, SetEntry)}


def test_who_said_stop_is_not_invited_anew_and_the_setter_looks_alone() -> None:
    (follow_up,) = standing(plan(agreed(), stopped=frozenset({TOM.address})))
    assert (follow_up.how, follow_up.invites, follow_up.owner) == (How.DESK, False, TOM)
    assert follow_up.pre_check is not None
