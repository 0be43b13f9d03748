"""Lines of a mail's body, with what later steps need and a reader does not see.

How deep a line is quoted (`depth`), whether it stands in a block quote that may be mere indentation (`soft`), and
whether a mail client marked this place as the beginning of an older message (`mark`). Text bodies become lines here;
HTML bodies in markup.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

#: Characters of text that are kept of one body.
MAX_TEXT = 200_000
#: Lines that are kept of one body.
MAX_LINES = 10_000
#: Characters of one line; a longer one is broken at a blank.
MAX_LINE = 10_000
#: The line that announces a signature (RFC 3676, 4.3), with its blank; without it people also draw lines.
SURE_DELIMITER = "-- "
#: Blanks in a row that are kept: enough for any indent or column.
MAX_BLANKS = 24


class Mark(StrEnum):
    """What a mail client says of the place where a line begins."""

    #: An older message begins here, with its header block.
    HEADER = "header"
    #: An older message may begin here: Word's rule, or Outlook's container of it.
    BORDER = "border"
    #: A quotation begins here.
    QUOTE = "quote"
    #: Our own mail begins here: everything below is ours.
    CUT = "cut"
    #: A horizontal rule.
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    text: str
    #: Levels of quotation around the line, by `>` or by a block quote that is surely one.
    depth: int = 0
    #: Levels of block quotes that may be mere indentation.
    soft: int = 0
    #: Whether one of those is bare: made by a "quote" button, as indentation has a margin.
    bare: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A body as lines. `shortened` when it was larger than the bounds."""

    lines: tuple[Line, ...] = ()
    shortened: bool = False

    @property
    def text(self) -> str:
        return join(self.lines)


#: Controls and invisible characters: zero-width, bidirectional, soft hyphen, byte order mark, tags, fillers.
_INVISIBLE = dict.fromkeys(
    [
        *range(0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
        0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0x13430, 0x13440),
        *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080),
    ]
)  # fmt: skip
#: Wide, narrow and fixed blanks become a blank; line and paragraph separators become a line break.
_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09], " ") | dict.fromkeys(
    [0x85, 0x2028, 0x2029], "\n"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_CLEAN = {**_INVISIBLE, **_BLANKS}


def clean(text: str) -> str:
    """The text without invisible characters, with plain blanks; line breaks are `\\n`."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return without_surrogates(text)


def one_line(text: str) -> str:
    """The same in one line, with single blanks: a subject or a name."""
    return " ".join(clean(text).split())


def without_surrogates(text: str) -> str:
    """The text without halves of characters, which no encoding can write."""
    return text if text.isascii() else _SURROGATES.sub("", text)


def join(lines: tuple[Line, ...] | list[Line]) -> str:
    """Lines as one text: no blank lines at either end, never two in a row."""
    out: list[str] = []
    for line in lines:
        text = line.text.rstrip()
        if text or (out and out[-1]):
            out.append(text)
    while out and not out[-1]:
        out.pop()
    return "\n".join(out)


# ------------------------------------------------------------------------------------------------- text bodies

_MANY_BLANKS = re.compile(rf" {{{MAX_BLANKS + 1},}}")
#: A row of three cells or more that tabs set apart, as a table leaves in a text body.
_TABBED_ROW = re.compile(r"^[^\t\r\n]*[^\s:]\t+[^\t\r\n]+(?:\t+[^\t\r\n]+)+", re.M)
_TABS = re.compile(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)")
_QUOTE_PREFIX = re.compile(r"[ \t]{0,3}(?:[>|›»][ \t]?){1,40}")


def lines_of_text(text: str) -> Plain:
    """A text/plain body as lines; `>` in front becomes depth."""
    shortened = len(text) > MAX_TEXT
    rows = _TABBED_ROW.sub(lambda row: _TABS.sub(" | ", row[0]), text[:MAX_TEXT]) if "\t" in text else text[:MAX_TEXT]
    lines = [unquoted(Line(text=line)) for line in clean(rows).split("\n")]
    return bounded(lines, shortened)


def unquoted(line: Line) -> Line:
    """The line with its `>` marks turned into depth. A `|` counts only behind a `>`."""
    start = line.text.lstrip()[:1]
    if start not in (">", "›") or (line.text.lstrip().startswith(">>> ") and line.text.rstrip().endswith(" >>>")):
        return line
    match = _QUOTE_PREFIX.match(line.text)
    if match is None:
        return line
    levels = sum(match[0].count(sign) for sign in ">›")
    return replace(line, text=line.text[match.end() :], depth=line.depth + levels)


def bounded(lines: list[Line], shortened: bool) -> Plain:
    """The lines within the bounds of a body."""
    out: list[Line] = []
    left = MAX_TEXT
    for line in lines:
        text = line.text if line.text == SURE_DELIMITER else line.text.rstrip()
        if "  " in text:
            text = _MANY_BLANKS.sub(" " * MAX_BLANKS, text)
        if len(text) <= MAX_LINE:
            left -= len(text) + 1
            if left < 0 or len(out) >= MAX_LINES:
                return Plain(lines=tuple(out), shortened=True)
            out.append(line if text == line.text else replace(line, text=text))
            continue
        for piece in _pieces(text, left):
            left -= len(piece) + 1
            if left < 0 or len(out) >= MAX_LINES:
                return Plain(lines=tuple(out), shortened=True)
            out.append(replace(line, text=piece))
    return Plain(lines=tuple(out), shortened=shortened)


def _pieces(text: str, left: int) -> Iterator[str]:
    """A line in pieces of MAX_LINE characters at most, broken at a blank where there is one; no more than are left."""
    text = text[: left + MAX_LINE]
    while len(text) > MAX_LINE:
        at = text.rfind(" ", MAX_LINE // 2, MAX_LINE)
        at = at if at > 0 else MAX_LINE
        yield text[:at]
        text = text[at:].lstrip()
    yield text
