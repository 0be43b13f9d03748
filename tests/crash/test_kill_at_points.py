"""The daemon kills itself at a point of its database work: at statements that write, and at their commits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.matrix import FULL, Kill, Matrix, Twin, report

pytestmark = pytest.mark.crash

#: In CI every so manyth point; each run of the full matrix takes all.
EVERY = 1 if FULL else 3


def test_killed_at_points_of_its_database_work_the_world_is_the_twins(
    matrix: Matrix, twin: Twin, say: Callable[[str], None]
) -> None:
    last = len(twin.points)
    kills = [Kill(name=f"point {n}", point=n) for n in range(1 + (EVERY > 1), last + 1, EVERY)]
    told = matrix.run(kills, twin)
    assert report(told, "points", last, say) == []
    # chance moves a few points: a story may be over before its point is reached
    assert sum(each.deaths for each in told) >= 0.9 * len(told)
