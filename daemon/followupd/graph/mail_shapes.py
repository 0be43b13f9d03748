"""Mail between Graph's JSON and our records; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from followupd.domain.mail import Attachment, InternetMessageId, MailIn, MailShape, MessageId
from followupd.domain.people import Person
from followupd.errors import MailUnreadable
from followupd.graph.properties import MESSAGE_CLASS, value_of
from followupd.ports import Draft, MailOut

#: What is asked of a mail that came in.
FIELDS = (
    "id,internetMessageId,receivedDateTime,from,sender,toRecipients,ccRecipients,replyTo,subject,body,uniqueBody,"
    "internetMessageHeaders,conversationId,hasAttachments,parentFolderId"
)
#: What is asked of a mail of ours.
DRAFT_FIELDS = "id,internetMessageId,conversationId,isDraft"
#: What must be known besides, to see whether a reply's draft is complete.
SEALED_FIELDS = f"{DRAFT_FIELDS},toRecipients,ccRecipients,bccRecipients,body"

_TYPES = {
    "#microsoft.graph.eventmessagerequest": MailShape.MEETING_REQUEST,
    "#microsoft.graph.eventmessageresponse": MailShape.MEETING_ANSWER,
}
#: A cancellation has no type of its own: only the class tells.
_CLASSES = (
    ("ipm.schedule.meeting.canceled", MailShape.MEETING_CANCELLATION),
    ("ipm.schedule.meeting.resp", MailShape.MEETING_ANSWER),
    ("ipm.schedule.meeting.request", MailShape.MEETING_REQUEST),
)


def person(recipient: object) -> Person | None:
    """Return the person of Graph's recipient; None without an SMTP address (an unresolved or deleted mailbox)."""
    found = recipient.get("emailAddress") if isinstance(recipient, dict) else None
    if not isinstance(found, dict):
        return None
    address, name = str(found.get("address") or ""), str(found.get("name") or "")
    if "@" not in address:
        return None
    # Graph repeats the address as the name when there is none.
    return Person(address=address, name="" if name.strip().lower() == address.strip().lower() else name)


def people(recipients: object) -> tuple[Person, ...]:
    """Return the persons of a list of recipients, in order."""
    found = (person(one) for one in recipients) if isinstance(recipients, list) else ()
    return tuple(one for one in found if one is not None)


def recipient(one: Person, *, name: str = "") -> dict[str, Any]:
    """Return Graph's recipient of a person, shown under another name if one is given."""
    shown = name or one.name
    return {"emailAddress": {"address": one.address, **({"name": shown} if shown else {})}}


def moment(text: object) -> datetime:
    """Return a moment of Graph (`2026-03-02T08:00:00Z`, up to seven digits of a second), aware, UTC."""
    whole = re.sub(r"\.\d*", "", str(text or "")).removesuffix("Z")
    try:
        return datetime.fromisoformat(whole).replace(tzinfo=UTC)
    except ValueError as error:
        raise MailUnreadable("the mail has no date that can be read") from error


def content(item: Mapping[str, Any], name: str, kind: str) -> str:
    """Return the body `name` of an item if it is of this kind, `html` or `text`; else nothing."""
    body = item.get(name)
    if not isinstance(body, dict) or str(body.get("contentType", "")).lower() != kind:
        return ""
    return str(body.get("content") or "")


def mail_in(
    item: Mapping[str, Any],
    as_text: Mapping[str, Any],
    *,
    attachments: tuple[Attachment, ...] = (),
    junk: bool = False,
) -> MailIn:
    """Return the mail of a message as Graph gave it twice: with its bodies as HTML, and as text.

    Raises MailUnreadable when it has no date.
    """
    headers = tuple(
        (str(header.get("name", "")), str(header.get("value") or ""))
        for header in item.get("internetMessageHeaders") or ()
        if isinstance(header, dict)
    )
    message_class = value_of(item, MESSAGE_CLASS)
    return MailIn(
        id=MessageId(str(item.get("id", ""))),
        internet_message_id=InternetMessageId(str(item.get("internetMessageId") or "")),
        received=moment(item.get("receivedDateTime")),
        author=person(item.get("from")),
        sender=person(item.get("sender")),
        to=people(item.get("toRecipients")),
        cc=people(item.get("ccRecipients")),
        reply_to=people(item.get("replyTo")),
        subject=str(item.get("subject") or ""),
        html=content(item, "body", "html"),
        # A server that does not heed the preference gives a text body as it is.
        text=content(as_text, "body", "text") or content(item, "body", "text"),
        unique=content(as_text, "uniqueBody", "text"),
        headers=headers,
        in_reply_to=_ids(headers, "in-reply-to"),
        references=_ids(headers, "references"),
        conversation_id=str(item.get("conversationId") or ""),
        attachments=attachments,
        shape=shape(str(item.get("@odata.type", "")), message_class),
        message_class=message_class,
        junk=junk,
    )


def shape(odata_type: str, message_class: str) -> MailShape:
    """Return what kind of item it is, from its type and its MAPI class."""
    lowered = message_class.lower()
    for prefix, meant in _CLASSES:
        if lowered.startswith(prefix):
            return meant
    return _TYPES.get(odata_type.lower(), MailShape.MAIL)


def _ids(headers: tuple[tuple[str, str], ...], name: str) -> tuple[InternetMessageId, ...]:
    values = " ".join(value for key, value in headers if key.lower() == name)
    return tuple(InternetMessageId(found) for found in re.findall(r"<[^<>\s]+>", values))


def attachment(entry: Mapping[str, Any], mail: MailIn | None = None) -> Attachment:
    """Return an attachment as it is listed, with the mail in it when that was read."""
    size = entry.get("size")
    return Attachment(
        name=str(entry.get("name") or ""),
        content_type=str(entry.get("contentType") or ""),
        size=size if isinstance(size, int) else 0,
        mail=mail,
    )


def draft_of(item: Mapping[str, Any]) -> Draft:
    """Return our mail as it lies in a folder."""
    return Draft(
        id=MessageId(str(item.get("id", ""))),
        internet_message_id=InternetMessageId(str(item.get("internetMessageId") or "")),
        conversation_id=str(item.get("conversationId") or ""),
        sent=item.get("isDraft") is False,
    )


def message_out(mail: MailOut, *, service: Person, marks: list[dict[str, str]]) -> dict[str, Any]:
    """Return the message of a creating request.

    `mail.text` is not in it: Graph takes one body, and Exchange makes the text part of the HTML itself.
    """
    return {
        "subject": mail.subject,
        "body": {"contentType": "html", "content": mail.html},
        "toRecipients": [recipient(mail.to)],
        "ccRecipients": [],
        "bccRecipients": [],
        "from": recipient(service, name=mail.sender_name),
        "replyTo": [recipient(service, name=mail.sender_name)],
        # At most five, all beginning with x-; Exchange takes Auto-Submitted away, so robots are kept quiet by the
        # header that it knows itself.
        "internetMessageHeaders": [
            {"name": "x-followupd", "value": "1"},
            {"name": "X-Auto-Response-Suppress", "value": "All"},
        ],
        "singleValueExtendedProperties": marks,
    }


class _Visible(HTMLParser):
    """Collects the text that people see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in ("style", "script", "title")))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def letters(html: str) -> str:
    """Return the letters and digits that people see, in order: what no rewriting of HTML changes."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return "".join(char for char in "".join(parser.parts).casefold() if char.isalnum())
