"""Mail as it came and calendar entries as they stand: plain records, no behaviour of any client or service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from followupd.domain.people import Person

#: Graph's immutable id of a message in the dedicated mailbox.
MessageId = NewType("MessageId", str)
#: `<…@…>`: what identifies a mail between mailboxes.
InternetMessageId = NewType("InternetMessageId", str)


class MailShape(StrEnum):
    """What kind of item this is to Exchange."""

    MAIL = "mail"
    MEETING_REQUEST = "meeting_request"
    MEETING_ANSWER = "meeting_answer"
    MEETING_CANCELLATION = "meeting_cancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    content_type: str
    size: int = 0
    #: A mail forwarded as an attachment (message/rfc822 or an Outlook item), read; None for anything else.
    mail: MailIn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailIn:
    """A mail as it lies in the dedicated mailbox."""

    id: MessageId
    internet_message_id: InternetMessageId
    #: When the server received it; aware, UTC.
    received: datetime
    #: `from`: whose mail it claims to be. None when the header is missing or unreadable.
    author: Person | None
    #: `sender`: the account that sent it; differs from `author` when an assistant sends on behalf.
    sender: Person | None
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    reply_to: tuple[Person, ...] = ()
    subject: str = ""
    html: str = ""
    text: str = ""
    #: Exchange's own idea of what is new in this mail (`uniqueBody`, as text); empty when not known.
    unique: str = ""
    #: All headers in order, names as they came.
    headers: tuple[tuple[str, str], ...] = ()
    in_reply_to: tuple[InternetMessageId, ...] = ()
    references: tuple[InternetMessageId, ...] = ()
    conversation_id: str = ""
    attachments: tuple[Attachment, ...] = ()
    shape: MailShape = MailShape.MAIL
    #: MAPI message class, such as IPM.Note or REPORT.IPM.Note.NDR.
    message_class: str = ""
    #: Whether it was found in Junk Email.
    junk: bool = False

    def header(self, name: str) -> str:
        """The first header of that name, or nothing."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), "")

    def header_all(self, name: str) -> tuple[str, ...]:
        name = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == name)


class EntryRole(StrEnum):
    FOLLOW_UP = "follow_up"
    PRE_CHECK = "pre_check"


class Way(StrEnum):
    """In whose calendar an entry is made: the setter's own, or the dedicated mailbox's, which then invites."""

    SETTER = "setter"
    SERVICE = "service"


class AttendeeAnswer(StrEnum):
    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A calendar entry as it stands, or as it is wished."""

    subject: str
    start: datetime
    end: datetime
    #: IANA name of the zone in which people see it.
    zone: str
    body_html: str = ""
    attendees: tuple[Person, ...] = ()
    private: bool = False
    #: `free` or `busy`.
    show_as: str = "busy"
    reminder: bool = True
    category: str = "Follow-up"
    #: Whether it is a Teams meeting; settled when it is made.
    online: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFound:
    """An entry in a calendar, with what identifies it."""

    id: str
    etag: str
    entry: Entry
    #: The invitation to Teams that stands in the body, which is not among the words of `entry`; written back with them.
    join: str = ""
    #: Same in the organiser's and the attendees' copies.
    ical_uid: str = ""
    cancelled: bool = False
    answers: tuple[tuple[str, AttendeeAnswer], ...] = field(default=())
    #: When they answered, by address, as far as the calendar tells.
    answered: tuple[tuple[str, datetime], ...] = field(default=())
    #: Another start that somebody proposed, by address.
    proposals: tuple[tuple[str, datetime], ...] = field(default=())
