"""A good time for a follow-up of which only a day is known: in people's diaries, over HTTPS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followupd.domain.agreement import FollowUp, Placed
from followupd.domain.mail import EntryRole
from followupd.sandbox.faults import Fault
from followupd.store import open_store
from tests.machine.world import Service, opened
from tests.system.conftest import NOW
from tests.system.mails import forward, plain
from tests.system.stories import ANNA_AT, SERVICE_AT, TOM_AT

#: Due on Friday 4 December; no word of a follow-up.
NOTE = "Tom, as agreed: you will label the 40 old boxes in the archive, at least 30 of them, by Friday 4 December."
OTHER = "Tom, as agreed: you will repair the 12 broken shelves in the archive, all 12, by Thursday 3 December."


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    template = tmp_path / "empty.sqlite"
    open_store(str(template)).close()
    (tmp_path / "world").mkdir()
    with opened(tmp_path / "world", now=NOW, template=template, settings={}) as found:
        found.settle()
        yield found


def agreed(service: Service, note: str = NOTE) -> FollowUp:
    service.do("deliver", {"mime": forward(note, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    return planned(service)[-1]


def planned(service: Service) -> list[FollowUp]:
    return [each for each in service.app.store.follow_ups() if each.state == "planned" and each.reviewed]


def at(day: int, clock: str, zone: str = "GMT Standard Time") -> dict[str, str]:
    return {"dateTime": f"2026-12-{day:02}T{clock}:00", "timeZone": zone}


def diary(service: Service, who: str, start: dict[str, str], end: dict[str, str], **more: Any) -> str:
    """Put an event into somebody's calendar, as this person would."""
    event = {"subject": "Something", "start": start, "end": end, **more}
    wire = service.app.graph._wire
    return str(wire.ask("POST", f"/users/{who}/events", mailbox=who, body=event).body["id"])


def one_to_one(service: Service, day: int, clock: str = "10:00", end: str = "10:45", **more: Any) -> str:
    tom = {"emailAddress": {"address": TOM_AT, "name": "Tom Baker"}, "type": "required"}
    return diary(service, ANNA_AT, at(day, clock), at(day, end), **{"subject": "1:1 Tom", "attendees": [tom], **more})


def ours(service: Service, person: str) -> list[dict[str, Any]]:
    """Entries of ours in the calendar of this person, those cancelled left out."""
    return [each for each in service.events()[person] if each["subject"].startswith("F") and not each["cancelled"]]


def brief(service: Service) -> str:
    service.do("clock", {"now": datetime(2026, 11, 24, 8, 0, tzinfo=NOW.tzinfo).isoformat()})
    service.settle()
    found = [each for each in service.messages() if each.mailbox == ANNA_AT and "Your follow-ups" in each.subject]
    return found[-1].body if found else ""


def stands(follow_up: FollowUp) -> str:
    return f"{follow_up.start:%a %d %H:%M}"


# ------------------------------------------------------------------------------------------- a free time


def test_an_empty_diary_has_the_usual_time(service: Service) -> None:
    follow_up = agreed(service)
    assert stands(follow_up) == "Fri 04 16:00"
    assert follow_up.placed is Placed.AS_ASKED
    assert brief(service) == ""


@pytest.mark.parametrize(
    ("who", "start", "end", "expected"),
    [
        (ANNA_AT, "15:00", "16:30", "Fri 04 16:30"),
        (TOM_AT, "15:30", "17:30", "Fri 04 15:00"),
        (TOM_AT, "14:00", "17:30", "Fri 04 13:30"),
        (TOM_AT, "13:00", "17:30", "Fri 04 11:30"),
    ],
    ids=["setter", "owner", "long", "never over lunch"],
)
def test_a_time_that_is_taken_gives_way_to_the_nearest_that_is_free(
    service: Service, who: str, start: str, end: str, expected: str
) -> None:
    diary(service, who, at(4, start), at(4, end))
    follow_up = agreed(service)
    assert stands(follow_up) == expected
    found = follow_up.entry(EntryRole.FOLLOW_UP)
    assert found is not None
    (event,) = [each for each in service.events()[ANNA_AT] if found.event_id == each["immutable_id"]]
    assert event["start"][:16] == f"{follow_up.start:%Y-%m-%dT%H:%M}"


def test_one_request_asks_for_both_and_a_free_entry_is_no_hindrance(service: Service) -> None:
    diary(service, TOM_AT, at(4, "16:00"), at(4, "17:00"), showAs="free")
    before = service.sandbox.judge.as_json()["requests"]
    assert stands(agreed(service)) == "Fri 04 16:00"
    after = service.sandbox.judge.as_json()["requests"]
    asked = {kind: number - before.get(kind, 0) for kind, number in after.items() if "getSchedule" in kind}
    assert list(asked.values()) == [1]


def test_leave_puts_it_on_the_next_working_day_and_says_so(service: Service) -> None:
    start, end = at(4, "00:00", "UTC"), at(5, "00:00", "UTC")
    diary(service, TOM_AT, start, end, isAllDay=True, showAs="oof")
    follow_up = agreed(service)
    assert stands(follow_up) == "Mon 07 16:00"
    assert f"{follow_up.pre_check:%a %d %H:%M}" == "Thu 03 09:00"
    assert len(ours(service, TOM_AT)) == 1
    assert "Nothing was free for you both on the day" in brief(service)


def test_a_time_that_was_given_is_kept_and_said_to_be_taken(service: Service) -> None:
    diary(service, TOM_AT, at(7, "09:30"), at(7, "11:00"))
    follow_up = agreed(service, NOTE + " Let's review it on Monday 7 December at 10:00.")
    assert stands(follow_up) == "Mon 07 10:00"
    assert "You gave this time or day, so it is kept" in brief(service)


def told(service: Service) -> str:
    """The line of the follow-up in what both have in writing; the same for both."""
    mails = [each.body for each in service.messages() if each.ours and each.subject.startswith("Agreed:")]
    lines = {re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)) for each in mails}
    assert len({re.search(r"Follow-up:? .*? calendars", each)[0] for each in lines}) == 1  # type: ignore[index]
    return min(lines)


@pytest.mark.parametrize("named", [True, False], ids=["a day for it", "the day due alone"])
def test_what_both_have_in_writing_is_true_wherever_it_came_to_stand(service: Service, named: bool) -> None:
    diary(service, TOM_AT, at(4, "09:00"), at(4, "17:30"))
    follow_up = agreed(service, NOTE + (" Let's review it on Friday 4 December." if named else ""))
    if named:
        assert (stands(follow_up), follow_up.placed) == ("Fri 04 16:00", Placed.BUSY)
        assert "Friday 4 December 2026, in a short meeting; the time is in your calendars" in told(service)
        assert "Around" not in told(service)
    else:
        assert (stands(follow_up), follow_up.placed) == ("Mon 07 16:00", Placed.NEXT_DAY)
        assert "Around Friday 4 December 2026, in a short meeting or your one-to-one" in told(service)


def test_nobody_hears_of_anything_twice_by_it(service: Service) -> None:
    diary(service, ANNA_AT, at(4, "15:00"), at(4, "17:30"))
    agreed(service)
    meetings = [each for each in service.messages() if each.mailbox == TOM_AT and each.meeting]
    assert len(meetings) == 1


def test_two_owners_on_one_afternoon_are_not_met_at_once(service: Service) -> None:
    agreed(service)
    sam = NOTE.replace("Tom", "Sam").replace("old boxes", "new boxes")
    mime = forward(sam, NOW, inner_from="Sam Lee <sam.lee@contoso.example>")
    service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
    service.settle()
    assert sorted(stands(each) for each in planned(service)) == ["Fri 04 15:30", "Fri 04 16:00"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="unavailable", status=403),
        Fault(kind="unavailable", status=400),
        Fault(kind="unavailable"),
        Fault(kind="cut"),
    ],
    ids=["refused", "not understood", "unavailable", "cut"],
)
def test_schedules_that_cannot_be_seen_leave_the_usual_time(service: Service, fault: Fault) -> None:
    diary(service, TOM_AT, at(4, "16:00"), at(4, "17:00"))
    service.sandbox.faults.plan(fault, path="getSchedule", count=50)
    assert stands(agreed(service)) == "Fri 04 16:00"
    assert len(ours(service, TOM_AT)) == 1


def test_a_calendar_that_is_closed_is_no_hindrance_to_see_who_is_free(service: Service) -> None:
    service.do("rights", {"person": ANNA_AT, "calendar": False})
    service.do("rights", {"person": TOM_AT, "calendar": False})
    service.sandbox.faults.plan(Fault(kind="unavailable", status=403), path=f"{ANNA_AT}/calendar/getSchedule", count=9)
    follow_up = agreed(service)
    assert (follow_up.way, stands(follow_up)) == ("service", "Fri 04 16:00")
    assert "Your calendar is not open to this service" in brief(service)


def test_a_closed_calendar_is_told_once(service: Service) -> None:
    service.do("rights", {"person": ANNA_AT, "calendar": False})
    agreed(service)
    assert "is not open to this service" in brief(service)
    later = NOTE.replace("old boxes", "new boxes").replace("4 December", "18 December")
    service.do("deliver", {"mime": forward(later, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.forward(timedelta(days=1))
    service.settle()
    assert len([each for each in service.messages() if "is not open to this service" in each.body]) == 2  # ours, hers


@pytest.mark.parametrize("statement", range(1, 30, 4))
def test_a_crash_on_the_way_leads_to_the_same_time_and_one_meeting(service: Service, statement: int) -> None:
    diary(service, TOM_AT, at(4, "15:30"), at(4, "17:30"))
    service.do("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    service.kill_at(statement + 12)
    service.settle()
    (follow_up,) = planned(service)
    assert service.deaths == 1
    assert stands(follow_up) == "Fri 04 15:00"
    assert [each["start"][11:16] for each in ours(service, TOM_AT)] == ["15:00"]


# ------------------------------------------------------------------------------------------- far apart


def test_the_owner_in_sydney_is_met_where_it_is_least_outside_both_days(service: Service) -> None:
    service.do("people", {"people": [{"address": TOM_AT, "zone": "AUS Eastern Standard Time"}]})
    follow_up = agreed(service)
    assert (stands(follow_up), follow_up.placed) == ("Fri 04 07:30", Placed.OUTSIDE_HOURS)
    (event,) = ours(service, TOM_AT)
    assert event["start"].startswith("2026-12-04T07:30")
    assert "do not meet: this is the time least outside them" in brief(service)


#: Sydney's rules, spelt out.
SYDNEY = {
    "bias": -600,
    "name": "Customized Time Zone",
    "standardOffset": {"time": "03:00:00.0000000", "dayOccurrence": 1, "dayOfWeek": "sunday", "month": 4, "year": 0},
    "daylightOffset": {
        "daylightBias": -60,
        "time": "02:00:00.0000000",
        "dayOccurrence": 1,
        "dayOfWeek": "sunday",
        "month": 10,
        "year": 0,
    },
}


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Australia/Sydney", "Fri 04 07:30"),
        ("W. Europe Standard Time", "Fri 04 16:00"),
        ({"bias": -600, "name": "Customized Time Zone"}, "Fri 04 08:00"),
        (SYDNEY, "Fri 04 07:30"),
    ],
    ids=["IANA", "Windows", "one of its own", "one of its own that changes its clocks"],
)
def test_a_zone_counts_by_whatever_name(service: Service, zone: Any, expected: str) -> None:
    if isinstance(zone, str):
        service.do("people", {"people": [{"address": TOM_AT, "zone": zone}]})
    else:
        hours = {"workingHours": {"timeZone": {"@odata.type": "#microsoft.graph.customTimeZone", **zone}}}
        wire = service.app.graph._wire
        wire.ask("PATCH", f"/users/{TOM_AT}/mailboxSettings", mailbox=TOM_AT, body=hours)
    assert stands(agreed(service)) == expected


# ---------------------------------------------------------------------------------- what is there already


def test_a_meeting_of_the_two_takes_it_in(service: Service) -> None:
    meeting = one_to_one(service, 8)
    follow_up = agreed(service)
    assert (stands(follow_up), follow_up.minutes, follow_up.carried) == ("Tue 08 10:00", 45, True)
    assert f"{follow_up.pre_check:%a %d %H:%M}" == "Fri 04 09:00"
    assert ours(service, TOM_AT) == []
    assert [each["subject"] for each in service.events()[TOM_AT] if each["id"]] == ["1:1 Tom"]
    assert "You and Tom meet then anyway" in brief(service)
    assert meeting


def test_a_series_of_the_two_counts_by_its_occurrence(service: Service) -> None:
    pattern = {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]}
    span = {"type": "numbered", "startDate": "2026-11-30", "numberOfOccurrences": 6}
    start, end = ({"dateTime": f"2026-11-30T{t}:00", "timeZone": "GMT Standard Time"} for t in ("09:30", "10:00"))
    tom = {"emailAddress": {"address": TOM_AT}, "type": "required"}
    recurrence = {"pattern": pattern, "range": span}
    diary(service, ANNA_AT, start, end, subject="Tom & Anna", attendees=[tom], recurrence=recurrence)
    follow_up = agreed(service)
    assert (stands(follow_up), follow_up.carried) == ("Mon 07 09:30", True)
    service.forward(timedelta(minutes=6))
    service.settle()
    assert planned(service) == [follow_up]


@pytest.mark.parametrize(
    ("day", "more"),
    [
        (11, {}),
        (8, {"sensitivity": "private"}),
        (8, {"subject": "Interview with the new trainee"}),
        (8, {"attendees": []}),
    ],
    ids=["too far", "private", "one of its kind", "alone"],
)
def test_another_meeting_does_not(service: Service, day: int, more: dict[str, Any]) -> None:
    one_to_one(service, day, **more)
    follow_up = agreed(service)
    assert (stands(follow_up), follow_up.carried) == ("Fri 04 16:00", False)


def test_a_closed_calendar_is_not_searched_for_meetings(service: Service) -> None:
    one_to_one(service, 8)
    service.do("rights", {"person": ANNA_AT, "calendar": False})
    assert not agreed(service).carried


def test_a_meeting_that_carries_is_followed_when_it_moves(service: Service) -> None:
    meeting = one_to_one(service, 8)
    agreed(service)
    start = datetime(2026, 12, 10, 14, 0, tzinfo=NOW.tzinfo)
    end = start + timedelta(minutes=45)
    service.do("move", {"person": ANNA_AT, "event": meeting, "start": start.isoformat(), "end": end.isoformat()})
    service.forward(timedelta(minutes=6))
    service.settle()
    (follow_up,) = planned(service)
    assert stands(follow_up) == "Thu 10 14:00"
    assert f"{follow_up.pre_check:%a %d %H:%M}" == "Tue 08 09:00"


def test_a_meeting_that_carries_is_never_written_nor_removed(service: Service) -> None:
    one_to_one(service, 8)
    agreed(service)
    (before,) = [each for each in service.events()[ANNA_AT] if each["subject"] == "1:1 Tom"]
    (agreement,) = service.app.store.agreements()
    for words in ("Follow-up: 15 December at 11:00", "DROP"):
        mime = plain(words, NOW, subject=f"Re: [{agreement.reference}]")
        service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE_AT]})
        service.settle()
    (after,) = [each for each in service.events()[ANNA_AT] if each["subject"] == "1:1 Tom"]
    assert after == before
    assert [each for each in service.events()[ANNA_AT] if not each["cancelled"]] == [before]


def test_a_meeting_that_carries_and_is_deleted_is_asked_about(service: Service) -> None:
    meeting = one_to_one(service, 8)
    agreed(service)
    service.do("remove", {"person": ANNA_AT, "event": meeting})
    for _ in range(3):
        service.forward(timedelta(minutes=6))
        service.settle()
    assert planned(service) == []
    assert "You took this follow-up out of the diary" in brief(service)


def test_another_follow_up_of_the_two_on_a_day_near_takes_it_in(service: Service) -> None:
    first = agreed(service)
    agreed(service, OTHER)
    (follow_up,) = planned(service)
    assert (follow_up.id, len(follow_up.reviewed)) == (first.id, 2)
    assert len(ours(service, TOM_AT)) == 1
