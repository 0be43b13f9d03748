"""Messages: list, get, `$value`, create, patch, move, copy, delete."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from followupd.sandbox import drafting, errors, query
from followupd.sandbox.compose import compose
from followupd.sandbox.entities import MESSAGE
from followupd.sandbox.entity import Entity, message_entity, shown_id
from followupd.sandbox.ids import conversation_id
from followupd.sandbox.mailbox import Folder
from followupd.sandbox.message import Message
from followupd.sandbox.mime_out import as_mime, topic
from followupd.sandbox.routing import Answer, Call, Table, created, no_content, ok

LIST_OPTIONS = ("$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count", "$search")
ONE = ("$select", "$expand")
#: The two places where a message is found.
PLACES = (
    "/users/{user}/messages/{message}",
    "/users/{user}/mailFolders/{folder}/messages/{message}",
)


def register(table: Table) -> None:
    """Add the routes of messages."""
    for place in ("/users/{user}/messages", "/users/{user}/mailFolders/{folder}/messages"):
        table.add("GET", place, list_messages, needs="mail", options=LIST_OPTIONS)
        table.add("POST", place, create_message, needs="mail")
    for place in PLACES:
        table.add("GET", place, get_message, needs="mail", options=ONE)
        table.add("PATCH", place, patch_message, needs="mail", options=("$expand",))
        table.add("DELETE", place, delete_message, needs="mail")
        table.add("GET", f"{place}/$value", get_mime, needs="mail")
        table.add("POST", f"{place}/move", move_message, needs="mail")
        table.add("POST", f"{place}/copy", copy_message, needs="mail")
    table.add("GET", "/users/{user}/messages/delta", refuse_mailbox_delta, needs="mail", options=LIST_OPTIONS)


def found(call: Call) -> Message:
    """Return the message that the call's path names; 404 when it is not (in that folder)."""
    message = call.mailbox.message(call.params["message"])
    if "folder" in call.params and call.mailbox.folder(call.params["folder"]).id != message.folder_id:
        raise errors.item_not_found()
    return message


def list_messages(call: Call) -> Answer:
    """List the messages of the mailbox or of a folder, newest first.

    A `$filter` is a search: it does not see what was changed within the search lag."""
    options = query.read(call, MESSAGE)
    if call.option("$search") is not None:
        raise errors.not_implemented("$search on messages")
    folder = call.mailbox.folder(call.params["folder"]) if "folder" in call.params else None
    messages = list(call.mailbox.within(folder)) if folder else list(call.mailbox.messages.values())
    if call.option("$filter") is not None:
        messages = [m for m in messages if call.world.lag.search.past(call.world.clock, m.touched_steady, m.touched)]
    messages.sort(key=lambda m: m.received, reverse=True)
    entities = (message_entity(call, message) for message in messages)
    matching: Iterator[Entity] = (entity for entity in entities if options.matches(entity))
    if not options.orderby and not options.count:
        # One more than the page tells that there is a next one; a big mailbox is not read to its end for that.
        size = options.top if options.top is not None else call.prefer.page_size or 10
        matching = itertools.islice(matching, options.skip + size + 1)
    return ok(query.page(call, options, query.order(matching, options), context=context(call)))


def get_message(call: Call) -> Answer:
    """Give one message."""
    message = found(call)
    options = query.read(call, MESSAGE)
    selected = f"({','.join(sorted(options.select))})" if options.select else ""
    head = {"@odata.context": f"{context(call)}{selected}/$entity"}
    return ok(head | options.shape(message_entity(call, message)), etag=message.etag)


def get_mime(call: Call) -> Answer:
    """Give the MIME of a message."""
    return Answer(status=200, raw=as_mime(found(call)), content_type="text/plain")


def create_message(call: Call) -> Answer:
    """Create a draft from JSON or from MIME in base64; in Drafts, or in the folder of the path."""
    folder = call.mailbox.folder(call.params.get("folder", "drafts"))
    fields = fields_of(call)
    message = compose(call.mailbox, folder, draft=True, read=True, author=call.owner.as_address())
    message.sender = message.author
    return file_draft(call, message, fields)


def fields_of(call: Call) -> dict[str, Any]:
    """Return the fields that the body of a request sets on a new message."""
    if call.headers.get("content-type", "").lower().startswith("text/plain"):
        return drafting.fields_of_mime(drafting.read_mime(call))
    return drafting.read_message(call, call.json())


def file_draft(call: Call, message: Message, fields: dict[str, Any]) -> Answer:
    """Put the fields into a new draft, put it into its folder, answer 201."""
    drafting.apply(call.mailbox, message, fields)
    call.mailbox.add(message)
    return created_answer(call, message)


def created_answer(call: Call, message: Message) -> Answer:
    """Return 201 with a message as it was made; extended properties are never echoed."""
    entity = query.read(replace(call, query=()), MESSAGE).shape(message_entity(call, message))
    location = f"{call.root}/users/{call.owner.id}/messages/{shown_id(call, message)}"
    return created({"@odata.context": f"{context(call)}/$entity"} | entity, location=location, etag=message.etag)


def patch_message(call: Call) -> Answer:
    """Change a message; If-Match is heeded."""
    message = found(call)
    check_match(call, message.etag)
    before = topic(message.subject)
    fields = drafting.read_message(call, call.json(), changing=message)
    drafting.apply(call.mailbox, message, fields)
    if call.world.doubts.new_subject_new_conversation and message.draft and topic(message.subject) != before:
        message.conversation_id = conversation_id(call.owner.id, call.world.ids.fresh(16))
    call.mailbox.touch(message)
    options = query.read(call, MESSAGE)
    head = {"@odata.context": f"{context(call)}/$entity"}
    return ok(head | options.shape(message_entity(call, message)), etag=message.etag)


def delete_message(call: Call) -> Answer:
    """Delete: into Deleted Items, and from there for good."""
    message = found(call)
    check_match(call, message.etag)
    bin_ = call.mailbox.known("deleteditems")
    if message.folder_id == bin_.id:
        call.mailbox.delete(message)
    else:
        call.mailbox.move(message, bin_)
    return no_content()


def move_message(call: Call) -> Answer:
    """Move a message into another folder: 201 with its new ordinary id."""
    message, folder = found(call), _destination(call)
    call.mailbox.move(message, folder)
    return created_answer(call, message)


def copy_message(call: Call) -> Answer:
    """Copy a message into another folder."""
    message, folder = found(call), _destination(call)
    ids = call.world.ids
    copied = replace(
        message, immutable_id=ids.immutable(), id=ids.ordinary(), folder_id=folder.id, change_key=ids.change_key()
    )
    call.mailbox.add(copied)
    return created_answer(call, copied)


def refuse_mailbox_delta(call: Call) -> Answer:
    """There is no delta of a whole mailbox."""
    raise errors.bad_request("Change tracking is not supported against 'microsoft.graph.message'.", blame="not served")


def check_match(call: Call, etag: str) -> None:
    """Refuse with 412 when the call's If-Match does not fit."""
    wanted = call.headers.get("if-match", "*")
    if wanted != "*" and wanted != etag:
        raise errors.changed_meanwhile()


def context(call: Call) -> str:
    """Return the @odata.context of messages."""
    return f"{call.root}/$metadata#users('{call.owner.id}')/messages"


def _destination(call: Call) -> Folder:
    body = {name.lower(): value for name, value in call.json().items()}
    if "destinationid" not in body:
        raise errors.unreadable_body("The parameter 'DestinationId' is missing.", blame="no destination")
    return call.mailbox.folder(str(body["destinationid"]))
