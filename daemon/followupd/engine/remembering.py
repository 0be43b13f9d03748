"""What a setter has said before that holds again: where to look before a follow-up of the same situation."""

from __future__ import annotations

from typing import Final

from followupd.domain.action import Situation
from followupd.domain.people import Person
from followupd.ports import Work

#: So many of the setter's last agreements are looked through.
LOOKED_THROUGH: Final = 50


def remembered(work: Work, setter: Person, situation: Situation | None) -> str:
    """Where this setter looked last before a follow-up of this situation; empty: it was never said."""
    if situation is None:
        return ""
    return next(
        (
            standing.action.check
            for agreement in work.agreed_before(setter, LOOKED_THROUGH)
            for standing in agreement.standings
            if standing.action.situation is situation and standing.action.check
        ),
        "",
    )
