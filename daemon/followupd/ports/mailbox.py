"""The dedicated mailbox: what comes in, and how a mail of ours leaves exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from followupd.domain.effects import EffectKey
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Person


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
