"""Words of people made fit to be shown: no control characters, bounded, never mistaken for our own marks."""

from __future__ import annotations

import re
import unicodedata

#: Where a mail of ours begins, so that an answer can be cut off above it. reading/reply.py knows the same words.
CUT_LINE = "— followupd —"

#: Longest a title, a field of an action, and a quotation may be, in characters.
TITLE, FIELD, QUOTE = 70, 600, 2000
#: Most lines of a quotation.
QUOTE_LINES = 40

_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Invisible formatting that may stay: joiners, which some scripts and emoji need.
_JOINERS = {"\u200c", "\u200d"}


def clean(text: str) -> str:
    """The text without control, direction and other invisible characters; all line ends as a newline."""
    text = _BREAKS.sub("\n", text).replace("\t", " ").replace("\u00a0", " ")
    return "".join(char for char in text if char == "\n" or _visible(char)).replace(CUT_LINE, "followupd")


def _visible(char: str) -> bool:
    """Unassigned characters may be the emoji of a newer Unicode; the non-characters U+…FFFE and U+…FFFF never are."""
    if char in _JOINERS:
        return True
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co") and ord(char) & 0xFFFE != 0xFFFE


def one_line(text: str, limit: int = FIELD) -> str:
    """The text on one line, cut at a word where it is longer than `limit`, with an ellipsis."""
    return cut(" ".join(clean(text).split()), limit)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending at a whole word and an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space > limit // 2 else kept).rstrip(" ,;:.–—-") + "…"


def quoted(text: str) -> tuple[str, ...]:
    """A person's own words as lines, bounded; blank lines at the ends and in a row are left out."""
    lines: list[str] = []
    for line in cut(clean(text).strip(), QUOTE).split("\n"):
        line = " ".join(line.split())
        if line or (lines and lines[-1]):
            lines.append(line)
    return tuple(lines[:QUOTE_LINES]) + (("…",) if len(lines) > QUOTE_LINES else ())


def title(what: str, limit: int = TITLE) -> str:
    """What is to be done as a title: one line, a capital letter, no full stop."""
    line = one_line(what, FIELD).rstrip(" .;,")
    return cut(line[:1].upper() + line[1:], limit)


def sentence(words: str) -> str:
    """A field of an action as it stands in a mail: one line that begins with a capital letter."""
    line = one_line(words)
    return line[:1].upper() + line[1:]


def listed(words: tuple[str, ...] | list[str], link: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {link} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
