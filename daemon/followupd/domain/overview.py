"""What somebody asks to see: all that is open, one's own actions, or the agenda for a review with one person.

An overview goes to nobody but the person who asked. What a person owns is shown as that person may know it: without
the setter's check, look and notes (rule 13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from followupd.domain.action import Moment, Result
from followupd.domain.agreement import Agreement
from followupd.domain.people import Person
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState

#: An agenda looks back so many days for what was due or had its outcome.
LOOK_BACK_DAYS: Final = 35
#: The same action in other words: tests/unit/domain/test_overview.py has the cases this was measured on.
SIMILAR: Final = 84.0
#: The reason of an action names a target: measured on cases of the same file.
SERVES: Final = 86.0
#: So often the same action is worth a word.
AGAIN_FROM: Final = 3


class Asked(StrEnum):
    """What was asked for."""

    #: All that the author has set.
    LIST = "list"
    #: All that the author has to do.
    MINE = "mine"
    #: What the author and one other person look at together.
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewLine:
    reference: str
    title: str
    #: The other person: the owner in a list, the setter among one's own actions.
    other: Person
    due: Moment
    state: ActionState
    result: Result | None = None
    slips: int = 0
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    asked: Asked
    #: With whom the review is.
    person: Person | None = None
    #: Last time's actions, with how they ended.
    ended: tuple[OverviewLine, ...] = ()
    open: tuple[OverviewLine, ...] = ()
    #: For the setter's eyes: titles of what was agreed for the third time, with how often.
    again: tuple[tuple[str, int], ...] = ()


def listed(author: Person, agreements: Sequence[Agreement]) -> Overview:
    """Everything that is open of what the author has set, by due day."""
    lines = [
        _line(agreement, standing, agreement.owner)
        for agreement in agreements
        for standing in agreement.standings
        if agreement.setter == author and not standing.ended
    ]
    return Overview(asked=Asked.LIST, open=_by_due(lines))


def own_actions(author: Person, agreements: Sequence[Agreement]) -> Overview:
    """Everything that is open of what the author has to do, own promises among it. Nothing private of the setters."""
    lines = [
        _line(agreement, standing, agreement.setter)
        for agreement in agreements
        for standing in agreement.standings
        if agreement.owner == author and (agreement.shared or agreement.setter == author) and not standing.ended
    ]
    return Overview(asked=Asked.MINE, open=_by_due(lines))


def agenda(author: Person, person: Person, agreements: Sequence[Agreement], today: date) -> Overview:
    """What the author and the person look at together: last time's actions with their outcomes, then what is open.

    `agreements`: all that the author has set with this person, ended ones too. `today`: on the author's calendar.
    """
    both = [
        (agreement, standing)
        for agreement in agreements
        if agreement.setter == author and agreement.owner == person
        for standing in agreement.standings
    ]
    since = today - timedelta(days=LOOK_BACK_DAYS)
    ended = [_line(*pair, person) for pair in both if pair[1].ended and _last_day(pair[1]) >= since]
    still = [_line(*pair, person) for pair in both if not pair[1].ended]
    return Overview(
        asked=Asked.REVIEW,
        person=person,
        ended=_by_due(ended),
        open=_by_due(still),
        again=repeated([standing.action.what for _, standing in both if not standing.action.every]),
    )


def repeated(titles: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """What was agreed AGAIN_FROM times or more in about the same words, in its newest words; titles oldest first."""
    groups: list[list[str]] = []
    for title in titles:
        like = next((group for group in groups if same_action(group[-1], title)), None)
        if like is None:
            groups.append([title])
        else:
            like.append(title)
    return tuple((group[-1], len(group)) for group in groups if len(group) >= AGAIN_FROM)


def same_action(one: str, other: str) -> bool:
    """Whether two titles speak of the same action: in about the same words, or one in fewer words than the other.

    Numbers, days and small words do not count.
    """
    plain = (_plain(one), _plain(other))
    if min(len(words.split()) for words in plain) < 2:
        return plain[0] == plain[1]
    return fuzz.token_sort_ratio(*plain) >= SIMILAR or fuzz.token_set_ratio(*plain) == 100


def serves(why: str, target: str) -> bool:
    """Whether the reason given for an action names this target: the same things, whatever is done with them."""
    one, other = (" ".join(word for word in _plain(text).split() if word not in _AIMS) for text in (why, target))
    return bool(one and other) and fuzz.token_sort_ratio(one, other) >= SERVES


def _plain(title: str) -> str:
    words = default_process(title).split()
    return " ".join(word for word in words if not word.isdigit() and word not in _EMPTY)


_SMALL: Final = (
    "a an the to for of on in at by with and or please again once more all our your my his her their this that next "
    "new another each every monday tuesday wednesday thursday friday january february march april may june july "
    "august september october november december week month"
)
_EMPTY: Final = frozenset(_SMALL.split())
#: Words of aiming at something, which name nothing.
_AIMING: Final = (
    "we i you us it is so can will reach hit get bring make achieve win meet close target goal number first second "
    "third fourth quarter end year start more than least"
)
_AIMS: Final = frozenset(_AIMING.split())


def _last_day(standing: Standing) -> date:
    """The day of the outcome, or the due day where that is later."""
    given = standing.result.at.date() if standing.result is not None else standing.action.due.day
    return max(given, standing.action.due.day)


def _line(agreement: Agreement, standing: Standing, other: Person) -> OverviewLine:
    return OverviewLine(
        reference=agreement.action_reference(standing.action.number),
        title=standing.action.what,
        other=other,
        due=standing.action.due,
        state=standing.state,
        result=standing.result if standing.ended or agreement.setter != other else None,
        slips=standing.slips,
        measure=standing.action.measure,
    )


def _by_due(lines: Sequence[OverviewLine]) -> tuple[OverviewLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.due.day, line.other.shown, line.reference)))
