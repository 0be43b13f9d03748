"""Several workers on one database: who lives, who reads, which requests are under way, what is to be waited for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from followupd.store.columns import Identifier, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and say of each claimed effect who claimed it."""
    op.add_column("effects", sa.Column("worker", sa.String(32)))
    op.create_table(
        "workers",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("name", Identifier, nullable=False),
        sa.Column("started", Moment, nullable=False),
        sa.Column("lease", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("token", name="workers_pk"),
    )
    op.create_index("workers_lease", "workers", ["lease"])
    op.create_table(
        "duties",
        sa.Column("name", Identifier, nullable=False),
        sa.Column("worker", sa.String(32)),
        sa.Column("fence", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="duties_pk"),
    )
    op.create_table(
        "permits",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("worker", sa.String(32), nullable=False),
        sa.Column("mailbox", Identifier, nullable=False),
        sa.PrimaryKeyConstraint("id", name="permits_pk"),
    )
    op.create_index("permits_worker", "permits", ["worker"])
    op.create_table(
        "waits",
        sa.Column("mailbox", Identifier, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name="waits_pk"),
    )


def downgrade() -> None:
    """There is no way back but a backup."""
    raise NotImplementedError("An upgrade is taken back by restoring the backup made before it.")
