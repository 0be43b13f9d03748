"""The time of a follow-up of which only a day is known, from what the diaries showed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Said
from followupd.domain.agreement import FollowUp, Placed
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_slot import SlotsSeen, decide_slot
from followupd.domain.people import Known, KnownPerson, WorkingTime
from followupd.domain.schedule import Busy, Schedule
from tests.unit.domain.build import ANNA, LONDON, NOW, TOM, WORK, agreed, context, item, known, moment

SYDNEY = ZoneInfo("Australia/Sydney")


def people(tom: WorkingTime = WORK, anna: WorkingTime = WORK) -> Known:
    both = [KnownPerson(person=who, internal=True, working=working) for who, working in ((ANNA, anna), (TOM, tom))]
    return replace(known(), people=tuple(both))


def planned(day: date = date(2026, 12, 4), now: datetime = NOW) -> FollowUp:
    agreement = agreed(item(due=Said(value=moment(day), words="then")))
    (follow_up,) = replan(agreement, (), "m1", context(), now).follow_ups
    return follow_up


def busy(*times: tuple[datetime, datetime], address: str = TOM.address) -> tuple[Schedule, ...]:
    both = {ANNA.address: Schedule(address=ANNA.address), TOM.address: Schedule(address=TOM.address)}
    both[address] = Schedule(address=address, busy=tuple(Busy(start=start, end=end) for start, end in times))
    return tuple(both.values())


def at(day: int, clock: str, zone: ZoneInfo = LONDON, month: int = 12) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), tzinfo=zone)


def slot(
    follow_up: FollowUp, schedules: Sequence[Schedule], of: Known | None = None, now: datetime = NOW
) -> tuple[str, Placed]:
    seen = SlotsSeen(schedules=tuple(schedules))
    decision = decide_slot(follow_up, seen, (), "m1", context(known=of or people()), now)
    (placed,) = decision.follow_ups
    assert placed.sought
    return f"{placed.start.astimezone(LONDON):%a %d %b %H:%M}", placed.placed


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), ("Fri 04 Dec 16:00", Placed.AS_ASKED)),
        (((at(4, "15:45"), at(4, "16:15")),), ("Fri 04 Dec 16:15", Placed.AS_ASKED)),
        (((at(4, "09:00"), at(4, "17:30")),), ("Mon 07 Dec 16:00", Placed.NEXT_DAY)),
        (((at(4, "00:00"), at(31, "00:00")),), ("Fri 04 Dec 16:00", Placed.NONE_FREE)),
    ],
    ids=["free", "one meeting", "a full day", "weeks"],
)
def test_the_nearest_free_time_is_taken(
    taken: tuple[tuple[datetime, datetime], ...], expected: tuple[str, Placed]
) -> None:
    assert slot(planned(), busy(*taken)) == expected
    assert slot(planned(), busy(*taken, address=ANNA.address)) == expected


def test_a_day_off_of_either_is_none_for_both() -> None:
    off = replace(WORK, days_off=frozenset({date(2026, 12, 4)}))
    assert slot(planned(), busy(), people(tom=off)) == ("Mon 07 Dec 16:00", Placed.NEXT_DAY)


@pytest.mark.parametrize("taken", ["13:30", "14:00"])
def test_lunch_is_on_each_ones_own_clock(taken: str) -> None:
    berlin = replace(WORK, zone=ZoneInfo("Europe/Berlin"))  # lunch there ends at 12:30 in London
    start, _ = slot(planned(), busy((at(4, taken), at(4, "17:30"))), people(tom=berlin))
    assert start == {"13:30": "Fri 04 Dec 10:30", "14:00": "Fri 04 Dec 13:30"}[taken]


def test_hours_that_never_meet_give_the_time_least_outside_them() -> None:
    sydney = replace(WORK, zone=SYDNEY)
    start, placed = slot(planned(), busy(), people(tom=sydney))
    assert (start, placed) == ("Fri 04 Dec 07:30", Placed.OUTSIDE_HOURS)  # 18:30 in Sydney
    free = at(4, "07:30") + timedelta(minutes=30)
    assert slot(planned(), busy((at(4, "07:15"), free)), people(tom=sydney))[1] is Placed.OUTSIDE_HOURS


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        (date(2026, 3, 27), "Fri 27 Mar 07:30"),  # London GMT, Sydney +11
        (date(2026, 3, 31), "Tue 31 Mar 08:00"),  # London +1, Sydney +11: ten hours between them
        (date(2026, 4, 7), "Tue 07 Apr 08:30"),  # London +1, Sydney +10: nine hours
        (date(2026, 10, 6), "Tue 06 Oct 08:00"),  # Sydney +11 again
        (date(2026, 10, 27), "Tue 27 Oct 07:30"),  # London GMT again
    ],
)
def test_each_change_of_the_clocks_in_london_or_sydney_counts(day: date, clock: str) -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    sydney = replace(WORK, zone=SYDNEY)
    start, _ = slot(planned(day, now), busy(), people(tom=sydney), now)
    found = datetime.strptime(f"2026 {start}", "%Y %a %d %b %H:%M").replace(tzinfo=LONDON)
    there = found.astimezone(SYDNEY)
    assert there.hour < 19
    assert found.hour >= 7
    assert start == clock


def test_the_hours_that_a_calendar_tells_count_where_nothing_else_is_known() -> None:
    early = WorkingTime(zone=LONDON, start=time(8, 0), end=time(14, 30))
    told = (Schedule(address=ANNA.address), Schedule(address=TOM.address, working=early))
    assert slot(planned(), told) == ("Fri 04 Dec 14:00", Placed.AS_ASKED)
    mine = replace(WORK, end=time(16, 0))
    assert slot(planned(), told, people(tom=mine)) == ("Fri 04 Dec 15:30", Placed.AS_ASKED)


def test_what_could_not_be_seen_changes_nothing() -> None:
    follow_up = planned()
    decision = decide_slot(follow_up, SlotsSeen(), (), "m1", context(), NOW)
    assert decision.follow_ups == (replace(follow_up, sought=True),)
    assert decision.effects == ()


def test_a_day_that_was_given_is_kept_though_nothing_is_free_on_it() -> None:
    given = replace(planned(), day_said=True)
    assert slot(given, busy((at(4, "15:45"), at(4, "16:15")))) == ("Fri 04 Dec 16:15", Placed.AS_ASKED)
    assert slot(given, busy((at(4, "09:00"), at(4, "17:30")))) == ("Fri 04 Dec 16:00", Placed.BUSY)
    off = replace(WORK, days_off=frozenset({date(2026, 12, 4)}))
    assert slot(given, busy(), people(tom=off)) == ("Fri 04 Dec 16:00", Placed.BUSY)


def test_a_time_is_looked_for_once() -> None:
    follow_up = replace(planned(), sought=True)
    taken = busy((at(4, "15:00"), at(4, "17:30")))
    assert decide_slot(follow_up, SlotsSeen(schedules=taken), (), "m1", context(), NOW).follow_ups == ()


def test_a_follow_up_that_waits_for_its_entry_takes_its_time() -> None:
    other = replace(planned(), id="other", owner=None, sought=True)
    decision = decide_slot(planned(), SlotsSeen(schedules=busy()), (other,), "m1", context(known=people()), NOW)
    assert f"{decision.follow_ups[0].start:%H:%M}" == "15:30"
