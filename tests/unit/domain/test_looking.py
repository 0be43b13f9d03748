"""Know the answer before you ask (rules 10 and 13)."""

from __future__ import annotations

from datetime import date

import pytest

from followupd.domain.agreement import Agreement
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_follow_up import replan
from followupd.domain.decision import Decision
from followupd.domain.effects import SetEntry
from followupd.domain.happenings import Answer, Intent
from followupd.domain.looking import Approach, approach
from followupd.domain.mail import EntryRole
from followupd.domain.people import Person
from followupd.domain.standing import View
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context, item, kinds, moment, replied


def say(agreement: Agreement, author: Person, *answers: Answer | Intent, name: str = "r1") -> Decision:
    return decide_reply(agreement, replied(author, *answers, name=name), context(), NOW)


def after(agreement: Agreement, author: Person, *answers: Answer | Intent, name: str = "r1") -> Agreement:
    return say(agreement, author, *answers, name=name).agreements[0]


@pytest.mark.parametrize(
    ("intent", "view", "then"),
    [
        (Intent.LOOKS_DONE, View.LOOKS_DONE, Approach.RECOGNISE),
        (Intent.AT_RISK, View.AT_RISK, Approach.HELP),
        (Intent.DONT_KNOW, View.DONT_KNOW, Approach.ASK),
    ],
)
def test_what_the_setter_found_says_what_the_follow_up_is_for(intent: Intent, view: View, then: Approach) -> None:
    decision = say(agreed(), ANNA, Answer(intent=intent, words="saw the list"))
    standing = decision.agreements[0].standings[0]
    assert standing.look is not None
    assert (standing.look.view, standing.look.words) == (view, "saw the list")
    assert approach(standing) is then


def test_rule_13_what_was_found_goes_to_nobody_else_and_changes_nothing_agreed() -> None:
    decision = say(agreed(), ANNA, Intent.AT_RISK)
    assert kinds(decision) == [("echo", "Anna")]
    assert decision.agreements[0].last_change is None
    assert decision.agreements[0].version == 1


def test_rule_13_what_was_found_is_written_into_the_private_entry_alone() -> None:
    agreement = agreed()
    planned = replan(agreement, (), "m1", context(), NOW).follow_ups
    found = replan(after(agreement, ANNA, Intent.AT_RISK), planned, "r1", context(), NOW)
    assert [each.role for each in found.effects if isinstance(each, SetEntry)] == [EntryRole.PRE_CHECK]


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ((), Approach.ASK),
        (((TOM, Intent.AGREED),), Approach.ASK),
        (((TOM, Intent.DONE),), Approach.RECOGNISE),
        (((TOM, Intent.BLOCKED),), Approach.HELP),
        (((TOM, Intent.DONE), (ANNA, Intent.AT_RISK)), Approach.HELP),
        (((TOM, Intent.BLOCKED), (ANNA, Intent.LOOKS_DONE)), Approach.RECOGNISE),
    ],
)
def test_the_setters_own_look_counts_before_the_owners_words(
    said: tuple[tuple[Person, Intent], ...], then: Approach
) -> None:
    agreement = agreed()
    for n, (who, intent) in enumerate(said):
        agreement = after(agreement, who, intent, name=f"r{n}")
    assert approach(agreement.standings[0]) is then


def test_rule_10_the_owner_is_asked_once_a_follow_up_and_only_when_the_setter_says_so() -> None:
    first = say(agreed(), ANNA, Intent.ASK)
    assert kinds(first) == [("ask", "Tom"), ("echo", "Anna")]
    again = say(first.agreements[0], ANNA, Intent.ASK, name="r2")
    assert kinds(again) == [("echo", "Anna")]
    moved = after(first.agreements[0], ANNA, Answer(intent=Intent.AMEND, due=moment(date(2026, 12, 18))), name="r3")
    assert ("ask", "Tom") in kinds(say(moved, ANNA, Intent.ASK, name="r4"))


def test_who_gets_no_mail_from_here_is_not_asked() -> None:
    private = say(agreed(item()), ANNA, Intent.ASK)
    assert ("ask", "Tom") in kinds(private)
    closed = after(agreed(), ANNA, Intent.CONFIRM)
    assert ("ask", "Tom") not in kinds(say(closed, ANNA, Intent.ASK, name="r2"))


def test_the_first_word_that_comes_back_reaches_the_setter_at_once() -> None:
    asked = after(agreed(), ANNA, Intent.ASK)
    heard = say(asked, TOM, Answer(intent=Intent.PROGRESS, words="six of ten"), name="r2")
    assert kinds(heard) == [("owner_said", "Anna")]
    again = say(heard.agreements[0], TOM, Answer(intent=Intent.PROGRESS, words="eight of ten"), name="r3")
    assert kinds(again) == []
    assert [each.words for each in again.agreements[0].standings[0].heard] == ["six of ten", "eight of ten"]


def test_one_of_several_has_to_be_named() -> None:
    two = agreed(item(), item())
    refused = say(two, ANNA, Intent.LOOKS_DONE)
    assert all(each.look is None for each in refused.agreements[0].standings)
    named = after(two, ANNA, Answer(intent=Intent.LOOKS_DONE, number=2))
    assert [each.look is not None for each in named.standings] == [False, True]
