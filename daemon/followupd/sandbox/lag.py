"""Lags: how long a change stays unseen by searches and deltas. A get by id always sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from followupd.sandbox.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Seconds on the steady clock, and further ones on the business clock; both must have gone by."""

    steady: float = 0.0
    business: float = 0.0

    def past(self, clock: Clock, steady: float, business: datetime | None) -> bool:
        """Whether a change made at these moments is seen by now."""
        if self.steady and clock.steady() - steady < self.steady:
            return False
        return not (self.business and business and clock.now() - business < timedelta(seconds=self.business))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lags:
    """The lags of a world."""

    #: `$filter` on messages and events.
    search: Lag = field(default_factory=Lag)
    #: Delta of messages and of the calendar view.
    delta: Lag = field(default_factory=Lag)
