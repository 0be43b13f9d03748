"""Look after ourselves: gather the facts, log what changed, tell the operator while mail still works.

The engine looks every few seconds. `followupd status` and `check` gather the same facts from the database, so that
a service that is dead is told of as well.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from followupd.config.expiry import certificate_ends
from followupd.config.schema import Config
from followupd.domain.effects import Alarm
from followupd.domain.people import Person
from followupd.engine.health import (
    CLOSED,
    NOTHING,
    TOLD,
    UNTOLD,
    Facts,
    Mark,
    alarms,
    marked,
    operator_mail,
    status_line,
)
from followupd.engine.reconcile import doubted, unseen
from followupd.errors import FollowupdError, SignInEnded, StoreError
from followupd.ports import Clock, Counts, Store

log = logging.getLogger(__name__)

#: Names of notes in the store. Moments are of the machine's clock.
LAST_READ: Final = "last_read"
STARTED: Final = "started"
OUTBOX: Final = "outbox_mark"
INBOX: Final = "inbox_mark"
SEEN: Final = "set_aside_seen"
SIGN_IN_ENDED: Final = "sign_in_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the configuration says of the things that can end or fill up."""

    poll_seconds: float
    #: The folder of the database; None: it is not on a disk of this machine.
    folder: Path | None = None
    secret_ends: date | None = None
    certificate_ends: date | None = None
    operator: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How we are."""

    alarms: tuple[Alarm, ...]
    #: The same on one line, with the counts.
    line: str


def surroundings_of(config: Config) -> Surroundings:
    """Return what there is to look after in this configuration. Raises ConfigError for an unreadable certificate."""
    file = config.database.removeprefix("sqlite:///")
    on_disk = file != config.database and not file.startswith("file:")
    return Surroundings(
        poll_seconds=config.poll_seconds,
        folder=Path(file).parent if on_disk else None,
        secret_ends=config.graph.secret_expires,
        certificate_ends=certificate_ends(config),
        operator=Person(address=config.operator) if config.operator else None,
    )


def gather(store: Store, surroundings: Surroundings, counts: Counts, now: datetime) -> Facts:
    """Return the facts that the database and the disk tell. `now`: the machine's clock. Raises StoreError."""
    closed = store.notes(CLOSED)
    heard = [datetime.fromisoformat(said) for said in (store.noted(STARTED), store.noted(LAST_READ)) if said]
    return replace(
        gather_without(surroundings, now),
        heard=max(heard, default=None),
        counts=counts,
        set_aside_seen=int(store.noted(SEEN) or 0),
        outbox=Mark.read(store.noted(OUTBOX)),
        inbox=Mark.read(store.noted(INBOX)),
        doubted_calendars=len(doubted(store)),
        unseen_calendars=unseen(store),
        without_mailbox=store.without_mailbox(),
        closed_calendars=len(closed),
        sign_in_ended=bool(store.noted(SIGN_IN_ENDED)),
        closed_untold=sum(value == UNTOLD for value in closed.values()),
    )


def gather_without(surroundings: Surroundings, now: datetime) -> Facts:
    """The facts that are known without the database."""
    return Facts(
        now=now,
        poll_seconds=surroundings.poll_seconds,
        free_bytes=free_bytes(surroundings.folder),
        secret_ends=surroundings.secret_ends,
        certificate_ends=surroundings.certificate_ends,
    )


def free_bytes(folder: Path | None) -> int | None:
    """Bytes that may still be written in this folder; None: there is no such folder to ask."""
    return shutil.disk_usage(folder).free if folder is not None and folder.is_dir() else None


class Watch:
    """Looks after one daemon. Used by one thread."""

    def __init__(
        self,
        *,
        store: Store,
        surroundings: Surroundings,
        clock: Clock,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`clock`: the business time, for the day of a mail; `wall`: the machine's clock."""
        self._store = store
        self._surroundings = surroundings
        self._clock = clock
        self._wall = wall
        self._begun = False
        self._known: dict[str, Alarm] = {}
        self._told = ""

    def look(self, troubles: Mapping[str, FollowupdError]) -> Health:
        """Look at everything, log what changed, tell the operator. `troubles`: what stops each loop at the moment.

        Never raises for the database: that it cannot be used is one of the things told.
        """
        now = self._wall()
        counts = NOTHING
        database = next((str(error) for error in troubles.values() if isinstance(error, StoreError)), "")
        try:
            self._begin(now)
            self._note_sign_in(any(isinstance(each, SignInEnded) for each in troubles.values()))
            counts = self._store.counts(self._clock.now())
            facts = gather(self._store, self._surroundings, counts, now)
            facts = self._noted(facts)
        except StoreError as error:
            facts = gather_without(self._surroundings, now)
            database = database or str(error)
        found = alarms(_with_troubles(facts, database, troubles.get("intake")))
        self._log(found)
        if self._tell(found):
            self._told_of_closed()
        return Health(alarms=found, line=status_line(counts, found))

    def _begin(self, now: datetime) -> None:
        """What was before this start is no matter of this daemon's: it has only just begun to read and send. Where
        other workers have lived through it, it is theirs, and goes on."""
        if self._begun:
            return
        if len([worker for worker in self._store.workers() if not worker.late]) <= 1:
            for name, value in ((STARTED, now.isoformat()), (OUTBOX, ""), (INBOX, "")):
                self._store.note(name, value)
        self._begun = True

    def _note_sign_in(self, ended: bool) -> None:
        """Keep it for `followupd status`, which asks the database alone."""
        if bool(self._store.noted(SIGN_IN_ENDED)) is not ended:
            self._store.note(SIGN_IN_ENDED, "yes" if ended else "")

    def _noted(self, facts: Facts) -> Facts:
        """The facts with the marks as they stand now; written only when they change."""
        outbox = marked(facts.outbox, facts.counts.unsent, facts.now)
        inbox = marked(facts.inbox, facts.counts.to_take_in, facts.now)
        for name, before, after in ((OUTBOX, facts.outbox, outbox), (INBOX, facts.inbox, inbox)):
            if after != before:
                self._store.note(name, after.written() if after else "")
        return replace(facts, outbox=outbox, inbox=inbox)

    def _told_of_closed(self) -> None:
        """What is told once has been told; where nobody is named to be told, it stands in the log."""
        try:
            for address, told in self._store.notes(CLOSED).items():
                if told == UNTOLD:
                    self._store.note(f"{CLOSED}{address}", TOLD)
        except StoreError as error:  # told once more, then
            log.warning("it cannot be noted now", extra={"error": type(error).__name__})

    def _tell(self, found: tuple[Alarm, ...]) -> bool:
        """Tell the operator by mail. False: it could not be done now."""
        operator = self._surroundings.operator
        if operator is None or not found:
            return True
        now = self._clock.now()
        mail = operator_mail(found, operator, now.date())
        if mail.key == self._told:
            return True
        try:
            with self._store.work() as work:
                work.put_effect(mail, now)
        except StoreError as error:  # a full disk takes no mail either; the next look tries again
            log.warning("the operator cannot be told by mail now", extra={"error": type(error).__name__})
            return False
        self._told = mail.key
        return True

    def _log(self, found: tuple[Alarm, ...]) -> None:
        """One line when an alarm begins, and one when it is over."""
        names = {alarm.name: alarm for alarm in found}
        for name in names.keys() - self._known.keys():
            log.error("alarm", extra={"alarm": name, "said": names[name].sentence, "advice": names[name].advice})
        for name in self._known.keys() - names.keys():
            log.info("alarm over", extra={"alarm": name})
        self._known = names


def _with_troubles(facts: Facts, database: str, reading: FollowupdError | None) -> Facts:
    """The facts with what the loops ran into. Of an error that came through a port only its kind is told: its own
    words may name addresses."""
    said = ""
    if reading is not None and not isinstance(reading, StoreError):
        said = (type(reading).__doc__ or "").strip().splitlines()[0]
    return replace(facts, database=database, reading=said)
