"""The entries of a follow-up: which must stand in the diaries for it, and what follows where it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from followupd.domain.action import How
from followupd.domain.agreement import FollowUp
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, RemoveEntry, SetEntry
from followupd.domain.mail import EntryRole, Way
from followupd.domain.states import FollowUpState, Turn, turn

#: Said when an entry is taken out of the diaries.
KIND_WORDS: Final = "This follow-up is not needed any more. Thank you."


def entries_of(old: FollowUp | None, new: FollowUp, cause: str, now: datetime) -> Decision:
    """The wishes that follow from what differs between a follow-up as it was and as it becomes."""
    if new.state is FollowUpState.HELD or (new.state is FollowUpState.TAKEN_OUT and new.reviewed):
        return Decision(follow_ups=(new,))
    if not new.reviewed:
        over = new.start <= now or new.state is FollowUpState.TAKEN_OUT
        gone = replace(new, state=turn(new.state, Turn.EMPTY))
        return Decision(
            follow_ups=(gone,),
            effects=() if over else tuple(removal_of(gone, role, cause) for role in roles_of(old or gone)),
            cleared=(timer_of(new),),
            notes=(note_of(gone, "taken out of the diaries"),),
        )
    if old is None:
        roles = frozenset(roles_of(new))
        note = note_of(new, "planned")
    else:
        shared_change = (old.start, old.minutes, _shown(old)) != (new.start, new.minutes, _shown(new))
        roles = frozenset({EntryRole.FOLLOW_UP} if shared_change else ())
        # In `service` way each change of the pre-check would mail the setter: the brief tells the state.
        told = shared_change or (new.way is Way.SETTER and old.reviewed != new.reviewed)
        if new.pre_check is not None and told:
            roles |= {EntryRole.PRE_CHECK}
        note = note_of(new, "planned anew")
    late = old is not None and old.pre_check is not None and new.pre_check is None
    gone_pre_check = (removal_of(new, EntryRole.PRE_CHECK, cause),) if late else ()
    return Decision(
        follow_ups=(new,),
        effects=(*wishes_for(new, roles, cause), *gone_pre_check),
        timers=((timer_of(new), end_of(new)),),
        notes=(note,),
    )


def _shown(follow_up: FollowUp) -> tuple[tuple[str, str], ...]:
    """What a shared entry shows of its actions: never their state (rule 13)."""
    return tuple((line.reference, line.title) for line in follow_up.reviewed)


def roles_of(follow_up: FollowUp) -> tuple[EntryRole, ...]:
    """The entries that are ours to make: none for a line in the brief, no follow-up where the two meet anyway."""
    if follow_up.how is How.BRIEF:
        return ()
    own = () if follow_up.carried else (EntryRole.FOLLOW_UP,)
    return (*own, EntryRole.PRE_CHECK) if follow_up.pre_check else own


def wishes_for(follow_up: FollowUp, roles: frozenset[EntryRole], cause: str) -> tuple[SetEntry, ...]:
    """The wishes for those of these entries that are ours to make."""
    return tuple(
        SetEntry(
            key=EffectKey(f"{follow_up.id}/{role}/{cause}"),
            lane=f"entry/{follow_up.id}/{role}",
            topic=f"entry/{follow_up.id}/{role}",
            follow_up=follow_up,
            role=role,
            cause=cause,
        )
        for role in roles_of(follow_up)
        if role in roles
    )


def removal_of(follow_up: FollowUp, role: EntryRole, cause: str) -> RemoveEntry:
    """The wish that this entry be taken out of the diaries, with a kind word."""
    return RemoveEntry(
        key=EffectKey(f"{follow_up.id}/{role}/remove/{cause}"),
        lane=f"entry/{follow_up.id}/{role}",
        topic=f"entry/{follow_up.id}/{role}",
        follow_up=follow_up,
        role=role,
        comment=KIND_WORDS,
    )


def end_of(follow_up: FollowUp) -> datetime:
    """When the follow-up is over."""
    return follow_up.start + timedelta(minutes=follow_up.minutes)


def timer_of(follow_up: FollowUp) -> str:
    """The name of the timer that rings when it is over."""
    return f"follow_up/{follow_up.id}/pass"


def note_of(follow_up: FollowUp, what: str) -> Note:
    """A line for its history."""
    return Note(kind="follow_up", id=follow_up.id, what=what)
