"""Another amount that an owner offers, read and put into what was agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.amending import with_amount
from followupd.domain.happenings import Amount
from followupd.reading.answer_amounts import amount_offered
from tests.unit.domain.build import agreed

AGREED = agreed().standings[0].action


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("Can I do 8 instead of 10?", Amount(new="8", old="10")),
        ("Eight rather than ten would be fine", Amount(new="eight", old="ten")),
        ("Fine, but 2 meetings is all I can manage", Amount(new="2", noun="meetings")),
        ("I would rather do 8 clients", Amount(new="8", noun="clients")),
        ("Can we make it 5?", Amount(new="5")),
        ("I have done 8 of them", None),
        ("I will be in at 10 on Friday", None),
        ("Can you make it on Friday?", None),
    ],
)
def test_an_amount_is_offered_or_not(words: str, amount: Amount | None) -> None:
    assert amount_offered(words) == amount


@pytest.mark.parametrize(
    ("amount", "what", "measure"),
    [
        (Amount(new="8", old="10"), "Call the 8 lapsed clients", "At least 3 meetings"),
        (Amount(new="2", noun="meetings"), "Call the 10 lapsed clients", "At least 2 meetings"),
        (Amount(new="8", noun="clients"), "Call the 8 lapsed clients", "At least 3 meetings"),
        (Amount(new="8", old="12"), "Call the 10 lapsed clients", "At least 3 meetings"),
        (Amount(new="8", noun="suppliers"), "Call the 10 lapsed clients", "At least 3 meetings"),
    ],
)
def test_it_takes_the_place_of_the_one_that_it_stands_for(amount: Amount, what: str, measure: str) -> None:
    changed = with_amount(replace(AGREED, what="Call the 10 lapsed clients", measure="At least 3 meetings"), amount)
    assert (changed.what, changed.measure) == (what, measure)


def test_where_two_could_be_meant_nothing_is_guessed() -> None:
    twice = replace(AGREED, what="Call 10 clients and visit 10 suppliers", measure="20 notes")
    assert with_amount(twice, Amount(new="8", old="10")) == twice
