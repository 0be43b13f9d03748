"""Somebody who is called by name in a sentence: the words are that person's, whoever the mail is addressed to."""

from __future__ import annotations

import pytest

from tests.unit.reading.mails import LUIS, PRIYA, TOM, found, mail

UNKNOWN = "There is no address for this name in the mail or the directory:"


def owners(body: str, *to: object) -> list[str]:
    """For each action its owner's first name, or the names of whom it may be with a question mark."""
    told = []
    for item in found(mail(body, to=to)).items:
        doubts = [doubt for doubt in item.doubts if doubt.field == "owner"]
        assert not (item.owner and doubts)
        told.append(item.owner.value.first if item.owner else "/".join((*doubts[0].readings, "?")) if doubts else "")
    return told


@pytest.mark.parametrize(
    ("body", "to", "who"),
    [
        ("Zora, you will call the 10 lapsed clients by Friday 20 March.", [], ["Zora/?"]),
        ("Zora, as agreed this morning: you will call the 10 lapsed clients by Friday 20 March.", [], ["Zora/?"]),
        ("Hi Zora,\n\nyou will call the 10 lapsed clients by Friday 20 March.", [], ["Zora/?"]),
        ("Zora, wie besprochen: du rufst bis Freitag, 20. März, die 10 Altkunden an.", [], ["Zora/?"]),
        (
            "Zora, as agreed:\n- call the 10 lapsed clients by Friday 20 March\n- send the rota by Friday 20 March",
            [],
            ["Zora/?"] * 2,
        ),
        ("Zora, you will call the 10 lapsed clients by Friday 20 March.", [TOM], ["Zora/?"]),
        ("Tommo, you will call the 10 lapsed clients by Friday 20 March.", [TOM], ["Tom"]),
        ("Great, you will call the 10 lapsed clients by Friday 20 March.", [TOM], ["Tom"]),
        ("Otherwise, you will call the 10 lapsed clients by Friday 20 March.", [TOM], ["Tom"]),
        ("Priya, you will call the 10 lapsed clients by Friday 20 March.", [TOM], ["Priya"]),
        (
            "Tom, you will call the 10 clients by Friday 20 March. Luis, you will send the rota by Tuesday 17 March.",
            [TOM, LUIS],
            ["Tom", "Luis"],
        ),
        (
            "Tom, you will call the 10 clients by Friday 20 March. Zora, you will send the rota by Tuesday 17 March.",
            [TOM],
            ["Tom", "Zora/?"],
        ),
    ],
)
def test_you_is_the_one_who_is_called(body: str, to: list[object], who: list[str]) -> None:
    assert owners(body, *to) == who


def test_a_name_that_nobody_has_is_told_as_said() -> None:
    (item,) = found(mail("Zora, you will call the 10 lapsed clients by Friday 20 March.", to=(PRIYA,))).items
    assert [(doubt.reason, doubt.readings) for doubt in item.doubts] == [(UNKNOWN, ("Zora",))]
