"""The brief: one mail of the morning, and only when there is something (rules 10, 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.brief import compose
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded, decide_proposal_moment
from followupd.domain.effects import Brief
from followupd.domain.figures import Figures, figures
from followupd.domain.happenings import Answer, Intent, MomentReached
from followupd.domain.standing import Standing
from followupd.domain.states import FollowUpState
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context, forwarded, item, moment, replied


def morning(day: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, 7, 30, tzinfo=UTC)


def planned(agreement: Agreement) -> tuple[FollowUp, ...]:
    return replan(agreement, (), "m1", context(), NOW).follow_ups


def brief(at: datetime, agreement: Agreement | None = None, *, held: bool = False) -> Brief | None:
    agreement = agreement or agreed()
    follow_ups = planned(agreement)
    if held:
        follow_ups = tuple(replace(each, state=FollowUpState.HELD) for each in follow_ups)
    effect = compose(ANNA, (agreement,), follow_ups, (), context(), at)
    return effect.brief if effect else None


# The action is due on Friday 4 December; the pre-check stands on Wednesday 2 December.


@pytest.mark.parametrize("day", [24, 25, 26, 27, 30])
def test_nothing_to_say_is_no_mail(day: int) -> None:
    assert brief(morning(day, 11)) is None


def test_the_pre_checks_morning_says_where_to_look() -> None:
    found = brief(morning(2))
    assert found is not None
    assert [line.title for line in found.pre_checks] == ["Call the 10 lapsed clients"]
    assert found.follow_ups == ()


def test_the_day_of_the_follow_up_names_it() -> None:
    found = brief(morning(4))
    assert found is not None
    assert [line.reference for line in found.follow_ups] == [agreed().reference]


@pytest.mark.parametrize(("day", "asked"), [(7, True), (8, False), (9, False), (10, True), (11, False), (14, False)])
def test_rule_10_the_outcome_is_asked_next_morning_and_after_three_working_days(day: int, asked: bool) -> None:
    found = brief(morning(day), held=True)
    assert (found is not None) is asked
    if found is not None:
        assert len(found.outcomes) == 1


def test_rule_7_what_was_reported_is_asked_about_the_next_morning() -> None:
    agreement = decide_reply(agreed(), replied(TOM, Intent.DONE), context(), NOW).agreements[0]
    found = brief(morning(24, 11), agreement)
    assert found is not None
    assert [line.result.by for line in found.outcomes if line.result] == [TOM]
    assert brief(morning(25, 11), agreement) is None


def test_what_is_closed_asks_for_nothing() -> None:
    agreement = decide_reply(agreed(), replied(ANNA, Intent.DONE), context(), NOW).agreements[0]
    assert brief(morning(7), agreement, held=True) is None
    assert brief(morning(2), agreement) is None


def test_rule_5_an_unanswered_preview_is_a_line_after_its_reminder() -> None:
    proposal = decide_forwarded(forwarded(item(due=None)), context(), NOW).proposal
    assert proposal is not None
    assert compose(ANNA, (), (), (proposal,), context(), morning(26, 11)) is None
    effect = compose(ANNA, (), (), (replace(proposal, reminded=True),), context(), morning(26, 11))
    assert effect is not None
    assert effect.brief is not None
    assert "Nothing has been sent to Tom" in effect.brief.unsent[0]


def test_previews_that_are_due_on_one_morning_are_brought_up_in_the_brief_alone() -> None:
    one, two = (
        decide_forwarded(forwarded(item(due=None), name=name), context(), NOW).proposal for name in ("one", "two")
    )
    assert one is not None
    assert two is not None
    moment = MomentReached(name="proposal/x", moment=morning(25, 11))
    alone = decide_proposal_moment(one, moment, context(), morning(25, 11), (one,))
    assert [effect.type for effect in alone.effects] == ["send_mail"]
    told = [decide_proposal_moment(each, moment, context(), morning(25, 11), (one, two)) for each in (one, two)]
    assert [each.effects for each in told] == [(), ()]
    reminded = tuple(each.proposal for each in told if each.proposal is not None)
    assert compose(ANNA, (), (), reminded[:1], context(), morning(25, 11)) is None
    found = compose(ANNA, (), (), reminded, context(), morning(25, 11))
    assert found is not None
    assert found.brief is not None
    assert len(found.brief.unsent) == 2
    assert compose(ANNA, (), (), reminded, context(), morning(26, 11)) is None


def test_the_briefs_key_is_its_day() -> None:
    one = compose(ANNA, (agreed(),), planned(agreed()), (), context(), morning(2))
    two = compose(ANNA, (agreed(),), planned(agreed()), (), context(), morning(2) + timedelta(hours=3))
    assert one is not None
    assert two is not None
    assert one.key == two.key


# ------------------------------------------------------------------------------------ waiting, silence, the week


def test_an_offer_waits_for_the_setter_and_is_brought_up_after_two_working_days() -> None:
    later = Answer(intent=Intent.RESCHEDULE, due=moment(date(2026, 12, 9)), words="could we say the 9th")
    offered = decide_reply(agreed(), replied(TOM, later), context(), NOW).agreements[0]
    assert brief(morning(24, 11), offered) is None
    found = brief(morning(25, 11), offered)
    assert found is not None
    assert [line.title for line in found.waiting] == ["Call the 10 lapsed clients"]
    assert brief(morning(26, 11), offered) is None


def test_a_no_waits_for_the_setter() -> None:
    declined = decide_reply(agreed(), replied(TOM, Answer(intent=Intent.DECLINE, words="no")), context(), NOW)
    found = brief(morning(25, 11), declined.agreements[0])
    assert found is not None
    assert len(found.waiting) == 1


def test_rule_6_silence_is_shown_and_is_no_reason_for_a_mail() -> None:
    quiet = agreed()
    assert brief(morning(27, 11), quiet) is None
    other = decide_reply(agreed(), replied(TOM, Intent.DONE), context(), NOW).agreements[0]
    reported = replace(other, id="another", created=NOW)
    both = (*planned(quiet), *planned(reported))
    at = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
    said = replace(reported, standings=tuple(_said_on(each, at) for each in reported.standings))
    effect = compose(ANNA, (quiet, said), both, (), context(), at)
    assert effect is not None
    assert effect.brief is not None
    assert [line.reference for line in effect.brief.silent] == [quiet.reference]


def _said_on(standing: Standing, at: datetime) -> Standing:
    assert standing.result is not None
    return replace(standing, result=replace(standing.result, at=at))


def test_rule_12_the_setters_own_week_is_counted_and_nobody_elses() -> None:
    week = (datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 7, tzinfo=UTC))
    agreement = agreed()
    for at, author, intent in (
        (morning(2), ANNA, Intent.AT_RISK),
        (morning(3), TOM, Intent.DONE),
        (morning(4), ANNA, Intent.CONFIRM),
        (morning(4), ANNA, Intent.THANKS),
    ):
        agreement = decide_reply(agreement, replied(author, intent, name=f"r{at}{intent}"), context(), at).agreements[0]
    held = tuple(replace(each, state=FollowUpState.HELD) for each in planned(agreed()))
    assert figures(ANNA, (agreement,), held, *week) == Figures(held=1, looked=1, outcomes=1, recognised=1)
    assert not figures(TOM, (agreement,), (), *week)
    before = tuple(each - timedelta(days=7) for each in week)
    assert not figures(ANNA, (agreement,), held, *before)
