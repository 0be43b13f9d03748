"""The setter's words before a follow-up: what he found, and that the owner be asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answer_asked import Asked, Question
from followupd.reading.answers import read_answers

SAID = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)


def read(
    text: str, subject: str = "", *, question: Question = Question.BRIEF, setter: bool = True
) -> list[tuple[str, int | None, str]]:
    asked = Asked(
        numbers=(1, 2), whats=("Call", "Write"), dues=(date(2026, 12, 4),) * 2, setter=setter, question=question
    )
    found = read_answers(text, subject, asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    return [(answer.intent.value, answer.number, answer.words) for answer in found]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("LOOKS DONE", ("looks_done", None, "")),
        ("looks done", ("looks_done", None, "")),
        ("Looks finished - the notes are all in", ("looks_done", None, "the notes are all in")),
        ("1 looks done", ("looks_done", 1, "")),
        ("AT RISK 2 - nothing begun", ("at_risk", 2, "nothing begun")),
        ("At risk: he is off sick", ("at_risk", None, "he is off sick")),
        ("DON’T KNOW", ("dont_know", None, "")),
        ("no idea", ("dont_know", None, "")),
        ("ASK TOM", ("ask", None, "")),
        ("2 ask him", ("ask", 2, "")),
        ("GOES ON", ("progress", None, "")),
        ("on track - half of it is there", ("progress", None, "half of it is there")),
    ],
)
def test_the_words_of_a_brief_are_understood(text: str, meant: tuple[str, int | None, str]) -> None:
    assert read(text) == [meant]


@pytest.mark.parametrize(
    ("body", "subject", "meant"),
    [
        ("", "LOOKS DONE FU-7K3QD", ("looks_done", None, "")),
        ("AT RISK 2", "AT RISK FU-7K3QD.2", ("at_risk", 2, "")),
        ("he is off sick", "AT RISK FU-7K3QD", ("at_risk", None, "he is off sick")),
        ("", "Re: ASK TOM FU-7K3QD", None),
    ],
)
def test_a_link_says_the_same(body: str, subject: str, meant: tuple[str, int | None, str] | None) -> None:
    found = read(body, subject, question=Question.CONFIRMATION)
    assert found == [meant] if meant is not None else not any(each[0] == "ask" for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "It looks done to me, please close it",
        "ask Tom to bring the list",
        "looks done?",
        "Shall I ask Tom?",
        "Tom says the client is at risk of leaving",
        "don't know him",
    ],
)
def test_words_that_run_on_are_read_as_any_others(text: str) -> None:
    assert not {each[0] for each in read(text)} & {"looks_done", "at_risk", "dont_know", "ask"}


def test_outside_a_brief_they_are_commands_in_capitals() -> None:
    assert read("LOOKS DONE", question=Question.CONFIRMATION)[0][0] == Intent.LOOKS_DONE
    assert read("looks done", question=Question.CONFIRMATION)[0][0] != Intent.LOOKS_DONE


def test_they_are_the_setters_words_alone() -> None:
    assert read("LOOKS DONE", setter=False)[0][0] not in (Intent.LOOKS_DONE, Intent.CONFIRM)


@pytest.mark.parametrize(
    ("text", "number", "days"),
    [("AGAIN 30", None, 30), ("AGAIN in 30 days", None, 30), ("2 AGAIN 7", 2, 7), ("AGAIN", None, None)],
)
def test_again_counts_days(text: str, number: int | None, days: int | None) -> None:
    asked = Asked(numbers=(1, 2), whats=("Call", "Write"), setter=True, question=Question.THANKS_DRAFT)
    (found,) = read_answers(text, "", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    assert (found.intent, found.number, found.days) == (Intent.AGAIN, number, days)


@pytest.mark.parametrize(
    ("text", "situation"),
    [("Situation: training", "training"), ("situation: monthly review", "review"), ("2 Situation: client", "client")],
)
def test_the_setter_can_name_the_situation(text: str, situation: str) -> None:
    asked = Asked(numbers=(1, 2), whats=("Call", "Write"), setter=True, question=Question.PREVIEW)
    found = read_answers(text, "", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    assert [each.changes.situation.value for each in found if each.changes and each.changes.situation] == [situation]
