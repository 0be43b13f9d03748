"""Received mail: a raw mail becomes a message in a mailbox, with its thread found and its attachments taken out."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from followupd.sandbox.bodies import as_stored
from followupd.sandbox.compose import compose
from followupd.sandbox.ids import conversation_id, reply_conversation_index, thread_of
from followupd.sandbox.mailbox import Folder, Mailbox
from followupd.sandbox.message import Attachment, Message
from followupd.sandbox.mime_in import Mail, Part


def message_of_mail(mailbox: Mailbox, mail: Mail, *, folder: Folder | None = None, **more: Any) -> Message:
    """Return a message made of a raw mail; without a folder it is an attached one. `more` are fields that win."""
    fields: dict[str, Any] = {
        "subject": mail.subject,
        "body": as_stored(mail.body),
        "author": mail.author,
        "sender": mail.sender or mail.author,
        "to": mail.to,
        "cc": mail.cc,
        "reply_to": mail.reply_to,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "headers": mail.headers,
        "mime": mail.raw,
        "conversation_index": thread(mailbox, mail),
        "message_class": message_class(mail),
        "importance": _importance(mail),
    }
    if mail.message_id:
        fields["internet_message_id"] = mail.message_id
    if mail.sent is not None:
        fields["sent"] = mail.sent
    message = compose(mailbox, folder or mailbox.known("inbox"), **(fields | more))
    message.conversation_id = conversation_id(mailbox.owner, thread_of(message.conversation_index))
    message.attachments = [attachment(mailbox, part) for part in mail.parts]
    return message


def attachment(mailbox: Mailbox, part: Part) -> Attachment:
    """Return an attachment of a message from a part; an attached mail gets its item."""
    return Attachment(
        id=mailbox.ids.attachment(),
        name=part.name,
        content_type=part.content_type,
        content=part.content,
        inline=part.inline,
        content_id=part.content_id,
        modified=mailbox.clock.now(),
        item=message_of_mail(mailbox, part.mail) if part.mail else None,
    )


def thread(mailbox: Mailbox, mail: Mail) -> bytes:
    """Return the conversation index of an incoming mail; empty when it begins a thread.

    Outlook's own Thread-Index wins; else the mail answers one that this mailbox holds (In-Reply-To, then References
    from the last to the first).
    """
    try:
        index = base64.b64decode(mail.header("Thread-Index"), validate=True)
    except (binascii.Error, ValueError):
        index = b""
    if len(index) >= 22:
        return index
    named = [name for name in (mail.in_reply_to, *reversed(mail.references)) if name]
    known = {m.internet_message_id: m for m in mailbox.messages.values() if named and m.internet_message_id in named}
    for name in named:
        if name in known:
            return reply_conversation_index(known[name].conversation_index, mailbox.clock.now())
    return b""


def message_class(mail: Mail) -> str:
    """Return the MAPI class that Exchange gives to a mail."""
    if mail.content_type == "multipart/report":
        return {"delivery-status": "REPORT.IPM.Note.NDR", "disposition-notification": "REPORT.IPM.Note.IPNRN"}.get(
            mail.report_type.lower(), "IPM.Note"
        )
    if mail.content_type in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return "IPM.Note.SMIME"
    if mail.content_type == "multipart/signed":
        return "IPM.Note.SMIME.MultipartSigned"
    if mail.header("X-MS-Exchange-Generated-Message-Source").lower() == "mailbox rules agent":
        return "IPM.Note.Rules.OofTemplate.Microsoft"
    return "IPM.Note"


def _importance(mail: Mail) -> str:
    said = mail.header("Importance").lower()
    return said if said in ("low", "high") else "normal"
