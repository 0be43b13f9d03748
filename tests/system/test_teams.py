"""A follow-up that is a Teams meeting as well: its link is there from the first, and no later change takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followupd.domain.agreement import FollowUp
from followupd.domain.mail import EntryRole
from followupd.sandbox.faults import Fault
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

LINK = "https://teams.microsoft.com/l/meetup-join/"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={"teams": True}) as found:
        found.settle()
        yield found


def agreed(service: Service, note: str = NOTE) -> FollowUp:
    service.do("deliver", {"mime": forward(note, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    (follow_up,) = service.app.store.follow_ups()
    return follow_up


def says(service: Service, words: str) -> None:
    (agreement,) = service.app.store.agreements()
    mime = plain(words, NOW, subject=f"Re: [{agreement.reference}]")
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()


def event(service: Service, follow_up: FollowUp, role: EntryRole = EntryRole.FOLLOW_UP) -> dict[str, Any]:
    found = follow_up.entry(role)
    assert found is not None
    return next(each for each in service.events()[found.mailbox] if each["immutable_id"] == found.event_id)


def test_both_people_find_the_link_and_the_pre_check_has_none(service: Service) -> None:
    follow_up = agreed(service)
    assert event(service, follow_up)["online"]
    assert not event(service, follow_up, EntryRole.PRE_CHECK)["online"]
    (toms,) = service.events()[TOM_AT]
    assert LINK in toms["body"]


@pytest.mark.parametrize("rewrites", [True, False], ids=["our HTML rewritten", "our HTML kept"])
def test_new_words_and_a_new_time_leave_the_link_where_it_is(service: Service, rewrites: bool) -> None:
    service.do("doubts", {"rewrites_html": rewrites})
    follow_up = agreed(service)
    link = LINK + event(service, follow_up)["body"].partition(LINK)[2].partition('"')[0]
    says(service, "What: ring the 14 lapsed clients once more\nFollow-up: 9 December at 11:00")
    after = event(service, follow_up)
    assert "Ring the 14 lapsed clients" in after["body"]
    assert after["start"].startswith("2026-12-09T11:00")
    assert after["online"]
    assert after["body"].count(link) == 1
    says(service, "What: ring all 14 lapsed clients in the list")
    assert event(service, follow_up)["body"].count(link) == 1
    assert service.sandbox.judge.misdeeds == []


def test_who_has_no_licence_invites_to_an_ordinary_meeting(service: Service) -> None:
    service.do("rights", {"person": ANNA_AT, "calendar": False})
    follow_up = agreed(service)
    assert follow_up.way == "service"
    assert not event(service, follow_up)["online"]
    assert len([each for each in service.events()[TOM_AT] if not each["cancelled"]]) == 1


def test_an_answer_that_was_lost_leads_to_one_meeting_with_one_link(service: Service) -> None:
    service.sandbox.faults.plan(Fault(kind="cut", when="after"), method="POST", path="/events$")
    follow_up = agreed(service)
    for _ in range(4):
        service.forward(timedelta(minutes=2))
        service.settle()
    (toms,) = service.events()[TOM_AT]
    assert toms["body"].count(LINK) == 1
    assert event(service, follow_up)["online"]


def test_a_look_at_the_desk_is_no_meeting(service: Service) -> None:
    note = NOTE.replace("Let's review it on Monday 7 December at 10:00.", "Let's review it on 7 December at your desk.")
    assert not event(service, agreed(service, note))["online"]
