"""The tables. Things are kept as versioned JSON with the columns that are searched beside it.

Moments are kept as text in ISO 8601, UTC, always with microseconds, so that they sort as they follow each other.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


class Moment(sa.TypeDecorator[datetime]):
    """An aware datetime, kept as UTC text that sorts."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value.replace("Z", "+00:00"))


#: A mail of the dedicated mailbox that was seen. `verdict` is null until it is taken in.
mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("message", sa.String(512), nullable=False, unique=True),
    sa.Column("folder", sa.String(64), nullable=False),
    sa.Column("begun", sa.Integer, nullable=False, default=0),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("not_before", Moment),
    sa.Column("verdict", sa.String(32)),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("internet_message_id", sa.Text, nullable=False, default=""),
    sa.Column("digest", sa.String(64), nullable=False, default=""),
)
sa.Index("mails_waiting", mails.c.verdict, mails.c.id)
sa.Index("mails_internet_message_id", mails.c.internet_message_id)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("folder", sa.String(64), primary_key=True),
    sa.Column("cursor", sa.Text, nullable=False),
)

#: Which mail belongs to which thing.
threads = sa.Table(
    "threads",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("internet_message_id", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.Text, nullable=False, default=""),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("thing", sa.String(128), nullable=False),
    sa.Column("mail", sa.String(32), nullable=False),
    sa.UniqueConstraint("internet_message_id", "kind", "thing", name="threads_once"),
)
sa.Index("threads_conversation_id", threads.c.conversation_id)

references = sa.Table(
    "refs",
    metadata,
    sa.Column("reference", sa.String(16), primary_key=True),
    sa.Column("seed", sa.String(256), nullable=False, unique=True),
)

#: Proposals, agreements and follow-ups.
things = sa.Table(
    "things",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("setter", sa.String(320), nullable=False),
    sa.Column("owner", sa.String(320)),
    sa.Column("reference", sa.String(16), nullable=False, default=""),
    #: held, planned, …: what is searched for.
    sa.Column("state", sa.String(16), nullable=False),
    #: What orders them: creation, or the follow-up's start.
    sa.Column("moment", Moment, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)
sa.Index("things_of_setter", things.c.kind, things.c.setter, things.c.state)
sa.Index("things_reference", things.c.reference)

effects = sa.Table(
    "effects",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(512), nullable=False, unique=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("lane", sa.String(512), nullable=False),
    sa.Column("topic", sa.String(512), nullable=False, default=""),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("prepared", sa.Text, nullable=False, default=""),
    #: Tries that count towards giving up, and those that an outage made and do not.
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("excused", sa.Integer, nullable=False, default=0),
    sa.Column("next_try", Moment, nullable=False),
    sa.Column("token", sa.String(64)),
    #: When the lease ends, in seconds of the database's own time.
    sa.Column("lease", sa.Float),
    sa.Column("reason", sa.Text, nullable=False, default=""),
)
sa.Index("effects_unfinished", effects.c.state, effects.c.next_try)
sa.Index("effects_lane", effects.c.lane, effects.c.state, effects.c.id)

timers = sa.Table(
    "timers",
    metadata,
    sa.Column("name", sa.String(400), primary_key=True),
    sa.Column("moment", Moment, nullable=False),
)
sa.Index("timers_moment", timers.c.moment)

history = sa.Table(
    "history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("thing", sa.String(64), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("by", sa.String(320), nullable=False, default=""),
    sa.Column("words", sa.Text, nullable=False, default=""),
    sa.Column("cause", sa.String(512), nullable=False, default=""),
)
sa.Index("history_thing", history.c.kind, history.c.thing, history.c.id)

#: People as far as our mail is concerned: who had one, who said STOP.
people = sa.Table(
    "people",
    metadata,
    sa.Column("address", sa.String(320), primary_key=True),
    sa.Column("acquainted", sa.Boolean, nullable=False, default=False),
    sa.Column("stopped", sa.Boolean, nullable=False, default=False),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(128), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
)
