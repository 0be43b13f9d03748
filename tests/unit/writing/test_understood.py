"""Every word that a mail offers is understood by the room that reads the answers: typed on top, or clicked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from re import findall
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import WorkingTime
from followupd.domain.standing import Standing
from followupd.reading.answers import Asked, Question, read_answers
from followupd.writing.messages import render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import KNOWN, NOW, SEVERAL, mails

SAID = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FILLED = {
    "Due": "Friday 11 December 2026",
    "Owner": "Tom Baker",
    "Measure": "each of the ten has a note",
    "Help": "Anna sends the list",
    "Why": "three may come back",
}
MEANS = {
    "DONE": {Intent.DONE, Intent.CONFIRM},
    "BLOCKED": {Intent.BLOCKED},
    "CHANGE": {Intent.AMEND, Intent.RESCHEDULE, Intent.QUESTION, Intent.DECLINE, Intent.UNCLEAR, Intent.MOVE},
    "AGREED": {Intent.AGREED},
    "OK": {Intent.AGREED},
    "PROGRESS": {Intent.PROGRESS},
    "LOOKS DONE": {Intent.LOOKS_DONE},
    "AT RISK": {Intent.AT_RISK},
    "DON'T KNOW": {Intent.DONT_KNOW},
    "ASK": {Intent.ASK},
    "GOES ON": {Intent.PROGRESS},
    "AGAIN": {Intent.AGAIN},
    "TAKE": {Intent.TAKE},
    "CONFIRM": {Intent.CONFIRM},
    "NOT YET": {Intent.NOT_YET},
    "NOT DONE": {Intent.NOT_DONE},
    "ADD": {Intent.ADD},
    "SEND": {Intent.SEND},
    "CANCEL": {Intent.CANCEL},
    "THANKS": {Intent.THANKS},
    "FREE": {Intent.FREE},
    "UNDO": {Intent.UNDO},
    "STOP": {Intent.STOP},
    "HELP": {Intent.HELP},
    "Due": {Intent.AMEND, Intent.RESCHEDULE},
    "Owner": {Intent.AMEND},
    "Measure": {Intent.AMEND},
}


def asked(mail: SendMail) -> Asked:
    """What intake would tell the reader about this mail."""
    setter = mail.to == mail.setter
    if mail.proposal is not None:
        lines = mail.proposal.open_lines
        return Asked(
            numbers=tuple(line.number for line in lines) or (1,),
            whats=tuple(line.item.what.value if line.item.what else "" for line in lines) or ("",),
            setter=True,
            question=Question.PREVIEW,
            missing=frozenset(gap.field for line in lines for gap in line.gaps),
        )
    if mail.kind is MailKind.BRIEF:
        return Asked(numbers=(1, 2), whats=("", ""), setter=True, question=Question.BRIEF)
    question = Question.THANKS_DRAFT if mail.kind is MailKind.THANKS_DRAFT else Question.CONFIRMATION
    standings: tuple[Standing, ...] = mail.agreement.standings if mail.agreement else ()
    return Asked(
        numbers=tuple(each.action.number for each in standings) or (1,),
        whats=tuple(each.action.what for each in standings) or ("",),
        setter=setter,
        question=question,
    )


def offered() -> Iterator[tuple[str, str, str]]:
    for name, mail in mails().items():
        words = render_mail(mail, known=KNOWN, now=NOW, templates=Templates())
        for say in findall(r"^  (\S.*?) – ", words.text, flags=8):
            if mail.kind is not MailKind.BRIEF:
                yield name, say, words.subject


def clicked() -> Iterator[tuple[str, str]]:
    for name, mail in mails().items():
        html = render_mail(mail, known=KNOWN, now=NOW, templates=Templates()).html
        for link in findall(r'href="(mailto:followup[^"]*\?[^"]*)"', html):
            yield name, unescape(link)


def meaning(say: str) -> set[Intent]:
    return next(MEANS[key] for key in sorted(MEANS, key=len, reverse=True) if key in say)


def read(name: str, subject: str, body: str) -> tuple[Answer, ...]:
    mail = mails()[name]
    return read_answers(
        body, subject, asked=asked(mail), said=SAID, working=WorkingTime(zone=KNOWN.working.zone), day_first=True
    )


def filled(line: str) -> str:
    for field, value in FILLED.items():
        line = line.replace(f"{field}: …", f"{field}: {value}")
    return line


@pytest.mark.parametrize(("name", "say", "subject"), sorted(set(offered())))
def test_a_word_typed_on_top_is_understood(name: str, say: str, subject: str) -> None:
    found = read(name, f"RE: {subject}", f"{filled(say)}\n\nBest regards\nT")
    assert {answer.intent for answer in found} <= meaning(say)


@pytest.mark.parametrize(("name", "link"), sorted(set(clicked())))
def test_a_word_clicked_is_understood(name: str, link: str) -> None:
    fields = parse_qs(urlsplit(link).query)
    subject, body = fields["subject"][0], fields.get("body", [""])[0]
    if body.endswith(": "):
        body += next(value for field, value in FILLED.items() if f"{field}: " in body)
    elif body.endswith("- "):
        body += "the numbers are in the sheet now"
    found = read(name, subject, body)
    assert {answer.intent for answer in found} <= meaning(body or subject), unquote(link)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_is_read_as_the_action_meant(number: int) -> None:
    name = "confirmation_several"
    assert mails()[name].agreement == SEVERAL
    for body, subject in ((f"DONE {number}", "RE: Agreed"), ("", f"DONE FU-7K3QD.{number}")):
        (answer,) = read(name, subject, body)
        assert (answer.intent, answer.number) == (Intent.CONFIRM, number)
