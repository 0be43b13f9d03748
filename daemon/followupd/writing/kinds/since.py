"""What the setter may want to know of an action before asking: what happened since, and what the follow-up is for.

For the setter's eyes alone: nothing of it may stand in a mail to the owner or in a shared entry (design rule 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from followupd.domain.looking import Approach, approach
from followupd.domain.people import Person
from followupd.domain.standing import Standing
from followupd.domain.states import OUTCOMES
from followupd.writing.setting import Setting, first
from followupd.writing.text import one_line
from followupd.writing.words import CAUSES, STANDS, near_day

#: What the follow-up is for, as a thought to go in with. Never a verdict.
APPROACH: dict[Approach, str] = {
    Approach.RECOGNISE: "A moment to say well done: name what was agreed and what it brought.",
    Approach.HELP: "Offer help first: what is in the way, and what would get it moving?",
    Approach.ASK: "Ask with an open mind: how did it go?",
}
_TIMES = {1: "once", 2: "twice"}


def since(standing: Standing | None, owner: Person, setting: Setting, today: date) -> tuple[str, ...]:
    """The lines that tell what happened since it was agreed, oldest first; none when nothing did."""
    return tuple(_lines(standing, owner, setting, today)) if standing is not None else ()


def what_for(standing: Standing | None) -> str:
    """What the follow-up is for, as far as is known before it."""
    return APPROACH[approach(standing)] if standing is not None and not standing.ended else ""


def _lines(standing: Standing, owner: Person, setting: Setting, today: date) -> Iterator[str]:
    for earlier in standing.earlier:
        if earlier.state in OUTCOMES:
            cause = earlier.result.cause if earlier.result else None
            why = f" ({CAUSES[cause]})" if cause else ""
            yield f"By {near_day(earlier.due.day, today)} it was {STANDS[earlier.state]}{why}; then it began again."
    if standing.slips:
        before = standing.earlier[-1].due.day
        times = _TIMES.get(standing.slips, f"{standing.slips} times")
        yield f"The date has moved {times}; before, it was {near_day(before, today)}."
    if standing.agreed_version:
        since_then = "" if standing.agreed_version == standing.action.version else "; it has changed since"
        yield f"{first(owner)} has agreed to version {standing.agreed_version} in words{since_then}."
    for heard in standing.heard:
        day = near_day(setting.local(heard.at).date(), today)
        yield f"{first(owner)}, {day}: “{one_line(heard.words, 200)}”"
    if standing.offer is not None:
        due = standing.offer.action.due
        other = setting.moment(due) if due != standing.action.due else "something else"
        yield f"{first(owner)} has proposed {other}. OK takes it."
    if standing.asked is not None and not standing.asked.answered:
        yield f"{first(owner)} was asked on {near_day(setting.local(standing.asked.at).date(), today)}; no answer yet."
    if standing.look is not None:
        words = f": “{one_line(standing.look.words, 200)}”" if standing.look.words else ""
        yield f"You looked on {near_day(setting.local(standing.look.at).date(), today)}: {standing.look.view}{words}."
