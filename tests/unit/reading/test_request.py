"""What a mail to the service alone asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Wish
from followupd.domain.people import WorkingTime
from followupd.reading.request import read_request

#: A Wednesday.
SAID = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)


def read(words: str, subject: str = "") -> tuple[Wish, str, date | None] | None:
    found = read_request(words, subject, said=SAID, working=WorkingTime(), day_first=True)
    return (found.wish, found.name, found.until) if found is not None else None


@pytest.mark.parametrize(
    ("words", "subject", "wish", "name"),
    [
        ("LIST", "", Wish.LIST, ""),
        ("", "list", Wish.LIST, ""),
        ("Please list my open actions", "", Wish.LIST, ""),
        ("What is open?", "", Wish.LIST, ""),
        ("Hi\n\nLIST\n\nThanks\nAnna", "", Wish.LIST, ""),
        ("STATUS", "", Wish.LIST, ""),
        ("MY ACTIONS", "", Wish.MINE, ""),
        ("", "Re: My actions", Wish.MINE, ""),
        ("REVIEW Tom", "", Wish.REVIEW, "Tom"),
        ("", "Review with Tom Baker", Wish.REVIEW, "Tom Baker"),
        ("review José Núñez", "", Wish.REVIEW, "José Núñez"),
        ("REVIEW tom.baker@contoso.example", "", Wish.REVIEW, "tom.baker@contoso.example"),
        ("Hand over to Priya Shah", "", Wish.HAND_OVER, "Priya Shah"),
        ("HAND OVER everything to Priya", "", Wish.HAND_OVER, "Priya"),
    ],
)
def test_a_request_is_read_from_the_first_line_or_the_subject(words: str, subject: str, wish: Wish, name: str) -> None:
    found = read(words, subject)
    assert found is not None
    assert found[:2] == (wish, name)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("SNOOZE until Monday", date(2026, 12, 7)),
        ("snooze till 14 December", date(2026, 12, 14)),
        ("SNOOZE 3", date(2026, 12, 7)),
        ("snooze 1 day", date(2026, 12, 3)),
        ("SNOOZE", date(2026, 12, 4)),
    ],
)
def test_snooze_has_its_day(words: str, until: date) -> None:
    assert read(words) == (Wish.SNOOZE, "", until)


@pytest.mark.parametrize(
    "words",
    [
        "Review the three CVs and tell me what you think",
        "List the clients we lost this year",
        "Tom to review the contract by Friday",
        "SNOOZE until yesterday",
        "Please review with Tom what he promised, and send me the list by Monday",
        "My actions are all done",
        "",
    ],
)
def test_other_words_ask_for_nothing(words: str) -> None:
    assert read(words) is None
