"""What the scorer calls: thin calls into followupd.reading."""

from bench.adapt_dates import dates  # noqa: F401
