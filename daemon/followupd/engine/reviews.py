"""A setter marks a meeting with Tom with the Outlook category “Review”, and has the agenda the working day before.

Only in calendars that are open to us (`calendar: setter`), and only of setters with something open: one request each,
every quarter of an hour. Of a meeting nothing is read but who takes part, when, and its categories.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from followupd.domain.decide_request import decide_marked
from followupd.domain.happenings import MarkedMeeting
from followupd.domain.mail import Way
from followupd.domain.people import Person
from followupd.domain.policy import Context, Policy
from followupd.engine.apply import apply
from followupd.engine.health import CLOSED
from followupd.engine.requests import LOOKED_THROUGH
from followupd.errors import PortError
from followupd.ports import CalendarMarks, Clock, KnownSource, Store

log = logging.getLogger(__name__)

#: The category, in any letters.
CATEGORY: Final = "Review"
#: Seconds between two looks.
EVERY: Final = 900.0
#: How far is looked ahead for the next working day. After a longer leave the agenda comes that morning.
AHEAD: Final = timedelta(days=5)


class Reviews:
    """Looks for marked meetings. Used by one thread."""

    def __init__(
        self, *, store: Store, marks: CalendarMarks, knowledge: KnownSource, policy: Policy, clock: Clock
    ) -> None:
        self._store = store
        self._marks = marks
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock
        #: When the last look began, by both clocks.
        self._last: tuple[float, float] | None = None
        #: Meetings that need no second look. The keys in the outbox hold without it: it spares the work.
        self._told: set[tuple[str, str]] = set()

    def look(self) -> None:
        """Look for marked meetings, when it is time to. What cannot be seen now is left to the next look."""
        if self._policy.way is not Way.SETTER or not self._is_time():
            return
        closed = self._store.notes(CLOSED)
        setters = {each.setter.address: each.setter for each in self._store.agreements()}
        asked = sorted(address for address in setters if address not in closed and self._policy.takes_part(address))
        if not asked:
            return
        now = self._clock.now()
        try:
            found = self._marks.marked(asked, CATEGORY, now, now + AHEAD)
        except PortError as error:
            log.warning("marked meetings could not be looked for", extra={"error": type(error).__name__})
            return
        for address, meetings in found.items():
            fresh = [each for each in meetings if (address, each.id) not in self._told]
            if fresh:
                self._one(setters[address], fresh)

    def _is_time(self) -> bool:
        """By either clock: a long sleep of the machine counts, and so does a clock that was set."""
        now = self._clock.steady(), self._clock.now().timestamp()
        if self._last is not None:
            steady, wall = now[0] - self._last[0], now[1] - self._last[1]
            if steady < EVERY and 0 <= wall < EVERY:
                return False
        self._last = now
        return True

    def _one(self, setter: Person, meetings: Sequence[MarkedMeeting]) -> None:
        known = self._knowledge.known([setter.address])
        sent = 0
        with self._store.work() as work:
            context = Context(
                policy=self._policy,
                known=known,
                allocate=work.allocate,
                acquainted=work.acquainted(),
                stopped=work.stopped(),
            )
            agreements = tuple(reversed(work.agreed_before(setter, LOOKED_THROUGH)))
            for meeting in meetings:
                now = self._clock.now()
                decision = decide_marked(meeting, setter, agreements, context, now)
                if decision.effects:
                    apply(work, decision, meeting.id, context, now)
                    self._told.add((setter.address, meeting.id))
                    sent += 1
        if sent:
            log.info("agenda for a marked meeting", extra={"meetings": sent})
