"""What somebody asks to see, and nothing that is not for his eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from followupd.domain.action import Said
from followupd.domain.agreement import Agreement
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_request import Material, decide_request
from followupd.domain.effects import SendMail
from followupd.domain.guard import objection
from followupd.domain.happenings import Answer, Intent, Request, Wish
from followupd.domain.overview import Asked, agenda, listed, own_actions, repeated, same_action, serves
from followupd.domain.people import Person
from tests.unit.domain.build import ANNA, NOW, SAM, TOM, agreed, context, item, mail, moment, replied

TODAY = date(2026, 12, 10)


def about(what: str, due: date = date(2026, 12, 4), owner: Person = TOM, **changes: object) -> Agreement:
    line = item(what=Said(value=what, words=what), due=Said(value=moment(due)))
    return replace(agreed(line), owner=owner, **changes)  # type: ignore[arg-type]


def after(agreement: Agreement, author: Person, answer: Intent | Answer) -> Agreement:
    return decide_reply(agreement, replied(author, answer), context(), NOW).agreements[0]


def test_a_list_is_what_is_open_of_what_the_author_has_set_by_due_day() -> None:
    done = after(about("Done already"), ANNA, Intent.CONFIRM)
    found = listed(ANNA, (about("Later", date(2026, 12, 18)), done, about("Sooner", owner=SAM)))
    assert [(line.title, line.other) for line in found.open] == [("Sooner", SAM), ("Later", TOM)]


def test_rule_13_ones_own_actions_hold_nothing_of_the_setters_private_words() -> None:
    looked = after(about("Call"), ANNA, Answer(intent=Intent.AT_RISK, words="he never begins in time"))
    private = replace(about("A private reminder about Tom"), shared=False)
    found = own_actions(TOM, (looked, private))
    assert [line.title for line in found.open] == ["Call"]
    assert "never begins" not in repr(found)


def test_an_agenda_begins_with_how_last_time_ended_and_shows_what_is_open() -> None:
    ended = after(about("Update the sheet"), ANNA, Answer(intent=Intent.NOT_DONE, words="no time"))
    old = after(about("Long ago", date(2026, 9, 1)), ANNA, Intent.CONFIRM)
    long_ago = replace(old, standings=tuple(_ended_on(each, date(2026, 9, 1)) for each in old.standings))
    found = agenda(
        ANNA, TOM, (long_ago, ended, about("Call", date(2026, 12, 18)), about("Not Tom's", owner=SAM)), TODAY
    )
    assert [(line.title, line.state) for line in found.ended] == [("Update the sheet", "not done")]
    assert [line.title for line in found.open] == ["Call"]


def _ended_on(standing: object, day: date) -> object:
    result = replace(standing.result, at=NOW.replace(month=day.month, day=day.day))  # type: ignore[attr-defined]
    return replace(standing, result=result)  # type: ignore[type-var]


# ------------------------------------------------------------------------------ the same for the third time

SAME = [
    ("Call the 10 lapsed clients", "Call 12 lapsed clients"),
    ("Update the pipeline sheet", "Update pipeline sheet every week"),
    ("Send the weekly figures", "Please send the weekly figures for November"),
    ("Chase referees for the Miller file", "Chase the referees for Miller"),
    ("Book three client visits", "Book 2 client visits in March"),
    ("Update the CRM notes after each call", "Update CRM notes"),
    ("Write up the interview notes", "Write interview notes up within a day"),
    ("Tidy the candidate database", "Tidy candidates database"),
    ("Prepare the January rota", "Prepare the February rota"),
    ("Ring the five dormant accounts", "Ring dormant accounts"),
]
OTHER = [
    ("Call the 10 lapsed clients", "Call the landlord"),
    ("Update the pipeline sheet", "Update the CV template"),
    ("Send the weekly figures", "Send the contract to Miller"),
    ("Book the training room", "Book three client visits"),
    ("Write the job advert for Leeds", "Write the job description for Leeds"),
    ("Interview the two finance candidates", "Brief the two finance candidates"),
    ("Prepare the January rota", "Prepare the budget"),
    ("Call Miller about terms", "Call Harris about terms"),
    ("Order the new laptops", "Order the new chairs"),
    ("Update CRM notes", "Update website notes"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_action_in_other_words_is_seen(one: str, other: str) -> None:
    assert same_action(one, other)
    assert same_action(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_action_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert not same_action(one, other)


def test_twice_is_no_word_worth_and_three_times_is() -> None:
    titles = ["Update the pipeline sheet", "Call Miller", "Update pipeline sheet"]
    assert repeated(titles) == ()
    assert repeated([*titles, "Update the pipeline sheet by Friday"]) == (("Update the pipeline sheet by Friday", 3),)


# -------------------------------------------------------------------------------------------------- asking


def ask(request: Request, author: Person = ANNA, **material: object) -> SendMail:
    decision = decide_request(request, author, mail("q1"), Material(**material), context(), NOW)  # type: ignore[arg-type]
    (effect,) = decision.effects
    assert isinstance(effect, SendMail)
    return effect


@pytest.mark.parametrize(
    ("wish", "asked"), [(Wish.LIST, Asked.LIST), (Wish.MINE, Asked.MINE), (Wish.REVIEW, Asked.REVIEW)]
)
def test_an_overview_goes_to_the_person_who_asked_and_to_nobody_else(wish: Wish, asked: Asked) -> None:
    effect = ask(Request(wish=wish, name="Tom"), person=TOM, as_setter=(about("Call"),))
    assert effect.overview is not None
    assert effect.overview.asked is asked
    assert effect.to == ANNA
    assert objection(effect, context()) is None
    assert objection(replace(effect, to=TOM), context()) is not None


def test_a_name_that_nobody_bears_is_asked_back() -> None:
    assert "I do not know who Tim is" in ask(Request(wish=Wish.REVIEW, name="Tim")).lines[0]


def test_snooze_keeps_the_mornings_quiet_until_a_working_day() -> None:
    request = Request(wish=Wish.SNOOZE, until=date(2026, 12, 5))
    decision = decide_request(request, ANNA, mail("q1"), Material(), context(), NOW)
    ((name, at),) = decision.timers
    assert name == f"brief/{ANNA.address}"
    assert at.date() == date(2026, 12, 7)
    assert at - NOW > timedelta(days=10)


@pytest.mark.parametrize(
    ("why", "target", "names_it"),
    [
        ("we reach 12 placements by the end of March", "Bring in 12 placements by the end of March", True),
        ("12 placements in the first quarter", "Bring in 12 placements by the end of March", True),
        ("to hit our placement target", "Bring in 12 placements by the end of March", True),
        ("new clients in the north", "Win 5 new clients in the north by June", True),
        ("January starts with a full diary", "Bring in 12 placements by the end of March", False),
        ("the client is happy", "Bring in 12 placements by the end of March", False),
        ("we win clients in the south", "Win 5 new clients in the north by June", False),
        ("clients", "Win 5 new clients in the north by June", False),
        ("", "", False),
    ],
)
def test_the_reason_of_an_action_names_a_target(why: str, target: str, names_it: bool) -> None:
    assert serves(why, target) is names_it
