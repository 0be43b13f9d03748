"""What a scorer counts, and the figures that are read off it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Case = dict[str, Any]
#: What is measured: a case of a set (without what is expected of it) -> plain data.
Reader = Callable[[Case], Any]
Tally = Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure: `name` of `of` when both are counts; `least` or `most` is its target, for open cases."""

    title: str
    of: Callable[[Tally], float | None]
    #: A share, shown in per cent; else a count or a coefficient as it is.
    share: bool = True
    least: float | None = None
    most: float | None = None

    def shown(self, tally: Tally) -> str:
        found = self.of(tally)
        if found is None:
            return "-"
        return f"{100 * found:.1f} %" if self.share else f"{found:.3g}" if isinstance(found, float) else str(found)

    def target(self) -> str:
        bound = self.least if self.least is not None else self.most
        if bound is None:
            return ""
        sign = "≥" if self.least is not None else "≤"
        return f"{sign} {100 * bound:.3g} %" if self.share else f"{sign} {bound:g}"


def rate(name: str, of: str) -> Callable[[Tally], float | None]:
    """The share of one count in another; None when there is none of it."""
    return lambda tally: tally[name] / tally[of] if tally[of] else None


def count(*names: str, unless: str = "") -> Callable[[Tally], float | None]:
    """The sum of some counts; None where nothing of the kind was tried."""
    return lambda tally: None if unless and not tally[unless] else sum(tally[name] for name in names)


Scorer = Callable[[Reader, Sequence[Case]], Tally]
