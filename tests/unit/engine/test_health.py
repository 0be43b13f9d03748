"""How we are: from facts to alarms, and from alarms to at most one mail a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from followupd.engine.health import (
    NOTHING,
    Facts,
    Mark,
    alarms,
    marked,
    operator_mail,
    status_line,
)
from tests.unit.domain.build import SAM

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
WELL = Facts(now=NOW, poll_seconds=30, heard=NOW - timedelta(seconds=20), free_bytes=10 * 2**30)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def names(**changes: object) -> list[str]:
    return [alarm.name for alarm in alarms(replace(WELL, **changes))]  # type: ignore[arg-type]


def counts(**changes: int) -> object:
    return replace(NOTHING, **changes)


def test_all_is_well() -> None:
    assert names() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"heard": ago(15)}, []),
        ({"heard": ago(15.1)}, ["unread"]),
        ({"heard": ago(15.1), "poll_seconds": 120.0}, []),
        ({"heard": ago(41), "poll_seconds": 120.0}, ["unread"]),
        ({"heard": None}, []),
        ({"heard": NOW + timedelta(hours=2)}, []),
        ({"free_bytes": 200 * 2**20}, []),
        ({"free_bytes": 200 * 2**20 - 1}, ["disk"]),
        ({"free_bytes": None}, []),
        ({"database": "The database file is read-only."}, ["database"]),
        ({"counts": counts(held=1)}, ["held"]),
        ({"without_mailbox": ("FU-7K3QD",)}, ["left"]),
        ({"counts": counts(set_aside=2)}, ["set_aside"]),
        ({"counts": counts(set_aside=2), "set_aside_seen": 2}, []),
        ({"counts": counts(set_aside=3), "set_aside_seen": 2}, ["set_aside"]),
        ({"counts": counts(unsent=5), "outbox": Mark(since=ago(30), number=3)}, []),
        ({"counts": counts(unsent=5), "outbox": Mark(since=ago(31), number=3)}, ["outbox"]),
        ({"counts": counts(to_take_in=1), "inbox": Mark(since=ago(31), number=1)}, ["inbox"]),
        ({"counts": counts(), "outbox": Mark(since=ago(31), number=3)}, []),
    ],
)
def test_each_alarm_has_its_moment(changes: dict[str, object], expected: list[str]) -> None:
    assert names(**changes) == expected


@pytest.mark.parametrize("what", ["secret", "certificate"])
@pytest.mark.parametrize(
    ("days", "stage", "said"),
    [
        (31, "", ""),
        (30, "_30", "in 30 days."),
        (15, "_30", "in 15 days."),
        (14, "_14", "in 14 days."),
        (4, "_14", "in 4 days."),
        (3, "_3", "in 3 days."),
        (1, "_3", "tomorrow."),
        (0, "_3", "today."),
        (-1, "_over", "ended on Sunday 22 November 2026."),
    ],
)
def test_what_ends_is_told_30_14_and_3_days_before(what: str, days: int, stage: str, said: str) -> None:
    found = alarms(replace(WELL, **{f"{what}_ends": TODAY + timedelta(days=days)}))
    assert [alarm.name for alarm in found] == ([what + stage] if stage else [])
    assert all(alarm.sentence.endswith(said) for alarm in found)


def test_an_alarm_says_since_when_why_and_what_to_do() -> None:
    (alarm,) = alarms(replace(WELL, heard=ago(90), reading="The login was refused."))
    assert alarm.sentence == "No mail has been read since 07:30 UTC on Monday 23 November 2026. The login was refused."
    assert "followupd check" in alarm.advice


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        (None, 0, None),
        (None, 4, Mark(since=NOW, number=4)),
        (Mark(since=ago(9), number=4), 4, Mark(since=ago(9), number=4)),
        (Mark(since=ago(9), number=4), 9, Mark(since=ago(9), number=4)),
        (Mark(since=ago(9), number=4), 3, Mark(since=NOW, number=3)),
        (Mark(since=ago(9), number=4), 0, None),
        (Mark(since=NOW + timedelta(hours=1), number=4), 4, Mark(since=NOW, number=4)),
    ],
)
def test_a_mark_stands_while_nothing_becomes_less(before: Mark | None, number: int, after: Mark | None) -> None:
    assert marked(before, number, NOW) == after
    assert Mark.read(after.written() if after else "") == after


def test_the_same_alarms_are_mailed_once_a_day_and_new_ones_at_once() -> None:
    held = alarms(replace(WELL, counts=counts(held=1)))
    more = alarms(replace(WELL, counts=counts(held=7)))
    both = alarms(replace(WELL, counts=counts(held=1, set_aside=1)))
    keys = [
        operator_mail(found, SAM, day).key
        for found, day in ((held, TODAY), (more, TODAY), (both, TODAY), (held, TODAY + timedelta(days=1)))
    ]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_an_end_that_is_weeks_away_is_mailed_once_and_a_near_one_each_day() -> None:
    def key(left: int, passed: int) -> str:
        facts = replace(WELL, now=NOW + timedelta(days=passed), heard=None, secret_ends=TODAY + timedelta(days=left))
        return operator_mail(alarms(facts), SAM, TODAY + timedelta(days=passed)).key

    assert [len({key(30, passed) for passed in days}) for days in (range(16), range(16, 27), range(27, 31))] == [
        1,
        1,
        4,
    ]


def test_the_status_line_puts_alarms_first() -> None:
    told = counts(held=1, unsent=2)
    line = status_line(told, alarms(replace(WELL, counts=told)))  # type: ignore[arg-type]
    assert line == "1 effect is held in the outbox. To take in 0, unsent 2, held 1, set aside 0"
    assert status_line(NOTHING, ()) == "To take in 0, unsent 0, held 0, set aside 0"


def test_all_at_once_is_still_one_mail() -> None:
    found = alarms(
        Facts(
            now=NOW,
            poll_seconds=30,
            heard=ago(60),
            database="The disk is full.",
            counts=replace(NOTHING, unsent=1, to_take_in=1, held=1, set_aside=1),
            outbox=Mark(since=ago(60), number=1),
            inbox=Mark(since=ago(60), number=1),
            free_bytes=0,
            secret_ends=date(2026, 1, 1),
            certificate_ends=TODAY,
        )
    )
    told = [alarm.name for alarm in found]
    assert told[:2] == ["database", "disk"]
    assert len(told) == len(set(told)) == 9
    assert operator_mail(found, SAM, TODAY).alarms == found
