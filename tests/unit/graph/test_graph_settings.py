"""What the connection is told, checked where it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from followupd.errors import ConfigError
from followupd.graph.settings import GraphSettings

GOOD: dict[str, Any] = {"tenant": "t", "client_id": "c", "secret": "s3cret", "mailbox": " FollowUp@Contoso.example "}


def test_good_settings_are_put_into_one_form() -> None:
    settings = GraphSettings(**GOOD, root="https://graph.microsoft.us/")
    assert (settings.root, settings.mailbox) == ("https://graph.microsoft.us", "followup@contoso.example")
    assert not settings.on_loopback
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"root": "http://graph.microsoft.com"}, "graph.root"),
        ({"root": "https://graph.microsoft.com/v1.0"}, "graph.root"),
        ({"login_root": "login"}, "graph.login_root"),
        ({"tenant": ""}, "graph.tenant"),
        ({"mailbox": " "}, "graph.mailbox"),
        ({"secret": ""}, "secret"),
        ({"certificate": Path("app.pem")}, "secret"),
        ({"follow_clock": True}, "follow_clock"),
        ({"page_size": 0}, "page_size"),
    ],
)
def test_a_mistake_is_told_by_its_key(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        GraphSettings(**{**GOOD, **changed})


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        GraphSettings(**{**GOOD, "tenant": "", "client_id": "", "root": "ftp://x"})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("root", "local"),
    [
        ("https://127.0.0.1:8443", True),
        ("https://localhost:8443", True),
        ("https://[::1]:8443", True),
        ("https://10.0.0.1", False),
        ("https://localhost.evil.example", False),
    ],
)
def test_the_servers_clock_is_taken_only_from_this_machine(root: str, local: bool) -> None:
    settings = GraphSettings(**GOOD, root=root)
    assert settings.on_loopback is local
    if local:
        assert settings.on_the_servers_clock().follow_clock
    else:
        with pytest.raises(ConfigError):
            settings.on_the_servers_clock()
