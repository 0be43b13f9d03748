"""The writer's own new words: what somebody added to a thread, and nothing that was there before."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.mail import MailIn
from followupd.reading.forward import Message, chain
from followupd.reading.headers.labels import fold
from followupd.reading.headers.subject import is_forward, is_reply
from followupd.reading.openings import CUT_LINE
from followupd.reading.plain import Line, Plain, clean, lines_of_html, lines_of_text
from followupd.reading.signature import Parted, cut

__all__ = ["CUT_LINE", "agrees_with_exchange", "body_of", "messages_of", "note_at", "note_of", "own_words"]


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
    messages = messages_of(mail)
    return note_of(messages, note_at(messages, mail), mail).words


def messages_of(mail: MailIn) -> list[Message]:
    """The messages of the body, newest first.

    Outlook can begin answers between an older message's lines with their author's name in brackets: `[Anna Reed] Yes.`
    Those of this mail's author are his own, and stand behind his note. So does what stands between the quoted lines of
    the message that he answers.
    """
    body = body_of(mail)
    messages = chain(body)
    _answers_between(messages, body, mail)
    names = {fold(name) for name in (mail.author.name, mail.author.shown) if name} if mail.author else set()
    note = messages[0]
    for older in messages[1:]:
        own = [line for line in older.lines if _by(line.text, names)]
        if own and older.how != "ours":
            note.lines += [Line(text=""), *(replace(line, text=line.text.partition("]")[2].strip()) for line in own)]
            older.lines = [line for line in older.lines if not _by(line.text, names)]
    return messages


def _answers_between(messages: list[Message], body: Plain, mail: MailIn) -> None:
    """Put the words between the quoted lines below the first older header into the note, in a mail that answers.

    Where every line of the message answered is quoted, what stands between them unquoted is not its author's.
    """
    if len(messages) < 3 or not is_reply(mail.subject):
        return
    older = messages[1]
    below = next((line for line in body.lines[older.body :] if line.text.strip()), None)
    if older.header is None or older.how == "ours" or below is None or below.depth <= older.depth:
        return
    messages[0].lines += [Line(text=""), *older.lines]
    older.lines = []


def _by(text: str, names: set[str]) -> bool:
    said = text.lstrip()
    return said[:1] == "[" and fold(said[1:120].partition("]")[0]) in names


def note_of(messages: list[Message], at: int, mail: MailIn) -> Parted:
    """The author's own message of the chain, parted into words and signature."""
    name = mail.author.name if mail.author else ""
    return cut(messages[at].text, name, earlier=[message.text for message in messages[at + 1 : at + 21]])


def note_at(messages: list[Message], mail: MailIn) -> int:
    """Which message of the chain is the author's own: the first, unless that is empty and the second is his.

    The second is his where nothing says that somebody else wrote it: a quotation that nobody is named for, in a mail
    that answers nothing; or words in the same depth below an attribution, in a mail that is no forward.
    """
    if messages[0].text.strip() or len(messages) == 1:
        return 0
    second = messages[1]
    if second.how == "attributed" and second.depth == 0 and not is_forward(mail.subject):
        return 1
    alone = second.how == "quoted" and not mail.in_reply_to and not is_reply(mail.subject)
    return 1 if alone and not is_forward(mail.subject) else 0


def agrees_with_exchange(unique: str, words: str, signature: str) -> bool | None:
    """Whether Exchange's `uniqueBody` has the same new words as we found, letter for letter but for signs and blanks.

    None when Exchange did not say. The signature (and a gateway's banner above) may be on or off. A disagreement is for
    counting, not for acting.
    """
    theirs, ours = _letters(unique), _letters(words)
    if not theirs:
        return None
    return theirs == ours or (ours in theirs and theirs.replace(ours, "", 1) == _letters(signature))


_NO_LETTERS = re.compile(r"[\W_]+")


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", clean(text).lower())
