"""One transaction: everything a decision reads and writes, over one connection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect
from followupd.domain.mail import MessageId
from followupd.domain.people import Person
from followupd.errors import StoreError
from followupd.ports import ChangePage, HistoryLine, Thread, Timer, Verdict
from followupd.store import inbox, outbox, stopping, things
from followupd.store.rows import put
from followupd.store.tables import history, notes, people, timers


class SqlWork:
    """A Work over an open transaction. It ends with the block of Store.work()."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection: sa.Connection | None = connection

    @property
    def connection(self) -> sa.Connection:
        """The transaction. Raises StoreError when it is over."""
        if self._connection is None:
            raise StoreError("This transaction is over: begin a new one.")
        return self._connection

    def end(self) -> None:
        """Say that the transaction is over: nothing more can be read or written by it."""
        self._connection = None

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
        return things.agreements_of(self.connection, setter)

    def agreements_owned(self, owner: Person) -> tuple[Agreement, ...]:
        return things.agreements_owned(self.connection, owner)

    def agreed_before(self, setter: Person, most: int) -> tuple[Agreement, ...]:
        return things.agreed_before(self.connection, setter, most)

    def proposals_of(self, setter: Person) -> tuple[Proposal, ...]:
        return things.find(self.connection, Proposal, setter=setter, open_only=True)

    def follow_ups_of(self, setter: Person) -> tuple[FollowUp, ...]:
        return things.find(self.connection, FollowUp, setter=setter, open_only=True)

    def follow_ups_held(self, setter: Person, since: datetime) -> tuple[FollowUp, ...]:
        return things.follow_ups_held(self.connection, setter, since)

    def save_proposal(self, proposal: Proposal) -> Proposal:
        return things.save(self.connection, proposal)

    def save_agreement(self, agreement: Agreement) -> Agreement:
        return things.save(self.connection, agreement)

    def save_follow_up(self, follow_up: FollowUp) -> FollowUp:
        return things.save(self.connection, follow_up)

    # ----------------------------------------------------------------------- effects, timers, people

    def put_effect(self, effect: Effect, now: datetime) -> bool:
        return outbox.put(self.connection, effect, now)

    def set_timer(self, timer: Timer) -> None:
        put(self.connection, timers, ("name",), name=timer.name, moment=timer.moment)

    def clear_timer(self, name: str) -> None:
        self.connection.execute(sa.delete(timers).where(timers.c.name == name))

    def has_timer(self, name: str) -> bool:
        return self.connection.scalar(sa.select(timers.c.name).where(timers.c.name == name)) is not None

    def acquainted(self) -> frozenset[str]:
        return frozenset(self.connection.scalars(sa.select(people.c.address).where(people.c.acquainted)))

    def add_acquainted(self, address: str) -> None:
        self._person(address, acquainted=True)

    def stopped(self) -> frozenset[str]:
        return stopping.stopped(self.connection)

    def add_stopped(self, address: str) -> None:
        self._person(address, stopped=True)

    def remove_stopped(self, address: str) -> None:
        stopping.start(self.connection, address)

    def _person(self, address: str, **values: bool) -> None:
        """Note something of a person; the rest of what is noted stays as it is."""
        put(self.connection, people, ("address",), address=address.lower(), **values)

    def note(self, name: str, value: str) -> None:
        put(self.connection, notes, ("name",), name=name, value=value)

    def noted(self, name: str) -> str | None:
        return self.connection.scalar(sa.select(notes.c.value).where(notes.c.name == name))

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
