"""Two statements that SQL has no common word for, and both databases say alike: insert if new, insert or update."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], **values: object) -> bool:
    """Insert a row unless there is one with the same `keys`, which are unique; without keys, with any unique column.

    True: it was inserted.
    """
    statement = _insert(connection, table, values).on_conflict_do_nothing(index_elements=keys or None)
    return connection.execute(statement).rowcount == 1


def put(connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], **values: object) -> None:
    """Insert a row, or give the row with the same `keys` the other values."""
    others = {name: value for name, value in values.items() if name not in keys}
    connection.execute(_insert(connection, table, values).on_conflict_do_update(index_elements=keys, set_=others))


def _insert(connection: sa.Connection, table: sa.Table, values: dict[str, object]) -> sqlite.Insert | postgresql.Insert:
    # inline: nothing is asked back, so that the count of rows is the driver's own
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(**values).inline()
    return sqlite.insert(table).values(**values).inline()
