"""A mail's body as text: HTML or text in, what a person sees out.

Paragraphs, items and table rows stay whole: an item begins with `- ` or `1. `, the cells of a row are joined by ` | `.
Zero-width and bidirectional control characters are gone, all blanks are plain ones. The bounds of hostile input stand
in lines.py (text) and markup.py (HTML).
"""

from __future__ import annotations

from followupd.reading.lines import MAX_LINE, MAX_LINES, MAX_TEXT, Line, Mark, Plain, clean, join, lines_of_text
from followupd.reading.markup import MAX_HTML, lines_of_html

__all__ = [
    "MAX_HTML",
    "MAX_LINE",
    "MAX_LINES",
    "MAX_TEXT",
    "Line",
    "Mark",
    "Plain",
    "clean",
    "join",
    "lines_of_html",
    "lines_of_text",
    "plain",
]


def plain(html: str) -> str:
    """HTML as text."""
    return lines_of_html(html).text
