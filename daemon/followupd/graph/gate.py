"""Who may call when: few requests at once, and none to a mailbox that asked us to wait.

Outlook allows 4 requests at once; a call before Retry-After is over still counts against the limit (Microsoft Graph
throttling guidance). So such a call is not made: `Throttled` is raised at once, with the seconds that are left.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from followupd.errors import Throttled, Unavailable
from followupd.graph.clock import read_http_date

#: Seconds to wait for a free place; longer means that all places hang in answers that do not come.
PATIENCE = 120.0
#: Longest wait believed, in seconds.
LONGEST = 86_400.0
#: Longest wait of our own choosing, in seconds.
LONGEST_OWN = 60.0


class Gate:
    """Places in flight and waits, for all threads. The key is a mailbox, or another part of Graph with a limit."""

    def __init__(
        self, *, in_all: int, a_mailbox: int, steady: Callable[[], float], jitter: Callable[[], float] = random.random
    ) -> None:
        """`steady` gives steady seconds; `jitter` a number from 0 to 1."""
        self._in_all = in_all
        self._a_mailbox = a_mailbox
        self._steady = steady
        self._jitter = jitter
        self._free = threading.Condition()
        self._inside: Counter[str] = Counter()
        #: No call before this steady moment.
        self._until: dict[str, float] = {}
        #: Refusals in a row.
        self._refusals: Counter[str] = Counter()

    @contextmanager
    def place(self, mailbox: str) -> Iterator[None]:
        """Hold a place for one request. Raises Throttled when the mailbox asked us to wait, Unavailable when full."""
        with self._free:
            deadline = self._steady() + PATIENCE
            while True:
                if (left := self._until.get(mailbox, 0.0) - self._steady()) > 0:
                    raise Throttled("this mailbox asked us to wait", status=429, retry_after=left)
                if self._inside.total() < self._in_all and self._inside[mailbox] < self._a_mailbox:
                    break
                if not self._free.wait(max(0.0, deadline - self._steady())):
                    raise Unavailable("too many requests are waiting for an answer")
            self._inside[mailbox] += 1
        try:
            yield
        finally:
            with self._free:
                self._inside[mailbox] -= 1
                if not self._inside[mailbox]:
                    del self._inside[mailbox]
                self._free.notify_all()

    def refused(self, mailbox: str, asked: float | None) -> float:
        """Note that the mailbox refused a call and asked for a wait (seconds, None: without a figure); return ours.

        Some servers say 1 second whatever happens (sdk-js#297): from the second refusal in a row our own back-off is
        the least.
        """
        with self._free:
            self._refusals[mailbox] += 1
            count = self._refusals[mailbox]
            own = min(LONGEST_OWN, 2.0 ** min(count, 10)) * (1 + self._jitter() / 4)
            wait = own if asked is None else min(asked, LONGEST)
            if count > 1:
                wait = max(wait, min(own, LONGEST_OWN))
            self._until[mailbox] = max(self._until.get(mailbox, 0.0), self._steady() + wait)
            self._free.notify_all()
            return wait

    def accepted(self, mailbox: str) -> None:
        """Note that the mailbox answered a call: the next refusal is the first one again."""
        with self._free:
            self._refusals.pop(mailbox, None)


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of Retry-After: whole, fractional (`2.128`) or a date; None when absent or unreadable.

    A date is held against the same answer's Date header, so that the clocks need not agree.
    """
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        until = read_http_date(text)
        if until is None:
            return None
        since = read_http_date(headers.get("Date", "")) or datetime.now(UTC)
        seconds = (until - since).total_seconds()
    return max(0.0, seconds) if seconds == seconds else None
