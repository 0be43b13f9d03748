"""What is to be done with a mail that came in."""

from __future__ import annotations

from dataclasses import dataclass, field

from followupd.domain.decision import Decision
from followupd.ports import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The verdict, the one line that says why, and the decision it leads to."""

    verdict: Verdict
    reason: str
    decision: Decision = field(default_factory=Decision)
    #: Decisions on other things, where one mail answers about several.
    further: tuple[Decision, ...] = ()
