"""Bare words in answer to a preview that lacks the measure alone: a measure, a yes, a no, or for a person to read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

ASKED = Asked(
    whats=("Chase the invoice",), setter=True, question=Question.PREVIEW, missing=frozenset({"measure"})
)  # fmt: skip


def read(words: str) -> tuple[Answer, ...]:
    said = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    return read_answers(words, "Re: x", asked=ASKED, said=said, working=WorkingTime(), day_first=True)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("looks good", Intent.SEND),
        ("Yes please send it, thanks", Intent.SEND),
        ("go ahead please", Intent.SEND),
        ("fine by me", Intent.SEND),
        ("forget it", Intent.CANCEL),
        ("please delete", Intent.CANCEL),
        ("wrong person", Intent.DECLINE),
        ("What does measure mean?", Intent.QUESTION),
        ("By Wednesday instead please", Intent.RESCHEDULE),
        ("thanks Anna", Intent.NONE),
    ],
)
def test_an_answer_of_another_kind_is_no_measure(words: str, meant: Intent) -> None:
    (answer,) = read(words)
    assert answer.intent is meant
    assert answer.changes is None


@pytest.mark.parametrize(
    "words",
    [
        "no, not Tom - Sam should do this",
        "Not Tom, Sam",
        "don't send this",
        "please don't",
        "never mind",
        "Leave it for now",
        "I'll talk to Tom first",
        "Hmm, let me think about it",
        "Tom is on holiday",
        "already done",
        "ok, but by Friday",
    ],
)
def test_what_may_speak_against_it_is_for_a_person_to_read(words: str) -> None:
    (answer,) = read(words)
    assert answer.intent is Intent.UNCLEAR
    assert answer.changes is None


@pytest.mark.parametrize("words", ["he shows me the paid invoice", "3 leases signed", "No more than 3 complaints"])
def test_a_measure_in_bare_words_is_taken_and_not_sure(words: str) -> None:
    (answer,) = read(words)
    assert answer.intent is Intent.UNCLEAR
    assert answer.changes is not None
    assert answer.changes.measure is not None
    assert answer.changes.measure.value == words


def test_a_labelled_measure_is_sure() -> None:
    (answer,) = read("Measure: 3 leases signed")
    assert answer.intent is Intent.AMEND


def test_a_measure_that_is_named_plainly_is_sure() -> None:
    (answer,) = read("Change the measure to 3 leases signed")
    assert answer.intent is Intent.AMEND
