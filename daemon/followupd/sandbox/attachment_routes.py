"""Attachments of messages: list, get, `$value`, add, delete; an attached mail's item when expanded."""

from __future__ import annotations

from dataclasses import replace

from followupd.sandbox import drafting, errors, query
from followupd.sandbox.entities import ATTACHMENT
from followupd.sandbox.entity import attachment_bytes, attachment_entity, without_functions
from followupd.sandbox.mail_routes import PLACES, context, found
from followupd.sandbox.message import Attachment
from followupd.sandbox.received import attachment as attachment_of
from followupd.sandbox.routing import Answer, Call, Table, created, no_content, ok

#: The only expansion: the attached mail.
_ITEM = "microsoft.graph.itemattachment/item"


def register(table: Table) -> None:
    """Add the routes of attachments."""
    for place in PLACES:
        table.add(
            "GET", f"{place}/attachments", list_all, needs="mail", options=("$select", "$expand", "$filter", "$top")
        )
        table.add("POST", f"{place}/attachments", add, needs="mail")
        table.add("GET", f"{place}/attachments/{{attachment}}", get, needs="mail", options=("$select", "$expand"))
        table.add("DELETE", f"{place}/attachments/{{attachment}}", remove, needs="mail")
        table.add("GET", f"{place}/attachments/{{attachment}}/$value", value, needs="mail")


def list_all(call: Call) -> Answer:
    """List the attachments of a message."""
    message, options = found(call), query.read(_without_expand(call), ATTACHMENT)
    items = [attachment_entity(call, a, with_item=_expands(call)) for a in message.attachments]
    return ok(query.page(call, options, items, default=1000, context=f"{context(call)}('{message.id}')/attachments"))


def get(call: Call) -> Answer:
    """Give one attachment; `$expand=microsoft.graph.itemattachment/item` gives the attached mail with it."""
    options = query.read(_without_expand(call), ATTACHMENT)
    entity = attachment_entity(call, _attachment(call), with_item=_expands(call))
    return ok({"@odata.context": f"{context(call)}/attachments/$entity"} | options.shape(entity))


def value(call: Call) -> Answer:
    """Give the bytes of a file, or the MIME of an attached mail."""
    attachment = _attachment(call)
    kind = "text/plain" if attachment.item else attachment.content_type
    return Answer(status=200, raw=attachment_bytes(attachment), content_type=kind)


def add(call: Call) -> Answer:
    """Add a file to a draft."""
    message = found(call)
    added = attachment_of(call.mailbox, drafting.read_attachment(call.json()))
    message.attachments = [*message.attachments, added]
    call.mailbox.touch(message)
    location = f"{call.root}/users/{call.owner.id}/messages/{message.id}/attachments/{added.id}"
    return created(without_functions(attachment_entity(call, added)), location=location)


def remove(call: Call) -> Answer:
    """Take an attachment away."""
    message, gone = found(call), _attachment(call)
    message.attachments = [a for a in message.attachments if a is not gone]
    call.mailbox.touch(message)
    return no_content()


def _attachment(call: Call) -> Attachment:
    for attachment in found(call).attachments:
        if attachment.id == call.params["attachment"]:
            return attachment
    raise errors.item_not_found()


def _expands(call: Call) -> bool:
    wanted = call.option("$expand")
    if wanted is not None and wanted.strip().lower() not in (_ITEM, "item"):
        raise errors.bad_option(f"Cannot expand '{wanted}' on type 'microsoft.graph.attachment'.")
    return wanted is not None


def _without_expand(call: Call) -> Call:
    return replace(call, query=tuple(pair for pair in call.query if pair[0] != "$expand"))
