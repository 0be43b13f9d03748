"""Take mail in, in three stages: a page of changes, each mail fetched, each mail decided in a transaction of its own.

No network inside a transaction. One bad mail blocks nothing but itself: what crashes us three times, or cannot be read,
is set aside and stays in the mailbox.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from followupd.domain.decision import Decision
from followupd.domain.effects import EffectKey, FileMail, Folder
from followupd.domain.happenings import Belief
from followupd.domain.mail import MailIn
from followupd.domain.people import Known, Person
from followupd.domain.policy import Context, Policy
from followupd.engine.apply import apply
from followupd.engine.remembering import remembered
from followupd.engine.retry import after, delay
from followupd.engine.sorting import digest, sort_mail
from followupd.engine.verdicts import Sorted
from followupd.errors import (
    AccessDenied,
    CursorExpired,
    FollowupdError,
    Gone,
    MailUnreadable,
    Outdated,
    StoreUnavailable,
)
from followupd.ports import Clock, KnownSource, Mailbox, Store, Verdict, Waiting, Work
from followupd.reading.read import read_mail

log = logging.getLogger(__name__)

#: The note of the store that counts the mails which Exchange cut elsewhere than we did.
CUT_DIFFERS: Final = "cut_differs"
#: An address in the words of a mail: `HAND OVER to priya.shah@example.com`.
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}\w")
#: A reply that names another owner, by a name that may be one of the author's reports.
_NAMES_SOMEBODY: Final = re.compile(r"(?im)\b(?:owner|owns|hand[ -]?over)\b|^\W*review\b")
#: Folders that are read. A reply can land in Junk Email; there it acts only when it is authenticated.
FOLDERS: Final = ("inbox", "junkemail")
#: A mail that was begun this often without an end kills us: it is set aside.
MOST_CRASHES = 3
#: A mail that was not found this often, over a minute or so, is gone.
MOST_MISSED = 4
#: Decisions that somebody overtook are made again this often before the mail waits for its next turn.
MOST_OVERTAKEN = 10


class Intake:
    """The way in. One intake per mailbox at a time."""

    def __init__(self, *, store: Store, mailbox: Mailbox, knowledge: KnownSource, policy: Policy, clock: Clock) -> None:
        self._store = store
        self._mailbox = mailbox
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock
        #: Beginnings whose end could not be written, for want of room: no crashes.
        self._excused: Counter[str] = Counter()
        #: How often in a row, since this start, a mail was not found.
        self._missed: Counter[str] = Counter()

    def read_page(self, folder: str) -> bool:
        """Store one page of what is new in a folder, and the cursor with it. True: more pages follow."""
        with self._store.look() as look:
            cursor = look.cursor(folder)
        try:
            page = self._mailbox.changes(folder, cursor)
        except CursorExpired:
            log.warning("delta token expired, reading the folder anew", extra={"folder": folder})
            with self._store.work() as work:
                work.forget_cursor(folder)
            return True
        with self._store.work() as work:
            work.note_page(folder, page)
        return not page.last

    def take_in(self, limit: int = 20) -> bool:
        """Take in some of the mails that wait. True: there may be more."""
        waiting = self._store.waiting_mails(self._clock.now(), limit)
        for mail in waiting:
            self._take_in_one(mail)
        return len(waiting) == limit

    def _take_in_one(self, waiting: Waiting) -> None:
        if waiting.crashes - self._excused[waiting.message] >= MOST_CRASHES:
            self._set_aside(waiting, f"begun {waiting.crashes} times without an end")
            return
        with self._store.work() as work:
            work.begin_mail(waiting.message)
        try:
            mail = self._mailbox.fetch(waiting.message)
            self._missed.pop(waiting.message, None)
            known = self._knowledge.known(addresses_on(mail))
            self._decide(mail, known)
        except Gone as error:
            self._missed[waiting.message] += 1
            if self._missed[waiting.message] < MOST_MISSED:  # Graph says 404 of what has only just come
                self._put_off(waiting, error)
                return
            # Somebody deleted it before we came: it is not ours to act on any more.
            self._finish(waiting, Verdict.REFUSED, "it was gone before it was read")
        except MailUnreadable as error:
            self._set_aside(waiting, str(error))
        except FollowupdError as error:
            # The mailbox is our own: that it is closed to us is an administrator's matter, and no fault of this mail.
            if error.permanent and not isinstance(error, AccessDenied):
                self._set_aside(waiting, f"{type(error).__name__}: {error}")
            else:
                self._put_off(waiting, error)
        except Exception:  # a mistake of ours: it stays begun, is begun again, and is set aside in the end
            log.exception("mail could not be taken in", extra={"begun": waiting.crashes + 1})

    def _put_off(self, waiting: Waiting, error: FollowupdError) -> None:
        begun = waiting.attempts + 1
        retry = after(error, 1, waiting.message, begun=begun)
        seconds = retry.seconds if retry.seconds is not None else delay(begun, waiting.message)
        log.warning("mail put off", extra={"error": type(error).__name__, "seconds": round(seconds)})
        try:
            with self._store.work() as work:
                work.put_off_mail(waiting.message, self._clock.now() + timedelta(seconds=seconds))
        except StoreUnavailable:
            self._excused[waiting.message] += 1
            raise

    def _decide(self, mail: MailIn, known: Known) -> None:
        reading = read_mail(mail, known)
        inside = [
            person.address
            for zone in reading.zones
            for person in (zone.author, *zone.to, *zone.cc)
            if person is not None and person.address and known.find(person.address) is None
        ]
        inside += [address for address in _ADDRESS.findall(reading.own_words[:500]) if known.find(address) is None]
        if inside:
            known = self._knowledge.known([*addresses_on(mail), *inside])
            reading = read_mail(mail, known)
        names = reading.strangers or _NAMES_SOMEBODY.search(reading.own_words[:500])
        if names and mail.author is not None and reading.belief is Belief.INTERNAL:
            known = self._knowledge.suggesting(known, mail.author.address)
            reading = read_mail(mail, known)
        for overtaken in range(MOST_OVERTAKEN):
            now = self._clock.now()
            try:
                with self._store.work() as work:
                    if work.taken_before(mail.id):
                        return
                    context = Context(
                        policy=self._policy,
                        known=known,
                        allocate=work.allocate,
                        acquainted=work.acquainted(),
                        stopped=work.stopped(),
                        remembered=partial(remembered, work),
                    )
                    outcome = sort_mail(work, mail, reading, context, now)
                    for decision in (outcome.decision, *outcome.further):
                        if self._wanted(decision, mail):
                            apply(work, decision, mail.id, context, now)
                    self._close(work, mail, outcome)
            except Outdated:
                log.info("overtaken, deciding again", extra={"times": overtaken + 1})
                continue
            log.info("mail taken in", extra={"verdict": outcome.verdict.value, "reason": outcome.reason})
            if reading.agrees_with_exchange is False:
                self._count_difference()
            return
        raise Outdated

    def _count_difference(self) -> None:
        """Exchange cut this mail elsewhere than we did: nothing is acted upon, only counted."""
        count = int(self._store.noted(CUT_DIFFERS) or 0) + 1
        self._store.note(CUT_DIFFERS, str(count))
        log.info("cut differs from Exchange", extra={"count": count})

    def _wanted(self, decision: Decision, mail: MailIn) -> bool:
        """Whether this decision is to be written down: a restore has made some of them already."""
        return True

    def _close(self, work: Work, mail: MailIn, outcome: Sorted) -> None:
        aside = outcome.verdict in (Verdict.REFUSED, Verdict.SET_ASIDE)
        if (
            outcome.verdict is Verdict.TAKEN or not mail.junk
        ):  # what does not count stays in Junk Email: no list of spam
            work.put_effect(
                FileMail(
                    key=EffectKey(f"file/{mail.id}"),
                    lane=f"file/{mail.id}",
                    message=mail.id,
                    folder=Folder.SET_ASIDE if aside else Folder.PROCESSED,
                ),
                self._clock.now(),
            )
        work.finish_mail(
            mail.id,
            outcome.verdict,
            internet_message_id=mail.internet_message_id,
            # What was not believed cannot stand in the way of the same mail as its author sent it.
            digest="" if outcome.verdict is Verdict.REFUSED else digest(mail),
            reason=outcome.reason,
        )

    def _set_aside(self, waiting: Waiting, reason: str) -> None:
        log.error("mail set aside", extra={"reason": reason})
        self._finish(waiting, Verdict.SET_ASIDE, reason)

    def _finish(self, waiting: Waiting, verdict: Verdict, reason: str) -> None:
        self._excused.pop(waiting.message, None)
        self._missed.pop(waiting.message, None)
        with self._store.work() as work:
            work.finish_mail(waiting.message, verdict, internet_message_id="", digest="", reason=reason)


def addresses_on(mail: MailIn) -> Sequence[str]:
    """Every address in the mail's own headers."""
    people: list[Person] = [*mail.to, *mail.cc]
    people += [person for person in (mail.author, mail.sender) if person is not None]
    return [person.address for person in people]
