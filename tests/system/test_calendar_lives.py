"""People live in Outlook: the pair follows what they do there, and never fights them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followupd.domain.agreement import FollowUp
from followupd.domain.mail import AttendeeAnswer, EntryRole
from followupd.engine.reconcile import BELIEVED, believe, doubted, unseen
from followupd.engine.watch import Watch, surroundings_of
from followupd.sandbox.calendar import Calendars
from followupd.sandbox.faults import Fault
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

MINUTES = timedelta(minutes=6)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with _opened(tmp_path, {}) as found:
        yield found


def _opened(folder: Path, settings: dict[str, Any]) -> Any:
    template = folder / "empty.sqlite"
    open_store(str(template)).close()
    (folder / "world").mkdir()
    return opened(folder / "world", now=NOW, template=template, settings=settings)


def agreed(service: Service) -> FollowUp:
    """Anna and Tom have agreed: the follow-up is on Monday 7 December at 10:00, the pre-check on the 3rd at 9:00."""
    service.settle()
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    return now(service)


def now(service: Service) -> FollowUp:
    (follow_up,) = (each for each in service.app.store.follow_ups())
    return follow_up


def later(service: Service, times: int = 1) -> None:
    """The calendars are looked at again."""
    for _ in range(times):
        service.forward(MINUTES)
        service.settle()


def entry(follow_up: FollowUp, role: EntryRole) -> str:
    found = follow_up.entry(role)
    assert found is not None
    return found.event_id


def event(service: Service, person: str, id: str) -> dict[str, Any]:
    return next(each for each in service.events()[person] if id in (each["id"], each["immutable_id"]))


def ours(service: Service) -> list[tuple[str, str]]:
    """Mails of ours in other people's mailboxes, meeting mail left out."""
    return [
        (each.mailbox, each.subject)
        for each in service.messages()
        if each.ours and not each.meeting and each.mailbox != SERVICE_AT
    ]


def drags(service: Service, person: str, id: str, start: datetime, minutes: int = 30) -> None:
    end = start + timedelta(minutes=minutes)
    service.do("move", {"person": person, "event": id, "start": start.isoformat(), "end": end.isoformat()})


# ------------------------------------------------------------------------------------------------- moved


def test_a_drag_of_the_follow_up_takes_the_pre_check_with_it_and_mails_nobody(service: Service) -> None:
    before = agreed(service)
    mails = ours(service)
    drags(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP), datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo))
    later(service)
    after = now(service)
    assert f"{after.start:%d %H:%M}" == "10 14:00"
    assert f"{after.pre_check:%d %H:%M}" == "08 09:00"
    check = event(service, ANNA_AT, entry(after, EntryRole.PRE_CHECK))
    assert check["start"].startswith("2026-12-08T09:00")
    assert ours(service) == mails


def test_a_settled_pair_is_never_written_again(service: Service) -> None:
    before = agreed(service)
    drags(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP), datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo))
    later(service, 2)
    written = event(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP))
    later(service, 20)
    assert event(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP)) == written


def test_a_moved_pre_check_is_a_choice_and_stays(service: Service) -> None:
    before = agreed(service)
    drags(service, ANNA_AT, entry(before, EntryRole.PRE_CHECK), datetime(2026, 12, 4, 8, 0, tzinfo=NOW.tzinfo), 15)
    later(service)
    drags(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP), datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo))
    later(service)
    check = event(service, ANNA_AT, entry(now(service), EntryRole.PRE_CHECK))
    assert check["start"].startswith("2026-12-04T08:00")


# -------------------------------------------------------------------------------------------------- gone


def test_a_deleted_follow_up_is_asked_about_and_not_made_again(service: Service) -> None:
    before = agreed(service)
    service.do("remove", {"person": ANNA_AT, "event": entry(before, EntryRole.FOLLOW_UP)})
    later(service, 3)
    assert now(service).state == "taken out"
    assert [each for each in service.events()[ANNA_AT] if not each["cancelled"]] == []
    service.do("clock", {"now": datetime(2026, 11, 24, 8, 0, tzinfo=NOW.tzinfo).isoformat()})
    service.settle()
    brief = [each for each in service.messages() if each.mailbox == ANNA_AT and "Your follow-ups" in each.subject]
    assert "out of the diary" in brief[-1].body


def test_another_day_after_a_deletion_makes_a_new_pair(service: Service) -> None:
    before = agreed(service)
    service.do("remove", {"person": ANNA_AT, "event": entry(before, EntryRole.FOLLOW_UP)})
    later(service, 3)
    (agreement,) = service.app.store.agreements()
    move = plain("Follow-up: 9 December at 11:00", NOW, subject=f"Re: [{agreement.reference}]")
    service.do("deliver", {"mime": move, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    standing = [each for each in service.events()[ANNA_AT] if not each["cancelled"]]
    assert sorted(each["start"][:16] for each in standing) == ["2026-12-07T09:00", "2026-12-09T11:00"]


def test_a_deleted_pre_check_is_not_made_again(service: Service) -> None:
    before = agreed(service)
    service.do("remove", {"person": ANNA_AT, "event": entry(before, EntryRole.PRE_CHECK)})
    later(service, 3)
    after = now(service)
    assert after.pre_check is None
    drags(service, ANNA_AT, entry(after, EntryRole.FOLLOW_UP), datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo))
    later(service, 2)
    assert len([each for each in service.events()[ANNA_AT] if not each["cancelled"]]) == 1


def three_agreed(service: Service) -> list[FollowUp]:
    service.settle()
    for n, day in enumerate(("7", "14", "21")):
        note = NOTE.replace("10 lapsed", f"{n + 20} lapsed").replace("Monday 7 December", f"{day} December")
        service.do("deliver", {"mime": forward(note, NOW), "as": "internal", "to": [SERVICE_AT]})
        service.settle()
    return list(service.app.store.follow_ups())


def empties(service: Service, person: str) -> None:
    for each in service.events()[person]:
        service.do("remove", {"person": person, "event": each["id"]})


def test_a_calendar_that_is_empty_at_once_is_not_believed_until_somebody_says_so(service: Service) -> None:
    before = three_agreed(service)
    empties(service, ANNA_AT)
    later(service, 4)
    assert [each.state for each in service.app.store.follow_ups()] == ["planned"] * 3
    assert list(service.app.store.follow_ups()) == before
    assert doubted(service.app.store) == {ANNA_AT: 6}
    assert believe(service.app.store, ANNA_AT)
    later(service, 4)
    assert [each.state for each in service.app.store.follow_ups()] == ["taken out"] * 3
    assert doubted(service.app.store) == {}
    assert service.app.store.notes(BELIEVED) == {}, "the next loss is doubted again"


def test_a_doubt_ends_when_the_entries_are_there_again(service: Service) -> None:
    three_agreed(service)
    world = service.sandbox.world
    with world.lock:  # as while a mailbox is moved
        anna = world.at(ANNA_AT)
        assert anna is not None
        assert isinstance(world.calendar, Calendars)
        events = world.calendar.boxes.of(anna).events
        kept = dict(events)
        events.clear()
    later(service, 2)
    assert doubted(service.app.store) == {ANNA_AT: 6}
    with world.lock:
        events.update(kept)
    later(service, 2)
    assert doubted(service.app.store) == {}
    assert not believe(service.app.store, ANNA_AT)
    assert [each.state for each in service.app.store.follow_ups()] == ["planned"] * 3


def test_a_calendar_that_does_not_open_any_more_changes_nothing_and_is_told(service: Service) -> None:
    before = three_agreed(service)
    service.do("rights", {"person": ANNA_AT, "calendar": False})
    later(service, 4)
    assert list(service.app.store.follow_ups()) == before
    (since,) = unseen(service.app.store)
    assert doubted(service.app.store) == {}
    hour = since + timedelta(minutes=61)
    watch = Watch(
        store=service.app.store,
        surroundings=surroundings_of(service.app.config),
        clock=service.app.graph.clock,
        wall=lambda: hour,
    )
    assert [alarm.name for alarm in watch.look({}).alarms] == ["unseen_calendars"]
    service.do("rights", {"person": ANNA_AT, "calendar": True})
    later(service)
    assert unseen(service.app.store) == ()


# ------------------------------------------------------------------------------------------------ waking


def soon(service: Service) -> None:
    """Half a minute goes by: no pass over the calendars is due."""
    service.forward(timedelta(seconds=31))
    service.settle()


@pytest.mark.parametrize("role", list(EntryRole))
def test_a_drag_is_seen_within_the_minute(service: Service, role: EntryRole) -> None:
    before = agreed(service)
    soon(service)
    start = datetime(2026, 12, 4, 14, 0, tzinfo=NOW.tzinfo)
    drags(service, ANNA_AT, entry(before, role), start)
    soon(service)
    after = now(service)
    assert (after.start if role is EntryRole.FOLLOW_UP else after.pre_check) == start


def test_a_deletion_is_looked_at_by_a_pass_at_once(service: Service) -> None:
    before = agreed(service)
    soon(service)
    service.do("remove", {"person": ANNA_AT, "event": entry(before, EntryRole.FOLLOW_UP)})
    for _ in range(3):
        soon(service)
    assert now(service).state == "taken out"


def test_three_deletions_of_many_are_no_sudden_loss(service: Service) -> None:
    before = three_agreed(service)
    soon(service)
    for each in before[:2]:
        for role in EntryRole:
            service.do("remove", {"person": ANNA_AT, "event": entry(each, role)})
    for _ in range(3):
        soon(service)
    assert doubted(service.app.store) == {}
    assert [str(each.state) for each in service.app.store.follow_ups()] == ["taken out", "taken out", "planned"]


@pytest.mark.parametrize("body", ["gone", "closed"])
def test_what_cannot_be_told_is_seen_by_the_next_pass(service: Service, body: str) -> None:
    before = agreed(service)
    soon(service)
    if body == "gone":
        service.do("faults", {"expire_delta_tokens": True})
    else:
        service.sandbox.faults.plan(Fault(kind="refuse", status=403), path="calendarView/delta", count=100)
    drags(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP), datetime(2026, 12, 4, 14, 0, tzinfo=NOW.tzinfo))
    soon(service)
    assert now(service).start == before.start
    later(service)
    assert f"{now(service).start:%d %H:%M}" == "04 14:00"
    if body == "gone":  # and from then on it is told again
        drags(service, ANNA_AT, entry(before, EntryRole.FOLLOW_UP), datetime(2026, 12, 8, 9, 0, tzinfo=NOW.tzinfo))
        soon(service)
        assert f"{now(service).start:%d %H:%M}" == "08 09:00"
    assert service.sandbox.judge.misdeeds == []


# ----------------------------------------------------------------------------------------------- answers


def test_accepting_means_coming_and_nothing_more(service: Service) -> None:
    agreed(service)
    invited = service.events()[TOM_AT][0]["id"]
    service.do("answer", {"person": TOM_AT, "event": invited, "response": "accepted"})
    later(service)
    assert now(service).answer is AttendeeAnswer.ACCEPTED
    (agreement,) = service.app.store.agreements()
    assert str(agreement.standings[0].state) == "open"


def test_a_declined_invitation_is_told_to_the_setter_in_the_brief(service: Service) -> None:
    agreed(service)
    invited = service.events()[TOM_AT][0]["id"]
    service.do("answer", {"person": TOM_AT, "event": invited, "response": "declined"})
    later(service)
    service.do("clock", {"now": datetime(2026, 11, 24, 8, 0, tzinfo=NOW.tzinfo).isoformat()})
    service.settle()
    brief = [each for each in service.messages() if each.mailbox == ANNA_AT and "Your follow-ups" in each.subject]
    assert "has declined the invitation" in brief[-1].body


def test_a_proposed_time_is_taken_with_one_word(service: Service) -> None:
    agreed(service)
    invited = service.events()[TOM_AT][0]["id"]
    start = datetime(2026, 12, 8, 11, 0, tzinfo=NOW.tzinfo)
    slot = {
        "start": {"dateTime": "2026-12-08T11:00:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-12-08T11:30:00", "timeZone": "UTC"},
    }
    service.do("answer", {"person": TOM_AT, "event": invited, "response": "declined", "proposed": slot})
    later(service)
    assert now(service).proposed == start
    (agreement,) = service.app.store.agreements()
    take = plain("TAKE", NOW, subject=f"TAKE {agreement.reference}")
    service.do("deliver", {"mime": take, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    assert event(service, ANNA_AT, entry(now(service), EntryRole.FOLLOW_UP))["start"].startswith("2026-12-08T11:00")
    later(service, 3)
    assert now(service).start == start
