"""A sandbox, and our own Graph on it, for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from followupd.graph.graph import Graph, open_graph
from followupd.graph.settings import GraphSettings
from followupd.sandbox.people import SERVICE
from followupd.sandbox.server import Sandbox
from tests.openapi import OpenApiJudge

#: Monday morning in the story.
NOW = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)


def settings_for(sandbox: Sandbox, **changed: object) -> GraphSettings:
    """The settings that reach a sandbox."""
    told = sandbox.connection
    given: dict[str, object] = {
        "tenant": told.tenant,
        "client_id": told.client_id,
        "secret": told.client_secret,
        "mailbox": SERVICE,
        "root": told.graph_root,
        "login_root": told.login_root,
        "ca_file": Path(told.ca_file),
        "follow_clock": True,
        **changed,
    }
    return GraphSettings(**given)  # type: ignore[arg-type]


@pytest.fixture
def sandbox(openapi_judge: OpenApiJudge) -> Iterator[Sandbox]:
    with Sandbox(now=NOW) as running:
        openapi_judge.attach(running)
        yield running


@pytest.fixture
def graph(sandbox: Sandbox) -> Iterator[Graph]:
    opened = open_graph(settings_for(sandbox))
    yield opened
    opened.close()


@pytest.fixture
def blameless(sandbox: Sandbox) -> Iterator[Sandbox]:
    """A sandbox whose judge has nothing to say in the end."""
    yield sandbox
    assert sandbox.judge.misdeeds == []
