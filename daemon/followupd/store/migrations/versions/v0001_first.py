"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from followupd.store.columns import Identifier, Moment, RowId, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _inbox()
    _things()
    _outbox()
    _rest()


def downgrade() -> None:
    """There is no way back but a backup."""
    raise NotImplementedError("An upgrade is taken back by restoring the backup made before it.")


def _inbox() -> None:
    op.create_table(
        "mails",
        sa.Column("id", RowId, nullable=False),
        sa.Column("message", Identifier, nullable=False),
        sa.Column("folder", Identifier, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", Moment),
        sa.Column("verdict", sa.String(16)),
        sa.Column("reason", Words, nullable=False),
        sa.Column("internet_message_id", Identifier, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="mails_pk"),
        sa.UniqueConstraint("message", name="mails_message_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("mails_internet_message_id", "mails", ["internet_message_id"])
    op.create_index("mails_verdict_id", "mails", ["verdict", "id"])
    op.create_table(
        "cursors",
        sa.Column("folder", Identifier, nullable=False),
        sa.Column("cursor", Words, nullable=False),
        sa.PrimaryKeyConstraint("folder", name="cursors_pk"),
    )
    op.create_table(
        "threads",
        sa.Column("id", RowId, nullable=False),
        sa.Column("internet_message_id", Identifier, nullable=False),
        sa.Column("conversation_id", Identifier, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("thing", Identifier, nullable=False),
        sa.Column("mail", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="threads_pk"),
        sa.UniqueConstraint("internet_message_id", "kind", "thing", name="threads_internet_message_id_kind_thing_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("threads_conversation_id", "threads", ["conversation_id"])


def _things() -> None:
    op.create_table(
        "given_references",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("seed", Identifier, nullable=False),
        sa.PrimaryKeyConstraint("reference", name="given_references_pk"),
        sa.UniqueConstraint("seed", name="given_references_seed_once"),
    )
    op.create_table(
        "things",
        sa.Column("row", RowId, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", Identifier, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("setter", Identifier, nullable=False),
        sa.Column("owner", Identifier),
        sa.Column("reference", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("moment", Moment),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row", name="things_pk"),
        sa.UniqueConstraint("kind", "id", name="things_kind_id_once"),
        sa.UniqueConstraint("reference", name="things_reference_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("things_kind_setter_open", "things", ["kind", "setter", "open"])
    op.create_index("things_kind_open", "things", ["kind", "open"])
    op.create_table(
        "history",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("thing", Identifier, nullable=False),
        sa.Column("what", Words, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("words", Words, nullable=False),
        sa.Column("cause", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="history_pk"),
        sqlite_autoincrement=True,
    )
    op.create_index("history_kind_thing_id", "history", ["kind", "thing", "id"])


def _outbox() -> None:
    op.create_table(
        "effects",
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", Identifier, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("lane", Identifier, nullable=False),
        sa.Column("topic", Identifier, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("prepared", Words, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("counted", sa.Integer, nullable=False),
        sa.Column("crashes", sa.Integer, nullable=False),
        sa.Column("next_try", Moment, nullable=False),
        sa.Column("token", sa.String(32)),
        sa.Column("lease", sa.Double),
        sa.Column("reason", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="effects_pk"),
        sa.UniqueConstraint("key", name="effects_key_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("effects_state_next_try", "effects", ["state", "next_try"])
    op.create_index("effects_lane_state_id", "effects", ["lane", "state", "id"])
    op.create_index("effects_topic_state", "effects", ["topic", "state"])


def _rest() -> None:
    op.create_table(
        "timers",
        sa.Column("name", Identifier, nullable=False),
        sa.Column("moment", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="timers_pk"),
    )
    op.create_index("timers_moment", "timers", ["moment"])
    op.create_table(
        "people",
        sa.Column("address", Identifier, nullable=False),
        sa.Column("acquainted", sa.Boolean, nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("address", name="people_pk"),
    )
    op.create_table(
        "notes",
        sa.Column("name", Identifier, nullable=False),
        sa.Column("value", Words, nullable=False),
        sa.PrimaryKeyConstraint("name", name="notes_pk"),
    )
    op.create_table(
        "audit",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", Words, nullable=False),
        sa.Column("what", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name="audit_pk"),
        sqlite_autoincrement=True,
    )
