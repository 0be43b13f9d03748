"""The invitation to Teams in the body of a meeting: told apart from our words, put back when they are written anew.

Teams appends it to the body: lines drawn with underscores, and between them the link to join. "Preserve the meeting
blob", says Update event: a body without it takes the online meeting away. It is found by its link, which the event
tells, never by its words, which are in the organiser's language.
"""

from __future__ import annotations

import re
from typing import Final

import lxml.html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

#: What Teams draws around it.
_LINE: Final = re.compile(r"\s*_{8,}\s*")


def apart(markup: str, link: str) -> tuple[str, str]:
    """Return the words without the invitation to this link, and the invitation; as they are, and nothing, where it does
    not stand in a part of its own."""
    if not link or not markup:
        return markup, ""
    try:
        tree = lxml.html.document_fromstring(markup)
    except (LxmlError, ValueError):
        return markup, ""
    found = next((one for one in tree.iter("a") if one.get("href") == link), None)
    parts = _parts(found) if found is not None else []
    if not parts:
        return markup, ""
    invitation = "".join(lxml.html.tostring(part, encoding="unicode", with_tail=False) for part in parts)
    for part in parts:
        part.drop_tree()
    return lxml.html.tostring(tree, encoding="unicode"), invitation


def together(markup: str, invitation: str) -> str:
    """Return the words with the invitation at their end."""
    head, closing, tail = markup.rpartition("</body>")
    return f"{head}{invitation}{closing}{tail}" if closing else f"{markup}{invitation}"


def _parts(link: HtmlElement) -> list[HtmlElement]:
    """The parts of the body that the invitation is made of: from line to line, at whatever depth these stand;
    none where there are no lines."""
    node = link
    while (parent := node.getparent()) is not None and node.tag != "body":
        siblings = list(parent)
        at = siblings.index(node)
        before = [n for n in range(at) if _is_line(siblings[n])]
        after = [n for n in range(at + 1, len(siblings)) if _is_line(siblings[n])]
        if before and after:
            return siblings[before[-1] : after[-1] + 1]
        node = parent
    return []


def _is_line(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and _LINE.fullmatch(str(element.text_content())) is not None
