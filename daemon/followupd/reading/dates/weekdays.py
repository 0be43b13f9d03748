"""Days of the week: `Friday`, `next Thursday`, `Thursday week`, `next week on Friday`; and today, tomorrow and their
kind.

A weekday alone is the next one strictly after today; today's own weekday and `next` keep both readings and say why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from followupd.reading.dates.arithmetic import shown, week_of, weekday_after, weekday_before
from followupd.reading.dates.masks import fold
from followupd.reading.dates.piece import Piece, once
from followupd.reading.dates.records import Day, Part
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.vocabulary import PHRASES, WEEKDAYS


def weekday_at(s: Scan, i: int) -> tuple[int, int, bool] | None:
    """(weekday, next token, whether it needs support) for a weekday's name, short or long."""
    if s.untagged(i):
        return None
    weekday = s.tag(i, "weekday")
    if weekday is not None:
        dotted = s.word(i + 1) == "." and len(s.word(i)) <= 5 and not s.ends_here(i + 2)
        return weekday, i + 1 + dotted, bool(s.tag(i, "weak"))
    weekday = s.tag(i, "short_weekday")
    if weekday is not None and s.tag(i, "month") is None and s.tokens[i].capital:
        # "Fr, 5.12.", "So. 6. Dezember": only before a date in the continental form, for "So" is English as well
        after = i + 1 + (s.word(i + 1) in (".", ","))
        if s.shape(after) in ("dotted", "dmy") or (s.number(after) is not None and s.word(after + 1) == "."):
            return weekday, i + 1 + (s.word(i + 1) == "."), True
    return None


_ALONE = re.compile(
    rf"(?:{'|'.join(sorted(name for name, tags in PHRASES.items() if 'weekday' in tags))})"
    r"(?:\W+(?:morning|afternoon|evening|lunchtime|noon|eod|cob))?"
    r"(?:\W+(?:(?:at|@|um|om|a)\s*\d{1,2}(?:[:.h]\d\d)?(?:\s*(?:[ap]\.?m\.?|uhr|h))?|"
    r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|\d{1,2}[:.]\d\d))?\W*"
)


def weekday_alone(words: str) -> bool:
    """Whether the words of a date are a weekday and perhaps an hour, and nothing says of which week."""
    return _ALONE.fullmatch(fold(words).strip()) is not None


def relative_day(s: Scan, i: int) -> Piece | None:
    if s.tag(i, "relative") is None:
        return None
    offset = s.tag(i, "relative")
    part = s.tag(i, "part") or Part.NONE
    if s.word(i + 1) == "week" and s.word(i) in ("today", "tomorrow"):  # "tomorrow week": seven days after it
        return Piece(end=i + 2, values=(Day(s.today + timedelta(days=offset + 7)),))
    return Piece(end=i + 1, values=(Day(s.today + timedelta(days=offset)),), part=part, past=offset < 0)


@once
def named_weekday(s: Scan, i: int) -> Piece | None:
    """A weekday with or without `this`, `next`, `last`, `week`; the foreign word may follow it."""
    at = i + 1 if s.tag(i, "the") and s.tag(i + 1, "which") is not None else i
    which, near = s.tag(at, "which"), s.tag(at, "coming")
    if which is not None:
        if s.word(at) == "following" and s.before and not _sentence_ends(s, s.before[-1][0], i):
            return None  # counted from the date before it
        at += 1
        if s.tag(at, "unit") == "week":  # "next week Friday", "next week on Friday"
            divided = which >= 0 and s.word(at + 1) == ","
            after = at + 1 + bool(s.tag(at + 1, "on") or s.word(at + 1) == "'s" or divided)
            named = weekday_at(s, after)
            if named and not (named[2] and s.tag(after, "weekday") is None):
                day = week_of(s.today)[0] + timedelta(days=7 * which + named[0])
                return Piece(end=named[1], values=(Day(day),), past=which < 0)
            return None
    named = weekday_at(s, at)
    if named is None or s.tag(at, "weekday") is None:
        return None
    weekday, end, weak = named
    part = s.tag(at, "part") or Part.NONE
    if which is None and s.tag(end, "which_after") is not None:
        which, near, end = s.tag(end, "which_after"), True, end + 1
    coming = weekday_after(s.today, weekday)
    if which is None:
        return _weekday_alone(s, i, end, weekday, coming, part, weak)
    if which == 1 and s.word(end) == "but" and s.word(end + 1) == "one":
        return Piece(end=end + 2, values=(Day(coming + timedelta(days=7)),), part=part)
    if which > 1:
        return Piece(end=end, values=(Day(week_of(s.today)[0] + timedelta(days=7 * which + weekday)),), part=part)
    if which < 0:
        return Piece(end=end, values=(Day(weekday_before(s.today, weekday)),), past=True, part=part)
    if which == 0:
        day = s.today if s.today.weekday() == weekday else coming
        return Piece(end=end, values=(Day(day),), part=part)
    later = week_of(s.today)[0] + timedelta(days=7 + weekday)
    if near or later == coming or s.today.weekday() >= 5:
        return Piece(end=end, values=(Day(coming),), part=part)
    order = (coming, later) if s.tag(i, "near") else (later, coming)
    reason = f"“next {WEEKDAYS[weekday].title()}” can be {shown(order[0])} or {shown(order[1])}"
    return Piece(end=end, values=(Day(order[0]), Day(order[1])), reason=reason, part=part)


def _sentence_ends(s: Scan, i: int, j: int) -> bool:
    return any(s.shape(k) == "break" or s.word(k) in (".", "!", "?") for k in range(i, j))


def _weekday_alone(s: Scan, i: int, end: int, weekday: int, coming: date, part: Part, weak: bool) -> Piece | None:
    week = timedelta(days=7)
    if s.tag(end, "unit") in ("week", "fortnight") and s.tag(end, "one") and s.word(end) in ("week", "fortnight"):
        return Piece(end=end + 1, values=(Day(coming + week * (1 if s.tag(end, "unit") == "week" else 2)),))
    if s.word(end) == "after" and s.word(end + 1) == "next":
        days = dict.fromkeys((week_of(s.today)[0] + week * 2 + timedelta(days=weekday), coming + week))
        reason = f"“{WEEKDAYS[weekday].title()} after next” can be " + " or ".join(map(shown, days))
        return Piece(end=end + 2, values=tuple(map(Day, days)), reason=reason if len(days) > 1 else "")
    if s.word(end) == "before" and s.word(end + 1) == "last":
        return Piece(end=end + 2, values=(Day(weekday_before(s.today, weekday) - week),), past=True)
    after = end + 1 if s.tag(end, "of") else end
    at = after + bool(s.tag(after, "the"))
    if [s.word(at), s.word(at + 1), s.word(at + 2)] == ["week", "after", "next"]:  # "Tuesday the week after next"
        return Piece(end=at + 3, values=(Day(week_of(s.today)[0] + week * 2 + timedelta(days=weekday)),))
    which = s.tag(after, "which")
    if which is not None and s.tag(after + 1, "unit") == "week" and not (after == end and which < 0):
        day = week_of(s.today)[0] + week * which + timedelta(days=weekday)
        return Piece(end=after + 2, values=(Day(day),), past=which < 0)
    if weak and not supported(s, i, end):
        return None
    if s.today.weekday() == weekday:
        reason = f"today is a {WEEKDAYS[weekday].title()}: it can be today or {shown(coming)}"
        return Piece(end=end, values=(Day(coming), Day(s.today)), reason=reason, part=part)
    return Piece(end=end, values=(Day(coming),), part=part)


def supported(s: Scan, i: int, end: int) -> bool:
    """Whether something beside a weak name (`Sat`, `Jan`, `May`) says that it is a date."""
    if s.alone(i, end):
        return True
    before = i - 1
    leads = s.tag(before, "bound") or s.tag(before, "on") or s.tag(before, "of") or s.tag(before, "which") is not None
    leads = leads or (s.word(before) == "for" and s.tag(i, "weekday") is not None)  # "3 more trays for Sat, veg ones"
    leads = leads or s.tag(before, "eod")  # "COB Wed"
    joined = s.word(end) != "a" and (
        s.tag(end, "at") or (s.tag(end, "to") and dated(s, end + 1, dash=not s.tag(i, "month")))
    )  # "a" is Spanish
    half = s.word(end) in ("am", "pm") and (s.ends_here(end + 1) or s.tag(end + 1, "and"))  # "Mon am"
    follows = joined or half or s.shape(end) in ("twelve", "time") or s.tag(end, "part")
    written = s.tokens[i].capital or s.word(before) in ("by", "until", "before", "on")
    timed = s.shape(end) in ("twelve", "time") or s.tag(end, "part")
    if timed and s.tag(i, "weekday") is not None and s.word(before) not in _WHO_SAT:
        return True  # "will see him sat 9am"
    if follows and written:
        return True
    if written and s.tag(end, "and") and s.tag(end + 1, "weekday") is not None and s.word(end) != ",":
        return True
    return bool(
        leads and written and (s.ends_here(end) or s.tag(end, "and") or s.tag(end, "on") or s.word(end) in _GO_ON)
    )


#: Who may have sat in front of a time of day.
_WHO_SAT = frozenset(
    ["the", "i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "and", "have", "has", "had"]
)


def dated(s: Scan, i: int, *, dash: bool = True) -> bool:
    """Whether a date may begin here: `March to June`, and not `march through the list`.

    Behind a dash anything may follow a day (`Mon - call Jo`); not so behind a month with the name of a person.
    """
    if s.shape(i - 1) != "word" and dash:
        return True
    while s.tag(i, "the") and s.tag(i, "which") is None:
        i += 1
    return s.shape(i) != "word" or bool(s.tags_of(i) & _OF_DATES)


_OF_DATES = frozenset(
    ("month", "weekday", "weekdays", "ordinal", "number", "edge", "which", "relative", "holiday", "period_end", "now")
)


#: Words after which a name that led in by a preposition was the date it looked like.
_GO_ON = frozenset(
    [
        "and",
        "or",
        "please",
        "then",
        "so",
        "but",
        "at",
        "for",
        "with",
        "if",
        "this",
        "next",
        "last",
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "the",
        "to",
        "as",
        "because",
        "via",
    ]
)
