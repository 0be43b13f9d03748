"""Requests under way and waits asked for, kept in the database: ports.Permits for a daemon that is alone, and for one
of several.

Alone, the gate of the process knows who is under way, so only the waits are kept: they survive a restart. Several
workers count the permits of all of them, one after the other; the permits of a dead one end with its lease.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa

from followupd.errors import StoreError, Throttled
from followupd.ports import Permit
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

    def take(self, mailbox: str, members: Sequence[str] = ()) -> Permit | None:
        now = self._steady()
        _heed(self._until.get(mailbox, 0.0) - now)
        return Permit(left_out=frozenset(each for each in members if self._until.get(each, 0.0) > now))

    def good(self, permit: Permit) -> bool:
        return True

    def give_back(self, permit: Permit) -> None:
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

    def take(self, mailbox: str, members: Sequence[str] = ()) -> Permit | None:
        token = self._member.token
        id = secrets.token_hex(16)
        done = sorted(self._late)

        def deed(connection: sa.Connection) -> Permit | None:
            self._database.take_turns(connection)
            seconds = self._database.seconds(connection)
            stay(connection, token, seconds)
            connection.execute(sa.delete(permits).where(_request().in_(done)))
            asked = (mailbox, *members)
            until = dict(connection.execute(sa.select(waits).where(waits.c.mailbox.in_(asked))).tuples().all())
            _heed(min(until.get(mailbox, 0.0) - seconds, LONGEST))
            # A member of a mailbox that is over its wait since a moment can be asked for later.
            waiting = frozenset(each for each in members if until.get(each, -CALM) + CALM > seconds)
            wanted = Counter((mailbox, *(each for each in members if each not in waiting)))
            most = {mailbox: 1 if until.get(mailbox, -CALM) + CALM > seconds else self._a_mailbox}
            if not self._room(connection, wanted, most):
                strike_off(connection, late(connection, seconds))
                if not self._room(connection, wanted, most):
                    return None
            insert_new(connection, permits, ("id",), id=id, worker=token, mailbox=mailbox)
            for each in wanted.elements():
                if each != mailbox:
                    member = secrets.token_hex(16)
                    insert_new(connection, permits, ("id",), id=member, worker=token, mailbox=each, batch=id)
            return Permit(id=f"{token}/{id}", left_out=waiting)

        try:
            taken = self._database.short(deed)
        except StoreError:  # it may have been written all the same, and nobody will use it
            self._late.add(id)
            raise
        self._late.difference_update(done)
        return taken

    def _room(self, connection: sa.Connection, wanted: Counter[str], most: dict[str, int]) -> bool:
        """Whether there is a place for the request among all, and one for each of these in its mailbox."""
        count = sa.func.count()
        there = dict(connection.execute(sa.select(permits.c.mailbox, count).group_by(permits.c.mailbox)).tuples().all())
        under_way = connection.scalar(sa.select(count).select_from(permits).where(permits.c.batch.is_(None))) or 0
        return under_way < self._in_all and all(
            there.get(each, 0) + number <= most.get(each, self._a_mailbox) for each, number in wanted.items()
        )

    def good(self, permit: Permit) -> bool:
        return self._member.surely(permit.id.partition("/")[0])

    def give_back(self, permit: Permit) -> None:
        id = permit.id.partition("/")[2]
        try:
            self._database.short(lambda connection: connection.execute(sa.delete(permits).where(_request() == id)))
        except StoreError:  # the request itself went well: the place is free when the database is there again
            self._late.add(id)

    def hold(self, mailbox: str, seconds: float) -> None:
        _hold(self._database, mailbox, seconds)


def _request() -> sa.ColumnElement[str]:
    """The permit of the request that this one is for: of a member, that of its batch."""
    return sa.func.coalesce(permits.c.batch, permits.c.id)


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
