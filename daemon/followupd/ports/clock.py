"""What time it is."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks in one."""

    def now(self) -> datetime:
        """The business time: timers and dates. Aware, UTC."""

    def steady(self) -> float:
        """Seconds that only ever go forward: leases, back-off, limits."""
