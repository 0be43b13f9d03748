"""Whether the draft of an answer is complete: our text, to our one addressee.

`createReply` takes recipients, subject and body in its `message`, but a server that heeds only some of it leaves a
draft with our key, the wrong recipients or no text of ours; the change that follows may never come, if we crash
between. So the creating request also carries a seal over addressee and text, and a draft that does not fulfil its
own seal is never sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from followupd.graph.mail_shapes import letters, people
from followupd.graph.properties import SEAL, value_of
from followupd.ports import MailOut

#: So many letters of the text count: enough to know it, few enough to stand above a quotation.
LETTERS = 60


def seal(mail: MailOut) -> str:
    """Return the seal over a mail: how many letters count, and the digest over addressee and letters."""
    text = letters(mail.html)[:LETTERS]
    return _seal(mail.to.address, text)


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
    count = told.partition(":")[0]
    return count.isdecimal() and _seal(to[0].address, text[: int(count)]) == told


def _seal(address: str, text: str) -> str:
    digest = sha256(f"{address} {text}".encode()).hexdigest()
    return f"{len(text)}:{digest[:32]}"
