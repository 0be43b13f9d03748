"""Hostile text: work in proportion to its length, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.reading.actions import MAX_READ, TOO_LONG
from followupd.reading.smart import judge
from tests.unit.reading.mails import PRIYA, TOM, below, found, mail
from tests.unit.reading.work import in_proportion

SHAPES = {
    "one word": "a",
    "orders": "will you please send the report to Tom by Friday and ",
    "bullets": "- call Tom by Friday\n",
    "rows": "a | b | c\n",
    "labels": "Action: x ",
    "assignments": "Tom to ",
    "figures": "target is ",
    "reasons": "because ",
    "brackets": "(",
    "dashes": " - ",
    "blank lines": "\n",
    "nested": "  - x\n",
    "dates": "by Friday 20 March ",
    "numbers": "1) x 2) y ",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_doubling_hostile_text_does_not_do_more_than_double_the_work(shape: str) -> None:
    in_proportion(lambda text: found(mail(text)), shape, 4_000)


def test_what_is_too_long_is_told() -> None:
    read = found(mail("Tom to call Pelham by Friday.\n" + "x y z " * MAX_READ))
    assert len(read.items) == 1
    assert TOO_LONG in read.noticed


PIECES = st.sampled_from(
    [
        "Tom",
        "will",
        "to",
        "call",
        "by Friday",
        "- ",
        "\n",
        ":",
        "(",
        ")",
        "Action:",
        "Owner:",
        "please",
        "20k",
        "10 clients",
        "because",
        "Du",
        "bitte",
        "schicken",
        "bis",
        "Merci de",
        "envoyer",
        "é",
        "\u200b",
        "1.",
        "?",
        "'ll",
        "we",
        "you",
        " ",
        ",",
        "und",
    ]
)


@settings(max_examples=150, deadline=None)
@given(top=st.lists(PIECES, max_size=40), old=st.lists(PIECES, max_size=20))
def test_no_words_break_it_and_every_quotation_is_in_the_mail(top: list[str], old: list[str]) -> None:
    of = mail(" ".join(top), to=(TOM, PRIYA))
    older = below(" ".join(old))
    whole = " ".join(f"{of.text} {older.text}".split())
    for item in found(of, older).items:
        for name in ("owner", "due", "why", "achievable", "check"):
            said = getattr(item, name)
            assert said is None or (said.words and said.words.strip() in whole)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_every_line_can_be_judged(text: str) -> None:
    assert judge(text).kind in ("action", "target")
