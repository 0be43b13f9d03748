"""The published limits of Outlook's part of Graph, for each app and mailbox: four requests at once, and ten thousand
within ten minutes. Refused requests count too."""

from __future__ import annotations

import threading
from collections import defaultdict, deque

from followupd.sandbox.clock import Clock
from followupd.sandbox.errors import Refusal


class Limits:
    """Counts requests by mailbox; thread-safe; on the steady clock."""

    def __init__(self, clock: Clock, *, at_once: int = 4, within: int = 10_000, seconds: float = 600.0) -> None:
        """`at_once` requests in flight, and `within` requests in `seconds`."""
        self.clock, self.at_once, self.within, self.seconds = clock, at_once, within, seconds
        self._lock = threading.Lock()
        self._in_flight: dict[str, int] = defaultdict(int)
        self._begun: dict[str, deque[float]] = defaultdict(deque)
        #: The most requests that were in flight at once, by mailbox.
        self.most: dict[str, int] = defaultdict(int)
        #: The most that were in flight at once on all mailboxes together.
        self.most_in_all = 0

    def enter(self, key: str) -> Refusal | None:
        """Begin a request on a mailbox; return the refusal when a limit is passed (call `leave` all the same)."""
        now = self.clock.steady()
        with self._lock:
            self._in_flight[key] += 1
            self.most[key] = max(self.most[key], self._in_flight[key])
            self.most_in_all = max(self.most_in_all, sum(self._in_flight.values()))
            begun = self._begun[key]
            begun.append(now)
            while begun and begun[0] <= now - self.seconds:
                begun.popleft()
            if self._in_flight[key] > self.at_once:
                return _throttled("MailboxConcurrency", 1, blame="too many at once")
            if len(begun) > self.within:
                wait = int(begun[0] + self.seconds - now) + 1
                return _throttled("RequestRate", wait, blame="too many in ten minutes")
        return None

    def leave(self, key: str) -> None:
        """End a request."""
        with self._lock:
            self._in_flight[key] -= 1


def _throttled(limit: str, wait: int, *, blame: str) -> Refusal:
    return Refusal(
        429,
        "ApplicationThrottled",
        f"Application is over its {limit} limit.",
        headers={"Retry-After": str(wait)},
        blame=blame,
    )
