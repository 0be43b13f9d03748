"""What opens an older message at a line: a client's mark, a header block, an attribution, "Original message"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from followupd.domain.people import Person
from followupd.reading.headers.attribution import attribution
from followupd.reading.headers.block import Header, block, block_without_colons, by_position, run_on_block
from followupd.reading.headers.labels import is_rule, label, separator
from followupd.reading.plain import Line, Mark

#: The line that our own mails carry at their top; in HTML its element has the attribute `data-followupd="cut"`.
CUT_LINE = "— followupd —"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The beginning of an older message: how it begins, what it says of it, and the line behind it."""

    #: As in forward.Message.
    how: str
    header: Header | None
    end: int
    #: Words that follow the header in its own line.
    rest: str = ""


def opening(lines: list[Line], at: int, depth: int) -> Opening | None:
    """What opens an older message at line `at`; None when nothing does.

    `depth` is that of the message that the line stands in. A mark that has been seen is taken off its line.
    """
    line = lines[at]
    if line.mark is Mark.CUT or line.text.strip().strip("*_ ") == CUT_LINE:
        return Opening(how="ours", header=None, end=at + 1)
    text = line.text
    between = separator(text) if not text[:1].isalnum() or ":" in text[-3:] or "：" in text[-3:] else None
    if between is not None:
        return _behind_separator(lines, at, *between)
    if line.mark is Mark.HEADER:
        lines[at] = replace(line, mark=None)
        return _marked(lines, at)
    if ":" in text or "：" in text:
        found = block(lines, at, sure=line.mark in (Mark.HEADER, Mark.BORDER) or _below_rule(lines, at))
        if found is not None:
            return Opening(how="header", header=found[1], end=found[0])
        in_one = run_on_block(text) if "@" in text and label(text) is not None and text.count(":") > 1 else None
        if in_one is not None:
            return Opening(how="header", header=in_one, end=at + 1)
    found = attribution(lines, at)
    if found is not None:
        return Opening(how="attributed", header=found[1], end=found[0])
    if _ends_with_address(text) and _quoted_below(lines, at):
        return Opening(how="attributed", header=_unknown(text), end=at + 1)
    if line.mark is Mark.QUOTE and line.depth <= depth:
        return _quote_mark(lines, at)
    return None


def _below_rule(lines: Sequence[Line], at: int) -> bool:
    """Whether a drawn rule stands right above: Outlook puts one above its header block."""
    for here in range(at - 1, max(-1, at - 4), -1):
        if is_rule(lines[here].text) or lines[here].mark is Mark.RULE:
            return True
        if lines[here].text.strip():
            return False
    return False


def _behind_separator(lines: Sequence[Line], at: int, kind: str, rest: str) -> Opening:
    if rest:
        header = run_on_block(rest)
        if header is not None:
            return Opening(how=kind, header=header, end=at + 1)
    below = at
    for _ in range(3):
        following = next_filled(lines, below + 1)
        if following is None:
            break
        below = following
        found = block(lines, below, sure=True) or block_without_colons(lines, below)
        if found is not None:
            return Opening(how=kind, header=found[1], end=_behind_repeated(lines, found[0], lines[at].text))
        header = run_on_block(lines[below].text) if label(lines[below].text) else None
        if header is not None:
            return Opening(how=kind, header=header, end=below + 1)
        named = attribution(lines, below)
        if named is not None:
            return Opening(how=kind, header=named[1], end=named[0])
        if not is_rule(lines[below].text):
            break
    return Opening(how=kind, header=None, end=at + 1, rest=rest)


def _behind_repeated(lines: Sequence[Line], at: int, said: str) -> int:
    """Behind the separator that stands once more below the header, as Zoho draws it."""
    below = next_filled(lines, at)
    return below + 1 if below is not None and lines[below].text.strip() == said.strip() else at


def _marked(lines: Sequence[Line], at: int) -> Opening:
    """The message whose header block Outlook marks here; in an unknown language the mark alone is enough to cut."""
    found = block(lines, at, sure=True) or by_position(lines, at)
    if found is not None:
        return Opening(how="header", header=found[1], end=found[0])
    named = attribution(lines, at)
    if named is not None:
        return Opening(how="header", header=named[1], end=named[0])
    return Opening(how="header", header=None, end=at)


def _quote_mark(lines: Sequence[Line], at: int) -> Opening | None:
    """A quotation that a client marks and whose attribution is in no known language: all down to the quoted lines."""
    depth = lines[at].depth
    for here in range(at, min(len(lines), at + 6)):
        if lines[here].text.strip() and lines[here].depth > depth:
            said = " ".join(line.text for line in lines[at:here])
            return Opening(how="attributed", header=_unknown(said), end=here) if here > at and len(said) < 400 else None
    return None


def _ends_with_address(text: str) -> bool:
    """Whether a short line names an address and a number and ends with a colon: an attribution in any language."""
    end = text.rstrip()[-1:]
    return len(text) < 300 and end in (":", "：") and "@" in text and any(char.isdigit() for char in text)


def _quoted_below(lines: Sequence[Line], at: int) -> bool:
    below = next_filled(lines, at + 1)
    if below is None:
        return False
    return lines[below].depth > lines[at].depth or lines[below].soft > lines[at].soft


def _unknown(said: str) -> Header:
    """What an attribution in an unknown language surely says: the address in it, and its date in its own words."""
    found = re.search(r"[^\s<>()\[\],;:\"]{1,120}@[^\s<>()\[\],;:\"]{1,200}", said)
    return Header(author=Person(address=found[0]) if found else None, date=said)


def next_filled(lines: Sequence[Line], at: int) -> int | None:
    return next((here for here in range(at, min(len(lines), at + 40)) if lines[here].text.strip()), None)
