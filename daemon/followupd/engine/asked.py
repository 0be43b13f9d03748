"""What a reply is an answer to, for the one who reads it, and whom the names in it mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from followupd.domain.action import Said
from followupd.domain.agreement import Agreement, Proposal
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer, MailRef, Reading
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.standing import Recognition
from followupd.domain.states import Role
from followupd.engine.belonging import BY_REFERENCE
from followupd.reading.answer_fields import ME
from followupd.reading.answers import Asked, Question, read_answers
from followupd.reading.people import fit


def answers_of(
    mail: MailIn, reading: Reading, asked: Asked, around: Sequence[Person], context: Context, author: Person
) -> tuple[Answer, ...]:
    answers = read_answers(
        reading.own_words,
        mail.subject,
        asked=asked,
        said=mail.received,
        working=context.known.working_of(author.address),
        day_first=context.known.day_first,
    )
    return tuple(_with_owner(answer, author, around, context) for answer in answers)


def _with_owner(answer: Answer, author: Person, around: Sequence[Person], context: Context) -> Answer:
    """The answer with the owner's name resolved to a person; one that fits nobody, or two, stays without address."""
    changes = answer.changes
    if changes is None or changes.owner is None or changes.owner.value.address:
        return answer
    name = changes.owner.value.name
    person = author if name.lower() in (ME, "myself") else _who(name, around, context)
    if person is None:
        return answer
    return replace(answer, changes=replace(changes, owner=Said(value=person, words=changes.owner.words)))


def _who(name: str, around: Sequence[Person], context: Context) -> Person | None:
    """The one person whom the name fits best: of those on the mail, else of those known."""
    also = {each.person.address: each.also for each in context.known.people}
    for ring in (around, [each.person for each in context.known.people]):
        fits = {person: fit(name, person, also.get(person.address, ())) for person in ring}
        best = max(fits.values(), default=0)
        fitting = [person for person, how_well in fits.items() if how_well == best]
        if best and len(fitting) == 1:
            return fitting[0]
        if best:
            return None
    return None


def asked_of_preview(proposal: Proposal) -> Asked:
    lines = proposal.open_lines
    return Asked(
        numbers=tuple(line.number for line in lines),
        whats=tuple(line.item.what.value if line.item.what else line.item.source for line in lines),
        dues=tuple(line.item.due.value.day if line.item.due else None for line in lines),
        setter=True,
        question=Question.PREVIEW,
        missing=frozenset(gap.field for line in lines for gap in line.gaps if gap.holds),
    )


def asked_of_agreement(agreement: Agreement, role: Role, mail: str, subject: str) -> Asked:
    drafted = any(each.recognition is Recognition.DRAFTED for each in agreement.standings)
    if mail == BY_REFERENCE and drafted and _THANKS_LINK.match(subject):
        mail = MailKind.THANKS_DRAFT  # the link in the drafted thanks opens a new mail
    question = _QUESTIONS.get(mail, Question.CONFIRMATION)
    if (
        role is Role.SETTER
        and question is not Question.THANKS_DRAFT
        and any(each.offer for each in agreement.standings)
    ):
        question = Question.OFFER
    return Asked(
        numbers=tuple(each.action.number for each in agreement.standings),
        whats=tuple(each.action.what for each in agreement.standings),
        dues=tuple(each.action.due.day for each in agreement.standings),
        meets=tuple((each.action.follow_up.when or each.action.due).day for each in agreement.standings),
        setter=role is Role.SETTER,
        question=question,
    )


_THANKS_LINK: Final = re.compile(r"\s*THANKS\s+FU-", re.IGNORECASE)

#: What a mail of ours asked, where that changes how its answer is read.
_QUESTIONS: Final[dict[str, Question]] = {
    MailKind.THANKS_DRAFT: Question.THANKS_DRAFT,
    MailKind.BRIEF: Question.BRIEF,
    MailKind.BLOCKED: Question.BLOCKED_NOTICE,
}


def ref_of(mail: MailIn) -> MailRef:
    return MailRef(
        id=mail.id,
        internet_message_id=mail.internet_message_id,
        subject=mail.subject,
        conversation_id=mail.conversation_id,
    )
