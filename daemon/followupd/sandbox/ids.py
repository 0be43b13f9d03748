"""Ids as Exchange makes them: opaque, long, case-sensitive; the same seed gives the same ids in the same order."""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import UTC, datetime

_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class Ids:
    """A source of ids. Not thread-safe by itself: the world's lock is held when it is used."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def fresh(self, length: int = 16) -> bytes:
        """Return bytes that were not given before (at most 64)."""
        self._count += 1
        return hashlib.sha512(f"{self._seed}/{self._count}".encode()).digest()[:length]

    def guid(self) -> str:
        """Return a GUID in lower case."""
        return str(uuid.UUID(bytes=self.fresh(16), version=4))

    def ordinary(self) -> str:
        """Return an ordinary item id, such as a message has until it is moved: `AAMkAD…=`."""
        return "AAMkAD" + _url64(self.fresh(56) + self.fresh(48)) + "AAA="

    def immutable(self) -> str:
        """Return an immutable item id: `AAkALg…=`; it stays when the item moves within its mailbox."""
        return "AAkALg" + _url64(self.fresh(54)) + "AA="

    def folder(self) -> str:
        """Return a folder or calendar id: `AQMkAD…=`; containers have no immutable kind."""
        return "AQMkAD" + _url64(self.fresh(60)) + "AAAA="

    def attachment(self) -> str:
        """Return an attachment id."""
        return "AAMkAD" + _url64(self.fresh(60)) + "BEgAQ" + _url64(self.fresh(12))

    def change_key(self) -> str:
        """Return a change key: the inner part of the etag `W/"…"`. Standard base64, so `+` and `/` occur."""
        return base64.b64encode(b"\x09\x00\x00\x00\x16\x00\x00\x00" + self.fresh(16) + self.fresh(6)).decode()

    def ical_uid(self) -> str:
        """Return an iCalUId; the same in the organiser's and the attendee's copy."""
        return "040000008200E00074C5B7101A82E008" + self.fresh(40).hex().upper()

    def message_id(self) -> str:
        """Return an internet Message-ID with its angle brackets, as the service gives to a new draft."""
        part = self.fresh(12).hex().upper()
        return f"<LO0P123MB{part}@LO0P123MB{part[:4]}.GBRP123.PROD.OUTLOOK.COM>"

    def token(self) -> str:
        """Return an opaque text for links and cursors."""
        return _url64(self.fresh(48))


def conversation_id(mailbox_guid: str, thread: bytes) -> str:
    """Return the conversation id of a thread within one mailbox: `AAQk…=`; differs from mailbox to mailbox."""
    digest = hashlib.sha256(mailbox_guid.encode() + thread).digest()
    return "AAQkAD" + _url64(digest + digest[:16]) + "AQA="


def new_conversation_index(guid: bytes, moment: datetime) -> bytes:
    """Return the index of a first message: 1 byte, 5 bytes of time, the thread's 16 bytes."""
    return b"\x01" + _filetime(moment).to_bytes(8, "big")[:5] + guid


def reply_conversation_index(parent: bytes, moment: datetime) -> bytes:
    """Return the index of a reply: the parent's and 5 bytes more."""
    return parent + (_filetime(moment) >> 15 & (1 << 40) - 1).to_bytes(5, "big")


def thread_of(index: bytes) -> bytes:
    """Return the 16 bytes that name the thread within a conversation index."""
    return index[6:22]


def _filetime(moment: datetime) -> int:
    return int((moment - _FILETIME_EPOCH).total_seconds() * 10_000_000)


def _url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
