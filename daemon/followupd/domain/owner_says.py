"""What the owner's words do. Nothing here ends an action, unless the configuration lets the owner's word close."""

from __future__ import annotations

from dataclasses import replace

from followupd.domain.action import Item
from followupd.domain.amending import amended, asked_for, with_amount
from followupd.domain.answering import Answering
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer, Intent
from followupd.domain.policy import Closing
from followupd.domain.standing import Offer, Recognition
from followupd.domain.states import Move, Role


def agrees(turn: Answering, answer: Answer) -> None:
    for standing in turn.targets(answer, Move.AGREE):
        turn.move(standing, Move.AGREE, agreed_version=standing.action.version)
        turn.tell(f"Noted: {turn.name(standing)} is agreed.")


def reports(turn: Answering, answer: Answer) -> None:
    result = turn.result(answer)
    closing = turn.context.policy.closing is Closing.OWNER
    for standing in turn.one(answer, Move.CONFIRM) if closing else turn.targets(answer, Move.REPORT):
        moved = turn.move(standing, Move.REPORT, result=result, reported=result)
        if closing:
            turn.move(moved, Move.CONFIRM, result=result, recognition=Recognition.DRAFTED)
            turn.tell(f"{turn.name(standing)} is done and closed.")
            turn.mail(MailKind.THANKS_DRAFT, turn.agreement.setter, answer=answer, numbers=(standing.action.number,))
        else:
            turn.tell(f"{turn.name(standing)} is reported done; {turn.agreement.setter.first} will have a look.")
    if not closing:
        _answers_the_ask(turn, answer)


def _answers_the_ask(turn: Answering, answer: Answer) -> None:
    """The first word after the setter had the owner asked goes to the setter at once."""
    waiting = tuple(
        each
        for each in turn.agreement.standings
        if each.asked is not None and not each.asked.answered and answer.number in (None, each.action.number)
    )
    for standing in waiting:
        assert standing.asked is not None  # just looked at
        turn.put(standing.action.number, asked=replace(standing.asked, answered=True))
    if waiting:
        numbers = tuple(each.action.number for each in waiting)
        turn.mail(MailKind.OWNER_SAID, turn.agreement.setter, answer=answer, numbers=numbers)


def blocked(turn: Answering, answer: Answer) -> None:
    standings = turn.targets(answer, Move.BLOCK)
    for standing in standings:
        turn.move(standing, Move.BLOCK, result=turn.result(answer))
    numbers = tuple(each.action.number for each in standings)
    turn.mail(MailKind.BLOCKED, turn.agreement.setter, answer=answer, numbers=numbers)
    names = " and ".join(turn.name(each) for each in standings)
    turn.tell(f"Thank you for saying so early. {turn.agreement.setter.first} knows what is in the way of {names}.")


def offers(turn: Answering, answer: Answer) -> None:
    """Another date, amount or wording: the setter decides, and nothing changes until then."""
    over = asked_for(answer)
    standings = turn.targets(answer, Move.ACCEPT)
    changed = amended(standings[0].action, replace(over, owner=None, check=None))
    if answer.amount is not None:
        changed = with_amount(changed, answer.amount)
    if len(standings) != 1 or changed == standings[0].action:
        speaks(turn, replace(answer, amount=None))
        return
    number = standings[0].action.number
    offer = Offer(action=changed, by=turn.reply.author, at=turn.now, words=answer.words)
    turn.put(number, offer=offer)
    speaks(turn, replace(answer, number=number, amount=None))


def declines(turn: Answering, answer: Answer) -> None:
    """A plain no is told at once and shown until the setter decides; a no with another date is an offer."""
    if asked_for(answer) != Item() or answer.amount is not None:
        offers(turn, answer)
        return
    if "?" in answer.words:
        speaks(turn, answer)
        return
    standings = turn.targets(answer, Move.DECLINE)
    for standing in standings:
        turn.move(standing, Move.DECLINE, result=turn.result(answer))
    numbers = tuple(each.action.number for each in standings)
    turn.mail(MailKind.OWNER_SAID, turn.agreement.setter, answer=answer, numbers=numbers)
    turn.tell(f"Thank you for saying so. It is with {turn.agreement.setter.first} now.")


def speaks(turn: Answering, answer: Answer) -> None:
    """A question, or words that a person must judge: to the setter at once, nothing changes."""
    if answer.amount is not None:
        offers(turn, answer)
        return
    numbers = (answer.number,) if answer.number is not None else ()
    turn.mail(MailKind.OWNER_SAID, turn.agreement.setter, answer=answer, numbers=numbers)
    turn.note(f"{answer.intent} passed on to the setter", answer.words)
    turn.tell(f"Passed on to {turn.agreement.setter.first}. Nothing has changed yet.")


def noted(turn: Answering, answer: Answer) -> None:
    """Progress, thanks, courtesy: kept in the story; no state changes and no mail goes out (rule 14).

    The owner's progress is kept for the setter's look before the follow-up.
    """
    if turn.role is Role.OWNER and answer.intent is Intent.PROGRESS:
        for standing in turn.agreement.standings:
            if not standing.ended and answer.number in (None, standing.action.number):
                turn.put(standing.action.number, heard=standing.hearing(turn.result(answer)).heard)
        _answers_the_ask(turn, answer)
    turn.note(f"{answer.intent} from the {turn.role}", answer.words)
