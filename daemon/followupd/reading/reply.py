"""The writer's own new words: what somebody added to a thread, and nothing that was there before."""

from __future__ import annotations

from followupd.domain.mail import MailIn
from followupd.reading.forward import CUT_LINE, Message, chain
from followupd.reading.plain import Plain, lines_of_html, lines_of_text
from followupd.reading.signature import cut

__all__ = ["CUT_LINE", "body_of", "own_words", "own_words_with_signature"]


def body_of(mail: MailIn) -> Plain:
    """The mail's body as lines: of its HTML when that says anything, else of its text."""
    if mail.html.strip():
        body = lines_of_html(mail.html)
        if any(line.text for line in body.lines):
            return body
    return lines_of_text(mail.text)


def own_words(mail: MailIn) -> str:
    """The words that the mail's author wrote for this mail, without signature and quotations.

    Answers between or below quoted lines are kept, in order. Below the line that our own mails carry nothing is new.
    """
    return cut(own_words_with_signature(mail), mail.author.name if mail.author else "").words


def own_words_with_signature(mail: MailIn) -> str:
    """The same with the signature still on."""
    return note_of(chain(body_of(mail)))


def note_of(messages: list[Message]) -> str:
    """The text of the note on top. A mail that is nothing but an attribution and words in one depth holds them all."""
    note = messages[0].text
    if note.strip() or len(messages) == 1:
        return note
    second = messages[1]
    if second.how == "attributed" and second.depth == 0:
        return second.text
    return note
