"""Everything we remember: read, decided on in one transaction, and handed out to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect
from followupd.domain.mail import MessageId
from followupd.domain.people import Person
from followupd.ports.mailbox import ChangePage
from followupd.ports.records import (
    Claimed,
    Counts,
    EffectRow,
    EffectState,
    HistoryLine,
    SetAside,
    Thread,
    Timer,
    Verdict,
    Waiting,
)
from followupd.ports.workers import WorkerSeen


class Look(Protocol):
    """What is remembered, as it stands at one moment. Nothing is written through it, and nobody waits for it."""

    def cursor(self, folder: str) -> str | None: ...
    def taken_before(self, message: MessageId) -> bool:
        """Whether this message has a verdict already."""

    def same_mail(self, internet_message_id: str) -> str | None:
        """The digest (author and content) of a mail already taken in under this Message-ID; None: not seen."""

    def threads_of(self, ids: Sequence[str]) -> tuple[Thread, ...]:
        """What the mails with these Message-IDs belong to, newest first. The first hundred ids are looked at."""

    def threads_of_conversation(self, conversation_id: str) -> tuple[Thread, ...]:
        """What the mails of this conversation belong to, newest first; of the empty one: nothing."""

    def by_reference(self, reference: Reference) -> tuple[str, str] | None:
        """(kind, id) of the proposal or agreement with this reference."""

    def proposal(self, id: str) -> Proposal | None: ...
    def agreement(self, id: str) -> Agreement | None: ...
    def follow_up(self, id: str) -> FollowUp | None: ...
    def follow_ups_between(self, setter: Person, owner: Person | None) -> tuple[FollowUp, ...]:
        """Those planned or held, of these two people, by start."""

    def agreements_of(self, setter: Person) -> tuple[Agreement, ...]:
        """Those with an action that has no outcome, or on the list of one of `follow_ups_of`, by creation."""

    def agreements_owned(self, owner: Person) -> tuple[Agreement, ...]:
        """Those with an action that has no outcome, of which this person is the owner, by creation."""

    def agreed_before(self, setter: Person, most: int) -> tuple[Agreement, ...]:
        """The setter's last agreements, ended ones too: newest first, `most` at most."""

    def proposals_of(self, setter: Person) -> tuple[Proposal, ...]:
        """Those held, as they came."""

    def follow_ups_of(self, setter: Person) -> tuple[FollowUp, ...]:
        """Those planned, and those held with an action that has no outcome; by start."""

    def follow_ups_held(self, setter: Person, since: datetime) -> tuple[FollowUp, ...]:
        """Those whose time is over, that started at `since` or later; by start."""

    def has_timer(self, name: str) -> bool: ...
    def acquainted(self) -> frozenset[str]: ...
    def stopped(self) -> frozenset[str]: ...


class Work(Look, Protocol):
    """One transaction. All of it is written at the end of the `with` block, or none of it."""

    # intake
    def note_page(self, folder: str, page: ChangePage) -> None:
        """Remember the messages of a page not seen before, and the cursor, together."""

    def forget_cursor(self, folder: str) -> None: ...
    def begin_mail(self, message: MessageId) -> None:
        """Note that this mail is being taken in: `crashes` counts beginnings without an end."""

    def put_off_mail(self, message: MessageId, until: datetime) -> None:
        """The world did not answer: an end of what was begun, and no crash."""

    def finish_mail(
        self, message: MessageId, verdict: Verdict, *, internet_message_id: str, digest: str, reason: str
    ) -> None:
        """Write the verdict, once. Raises Outdated when somebody did already."""

    # things
    def add_thread(self, thread: Thread) -> None: ...
    def allocate(self, seed: str) -> Reference:
        """A reference that nobody has, the same for the same seed; stored."""

    def save_proposal(self, proposal: Proposal) -> Proposal:
        """Insert (revision 0) or update where the revision is what it was. Raises Outdated.

        Returns the record with its new revision: who saves it again in this transaction saves that one.
        """

    def save_agreement(self, agreement: Agreement) -> Agreement: ...
    def save_follow_up(self, follow_up: FollowUp) -> FollowUp: ...

    # effects, timers, people, history
    def put_effect(self, effect: Effect, now: datetime) -> bool:
        """Put into the outbox under its key; False: that key was there already. Voids older unstarted of the topic."""

    def set_timer(self, timer: Timer) -> None: ...
    def clear_timer(self, name: str) -> None: ...
    def add_acquainted(self, address: str) -> None: ...
    def add_stopped(self, address: str) -> None: ...
    def remove_stopped(self, address: str) -> None: ...
    def append_history(self, line: HistoryLine) -> None: ...
    def note(self, name: str, value: str) -> None:
        """As Store.note, within this transaction."""

    def noted(self, name: str) -> str | None: ...


class Store(Protocol):
    """Everything we remember."""

    def work(self) -> AbstractContextManager[Work]:
        """A transaction that will write (SQLite: BEGIN IMMEDIATE). One in a thread; not usable after its block.

        Raises Outdated when somebody decided meanwhile, StoreUnavailable, StoreError.
        """

    def look(self) -> AbstractContextManager[Look]:
        """A transaction that only reads: it waits for nobody. Raises StoreError."""

    def hold_alone(self) -> int:
        """Make sure that no daemon but us works on it, and give back what a dead one had claimed; how many effects.

        Holds until `close` or the end of the process, however that ends. Raises StoreError when another daemon runs,
        or one of several workers.
        """

    def waiting_mails(self, now: datetime, limit: int) -> tuple[Waiting, ...]:
        """Mails without a verdict, in the order they were seen; those put off only when their time has come.

        Those that crashed us are among them: how many crashes are too many is the engine's to say.
        """

    def due_timers(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        """Timers whose moment has come, earliest first."""

    # outbox
    def claim(self, now: datetime, *, lease_seconds: float, limit: int) -> tuple[Claimed, ...]:
        """Take effects that may start: waiting, due, first unfinished of their lane. Notes the attempt.

        Leases run on the database's own time. Expired ones are claimable again, and counted as crashes.
        """

    def prepare(self, claimed: Claimed, prepared: str) -> None:
        """Store what was prepared, before the deed. Raises LeaseLost."""

    def superseded(self, claimed: Claimed) -> bool:
        """Whether a newer effect of its topic waits. The older one is not voided by itself once it was begun."""

    def renew(self, claimed: Claimed, *, lease_seconds: float) -> None: ...
    def finish(self, claimed: Claimed, work: Work | None = None) -> None:
        """The deed is done (inside `work` when given). Raises LeaseLost."""

    def try_later(self, claimed: Claimed, at: datetime, reason: str, *, counts: bool) -> None: ...
    def void(self, claimed: Claimed, reason: str) -> None: ...
    def hold(self, claimed: Claimed, reason: str) -> None: ...

    # operators
    def counts(self, now: datetime) -> Counts: ...
    def effects(self, *, states: Sequence[EffectState] | None = None, limit: int = 100) -> tuple[EffectRow, ...]:
        """Newest first; states None: all of them."""

    def operate(self, effect_id: int, verb: str, reason: str) -> bool:
        """`retry`, `hold` or `drop` an effect that is not under way; False: not possible now."""

    def agreements(self, *, open_only: bool = True) -> tuple[Agreement, ...]: ...
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Those planned, those held with an action that has no outcome, those taken out; by start."""

    def proposals(self) -> tuple[Proposal, ...]: ...
    def history(self, kind: str, id: str) -> tuple[HistoryLine, ...]: ...
    def mails_set_aside(self, limit: int) -> tuple[SetAside, ...]:
        """Those set aside, newest first."""

    def retry_mail(self, id: int) -> bool:
        """Let a mail that was set aside be taken in as if it came now. False: it is not set aside."""

    def audit(self, who: str, what: str, at: datetime) -> None: ...
    def note(self, name: str, value: str) -> None:
        """A small fact that must survive a restart, such as when mail was last read."""

    def noted(self, name: str) -> str | None: ...
    def notes(self, prefix: str) -> Mapping[str, str]:
        """The notes whose names begin so and that say something, by the rest of the name."""

    def workers(self) -> tuple[WorkerSeen, ...]:
        """The daemons that share this database, by name; none where only one may be."""

    def without_mailbox(self) -> tuple[str, ...]:
        """The references of open agreements of which a person has no mailbox any more."""

    def integrity(self) -> Iterator[str]:
        """Problems found in the database, as sentences; none: all well."""

    def close(self) -> None: ...
