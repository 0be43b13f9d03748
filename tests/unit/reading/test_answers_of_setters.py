"""What a setter answers in words of his own: no, another thing or day, and that he has it."""

from __future__ import annotations

import pytest

from followupd.domain.happenings import Intent
from tests.unit.reading.test_answers_results import CLOSING, intents

REPORT = "Write the lift inspection report"
PORTERS = "Train the two evening porters"


@pytest.mark.parametrize(
    "text",
    [
        "Not quite, two pages are missing",
        "No - he gave me the old one",
        "I haven't had anything from him yet",
        "Leave it open please",
        "I don't think so, he was off on Friday",
        "Still waiting for it",
        "No sign of it so far",
    ],
)
def test_a_no_without_a_word_for_done_goes_on(text: str) -> None:
    assert intents(text, REPORT, setter=True) & {Intent.NOT_YET, Intent.NOT_DONE}


@pytest.mark.parametrize("text", ["No problem", "No rush", "Not quite sure what you are asking?"])
def test_other_words_that_begin_with_no_are_none(text: str) -> None:
    assert not intents(text, REPORT, setter=True) & {Intent.NOT_YET, Intent.NOT_DONE}


@pytest.mark.parametrize(
    "text",
    ["Please also cover the goods lift", "Can you add the goods lift to this", "Make it three pages"],
)
def test_another_thing_beside_it_changes_what_was_agreed(text: str) -> None:
    assert intents(text, REPORT, setter=True) == {Intent.AMEND}


def test_another_day_of_the_setters_is_no_request() -> None:
    assert intents("Make that 15 December", REPORT, setter=True) == {Intent.AMEND}
    assert intents("Give him another week", REPORT, setter=True) == {Intent.AMEND}


@pytest.mark.parametrize(
    "text",
    [
        "Got the report, thanks",
        "Yes, I have the report, looks great",
        "I had the report on Friday, very thorough, cheers",
    ],
)
def test_who_has_what_he_was_to_be_written_confirms(text: str) -> None:
    assert intents(text, REPORT, setter=True) == {Intent.CONFIRM}


@pytest.mark.parametrize(
    "text",
    [
        "Got the draft report, thanks",
        "Got half the report, thanks",
        "Got your mail about the report, thanks",
        "Got the report, where are the photos?",
        "Got the report, but not the photos",
        "I have the report on my list",
        "Got the report template, great",
    ],
)
def test_who_has_something_else_or_not_all_of_it_confirms_nothing(text: str) -> None:
    assert not intents(text, REPORT, setter=True) & CLOSING


def test_who_has_the_porters_says_nothing_of_their_training() -> None:
    assert not intents("Got the porters, thanks", PORTERS, setter=True) & CLOSING
