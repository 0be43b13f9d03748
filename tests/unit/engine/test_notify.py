"""What systemd hears, over a real socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.engine.notify import notify, watchdog_seconds


@pytest.fixture(params=["file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """systemd's end of the socket."""
    name = str(tmp_path / "notify") if request.param == "file" else f"@{tmp_path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.bind("\0" + name[1:] if name.startswith("@") else name)
        sock.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield sock


def test_each_state_is_one_datagram(systemd: socket.socket) -> None:
    assert notify("READY=1\nSTATUS=reading mail")
    assert notify("WATCHDOG=1")
    assert systemd.recv(1000) == b"READY=1\nSTATUS=reading mail"
    assert systemd.recv(1000) == b"WATCHDOG=1"


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")


@pytest.mark.parametrize(
    ("said", "meant"), [("60000000", 30.0), ("1000000", 0.5), ("", None), ("soon", None), ("0", 0.0)]
)
def test_a_sign_of_life_is_given_twice_in_the_interval(
    said: str, meant: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", said)
    assert (watchdog_seconds() or None) == (meant or None)
