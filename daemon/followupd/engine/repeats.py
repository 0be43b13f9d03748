"""What a setter's mail says anew, in a thread of which we have taken in mails before.

Each mail of a thread carries the older ones below it. What was put in writing, shown or left out once is not taken up
again for standing in the quotation; the setter's own new words always count, unless they say the very same again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from followupd.domain.action import Item
from followupd.domain.agreement import Line, LineState, Proposal
from followupd.domain.happenings import Reading


def without_repeats(reading: Reading, before: Sequence[Proposal]) -> Reading:
    """The reading without the actions and looser sentences that `before`, from the same thread, holds already."""
    lines: dict[str, Line] = {}
    for proposal in before:
        for line in proposal.lines:
            lines.setdefault(_plain(line.item.source), line)
    own = _plain(reading.own_words)
    noticed = {_plain(text) for proposal in before for text in (*proposal.also_noticed, *proposal.targets)}
    return replace(
        reading,
        items=tuple(item for item in reading.items if not _repeats(item, lines.get(_plain(item.source)), own)),
        also_noticed=tuple(text for text in reading.also_noticed if _is_new(text, noticed, own)),
        targets=tuple(text for text in reading.targets if _is_new(text, noticed, own)),
    )


def _repeats(item: Item, line: Line | None, own: str) -> bool:
    if line is None or not item.source:
        return False
    words = (item.source, *(said.words for said in (item.due, item.owner, item.measure) if said is not None))
    if not any(_plain(each) in own for each in words if len(_plain(each)) > 2):
        return True  # all of it stands in older mails alone
    same = (item.owner, item.due) == (line.item.owner, line.item.due)
    return same and line.state is not LineState.LEFT_OUT


def _is_new(text: str, noticed: set[str], own: str) -> bool:
    return _plain(text) not in noticed or _plain(text) in own


def _plain(text: str) -> str:
    """The words alone: a quotation has other line ends and marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))
