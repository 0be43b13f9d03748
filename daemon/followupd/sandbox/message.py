"""A message in a mailbox, as Exchange holds it. Mutable, changed only with the world's lock held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

#: `@odata.type` of what lies in a mail folder, without its `#microsoft.graph.` in front.
MessageKind = Literal["message", "eventMessage", "eventMessageRequest", "eventMessageResponse"]


@dataclass(frozen=True, slots=True)
class Address:
    """A name and an SMTP address."""

    address: str
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return Graph's recipient."""
        return {"emailAddress": {"name": self.name or self.address, "address": self.address}}


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its content type, `html` or `text`, and its content."""

    type: Literal["html", "text"] = "text"
    content: str = ""


@dataclass(slots=True, kw_only=True)
class Attachment:
    """A file, or a mail as an attachment (`item`, then `content` is its MIME)."""

    id: str
    name: str
    content_type: str
    content: bytes
    inline: bool = False
    content_id: str | None = None
    modified: datetime
    #: The attached message; it lies in no folder.
    item: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What makes a message a meeting message. Filled by the calendar; `properties` go into the entity as they are."""

    kind: MessageKind
    #: The event it belongs to; resolved in the reader's own calendar for `$expand=microsoft.graph.eventMessage/event`.
    ical_uid: str
    #: meetingMessageType, startDateTime, endDateTime, location, isAllDay, responseType, proposedNewTime …
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Message:
    """A message. Moments are aware UTC; ids as in ids.py."""

    #: Stays for life within the mailbox; the key of `Mailbox.messages`.
    immutable_id: str
    #: The ordinary id; changes on every move.
    id: str
    folder_id: str
    change_key: str
    created: datetime
    modified: datetime
    received: datetime
    sent: datetime
    subject: str = ""
    body: Body = field(default_factory=Body)
    #: The claimed or represented mailbox.
    author: Address | None = None
    #: Who actually sent: a delegate, or the same.
    sender: Address | None = None
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    bcc: list[Address] = field(default_factory=list)
    reply_to: list[Address] = field(default_factory=list)
    #: With angle brackets.
    internet_message_id: str = ""
    in_reply_to: str = ""
    references: list[str] = field(default_factory=list)
    conversation_id: str = ""
    conversation_index: bytes = b""
    importance: str = "normal"
    inference: str = "focused"
    read: bool = False
    draft: bool = False
    delivery_receipt: bool | None = None
    read_receipt: bool = False
    categories: list[str] = field(default_factory=list)
    flag: dict[str, Any] = field(default_factory=lambda: {"flagStatus": "notFlagged"})
    #: Transport headers of a received mail, topmost first; of a draft its own x- headers.
    headers: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    #: Single-value extended properties: id as first written -> value.
    extended: dict[str, str] = field(default_factory=dict)
    meeting: Meeting | None = None
    message_class: str = "IPM.Note"
    #: Came through transport: only then are its headers shown.
    delivered: bool = False
    #: The MIME it came in, for `$value`; None: made when asked.
    mime: bytes | None = None
    #: Envelope recipients: of a sent copy all whom it went to, of a delivered copy the address it came to.
    envelope: list[str] = field(default_factory=list)
    #: Steady seconds and business time of the last change, for the lag of searches and deltas.
    touched_steady: float = 0.0
    touched: datetime | None = None

    @property
    def kind(self) -> MessageKind:
        """Its `@odata.type` without the namespace."""
        return self.meeting.kind if self.meeting else "message"

    @property
    def etag(self) -> str:
        """Its ETag."""
        return f'W/"{self.change_key}"'
