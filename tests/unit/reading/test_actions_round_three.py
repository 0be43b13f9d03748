"""Shapes that a third writer used: table heads, owners behind a dash, lengths counted from something without a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Item
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.read import read_mail

KNOWN = Known(
    service=("followup@contoso.example",),
    domains=frozenset({"contoso.example"}),
    working=WorkingTime(zone=ZoneInfo("Europe/London")),
)


def read(body: str) -> tuple[Item, ...]:
    mail = MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 1, 12, 9, 0, tzinfo=UTC),
        author=Person(address="anna.reed@contoso.example", name="Anna Reed"),
        sender=None,
        to=(Person(address="tom.baker@contoso.example", name="Tom Baker"),),
        cc=(Person(address="followup@contoso.example"),),
        subject="Our talk",
        text=f"Hi Tom,\n\n{body}\n\nAnna\n",
    )
    return read_mail(mail, KNOWN).items


@pytest.mark.parametrize("head", ["Agreed step", "Agreed next step", "Corrective action"])
def test_a_table_names_its_column_of_actions_in_many_ways(head: str) -> None:
    (item,) = read(f"| Issue | {head} | Who | When |\n| Late notes | Rewrite the guide | Tom | 23/01 |")
    assert item.what is not None
    assert item.what.value == "Rewrite the guide"
    assert item.due is not None
    assert item.due.value.day == date(2026, 1, 23)


@pytest.mark.parametrize(("word", "owner"), [("me", "anna.reed"), ("you", "tom.baker")])
def test_me_and_you_behind_a_dash_own_an_entry(word: str, owner: str) -> None:
    (item,) = read(f"We agreed:\n- Reference letter for the nurse by Friday - {word}")
    assert item.owner is not None
    assert item.owner.value.address == f"{owner}@contoso.example"


@pytest.mark.parametrize(
    "words", ["within 48 hours of interview", "within five working days of getting it", "within two weeks after launch"]
)
def test_a_length_counted_from_something_without_a_day_is_no_due_date(words: str) -> None:
    assert [item.due for item in read(f"You will send me the signed feedback form {words}.")] == [None]


def test_a_length_counted_from_now_is_one() -> None:
    (item,) = read("You will send me the signed feedback form within two weeks.")
    assert item.due is not None
