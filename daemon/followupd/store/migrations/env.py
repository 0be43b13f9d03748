"""What Alembic runs to upgrade: on the connection, and in the transaction, that migrate.py hands over."""

from __future__ import annotations

from alembic import context

from followupd.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
