"""ADD 4: making an action of what a preview only noticed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, Question, read_answers


@pytest.mark.parametrize(
    ("said", "numbers"),
    [("ADD 4", [4]), ("add 4 and 5", [4, 5]), ("#add 4, 5", [4, 5]), ("Add 4.\n\nThanks, Anna", [4])],
)
def test_add_names_the_number_in_the_preview(said: str, numbers: list[int]) -> None:
    asked = Asked(numbers=(1, 2, 3), whats=("Call", "Write", "Book"), setter=True, question=Question.PREVIEW)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    found = read_answers(said, "Re: x", asked=asked, said=now, working=WorkingTime(), day_first=True)
    assert [(each.intent, each.number) for each in found] == [(Intent.ADD, number) for number in numbers]
