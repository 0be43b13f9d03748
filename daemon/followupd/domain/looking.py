"""Know the answer before you ask: what the setter finds before a follow-up, and the one kind question to the owner.

Nothing here changes what was agreed or how it stands. What was found is the setter's own (rule 13); it says what the
follow-up is for: to recognise, to help, or to ask.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from followupd.domain.again import looked_at
from followupd.domain.answering import Answering
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer, Intent
from followupd.domain.standing import AskedOwner, Look, Standing, View
from followupd.domain.states import ActionState
from followupd.errors import Refused


class Approach(StrEnum):
    """What a follow-up is for, as far as is known before it."""

    RECOGNISE = "recognise"
    HELP = "help"
    ASK = "ask"


VIEWS: Final[dict[Intent, View]] = {
    Intent.LOOKS_DONE: View.LOOKS_DONE,
    Intent.AT_RISK: View.AT_RISK,
    Intent.DONT_KNOW: View.DONT_KNOW,
}
_THEN: Final[dict[View, str]] = {
    View.LOOKS_DONE: "The follow-up is for saying well done.",
    View.AT_RISK: "The follow-up is for what would help.",
    View.DONT_KNOW: "The follow-up is for asking. ASK puts the question to the owner before, once.",
}


def approach(standing: Standing) -> Approach:
    """Return what the follow-up of this action is for: the setter's own look counts, else what the owner said."""
    view = standing.look.view if standing.look is not None else None
    if view is View.LOOKS_DONE or standing.state in (ActionState.REPORTED, ActionState.DONE):
        return Approach.HELP if view is View.AT_RISK else Approach.RECOGNISE
    if view is View.AT_RISK or standing.state in (ActionState.BLOCKED, ActionState.DECLINED):
        return Approach.HELP
    return Approach.ASK


def looks(turn: Answering, answer: Answer) -> None:
    """Keep what the setter found."""
    for standing in _spoken_of(turn, answer):
        view = VIEWS[answer.intent]
        turn.put(standing.action.number, look=Look(view=view, at=turn.now, words=answer.words))
        turn.note(f"{standing.action.number}: the setter looked: {view}", answer.words)
        before = turn.said
        looked_at(turn, standing)
        then = "" if turn.said != before else f" {_THEN[view]}"
        turn.tell(f"Noted for you alone: {turn.name(standing)}, {view}.{then}")


def asks(turn: Answering, answer: Answer) -> None:
    """Ask the owner how it stands, kindly, once a follow-up (rule 10)."""
    agreement = turn.agreement
    if not agreement.shared:
        raise Refused(f"{agreement.owner.first} gets no mail from here: please ask yourself.")
    standings = tuple(
        each for each in agreement.standings if not each.ended and answer.number in (None, each.action.number)
    )
    if not standings:
        raise Refused("It has its outcome already, so nobody was asked.")
    reviews = {each.review for each in standings}
    if any(each.asked is not None and each.asked.review in reviews for each in agreement.standings):
        raise Refused(f"{agreement.owner.first} was asked once before this follow-up, and once is enough.")
    for standing in standings:
        turn.put(standing.action.number, asked=AskedOwner(review=standing.review, at=turn.now))
    numbers = tuple(each.action.number for each in standings)
    turn.note(f"the owner was asked how {' and '.join(map(str, numbers))} stands")
    turn.mail(MailKind.ASK, agreement.owner, numbers=numbers)
    turn.tell(f"{agreement.owner.first} is asked how it stands. What comes back reaches you at once.")


def _spoken_of(turn: Answering, answer: Answer) -> tuple[Standing, ...]:
    """The named action, else all that are open: what was found holds for what was shown together."""
    named = tuple(
        each for each in turn.agreement.standings if not each.ended and answer.number in (None, each.action.number)
    )
    if not named:
        raise Refused("It has its outcome already, so nothing has changed.")
    if answer.number is None and len(named) > 1:
        numbers = " or ".join(str(each.action.number) for each in named)
        raise Refused(f"Which one do you mean: {numbers}? Nothing has changed.")
    return named
