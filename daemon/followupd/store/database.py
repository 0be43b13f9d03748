"""A database as the store uses it. What differs from one product to another is in its subclasses, and nowhere else.

A thread has one open transaction at most that writes: a second one would wait for the first for ever.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from followupd.errors import Outdated, StoreError, StoreUnavailable

T = TypeVar("T")


class Database(ABC):
    """Connections, transactions and the time of one database. Used by several threads."""

    #: Whether an older database is brought up to date by whoever opens it.
    upgrades_itself: bool
    #: Whether several daemons may work on it at the same time.
    shared: bool
    #: Seconds to wait before each new try of a short write, where that can help.
    again: tuple[float, ...]

    def __init__(self, engine: sa.Engine, *, seconds: Callable[[], float] | None = None) -> None:
        """`seconds`: what leases run on, for tests; None: the database's own time."""
        self.engine = engine
        self._seconds = seconds
        self._here = threading.local()
        self._pause = threading.Event()

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

    def short(self, deed: Callable[[sa.Connection], T]) -> T:
        """Do a short write, and return what it returns: once more when somebody came before, or the line was cut.

        For deeds that may be done twice, and which nobody upstairs would know how to repeat. Raises as `writing` does.
        """
        for wait in self.again:
            try:
                with self.writing() as connection:
                    return deed(connection)
            except (Outdated, StoreUnavailable):
                self._pause.wait(wait)
        with self.writing() as connection:
            return deed(connection)

    @contextmanager
    def guarded(self, guard: Callable[[sa.Connection], None]) -> Iterator[None]:
        """Let every decision that this thread writes in the block begin with a question: `guard` raises if it may not
        be written."""
        self._here.guard = guard
        try:
            yield
        finally:
            self._here.guard = None

    def ask_guard(self, connection: sa.Connection) -> None:
        """Ask whether this thread may write a decision. Raises what the guard raises."""
        guard = getattr(self._here, "guard", None)
        if guard is not None:
            guard(connection)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one for the length of the block, unless we are it anyway. Raises StoreError."""
        before = self.holds
        self.hold()
        try:
            yield
        finally:
            if not before:
                self.let_go()

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

    @property
    @abstractmethod
    def holds(self) -> bool:
        """Whether `hold` has made us the only one."""

    @abstractmethod
    def hold(self) -> None:
        """Be the only daemon on this database until `let_go` or `close`. Raises StoreError when another one is."""

    @abstractmethod
    def let_go(self) -> None:
        """Let others in again."""

    @abstractmethod
    def admit(self, connection: sa.Connection) -> None:
        """See to it that nobody is alone on this database until the transaction is over. Raises StoreError."""

    @abstractmethod
    def take_turns(self, connection: sa.Connection) -> None:
        """Let nobody else past this point until the transaction is over: what is counted stays so."""

    @abstractmethod
    def problems(self, connection: sa.Connection) -> Iterator[str]:
        """What is wrong with the database itself, as sentences."""


def unavailable(said: object) -> StoreUnavailable:
    """For an error that has no sentence of its own."""
    return StoreUnavailable(f"The database does not work at the moment: {str(said).strip().splitlines()[0]}.")
