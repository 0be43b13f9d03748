"""When things stand: at the edges of years, of summer time, and between people far apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import Action, FollowUpWish, Moment
from followupd.domain.people import WorkingTime
from followupd.domain.policy import Mode, Policy
from followupd.domain.schedule import follow_up_slot, morning_after, pre_check_start

POLICY = Policy(mode=Mode.LIVE)


def _working(zone: str) -> WorkingTime:
    return WorkingTime(zone=ZoneInfo(zone))


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _action(due: str, *, clock: str = "", zone: str = "Europe/London") -> Action:
    day = date.fromisoformat(due)
    when = Moment(day=day, clock=time.fromisoformat(clock), zone=zone) if clock else None
    return Action(number=1, what="w", measure="m", due=Moment(day=day, zone=zone), follow_up=FollowUpWish(when=when))


@pytest.mark.parametrize(
    ("zone", "now", "morning"),
    [
        # Clocks go forward on Sunday 29 March 2026, and back on Sunday 25 October 2026.
        ("Europe/London", "2026-03-27T12:00", "2026-03-30T06:30"),
        ("Europe/London", "2026-10-23T12:00", "2026-10-26T07:30"),
        # Sydney: back on 5 April 2026, forward on 4 October 2026.
        ("Australia/Sydney", "2026-04-03T00:00", "2026-04-05T21:30"),
        ("Australia/Sydney", "2026-10-02T00:00", "2026-10-04T20:30"),
        ("America/New_York", "2026-03-06T13:00", "2026-03-09T11:30"),
        ("Asia/Kolkata", "2026-03-27T12:00", "2026-03-30T02:00"),
        # The end of a year that ends on a working day, and a leap day.
        ("Europe/London", "2026-12-31T12:00", "2027-01-01T07:30"),
        ("Europe/London", "2028-02-28T12:00", "2028-02-29T07:30"),
        ("Europe/London", "2027-02-26T12:00", "2027-03-01T07:30"),
    ],
)
def test_the_brief_comes_at_the_same_time_on_the_wall_whatever_the_clocks_do(zone: str, now: str, morning: str) -> None:
    assert morning_after(_utc(now), POLICY.brief_time, _working(zone)).astimezone(UTC) == _utc(morning)


@pytest.mark.parametrize(
    ("zone", "due", "follow_up", "pre_check"),
    [
        ("Europe/London", "2026-03-31", "2026-03-31T15:00", "2026-03-27T09:00"),  # the pre-check before the change
        ("Europe/London", "2026-10-27", "2026-10-27T16:00", "2026-10-23T08:00"),
        ("Australia/Sydney", "2026-04-07", "2026-04-07T06:00", "2026-04-02T22:00"),
        ("Europe/London", "2027-01-04", "2027-01-04T16:00", "2026-12-31T09:00"),  # over the year's end
        ("Europe/London", "2028-02-29", "2028-02-29T16:00", "2028-02-25T09:00"),  # on the leap day
        ("Europe/London", "2028-03-02", "2028-03-02T16:00", "2028-02-29T09:00"),
        ("Europe/London", "2026-10-24", "2026-10-26T16:00", "2026-10-22T08:00"),  # a Saturday becomes Monday
    ],
)
def test_follow_up_and_pre_check_stand_on_the_setters_wall_clock(
    zone: str, due: str, follow_up: str, pre_check: str
) -> None:
    working, now = _working(zone), _utc(due + "T00:00") - timedelta(days=20)
    slot = follow_up_slot(_action(due, zone=zone), working, POLICY, now)
    assert slot.start.astimezone(UTC) == _utc(follow_up)
    start = pre_check_start(slot.start, working, POLICY, now)
    assert start is not None
    assert start.astimezone(UTC) == _utc(pre_check)


@pytest.mark.parametrize(
    ("said", "zone", "setter", "start"),
    [
        # Ten in London is nine in the evening in Sydney: a time that was said is kept.
        ("10:00", "Europe/London", "Australia/Sydney", "2026-12-08T10:00"),
        # Ten in Sydney is the night before in London: on the London setter's calendar it is Monday, not Tuesday.
        ("10:00", "Australia/Sydney", "Europe/London", "2026-12-07T23:00"),
        ("23:30", "Europe/London", "Australia/Sydney", "2026-12-08T23:30"),
    ],
)
def test_a_time_that_was_said_is_one_moment_for_people_far_apart(said: str, zone: str, setter: str, start: str) -> None:
    slot = follow_up_slot(
        _action("2026-12-08", clock=said, zone=zone), _working(setter), POLICY, _utc("2026-11-23T09:00")
    )
    assert slot.start.astimezone(UTC) == _utc(start)
    assert slot.day == slot.start.astimezone(ZoneInfo(setter)).date()
