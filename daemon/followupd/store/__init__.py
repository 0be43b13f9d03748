"""Everything we remember: SQLite through SQLAlchemy Core. The only place with SQL."""

from followupd.store.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
