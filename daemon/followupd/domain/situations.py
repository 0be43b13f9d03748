"""The seven situations as data: each with its clock, its form, what to look for before, and what to ask.

A default only: a day, a form or a check that the mail names always wins. The configuration may override any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from followupd.domain.action import How, Situation

#: What people call them.
NAMES: Final[Mapping[Situation, str]] = {
    Situation.DAILY: "daily objective",
    Situation.QUALITY: "quality improvement",
    Situation.TARGET: "target",
    Situation.TRAINING: "training",
    Situation.REVIEW: "monthly review",
    Situation.APPRAISAL: "appraisal goal",
    Situation.CLIENT: "client or candidate meeting",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How an action of one situation is followed up where the mail does not say."""

    how: How = How.MEETING
    #: Working days between the pre-check and the follow-up; 0: the follow-up has no pre-check.
    pre_check_days: int = 2
    #: Minutes of the follow-up; 0: as the configuration has it for all.
    minutes: int = 0
    #: Looked at again and again until it is due: an RFC 5545 rule; empty: once.
    every: str = ""
    #: Days after the outcome at which one more look is offered, in turn.
    later: tuple[int, ...] = ()
    #: The entries name neither the action nor the matter (rule 13).
    neutral: bool = False
    #: What to bring to the follow-up, in one line that both see.
    bring: str = ""
    #: What the setter may look for before (private).
    look: tuple[str, ...] = ()
    #: What the setter may ask (private).
    ask: tuple[str, ...] = ()


PRESETS: Final[Mapping[Situation, Preset]] = {
    Situation.DAILY: Preset(
        how=How.BRIEF,
        pre_check_days=0,
        ask=("Done, moved or dropped?", "What goes on to tomorrow?"),
    ),
    Situation.QUALITY: Preset(
        later=(30,),
        neutral=True,
        bring="Please bring one example.",
        look=("Is the cause known?", "Is it in place everywhere, or in one place?"),
        ask=("May I see the example?", "What changed?", "Keep it, adjust it or undo it?"),
    ),
    Situation.TARGET: Preset(
        how=How.BRIEF,
        pre_check_days=0,
        every="FREQ=WEEKLY",
        look=("Which action moves the number most?",),
        ask=("What was done, rather than the number?", "What did it bring?", "What is next?"),
    ),
    Situation.TRAINING: Preset(
        later=(7, 30),
        look=("Where was the first chance to use it?",),
        ask=("What was learnt?", "Where was it used, and what happened?", "What help is missing?"),
    ),
    Situation.REVIEW: Preset(
        how=How.ONE_TO_ONE,
        look=("Is it on track?", "Is any help of yours still owed?"),
        ask=("Done, and with what result?", "Carry it on: why, and until when?"),
    ),
    Situation.APPRAISAL: Preset(
        how=How.ONE_TO_ONE,
        minutes=45,
        every="FREQ=MONTHLY",
        neutral=True,
        look=("What was the first step?", "Is what you promised in place?"),
        ask=("How far is it, by the measure?", "Is it still the right goal?"),
    ),
    Situation.CLIENT: Preset(
        how=How.BRIEF,
        look=("Is everything there that is needed from the other side?",),
        ask=("What came of it that you can point to?", "Did it happen?", "Was it followed up, and what is next?"),
    ),
}

#: For an action of no known situation.
PLAIN: Final = Preset()
