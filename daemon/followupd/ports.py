"""The seams between the engine and the world: what it needs, in its own words.

Every implementation passes the contract suite of its port (tests/contract). Errors are those of errors.py; nothing
else comes through a seam. All datetimes are aware.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect, EffectKey, SendMail, SetEntry
from followupd.domain.mail import Entry, EntryFound, InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, KnownPerson, Person
from followupd.domain.schedule import Schedule
from followupd.domain.snapshot import Story

# ------------------------------------------------------------------------------------------------- clock


class Clock(Protocol):
    """Two clocks in one."""

    def now(self) -> datetime:
        """The business time: timers and dates. Aware, UTC."""

    def steady(self) -> float:
        """Seconds that only ever go forward: leases, back-off, limits."""


# ------------------------------------------------------------------------------------------------ mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """One page of what changed in a folder."""

    #: Messages that came or changed, in the order told; may repeat.
    messages: tuple[MessageId, ...]
    #: Where to go on. Store it only after the page is stored.
    cursor: str
    #: False: more pages follow at once.
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOut:
    """A rendered mail of ours, as it is stored before the first try."""

    to: Person
    subject: str
    html: str
    text: str
    #: The name people see as the sender: "Anna Reed via Follow-ups".
    sender_name: str
    #: The message of our mailbox that this one answers; None: a thread of its own.
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    id: MessageId
    internet_message_id: InternetMessageId
    conversation_id: str = ""
    sent: bool = False


class Mailbox(Protocol):
    """The dedicated mailbox."""

    def changes(self, folder: str, cursor: str | None) -> ChangePage:
        """One page of `inbox` or `junkemail`; cursor None: from the beginning. Raises CursorExpired, Unavailable."""

    def fetch(self, message: MessageId) -> MailIn:
        """The whole mail with headers and attachments. Raises Gone, MailUnreadable, Unavailable."""

    def find(self, key: EffectKey) -> Draft | None:
        """The mail of ours that carries this key, in Sent Items first, then in Drafts; None: neither shows it (yet)."""

    def look(self, draft: Draft) -> Draft | None:
        """This very draft as it is now, by its id: no search, so it does not lag. None: no item has this id."""

    def find_by_message_id(self, internet_message_id: InternetMessageId) -> Draft | None:
        """The mail of ours with this Message-ID, where the search by key does not show it (yet)."""

    def draft(self, key: EffectKey, mail: MailOut, *, snapshot: str = "") -> Draft:
        """Make the draft, with the key and a snapshot in the creating request. Raises OutcomeUnknown when it may
        exist."""

    def send(self, draft: Draft) -> None:
        """Send this draft. Raises Gone when it is sent or deleted already, OutcomeUnknown when it may be on its way."""

    def discard(self, draft: Draft) -> None:
        """Delete a mail of our own mailbox: a draft that is not to be sent any more, or one that is not to be kept. One
        that is gone stays gone."""

    def move(self, message: MessageId, folder: str) -> None:
        """Move to the named folder of the mailbox (made if missing). Raises Gone."""


# ----------------------------------------------------------------------------------------------- calendar


class Calendar(Protocol):
    """Everybody's calendar, as far as we may open it."""

    def create(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry, *, snapshot: str = "") -> EntryFound:
        """Make an entry; the same transaction, body and snapshot give the same entry. Raises AccessDenied,
        OutcomeUnknown."""

    def find(self, mailbox: str, key: EffectKey) -> EntryFound | None:
        """Our entry that carries this key, if the calendar shows one."""

    def made(self, mailbox: str, key: EffectKey, transaction: str, entry: Entry) -> EntryFound | None:
        """As `find`, and also where a search does not show it yet: the entry of this transaction at its time."""

    def get(self, mailbox: str, event_id: str) -> EntryFound:
        """The entry as it stands. Raises Gone, AccessDenied."""

    def change(self, mailbox: str, found: EntryFound, wish: Entry, fields: frozenset[str]) -> EntryFound:
        """Patch the named fields (of Entry) of an entry, if nobody changed it since `found`. Raises Conflict, Gone."""

    def cancel(self, mailbox: str, event_id: str, comment: str) -> None:
        """Cancel a meeting (attendees are told), or delete an entry without attendees. Raises Gone."""

    def may_open(self, mailbox: str) -> bool:
        """Whether this calendar can be opened for writing."""


class Schedules(Protocol):
    """When people are free, and when two of them meet anyway. Read only."""

    def schedules(self, mailbox: str, people: Sequence[str], start: datetime, end: datetime) -> tuple[Schedule, ...]:
        """The schedules of these people, those that can be told, as `mailbox` sees them: one request."""

    def one_to_ones(self, mailbox: str, two: Collection[str], start: datetime, end: datetime) -> tuple[EntryFound, ...]:
        """The meetings of just these two people that the calendar of `mailbox` holds, by start."""


class CalendarLook(Protocol):
    """How entries stand, many at once."""

    def look(self, places: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], EntryFound | None]:
        """The entries by (mailbox, event id) as they stand; None: gone from every calendar of that mailbox. What could
        not be seen now is left out. Raises Throttled, Unavailable, AccessDenied when nothing could be seen."""


# ---------------------------------------------------------------------------------------------- directory


class Directory(Protocol):
    """Who is who."""

    def look_up(self, addresses: Sequence[str]) -> tuple[KnownPerson, ...]:
        """What is known of these addresses: name, inside or not, manager, working time. Unknown ones are left out."""

    def reports_of(self, address: str) -> tuple[Person, ...]:
        """The people inside whose manager this is, as far as the directory tells; nobody where it may not."""


# -------------------------------------------------------------------------------------------------- store


class Verdict(StrEnum):
    """What became of a mail that came in."""

    TAKEN = "taken"
    NOTHING = "nothing"
    #: A robot, a stranger, somebody who may not set: nothing was done, by rule.
    REFUSED = "refused"
    #: It could not be handled; an operator looks at it.
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A mail of the inbox table that is to be taken in."""

    message: MessageId
    folder: str
    #: How often it was begun without an end: crashes.
    crashes: int
    #: How often it was put off because the world did not answer.
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An effect that is ours to do until the lease ends."""

    id: int
    effect: Effect
    token: str
    #: Tries begun before this one: when there was any, the deed may have happened.
    attempts: int
    #: Those of them that count towards giving up: an outage costs none, a crash is counted apart.
    counted: int
    #: Leases of it that ended without a verdict: what it was given to died or hung.
    crashes: int = 0
    #: What an earlier try prepared (the rendered body, the draft), as JSON; empty at the first.
    prepared: str


class EffectState(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    HELD = "held"
    DONE = "done"
    VOID = "void"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """An effect as an operator sees it."""

    id: int
    key: EffectKey
    #: The kind of a mail (`confirmation`), else the type of the effect (`set_entry`).
    kind: str
    lane: str
    state: EffectState
    #: Tries begun.
    attempts: int
    next_try: datetime | None
    reason: str
    #: None: it cannot be read, by this version at least.
    effect: Effect | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A moment at which something is to be looked at again."""

    #: `proposal/<id>/remind`, `brief/<address>`, `follow_up/<id>/pass`: the name is the identity.
    name: str
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of what happened to a thing."""

    at: datetime
    #: `proposal`, `agreement` or `follow_up`.
    kind: str
    id: str
    #: What happened, in words without private content: "DONE from the owner".
    what: str
    by: str = ""
    #: What was said; private, shown with --reveal.
    words: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """To which thing a mail of ours, or one taken in, belongs."""

    internet_message_id: InternetMessageId
    conversation_id: str
    kind: str
    id: str
    #: Which mail it was: a MailKind, or `source` for the mail that was sent in.
    mail: str = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is still to be done; all zero: idle."""

    to_take_in: int
    due: int
    unsent: int
    held: int
    set_aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A daemon that works on this database, as an operator sees it."""

    name: str
    started: datetime
    #: Until when it is believed to live without another sign, on the database's own clock.
    lease_until: datetime
    #: Whether that moment is over: what it holds goes to another one now.
    late: bool
    #: Whose mail it reads, and whose timers it rings: mailboxes.
    reads: tuple[str, ...]
    #: Effects that it is doing.
    effects: int
    #: Requests to Microsoft Graph that it has under way.
    requests: int


class Membership(Protocol):
    """This daemon among those that work on one database. Who is alone on it has everything, for good."""

    @property
    def every(self) -> float | None:
        """Seconds from one sign of life to the next; None: none are wanted."""

    def sign(self) -> bool:
        """Give a sign of life, and give back what dead workers had. False: we were taken for dead, and have begun anew
        with nothing. Raises StoreError."""

    def turn(self) -> AbstractContextManager[bool]:
        """A turn of what one daemon does at a time: to read the mailbox and ring the timers. False: another one does.

        What this thread decides in the block is written only while the turn is ours: else LeaseLost is raised there.
        """


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
    def mails_set_aside(self, limit: int) -> tuple[tuple[Waiting, str], ...]:
        """(mail, reason) of those set aside, newest first."""

    def audit(self, who: str, what: str, at: datetime) -> None: ...
    def note(self, name: str, value: str) -> None:
        """A small fact that must survive a restart, such as when mail was last read."""

    def noted(self, name: str) -> str | None: ...
    def notes(self, prefix: str) -> Mapping[str, str]:
        """The notes whose names begin so and that say something, by the rest of the name."""

    def workers(self) -> tuple[WorkerSeen, ...]:
        """The daemons that share this database, by name; none where only one may be."""

    def integrity(self) -> Iterator[str]:
        """Problems found in the database, as sentences; none: all well."""

    def close(self) -> None: ...


# ---------------------------------------------------------------------------------------------- permits


class Permits(Protocol):
    """What all workers of this application share towards Microsoft Graph: places in flight, and waits asked for.

    One that is alone shares no places, but what it was asked to wait survives its restart.
    """

    def take(self, mailbox: str) -> str | None:
        """A permit for one request to this mailbox, now. None: others have them all, ask again in a little while.

        Raises Throttled with the seconds that are left when the mailbox asked any of us to wait, StoreError when that
        cannot be known, so that nothing may be asked.
        """

    def good(self, permit: str) -> bool:
        """Whether a permit is still ours: asked right before the first byte. A worker that stood still may have lost
        it. Asks nobody outside this process."""

    def give_back(self, permit: str) -> None:
        """The request has its answer, or was never made. Raises nothing: a permit that nobody gives back lapses."""

    def hold(self, mailbox: str, seconds: float) -> None:
        """None of us calls this mailbox for so long. A shorter wait does not end a longer one. Raises StoreError."""


# ---------------------------------------------------------------------------- when the database is lost


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """A mail of ours, as it lies in the dedicated mailbox."""

    key: EffectKey
    #: What it carries, sealed; empty: nothing.
    snapshot: str
    internet_message_id: InternetMessageId
    conversation_id: str
    to: tuple[Person, ...]
    sent: datetime
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A mail in a folder of the dedicated mailbox."""

    message: MessageId
    folder: str
    received: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKept:
    """An entry of ours in a calendar."""

    mailbox: str
    key: EffectKey
    snapshot: str
    found: EntryFound


class Archive(Protocol):
    """What the mailbox and the calendars tell of us, where the database does not. Read only; no searches of mail, so
    nothing lags."""

    def sent(self) -> Iterator[SentItem]:
        """Our mails in Sent Items, then in Drafts, newest first. Raises Unavailable."""

    def last_sent(self) -> tuple[SentItem, ...]:
        """The newest mails of ours in Sent Items, newest first: one request. Two of one second come in any order."""

    def received(self, folder: str) -> Iterator[Listed]:
        """The mails of a folder: a well-known name, or one at the top of the mailbox; none where it is missing."""

    def entries(self, mailbox: str) -> Iterator[EntryKept]:
        """Our entries in the calendars of this mailbox. Raises AccessDenied, Gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerItem:
    """The mark in the mailbox that says whose it is."""

    id: str
    etag: str
    text: str
    created: str


class MarkerPlace(Protocol):
    """Where the marker lies: an item that we alone see, in the dedicated mailbox."""

    def found(self) -> tuple[MarkerItem, ...]:
        """All there are, oldest first."""

    def begin(self) -> bool:
        """Make the place. False: somebody has made it already, now or long ago."""

    def put(self, text: str) -> MarkerItem: ...
    def change(self, item: MarkerItem, text: str) -> MarkerItem:
        """Write it if nobody has since `item`. Raises Conflict, Gone."""


class Recalling(Look, Protocol):
    """A Look that knows the past, too."""

    def story(self, kind: str, id: str) -> Story: ...
    def unfinished(self, ids: Sequence[str]) -> tuple[Effect, ...]:
        """Effects not done yet in the lanes of these things, in order."""

    def timers_of(self, id: str) -> tuple[tuple[str, datetime], ...]: ...
    def sequence(self) -> int:
        """A number that grows with every effect, and never becomes less."""

    def has_begun(self, key: EffectKey) -> bool:
        """Whether the effect of this key was ever tried here."""

    def noted(self, name: str) -> str | None: ...
    def empty(self) -> bool:
        """Whether nothing was ever taken in here."""


class Restoring(Work, Recalling, Protocol):
    """A Work that writes down what was, not what is decided now."""

    def keep_reference(self, seed: str, reference: Reference) -> None: ...
    def keep_story(self, story: Story) -> None: ...
    def keep_mail(
        self,
        mail: Listed,
        verdict: Verdict | None,
        *,
        internet_message_id: str = "",
        digest: str = "",
        reason: str = "",
    ) -> None:
        """A mail with the verdict that it had; None: it waits to be taken in."""

    def settle(self, key: EffectKey, state: EffectState, reason: str) -> None:
        """Give an effect that nobody has begun its end, or hold it."""

    def waiting(self) -> tuple[Effect, ...]:
        """Effects that wait or are held, in order."""

    def note(self, name: str, value: str) -> None: ...


class Recall(Protocol):
    """The store, for looking back."""

    def look(self) -> AbstractContextManager[Recalling]: ...
    def work(self) -> AbstractContextManager[Restoring]: ...


class Erasing(Protocol):
    """What takes things out of the store for good; one transaction each."""

    def over(self, before: datetime, limit: int) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the agreements and proposals that ask nothing of anybody, and of which nothing was heard since
        `before`."""

    def of_person(self, address: str) -> tuple[tuple[str, str, bool], ...]:
        """(kind, id, open) of the agreements and proposals that this person is a part of."""

    def busy(self, kind: str, id: str) -> bool:
        """Whether something is still to be done outside for this thing."""

    def wipe(self, kind: str, id: str, now: datetime) -> None:
        """Take one thing out; what is kept of its mails are hashes, and they are to be deleted."""

    def stub_effects(self, before: datetime, limit: int, now: datetime) -> int:
        """Take the words out of effects that were finished before this moment; how many."""

    def forget(self, address: str, now: datetime) -> None:
        """Take what is left of a person out."""


# ---------------------------------------------------------------------------------------------- knowledge


class Writer(Protocol):
    """From effects to words."""

    def mail(self, effect: SendMail, known: Known, now: datetime) -> MailOut:
        """The mail as it will be sent."""

    def entry(self, effect: SetEntry, known: Known) -> Entry:
        """The calendar entry as it is wished."""


class KnownSource(Protocol):
    """Where Known comes from: the configuration and the directory, cached."""

    def known(self, addresses: Sequence[str]) -> Known:
        """Everything known that a decision about mail between these addresses may need. May ask the network."""

    def suggesting(self, known: Known, manager: str) -> Known:
        """`known`, and the reports of this person as suggestions for a name that fits nobody. May ask the network."""
