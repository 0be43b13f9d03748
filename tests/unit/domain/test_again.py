"""What comes again is made when this one has its outcome: nothing piles up, nothing drifts, the end is respected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from followupd.domain.action import FollowUpWish, How, Said, Situation
from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.brief import compose
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_follow_up import decide_follow_up_moment, replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.decision import Decision
from followupd.domain.effects import Brief, MailKind, SendMail
from followupd.domain.happenings import Answer, Intent, MomentReached
from followupd.domain.people import Person
from followupd.domain.recurrence import Every
from followupd.domain.situations import PRESETS
from followupd.domain.states import FollowUpState
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context, forwarded, item, kinds, moment, replied

FORTNIGHTLY = Every(
    rule="FREQ=WEEKLY;INTERVAL=2", start=date(2026, 11, 27), until=date(2027, 1, 8), words="every other Friday"
)
MONTHLY = Every(rule="FREQ=MONTHLY", start=date(2026, 11, 23), until=date(2027, 3, 31), words="monthly")


def on(month: int, day: int, year: int = 2026, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def say(agreement: Agreement, author: Person, intent: Intent | Answer, at: datetime) -> Decision:
    return decide_reply(agreement, replied(author, intent, name=f"r{at:%m%d%H}"), context(), at)


def after(agreement: Agreement, author: Person, intent: Intent | Answer, at: datetime) -> Agreement:
    return say(agreement, author, intent, at).agreements[0]


def recurring() -> Agreement:
    """Tom sends the figures every other Friday."""
    return agreed(
        item(due=Said(value=moment(date(2026, 11, 27))), every=Said(value=FORTNIGHTLY, words="every other Friday"))
    )


def reviewed() -> Agreement:
    """Due at the end of March, looked at every month."""
    wish = FollowUpWish(when=moment(date(2026, 12, 23)), how=How.ONE_TO_ONE, every=MONTHLY)
    return agreed(item(due=Said(value=moment(date(2027, 3, 31))), follow_up=Said(value=wish, words="monthly")))


def dues(agreement: Agreement) -> list[tuple[str, str]]:
    return [(f"{each.action.due.day:%m-%d}", str(each.state)) for each in agreement.standings]


# ------------------------------------------------------------------------------------------ an action again


def test_the_next_time_is_there_when_this_one_has_its_outcome() -> None:
    done = after(recurring(), ANNA, Intent.CONFIRM, on(11, 27, hour=17))
    assert dues(done) == [("11-27", "done"), ("12-11", "open")]
    missed = after(done, ANNA, Answer(intent=Intent.NOT_DONE, number=2), on(12, 14))
    assert dues(missed) == [("11-27", "done"), ("12-11", "not done"), ("12-25", "open")]


def test_what_was_missed_meanwhile_is_skipped_and_nothing_drifts() -> None:
    late = after(recurring(), ANNA, Intent.CONFIRM, on(12, 15))
    assert dues(late) == [("11-27", "done"), ("12-25", "open")]


def test_after_the_last_time_there_is_no_next() -> None:
    ended = after(recurring(), ANNA, Intent.CONFIRM, on(1, 9, 2027))
    assert dues(ended) == [("11-27", "done")]


def test_a_drop_ends_the_series() -> None:
    assert dues(after(recurring(), ANNA, Intent.CANCEL, on(11, 26))) == [("11-27", "dropped")]


def test_both_have_agreed_to_the_series_so_no_mail_goes_to_the_owner_for_the_next_time() -> None:
    assert kinds(say(recurring(), ANNA, Intent.CONFIRM, on(11, 27))) == [("thanks_draft", "Anna")]


def test_undo_takes_the_next_time_back_too() -> None:
    done = after(recurring(), ANNA, Intent.CONFIRM, on(11, 27))
    assert dues(after(done, ANNA, Intent.UNDO, on(11, 28))) == [("11-27", "open")]


# ------------------------------------------------------------------------------------------ a review again


@pytest.mark.parametrize("word", [Intent.PROGRESS, Intent.AT_RISK, Intent.LOOKS_DONE])
def test_a_review_that_had_its_word_leads_to_the_next(word: Intent) -> None:
    looked = after(reviewed(), ANNA, word, on(12, 23, hour=18))
    assert looked.standings[0].review.day == date(2027, 1, 23)
    assert looked.version == 1


def test_a_word_before_the_review_is_the_look_before_it() -> None:
    assert after(reviewed(), ANNA, Intent.AT_RISK, on(12, 21)).standings[0].review.day == date(2026, 12, 23)


def test_a_word_that_comes_late_skips_what_is_over() -> None:
    assert after(reviewed(), ANNA, Intent.PROGRESS, on(2, 25, 2027)).standings[0].review.day == date(2027, 3, 23)


def test_the_last_review_is_on_the_due_day() -> None:
    last = after(reviewed(), ANNA, Intent.PROGRESS, on(3, 24, 2027))
    assert last.standings[0].action.follow_up == FollowUpWish(how=How.ONE_TO_ONE)
    assert last.standings[0].review.day == date(2027, 3, 31)
    assert after(last, ANNA, Intent.PROGRESS, on(4, 1, 2027)).standings == last.standings


def held(agreement: Agreement, at: datetime) -> tuple[FollowUp, ...]:
    planned = replan(agreement, (), "m1", context(), NOW).follow_ups
    moments = MomentReached(name="x", moment=at)
    return tuple(decide_follow_up_moment(each, moments, at).follow_ups[0] for each in planned)


def test_the_next_review_is_planned_beside_the_one_that_was_held() -> None:
    agreement = reviewed()
    before = held(agreement, on(12, 23, hour=18))
    looked = after(agreement, ANNA, Intent.PROGRESS, on(12, 23, hour=18))
    found = replan(looked, before, "r1", context(), on(12, 23, hour=18)).follow_ups
    assert [(each.day, each.state) for each in found] == [(date(2027, 1, 25), FollowUpState.PLANNED)]


def brief(agreement: Agreement, follow_ups: tuple[FollowUp, ...], at: datetime) -> Brief | None:
    found = compose(ANNA, (agreement,), follow_ups, (), context(), at)
    return found.brief if found is not None else None


def test_what_is_looked_at_again_is_not_asked_about_any_more() -> None:
    agreement = reviewed()
    before = held(agreement, on(12, 23, hour=18))
    asked = brief(agreement, before, on(12, 24, hour=8))
    assert asked is not None
    assert [line.goes_on for line in asked.outcomes] == [True]
    looked = after(agreement, ANNA, Intent.PROGRESS, on(12, 23, hour=18))
    assert brief(looked, before, on(12, 24, hour=8)) is None


# ---------------------------------------------------------------------------------------------- situations


def test_a_daily_objective_is_a_line_in_the_brief_and_no_meeting() -> None:
    daily = agreed(
        item(due=Said(value=moment(date(2026, 11, 23))), situation=Said(value=Situation.DAILY, words="today"))
    )
    plan = replan(daily, (), "m1", context(), NOW)
    assert [each.how for each in plan.follow_ups] == [How.BRIEF]
    assert plan.effects == ()
    asked = brief(daily, held(daily, on(11, 23, hour=18)), on(11, 24, hour=8))
    assert asked is not None
    assert len(asked.outcomes) == 1


def test_a_target_has_a_light_look_each_week_while_its_period_runs() -> None:
    target = agreed(
        item(due=Said(value=moment(date(2026, 12, 31))), situation=Said(value=Situation.TARGET, words="target"))
    )
    assert target.standings[0].review.day == date(2026, 11, 30)
    plan = replan(target, (), "m1", context(), NOW)
    assert plan.effects == ()
    found = brief(target, plan.follow_ups, on(11, 30, hour=8))
    assert found is not None
    assert [line.goes_on for line in found.pulses] == [True]
    looked = after(target, ANNA, Intent.PROGRESS, on(11, 30))
    assert looked.standings[0].review.day == date(2026, 12, 7)


def test_an_appraisal_goal_is_looked_at_monthly_and_its_entries_name_nothing() -> None:
    goal = agreed(
        item(due=Said(value=moment(date(2027, 10, 29))), situation=Said(value=Situation.APPRAISAL, words="appraisal"))
    )
    assert goal.standings[0].review.day == date(2026, 12, 23)
    (follow_up,) = replan(goal, (), "m1", context(), NOW).follow_ups
    assert (follow_up.how, follow_up.neutral) == (How.ONE_TO_ONE, True)


def test_a_day_that_the_mail_names_wins_over_the_situation() -> None:
    wish = FollowUpWish(when=moment(date(2026, 12, 9)))
    named = agreed(item(follow_up=Said(value=wish), situation=Said(value=Situation.TARGET, words="target")))
    assert named.standings[0].action.follow_up == wish
    assert TOM in named.parties


# ------------------------------------------------------------------------------------------- one more look


def improved() -> Agreement:
    return agreed(item(situation=Said(value=Situation.QUALITY, words="checklist")))


def test_one_more_look_is_offered_with_the_thanks_where_the_situation_has_one() -> None:
    (draft,) = (each for each in say(improved(), ANNA, Intent.CONFIRM, NOW).effects if isinstance(each, SendMail))
    assert (draft.kind, draft.later) == (MailKind.THANKS_DRAFT, 30)
    (plain,) = (each for each in say(agreed(), ANNA, Intent.CONFIRM, NOW).effects if isinstance(each, SendMail))
    assert plain.later == 0


def test_again_puts_one_more_look_in_writing_for_both() -> None:
    done = after(improved(), ANNA, Intent.CONFIRM, NOW)
    more = say(done, ANNA, Intent.AGAIN, on(11, 24))
    assert dues(more.agreements[0]) == [("12-04", "done"), ("12-24", "open")]
    assert more.agreements[0].standings[1].action.what == "Look once more at: Call the 10 lapsed clients"
    assert kinds(more) == [("confirmation", "Anna"), ("confirmation", "Tom")]


def test_training_is_looked_at_after_a_week_and_then_after_a_month() -> None:
    learnt = agreed(item(situation=Said(value=Situation.TRAINING, words="workshop")))
    done = after(learnt, ANNA, Intent.CONFIRM, NOW)
    week = after(done, ANNA, Intent.AGAIN, on(11, 24))
    assert dues(week)[-1] == ("12-01", "open")
    month = after(after(week, ANNA, Intent.CONFIRM, on(12, 1)), ANNA, Intent.AGAIN, on(12, 2))
    assert dues(month)[-1] == ("01-01", "open")


def test_again_is_for_what_is_done() -> None:
    assert dues(after(agreed(), ANNA, Intent.AGAIN, NOW)) == [("12-04", "open")]


def test_the_questions_of_the_situation_stand_in_the_brief() -> None:
    agreement = improved()
    plan = replan(agreement, (), "m1", context(), NOW).follow_ups
    found = brief(agreement, plan, on(12, 2, hour=8))
    assert found is not None
    assert found.pre_checks[0].look == PRESETS[Situation.QUALITY].look
    today = brief(agreement, plan, on(12, 4, hour=8))
    assert today is not None
    assert today.follow_ups[0].ask == PRESETS[Situation.QUALITY].ask


def test_where_the_setter_looked_before_is_remembered_for_the_situation() -> None:
    known = context(remembered=lambda setter, situation: "the folder" if situation is Situation.QUALITY else "")
    line = item(situation=Said(value=Situation.QUALITY, words="checklist"))
    (agreement,) = decide_forwarded(forwarded(line), known, NOW).agreements
    assert agreement.standings[0].action.check == "the folder"
    own = replace(line, check=Said(value="the list", words="I will look at the list"))
    (named,) = decide_forwarded(forwarded(own), known, NOW).agreements
    assert named.standings[0].action.check == "the list"
