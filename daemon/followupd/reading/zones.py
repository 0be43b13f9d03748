"""A mail as its zones: the note on top, each forwarded or quoted message below it, each mail attached to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.reading.forward import Message
from followupd.reading.headers.subject import bare_subject, is_forward, is_reply
from followupd.reading.headers.when import when
from followupd.reading.lines import one_line
from followupd.reading.reply import body_of, messages_of, note_at, note_of
from followupd.reading.signature import cut

#: The zone of an author of whom nothing is known.
UTC = ZoneInfo("UTC")
#: Mails attached to mails that are read, and how deep.
MAX_ATTACHED = 20
MAX_DEPTH = 3


def zones(mail: MailIn, zone: ZoneInfo = UTC, *, day_first: bool = True) -> tuple[ZoneRead, ...]:
    """The zones of a mail, newest first: always one `note` (perhaps without words), then `forwarded` or `quoted` ones
    in the order of the body, then `attached` ones.

    `zone` is the time zone of the mail's author: Outlook prints the dates of older messages on his wall clock.
    `day_first` says how he reads 3/4/2026 where the header leaves it open. A zone whose header is missing has no
    author.
    """
    return _of_mail(mail, zone, day_first, depth=0)


def shortened(mail: MailIn) -> bool:
    """Whether the body is larger than what is read of it."""
    return body_of(mail).shortened


def tidied(mail: MailIn) -> MailIn:
    """The mail with its subject and the names in its headers as a person sees them, without invisible characters.

    Addresses stay as they came: one with an invisible character is somebody else's.
    """
    return replace(
        mail,
        subject=one_line(mail.subject),
        author=_named(mail.author) if mail.author else None,
        to=tuple(_named(person) for person in mail.to),
        cc=tuple(_named(person) for person in mail.cc),
    )


def _named(person: Person) -> Person:
    if person.name.isascii() and person.name.isprintable():
        return person
    return replace(person, name=one_line(person.name))


def _of_mail(mail: MailIn, zone: ZoneInfo, day_first: bool, depth: int) -> tuple[ZoneRead, ...]:
    mail = tidied(mail)
    messages = messages_of(mail)
    first = note_at(messages, mail)
    note = note_of(messages, first, mail)
    own = ZoneRead(
        kind="note",
        author=mail.author,
        to=mail.to,
        cc=mail.cc,
        written=mail.received,
        subject=mail.subject,
        text=note.words,
        signature=note.signature,
    )
    # Outlook puts In-Reply-To on forwards too, so the subject speaks first.
    reply = is_reply(mail.subject) or (bool(mail.in_reply_to) and not is_forward(mail.subject))
    older = [_older(message, reply, zone, day_first) for message in messages[first + 1 :]]
    older = [read for read in older if read.text or read.author]
    if older and not older[0].subject and older[0].author:
        older[0] = replace(older[0], subject=bare_subject(mail.subject))
    attached: list[ZoneRead] = []
    if depth < MAX_DEPTH:
        for attachment in mail.attachments[:MAX_ATTACHED]:
            if attachment.mail is not None:
                inner = _of_mail(attachment.mail, zone, day_first, depth + 1)
                attached.append(replace(inner[0], kind="attached"))
                attached.extend(inner[1:])
    return (own, *older, *attached)


def _older(message: Message, reply: bool, zone: ZoneInfo, day_first: bool) -> ZoneRead:
    header = message.header
    author: Person | None = header.author if header else None
    parted = cut(message.text, author.name if author else "")
    written: datetime | None = when(header.date, zone, day_first=day_first) if header and header.date else None
    quoted = message.how in ("attributed", "quoted", "ours") or (reply and message.how != "forwarded")
    return ZoneRead(
        kind="quoted" if quoted else "forwarded",
        author=author,
        to=header.to if header else (),
        cc=header.cc if header else (),
        written=written,
        subject=one_line(header.subject) if header else "",
        text=parted.words,
        signature=parted.signature,
    )
