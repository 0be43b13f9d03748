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


def word(say: str, means: str, *, to: str, reference: str, more: bool = False) -> Word:
    """A word to answer with, and a link that says the same twice: in its subject (`DONE FU-7K3QD`) and in its body.

    In `DONE FU-7K3QD.2` the action's number is in the reference; the body says it as it would be typed: `DONE 2`.
    `more`: the person is expected to go on writing behind the word.
    """
    number = reference.rpartition(".")[2] if "." in reference else ""
    verb = say.removesuffix(f" {number}") if number else say
    typed = f"{verb} {number}".strip()
    return Word(say=say, means=means, link=mailto(to, f"{verb} {reference}".strip(), typed + (" - " if more else "")))


def answer(say: str, means: str, *, to: str, subject: str) -> Word:
    """A field to fill in (`Due: …`): the link answers under the subject of the mail, the line is begun in the body."""
    return Word(say=say, means=means, link=mailto(to, f"Re: {subject}", say.partition("…")[0]))
