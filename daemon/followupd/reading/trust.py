"""Whether the author of a mail is who he says he is (design, "Who is believed").

Exchange Online strips `X-MS-Exchange-Organization-*` and `X-MS-Exchange-CrossTenant-*` from mail that comes from
outside
(its header firewall), so `AuthAs: Internal` is Exchange's own word. For the rest the topmost Authentication-Results is
the organisation's own server's; every other one may have been written by the sender.
"""

from __future__ import annotations

import re

from followupd.domain.happenings import Belief
from followupd.domain.mail import MailIn
from followupd.domain.people import Known

_INTERNAL_HEADERS = ("X-MS-Exchange-Organization-AuthAs", "X-MS-Exchange-CrossTenant-AuthAs")
#: `dmarc=pass`, `compauth=pass`; only outside comments and quotes.
_RESULT = re.compile(r"(?:^|;)\s*(dmarc|compauth)\s*=\s*([a-z]+)([^;]*)", re.I)
_HEADER_FROM = re.compile(r"\bheader\.from\s*=\s*\"?@?([\w.-]{1,253})", re.I)
MAX_RESULTS = 5_000


def belief(mail: MailIn, known: Known) -> Belief:
    """How far the author may be believed.

    INTERNAL: Exchange says the mail was submitted inside and the author is one of ours; or the mail came in from
    outside
    (a scanner, a second provider) in the name of one of ours, and the organisation's own server vouches for our domain
    with DMARC. EXTERNAL: an outside mail that passed DMARC, or Microsoft's composite check, for the author's own
    domain.
    UNPROVEN: all else, also an author of ours that nothing supports. More than one From header proves nothing.
    """
    author = mail.author
    if author is None or not author.address or not author.address.isascii() or len(mail.header_all("From")) > 1:
        return Belief.UNPROVEN
    inside = known.internal(author.address)
    submitted = _submitted(mail)
    if submitted == "internal" and inside:
        return Belief.INTERNAL
    verdicts = _topmost_verdicts(mail)
    dmarc = _passes(verdicts, "dmarc", author.domain)
    if inside:
        # Anonymous mail in our own name: only DMARC of our own domain outweighs what Exchange says of it.
        return Belief.INTERNAL if dmarc and author.domain in known.domains else Belief.UNPROVEN
    return Belief.EXTERNAL if dmarc or _passes(verdicts, "compauth", author.domain) else Belief.UNPROVEN


def submitted_inside(mail: MailIn) -> bool:
    """Whether Exchange says that this mail was submitted inside, by somebody who had signed in."""
    return _submitted(mail) == "internal"


def on_behalf(mail: MailIn) -> bool:
    """Whether somebody else sent this in the author's name: an assistant, a delegate."""
    return mail.author is not None and mail.sender is not None and mail.author.address != mail.sender.address


def _submitted(mail: MailIn) -> str:
    """`internal`, `anonymous` or nothing: how Exchange says the mail was submitted. Two different words are none."""
    said = {value.strip().lower() for name in _INTERNAL_HEADERS for value in mail.header_all(name)}
    return said.pop() if len(said) == 1 else ""


def _topmost_verdicts(mail: MailIn) -> dict[str, tuple[str, str]]:
    """By method: the result and the domain it speaks of, from the topmost Authentication-Results."""
    said = mail.header("Authentication-Results")[:MAX_RESULTS]
    bare = _without_comments(said)
    out: dict[str, tuple[str, str]] = {}
    domain = ""
    for match in _RESULT.finditer(bare):
        found = _HEADER_FROM.search(match[3])
        domain = found[1].lower().rstrip(".") if found else domain
        out.setdefault(match[1].lower(), (match[2].lower(), found[1].lower().rstrip(".") if found else ""))
    # Exchange writes `compauth=pass reason=100` behind dmarc's header.from: it speaks of the same domain.
    return {method: (result, about or domain) for method, (result, about) in out.items()}


def _without_comments(said: str) -> str:
    """The header without `(comments)` and quoted strings, in which a sender may have put words of his own."""
    out: list[str] = []
    level = 0
    quoted = False
    for char in said:
        if char == '"' and not level:
            quoted = not quoted
        elif char == "(" and not quoted:
            level += 1
        elif char == ")" and not quoted:
            level = max(0, level - 1)
        elif not level and not quoted:
            out.append(char)
    return "".join(out)


def _passes(verdicts: dict[str, tuple[str, str]], method: str, domain: str) -> bool:
    result, about = verdicts.get(method, ("", ""))
    return result == "pass" and bool(about) and about == domain
