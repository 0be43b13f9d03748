"""HTML bodies as lines: what a person sees, and the marks that mail clients leave between messages.

Styles, scripts, hidden text and comments are no words. Hostile input is bounded: HTML beyond MAX_HTML is left out, the
walk does not recurse and ends when there is more text than a body may have, and what nests deeper than libxml2 goes is
read flat.
"""

from __future__ import annotations

import re

from lxml import etree

from followupd.reading.lines import MAX_TEXT, Mark, Plain, bounded, unquoted, without_surrogates
from followupd.reading.render import Renderer

#: Characters of HTML that are looked at; the rest of a larger body is left out.
MAX_HTML = 12_000_000
#: Elements that are walked; a body of words has a few thousand.
MAX_ELEMENTS = 300_000
_SKIP_WORDS = """
    head style script title template noscript object applet svg math canvas audio video iframe select option
    textarea map xml o:documentproperties o:officedocumentsettings w:worddocument
"""
_SKIP = frozenset(_SKIP_WORDS.split())
_BLOCK_WORDS = """
    address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary ul blockquote hr
    table caption
"""
_BLOCK = frozenset(_BLOCK_WORDS.split())
#: Blocks with a blank line before and behind them, unless their style says otherwise.
_SPACED_WORDS = """
    p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table
"""
_SPACED = frozenset(_SPACED_WORDS.split())
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$)|max-height:0(?:px)?(?:;|$)|"
    r"(?:^|;)opacity:0(?:;|$)|(?:^|;)height:0(?:px)?;.{0,60}overflow:hidden"
)
#: Outlook's own id of the block itself, and its ids of what contains the block somewhere.
_HEADER_IDS = frozenset({"divrplyfwdmsg"})
_NEAR_HEADER_IDS = frozenset({
    "mail-editor-reference-message-container", "olk_src_body_section", "ms-outlook-mobile-reference-message",
    "_mailoriginal",
})  # fmt: skip
_QUOTE_NAMES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted",
    "protonmail_quote", "tutanota_quote", "zmail_extra", "wordsection1-quoted", "freebirdmessagequote",
    "ae-reply-quote",
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
        return "<br>" if name in _BLOCK or name in ("tr", "td", "th") else ""

    flat = re.sub(r"(?:<br>){2,}", "<br>", _TAG.sub(keep, html))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(b"<div>" + flat.encode("utf-8") + b"</div>", parser)
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
        if 0 < len(alt) <= 8 and not any((c.isalnum() and c.isascii()) or c.isspace() for c in alt):
            to.write(alt)
        return steps
    if tag == "hr":
        to.rule()
        return steps
    if "mso-list:ignore" in style:
        said = _beginning(element)[:40]
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
    return element.get("type") == "cite" or "border-left" in style or bool(_names(element) & _CITE_NAMES)


def _beginning(element: etree._Element) -> str:
    """The first words in an element; no more of them than tell what it is."""
    out = ""
    for piece in element.itertext():
        out += str(piece)
        if len(out) > 200:
            break
    return out


def _first_number(element: etree._Element) -> int:
    said = element.get("start") or "1"
    return int(said) if said.isdigit() and len(said) < 5 else 1


def _item(element: etree._Element, to: Renderer) -> None:
    if "list-style-type:none" in (element.get("style") or "").replace(" ", "") and element.find("ul") is not None:
        return
    indent = "  " * (min(len(to.lists), 10) - 1)
    if to.lists and to.lists[-1] is not None:
        to.prefix = f"{indent}{to.lists[-1]}. "
        to.lists[-1] += 1
    else:
        to.prefix = f"{indent}- "


def _spaced(element: etree._Element, tag: str, style: str, to: Renderer) -> bool:
    if tag not in _SPACED or (tag in ("ul", "ol") and to.lists):
        return False
    if tag != "p":
        return True
    if "mso" in (element.get("class") or "").lower():
        return False
    return not re.search(r"margin(?:-top|-bottom)?:0(?:cm|in|px|pt|em)?(?:;|$|0)", style)


def _mark(element: etree._Element, tag: str, style: str, to: Renderer) -> None:
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


def _end(element: etree._Element, steps: list[str], to: Renderer) -> None:
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
    words = _beginning(element)
    if "@" in words or not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", address) or not words.strip():
        return ""
    return address
