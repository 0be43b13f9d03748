"""The JSON of a message, read and checked: what POST, PATCH, createReply and sendMail may say.

The real service takes enum values in any letter case, booleans and numbers as strings, and property names only as
they are spelled; an unknown property is refused with 400 RequestBodyRead. Read-only properties are passed over, and
the judge is told.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.bodies import as_stored
from followupd.sandbox.entities import MESSAGE
from followupd.sandbox.mailbox import Mailbox
from followupd.sandbox.message import Address, Body, Message
from followupd.sandbox.mime_in import Part, take_apart
from followupd.sandbox.received import attachment
from followupd.sandbox.routing import Call

#: The most headers of one's own that a message may have.
MOST_HEADERS = 5

_EXTENDED = re.compile(
    r"^(?:String|Integer|Boolean|SystemTime|Binary|Double|Float|Long|Short|Currency|ApplicationTime|CLSID)"
    r"(?:Array)?\s+(?:\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}\s+(?:Name\s+\S.*|Id\s+0x[0-9a-f]{1,8})"
    r"|0x[0-9a-f]{1,8})$",
    re.IGNORECASE,
)
_READ_ONLY = frozenset(
    {"id", "changeKey", "createdDateTime", "lastModifiedDateTime", "bodyPreview", "conversationId",
     "conversationIndex", "hasAttachments", "isDraft", "parentFolderId", "receivedDateTime", "sentDateTime",
     "uniqueBody", "webLink", "extensions", "multiValueExtendedProperties"}
)  # fmt: skip
#: What may be changed only while it is a draft.
_DRAFT_ONLY = frozenset(
    {"subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "from", "sender",
     "internetMessageId"}
)  # fmt: skip


def read_message(call: Call, value: object, *, changing: Message | None = None) -> dict[str, Any]:
    """Return the fields of Message that this JSON sets; `changing` is the message that a PATCH is for.

    Attachments come as `attachments`: a list of `Part`. Refusals are those of the real service.
    """
    if not isinstance(value, dict):
        raise errors.unreadable_body("Cannot read the value of type 'microsoft.graph.message': an object was expected.")
    fields: dict[str, Any] = {}
    for name, content in value.items():
        if "@odata." in name:
            continue
        if name not in MESSAGE.properties | MESSAGE.navigation:
            raise errors.unknown_property(name, MESSAGE.name)
        if name in _READ_ONLY:
            call.blame("read-only field", name)
        elif changing is not None and not changing.draft and name in _DRAFT_ONLY:
            raise errors.bad_request(
                f"Property '{name}' can be set only while the message is a draft.",
                code="ErrorInvalidPropertySet",
                blame="not a draft",
            )
        elif changing is not None and name in ("internetMessageHeaders", "attachments"):
            call.blame("cannot be patched", name)
        else:
            fields |= _READERS[name](content)
    return fields


def read_addresses(value: object, name: str) -> list[Address]:
    """Return a list of recipients."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise errors.unreadable_body(f"The property '{name}' expects a collection.")
    return [_address(item) for item in value]


def read_headers(value: object) -> list[tuple[str, str]]:
    """Return internetMessageHeaders: 1 to 5, each name beginning with x-."""
    if not isinstance(value, list) or not value:
        raise errors.bad_request(
            "The collection of internet message headers must not be empty.",
            code="InvalidInternetMessageHeaderCollection",
            blame="bad header",
        )
    if len(value) > MOST_HEADERS:
        raise errors.bad_request(
            f"Maximum number of headers in one message should be less than or equal to {MOST_HEADERS}.",
            code="InvalidInternetMessageHeaderCollection",
            blame="bad header",
        )
    pairs = []
    for item in value:
        _only(item, {"name", "value"}, "microsoft.graph.internetMessageHeader")
        name, content = str(item.get("name") or ""), str(item.get("value") or "")
        if not name.lower().startswith("x-"):
            raise errors.bad_request(
                f"The internet message header name '{name}' should start with 'x-' or 'X-'.",
                code="InvalidInternetMessageHeader",
                blame="bad header",
            )
        pairs.append((name, re.sub(r"[\r\n]+", " ", content)))
    return pairs


def read_extended(value: object) -> dict[str, str]:
    """Return single-value extended properties by id; a malformed id is refused."""
    if not isinstance(value, list):
        raise errors.unreadable_body("The property 'singleValueExtendedProperties' expects a collection.")
    found = {}
    for item in value:
        _only(item, {"id", "value"}, "microsoft.graph.singleValueLegacyExtendedProperty")
        name = str(item.get("id") or "")
        if not _EXTENDED.match(name):
            raise errors.bad_request(
                f"Extended property '{name}' is not well formed.", code="ErrorInvalidProperty", blame="bad property id"
            )
        found[name] = str(item.get("value") if item.get("value") is not None else "")
    return found


def read_mime(call: Call) -> bytes:
    """Return the mail of a request whose body is MIME in base64 (`Content-Type: text/plain`)."""
    try:
        return base64.b64decode(b"".join(call.body.split()), validate=True)
    except binascii.Error as error:
        raise errors.bad_request(
            "Invalid base64 string for MIME content.", code="ErrorMimeContentInvalidBase64String", blame="bad MIME"
        ) from error


def fields_of_mime(raw: bytes) -> dict[str, Any]:
    """Return the fields of Message that a draft in MIME sets; `Auto-Submitted` is stripped, as Exchange does."""
    mail = take_apart(raw)
    fields: dict[str, Any] = {
        "subject": mail.subject,
        "body": as_stored(mail.body),
        "to": mail.to,
        "cc": mail.cc,
        "bcc": mail.bcc,
        "reply_to": mail.reply_to,
        "author": mail.author,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "headers": [(name, value) for name, value in mail.headers if name.lower().startswith("x-")],
        "attachments": mail.parts,
    }
    if mail.message_id:
        fields["internet_message_id"] = mail.message_id
    return fields


def apply(mailbox: Mailbox, message: Message, fields: Mapping[str, Any]) -> None:
    """Put read fields into a message. Extended properties are merged; attachments are added."""
    for name, value in fields.items():
        if name == "extended":
            message.extended |= value
        elif name == "attachments":
            message.attachments += [attachment(mailbox, part) for part in value]
        else:
            setattr(message, name, value)
    for name, value in message.extended.items():
        if name.lower() == "string 0x1042":  # PidTagInReplyToId
            message.in_reply_to = value
        elif name.lower() == "string 0x1039":  # PidTagInternetReferences
            message.references = value.split()


def read_attachment(value: object) -> Part:
    """Return the attachment that POST …/attachments or a message's `attachments` describe."""
    if not isinstance(value, dict):
        raise errors.unreadable_body("An attachment must be an object.")
    kind = str(value.get("@odata.type", "")).lower().removeprefix("#")
    known = {"name", "contentType", "isInline", "contentId", "contentBytes", "contentLocation", "size", "id", "item"}
    _only(value, known, "microsoft.graph.attachment")
    if kind not in ("microsoft.graph.fileattachment", ""):
        raise errors.not_implemented(f"an attachment of type {kind}")
    try:
        content = base64.b64decode(str(value.get("contentBytes") or ""), validate=False)
    except binascii.Error as error:
        raise errors.unreadable_body("Cannot convert the value of 'contentBytes' to 'Edm.Binary'.") from error
    name = str(value.get("name") or "")
    if not name:
        raise errors.bad_request("Required property 'name' is missing.", code="ErrorInvalidRequest", blame="no name")
    return Part(
        name=name,
        content_type=str(value.get("contentType") or "application/octet-stream"),
        content=content,
        inline=_boolean(value.get("isInline", False), "isInline"),
        content_id=value.get("contentId"),
    )


def _address(item: object) -> Address:
    _only(item, {"emailAddress"}, "microsoft.graph.recipient")
    assert isinstance(item, dict)
    inner = item.get("emailAddress") or {}
    _only(inner, {"name", "address"}, "microsoft.graph.emailAddress")
    return Address(str(inner.get("address") or "").strip(), str(inner.get("name") or ""))


def _only(value: object, known: set[str], kind: str) -> None:
    if not isinstance(value, dict):
        raise errors.unreadable_body(f"Cannot read the value of type '{kind}': an object was expected.")
    for name in value:
        if "@odata." not in name and name not in known:
            raise errors.unknown_property(name, kind)


def _boolean(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise errors.unreadable_body(f"Cannot convert the value of '{name}' to 'Edm.Boolean'.")


def _body(value: object) -> Body:
    if value is None:
        return Body()
    _only(value, {"content", "contentType"}, "microsoft.graph.itemBody")
    assert isinstance(value, dict)
    kind = str(value.get("contentType") or "text").lower()
    if kind not in ("html", "text"):
        raise errors.unreadable_body(f"Requested value '{value['contentType']}' was not found.", blame="bad enum value")
    return as_stored(Body("html" if kind == "html" else "text", str(value.get("content") or "")))


def _enum(name: str, field: str, allowed: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    def read(value: object) -> dict[str, Any]:
        found = next((known for known in allowed if known.lower() == str(value).lower()), None)
        if found is None:
            raise errors.unreadable_body(f"Requested value '{value}' was not found.", blame="bad enum value")
        return {field: found}

    return read


def _flag(value: object) -> dict[str, Any]:
    known = {"flagStatus", "startDateTime", "dueDateTime", "completedDateTime"}
    _only(value, known, "microsoft.graph.followupFlag")
    assert isinstance(value, dict)
    status = _enum("flagStatus", "flagStatus", ("notFlagged", "complete", "flagged"))(
        value.get("flagStatus", "notFlagged")
    )
    return {"flag": value | status}


def _categories(value: object) -> dict[str, Any]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise errors.unreadable_body("The property 'categories' expects a collection of strings.")
    return {"categories": list(value)}


_READERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "subject": lambda v: {"subject": re.sub(r"[\r\n]+", " ", str(v or ""))},
    "body": lambda v: {"body": _body(v)},
    "toRecipients": lambda v: {"to": read_addresses(v, "toRecipients")},
    "ccRecipients": lambda v: {"cc": read_addresses(v, "ccRecipients")},
    "bccRecipients": lambda v: {"bcc": read_addresses(v, "bccRecipients")},
    "replyTo": lambda v: {"reply_to": read_addresses(v, "replyTo")},
    "from": lambda v: {"author": _address(v)} if v else {},
    "sender": lambda v: {"sender": _address(v)} if v else {},
    "internetMessageId": lambda v: {"internet_message_id": str(v)},
    "internetMessageHeaders": lambda v: {"headers": read_headers(v)},
    "importance": _enum("importance", "importance", ("low", "normal", "high")),
    "inferenceClassification": _enum("inferenceClassification", "inference", ("focused", "other")),
    "isRead": lambda v: {"read": _boolean(v, "isRead")},
    "isDeliveryReceiptRequested": lambda v: {
        "delivery_receipt": None if v is None else _boolean(v, "isDeliveryReceiptRequested")
    },
    "isReadReceiptRequested": lambda v: {"read_receipt": _boolean(v, "isReadReceiptRequested")},
    "categories": _categories,
    "flag": _flag,
    "attachments": lambda v: {"attachments": [read_attachment(item) for item in v or []]},
    "singleValueExtendedProperties": lambda v: {"extended": read_extended(v)},
}
