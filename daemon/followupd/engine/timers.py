"""Moments that have come, earliest first, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from followupd.domain.brief import compose
from followupd.domain.decide_follow_up import decide_follow_up_moment
from followupd.domain.decide_proposal import decide_proposal_moment
from followupd.domain.decision import Decision
from followupd.domain.figures import Figures, figures
from followupd.domain.happenings import MomentReached
from followupd.domain.people import Known, Person
from followupd.domain.policy import Context, Policy
from followupd.domain.schedule import morning_after
from followupd.engine.apply import BRIEFED, apply
from followupd.engine.leavers import REASSIGN, addresses_for, reassigned
from followupd.errors import FollowupdError, Outdated
from followupd.ports import Clock, KnownSource, Store, Timer, Work

log = logging.getLogger(__name__)

#: So many of a setter's last agreements are counted in the figures of a week.
COUNTED: Final = 500


class Timers:
    """Turns moments into decisions."""

    def __init__(self, *, store: Store, knowledge: KnownSource, policy: Policy, clock: Clock) -> None:
        self._store = store
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock

    def ring(self, limit: int = 50) -> bool:
        """Decide on the moments that have come. True: there may be more.

        One that fails by a mistake of ours stays due, and the others are rung all the same. Briefs come last: after a
        time in which we were off they tell what has become of everything else.
        """
        due = self._store.due_timers(self._clock.now(), limit)
        others = [timer for timer in due if not timer.name.startswith("brief/")]
        rung = self._each(others)
        if rung and len(due) == limit:
            return True
        return self._each([timer for timer in due if timer not in others]) + rung > 0

    def _each(self, timers: Sequence[Timer]) -> int:
        rung = 0
        for timer in timers:
            try:
                self._one(timer)
                rung += 1
            except FollowupdError as error:
                if not error.permanent:
                    raise
                log.exception("a moment cannot be decided on", extra={"timer": timer.name.split("/")[0]})
            except Exception:  # the next moment is not to blame
                log.exception("a moment cannot be decided on", extra={"timer": timer.name.split("/")[0]})
        return rung

    def _one(self, timer: Timer) -> None:
        known = self._knowledge.known(self._addresses(timer))
        while True:
            try:
                with self._store.work() as work:
                    self._decide(work, timer, known)
            except Outdated:
                continue
            log.info("moment reached", extra={"timer": timer.name.split("/")[0]})
            return

    def _addresses(self, timer: Timer) -> list[str]:
        kind, _, id = timer.name.partition("/")
        if kind == "brief":
            return [id]
        if kind == REASSIGN:
            with self._store.look() as look:
                return addresses_for(look, id)
        thing = id.rpartition("/")[0]
        with self._store.look() as look:
            owner = look.proposal(thing) if kind == "proposal" else look.follow_up(thing)
        return [owner.setter.address] if owner is not None else []

    def _decide(self, work: Work, timer: Timer, known: Known) -> None:
        now = self._clock.now()
        context = Context(
            policy=self._policy,
            known=known,
            allocate=work.allocate,
            acquainted=work.acquainted(),
            stopped=work.stopped(),
        )
        work.clear_timer(timer.name)
        kind, _, id = timer.name.partition("/")
        happening = MomentReached(name=timer.name, moment=timer.moment)
        decision = Decision()
        if kind == "proposal":
            proposal = work.proposal(id.rpartition("/")[0])
            if proposal is not None:
                decision = decide_proposal_moment(proposal, happening, context, now, work.proposals_of(proposal.setter))
        elif kind == "follow_up":
            follow_up = work.follow_up(id.rpartition("/")[0])
            if follow_up is not None:
                decision = decide_follow_up_moment(follow_up, happening, now)
        elif kind == "brief":
            self._brief(work, id, timer.moment, context, now)
        elif kind == REASSIGN:
            for each in reassigned(work, id, context, now):
                apply(work, each, timer.name, context, now)
        apply(work, decision, timer.name, context, now)

    def _brief(self, work: Work, address: str, moment: datetime, context: Context, now: datetime) -> None:
        """Send this morning's brief if there is something to say, and set the next morning while anything is open.

        Of mornings that passed while we were off, or that were to be quiet, only the last is told, with what is left of
        what the others would have asked.
        """
        known = context.known.find(address)
        setter = known.person if known else Person(address=address)
        agreements = work.agreements_of(setter)
        follow_ups = work.follow_ups_of(setter)
        proposals = work.proposals_of(setter)
        week = self._week(work, setter, context, now)
        working = context.known.working_of(address)
        missed, noted = False, work.noted(f"{BRIEFED}{address}")
        last = date.fromisoformat(noted) if noted else None
        if last is not None:
            moment = min(
                moment, morning_after(working.at(last, context.policy.brief_time), context.policy.brief_time, working)
            )
        while (following := morning_after(moment, context.policy.brief_time, working)) <= now:
            missed |= compose(setter, agreements, follow_ups, proposals, context, moment) is not None
            moment = following
        brief = compose(setter, agreements, follow_ups, proposals, context, now, week, missed=missed, last=last)
        if brief is not None:
            work.put_effect(brief, now)
        goes_on = any(agreement.open for agreement in agreements) or bool(follow_ups or proposals)
        if goes_on:
            moment = morning_after(now, context.policy.brief_time, working)
            work.set_timer(Timer(name=f"brief/{address}", moment=moment))
        work.note(f"{BRIEFED}{address}", working.local(now).date().isoformat() if goes_on else "")

    @staticmethod
    def _week(work: Work, setter: Person, context: Context, now: datetime) -> Figures | None:
        """The setter's own last week, in the first brief of a week; None on other days."""
        working = context.known.working_of(setter.address)
        today = working.local(now).date()
        monday = today - timedelta(days=today.weekday())
        if today != working.on_or_after(monday):
            return None
        start, end = (working.at(day, time()) for day in (monday - timedelta(days=7), monday))
        held = work.follow_ups_held(setter, start)
        return figures(setter, work.agreed_before(setter, COUNTED), held, start, end)
