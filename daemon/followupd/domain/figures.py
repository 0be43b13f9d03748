"""The setter's own week in four figures, for the setter's eyes alone (rule 12). Nothing is counted of an owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.people import Person
from followupd.domain.states import FollowUpState


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the setter has done in a span of time."""

    #: Follow-ups whose time came and was not taken out of the diaries.
    held: int = 0
    #: Actions that the setter looked at before asking.
    looked: int = 0
    #: Outcomes that the setter gave.
    outcomes: int = 0
    #: Thanks that the setter released.
    recognised: int = 0

    def __bool__(self) -> bool:
        return bool(self.held or self.looked or self.outcomes or self.recognised)


def figures(
    setter: Person, agreements: Sequence[Agreement], follow_ups: Sequence[FollowUp], since: datetime, until: datetime
) -> Figures:
    """Return what the setter did from `since` to `until` (both aware).

    `agreements`: all that may have changed since, ended ones too. `follow_ups`: those held.
    """

    def within(moment: datetime | None) -> bool:
        return moment is not None and since <= moment < until

    standings = [each for agreement in agreements if agreement.setter == setter for each in agreement.standings]
    return Figures(
        held=sum(
            each.state is FollowUpState.HELD and within(each.start + timedelta(minutes=each.minutes))
            for each in follow_ups
        ),
        looked=sum(each.look is not None and within(each.look.at) for each in standings),
        outcomes=sum(
            each.ended and each.result is not None and each.result.by == setter and within(each.result.at)
            for each in standings
        ),
        recognised=sum(within(each.thanked) for each in standings),
    )
