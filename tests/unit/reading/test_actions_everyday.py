"""Actions in the words of every day's mails."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Item
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person
from followupd.domain.schedule import WorkingTime
from followupd.reading.read import read_mail

KNOWN = Known(
    service=("followup@contoso.example",),
    domains=frozenset({"contoso.example"}),
    working=WorkingTime(zone=ZoneInfo("Europe/London")),
)
SAM = Person(address="sam.lee@contoso.example", name="Sam Lee")
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")


def read(text: str, *, to: tuple[Person, ...] = (SAM,), subject: str = "x") -> tuple[Item, ...]:
    """The actions of a mail written on Monday 23 November 2026."""
    mail = MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        author=Person(address="anna.reed@contoso.example", name="Anna Reed"),
        sender=None,
        to=to,
        cc=(Person(address="followup@contoso.example"),),
        subject=subject,
        text=text,
    )
    return read_mail(mail, KNOWN).items


def whats(text: str) -> list[str]:
    return [item.what.value for item in read(text) if item.what is not None]


@pytest.mark.parametrize(
    "words",
    [
        "Sam to review the contract by Friday.",
        "Sam, please review the contract by Friday.",
        "Sam, can you review the contract by Friday?",
        "Sam: review the contract by Friday",
        "- Sam: review the contract (by Friday)",
    ],
)
def test_to_review_a_thing_is_an_action(words: str) -> None:
    assert whats(words) == ["Review the contract"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("complete module 1", "complete module 2"), ("review chapter 1", "review chapter 2"), ("do part 8", "do part 9")],
)
def test_a_number_of_one_digit_tells_two_actions_apart(first: str, second: str) -> None:
    assert whats(f"Sam to {first} by Friday\nSam to {second} by Friday") == [first.capitalize(), second.capitalize()]


@pytest.mark.parametrize("words", ["", " \n\n"])
def test_a_mail_without_words_is_read_by_the_subject_that_was_written_for_it(words: str) -> None:
    (item,) = read(words, subject="Sam: send the revised quote to Fabrikam by Thursday")
    assert item.what is not None
    assert item.what.value == "Send the revised quote to Fabrikam"
    assert item.owner is not None
    assert item.owner.value == SAM


def test_the_subject_of_an_empty_reply_or_forward_is_somebody_elses_words() -> None:
    assert read("", subject="RE: Sam: send the revised quote by Thursday") == ()
    assert read("", subject="FW: Sam: send the revised quote by Thursday") == ()


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Sam to send the report by Friday, see you then", "Send the report", "2026-11-27"),
        ("Sam,\n\nyou two will prepare the slides for the board by Thursday 3 December.",
         "Prepare the slides for the board", "2026-12-03"),
        ("Sam - please have the Henderson proposal ready for Thursday 2pm, I want to see pricing for three options.",
         "Finish the Henderson proposal", "2026-11-26"),
    ],
)  # fmt: skip
def test_what_is_said_beside_an_order_is_no_part_of_it(text: str, what: str, due: str) -> None:
    (item,) = read(text)
    assert item.what is not None
    assert item.what.value == what
    assert item.due is not None
    assert str(item.due.value.day) == due


def test_a_follow_up_on_the_weekday_of_the_mail_is_in_a_week() -> None:
    (item,) = read("Sam, send the offer by Friday. We'll review it on Monday at 10.")
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert str(item.follow_up.value.when.day) == "2026-11-30"


def test_an_order_that_names_no_thing_is_asked_about() -> None:
    (item,) = read("Sam, please do that by Wednesday next week.")
    assert [doubt.field for doubt in item.doubts] == ["what"]


@pytest.mark.parametrize(
    ("text", "what", "owner"),
    [
        ("Remind me to call Mark about the budget on Wednesday", "Call Mark about the budget", "Anna Reed"),
        ("Sam, I'll call Fabrikam tomorrow and send you the minutes afterwards.",
         "Call Fabrikam and send Sam the minutes afterwards", "Anna Reed"),
    ],
)  # fmt: skip
def test_a_promise_of_the_writer_is_no_follow_up(text: str, what: str, owner: str) -> None:
    (item,) = read(text)
    assert item.what is not None
    assert item.what.value == what
    assert item.owner is not None
    assert item.owner.value.name == owner


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Sam to check whether the licence can be extended by Friday",
            "It is known whether the licence can be extended",
        ),
        ("Sam, please hand everything over by Friday.", None),
    ],
)
def test_a_measure_is_not_made_of_words_that_make_none(text: str, measure: str | None) -> None:
    (item,) = read(text)
    assert (item.measure.value if item.measure else None) == measure


def test_why_it_presses_is_no_part_of_what_is_to_be_done() -> None:
    (item,) = read("Sam, please get the 3 outstanding references for J. Smith by tomorrow noon, client is waiting.")
    assert item.what is not None
    assert item.what.value == "Get the 3 outstanding references for J. Smith"
    assert item.why is not None
    assert item.why.value == "Client is waiting"


def test_a_number_that_is_part_of_a_name_is_no_measure() -> None:
    (item,) = read("Sam, please write to the Year 9 parents about the trip by Friday.")
    assert item.measure is None
    (counted,) = read("Sam, please write to the 9 parents about the trip by Friday.")
    assert counted.measure is not None


def test_what_has_been_read_is_no_order() -> None:
    assert whats("Sam,\n\nRead the draft, thanks. Please print the notice yourself by Friday.") == ["Print the notice"]


def test_a_day_that_is_offered_to_see_where_things_stand_is_the_follow_up() -> None:
    (item,) = read("Sam to order the lamps by Friday.\n\nShall we say Monday 30th, 7pm, at mine to see where we are?")
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert (item.follow_up.value.when.day.day, item.follow_up.value.when.clock) == (30, time(19))


def test_initials_behind_a_topic_are_who_does_it() -> None:
    minutes = (
        "Present: Sam Lee (SL), Tom Baker (TB)\n\n1. Rota. SL to print the rota by 27/11.\nAOB - van 6 is due in June."
    )
    (item,) = read(minutes, to=(SAM, TOM))
    assert item.owner is not None
    assert item.owner.value == SAM


def test_a_matter_that_is_counted_is_nobody() -> None:
    (item,) = read("Sam\n\nSecond, the linen order: could you bring it to the depot by Thursday?")
    assert item.owner is not None
    assert item.owner.value == SAM
