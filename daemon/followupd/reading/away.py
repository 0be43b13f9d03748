"""The day of return in an out-of-office message."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from followupd.domain.people import WorkingTime
from followupd.reading.dates import At, Day, Found, Role, Span, find_dates

#: Said before a day: that very day is the first one back.
_BACK = re.compile(
    r"\b(?:back|return(?:ing|s)?|available again|in the office again|zurück|wieder (?:da|erreichbar|im (?:haus|büro))|"
    r"retour|reviens|rentre|regreso|vuelvo|terug|weer (?:aanwezig|bereikbaar))\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
#: Said before the last day away, with or without the word that leads in.
_UNTIL = re.compile(
    r"\b(?:until|till|through|to|bis(?: zum| einschließlich)?|jusqu'?au?|hasta(?: el)?|tot(?: en met)?)\s*$",
    re.IGNORECASE,
)
#: Said after a day, in languages whose verb stands at the end: `ab dem 7. Dezember wieder da`.
_THEN_BACK = re.compile(r"\s*(?:wieder|zurück|weer|terug)\b", re.IGNORECASE)
#: A return further away than this is no plan that helps anybody.
FARTHEST = timedelta(days=366)


def back_on(text: str, said: datetime, working: WorkingTime, *, day_first: bool) -> date | None:
    """Return the first working day on which the writer is back; None when the message does not say so plainly.

    `said`: aware, when the message was written. "Back on the 7th" is the 7th; "away until the 4th" is the working day
    after it.
    """
    today = working.local(said).date()
    text = text[:5_000]
    best: date | None = None
    for found in find_dates(text, said, working=working, day_first=day_first):
        if found.ambiguous or found.grain != "day":
            continue
        last = _last_day(found)
        if last is None or not today < last <= today + FARTHEST:
            continue
        before, after = text[max(0, found.lead - 60) : found.lead], text[found.end : found.end + 30]
        if _BACK.search(before) or _THEN_BACK.match(after):
            return working.on_or_after(last)
        if not (
            _UNTIL.search(text[max(0, found.start - 40) : found.start])
            or isinstance(found.readings[0], Span)
            or found.role is Role.UNTIL
        ):
            continue  # some other day that the message speaks of
        best = max(best, last) if best else last
    return working.on_or_after(best + timedelta(days=1)) if best else None


def _last_day(found: Found) -> date | None:
    value = found.readings[0] if found.readings else None
    if isinstance(value, Span):
        return value.end
    return value.day if isinstance(value, Day | At) else None
