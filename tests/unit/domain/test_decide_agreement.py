"""What the two people say, and what it does (rules 6 to 10, 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from followupd.domain.action import Cause, How, Item, Said
from followupd.domain.agreement import Agreement
from followupd.domain.decide_agreement import SAID, decide_reply
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_proposal import decide_forwarded
from followupd.domain.decision import Decision
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import Person
from followupd.domain.policy import Closing
from followupd.domain.standing import Recognition
from followupd.domain.states import OUTCOMES, ActionState, Role
from followupd.errors import Refused
from tests.unit.domain.build import (
    ANNA,
    CLIENT,
    NOW,
    SAM,
    TOM,
    agreed,
    context,
    forwarded,
    item,
    kinds,
    moment,
    replied,
    wish,
)


def say(
    agreement: Agreement, author: Person, *answers: Answer | Intent, name: str = "r1", **settings: object
) -> Decision:
    return decide_reply(agreement, replied(author, *answers, name=name), context(**settings), NOW)


def after(agreement: Agreement, author: Person, *answers: Answer | Intent, **settings: object) -> Agreement:
    (changed,) = say(agreement, author, *answers, **settings).agreements
    return changed


def states(agreement: Agreement) -> list[str]:
    return [str(each.state) for each in agreement.standings]


def mails(decision: Decision) -> list[SendMail]:
    return [each for each in decision.effects if isinstance(each, SendMail)]


THREE = (
    item(),
    item(what=Said(value="Write the advert", words="write the advert")),
    item(what=Said(value="Book the room", words="book the room")),
)


def test_rule_7_the_owners_done_is_reported_and_not_closed() -> None:
    decision = say(agreed(), TOM, Answer(intent=Intent.DONE, words="booked four"))
    (agreement,) = decision.agreements
    assert states(agreement) == ["reported done"]
    assert agreement.standings[0].reported is not None
    assert agreement.standings[0].reported.words == "booked four"
    assert kinds(decision) == [("echo", "Tom")]
    assert mails(decision)[0].undo


def test_rule_7_closing_owner_lets_the_owners_word_close() -> None:
    decision = say(agreed(), TOM, Intent.DONE, closing=Closing.OWNER)
    assert states(decision.agreements[0]) == ["done"]
    assert ("thanks_draft", "Anna") in kinds(decision)


def test_rule_7_confirm_closes_and_offers_thanks_and_the_slot() -> None:
    reported = after(agreed(), TOM, Intent.DONE)
    decision = say(reported, ANNA, Intent.CONFIRM, name="r2")
    assert states(decision.agreements[0]) == ["done"]
    assert kinds(decision) == [("thanks_draft", "Anna")]
    assert decision.agreements[0].standings[0].keeps_slot
    assert states(after(decision.agreements[0], ANNA, Intent.FREE)) == ["done"]
    assert not after(decision.agreements[0], ANNA, Intent.FREE).standings[0].keeps_slot


def test_rule_8_only_thanks_releases_the_thanks_and_only_once() -> None:
    done = after(after(agreed(), TOM, Intent.DONE), ANNA, Intent.CONFIRM)
    decision = say(done, ANNA, Answer(intent=Intent.THANKS, words="Great work, Tom."), name="r3")
    assert ("thanks", "Tom") in kinds(decision)
    (thanks,) = [each for each in mails(decision) if each.to == TOM]
    assert thanks.quote == "Great work, Tom."
    released = decision.agreements[0]
    assert released.standings[0].recognition is Recognition.RELEASED
    assert ("thanks", "Tom") not in kinds(say(released, ANNA, Intent.THANKS, name="r4"))


def test_rule_8_thanks_before_the_outcome_is_courtesy() -> None:
    decision = say(agreed(), ANNA, Intent.THANKS)
    assert decision.effects == ()
    assert states(decision.agreements[0]) == ["open"]


def test_not_yet_goes_on() -> None:
    reported = after(agreed(), TOM, Intent.DONE)
    assert states(after(reported, ANNA, Intent.NOT_YET)) == ["open"]


def test_blocked_is_told_to_the_setter_at_once_with_the_owners_words() -> None:
    decision = say(agreed(), TOM, Answer(intent=Intent.BLOCKED, words="the CRM is down", cause=Cause.INFORMATION))
    assert states(decision.agreements[0]) == ["blocked"]
    assert kinds(decision) == [("blocked", "Anna"), ("echo", "Tom")]
    assert mails(decision)[0].quote == "the CRM is down"


@pytest.mark.parametrize(
    "intent",
    [
        Intent.RESCHEDULE,
        Intent.MOVE,
        Intent.AMEND,
        Intent.QUESTION,
        Intent.DECLINE,
        Intent.NOT_DONE,
        Intent.CANCEL,
        Intent.CONFIRM,
        Intent.UNCLEAR,
    ],
)
def test_what_the_owner_cannot_decide_goes_to_the_setter_and_changes_nothing(intent: Intent) -> None:
    before = agreed()
    decision = say(before, TOM, Answer(intent=intent, words="could we say Monday?"))
    assert [replace(each, heard=()) for each in decision.agreements[0].standings] == list(before.standings)
    assert kinds(decision) == [("owner_said", "Anna"), ("echo", "Tom")]


@pytest.mark.parametrize("intent", [Intent.NONE, Intent.THANKS, Intent.PROGRESS])
def test_rule_14_courtesy_and_progress_change_nothing_and_are_not_answered(intent: Intent) -> None:
    before = agreed()
    decision = say(before, TOM, intent)
    after = tuple(replace(each, heard=()) for each in decision.agreements[0].standings)
    assert after == before.standings
    assert decision.effects == ()


def test_rule_6_agreed_needs_words() -> None:
    assert states(after(agreed(), TOM, Intent.AGREED)) == ["agreed"]


@pytest.mark.parametrize("author", [SAM, CLIENT])
@pytest.mark.parametrize("intent", list(Intent))
def test_rule_4_a_reference_known_is_not_a_right(author: Person, intent: Intent) -> None:
    with pytest.raises(Refused):
        say(agreed(), author, intent)


def test_nothing_an_owner_can_say_ends_an_action() -> None:
    for intent in Intent:
        for first in (None, Intent.AGREED, Intent.DONE, Intent.BLOCKED):
            start = after(agreed(), TOM, first) if first else agreed()
            assert not {each.state for each in after(start, TOM, intent).standings} & OUTCOMES


def test_every_intent_of_each_role_is_answered_or_told_that_nothing_changed() -> None:
    for role, author in ((Role.OWNER, TOM), (Role.SETTER, ANNA)):
        for intent in Intent:
            decision = say(agreed(), author, intent)
            if intent not in SAID[role]:
                assert decision.agreements[0].standings == agreed().standings
                assert kinds(decision) == [("echo", author.first)]


def test_a_move_that_is_not_listed_is_told_and_changes_nothing() -> None:
    decision = say(agreed(), ANNA, Intent.NOT_YET)
    assert kinds(decision) == [("echo", "Anna")]
    assert not mails(decision)[0].undo
    assert "not yet" in mails(decision)[0].lines[0]


def test_several_actions_are_answered_each_for_itself() -> None:
    decision = say(
        agreed(*THREE),
        TOM,
        Answer(intent=Intent.DONE, number=1),
        Answer(intent=Intent.BLOCKED, number=3, words="no room"),
    )
    assert states(decision.agreements[0]) == ["reported done", "open", "blocked"]


def test_a_number_that_does_not_exist_is_told() -> None:
    decision = say(agreed(), TOM, Answer(intent=Intent.DONE, number=7))
    assert states(decision.agreements[0]) == ["open"]
    assert "no action 7" in mails(decision)[0].lines[0]


def test_a_bare_confirm_of_several_asks_which() -> None:
    decision = say(agreed(*THREE), ANNA, Intent.CONFIRM)
    assert states(decision.agreements[0]) == ["open"] * 3
    assert "Which one" in mails(decision)[0].lines[0]


def test_a_bare_confirm_means_what_was_reported() -> None:
    reported = after(agreed(*THREE), TOM, Answer(intent=Intent.DONE, number=2))
    assert states(after(reported, ANNA, Intent.CONFIRM)) == ["open", "done", "open"]


def test_rule_2_a_change_of_what_was_agreed_is_a_new_version_for_both() -> None:
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(date(2026, 12, 11)), words="11 December")))
    decision = say(after(agreed(), TOM, Intent.AGREED), ANNA, due)
    (agreement,) = decision.agreements
    assert agreement.version == 2
    assert agreement.standings[0].action.due.day == date(2026, 12, 11)
    assert agreement.standings[0].action.version == 2
    assert states(agreement) == ["open"]
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom")]


def test_rule_2_the_time_of_the_meeting_is_no_new_version() -> None:
    moved = Answer(intent=Intent.MOVE, follow_up=moment(date(2026, 12, 8), time(11, 0)))
    decision = say(agreed(), ANNA, moved)
    assert decision.agreements[0].version == 1
    assert decision.agreements[0].standings[0].action.follow_up.when == moment(date(2026, 12, 8), time(11, 0))
    assert kinds(decision) == [("echo", "Anna")]


def test_a_new_due_day_takes_the_old_follow_up_day_with_it() -> None:
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(date(2026, 12, 18)), words="18 December")))
    start = agreed(item(follow_up=wish(date(2026, 12, 7), time(10, 0))))
    assert after(start, ANNA, due).standings[0].action.follow_up.when is None


def test_rule_2_a_wrong_owner_gets_one_withdrawal_and_the_right_one_starts_at_version_1() -> None:
    other = Answer(intent=Intent.AMEND, changes=Item(owner=Said(value=SAM, words="Sam")))
    before = after(agreed(), ANNA, changed(date(2026, 12, 9)))
    decision = say(before, ANNA, other)
    old, new = decision.agreements
    assert (old.owner, states(old)) == (TOM, ["replaced"])
    assert (new.owner, new.version, states(new), new.follows) == (SAM, 1, ["open"], old.reference)
    assert new.standings[0].action == replace(before.standings[0].action, version=1)
    assert kinds(decision) == [
        ("withdrawal", "Tom"),
        ("echo", "Anna"),
        ("confirmation", "Anna"),
        ("confirmation", "Sam"),
    ]


def test_the_owner_who_has_it_already_gets_nothing_anew() -> None:
    same = Answer(intent=Intent.AMEND, changes=Item(owner=Said(value=TOM, words="Tom")))
    decision = say(agreed(), ANNA, same)
    assert kinds(decision) == [("echo", "Anna")]
    assert len(decision.agreements) == 1


# ---------------------------------------------------------------------------------------- counter-offers


def test_an_offer_of_the_owner_changes_nothing_until_the_setter_takes_it() -> None:
    offered = say(agreed(), TOM, changed(date(2026, 12, 9), intent=Intent.RESCHEDULE))
    agreement = offered.agreements[0]
    assert agreement.standings[0].action.due.day == date(2026, 12, 4)
    assert kinds(offered) == [("owner_said", "Anna"), ("echo", "Tom")]
    taken = say(agreement, ANNA, Intent.AGREED)
    standing = taken.agreements[0].standings[0]
    assert (standing.action.due.day, standing.state, standing.offer) == (date(2026, 12, 9), ActionState.AGREED, None)
    assert (taken.agreements[0].version, standing.agreed_version, standing.slips) == (2, 2, 1)
    assert kinds(taken) == [("confirmation", "Anna"), ("confirmation", "Tom")]


def test_an_offer_in_another_measure_is_taken_in_the_same_way() -> None:
    less = Answer(intent=Intent.AMEND, changes=Item(measure=Said(value="2 meetings booked", words="2 meetings")))
    taken = say(after(agreed(), TOM, less), ANNA, Intent.AGREED)
    assert taken.agreements[0].standings[0].action.measure == "2 meetings booked"


def test_an_offer_that_is_not_taken_leaves_what_was_agreed_and_writes_to_nobody_else() -> None:
    offered = after(agreed(), TOM, changed(date(2026, 12, 9), intent=Intent.RESCHEDULE))
    kept = say(offered, ANNA, Intent.DECLINE)
    assert kept.agreements[0].standings[0].offer is None
    assert kept.agreements[0].version == 1
    assert kinds(kept) == [("echo", "Anna")]


def test_an_ok_to_words_that_offer_nothing_to_take_is_told_to_change_nothing() -> None:
    asked = after(agreed(), TOM, Answer(intent=Intent.DECLINE, words="Two meetings instead of three?"))
    assert asked.standings[0].offer is None
    ok = replace(replied(ANNA, Intent.AGREED, name="r2"), answered=MailKind.OWNER_SAID)
    told = decide_reply(asked, ok, context(), NOW)
    assert states(told.agreements[0]) == states(asked)
    (echo,) = mails(told)
    assert "nothing has changed" in echo.lines[0]
    thanks = replace(replied(ANNA, Intent.NONE, name="r3"), answered=MailKind.OWNER_SAID)
    assert not mails(decide_reply(asked, thanks, context(), NOW))


def test_an_edit_of_the_setter_ends_the_offer() -> None:
    offered = after(agreed(), TOM, changed(date(2026, 12, 9), intent=Intent.RESCHEDULE))
    edited = after(offered, ANNA, changed(date(2026, 12, 7)))
    assert edited.standings[0].offer is None


def test_the_owner_can_say_no_and_it_stands_as_declined_until_the_setter_decides() -> None:
    said_no = say(agreed(), TOM, Answer(intent=Intent.DECLINE, words="I can't take this on"))
    assert states(said_no.agreements[0]) == ["declined"]
    assert kinds(said_no) == [("owner_said", "Anna"), ("echo", "Tom")]


def test_a_no_that_asks_is_a_question() -> None:
    asked = say(agreed(), TOM, Answer(intent=Intent.DECLINE, words="Could I do 8 instead of 10?"))
    assert states(asked.agreements[0]) == ["open"]


def test_what_was_agreed_in_words_is_kept_with_its_version() -> None:
    yes = after(agreed(), TOM, Intent.AGREED)
    assert yes.standings[0].agreed_version == 1
    later = after(yes, ANNA, changed(date(2026, 12, 9)))
    assert (later.standings[0].agreed_version, later.standings[0].action.version) == (1, 2)


def changed(due: date, intent: Intent = Intent.AMEND) -> Answer:
    return Answer(intent=intent, due=moment(due), words="a new date")


def test_dropped_is_told_to_the_owner_in_one_neutral_mail() -> None:
    decision = say(agreed(), ANNA, Intent.CANCEL)
    assert states(decision.agreements[0]) == ["dropped"]
    assert kinds(decision) == [("withdrawal", "Tom"), ("echo", "Anna")]


def test_rule_9_not_done_keeps_the_cause_and_a_new_date_starts_again() -> None:
    missed = after(agreed(), ANNA, Answer(intent=Intent.NOT_DONE, words="no time", cause=Cause.TIME))
    assert states(missed) == ["not done"]
    assert missed.standings[0].result is not None
    assert missed.standings[0].result.cause is Cause.TIME
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(date(2026, 12, 18)), words="18 December")))
    assert states(after(missed, ANNA, due)) == ["open"]


def test_undo_takes_back_the_authors_last_change_until_the_next_one() -> None:
    start = agreed()
    reported = after(start, TOM, Intent.DONE)
    assert after(reported, TOM, Intent.UNDO).standings == start.standings
    confirmed = after(reported, ANNA, Intent.CONFIRM)
    refused = say(confirmed, TOM, Intent.UNDO)
    assert states(refused.agreements[0]) == ["done"]
    assert "no change of yours" in mails(refused)[0].lines[0]
    assert after(confirmed, ANNA, Intent.UNDO).standings == reported.standings


def test_undo_of_a_new_version_is_a_newer_version_for_both() -> None:
    due = Answer(intent=Intent.AMEND, changes=Item(due=Said(value=moment(date(2026, 12, 11)), words="11 December")))
    second = after(agreed(), ANNA, due)
    decision = say(second, ANNA, Intent.UNDO, name="r9")
    assert decision.agreements[0].version == 3
    assert decision.agreements[0].standings[0].action.due == agreed().standings[0].action.due
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom")]


def test_undo_cannot_unsend_thanks() -> None:
    done = after(after(agreed(), TOM, Intent.DONE), ANNA, Intent.CONFIRM)
    thanked = after(done, ANNA, Intent.THANKS)
    undone = after(thanked, ANNA, Intent.UNDO)
    assert undone.standings[0].recognition is Recognition.RELEASED


def test_undo_of_blocked_is_told_to_the_setter() -> None:
    blocked = after(agreed(), TOM, Answer(intent=Intent.BLOCKED, words="x"))
    assert ("owner_said", "Anna") in kinds(say(blocked, TOM, Intent.UNDO))


def test_rule_15_stop_is_told_to_the_setter_once() -> None:
    decision = say(agreed(), TOM, Intent.STOP)
    assert decision.stops == (TOM.address,)
    assert kinds(decision) == [("stopped", "Anna")]
    again = decide_reply(agreed(), replied(TOM, Intent.STOP), context(stopped=frozenset({TOM.address})), NOW)
    assert kinds(again) == []


def test_start_takes_a_stop_back_and_is_told_to_who_said_it() -> None:
    decision = decide_reply(agreed(), replied(TOM, Intent.START), context(stopped=frozenset({TOM.address})), NOW)
    assert decision.starts == (TOM.address,)
    assert kinds(decision) == [("echo", "Tom")]


def test_a_private_reminder_has_no_owner_who_could_answer() -> None:
    own = replace(agreed(), shared=False)
    with pytest.raises(Refused):
        say(own, TOM, Intent.DONE)
    decision = say(own, ANNA, Intent.DONE)
    assert states(decision.agreements[0]) == ["done"]
    assert kinds(decision) == [("echo", "Anna")]


def test_every_mail_of_a_reply_shows_the_agreement_as_it_stands_at_the_end() -> None:
    decision = say(agreed(*THREE), TOM, Answer(intent=Intent.BLOCKED, number=1), Answer(intent=Intent.DONE, number=2))
    for mail in mails(decision):
        assert mail.agreement is not None
        assert mail.agreement.standings[1].state is ActionState.REPORTED


def test_help_is_a_mail_and_no_change() -> None:
    before = agreed()
    decision = say(before, TOM, Intent.HELP)
    assert kinds(decision) == [("help", "Tom")]
    assert decision.agreements[0].standings == before.standings


def test_rule_9_what_stopped_it_is_asked_once_and_kept_when_it_comes() -> None:
    missed = say(agreed(), ANNA, Intent.NOT_DONE)
    assert any("What stopped it?" in line for line in mails(missed)[0].lines)
    told = say(missed.agreements[0], ANNA, Answer(intent=Intent.NOT_DONE, cause=Cause.SKILL), name="r2")
    assert states(told.agreements[0]) == ["not done"]
    result = told.agreements[0].standings[0].result
    assert result is not None
    assert result.cause is Cause.SKILL
    said = say(agreed(), ANNA, Answer(intent=Intent.NOT_DONE, words="no time", cause=Cause.TIME))
    assert not any("What stopped it?" in line for line in mails(said)[0].lines)


def test_rule_12_an_own_promise_is_a_line_in_the_own_brief() -> None:
    promise = item(owner=Said(value=ANNA, words="I"))
    (agreement,) = decide_forwarded(forwarded(promise), context(), NOW).agreements
    assert agreement.standings[0].action.follow_up.how is How.BRIEF
    assert not agreement.shared
    assert replan(agreement, (), "m1", context(), NOW).effects == ()
