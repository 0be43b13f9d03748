"""Types of columns: moments, words from outside, identifiers from outside. Each is fit for both databases."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

#: Numbers that rows get as they come.
RowId: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

#: Characters of an identifier that are kept as they are. Graph's ids have some 150, a Message-ID rarely 200;
#: a longer one is somebody's invention, and an index of PostgreSQL takes 2,700 bytes at most.
LONGEST = 500


def clean(text: str) -> str:
    """Return the text without what no database keeps: half surrogate pairs and NUL, which hostile mail contains."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def shortened(identifier: str) -> str:
    """Return an identifier as it is kept: one of absurd length as its beginning and its hash."""
    text = clean(identifier)
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 65] + "#" + hashlib.sha256(text.encode()).hexdigest()


class Moment(sa.TypeDecorator[datetime]):
    """An aware datetime; comes back in UTC. In SQLite as text of one width, so that it sorts as time goes."""

    impl = sa.String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[datetime] | sa.types.TypeEngine[str]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.String(32))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: datetime | str | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


class Words(sa.TypeDecorator[str]):
    """Text of any length, from anybody."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else clean(value)


class Identifier(sa.TypeDecorator[str]):
    """Text by which things are found, from anybody; of bounded length, so that it can be indexed."""

    impl = sa.String(LONGEST)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else shortened(value)
