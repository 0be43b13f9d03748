"""Plan the pairs: which follow-up reviews which action, and which entries must stand for that.

`replan` compares what one agreement wants reviewed with the follow-ups that are planned between its two people, and
says only what differs: so release, a new version, an outcome and UNDO all come through the same door.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from followupd.domain.action import How
from followupd.domain.agreement import Agreement, FollowUp, Placed, Reviewed
from followupd.domain.decision import Decision, identity
from followupd.domain.guard import stays_away
from followupd.domain.happenings import MomentReached
from followupd.domain.mail import Way
from followupd.domain.pair_entries import end_of, entries_of, note_of, roles_of, wishes_for
from followupd.domain.people import WorkingTime
from followupd.domain.policy import Context
from followupd.domain.schedule import Slot, follow_up_slot, pre_check_days, pre_check_start
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState, FollowUpState, Turn, turn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    reviewed: Reviewed
    standing: Standing


def replan(agreement: Agreement, planned: Sequence[FollowUp], cause: str, context: Context, now: datetime) -> Decision:
    """Return the follow-ups as they become, with the wishes for their entries.

    `planned`: the follow-ups between these two people that are planned or held. `cause`: the happening's id.
    """
    working = context.known.working_of(agreement.setter.address)
    wanted = {each.reviewed.number: each for each in _wanted(agreement)}
    ended = {each.action.number: each for each in agreement.standings}
    before = {each.id: each for each in planned}
    after = dict(before)
    settled: set[int] = set()
    for follow_up in planned:
        lines = []
        for line in follow_up.reviewed:
            if line.agreement != agreement.id:
                lines.append(line)
                continue
            wish = wanted.get(line.number)
            if wish is not None and wish.reviewed.wish == line.wish:
                lines.append(wish.reviewed)
                settled.add(line.number)
            elif follow_up.state is FollowUpState.HELD and line.number in ended:
                # A review that was held stays in the story; its action may be wanted again on another day.
                lines.append(replace(line, state=ended[line.number].state))
        if tuple(lines) != follow_up.reviewed:
            after[follow_up.id] = replace(follow_up, reviewed=tuple(lines))
    for follow_up in planned:
        if after[follow_up.id].reviewed or follow_up.state is not FollowUpState.PLANNED:
            continue
        leaving = [wanted[line.number] for line in follow_up.reviewed if line.number in wanted]
        moved = _moved(follow_up, leaving, after.values(), working, context, now)
        if moved is not None:
            after[follow_up.id] = moved
            settled |= {line.number for line in moved.reviewed}
    for number, each in wanted.items():
        if number not in settled:
            slot = follow_up_slot(each.standing.action, working, context.policy, now)
            if agreement.shared and stays_away(agreement.owner, context) and slot.how in (How.MEETING, How.ONE_TO_ONE):
                slot = replace(slot, how=How.DESK)  # the owner said STOP since: the setter looks at it alone
            _join(after, agreement, each, slot, working, context, cause, now)
    decision = Decision()
    for id, follow_up in after.items():
        if before.get(id) != follow_up:
            decision += entries_of(before.get(id), follow_up, cause, now)
    return decision


def decide_follow_up_moment(follow_up: FollowUp, happening: MomentReached, now: datetime) -> Decision:
    """The follow-up's time is over: from now on its outcomes are asked for in the brief."""
    if follow_up.state is not FollowUpState.PLANNED or end_of(follow_up) > now:
        return Decision()
    held = replace(follow_up, state=turn(follow_up.state, Turn.PASS))
    return Decision(follow_ups=(held,), notes=(note_of(held, "its time is over"),))


def decide_calendar_closed(follow_up: FollowUp, cause: str, now: datetime, *, first: bool = False) -> Decision:
    """The setter's calendar may not be opened: the dedicated mailbox organises and invites instead.

    `first`: no follow-up of this setter's was invited to so before, so that the next brief tells it, once.
    """
    if follow_up.way is Way.SERVICE or follow_up.state is not FollowUpState.PLANNED:
        return Decision()
    state = turn(follow_up.state, Turn.CLOSED_CALENDAR)
    told = now if first else follow_up.told
    moved = replace(follow_up, way=Way.SERVICE, state=state, closed=first, told=told)
    wishes = wishes_for(moved, frozenset(roles_of(moved)), f"{cause}/service")
    return Decision(
        follow_ups=(moved,),
        effects=wishes,
        notes=(note_of(moved, "the setter's calendar is not open to us: the dedicated mailbox invites"),),
    )


# --------------------------------------------------------------------------------------------- what is wanted


def _wanted(agreement: Agreement) -> list[_Wanted]:
    """The actions of this agreement that are to be reviewed: those without an outcome, and recognitions."""
    wanted = []
    for standing in agreement.standings:
        recognised = standing.state is ActionState.DONE and standing.keeps_slot
        if standing.ended and not recognised:
            continue
        action = standing.action
        wanted.append(
            _Wanted(
                reviewed=Reviewed(
                    agreement=agreement.id,
                    number=action.number,
                    reference=agreement.action_reference(action.number),
                    title=action.what,
                    wish=standing.review,
                    state=standing.state,
                    view=standing.look.view if standing.look is not None else None,
                ),
                standing=standing,
            )
        )
    return wanted


def _moved(
    follow_up: FollowUp,
    leaving: Sequence[_Wanted],
    planned: Iterable[FollowUp],
    working: WorkingTime,
    context: Context,
    now: datetime,
) -> FollowUp | None:
    """The same follow-up at another time, when everything it reviews goes there together: one update tells its people,
    instead of a cancellation and a new invitation. None: it does not."""
    slots = {follow_up_slot(each.standing.action, working, context.policy, now) for each in leaving}
    if len(slots) != 1 or len(leaving) != len(follow_up.reviewed):
        return None
    (slot,) = slots
    taken = any(
        each.state is FollowUpState.PLANNED and each.reviewed and each.day == slot.day and each.how is slot.how
        for each in planned
    )
    if taken or follow_up.carried or slot.how is not follow_up.how:
        return None
    if any(each.reviewed.state is ActionState.DONE for each in leaving):
        return None
    return replace(
        follow_up,
        day=slot.day,
        start=slot.start,
        minutes=slot.minutes,
        fixed=slot.fixed,
        day_said=slot.day_said,
        sought=False,
        placed=Placed.AS_ASKED,
        pre_check=looked_before(follow_up, slot.start, context, now),
        proposed=None,
        reviewed=tuple(each.reviewed for each in leaving),
    )


def looked_before(follow_up: FollowUp, start: datetime, context: Context, now: datetime) -> datetime | None:
    """When the pre-check of this follow-up stands if it begins at `start`; a choice of the setter's stays."""
    if follow_up.own_pre_check:
        return follow_up.pre_check
    if follow_up.owner is None:
        return None
    working = context.known.working_of(follow_up.setter.address)
    return pre_check_start(start, working, context.policy, now, follow_up.look_days)


def _join(
    after: dict[str, FollowUp],
    agreement: Agreement,
    wanted: _Wanted,
    slot: Slot,
    working: WorkingTime,
    context: Context,
    cause: str,
    now: datetime,
) -> None:
    """Put the line on a planned follow-up of that day, else on a new one."""
    line, standing = wanted.reviewed, wanted.standing
    days = pre_check_days(standing.action, context.policy)
    if line.state is ActionState.DONE:  # nothing new is planned for what is done already
        return
    for id, each in after.items():
        if each.state is not FollowUpState.PLANNED or each.day != slot.day or each.how is not slot.how:
            continue
        if slot.fixed and each.fixed and each.start != slot.start:
            continue
        moved = each
        if slot.fixed and not each.fixed:
            before = looked_before(each, slot.start, context, now)
            moved = replace(each, start=slot.start, fixed=True, sought=False, pre_check=before)
        neutral = each.neutral or context.policy.preset(standing.action.situation).neutral
        minutes = max(each.minutes, slot.minutes)
        after[id] = replace(moved, reviewed=(*each.reviewed, line), neutral=neutral, minutes=minutes)
        return
    shared = agreement.shared
    id = identity("follow_up", agreement.id, str(line.number), cause)
    after[id] = FollowUp(
        id=id,
        setter=agreement.setter,
        owner=agreement.owner if shared else None,
        day=slot.day,
        start=slot.start,
        minutes=slot.minutes,
        pre_check=pre_check_start(slot.start, working, context.policy, now, days) if shared else None,
        zone=working.zone.key,
        how=slot.how,
        fixed=slot.fixed,
        day_said=slot.day_said,
        reviewed=(line,),
        neutral=context.policy.preset(standing.action.situation).neutral,
        look_days=days,
        way=context.policy.way,
    )
