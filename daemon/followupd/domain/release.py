"""The only way from a proposal to an agreement: lines in which what, owner, due and measure are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from followupd.domain.action import Action, FollowUpWish, How, Item, Moment
from followupd.domain.agreement import Agreement, Line, LineState, Proposal, ProposalState
from followupd.domain.decision import Decision, Note, identity
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.happenings import MailRef
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.recurrence import Every
from followupd.domain.situations import Preset
from followupd.domain.standing import Standing


def release(proposal: Proposal, lines: Sequence[Line], cause: MailRef, context: Context, now: datetime) -> Decision:
    """Make one agreement for each owner from these complete lines, and put it in writing."""
    by_owner: dict[Person, list[Line]] = {}
    for line in lines:
        owner = line.item.owner.value if line.item.owner and not proposal.private else proposal.setter
        by_owner.setdefault(owner, []).append(line)
    decision = Decision()
    for owner, own in by_owner.items():
        decision += _agree(proposal, owner, own, cause, context, now)
    numbers = {line.number for line in lines}
    kept = tuple(
        replace(line, state=LineState.SENT, gaps=()) if line.number in numbers else line for line in proposal.lines
    )
    ended = replace(proposal, lines=kept)
    if not ended.open_lines:
        ended = replace(ended, state=ProposalState.RELEASED)
    return decision + Decision(
        proposal=ended,
        cleared=() if ended.open_lines else (timer_of(proposal),),
        notes=(note_of(proposal, f"sent {len(lines)} of {len(proposal.lines)}", proposal.setter),),
    )


def _agree(
    proposal: Proposal, owner: Person, lines: Sequence[Line], cause: MailRef, context: Context, now: datetime
) -> Decision:
    shared = not proposal.private and _reachable(owner, proposal.setter, context)
    own = owner == proposal.setter and not proposal.private
    id = identity("agreement", proposal.id, owner.address, cause.id)
    agreement = Agreement(
        id=id,
        reference=context.allocate(f"agreement/{id}"),
        setter=proposal.setter,
        owner=owner,
        mail=proposal.mail,
        shared=shared,
        standings=tuple(
            Standing(action=_action(number, line.item, proposal.setter, context, now, own=own))
            for number, line in enumerate(lines, start=1)
        ),
        created=now,
    )
    return Decision(
        agreements=(agreement,),
        effects=confirmations(agreement, cause, context),
        notes=(Note(kind="agreement", id=id, what="put in writing, version 1", by=proposal.setter.address),),
    )


def passed_on(
    agreement: Agreement, standings: Sequence[Standing], owner: Person, cause: MailRef, context: Context, now: datetime
) -> Agreement:
    """The same actions agreed with another owner, who starts at version 1 with a reference of his own (rule 2)."""
    id = identity("agreement", agreement.id, owner.address, cause.id)
    return Agreement(
        id=id,
        reference=context.allocate(f"agreement/{id}"),
        setter=agreement.setter,
        owner=owner,
        mail=cause,
        shared=_reachable(owner, agreement.setter, context),
        standings=tuple(
            Standing(action=replace(each.action, number=number, version=1))
            for number, each in enumerate(standings, start=1)
        ),
        created=now,
        follows=agreement.reference,
    )


def _reachable(owner: Person, setter: Person, context: Context) -> bool:
    """Whether the owner gets mails of ours: another person inside who takes part and has not said STOP (rule 3)."""
    return (
        owner != setter
        and context.known.internal(owner.address)
        and owner.address not in context.stopped
        and context.policy.takes_part(owner.address)
    )


def _action(number: int, item: Item, setter: Person, context: Context, now: datetime, *, own: bool) -> Action:
    """The action of a complete item. A field that is not known stays empty (rule 5)."""
    assert item.what is not None  # a complete line has what and due
    assert item.due is not None
    situation = item.situation.value if item.situation else None
    preset = context.policy.preset(situation)
    today = context.known.working_of(setter.address).local(now).date()
    return Action(
        number=number,
        what=item.what.value,
        measure=item.measure.value if item.measure else "",
        due=item.due.value,
        achievable=item.achievable.value if item.achievable else "",
        why=item.why.value if item.why else "",
        follow_up=wish_of(item, preset, today, own=own),
        check=item.check.value if item.check else context.remembered(setter, situation),
        every=item.every.value if item.every else None,
        situation=situation,
        bring=preset.bring,
    )


def wish_of(item: Item, preset: Preset, today: date, *, own: bool = False) -> FollowUpWish:
    """When and how the action is reviewed: as the mail says, else as its situation has it.

    `own`: the setter's own promise, which is a line in his own brief.
    """
    if item.follow_up is not None:
        return item.follow_up.value
    due = item.due.value if item.due else None
    wish = FollowUpWish(how=How.BRIEF if own else preset.how)
    if not preset.every or due is None or item.every is not None:
        return wish
    every = Every(rule=preset.every, start=today, until=due.day)
    first = every.next_after(today)
    if first is None or first >= due.day:
        return wish
    return replace(wish, when=Moment(day=first, zone=due.zone), every=every)


def confirmations(agreement: Agreement, cause: MailRef, context: Context) -> tuple[SendMail, ...]:
    """One mail to each party, identical in what is agreed (rule 2); the setter's in the thread of the mail sent in."""
    kind = MailKind.CONFIRMATION if agreement.shared else MailKind.REMINDER
    return tuple(
        SendMail(
            key=EffectKey(f"{agreement.id}/{kind}/{'setter' if person == agreement.setter else 'owner'}/{cause.id}"),
            lane=f"mail/{agreement.id}/{person.address}",
            topic=f"{kind}/{agreement.id}/{person.address}",
            kind=kind,
            to=person,
            setter=agreement.setter,
            # One that was handed over has no mail of its own setter's to answer.
            reply_to=agreement.mail if person == agreement.setter and agreement.mail.internet_message_id else None,
            agreement=agreement,
            first=person.address not in context.acquainted,
        )
        for person in agreement.parties
    )


def timer_of(proposal: Proposal) -> str:
    """The name of the timer that brings an unanswered preview up once more."""
    return f"proposal/{proposal.id}/remind"


def note_of(proposal: Proposal, what: str, by: Person | None) -> Note:
    """A line for the story of a proposal."""
    return Note(kind="proposal", id=proposal.id, what=what, by=by.address if by else "")
