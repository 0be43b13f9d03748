"""Answers read by what was done, what is asked for and what is in the way, in words that name no command."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, read_answers

SAID = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALLS = "Ring the 9 printers and get 3 written offers"
LIST = "Send the new parking list to all tenants"
PAPER = "Prepare the Q2 staffing paper"
FOUR = ("Paint the fence", "Instruct Noor at the gate", "Write the key plan", "Replace the lamp")


def read(text: str, *whats: str, setter: bool = False) -> tuple[Answer, ...]:
    asked = Asked(
        numbers=tuple(range(1, len(whats) + 1)), whats=whats, dues=(date(2026, 12, 4),) * len(whats), setter=setter
    )
    return read_answers(text, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (LIST, "Went out on Monday to all of them"),
        (LIST, "The parking list was mailed to everybody this morning"),
        (CALLS, "9 rung, 4 offers received"),
        (CALLS, "Rang all nine last week. Three offers are in, received yesterday."),
        (PAPER, "The paper is in the team folder"),
        (PAPER, "I finished the paper on Sunday"),
        (PAPER, "here it is, all done"),
        (PAPER, "thats done now"),
        (PAPER, "so you can tick this one off"),
        ("Get the lease signed off by Ada", "Signed off!"),
        ("Return the signed forms to Quill", "Forms signed and returned"),
    ],
)
def test_done_is_read_by_the_deed_its_amounts_and_how_the_thing_stands(what: str, text: str) -> None:
    assert [answer.intent for answer in read(text, what)] == [Intent.DONE]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I can't take this on", Intent.DECLINE),
        ("I could do 5, not 9", Intent.DECLINE),
        ("That's been Ken's job for years", Intent.DECLINE),
        ("Ken won't let anybody in", Intent.BLOCKED),
        ("too much on at the moment", Intent.BLOCKED),
        ("Six rung, three to ring", Intent.PROGRESS),
        ("All rung, waiting for two to call back", Intent.PROGRESS),
        ("testing the numbers now", Intent.PROGRESS),
        ("that was a mistake, it's not done", Intent.REOPEN),
        ("yeah right", Intent.UNCLEAR),
        ("?", Intent.UNCLEAR),
    ],
)
def test_other_meanings_are_read_in_words_that_are_no_command(text: str, meant: Intent) -> None:
    assert [answer.intent for answer in read(text, CALLS)] == [meant]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Can we make that the 10th?", date(2026, 12, 10)),
        ("Is it ok if I finish by the 9th?", date(2026, 12, 9)),
        ("4 December won't work, 11 December would", date(2026, 12, 11)),
        ("I need an extra week for this", date(2026, 12, 11)),
        ("need til 10 dec, sorry", date(2026, 12, 10)),
        ("Any chance of pushing this back a week?", date(2026, 12, 11)),
        ("Could I have an extra week?", date(2026, 12, 11)),
        ("pls push to 11 dec, the van is in for repair", date(2026, 12, 11)),
        ("Noch nicht so weit, ich brauche bis 11. Dezember", date(2026, 12, 11)),
        ("Pas encore prêt, il me faut jusqu'au 11 décembre", date(2026, 12, 11)),
    ],
)
def test_a_day_is_asked_for_in_any_form(text: str, day: date) -> None:
    (answer,) = read(text, CALLS)
    assert (answer.intent, answer.due and answer.due.day) == (Intent.RESCHEDULE, day)


def test_a_day_asked_for_beside_the_follow_up_is_one_for_the_meeting() -> None:
    (answer,) = read("The follow-up clashes with the audit. Could we do 8 December at 9?", CALLS)
    assert answer.intent is Intent.MOVE
    assert answer.follow_up is not None
    assert (answer.follow_up.day, answer.follow_up.clock) == (date(2026, 12, 8), time(9))


@pytest.mark.parametrize(
    "text",
    [
        "Done on Friday 20 November",
        "Done 20 Nov, all sent",
        "Finished yesterday at 4",
        "Completed on 20/11",
        "Erledigt am 20.11.",
        "Fait vendredi 20 novembre",
    ],
)
def test_done_on_a_day_that_is_over_is_done(text: str) -> None:
    assert [answer.intent for answer in read(text, LIST)] == [Intent.DONE]


@pytest.mark.parametrize("text", ["DONE - four shown round", "Done: all of it", "done - seven copies out"])
def test_what_stands_behind_the_bare_word_is_the_report(text: str) -> None:
    assert [answer.intent for answer in read(text, LIST)] == [Intent.DONE]


@pytest.mark.parametrize(
    "text",
    [
        "Done - in my dreams",
        "Done - said nobody ever",
        "DONE - just kidding",
        "Done - nine of ten",
        "Done - as far as Ken knows",
        "Done on 27 November",
        "Will be done on Friday 20 November",
        "Half done on 20 November",
        "Done yesterday except the annex",
        "Done for the 20 November meeting",
        "done yesterday?",
    ],
)
def test_a_day_beside_done_closes_nothing_by_itself(text: str) -> None:
    assert Intent.DONE not in [answer.intent for answer in read(text, LIST)]


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("Could we talk on the 14th instead? 3pm suits me", date(2026, 12, 14), time(15)),
        ("Let's meet on Wednesday 9 December instead. 10am is good", date(2026, 12, 9), time(10)),
    ],
)
def test_the_clock_of_another_sentence_belongs_to_the_day_of_the_meeting(text: str, day: date, clock: time) -> None:
    (answer,) = read(text, CALLS)
    assert answer.intent is Intent.MOVE
    assert answer.follow_up is not None
    assert (answer.follow_up.day, answer.follow_up.clock) == (day, clock)


@pytest.mark.parametrize(
    "text",
    [
        "Give this to Nadia from now on",
        "Please hand it over to Nadia",
        "Reassign to Nadia",
        "Nadia should do this instead",
    ],
)
def test_the_setter_names_another_owner_in_plain_words(text: str) -> None:
    (answer,) = read(text, CALLS, setter=True)
    assert answer.intent is Intent.AMEND
    assert answer.changes is not None
    assert answer.changes.owner is not None
    assert answer.changes.owner.value.name == "Nadia"


@pytest.mark.parametrize("text", ["He should do this instead", "You should do this", "Somebody will do it"])
def test_who_is_not_named_is_no_other_owner(text: str) -> None:
    assert not any(answer.changes and answer.changes.owner for answer in read(text, CALLS, setter=True))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "1 yes 2 yes 3 no 4 done",
            {1: Intent.AGREED, 2: Intent.AGREED, 3: Intent.UNCLEAR, 4: Intent.DONE},
        ),
        ("1 done, 2 done, 3 planned for Monday", {1: Intent.DONE, 2: Intent.DONE, 3: Intent.PROGRESS}),
        ("2 is nearly done", {2: Intent.PROGRESS}),
        ("Everything done but the lamp", {1: Intent.DONE, 2: Intent.DONE, 3: Intent.DONE, 4: Intent.PROGRESS}),
        ("Done with 1 and 2", {1: Intent.DONE, 2: Intent.DONE}),
        ("Happy with 1 and 4", {1: Intent.AGREED, 4: Intent.AGREED}),
        ("1 ✅ 2 ❌", {1: Intent.DONE, 2: Intent.PROGRESS}),
    ],
)
def test_several_actions_are_told_apart_in_one_breath(text: str, meant: dict[int, Intent]) -> None:
    assert {answer.number: answer.intent for answer in read(text, *FOUR)} == meant
