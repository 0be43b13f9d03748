"""The tables of the first release."""

from __future__ import annotations

from alembic import op

from followupd.store.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables. A later release that changes one gets a step of its own, and this one its own copy of them."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("An upgrade is taken back by restoring the backup made before it.")
