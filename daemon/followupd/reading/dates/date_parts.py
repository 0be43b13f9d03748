"""Pieces of written dates: the number of a day, the name of a month, a year."""

from __future__ import annotations

import re

from followupd.reading.dates.arithmetic import full_year
from followupd.reading.dates.scan import Scan

_DIGITS = re.compile(r"\d+")


def day_number(s: Scan, i: int) -> tuple[int, int, bool] | None:
    """(day, next token, whether written as an ordinal) for `5`, `5th`, `5.`, `fifth`."""
    number = s.number(i)
    if number is not None:
        return (number, i + 1, False) if 1 <= number <= 31 and len(s.word(i)) <= 2 else None
    if s.shape(i) == "ordinal":
        number = int(_DIGITS.findall(s.word(i))[0])
        return (number, i + 1, True) if 1 <= number <= 31 else None
    ordinal = s.tag(i, "ordinal")
    return (ordinal, i + 1, True) if ordinal and ordinal > 0 else None


def year_at(s: Scan, i: int) -> tuple[int | None, int]:
    """An optional year: `2026`, `, 2026`, `of 2026`, `'26`."""
    at = i
    if s.word(at) in (",", "/", "-", "'") or s.tag(at, "of"):
        at += 1
    number = s.number(at)
    if number is not None and len(s.word(at)) == 4 and 1900 <= number < 2100:
        return number, at + 1
    if number is not None and len(s.word(at)) == 2 and s.word(i) in ("'", "/", "-") and s.tight(at):
        return full_year(number), at + 1
    if (
        number is not None
        and at == i
        and len(s.word(at)) == 2
        and abs(2000 + number - s.today.year) <= 3
        and s.ends_here(at + 1)
    ):
        return 2000 + number, at + 1  # "5 Dec 25"
    return None, i


def month_name(s: Scan, i: int) -> tuple[int, int] | None:
    """(month, next token); `Dec.` takes its dot along when the sentence goes on."""
    month = s.tag(i, "month")
    if month is None or s.tag(i, "possessive"):
        return None
    dotted = (
        s.word(i + 1) == "." and len(s.word(i)) <= 4 and (s.number(i + 2) is not None or s.shape(i + 2) == "ordinal")
    )
    return month, i + 1 + dotted
