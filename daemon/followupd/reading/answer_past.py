"""When a deed was done: `done on Friday 20 November` says no less than `done`, once that day is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from followupd.reading.answer_asked import Written
from followupd.reading.dates import At, Bound, Day, Found, Role, find_dates
from followupd.reading.dates.masks import fold

#: A day that was so lately is the day of the deed: `last year` is no word of this one. Without a year it is that day,
#: and not the one in a year.
_LATELY: Final = timedelta(days=60)
_BEFORE: Final = ("on ", "am ", "vom ", "le ", "el ", "op ")


def without_past(text: str, folded: str, written: Written) -> str:
    """The words of a clause without the days that are over. `text`: as written; `folded`: what is read of it."""
    found = find_dates(text, written.said, working=written.working, day_first=written.day_first)
    for each in found:
        if not _over(each, written):
            continue
        words = fold(each.words)
        before, met, after = folded.partition(words)
        if met:
            lead = next((lead for lead in _BEFORE if before.endswith((" " + lead, "\n" + lead))), "")
            folded = f"{before[: len(before) - len(lead)].rstrip()} {after.lstrip()}".rstrip()
    return folded


def _over(found: Found, written: Written) -> bool:
    today = written.working.local(written.said).date()
    days = [value.day for value in found.readings if isinstance(value, Day | At)]
    if not any(today - _LATELY <= day < today for day in days):
        return False
    return found.role is Role.PAST or (found.role is Role.NONE and found.bound is Bound.NONE and len(days) > 1)
