"""Shapes of answers that are easily misread: claims without a verb, negations, conditions, amounts that are days."""

from __future__ import annotations

from datetime import date

import pytest

from followupd.domain.happenings import Intent
from followupd.reading.answers import Asked
from tests.unit.reading.test_answers import CLOSING, changed, intents, read

NOTES = Asked(numbers=(1,), whats=("Visit the four kiosks and write a short note on each",), dues=(date(2026, 12, 4),))
BOSS = changed(NOTES, setter=True)
TWO = Asked(
    numbers=(1, 2, 3),
    whats=("Paint the reception desk", "Order the spring catalogue", "Coach two apprentices on the lathe"),
    dues=(date(2026, 12, 4), date(2026, 11, 27), date(2026, 12, 11)),
)


@pytest.mark.parametrize(
    "text",
    [
        "Kiosks all visited and notes sent to you this morning",
        "All four kiosks visited, all four notes written",
        "Visited the four kiosks and wrote the notes",
        "Habe ich gestern erledigt",
        "Heb ik vanmorgen gedaan",
    ],
)
def test_done_is_also_told_without_its_auxiliary(text: str) -> None:
    assert intents(text, NOTES) == {None: Intent.DONE}


@pytest.mark.parametrize(
    "text",
    [
        "The rewritten note was rejected after I visited",
        "Kiosks visited, notes sent for comments",
        "The four kiosks you visited are noted in my report",
        "Kiosks visited and draft notes sent",
        "Consider it done",
        "Once Priya signs it off it's done",
        "When the van is back it will be done",
        "Done bar the last note",
        "Done apart from the note on Eastgate",
        "None of it is done",
        "Oh sure, it's all done, by magic",
        "Well done on winning the bid!",
        "no way I can do four",
        "1/4 done",
    ],
)
@pytest.mark.parametrize("asked", [NOTES, BOSS], ids=["owner", "setter"])
def test_what_only_sounds_like_done_closes_nothing(text: str, asked: Asked) -> None:
    assert not set(intents(text, asked).values()) & CLOSING


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Consider it done", Intent.AGREED),
        ("Once Priya signs it off it's done", Intent.PROGRESS),
        ("Done bar the last note", Intent.PROGRESS),
        ("Well done on winning the bid!", Intent.NONE),
        ("no way I can do four, I could do two", Intent.DECLINE),
        ("Can we say 11 December instead?", Intent.RESCHEDULE),
        ("Could we make it 2 kiosks?", Intent.DECLINE),
        ("please extend to 15/12", Intent.RESCHEDULE),
        ("Ich brauche noch bis zum 11. Dezember", Intent.RESCHEDULE),
        ("Mag het tot 11 december?", Intent.RESCHEDULE),
        ("Necesito hasta el 11 de diciembre", Intent.RESCHEDULE),
        ("I can't get into the Eastgate kiosk because the landlord refuses visits this month", Intent.BLOCKED),
        ("I haven't had a minute", Intent.BLOCKED),
        ("Can't be done", Intent.BLOCKED),
        ("The lift is out of service", Intent.BLOCKED),
        ("Oops, I ticked the wrong one", Intent.REOPEN),
        ("noted", Intent.AGREED),
    ],
)
def test_the_owner_means_this(text: str, intent: Intent) -> None:
    assert intents(text, NOTES) == {None: intent}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("It wasn't done", Intent.NOT_DONE),
        ("None of them were done", Intent.NOT_DONE),
        ("Yes, I've seen the notes, closed.", Intent.CONFIRM),
    ],
)
def test_the_setter_means_this(text: str, intent: Intent) -> None:
    assert intents(text, BOSS) == {None: intent}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("First one done, second one not, third one: which two?", {1: "done", 2: "progress", 3: "question"}),
        ("Both 1 and 3 are done", {1: "done", 3: "done"}),
        ("Desk painted, catalogue half done", {1: "done", 2: "progress"}),
        ("Catalogue done, desk not yet", {1: "progress", 2: "done"}),
    ],
)
def test_one_line_tells_of_several_actions(text: str, meant: dict[int, str]) -> None:
    assert {answer.number: answer.intent.value for answer in read(text, TWO)} == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Desk and catalogue done", {1: "done", 2: "done"}),
        ("3 done, the rest by Friday 27 November", {1: "progress", 2: "progress", 3: "done"}),
        ("2 is done but 3 has to wait for the belt", {2: "done", 3: "blocked"}),
        ("I've painted the desk and ordered the catalogue", {1: "done", 2: "done"}),
        ("done all except the catalogue", {1: "done", 2: "progress", 3: "done"}),
        ("Number 2 is done, the others are in hand", {1: "progress", 2: "done", 3: "progress"}),
    ],
)
def test_several_actions_are_told_in_one_breath(text: str, meant: dict[int, str]) -> None:
    assert {answer.number: answer.intent.value for answer in read(text, TWO)} == meant


@pytest.mark.parametrize(
    "text",
    [
        "Was done, then the files got lost, so I'm redoing it",
        "It was done but the landlord wants it redone",
        "Done, then it broke again",
        "Desk and catalogue not done",
        "Desk and the rest done soon",
    ],
)
@pytest.mark.parametrize("asked", [NOTES, TWO, BOSS], ids=["one", "several", "setter"])
def test_what_came_undone_closes_nothing(text: str, asked: Asked) -> None:
    assert not set(intents(text, asked).values()) & CLOSING


def test_the_day_that_is_refused_is_not_the_new_one() -> None:
    (answer,) = read("Friday isn't going to happen, Monday 7th at the earliest", NOTES)
    assert answer.due is not None
    assert answer.due.day == date(2026, 12, 7)
