"""What the setter's words do: verify, close, change, drop, recognise."""

from __future__ import annotations

from typing import Final

from followupd.domain.again import due_again, looked_at, offered_later
from followupd.domain.answering import Answering
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer
from followupd.domain.owner_says import noted
from followupd.domain.standing import Recognition, Standing
from followupd.domain.states import TRANSITIONS, ActionState, Move
from followupd.errors import Refused

#: Asked once, where a "not done" came without it. No answer is needed.
WHAT_STOPPED_IT: Final = (
    "What stopped it? NOT DONE with a word keeps it: time, know-how, information or a tool missing, something else "
    "first, not clear enough, somebody else, circumstances."
)


def confirms(turn: Answering, answer: Answer) -> None:
    standings = turn.one(answer, Move.CONFIRM)
    for standing in standings:
        turn.move(standing, Move.CONFIRM, result=turn.result(answer), recognition=Recognition.DRAFTED)
    numbers = tuple(each.action.number for each in standings)
    names = " and ".join(turn.name(each) for each in standings)
    turn.tell(f"{names} {'is' if len(standings) == 1 else 'are'} closed as done.")
    for standing in standings:
        due_again(turn, standing)
    if turn.agreement.shared:
        turn.mail(
            MailKind.THANKS_DRAFT,
            turn.agreement.setter,
            answer=answer,
            reply_to=turn.reply.mail,
            numbers=numbers,
            lines=turn.said,
            undo=True,
            later=offered_later(turn.agreement, numbers, turn.context),
        )


def not_yet(turn: Answering, answer: Answer) -> None:
    for standing in turn.targets(answer, Move.NOT_YET):
        moved = turn.move(standing, Move.NOT_YET, result=turn.result(answer))
        turn.tell(f"{turn.name(standing)} goes on.")
        looked_at(turn, moved)


def goes_on(turn: Answering, answer: Answer) -> None:
    """GOES ON: a word for a review of something that is not due yet; nothing of what was agreed changes."""
    owned = tuple(
        each for each in turn.agreement.standings if not each.ended and answer.number in (None, each.action.number)
    )
    for standing in owned:
        looked_at(turn, standing)
    noted(turn, answer)


def misses(turn: Answering, answer: Answer) -> None:
    """Not done, with what stopped it; said again with a cause, it is kept with what is there (rule 9)."""
    again = tuple(
        each
        for each in turn.agreement.standings
        if each.state is ActionState.NOT_DONE and answer.number in (None, each.action.number)
    )
    if again and (answer.cause or answer.words) and not _still_open(turn, answer):
        for standing in again[-1:]:
            turn.put(standing.action.number, result=turn.result(answer))
            turn.note(f"{standing.action.number}: what stopped it", answer.words)
            turn.tell(f"Noted: what stopped {turn.name(standing)}. A new date starts it again: Due: …")
        return
    for standing in turn.one(answer, Move.MISS):
        turn.move(standing, Move.MISS, result=turn.result(answer))
        turn.tell(f"{turn.name(standing)} is kept as not done.")
        if answer.cause is None and not answer.words:
            turn.tell(WHAT_STOPPED_IT)
        if standing.action.every is None:
            turn.tell("A new date starts it again: Due: …")
        else:
            due_again(turn, standing)


def _still_open(turn: Answering, answer: Answer) -> bool:
    return any(
        Move.MISS in TRANSITIONS[each.state] and answer.number in (None, each.action.number)
        for each in turn.agreement.standings
    )


def drops(turn: Answering, answer: Answer) -> None:
    standings = turn.one(answer, Move.DROP)
    for standing in standings:
        turn.move(standing, Move.DROP, result=turn.result(answer))
        turn.tell(f"{turn.name(standing)} is dropped.")
    if turn.agreement.shared:
        numbers = tuple(each.action.number for each in standings)
        turn.mail(MailKind.WITHDRAWAL, turn.agreement.owner, numbers=numbers)


def reopens(turn: Answering, answer: Answer) -> None:
    for standing in turn.one(answer, Move.REOPEN):
        turn.move(standing, Move.REOPEN, recognition=Recognition.NONE, keeps_slot=True)
        turn.tell(f"{turn.name(standing)} is open again.")


def thanks(turn: Answering, answer: Answer) -> None:
    """Recognition is a person's: only these words release it (rule 8)."""
    able = tuple(
        each
        for each in turn.agreement.standings
        if each.state is ActionState.DONE
        and each.recognition is Recognition.DRAFTED
        and answer.number in (None, each.action.number)
    )
    if not able or not turn.agreement.shared:
        noted(turn, answer)
        return
    for standing in able:
        turn.move(standing, Move.THANK, recognition=Recognition.RELEASED, thanked=turn.now)
    numbers = tuple(each.action.number for each in able)
    turn.mail(MailKind.THANKS, turn.agreement.owner, answer=answer, numbers=numbers)
    turn.tell(f"Your thanks are on their way to {turn.agreement.owner.first}.")


def frees(turn: Answering, answer: Answer) -> None:
    for standing in _slots(turn, answer):
        turn.put(standing.action.number, keeps_slot=False)
    turn.note("slot given back")
    turn.tell("The slot is free again.")


def keeps(turn: Answering, answer: Answer) -> None:
    _slots(turn, answer)
    turn.note("slot kept")
    turn.tell("The follow-up stays, as recognition.")


def _slots(turn: Answering, answer: Answer) -> tuple[Standing, ...]:
    """The actions that are closed as done and still have their slot. Raises Refused when there are none."""
    done = tuple(
        each
        for each in turn.agreement.standings
        if each.state is ActionState.DONE and each.keeps_slot and answer.number in (None, each.action.number)
    )
    if not done:
        raise Refused("That is for what is closed as done; nothing of it is, so nothing has changed.")
    return done
