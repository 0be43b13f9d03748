"""What came in: the mails seen, the cursors, and to which thing a mail belongs. Statements only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from followupd.domain.mail import InternetMessageId, MessageId
from followupd.errors import Outdated
from followupd.ports import ChangePage, SetAside, Thread, Verdict, Waiting
from followupd.store.columns import shortened
from followupd.store.rows import insert_new, put
from followupd.store.tables import cursors, mails, notes, threads

#: So many Message-IDs of a mail are looked up; a References header has no end that anybody keeps to.
MOST_IDS: Final = 100


def note_page(connection: sa.Connection, folder: str, page: ChangePage) -> None:
    """Remember the messages of a page that were not seen before, and the cursor with them."""
    for message in dict.fromkeys(page.messages):
        insert_new(connection, mails, ("message",), message=message, folder=folder)
    if cursor(connection, folder) != page.cursor:
        put(connection, cursors, ("folder",), folder=folder, cursor=page.cursor)


def cursor(connection: sa.Connection, folder: str) -> str | None:
    return connection.scalar(sa.select(cursors.c.cursor).where(cursors.c.folder == folder))


def forget_cursor(connection: sa.Connection, folder: str) -> None:
    connection.execute(sa.delete(cursors).where(cursors.c.folder == folder))


# ----------------------------------------------------------------------------------------------- one mail


def waiting(connection: sa.Connection, now: datetime, limit: int) -> tuple[Waiting, ...]:
    """Those without a verdict that are not put off, in the order they were seen."""
    rows = connection.execute(
        sa.select(mails)
        .where(mails.c.verdict.is_(None), sa.or_(mails.c.not_before.is_(None), mails.c.not_before <= now))
        .order_by(mails.c.id)
        .limit(limit)
    )
    return tuple(_waiting(row) for row in rows)


def begin(connection: sa.Connection, message: MessageId) -> None:
    """Count a beginning; only an end takes it back."""
    connection.execute(_open_mail(message).values(begun=mails.c.begun + 1))


def put_off(connection: sa.Connection, message: MessageId, until: datetime) -> None:
    """The world did not answer: that is an end, and no crash."""
    ended = sa.case((mails.c.begun > 0, mails.c.begun - 1), else_=0)
    connection.execute(
        _open_mail(message).values(not_before=until, begun=ended, attempts=mails.c.attempts + 1),
    )


def finish(
    connection: sa.Connection,
    message: MessageId,
    verdict: Verdict,
    *,
    internet_message_id: str,
    digest: str,
    reason: str,
) -> None:
    """Write the verdict, once. Raises Outdated when there is one already."""
    done = connection.execute(
        _open_mail(message).values(
            verdict=verdict.value, internet_message_id=internet_message_id, digest=digest, reason=reason
        )
    )
    if done.rowcount != 1:
        raise Outdated("This mail has a verdict already, or was never noted.")


def taken(connection: sa.Connection, message: MessageId) -> bool:
    return connection.scalar(sa.select(mails.c.verdict).where(mails.c.message == message)) is not None


def same_mail(connection: sa.Connection, internet_message_id: str) -> str | None:
    """The digest under this Message-ID: of the mail that was acted upon, if any, so that a forgery cannot stand in
    its place; else of the first that was looked at."""
    if not internet_message_id:
        return None
    return connection.scalar(
        sa.select(mails.c.digest)
        .where(
            mails.c.internet_message_id.in_([internet_message_id, buried(connection, internet_message_id)]),
            mails.c.verdict.is_not(None),
        )
        .order_by(sa.case((mails.c.verdict == Verdict.TAKEN.value, 0), else_=1), mails.c.id)
        .limit(1)
    )


def buried(connection: sa.Connection, words: str) -> str:
    """What is kept of a Message-ID or an address that is to be forgotten: a hash, salted with this installation's
    seal."""
    return burial(connection)(words)


def burial(connection: sa.Connection) -> Callable[[str], str]:
    """What makes such hashes, for many of them."""
    salt = connection.scalar(sa.select(notes.c.value).where(notes.c.name == "seal")) or ""
    return lambda words: "~" + hashlib.sha256(f"{salt}/{words}".encode("utf-8", "replace")).hexdigest()


def _open_mail(message: MessageId) -> sa.Update:
    return sa.update(mails).where(mails.c.message == message, mails.c.verdict.is_(None))


# ------------------------------------------------------------------------------------------- for operators


def set_aside(connection: sa.Connection, limit: int) -> tuple[SetAside, ...]:
    """Newest first."""
    rows = connection.execute(
        sa.select(mails).where(mails.c.verdict == Verdict.SET_ASIDE.value).order_by(mails.c.id.desc()).limit(limit)
    )
    return tuple(
        SetAside(id=row.id, message=MessageId(row.message), folder=row.folder, reason=row.reason) for row in rows
    )


def retry(connection: sa.Connection, id: int) -> bool:
    """Take the verdict of a mail that was set aside back, with all that was counted of it. Nothing was done for it:
    whatever is done for a mail is written with its verdict."""
    done = connection.execute(
        sa.update(mails)
        .where(mails.c.id == id, mails.c.verdict == Verdict.SET_ASIDE.value)
        .values(verdict=None, begun=0, attempts=0, not_before=None, internet_message_id="", digest="", reason="")
    )
    return done.rowcount == 1


def count(connection: sa.Connection, verdict: Verdict | None) -> int:
    """How many mails have this verdict; None: none yet, put off or not."""
    meant = mails.c.verdict.is_(None) if verdict is None else mails.c.verdict == verdict.value
    return connection.scalar(sa.select(sa.func.count()).select_from(mails).where(meant)) or 0


# ------------------------------------------------------------------------------------------------ threads


def add_thread(connection: sa.Connection, thread: Thread) -> None:
    """Remember to which thing a mail belongs; the same thing of the same mail once."""
    insert_new(
        connection,
        threads,
        ("internet_message_id", "kind", "thing"),
        internet_message_id=thread.internet_message_id,
        conversation_id=thread.conversation_id,
        kind=thread.kind,
        thing=thread.id,
        mail=thread.mail,
    )


def threads_of(connection: sa.Connection, ids: Sequence[str]) -> tuple[Thread, ...]:
    """What the mails with these ids belong to, newest first. Only the first hundred ids are looked at."""
    wanted = {shortened(id): id for id in reversed(list(ids)[:MOST_IDS]) if id}
    if not wanted:
        return ()
    rows = connection.execute(
        sa.select(threads).where(threads.c.internet_message_id.in_(list(wanted))).order_by(threads.c.id.desc())
    )
    return tuple(_thread(row, wanted[row.internet_message_id]) for row in rows)


def threads_of_conversation(connection: sa.Connection, conversation_id: str) -> tuple[Thread, ...]:
    """What the mails of this conversation belong to, newest first."""
    if not conversation_id:
        return ()
    rows = connection.execute(
        sa.select(threads).where(threads.c.conversation_id == conversation_id).order_by(threads.c.id.desc())
    )
    return tuple(_thread(row, row.internet_message_id) for row in rows)


def _waiting(row: sa.Row[Any]) -> Waiting:
    return Waiting(message=MessageId(row.message), folder=row.folder, crashes=row.begun, attempts=row.attempts)


def _thread(row: sa.Row[Any], internet_message_id: str) -> Thread:
    return Thread(
        internet_message_id=InternetMessageId(internet_message_id),
        conversation_id=row.conversation_id,
        kind=row.kind,
        id=row.thing,
        mail=row.mail,
    )
