"""A batch is one request, and each of its members one to its mailbox: which permits belong together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each permit of a member whose member it is."""
    op.add_column("permits", sa.Column("batch", sa.String(32)))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise NotImplementedError("An upgrade is taken back by restoring the backup made before it.")
