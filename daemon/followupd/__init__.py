"""followupd: what gets followed up gets done."""

__version__ = "0.1.0"
