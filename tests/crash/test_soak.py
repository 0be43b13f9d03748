"""A short soak: two weeks, sixty actions, faults by chance. The long one is `make soak`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.soak import soak

pytestmark = pytest.mark.crash


def test_in_two_weeks_with_faults_nothing_is_lost_and_nothing_comes_twice(
    tmp_path: Path, say: Callable[[str], None]
) -> None:
    soaked = soak(tmp_path, weeks=2, actions=60)
    say(soaked.said())
    assert (soaked.lost, soaked.twice, soaked.wrong) == ([], [], [])
