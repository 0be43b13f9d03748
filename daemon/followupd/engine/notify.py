"""Tell systemd how we are: sd_notify(3) over its datagram socket. Without systemd nothing happens."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> bool:
    """Send one state, such as ``READY=1`` or ``STATUS=…``. Returns whether there is a systemd to hear it."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
        sock.connect(address)
        sock.sendall(state.encode())
    return True


def watchdog_seconds() -> float | None:
    """Half of the interval in which systemd wants a sign of life; None when it wants none."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 2_000_000 if microseconds.isdigit() else None
