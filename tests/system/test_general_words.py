"""Answers to the morning mail about several things, and words that are about none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import SERVICE, TOM, forward, plain
from tests.system.stories import (
    ANNA_AT,
    SAM_AT,
    SERVICE_AT,
    TOM_AT,
    arrives,
    last,
    ours,
    running,
    states,
    writes,
)

FRIDAY = "Tom to {what} by Friday 4 December; done when {seen}."


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with running(tmp_path) as stage:
        yield stage


def _agreed(stage: Stage, *whats: tuple[str, str]) -> list[str]:
    for what, seen in whats:
        arrives(stage, plain(FRIDAY.format(what=what, seen=seen), NOW, to=TOM, cc=SERVICE, subject=what))
    return [agreement.reference for agreement in stage.store.agreements()]


def _brief(stage: Stage) -> str:
    """The Message-ID of Anna's mail on the morning after the follow-up."""
    stage.clock(datetime(2026, 12, 7, 8, 0, tzinfo=NOW.tzinfo))
    stage.settle()
    return last(stage, ANNA_AT, "Your follow-ups")


def test_two_previews_answered_in_one_mail_are_each_sent_once(stage: Stage) -> None:
    for what in ("call the 10 lapsed clients", "update the 4 templates"):
        arrives(stage, forward(f"Tom to {what}.", NOW, subject=f"FW: {what}"))
    first, second = (proposal.reference for proposal in stage.store.proposals())
    _agreed(stage, ("book the room", "the booking is in the diary"))
    brief = _brief(stage)
    writes(stage, ANNA_AT, f"SEND {first}\nSEND {second}", reply_to=brief)
    assert [proposal.state.value for proposal in stage.store.proposals()] == []
    assert len(states(stage, TOM_AT)) == 3


def test_what_is_left_of_a_shared_follow_up_stands_in_the_diaries(stage: Stage) -> None:
    """Two of three actions of one meeting are dropped in one mail: the entry names the one that is left."""
    references = _agreed(
        stage,
        ("call the 10 lapsed clients", "10 notes are in the CRM"),
        ("update the 4 templates", "4 files are in the folder"),
        ("tell the 6 resellers", "6 answers are noted"),
    )
    stage.clock(datetime(2026, 12, 2, 8, 0, tzinfo=NOW.tzinfo))
    stage.settle()
    brief = last(stage, ANNA_AT, "Your follow-ups")
    writes(stage, ANNA_AT, f"CANCEL {references[0]}\nCANCEL {references[1]}", reply_to=brief)
    (entry,) = [event for event in stage.events(ANNA_AT) if event["subject"].startswith("Follow-up")]
    assert entry["subject"] == "Follow-up: Tell the 6 resellers"


@pytest.mark.parametrize("word", ["STOP", "HELP", "DONE"])
def test_an_answer_to_the_morning_mail_without_a_reference_is_answered(stage: Stage, word: str) -> None:
    _agreed(
        stage,
        ("call the 10 lapsed clients", "10 notes are in the CRM"),
        ("update the 4 templates", "4 files are in the folder"),
    )
    brief = _brief(stage)
    outcome = writes(stage, ANNA_AT, word, reply_to=brief)
    assert [subject for _, subject in outcome.mails] == {
        "STOP": [],
        "HELP": ["What you can answer"],
        "DONE": ["Re: your answer"],
    }[word]
    assert states(stage, TOM_AT) == ["open", "open"]
    with stage.store.look() as look:
        assert look.stopped() == (frozenset({ANNA_AT}) if word == "STOP" else frozenset())


@pytest.mark.parametrize(
    ("words", "ended", "told"),
    [
        ("CONFIRM\n{0}\n{1}", ["done", "done"], 0),
        ("Thanks, all clear.\n{0} CONFIRM\n{1} CONFIRM", ["done", "done"], 0),
        ("NOT YET\n{0} CONFIRM", ["done", "open"], 1),
    ],
    ids=["a word for all below it", "courtesy", "a word about none of them"],
)
def test_words_above_the_first_reference_are_not_dropped(stage: Stage, words: str, ended: list[str], told: int) -> None:
    references = _agreed(
        stage,
        ("call the 10 lapsed clients", "10 notes are in the CRM"),
        ("update the 4 templates", "4 files are in the folder"),
    )
    outcome = writes(stage, ANNA_AT, words.format(*references), reply_to=_brief(stage))
    assert states(stage, TOM_AT) == ended
    assert sum("above the first reference" in text for text in outcome.texts) == told


def test_who_said_stop_and_sends_something_in_hears_of_it(stage: Stage) -> None:
    writes(stage, ANNA_AT, "STOP", to=[SERVICE_AT], subject="STOP")
    with stage.store.look() as look:
        assert look.stopped() == frozenset({ANNA_AT})
    outcome = arrives(stage, forward("Tom to update the 4 templates.", NOW))
    assert [to for to, _ in outcome.mails] == [ANNA_AT]


def test_help_in_answer_to_a_mail_without_an_action_helps(stage: Stage) -> None:
    arrives(stage, plain("Lovely weather.", NOW))
    outcome = writes(stage, ANNA_AT, "HELP", reply_to=last(stage, ANNA_AT, "Nothing has been sent"))
    assert outcome.mails == [(ANNA_AT, "What you can answer")]


def test_who_only_owes_something_hears_what_an_owner_can_answer(stage: Stage) -> None:
    _agreed(stage, ("call the 10 lapsed clients", "10 notes are in the CRM"))
    outcome = writes(stage, TOM_AT, "HELP", to=[SERVICE_AT], subject="HELP")
    assert outcome.mails == [(TOM_AT, "What you can answer")]
    (told,) = [mail["body"] for mail in stage.mails(TOM_AT) if mail["subject"].startswith("What you can")]
    assert "BLOCKED" in told
    assert "NOT YET" not in told
    assert "Call the 10 lapsed clients" in told, "and how it stands"


def test_a_copy_that_was_not_believed_does_not_stand_in_the_way(stage: Stage) -> None:
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW, message_id="<one@contoso.example>")
    assert arrives(stage, mime, origin="forged").nothing_left
    assert [to for to, _ in arrives(stage, mime).mails] == [ANNA_AT, TOM_AT]
    assert ours(stage, SAM_AT) == []
