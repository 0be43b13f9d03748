"""A raw mail (RFC 5322 with MIME) as a MailIn: for `followupd read`, the demonstration and mails inside mails.

Nothing in a raw mail is trusted to be well formed: unknown character sets, broken encodings, missing headers and deep
nesting give a MailIn with what can be read. Only what is no mail at all raises MailUnreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from followupd.domain.mail import Attachment, InternetMessageId, MailIn, MailShape, MessageId
from followupd.errors import MailUnreadable
from followupd.reading.eml_words import (
    MAX_BODY,
    body_of_part,
    bytes_of,
    decoded,
    file_name,
    first_person,
    headers_of,
    ids_of,
    one_line,
    people_of,
    received_of,
    size_of,
)

#: Bytes of a raw mail that are read; Exchange Online's own limit is 150 MB, a mail of words is far below this.
MAX_RAW = 60_000_000
#: Parts of one mail that are looked at, and mails inside mails.
MAX_PARTS = 500
MAX_INSIDE = 4
#: Levels of multiparts inside multiparts.
MAX_NESTING = 60

_NO_MAIL = {
    b"\xd0\xcf\x11\xe0": "This is an Outlook .msg file: save the mail as .eml, or download it from Outlook on the web.",
    b"PK\x03\x04": "This is a zip archive or an Office document, not a mail.",
    b"%PDF": "This is a PDF, not a mail.",
    b"!BDN": "This is an Outlook data file (.pst), not a mail.",
    b"\x89PNG": "This is a picture, not a mail.",
    b"\xff\xd8\xff": "This is a picture, not a mail.",
    b"\x1f\x8b": "This is a compressed file, not a mail.",
    b"{\\rtf": "This is a rich text document, not a mail.",
    b"\x7fELF": "This is a program, not a mail.",
}
_TELLING = frozenset({
    "from", "to", "subject", "date", "received", "message-id", "return-path", "sender", "cc", "mime-version",
    "reply-to",
    "delivered-to",
})  # fmt: skip


def read_eml(raw: bytes, *, id: str = "", received: datetime | None = None) -> MailIn:
    """The mail in these bytes.

    `received` (aware) is used when neither a Received nor a Date header says when; without it such a mail dates from
    the
    beginning of 1970. Raises MailUnreadable with a sentence for what is no mail.
    """
    if not raw.strip():
        raise MailUnreadable("The file is empty.")
    if len(raw) > MAX_RAW:
        raise MailUnreadable(f"The file has {len(raw) // 1_000_000} MB: more than a mail that can be read has.")
    for beginning, sentence in _NO_MAIL.items():
        if raw.startswith(beginning):
            raise MailUnreadable(sentence)
    if raw.startswith(b"From "):  # the separator line of a mailbox file
        raw = raw.partition(b"\n")[2]
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
    except RecursionError as error:
        raise MailUnreadable("The mail nests its parts deeper than any mail program does.") from error
    except (MessageError, ValueError, LookupError) as error:
        raise MailUnreadable("The mail's structure cannot be read.") from error
    names = {name.lower() for name in message}
    if len(names & _TELLING) < 2 and not (names & _TELLING and message.get_payload()):
        raise MailUnreadable("This is not a mail: it has no From, To, Subject or Date.")
    return _mail(message, id=id, fallback=received, inside=0)


def _mail(message: Message, *, id: str, fallback: datetime | None, inside: int) -> MailIn:
    headers = tuple(headers_of(message))
    found = _Parts()
    for part, attached in _leaves(message):
        found.add(part, attached, inside)
    author = first_person(message.get("From"))
    message_id = one_line(message.get("Message-ID"))
    return MailIn(
        id=MessageId(id or message_id or "eml"),
        internet_message_id=InternetMessageId(message_id),
        received=received_of(message, fallback),
        author=author,
        sender=first_person(message.get("Sender")) or author,
        to=people_of(message.get_all("To")),
        cc=people_of(message.get_all("Cc")),
        reply_to=people_of(message.get_all("Reply-To")),
        subject=decoded(message.get("Subject")),
        html="\n".join(found.html)[:MAX_BODY],
        text="\n".join(found.text)[:MAX_BODY],
        headers=headers,
        in_reply_to=ids_of(message.get("In-Reply-To")),
        references=ids_of(message.get("References")),
        attachments=tuple(found.attachments),
        shape=found.shape,
        message_class=one_line(message.get("X-Message-Class")),
    )


class _Parts:
    """What the leaves of a mail add up to."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.text: list[str] = []
        self.attachments: list[Attachment] = []
        self.shape = MailShape.MAIL

    def add(self, part: Message, attached: bool, inside: int) -> None:
        kind = part.get_content_type()
        name = file_name(part)
        if kind.startswith("multipart/"):  # without a boundary it is one text
            kind = "text/plain"
        if kind in ("text/html", "text/plain") and not attached and not (name and kind == "text/plain" and self.text):
            into = self.html if kind == "text/html" else self.text
            into.append(body_of_part(part))
            return
        if kind == "message/rfc822" or (name.lower().endswith(".eml") and kind != "message/delivery-status"):
            self.attachments.append(Attachment(name=name, content_type="message/rfc822", mail=_inner(part, inside)))
            return
        if kind in ("message/delivery-status", "message/disposition-notification", "message/feedback-report"):
            self.text.append(_report(part))
        if kind == "text/calendar" and not attached:
            self.shape = _meeting(part)
        said = " ".join(str(part.get("Content-Type") or kind).split())[:300]
        self.attachments.append(Attachment(name=name, content_type=said.lower(), size=size_of(part)))


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """Every part that is no container, in order, with whether it is an attachment."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while waiting and count < MAX_PARTS:
        part, level = waiting.pop()
        count += 1
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            if level < MAX_NESTING:
                waiting.extend((child, level + 1) for child in reversed(_children(part)))
            continue
        yield part, str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _inner(part: Message, inside: int) -> MailIn | None:
    """The mail inside a part; None when it cannot be read or mails are nested too deeply."""
    if inside >= MAX_INSIDE:
        return None
    if children := _children(part):
        return _mail(children[0], id="", fallback=None, inside=inside + 1)
    try:
        message = BytesParser(policy=compat32).parsebytes(bytes_of(part))
    except (RecursionError, MessageError, ValueError, LookupError):
        return None
    if not {name.lower() for name in message} & _TELLING:
        return None
    return _mail(message, id="", fallback=None, inside=inside + 1)


def _meeting(part: Message) -> MailShape:
    method = str(part.get_param("method") or "").upper()
    if not method:
        found = re.search(r"^METHOD:([A-Z]{3,20})", body_of_part(part)[:5000], re.M)
        method = found[1] if found else ""
    return {
        "REQUEST": MailShape.MEETING_REQUEST,
        "REPLY": MailShape.MEETING_ANSWER,
        "COUNTER": MailShape.MEETING_ANSWER,
        "CANCEL": MailShape.MEETING_CANCELLATION,
    }.get(method, MailShape.MAIL)


def _report(part: Message) -> str:
    if part.is_multipart():
        return "\n".join(
            "\n".join(f"{name}: {one_line(value)}" for name, value in child.items()) for child in _children(part)[:50]
        )
    return body_of_part(part)[:20_000]


def _children(part: Message) -> list[Message]:
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)]


# ------------------------------------------------------------------------------------------------ encryption

_PROTECTED = ("application/x-microsoft-rpmsg-message", "application/pgp-encrypted", "multipart/encrypted")


def encrypted(mail: MailIn) -> bool:
    """Whether the words are encrypted or rights-protected, so that nobody but the recipients may read them out."""
    message_class = mail.message_class.lower()
    if message_class.startswith("ipm.note.rpmsg") or message_class == "ipm.note.smime":
        return True
    kinds = [mail.header("Content-Type").lower(), *(attachment.content_type.lower() for attachment in mail.attachments)]
    names = [attachment.name.lower() for attachment in mail.attachments]
    if mail.header("Content-Class").lower().startswith("rpmsg") or any(name == "message.rpmsg" for name in names):
        return True
    for kind in kinds:
        if kind.startswith(_PROTECTED):
            return True
        if kind.startswith(("application/pkcs7-mime", "application/x-pkcs7-mime")) and "signed-data" not in kind:
            return True
    return any(name == "smime.p7m" for name in names) and not (mail.html.strip() or mail.text.strip())
