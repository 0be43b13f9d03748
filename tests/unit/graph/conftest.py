"""Fixtures of the tests that play Graph with `responses`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import responses

from followupd.graph.clock import GraphClock
from followupd.graph.graph import open_graph
from followupd.graph.settings import GraphSettings
from tests.unit.graph.played import LOGIN, ROOT, SERVICE, Steady, World, login_server


@pytest.fixture
def settings() -> GraphSettings:
    return GraphSettings(
        tenant="contoso", client_id="app-id", secret="s3cret", mailbox=SERVICE, root=ROOT, login_root=LOGIN
    )


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def rsps() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def world(settings: GraphSettings, steady: Steady, rsps: responses.RequestsMock) -> Iterator[World]:
    clock = GraphClock(system=lambda: datetime(2026, 6, 8, 9, 0, tzinfo=UTC), steady=steady)
    graph = open_graph(settings, clock=clock)
    made = World(rsps, graph, steady)

    def give() -> tuple[int, dict[str, Any]]:
        made.tokens += 1
        return 200, {"access_token": f"token-{made.tokens}", "expires_in": 3600, "token_type": "Bearer"}

    login_server(rsps, give)
    yield made
    graph.close()
