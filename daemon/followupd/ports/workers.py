"""Daemons that share one database: who lives, whose turn it is, who may call Microsoft Graph."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A daemon that works on this database, as an operator sees it."""

    name: str
    started: datetime
    #: Until when it is believed to live without another sign, on the database's own clock.
    lease_until: datetime
    #: Whether that moment is over: what it holds goes to another one now.
    late: bool
    #: Whose mail it reads, and whose timers it rings: mailboxes.
    reads: tuple[str, ...]
    #: Effects that it is doing.
    effects: int
    #: Requests to Microsoft Graph that it has under way.
    requests: int


class Membership(Protocol):
    """This daemon among those that work on one database. Who is alone on it has everything, for good."""

    @property
    def every(self) -> float | None:
        """Seconds from one sign of life to the next; None: none are wanted."""

    def sign(self) -> bool:
        """Give a sign of life, and give back what dead workers had. False: we were taken for dead, and have begun anew
        with nothing. Raises StoreError."""

    def turn(self) -> AbstractContextManager[bool]:
        """A turn of what one daemon does at a time: to read the mailbox and ring the timers. False: another one does.

        What this thread decides in the block is written only while the turn is ours: else LeaseLost is raised there.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Leave to make one request. `left_out`: mailboxes whose members of the batch may not be asked now."""

    id: str = ""
    left_out: frozenset[str] = frozenset()


class Permits(Protocol):
    """What all workers of this application share towards Microsoft Graph: places in flight, and waits asked for.

    One that is alone shares no places, but what it was asked to wait survives its restart.
    """

    def take(self, mailbox: str, members: Sequence[str] = ()) -> Permit | None:
        """A permit for one request to this mailbox, now; `members`: the mailbox of each of its members, if it is
        a batch. None: others have them all, ask again in a little while.

        A member whose mailbox asked any of us to wait is left out. Raises Throttled with the seconds that are left when
        the mailbox itself did, StoreError when that cannot be known, so that nothing may be asked.
        """

    def good(self, permit: Permit) -> bool:
        """Whether a permit is still ours: asked right before the first byte. A worker that stood still may have lost
        it. Asks nobody outside this process."""

    def give_back(self, permit: Permit) -> None:
        """The request has its answer, or was never made. Raises nothing: a permit that nobody gives back lapses."""

    def hold(self, mailbox: str, seconds: float) -> None:
        """None of us calls this mailbox for so long. A shorter wait does not end a longer one. Raises StoreError."""
