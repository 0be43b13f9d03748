"""What came in: the mails seen, the cursors, and to which thing a mail belongs. Statements only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from followupd.domain.mail import InternetMessageId, MessageId
from followupd.ports import ChangePage, Thread, Verdict, Waiting
from followupd.store.tables import cursors, mails, threads


def note_page(connection: sa.Connection, folder: str, page: ChangePage) -> None:
    """Remember the messages of a page that were not seen before, and the cursor with them."""
    for message in dict.fromkeys(page.messages):
        connection.execute(
            insert(mails).values(message=message, folder=folder).on_conflict_do_nothing(index_elements=["message"])
        )
    connection.execute(
        insert(cursors)
        .values(folder=folder, cursor=page.cursor)
        .on_conflict_do_update(index_elements=["folder"], set_={"cursor": page.cursor})
    )


def cursor(connection: sa.Connection, folder: str) -> str | None:
    return connection.scalar(sa.select(cursors.c.cursor).where(cursors.c.folder == folder))


def forget_cursor(connection: sa.Connection, folder: str) -> None:
    connection.execute(sa.delete(cursors).where(cursors.c.folder == folder))


def waiting(connection: sa.Connection, now: datetime, limit: int) -> tuple[Waiting, ...]:
    rows = connection.execute(
        sa.select(mails)
        .where(mails.c.verdict.is_(None), sa.or_(mails.c.not_before.is_(None), mails.c.not_before <= now))
        .order_by(mails.c.id)
        .limit(limit)
    )
    return tuple(_waiting(row) for row in rows)


def count_waiting(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).where(mails.c.verdict.is_(None))) or 0


def set_aside(connection: sa.Connection, limit: int) -> tuple[tuple[Waiting, str], ...]:
    rows = connection.execute(
        sa.select(mails).where(mails.c.verdict == Verdict.SET_ASIDE).order_by(mails.c.id.desc()).limit(limit)
    )
    return tuple((_waiting(row), row.reason) for row in rows)


def count_set_aside(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).where(mails.c.verdict == Verdict.SET_ASIDE)) or 0


def begin(connection: sa.Connection, message: MessageId) -> None:
    connection.execute(sa.update(mails).where(mails.c.message == message).values(begun=mails.c.begun + 1))


def put_off(connection: sa.Connection, message: MessageId, until: datetime) -> None:
    """The world did not answer: that is no crash."""
    connection.execute(
        sa.update(mails)
        .where(mails.c.message == message)
        .values(not_before=until, begun=mails.c.begun - 1, attempts=mails.c.attempts + 1)
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
    connection.execute(
        sa.update(mails)
        .where(mails.c.message == message)
        .values(verdict=verdict, internet_message_id=internet_message_id, digest=digest, reason=reason)
    )


def taken(connection: sa.Connection, message: MessageId) -> bool:
    found = connection.scalar(sa.select(mails.c.verdict).where(mails.c.message == message))
    return found is not None


def same_mail(connection: sa.Connection, internet_message_id: str) -> str | None:
    return connection.scalar(
        sa.select(mails.c.digest)
        .where(mails.c.internet_message_id == internet_message_id, mails.c.verdict.is_not(None))
        .order_by(mails.c.id)
        .limit(1)
    )


def add_thread(connection: sa.Connection, thread: Thread) -> None:
    connection.execute(
        insert(threads)
        .values(
            internet_message_id=thread.internet_message_id,
            conversation_id=thread.conversation_id,
            kind=thread.kind,
            thing=thread.id,
            mail=thread.mail,
        )
        .on_conflict_do_nothing(index_elements=["internet_message_id", "kind", "thing"])
    )


def threads_of(connection: sa.Connection, ids: Sequence[str]) -> tuple[Thread, ...]:
    """Those of the last hundred ids; a References header can be long."""
    wanted = list(ids)[:100]
    if not wanted:
        return ()
    rows = connection.execute(
        sa.select(threads).where(threads.c.internet_message_id.in_(wanted)).order_by(threads.c.id.desc())
    )
    return tuple(_thread(row) for row in rows)


def threads_of_conversation(connection: sa.Connection, conversation_id: str) -> tuple[Thread, ...]:
    if not conversation_id:
        return ()
    rows = connection.execute(
        sa.select(threads).where(threads.c.conversation_id == conversation_id).order_by(threads.c.id.desc())
    )
    return tuple(_thread(row) for row in rows)


def _waiting(row: sa.Row[tuple[object, ...]]) -> Waiting:
    return Waiting(message=MessageId(row.message), folder=row.folder, crashes=row.begun, attempts=row.attempts)


def _thread(row: sa.Row[tuple[object, ...]]) -> Thread:
    return Thread(
        internet_message_id=InternetMessageId(row.internet_message_id),
        conversation_id=row.conversation_id,
        kind=row.kind,
        id=row.thing,
        mail=row.mail,
    )
