"""One answer of a party being worked through: what it has changed so far, and what will be said of it.

The only mutable record of the core. It lives inside `decide_reply` and ends as a Decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from followupd.domain.action import Result
from followupd.domain.agreement import Agreement, Change
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.happenings import Answer, Replied
from followupd.domain.people import Person
from followupd.domain.policy import Closing, Context
from followupd.domain.release import confirmations
from followupd.domain.standing import Standing
from followupd.domain.states import MAY, OUTCOMES, TRANSITIONS, ActionState, Move, Role, step
from followupd.errors import Refused

#: Said where words could not be understood: nothing is guessed.
UNSURE: Final = "I am not sure what that means for the action, so nothing has changed."


@dataclass(slots=True)
class Answering:
    """One reply being worked through: what it has changed so far. Lives inside `decide_reply` only."""

    agreement: Agreement
    #: As the actions stood before this reply: what UNDO goes back to.
    before: tuple[Standing, ...]
    role: Role
    reply: Replied
    context: Context
    now: datetime
    said: tuple[str, ...] = ()
    #: Those of `said` that a mail of their own tells the author already.
    elsewhere: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    decided: Decision = field(default_factory=Decision)
    #: Whether this reply took an earlier change back.
    undone: bool = False
    new_version: bool = False
    #: Agreements that this reply made: the same actions with another owner.
    born: tuple[Agreement, ...] = ()

    # ---------------------------------------------------------------------------------------- building

    def refuse(self, sentence: str) -> None:
        if sentence not in self.refusals:
            self.refusals += (sentence,)

    def tell(self, sentence: str, *, elsewhere: bool = False) -> None:
        self.said += (sentence,)
        if elsewhere:
            self.elsewhere += (sentence,)

    def note(self, what: str, words: str = "") -> None:
        by = self.reply.author.address
        note = Note(kind="agreement", id=self.agreement.id, what=what, by=by, words=words)
        self.decided += Decision(notes=(note,))

    def put(self, number: int, **changes: object) -> None:
        standings = tuple(
            replace(each, **changes) if each.action.number == number else each  # type: ignore[arg-type]
            for each in self.agreement.standings
        )
        self.agreement = replace(self.agreement, standings=standings)

    def renumber(self) -> None:
        """What was agreed has changed: both get it in writing under the next number."""
        self.agreement = replace(self.agreement, version=self.agreement.version + 1)
        self.new_version = True

    def name(self, standing: Standing) -> str:
        """The action in a sentence: its reference when there are several, else its title."""
        if len(self.agreement.standings) == 1:
            return f"“{standing.action.what}”"
        return f"{standing.action.number} (“{standing.action.what}”)"

    def result(self, answer: Answer) -> Result:
        return Result(by=self.reply.author, at=self.now, words=answer.words, cause=answer.cause)

    def move(self, standing: Standing, move: Move, **changes: object) -> Standing:
        """Make the move if the role may and the table lists it."""
        closing_owner = self.context.policy.closing is Closing.OWNER and move is Move.CONFIRM
        if self.role not in MAY[move] and not (closing_owner and self.role is Role.OWNER):
            raise Refused(f"“{move}” is for the {' or the '.join(sorted(MAY[move]))} to say.")
        state = step(standing.state, move)
        if state in OUTCOMES:
            changes.setdefault("offer", None)
        self.put(standing.action.number, state=state, **changes)
        self.note(f"{move}: {standing.action.number} is {state}", "")
        moved = self.agreement.standing(standing.action.number)
        assert moved is not None
        return moved

    def targets(self, answer: Answer, move: Move) -> tuple[Standing, ...]:
        """The actions an answer speaks of: the named one, else all for which the move is listed."""
        if answer.number is not None:
            standing = self.agreement.standing(answer.number)
            if standing is None:
                raise Refused(f"There is no action {answer.number} in {self.agreement.reference}.")
            return (standing,)
        able = tuple(each for each in self.agreement.standings if move in TRANSITIONS[each.state])
        if not able:
            only = self.agreement.standings[0]
            step(only.state, move)  # says why not, in the table's own words
        return able

    def one(self, answer: Answer, move: Move) -> tuple[Standing, ...]:
        """As `targets`, but closing words must be plain about which action they mean."""
        able = self.targets(answer, move)
        if answer.number is None and len(able) > 1:
            reported = tuple(each for each in able if each.state is ActionState.REPORTED)
            if not reported:
                numbers = " or ".join(str(each.action.number) for each in able)
                raise Refused(f"Which one do you mean: {numbers}? Nothing has changed.")
            return reported
        return able

    def mail(self, kind: MailKind, to: Person, *, answer: Answer | None = None, **more: object) -> None:
        """Wish a mail. One reply leads to one mail of a kind to a person, whatever many answers are in it."""
        agreement = self.agreement
        wished = SendMail(
            key=EffectKey(f"{agreement.id}/{kind}/{_part(agreement, to)}/{self.reply.mail.id}"),
            lane=f"mail/{agreement.id}/{to.address}",
            kind=kind,
            to=to,
            setter=agreement.setter,
            agreement=agreement,
            quote=answer.words if answer else "",
            quote_by=self.reply.author if answer else None,
            first=to.address not in self.context.acquainted,
            **more,  # type: ignore[arg-type]
        )
        effects = self.decided.effects
        before = next((each for each in effects if isinstance(each, SendMail) and each.key == wished.key), None)
        if before is None:
            self.decided += Decision(effects=(wished,))
            return
        one = _together(before, wished)
        self.decided = replace(self.decided, effects=tuple(one if each is before else each for each in effects))

    # ------------------------------------------------------------------------------------------ ending

    def decision(self) -> Decision:
        changed = _settled(self.agreement.standings) != _settled(self.before)
        if changed and not self.undone and not self.born:
            self.agreement = replace(
                self.agreement,
                last_change=Change(by=self.reply.author, at=self.now, summary=" ".join(self.said), before=self.before),
            )
        if self.born:  # what went to another person is given back by a word of its own: see `_undo`
            self.agreement = replace(self.agreement, last_change=None)
        if self.agreement.shared and self._wanted_again():
            self.renumber()
        if self.new_version:
            self.decided += Decision(effects=confirmations(self.agreement, self.reply.mail, self.context))
        self._echo(undo=changed and not self.undone and not self.born)
        for each in self.born:
            note = Note(kind="agreement", id=each.id, what=f"put in writing, version 1, after {each.follows}")
            self.note(f"handed over: {each.reference} has it now")
            self.decided += Decision(notes=(note,))
        in_writing = tuple(mail for each in self.born for mail in confirmations(each, self.reply.mail, self.context))
        return replace(
            self.decided,
            agreements=(self.agreement, *self.born),
            effects=(*self._current(self.decided.effects), *in_writing),
        )

    def _echo(self, *, undo: bool) -> None:
        """Tell the author what changed and what did not: in the drafted thanks, else in one line."""
        author, effects = self.reply.author, self.decided.effects
        drafts = [each for each in effects if isinstance(each, SendMail) and each.kind is MailKind.THANKS_DRAFT]
        lines = tuple(line for line in self.said if line not in self.elsewhere) + self.refusals
        if any(draft.to == author for draft in drafts):
            told = tuple(replace(each, lines=self.said) if each in drafts else each for each in effects)
            self.decided = replace(self.decided, effects=told)
            lines = self.refusals
            undo = False
        if lines:
            self.mail(MailKind.ECHO, author, reply_to=self.reply.mail, lines=lines, undo=undo)

    def _wanted_again(self) -> bool:
        """Whether something is open again of which the owner was told that it is not wanted: both get it in writing."""
        dropped = {each.action.number for each in self.before if each.state is ActionState.DROPPED}
        return not self.new_version and any(
            each.action.number in dropped and not each.ended for each in self.agreement.standings
        )

    def _current(self, effects: tuple[object, ...]) -> tuple[SendMail, ...]:
        """The mails with the agreement as it stands at the end of the reply."""
        return tuple(replace(each, agreement=self.agreement) for each in effects if isinstance(each, SendMail))


def _settled(standings: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """The actions without what changes nothing that was agreed: what was heard, found, asked and offered."""
    return tuple(replace(each, offer=None, look=None, asked=None, heard=()) for each in standings)


def _together(one: SendMail, other: SendMail) -> SendMail:
    """Two wishes for the same mail as one: about the actions of both, with the words of both."""
    numbers = tuple(dict.fromkeys((*one.numbers, *other.numbers))) if one.numbers and other.numbers else ()
    quotes = dict.fromkeys(quote for quote in (one.quote, other.quote) if quote)
    return replace(one, numbers=numbers, quote="\n".join(quotes), lines=other.lines or one.lines)


def _part(agreement: Agreement, person: Person) -> Role:
    return Role.SETTER if person == agreement.setter else Role.OWNER
