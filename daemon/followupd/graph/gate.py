"""Who may call when: few requests at once, and none to a mailbox that asked us to wait.

Outlook allows 4 requests at once; a call before Retry-After is over still counts against the limit (Microsoft Graph
throttling guidance). So such a call is not made: `Throttled` is raised at once, with the seconds that are left.
What several workers share, and what survives a restart, is asked of Permits; what one process can know it looks after
itself, first.
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from followupd.errors import StoreError, Throttled, Unavailable
from followupd.graph.clock import read_http_date
from followupd.graph.lastlook import while_good
from followupd.ports import Permit, Permits

log = logging.getLogger(__name__)

#: Seconds to wait for a free place; longer means that all places hang in answers that do not come.
PATIENCE = 120.0
#: Longest wait believed, in seconds.
LONGEST = 86_400.0
#: Longest wait of our own choosing, in seconds.
LONGEST_OWN = 60.0
#: After a refusal a mailbox is called one at a time until it has answered so often: of several calls on their way
#: the others would arrive within the wait that the first was asked for.
CALM_AFTER = 10
#: Seconds after which a permit that others have is asked for again; spread, so that they do not ask in step.
ASK_AGAIN = 0.05


class Unshared:
    """The permits of one process that shares nothing and remembers nothing."""

    def take(self, mailbox: str, members: Sequence[str] = ()) -> Permit | None:
        return Permit()

    def good(self, permit: Permit) -> bool:
        return True

    def give_back(self, permit: Permit) -> None:
        """There is nothing to give back."""

    def hold(self, mailbox: str, seconds: float) -> None:
        """The gate itself knows it."""


class Gate:
    """Places in flight and waits, for all threads. The key is a mailbox, or another part of Graph with a limit."""

    def __init__(
        self,
        *,
        in_all: int,
        a_mailbox: int,
        steady: Callable[[], float],
        jitter: Callable[[], float] = random.random,
        permits: Permits | None = None,
    ) -> None:
        """`steady` gives steady seconds; `jitter` a number from 0 to 1; `permits`: shared with others, or kept."""
        self._in_all = in_all
        self._a_mailbox = a_mailbox
        self._steady = steady
        self._jitter = jitter
        self._permits = permits or Unshared()
        self._free = threading.Condition()
        self._requests = 0
        #: Requests under way, and members of batches, by mailbox.
        self._inside: Counter[str] = Counter()
        #: No call before this steady moment.
        self._until: dict[str, float] = {}
        #: Refusals in a row.
        self._refusals: Counter[str] = Counter()
        #: Good answers still to come before several calls at once are made again.
        self._nervous: Counter[str] = Counter()

    @contextmanager
    def place(self, mailbox: str) -> Iterator[None]:
        """Hold a place for one request. Raises Throttled when the mailbox asked us to wait, Unavailable when full."""
        with self.places(mailbox, ()):
            yield

    @contextmanager
    def places(self, mailbox: str, members: Sequence[str]) -> Iterator[frozenset[int]]:
        """Hold a place for one request, and one in the mailbox of each of its members; gives which of `members` may be
        asked. All places are taken together or none, so that nobody waits for another who waits for him.

        A member whose mailbox asked us to wait is left out; one that did so lately has one member.
        Raises Throttled when `mailbox` itself asked us to wait, Unavailable when full.
        """
        with self._free:
            deadline = self._steady() + PATIENCE
            while True:
                if (left := self._until.get(mailbox, 0.0) - self._steady()) > 0:
                    raise Throttled("this mailbox asked us to wait", status=429, retry_after=left)
                asked = self._open(members)
                wanted = Counter((mailbox, *(members[n] for n in asked)))
                if self._requests < self._in_all and all(
                    self._inside[each] + number <= self._most(each) for each, number in wanted.items()
                ):
                    break
                if not self._free.wait(max(0.0, deadline - self._steady())):
                    raise Unavailable("too many requests are waiting for an answer")
            self._requests += 1
            self._inside += wanted
        try:
            permit = self._permit(mailbox, [members[n] for n in asked], deadline)
            try:
                with while_good(lambda: self._permits.good(permit)):
                    yield frozenset(n for n in asked if members[n] not in permit.left_out)
            finally:
                self._permits.give_back(permit)
        finally:
            with self._free:
                self._requests -= 1
                self._inside -= wanted
                self._free.notify_all()

    def _most(self, mailbox: str) -> int:
        return 1 if self._nervous[mailbox] else self._a_mailbox

    def _open(self, members: Sequence[str]) -> list[int]:
        """Which of these members may be asked at all: as many of a mailbox as there are places in it."""
        taken: Counter[str] = Counter()
        asked = []
        for n, mailbox in enumerate(members):
            if self._until.get(mailbox, 0.0) <= self._steady() and taken[mailbox] < self._most(mailbox):
                taken[mailbox] += 1
                asked.append(n)
        return asked

    def _permit(self, mailbox: str, members: Sequence[str], deadline: float) -> Permit:
        """What we share with others, waited for until the deadline."""
        try:
            while (permit := self._permits.take(mailbox, members)) is None:
                if self._steady() >= deadline:
                    raise Unavailable("too many requests of all workers are waiting for an answer")
                with self._free:
                    self._free.wait(ASK_AGAIN * (0.5 + self._jitter()))
        except Throttled as error:  # another worker was told; we are as careful from now on as if it had been us
            with self._free:
                self._nervous[mailbox] = CALM_AFTER
                self._until[mailbox] = max(self._until.get(mailbox, 0.0), self._steady() + (error.retry_after or 0.0))
            raise
        except StoreError as error:  # no request was made
            raise Unavailable("it cannot be known whether a request may be made: the database is away") from error
        return permit

    def refused(self, mailbox: str, asked: float | None) -> float:
        """Note that the mailbox refused a call and asked for a wait (seconds, None: without a figure); return ours.

        Some servers say 1 second whatever happens (sdk-js#297): from the third refusal in a row our own back-off is
        the least. Refusals of calls that were under way together are one.
        """
        with self._free:
            self._nervous[mailbox] = CALM_AFTER
            now, until = self._steady(), self._until.get(mailbox, 0.0)
            if until <= now:
                self._refusals[mailbox] += 1
            count = min(max(self._refusals[mailbox], 1), 10)
            if asked is None:
                wait = min(LONGEST_OWN, 2.0**count) * (1 + self._jitter() / 4)
            else:
                wait = min(asked, LONGEST)
                if count > 2:
                    wait = max(wait, min(LONGEST_OWN, 2.0 ** (count - 2)))
            self._until[mailbox] = max(until, now + wait)
            self._free.notify_all()
        try:
            self._permits.hold(mailbox, wait)
        except StoreError as error:  # this process keeps to it all the same
            log.warning("a wait cannot be told to other workers", extra={"error": type(error).__name__})
        return wait

    def accepted(self, mailbox: str) -> None:
        """Note that the mailbox answered a call well: the next refusal is the first one again."""
        with self._free:
            self._refusals.pop(mailbox, None)
            if self._nervous[mailbox] > 1:
                self._nervous[mailbox] -= 1
            else:
                del self._nervous[mailbox]


def read_retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Return the seconds of Retry-After: whole, fractional (`2.128`) or a date; None when absent or unreadable.

    A date is held against the same answer's Date header, so that the clocks need not agree; against `now` (aware)
    only where the answer has none.
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
        since = read_http_date(headers.get("Date", "")) or now
        seconds = (until - since).total_seconds()
    return max(0.0, seconds) if seconds == seconds else None
