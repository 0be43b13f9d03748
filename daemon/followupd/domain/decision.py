"""What a decision says: the things as they become, and what follows. Data only; nothing has been done yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line for the history. `what` holds no private words; `words` may."""

    kind: str
    id: str
    what: str
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything one happening leads to; it is saved as one."""

    proposal: Proposal | None = None
    #: New or changed agreements; their follow-ups are planned anew from them.
    agreements: tuple[Agreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    effects: tuple[Effect, ...] = ()
    timers: tuple[tuple[str, datetime], ...] = ()
    cleared: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    #: Addresses that said STOP, or that it does not hold for any more.
    stops: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    def __add__(self, other: Decision) -> Decision:
        return Decision(
            proposal=other.proposal or self.proposal,
            agreements=self.agreements + other.agreements,
            follow_ups=self.follow_ups + other.follow_ups,
            effects=self.effects + other.effects,
            timers=self.timers + other.timers,
            cleared=self.cleared + other.cleared,
            notes=self.notes + other.notes,
            stops=self.stops + other.stops,
            starts=self.starts + other.starts,
        )


def identity(*parts: str) -> str:
    """A name for a thing that the same cause always gives: 20 hexadecimal digits of a hash of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
