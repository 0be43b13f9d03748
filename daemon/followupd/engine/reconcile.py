"""Look at how the open pairs stand in the calendars, and decide on what people did there.

The reading of each entry is the truth; nothing is believed that a notice alone says: what somebody has touched since
(waking.py) is looked at first, and everything in each pass. An entry is taken for gone when it
was missing twice, a while apart. A calendar that has suddenly lost everything of ours is not believed at all: somebody
is asked (design, "The calendar pair lives").
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Final

from followupd.domain.agreement import FollowUp
from followupd.domain.decide_calendar import decide_seen
from followupd.domain.decision import identity
from followupd.domain.happenings import CalendarSeen
from followupd.domain.mail import EntryFound
from followupd.domain.policy import Context, Policy
from followupd.domain.states import FollowUpState
from followupd.engine.apply import apply
from followupd.engine.waking import Waking
from followupd.errors import Outdated, PortError
from followupd.ports import CalendarLook, Clock, KnownSource, Store

log = logging.getLogger(__name__)

#: Follow-ups looked at in one go: a few batches, so that the mail does not wait for long.
PORTION: Final = 50
#: Seconds between the two looks that make an entry gone.
TWICE_AFTER: Final = 60.0
#: So many entries of one calendar that are all gone at once are not believed.
SUDDEN: Final = 3
#: Where it is noted that a calendar is not believed, and that somebody said it may be.
DOUBTED: Final = "calendar_doubted/"
BELIEVED: Final = "calendar_believed/"
#: Where it is noted since when nothing can be seen in a calendar.
UNSEEN: Final = "calendar_unseen/"

Place = tuple[str, str]


class Reconcile:
    """Goes through the open pairs, again and again."""

    def __init__(
        self,
        *,
        store: Store,
        calendar: CalendarLook,
        knowledge: KnownSource,
        policy: Policy,
        clock: Clock,
        every_seconds: float,
        waking: Waking | None = None,
    ) -> None:
        """`waking` tells what to look at between two passes; None: nothing."""
        self._store = store
        self._calendar = calendar
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock
        self._every = every_seconds
        self._waking = waking
        #: When the last pass began, by both clocks.
        self._last: tuple[float, float] | None = None
        #: What is still to be looked at in this pass, in portions.
        self._left: list[list[FollowUp]] = []
        #: When an entry was first not there, by both clocks.
        self._missing: dict[Place, tuple[float, float]] = {}

    def look(self) -> None:
        """Look at the next portion of the open pairs, when it is time to. What cannot be seen now is left to the next
        pass; nothing is raised for it."""
        if self._waking is not None and self._waking.is_time():
            self._look_at_touched(self._waking)
        if not self._left:
            if not self._is_time():
                return
            self._left = _portions(self._watched())
            self._settle_doubts({entry.mailbox for part in self._left for each in part for entry in each.entries})
        if not self._left:
            return
        portion = self._left.pop(0)
        seen = self._seen(portion)
        if seen is None:
            return
        self._note_unseen(portion, seen)
        believed = self._believed(seen)
        for follow_up in portion:
            self._one(follow_up, believed)

    def _look_at_touched(self, waking: Waking) -> None:
        """Look at what somebody has touched. What is gone is for a pass to judge, which sees how much else is gone in
        that calendar: it begins now."""
        watched = self._watched()
        touched = waking.touched({(each.mailbox, each.event_id) for one in watched for each in one.entries})
        meant = [one for one in watched if any((each.mailbox, each.event_id) in touched for each in one.entries)]
        for portion in _portions(meant):
            seen = self._seen(portion) or {}
            if any(_is_gone(found) for found in seen.values()):
                self._last = None
            standing = {place: found for place, found in seen.items() if not _is_gone(found)}
            for follow_up in portion:
                self._one(follow_up, standing)

    def _watched(self) -> list[FollowUp]:
        return [each for each in self._store.follow_ups() if each.state is FollowUpState.PLANNED and each.entries]

    def _seen(self, portion: Sequence[FollowUp]) -> Mapping[Place, EntryFound | None] | None:
        """How their entries stand; None: nothing can be seen now."""
        places = {
            (entry.mailbox, entry.event_id): entry.base.start if entry.base is not None else each.start
            for each in portion
            for entry in each.entries
        }
        try:
            seen = self._calendar.look(places)
        except PortError as error:
            log.warning("calendars could not be looked at", extra={"error": type(error).__name__})
            return None
        log.info("calendars looked at", extra={"entries": len(places), "seen": len(seen)})
        return seen

    def _note_unseen(self, portion: Sequence[FollowUp], seen: Mapping[Place, EntryFound | None]) -> None:
        """Keep since when a calendar shows nothing at all: nothing is changed for it, and after a while somebody is
        asked (health.py)."""
        noted, shown = self._store.notes(UNSEEN), {mailbox for mailbox, _ in seen}
        for mailbox in {entry.mailbox for each in portion for entry in each.entries}:
            if mailbox in shown and mailbox in noted:
                self._store.note(f"{UNSEEN}{mailbox}", "")
            elif mailbox not in shown and mailbox not in noted:
                self._store.note(f"{UNSEEN}{mailbox}", self._clock.now().isoformat())

    def _is_time(self) -> bool:
        """By either clock: a long sleep of the machine counts, and so does a clock that was set."""
        every = min(self._every, TWICE_AFTER) if self._missing else self._every
        if self._last is not None and not self._passed(self._last, every):
            return False
        self._last = self._moment()
        return True

    def _moment(self) -> tuple[float, float]:
        return self._clock.steady(), self._clock.now().timestamp()

    def _passed(self, since: tuple[float, float], seconds: float) -> bool:
        steady, wall = self._moment()
        return steady - since[0] >= seconds or not 0 <= wall - since[1] < seconds

    # ------------------------------------------------------------------------------------------ believing

    def _believed(self, seen: Mapping[Place, EntryFound | None]) -> dict[Place, EntryFound | None]:
        """What was seen, without what is missing for the first time and without calendars that lost everything."""
        by_mailbox: dict[str, list[Place]] = defaultdict(list)
        for place in seen:
            by_mailbox[place[0]].append(place)
        believed: dict[Place, EntryFound | None] = {}
        for mailbox, places in by_mailbox.items():
            lost = [place for place in places if _is_gone(seen[place])]
            if self._doubted(mailbox, places, lost):
                continue
            believed |= {place: seen[place] for place in places if place not in set(lost)}
            believed |= {place: None for place in lost if self._gone_twice(place)}
            for place in set(places) - set(lost):
                self._missing.pop(place, None)
        return believed

    def _doubted(self, mailbox: str, places: Sequence[Place], lost: Sequence[Place]) -> bool:
        """Whether this calendar is not believed: it has lost everything at once, and nobody said that it may."""
        name, allowed = f"{DOUBTED}{mailbox}", f"{BELIEVED}{mailbox}"
        if len(lost) < SUDDEN or len(lost) < len(places):
            if self._store.noted(name):
                self._store.note(name, "")
            if len(lost) < len(places) and self._store.noted(allowed):
                self._store.note(allowed, "")  # it was believed for that loss, and not for one to come
            return False
        if self._store.noted(allowed):
            return False
        if not self._store.noted(name):
            self._store.note(name, str(len(lost)))
            log.warning("a calendar has lost all our entries at once: it is not believed", extra={"entries": len(lost)})
        return True

    def _settle_doubts(self, mailboxes: Set[str]) -> None:
        """Where nothing of ours is left to look at, nothing is left to doubt."""
        for prefix in (DOUBTED, BELIEVED, UNSEEN):
            for mailbox in self._store.notes(prefix):
                if mailbox not in mailboxes:
                    self._store.note(f"{prefix}{mailbox}", "")

    def _gone_twice(self, place: Place) -> bool:
        if not self._passed(self._missing.setdefault(place, self._moment()), TWICE_AFTER):
            return False
        del self._missing[place]
        return True

    # ------------------------------------------------------------------------------------------- deciding

    def _one(self, looked_at: FollowUp, seen: Mapping[Place, EntryFound | None]) -> None:
        found = CalendarSeen(
            found=tuple(
                (entry.role, seen[entry.mailbox, entry.event_id])
                for entry in looked_at.entries
                if (entry.mailbox, entry.event_id) in seen
            )
        )
        if not found.found:
            return
        known = self._knowledge.known(_addresses(looked_at))
        try:
            with self._store.work() as work:
                follow_up = work.follow_up(looked_at.id)
                if follow_up is None or follow_up.entries != looked_at.entries:
                    return  # something of ours was written meanwhile: the next pass sees how it stands then
                context = Context(
                    policy=self._policy,
                    known=known,
                    allocate=work.allocate,
                    acquainted=work.acquainted(),
                    stopped=work.stopped(),
                )
                now = self._clock.now()
                decision = decide_seen(follow_up, found, context, now)
                if decision.follow_ups:
                    apply(work, decision, identity("seen", follow_up.id, now.isoformat()), context, now)
        except Outdated:
            return  # decided on meanwhile; the next pass sees how it stands then
        if decision.follow_ups:
            log.info("a person changed a pair", extra={"what": [note.what.split(" to ")[0] for note in decision.notes]})


def doubted(store: Store) -> Mapping[str, int]:
    """The calendars that are not believed, with how many entries each has lost at once. Raises StoreError."""
    believed = store.notes(BELIEVED)
    return {mailbox: int(lost) for mailbox, lost in store.notes(DOUBTED).items() if mailbox not in believed}


def unseen(store: Store) -> tuple[datetime, ...]:
    """Since when each calendar is not seen of which that is so. Raises StoreError."""
    return tuple(datetime.fromisoformat(since) for since in store.notes(UNSEEN).values())


def believe(store: Store, mailbox: str) -> bool:
    """Take the loss of everything in this calendar for true, at the next looks; False: it is not doubted."""
    if mailbox not in doubted(store):
        return False
    store.note(f"{BELIEVED}{mailbox}", "yes")
    store.note(f"{DOUBTED}{mailbox}", "")
    return True


def _is_gone(found: EntryFound | None) -> bool:
    return found is None or found.cancelled


def _portions(follow_ups: Sequence[FollowUp]) -> list[list[FollowUp]]:
    """The follow-ups in portions, those of one calendar together as far as they go."""
    by_calendar = sorted(follow_ups, key=lambda each: (each.entries[0].mailbox, each.start, each.id))
    return [by_calendar[start : start + PORTION] for start in range(0, len(by_calendar), PORTION)]


def _addresses(follow_up: FollowUp) -> list[str]:
    return [person.address for person in (follow_up.setter, follow_up.owner) if person is not None]
