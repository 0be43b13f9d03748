"""What Exchange writes by itself: non-delivery reports and automatic replies."""

from __future__ import annotations

import html

from followupd.sandbox.bodies import as_stored
from followupd.sandbox.compose import compose
from followupd.sandbox.message import Address, Body, Message
from followupd.sandbox.mime_out import spelled, thread_headers
from followupd.sandbox.transport import trace
from followupd.sandbox.world import Person, World

_POSTMASTER = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e"
#: Values of X-Auto-Response-Suppress that forbid an automatic reply.
_SUPPRESS = ("all", "oof", "autoreply")


def bounce_of(world: World, sender: Person, message: Message, address: str) -> Message:
    """Return the non-delivery report that a sender gets for an address that nobody has."""
    mailbox = world.mailbox(sender)
    author = Address(f"{_POSTMASTER}@{world.domain}", "Microsoft Outlook")
    text = (
        f"<p><b>Your message to {html.escape(address)} couldn't be delivered.</b></p>"
        f"<p>{html.escape(address.partition('@')[0])} wasn't found at {html.escape(address.partition('@')[2])}.</p>"
        f"<p>Original Message Subject: {html.escape(message.subject)}<br>Remote Server returned '550 5.1.10 "
        "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'</p>"
    )
    report = compose(
        mailbox,
        mailbox.known("inbox"),
        parent_index=message.conversation_index,
        subject=f"Undeliverable: {message.subject}",
        body=as_stored(Body("html", text)),
        author=author,
        sender=author,
        to=[sender.as_address()],
        in_reply_to=message.internet_message_id,
        references=[*message.references, message.internet_message_id],
        message_class="REPORT.IPM.Note.NDR",
        envelope=[sender.address],
        delivered=True,
    )
    report.headers = [
        *trace("internal", sender=author.address, now=world.clock.now()),
        ("From", spelled([author])),
        ("To", spelled([sender.as_address()])),
        *thread_headers(report),
        ("Auto-Submitted", "auto-replied"),
        ("X-MS-Exchange-Message-Is-Ndr", ""),
        ("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "multipart/report; report-type=delivery-status"),
    ]
    return report


def auto_reply_for(world: World, person: Person, message: Message) -> Message | None:
    """Return the automatic reply to an arrived message, ready to be sent; None when there is none to send."""
    if person.auto_reply is None or message.author is None or message.meeting is not None:
        return None
    names = {name.lower(): value.lower() for name, value in message.headers}
    suppressed = any(word.strip() in _SUPPRESS for word in names.get("x-auto-response-suppress", "").split(","))
    robot = names.get("auto-submitted", "no") != "no" or message.message_class != "IPM.Note"
    writer = message.author.address.lower()
    if suppressed or robot or writer in person.auto_replied or writer == person.address.lower():
        return None
    person.auto_replied.add(writer)
    mailbox = world.mailbox(person)
    return compose(
        mailbox,
        mailbox.known("sentitems"),
        parent_index=message.conversation_index,
        subject=f"Automatic reply: {message.subject}",
        body=as_stored(Body("html", f"<div>{html.escape(person.auto_reply)}</div>")),
        to=[message.author],
        in_reply_to=message.internet_message_id,
        references=[*message.references, message.internet_message_id],
        headers=[
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "All"),
            ("X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"),
            ("X-MS-Exchange-Parent-Message-Id", message.internet_message_id),
        ],
        message_class="IPM.Note.Rules.OofTemplate.Microsoft",
    )
