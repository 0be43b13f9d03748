"""Requests under way and waits asked for, kept in the database: ports.Permits for a daemon that is alone, and for one
of several.

Alone, the gate of the process knows who is under way, so only the waits are kept: they survive a restart. Several
workers count the permits of all of them, one after the other; the permits of a dead one end with its lease.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from followupd.errors import StoreError, Throttled
from followupd.store.database import Database
from followupd.store.rows import insert_new
from followupd.store.tables import permits, waits
from followupd.store.workers import Member, late, stay, strike_off

#: Seconds after a wait in which all workers together call the mailbox one at a time: several calls at once would
#: arrive within the next wait.
CALM: Final = 5.0
#: Longest wait that is believed, in seconds: a clock that was set back must not silence us for longer.
LONGEST: Final = 86_400.0


class KeptWaits:
    """For a daemon that is alone."""

    def __init__(self, database: Database, *, steady: Callable[[], float]) -> None:
        """`steady`: the clock of the gate; what is left of each wait is counted on it from now on."""
        self._database = database
        self._steady = steady
        now = steady()
        with database.reading() as connection:
            seconds = database.seconds(connection)
            rows = connection.execute(sa.select(waits).where(waits.c.until > seconds)).all()
        self._until = {row.mailbox: now + min(row.until - seconds, LONGEST) for row in rows}

    def take(self, mailbox: str) -> str | None:
        _heed(self._until.get(mailbox, 0.0) - self._steady())
        return ""

    def good(self, permit: str) -> bool:
        return True

    def give_back(self, permit: str) -> None:
        """The gate counts."""

    def hold(self, mailbox: str, seconds: float) -> None:
        _hold(self._database, mailbox, seconds)


class SharedPermits:
    """For one of several workers. Used by several threads."""

    def __init__(self, database: Database, member: Member, *, in_all: int, a_mailbox: int) -> None:
        """`in_all`, `a_mailbox`: the most requests under way at once, of all workers together."""
        self._database = database
        self._member = member
        self._in_all = in_all
        self._a_mailbox = a_mailbox
        #: Given back while the database was away.
        self._late: set[str] = set()

    def take(self, mailbox: str) -> str | None:
        token = self._member.token
        id = secrets.token_hex(16)
        done = sorted(self._late)

        def deed(connection: sa.Connection) -> bool:
            self._database.take_turns(connection)
            seconds = self._database.seconds(connection)
            stay(connection, token, seconds)
            connection.execute(sa.delete(permits).where(permits.c.id.in_(done)))
            until = connection.scalar(sa.select(waits.c.until).where(waits.c.mailbox == mailbox)) or 0.0
            _heed(min(until - seconds, LONGEST))
            most = 1 if until + CALM > seconds else self._a_mailbox
            if not self._room(connection, mailbox, most):
                strike_off(connection, late(connection, seconds))
                if not self._room(connection, mailbox, most):
                    return False
            return insert_new(connection, permits, ("id",), id=id, worker=token, mailbox=mailbox) or True

        try:
            taken = self._database.short(deed)
        except StoreError:  # it may have been written all the same, and nobody will use it
            self._late.add(id)
            raise
        self._late.difference_update(done)
        return f"{token}/{id}" if taken else None

    def _room(self, connection: sa.Connection, mailbox: str, most: int) -> bool:
        here = sa.func.coalesce(sa.func.sum(sa.case((permits.c.mailbox == mailbox, 1), else_=0)), 0)
        row = connection.execute(sa.select(sa.func.count().label("all"), here.label("here")).select_from(permits)).one()
        return bool(row.all < self._in_all and row.here < most)

    def good(self, permit: str) -> bool:
        return self._member.surely(permit.partition("/")[0])

    def give_back(self, permit: str) -> None:
        id = permit.partition("/")[2]
        try:
            self._database.short(lambda connection: connection.execute(sa.delete(permits).where(permits.c.id == id)))
        except StoreError:  # the request itself went well: the place is free when the database is there again
            self._late.add(id)

    def hold(self, mailbox: str, seconds: float) -> None:
        _hold(self._database, mailbox, seconds)


def _heed(left: float) -> None:
    if left > 0:
        raise Throttled("this mailbox asked one of us to wait", status=429, retry_after=left)


def _hold(database: Database, mailbox: str, wait: float) -> None:
    def deed(connection: sa.Connection) -> None:
        until = database.seconds(connection) + min(wait, LONGEST)
        insert_new(connection, waits, ("mailbox",), mailbox=mailbox, until=until)
        connection.execute(
            sa.update(waits).where(waits.c.mailbox == mailbox, waits.c.until < until).values(until=until)
        )

    database.short(deed)
