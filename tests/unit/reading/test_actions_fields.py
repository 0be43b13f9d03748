"""The fields of an action: each with the words it was read from, and empty when they are taken away."""

from __future__ import annotations

from datetime import date, time
from typing import TypeVar

import pytest

from followupd.domain.action import How, Item
from tests.unit.reading.mails import LUIS, PRIYA, TOM, brief, found, mail

T = TypeVar("T")

FULL = (
    "Tom,\n\n"
    "Tom will call the lapsed clients on the old list by Friday 20 March. "
    "The measure is three meetings booked. "
    "This matters because repeat business is down. "
    "Priya will help with the list. "
    "I'll look in the CRM first. "
    "We'll review it by phone on Monday 23 March at 10.\n\nAnna"
)


def told(said: T | None) -> T:
    assert said is not None
    return said


def only(text: str, **of: object) -> Item:
    (item,) = found(mail(text, **of)).items  # type: ignore[arg-type]
    return item


def test_everything_that_is_said_is_read_with_its_words() -> None:
    item = only(FULL)
    assert (told(item.owner).value, told(item.owner).words) == (TOM, "Tom")
    assert told(item.what).value == "Call the lapsed clients on the old list"
    assert (told(item.due).value.day, told(item.due).words) == (date(2026, 3, 20), "by Friday 20 March")
    assert told(item.measure).value == "Three meetings booked"
    assert told(item.why).value == "Repeat business is down"
    assert told(item.achievable).value == "Priya will help with the list"
    assert told(item.check).value == "The CRM"
    when = told(told(item.follow_up).value.when)
    assert (when.day, when.clock) == (date(2026, 3, 23), time(10))
    assert told(item.follow_up).value.how is How.CALL
    assert item.doubts == ()


def test_every_word_quoted_stands_in_the_mail() -> None:
    item = only(FULL)
    text = " ".join(FULL.split())
    for name in ("what", "owner", "due", "measure", "why", "achievable", "check", "follow_up"):
        said = getattr(item, name)
        assert said.words
        assert said.words in text


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (" by Friday 20 March", "due"),
        ("The measure is three meetings booked. ", "measure"),
        ("This matters because repeat business is down. ", "why"),
        ("Priya will help with the list. ", "achievable"),
        ("I'll look in the CRM first. ", "check"),
        ("We'll review it by phone on Monday 23 March at 10.", "follow_up"),
    ],
)
def test_what_is_taken_away_is_empty_and_nothing_else_changes(sentence: str, name: str) -> None:
    whole, less = only(FULL), only(FULL.replace(sentence, ""))
    assert getattr(less, name) is None
    for other in ("what", "owner", "due", "measure", "why", "achievable", "check", "follow_up"):
        if other not in (name, "what"):
            assert getattr(less, other) == getattr(whole, other)
    assert brief(less)[:2] == brief(whole)[:2]


def test_without_a_name_the_owner_is_empty() -> None:
    item = only("The price list needs to be updated by Friday 20 March.", to=(TOM, PRIYA))
    assert item.owner is None


MEASURES = [
    ("Tom to call the 10 lapsed clients by Friday.", "10 lapsed clients called"),
    ("Tom to call the lapsed clients by Friday and book at least 3 meetings.", "At least 3 meetings booked"),
    ("Tom to ring the expo contacts by Friday so that we have 4 meetings.", "4 meetings"),
    ("Tom to send us the updated job description by Friday.", "Updated job description sent"),
    ("Tom to finish the handbook (all six chapters) by Friday.", "All six chapters"),
    ("Tom to complete the ethics module by 30 June (certificate uploaded).", "Certificate uploaded"),
    ("Tom to train the pickers by 22 May; four sign-off sheets in the folder.", "Four sign-off sheets in the folder"),
    ("Tom to run the stock count by Friday. It's done when the sheet is signed.", "The sheet is signed"),
    ("Tom to call Pelham by Friday. Measure: rebate form signed.", "Rebate form signed"),
    ("Tom to call the lapsed clients by Friday.", None),
    ("Tom to look into the delays by Friday.", None),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_the_measure_is_what_can_be_seen_or_counted(text: str, measure: str | None) -> None:
    item = only(text)
    assert (item.measure.value if item.measure else None) == measure


REASONS = [
    ("Tom to call Pelham by Friday because the rebate is late.", "The rebate is late"),
    ("Tom to send Luis the spec by Friday so that he can order.", "He can order"),
    ("Tom to share the notes by Friday so she can run the exercise.", "She can run the exercise"),
    ("Tom to train the pickers by Friday, as we failed the audit.", "We failed the audit"),
    ("Tom to phone the agencies by Friday, it's £4,200 we are owed.", "It's £4,200 we are owed"),
    ("Tom to hold the talks by Friday to bring sickness down.", "To bring sickness down"),
    ("Tom to call Pelham as agreed by Friday.", None),
    ("Tom to ask Priya to keep the list by Friday.", None),
]


@pytest.mark.parametrize(("text", "why"), REASONS)
def test_the_reason_is_what_the_words_say_it_is_for(text: str, why: str | None) -> None:
    item = only(text, to=(TOM, PRIYA, LUIS))
    assert (item.why.value if item.why else None) == why


FOLLOW_UPS = [
    ("See you at the April review (9 April).", date(2026, 4, 9), How.MEETING),
    ("I'll catch up w him fri 4pm by phone", date(2026, 3, 13), How.CALL),
    ("Let's sit down again on Thursday 7 May at 3pm.", date(2026, 5, 7), How.MEETING),
    ("We'll look at all this again on the 22nd at 9.", date(2026, 3, 22), How.MEETING),
    ("Follow-up: 1:1 on 2 April at 14:00", date(2026, 4, 2), How.ONE_TO_ONE),
    ("I'll give you a ring on Thursday 23 April to see where we are.", date(2026, 4, 23), How.CALL),
    ("I'll pop by your desk on Friday to see how it went.", date(2026, 3, 13), How.DESK),
]


@pytest.mark.parametrize(("sentence", "day", "how"), FOLLOW_UPS)
def test_the_follow_up_is_no_action_but_holds_for_all(sentence: str, day: date, how: How) -> None:
    read = found(mail(f"- Tom to call Pelham by Thursday\n- Tom to send the terms by Friday\n\n{sentence}\n"))
    assert len(read.items) == 2
    for item in read.items:
        wish = told(item.follow_up).value
        assert told(wish.when).day == day
        assert wish.how is how


def test_a_call_to_somebody_else_is_work_and_no_follow_up() -> None:
    item = only("I'll call the supplier on Friday.")
    assert brief(item) == ("Anna", "Call the supplier", "13 Mar")


def test_a_record_holds_its_labelled_fields() -> None:
    item = only(
        "Action: Update the goods-in checklist\nOwner: Luis Ferrer\nDue: 13/05/2026\nMeasure: checklist on both docks\n"
        "Why: half of the returns were packaging\nHelp: Priya has the photos\nFollow-up: 1:1 on 15 May\n"
        "Check: the dock log\n"
    )
    assert brief(item) == ("Luis", "Update the goods-in checklist", "13 May")
    assert told(item.measure).value == "checklist on both docks"
    assert told(item.why).value == "half of the returns were packaging"
    assert told(item.achievable).value == "Priya has the photos"
    assert told(item.check).value == "the dock log"
    assert told(item.follow_up).value.how is How.ONE_TO_ONE


def test_several_records_do_not_share_fields() -> None:
    read = found(
        mail(
            "Objective: a second supplier\nAction: Visit two suppliers\nOwner: Tom\nDue: 30 June 2026\n\n"
            "Objective: lead the team\nAction: Complete the level 3 course\nOwner: Priya\nMeasure: certificate\n"
        )
    )
    first, second = read.items
    assert told(first.why).value == "a second supplier"
    assert told(second.why).value == "lead the team"
    assert told(first.measure).value == "Two suppliers visited"
    assert second.due is None


def test_both_readers_understand_the_words() -> None:
    item = only("Please send me your forecast by Friday so that I can plan your visits.")
    assert told(item.what).value == "Send Anna the forecast"
    assert told(item.why).value == "I can plan Tom's visits"
