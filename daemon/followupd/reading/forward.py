"""A body as a chain of messages: the note on top, then every forwarded or quoted message below it.

One pass over the lines with a stack. Four things open an older message: the client's own mark in the HTML, a header
block, an attribution line, and a line such as "Original message". Where the older message is quoted deeper (`>` or a
block quote), the lines behind it at the old depth belong to the writer above again: answers between or below quotes
are never lost. Otherwise all that follows is older.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from followupd.domain.people import Person
from followupd.reading.closings import DISCLAIMER
from followupd.reading.headers.attribution import attribution
from followupd.reading.headers.block import Header, block, block_without_colons, by_position, run_on_block
from followupd.reading.headers.labels import is_rule, label, separator
from followupd.reading.plain import Line, Mark, Plain

#: The line that our own mails carry at their top; in HTML its element has the attribute `data-followupd="cut"`.
CUT_LINE = "— followupd —"
_ONLY_LINK = re.compile(r"\s{0,8}[(<\[]?https?://[^\s]{1,400}[)>\]]?\s{0,4}>?$")
#: Messages of one mail that are told apart; deeper ones stay part of the last.
MAX_MESSAGES = 200


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of the chain. `body` is the index of the line where its own words begin."""

    #: note, forwarded, original, attributed, quoted, ours
    how: str
    depth: int = 0
    header: Header | None = None
    opened: int = 0
    body: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The message's own words, without the quotations in it; rules and blank lines at the ends taken off."""
        return "\n".join(line.text for line in trimmed(self.lines))


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """Without blank lines and rules at the ends, and with one blank line where several stand."""
    out: list[Line] = []
    for line in lines:
        if line.text.strip() or (out and out[-1].text.strip()):
            out.append(line)
    while out and (not out[-1].text.strip() or is_rule(out[-1].text)):
        out.pop()
    while out and (not out[0].text.strip() or is_rule(out[0].text)):
        out.pop(0)
    return out


def chain(body: Plain) -> list[Message]:
    """The messages of a body, newest first; the first is the note and may be empty."""
    lines = list(body.lines)
    messages = [Message(how="note")]
    stack = [messages[0]]
    here = 0
    while here < len(lines):
        line = lines[here]
        if not line.text.strip():
            stack[-1].lines.append(line)
            here += 1
            continue
        found = _opening(lines, here, stack[-1]) if len(messages) < MAX_MESSAGES else None
        if found is not None:
            here = _open(found, lines, here, messages, stack)
            continue
        if _lone_wrap(lines, here, stack[-1].depth):
            stack[-1].lines.append(line)
            here += 1
            continue
        while len(stack) > 1 and stack[-1].depth > line.depth:
            stack.pop()
        if line.depth > stack[-1].depth and len(messages) < MAX_MESSAGES:
            quoted = Message(how="quoted", depth=line.depth, opened=here, body=here)
            messages.append(quoted)
            stack.append(quoted)
        stack[-1].lines.append(line)
        here += 1
    return _joined(_without_bare_end(messages))


def _without_bare_end(messages: list[Message]) -> list[Message]:
    """A bare block quote at the end of the note, with nothing of the writer's behind it, quotes something older.

    What a server appends behind it, a disclaimer, is not the writer's.
    """
    note = messages[0]
    whole = _appended(note.lines)
    end = whole
    while end and (note.lines[end - 1].bare or not note.lines[end - 1].text.strip()):
        end -= 1
    tail = note.lines[end:whole]
    if (
        not end
        or not any(line.text.strip() for line in tail)
        or not any(line.text.strip() for line in note.lines[:end])
    ):
        return messages
    note.lines = [*note.lines[:end], Line(text=""), *note.lines[whole:]]
    quoted = Message(how="quoted", depth=1, lines=tail)
    return [note, quoted, *messages[1:]]


def _appended(lines: list[Line]) -> int:
    """Where a disclaimer begins that stands behind a bare block quote; the end of the lines when none does."""
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].bare), None)
    filled = _next_filled(lines, last + 1) if last is not None else None
    return filled if filled is not None and DISCLAIMER.match(lines[filled].text[:400]) else len(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    how: str
    header: Header | None
    end: int
    #: Words that follow the header in its own line.
    rest: str = ""


def _open(found: _Opening, lines: list[Line], at: int, messages: list[Message], stack: list[Message]) -> int:
    """Start the message; returns the line to go on with."""
    depth = lines[at].depth
    while len(stack) > 1 and stack[-1].depth > depth:
        stack.pop()
    if found.header is not None and found.end > at + 1:
        depth = max(depth, lines[found.end - 1].depth)  # "Begin forwarded message:" stands above its quotation
    below = _next_filled(lines, found.end)
    if found.how == "attributed" and below is not None:
        _harden(lines, at, below)
        if lines[below].depth > depth:
            depth = lines[below].depth
    message = Message(how=found.how, depth=depth, header=found.header, opened=at, body=found.end)
    if found.rest:
        message.lines.append(replace(lines[at], text=found.rest, mark=None))
    while stack and stack[-1].depth >= depth:
        stack.pop()
    messages.append(message)
    stack.append(message)
    return found.end


def _harden(lines: list[Line], at: int, below: int) -> None:
    """Block quotes right behind an attribution are quotations, not indentation."""
    soft = lines[at].soft
    if lines[below].soft <= soft or lines[below].depth > lines[at].depth:
        return
    here = below
    while here < len(lines) and (lines[here].soft > soft or not lines[here].text.strip()):
        extra = max(0, lines[here].soft - soft)
        lines[here] = replace(lines[here], depth=lines[here].depth + extra, soft=lines[here].soft - extra)
        here += 1


def _next_filled(lines: Sequence[Line], at: int) -> int | None:
    return next((here for here in range(at, min(len(lines), at + 40)) if lines[here].text.strip()), None)


def _lone_wrap(lines: Sequence[Line], at: int, depth: int) -> bool:
    """Whether a line without `>` is the torn-off end of the quoted line above it."""
    if depth == 0 or lines[at].depth >= depth or at == 0 or at + 1 >= len(lines):
        return False
    before, after, text = lines[at - 1], lines[at + 1], lines[at].text
    if before.depth >= depth <= after.depth and _ONLY_LINK.match(text[:500]):
        return True
    return before.depth >= depth <= after.depth and len(before.text) >= 60 and text[:1].islower() and len(text) < 60


# ---------------------------------------------------------------------------------------------------- openings


def _opening(lines: list[Line], at: int, current: Message) -> _Opening | None:
    """What opens an older message at this line; None when nothing does."""
    line = lines[at]
    if line.mark is Mark.CUT or line.text.strip().strip("*_ ") == CUT_LINE:
        return _Opening(how="ours", header=None, end=at + 1)
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
            return _Opening(how="header", header=found[1], end=found[0])
        in_one = run_on_block(text) if "@" in text and label(text) is not None and text.count(":") > 1 else None
        if in_one is not None:
            return _Opening(how="header", header=in_one, end=at + 1)
    found = attribution(lines, at)
    if found is not None:
        return _Opening(how="attributed", header=found[1], end=found[0])
    if _ends_with_address(text) and _quoted_below(lines, at):
        return _Opening(how="attributed", header=_unknown(text), end=at + 1)
    if line.mark is Mark.QUOTE and line.depth <= current.depth:
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


def _behind_separator(lines: Sequence[Line], at: int, kind: str, rest: str) -> _Opening:
    if rest:
        header = run_on_block(rest)
        if header is not None:
            return _Opening(how=kind, header=header, end=at + 1)
    below = at
    for _ in range(3):
        following = _next_filled(lines, below + 1)
        if following is None:
            break
        below = following
        found = block(lines, below, sure=True) or block_without_colons(lines, below)
        if found is not None:
            return _Opening(how=kind, header=found[1], end=_behind_repeated(lines, found[0], lines[at].text))
        header = run_on_block(lines[below].text) if label(lines[below].text) else None
        if header is not None:
            return _Opening(how=kind, header=header, end=below + 1)
        named = attribution(lines, below)
        if named is not None:
            return _Opening(how=kind, header=named[1], end=named[0])
        if not is_rule(lines[below].text):
            break
    return _Opening(how=kind, header=None, end=at + 1, rest=rest)


def _behind_repeated(lines: Sequence[Line], at: int, said: str) -> int:
    """Behind the separator that stands once more below the header, as Zoho draws it."""
    below = _next_filled(lines, at)
    return below + 1 if below is not None and lines[below].text.strip() == said.strip() else at


def _marked(lines: Sequence[Line], at: int) -> _Opening:
    """The message whose header block Outlook marks here; in an unknown language the mark alone is enough to cut."""
    found = block(lines, at, sure=True) or by_position(lines, at)
    if found is not None:
        return _Opening(how="header", header=found[1], end=found[0])
    named = attribution(lines, at)
    if named is not None:
        return _Opening(how="header", header=named[1], end=named[0])
    return _Opening(how="header", header=None, end=at)


def _quote_mark(lines: Sequence[Line], at: int) -> _Opening | None:
    """A quotation that a client marks and whose attribution is in no known language: all down to the quoted lines."""
    depth = lines[at].depth
    for here in range(at, min(len(lines), at + 6)):
        if lines[here].text.strip() and lines[here].depth > depth:
            said = " ".join(line.text for line in lines[at:here])
            return (
                _Opening(how="attributed", header=_unknown(said), end=here) if here > at and len(said) < 400 else None
            )
    return None


def _ends_with_address(text: str) -> bool:
    """Whether a short line names an address and a number and ends with a colon: an attribution in any language."""
    end = text.rstrip()[-1:]
    return len(text) < 300 and end in (":", "：") and "@" in text and any(char.isdigit() for char in text)


def _quoted_below(lines: Sequence[Line], at: int) -> bool:
    below = _next_filled(lines, at + 1)
    if below is None:
        return False
    return lines[below].depth > lines[at].depth or lines[below].soft > lines[at].soft


def _unknown(said: str) -> Header:
    """What an attribution in an unknown language surely says: the address in it, and its date in its own words."""
    found = re.search(r"[^\s<>()\[\],;:\"]{1,120}@[^\s<>()\[\],;:\"]{1,200}", said)
    return Header(author=Person(address=found[0]) if found else None, date=said)


def _joined(messages: list[Message]) -> list[Message]:
    """A message that is quoted as a whole below its own header is that message, not one more."""
    out: list[Message] = []
    for message in messages:
        above = out[-1] if out else None
        if (
            above is not None
            and above.header is not None
            and message.how == "quoted"
            and message.depth == above.depth + 1
            and not any(line.text.strip() for line in above.lines)
        ):
            above.lines, above.depth = message.lines, message.depth
            continue
        out.append(message)
    return out
