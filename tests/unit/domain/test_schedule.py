"""When the follow-up and the pre-check stand. All times are wall clocks in London unless said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Action, FollowUpWish, Moment, Situation
from followupd.domain.people import WorkingTime
from followupd.domain.schedule import follow_up_slot, morning_after, pre_check_start
from tests.unit.domain.build import FRIDAY, LONDON, NOW, WORK, moment, policy


def action(due: date = FRIDAY, when: Moment | None = None) -> Action:
    return Action(number=1, what="Call", measure="called", due=moment(due), follow_up=FollowUpWish(when=when))


@pytest.mark.parametrize(
    ("due", "when", "start"),
    [
        # only a due day: that day, at the usual time
        (FRIDAY, None, datetime(2026, 12, 4, 16, 0)),
        # a day said: at the usual time
        (FRIDAY, moment(date(2026, 12, 7)), datetime(2026, 12, 7, 16, 0)),
        # a time said is kept, also outside working hours
        (FRIDAY, moment(date(2026, 12, 7), time(8, 15)), datetime(2026, 12, 7, 8, 15)),
        # never on a weekend: the next working day
        (date(2026, 12, 5), None, datetime(2026, 12, 7, 16, 0)),
        (FRIDAY, moment(date(2026, 12, 6), time(10, 0)), datetime(2026, 12, 7, 10, 0)),
        # never in the past
        (date(2026, 11, 20), None, datetime(2026, 11, 23, 16, 0)),
    ],
)
def test_the_follow_up_stands_on_a_working_day_that_is_still_to_come(
    due: date, when: Moment | None, start: datetime
) -> None:
    slot = follow_up_slot(action(due, when), WORK, policy(), NOW)
    assert slot.start == start.replace(tzinfo=LONDON)
    assert slot.fixed is (when is not None and when.clock is not None)
    assert slot.minutes == 30


@pytest.mark.parametrize(("situation", "minutes"), [(None, 30), (Situation.QUALITY, 30), (Situation.APPRAISAL, 45)])
def test_its_length_goes_by_the_situation(situation: Situation | None, minutes: int) -> None:
    assert follow_up_slot(replace(action(), situation=situation), WORK, policy(), NOW).minutes == minutes


def test_the_usual_time_is_moved_into_short_working_hours() -> None:
    short = replace(WORK, start=time(8, 0), end=time(14, 0))
    assert follow_up_slot(action(), short, policy(), NOW).start.time() == time(13, 30)
    late = replace(WORK, start=time(17, 0), end=time(22, 0))
    assert follow_up_slot(action(), late, policy(), NOW).start.time() == time(17, 0)


def test_a_time_said_in_another_zone_is_the_same_moment_in_the_setters() -> None:
    said = Moment(day=date(2026, 12, 7), clock=time(10, 0), zone="America/New_York")
    slot = follow_up_slot(action(FRIDAY, said), WORK, policy(), NOW)
    assert slot.start == datetime(2026, 12, 7, 15, 0, tzinfo=LONDON)


def test_todays_follow_up_whose_time_is_over_goes_to_the_next_working_day() -> None:
    evening = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
    assert follow_up_slot(action(), WORK, policy(), evening).start == datetime(2026, 12, 7, 16, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("follow_up", "now", "expected"),
    [
        # two working days before, at the start of the day
        (datetime(2026, 12, 7, 10, 0), datetime(2026, 11, 23, 9, 0), datetime(2026, 12, 3, 9, 0)),
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 11, 23, 9, 0), datetime(2026, 12, 2, 9, 0)),
        # shrinking: only tomorrow is left
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 12, 2, 19, 0), datetime(2026, 12, 3, 9, 0)),
        # today has begun: the next quarter of an hour
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 12, 2, 11, 7), datetime(2026, 12, 2, 11, 15)),
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 12, 2, 11, 46), datetime(2026, 12, 2, 12, 0)),
        # the evening before: the morning of the day itself
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 12, 3, 20, 0), datetime(2026, 12, 4, 9, 0)),
        # the day itself has begun: none
        (datetime(2026, 12, 4, 16, 0), datetime(2026, 12, 4, 9, 30), None),
        # too early in the morning for a pre-check before it
        (datetime(2026, 12, 4, 9, 30), datetime(2026, 12, 3, 20, 0), None),
    ],
)
def test_the_pre_check_stands_two_working_days_before_or_on_the_last_that_is_left(
    follow_up: datetime, now: datetime, expected: datetime | None
) -> None:
    found = pre_check_start(follow_up.replace(tzinfo=LONDON), WORK, policy(), now.replace(tzinfo=LONDON))
    assert found == (expected.replace(tzinfo=LONDON) if expected else None)


def test_public_holidays_are_no_working_days() -> None:
    christmas = replace(WORK, days_off=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    start = pre_check_start(datetime(2026, 12, 29, 16, 0, tzinfo=LONDON), christmas, policy(), NOW)
    assert start == datetime(2026, 12, 23, 9, 0, tzinfo=LONDON)
    slot = follow_up_slot(action(date(2026, 12, 25)), christmas, policy(), NOW)
    assert slot.day == date(2026, 12, 29)


def test_summer_time_does_not_move_the_wall_clock() -> None:
    """The clocks go forward on Sunday 29 March 2026: 09:00 stays 09:00, the instant differs."""
    before = pre_check_start(
        datetime(2026, 3, 31, 16, 0, tzinfo=LONDON), WORK, policy(), datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    )
    assert before == datetime(2026, 3, 27, 9, 0, tzinfo=LONDON)
    after = follow_up_slot(action(date(2026, 3, 31)), WORK, policy(), datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
    assert after.start.astimezone(UTC) == datetime(2026, 3, 31, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2026, 11, 23, 7, 0), datetime(2026, 11, 23, 7, 30)),
        (datetime(2026, 11, 23, 7, 30), datetime(2026, 11, 24, 7, 30)),
        (datetime(2026, 11, 27, 9, 0), datetime(2026, 11, 30, 7, 30)),
    ],
)
def test_the_next_morning_is_a_working_morning(now: datetime, morning: datetime) -> None:
    found = morning_after(now.replace(tzinfo=LONDON), time(7, 30), WORK)
    assert found == morning.replace(tzinfo=LONDON)


def test_a_sydney_setter_has_sydney_mornings() -> None:
    sydney = WorkingTime(zone=ZoneInfo("Australia/Sydney"))
    found = morning_after(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), time(7, 30), sydney)
    assert found.astimezone(UTC) == datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
