"""What the mailbox and the calendars tell of us, for the day on which the database is lost; and the marker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from followupd.domain.effects import EffectKey
from followupd.domain.mail import EntryFound, InternetMessageId, MessageId
from followupd.domain.people import Person


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
