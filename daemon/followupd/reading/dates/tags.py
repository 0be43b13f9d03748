"""Dates in a plus-address or a subject, as users of mail reminders write them: `friday`, `2weeks`, `3d`, `21jan`,
`everymonday830am`."""

from __future__ import annotations

import re
from datetime import datetime

from followupd.domain.people import WorkingTime
from followupd.reading.dates.find import find_dates
from followupd.reading.dates.records import Length, Value

#: Where words run together: before and after digits, and around the words that lead.
_BORDERS = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_LEADING = re.compile(r"\b(every|each|next|this|in|end|on|at|by|tomorrow|today|first|last)(?:of)?(?=[a-z]{2,})")
_TRAILING = re.compile(r"(?<=[a-z]{3})(at|morning|afternoon|evening|am|pm)\b")
#: Units as one letter; `m` is a month, as in the services people know.
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years", "h": "hours", "mo": "months", "min": "minutes"}
_CLOCK = re.compile(r"\b(\d{1,2})(\d\d)? ?(am|pm)\b")
_BARE_CLOCK = re.compile(r"(?<=[a-z]) (?:at )?((?!19\d\d|20[2-9]\d)[01]?\d|(?!20[2-9]\d)2[0-3])([0-5]\d)$")


def tag_date(tag: str, said: datetime, working: WorkingTime) -> Value | None:
    """The day, moment or recurrence that a tag names, counted from `said` (aware); None when it names none.

    `2weeks` and `3d` are that long from the day; `monthly` and `everyfriday` recur. Nothing else may stand in the tag.
    """
    text = _spaced(tag)
    if not text:
        return None
    found = find_dates(text, said, working=working, day_first=True)
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(text):
        return None
    value = found[0].readings[0]
    return found[0].readings[-1] if isinstance(value, Length) and len(found[0].readings) > 1 else value


def _spaced(tag: str) -> str:
    """`everymonday830am` as `every monday 8:30 am`."""
    text = re.sub(r"[-_.+]+", " ", tag.strip().lower())
    text = re.sub(r"(\d)(st|nd|rd|th)(?![a-z])|(\d)(st|nd|rd|th)(?=at)", r"\1\3", text)
    text = _BORDERS.sub(" ", text)
    text = _LEADING.sub(lambda found: found[1] + (" of " if found[0].endswith("of") else " "), text)
    text = {"eow": "end of week", "eom": "end of month", "eoy": "end of year"}.get(text, text)
    text = _TRAILING.sub(r" \1", text)
    text = re.sub(r"\b(\d+) (d|w|m|y|h|mo|min)\b(?! ?\d)", lambda found: f"{found[1]} {_UNITS[found[2]]}", text)
    text = _CLOCK.sub(lambda found: f"{found[1]}:{found[2] or '00'} {found[3]}", text)
    text = _BARE_CLOCK.sub(r" at \1:\2", text)
    text = re.sub(r"^1 (day|week|month|year)s$", r"1 \1", re.sub(r"\s+", " ", text).strip())
    return (
        f"in {text}"
        if re.match(r"\d+ [a-z]+$", text) and re.match(r"\d+ (?:day|week|month|year|hour|minute)", text)
        else text
    )
