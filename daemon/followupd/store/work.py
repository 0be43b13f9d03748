"""One transaction: everything a decision reads and writes, over one connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal, ProposalState
from followupd.domain.effects import Effect
from followupd.domain.mail import MessageId
from followupd.domain.people import Person
from followupd.domain.states import FollowUpState
from followupd.ports import ChangePage, HistoryLine, Thread, Timer, Verdict
from followupd.store import inbox, outbox, things
from followupd.store.tables import history, people, timers


class SqlWork:
    """A Work over an open transaction. It ends with the block of Store.work()."""

    def __init__(self, connection: sa.Connection, now: datetime) -> None:
        """`now`: the moment of a thing that has none of its own."""
        self.connection = connection
        self._now = now

    # --------------------------------------------------------------------------------------- intake

    def note_page(self, folder: str, page: ChangePage) -> None:
        inbox.note_page(self.connection, folder, page)

    def cursor(self, folder: str) -> str | None:
        return inbox.cursor(self.connection, folder)

    def forget_cursor(self, folder: str) -> None:
        inbox.forget_cursor(self.connection, folder)

    def begin_mail(self, message: MessageId) -> None:
        inbox.begin(self.connection, message)

    def put_off_mail(self, message: MessageId, until: datetime) -> None:
        inbox.put_off(self.connection, message, until)

    def finish_mail(
        self, message: MessageId, verdict: Verdict, *, internet_message_id: str, digest: str, reason: str
    ) -> None:
        inbox.finish(
            self.connection, message, verdict, internet_message_id=internet_message_id, digest=digest, reason=reason
        )

    def taken_before(self, message: MessageId) -> bool:
        return inbox.taken(self.connection, message)

    def same_mail(self, internet_message_id: str) -> str | None:
        return inbox.same_mail(self.connection, internet_message_id)

    # -------------------------------------------------------------------------------------- threads

    def add_thread(self, thread: Thread) -> None:
        inbox.add_thread(self.connection, thread)

    def threads_of(self, ids: Sequence[str]) -> tuple[Thread, ...]:
        return inbox.threads_of(self.connection, ids)

    def threads_of_conversation(self, conversation_id: str) -> tuple[Thread, ...]:
        return inbox.threads_of_conversation(self.connection, conversation_id)

    def by_reference(self, reference: Reference) -> tuple[str, str] | None:
        return things.by_reference(self.connection, reference)

    # --------------------------------------------------------------------------------------- things

    def allocate(self, seed: str) -> Reference:
        return things.allocate(self.connection, seed)

    def proposal(self, id: str) -> Proposal | None:
        return things.get(self.connection, Proposal, id)

    def agreement(self, id: str) -> Agreement | None:
        return things.get(self.connection, Agreement, id)

    def follow_up(self, id: str) -> FollowUp | None:
        return things.get(self.connection, FollowUp, id)

    def follow_ups_between(self, setter: Person, owner: Person | None) -> tuple[FollowUp, ...]:
        return things.follow_ups_between(self.connection, setter, owner)

    def agreements_of(self, setter: Person) -> tuple[Agreement, ...]:
        return things.find(self.connection, Agreement, setter=setter)

    def proposals_of(self, setter: Person) -> tuple[Proposal, ...]:
        return things.find(self.connection, Proposal, setter=setter, states=[ProposalState.HELD])

    def follow_ups_of(self, setter: Person) -> tuple[FollowUp, ...]:
        standing = [FollowUpState.PLANNED, FollowUpState.HELD]
        return things.find(self.connection, FollowUp, setter=setter, states=standing)

    def save_proposal(self, proposal: Proposal) -> Proposal:
        return things.save(self.connection, proposal, self._now)

    def save_agreement(self, agreement: Agreement) -> Agreement:
        return things.save(self.connection, agreement, self._now)

    def save_follow_up(self, follow_up: FollowUp) -> FollowUp:
        return things.save(self.connection, follow_up, self._now)

    # ----------------------------------------------------------------------- effects, timers, people

    def put_effect(self, effect: Effect, now: datetime) -> bool:
        return outbox.put(self.connection, effect, now)

    def set_timer(self, timer: Timer) -> None:
        self.connection.execute(
            insert(timers)
            .values(name=timer.name, moment=timer.moment)
            .on_conflict_do_update(index_elements=["name"], set_={"moment": timer.moment})
        )

    def clear_timer(self, name: str) -> None:
        self.connection.execute(sa.delete(timers).where(timers.c.name == name))

    def has_timer(self, name: str) -> bool:
        return self.connection.scalar(sa.select(timers.c.name).where(timers.c.name == name)) is not None

    def acquainted(self) -> frozenset[str]:
        return frozenset(self.connection.scalars(sa.select(people.c.address).where(people.c.acquainted)))

    def add_acquainted(self, address: str) -> None:
        self._person(address, acquainted=True)

    def stopped(self) -> frozenset[str]:
        return frozenset(self.connection.scalars(sa.select(people.c.address).where(people.c.stopped)))

    def add_stopped(self, address: str) -> None:
        self._person(address, stopped=True)

    def remove_stopped(self, address: str) -> None:
        self._person(address, stopped=False)

    def _person(self, address: str, **values: bool) -> None:
        row = {"acquainted": False, "stopped": False, **values}
        self.connection.execute(
            insert(people)
            .values(address=address, **row)
            .on_conflict_do_update(index_elements=["address"], set_=dict(values))
        )

    def append_history(self, line: HistoryLine) -> None:
        self.connection.execute(
            sa.insert(history).values(
                at=line.at,
                kind=line.kind,
                thing=line.id,
                what=line.what,
                by=line.by,
                words=line.words,
                cause=line.cause,
            )
        )
