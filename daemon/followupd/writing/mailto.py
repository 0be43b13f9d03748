"""Links that begin an answer: a mail to the plain service address with the word and the reference in its subject."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from followupd.writing.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that fits now: what to type, what it does, and a link that begins such an answer."""

    say: str
    means: str
    link: str
    #: False: it is not typed but clicked, so a plain text does not list it.
    typed: bool = True


def mailto(address: str, subject: str, body: str = "") -> str:
    """A mailto link (RFC 6068): everything but the `@` percent-encoded as UTF-8, no line breaks in the subject."""
    link = f"mailto:{quote(address, safe='@')}?subject={quote(one_line(subject, 200), safe='')}"
    return link + (f"&body={quote(body, safe='')}" if body else "")


def word(say: str, means: str, *, to: str, reference: str, body: str = "") -> Word:
    """A word to answer with. The link's subject is `DONE FU-7K3QD`; `body` is what is begun to be written.

    The number in `DONE 2` is left out of the subject when the reference has it (`DONE FU-7K3QD.2`).
    """
    first = say.rpartition(" ")[0] if "." in reference and say.endswith(f" {reference.rpartition('.')[2]}") else say
    return Word(say=say, means=means, link=mailto(to, f"{first} {reference}".strip(), body))


def answer(say: str, means: str, *, to: str, subject: str) -> Word:
    """A field to fill in (`Due: …`): the link answers under the subject of the mail, the line is begun in the body."""
    return Word(say=say, means=means, link=mailto(to, f"Re: {subject}", say.partition("…")[0]))
