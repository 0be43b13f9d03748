"""What a mail to the service alone asks for: `LIST`, `MY ACTIONS`, `REVIEW Tom`, `SNOOZE until Monday`, `HAND OVER to
Priya`. In the subject or on the first line, and nothing else beside a greeting and a signature."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from followupd.domain.happenings import Request, Wish
from followupd.domain.people import WorkingTime
from followupd.reading.dates import find_dates, moment_of
from followupd.reading.dates.masks import fold

#: Characters of a line that are looked at.
_MOST: Final = 200
_NAME: Final = r"(?P<name>[\w.+-]+@[\w.-]+|[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,3})"
_PATTERNS: Final[tuple[tuple[Wish, re.Pattern[str]], ...]] = (
    (Wish.MINE, re.compile(r"my actions|(?:what are )?my (?:open )?actions|what (?:do i have to do|is mine)")),
    (
        Wish.LIST,
        re.compile(r"(?:my )?list|status|(?:list )?(?:all )?(?:my )?open (?:actions|follow-?ups)|what is open"),
    ),
    (Wish.REVIEW, re.compile(rf"review (?:with )?{_NAME}")),
    (Wish.SNOOZE, re.compile(r"snooze(?:[\s:,-]+(?:until|till|for)?\s*(?P<until>.{1,60}))?")),
    (Wish.HAND_OVER, re.compile(rf"hand(?:ing)?[\s-]?over(?: (?:all|everything|my actions))? to {_NAME}")),
)
_REPLY_MARK: Final = re.compile(r"^\s*(?:(?:re|aw|antw|sv|vs|rif|res)\s*:\s*)+", re.IGNORECASE)
#: Beside the request: a greeting, courtesy, a close and a name.
_COURTESY: Final = re.compile(
    r"\W*(?:(?:please|pls|hi|hello|dear|thanks|thank you|cheers|regards|best|kind)\b.{0,40})?\W*"
)


def read_request(
    own_words: str, subject: str, *, said: datetime, working: WorkingTime, day_first: bool
) -> Request | None:
    """Return what the mail asks of the service; None when it asks for nothing of the kind.

    `own_words`: the writer's own new words. `said`: aware, when it was written.
    """
    lines = [line.strip() for line in own_words[:2000].splitlines() if line.strip()]
    lines = [line for line in lines if not _COURTESY.fullmatch(fold(line))] or lines[:1]
    title = _REPLY_MARK.sub("", subject[:_MOST]).strip()
    if lines and (found := _request(lines[0], said, working, day_first)) is not None:
        return found if len(lines) <= 2 else None
    return _request(title, said, working, day_first) if len(lines) <= 1 else None


def _request(line: str, said: datetime, working: WorkingTime, day_first: bool) -> Request | None:
    text = line.strip(" .!:?")[:_MOST]
    folded = fold(text)
    folded = re.sub(r"^(?:please|pls)\s+", "", folded)
    text = text[len(text) - len(folded) :]
    for wish, pattern in _PATTERNS:
        found = pattern.fullmatch(folded)
        if found is None:
            continue
        if wish is Wish.SNOOZE:
            until = _until(found["until"] or "", said, working, day_first)
            return Request(wish=wish, until=until) if until is not None else None
        if "name" in pattern.groupindex:
            start, end = found.span("name")
            return Request(wish=wish, name=text[start:end] if len(text) == len(folded) else found["name"])
        return Request(wish=wish)
    return None


def _until(words: str, said: datetime, working: WorkingTime, day_first: bool) -> date | None:
    """The first day on which the brief comes again; a bare number is one of days, nothing is the next working day."""
    today = working.local(said).date()
    if not words.strip():
        return working.shift(today, 2)
    if re.fullmatch(r"\d{1,3}(?: days?)?", words.strip()):
        days = int(words.split()[0])
        return working.on_or_after(date.fromordinal(today.toordinal() + max(1, days)))
    found = find_dates(words, said, working=working, day_first=day_first)
    moment = moment_of(found[0], working) if len(found) == 1 and not found[0].ambiguous else None
    return moment.day if moment is not None and moment.day > today else None
