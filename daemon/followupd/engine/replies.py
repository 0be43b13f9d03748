"""Answers to what we sent: to a preview, about an agreement, to a brief about several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from followupd.domain.action import Reference
from followupd.domain.agreement import Agreement, Proposal, ProposalState
from followupd.domain.decide_agreement import decide_reply, role_of
from followupd.domain.decide_calendar import take_proposed
from followupd.domain.decide_general import decide_general, decide_told, needs_reference
from followupd.domain.decide_proposal import decide_preview_reply
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer, Intent, Reading, Replied
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.reference import find_references
from followupd.domain.states import Role
from followupd.engine.asked import answers_of, asked_of_agreement, asked_of_preview, ref_of
from followupd.engine.belonging import rivals
from followupd.engine.requests import requested
from followupd.engine.verdicts import Sorted
from followupd.ports import Thread, Verdict, Work
from followupd.reading.answers import Asked, Question

#: Actions that are named when it is asked which one was meant.
MOST_CHOICES = 12
#: Said where an answer to a brief has words above the first reference, and each reference has words of its own.
ABOVE = "What stands above the first reference is about none of them, so it was left alone: put a reference before it."
_OF_BRIEF = Asked(setter=True, question=Question.BRIEF)


def reply(
    work: Work, mail: MailIn, reading: Reading, thread: Thread, author: Person, context: Context, now: datetime
) -> Sorted:
    if thread.kind == "brief":
        if author.address != thread.id:
            return Sorted(verdict=Verdict.REFUSED, reason="an answer to what was sent to somebody else")
        return _reply_about_several(work, mail, reading, author, context, now, find_references(mail.html + mail.text))
    if thread.kind == "proposal":
        proposal = work.proposal(thread.id)
        if proposal is None or author != proposal.setter:
            return Sorted(verdict=Verdict.REFUSED, reason="an answer to a preview from somebody else than its setter")
        return _preview_reply(work, mail, reading, proposal, author, context, now)
    agreement = work.agreement(thread.id)
    if agreement is None:
        return Sorted(verdict=Verdict.REFUSED, reason="an answer to something that does not exist")
    several = rivals(work, mail, thread, author)
    if len(several) > 1 and needs_reference(answers_of(mail, reading, _OF_BRIEF, (), context, author)):
        listed = tuple(each.reference for each in several)
        return _reply_about_several(work, mail, reading, author, context, now, listed)
    about = several[0] if len(several) == 1 else agreement
    return _agreement_reply(work, mail, reading, about, thread.mail, author, context, now)


def _preview_reply(
    work: Work, mail: MailIn, reading: Reading, proposal: Proposal, author: Person, context: Context, now: datetime
) -> Sorted:
    if proposal.state is not ProposalState.HELD:
        return _after_release(work, mail, reading, proposal, author, context, now)
    answers = answers_of(mail, reading, asked_of_preview(proposal), proposal.around, context, author)
    happening = Replied(mail=ref_of(mail), author=author, answers=answers, own_words=reading.own_words)
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
    answers = answers_of(
        mail, reading, asked_of_agreement(agreement, role, asked, mail.subject), agreement.parties, context, author
    )
    if role is Role.SETTER and any(answer.intent is Intent.TAKE for answer in answers):
        return _taken(work, mail, agreement, author, context, now)
    if not answers or all(answer.intent is Intent.NONE for answer in answers):
        answers = (Answer(intent=Intent.NONE, words=reading.own_words[:500]),)
    happening = Replied(
        mail=ref_of(mail),
        author=author,
        answers=answers,
        own_words=reading.own_words,
        to_both=set(agreement.parties) <= {author, *mail.to, *mail.cc},
        answered=asked,
    )
    return Sorted(
        verdict=Verdict.TAKEN,
        reason=f"an answer from the {role}",
        decision=decide_reply(agreement, happening, context, now),
    )


def _taken(work: Work, mail: MailIn, agreement: Agreement, author: Person, context: Context, now: datetime) -> Sorted:
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
        decision = decide_told(ref_of(mail), author, said, context)
    return Sorted(verdict=Verdict.TAKEN, reason="takes a proposed time", decision=decision)


def _after_release(
    work: Work, mail: MailIn, reading: Reading, proposal: Proposal, author: Person, context: Context, now: datetime
) -> Sorted:
    """An answer to a preview that has gone out: it speaks of the agreement that came of it, if there is just one."""
    born = _only_born(work, proposal)
    if born is not None:
        return _agreement_reply(work, mail, reading, born, MailKind.CONFIRMATION, author, context, now)
    found = general(mail, reading, author, context)
    if found.effects or found.stops or found.starts:
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=found)
    note = Note(kind="proposal", id=proposal.id, what="an answer after it was sent: nothing changed")
    return Sorted(verdict=Verdict.NOTHING, reason="the preview is not open any more", decision=Decision(notes=(note,)))


def _only_born(work: Work, proposal: Proposal) -> Agreement | None:
    """The agreement that came of a preview, if it has the same actions under the same numbers."""
    born = [each for each in work.agreements_of(proposal.setter) if each.mail.id == proposal.mail.id]
    whole = len(born) == 1 and len(born[0].standings) == len(proposal.lines)
    return born[0] if whole else None


def _reply_about_several(
    work: Work,
    mail: MailIn,
    reading: Reading,
    author: Person,
    context: Context,
    now: datetime,
    listed: Sequence[Reference],
) -> Sorted:
    """An answer to a brief, or in a thread of several agreements: each line that names a reference is read for that
    agreement, with the lines below it. `listed`: what it can be about."""
    said = lines_by_reference(reading.own_words)
    above = words_above(reading.own_words) if said else ""
    bare = [reference for reference, lines in said.items() if not any(lines)]
    said |= {reference: above.splitlines() for reference in bare}
    if not said and (asked := requested(work, mail, reading, author, context, now)) is not None:
        return asked
    alone = len(listed) == 1 and not said
    if alone and needs_reference(answers_of(mail, reading, _OF_BRIEF, (), context, author)):
        said = {listed[0]: reading.own_words.splitlines()}  # a brief of one line is answered about that line
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
        one = replace(reading, own_words=above)
        if not bare and needs_reference(answers_of(mail, one, _OF_BRIEF, (), context, author)):
            decisions.append(decide_told(ref_of(mail), author, ABOVE, context))
        return Sorted(
            verdict=Verdict.TAKEN, reason="an answer about several", decision=decisions[0], further=tuple(decisions[1:])
        )
    if said and (asked := requested(work, mail, reading, author, context, now)) is not None:
        return asked
    found = general(mail, reading, author, context, _choices(work, listed, author))
    return Sorted(verdict=Verdict.TAKEN, reason="an answer about several that names none", decision=found)


def _choices(work: Work, listed: Sequence[Reference], author: Person) -> tuple[str, ...]:
    """What an answer can be about, a line each: reference and what was agreed."""
    lines = []
    for reference in listed[:MOST_CHOICES]:
        kind, id = work.by_reference(reference) or ("", "")
        agreement = work.agreement(id) if kind == "agreement" else None
        if agreement is not None and role_of(agreement, author) is not None:
            whats = "; ".join(each.action.what for each in agreement.standings if not each.ended)
            lines.append(f"{reference}: {whats}" if whats else "")
    return tuple(line for line in lines if line)


def general(
    mail: MailIn,
    reading: Reading,
    author: Person,
    context: Context,
    choices: tuple[str, ...] = (),
    owes: Agreement | None = None,
) -> Decision:
    """What words that belong to no one action lead to: STOP and HELP need none, everything else does.

    `choices`, `owes`: see decide_general.
    """
    happening = Replied(
        mail=ref_of(mail),
        author=author,
        answers=answers_of(mail, reading, _OF_BRIEF, (), context, author),
        own_words=reading.own_words,
    )
    return decide_general(happening, context, choices, owes)


def words_above(own_words: str) -> str:
    """The words of an answer before the first line that names a reference."""
    lines = own_words.splitlines()
    first = next((n for n, line in enumerate(lines) if find_references(line)), len(lines))
    return "\n".join(lines[:first]).strip()


def lines_by_reference(own_words: str) -> dict[Reference, list[str]]:
    """The words of an answer about several things, by reference: a line that names none goes on about the one above."""
    said: dict[Reference, list[str]] = {}
    current: Reference | None = None
    for line in own_words.splitlines():
        found = find_references(line)[:1]
        if not found:
            if current is not None and line.strip():
                said[current].append(line.strip())
            continue
        current = found[0]
        bare = rf"[\[(]?{re.escape(current)}(?:\.(\d+))?[\])]?"
        words = re.sub(bare, r" \1 ", line, count=1, flags=re.IGNORECASE)
        said.setdefault(current, []).append(words.strip(" :-"))
    return said
