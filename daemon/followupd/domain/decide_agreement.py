"""What an answer of a party does to an agreement.

Each intent of each role has its row in SAID; what is not listed there changes nothing and is told to the author. The
state itself moves only through the table in states.py. Guards are the predicates `_may_*`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from followupd.domain import again, looking, owner_says, setter_changes, setter_says
from followupd.domain.agreement import Agreement
from followupd.domain.answering import UNSURE, Answering
from followupd.domain.decide_general import STARTED
from followupd.domain.decision import Decision
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer, Intent, Replied
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.standing import Recognition, Standing
from followupd.domain.states import ActionState, Role
from followupd.errors import Refused

#: Why UNDO does not reach what has another owner, and what does.
GONE_OVER: Final = (
    "Somebody else has it in writing now, which UNDO cannot unsay. “Owner: {owner}”, in answer to that one, gives it "
    "back. Nothing has changed."
)


def role_of(agreement: Agreement, author: Person) -> Role | None:
    """The part this person has in the agreement; None: no party, so no right (a reference known is not a right)."""
    if author == agreement.setter:
        return Role.SETTER
    if agreement.shared and author == agreement.owner:
        return Role.OWNER
    return None


def decide_reply(agreement: Agreement, happening: Replied, context: Context, now: datetime) -> Decision:
    """Return the agreement as it becomes and what follows. Raises Refused for somebody who is no party."""
    role = role_of(agreement, happening.author)
    if role is None:
        raise Refused("Only the two people of an agreement can answer it.")
    turn = Answering(
        agreement=agreement, before=agreement.standings, role=role, reply=happening, context=context, now=now
    )
    for answer in happening.answers:
        handler = SAID[role].get(answer.intent)
        if handler is None:
            _not_for_us(turn, answer)
        else:
            try:
                handler(turn, answer)
            except Refused as refusal:
                turn.refuse(str(refusal))
    return turn.decision()


def _not_for_us(turn: Answering, answer: Answer) -> None:
    """Words that change nothing. A question that both have read is between the two; who wrote to us alone is told."""
    if turn.reply.to_both and answer.intent is Intent.QUESTION:
        turn.note(f"{answer.intent} from the {turn.role}", answer.words)
        return
    unseen = turn.role is Role.SETTER and turn.agreement.shared and not turn.reply.to_both
    first = turn.agreement.owner.first
    alone = f" {first} has not seen it: to answer {first}, write to {first}." if unseen else ""
    turn.refuse(f"{UNSURE}{alone}")


def _undo(turn: Answering, answer: Answer) -> None:
    """Takes back the last change by its author until the next one. It compensates; it cannot unsend."""
    last = turn.agreement.last_change
    if last is None or last.by != turn.reply.author:
        if turn.role is Role.SETTER and any(each.state is ActionState.REPLACED for each in turn.agreement.standings):
            raise Refused(GONE_OVER.format(owner=turn.agreement.owner.shown))
        raise Refused("There is no change of yours to take back.")
    standings = tuple(_as_before(each, turn.agreement.standing(each.action.number)) for each in last.before)
    changed_terms = [each.action for each in standings] != [each.action for each in turn.agreement.standings]
    turn.agreement = replace(turn.agreement, standings=standings, last_change=None)
    turn.undone = True
    turn.note("taken back")
    turn.tell("Taken back. It stands as before.", elsewhere=changed_terms and turn.agreement.shared)
    if turn.role is Role.OWNER and any(each.state is ActionState.BLOCKED for each in turn.before):
        turn.mail(
            MailKind.OWNER_SAID, turn.agreement.setter, answer=replace(answer, words="It is not blocked any more.")
        )
    if changed_terms and turn.agreement.shared:
        turn.agreement = replace(turn.agreement, version=turn.agreement.version + 1)
        turn.new_version = True


def _as_before(before: Standing, now: Standing | None) -> Standing:
    """How it stood, without unsaying what was heard, found or released since."""
    if now is None:
        return before
    recognition = Recognition.RELEASED if now.recognition is Recognition.RELEASED else before.recognition
    return replace(before, recognition=recognition, heard=now.heard, look=now.look, asked=now.asked)


def _help(turn: Answering, answer: Answer) -> None:
    turn.mail(MailKind.HELP, turn.reply.author, reply_to=turn.reply.mail)


def _stop(turn: Answering, answer: Answer) -> None:
    """STOP ends our mails to this person; the setter is told once (rule 15)."""
    author = turn.reply.author
    turn.decided += Decision(stops=(author.address,))
    turn.note(f"STOP from the {turn.role}")
    if turn.role is Role.OWNER and author.address not in turn.context.stopped:
        turn.mail(MailKind.STOPPED, turn.agreement.setter)


def _start(turn: Answering, answer: Answer) -> None:
    """START takes a STOP back."""
    author = turn.reply.author
    turn.decided += Decision(starts=(author.address,))
    turn.note(f"START from the {turn.role}")
    turn.tell(STARTED)


Handler = Callable[[Answering, Answer], None]

#: Who says what, and what it does. An intent that is not listed changes nothing, and the author is told so.
SAID: Final[dict[Role, dict[Intent, Handler]]] = {
    Role.OWNER: {
        Intent.AGREED: owner_says.agrees,
        Intent.DONE: owner_says.reports,
        Intent.BLOCKED: owner_says.blocked,
        Intent.RESCHEDULE: owner_says.offers,
        Intent.MOVE: owner_says.offers,
        Intent.AMEND: owner_says.offers,
        Intent.QUESTION: owner_says.speaks,
        Intent.DECLINE: owner_says.declines,
        Intent.NOT_DONE: owner_says.speaks,
        Intent.CANCEL: owner_says.speaks,
        Intent.CONFIRM: owner_says.speaks,
        Intent.REOPEN: owner_says.speaks,
        Intent.UNCLEAR: owner_says.speaks,
        Intent.PROGRESS: owner_says.noted,
        Intent.THANKS: owner_says.noted,
        Intent.NONE: owner_says.noted,
        Intent.UNDO: _undo,
        Intent.HELP: _help,
        Intent.STATUS: _help,
        Intent.STOP: _stop,
        Intent.START: _start,
    },
    Role.SETTER: {
        Intent.CONFIRM: setter_says.confirms,
        Intent.DONE: setter_says.confirms,
        Intent.NOT_YET: setter_says.not_yet,
        Intent.NOT_DONE: setter_says.misses,
        Intent.CANCEL: setter_says.drops,
        Intent.REOPEN: setter_says.reopens,
        Intent.AMEND: setter_changes.amends,
        Intent.RESCHEDULE: setter_changes.amends,
        Intent.MOVE: setter_changes.amends,
        Intent.DECLINE: setter_changes.declines,
        Intent.PROGRESS: setter_says.goes_on,
        Intent.THANKS: setter_says.thanks,
        Intent.FREE: setter_says.frees,
        Intent.KEEP: setter_says.keeps,
        Intent.LOOKS_DONE: looking.looks,
        Intent.AT_RISK: looking.looks,
        Intent.DONT_KNOW: looking.looks,
        Intent.ASK: looking.asks,
        Intent.AGAIN: again.looks_later,
        Intent.AGREED: setter_changes.accepts,
        Intent.NONE: owner_says.noted,
        Intent.UNDO: _undo,
        Intent.HELP: _help,
        Intent.STATUS: _help,
        Intent.STOP: _stop,
        Intent.START: _start,
    },
}
