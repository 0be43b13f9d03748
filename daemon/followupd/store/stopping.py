"""Who said STOP: addresses; of somebody who is forgotten a salted hash, which keeps our mails away all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa

from followupd.store.inbox import burial
from followupd.store.tables import people


class Stopped(frozenset[str]):
    """The addresses as they are kept, hashes among them. Asked whether an address is in it, it looks for both."""

    _hidden: Callable[[str], str]

    def __new__(cls, kept: Iterable[str], hidden: Callable[[str], str]) -> Stopped:
        made = super().__new__(cls, kept)
        made._hidden = hidden
        return made

    def __contains__(self, address: object) -> bool:
        if super().__contains__(address):
            return True
        return isinstance(address, str) and super().__contains__(self._hidden(address))


def stopped(connection: sa.Connection) -> Stopped:
    kept = connection.scalars(sa.select(people.c.address).where(people.c.stopped))
    return Stopped(kept, burial(connection))


def start(connection: sa.Connection, address: str) -> None:
    """The STOP of this person is over, also where it is kept as a hash."""
    mine = people.c.address.in_([address.lower(), burial(connection)(address.lower())])
    connection.execute(sa.update(people).where(mine).values(stopped=False))


def bury(connection: sa.Connection, address: str) -> None:
    """Keep nothing of a person but, where he said STOP, that a person with this hash did."""
    said = connection.scalar(sa.select(people.c.stopped).where(people.c.address == address))
    hidden = burial(connection)(address)
    connection.execute(sa.delete(people).where(people.c.address.in_([address, hidden]), ~people.c.stopped))
    if said:
        connection.execute(sa.delete(people).where(people.c.address == hidden))
        mine = sa.update(people).where(people.c.address == address)
        connection.execute(mine.values(address=hidden, acquainted=False))
