"""Libraries for replies, forwards and machines, each behind the function that we are measured by. See others.py."""

from __future__ import annotations

import email
import email.policy
from email.utils import getaddresses
from typing import Any

from bench.reading.tally import Case, Reader


def _as_text(case: Case) -> str:
    """The text of a mail as a library without HTML needs it: the text part, else the HTML rendered by inscriptis."""
    if case.get("text"):
        return str(case["text"])
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    return str(get_text(case.get("html") or "", ParserConfig(css=CSS_PROFILES["strict"])))


def mail_parser_reply() -> Reader:
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    parser = EmailReplyParser(languages=list(MAIL_LANGUAGES))

    def read(case: Case) -> str:
        replies = parser.read(text=_as_text(case)).replies
        return str(replies[0].body) if replies else ""

    return read


def email_reply_parser() -> Reader:
    from email_reply_parser import EmailReplyParser

    return lambda case: EmailReplyParser.parse_reply(_as_text(case))


def quotequail_reply() -> Reader:
    import quotequail

    def read(case: Case) -> str:
        if not case.get("html"):
            parts = quotequail.quote(case["text"] or "", quote_intro_line=True)
            return "\n".join(text for shown, text in parts if shown)
        own = "".join(html for shown, html in quotequail.quote_html(case["html"], quote_intro_line=True) if shown)
        return _as_text({"html": own}) if own.strip() else ""

    return read


def shortest() -> Reader:
    readers = (mail_parser_reply(), quotequail_reply(), email_reply_parser())

    def read(case: Case) -> str:
        found = [text for text in (reader(case) for reader in readers) if text.strip()]
        return min(found, key=len, default="")

    return read


# -------------------------------------------------------------------------------------------------------- forwards


def _boxes(header: str | None) -> list[dict[str, str | None]]:
    found = getaddresses([(header or "").replace(";", ",")])
    return [{"name": name or None, "address": address or None} for name, address in found if name or address]


def quotequail_forward() -> Reader:
    import quotequail

    def read(case: Case) -> dict[str, Any]:
        html = case.get("html")
        found = quotequail.unwrap_html(html) if html else quotequail.unwrap(case["text"] or "")
        if not found or found.get("type") == "reply":
            return {"forwarded": False}
        top = found.get("text_top") or _as_text({"html": found.get("html_top") or "<p></p>"})
        body = found.get("text") or _as_text({"html": found.get("html") or "<p></p>"})
        return {
            "forwarded": True,
            "message": top,
            "from": next(iter(_boxes(found.get("from"))), None),
            "to": _boxes(found.get("to")),
            "cc": _boxes(found.get("cc")),
            "subject": found.get("subject"),
            "date": found.get("date"),
            "body": body,
        }

    return read


def email_forward_parser() -> Reader:
    from emailforwardparser import forward_parser

    def read(case: Case) -> dict[str, Any]:
        found = forward_parser.get_forwarded_metadata(_as_text(case), case.get("subject"))
        inner = found.email

        def box(person: Any) -> dict[str, str | None]:
            return {"name": person.name or None, "address": person.address or None}

        return {
            "forwarded": found.forwarded,
            "message": found.message,
            "from": box(inner.from_),
            "to": [box(person) for person in inner.to],
            "cc": [box(person) for person in inner.cc],
            "subject": inner.subject,
            "date": inner.date,
            "body": inner.body,
        }

    return read


def flufl_bounce() -> Reader:
    from flufl.bounce import all_failures

    def read(case: Case) -> bool:
        temporary, permanent = all_failures(email.message_from_bytes(case["raw"], policy=email.policy.compat32))
        return bool(temporary or permanent)

    return read
