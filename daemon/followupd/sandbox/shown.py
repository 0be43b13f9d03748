"""The whole world as JSON, for GET /_sandbox/world."""

from __future__ import annotations

from collections.abc import Sequence

from followupd.sandbox import bodies
from followupd.sandbox.clock import seconds
from followupd.sandbox.control_answers import ShownMessage, ShownPerson, WorldAnswer
from followupd.sandbox.mailbox import Mailbox
from followupd.sandbox.message import Address, Message
from followupd.sandbox.schemas import RightsOf
from followupd.sandbox.world import Person, World


def shown_world(world: World) -> WorldAnswer:
    """Return everybody, every message and every event."""
    return WorldAnswer(
        now=world.clock.now().isoformat(),
        tenant=world.tenant_id,
        people=[_person(world, person) for person in world.people.values()],
        messages=[
            shown_message(world.mailbox(person), person, message)
            for person in world.people.values()
            for message in world.mailbox(person).messages.values()
        ],
    )


def _person(world: World, person: Person) -> ShownPerson:
    return ShownPerson(
        id=person.id,
        address=person.address,
        name=person.name,
        manager=person.manager,
        internal=person.internal,
        zone=person.zone,
        rights=RightsOf(
            mail=person.rights.mail,
            calendar=person.rights.calendar,
            settings=person.rights.settings,
            shared_with=list(person.rights.shared_with),
        ),
        mailbox=person.mailbox_enabled,
        events=world.calendar.as_json(person) if world.calendar else [],
    )


def shown_message(mailbox: Mailbox, person: Person, message: Message) -> ShownMessage:
    """Return one message of a person's mailbox."""
    folder = mailbox.folders[message.folder_id]
    return ShownMessage(
        mailbox=person.address,
        folder=folder.well_known or folder.name,
        id=message.id,
        immutable_id=message.immutable_id,
        kind=message.kind,
        internet_message_id=message.internet_message_id,
        conversation_id=message.conversation_id,
        in_reply_to=message.in_reply_to,
        references=list(message.references),
        subject=message.subject,
        author=message.author.address if message.author else None,
        sender=message.sender.address if message.sender else None,
        to=_plain(message.to),
        cc=_plain(message.cc),
        bcc=_plain(message.bcc),
        reply_to=_plain(message.reply_to),
        envelope=list(message.envelope),
        draft=message.draft,
        read=message.read,
        delivered=message.delivered,
        received=seconds(message.received),
        sent=seconds(message.sent),
        headers=list(message.headers),
        body_type=message.body.type,
        body=message.body.content,
        text=bodies.text_of(message.body),
        unique_text=bodies.text_of(bodies.unique(message.body)),
        attachments=[attachment.name for attachment in message.attachments],
        extended=dict(message.extended),
        meeting=dict(message.meeting.properties) if message.meeting else None,
    )


def _plain(addresses: Sequence[Address]) -> list[str]:
    return [address.address for address in addresses]
