"""New messages: the one place where a message gets its ids, its Message-ID and its conversation."""

from __future__ import annotations

from typing import Any

from followupd.sandbox.ids import conversation_id, new_conversation_index, reply_conversation_index, thread_of
from followupd.sandbox.mailbox import Folder, Mailbox
from followupd.sandbox.message import Message


def compose(mailbox: Mailbox, folder: Folder, *, parent_index: bytes = b"", **fields: Any) -> Message:
    """Return a new message for a folder, not yet added to it (`mailbox.add` does that).

    `fields` are those of Message and win over what is made here: ids, change key, moments (now), a Message-ID, and
    the conversation: a reply within the thread of `parent_index`, or a new thread when that is empty.
    """
    ids, now = mailbox.ids, mailbox.clock.now()
    index = fields.pop("conversation_index", b"") or (
        reply_conversation_index(parent_index, now) if parent_index else new_conversation_index(ids.fresh(16), now)
    )
    made: dict[str, Any] = {
        "immutable_id": ids.immutable(),
        "id": ids.ordinary(),
        "folder_id": folder.id,
        "change_key": ids.change_key(),
        "created": now,
        "modified": now,
        "received": now,
        "sent": now,
        "internet_message_id": ids.message_id(),
        "conversation_index": index,
        "conversation_id": conversation_id(mailbox.owner, thread_of(index)),
    }
    return Message(**(made | fields))
