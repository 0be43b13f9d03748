"""A world for each story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.stories.telling import Story, told


@pytest.fixture
def open_story(tmp_path: Path) -> Iterator[Callable[..., Story]]:
    """Opens a world with settings of its own."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(told(tmp_path, **settings))


@pytest.fixture
def story(open_story: Callable[..., Story]) -> Story:
    return open_story()
