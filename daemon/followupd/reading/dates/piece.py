"""What a rule of the grammar gives: values, and where it ended. Rules take a scan and a token index, and give a piece
or None."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

from followupd.reading.dates.records import Bound, Part, Value
from followupd.reading.dates.scan import Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    #: Index of the first token after it.
    end: int
    values: tuple[Value, ...]
    #: Why there is more than one value.
    reason: str = ""
    part: Part = Part.NONE
    grain: str = "day"
    bound: Bound = Bound.NONE
    #: Said to be in the past (`last Friday`, `two weeks ago`).
    past: bool = False
    #: Counted from another date of the text.
    anchored: bool = False
    #: The year was said.
    dated: bool = False
    #: Too weak to be a date without a word that leads in or a clock (`March`, `the 12th`, `2026`).
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time on the wall: one reading, or two when morning and evening are both possible."""

    end: int
    times: tuple[time, ...]
    reason: str = ""
    #: Whether it needs a day or an `at` beside it (`9.30`, `10`).
    weak: bool = False
    #: Said with am, pm, or on a 24-hour clock.
    sure: bool = True
    #: The zone that was named: minutes east of UTC, or a zone of the tz database for one with summer time.
    zone: int | str | None = None


Rule = Callable[[Scan, int], Piece | None]
Read = TypeVar("Read")


def once(rule: Callable[[Scan, int], Read]) -> Callable[[Scan, int], Read]:
    """The same rule, which reads at each token of a text only once; several rules ask for the same parts."""

    def read(s: Scan, i: int) -> Read:
        key = (rule, i)
        found: Read
        try:
            found = s.read[key]
        except KeyError:
            found = s.read[key] = rule(s, i)
        return found

    return read


def longest(s: Scan, i: int, rules: Iterable[Rule]) -> Piece | None:
    """What the rule gives that reads furthest; the earlier rule on a tie."""
    if s.bare(i):
        return None
    best: Piece | None = None
    for rule in rules:
        piece = rule(s, i)
        if piece is not None and (best is None or piece.end > best.end):
            best = piece
    return best
