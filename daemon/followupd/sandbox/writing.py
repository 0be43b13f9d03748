"""A person writes in Outlook: a new mail, a reply or a forward, with the quote that Outlook makes."""

from __future__ import annotations

import html
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.bodies import as_stored, quoted
from followupd.sandbox.compose import compose
from followupd.sandbox.delivery import Delivered, send
from followupd.sandbox.message import Address, Body, Message
from followupd.sandbox.mime_out import topic
from followupd.sandbox.schemas import WriteBody
from followupd.sandbox.world import Person, World
from followupd.sandbox.zones import zone_of


def write(world: World, person: Person, what: WriteBody) -> list[Delivered]:
    """Write and send; return the copies that arrived. Refusal 404 when the answered mail is not in the mailbox."""
    mailbox = world.mailbox(person)
    own = what.html if what.html is not None else html.escape(what.text, quote=False).replace("\n", "<br>\n")
    fields: dict[str, Any] = {
        "subject": what.subject or "",
        "to": _named(world, what.to),
        "cc": _named(world, what.cc),
        "bcc": _named(world, what.bcc),
        "body": as_stored(Body("html", f'<div dir="ltr">{own}</div>')),
        "author": person.as_address(),
    }
    if what.sender:
        fields["sender"] = _named(world, [what.sender])[0]
    if what.reply_to:
        original = _original(world, person, what.reply_to)
        zone = zone_of(person.zone) or zone_of("UTC")
        assert zone is not None
        answered = [] if what.forward else list(original.reply_to) or ([original.author] if original.author else [])
        if what.all:
            taken = {person.address.lower()} | {a.address.lower() for a in answered}
            answered += [a for a in original.to if a.address.lower() not in taken]
            fields["cc"] += [a for a in original.cc if a.address.lower() not in taken]
        fields |= {
            "subject": what.subject or f"{'FW' if what.forward else 'RE'}: {topic(original.subject)}",
            "to": answered + fields["to"],
            "body": quoted(original, own, zone=zone, comment_is_html=True),
            "in_reply_to": original.internet_message_id,
            "references": [*original.references, original.internet_message_id],
            "parent_index": original.conversation_index,
            "conversation_id": original.conversation_id,
            "attachments": list(original.attachments) if what.forward else [],
        }
    message = compose(mailbox, mailbox.known("sentitems"), **fields)
    return send(world, person, message)


def _original(world: World, person: Person, name: str) -> Message:
    for message in world.mailbox(person).messages.values():
        if name in (message.internet_message_id, message.id, message.immutable_id) and not message.draft:
            return message
    raise errors.item_not_found()


def _named(world: World, addresses: list[str]) -> list[Address]:
    found = []
    for address in addresses:
        person = world.at(address)
        found.append(person.as_address() if person else Address(address))
    return found
