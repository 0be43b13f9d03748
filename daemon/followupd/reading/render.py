"""From the events of a walk through HTML to lines: paragraphs, items, rows of tables.

A table becomes one line a row, its cells joined by ` | `, when its cells are small; a table that only lays out a page
becomes its cells' lines one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from followupd.reading.lines import MAX_LINES, MAX_TEXT, SURE_DELIMITER, Line, Mark, clean

#: A table cell with more text than this is a column of a layout, not a cell of a row.
MAX_CELL = 400
MAX_CELL_LINES = 6


_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Sink:
    """Where lines go: the body, or one cell of a table."""

    lines: list[Line] = field(default_factory=list)
    #: Text of the line that is being filled; None when there is none.
    text: list[str] | None = None
    #: A blank line is wanted before the next one.
    gap: bool = False


@dataclass(slots=True)
class Table:
    rows: list[list[Sink]] = field(default_factory=list)


class Renderer:
    """Turns the events of a tree walk into lines."""

    def __init__(self) -> None:
        self.sinks = [Sink()]
        self.tables: list[Table] = []
        self.lists: list[int | None] = []
        self.depth = 0
        self.soft = 0
        self.bare = 0
        self.pre = 0
        self.mark: Mark | None = None
        self.prefix = ""
        self.size = 0

    @property
    def sink(self) -> Sink:
        return self.sinks[-1]

    def write(self, text: str) -> None:
        if not text:
            return
        if self.pre:
            head, *rest = text[: 2 * MAX_TEXT].split("\n", MAX_LINES)
            self._append(head)
            for piece in rest:
                self.end_line(force=True)
                self._append(piece)
            return
        squeezed = _BLANKS.sub(" ", text)
        if squeezed == " " and self.sink.text is None:
            return
        self._append(squeezed)

    def _append(self, text: str) -> None:
        if text:
            if self.sink.text is None:
                self.sink.text = []
            self.sink.text.append(text)
            self.size += len(text)

    def end_line(self, *, force: bool = False) -> None:
        """Close the line that is being filled; `force` makes an empty one too."""
        sink = self.sink
        if sink.text is None and not force:
            return
        self.size += 20  # a line costs more than its letters
        raw = "".join(sink.text or ())
        text = clean(raw)
        for part in text.split("\n"):
            shown = part.rstrip() if self.pre else _BLANKS.sub(" ", part).strip()
            if shown == "--" and part.endswith(" "):
                shown = SURE_DELIMITER
            if sink.gap and shown and sink.lines and sink.lines[-1].text:
                sink.lines.append(Line(text="", depth=min(self.depth, sink.lines[-1].depth), soft=self.soft))
            if shown:
                sink.gap = False
                shown, self.prefix = self.prefix + shown, ""
            sink.lines.append(
                Line(
                    text=shown,
                    depth=self.depth,
                    soft=self.soft,
                    bare=self.bare > 0,
                    mark=self.mark if shown else None,
                )
            )
            if shown:
                self.mark = None
        sink.text = None

    def rule(self) -> None:
        self.end_line()
        self.sink.lines.append(Line(text="", depth=self.depth, soft=self.soft, mark=Mark.RULE))

    # -- tables

    def open_table(self) -> None:
        self.end_line()
        self.tables.append(Table())

    def open_row(self) -> None:
        if self.tables:
            self.tables[-1].rows.append([])

    def open_cell(self) -> bool:
        if not self.tables:
            return False
        if not self.tables[-1].rows:
            self.tables[-1].rows.append([])
        self.end_line()
        sink = Sink()
        self.tables[-1].rows[-1].append(sink)
        self.sinks.append(sink)
        return True

    def close_cell(self) -> None:
        self.end_line()
        self.sinks.pop()

    def close_table(self) -> None:
        table = self.tables.pop()
        rows = [row for row in table.rows if any(line.text for cell in row for line in cell.lines)]
        sink = self.sink
        if sink.gap and sink.lines and sink.lines[-1].text:
            sink.lines.append(Line(text="", depth=self.depth, soft=self.soft))
            sink.gap = False
        if _is_data(rows):
            for row in rows:
                sink.lines.append(_row(row))
            return
        for row in rows:
            for cell in row:
                sink.lines.extend(cell.lines)


def _is_data(rows: list[list[Sink]]) -> bool:
    """Whether a table holds rows of cells, not columns of a layout."""
    widest = 0
    for row in rows:
        filled = 0
        for cell in row:
            lines = [line for line in cell.lines if line.text]
            if len(lines) > MAX_CELL_LINES or sum(len(line.text) for line in lines) > MAX_CELL:
                return False
            if any(line.mark in (Mark.HEADER, Mark.QUOTE, Mark.CUT) for line in cell.lines):
                return False
            if any(line.depth != row[0].lines[0].depth for line in lines if row[0].lines):
                return False
            filled += bool(lines)
        widest = max(widest, filled)
    return widest >= 2


def _row(row: list[Sink]) -> Line:
    cells = [" ".join(line.text.strip() for line in cell.lines if line.text.strip()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    first = next((line for cell in row for line in cell.lines if line.text), Line(text=""))
    return replace(first, text=" | ".join(cells), mark=first.mark)
