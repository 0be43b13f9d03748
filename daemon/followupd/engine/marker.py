"""Whose mailbox this is: a marker in it names the installation that serves it, its epoch and how far it has come.

An older copy of the database, or a second installation, would send again what was sent, so it refuses to act. The
marker is looked at before the first deed and every few minutes; writing it is guarded, so that of two who begin at once
one stays. A restore or an adoption begins a new epoch: whoever is of an earlier one is out.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Final

from followupd.engine.snapshots import EPOCH, SEAL, new_key
from followupd.errors import Conflict, Gone, NotOurs, Outdated
from followupd.ports import Archive, Clock, MarkerItem, MarkerPlace, Recall, Recalling

log = logging.getLogger(__name__)

#: Seconds from one look at the marker to the next.
BEAT: Final = 300.0
#: So often a marker that others write at the same time is looked at anew.
MOST_OVERTAKEN: Final = 5
VERSION: Final = 1

#: Names of notes in the store.
INSTALLATION: Final = "installation"
RUN: Final = "run"
#: Moment of the newest mail in Sent Items that we need not know of.
SINCE: Final = "known_sent"
#: There while a restore is under way.
RESTORING: Final = "restoring"

SECOND: Final = (
    "Another installation of followupd serves this mailbox, so this one does nothing. Stop one of the two. "
    "If the other one is gone for good, say `followupd adopt` here."
)
OLDER: Final = (
    "This database is older than what the mailbox shows: it is a copy, and the newest things are not in it. Put the "
    "newest database in its place; if there is none, move this one away and say `followupd restore`."
)
EMPTY: Final = (
    "This database is empty, but the mailbox was served before. `followupd restore` rebuilds the database from the "
    "mailbox; `followupd adopt` begins anew and leaves everything before alone."
)
TWICE: Final = "Another followupd runs on a copy of this database. Stop one of the two, and delete its copy."
UNFINISHED: Final = "A restore was begun and not finished: move the database away and say `followupd restore` again."
NEWER: Final = "A newer followupd has marked this mailbox: install that version."


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What the marker says."""

    installation: str
    epoch: int
    #: How far its database had come.
    sequence: int
    #: Of this start of its daemon: a copy that runs beside it has another one.
    run: str
    #: What snapshots are sealed with (see snapshots.py).
    seal: str
    #: Hashes of the addresses of people who are forgotten: a restore leaves them out.
    forgotten: tuple[str, ...] = field(default=())

    def text(self) -> str:
        return json.dumps({"v": VERSION, **asdict(self)})

    def forgets(self, address: str) -> bool:
        """Whether this person is to stay forgotten."""
        return tombstone(address, self.seal) in self.forgotten


def read_marker(text: str) -> Marker:
    """Return the marker of an item's text. Raises NotOurs for one that this version cannot read."""
    try:
        told = json.loads(text)
        if int(told.pop("v")) > VERSION:
            raise NotOurs(NEWER)
        return Marker(**{**told, "forgotten": tuple(told.get("forgotten", ()))})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotOurs(NEWER) from error


def tombstone(address: str, seal: str) -> str:
    """What is kept of a forgotten person: a hash that only who knows the mailbox can compare."""
    return hashlib.sha256(f"{seal}/{address.lower()}".encode()).hexdigest()[:24]


class Keeper:
    """Sees to it that only one installation acts for the mailbox. `check` is one thread's, `ours` everybody's."""

    def __init__(
        self, *, recall: Recall, place: MarkerPlace, archive: Archive, clock: Clock, alone: bool = True
    ) -> None:
        """`alone`: we are alone on the database, so each start is a run of its own."""
        self._recall = recall
        self._place = place
        self._archive = archive
        self._clock = clock
        self._alone = alone
        #: Whether we may act.
        self.ours = False
        self._next = 0.0
        self._written = -1
        self._run = secrets.token_hex(8)

    def check(self) -> None:
        """Look at the marker when it is time. Raises NotOurs when this installation must not act (any more)."""
        if self.ours and self._clock.steady() < self._next:
            return
        try:
            for _ in range(MOST_OVERTAKEN):
                try:
                    self._beat() if self.ours else self._start()
                    break
                except (Conflict, Gone, Outdated):
                    continue
            else:
                raise Conflict("the marker of the mailbox is written by somebody else all the time")
        except NotOurs:
            self.ours = False
            raise
        self.ours = True
        self._next = self._clock.steady() + BEAT

    # ------------------------------------------------------------------------------------------- looking

    def _start(self) -> None:
        # The marker first: another worker of this database, which starts now too, writes it last.
        item = next(iter(self._place.found()), None)
        with self._recall.look() as look:
            mine, empty, known = self._mine(look), look.empty(), look.noted(SINCE)
            if look.noted(RESTORING):
                raise NotOurs(UNFINISHED)
        if item is None:
            self._not_older(empty=empty, known=known)
            item = self._begin(mine)
            mine = mine or self._identity()
        elif mine is None:
            raise NotOurs(EMPTY if empty else SECOND)
        theirs = read_marker(item.text)
        self._compare(theirs, mine, at_start=True)
        self._not_older(empty=False, known=known)
        self._write(item, theirs, mine)

    def _beat(self) -> None:
        with self._recall.look() as look:
            mine = self._mine(look)
        if mine is None:
            raise NotOurs(EMPTY)
        item = next(iter(self._place.found()), None)
        if item is None:  # a person has deleted it
            item = self._begin(mine)
        theirs = read_marker(item.text)
        self._compare(theirs, mine, at_start=False)
        if mine.sequence != self._written:
            self._write(item, theirs, mine)

    def _compare(self, theirs: Marker, mine: Marker, *, at_start: bool) -> None:
        if theirs.installation != mine.installation:
            raise NotOurs(SECOND)
        if (theirs.epoch, theirs.sequence) > (mine.epoch, mine.sequence) and (at_start or theirs.epoch > mine.epoch):
            raise NotOurs(OLDER)
        if not at_start and theirs.run != mine.run:
            raise NotOurs(TWICE)

    def _not_older(self, *, empty: bool, known: str | None) -> None:
        """Hold the newest mails in Sent Items against the database: one request."""
        since = datetime.fromisoformat(known) if known is not None else None
        newer = [each for each in self._archive.last_sent() if since is None or each.sent > since]
        with self._recall.look() as look:
            if not all(look.has_begun(each.key) for each in newer):
                raise NotOurs(EMPTY if empty else OLDER)

    def _mine(self, look: Recalling) -> Marker | None:
        installation, seal = look.noted(INSTALLATION), look.noted(SEAL)
        if installation is None or seal is None:
            return None
        return Marker(
            installation=installation,
            epoch=int(look.noted(EPOCH) or 0),
            sequence=look.sequence(),
            run=self._run if self._alone else look.noted(RUN) or "",
            seal=seal,
        )

    # ------------------------------------------------------------------------------------------- writing

    def _begin(self, mine: Marker | None) -> MarkerItem:
        """Make the marker where there is none, and return the one that counts: the oldest."""
        first = self._place.begin()
        if not first:
            found = next(iter(self._place.found()), None)
            if found is not None:
                return found
        made = self._place.put((mine or self._identity()).text())
        return next(iter(self._place.found()), made)

    def _identity(self) -> Marker:
        """Who we are, written down; made up at the very first start."""
        with self._recall.work() as work:
            mine = self._mine(work)
            if mine is None:
                work.note(INSTALLATION, secrets.token_hex(8))
                work.note(RUN, self._run)
                work.note(EPOCH, "1")
                work.note(SEAL, new_key())
                mine = self._mine(work)
        assert mine is not None
        return mine

    def _write(self, item: MarkerItem, theirs: Marker, mine: Marker) -> None:
        self._place.change(item, replace(mine, forgotten=theirs.forgotten).text())
        self._written = mine.sequence

    # ------------------------------------------------------------------------------ an operator's words

    def adopt(self, *, restoring: bool = False) -> Marker | None:
        """Make this database the one of the mailbox, whoever has it now; return what the marker said before.

        A new epoch begins: others stop at their next look. Everything sent before is taken for known.
        """
        item = next(iter(self._place.found()), None)
        before = read_marker(item.text) if item is not None else None
        last = self._archive.last_sent()
        with self._recall.work() as work:
            mine = self._mine(work)
            epoch = max(mine.epoch if mine else 0, before.epoch if before else 0) + 1
            work.note(INSTALLATION, secrets.token_hex(8))
            work.note(RUN, self._run)
            work.note(EPOCH, str(epoch))
            work.note(SEAL, before.seal if before else mine.seal if mine else new_key())
            if last:
                work.note(SINCE, max(each.sent for each in last).isoformat())
            if restoring:
                work.note(RESTORING, "yes")
        with self._recall.look() as look:
            now = self._mine(look)
        assert now is not None
        if item is None:
            self._begin(now)
        else:
            self._write(item, before or now, now)
        return before

    def forget(self, address: str) -> None:
        """Keep a person forgotten through any restore to come. Raises Conflict, NotOurs."""
        item = next(iter(self._place.found()), None)
        if item is None:
            raise NotOurs(SECOND)
        theirs = read_marker(item.text)
        grave = tombstone(address, theirs.seal)
        if grave not in theirs.forgotten:
            self._place.change(item, replace(theirs, forgotten=(*theirs.forgotten, grave)).text())
