"""The tables. Things and effects are kept as versioned JSON (codec.py), with the columns beside it that are searched.

A change here needs a step in migrations/ too; a test holds the two against each other.
"""

from __future__ import annotations

import sqlalchemy as sa

from followupd.store.columns import Identifier, Moment, RowId, Words

metadata = sa.MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "pk": "%(table_name)s_pk",
    }
)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, default=0)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False, default="")


# ------------------------------------------------------------------------------------------------ inbox

#: A message of the dedicated mailbox that was seen.
mails = sa.Table(
    "mails",
    metadata,
    #: In the order they were seen, which is the order they are taken in.
    sa.Column("id", RowId, primary_key=True),
    #: Graph's immutable id.
    sa.Column("message", Identifier, nullable=False, unique=True),
    sa.Column("folder", Identifier, nullable=False),
    #: Beginnings without an end: crashes.
    _count("begun"),
    #: How often it was put off because the world did not answer.
    _count("attempts"),
    #: Put off until then.
    sa.Column("not_before", Moment),
    #: Null until it is taken in.
    sa.Column("verdict", sa.String(16)),
    _words("reason"),
    sa.Column("internet_message_id", Identifier, nullable=False, default="", index=True),
    #: Hash of author and content.
    sa.Column("digest", sa.String(64), nullable=False, default=""),
    sa.Index(None, "verdict", "id"),
    sqlite_autoincrement=True,
)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("folder", Identifier, primary_key=True),
    sa.Column("cursor", Words, nullable=False),
)

#: To which thing a mail belongs. A mail that was sent in may have led to several things.
threads = sa.Table(
    "threads",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("internet_message_id", Identifier, nullable=False),
    sa.Column("conversation_id", Identifier, nullable=False, default="", index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("thing", Identifier, nullable=False),
    sa.Column("mail", sa.String(32), nullable=False),
    sa.UniqueConstraint("internet_message_id", "kind", "thing"),
    sqlite_autoincrement=True,
)

# ----------------------------------------------------------------------------------------------- things

#: References given out, for good.
references = sa.Table(
    "given_references",  # REFERENCES is a word of SQL
    metadata,
    sa.Column("reference", sa.String(16), primary_key=True),
    sa.Column("seed", Identifier, nullable=False, unique=True),
)

#: Proposals, agreements and follow-ups.
things = sa.Table(
    "things",
    metadata,
    sa.Column("row", RowId, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("id", Identifier, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("setter", Identifier, nullable=False),
    sa.Column("owner", Identifier),
    #: Null for follow-ups, which have none.
    sa.Column("reference", sa.String(16)),
    sa.Column("state", sa.String(16), nullable=False),
    #: Whether it still asks something of somebody: see things.py.
    sa.Column("open", sa.Boolean, nullable=False),
    #: What orders them: an agreement's creation, a follow-up's start. Null for proposals: as they came.
    sa.Column("moment", Moment),
    sa.Column("data", sa.Text, nullable=False),
    sa.UniqueConstraint("kind", "id"),
    sa.UniqueConstraint("reference"),
    sa.Index(None, "kind", "setter", "open"),
    sa.Index(None, "kind", "open"),
    sqlite_autoincrement=True,
)

#: What happened to a thing, in order.
history = sa.Table(
    "history",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("thing", Identifier, nullable=False),
    _words("what"),
    _words("by"),
    _words("words"),
    _words("cause"),
    sa.Index(None, "kind", "thing", "id"),
    sqlite_autoincrement=True,
)

# ---------------------------------------------------------------------------------------------- effects

effects = sa.Table(
    "effects",
    metadata,
    #: Their order within a lane.
    sa.Column("id", RowId, primary_key=True),
    sa.Column("key", Identifier, nullable=False, unique=True),
    #: The kind of a mail, else the type of the effect; for operators.
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("lane", Identifier, nullable=False),
    #: Empty: none.
    sa.Column("topic", Identifier, nullable=False, default=""),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    #: What a try prepared before its deed.
    _words("prepared"),
    #: Tries begun, of any end: when there was one, the deed may have happened.
    _count("begun"),
    #: Those of them that count towards giving up: outages and crashes do not.
    _count("counted"),
    #: Leases that ended without a verdict.
    _count("crashes"),
    #: Business time. While it is claimed: when it is looked at again should nothing be heard.
    sa.Column("next_try", Moment, nullable=False),
    #: Of the claim that may write the verdict; null when there is none.
    sa.Column("token", sa.String(32)),
    #: When the lease ends: seconds since 1970 on the database's own clock.
    sa.Column("lease", sa.Double),
    #: The worker that claimed it; null when it is alone on the database.
    sa.Column("worker", sa.String(32)),
    _words("reason"),
    sa.Index(None, "state", "next_try"),
    sa.Index(None, "lane", "state", "id"),
    sa.Index(None, "topic", "state"),
    sqlite_autoincrement=True,
)

# ---------------------------------------------------------------------------------------------- workers

#: The daemons that work on this database now; none for a daemon that is alone on it.
workers = sa.Table(
    "workers",
    metadata,
    #: Of this life of it: one that is started again, or was taken for dead, is another.
    sa.Column("token", sa.String(32), primary_key=True),
    #: For operators.
    sa.Column("name", Identifier, nullable=False),
    sa.Column("started", Moment, nullable=False),
    #: Until when it is believed to live without another sign: seconds since 1970 on the database's own clock.
    sa.Column("lease", sa.Double, nullable=False, index=True),
)

#: What one worker does at a time: to read a mailbox and ring the timers.
duties = sa.Table(
    "duties",
    metadata,
    sa.Column("name", Identifier, primary_key=True),
    #: Whose it is, as long as that worker is in `workers`.
    sa.Column("worker", sa.String(32)),
    #: Counts the takings: who writes names the one under which he read.
    sa.Column("fence", sa.BigInteger, nullable=False),
)

#: Requests to Microsoft Graph that are under way.
permits = sa.Table(
    "permits",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("worker", sa.String(32), nullable=False, index=True),
    sa.Column("mailbox", Identifier, nullable=False),
    #: The permit of the batch of which this is a member; None: it is a request of its own.
    sa.Column("batch", sa.String(32)),
)

#: Mailboxes that asked to be left alone.
waits = sa.Table(
    "waits",
    metadata,
    sa.Column("mailbox", Identifier, primary_key=True),
    #: Seconds since 1970 on the database's own clock.
    sa.Column("until", sa.Double, nullable=False),
)

# ------------------------------------------------------------------------------------------ all the rest

timers = sa.Table(
    "timers",
    metadata,
    sa.Column("name", Identifier, primary_key=True),
    sa.Column("moment", Moment, nullable=False, index=True),
)

#: People as far as our mail is concerned: who had one, who said STOP.
people = sa.Table(
    "people",
    metadata,
    sa.Column("address", Identifier, primary_key=True),
    sa.Column("acquainted", sa.Boolean, nullable=False, default=False),
    sa.Column("stopped", sa.Boolean, nullable=False, default=False),
)

#: Small facts that survive a restart.
notes = sa.Table(
    "notes",
    metadata,
    sa.Column("name", Identifier, primary_key=True),
    sa.Column("value", Words, nullable=False),
)

#: Who looked at private words, or did something to the outbox.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    _words("who"),
    _words("what"),
    sqlite_autoincrement=True,
)
