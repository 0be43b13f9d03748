"""Whether the draft of an answer is complete: our text and nothing else, to our one addressee.

`createReply` puts the mail that is answered below our text, and a server that heeds only some of `message` leaves the
wrong recipients or no text of ours; the change that follows may never come, if we crash between. Nothing of the mail
that was sent in may leave again (design rule 2: both people get the same words, built from the fields alone). So the
creating request also carries a seal over addressee and text, and a draft that does not fulfil its own seal is never
sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from followupd.graph.mail_shapes import letters, people
from followupd.graph.properties import SEAL, value_of
from followupd.ports import MailOut

#: So many letters at the beginning are compared: enough to know a text.
LETTERS = 60
#: So many letters more than ours Exchange may add when it rewrites HTML; the head of a quotation alone is longer.
SPARE = 40


def seal(mail: MailOut) -> str:
    """Return the seal over a mail: how many letters it has, and a digest over its addressee and the first of them."""
    return _seal(mail.to.address, letters(mail.html))


def complete(item: Mapping[str, Any], wanted: str = "") -> bool:
    """Whether a draft, with its body as HTML, fulfils a seal: `wanted`, or the one it carries; none: it does."""
    told = wanted or value_of(item, SEAL)
    if not told:
        return True
    to = people(item.get("toRecipients"))
    if (
        len(item.get("toRecipients") or ()) != 1
        or len(to) != 1
        or item.get("ccRecipients")
        or item.get("bccRecipients")
    ):
        return False
    body = item.get("body")
    text = letters(str(body.get("content") or "")) if isinstance(body, dict) else ""
    count, _, digest = told.partition(":")
    if not count.isdecimal() or not int(count) <= len(text) <= int(count) + SPARE:
        return False
    return _seal(to[0].address, text).partition(":")[2] == digest


def _seal(address: str, text: str) -> str:
    digest = sha256(f"{address} {text[:LETTERS]}".encode()).hexdigest()
    return f"{len(text)}:{digest[:32]}"
