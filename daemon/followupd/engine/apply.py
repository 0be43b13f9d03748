"""Write a decision down, all of it in the transaction that is open: things, follow-ups, effects, timers, history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from followupd.domain.agreement import Agreement
from followupd.domain.decide_follow_up import replan
from followupd.domain.decision import Decision, Note
from followupd.domain.happenings import MailRef
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.schedule import morning_after
from followupd.ports import HistoryLine, Thread, Timer, Work

#: The day of somebody's last morning, with a brief or without. Where the first is still to come, the day before it.
BRIEFED: Final = "briefed/"


def apply(work: Work, decision: Decision, cause: str, context: Context, now: datetime) -> None:
    """Save everything that a decision says. `cause`: the id of the happening, for the keys of what follows.

    Each changed agreement has its follow-ups planned anew. Raises Outdated when somebody decided meanwhile.
    """
    if decision.proposal is not None:
        work.save_proposal(decision.proposal)
        _thread_of_source(work, decision.proposal.mail, "proposal", decision.proposal.id)
        _see_to_brief(work, decision.proposal.setter, context, now)
    for agreement in decision.agreements:
        saved = work.save_agreement(agreement)
        _thread_of_source(work, saved.mail, "agreement", saved.id)
        _see_to_brief(work, saved.setter, context, now)
        planned = work.follow_ups_between(saved.setter, _partner(saved))
        # One mail may change several agreements that share a follow-up: each has wishes of its own for its entries.
        _write(work, replan(saved, planned, f"{cause}/{saved.id}", context, now), cause, now)
    _write(work, decision, cause, now)
    _note_all(work, decision, cause, now)


def _note_all(work: Work, decision: Decision, cause: str, now: datetime) -> None:
    """Each thing tells what came to it, also what changed nothing: a restore has to know what is in it already."""
    told = {(note.kind, note.id) for note in decision.notes}
    things = [("agreement", each.id) for each in decision.agreements]
    things += [("proposal", decision.proposal.id)] if decision.proposal is not None else []
    for kind, id in things:
        if (kind, id) not in told:
            work.append_history(HistoryLine(at=now, kind=kind, id=id, what="nothing changed by it", cause=cause))


def _write(work: Work, decision: Decision, cause: str, now: datetime) -> None:
    for follow_up in decision.follow_ups:
        work.save_follow_up(follow_up)
    for effect in decision.effects:
        work.put_effect(effect, now)
    for name, moment in decision.timers:
        work.set_timer(Timer(name=name, moment=moment))
    for name in decision.cleared:
        work.clear_timer(name)
    for address in decision.stops:
        work.add_stopped(address)
    for address in decision.starts:
        work.remove_stopped(address)
    for note in decision.notes:
        work.append_history(_line(note, cause, now))


def _partner(agreement: Agreement) -> Person | None:
    return agreement.owner if agreement.shared else None


def _see_to_brief(work: Work, setter: Person, context: Context, now: datetime) -> None:
    """A setter with something open has a morning timer. One that is set is left alone: it may be due this minute."""
    name = f"brief/{setter.address}"
    if not work.has_timer(name):
        working = context.known.working_of(setter.address)
        first = morning_after(now, context.policy.brief_time, working)
        work.set_timer(Timer(name=name, moment=first))
        work.note(f"{BRIEFED}{setter.address}", (working.local(first).date() - timedelta(days=1)).isoformat())


def _thread_of_source(work: Work, mail: MailRef, kind: str, id: str) -> None:
    if mail.internet_message_id:
        work.add_thread(
            Thread(internet_message_id=mail.internet_message_id, conversation_id=mail.conversation_id, kind=kind, id=id)
        )


def _line(note: Note, cause: str, now: datetime) -> HistoryLine:
    return HistoryLine(at=now, kind=note.kind, id=note.id, what=note.what, by=note.by, words=note.words, cause=cause)
