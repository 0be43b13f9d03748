"""Do what was decided: claim, ask whether it is still wanted and allowed, do it, write the verdict.

The attempt and the next moment are stored by the claim, before anything is tried. The verdict, and what the deed
returned, are written in one transaction, and only while the lease is ours.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from followupd.domain.action import Reference
from followupd.domain.agreement import FollowUp, ProposalState
from followupd.domain.decide_follow_up import decide_calendar_closed
from followupd.domain.decide_slot import SlotsSeen, decide_slot
from followupd.domain.effects import Effect, MailKind, RemoveEntry, SendMail, SetEntry
from followupd.domain.guard import objection
from followupd.domain.mail import EntryRole, Way
from followupd.domain.people import Person
from followupd.domain.policy import Context, Policy
from followupd.domain.states import FollowUpState
from followupd.engine.apply import apply
from followupd.engine.health import CLOSED, UNTOLD
from followupd.engine.perform import Deed, Performer
from followupd.engine.placing import Placing
from followupd.engine.retry import after
from followupd.errors import (
    AccessDenied,
    FollowupdError,
    LeaseLost,
    NotShown,
    Outdated,
    StoreError,
    Unavailable,
)
from followupd.ports import Claimed, Clock, KnownSource, Store, Work

log = logging.getLogger(__name__)

#: Seconds a claim is ours. Longer than the longest call (100 s) with its looks before and after; so one at a time.
LEASE_SECONDS = 300.0
MOST_OVERTAKEN = 10
#: An effect that was begun this often without any end kills us, or hangs: a person looks at it.
MOST_CRASHES = 5
#: Graph's code for a mailbox that is not there; at times said at random of one that is.
NO_MAILBOX = "errornonexistentmailbox"
#: Said this often, over half a day or more, it is believed.
MOST_ABSENT = 150
#: Seconds after which a suspect is tried that found another one under way.
SUSPECT_AGAIN = 2.0
#: Before any follow-up of ours was held.
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class Outbox:
    """The way out. Several workers may share one store; lanes keep what belongs together in order."""

    def __init__(
        self,
        *,
        store: Store,
        performer: Performer,
        knowledge: KnownSource,
        policy: Policy,
        clock: Clock,
        placing: Placing | None = None,
    ) -> None:
        """`placing`: looks at the diaries for a good time; None: the time that was planned is taken."""
        self._store = store
        self._placing = placing
        self._performer = performer
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock
        #: Held by the one effect under way that has crashed us before: who dies with it is known to be innocent then.
        self._suspect = threading.Lock()

    def work_off(self) -> bool:
        """Claim an effect and do it. True: there may be more to do at once."""
        claimed = self._store.claim(self._clock.now(), lease_seconds=LEASE_SECONDS, limit=1)
        for each in claimed:
            try:
                if each.crashes:
                    self._suspected(each)
                else:
                    self._one(each)
            except LeaseLost:
                log.warning("the lease was lost: the verdict is somebody else's", extra={"effect": each.effect.key})
        return bool(claimed)

    def _suspected(self, claimed: Claimed) -> None:
        """Do an effect that was under way when we died: one such at a time, and not again and again."""
        if claimed.crashes >= MOST_CRASHES:
            log.error("effect held: it was begun too often without an end", extra={"effect": claimed.effect.key})
            self._store.hold(claimed, f"begun {claimed.crashes} times without an end")
            return
        if not self._suspect.acquire(blocking=False):
            at = _later(self._clock.now(), SUSPECT_AGAIN)
            self._store.try_later(claimed, at, "waits for another that crashed", counts=False)
            return
        try:
            self._one(claimed)
        finally:
            self._suspect.release()

    def _one(self, claimed: Claimed) -> None:
        effect, attempt = claimed.effect, claimed.counted + 1
        try:
            context = self._context(effect)
            stale = self._not_wanted(effect) or self._overtaken(claimed)
            if stale:
                made = self._performer.made_before(claimed, self._clock.now())
                if made is None:
                    self._store.void(claimed, stale)
                else:  # it stands, so the wish to take it out, next in this lane, has to know of it
                    self._done(claimed, made, context)
                return
            against = objection(effect, context)
            if against is not None:
                if against.by_rule:
                    self._store.void(claimed, against.reason)
                else:
                    log.error("refused by the guard", extra={"effect": effect.key, "reason": against.reason})
                    self._store.hold(claimed, against.reason)
                return
            elsewhere = self._placed_elsewhere(claimed, context)
            if elsewhere:
                self._store.void(claimed, elsewhere)
                return
            deed = self._performer.perform(claimed, context, self._clock.now())
            self._done(claimed, deed, context)
            log.info("effect done", extra={"effect": effect.key, "attempt": attempt})
        except Unavailable as error:
            if error.code.lower() != NO_MAILBOX or not _in_a_setters_calendar(effect) or claimed.attempts < MOST_ABSENT:
                self._failed(claimed, error, attempt)
            elif isinstance(effect, SetEntry) and not self._performer.may_stand(claimed):
                self._by_service(claimed, effect)
            else:
                log.error("effect held: its calendar is gone", extra={"effect": effect.key})
                self._store.hold(claimed, "there is no such mailbox any more: followupd reassign, then drop this")
        except AccessDenied as error:
            if not _in_a_setters_calendar(effect):
                # Our own mailbox: that is for an administrator to put right, and no fault of this effect.
                self._failed(claimed, Unavailable(str(error), status=error.status, code=error.code), attempt)
            elif isinstance(effect, SetEntry) and not self._performer.may_stand(claimed):
                self._by_service(claimed, effect)
            else:  # what stands there is neither left standing nor made a second time: a person has to be told
                self._failed(claimed, NotShown(str(error), status=error.status, code=error.code), attempt)
        except LeaseLost:
            raise
        except FollowupdError as error:
            self._failed(claimed, error, attempt)
        except Exception as error:  # a mistake of ours holds up its own lane, nobody else's, and not for ever
            log.exception("effect failed unexpectedly", extra={"effect": effect.key, "attempt": attempt})
            self._failed(claimed, error, attempt)

    def _context(self, effect: Effect) -> Context:
        addresses = []
        if isinstance(effect, SendMail):
            addresses = [effect.to.address, effect.setter.address]
            if effect.agreement is not None:  # both people's zones, so that both get the same words (rule 2)
                addresses.append(effect.agreement.owner.address)
        elif isinstance(effect, SetEntry):
            people = (effect.follow_up.setter, effect.follow_up.owner)
            addresses = [person.address for person in people if person is not None]
        known = self._knowledge.known(addresses)
        with self._store.look() as look:
            return Context(
                policy=self._policy,
                known=known,
                allocate=_no_reference,
                acquainted=look.acquainted(),
                stopped=look.stopped(),
            )

    def _not_wanted(self, effect: Effect) -> str:
        """Why this is not wanted any more; empty when it is. Asked at each claim."""
        now = self._clock.now()
        if isinstance(effect, SendMail):
            if effect.brief is not None and effect.brief.day < now.date() - timedelta(days=1):
                return "a brief of a day that is over"
            if effect.kind is MailKind.PREVIEW and effect.proposal is not None:
                with self._store.look() as look:
                    proposal = look.proposal(effect.proposal.id)
                if proposal is not None and proposal.state is not ProposalState.HELD:
                    return "the preview is answered already"
        if isinstance(effect, SetEntry):
            with self._store.look() as look:
                follow_up = look.follow_up(effect.follow_up.id)
            if follow_up is None or follow_up.state is not FollowUpState.PLANNED:
                return "the follow-up is not planned any more"
            if follow_up.start <= now:
                return "its time is over"
            if follow_up.carried and effect.role is EntryRole.FOLLOW_UP:
                return "the two meet then anyway"
        return ""

    def _placed_elsewhere(self, claimed: Claimed, context: Context) -> str:
        """Look for a good time before the first entry of a follow-up is made; empty: the wish holds as it is.

        What is chosen is stored before anything is made, so that another try, or the other entry, finds it.
        """
        effect = claimed.effect
        if self._placing is None or not isinstance(effect, SetEntry):
            return ""
        with self._store.look() as look:
            follow_up = look.follow_up(effect.follow_up.id)
        if follow_up is None or self._performer.begun(claimed):
            return ""
        if not follow_up.sought:
            seen = self._placing.look(follow_up, context, claimed.attempts)
            self._place(effect, seen, context)
        reason = self._not_wanted(effect)
        return reason or ("another time was found for it" if self._store.superseded(claimed) else "")

    def _place(self, effect: SetEntry, seen: SlotsSeen, context: Context) -> None:
        now = self._clock.now()
        for _ in range(MOST_OVERTAKEN):
            try:
                with self._store.work() as work:
                    follow_up = work.follow_up(effect.follow_up.id)
                    if follow_up is not None:
                        others = work.follow_ups_of(follow_up.setter)
                        decision = decide_slot(follow_up, seen, others, effect.cause, context, now)
                        apply(work, decision, effect.key, context, now)
                return
            except Outdated:
                continue
        raise Outdated

    def _overtaken(self, claimed: Claimed) -> str:
        """Why a mail that was begun is not wanted any more: after an outage people get the last word, not each one."""
        if isinstance(claimed.effect, SendMail) and claimed.attempts and self._store.superseded(claimed):
            return "a newer one took its place"
        return ""

    def _done(self, claimed: Claimed, deed: Deed, context: Context) -> None:
        """Write the verdict and what the deed returned, together."""
        for _ in range(MOST_OVERTAKEN):
            try:
                with self._store.work() as work:
                    self._store.finish(claimed, work)
                    self._remember(work, claimed.effect, deed, context)
                return
            except Outdated:
                continue
        raise Outdated

    def _remember(self, work: Work, effect: Effect, deed: Deed, context: Context) -> None:
        if deed.thread is not None:
            work.add_thread(deed.thread)
        if isinstance(effect, SendMail) and effect.kind is not MailKind.OPERATOR:
            work.add_acquainted(effect.to.address)
        if deed.entries is not None and not isinstance(effect, SendMail):
            follow_up = work.follow_up(deed.follow_up)
            if follow_up is not None:
                role, entry = deed.entries
                kept = tuple(each for each in follow_up.entries if each.role is not role)
                work.save_follow_up(replace(follow_up, entries=(*kept, entry) if entry else kept))

    def _by_service(self, claimed: Claimed, effect: SetEntry) -> None:
        """The setter's calendar is closed to us: the dedicated mailbox organises this follow-up instead."""
        now = self._clock.now()
        context = self._context(effect)
        for _ in range(MOST_OVERTAKEN):
            try:
                with self._store.work() as work:
                    follow_up = work.follow_up(effect.follow_up.id)
                    if follow_up is not None:
                        first = not any(each.way is Way.SERVICE for each in _all_of(work, follow_up.setter))
                        decision = decide_calendar_closed(follow_up, effect.cause, now, first=first)
                        apply(work, decision, effect.key, context, now)
                break
            except Outdated:
                continue
        name = f"{CLOSED}{effect.follow_up.setter.address}"
        if self._store.noted(name) is None:
            self._store.note(name, UNTOLD)
        log.warning("a setter's calendar is closed to us: inviting from the dedicated mailbox")
        self._store.void(claimed, "the setter's calendar may not be opened: the dedicated mailbox invites instead")

    def _failed(self, claimed: Claimed, error: Exception, attempt: int) -> None:
        retry = after(error, attempt, claimed.effect.key, begun=claimed.attempts + 1)
        # The text of an error that is none of ours may hold what people wrote.
        reason = f"{type(error).__name__}: {error}"[:500] if isinstance(error, FollowupdError) else type(error).__name__
        extra = {"effect": claimed.effect.key, "attempt": attempt, "error": type(error).__name__}
        if retry.seconds is None:
            log.error("effect held for an operator", extra=extra)
            self._store.hold(claimed, reason)
            return
        log.warning("effect tried again later", extra={**extra, "seconds": round(retry.seconds)})
        self._store.try_later(claimed, _later(self._clock.now(), retry.seconds), reason, counts=retry.counts)


def _all_of(work: Work, setter: Person) -> tuple[FollowUp, ...]:
    """The setter's follow-ups, those to come and those that were held."""
    return (*work.follow_ups_of(setter), *work.follow_ups_held(setter, EVER))


def _in_a_setters_calendar(effect: Effect) -> bool:
    if isinstance(effect, SetEntry):
        return effect.follow_up.way is Way.SETTER
    return isinstance(effect, RemoveEntry)


def _no_reference(seed: str) -> Reference:
    raise StoreError("The outbox gives out no references: whoever decides does.")


def _later(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
