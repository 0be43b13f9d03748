"""Which entries somebody has touched since we last asked: the wake-up between two passes over the calendars.

It is a hint and costs little: one request for each calendar in which something of ours stands. What it tells is looked
at at once; what it does not tell is seen by the next pass. Nothing of it is stored: after a restart it begins anew, and
a pass is due then anyway.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from followupd.errors import PortError
from followupd.ports import CalendarWatch, Clock

log = logging.getLogger(__name__)

#: Seconds between two looks at what has changed.
EVERY: Final = 30.0
#: The window of a round. It need not cover every entry, as changes outside of it are told, too; a longer one makes the
#: first round longer.
BEFORE, AFTER = timedelta(days=1), timedelta(days=28)
#: Pages of one calendar in one go: a first round tells everything that lies in the window.
MOST_PAGES: Final = 10

Place = tuple[str, str]


@dataclass(slots=True)
class _Round:
    """How far we have come in one calendar."""

    cursor: str = ""
    #: Whether the first round is over: what that tells has not changed.
    known: bool = False
    #: When it is begun anew, because its window has gone by.
    until: datetime | None = None


class Waking:
    """Asks what has changed. Used by the one thread that looks at the calendars."""

    def __init__(self, *, watch: CalendarWatch, clock: Clock, every_seconds: float = EVERY) -> None:
        self._watch = watch
        self._clock = clock
        self._every = every_seconds
        self._last: tuple[float, float] | None = None
        self._rounds: dict[str, _Round] = {}

    def touched(self, places: Collection[Place]) -> frozenset[Place]:
        """Those of these entries (mailbox, id) that were made, changed or taken out since the last call, as far as it
        is told. Raises nothing for calendars that cannot be asked."""
        now = self._clock.now()
        mailboxes = {mailbox for mailbox, _ in places}
        self._rounds = {mailbox: self._rounds.get(mailbox) or _Round() for mailbox in sorted(mailboxes)}
        for each in self._rounds.values():
            if each.until is not None and each.until <= now:
                each.cursor, each.until, each.known = "", None, False
        told: set[Place] = set()
        asked = set(self._rounds)
        for _ in range(MOST_PAGES):
            asked = self._page(asked, told, now)
            if not asked:
                break
        return frozenset(told) & frozenset(places)

    def _page(self, asked: Collection[str], told: set[Place], now: datetime) -> set[str]:
        """Ask for the next page of these; return those that have more."""
        cursors = {mailbox: self._rounds[mailbox].cursor for mailbox in sorted(asked)}
        try:
            pages = self._watch.changes(cursors, now - BEFORE, now + AFTER)
        except PortError as error:
            log.info("it is not told what has changed in calendars", extra={"error": type(error).__name__})
            return set()
        more = set()
        for mailbox, page in pages.items():
            each = self._rounds[mailbox]
            if page is None:
                self._rounds[mailbox] = _Round()
                continue
            if not each.cursor:
                each.until = now + AFTER / 2
            if each.known:
                told |= {(mailbox, id) for id in page.ids}
            each.cursor = page.cursor
            each.known = each.known or page.last
            if not page.last:
                more.add(mailbox)
        return more

    def is_time(self) -> bool:
        """Whether to ask again now, by either clock; True is said once."""
        now = self._clock.steady(), self._clock.now().timestamp()
        if self._last is not None:
            steady, wall = now[0] - self._last[0], now[1] - self._last[1]
            if steady < self._every and 0 <= wall < self._every:
                return False
        self._last = now
        return True
