"""A message as MIME, for `$value`, for attached mails and for what goes to the outside."""

from __future__ import annotations

import base64
import email
import email.policy
from collections.abc import Iterable
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.utils import format_datetime

from followupd.sandbox.bodies import text_of
from followupd.sandbox.message import Address, Message

#: Made anew from the message's own fields, so not copied from its headers.
_OWN = frozenset(
    {"from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
     "thread-topic", "thread-index", "mime-version", "content-type", "content-transfer-encoding",
     "content-disposition", "content-id", "importance"}
)  # fmt: skip


def as_mime(message: Message) -> bytes:
    """Return the whole mail as bytes with CRLF; as it came when it came in MIME."""
    if message.mime is not None:
        return message.mime
    mail = EmailMessage(policy=email.policy.SMTP)
    for name, value in message.headers:
        if name.lower() not in _OWN:
            mail.add_header(name, value)
    _put(mail, "From", [message.author] if message.author else [])
    if message.sender and message.sender != message.author:
        _put(mail, "Sender", [message.sender])
    _put(mail, "To", message.to)
    _put(mail, "Cc", message.cc)
    _put(mail, "Reply-To", message.reply_to)
    for name, value in thread_headers(message):
        mail[name] = value
    mail.set_content(text_of(message.body))
    if message.body.type == "html":
        mail.add_alternative(message.body.content, subtype="html")
    for attachment in message.attachments:
        if attachment.item is not None:
            inner = email.message_from_bytes(as_mime(attachment.item), policy=email.policy.default)
            mail.add_attachment(inner)
            continue
        main, _, sub = attachment.content_type.partition("/")
        mail.add_attachment(attachment.content, maintype=main, subtype=sub or "octet-stream", filename=attachment.name)
    return mail.as_bytes()


def thread_headers(message: Message) -> list[tuple[str, str]]:
    """Return subject, date, ids and thread of a message as headers."""
    pairs = [
        ("Subject", message.subject.replace("\r", " ").replace("\n", " ")),
        ("Thread-Topic", topic(message.subject)),
        ("Thread-Index", base64.b64encode(message.conversation_index).decode()),
        ("Date", format_datetime(message.sent.replace(microsecond=0))),
        ("Message-ID", message.internet_message_id),
        ("References", " ".join(message.references)),
        ("In-Reply-To", message.in_reply_to),
    ]
    return [(name, value) for name, value in pairs if value]


def topic(subject: str) -> str:
    """Return a subject without RE:, FW: and the like in front."""
    rest = subject.strip()
    while rest[:4].lower().startswith(("re:", "fw:", "fwd:")):
        rest = rest.partition(":")[2].strip()
    return rest


def spelled(addresses: Iterable[Address]) -> str:
    """Return addresses as a header shows them."""
    return ", ".join(f"{a.name} <{a.address}>" if a.name else a.address for a in addresses)


def _put(mail: EmailMessage, name: str, addresses: list[Address]) -> None:
    if not addresses:
        return
    try:
        mail[name] = [HeaderAddress(display_name=a.name, addr_spec=a.address) for a in addresses]
    except (ValueError, IndexError, AttributeError):  # an address that RFC 5322 does not know
        mail[name] = spelled(addresses)
