"""Shapes in which people write what they agreed, one rule a row. Written on Wednesday 11 March 2026 by Anna to Tom."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import Person
from followupd.reading.actions.french import asks as french_asks
from followupd.reading.dates import Day, find_dates
from followupd.reading.plain import lines_of_text
from tests.unit.reading.mails import ANNA, LONDON, LUIS, PRIYA, SERVICE, TOM, below, brief, briefs, found, mail

Who = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # an adverb between somebody and what binds him
        ("You also said you would wash the van by Friday.", [("Tom", "Wash the van", "13 Mar")]),
        # who said it is not who does it
        ("At the meeting we said you would wash the van by Friday.", [("Tom", "Wash the van", "13 Mar")]),
        ("It was agreed that Priya would wash the van by Friday.", [("Priya", "Wash the van", "13 Mar")]),
        # the present binds with its day only
        ("One thing: you send the plan to Luis by Friday.", [("Tom", "Send the plan to Luis", "13 Mar")]),
        ("So you book the hall by Friday and I pay for it on Monday.",
         [("Tom", "Book the hall", "13 Mar"), ("Anna", "Pay for it", "16 Mar")]),
        ("I call clients and you send letters.", []),
        # what is owed, and what is on somebody
        ("I also owe you the plan, by Friday.", [("Anna", "Give Tom the plan", "13 Mar")]),
        ("And it's on me to paint the door this week.", [("Anna", "Paint the door", "13 Mar")]),
        # what will have been done
        ("By 20 March you'll have painted the door.", [("Tom", "Paint the door", "20 Mar")]),
        # each half its own day, whatever its preposition
        ("Can you order the skip by Friday and ring the council tomorrow?",
         [("Tom", "Order the skip", "13 Mar"), ("Tom", "Ring the council", "12 Mar")]),
        # the day of the one before
        ("Tom to print the maps by 20 March. Priya to book the band by the same date.",
         [("Tom", "Print the maps", "20 Mar"), ("Priya", "Book the band by the same date", "20 Mar")]),
        # a day that is the object of the verb, and a day that names a thing
        ("Tom agreed to cover Easter Monday.", [("Tom", "Cover Easter Monday", "-")]),
        ("You'll chair the Monday production meeting.", [("Tom", "Chair the Monday production meeting", "-")]),
        # a name with marks around it, initials that are a small word
        ("*Tom* to paint the door by Friday", [("Tom", "Paint the door", "13 Mar")]),
        # requests
        ("Tom, let's have the index on the drive by Friday.", [("Tom", "Get the index on the drive", "13 Mar")]),
        ("Could I send the plan on Friday instead?", []),
        # a pronoun adds nothing
        ("You'll write to the landlord. You'll do that as soon as you can.", [("Tom", "Write to the landlord", "-")]),
        # already in place is not already done
        ("You will send the plan by Friday, with the drawings already in place.",
         [("Tom", "Send the plan, with the drawings already in place", "13 Mar")]),
        # speaking with strangers is work
        ("I'll have a word with Simon about the keys on Monday.",
         [("Anna", "Have a word with Simon about the keys", "16 Mar")]),
        ("I shall speak to the partners by Friday.", [("Anna", "Speak to the partners", "13 Mar")]),
        # "Revert" is nobody
        ("- Revert to Mr Pillai on the invoices by Friday", [("Tom", "Revert to Mr Pillai on the invoices", "13 Mar")]),
        # who stands in front
        ("My action: paint the door by Friday.", [("Anna", "Paint the door", "13 Mar")]),
        ("Your action: paint the door by Friday.", [("Tom", "Paint the door", "13 Mar")]),
        # arrows
        ("Lamp broken -> Luis, new one by Friday", [("Luis", "New one", "13 Mar")]),
        ("Newsletter → Priya / 20 March", [("Priya", "Newsletter", "20 Mar")]),
        # a topic is no order
        ("1. Interview questions - you'll send me these by Friday", [("Tom", "Send Anna these", "13 Mar")]),
        # numbered objectives are entries; numbered items of minutes are headings
        ("Objective 1: Paint the door by 20 March. Measure: two coats.", [("Tom", "Paint the door", "20 Mar")]),
        ("Item 1: Volunteers\nPriya offered to phone the ten volunteers by Friday.",
         [("Priya", "Phone the ten volunteers", "13 Mar")]),
        # a list under a day
        ("By 20 March\n- New price list\n- Door painted",
         [("Tom", "New price list", "20 Mar"), ("Tom", "Door painted", "20 Mar")]),
        # details below an action
        ("Tom to paint the door by 20 March:\n  - two coats\n  - green",  [("Tom", "Paint the door", "20 Mar")]),
        # moved
        ("- Key audit - moved to 20 March", [("Tom", "Key audit", "20 Mar")]),
        # the writer's name ends the words
        ("You'll paint the door by Friday.\n\nAnna Reed\nPartner\nOak LLP | 0161 555 0101\n"
         "Sign up to our newsletter by 31 March!",
         [("Tom", "Paint the door", "13 Mar")]),
    ],
)  # fmt: skip
def test_who_does_what_by_when(text: str, told: list[Who]) -> None:
    assert briefs(mail(text)) == told


def test_initials_that_are_a_small_word_are_somebody() -> None:
    amina = Person(address="amina.sheikh@oak.example", name="Amina Sheikh")
    of = mail("AS to agree a cap with the agency (20/03)", to=(TOM, amina))
    assert briefs(of) == [("Amina", "Agree a cap with the agency", "20 Mar")]


def test_a_line_that_announces_a_list_is_no_greeting() -> None:
    (item,) = found(mail("Tom - three things please:\nthe plan to Luis by Friday")).items
    assert brief(item)[::2] == ("Tom", "13 Mar")


def test_dropped_in_a_newer_message_is_dropped() -> None:
    old = below(
        "- Tom to rewrite the letter template by 20 March\n- Tom to paint the door by 20 March", author=ANNA, to=(TOM,)
    )
    newer = mail("Tom - drop the letter template, head office are doing it.", subject="RE: Actions")
    assert briefs(newer, old) == [("Tom", "Paint the door", "20 Mar")]


def test_a_day_that_works_is_agreed() -> None:
    first = below("Tom, you will send the six samples by Friday 13 March.", author=ANNA, to=(TOM,))
    asked = below("Can I send the samples on Friday 20 March instead?", kind="quoted")
    assert briefs(mail("Friday 20 March works.", subject="RE: Actions"), asked, first) == [
        ("Tom", "Send the six samples", "20 Mar")
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("You'll rewrite the policy. Done looks like two pages on the intranet by 20 March.", date(2026, 3, 20)),
        ("Tom, before our meeting on 20 March you will:\n- photograph the doors", date(2026, 3, 20)),
    ],
)
def test_the_day_may_stand_in_the_measure_or_above_the_list(text: str, day: date) -> None:
    (item,) = found(mail(text)).items
    assert item.due is not None
    assert item.due.value.day == day


def test_the_only_action_may_have_its_day_in_the_subject() -> None:
    (item,) = found(
        mail("Tom, count both warehouses and give me the two sheets.", subject="Stock count by 20 March")
    ).items
    assert item.due is not None
    assert (item.due.value.day, item.due.words) == (date(2026, 3, 20), "20 March")
    (other,) = found(
        mail("Tom, count both warehouses and give me the two sheets.", subject="RE: Stock count by 20 March")
    ).items
    assert other.due is None


def test_a_subject_that_says_it_all_is_read() -> None:
    assert briefs(mail("Thanks Tom.", subject="Tom to replace the lock by 20 March")) == [
        ("Tom", "Replace the lock", "20 Mar")
    ]
    assert briefs(mail("Thanks Tom.", subject="Re: Tom to replace the lock by 20 March")) == []


@pytest.mark.parametrize(
    "told",
    [
        "Tom, these are yours, and we'll go through them together on Monday 23 March:\n- paint the door",
        "Tom, before our meeting on 23 March you will:\n- paint the door",
        "You'll paint the door. Happy to chat again on 23 March.",
        "You'll paint the door. Let's circle back on 23 March.",
        "You'll paint the door. Let's compare notes on 23 March.",
        "You'll paint the door. Can we talk about it on 23 March?",
        "You'll paint the door. Will connect on 23 March to take stock.",
    ],
)
def test_when_people_come_back_to_it(told: str) -> None:
    (item,) = found(mail(told)).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == date(2026, 3, 23)


def test_words_to_the_service_may_say_when_the_follow_up_is() -> None:
    of = mail("Please track these, I'll see him on 23 March to go through them.", to=(SERVICE,), cc=())
    (item,) = found(of, below("I will paint the door by Friday.")).items
    assert item.follow_up is not None
    assert item.follow_up.value.when is not None
    assert item.follow_up.value.when.day == date(2026, 3, 23)


@pytest.mark.parametrize(
    "figure",
    [
        "We had 23 complaints in October against a limit of 8.",
        "Complaints last month: 4, down from 9",
        "Right first time needs to go from 94% to 98% by September.",
        "Orders yesterday: 61, target 70.",
        "- average wait below 40 seconds",
        "- first-call resolution 78%",
        "- zero late shipments",
    ],
)
def test_these_are_figures_and_no_actions(figure: str) -> None:
    told = found(mail(f"Tom\n\nYou'll paint the door by Friday.\n\n{figure}"))
    assert [brief(item)[1] for item in told.items] == ["Paint the door"]
    assert figure in told.targets


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Hallo Tom,\n\nich zähle bis Freitag die Regale nach und schicke dir die Liste bis zum 20.03.",
            ["13 Mar", "20 Mar"],
        ),
        ("Hallo Tom,\n\ndu verlegst den Boden im Flur bis zum 20.03.", ["20 Mar"]),
        ("Hallo Tom,\n\ndu bekommst die Schlüssel bis zum 20.03.", []),
        ("Bonjour Tom,\n\nJe m'occupe de la réservation de la salle pour le 20 mars.", ["20 Mar"]),
    ],
)
def test_german_and_french_verbs_that_no_list_holds(text: str, told: list[str]) -> None:
    assert [brief(item)[2] for item in found(mail(text)).items] == told


def test_a_french_future_is_read_whatever_its_verb() -> None:
    (ask,) = french_asks("Luc distribuera les tracts avant vendredi.", lambda word: word == "Luc")
    assert ask.verb == "distribuer"


def test_the_cells_of_a_tabbed_row_stay_apart() -> None:
    rows = lines_of_text("Action\tOwner\tBy when\nNew registers\tPriya\t20 March")
    assert [line.text for line in rows.lines] == ["Action | Owner | By when", "New registers | Priya | 20 March"]
    assert lines_of_text("Owner:\tTom").lines[0].text == "Owner: Tom"


@pytest.mark.parametrize(
    ("said", "day"), [("by next Friday (20 March)", date(2026, 3, 20)), ("before the 20th", date(2026, 3, 20))]
)
def test_a_date_in_brackets_confirms_and_the_before_it_counts(said: str, day: date) -> None:
    (only,) = find_dates(
        said, datetime(2026, 3, 11, 9, tzinfo=ZoneInfo("Europe/London")), working=LONDON, day_first=True
    )
    assert only.readings == (Day(day=day),)


def test_luis_and_priya_named_together_are_asked_about() -> None:
    (item,) = found(mail("*Luis & Priya* to walk the line together on 20 March", to=(LUIS, PRIYA))).items
    assert item.owner is None
    assert [doubt.field for doubt in item.doubts] == ["owner"]
