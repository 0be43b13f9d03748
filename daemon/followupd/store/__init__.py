"""SQLite or PostgreSQL; the only place with SQL."""
