"""What kind of mail is this, and which decision is asked for?

The order is the rule: robots first, then who is believed, then to which thing it belongs, and only then whether its
author may start something new. The subject, the reference and a plus tag are hints, never rights.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from followupd.domain.action import Reference, Said
from followupd.domain.agreement import Agreement, Proposal, ProposalState
from followupd.domain.decide_agreement import decide_reply, role_of
from followupd.domain.decide_calendar import take_proposed
from followupd.domain.decide_general import decide_general, decide_told
from followupd.domain.decide_proposal import decide_forwarded, decide_preview_reply, decide_sent_again
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Answer, Belief, Forwarded, Intent, MailRef, Reading, Replied, Robot, Route
from followupd.domain.mail import MailIn, MailShape
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.reference import find_references
from followupd.domain.standing import Recognition
from followupd.domain.states import Role
from followupd.engine.belonging import BY_REFERENCE, set_before, thread_of
from followupd.engine.repeats import without_repeats
from followupd.engine.requests import requested
from followupd.engine.robots import sort_robot
from followupd.engine.verdicts import Sorted
from followupd.ports import Thread, Verdict, Work
from followupd.reading.answers import Asked, Question, read_answers
from followupd.reading.people import fit


def sort_mail(work: Work, mail: MailIn, reading: Reading, context: Context, now: datetime) -> Sorted:
    """Return the verdict on a mail, with the decision it leads to."""
    seen = work.same_mail(mail.internet_message_id) if mail.internet_message_id else None
    if seen is not None and seen == digest(mail):
        return Sorted(verdict=Verdict.NOTHING, reason="a second copy of a mail already taken in")
    if reading.robot is not None and not _invites(mail, reading):
        return sort_robot(work, mail, reading, context)
    refusal = _not_believed(mail, reading, context)
    if refusal:
        return Sorted(verdict=Verdict.REFUSED, reason=refusal)
    author = mail.author
    assert author is not None  # _not_believed refuses a mail without an author
    named = context.known.find(author.address)
    author = named.person if named and named.person.name else author
    thread = thread_of(work, mail, reading, author, context)
    if thread is not None:
        return _reply(work, mail, reading, thread, author, context, now)
    if mail.shape is MailShape.MEETING_REQUEST and work.threads_of_conversation(mail.conversation_id):
        return Sorted(verdict=Verdict.NOTHING, reason="one more mail about a meeting that was answered already")
    if mail.shape is not MailShape.MAIL and mail.shape is not MailShape.MEETING_REQUEST:
        return Sorted(verdict=Verdict.NOTHING, reason="a meeting answer of no follow-up of ours")
    if (asked := requested(work, mail, reading, author, context, now)) is not None:
        return asked
    general = Decision() if reading.items else _general(mail, reading, author, context)
    if general.stops:
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=general)
    if not context.policy.may_set(author.address, internal=context.known.internal(author.address)):
        return Sorted(verdict=Verdict.REFUSED, reason="the author is not one of the setters")
    if any(isinstance(each, SendMail) and each.kind is MailKind.HELP for each in general.effects):
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=general)
    before = set_before(work, mail, author)
    fresh = without_repeats(reading, before)
    if before and not fresh.items and not fresh.also_noticed and (reading.items or reading.route is Route.CC):
        return _nothing_new(mail, reading, before[0], context)
    happening = Forwarded(mail=_ref(mail), setter=author, reading=fresh)
    reason = "sent in by a setter"
    if seen is not None:
        reason += "; its Message-ID was seen before with other content"
    return Sorted(verdict=Verdict.TAKEN, reason=reason, decision=decide_forwarded(happening, context, now))


def _nothing_new(mail: MailIn, reading: Reading, before: Proposal, context: Context) -> Sorted:
    """Talk in a thread that is taken in, with us in Cc, is left alone; who sends the same in again is told so once."""
    decision = decide_sent_again(before, _ref(mail), context) if reading.route is not Route.CC else Decision()
    return Sorted(verdict=Verdict.NOTHING, reason="nothing new in a thread already taken in", decision=decision)


def _invites(mail: MailIn, reading: Reading) -> bool:
    """Whether a person invites us to a meeting: Outlook writes that mail, and still somebody waits for an answer."""
    return reading.robot is Robot.CALENDAR and mail.shape is MailShape.MEETING_REQUEST


def _not_believed(mail: MailIn, reading: Reading, context: Context) -> str:
    """Why this mail's author is not believed; empty when he is."""
    if mail.author is None or not mail.author.address:
        return "it names no author"
    if reading.belief is not Belief.INTERNAL:
        return "its author is not authenticated inside the organisation"
    if mail.sender is not None and mail.sender != mail.author and not context.policy.delegates:
        return "an assistant sent it on behalf of the author, which the configuration does not allow"
    return ""


def digest(mail: MailIn) -> str:
    """A hash of author and content: the same Message-ID with another digest is another mail."""
    author = mail.author.address if mail.author else ""
    content = "\x1f".join((author, mail.subject, mail.text or mail.html))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


# --------------------------------------------------------------------------------------------- replies


def _reply(
    work: Work, mail: MailIn, reading: Reading, thread: Thread, author: Person, context: Context, now: datetime
) -> Sorted:
    if thread.kind == "brief":
        return _brief_reply(work, mail, reading, author, context, now)
    if thread.kind == "proposal":
        proposal = work.proposal(thread.id)
        if proposal is None or author != proposal.setter:
            return Sorted(verdict=Verdict.REFUSED, reason="an answer to a preview from somebody else than its setter")
        return _preview_reply(work, mail, reading, proposal, author, context, now)
    agreement = work.agreement(thread.id)
    if agreement is None:
        return Sorted(verdict=Verdict.REFUSED, reason="an answer to something that does not exist")
    return _agreement_reply(work, mail, reading, agreement, thread.mail, author, context, now)


def _preview_reply(
    work: Work, mail: MailIn, reading: Reading, proposal: Proposal, author: Person, context: Context, now: datetime
) -> Sorted:
    if proposal.state is not ProposalState.HELD:
        return _after_release(work, mail, reading, proposal, author, context, now)
    answers = _answers(mail, reading, _asked_of_preview(proposal), proposal.around, context, author)
    happening = Replied(mail=_ref(mail), author=author, answers=answers, own_words=reading.own_words)
    return Sorted(
        verdict=Verdict.TAKEN,
        reason="an answer to a preview",
        decision=decide_preview_reply(proposal, happening, context, now),
    )


def _agreement_reply(
    work: Work,
    mail: MailIn,
    reading: Reading,
    agreement: Agreement,
    asked: str,
    author: Person,
    context: Context,
    now: datetime,
) -> Sorted:
    role = role_of(agreement, author)
    if role is None:
        note = Note(kind="agreement", id=agreement.id, what="a mail from somebody who is no party: ignored")
        return Sorted(
            verdict=Verdict.REFUSED, reason="its author is no party of the agreement", decision=Decision(notes=(note,))
        )
    answers = _answers(
        mail, reading, _asked_of_agreement(agreement, role, asked, mail.subject), agreement.parties, context, author
    )
    if role is Role.SETTER and any(answer.intent is Intent.TAKE for answer in answers):
        return _taken(work, mail, agreement, author, context, now)
    if not answers or all(answer.intent is Intent.NONE for answer in answers):
        answers = (Answer(intent=Intent.NONE, words=reading.own_words[:500]),)
    happening = Replied(mail=_ref(mail), author=author, answers=answers, own_words=reading.own_words)
    return Sorted(
        verdict=Verdict.TAKEN,
        reason=f"an answer from the {role}",
        decision=decide_reply(agreement, happening, context, now),
    )


def _taken(
    work: Work, mail: MailIn, agreement: Agreement, author: Person, context: Context, now: datetime
) -> Sorted:
    """The setter takes the time that the owner proposed in the calendar."""
    between = work.follow_ups_between(agreement.setter, agreement.owner if agreement.shared else None)
    decision = next(
        (
            take_proposed(follow_up, mail.id, context, now)
            for follow_up in between
            if follow_up.proposed is not None and any(line.agreement == agreement.id for line in follow_up.reviewed)
        ),
        Decision(),
    )
    if not decision.follow_ups:
        said = "No other time is proposed for it, so nothing has changed."
        decision = decide_told(_ref(mail), author, said, context)
    return Sorted(verdict=Verdict.TAKEN, reason="takes a proposed time", decision=decision)


def _after_release(
    work: Work, mail: MailIn, reading: Reading, proposal: Proposal, author: Person, context: Context, now: datetime
) -> Sorted:
    """An answer to a preview that has gone out: it speaks of the agreement that came of it, if there is just one."""
    born = _only_born(work, proposal)
    if born is not None:
        return _agreement_reply(work, mail, reading, born, MailKind.CONFIRMATION, author, context, now)
    general = _general(mail, reading, author, context)
    if general.effects or general.stops:
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=general)
    note = Note(kind="proposal", id=proposal.id, what="an answer after it was sent: nothing changed")
    return Sorted(verdict=Verdict.NOTHING, reason="the preview is not open any more", decision=Decision(notes=(note,)))


def _only_born(work: Work, proposal: Proposal) -> Agreement | None:
    """The agreement that came of a preview, if it has the same actions under the same numbers."""
    born = [each for each in work.agreements_of(proposal.setter) if each.mail.id == proposal.mail.id]
    whole = len(born) == 1 and len(born[0].standings) == len(proposal.lines)
    return born[0] if whole else None


def _brief_reply(work: Work, mail: MailIn, reading: Reading, author: Person, context: Context, now: datetime) -> Sorted:
    """An answer to a brief: each line that names a reference is read for that agreement."""
    said: dict[Reference, list[str]] = {}
    for line in reading.own_words.splitlines():
        for reference in find_references(line)[:1]:
            words = re.sub(
                rf"[\[(]?{re.escape(reference)}(?:\.(\d+))?[\])]?", r" \1 ", line, count=1, flags=re.IGNORECASE
            )
            said.setdefault(reference, []).append(words.strip(" :-"))
    proposals: dict[str, list[str]] = {}
    agreements: dict[str, list[str]] = {}
    for reference, lines in said.items():
        kind, id = work.by_reference(reference) or ("", "")
        proposal = work.proposal(id) if kind == "proposal" else None
        if proposal is not None and proposal.state is not ProposalState.HELD:
            born = _only_born(work, proposal)
            kind, id = ("agreement", born.id) if born is not None else ("", "")
        if kind:
            (proposals if kind == "proposal" else agreements).setdefault(id, []).extend(lines)
    decisions = []
    for id, lines in proposals.items():
        proposal = work.proposal(id)
        one = replace(reading, own_words="\n".join(lines))
        if proposal is not None and proposal.setter == author:
            decisions.append(_preview_reply(work, mail, one, proposal, author, context, now).decision)
    for id, lines in agreements.items():
        agreement = work.agreement(id)
        one = replace(reading, own_words="\n".join(lines))
        if agreement is not None and role_of(agreement, author) is not None:
            sorted_one = _agreement_reply(work, mail, one, agreement, MailKind.BRIEF, author, context, now)
            decisions.append(sorted_one.decision)
    if decisions:
        return Sorted(
            verdict=Verdict.TAKEN, reason="an answer to a brief", decision=decisions[0], further=tuple(decisions[1:])
        )
    general = _general(mail, reading, author, context)
    return Sorted(verdict=Verdict.TAKEN, reason="an answer to a brief that names nothing in it", decision=general)


def _general(mail: MailIn, reading: Reading, author: Person, context: Context) -> Decision:
    """What words that belong to no one action lead to: STOP and HELP need none, everything else does."""
    asked = Asked(setter=True, question=Question.BRIEF)
    happening = Replied(
        mail=_ref(mail),
        author=author,
        answers=_answers(mail, reading, asked, (), context, author),
        own_words=reading.own_words,
    )
    return decide_general(happening, context)


# --------------------------------------------------------------------------------------------- answers


def _answers(
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
    return tuple(_with_owner(answer, around, context) for answer in answers)


def _with_owner(answer: Answer, around: Sequence[Person], context: Context) -> Answer:
    """The answer with the owner's name resolved to a person; a name that fits nobody, or two, stays a question."""
    changes = answer.changes
    if changes is None or changes.owner is None or changes.owner.value.address:
        return answer
    person = _who(changes.owner.value.name, around, context)
    owner = Said(value=person, words=changes.owner.words) if person else None
    return replace(answer, changes=replace(changes, owner=owner))


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


def _asked_of_preview(proposal: Proposal) -> Asked:
    lines = proposal.open_lines
    return Asked(
        numbers=tuple(line.number for line in lines),
        whats=tuple(line.item.what.value if line.item.what else line.item.source for line in lines),
        dues=tuple(line.item.due.value.day if line.item.due else None for line in lines),
        setter=True,
        question=Question.PREVIEW,
        missing=frozenset(gap.field for line in lines for gap in line.gaps if gap.holds),
    )


def _asked_of_agreement(agreement: Agreement, role: Role, mail: str, subject: str) -> Asked:
    drafted = any(each.recognition is Recognition.DRAFTED for each in agreement.standings)
    if mail == BY_REFERENCE and drafted and _THANKS_LINK.match(subject):
        mail = MailKind.THANKS_DRAFT  # the link in the drafted thanks opens a new mail
    return Asked(
        numbers=tuple(each.action.number for each in agreement.standings),
        whats=tuple(each.action.what for each in agreement.standings),
        dues=tuple(each.action.due.day for each in agreement.standings),
        setter=role is Role.SETTER,
        question=_QUESTIONS.get(mail, Question.CONFIRMATION),
    )


_THANKS_LINK: Final = re.compile(r"\s*THANKS\s+FU-", re.IGNORECASE)

#: What a mail of ours asked, where that changes how its answer is read.
_QUESTIONS: Final[dict[str, Question]] = {
    MailKind.THANKS_DRAFT: Question.THANKS_DRAFT,
    MailKind.BRIEF: Question.BRIEF,
    MailKind.BLOCKED: Question.BLOCKED_NOTICE,
}


def _ref(mail: MailIn) -> MailRef:
    return MailRef(
        id=mail.id,
        internet_message_id=mail.internet_message_id,
        subject=mail.subject,
        conversation_id=mail.conversation_id,
    )
