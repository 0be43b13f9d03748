"""Ways of writing that a twenty-third and later batches showed."""

from __future__ import annotations

import pytest

from tests.unit.reading.test_actions_round_five import jan, read, told


def test_what_is_put_together_and_then_sent_is_one_action_with_the_day_of_sending() -> None:
    body = "Tom is going to put together a rota for the new wing and will send it to you by 20 January."
    assert [(who, due) for who, _, due in told(body)] == [("Tom Baker", jan(20))]


def test_what_is_sent_beside_it_is_an_action_of_its_own() -> None:
    body = "Tom is going to put together a rota for the new wing and will send the old one to Priya by 20 January."
    assert len(told(body)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "- All cleaners: please keep signing the door sheet",
        "Please keep signing the door sheet",
        "I'll put all of this on the agenda for the board meeting.",
    ],
)
def test_what_goes_on_as_ever_and_what_goes_on_an_agenda_is_no_action(line: str) -> None:
    assert told(f"Thanks all.\n\n{line}\n") == []


def test_a_level_of_a_measure_is_a_target_whatever_the_first_word_looks_like() -> None:
    found = read("Our figures:\n\n- Review score of 4.6\n- Tom to order the lamps by 20 January\n")
    assert found.targets == ("- Review score of 4.6",)
    assert [item.due.value.day if item.due else None for item in found.items] == [jan(20)]


def test_who_is_named_as_an_owner_is_meant_by_his_first_name_further_down() -> None:
    body = (
        "Protokoll\n\nAufgabe: Liste der Prüfmittel überarbeiten\nVerantwortlich: Jutta Feld\nBis: 30.01.2026\n\n"
        "- Jutta informiert bis 23. Januar die Nachtschicht über den neuen Ablauf.\n"
    )
    found = told(body)
    assert [due for _, _, due in found] == [jan(30), jan(23)]
    assert found[1][1].endswith("informieren")


def test_an_amount_in_four_digits_is_no_hour() -> None:
    assert [due for _, _, due in told("Tom to invoice Hallam for the 1850 today.")] == [jan(12)]
