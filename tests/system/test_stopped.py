"""STOP and START: whose mails end, what goes on in the diaries all the same, and how they come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.ports import EffectState
from followupd.store import open_store
from tests.machine.world import Seen, Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

TOM = "Tom Baker <tom.baker@contoso.example>"
BOTH = (
    "Tom, as agreed:\n\n"
    "- you will call the 10 lapsed clients by Friday 4 December and book at least 3 meetings\n"
    "- you will send the new price list to all 20 clients by Friday 4 December\n"
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        yield found


def _mails(service: Service, person: str) -> list[Seen]:
    return [each for each in service.messages() if each.mailbox == person and each.ours and not each.meeting]


def _answers(service: Service, person: str, words: str) -> None:
    mail = _mails(service, person)[0]
    service.do("write", {"person": person, "text": words, "reply_to": mail.internet_message_id})
    service.settle()


def _agreed_and_stopped(service: Service, note: str = NOTE) -> None:
    service.do("deliver", {"mime": forward(note, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    _answers(service, TOM_AT, "STOP")
    assert len(_mails(service, TOM_AT)) == 1


def _follow_ups(service: Service, person: str) -> dict[str, str]:
    return {
        each["subject"].partition(": ")[2]: each["start"][:16]
        for each in service.events()[person]
        if not each["cancelled"] and each["subject"].startswith("Follow-up")
    }


@pytest.mark.parametrize(
    ("words", "start"),
    [("Follow-up: 9 December at 11:00", "2026-12-09T11:00"), ("Due: 11 December", "2026-12-11T16:00")],
)
def test_a_follow_up_moves_in_both_diaries_after_the_owners_stop(service: Service, words: str, start: str) -> None:
    _agreed_and_stopped(
        service, NOTE if "Follow" in words else NOTE.replace("Let's review it on Monday 7 December at 10:00.", "")
    )
    _answers(service, ANNA_AT, words)
    assert list(_follow_ups(service, ANNA_AT).values()) == [start]
    assert _follow_ups(service, TOM_AT) == _follow_ups(service, ANNA_AT)
    assert len(_mails(service, TOM_AT)) == 1
    assert service.app.store.effects(states=[EffectState.HELD]) == ()


def test_one_of_two_that_is_moved_after_the_stop_is_looked_at_by_the_setter_alone(service: Service) -> None:
    _agreed_and_stopped(service, BOTH)
    (before,) = _follow_ups(service, TOM_AT).values()
    _answers(service, ANNA_AT, "2 Due: 11 December")
    assert list(_follow_ups(service, TOM_AT).values()) == [before], "no new invitation"
    assert sorted(_follow_ups(service, ANNA_AT).values()) == [before, "2026-12-11T16:00"]
    assert len(_mails(service, TOM_AT)) == 1
    assert service.app.store.effects(states=[EffectState.HELD]) == ()


@pytest.mark.parametrize("anew", [False, True], ids=["in answer to a mail", "in a mail of its own"])
def test_start_takes_a_stop_back(service: Service, anew: bool) -> None:
    _agreed_and_stopped(service)
    if anew:
        mime = plain("START", NOW, author=TOM, subject="START")
        service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
        service.settle()
    else:
        _answers(service, TOM_AT, "START")
    assert "You get mails from here again" in _mails(service, TOM_AT)[-1].body
    _answers(service, ANNA_AT, "Due: 11 December")
    assert "11 December" in _mails(service, TOM_AT)[-1].subject


def test_start_of_somebody_who_never_said_stop_asks_how_to(service: Service) -> None:
    mime = plain("START", NOW, subject="START")
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    assert [each.subject for each in _mails(service, ANNA_AT)] == ["What you can answer"]


def test_several_previews_without_an_answer_are_brought_up_in_one_mail(service: Service) -> None:
    for number in range(3):
        mime = forward(f"Tom, please prepare the office move ({number + 7}).", NOW, message_id=f"<{number}@x.example>")
        service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    before = len(_mails(service, ANNA_AT))
    came = []
    for day in (24, 25, 26, 27):
        service.sandbox.clock.set(NOW.replace(day=day, hour=8))
        service.settle()
        came.append(len(_mails(service, ANNA_AT)) - before)
        before += came[-1]
    assert before - sum(came) == 3
    assert came == [0, 1, 0, 0], "one on the second working day"
    assert [_mails(service, ANNA_AT)[-1].body.count(f"({number + 7})") for number in range(3)] == [1, 1, 1]
