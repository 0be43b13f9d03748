"""Somebody hands over, or has left: another setter follows up what is open, or another owner takes it on.

What was agreed goes over; what is private does not: where the setter would look, what he found, his own words, his own
promises and private reminders (rule 13). The mails of before stay where they lie: the new setter's begin anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from followupd.domain.action import Result
from followupd.domain.agreement import Agreement, FollowUp, Proposal, ProposalState
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.guard import stays_away
from followupd.domain.happenings import MailRef
from followupd.domain.mail import InternetMessageId, MessageId
from followupd.domain.pair_entries import entries_of
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.release import confirmations, note_of, passed_on, timer_of
from followupd.domain.standing import Earlier, Standing
from followupd.domain.states import Move, step


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """What went over, and what did not."""

    decision: Decision
    #: References of what went over.
    moved: tuple[str, ...] = ()
    #: Those that the new setter is the owner of.
    refused: tuple[str, ...] = ()
    #: Private ones: reminders and own promises.
    private: tuple[str, ...] = ()


def objection_to(person: Person, context: Context) -> str:
    """Why this person cannot follow up what somebody else has set, as a sentence; empty when he can."""
    internal = context.known.internal(person.address)
    if not internal or context.known.is_service(person.address):
        return f"{person.shown} is not a person inside the organisation, so nothing was handed over."
    if not context.policy.may_set(person.address, internal=internal):
        return f"{person.shown} may not set actions here, so nothing was handed over."
    if stays_away(person, context):
        return f"{person.shown} does not want these mails, so nothing was handed over."
    return ""


def to_setter(
    old: Person,
    new: Person,
    agreements: Sequence[Agreement],
    follow_ups: Sequence[FollowUp],
    cause: str,
    context: Context,
    now: datetime,
) -> Over:
    """Give what `old` has set and is open to `new`, who may have it (see `objection_to`).

    `follow_ups`: those of `old` that review any of it, each once. `cause`: the happening's id.
    """
    mine = [each for each in agreements if each.open and each.setter == old]
    private = tuple(each for each in mine if each.owner == old)
    refused = tuple(each for each in mine if each.owner == new)
    going = [each for each in mine if each not in private and each not in refused]
    gone = {each.id for each in going}
    decision = Decision()
    for agreement in going:
        decision += _over(agreement, new, cause, context)
    for follow_up in follow_ups:
        left = tuple(line for line in follow_up.reviewed if line.agreement not in gone)
        if left != follow_up.reviewed:
            decision += entries_of(follow_up, replace(follow_up, reviewed=left), cause, now)
    return Over(
        decision=decision,
        moved=tuple(each.reference for each in going),
        refused=tuple(each.reference for each in refused),
        private=tuple(each.reference for each in private),
    )


def told(new: Person, over: Over) -> tuple[str, ...]:
    """What the one who hands over is told."""
    lines = []
    if over.moved:
        lines.append(f"{new.shown} follows up from now on: {', '.join(over.moved)}. Both people have it in writing.")
        lines.append(f"UNDO does not take that back; {new.first} can hand it over to you in the same way.")
    else:
        lines.append("There was nothing to hand over.")
    if over.refused:
        lines.append(f"Not handed over, because {new.first} is the one who does it: {', '.join(over.refused)}.")
    if over.private:
        lines.append(f"Yours alone, so it stays with you: {', '.join(over.private)}.")
    return tuple(lines)


def to_owner(
    old: Person, new: Person, agreements: Sequence[Agreement], cause: MailRef, context: Context, now: datetime
) -> Over:
    """Give what `old` has to do to `new`, who starts at version 1; `old` gets one neutral line (rule 2)."""
    decision = Decision()
    moved = []
    for agreement in agreements:
        if not agreement.open or agreement.owner != old or agreement.setter == old:
            continue
        going = tuple(each for each in agreement.standings if not each.ended)
        ended = tuple(
            replace(each, state=step(each.state, Move.REPLACE), offer=None) if each in going else each
            for each in agreement.standings
        )
        before = replace(agreement, standings=ended, last_change=None)
        born = passed_on(
            agreement, going, new, replace(cause, id=MessageId(f"{cause.id}/{agreement.id}")), context, now
        )
        numbers = tuple(each.action.number for each in going)
        decision += Decision(
            agreements=(before, born),
            effects=(*_withdrawal(before, numbers, cause.id, context), *confirmations(born, cause, context)),
            notes=(
                Note(kind="agreement", id=before.id, what=f"handed over: {born.reference} has it now"),
                Note(kind="agreement", id=born.id, what=f"put in writing, version 1, after {before.reference}"),
            ),
        )
        moved.append(agreement.reference)
    return Over(decision=decision, moved=tuple(moved))


def ask_for_owner(old: Person, agreements: Iterable[Agreement], cause: str, context: Context) -> Decision:
    """Ask each setter who takes on what this person had to do."""
    asked = [each for each in agreements if each.open and each.owner == old and each.setter != old]
    return Decision(
        effects=tuple(
            SendMail(
                key=EffectKey(f"{each.id}/{MailKind.ECHO}/setter/{cause}"),
                lane=f"mail/{each.id}/{each.setter.address}",
                kind=MailKind.ECHO,
                to=each.setter,
                setter=each.setter,
                agreement=each,
                lines=(
                    f"{old.shown} cannot take this on any more. Who does? “Owner: name” puts it in writing for that "
                    "person; DROP ends it. Until then nothing goes to anybody.",
                ),
                first=each.setter.address not in context.acquainted,
            )
            for each in asked
        ),
        notes=tuple(
            Note(kind="agreement", id=each.id, what="its owner has left: the setter is asked who takes it on")
            for each in asked
        ),
    )


def dropped(proposals: Iterable[Proposal]) -> Iterable[Decision]:
    """What waits for the word of somebody who has left: nothing of it was sent to anybody, and nothing will be."""
    for proposal in proposals:
        if proposal.state is ProposalState.HELD:
            yield Decision(
                proposal=replace(proposal, state=ProposalState.DROPPED),
                cleared=(timer_of(proposal),),
                notes=(note_of(proposal, "dropped: its setter has left", None),),
            )


# ------------------------------------------------------------------------------------------------- pieces


def _over(agreement: Agreement, new: Person, cause: str, context: Context) -> Decision:
    before = agreement.setter
    # Of the mail that was sent in nothing goes over: the new setter's thread begins with the new version.
    source = MailRef(id=MessageId(f"over/{agreement.id}"), internet_message_id=InternetMessageId(""))
    after = replace(
        agreement,
        setter=new,
        mail=source,
        version=agreement.version + 1,
        standings=tuple(_without_private(each, before) for each in agreement.standings),
        last_change=None,
    )
    line = f"{new.shown} follows this up from now on; until now it was {before.shown}."
    mails = confirmations(after, replace(source, id=MessageId(cause)), context)
    return Decision(
        agreements=(after,),
        effects=tuple(replace(each, lines=(line,)) for each in mails),
        notes=(
            Note(
                kind="agreement",
                id=agreement.id,
                what=f"handed over to another setter, version {after.version}",
                by=before.address,
            ),
        ),
    )


def _without_private(standing: Standing, setter: Person) -> Standing:
    return replace(
        standing,
        action=replace(standing.action, check=""),
        look=None,
        asked=None,
        heard=(),
        result=_unsaid(standing.result, setter),
        reported=_unsaid(standing.reported, setter),
        earlier=tuple(_story(each, setter) for each in standing.earlier),
    )


def _story(earlier: Earlier, setter: Person) -> Earlier:
    return replace(earlier, result=_unsaid(earlier.result, setter))


def _unsaid(result: Result | None, setter: Person) -> Result | None:
    """An outcome without the setter's own words."""
    return replace(result, words="") if result is not None and result.by == setter else result


def _withdrawal(agreement: Agreement, numbers: tuple[int, ...], cause: str, context: Context) -> tuple[SendMail, ...]:
    if not agreement.shared:
        return ()
    return (
        SendMail(
            key=EffectKey(f"{agreement.id}/{MailKind.WITHDRAWAL}/owner/{cause}"),
            lane=f"mail/{agreement.id}/{agreement.owner.address}",
            kind=MailKind.WITHDRAWAL,
            to=agreement.owner,
            setter=agreement.setter,
            agreement=agreement,
            numbers=numbers,
            first=agreement.owner.address not in context.acquainted,
        ),
    )
