"""A mailbox: its folders, their messages, and a log of changes for each folder from which deltas are answered.

Every change goes through the methods here, with the world's lock held, so that no change is missed by a delta and
change keys, modification times and ordinary ids always tell the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from followupd.sandbox import errors
from followupd.sandbox.clock import Clock
from followupd.sandbox.ids import Ids
from followupd.sandbox.message import Message

Change = Literal["created", "updated", "deleted"]

#: Well-known name (lower case) -> display name.
WELL_KNOWN = {
    "msgfolderroot": "Top of Information Store",
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "outbox": "Outbox",
    "archive": "Archive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One change of one item in one container."""

    number: int
    #: Immutable and ordinary id at that moment.
    immutable_id: str
    id: str
    change: Change
    #: Of a removal: `deleted` when it is gone for good, `changed` when it went to another container.
    reason: Literal["deleted", "changed"] = "changed"
    #: `@odata.type` of the item, without the namespace.
    kind: str = "message"
    #: The item came by a move.
    moved: bool = False
    steady: float
    business: datetime


class ChangeLog:
    """What happened in one container (a mail folder, a calendar), in order; numbers grow within the container."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: list[LogEntry] = []

    @property
    def number(self) -> int:
        """The number of the last entry; 0 at the start."""
        return len(self.entries)

    def add(
        self,
        change: Change,
        *,
        immutable_id: str,
        id: str,
        kind: str = "message",
        reason: Literal["deleted", "changed"] = "changed",
        moved: bool = False,
    ) -> None:
        """Append a change of an item."""
        self.entries.append(
            LogEntry(
                number=self.number + 1,
                immutable_id=immutable_id,
                id=id,
                change=change,
                reason=reason,
                kind=kind,
                moved=moved,
                steady=self._clock.steady(),
                business=self._clock.now(),
            )
        )

    def since(self, number: int) -> list[LogEntry]:
        """Return the entries after `number`."""
        return self.entries[number:]


@dataclass(slots=True, kw_only=True)
class Folder:
    """A mail folder."""

    id: str
    name: str
    parent_id: str | None
    #: Well-known name in lower case, or None.
    well_known: str | None = None
    hidden: bool = False
    change_key: str = ""
    log: ChangeLog


@dataclass(slots=True, kw_only=True)
class Mailbox:
    """The mailbox of one person. Hold the world's lock when calling anything here."""

    #: The owner's GUID.
    owner: str
    clock: Clock
    ids: Ids
    folders: dict[str, Folder] = field(default_factory=dict)
    #: By immutable id.
    messages: dict[str, Message] = field(default_factory=dict)
    #: Ordinary ids of what is there.
    _ordinary: dict[str, Message] = field(default_factory=dict)

    def __post_init__(self) -> None:
        root = self._new_folder(WELL_KNOWN["msgfolderroot"], parent_id=None, well_known="msgfolderroot")
        for known, name in WELL_KNOWN.items():
            if known != "msgfolderroot":
                self._new_folder(name, parent_id=root.id, well_known=known, hidden=known == "outbox")

    def known(self, name: str) -> Folder:
        """Return a folder by its well-known name (any letter case); KeyError when it is none."""
        wanted = name.lower()
        for folder in self.folders.values():
            if folder.well_known == wanted:
                return folder
        raise KeyError(name)

    def folder(self, name: str) -> Folder:
        """Return a folder by its id or well-known name; Refusal 404 or 400 as Graph answers."""
        if name in self.folders:
            return self.folders[name]
        if name.lower() in WELL_KNOWN:
            return self.known(name)
        if len(name) < 40:
            raise errors.malformed_id()
        raise errors.item_not_found()

    def create_folder(self, name: str, *, parent_id: str | None = None, hidden: bool = False) -> Folder:
        """Make a folder below the root or another folder; a name used there already: Refusal 409."""
        parent = parent_id or self.known("msgfolderroot").id
        if any(f.parent_id == parent and f.name.lower() == name.lower() for f in self.folders.values()):
            raise errors.Refusal(
                409, "ErrorFolderExists", "A folder with the specified name already exists., Could not create folder."
            )
        return self._new_folder(name, parent_id=parent, hidden=hidden)

    def _new_folder(
        self, name: str, *, parent_id: str | None, well_known: str | None = None, hidden: bool = False
    ) -> Folder:
        folder = Folder(
            id=self.ids.folder(),
            name=name,
            parent_id=parent_id,
            well_known=well_known,
            hidden=hidden,
            change_key=self.ids.change_key(),
            log=ChangeLog(self.clock),
        )
        self.folders[folder.id] = folder
        return folder

    def message(self, id: str) -> Message:
        """Return a message by its ordinary or immutable id; Refusal 404 (unknown) or 400 (no id at all)."""
        message = self.messages.get(id) or self._ordinary.get(id)
        if message is not None:
            return message
        if not id.startswith(("AAMkAD", "AQMkAD", "AAkALg")):
            raise errors.malformed_id()
        raise errors.item_not_found()

    def within(self, folder: Folder) -> Iterator[Message]:
        """Yield the messages of a folder in the order in which they came to be."""
        return (message for message in self.messages.values() if message.folder_id == folder.id)

    def add(self, message: Message) -> None:
        """Put a new message into the folder that it names."""
        self.messages[message.immutable_id] = message
        self._ordinary[message.id] = message
        self._log(message, "created")

    def touch(self, message: Message) -> None:
        """Note that a message was changed: a new change key, a new modification time, an entry in its folder's log."""
        message.change_key = self.ids.change_key()
        message.modified = self.clock.now()
        self._log(message, "updated")

    def move(self, message: Message, to: Folder) -> None:
        """Move a message: a new ordinary id, the same immutable one; leaves one log and enters the other."""
        self._leave(message, "changed")
        message.folder_id = to.id
        del self._ordinary[message.id]
        message.id = self.ids.ordinary()
        self._ordinary[message.id] = message
        message.change_key = self.ids.change_key()
        message.modified = self.clock.now()
        self._log(message, "created", moved=True)

    def delete(self, message: Message) -> None:
        """Take a message away for good."""
        del self.messages[message.immutable_id]
        del self._ordinary[message.id]
        self._leave(message, "deleted")

    def _leave(self, message: Message, reason: Literal["deleted", "changed"]) -> None:
        self.folders[message.folder_id].log.add(
            "deleted", immutable_id=message.immutable_id, id=message.id, kind=message.kind, reason=reason
        )

    def _log(self, message: Message, change: Change, *, moved: bool = False) -> None:
        message.touched_steady, message.touched = self.clock.steady(), self.clock.now()
        self.folders[message.folder_id].log.add(
            change, immutable_id=message.immutable_id, id=message.id, kind=message.kind, moved=moved
        )
