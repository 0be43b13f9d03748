"""Everything we remember: SQLite or PostgreSQL through SQLAlchemy Core. The only place with SQL."""

from followupd.store.store import SqlStore, open_store, open_to_run

__all__ = ["SqlStore", "open_store", "open_to_run"]
