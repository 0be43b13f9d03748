"""Steady under change: other people, another week, another client; and a question for what is taken away.

Nothing here says what a mail means beyond who, what and when: it says what must not change when the mail means the
same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from followupd.domain.action import FollowUpWish, Item, Moment, Said
from followupd.domain.gaps import gaps_of, people_on
from followupd.domain.happenings import Reading
from followupd.domain.people import Person
from followupd.reading.eml import read_eml
from followupd.reading.read import read_mail
from tests.unit.reading.letters import FIRST_CAST, OTHER_CASTS, PARTS, Cast, Letter
from tests.unit.reading.own_letters import LETTERS
from tests.unit.reading.wrapping import CLIENTS

FIELDS = ("what", "owner", "due", "measure", "achievable", "why", "follow_up", "check")
WEEK = timedelta(days=7)
_DATES = re.compile(r"<[^<>@]+>")
by_name = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)


def read(letter: Letter, client: str = "text") -> Reading:
    return read_mail(read_eml(CLIENTS[client](letter)), letter.cast.known())


def held(letter: Letter, reading: Reading) -> list[set[str]]:
    """For each action: what it would be held back for."""
    setter, known = letter.cast.anna, letter.cast.known()
    around = people_on(reading, setter, known)
    return [
        {
            gap.field
            for gap in gaps_of(item, setter=setter, around=around, known=known, now=letter.received)
            if gap.holds
        }
        for item in reading.items
    ]


def brief(letter: Letter, reading: Reading) -> list[tuple[str | None, Any]]:
    """Who does it by when, for each action."""
    parts = {letter.cast[part]: part for part in PARTS}
    return [
        (parts.get(item.owner.value) if item.owner else None, item.due.value.day if item.due else None)
        for item in reading.items
    ]


# ------------------------------------------------------------------------------------------------ fingerprints


def fingerprint(letter: Letter, reading: Reading) -> dict[str, Any]:
    """All that was understood, told of the first cast in the first week, so that equal meanings are equal."""
    return {
        "belief": reading.belief,
        "robot": reading.robot,
        "route": reading.route,
        "problem": reading.problem,
        "zones": [
            (
                _told(letter, zone.author),
                [_told(letter, each) for each in zone.to],
                [_told(letter, each) for each in zone.cc],
                zone.written - letter.moved if zone.written else None,
            )
            for zone in reading.zones
        ],
        "items": [_item(letter, item) for item in reading.items],
        "also": [_told(letter, said) for said in reading.also_noticed],
        "targets": [_told(letter, said) for said in reading.targets],
        "held": held(letter, reading),
    }


def _item(letter: Letter, item: Item) -> dict[str, Any]:
    said: dict[str, Said[Any] | None] = {name: getattr(item, name) for name in FIELDS}
    return {name: _told(letter, each.value) if each else None for name, each in said.items()} | {
        "doubts": [(doubt.field, [_told(letter, reading) for reading in doubt.readings]) for doubt in item.doubts]
    }


def _told(letter: Letter, value: object) -> object:
    if isinstance(value, Person):
        parts = {letter.cast[part]: part for part in PARTS}
        return parts.get(value, value.address)
    if isinstance(value, Moment):
        return (value.day - letter.moved, value.clock)
    if isinstance(value, FollowUpWish):
        return (value.how, _told(letter, value.when))
    if isinstance(value, str):
        return _as_first(letter, " ".join(value.split()))
    return value


def _as_first(letter: Letter, said: str) -> str:
    """Words with their people and dates turned back into the first cast's and the first week's."""
    for part in PARTS:
        now, then = letter.cast[part], FIRST_CAST[part]
        said = _replaced(_replaced(said, now.address, then.address), now.name, then.name)
    for part in PARTS:
        now, then = letter.cast[part], FIRST_CAST[part]
        said = _replaced(said, now.first, then.first)
    dated = {}
    for blocks in (letter.blocks, *(older.blocks for older in letter.older)):
        for mark in _DATES.findall(repr(blocks)):
            dated[letter.fill(mark)] = replace(letter, moved=timedelta()).fill(mark)
    for now_said, then_said in dated.items():
        said = said.replace(now_said, then_said)
    return said


def _replaced(said: str, now: str, then: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(now)}(?!\w)", then, said)


# ------------------------------------------------------------------------------------------------ the tests


@by_name
def test_each_letter_is_understood(letter: Letter) -> None:
    reading = read(letter)
    assert brief(letter, reading) == [(who, day) for who, _, day in letter.expected]
    for item, (_, word, _) in zip(reading.items, letter.expected, strict=True):
        assert item.what is not None
        assert word in item.source


@by_name
@pytest.mark.parametrize("cast", OTHER_CASTS.values(), ids=OTHER_CASTS.keys())
def test_other_names_change_the_names_and_nothing_else(letter: Letter, cast: Cast) -> None:
    other = replace(letter, cast=cast)
    assert fingerprint(other, read(other)) == fingerprint(letter, read(letter))


@by_name
@pytest.mark.parametrize("weeks", [1, 2, 8, 40])
def test_other_weeks_move_the_dates_and_nothing_else(letter: Letter, weeks: int) -> None:
    later = replace(letter, moved=weeks * WEEK)
    assert fingerprint(later, read(later)) == fingerprint(letter, read(letter))


#: Another language is worth a look only where there is an older message, whose header it writes.
WRAPS = [
    (letter, client)
    for letter in LETTERS
    for client in CLIENTS
    if client != "text" and (letter.older or "," not in client)
]


@pytest.mark.parametrize(("letter", "client"), WRAPS, ids=lambda each: getattr(each, "name", each))
def test_another_client_or_language_changes_nothing(letter: Letter, client: str) -> None:
    assert fingerprint(letter, read(letter, client)) == fingerprint(letter, read(letter))


REMOVABLE = [(letter, name) for letter in LETTERS for name in sorted(letter.removable())]


@pytest.mark.parametrize(("letter", "name"), REMOVABLE, ids=lambda each: getattr(each, "name", each))
def test_what_is_taken_away_is_empty_and_asked_for_and_nothing_else_changes(letter: Letter, name: str) -> None:
    whole, shorter = read(letter), read(replace(letter, without=name))
    assert len(whole.items) == len(shorter.items) == 1
    before, after = _item(letter, whole.items[0]), _item(letter, shorter.items[0])
    assert before[name] is not None
    assert after[name] is None
    kept = [each for each in FIELDS if each != name]
    assert {each: after[each] for each in kept} == {each: before[each] for each in kept}
    held_before, held_after = held(letter, whole)[0], held(letter, shorter)[0]
    assert held_after - held_before == ({name} if name != "why" else set())


ASKED = {"owner": r"\bwho\b|which of you", "due": r"\b(?:day|when)\b", "measure": r"\bsee that it is done\b"}
ASKABLE = [(letter, name) for letter, name in REMOVABLE if name in ASKED]


@pytest.mark.parametrize(("letter", "name"), ASKABLE, ids=lambda each: getattr(each, "name", each))
def test_the_question_is_about_what_was_taken_away(letter: Letter, name: str) -> None:
    shorter = replace(letter, without=name)
    known = letter.cast.known()
    reading = read(shorter)
    around = people_on(reading, letter.cast.anna, known)
    gaps = gaps_of(reading.items[0], setter=letter.cast.anna, around=around, known=known, now=letter.received)
    questions = [gap.question for gap in gaps if gap.field == name and gap.holds]
    assert len(questions) == 1
    assert re.search(ASKED[name], questions[0], re.I)
