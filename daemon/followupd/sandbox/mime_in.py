"""A raw mail taken apart with the standard library, whatever is broken in it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from followupd.sandbox.message import Address, Body

#: What the standard library raises on headers and contents that break the rules.
_BROKEN = (ValueError, IndexError, AttributeError, LookupError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An attachment; `mail` is its content when that is a mail itself."""

    name: str
    content_type: str
    content: bytes
    inline: bool = False
    content_id: str | None = None
    mail: Mail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A raw mail, taken apart. Addresses and texts are decoded; `headers` are unfolded, in their order."""

    raw: bytes
    headers: list[tuple[str, str]]
    subject: str
    author: Address | None
    sender: Address | None
    to: list[Address]
    cc: list[Address]
    bcc: list[Address]
    reply_to: list[Address]
    message_id: str
    in_reply_to: str
    references: list[str]
    #: None when there is no date that can be read.
    sent: datetime | None
    body: Body
    #: The first text/calendar part, or empty.
    ics: str = ""
    parts: list[Part] = field(default_factory=list)
    content_type: str = "text/plain"
    report_type: str = ""

    def header(self, name: str) -> str:
        """Return the first header of a name, or empty."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def take_apart(raw: bytes) -> Mail:
    """Return the mail in these bytes; bytes that are no mail give one without headers."""
    return _mail(email.message_from_bytes(raw, policy=email.policy.default), raw)


def _mail(message: EmailMessage, raw: bytes) -> Mail:
    sorted_out = _Sorted()
    for part in _leaves(message):
        sorted_out.take(part)
    headers = [(name, _unfolded(value)) for name, value in message.raw_items()]
    authors = _addresses(message, "from")
    senders = _addresses(message, "sender")
    return Mail(
        raw=raw,
        headers=headers,
        subject=_text(message, "subject"),
        author=authors[0] if authors else None,
        sender=senders[0] if senders else None,
        to=_addresses(message, "to"),
        cc=_addresses(message, "cc"),
        bcc=_addresses(message, "bcc"),
        reply_to=_addresses(message, "reply-to"),
        message_id=_first_id(_text(message, "message-id")),
        in_reply_to=_first_id(_text(message, "in-reply-to")),
        references=re.findall(r"<[^<>\s]+>", _text(message, "references")),
        sent=_date(_text(message, "date")),
        body=sorted_out.body(),
        ics=sorted_out.ics,
        parts=sorted_out.parts,
        content_type=message.get_content_type(),
        report_type=str(message.get_param("report-type", "") or ""),
    )


class _Sorted:
    """The parts of a mail, sorted into body, invitation and attachments."""

    def __init__(self) -> None:
        self.html: str | None = None
        self.text: str | None = None
        self.ics = ""
        self.parts: list[Part] = []

    def body(self) -> Body:
        if self.html is not None:
            return Body("html", self.html)
        return Body("text", re.sub(r"\r?\n", "\r\n", self.text or ""))

    def take(self, part: EmailMessage) -> None:
        kind, attached = part.get_content_type(), _disposition(part) == "attachment"
        if kind == "text/html" and not attached and self.html is None:
            self.html = _content(part)
        elif kind == "text/plain" and not attached and self.text is None and self.html is None:
            self.text = _content(part)
        elif kind == "text/calendar" and not self.ics:
            self.ics = _content(part)
        else:
            self.parts.append(_attachment(part))


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that are no containers; an attached mail is one part."""
    payload = message.get_payload()
    if message.get_content_maintype() == "message" or not isinstance(payload, list):
        yield message
        return
    for part in payload:
        if isinstance(part, EmailMessage):
            yield from _leaves(part)


def _attachment(part: EmailMessage) -> Part:
    kind = part.get_content_type()
    identifier = _text(part, "content-id").strip("<> ") or None
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        if isinstance(first, EmailMessage):
            raw = first.as_bytes(policy=email.policy.SMTP.clone(refold_source="none"))
            mail = _mail(first, raw)
            return Part(name=mail.subject or "mail", content_type=kind, content=raw, mail=mail)
    content = part.get_payload(decode=True)
    return Part(
        name=_name(part) or "attachment",
        content_type=kind,
        content=content if isinstance(content, bytes) else _inside(part),
        inline=_disposition(part) == "inline" and identifier is not None,
        content_id=identifier,
    )


def _inside(part: EmailMessage) -> bytes:
    """Return what is within a part that is made of parts itself, such as message/delivery-status."""
    payload = part.get_payload()
    inner = payload if isinstance(payload, list) else []
    return b"\r\n".join(one.as_bytes() for one in inner if isinstance(one, EmailMessage))


def _content(part: EmailMessage) -> str:
    """Return the text of a part; an unknown charset is read as UTF-8, else as Latin-1."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    for name in (charset, "utf-8", "latin-1"):
        try:
            return raw.decode(name, errors="strict" if name == "utf-8" else "replace")
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except _BROKEN:
        return ""


def _disposition(part: EmailMessage) -> str:
    try:
        return part.get_content_disposition() or ""
    except _BROKEN:
        return ""


def _text(message: EmailMessage, name: str) -> str:
    """Return a header decoded; raw when it cannot be."""
    try:
        return str(message.get(name) or "").strip()
    except _BROKEN:
        return next((_unfolded(v) for k, v in message.raw_items() if k.lower() == name), "")


def _addresses(message: EmailMessage, name: str) -> list[Address]:
    try:
        values = [str(value) for value in message.get_all(name, [])]
    except _BROKEN:
        values = [_unfolded(v) for k, v in message.raw_items() if k.lower() == name]
    return [Address(address, shown) for shown, address in getaddresses(values) if "@" in address]


def _first_id(text: str) -> str:
    found = re.search(r"<[^<>]+>", text)
    return re.sub(r"\s", "", found[0]) if found else text


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except _BROKEN:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _unfolded(value: object) -> str:
    return re.sub(r"\r?\n[ \t]*", " ", str(value)).strip()
