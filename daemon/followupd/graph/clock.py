"""The clock that knows the server's time.

The business time is the system's; in a sandbox it is the server's last `Date` header and the steady time since, so
that moving the sandbox's clock moves ours. The steady time is the machine's monotonic clock in both cases.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: A Date header has whole seconds: the true time lies within this much after it.
RESOLUTION = timedelta(seconds=1)


def read_http_date(text: str) -> datetime | None:
    """Return the moment of an HTTP date, aware, UTC; None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


class GraphClock:
    """Both clocks of ports.Clock, and how far the server's time is from the system's. Thread-safe."""

    def __init__(
        self,
        *,
        follow: bool = False,
        system: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`follow`: business time is the server's, once an answer told it; until then, and else, the system's."""
        self._follow = follow
        self._system = system
        self._steady = steady
        self._lock = threading.Lock()
        #: The server's time at a steady moment.
        self._base: tuple[datetime, float] | None = None
        self._skew: timedelta | None = None

    @property
    def follows(self) -> bool:
        """Whether the business time is the server's."""
        return self._follow

    def now(self) -> datetime:
        """Return the business time, aware, UTC."""
        with self._lock:
            return self._estimate() if self._follow and self._base else self._system()

    def steady(self) -> float:
        """Return seconds that only go forward."""
        return self._steady()

    def skew(self) -> timedelta | None:
        """Return how far the server's time is ahead of the system's (to the second); None before any answer."""
        with self._lock:
            return self._skew

    def observe(self, date: str) -> None:
        """Take note of the `Date` header of an answer that has just come."""
        told = read_http_date(date)
        if told is None:
            return
        with self._lock:
            ahead = told - self._system()
            # Within the header's own resolution the two agree.
            self._skew = timedelta(0) if -RESOLUTION <= ahead <= timedelta(0) else ahead
            # The estimate stays as long as the header agrees with it: it would jump back by up to a second each time.
            if self._base is None or not told <= self._estimate() < told + RESOLUTION:
                self._base = (told, self._steady())

    def _estimate(self) -> datetime:
        assert self._base is not None
        moment, at = self._base
        return moment + timedelta(seconds=self._steady() - at)
