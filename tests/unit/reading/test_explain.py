"""What `followupd read` shows: each part with its words, how sure each action is, and why the rest is none."""

from __future__ import annotations

import json
from datetime import date

import pytest

from followupd.domain.action import Item, Said
from followupd.domain.happenings import Belief, Reading
from followupd.domain.recurrence import Every
from followupd.reading.explain import MOST_LETTERS, MOST_LINES, explain, lines
from followupd.reading.read import read_mail
from tests.unit.reading.mails import KNOWN, PRIYA, TOM, mail

NOTE = (
    "Hi Tom,\n\nYou will send the ten offers to Pelham by Friday 20 March, agreed.\n"
    "Maybe we could look at the rota some day.\n\nKind regards\nAnna Reed\nOperations Manager\n"
)


def shown(text: str) -> list[str]:
    return lines(read_mail(mail(text, to=(TOM, PRIYA)), KNOWN))


def test_a_part_is_shown_with_its_people_its_words_and_its_signature() -> None:
    told = shown(NOTE)
    assert told[1].startswith("Part 1: note by Anna Reed to Tom Baker; Priya Nair; Follow-ups, 11 March 2026 09:00, ")
    assert "  | Maybe we could look at the rota some day." in told
    assert "  ~ Operations Manager" in told


def test_a_long_part_is_shown_at_both_ends() -> None:
    told = shown("first words\n" + "x y\n" * 500 + "z" * 500 + "\nlast words")
    assert "  | first words" in told
    assert "  | last words" in told
    assert f"  … {503 - MOST_LINES} lines more …" in told
    assert max(map(len, told)) <= MOST_LETTERS + 10


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Actions:\n- Tom: send the offers to Pelham by 20 March", "A"),
        ("Tom will send the offers to Pelham by Friday 20 March.", "B"),
    ],
)
def test_each_action_says_how_sure_it_is(text: str, tier: str) -> None:
    reading = read_mail(mail(text), KNOWN)
    assert reading.tiers == (tier,)
    assert [action["tier"] for action in explain(reading)["actions"]] == [tier]
    assert any(line.startswith(f"  how sure: {tier}, ") for line in lines(reading))


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Tom will maybe send the offers by Friday.", "Tom will maybe send the offers by Friday", "only a maybe"),
        ("Actions:\n- Tom: send the offers - done", "Tom: send the offers - done", "already done"),
        ("Tom will think about the rota.", "Tom will think about the rota.", "too loose"),
        ("I'll give you a call on Friday 20 March.", "I'll give you a call on Friday 20 March", "only a follow-up"),
    ],
)
def test_what_is_no_action_says_why(text: str, words: str, why: str) -> None:
    reading = read_mail(mail(text), KNOWN)
    assert reading.items == ()
    found = [reason for said, reason in reading.refused if said.strip("- .").startswith(words.strip(" ."))]
    assert found != []
    assert found[0].startswith(why)
    assert any(why in line and words.strip(" .") in line for line in lines(reading))
    assert {"words", "reason"} == set(explain(reading)["refused"][0])


def test_a_follow_up_of_no_action_is_listed_and_not_lost() -> None:
    assert len(read_mail(mail("I'll give you a call on Friday 20 March."), KNOWN).also_noticed) == 1


def test_every_sentence_stands_somewhere() -> None:
    reading = read_mail(mail("The hall was cold on Monday. Tom will send the offers by Friday."), KNOWN)
    assert explain(reading)["nothing_in"] == ["The hall was cold on Monday."]
    assert "  “The hall was cold on Monday.”" in lines(reading)


def test_what_comes_again_is_shown_with_its_first_day() -> None:
    every = Every(rule="FREQ=WEEKLY", start=date(2026, 3, 13), until=date(2026, 6, 30), words="every Friday")
    reading = Reading(belief=Belief.INTERNAL, items=(Item(every=Said(value=every, words="every Friday")),))
    assert any("every Friday, first on 13 March 2026 until 30 June 2026" in line for line in lines(reading))
    data = explain(reading)
    assert data["actions"][0]["every"]["value"] == {
        "rule": "FREQ=WEEKLY",
        "start": "2026-03-13",
        "until": "2026-06-30",
    }
    json.dumps(data)
