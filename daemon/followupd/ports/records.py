"""What the store hands out: rows of the inbox, the outbox, timers, history and threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from followupd.domain.effects import Effect, EffectKey
from followupd.domain.mail import InternetMessageId, MessageId


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
class SetAside:
    """A mail that could not be handled, and why."""

    id: int
    message: MessageId
    folder: str
    reason: str


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
