"""What comes again, as it is read: due again until an end, and reviewed again. Written on Monday 12 January 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Item
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.dates import Repeat
from followupd.reading.read import read_mail
from followupd.reading.recurring import every_of

MONDAY = date(2026, 1, 12)
KNOWN = Known(
    service=("followup@contoso.example",),
    domains=frozenset({"contoso.example"}),
    working=WorkingTime(zone=ZoneInfo("Europe/London")),
)


def read(body: str, to: str = "followup@contoso.example") -> Item:
    mail = MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 1, 12, 9, 0, tzinfo=UTC),
        author=Person(address="anna.reed@contoso.example", name="Anna Reed"),
        sender=None,
        to=(Person(address="tom.baker@contoso.example", name="Tom Baker"),),
        cc=(Person(address=to),),
        subject="Our talk",
        text=f"Hi Tom,\n\n{body}\n\nAnna\n",
    )
    (item,) = read_mail(mail, KNOWN).items
    return item


def test_what_is_due_again_begins_on_its_first_day_and_ends_where_that_was_said() -> None:
    item = read("As agreed, you will send me the figures every other Friday until Easter.")
    assert item.every is not None
    assert item.due is not None
    assert (item.due.value.day, item.every.value.start) == (date(2026, 1, 16), date(2026, 1, 16))
    assert item.every.value.until is not None
    assert item.every.value.until.month == 4
    assert item.every.value.next_after(date(2026, 1, 16)) == date(2026, 1, 30)
    assert "every other Friday" in item.every.value.words


def test_a_rhythm_without_an_end_is_no_due_date() -> None:
    item = read("As agreed, you will send me the figures every Friday.")
    assert (item.due, item.every) == (None, None)


def test_a_review_that_comes_again_keeps_the_due_date_of_the_action() -> None:
    item = read("You will call the ten lapsed clients by 20 March. Let's check monthly until end of March.")
    assert item.due is not None
    assert item.due.value.day == date(2026, 3, 20)
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == date(2026, 2, 12)
    assert item.follow_up.value.every is not None


@pytest.mark.parametrize(
    "words",
    [
        "Let us check monthly until the end of March.",
        "Check monthly until end of March.",
        "I will check every month until the end of March.",
        "We look at it every month until 31 March.",
    ],
)
def test_a_rhythm_of_looks_is_a_follow_up_and_no_second_action(words: str) -> None:
    item = read(f"You will call the ten lapsed clients by 20 March. {words}")
    assert item.follow_up is not None
    assert item.follow_up.value.every is not None
    assert item.follow_up.value.every.until is not None
    assert item.follow_up.value.every.until.month == 3


def test_where_only_the_reviews_have_an_end_that_is_the_due_date() -> None:
    item = read("You will call the ten lapsed clients. Let's check monthly until end of March.")
    assert item.due is not None
    assert item.due.value.day == date(2026, 3, 31)


def test_a_day_counts_before_a_rhythm() -> None:
    item = read("You will call the ten lapsed clients by 20 March. Next monthly review: 9 April.")
    assert item.follow_up is not None
    assert item.follow_up.value.every is None


def test_a_tag_in_the_address_can_come_again_without_a_doubt() -> None:
    item = read("You will call the ten lapsed clients by 20 March.", to="followup+monthly@contoso.example")
    assert item.doubts == ()
    assert item.follow_up is not None
    assert item.follow_up.value.every is not None


@pytest.mark.parametrize(
    ("value", "start", "until"),
    [
        (Repeat(freq="WEEKLY"), date(2026, 1, 19), None),
        (Repeat(freq="DAILY", count=3), date(2026, 1, 13), date(2026, 1, 15)),
        (Repeat(freq="WEEKLY", byday=("FR",), start=date(2026, 2, 6)), date(2026, 2, 6), None),
        (Repeat(freq="MONTHLY", byday=("FR",), bysetpos=-1), date(2026, 1, 30), None),
    ],
)
def test_a_series_begins_after_the_mail(value: Repeat, start: date, until: date | None) -> None:
    every = every_of(value, MONDAY, "so")
    assert every is not None
    assert (every.start, every.until) == (start, until)


def test_a_series_that_is_over_before_it_begins_is_none() -> None:
    assert every_of(Repeat(freq="MONTHLY", until=date(2026, 2, 1)), MONDAY, "so") is None
