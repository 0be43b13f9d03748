"""Bodies as Exchange keeps and shows them: HTML made whole, text made of HTML, previews, quotes, the unique part.

Nothing here fails on what a mail may hold: broken markup, ten thousand nested tags, no text at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache

import lxml.html
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError

from followupd.sandbox.message import Address, Body, Message

#: Beyond these the exact converter is too slow or too deep, and the rough one is used.
_MOST_CHARACTERS = 2_000_000
_DEEPEST = 200

_META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
_RULE = "________________________________"
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(r"\son[a-z]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_BODY_INSIDE = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)

#: Where Outlook (web, desktop, mobile), Gmail and Apple Mail begin what they quote in HTML.
_HTML_QUOTE = re.compile(
    r"""<div[^>]+id=["']?(?:x_)*(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|
        ms-outlook-mobile-signature-quote)\b
      | <hr\b[^>]*>\s*<div[^>]+id=["']?(?:x_)*divRplyFwdMsg\b
      | <div[^>]*>\s*<div[^>]+style=["'][^"']*border-top:\s*solid\s+\#(?:E1E1E1|B5C4DF)[^"']*["']
      | <div[^>]+style=["'][^"']*border-top:\s*solid\s+\#(?:E1E1E1|B5C4DF)[^"']*["']
      | <div[^>]+class=["']?gmail_quote\b
      | <blockquote[^>]+type=["']?cite\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TEXT_QUOTE = re.compile(
    r"""^(?:\s*-{2,}\s*(?:Original\ Message|Forwarded\ message|Original\ Appointment)\s*-{2,}\s*$
      | _{20,}\s*$
      | \*?From:\*?[ \t].*\r?\n(?:.*\r?\n)??\*?(?:Sent|Date):\*?[ \t]
      | On\ [^\n]{5,200}(?:\r?\n[^\n]{0,100})?\ wrote:\s*$
      | >\ )""",
    re.MULTILINE | re.VERBOSE,
)


def as_stored(body: Body) -> Body:
    """Return a body as Exchange keeps it: HTML whole, with its charset said, and without scripts."""
    if body.type == "text":
        return body
    content = _HANDLER.sub("", _SCRIPT.sub("", body.content))
    if re.search(r"<head\b", content, re.IGNORECASE):
        if "charset=utf-8" not in content.lower():
            content = re.sub(r"(<head\b[^>]*>)", rf"\1\r\n{_META}", content, count=1, flags=re.IGNORECASE)
        return Body("html", content)
    if re.search(r"<html\b", content, re.IGNORECASE):
        content = re.sub(r"(<html\b[^>]*>)", rf"\1<head>\r\n{_META}</head>", content, count=1, flags=re.IGNORECASE)
        return Body("html", content)
    return Body("html", f"<html><head>\r\n{_META}</head><body>{content}</body></html>")


def in_type(body: Body, wanted: str | None) -> Body:
    """Return a body in the type that `Prefer: outlook.body-content-type` asks for; as it is when None."""
    if wanted is None or wanted == body.type:
        return body
    return Body("text", text_of(body)) if wanted == "text" else Body("html", html_of(body))


def text_of(body: Body) -> str:
    """Return a body as text, lines ending with CRLF."""
    if body.type == "text":
        return body.content
    content = re.sub(r"<hr\b[^>]*>", f"<p>{_RULE}</p>", body.content, flags=re.IGNORECASE)
    return re.sub(r"\r?\n", "\r\n", _plain(content).strip("\n")) + "\r\n"


def html_of(body: Body) -> str:
    """Return a body as HTML."""
    if body.type == "html":
        return body.content
    lines = "<br>\r\n".join(html.escape(line, quote=False) for line in body.content.splitlines())
    return f'<html><head>\r\n{_META}</head><body><div class="PlainText">{lines}</div></body></html>'


def preview(body: Body) -> str:
    """Return the first 255 characters as text."""
    text = text_of(Body(body.type, body.content[:20_000]))
    return re.sub(r"[ \t]+", " ", text).strip()[:255]


def unique(body: Body) -> Body:
    """Return what this mail adds: the body without what Outlook (or another client) quotes below it."""
    quote = (_HTML_QUOTE if body.type == "html" else _TEXT_QUOTE).search(body.content)
    if quote is None or quote.start() == 0:
        return body
    own = body.content[: quote.start()]
    return Body("text", own.rstrip() + "\r\n") if body.type == "text" else Body("html", _closed(own))


def inside(body: Body) -> str:
    """Return the inside of the HTML's body element."""
    content = html_of(body)
    found = _BODY_INSIDE.search(content)
    return found[1] if found else content


def quoted(original: Message, comment: str, *, zone: tzinfo, comment_is_html: bool = False) -> Body:
    """Return the body of a reply or forward as Outlook on the web writes it: the comment above the quoted original."""
    top = comment if comment_is_html else html.escape(comment, quote=False).replace("\n", "<br>\n")
    lines = [("From", _names([original.author])), ("Sent", spoken(original.sent, zone)), ("To", _names(original.to))]
    lines += [("Cc", _names(original.cc))] if original.cc else []
    lines += [("Subject", html.escape(original.subject))]
    head = "<br>\r\n".join(f"<b>{name}:</b> {value}" for name, value in lines)
    content = (
        f'<html><head>\r\n{_META}</head><body><div dir="ltr">{top}</div>\r\n<div id="appendonsend"></div>\r\n'
        '<hr tabindex="-1" style="display:inline-block; width:98%">\r\n<div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif" color="#000000" style="font-size:11pt">{head}</font>\r\n'
        f"<div>&nbsp;</div>\r\n</div>\r\n{inside(original.body)}</body></html>"
    )
    return Body("html", content)


def spoken(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as the quoted header tells it: `Monday, March 2, 2026 8:00 AM`."""
    local = moment.astimezone(zone)
    return f"{local:%A, %B} {local.day}, {local.year} {local.hour % 12 or 12}:{local:%M %p}"


def _names(addresses: Sequence[Address | None]) -> str:
    return html.escape("; ".join(f"{a.name or a.address} <{a.address}>" for a in addresses if a), quote=False)


@lru_cache(maxsize=256)  # the world is shown again and again, and most of it stays as it is
def _plain(content: str) -> str:
    if not content.strip():
        return ""
    if len(content) <= _MOST_CHARACTERS and _depth(content) <= _DEEPEST:
        try:
            return str(get_text(content, ParserConfig(css=CSS_PROFILES["strict"])))
        except (LxmlError, ValueError, RecursionError):
            return _rough(content)
    return _rough(content)


def _depth(content: str) -> int:
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)([a-z]+)", content, re.IGNORECASE):
        if tag[2].lower() in ("br", "hr", "img", "meta", "input", "link"):
            continue
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _rough(content: str) -> str:
    content = re.sub(r"<(style|title)\b.*?(?:</\1\s*>|\Z)", "", content, flags=re.IGNORECASE | re.DOTALL)
    content = re.sub(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", "\n", content, flags=re.IGNORECASE)
    text = html.unescape(re.sub(r"<[^>]*>", "", content))
    return re.sub(r"\n{3,}", "\n\n", text)


@lru_cache(maxsize=64)
def _closed(content: str) -> str:
    """Return cut HTML with its open elements closed."""
    if _depth(content) > _DEEPEST:
        return content
    try:
        return str(lxml.html.tostring(lxml.html.document_fromstring(content), encoding="unicode"))
    except (LxmlError, ValueError):
        return content
