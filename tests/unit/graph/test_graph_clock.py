"""The business clock in the world and in a sandbox; how far the server's time is away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from followupd.graph.clock import GraphClock
from tests.unit.graph.played import Steady

SYSTEM = datetime(2026, 6, 8, 9, 0, 0, 500_000, tzinfo=UTC)


def clock(steady: Steady, *, follow: bool) -> GraphClock:
    return GraphClock(follow=follow, system=lambda: SYSTEM, steady=steady)


def test_the_system_clock_is_the_business_clock() -> None:
    steady = Steady()
    ours = clock(steady, follow=False)
    ours.observe("Mon, 15 Jun 2026 09:00:00 GMT")
    assert ours.now() == SYSTEM
    assert ours.steady() == 1000.0
    assert ours.skew() == timedelta(days=6, hours=23, minutes=59, seconds=59, milliseconds=500)


def test_a_clock_that_follows_goes_on_from_what_the_server_said_last() -> None:
    steady = Steady()
    ours = clock(steady, follow=True)
    assert ours.now() == SYSTEM, "nothing was said yet"
    ours.observe("Mon, 02 Mar 2026 08:00:00 GMT")
    steady.seconds += 90.25
    assert ours.now() == datetime(2026, 3, 2, 8, 1, 30, 250_000, tzinfo=UTC)
    ours.observe("Mon, 09 Mar 2026 08:00:00 GMT")
    assert ours.now() == datetime(2026, 3, 9, 8, 0, tzinfo=UTC), "the sandbox's clock was moved a week"


def test_whole_seconds_do_not_make_the_clock_jump_back() -> None:
    steady = Steady()
    ours = clock(steady, follow=True)
    ours.observe("Mon, 02 Mar 2026 08:00:00 GMT")
    before = ours.now()
    for _ in range(9):
        steady.seconds += 0.1
        ours.observe("Mon, 02 Mar 2026 08:00:00 GMT")
        assert ours.now() > before
        before = ours.now()


@pytest.mark.parametrize(
    ("date", "skew"),
    [
        ("Mon, 08 Jun 2026 09:00:00 GMT", timedelta(0)),
        ("Mon, 08 Jun 2026 09:05:00 GMT", timedelta(minutes=4, seconds=59.5)),
        ("Mon, 08 Jun 2026 08:55:00 GMT", -timedelta(minutes=5, seconds=0.5)),
        ("yesterday", None),
    ],
)
def test_the_skew_is_told_to_the_second(date: str, skew: timedelta | None) -> None:
    ours = clock(Steady(), follow=False)
    ours.observe(date)
    assert ours.skew() == skew
