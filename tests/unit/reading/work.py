"""How much work something makes, counted in calls: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, to Python and to C."""
    count = 0

    def see(frame: FrameType, event: str, what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def times(said: str, size: int) -> str:
    return (said * (size // len(said) + 1))[:size]


def in_proportion(work: Callable[[str], object], said: str, size: int) -> None:
    work(times(said, 2 * size))  # what is computed once is computed now, and patterns that only long text asks too
    small, large = calls(lambda: work(times(said, size))), calls(lambda: work(times(said, 2 * size)))
    assert large <= 2.3 * small + 2_000
