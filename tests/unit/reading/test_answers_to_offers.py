"""The setter's words to what the owner would agree to instead: a no is a no, whatever stands behind it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers

SAID = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("OK", Intent.AGREED),
        ("Fine with me", Intent.AGREED),
        ("No worries, that's fine", Intent.AGREED),
        ("No", Intent.DECLINE),
        ("Sorry, no.", Intent.DECLINE),
        ("No, it stays as agreed.", Intent.DECLINE),
        ("No, let us keep it at 3.", Intent.DECLINE),
        ("Let's stick to the date", Intent.DECLINE),
        ("Keep it as it is", Intent.DECLINE),
        ("DECLINE", Intent.DECLINE),
        ("No problem", Intent.NONE),
        ("No, make it 9 December", Intent.RESCHEDULE),
    ],
)
def test_a_no_to_an_offer_is_no_yes(words: str, meant: Intent) -> None:
    asked = Asked(whats=("Call the lapsed clients",), setter=True, question=Question.OFFER)
    answers = read_answers(words, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
    assert [answer.intent for answer in answers] == [meant]
