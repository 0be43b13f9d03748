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

from followupd.reading.closings import DISCLAIMER
from followupd.reading.headers.block import Header
from followupd.reading.headers.labels import is_rule
from followupd.reading.openings import Opening, next_filled, opening
from followupd.reading.plain import Line, Plain

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
        found = opening(lines, here, stack[-1].depth) if len(messages) < MAX_MESSAGES else None
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
    filled = next_filled(lines, last + 1) if last is not None else None
    return filled if filled is not None and DISCLAIMER.match(lines[filled].text[:400]) else len(lines)


def _open(found: Opening, lines: list[Line], at: int, messages: list[Message], stack: list[Message]) -> int:
    """Start the message; returns the line to go on with."""
    depth = lines[at].depth
    while len(stack) > 1 and stack[-1].depth > depth:
        stack.pop()
    if found.header is not None and found.end > at + 1:
        depth = max(depth, lines[found.end - 1].depth)  # "Begin forwarded message:" stands above its quotation
    below = next_filled(lines, found.end)
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


def _lone_wrap(lines: Sequence[Line], at: int, depth: int) -> bool:
    """Whether a line without `>` is the torn-off end of the quoted line above it."""
    if depth == 0 or lines[at].depth >= depth or at == 0 or at + 1 >= len(lines):
        return False
    before, after, text = lines[at - 1], lines[at + 1], lines[at].text
    if before.depth >= depth <= after.depth and _ONLY_LINK.match(text[:500]):
        return True
    return before.depth >= depth <= after.depth and len(before.text) >= 60 and text[:1].islower() and len(text) < 60


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
