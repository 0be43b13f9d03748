"""What an HTML element says of the words in it: a block, hidden, spaced, a quotation, an older message's beginning.

The ids and classes are those that mail clients write; Outlook puts `x_` before those of older mails.
"""

from __future__ import annotations

import re

from lxml import etree

_SKIP_WORDS = """
    head style script title template noscript object applet svg math canvas audio video iframe select option
    textarea map xml o:documentproperties o:officedocumentsettings w:worddocument
"""
SKIP = frozenset(_SKIP_WORDS.split())
_BLOCK_WORDS = """
    address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary ul blockquote hr
    table caption
"""
BLOCK = frozenset(_BLOCK_WORDS.split())
#: Blocks with a blank line before and behind them, unless their style says otherwise.
_SPACED_WORDS = """
    p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table
"""
SPACED = frozenset(_SPACED_WORDS.split())
HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$)|max-height:0(?:px)?(?:;|$)|"
    r"(?:^|;)opacity:0(?:;|$)|(?:^|;)height:0(?:px)?;.{0,60}overflow:hidden"
)
#: Outlook's own id of the block itself, and its ids of what contains the block somewhere.
HEADER_IDS = frozenset({"divrplyfwdmsg"})
NEAR_HEADER_IDS = frozenset({
    "mail-editor-reference-message-container", "olk_src_body_section", "ms-outlook-mobile-reference-message",
    "_mailoriginal",
})  # fmt: skip
QUOTE_NAMES = frozenset({
    "gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted",
    "protonmail_quote", "tutanota_quote", "zmail_extra", "wordsection1-quoted", "freebirdmessagequote",
    "ae-reply-quote",
    "mailbird_quote", "em_quote", "spark_quote", "front-blockquote", "mb-quote", "replyforwardseparator",
    "apple-mail-reply-separator",
})  # fmt: skip
CITE_NAMES = frozenset({
    "gmail_quote", "iphone_quote", "protonmail_quote", "tutanota_quote", "yahoo_quoted", "mb-quote", "spark_quote",
    "front-blockquote", "moz-cite", "cite", "quote", "uxb_fn", "zmail_quote",
})  # fmt: skip
NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?:0(?:cm|in|px|pt|em)?(?:;|$|0)")
WORD_RULE = re.compile(r"border-top:solid|border-style:solidnonenone")


def names_of(element: etree._Element) -> set[str]:
    """The ids and classes of an element, lower case, without the `x_` that Outlook puts before those of older mail."""
    said = [value for value in (element.get("id"), element.get("class"), element.get("name")) if value]
    out = set()
    for name in " ".join(said).lower().split()[:20] if said else ():
        while name.startswith("x_"):
            name = name[2:]
        out.add(name)
    return out


def style_of(element: etree._Element) -> str:
    """The element's own style, lower case, without blanks."""
    style = element.get("style")
    return style.replace(" ", "").replace("\n", "").lower()[:2000] if style else ""


def is_hidden(element: etree._Element, tag: str, style: str) -> bool:
    """Whether nobody sees the element."""
    if tag in ("body", "html"):
        return False
    return (style != "" and HIDDEN.search(style) is not None) or element.get("hidden") is not None


def is_cite(element: etree._Element, style: str) -> bool:
    """Whether a block quote quotes: by its type, class or bar at the left."""
    return element.get("type") == "cite" or "border-left" in style or bool(names_of(element) & CITE_NAMES)


def beginning(element: etree._Element) -> str:
    """The first words in an element; no more of them than tell what it is."""
    out = ""
    for piece in element.itertext():
        out += str(piece)
        if len(out) > 200:
            break
    return out


def is_spaced(element: etree._Element, tag: str, style: str, *, in_list: bool) -> bool:
    """Whether a blank line stands before and behind the element; not round a list inside a list."""
    if tag not in SPACED or (tag in ("ul", "ol") and in_list):
        return False
    if tag != "p":
        return True
    if "mso" in (element.get("class") or "").lower():
        return False
    return NO_MARGIN.search(style) is None


def mailto(element: etree._Element) -> str:
    """The address behind a link whose words do not show it; not behind a mention."""
    target = element.get("href") or ""
    if not target.lower().startswith("mailto:") or len(target) > 400:
        return ""
    address = target[7:].partition("?")[0].strip()
    words = beginning(element)
    if "@" in words or not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", address) or not words.strip():
        return ""
    return address
