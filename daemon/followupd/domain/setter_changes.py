"""What the setter's words change of what was agreed: an edit, the owner's offer taken or not, another owner."""

from __future__ import annotations

from dataclasses import replace

from followupd.domain.amending import amended, asked_for, terms_differ
from followupd.domain.answering import UNSURE, Answering
from followupd.domain.effects import MailKind
from followupd.domain.happenings import Answer
from followupd.domain.owner_says import noted
from followupd.domain.people import Person
from followupd.domain.release import passed_on
from followupd.domain.standing import Standing
from followupd.domain.states import Move
from followupd.errors import Refused


def amends(turn: Answering, answer: Answer) -> None:
    """A change of what was agreed makes a new numbered version for both (rule 2)."""
    over = asked_for(answer)
    if over.owner is not None:
        hands_over(turn, answer, over.owner.value)
        return
    standings = turn.targets(answer, Move.AMEND)
    if answer.number is None and len(standings) > 1:
        numbers = ", ".join(str(each.action.number) for each in standings)
        raise Refused(f"Which action is that about: {numbers}? Put its number in front. Nothing has changed.")
    for standing in standings:
        changed = amended(standing.action, over)
        if changed == standing.action:
            raise Refused(
                "I could not tell what is to change, so nothing has. Name it: “Due: …”, “Measure: …” or “What: …” puts "
                "it in writing for you both."
            )
        if terms_differ(changed, standing.action):
            changed = replace(changed, version=standing.action.version + 1)
            started = standing.starting(changed)
            turn.move(standing, Move.AMEND, action=changed, earlier=started.earlier, offer=None, look=None)
            turn.renumber()
            told = True
        else:  # the check is private, and the time of the meeting is the calendar's business
            turn.put(standing.action.number, action=changed)
            turn.note("follow-up or check changed")
            told = False
        turn.tell(f"{turn.name(standing)} is changed.", elsewhere=told)


def accepts(turn: Answering, answer: Answer) -> None:
    """OK takes what the owner offered: a new version for both. Without an offer it is courtesy.

    OK to words of the owner's that offer nothing that could be taken ("two meetings instead of three?") changes
    nothing, and the setter is told so.
    """
    offered = _offered(turn, answer)
    if not offered and turn.reply.answered == MailKind.OWNER_SAID:
        first = turn.agreement.owner.first
        raise Refused(
            f"There is no offer of {first}'s that I could take by a word, so nothing has changed. If something is to "
            "change, name it: “Due: …”, “Measure: …” or “What: …” puts it in writing for you both."
        )
    if not offered:
        noted(turn, answer)
        return
    for standing in offered:
        offer = standing.offer
        assert offer is not None  # _offered gives those alone that have one
        changed = replace(offer.action, check=standing.action.check)
        terms = terms_differ(changed, standing.action)
        if terms:
            changed = replace(changed, version=standing.action.version + 1)
        started = standing.starting(changed)
        turn.move(
            standing,
            Move.ACCEPT,
            action=changed,
            earlier=started.earlier,
            offer=None,
            look=None,
            agreed_version=changed.version,
        )
        if terms:
            turn.renumber()
        turn.tell(f"{turn.name(standing)} is agreed as {offer.by.first} proposed.", elsewhere=terms)


def declines(turn: Answering, answer: Answer) -> None:
    """A no to what the owner offered: what was agreed stands. To say so to the owner is the setter's (rule 10)."""
    offered = _offered(turn, answer)
    if not offered:
        raise Refused(UNSURE)
    for standing in offered:
        turn.put(standing.action.number, offer=None)
        turn.note(f"{standing.action.number} stays as agreed")
        first = turn.agreement.owner.first
        turn.tell(f"{turn.name(standing)} stays as agreed. I have not written to {first}: please say so yourself.")


def _offered(turn: Answering, answer: Answer) -> tuple[Standing, ...]:
    offered = tuple(
        each
        for each in turn.agreement.standings
        if each.offer is not None and answer.number in (None, each.action.number)
    )
    if len(offered) > 1 and answer.number is None:
        numbers = " or ".join(str(each.action.number) for each in offered)
        raise Refused(f"Which one do you mean: {numbers}? Nothing has changed.")
    return offered


def hands_over(turn: Answering, answer: Answer, owner: Person) -> None:
    """Another owner: the one until now gets one neutral withdrawal, the new one starts at version 1 (rule 2)."""
    before = turn.agreement
    if not owner.address:
        raise Refused(f"I am not sure who {owner.name} is: Owner: with a mail address finds them. Nothing has changed.")
    if owner == before.owner:
        raise Refused(f"{owner.first} has it already.")
    standings = turn.targets(answer, Move.REPLACE)
    if answer.number is None and len(standings) > 1:
        numbers = ", ".join(str(each.action.number) for each in standings)
        raise Refused(f"Which action is that about: {numbers}? Put its number in front. Nothing has changed.")
    for standing in standings:
        turn.move(standing, Move.REPLACE)
    numbers_moved = tuple(each.action.number for each in standings)
    if before.shared:
        turn.mail(MailKind.WITHDRAWAL, before.owner, numbers=numbers_moved)
    born = passed_on(before, standings, owner, turn.reply.mail, turn.context, turn.now)
    turn.born += (born,)
    names = " and ".join(turn.name(each) for each in standings)
    turn.tell(f"{names}: {owner.first} has it now, in writing as {born.reference}.")
