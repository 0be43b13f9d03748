"""Word lists written as running text: one line of words reads better than a column of quotes."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a text that are separated by white space."""
    return frozenset(text.split())
