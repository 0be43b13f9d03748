"""The two clocks of the sandbox.

The business clock says what time it is in the story: every date in a mail, an event or a `Date` header comes from
it. It can be set, moved forward, and runs on by itself. The steady clock never jumps: tokens, limits, lags and
time-outs run on it, so that a jump of a week expires no token and frees no limit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tell business time (aware, UTC) and steady time (seconds, only differences mean anything). Thread-safe."""

    def __init__(self, now: datetime | None = None, *, steady: Callable[[], float] = time.monotonic) -> None:
        """Start the business clock at `now` (aware; the machine's time when None); `steady` gives seconds."""
        self._steady = steady
        self._lock = threading.Lock()
        self._set(now if now is not None else datetime.now(UTC))

    def now(self) -> datetime:
        """Return the business time, in UTC, with microseconds."""
        with self._lock:
            return self._base + timedelta(seconds=self._steady() - self._base_steady)

    def steady(self) -> float:
        """Return steady seconds."""
        return self._steady()

    def set(self, moment: datetime) -> None:
        """Put the business clock to an aware moment; it runs on from there."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        with self._lock:
            self._set(moment)

    def forward(self, by: timedelta) -> None:
        """Move the business clock forward; a negative step is refused with ValueError."""
        if by < timedelta(0):
            raise ValueError("the clock is moved forward only")
        with self._lock:
            self._set(self._base + timedelta(seconds=self._steady() - self._base_steady) + by)

    def _set(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        self._base = moment.astimezone(UTC)
        self._base_steady = self._steady()


def seconds(moment: datetime) -> str:
    """Return a moment as messages spell it: `2026-03-02T08:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seven_digits(moment: datetime) -> str:
    """Return a moment as events spell created and modified: `2026-03-02T08:00:00.0000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
