"""A mail's body as lines of text: HTML or text in, what a person sees out.

A line keeps what later steps need and a reader does not see: how deep it is quoted (`depth`), whether it stands in a
block quote that may be mere indentation (`soft`), and whether a mail client marked this place as the beginning of an
older message (`mark`). Paragraphs, items and table rows stay whole: an item begins with `- ` or `1. `, the cells of a
row are joined by ` | `. Styles, scripts, hidden text and comments are no words; neither are zero-width and
bidirectional control characters.

Input is hostile until proven otherwise: sizes are bounded by the constants below, nothing recurses, and every regular
expression is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lxml import etree

#: Characters of HTML that are looked at; the rest of a larger body is left out.
MAX_HTML = 12_000_000
#: Characters of text that are kept of one body.
MAX_TEXT = 200_000
#: Lines that are kept of one body.
MAX_LINES = 10_000
#: Characters of one line; a longer one is broken at a blank.
MAX_LINE = 10_000
#: A table cell with more text than this is a column of a layout, not a cell of a row.
MAX_CELL = 400
MAX_CELL_LINES = 6


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
        *range(0x00, 0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
        0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
    ]
)  # fmt: skip
#: Wide, narrow and fixed blanks become a blank; line and paragraph separators become a line break.
_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09], " ") | dict.fromkeys(
    [0x85, 0x2028, 0x2029], "\n"
)
_CLEAN = {**_INVISIBLE, **_BLANKS}
#: A joiner inside an emoji is part of it; anywhere else it is invisible dirt.
_JOINER = 0x200D


def clean(text: str) -> str:
    """The text without invisible characters, with plain blanks; line breaks are `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    return re.sub("[\ud800-\udfff]", "", text) if not text.isascii() else text


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


def plain(html: str) -> str:
    """HTML as text."""
    return lines_of_html(html).text


# ------------------------------------------------------------------------------------------------- text bodies

_QUOTE_PREFIX = re.compile(r"[ \t]{0,3}(?:[>|›»][ \t]?){1,40}")


def lines_of_text(text: str) -> Plain:
    """A text/plain body as lines; `>` in front becomes depth."""
    shortened = len(text) > MAX_TEXT
    lines = [unquoted(Line(text=line)) for line in clean(text[:MAX_TEXT]).split("\n")]
    return _bounded(lines, shortened)


def unquoted(line: Line) -> Line:
    """The line with its `>` marks turned into depth. A `|` counts only behind a `>`."""
    start = line.text.lstrip()[:1]
    if start not in (">", "›"):
        return line
    match = _QUOTE_PREFIX.match(line.text)
    if match is None:
        return line
    levels = sum(match[0].count(sign) for sign in ">›")
    return replace(line, text=line.text[match.end() :], depth=line.depth + levels)


def _bounded(lines: list[Line], shortened: bool) -> Plain:
    out: list[Line] = []
    used = 0
    for line in lines:
        text = line.text.rstrip()
        while len(text) > MAX_LINE:
            at = text.rfind(" ", MAX_LINE // 2, MAX_LINE)
            at = at if at > 0 else MAX_LINE
            out.append(replace(line, text=text[:at]))
            used += at
            text = text[at:].lstrip()
        used += len(text) + 1
        if used > MAX_TEXT or len(out) >= MAX_LINES:
            return Plain(lines=tuple(out), shortened=True)
        out.append(replace(line, text=text))
    return Plain(lines=tuple(out), shortened=shortened)


# ------------------------------------------------------------------------------------------------- HTML bodies

_SKIP = frozenset(
    "head style script title template noscript object applet svg math canvas audio video iframe select option textarea "
    "map xml o:documentproperties o:officedocumentsettings w:worddocument".split()
)
_BLOCK = frozenset(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary ul blockquote hr table caption".split()
)
#: Blocks with a blank line before and behind them, unless their style says otherwise.
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table".split())
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$)|max-height:0(?:px)?(?:;|$)|"
    r"(?:^|;)opacity:0(?:;|$)|(?:^|;)height:0(?:px)?;.{0,60}overflow:hidden"
)
#: Outlook's own id of the block itself, and its ids of what contains the block somewhere.
_HEADER_IDS = frozenset({"divrplyfwdmsg"})
_NEAR_HEADER_IDS = frozenset({
    "mail-editor-reference-message-container", "olk_src_body_section", "ms-outlook-mobile-reference-message", "_mailoriginal",
})  # fmt: skip
_QUOTE_NAMES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted",
    "protonmail_quote", "tutanota_quote", "zmail_extra", "wordsection1-quoted", "freebirdmessagequote", "ae-reply-quote",
    "mailbird_quote", "em_quote", "spark_quote", "front-blockquote", "mb-quote", "replyforwardseparator",
    "apple-mail-reply-separator",
})  # fmt: skip
_CITE_NAMES = frozenset({
    "gmail_quote", "iphone_quote", "protonmail_quote", "tutanota_quote", "yahoo_quoted", "mb-quote", "spark_quote",
    "front-blockquote", "moz-cite", "cite", "quote", "uxb_fn", "zmail_quote",
})  # fmt: skip
_WORD_RULE = re.compile(r"border-top:solid", re.I)
_NUMBERED = re.compile(r"\W{0,3}(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_TOO_DEEP = "depth"


@dataclass(slots=True)
class _Sink:
    """Where lines go: the body, or one cell of a table."""

    lines: list[Line] = field(default_factory=list)
    #: Text of the line that is being filled; None when there is none.
    text: list[str] | None = None
    #: A blank line is wanted before the next one.
    gap: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[_Sink]] = field(default_factory=list)


class _Renderer:
    """Turns the events of a tree walk into lines."""

    def __init__(self) -> None:
        self.sinks = [_Sink()]
        self.tables: list[_Table] = []
        self.lists: list[int | None] = []
        self.depth = 0
        self.soft = 0
        self.bare = 0
        self.pre = 0
        self.mark: Mark | None = None
        self.prefix = ""
        self.size = 0

    @property
    def sink(self) -> _Sink:
        return self.sinks[-1]

    def write(self, text: str) -> None:
        if not text:
            return
        if self.pre:
            head, *rest = text.split("\n")
            self._append(head)
            for piece in rest:
                self.end_line(force=True)
                self._append(piece)
            return
        squeezed = re.sub(r"[ \t\n\r\f]+", " ", text)
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
            shown = part.rstrip() if self.pre else re.sub(r" {2,}", " ", part).strip()
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
        self.tables.append(_Table())

    def open_row(self) -> None:
        if self.tables:
            self.tables[-1].rows.append([])

    def open_cell(self) -> bool:
        if not self.tables:
            return False
        if not self.tables[-1].rows:
            self.tables[-1].rows.append([])
        self.end_line()
        sink = _Sink()
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


def _is_data(rows: list[list[_Sink]]) -> bool:
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


def _row(row: list[_Sink]) -> Line:
    cells = [" ".join(line.text.strip() for line in cell.lines if line.text.strip()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    first = next((line for cell in row for line in cell.lines if line.text), Line(text=""))
    return replace(first, text=" | ".join(cells), mark=first.mark)


def lines_of_html(html: str) -> Plain:
    """An HTML body as lines; also for broken, huge or deeply nested HTML."""
    shortened = len(html) > MAX_HTML
    html = html[:MAX_HTML].replace("\x00", "")
    root = _tree(html)
    if root is None:
        return Plain(shortened=shortened)
    renderer = _Renderer()
    cut = _walk(root, renderer)
    renderer.end_line()
    lines = [unquoted(line) for line in renderer.sinks[0].lines]
    return _bounded(lines, shortened or cut)


def _tree(html: str) -> etree._Element | None:
    raw = html.encode("utf-8", "surrogatepass" if html.isascii() else "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(_TOO_DEEP in entry.message.lower() for entry in parser.error_log.filter_from_fatals()):
        return _tree_of_flat(html)
    return root


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})([^<>]{0,2000})>")


def _tree_of_flat(html: str) -> etree._Element | None:
    """The tree of HTML that nests deeper than libxml2 goes (2048): paragraphs and lines are all that is kept of it."""

    def keep(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name in ("br", "hr", "style", "script", "head", "title"):
            return match[0]
        return "<br>" if name in _BLOCK or name in ("tr", "td", "th") else ""

    flat = re.sub(r"(?:<br>){2,}", "<br>", _TAG.sub(keep, html))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(b"<div>" + flat.encode("utf-8", "replace") + b"</div>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _names(element: etree._Element) -> set[str]:
    """The ids and classes of an element, lower case, without the `x_` that Outlook puts before those of older mail."""
    said = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('name') or ''}".lower().split()
    out = set()
    for name in said[:20]:
        while name.startswith("x_"):
            name = name[2:]
        out.add(name)
    return out


def _walk(root: etree._Element, to: _Renderer) -> bool:
    """Feed the tree to the renderer without recursion. True when the text grew beyond the bounds and was cut."""
    #: What to undo at the end of an element: (element, steps).
    undo: list[tuple[etree._Element, list[str]]] = []
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                to.write(_tail(element))
            continue
        if event == "start":
            if to.size > 2 * MAX_TEXT:
                to.end_line()
                while to.tables:
                    while len(to.sinks) > 1 and to.tables:
                        to.sinks.pop()
                    to.close_table()
                return True
            steps = _start(element, to)
            if steps is None:
                skipping = element
                continue
            undo.append((element, steps))
            to.write(element.text or "")
        else:
            while undo and undo[-1][0] is not element:
                undo.pop()
            _end(element, undo.pop()[1] if undo else [], to)
            to.write(_tail(element))
    return False


def _tail(element: etree._Element) -> str:
    return element.tail or ""


def _start(element: etree._Element, to: _Renderer) -> list[str] | None:
    """Begin an element; None when it and all in it is to be left out."""
    tag = element.tag if isinstance(element.tag, str) else ""
    tag = tag.lower()
    if tag in _SKIP or not tag:
        return None
    style = (element.get("style") or "").replace(" ", "").replace("\n", "").lower()[:2000]
    if style and _HIDDEN.search(style) and tag not in ("body", "html"):
        return None
    if element.get("hidden") is not None and tag not in ("body", "html"):
        return None
    steps: list[str] = []
    if tag == "br":
        to.end_line(force=True)
        return steps
    if tag == "img":
        alt = element.get("alt") or ""
        if 0 < len(alt) <= 8 and not any(c.isalnum() and c.isascii() or c.isspace() for c in alt):
            to.write(alt)
        return steps
    if tag == "hr":
        to.rule()
        return steps
    if "mso-list:ignore" in style:
        said = "".join(element.itertext())[:40]
        number = _NUMBERED.match(said)
        to.prefix = f"{number[1]}. " if number else "- "
        return None
    _mark(element, tag, style, to)
    if tag == "table":
        to.open_table()
        steps.append("table")
    elif tag == "tr":
        to.end_line()
        to.open_row()
    elif tag in ("td", "th"):
        if to.open_cell():
            steps.append("cell")
    elif tag in _BLOCK:
        to.end_line()
        if _spaced(element, tag, style, to):
            to.sink.gap = True
        if tag == "blockquote":
            cite = _is_cite(element, style)
            steps.append("cite" if cite else "soft")
            to.depth += cite
            to.soft += not cite
            if not cite and not element.get("style"):
                to.bare += 1
                steps.append("bare")
        elif tag in ("ul", "ol", "menu", "dir"):
            to.lists.append(_first_number(element) if tag == "ol" else None)
            steps.append("list")
        elif tag == "li":
            _item(element, to)
        elif tag == "pre":
            to.pre += 1
            steps.append("pre")
    return steps


def _is_cite(element: etree._Element, style: str) -> bool:
    """Whether a block quote quotes: by its type, class or bar at the left."""
    if element.get("type") == "cite" or "border-left" in style or _names(element) & _CITE_NAMES:
        return True
    return False


def _first_number(element: etree._Element) -> int:
    said = element.get("start") or "1"
    return int(said) if said.isdigit() and len(said) < 5 else 1


def _item(element: etree._Element, to: _Renderer) -> None:
    if "list-style-type:none" in (element.get("style") or "").replace(" ", "") and element.find("ul") is not None:
        return
    indent = "  " * (min(len(to.lists), 10) - 1)
    if to.lists and to.lists[-1] is not None:
        to.prefix = f"{indent}{to.lists[-1]}. "
        to.lists[-1] += 1
    else:
        to.prefix = f"{indent}- "


def _spaced(element: etree._Element, tag: str, style: str, to: _Renderer) -> bool:
    if tag not in _SPACED or (tag in ("ul", "ol") and to.lists):
        return False
    if tag != "p":
        return True
    if "mso" in (element.get("class") or "").lower():
        return False
    return not re.search(r"margin(?:-top|-bottom)?:0(?:cm|in|px|pt|em)?(?:;|$|0)", style)


def _mark(element: etree._Element, tag: str, style: str, to: _Renderer) -> None:
    if element.get("data-followupd") == "cut":
        to.end_line()
        to.mark = Mark.CUT
        return
    if to.mark is Mark.CUT:
        return
    names = _names(element)
    if names & _HEADER_IDS:
        to.end_line()
        to.mark = Mark.HEADER
    elif to.mark is None and (names & _NEAR_HEADER_IDS or (tag in ("div", "p") and _WORD_RULE.search(style))):
        to.end_line()
        to.mark = Mark.BORDER
    elif to.mark is None and (names & _QUOTE_NAMES or (tag == "blockquote" and element.get("type") == "cite")):
        to.end_line()
        to.mark = Mark.QUOTE


def _end(element: etree._Element, steps: list[str], to: _Renderer) -> None:
    tag = element.tag.lower() if isinstance(element.tag, str) else ""
    if tag in _BLOCK or tag in ("tr",):
        to.end_line()
    if tag == "a":
        address = _mailto(element)
        if address:
            to.write(f" <{address}>")
    for step in steps:
        if step == "table":
            to.close_table()
        elif step == "cell":
            to.close_cell()
        elif step == "cite":
            to.depth -= 1
        elif step == "soft":
            to.soft -= 1
        elif step == "bare":
            to.bare -= 1
        elif step == "list":
            to.lists.pop()
        elif step == "pre":
            to.pre -= 1
    if tag == "li":
        to.prefix = ""
    if tag in _SPACED:
        style = (element.get("style") or "").replace(" ", "").lower()[:2000]
        if _spaced(element, tag, style, to):
            to.sink.gap = True


def _mailto(element: etree._Element) -> str:
    """The address behind a link whose words do not show it; not behind a mention."""
    target = element.get("href") or ""
    if not target.lower().startswith("mailto:") or len(target) > 400:
        return ""
    address = target[7:].partition("?")[0].strip()
    words = "".join(element.itertext())
    if "@" in words or not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", address) or not words.strip():
        return ""
    return address
