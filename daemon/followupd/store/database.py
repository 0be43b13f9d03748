"""A database as the store uses it. What differs from one product to another is in its subclasses, and nowhere else.

A thread has one open transaction at most that writes: a second one would wait for the first for ever.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from followupd.errors import StoreError, StoreUnavailable


class Database(ABC):
    """Connections, transactions and the time of one database. Used by several threads."""

    #: Whether an older database is brought up to date by whoever opens it.
    upgrades_itself: bool

    def __init__(self, engine: sa.Engine, *, seconds: Callable[[], float] | None = None) -> None:
        """`seconds`: what leases run on, for tests; None: the database's own time."""
        self.engine = engine
        self._seconds = seconds
        self._here = threading.local()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that only reads: it sees one state of the database and keeps nobody waiting."""
        return self._translated(self._begin(writes=False, decides=False))

    @contextmanager
    def writing(self, *, decides: bool = False) -> Iterator[sa.Connection]:
        """A transaction that writes; all of it is kept at the end of the block, or none.

        `decides`: what it writes follows from what it read, so nobody else may have changed that meanwhile. Raises
        Outdated when somebody did, StoreUnavailable, StoreError.
        """
        if getattr(self._here, "writes", False):
            raise StoreError("A transaction is open in this thread already: it would wait for itself.")
        self._here.writes = True
        try:
            with self._translated(self._begin(writes=True, decides=decides)) as connection:
                yield connection
        finally:
            self._here.writes = False

    def seconds(self, connection: sa.Connection) -> float:
        """Seconds since 1970 on the database's own clock, which all its users share."""
        if self._seconds is not None:
            return self._seconds()
        return float(connection.scalar(sa.select(self.clock())) or 0.0)

    def close(self) -> None:
        """Let go of everything, also of what `hold` took."""
        self.engine.dispose()

    @contextmanager
    def _translated(self, transaction: AbstractContextManager[sa.Connection]) -> Iterator[sa.Connection]:
        try:
            with transaction as connection:
                yield connection
        except DBAPIError as error:
            raise self.verdict(error) from error
        except SQLAlchemyError as error:
            raise StoreError(f"The database layer refuses: {type(error).__name__}.") from error

    # ------------------------------------------------------------------------------------ what differs

    @abstractmethod
    def _begin(self, *, writes: bool, decides: bool) -> AbstractContextManager[sa.Connection]:
        """Begin a transaction; commit it at the end of the block, roll it back when the block raises."""

    @abstractmethod
    def clock(self) -> sa.ColumnElement[float]:
        """The expression for the database's own time in seconds since 1970."""

    @abstractmethod
    def verdict(self, error: DBAPIError) -> StoreError:
        """What an error of the driver means, in a sentence for a person."""

    @abstractmethod
    def alone(self, connection: sa.Connection) -> None:
        """See to it that nobody else upgrades this database until the transaction is over."""

    @abstractmethod
    def hold(self) -> None:
        """Be the only daemon on this database until `close`. Raises StoreError when another one is."""

    @abstractmethod
    def problems(self, connection: sa.Connection) -> Iterator[str]:
        """What is wrong with the database itself, as sentences."""


def unavailable(said: object) -> StoreUnavailable:
    """For an error that has no sentence of its own."""
    return StoreUnavailable(f"The database does not work at the moment: {str(said).strip().splitlines()[0]}.")
