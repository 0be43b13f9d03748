"""Two statements that SQL has no common word for, and both databases say alike: insert if new, insert or update."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], **values: object) -> bool:
    """Insert a row unless there is one with the same `keys`, which are unique; without keys, with any unique column.

    True: it was inserted.
    """
    if connection.dialect.name == "postgresql":
        added = postgresql.insert(table).values(**values).on_conflict_do_nothing(index_elements=keys or None)
        return connection.execute(added.returning(sa.literal_column("1"))).first() is not None
    # RETURNING came with SQLite 3.35, which is younger than some systems; its driver counts rows reliably
    statement = sqlite.insert(table).values(**values).on_conflict_do_nothing(index_elements=keys or None)
    return connection.execute(statement.inline()).rowcount == 1


def put(connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], **values: object) -> None:
    """Insert a row, or give the row with the same `keys` the other values."""
    others = {name: value for name, value in values.items() if name not in keys}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=others)
    connection.execute(statement.inline())
