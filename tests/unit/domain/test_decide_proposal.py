"""Sent when sure, previewed when not (rules 1 to 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from followupd.domain.action import Doubt, Item, Said
from followupd.domain.agreement import LineState, Proposal, ProposalState
from followupd.domain.decide_proposal import (
    NOT_SURE,
    decide_forwarded,
    decide_preview_reply,
    decide_proposal_moment,
)
from followupd.domain.decision import Decision
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Answer, Intent, MomentReached, Problem, Route
from followupd.domain.people import Person
from followupd.domain.policy import SendRule
from tests.unit.domain.build import (
    ANNA,
    CLIENT,
    FRIDAY,
    NOW,
    SAM,
    TOM,
    context,
    forwarded,
    item,
    kinds,
    moment,
    replied,
)

OWNERS = [Person(address=f"p{number}@contoso.example", name=f"Person {number}") for number in range(1, 6)]


def preview(*items: Item, **changes: object) -> Proposal:
    decision = decide_forwarded(forwarded(*items, **changes), context(), NOW)
    assert decision.proposal is not None
    assert kinds(decision) == [("preview", "Anna")]
    return replace(decision.proposal, revision=1)


def answer(proposal: Proposal, *answers: Answer | Intent, author: Person = ANNA) -> Decision:
    return decide_preview_reply(proposal, replied(author, *answers), context(), NOW)


def test_rule_1_what_is_complete_goes_out_at_once_to_both() -> None:
    decision = decide_forwarded(forwarded(item()), context(), NOW)
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom")]
    (agreement,) = decision.agreements
    assert agreement.shared
    assert [each.action.what for each in agreement.standings] == ["Call the 10 lapsed clients"]
    assert decision.proposal is not None
    assert decision.proposal.state is ProposalState.RELEASED


@pytest.mark.parametrize("missing", ["what", "owner", "due", "measure"])
def test_rule_1_one_of_the_four_missing_holds_it_back_with_one_question(missing: str) -> None:
    proposal = preview(item(**{missing: None}))
    holding = [gap for gap in proposal.lines[0].gaps if gap.holds]
    assert [gap.field for gap in holding] == [missing]
    assert holding[0].question.endswith("?")


def test_rule_1_why_and_help_never_hold_a_mail_back() -> None:
    decision = decide_forwarded(forwarded(item(why=None, achievable=None)), context(), NOW)
    assert len(decision.agreements) == 1


def test_rule_1_send_preview_makes_the_preview_the_rule() -> None:
    decision = decide_forwarded(forwarded(item()), context(send=SendRule.PREVIEW), NOW)
    assert kinds(decision) == [("preview", "Anna")]
    assert decision.agreements == ()


def test_rule_1_four_owners_or_eleven_actions_are_previewed() -> None:
    around = tuple(OWNERS[:4])
    four = [item(owner=Said(value=person, words=person.name)) for person in around]
    happening = forwarded(*four)
    note = replace(happening.reading.zones[0], cc=around)
    crowded = replace(happening, reading=replace(happening.reading, zones=(note, *happening.reading.zones[1:])))
    assert kinds(decide_forwarded(crowded, context(), NOW)) == [("preview", "Anna")]
    assert kinds(decide_forwarded(forwarded(*[item()] * 11), context(), NOW)) == [("preview", "Anna")]
    assert len(decide_forwarded(forwarded(*[item()] * 10), context(), NOW).agreements) == 1


def test_several_owners_are_several_agreements_and_nobody_sees_anothers() -> None:
    happening = forwarded(item(), item(owner=Said(value=SAM, words="Sam"), what=Said(value="Print", words="print")))
    note = replace(happening.reading.zones[0], cc=(SAM,))
    happening = replace(happening, reading=replace(happening.reading, zones=(note, *happening.reading.zones[1:])))
    decision = decide_forwarded(happening, context(), NOW)
    assert {each.owner for each in decision.agreements} == {TOM, SAM}
    for effect in decision.effects:
        assert effect.type == "send_mail"
        assert effect.agreement is not None
        assert effect.to in (ANNA, effect.agreement.owner)
        assert len(effect.agreement.standings) == 1


def test_rule_1_an_owner_who_is_not_on_the_mail_is_asked_about() -> None:
    proposal = preview(item(owner=Said(value=SAM, words="Sam")))
    assert [gap.field for gap in proposal.lines[0].gaps if gap.holds] == ["owner"]
    assert "Sam Lee" in proposal.lines[0].gaps[0].question


def test_rule_3_an_outside_owner_is_followed_up_through_the_setter_alone() -> None:
    happening = forwarded(item(owner=Said(value=CLIENT, words="Carol")))
    note = replace(happening.reading.zones[0], cc=(CLIENT,))
    happening = replace(happening, reading=replace(happening.reading, zones=(note,)))
    held = decide_forwarded(happening, context(), NOW)
    assert kinds(held) == [("preview", "Anna")]
    assert held.proposal is not None
    released = answer(held.proposal, Intent.SEND)
    assert [each.shared for each in released.agreements] == [False]
    assert kinds(released) == [("reminder", "Anna")]


def test_the_setters_own_promise_goes_to_nobody_else() -> None:
    decision = decide_forwarded(forwarded(item(owner=Said(value=ANNA, words="I'll"))), context(), NOW)
    assert [each.shared for each in decision.agreements] == [False]
    assert kinds(decision) == [("reminder", "Anna")]


def test_rule_2_bcc_is_a_private_reminder() -> None:
    decision = decide_forwarded(forwarded(item(measure=None, owner=None), route=Route.BCC), context(), NOW)
    assert kinds(decision) == [("reminder", "Anna")]
    assert [each.owner for each in decision.agreements] == [ANNA]


def test_rule_5_a_doubt_holds_it_back_with_its_readings() -> None:
    doubt = Doubt(field="due", reason="Friday 5 December is a Saturday. Which?", readings=("Friday 4 December",))
    proposal = preview(item(doubts=(doubt,)))
    (gap,) = [gap for gap in proposal.lines[0].gaps if gap.holds]
    assert (gap.field, gap.suggestion) == ("due", "Friday 4 December")


def test_send_accepts_the_suggestions() -> None:
    proposal = preview(item(owner=None, due=None, measure=None))
    decision = answer(proposal, Intent.SEND)
    (agreement,) = decision.agreements
    assert agreement.owner == TOM
    assert agreement.standings[0].action.due.day == date(2026, 11, 30)
    assert "Tom" in agreement.standings[0].action.measure
    assert f"proposal/{proposal.id}/remind" in decision.cleared


def test_send_cannot_fill_what_has_no_suggestion() -> None:
    proposal = preview(item(what=None))
    decision = answer(proposal, Intent.SEND)
    assert decision.agreements == ()
    assert kinds(decision) == [("preview", "Anna")]


def test_send_with_numbers_releases_only_those() -> None:
    proposal = preview(item(due=None), item(due=None, what=Said(value="Write", words="write")), item(measure=None))
    decision = answer(proposal, Answer(intent=Intent.SEND, number=1), Answer(intent=Intent.SEND, number=3))
    assert decision.proposal is not None
    assert [line.state for line in decision.proposal.lines] == [LineState.SENT, LineState.HELD, LineState.SENT]
    assert [len(each.standings) for each in decision.agreements] == [2]
    again = answer(replace(decision.proposal, revision=2), Intent.SEND)
    assert [each.standings[0].action.what for each in again.agreements] == ["Write"]


def test_the_missing_field_completes_and_sends_it() -> None:
    proposal = preview(item(due=None))
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(FRIDAY), words="by Friday")))
    decision = answer(proposal, due)
    assert [each.standings[0].action.due.day for each in decision.agreements] == [FRIDAY]
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom")]


def test_a_field_filled_by_words_that_name_none_is_shown_before_anything_goes_out() -> None:
    proposal = preview(item(measure=None))
    bare = Answer(intent=Intent.UNCLEAR, changes=Item(measure=Said(value="He shows it", words="He shows it")))
    decision = answer(proposal, bare)
    assert kinds(decision) == [("preview", "Anna")]
    assert decision.proposal is not None
    assert not [gap for gap in decision.proposal.lines[0].gaps if gap.holds]
    assert kinds(answer(replace(decision.proposal, revision=2), Intent.SEND)) == [
        ("confirmation", "Anna"),
        ("confirmation", "Tom"),
    ]


@pytest.mark.parametrize("intent", [Intent.UNCLEAR, Intent.QUESTION, Intent.NOT_YET, Intent.RESCHEDULE])
def test_an_answer_that_fills_nothing_in_is_told_so(intent: Intent) -> None:
    (mail,) = answer(preview(item(measure=None)), intent).effects
    assert isinstance(mail, SendMail)
    assert mail.kind is MailKind.PREVIEW
    assert mail.lines == (NOT_SURE,)


def test_help_in_answer_to_a_preview_helps() -> None:
    assert kinds(answer(preview(item(measure=None)), Intent.HELP)) == [("help", "Anna")]


def test_one_of_two_missing_fields_brings_the_preview_again() -> None:
    proposal = preview(item(due=None, measure=None))
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(FRIDAY), words="by Friday")))
    decision = answer(proposal, due)
    assert decision.agreements == ()
    assert decision.proposal is not None
    assert [gap.field for gap in decision.proposal.lines[0].gaps if gap.holds] == ["measure"]


def test_an_owner_named_by_the_setter_is_not_questioned_again() -> None:
    proposal = preview(item(owner=None))
    named = Answer(intent=Intent.AMEND, changes=Item(owner=Said(value=SAM, words="Sam")))
    assert [each.owner for each in answer(proposal, named).agreements] == [SAM]


def test_an_owner_nobody_knows_leaves_the_question_open() -> None:
    proposal = preview(item(owner=None))
    named = Answer(intent=Intent.AMEND, changes=Item(owner=Said(value=Person(address="", name="Zed"), words="Zed")))
    decision = answer(proposal, named)
    assert decision.agreements == ()


@pytest.mark.parametrize("author", [TOM, SAM, CLIENT])
def test_rule_4_nobody_but_the_setter_releases_a_preview(author: Person) -> None:
    decision = answer(preview(item(due=None)), Intent.SEND, author=author)
    assert decision.agreements == ()
    assert decision.effects == ()


def test_thanks_to_a_preview_changes_nothing() -> None:
    decision = answer(preview(item(due=None)), Intent.NONE)
    assert decision.effects == ()
    assert decision.proposal is None


def test_cancel_drops_the_preview_and_says_so() -> None:
    decision = answer(preview(item(due=None)), Intent.CANCEL)
    assert decision.proposal is not None
    assert decision.proposal.state is ProposalState.DROPPED
    assert kinds(decision) == [("echo", "Anna")]


def test_rule_5_one_reminder_after_two_working_days_then_silence() -> None:
    decision = decide_forwarded(forwarded(item(due=None)), context(), NOW)
    ((name, at),) = decision.timers
    assert at == datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
    assert decision.proposal is not None
    happening = MomentReached(name=name, moment=at)
    once = decide_proposal_moment(decision.proposal, happening, context(), at)
    assert kinds(once) == [("preview", "Anna")]
    assert once.proposal is not None
    assert once.timers == ()
    assert decide_proposal_moment(once.proposal, happening, context(), at).effects == ()


def test_a_mail_without_an_action_is_answered_once_to_the_setter() -> None:
    decision = decide_forwarded(forwarded(problem=Problem.EMPTY), context(), NOW)
    assert kinds(decision) == [("problem", "Anna")]
    assert decision.agreements == ()


def test_keys_come_from_the_cause_and_never_repeat_within_a_decision() -> None:
    first = decide_forwarded(forwarded(item()), context(), NOW)
    later = decide_forwarded(forwarded(item()), context(), datetime(2027, 1, 1, tzinfo=UTC))
    keys = [effect.key for effect in first.effects]
    assert keys == [effect.key for effect in later.effects]
    assert len(set(keys)) == len(keys)
    other = decide_forwarded(forwarded(item(), name="m2"), context(), NOW)
    assert not set(keys) & {effect.key for effect in other.effects}


def test_rule_13_the_check_never_stands_in_what_the_owner_gets() -> None:
    """The check is kept in the agreement for the setter; the words of the mail are tested in writing."""
    decision = decide_forwarded(forwarded(item(check=Said(value="the CRM call log", words="CRM"))), context(), NOW)
    assert decision.agreements[0].standings[0].action.check == "the CRM call log"
    assert all(effect.type != "send_mail" or effect.quote == "" for effect in decision.effects)


def test_rule_15_stop_means_that_person_gets_nothing_more() -> None:
    decision = decide_forwarded(forwarded(item()), context(stopped=frozenset({TOM.address})), NOW)
    assert [each.shared for each in decision.agreements] == [False]
    assert kinds(decision) == [("reminder", "Anna")]


def test_rule_15_the_first_mail_to_a_person_is_marked() -> None:
    decision = decide_forwarded(forwarded(item()), context(acquainted=frozenset({ANNA.address})), NOW)
    marks = {e.to.first: e.first for e in decision.effects if e.type == "send_mail" and e.kind is MailKind.CONFIRMATION}
    assert marks == {"Anna": False, "Tom": True}


def test_add_makes_an_action_of_what_was_only_noticed_and_asks_for_the_rest() -> None:
    noticed = ("We should look at the scorecard", "Somebody could tidy the room")
    proposal = preview(item(due=None), also_noticed=noticed)
    decision = answer(proposal, Answer(intent=Intent.ADD, number=3))
    assert decision.agreements == ()
    assert decision.proposal is not None
    assert [line.item.what.value for line in decision.proposal.lines if line.item.what] == [
        "Call the 10 lapsed clients",
        "Somebody could tidy the room",
    ]
    assert decision.proposal.also_noticed == noticed[:1]
    assert [gap.field for gap in decision.proposal.lines[1].gaps if gap.holds] == ["owner", "due", "measure"]


def test_add_works_where_no_action_was_found_at_all() -> None:
    decision = decide_forwarded(forwarded(also_noticed=("We should look at the scorecard",)), context(), NOW)
    assert kinds(decision) == [("problem", "Anna")]
    assert decision.proposal is not None
    added = answer(decision.proposal, Answer(intent=Intent.ADD, number=1))
    assert added.proposal is not None
    assert [line.item.source for line in added.proposal.lines] == ["We should look at the scorecard"]
    assert kinds(added) == [("preview", "Anna")]
    assert answer(decision.proposal, Answer(intent=Intent.ADD, number=5)).agreements == ()
