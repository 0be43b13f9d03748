"""Cases about whole mails: a reply's own text, a forward's fields, robots."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from followupd.domain.happenings import Robot
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Person
from followupd.reading.forward import chain
from followupd.reading.headers.block import Header
from followupd.reading.headers.subject import FORWARD_PREFIX, bare_subject, is_reply
from followupd.reading.plain import join
from followupd.reading.reply import body_of, own_words
from followupd.reading.robots import robot_of_bytes


def _mail(case: dict[str, Any]) -> MailIn:
    return MailIn(
        id=MessageId("case"),
        internet_message_id=InternetMessageId("<case@example.com>"),
        received=datetime(2026, 11, 23, tzinfo=UTC),
        author=None,
        sender=None,
        subject=case.get("subject") or "",
        html=case.get("html") or "",
        text=case.get("text") or "",
    )


def reply(case: dict[str, Any]) -> str:
    """The writer's own new text; the signature gone."""
    return own_words(_mail(case))


def _box(person: Person | None) -> dict[str, str | None] | None:
    return {"name": person.name or None, "address": person.address or None} if person else None


def forward(case: dict[str, Any]) -> dict[str, Any]:
    """The note on top and the newest message below it."""
    mail = _mail(case)
    body = body_of(mail)
    messages = chain(body)
    below = next((message for message in messages[1:] if message.header or message.how == "forwarded"), None)
    passed_on = FORWARD_PREFIX.match(mail.subject) or (not messages[0].text and not is_reply(mail.subject))
    if below is None or (below.how == "attributed" and not passed_on):
        return {"forwarded": False, "message": messages[0].text}
    end = len(body.lines)
    while end > below.body and body.lines[end - 1].depth < below.depth:
        end -= 1
    header = below.header or Header()
    return {
        "forwarded": True,
        "message": join(body.lines[: below.opened]),
        "from": _box(header.author),
        "to": [_box(person) for person in header.to],
        "cc": [_box(person) for person in header.cc],
        "subject": header.subject or bare_subject(mail.subject),
        "date": header.date,
        "body": "\n".join(line.text for line in body.lines[below.body : end]),
    }


def automatic(raw: bytes) -> bool:
    """Whether a robot wrote it; a person who wrote through a mailing list is a person."""
    return robot_of_bytes(raw) not in (None, Robot.LIST)
