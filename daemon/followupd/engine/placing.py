"""Look at the diaries for a good time, before the first entry of a follow-up is made. Reads only.

What cannot be seen changes nothing: a calendar that is closed, or that does not answer for a while, leaves the
follow-up at the time that was planned without it.
"""

from __future__ import annotations

import logging
from typing import Final

from followupd.domain.agreement import FollowUp
from followupd.domain.decide_slot import SlotsSeen, around, window
from followupd.domain.free_time import people_of
from followupd.domain.mail import EntryFound, Way
from followupd.domain.policy import Context
from followupd.domain.schedule import Schedule
from followupd.errors import PortError, Throttled, Unavailable
from followupd.ports import Schedules

log = logging.getLogger(__name__)

#: Tries after which an entry is made without having seen the diaries.
MOST_TRIES: Final = 3


class Placing:
    """What the diaries show around a follow-up. Used by several threads."""

    def __init__(self, *, schedules: Schedules, service: str) -> None:
        """`service`: the dedicated mailbox, from which schedules are asked where the setter's calendar is closed."""
        self._schedules = schedules
        self._service = service

    def look(self, follow_up: FollowUp, context: Context, attempts: int) -> SlotsSeen:
        """Return what is seen; nothing where it may not be seen, or was not for MOST_TRIES.

        `attempts`: tries of the entry begun before. Raises Unavailable, Throttled before that.
        """
        try:
            return SlotsSeen(meetings=self._meetings(follow_up, context), schedules=self._busy(follow_up, context))
        except Unavailable as error:
            if isinstance(error, Throttled) or attempts < MOST_TRIES:
                raise
            log.warning("the diaries could not be seen: the usual time is taken")
            return SlotsSeen()

    def _meetings(self, follow_up: FollowUp, context: Context) -> tuple[EntryFound, ...]:
        span = around(follow_up, context)
        if span is None or follow_up.owner is None:
            return ()
        two = (follow_up.setter.address, follow_up.owner.address)
        try:
            return self._schedules.one_to_ones(follow_up.setter.address, two, *span)
        except Unavailable:
            raise
        except PortError:  # closed to us
            return ()

    def _busy(self, follow_up: FollowUp, context: Context) -> tuple[Schedule, ...]:
        people = [person.address for person in people_of(follow_up)]
        asked = [follow_up.setter.address] if follow_up.way is Way.SETTER else []
        for mailbox in (*asked, self._service):
            try:
                return self._schedules.schedules(mailbox, people, *window(follow_up, context))
            except Unavailable:
                raise
            except PortError as error:
                log.info("schedules are not told", extra={"error": type(error).__name__})
        return ()
