"""What people do in the calendar, and what follows: they live there, and the pair follows them.

A person's move always wins. Nothing is made again unasked, and nobody is mailed about what he saw in the calendar.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from followupd.domain.agreement import FollowUp, StandingEntry
from followupd.domain.decide_follow_up import looked_before
from followupd.domain.decision import Decision, identity
from followupd.domain.happenings import CalendarSeen
from followupd.domain.mail import AttendeeAnswer, EntryFound, EntryRole, Way
from followupd.domain.pair_entries import end_of, note_of, removal_of, timer_of, wishes_for
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.states import FollowUpState, Turn, turn


def decide_seen(follow_up: FollowUp, seen: CalendarSeen, context: Context, now: datetime) -> Decision:
    """Return the follow-up as the calendar has it, and what follows from that; nothing when it stands as we left it."""
    if follow_up.state is not FollowUpState.PLANNED:
        return Decision()
    if seen.gone(EntryRole.FOLLOW_UP) and follow_up.entry(EntryRole.FOLLOW_UP) is not None:
        return _taken_out(follow_up, now)
    decision = Decision()
    found = seen.of(EntryRole.FOLLOW_UP)
    if found is not None:
        decision += _answered(follow_up, found, context, now)
        follow_up = _newest(decision, follow_up)
        decision += _moved(follow_up, found, context, now)
        follow_up = _newest(decision, follow_up)
    decision += _looked(follow_up, seen)
    newest = _newest(decision, follow_up)
    return replace(decision, follow_ups=(newest,)) if decision.follow_ups else decision


def decide_stood(
    follow_up: FollowUp, seen: CalendarSeen, context: Context, now: datetime, *, heard_until: datetime | None = None
) -> Decision:
    """Return a follow-up that a restore found with its entries where people had put them.

    It may have been looked at since its snapshot was made: a pre-check that stands where the move brings it is ours,
    and nothing is left to be done for it. What the owner answered before `heard_until` his setter has heard of; later
    answers are left to the next look.
    """
    if follow_up.state is not FollowUpState.PLANNED:
        return Decision()
    found, before = seen.of(EntryRole.FOLLOW_UP), seen.of(EntryRole.PRE_CHECK)
    heard = _heard(follow_up, found, heard_until) if found is not None and heard_until is not None else follow_up
    if heard is not follow_up:
        return Decision(follow_ups=(heard,)) + decide_stood(heard, seen, context, now)
    decision = _moved(follow_up, found, context, now) if found is not None else Decision()
    moved = _newest(decision, follow_up)
    own = moved.entry(EntryRole.PRE_CHECK)
    if before is None or own is None or own.base is None:
        return decision
    if before.entry.start == moved.pre_check:
        if not _elsewhere(before, own):
            return replace(decision, effects=())
        moved = replace(moved, entries=_kept(moved, own, before))
        return replace(decision, follow_ups=(moved,), effects=())
    if _elsewhere(before, own):
        decision += _looked(moved, seen)
        return replace(decision, follow_ups=(_newest(decision, moved),), effects=())
    return decision


def _heard(follow_up: FollowUp, found: EntryFound, until: datetime) -> FollowUp:
    """The follow-up with the answer that its owner gave before this moment."""
    if follow_up.owner is None or follow_up.carried:
        return follow_up
    answer, proposed = _said_of(follow_up, follow_up.owner, found)
    at = dict(found.answered).get(follow_up.owner.address)
    if at is None or at >= until or (answer, proposed) == (follow_up.answer, follow_up.proposed):
        return follow_up
    told = at if follow_up.told is None else max(at, follow_up.told)
    return replace(follow_up, answer=answer, proposed=proposed, told=told)


def _newest(decision: Decision, follow_up: FollowUp) -> FollowUp:
    return decision.follow_ups[-1] if decision.follow_ups else follow_up


def _taken_out(follow_up: FollowUp, now: datetime) -> Decision:
    """Cancelled or deleted by the setter: he is asked once in the brief; the pre-check has nothing to stand before."""
    cause = identity(follow_up.id, "taken out", follow_up.start.isoformat())
    out = replace(
        follow_up,
        state=turn(follow_up.state, Turn.TAKE_OUT),
        entries=tuple(each for each in follow_up.entries if each.role is not EntryRole.FOLLOW_UP),
        told=now,
    )
    standing = out.entry(EntryRole.PRE_CHECK) is not None or out.pre_check is not None
    return Decision(
        follow_ups=(out,),
        effects=(removal_of(out, EntryRole.PRE_CHECK, cause),) if standing else (),
        cleared=(timer_of(out),),
        notes=(note_of(out, "taken out of the diary by a person: nothing is made again unasked"),),
    )


def _moved(follow_up: FollowUp, found: EntryFound, context: Context, now: datetime) -> Decision:
    """Dragged to another time: the pre-check goes with it, and nobody gets a mail."""
    entry = follow_up.entry(EntryRole.FOLLOW_UP)
    if entry is None or entry.base is None or not _elsewhere(found, entry):
        return Decision()
    working = context.known.working_of(follow_up.setter.address)
    start = working.local(found.entry.start)
    length = int((found.entry.end - found.entry.start) / timedelta(minutes=1))
    before = follow_up.pre_check
    moved = replace(
        follow_up,
        state=turn(follow_up.state, Turn.MOVE),
        day=start.date(),
        start=start,
        minutes=max(1, length),
        fixed=True,
        pre_check=looked_before(follow_up, start, context, now),
        proposed=None if follow_up.proposed == found.entry.start else follow_up.proposed,
        entries=_kept(follow_up, entry, found),
    )
    cause = identity(follow_up.id, "moved", found.entry.start.isoformat(), found.entry.end.isoformat())
    effects: tuple[object, ...] = ()
    if moved.pre_check is not None and moved.pre_check != before:
        effects = wishes_for(moved, frozenset({EntryRole.PRE_CHECK}), cause)
    elif moved.pre_check is None and before is not None:
        effects = (removal_of(moved, EntryRole.PRE_CHECK, cause),)
    return Decision(
        follow_ups=(moved,),
        effects=effects,  # type: ignore[arg-type]
        timers=((timer_of(moved), end_of(moved)),),
        notes=(note_of(moved, f"moved by a person to {start:%Y-%m-%d %H:%M}"),),
    )


def _looked(follow_up: FollowUp, seen: CalendarSeen) -> Decision:
    """A pre-check that was moved or deleted is a choice: it stays where it was put, or away."""
    entry = follow_up.entry(EntryRole.PRE_CHECK)
    if entry is None:
        return Decision()
    if seen.gone(EntryRole.PRE_CHECK):
        away = replace(
            follow_up,
            pre_check=None,
            own_pre_check=True,
            entries=tuple(each for each in follow_up.entries if each.role is not EntryRole.PRE_CHECK),
        )
        return Decision(follow_ups=(away,), notes=(note_of(away, "the pre-check was deleted: none is made again"),))
    found = seen.of(EntryRole.PRE_CHECK)
    if found is None or entry.base is None or not _elsewhere(found, entry):
        return Decision()
    moved = replace(follow_up, pre_check=found.entry.start, own_pre_check=True, entries=_kept(follow_up, entry, found))
    at = f"{found.entry.start:%Y-%m-%d %H:%M} UTC"
    return Decision(follow_ups=(moved,), notes=(note_of(moved, f"the pre-check was moved to {at}"),))


def _answered(follow_up: FollowUp, found: EntryFound, context: Context, now: datetime) -> Decision:
    """The owner's answer to the invitation, and another time that was proposed."""
    owner = follow_up.owner
    if owner is None:
        return Decision()
    answer, proposed = _said_of(follow_up, owner, found)
    own = _said_of(follow_up, follow_up.setter, found)[1]
    if follow_up.way is Way.SERVICE and own is not None and own not in (found.entry.start, follow_up.start):
        # The setter cannot drag a meeting that the dedicated mailbox organises: his proposal is his move.
        cause = identity(follow_up.id, "proposed by the setter", own.isoformat())
        return _set_to(follow_up, own, cause, "moved to the time that the setter proposed", context, now)
    if (answer, proposed) == (follow_up.answer, follow_up.proposed):
        return Decision()
    worth_a_word = answer is AttendeeAnswer.DECLINED or (proposed is not None and proposed != follow_up.proposed)
    told = replace(follow_up, answer=answer, proposed=proposed, told=now if worth_a_word else follow_up.told)
    return Decision(follow_ups=(told,), notes=(note_of(told, f"the invitation: {answer}"),))


def _said_of(follow_up: FollowUp, person: Person, found: EntryFound) -> tuple[AttendeeAnswer, datetime | None]:
    """This person's answer to the invitation, and the other start that he proposed: in a meeting that is not ours,
    which is not ours to move, none."""
    proposed = dict(found.proposals).get(person.address) if not follow_up.carried else None
    return dict(found.answers).get(person.address, AttendeeAnswer.NONE), proposed


def take_proposed(follow_up: FollowUp, cause: str, context: Context, now: datetime) -> Decision:
    """The setter takes the time that the owner proposed: the meeting is moved there, and its people are told by it."""
    if follow_up.proposed is None or follow_up.state is not FollowUpState.PLANNED or follow_up.carried:
        return Decision()
    return _set_to(follow_up, follow_up.proposed, cause, "moved to the time that the owner proposed", context, now)


def _set_to(follow_up: FollowUp, start: datetime, cause: str, what: str, context: Context, now: datetime) -> Decision:
    """The follow-up at another start, its pre-check before it."""
    local = context.known.working_of(follow_up.setter.address).local(start)
    moved = replace(
        follow_up,
        state=turn(follow_up.state, Turn.MOVE),
        day=local.date(),
        start=local,
        fixed=True,
        proposed=None,
        pre_check=looked_before(follow_up, local, context, now),
    )
    roles = {EntryRole.FOLLOW_UP} | ({EntryRole.PRE_CHECK} if moved.pre_check != follow_up.pre_check else set())
    gone = moved.pre_check is None and follow_up.pre_check is not None
    return Decision(
        follow_ups=(moved,),
        effects=(
            *wishes_for(moved, frozenset(roles), cause),
            *((removal_of(moved, EntryRole.PRE_CHECK, cause),) if gone else ()),
        ),
        timers=((timer_of(moved), end_of(moved)),),
        notes=(note_of(moved, what),),
    )


def _elsewhere(found: EntryFound, entry: StandingEntry) -> bool:
    """Whether it stands at another time than we wrote last."""
    base = entry.base
    return base is not None and (found.entry.start, found.entry.end) != (base.start, base.end)


def _kept(follow_up: FollowUp, entry: StandingEntry, found: EntryFound) -> tuple[StandingEntry, ...]:
    """The entries, with the time that a person gave this one as what we know of it."""
    assert entry.base is not None  # looked at before
    base = replace(entry.base, start=found.entry.start, end=found.entry.end)
    return tuple(replace(each, base=base) if each is entry else each for each in follow_up.entries)
