"""A stage for each story: a sandbox and a real daemon beside it, over HTTPS on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from followupd.cli.stage import Stage
from tests.openapi import OpenApiJudge

#: Monday 23 November 2026, 09:00 in London.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def open_stage(tmp_path: Path, openapi_judge: OpenApiJudge) -> Iterator[Callable[..., Stage]]:
    """Opens a stage with these settings; its daemon runs and has read mail once."""
    with ExitStack() as stack:

        def opened(now: datetime = NOW, **settings: object) -> Stage:
            stage = stack.enter_context(Stage(tmp_path, now=now, settings=settings))
            openapi_judge.attach(stage.sandbox)
            stage.start()
            stage.settle()
            return stage

        yield opened


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    return open_stage()
