"""Commands that name their actions: typed on top of a reply, or in the subject of a link of ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answer_commands import beside_command
from followupd.reading.answers import Asked, Question, read_answers

THREE = ("Call the 10 lapsed clients", "Write the advert", "Book the room")


def said(words: str, subject: str = "Re: Agreed", *, setter: bool = False) -> list[tuple[str, int | None]]:
    question = Question.BRIEF if setter else Question.CONFIRMATION
    asked = Asked(numbers=(1, 2, 3), whats=THREE, setter=setter, question=question)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found = read_answers(words, subject, asked=asked, said=now, working=WorkingTime(), day_first=True)
    return [(str(each.intent), each.number) for each in found]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("DONE 1\nAll ten called", [("done", 1)]),
        ("DONE 1 - the numbers are in the sheet now", [("done", 1)]),
        ("DONE 1: all ten called, 4 meetings booked", [("done", 1)]),
        ("DONE 1\n\nThanks, Tom", [("done", 1)]),
        ("DONE 1 and 2", [("done", 1), ("done", 2)]),
        ("DONE 1\nBLOCKED 2 - the agency does not answer", [("done", 1), ("blocked", 2)]),
        ("BLOCKED 1 - the CRM is down", [("blocked", 1)]),
        ("BLOCKED 3: no room free", [("blocked", 3)]),
        ("CHANGE 2 - could we say Monday 7 December", [("reschedule", 2)]),
        ("#done 3", [("done", 3)]),
    ],
)
def test_the_owner_names_the_action_behind_the_command(words: str, meant: list[tuple[str, int | None]]) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("CONFIRM 2", [("confirm", 2)]),
        ("CONFIRM 1 and 3", [("confirm", 1), ("confirm", 3)]),
        ("NOT DONE 2 - no time", [("not_done", 2)]),
        ("NOT YET 1", [("not_yet", 1)]),
        ("CANCEL 3", [("cancel", 3)]),
    ],
)
def test_the_setter_names_the_action_behind_the_command(words: str, meant: list[tuple[str, int | None]]) -> None:
    assert said(words, setter=True) == meant


@pytest.mark.parametrize(
    "words",
    [
        "DONE 1 - nearly",
        "DONE 1 - not really",
        "DONE 1 of 3",
        "DONE 10 calls",
        "DONE 7",
        "DONE 1? I think Sam did it",
        "Done 1 more call, two to go",
    ],
)
def test_what_is_not_plainly_done_closes_nothing(words: str) -> None:
    assert not {intent for intent, _ in said(words)} & {"done", "confirm", "cancel"}
    assert not {intent for intent, _ in said(words, setter=True)} & {"done", "confirm", "cancel"}


@pytest.mark.parametrize(
    ("words", "subject", "meant"),
    [
        ("CONFIRM", "CONFIRM FU-7K3QD.2", [("confirm", 2)]),
        ("", "CONFIRM FU-7K3QD.3", [("confirm", 3)]),
        ("BLOCKED - the CRM is down", "BLOCKED FU-7K3QD.1", [("blocked", 1)]),
    ],
)
def test_a_link_names_the_action_in_its_subject(words: str, subject: str, meant: list[tuple[str, int | None]]) -> None:
    assert said(words, subject, setter="CONFIRM" in subject) == meant


def test_a_number_that_is_no_action_of_this_mail_is_no_number() -> None:
    assert said("CONFIRM", "CONFIRM FU-7K3QD.9", setter=True) == [("confirm", None)]
    assert Intent.DONE not in [intent for intent, _ in said("DONE 9")]


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ("DONE - all 10 called, 4 meetings booked", "all 10 called, 4 meetings booked"),
        ("DONE all 10 called", "all 10 called"),
        ("NOT DONE: no time", "no time"),
        ("blocked: the CRM is down", "the CRM is down"),
        ("#done 4 booked", "4 booked"),
        ("DONE", ""),
        ("All done, 4 booked", "All done, 4 booked"),
        ("Done and dusted", "Done and dusted"),
    ],
)
def test_what_is_said_beside_a_command_is_kept_without_it(words: str, beside: str) -> None:
    assert beside_command(words) == beside


def test_lines_that_each_begin_with_a_number_are_about_those_actions() -> None:
    asked = Asked(numbers=(1, 2, 3), whats=("Clean the vats", "Order the hoses", "Interview two drivers"))
    said = "1 finished\n2 finished\n3 one interviewed, the other is on Friday"
    answers = read_answers(
        said, "Re: x", asked=asked, said=datetime(2026, 11, 24, 9, 0, tzinfo=UTC), working=WorkingTime(), day_first=True
    )
    assert [(answer.number, answer.intent) for answer in answers if answer.intent is Intent.DONE] == [
        (1, Intent.DONE),
        (2, Intent.DONE),
    ]


def test_the_first_number_of_a_line_is_one_where_others_follow() -> None:
    asked = Asked(numbers=(1, 2, 3), whats=("Clean the vats", "Order the hoses", "Interview two drivers"), setter=True)
    said = "1 closed, thanks. 2 not done, new date 25 November. 3 please cancel."
    answers = read_answers(
        said, "Re: x", asked=asked, said=datetime(2026, 11, 24, 9, 0, tzinfo=UTC), working=WorkingTime(), day_first=True
    )
    assert [(answer.number, answer.intent) for answer in answers] == [
        (1, Intent.CONFIRM),
        (2, Intent.NOT_DONE),
        (3, Intent.CANCEL),
    ]
