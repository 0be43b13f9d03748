"""Nothing is kept for ever: what has long been over is taken out, once a day in portions; and who is to be forgotten.

An operator's word (`followupd forget`) stands in a note until all of it is done: what is open ends kindly, then each
thing is taken out when nothing is to be done outside for it any more. Whatever stops in between, it goes on there.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Final

from followupd.domain.decision import identity
from followupd.domain.forgetting import let_go
from followupd.domain.hand_over import dropped
from followupd.domain.people import Person
from followupd.domain.policy import Context, Policy
from followupd.engine.apply import apply
from followupd.engine.marker import Keeper
from followupd.errors import Conflict, NotOurs, Outdated
from followupd.ports import Clock, Erasing, KnownSource, Store

log = logging.getLogger(__name__)

#: Names of notes in the store.
ORDERS: Final = "to_forget"
DAY: Final = "retention_day"
#: Things, and effects, that one look takes out at most: mail is not kept waiting for it.
PORTION: Final = 50
EFFECTS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Somebody is to be forgotten."""

    address: str
    #: What is open goes on until it has its outcome, and is taken out then.
    keep_open: bool = False
    #: Whether the marker of the mailbox says so, for any restore to come.
    marked: bool = False


def read_orders(text: str | None) -> tuple[Order, ...]:
    return tuple(Order(**each) for each in json.loads(text or "[]"))


def written(orders: tuple[Order, ...]) -> str:
    return json.dumps([asdict(each) for each in orders])


class Retention:
    """Takes out what is not to be kept. Used by one thread, of the worker whose turn it is."""

    def __init__(
        self,
        *,
        store: Store,
        erasing: Erasing,
        keeper: Keeper,
        knowledge: KnownSource,
        policy: Policy,
        clock: Clock,
    ) -> None:
        self._store = store
        self._erasing = erasing
        self._keeper = keeper
        self._knowledge = knowledge
        self._policy = policy
        self._clock = clock

    def look(self) -> None:
        """Do the next portion of what is to be taken out. Raises StoreError, PortError."""
        for order in read_orders(self._store.noted(ORDERS)):
            self._forget(order)
        if self._policy.retention_days:
            self._daily(self._policy.retention_days)

    # ------------------------------------------------------------------------------------------ retention

    def _daily(self, days: int) -> None:
        now = self._clock.now()
        today = now.date().isoformat()
        if (self._store.noted(DAY) or "") >= today:
            return
        before = now - timedelta(days=days)
        wiped = 0
        for kind, id in self._erasing.over(before, PORTION):
            if not self._erasing.busy(kind, id):
                self._erasing.wipe(kind, id, now)
                wiped += 1
        stubbed = self._erasing.stub_effects(before, EFFECTS, now)
        if wiped or stubbed:
            log.info("kept long enough", extra={"things": wiped, "effects": stubbed})
        if wiped < PORTION and stubbed < EFFECTS:
            self._store.note(DAY, today)

    # ----------------------------------------------------------------------------------------- forgetting

    def _forget(self, order: Order) -> None:
        if not order.marked:
            try:
                self._keeper.forget(order.address)
            except (Conflict, NotOurs):  # written just now, or taken away: the keeper sees to it before the next look
                return
            self._put(order, replace(order, marked=True))
            order = replace(order, marked=True)
        left = 0
        for kind, id, is_open in self._erasing.of_person(order.address):
            if is_open:
                left += self._still_open(kind, id, order)
            elif self._erasing.busy(kind, id):
                left += 1
            else:
                self._erasing.wipe(kind, id, self._clock.now())
        if not left:
            self._erasing.forget(order.address, self._clock.now())
            self._put(order, None)
            log.info("a person was forgotten")

    def _still_open(self, kind: str, id: str, order: Order) -> int:
        """End what is open; 1 when the order has to wait for it."""
        person = Person(address=order.address)
        with self._store.look() as look:
            agreement = look.agreement(id) if kind == "agreement" else None
            proposal = look.proposal(id) if kind == "proposal" else None
        if agreement is None and (proposal is None or proposal.setter != person):
            return 0  # somebody else's preview that names him: it is taken out when it is over, as everything is
        if order.keep_open:
            return 1
        setter = agreement.setter if agreement else person
        known = self._knowledge.known([setter.address, *([agreement.owner.address] if agreement else [])])
        try:
            with self._store.work() as work:
                context = Context(
                    policy=self._policy,
                    known=known,
                    allocate=work.allocate,
                    acquainted=work.acquainted(),
                    stopped=work.stopped(),
                )
                now, cause = self._clock.now(), identity("forget", id)
                current, asked = work.agreement(id), work.proposal(id)
                if current is not None:
                    apply(work, let_go(current, person, cause, context), cause, context, now)
                elif asked is not None:
                    for decision in dropped([asked]):
                        apply(work, decision, cause, context, now)
        except Outdated:
            log.info("overtaken, at the next look")
        return 1

    def _put(self, before: Order, after: Order | None) -> None:
        orders = read_orders(self._store.noted(ORDERS))
        kept = tuple((after if each == before else each) for each in orders)
        self._store.note(ORDERS, written(tuple(each for each in kept if each is not None)))
