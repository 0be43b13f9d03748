"""What the configuration changes about the seven situations: any part of any of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from followupd.domain.action import How, Situation
from followupd.domain.situations import PRESETS, Preset

T = TypeVar("T")


class Rhythm(StrEnum):
    """How often something that goes on is looked at."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


_RULES = {
    Rhythm.ONCE: "",
    Rhythm.WEEKLY: "FREQ=WEEKLY",
    Rhythm.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
    Rhythm.MONTHLY: "FREQ=MONTHLY",
    Rhythm.QUARTERLY: "FREQ=MONTHLY;INTERVAL=3",
}


def _days(days: list[int]) -> list[int]:
    if any(not 1 <= day <= 366 for day in days):
        raise ValueError("write days from 1 to 366, such as [7, 30]")
    return sorted(set(days))


def _lines(lines: list[str]) -> list[str]:
    if any(not line.strip() or len(line) > 200 for line in lines):
        raise ValueError("write questions of one line, 200 characters at most")
    return [line.strip() for line in lines]


class SituationConfig(BaseModel):
    """What is different in this organisation about one situation. What is not named stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    how: How | None = Field(None, description="meeting, one_to_one, desk, call, mail, or brief: no meeting at all.")
    minutes: int | None = Field(None, ge=5, le=240, description="How long the follow-up is.")
    pre_check_days: int | None = Field(
        None, ge=0, le=10, description="Working days between pre-check and follow-up; 0: no pre-check."
    )
    every: Rhythm | None = Field(
        None, description="How often it is looked at until it is due: once, weekly, fortnightly, monthly, quarterly."
    )
    later: Annotated[list[int], AfterValidator(_days)] | None = Field(
        None, description="Days after the outcome at which one more look is offered."
    )
    neutral: bool | None = Field(None, description="Whether the entries in the calendar name the reference alone.")
    bring: str | None = Field(None, max_length=200, description="What to bring, in one line that both see.")
    look: Annotated[list[str], AfterValidator(_lines)] | None = Field(
        None, description="What the setter may look for before the follow-up."
    )
    ask: Annotated[list[str], AfterValidator(_lines)] | None = Field(
        None, description="What the setter may ask at the follow-up."
    )


def to_presets(changes: Mapping[Situation, SituationConfig]) -> Mapping[Situation, Preset]:
    """Return how each situation is followed up: as it comes, with what the configuration changes."""
    return {situation: _changed(preset, changes.get(situation)) for situation, preset in PRESETS.items()}


def _changed(preset: Preset, change: SituationConfig | None) -> Preset:
    if change is None:
        return preset
    return Preset(
        how=_or(change.how, preset.how),
        pre_check_days=_or(change.pre_check_days, preset.pre_check_days),
        minutes=_or(change.minutes, preset.minutes),
        every=_RULES[change.every] if change.every is not None else preset.every,
        later=tuple(_or(change.later, list(preset.later))),
        neutral=_or(change.neutral, preset.neutral),
        bring=_or(change.bring, preset.bring),
        look=tuple(_or(change.look, list(preset.look))),
        ask=tuple(_or(change.ask, list(preset.ask))),
    )


def _or(given: T | None, usual: T) -> T:
    return usual if given is None else given
