"""Answering and sending: createReply, createReplyAll, createForward, reply, replyAll, forward, send, sendMail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from followupd.sandbox import delivery, drafting, errors
from followupd.sandbox.bodies import html_of, inside, quoted
from followupd.sandbox.compose import compose
from followupd.sandbox.mail_routes import PLACES, created_answer, fields_of, found
from followupd.sandbox.message import Address, Body, Message
from followupd.sandbox.mime_out import topic
from followupd.sandbox.routing import Answer, Call, Table, accepted
from followupd.sandbox.zones import zone_of


def register(table: Table) -> None:
    """Add the routes of answering and sending."""
    for place in PLACES:
        for action in ("createReply", "createReplyAll", "createForward"):
            table.add("POST", f"{place}/{action}", create_answer, needs="mail")
        for action in ("reply", "replyAll", "forward"):
            table.add("POST", f"{place}/{action}", answer_at_once, needs="mail")
        table.add("POST", f"{place}/send", send_draft, needs="mail")
    table.add("POST", "/users/{user}/sendMail", send_mail, needs="mail")


def create_answer(call: Call) -> Answer:
    """Make the draft of a reply or forward: 201."""
    return created_answer(call, _draft(call))


def answer_at_once(call: Call) -> Answer:
    """Make a reply or forward and send it: 202."""
    draft = _draft(call)
    delivery.check_recipients(draft)
    return _sent(call, draft, save=True)


def send_draft(call: Call) -> Answer:
    """Send a draft: 202; 404 when it was sent already."""
    message = found(call)
    if message.folder_id == call.mailbox.known("outbox").id:
        raise errors.item_not_found()
    if not message.draft:
        # Both calls were in flight at once: whether that makes two mails is not documented.
        if call.world.doubts.concurrent_send_duplicates and call.begun < message.touched_steady:
            return _sent(call, replace(message, immutable_id=call.world.ids.immutable()), save=False)
        raise errors.item_not_found()
    return _sent(call, message, save=True)


def send_mail(call: Call) -> Answer:
    """Send at once, from JSON or from MIME in base64: 202."""
    save = True
    if call.headers.get("content-type", "").lower().startswith("text/plain"):
        fields = drafting.fields_of_mime(drafting.read_mime(call))
    else:
        body = _parameters(call, {"message", "savetosentitems"})
        if "message" not in body:
            raise errors.unreadable_body("The parameter 'Message' is missing.", blame="no message")
        fields = drafting.read_message(call, body["message"])
        save = str(body.get("savetosentitems", True)).lower() != "false"
    message = compose(call.mailbox, call.mailbox.known("sentitems"))
    drafting.apply(call.mailbox, message, fields)
    return _sent(call, message, save=save)


def _sent(call: Call, message: Message, *, save: bool) -> Answer:
    author = message.author
    if author and author.address and call.world.at(author.address) is not call.owner:
        raise errors.Refusal(
            403,
            "ErrorSendAsDenied",
            "The user account which was used to submit this request does not have the right to send mail on behalf "
            "of the specified sending account., Cannot submit message.",
            blame="send as",
        )
    delivery.check_recipients(message)
    if "stuck_draft" in call.tricks:
        return accepted()
    if "bounce" in call.tricks:
        delivery.send(call.world, call.owner, message, save_copy=save, deliver=False)
        for address in delivery.recipients_of(message):
            delivery.bounce(call.world, call.owner, message, address)
        return accepted()
    if "outbox" in call.tricks:
        _wait_in_outbox(call, message, save=save)
        return accepted()
    copies = 2 if "double_delivery" in call.tricks else 1
    deliver = "lost_mail" not in call.tricks
    delivery.send(call.world, call.owner, message, save_copy=save, deliver=deliver, copies=copies)
    return accepted()


def _wait_in_outbox(call: Call, message: Message, *, save: bool) -> None:
    """Put a mail into Outbox, from where it goes later; until then it is neither in Drafts nor in Sent Items."""
    outbox = call.mailbox.known("outbox")
    if message.immutable_id in call.mailbox.messages:
        call.mailbox.move(message, outbox)
    else:
        message.folder_id = outbox.id
        call.mailbox.add(message)

    def go() -> None:
        if message.folder_id == outbox.id:
            delivery.send(call.world, call.owner, message, save_copy=save)

    call.world.later(call.tricks["outbox"].seconds, go)


def _draft(call: Call) -> Message:
    """Return the draft of an answer, in Drafts."""
    original = found(call)
    action = call.route.rpartition("/")[2].lower().removeprefix("create")
    fields: dict[str, Any]
    if call.headers.get("content-type", "").lower().startswith("text/plain"):
        # What the MIME does not say is as in any reply: without a To header it goes to whom the original came from.
        fields, comment, is_html = {name: value for name, value in fields_of(call).items() if value}, None, False
    else:
        fields, comment, is_html = _what_is_said(call)
    draft = compose(
        call.mailbox,
        call.mailbox.known("drafts"),
        parent_index=original.conversation_index,
        conversation_id=original.conversation_id,
        draft=True,
        read=True,
        author=call.owner.as_address(),
        sender=call.owner.as_address(),
        subject=f"{'FW' if action == 'forward' else 'RE'}: {topic(original.subject)}",
        in_reply_to=original.internet_message_id,
        references=[*original.references, original.internet_message_id],
        to=[] if action == "forward" else _answered(original, call.owner.address),
    )
    if action == "replyall":
        own = {call.owner.address.lower()} | {a.address.lower() for a in draft.to}
        draft.to += [a for a in original.to if a.address.lower() not in own]
        draft.cc = [a for a in original.cc if a.address.lower() not in own]
    if action == "forward":
        draft.attachments = list(original.attachments)
    if comment is not None:
        zone = zone_of(call.prefer.time_zone or "UTC") or zone_of("UTC")
        assert zone is not None
        draft.body = quoted(original, comment, zone=zone, comment_is_html=is_html)
    drafting.apply(call.mailbox, draft, fields)
    call.mailbox.add(draft)
    return draft


def _what_is_said(call: Call) -> tuple[dict[str, Any], str, bool]:
    """Return the fields of the `message` parameter, what is written above the quote, and whether that is HTML."""
    body = _parameters(call, {"message", "comment", "torecipients"})
    message = body.get("message")
    said = isinstance(message, dict) and message.get("body") is not None
    if body.get("comment") and said:
        raise errors.bad_request(
            "Either the comment parameter or the body property of the message parameter may be given, not both.",
            code="ErrorInvalidRequest",
            blame="comment and body",
        )
    fields = drafting.read_message(call, message) if message is not None else {}
    if body.get("torecipients") is not None:
        fields["to"] = drafting.read_addresses(body["torecipients"], "ToRecipients")
    written = fields.pop("body", None)
    if written is not None:
        return fields, inside(Body("html", html_of(written))), True
    return fields, str(body.get("comment") or ""), False


def _answered(original: Message, own: str) -> list[Address]:
    """Return whom a reply goes to: Reply-To, else the author; of one's own mail those it went to."""
    if original.author and original.author.address.lower() == own.lower():
        return list(original.to)
    return list(original.reply_to) or ([original.author] if original.author else [])


def _parameters(call: Call, known: set[str]) -> dict[str, Any]:
    """Return the parameters of an action, names in lower case, as they are in any letter case."""
    body = {name.lower(): value for name, value in call.json().items()}
    for name in body:
        if name not in known:
            raise errors.unreadable_body(
                f"The parameter '{name}' in the request payload is not a valid parameter for the operation.",
                blame="unknown field",
            )
    return body
