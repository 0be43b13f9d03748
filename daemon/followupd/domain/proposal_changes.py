"""A proposal that waits, as the setter's words change it: fields filled in, suggestions taken, lines left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from followupd.domain.action import Item, Said
from followupd.domain.agreement import Line, LineState, Proposal
from followupd.domain.gaps import gaps_of, merge
from followupd.domain.happenings import Answer
from followupd.domain.policy import Context


def added(proposal: Proposal, answer: Answer, context: Context, now: datetime) -> Proposal:
    """The proposal with something that was only noticed as an action of its own; its gaps are asked for."""
    if answer.number is None:
        return proposal
    place = answer.number - len(proposal.lines) - 1
    if not 0 <= place < len(proposal.also_noticed):
        return proposal
    text = proposal.also_noticed[place]
    item = Item(what=Said(value=text, words=text), source=text)
    gaps = gaps_of(
        item, setter=proposal.setter, around=proposal.around, known=context.known, now=now, private=proposal.private
    )
    line = Line(number=len(proposal.lines) + 1, item=item, gaps=gaps)
    rest = (*proposal.also_noticed[:place], *proposal.also_noticed[place + 1 :])
    return replace(proposal, lines=(*proposal.lines, line), also_noticed=rest)


def changed_by(proposal: Proposal, answer: Answer, context: Context, now: datetime) -> Proposal:
    """The proposal with the named fields set: in the named line, else in every open line that lacks them."""
    over = answer.changes or Item()
    named = {name for name in ("what", "owner", "measure", "due", "follow_up", "why") if getattr(over, name)}
    if answer.number is not None:
        numbers = {answer.number}
    else:
        lacking = {line.number for line in proposal.open_lines if named & {gap.field for gap in line.gaps}}
        numbers = lacking or {line.number for line in proposal.open_lines}
    return _with_items(proposal, dict.fromkeys(numbers, over), context, now)


def suggestions_accepted(proposal: Proposal, numbers: set[int], context: Context, now: datetime) -> Proposal:
    """The proposal with what was suggested taken into these lines, where something still held them back."""
    filled: dict[int, Item] = {}
    for line in proposal.open_lines:
        if line.number in numbers:
            item = Item()
            for gap in line.gaps:
                if gap.filled is not None and gap.holds:
                    item = merge(item, gap.filled)
            filled[line.number] = item
    return _with_items(proposal, filled, context, now)


def _with_items(proposal: Proposal, overs: dict[int, Item], context: Context, now: datetime) -> Proposal:
    """The proposal with these lines changed by the setter's own word, and their gaps found anew."""
    lines = []
    for line in proposal.lines:
        over = overs.get(line.number)
        if over is None or line.state is not LineState.HELD:
            lines.append(line)
            continue
        item = merge(line.item, _by_word(over))
        gaps = gaps_of(
            item, setter=proposal.setter, around=proposal.around, known=context.known, now=now, private=proposal.private
        )
        lines.append(replace(line, item=item, gaps=gaps))
    return replace(proposal, lines=tuple(lines))


def _by_word(over: Item) -> Item:
    """The owner as the setter's own word: no quote of the mail, so it is not questioned again."""
    if over.owner is None or not over.owner.value.address:
        return replace(over, owner=None)
    return replace(over, owner=Said(value=over.owner.value))


def left_out(proposal: Proposal, numbers: set[int]) -> Proposal:
    """The proposal with these lines left out, where they still waited."""
    return replace(
        proposal,
        lines=tuple(
            replace(line, state=LineState.LEFT_OUT) if line.number in numbers and line.state is LineState.HELD else line
            for line in proposal.lines
        ),
    )


def numbers_of(answer: Answer, proposal: Proposal) -> set[int]:
    """The lines that an answer speaks of: the one it names, else all that wait."""
    return {answer.number} if answer.number is not None else {line.number for line in proposal.open_lines}
