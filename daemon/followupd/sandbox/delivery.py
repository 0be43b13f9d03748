"""Delivery: what happens to a mail between sender and recipients.

`send` takes a message of ours (a draft, a sendMail, a meeting message), files the sender's copy and gives every
recipient a copy with ids of its own but the same Message-ID, thread and meeting. `arrive` does the same for a raw
mail, from inside, outside, or forged. Plus addresses reach the base mailbox; Bcc recipients get a copy that does not
show them; an address of the tenant that nobody has comes back as a non-delivery report; one outside that nobody has
is delivered to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.compose import compose
from followupd.sandbox.ids import conversation_id, thread_of
from followupd.sandbox.message import Address, Attachment, Meeting, Message
from followupd.sandbox.mime_in import Mail, take_apart
from followupd.sandbox.mime_out import spelled, thread_headers
from followupd.sandbox.notices import auto_reply_for, bounce_of
from followupd.sandbox.received import message_of_mail
from followupd.sandbox.transport import Origin, passed, retraced, trace, with_header
from followupd.sandbox.world import Person, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A copy that arrived."""

    recipient: str
    person: Person
    message: Message


def recipients_of(message: Message) -> list[str]:
    """Return whom a message goes to, each once, in the order To, Cc, Bcc."""
    found: dict[str, str] = {}
    for address in [*message.to, *message.cc, *message.bcc]:
        found.setdefault(address.address.lower(), address.address)
    return list(found.values())


def check_recipients(message: Message) -> None:
    """Refuse a message without recipients, or with one that is no address."""
    addresses = recipients_of(message)
    if not addresses or not all(re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address) for address in addresses):
        raise errors.Refusal(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.", blame="recipients")


def send(
    world: World, sender: Person, message: Message, *, save_copy: bool = True, deliver: bool = True, copies: int = 1
) -> list[Delivered]:
    """Send a message of the sender's mailbox, draft or new; return the copies that arrived.

    The draft goes to Sent Items with a new ordinary id (and a new immutable one, if that doubt is set so).
    `deliver=False` loses the mail after that; `copies=2` delivers each copy twice: both are faults.
    """
    mailbox, now = world.mailbox(sender), world.clock.now()
    check_recipients(message)
    message.author = message.author or sender.as_address()
    message.sender = message.sender or sender.as_address()
    message.sent = message.received = now
    message.draft, message.read = False, True
    message.envelope = recipients_of(message)
    if message.immutable_id in mailbox.messages:
        if not save_copy:
            mailbox.delete(message)
        elif world.doubts.sent_keeps_immutable_id:
            mailbox.move(message, mailbox.known("sentitems"))
        else:
            mailbox.delete(message)
            message.immutable_id, message.id = mailbox.ids.immutable(), mailbox.ids.ordinary()
            message.folder_id = mailbox.known("sentitems").id
            mailbox.add(message)
    elif save_copy:
        message.folder_id = mailbox.known("sentitems").id
        mailbox.add(message)
    if not deliver:
        return []
    arrived: list[Delivered] = []
    for address in message.envelope:
        person = world.recipient(address)
        if person is None:
            if world.internal(address):
                bounce(world, sender, message, address)
            continue
        if any(one.person is person for one in arrived):
            continue
        arrived += [_copy(world, sender, message, person, address) for _ in range(copies)]
    return arrived


def arrive(
    world: World, raw: bytes, *, origin: Origin, author: str = "", to: Iterable[str] = (), folder: str = "inbox"
) -> list[Delivered]:
    """Deliver a raw mail; return the copies that arrived.

    `author` replaces the From header; `to` are the envelope recipients (default: To, Cc and Bcc of the mail), so a
    Bcc is one that stands here and not in the mail. `folder` is where it lands: inbox or junkemail. An internal mail
    leaves a copy in its author's Sent Items.
    """
    if author:
        raw = with_header(raw, "From", author)
    mail = take_apart(raw)
    if not mail.message_id:
        with_id = with_header(raw, "Message-ID", world.ids.message_id())
        mail = take_apart(with_id)
    envelope = list(dict.fromkeys(to or [a.address for a in (*mail.to, *mail.cc, *mail.bcc)]))
    account = (mail.sender if origin == "internal" else None) or mail.author
    sender = world.at(account.address) if account and origin == "internal" else None
    if sender is not None:
        _file_sent(world, sender, mail, envelope)
    arrived: list[Delivered] = []
    for address in envelope:
        person = world.recipient(address)
        if person is not None:
            arrived.append(_incoming(world, mail, person, address, origin, folder))
        elif sender is not None and world.internal(address):
            bounce(world, sender, message_of_mail(world.mailbox(sender), mail), address)
    return arrived


def bounce(world: World, sender: Person, message: Message, address: str) -> Message:
    """Put a non-delivery report for one recipient into the sender's inbox."""
    report = bounce_of(world, sender, message, address)
    world.mailbox(sender).add(report)
    return report


def _file_sent(world: World, sender: Person, mail: Mail, envelope: list[str]) -> None:
    mailbox, now = world.mailbox(sender), world.clock.now()
    fields: dict[str, Any] = {"bcc": mail.bcc, "read": True, "envelope": envelope, "sent": now, "received": now}
    mailbox.add(message_of_mail(mailbox, mail, folder=mailbox.known("sentitems"), **fields))


def _incoming(world: World, mail: Mail, person: Person, address: str, origin: Origin, folder: str) -> Delivered:
    mailbox = world.mailbox(person)
    claimed = mail.author.address if mail.author else ""
    top = trace(
        # No server outside can sign for the tenant: what comes from there in its name fails the checks.
        "forged" if origin == "external" and world.internal(claimed) else origin,
        sender=claimed,
        now=world.clock.now(),
        to_outside=not person.internal,
    )
    message = message_of_mail(
        mailbox,
        mail,
        folder=mailbox.known(folder),
        headers=top + passed(mail.headers),
        mime=retraced(mail.raw, top),
        envelope=[address],
        delivered=True,
        received=world.clock.now(),
    )
    if mail.ics:
        _invite(world, person, message, mail.ics)
    mailbox.add(message)
    _auto_reply(world, person, message)
    return Delivered(recipient=address, person=person, message=message)


def _invite(world: World, person: Person, message: Message, ics: str) -> None:
    if world.calendar is not None:
        world.calendar.invitation_arrived(person, message, ics)
    if message.meeting is None:
        reply = re.search(r"^METHOD:REPLY\b", ics, re.MULTILINE | re.IGNORECASE)
        uid = re.search(r"^UID:(\S+)", ics, re.MULTILINE | re.IGNORECASE)
        message.meeting = Meeting(
            kind="eventMessageResponse" if reply else "eventMessageRequest",
            ical_uid=uid[1] if uid else "",
            properties={"meetingMessageType": "none" if reply else "meetingRequest"},
        )


def _copy(world: World, sender: Person, message: Message, person: Person, address: str) -> Delivered:
    """Give a person a copy of a sent message; extended properties do not travel."""
    mailbox = world.mailbox(person)
    origin: Origin = "internal" if sender.internal else "external"
    author = message.author or sender.as_address()
    top = trace(
        origin, sender=author.address, now=world.clock.now(), to_outside=sender.internal and not person.internal
    )
    headers = [*top, ("From", spelled([author])), *_shown(message)]
    if message.sender and message.sender.address.lower() != author.address.lower():
        headers.append(("Sender", spelled([message.sender])))
    headers += [*thread_headers(message), *message.headers, ("MIME-Version", "1.0")]
    headers.append(("Content-Type", "text/html" if message.body.type == "html" else "text/plain"))
    copied = compose(
        mailbox,
        mailbox.known("inbox"),
        subject=message.subject,
        body=message.body,
        author=author,
        sender=message.sender,
        to=list(message.to),
        cc=list(message.cc),
        reply_to=list(message.reply_to),
        internet_message_id=message.internet_message_id,
        in_reply_to=message.in_reply_to,
        references=list(message.references),
        conversation_index=message.conversation_index,
        conversation_id=conversation_id(mailbox.owner, thread_of(message.conversation_index)),
        importance=message.importance,
        headers=headers,
        attachments=[_copied(world, a) for a in message.attachments],
        meeting=message.meeting,
        message_class=message.message_class,
        sent=message.sent,
        envelope=[address],
        delivered=True,
    )
    mailbox.add(copied)
    _auto_reply(world, person, copied)
    return Delivered(recipient=address, person=person, message=copied)


def _shown(message: Message) -> list[tuple[str, str]]:
    pairs: list[tuple[str, list[Address]]] = [("To", message.to), ("CC", message.cc), ("Reply-To", message.reply_to)]
    return [(name, spelled(addresses)) for name, addresses in pairs if addresses]


def _copied(world: World, attachment: Attachment) -> Attachment:
    return replace(attachment, id=world.ids.attachment())


def _auto_reply(world: World, person: Person, message: Message) -> None:
    """Answer with the person's automatic reply, once to each sender and never to a robot."""
    reply = auto_reply_for(world, person, message)
    if reply is not None:
        send(world, person, reply)
