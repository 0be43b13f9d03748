"""Several actions told of in one sentence, each by its own words; and turns of phrase met beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

THREE = ("Write the tour leaflet", "Buy four bicycle pumps", "Enrol Nia on the safety day")


def said(words: str, whats: tuple[str, ...] = THREE, *, setter: bool = False) -> dict[int | None, Intent]:
    numbers = tuple(range(1, len(whats) + 1))
    question = Question.BRIEF if setter else Question.CONFIRMATION
    asked = Asked(numbers=numbers, whats=whats, setter=setter, question=question)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found = read_answers(words, "Re: Agreed", asked=asked, said=now, working=WorkingTime(), day_first=True)
    return {each.number: each.intent for each in found}


DONE, GOES_ON = Intent.DONE, Intent.PROGRESS


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("The leaflet is written and the pumps are bought", {1: DONE, 2: DONE}),
        (
            "Leaflet's written and I've bought the pumps, Nia's safety day I'll do on Thursday",
            {1: DONE, 2: DONE, 3: GOES_ON},
        ),
        ("Leaflet written and printed, pumps bought", {1: DONE, 2: DONE}),
        ("The leaflet and the pumps are done, Nia is next week", {1: DONE, 2: DONE, 3: GOES_ON}),
        ("Leaflet half written, pumps bought", {1: GOES_ON, 2: DONE}),
        ("Pumps and safety day done, leaflet not yet", {1: GOES_ON, 2: DONE, 3: DONE}),
    ],
)
def test_each_is_told_of_by_its_own_words(words: str, meant: dict[int | None, Intent]) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    "words",
    ["The leaflet and the pumps", "Leaflet, pumps and safety day", "The leaflet and the pumps are nearly done"],
)
def test_names_alone_close_nothing(words: str) -> None:
    assert DONE not in said(words).values()


ONE = ("Get three prices for the new awning",)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Yes, did it on Friday. 4 prices in.", Intent.DONE),
        ("Did it on Friday, 2 prices in", Intent.PROGRESS),
        ("Ticked off my list", Intent.DONE),
        ("Can't believe it but it's all done", Intent.DONE),
        ("It was a nightmare but it's done", Intent.DONE),
        ("It was a nightmare but it's not done", Intent.PROGRESS),
        ("This one's for the caretaker rather than me", Intent.DECLINE),
        ("One for Olive I think", Intent.DECLINE),
        ("One for the album", Intent.UNCLEAR),
        ("Oops, pressed done by accident, they have not answered", Intent.REOPEN),
        ("Did that reach you", Intent.QUESTION),
        ("Ist leider noch nicht fertig, kommt bis Montag", Intent.PROGRESS),
        ("Ist alles fertig?", Intent.QUESTION),
    ],
)
def test_turns_of_phrase_of_an_owner(words: str, intent: Intent) -> None:
    assert said(words, ONE) == {None: intent}


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Nearly. Give her until 11 December.", Intent.NOT_YET),
        ("Give her until 11 December.", Intent.AMEND),
        ("The owner should be Olive, not Finn", Intent.AMEND),
        ("Olive should be doing this, not Finn", Intent.AMEND),
        ("All good, nice job", Intent.AGREED),
    ],
)
def test_turns_of_phrase_of_a_setter(words: str, intent: Intent) -> None:
    assert said(words, ONE, setter=True) == {None: intent}
