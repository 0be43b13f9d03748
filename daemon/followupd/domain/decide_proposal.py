"""From a mail sent in, and from the setter's answers to its preview, to agreements.

Sent when sure, previewed when not (rule 1). Unknown stays unknown (rule 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from followupd.domain.agreement import Line, LineState, Proposal, ProposalState
from followupd.domain.decision import Decision, identity
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.gaps import gaps_of, people_on
from followupd.domain.happenings import Forwarded, Intent, MailRef, MomentReached, Reading, Replied, Route
from followupd.domain.people import Person
from followupd.domain.policy import Context, SendRule
from followupd.domain.proposal_changes import added, changed_by, left_out, numbers_of, suggestions_accepted
from followupd.domain.release import note_of, release, timer_of
from followupd.domain.schedule import morning_after

#: Said where an answer to a preview fills nothing in, and where its words were taken for the measure.
NOT_SURE = "I am not sure what your answer means, so nothing has changed."
TAKEN_SO = "Your words were taken as you see them below; SEND sends it."
#: An unanswered preview is brought up once more after this many working days (rule 5).
REMIND_AFTER_DAYS = 2
#: A moment to do so is over after this time.
REMIND_WITHIN = timedelta(days=1)


def decide_forwarded(happening: Forwarded, context: Context, now: datetime) -> Decision:
    """Return what becomes of a mail that a setter sent in: agreements at once, or a proposal with its preview.

    Who said STOP once and sends something in wants to hear of it: the stop is over.
    """
    reading, mail = happening.reading, happening.mail
    proposal = Proposal(
        id=identity("proposal", mail.id),
        reference=context.allocate(f"proposal/{mail.id}"),
        setter=happening.setter,
        mail=mail,
        private=reading.route is Route.BCC,
        around=(
            *people_on(reading, happening.setter, context.known),
            *(each.person for each in context.known.people if each.suggested),
        ),
        also_noticed=reading.also_noticed,
        targets=reading.targets,
        problem=reading.problem,
        lines=_lines(reading, happening.setter, context, now),
        asked=now,
    )
    again = Decision(starts=(proposal.setter.address,) if proposal.setter.address in context.stopped else ())
    return again + _taken_in(proposal, reading, context, now)


def _taken_in(proposal: Proposal, reading: Reading, context: Context, now: datetime) -> Decision:
    mail = proposal.mail
    if not proposal.lines:
        return _nothing_found(proposal, context)
    reasons = _held_because(proposal, reading, context)
    if reasons:
        return _preview(replace(proposal, held_because=reasons), mail, context, now)
    return release(proposal, proposal.lines, mail, context, now)


def decide_sent_again(proposal: Proposal, mail: MailRef, context: Context) -> Decision:
    """Tell a setter that all of this was sent in before: nothing is put in writing twice."""
    said = "This was sent in before, word for word, so nothing has been sent again."
    return Decision(
        effects=(_mail(proposal, MailKind.ECHO, mail.id, context, reply_to=mail, lines=(said,)),),
        notes=(note_of(proposal, "sent in again: nothing new", proposal.setter),),
    )


def decide_preview_reply(proposal: Proposal, happening: Replied, context: Context, now: datetime) -> Decision:
    """Return what the setter's answer to a preview leads to. Anybody else's answer leads to nothing."""
    if happening.author != proposal.setter or not (proposal.open_lines or _may_be_added(proposal)):
        return Decision(notes=(note_of(proposal, "an answer that changes nothing", happening.author),))
    cause = happening.mail
    if any(answer.intent is Intent.HELP for answer in happening.answers):
        return Decision(effects=(_mail(proposal, MailKind.HELP, cause.id, context, reply_to=cause),))
    changed, sending, leaving = proposal, set[int](), set[int]()
    for answer in happening.answers:
        if answer.intent is Intent.SEND:
            sending |= numbers_of(answer, changed)
        elif answer.intent is Intent.ADD:
            changed = added(changed, answer, context, now)
        elif answer.intent is Intent.STOP:
            dropped = _dropped(changed, {line.number for line in changed.lines}, cause, context)
            return dropped + Decision(stops=(happening.author.address,))
        elif answer.intent is Intent.START:
            return Decision(starts=(happening.author.address,)) + _preview(proposal, cause, context, now)
        elif answer.intent in (Intent.CANCEL, Intent.DECLINE):
            leaving |= numbers_of(answer, changed)
        elif answer.changes is not None:
            changed = changed_by(changed, answer, context, now)
    if leaving:
        sending -= leaving
        without = left_out(changed, leaving)
        if not without.open_lines or not (sending or changed != proposal):
            return _dropped(changed, leaving, cause, context)
        changed = without
    if sending:
        changed = suggestions_accepted(changed, sending, context, now)
        ready = tuple(line for line in changed.open_lines if line.number in sending and _complete(line))
        if ready:
            released = release(changed, ready, cause, context, now)
            left = released.proposal
            if left is not None and left.open_lines and sending - {line.number for line in ready}:
                return released + _preview(left, cause, context, now)
            return released
        return _preview(changed, cause, context, now)
    if changed != proposal:
        told = all(answer.intent is not Intent.UNCLEAR for answer in happening.answers)
        complete = all(map(_complete, changed.open_lines)) and not _always_previewed(changed, context)
        if told and complete:
            return release(changed, changed.open_lines, cause, context, now)
        return _preview(changed, cause, context, now, said="" if told or not complete else TAKEN_SO)
    if all(answer.intent is Intent.NONE for answer in happening.answers):
        return Decision(notes=(note_of(proposal, "an answer that changes nothing", happening.author),))
    return _preview(proposal, cause, context, now, said=NOT_SURE)


def decide_proposal_moment(
    proposal: Proposal,
    happening: MomentReached,
    context: Context,
    now: datetime,
    others: Sequence[Proposal] = (),
) -> Decision:
    """Bring an unanswered preview up once more; after that it is a line in the brief.

    `others`: what else of the setter's is held. Where another one is due on the same morning, the brief brings them up
    together: one mail a morning (rule 11). A moment that passed while we were off is over a day later: then the brief
    alone tells of it, too.
    """
    if proposal.state is not ProposalState.HELD or proposal.reminded:
        return Decision()
    reminded = replace(proposal, reminded=True)
    if now - happening.moment > REMIND_WITHIN:
        return Decision(proposal=reminded, notes=(note_of(proposal, "not asked once more: we were off", None),))
    day = _reminder_of(proposal, context, now)
    if any(each.id != proposal.id and each.open_lines and _reminder_of(each, context, now) == day for each in others):
        return Decision(proposal=reminded, notes=(note_of(proposal, "asked once more in the brief", None),))
    effect = _mail(reminded, MailKind.PREVIEW, happening.name, context)
    return Decision(
        proposal=reminded,
        effects=(effect,),
        notes=(note_of(proposal, "asked once more", None),),
    )


# ------------------------------------------------------------------------------------------------ reading


def _lines(reading: Reading, setter: Person, context: Context, now: datetime) -> tuple[Line, ...]:
    private = reading.route is Route.BCC
    around = people_on(reading, setter, context.known)
    return tuple(
        Line(
            number=number,
            item=item,
            gaps=gaps_of(item, setter=setter, around=around, known=context.known, now=now, private=private),
        )
        for number, item in enumerate(reading.items, start=1)
    )


def _complete(line: Line) -> bool:
    return not any(gap.holds for gap in line.gaps)


def _held_because(proposal: Proposal, reading: Reading, context: Context) -> tuple[str, ...]:
    """The reasons, as sentences, why this is not sent at once. None: it goes straight through."""
    reasons = []
    if context.policy.send is SendRule.PREVIEW:
        reasons.append("Your organisation asks for a look before anything is sent.")
    if any(not _complete(line) for line in proposal.lines):
        reasons.append("Something is missing.")
    if _too_many(proposal, context):
        reasons.append("It is about many people or many actions: please look once before it goes out.")
    if not proposal.private and any(zone.kind == "attached" for zone in reading.zones):
        reasons.append("It was read from an attached mail.")
    return tuple(reasons)


def _always_previewed(proposal: Proposal, context: Context) -> bool:
    return context.policy.send is SendRule.PREVIEW or _too_many(proposal, context)


def _too_many(proposal: Proposal, context: Context) -> bool:
    owners = {line.item.owner.value.address for line in proposal.lines if line.item.owner}
    return len(owners) > context.policy.most_owners or len(proposal.lines) > context.policy.most_actions


def _nothing_found(proposal: Proposal, context: Context) -> Decision:
    """No action in it: the setter is told in one mail, with the question that a target deserves. ADD can make one."""
    ended = proposal if proposal.also_noticed else replace(proposal, state=ProposalState.DROPPED)
    return Decision(
        proposal=ended,
        effects=(_mail(ended, MailKind.PROBLEM, ended.mail.id, context),),
        notes=(note_of(ended, "no action found", ended.setter),),
    )


# ------------------------------------------------------------------------------------------------ preview


def _preview(proposal: Proposal, cause: MailRef, context: Context, now: datetime, *, said: str = "") -> Decision:
    """Show what was understood. `said`: what became of an answer, in place of why it is held back."""
    asked = replace(proposal, asked=now)
    working = context.known.working_of(proposal.setter.address)
    remind = working.at(_reminder_of(asked, context, now), context.policy.brief_time)
    if remind <= now:
        remind = morning_after(now, context.policy.brief_time, working)
    return Decision(
        proposal=asked,
        effects=(_mail(asked, MailKind.PREVIEW, cause.id, context, reply_to=cause, lines=(said,) if said else ()),),
        timers=((timer_of(proposal), remind),),
        notes=(note_of(proposal, "previewed", None),),
    )


def _reminder_of(proposal: Proposal, context: Context, now: datetime) -> date:
    """The day on which a preview is brought up once more, if it has no answer by then."""
    working = context.known.working_of(proposal.setter.address)
    return working.shift(working.local(proposal.asked or now).date(), REMIND_AFTER_DAYS)


def _may_be_added(proposal: Proposal) -> bool:
    return proposal.state is ProposalState.HELD and bool(proposal.also_noticed)


def _dropped(proposal: Proposal, numbers: set[int], cause: MailRef, context: Context) -> Decision:
    left = left_out(proposal, numbers)
    if not left.open_lines:
        sent = any(line.state is LineState.SENT for line in left.lines)
        left = replace(left, state=ProposalState.RELEASED if sent else ProposalState.DROPPED)
    said = "Left out. Nothing of it is sent." if left.open_lines else "Dropped. Nothing has been sent."
    return Decision(
        proposal=left,
        effects=(_mail(left, MailKind.ECHO, cause.id, context, reply_to=cause, lines=(said,)),),
        cleared=() if left.open_lines else (timer_of(left),),
        notes=(note_of(left, "left out", left.setter),),
    )


def _mail(
    proposal: Proposal,
    kind: MailKind,
    cause: str,
    context: Context,
    *,
    reply_to: MailRef | None = None,
    lines: tuple[str, ...] = (),
) -> SendMail:
    return SendMail(
        key=EffectKey(f"{proposal.id}/{kind}/{cause}"),
        lane=f"mail/{proposal.id}",
        topic=f"{kind}/{proposal.id}" if kind is MailKind.PREVIEW else "",
        kind=kind,
        to=proposal.setter,
        setter=proposal.setter,
        reply_to=reply_to or proposal.mail,
        proposal=proposal,
        problem=proposal.problem,
        lines=lines,
        first=proposal.setter.address not in context.acquainted,
    )
