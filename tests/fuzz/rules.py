"""What holds of reading whatever comes in: the same rules for the fuzzer and for the property tests.

Each rule takes one input, reads it, and raises AssertionError (or what reading should never raise) where it is broken.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

from followupd.domain.happenings import Answer
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.errors import MailUnreadable
from followupd.reading.answers import Asked, Question, read_answers
from followupd.reading.dates import find_dates
from followupd.reading.eml import read_eml
from followupd.reading.eml_words import MAX_HEADER
from followupd.reading.explain import explain, lines
from followupd.reading.lines import MAX_TEXT
from followupd.reading.plain import clean, plain
from followupd.reading.read import read_mail
from tests.unit.reading.mails import KNOWN, LONDON, NOW, mail

#: Format characters that people see: marks of Arabic and other scripts in front of a number or a letter.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
ASKED = (
    Asked(
        numbers=(1,), whats=("Call Pelham",), dues=(date(2026, 3, 20),), setter=False, question=Question.CONFIRMATION
    ),
    Asked(
        numbers=(1, 2, 3),
        whats=("Call Pelham", "Send the three CVs", "Book the room"),
        dues=(None, None, None),
        setter=True,
        question=Question.PREVIEW,
    ),
)


def words_are_clean(said: str, most: int) -> None:
    """No control, direction, zero-width or other invisible character, no half of a character, no more than `most`."""
    said.encode("utf-8")
    dirt = [hex(ord(char)) for char in said if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in _SEEN]
    assert [each for each in dirt if each != "0xa"] == []
    assert len(said) <= most


def strings(of: object) -> Iterator[str]:
    """Every string in a record, but for addresses: those are compared, not read."""
    if isinstance(of, str):
        yield of
    elif isinstance(of, Person):
        yield of.name
    elif isinstance(of, tuple):
        for each in of:
            yield from strings(each)
    elif is_dataclass(of):
        for each_field in fields(of):
            yield from strings(getattr(of, each_field.name))


def raw_mail_is_read(raw: bytes) -> None:
    """Bytes are a mail that can be read and told, or no mail with a sentence that says why."""
    try:
        found = read_eml(raw)
    except MailUnreadable:
        return
    mail_is_read(found)


def mail_is_read(of: MailIn) -> None:
    reading = read_mail(of, KNOWN)
    for said in strings(reading):
        words_are_clean(said, max(MAX_TEXT, MAX_HEADER))
    json.dumps(explain(reading), ensure_ascii=False).encode("utf-8")
    for line in lines(reading):
        line.encode("utf-8")
    assert read_mail(of, KNOWN) == reading


def html_is_read(html: str) -> None:
    """What is seen of HTML is clean text, and a mail of it can be read."""
    said = plain(html)
    words_are_clean(said, MAX_TEXT)
    assert clean(said) == said
    mail_is_read(replace(mail(""), html=html))


def dates_are_found(text: str) -> None:
    """Each date stands where it says, in order and apart from the others; two readings come with a reason."""
    for day_first in (True, False):
        at = 0
        for found in find_dates(text, NOW, working=LONDON, day_first=day_first):
            assert at <= found.lead <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.words
            assert found.readings
            assert len(found.readings) == 1 or found.ambiguous
            at = found.end


def answers_are_read(text: str) -> None:
    """Any words say something of actions that were asked about, of each once, and in words of the reply."""
    subject, _, own = text.partition("\x1f")
    for asked in ASKED:
        for words, about in ((text, ""), (own, subject)):
            found = read_answers(words, about, asked=asked, said=NOW, working=LONDON, day_first=True)
            assert found
            for answer in found:
                _answer_holds(answer, asked)


def _answer_holds(answer: Answer, asked: Asked) -> None:
    assert answer.number is None or answer.number in asked.numbers or answer.intent.value == "add"
    answer.words.encode("utf-8", "surrogatepass")
