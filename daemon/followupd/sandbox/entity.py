"""Messages, folders, attachments and people as Graph's JSON. Costly values are functions: called when needed."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from followupd.sandbox import bodies
from followupd.sandbox.clock import seconds
from followupd.sandbox.mailbox import Folder, Mailbox
from followupd.sandbox.message import Address, Attachment, Body, Message
from followupd.sandbox.mime_out import as_mime
from followupd.sandbox.routing import Call
from followupd.sandbox.world import Person
from followupd.sandbox.zones import in_zone

Entity = dict[str, Any]

_WEB_LINK = "https://outlook.office365.com/owa/?ItemID={}&exvsurl=1&viewmodel=ReadMessageItem"


def message_entity(call: Call, message: Message, *, always_typed: bool = False) -> Entity:
    """Return every property of a message; `always_typed` gives `@odata.type` to plain messages too, as deltas do."""
    prefer = call.prefer

    def shown(addresses: Iterable[Address]) -> list[Entity]:
        return [address_entity(call, address) for address in addresses]

    def body(value: Body) -> Entity:
        shown = bodies.in_type(value, prefer.body_type)
        return {"contentType": shown.type, "content": shown.content}

    entity: Entity = {"@odata.type": f"#microsoft.graph.{message.kind}"} if message.meeting or always_typed else {}
    entity |= {
        "@odata.etag": message.etag,
        "id": shown_id(call, message),
        "createdDateTime": lambda: seconds(message.created),
        "lastModifiedDateTime": lambda: seconds(message.modified),
        "changeKey": message.change_key,
        "categories": lambda: list(message.categories),
        "receivedDateTime": lambda: seconds(message.received),
        "sentDateTime": lambda: seconds(message.sent),
        "hasAttachments": any(not a.inline for a in message.attachments),
        "internetMessageId": message.internet_message_id,
        "subject": message.subject,
        "bodyPreview": lambda: bodies.preview(message.body),
        "importance": message.importance,
        "parentFolderId": message.folder_id,
        "conversationId": message.conversation_id,
        "conversationIndex": lambda: base64.b64encode(message.conversation_index).decode(),
        "isDeliveryReceiptRequested": message.delivery_receipt,
        "isReadReceiptRequested": message.read_receipt,
        "isRead": message.read,
        "isDraft": message.draft,
        "webLink": lambda: _WEB_LINK.format(quote(message.id, safe="")),
        "inferenceClassification": message.inference,
        "body": lambda: body(message.body),
        "uniqueBody": lambda: body(bodies.unique(message.body)),
        "sender": lambda: address_entity(call, message.sender) if message.sender else None,
        "from": lambda: address_entity(call, message.author) if message.author else None,
        "toRecipients": lambda: shown(message.to),
        "ccRecipients": lambda: shown(message.cc),
        "bccRecipients": lambda: shown(message.bcc),
        "replyTo": lambda: shown(message.reply_to),
        "flag": lambda: dict(message.flag),
        "attachments": lambda: [attachment_entity(call, a) for a in message.attachments],
        "singleValueExtendedProperties": lambda: extended(message),
        "multiValueExtendedProperties": [],
        "extensions": [],
    }
    if message.delivered:
        entity["internetMessageHeaders"] = lambda: [{"name": n, "value": v} for n, v in message.headers]
    if message.meeting:
        entity |= in_zone(message.meeting.properties, prefer.time_zone or "UTC")
        entity["event"] = lambda: _event_of(call, message)
    return entity


def address_entity(call: Call, address: Address) -> Entity:
    """Return a recipient; the name of somebody of the tenant is filled in when it was not said."""
    person = None if address.name else call.world.at(address.address)
    return (person.as_address() if person and person.internal else address).as_json()


def shown_id(call: Call, message: Message) -> str:
    """Return the kind of id that the call's `Prefer: IdType` asks for."""
    return message.immutable_id if call.prefer.immutable_ids else message.id


def extended(message: Message) -> list[dict[str, str]]:
    """Return the extended properties: those that were set, and those of MAPI that every item has."""
    tagged = {
        "String 0x1a": _class_of(message),
        "String 0x1035": message.internet_message_id,
        "String 0x1039": " ".join(message.references),
        "String 0x1042": message.in_reply_to,
    }
    set_already = {name.lower() for name in message.extended}
    own = {name: value for name, value in tagged.items() if value and name.lower() not in set_already}
    return [{"id": name, "value": value} for name, value in (message.extended | own).items()]


_MEETING_CLASSES = {
    "meetingRequest": "IPM.Schedule.Meeting.Request",
    "meetingCancelled": "IPM.Schedule.Meeting.Canceled",
    "meetingAccepted": "IPM.Schedule.Meeting.Resp.Pos",
    "meetingTenativelyAccepted": "IPM.Schedule.Meeting.Resp.Tent",
    "meetingDeclined": "IPM.Schedule.Meeting.Resp.Neg",
}


def _class_of(message: Message) -> str:
    kind = str(message.meeting.properties.get("meetingMessageType", "")) if message.meeting else ""
    return _MEETING_CLASSES.get(kind, message.message_class)


def _event_of(call: Call, message: Message) -> Entity | None:
    calendar = call.world.calendar
    if calendar is None:
        return None
    prefer = call.prefer
    return calendar.event_for_message(
        call.owner,
        message,
        immutable_ids=prefer.immutable_ids,
        zone=prefer.time_zone or "UTC",
        body_type=prefer.body_type,
    )


def folder_entity(mailbox: Mailbox, folder: Folder) -> Entity:
    """Return a folder."""
    items = list(mailbox.within(folder))
    children = [f for f in mailbox.folders.values() if f.parent_id == folder.id and not f.hidden]
    return {
        "id": folder.id,
        "displayName": folder.name,
        "parentFolderId": folder.parent_id,
        "childFolderCount": len(children),
        "unreadItemCount": sum(not m.read for m in items),
        "totalItemCount": len(items),
        "isHidden": folder.hidden,
        "childFolders": lambda: [without_functions(folder_entity(mailbox, child)) for child in children],
    }


def without_functions(entity: Entity) -> Entity:
    """Return an entity without what is a function: what comes only when asked for."""
    return {name: value for name, value in entity.items() if not callable(value)}


def attachment_entity(call: Call, attachment: Attachment, *, with_item: bool = False) -> Entity:
    """Return an attachment; an attached mail gets its `item` only when that is expanded."""
    entity: Entity = {
        "@odata.type": "#microsoft.graph.itemAttachment" if attachment.item else "#microsoft.graph.fileAttachment",
        "@odata.mediaContentType": attachment.content_type,
        "id": attachment.id,
        "lastModifiedDateTime": seconds(attachment.modified),
        "name": attachment.name,
        "contentType": None if attachment.item else attachment.content_type,
        "size": len(attachment.content),
        "isInline": attachment.inline,
    }
    if attachment.item is None:
        entity |= {
            "contentId": attachment.content_id,
            "contentLocation": None,
            "contentBytes": base64.b64encode(attachment.content).decode(),
        }
    elif with_item:
        entity["item"] = _item_entity(call, attachment.item)
    return entity


def _item_entity(call: Call, item: Message) -> Entity:
    """Return an attached mail as an entity of its own: no folder, and its attachments within it."""
    entity = message_entity(call, item, always_typed=True)
    unwanted = ("@odata.etag", "uniqueBody", "parentFolderId", "changeKey", "singleValueExtendedProperties",
                "multiValueExtendedProperties", "extensions", "event", "flag")  # fmt: skip
    for name in unwanted:
        entity.pop(name, None)
    entity["id"] = ""
    entity["attachments"] = [attachment_entity(call, a, with_item=True) for a in item.attachments]
    return {name: value() if callable(value) else value for name, value in entity.items()}


def attachment_bytes(attachment: Attachment) -> bytes:
    """Return what `$value` of an attachment gives: the file, or the attached mail as MIME."""
    return as_mime(attachment.item) if attachment.item is not None else attachment.content


def user_entity(person: Person) -> Entity:
    """Return a person."""
    given, _, family = person.name.partition(" ")
    return {
        "id": person.id,
        "businessPhones": [],
        "displayName": person.name,
        "givenName": given or None,
        "jobTitle": person.title,
        "mail": person.address,
        "mobilePhone": None,
        "officeLocation": None,
        "preferredLanguage": person.language,
        "surname": family or None,
        "userPrincipalName": person.address,
        "accountEnabled": True,
        "department": None,
        "mailNickname": person.address.partition("@")[0],
        "proxyAddresses": [f"SMTP:{person.address}", *(f"smtp:{alias}" for alias in person.aliases)],
        "userType": "Member",
        "otherMails": [],
        "mailboxSettings": {"timeZone": person.zone, "language": {"locale": person.language, "displayName": None}},
    }
