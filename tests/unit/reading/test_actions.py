"""Actions in managers' mails: who does what by when, in every shape that people write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.people import Person
from tests.unit.reading.mails import ANNA, JANE, KNOWN, LUIS, PRIYA, SERVICE, TOM, below, briefs, found, mail

TEAM = (TOM, PRIYA, LUIS)

PROSE = [
    (
        "Tom will call the 10 lapsed clients on the Q4 list by Friday 20 March.",
        [("Tom", "Call the 10 lapsed clients on the Q4 list", "20 Mar")],
    ),
    (
        "Please could you send the revised rota to Luis by Thursday and book the training room by Friday 20 March?",
        [("?", "Send the revised rota to Luis", "12 Mar"), ("?", "Book the training room", "20 Mar")],
    ),
    (
        "right tom needs to call the 10 lapsed clients by friday and book 3 meetings and then priya is going to send "
        "the new terms to pelham by tuesday i will catch up with tom on monday",
        [
            ("Tom", "Call the 10 lapsed clients and book 3 meetings", "13 Mar"),
            ("Priya", "Send the new terms to pelham", "17 Mar"),
        ],
    ),
    (
        "I've asked Priya to get the contract over to Pelham by noon on Friday.",
        [("Priya", "Get the contract over to Pelham", "13 Mar")],
    ),
    (
        "Tom, can you get the quotes from the three printers by Thursday? I'd like Luis to write up the near-miss "
        "reports by the end of the month because the inspector comes in April.",
        [
            ("Tom", "Get the quotes from the three printers", "12 Mar"),
            ("Luis", "Write up the near-miss reports", "31 Mar"),
        ],
    ),
    (
        "Tom – two things: (1) confirm the venue by Friday, (2) send out the invites by Tuesday 17 March.",
        [("Tom", "Confirm the venue", "13 Mar"), ("Tom", "Send out the invites", "17 Mar")],
    ),
    (
        "Tom - call Pelham by Fri. Priya - send the CVs to Cobalt tomorrow 10am.",
        [("Tom", "Call Pelham", "13 Mar"), ("Priya", "Send the CVs to Cobalt", "12 Mar")],
    ),
    ("Tom: the three quotes by Thursday 19 March please.", [("Tom", "The three quotes", "19 Mar")]),
    (
        "Following your review I need Luis to complete the forklift refresher by 30 April.",
        [("Luis", "Complete the forklift refresher", "30 Apr")],
    ),
    ("You said Tom would have a look. Priya agreed to chair the panel.", [("Priya", "Chair the panel", "-")]),
]

LISTS = [
    (
        "By 27 March:\n- Tom: rewrite the three adverts\n- Priya - call Pelham about the rebate\n"
        "- @Luis book the van\n",
        [
            ("Tom", "Rewrite the three adverts", "27 Mar"),
            ("Priya", "Call Pelham about the rebate", "27 Mar"),
            ("Luis", "Book the van", "27 Mar"),
        ],
    ),
    (
        "Actions from today:\n\nPRIYA\nFinish the audit file by Friday\n"
        "Send the three certificates to HR by 18 March\n\n"
        "TOM BAKER\nDraft the Q2 plan (one page) by 27 March\n\n"
        "Done\nRota published\n\nNot doing\nNew coffee machine\n",
        [
            ("Priya", "Finish the audit file", "13 Mar"),
            ("Priya", "Send the three certificates to HR", "18 Mar"),
            ("Tom", "Draft the Q2 plan (one page)", "27 Mar"),
        ],
    ),
    (
        "Minutes 11 March\n1. Update the price list (TB, 17/3)\n2. Chase the five overdue invoices [Priya, 20 March]\n"
        "3. Order 40 hi-vis vests - Luis - 13 March\n4. Discussed parking. No action.\n",
        [
            ("Tom", "Update the price list", "17 Mar"),
            ("Priya", "Chase the five overdue invoices", "20 Mar"),
            ("Luis", "Order 40 hi-vis vests", "13 Mar"),
        ],
    ),
    (
        "Tom Baker:\n  • Call Pelham re the rebate – by Fri 13 March\n     - use the new script\n"
        "  • Write up the visit notes\nPriya Nair:\n  • Order the signs by 2 April\n",
        [
            ("Tom", "Call Pelham re the rebate", "13 Mar"),
            ("Tom", "Write up the visit notes", "-"),
            ("Priya", "Order the signs", "2 Apr"),
        ],
    ),
    (
        "Carried over from February:\n- Tom: finish the handbook - was 27 Feb, now 31 March\n"
        "- Priya: send the letter to payroll - done 3 March\n\nNew:\n- Tom: order the new signs by 18 March\n\n"
        "Dropped:\n- Luis: van wrap\n",
        [("Tom", "Finish the handbook", "31 Mar"), ("Tom", "Order the new signs", "18 Mar")],
    ),
    (
        "[x] Tom: publish the rota\n[ ] Priya: file the returns by Friday\n",
        [("Priya", "File the returns", "13 Mar")],
    ),
    (
        "- The rota template needs to be corrected before 20 March.\n- Someone should tell the night team.\n",
        [("?", "Correct the rota template", "20 Mar"), ("?", "Tell the night team", "-")],
    ),
]

TABLES = [
    (
        "| Action | Owner | Due | Measure |\n|---|---|---|---|\n"
        "| Call the ten lapsed clients | Tom | 20/03/2026 | 3 meetings booked |\n"
        "| Publish the new rota | Priya | Friday | rota on the board |\n",
        [("Tom", "Call the ten lapsed clients", "20 Mar"), ("Priya", "Publish the new rota", "13 Mar")],
    ),
    (
        "What\tWho\tBy when\tStatus\nFix dock 2 scanner\tLuis\t18 March\tOpen\nTrain pickers\tPriya\t12 March\tDone\n",
        [("Luis", "Fix dock 2 scanner", "18 Mar")],
    ),
    (
        "Tom | Replace the faulty scanner | 18 March\nPriya | Review the picking route | 27 March\n",
        [("Tom", "Replace the faulty scanner", "18 Mar"), ("Priya", "Review the picking route", "27 Mar")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [*PROSE, *LISTS, *TABLES])
def test_actions_are_found_with_owner_and_day(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert briefs(mail(text, to=TEAM)) == wanted


NOTHING = [
    "Maybe we could look at a new CRM next year. If the budget comes through Tom might run a pilot.",
    "Please do not hesitate to contact me. Let me know if you have any questions.",
    "FYI - Tom will be on leave from 16 March until 20 March. The new rota starts on Monday.",
    "Thanks for the chat. Well done on the tender, and see you next week!",
    "- Everyone - keep logging near misses on the board",
    "I have already sent the letter to payroll.",
    "The office will close at 1pm on Friday. The contractor has confirmed that the work will be finished by Saturday.",
    "Please consider the environment before printing this mail.",
    "We talked about retention, which is a big issue across the sector.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_an_action_is_none(text: str) -> None:
    assert briefs(mail(text, to=TEAM)) == []


def test_figures_are_kept_apart_and_never_logged() -> None:
    read = found(
        mail(
            "- 20k billings each\n- 40 calls a day\n- Hit 95% on compliance audits\n- Tom: call Pelham by Friday\n",
            to=TEAM,
        )
    )
    assert [item.what.value for item in read.items if item.what] == ["Call Pelham"]
    assert read.targets == ["- 20k billings each", "- 40 calls a day", "- Hit 95% on compliance audits"]


def test_a_figure_before_an_action_is_its_why() -> None:
    (item,) = found(mail("To get to 12 CVs a week you'll rewrite three adverts by Friday.")).items
    assert item.what is not None
    assert item.what.value == "Rewrite three adverts"
    assert item.why is not None
    assert item.why.value == "To get to 12 CVs a week"


def test_what_is_loose_is_told_and_not_logged() -> None:
    read = found(mail("HR will send the certificate separately. Someone needs to sort the store room.", to=TEAM))
    assert read.items == []
    assert read.noticed == ["HR will send the certificate separately.", "Someone needs to sort the store room."]


def test_the_service_is_nobody_to_be_asked() -> None:
    of = mail("Please log Tom's two below.", to=(SERVICE,), cc=())
    older = below("I will call the 10 lapsed clients by Friday 20 March.\nI'll rewrite my profile by Monday.")
    assert briefs(of, older) == [
        ("Tom", "Call the 10 lapsed clients", "20 Mar"),
        ("Tom", "Rewrite the profile", "16 Mar"),
    ]


def test_i_and_the_dates_belong_to_the_message_they_stand_in() -> None:
    of = mail("Please track this.", to=(SERVICE,), cc=())
    older = below("I'll send you the tender answer tomorrow.")  # written on Tuesday the 10th
    assert briefs(of, older) == [("Tom", "Send Anna the tender answer", "11 Mar")]


def test_a_clients_wishes_are_background_when_the_note_says_what_to_do() -> None:
    of = mail("Tom to call her back today before 5pm and confirm the start date.", to=(SERVICE,), cc=(TOM,))
    older = below("Could you please send your terms by tomorrow? I will send the order.", author=JANE, to=(ANNA,))
    read = found(of, older)
    assert [item.what.value for item in read.items if item.what] == ["Call her back and confirm the start date"]
    assert len(read.noticed) == 2


def test_somebody_outside_can_own_an_action() -> None:
    of = mail("You kindly offered to send us the job description by Friday.", to=(JANE,), cc=(TOM, SERVICE))
    (item,) = found(of).items
    assert item.owner is not None
    assert item.owner.value == JANE


def test_two_toms_are_a_doubt_with_both_names() -> None:
    other = Person(address="tom.hill@oak.example", name="Tom Hill")
    (item,) = found(mail("Tom will call Pelham by Friday.", to=(TOM, other))).items
    assert item.owner is None
    (doubt,) = item.doubts
    assert (doubt.field, doubt.readings) == ("owner", ("Tom Baker", "Tom Hill"))


def test_two_owners_of_one_action_are_a_doubt() -> None:
    (item,) = found(mail("Priya and Luis to meet the landlord on 15 April.", to=TEAM)).items
    assert item.owner is None
    assert item.doubts[0].readings == ("Priya Nair", "Luis Ferrer")


def test_a_name_nobody_knows_is_asked_for() -> None:
    (item,) = found(mail("- Zoe - print the cards by 15 May")).items
    assert item.owner is None
    assert item.doubts[0].readings == ("Zoe",)


def test_you_among_several_readers_is_asked_for() -> None:
    (item,) = found(mail("Please send me the figures by Friday.", to=(TOM, PRIYA))).items
    assert item.owner is None
    assert item.doubts[0].readings == ("Tom Baker", "Priya Nair")


def test_a_list_somebody_else_sent_in_without_a_subject_is_not_guessed() -> None:
    older = below("Next steps:\n- call the agency by Friday\n", author=TOM, to=(ANNA,))
    (item,) = found(mail("", to=(SERVICE,), cc=()), older, known=replace(KNOWN, people=())).items
    assert item.owner is None
    assert set(item.doubts[0].readings) == {"Tom Baker", "Anna Reed"}


def test_a_list_of_ones_own_is_the_writers() -> None:
    of = mail("My actions this week:\n- finish the handbook by Friday\n- call 5 candidates\n", author=TOM, to=(ANNA,))
    assert [who for who, _, _ in briefs(of)] == ["Tom", "Tom"]


def test_a_date_that_could_be_two_is_a_doubt() -> None:
    (item,) = found(mail("Tom to send the terms by Wednesday.", to=TEAM)).items  # written on a Wednesday
    assert item.due is not None
    assert [doubt.field for doubt in item.doubts] == ["due"]
    assert len(item.doubts[0].readings) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Tom to send the terms asap.",
        "Tom to send the terms soon.",
        "Tom to write up the minutes of 2 March.",
        "Tom to call the six people absent since January.",
        "Tom to book the room for 2 April.",
        "Tom to call the candidates who dropped out in February.",
        "Tom to update Thursday's list.",
    ],
)
def test_what_is_no_due_date_is_not_taken_for_one(text: str) -> None:
    (item,) = found(mail(text, to=TEAM)).items
    assert item.due is None


def test_wrapping_changes_nothing() -> None:
    plain = "Tom will call the 10 lapsed clients on the Q4 list by Friday 20 March, because repeat business is down."
    wrapped = "Tom will call the 10 lapsed clients on the Q4 list by Friday 20\nMarch, because repeat business is down."
    assert found(mail(plain)).items == found(mail(wrapped)).items


def test_renaming_people_changes_only_the_names() -> None:
    of = mail("Tom to call Pelham by Friday.\nPriya to send the terms by Monday.", to=(TOM, PRIYA))
    other = replace(TOM, name="Kwame Mensah", address="kwame.mensah@oak.example")
    renamed = replace(of, text=of.text.replace("Tom", "Kwame"), to=(other, PRIYA))
    assert [(b[1], b[2]) for b in briefs(of)] == [(b[1], b[2]) for b in briefs(renamed)]
    assert briefs(renamed)[0][0] == "Kwame"
