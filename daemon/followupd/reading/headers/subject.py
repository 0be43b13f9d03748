"""Subject prefixes: whether a subject says "reply" or "forward", and the subject without them."""

from __future__ import annotations

import re

#: The subject prefixes of forwards: Outlook, Gmail, Yahoo, in their users' languages.
FORWARD_PREFIX = re.compile(
    r"\s{0,4}(?:fwd?|wg|tr|rv|i|vs|vb|vl|pd|enc|redir\.?|doorst|i̇lt|ilt|iletilen|videresend|továbbítás|továb|fs|"
    r"přeposláno|fyi|"
    r"转发|轉寄|轉發|転送|전달)\s?(?:\[\d{1,3}\])?\s?[:：]",
    re.I,
)
#: The subject prefixes of replies.
REPLY_PREFIX = re.compile(
    r"\s{0,4}(?:re|aw|antw|antwort|antwoord|sv|vs|odp|res|resp|r|rif|ref|ynt|yanıt|vá|válasz|odpověď|odpoveď|atb|"
    r"bls|απ|"
    r"ответ|回复|回覆|答复|返信|回信|답장|회신)\s?(?:\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]",
    re.I,
)
_TAG = re.compile(r"\s{0,4}\[(?:ext|external|extern|spam|bulk|suspected spam)\]:?", re.I)


def is_reply(subject: str) -> bool:
    """Whether the outermost prefix is one of a reply. `VS:` is both (Finnish reply, Danish forward): a reply here."""
    return REPLY_PREFIX.match(_TAG.sub("", subject[:200])) is not None


def is_forward(subject: str) -> bool:
    return not is_reply(subject) and FORWARD_PREFIX.match(_TAG.sub("", subject[:200])) is not None


def bare_subject(subject: str) -> str:
    """The subject without prefixes of replies and forwards and without the tags of gateways."""
    said = " ".join(subject[:1000].split())
    for _ in range(20):
        for pattern in (_TAG, FORWARD_PREFIX, REPLY_PREFIX):
            match = pattern.match(said)
            if match is not None:
                said = said[match.end() :].strip()
                break
        else:
            break
    return said
