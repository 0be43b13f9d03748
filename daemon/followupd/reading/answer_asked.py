"""What the reader of a reply has to know of the mail that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from followupd.domain.people import WorkingTime


class Question(StrEnum):
    """What our mail asked, that this replies to."""

    PREVIEW = "preview"
    CONFIRMATION = "confirmation"
    THANKS_DRAFT = "thanks_draft"
    BRIEF = "brief"
    BLOCKED_NOTICE = "blocked_notice"
    #: The owner would agree to something else, and the setter has not answered that.
    OFFER = "offer"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The actions of the mail that is answered, who answers, and what was asked."""

    #: The numbers of the actions in that mail, in order.
    numbers: tuple[int, ...] = (1,)
    #: Their texts, in the same order.
    whats: tuple[str, ...] = ("",)
    #: Their due days, in the same order; None where there is none yet.
    dues: tuple[date | None, ...] = ()
    #: The days that were agreed for their follow-ups, in the same order; none where they are not known.
    meets: tuple[date, ...] = ()
    #: Whether the author of the reply is the setter; otherwise the owner.
    setter: bool = False
    question: Question = Question.CONFIRMATION
    #: The fields that a preview asked for, over all its actions; empty when not known.
    missing: frozenset[str] = frozenset()

    @property
    def texts(self) -> dict[int, str]:
        return dict(zip(self.numbers, self.whats, strict=False))

    @property
    def previews(self) -> bool:
        """Whether the setter answers a preview."""
        return self.setter and self.question is Question.PREVIEW

    def meets_on(self, number: int | None) -> date | None:
        """The day agreed for the follow-up of an action; of the last one when none is named."""
        if number is None:
            return max(self.meets, default=None)
        return dict(zip(self.numbers, self.meets, strict=False)).get(number)

    def due(self, number: int | None) -> date | None:
        """The due day of an action; of the last one when none is named."""
        if number is None:
            known = [due for due in self.dues if due]
            return max(known) if known else None
        at = self.numbers.index(number) if number in self.numbers else len(self.dues)
        return self.dues[at] if at < len(self.dues) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When and where the words were written, for the dates in them."""

    #: Aware.
    said: datetime
    working: WorkingTime
    day_first: bool
