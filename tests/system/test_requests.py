"""Mails to the service alone: what is open, my actions, the agenda for a review, quiet mornings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.cli.stage import Stage
from followupd.domain.action import Reference
from followupd.engine.replies import lines_by_reference
from tests.system.conftest import NOW
from tests.system.mails import SERVICE, TOM, plain
from tests.system.stories import ANNA_AT, SAM_AT, SERVICE_AT, TOM_AT, arrives, last, ours, running, states, writes


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder: Path = tmp_path_factory.mktemp("requests")
    with running(folder) as stage:
        for what in ("call the lapsed clients", "book the training room"):
            note = f"Tom to {what} by Friday 4 December; done when it is in the diary."
            arrives(stage, plain(note, NOW, to=TOM, cc=SERVICE, subject=what))
        yield stage


def asks(stage: Stage, person: str, text: str, subject: str = "") -> list[str]:
    return writes(stage, person, text, to=[SERVICE_AT], subject=subject or text).texts


def test_a_list_shows_the_setter_what_is_open_and_takes_answers_by_the_line(stage: Stage) -> None:
    (text,) = asks(stage, ANNA_AT, "LIST")
    assert "Call the lapsed clients" in text
    assert "Book the training room" in text
    first = next(each.reference for each in stage.store.agreements() if "call" in each.standings[0].action.what.lower())
    outcome = writes(stage, ANNA_AT, f"AT RISK {first} - he is off sick", reply_to=last(stage, ANNA_AT, "Your follow"))
    assert "at risk" in outcome.texts[0]
    assert [mail for mail, _ in outcome.mails] == [ANNA_AT]


def test_the_owner_sees_his_own_and_nothing_private(stage: Stage) -> None:
    (text,) = asks(stage, TOM_AT, "My actions")
    assert "Call the lapsed clients" in text
    assert "off sick" not in text
    assert "at risk" not in text.lower()


def test_the_owner_answers_his_list_by_the_line(stage: Stage) -> None:
    room = next(each.reference for each in stage.store.agreements() if "room" in each.standings[0].action.what.lower())
    writes(stage, TOM_AT, f"DONE {room}", reply_to=last(stage, TOM_AT, "Your actions"))
    assert sorted(states(stage, TOM_AT)) == ["open", "reported done"]


def test_review_gives_the_agenda_with_one_person(stage: Stage) -> None:
    (text,) = asks(stage, ANNA_AT, "", subject="REVIEW Tom")
    assert "For your review with Tom" in text
    assert "reported done" in text


def test_somebody_with_nothing_open_is_told_so(stage: Stage) -> None:
    (text,) = asks(stage, SAM_AT, "LIST")
    assert "Nothing is open" in text


def test_snooze_keeps_the_mornings_quiet(stage: Stage) -> None:
    (text,) = asks(stage, ANNA_AT, "SNOOZE until 9 December")
    assert "No morning mail before Wednesday 9 December" in text
    before = len(ours(stage, ANNA_AT))
    stage.clock(NOW.replace(month=12, day=4, hour=8))
    stage.settle()
    assert len(ours(stage, ANNA_AT)) == before
    stage.clock(NOW.replace(month=12, day=10, hour=8))
    stage.settle()
    assert ours(stage, ANNA_AT)[-1]["subject"].startswith("Your follow-ups for Thursday 10 December")


def test_lines_below_a_reference_go_on_about_it() -> None:
    said = lines_by_reference(
        "FU-AAAA2 NOT DONE\nhe had no time, the move took all week\n\n[FU-BBBB3.2]: done\nBest regards\nAnna"
    )
    assert {reference: len(lines) for reference, lines in said.items()} == {"FU-AAAA2": 2, "FU-BBBB3": 3}
    assert said[Reference("FU-AAAA2")][1].startswith("he had no time")
