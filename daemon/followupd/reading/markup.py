"""HTML bodies as lines: what a person sees, and the marks that mail clients leave between messages.

Styles, scripts, hidden text and comments are no words. Hostile input is bounded: HTML beyond MAX_HTML is left out, the
walk does not recurse and ends when there is more text than a body may have, and what nests deeper than libxml2 goes is
read flat.
"""

from __future__ import annotations

import re

from lxml import etree

from followupd.reading.elements import (
    BLOCK,
    HEADER_IDS,
    NEAR_HEADER_IDS,
    QUOTE_NAMES,
    SKIP,
    SPACED,
    WORD_RULE,
    beginning,
    is_cite,
    is_hidden,
    is_spaced,
    mailto,
    names_of,
    style_of,
)
from followupd.reading.lines import MAX_TEXT, Mark, Plain, bounded, unquoted, without_surrogates
from followupd.reading.render import Renderer

#: Characters of HTML that are looked at; the rest of a larger body is left out.
MAX_HTML = 12_000_000
#: Elements that are walked; a body of words has a few thousand.
MAX_ELEMENTS = 300_000
_NUMBERED = re.compile(r"\W{0,3}(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_TOO_DEEP = "depth"


def lines_of_html(html: str) -> Plain:
    """An HTML body as lines; also for broken, huge or deeply nested HTML."""
    shortened = len(html) > MAX_HTML
    html = without_surrogates(html[:MAX_HTML].replace("\x00", ""))
    root = _tree(html)
    if root is None:
        return Plain(shortened=shortened)
    renderer = Renderer()
    cut = _walk(root, renderer)
    renderer.end_line()
    lines = [unquoted(line) for line in renderer.sinks[0].lines]
    return bounded(lines, shortened or cut)


def _tree(html: str) -> etree._Element | None:
    raw = html.encode("utf-8")
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
        return "<br>" if name in BLOCK or name in ("tr", "td", "th") else ""

    flat = re.sub(r"(?:<br>){2,}", "<br>", _TAG.sub(keep, html))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(b"<div>" + flat.encode("utf-8") + b"</div>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: etree._Element, to: Renderer) -> bool:
    """Feed the tree to the renderer without recursion. True when the text grew beyond the bounds and was cut."""
    #: What to undo at the end of an element: (element, steps).
    undo: list[tuple[etree._Element, list[str]]] = []
    skipping: etree._Element | None = None
    for count, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                to.write(_tail(element))
            continue
        if event == "start":
            if to.size > 2 * MAX_TEXT or count > 2 * MAX_ELEMENTS:
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


def _start(element: etree._Element, to: Renderer) -> list[str] | None:
    """Begin an element; None when it and all in it is to be left out."""
    tag = element.tag if isinstance(element.tag, str) else ""
    tag = tag.lower()
    if tag in SKIP or not tag:
        return None
    style = style_of(element)
    if is_hidden(element, tag, style):
        return None
    steps: list[str] = []
    if tag == "br":
        to.end_line(force=True)
        return steps
    if tag == "img":
        alt = element.get("alt") or ""
        if 0 < len(alt) <= 8 and not any((c.isalnum() and c.isascii()) or c.isspace() for c in alt):
            to.write(alt)
        return steps
    if tag == "hr":
        to.rule()
        return steps
    if "mso-list:ignore" in style:
        said = beginning(element)[:40]
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
    elif tag in BLOCK:
        to.end_line()
        if is_spaced(element, tag, style, in_list=bool(to.lists)):
            to.sink.gap = True
        if tag == "blockquote":
            cite = is_cite(element, style)
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


def _first_number(element: etree._Element) -> int:
    said = element.get("start") or "1"
    return int(said) if said.isdigit() and len(said) < 5 else 1


def _item(element: etree._Element, to: Renderer) -> None:
    if "list-style-type:none" in style_of(element) and element.find("ul") is not None:
        return
    indent = "  " * (min(len(to.lists), 10) - 1)
    if to.lists and to.lists[-1] is not None:
        to.prefix = f"{indent}{to.lists[-1]}. "
        to.lists[-1] += 1
    else:
        to.prefix = f"{indent}- "


def _mark(element: etree._Element, tag: str, style: str, to: Renderer) -> None:
    if element.get("data-followupd") == "cut":
        to.end_line()
        to.mark = Mark.CUT
        return
    if to.mark is Mark.CUT:
        return
    names = names_of(element)
    if names & HEADER_IDS:
        to.end_line()
        to.mark = Mark.HEADER
    elif to.mark is None and (names & NEAR_HEADER_IDS or (tag in ("div", "p") and WORD_RULE.search(style))):
        to.end_line()
        to.mark = Mark.BORDER
    elif to.mark is None and (names & QUOTE_NAMES or (tag == "blockquote" and element.get("type") == "cite")):
        to.end_line()
        to.mark = Mark.QUOTE


def _end(element: etree._Element, steps: list[str], to: Renderer) -> None:
    tag = element.tag.lower() if isinstance(element.tag, str) else ""
    if tag in BLOCK or tag in ("tr",):
        to.end_line()
    if tag == "a":
        address = mailto(element)
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
    if tag in SPACED and is_spaced(element, tag, style_of(element), in_list=bool(to.lists)):
        to.sink.gap = True
