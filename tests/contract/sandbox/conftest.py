"""A running sandbox and a logged-in client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.sandbox_client import MONDAY, Graph, log_in, new_session
from tests.openapi import OpenApiJudge


@pytest.fixture
def sandbox(openapi_judge: OpenApiJudge) -> Iterator[Sandbox]:
    """A sandbox with the default people, on Monday 8 June 2026, 08:00 UTC; Graph's description looks on."""
    with Sandbox(now=MONDAY, allow_kill=True) as running:
        openapi_judge.attach(running)
        yield running


@pytest.fixture
def graph(sandbox: Sandbox) -> Iterator[Graph]:
    """A logged-in client."""
    with new_session(sandbox) as session:
        session.headers["Authorization"] = f"Bearer {log_in(sandbox, session)}"
        yield Graph(sandbox, session)
