"""Threads: the newest message wins; answers under quoted questions are completed by them."""

from __future__ import annotations

from datetime import UTC, datetime

from followupd.reading.read import read_mail
from tests.unit.reading.mails import ANNA, KNOWN, LUIS, PRIYA, SERVICE, TOM, below, brief, briefs, mail

TEAM = (TOM, PRIYA, LUIS)
FIRST = below(
    "Tom to finish the handbook by 20 March.\nTom to send the starter letter to payroll.\n"
    "Priya to draft the IT checklist.\n",
    author=ANNA,
    to=(TOM, PRIYA),
    kind="quoted",
)


def test_a_newer_message_moves_the_date() -> None:
    of = mail("Fine by me - Tom, 27 March for the handbook then.", to=(TOM, PRIYA))
    assert ("Tom", "Finish the handbook", "27 Mar") in briefs(of, FIRST)


def test_a_proposal_counts_once_it_is_agreed_to() -> None:
    asked = below("Anna, I can't make the 20th for the handbook. Could we say the 27th?", kind="quoted")
    assert ("Tom", "Finish the handbook", "27 Mar") in briefs(mail("Fine by me.", to=(TOM, PRIYA)), asked, FIRST)
    assert ("Tom", "Finish the handbook", "20 Mar") in briefs(
        mail("I'll think about it.", to=(TOM, PRIYA)), asked, FIRST
    )


def test_what_was_done_meanwhile_is_closed() -> None:
    told = below("I already sent the starter letter to payroll yesterday.", kind="quoted")
    assert not any("letter" in what for _, what, _ in briefs(mail("Thanks both.", to=(TOM, PRIYA)), told, FIRST))


def test_the_same_action_told_twice_is_one() -> None:
    of = mail("Priya, please still get the IT checklist over to Tom by Monday.", to=(TOM, PRIYA))
    checklists = [each for each in briefs(of, FIRST) if "checklist" in each[1]]
    assert checklists == [("Priya", "Get the IT checklist over to Tom", "16 Mar")]


def test_a_newer_message_gives_it_to_somebody_else() -> None:
    of = mail("Luis will take over the handbook from Tom, same date.", to=TEAM)
    assert ("Luis", "Finish the handbook", "20 Mar") in briefs(of, FIRST)
    assert not any(who == "Tom" and "handbook" in what for who, what, _ in briefs(of, FIRST))


def test_answers_under_questions_are_completed_by_them() -> None:
    text = (
        "Hi Anna, answers below.\n\nTom\n\n"
        "On Tue, 10 Mar 2026 at 16:00, Anna Reed <anna.reed@oak.example> wrote:\n"
        "> Tom,\n> 1. Rota for April - when?\nI'll publish it by Friday 13 March.\n"
        "> 2. Who calls Pelham?\nPriya will, by Monday.\n"
        "> 3. When will you send the March figures?\nThursday 19 March.\n"
        "> 4. Is the van back?\nDone yesterday.\n> Thanks\n> Anna\n"
    )
    of = mail(
        text, author=TOM, to=(ANNA, PRIYA), subject="RE: Questions", received=datetime(2026, 3, 11, 9, tzinfo=UTC)
    )
    assert [brief(item) for item in read_mail(of, KNOWN).items] == [
        ("Tom", "Publish Rota for April", "13 Mar"),
        ("Priya", "Call Pelham", "16 Mar"),
        ("Tom", "Send the March figures", "19 Mar"),
    ]


def test_a_note_says_by_number_whose_an_entry_is_and_what_is_done() -> None:
    told = below("1. Tom to call Pelham by 16 March.\n2. Clean the store by 20 March.\n3. Tom to wipe the laptops.\n")
    of = mail("Mine is no. 2, and Tom has done no. 3 already.", to=(SERVICE,))
    assert briefs(of, told) == [("Tom", "Call Pelham", "16 Mar"), ("Anna", "Clean the store", "20 Mar")]


def test_a_yes_with_a_but_orders_what_stands_behind_it() -> None:
    asked = below("Anna, the plans for Pelham are ready. Shall I post them on Monday?", kind="quoted")
    of = mail("Tom - yes go ahead, but post them by noon tomorrow not Monday. Then ring Ms Pelham on Tuesday.")
    assert briefs(of, asked) == [("Tom", "Post them", "12 Mar"), ("Tom", "Ring Ms Pelham", "17 Mar")]
