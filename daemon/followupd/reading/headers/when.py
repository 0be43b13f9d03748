"""Dates of header blocks and attribution lines, as clients print them in their users' languages.

`Tuesday, October 13, 2020 6:20 PM`, `Dienstag, 13. Oktober 2020 18:20`, `2021年11月9日 上午 10:48`,
`ons. 27. okt. 2021 kl. 09.31`, `Wed, 27 Oct 2021 09:31:00 +0000`. A date without a zone is on the writer's own wall
clock, which the caller names.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

#: Beginnings of month names, January first; a name belongs to the longest beginning that it starts with.
_MONTHS = (
    "jan jän gen ene led sty oca ιαν янв січ ian tammi",
    "feb fév fev úno lut şub sub φεβ фев лют helmi",
    "mar már mär mrt maa bře brez ožu μαρ март бер",
    "apr abr avr dub kwi huh nis απρ апр кві ápr tra",
    "may mai maj mei mag máj touko kvě kve μαΐ μάι μαι май мая тра",
    "jun juin giu čer cze kes haz ιουν июн чер jún iun",
    "jul juil lug temm tem ιουλ июл лип júl lip iul heinä hein",
    "aug aoû aou ago srp elo ağu agu αυγ авг серп sie",
    "sep set zář zar wrz syys eyl σεπ сен вер szept",
    "oct okt out ott říj rij paź paz loka eki οκτ окт жов",
    "nov lis marras kas νοε ноя лист noi stud",
    "dec dez dic déc des pro gru joulu ara δεκ дек груд",
)
#: Names that beginnings cannot tell apart. Croatian ones that mean another month in Polish or Czech are left out.
_EXACT = {
    "červen": 6, "června": 6, "červenec": 7, "července": 7, "czerwca": 6, "květen": 5, "mars": 3, "maart": 3,
    "июня": 6, "июля": 7, "травня": 5, "серпня": 8, "листопада": 11, "marraskuuta": 11, "maaliskuuta": 3,
    "mayıs": 5, "mart": 3, "marts": 3, "марта": 3, "мая": 5, "kasım": 11, "május": 5, "mája": 5,
}  # fmt: skip
#: Weekdays that begin as a month does.
_WEEKDAYS = frozenset({"mardi", "martes", "martedì", "martedi", "marți", "marţi", "marti", "torek", "sobota", "jueves"})
_BEGINNINGS = {beginning: number for number, names in enumerate(_MONTHS, 1) for beginning in names.split()}

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "sast": 2, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "akst": -9, "hst": -10, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "hkt": 8,
    "sgt": 8,
    "sečč": 1, "seč": 1, "selč": 2, "hnec": 1, "haec": 2,
}  # fmt: skip

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_YMD = re.compile(r"(\d{4})\s?[年년./-]\s?(\d{1,2})\s?[月월./-]\s?(\d{1,2})\s?[日일]?")
_MD_Y_CJK = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?,?\s?(\d{4})")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\s?[:.hH時时点시]\s?(\d{2})(?:\s?[:.分분]\s?(\d{2}))?(?!\d)")
_CLOCK_COLON = re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?(?!\d)")
_HOUR_ONLY = re.compile(r"(?<!\d)(\d{1,2})\s?(?=[ap]\.?m\b)", re.I)
_PM = re.compile(r"\b[pP]\.?\s?[mM]\b|下午|午後|오후|μ\.?μ\.?|晚上|\b[öÖ]s\b")
_AM = re.compile(r"\b[aA]\.?\s?[mM]\b|上午|午前|오전|π\.?μ\.?|早上|凌晨")
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s?([+\-−])(\d{1,2}):?(\d{2})?\b(?!\s?[.\d/])")
#: Vietnamese counts its months: `12 tháng 10 2026`.
_COUNTED_MONTH = re.compile(r"\b(?:tháng|thg)\s(1[0-2]|0?[1-9])\b", re.I)
#: The distance from UTC, which looks like a clock: `16.41 (GMT+00:00)`.
_OFFSET_CLOCK = re.compile(r"(?:UTC|GMT)?\s?[+\-−]\d{1,2}:\d{2}\b")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[^\W\d_]{2,20}")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?![\d:])")


def _month(word: str) -> int | None:
    low = unicodedata.normalize("NFC", word.lower())
    if low in _WEEKDAYS:
        return None
    if low in _EXACT:
        return _EXACT[low]
    for size in range(min(len(low), 7), 2, -1):
        if low[:size] in _BEGINNINGS:
            return _BEGINNINGS[low[:size]]
    return None


def when(words: str, zone: ZoneInfo, *, day_first: bool = True) -> datetime | None:
    """The moment that a header's date means; aware. None when it cannot be read.

    `zone` is the writer's, for a date without one; `day_first` decides 3/4/2020 where neither the numbers nor a 12-hour
    clock with a leading month do.
    """
    text = " ".join(words[:120].split())
    if not text:
        return None
    day, rest = _day(text, day_first)
    if day is None:
        return None
    hour, minute, second, after = _clock(rest)
    try:
        local = datetime(*day, hour, minute, second, tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    offset = _offset(after)
    if offset is None:
        return local
    return local.replace(tzinfo=offset)


def _day(text: str, day_first: bool) -> tuple[tuple[int, int, int] | None, str]:
    """(year, month, day) and the text without it."""
    found = _ISO.search(text) or _YMD.search(text)
    if found:
        return (int(found[1]), int(found[2]), int(found[3])), _without(text, found)
    found = _MD_Y_CJK.search(text)
    if found:
        return (int(found[3]), int(found[1]), int(found[2])), _without(text, found)
    counted = _COUNTED_MONTH.search(text)
    if counted:
        text = f"{text[: counted.start()]} {_ENGLISH[int(counted[1]) - 1]} {text[counted.end() :]}"
    # The last word that can be a month is it: "mar. 13 oct. 2026" begins with Tuesday.
    for word in reversed(list(_WORD.finditer(text))):
        month = _month(word[0])
        if month is None:
            continue
        year = _YEAR.search(text)
        if year is None:
            break
        rest = _without(text, year)
        bare = _CLOCK_COLON.sub(" ", _OFFSET.sub(" ", rest))
        numbers = [m for m in _DAY.finditer(bare) if 1 <= int(m[1]) <= 31]
        at = bare.lower().find(word[0].lower())
        near = min(numbers, key=lambda m: abs(m.start() - at), default=None) if numbers else None
        if near is None:
            continue
        rest = re.sub(rf"(?<![\d:.]){near[1]}(?:st|nd|rd|th|\.)?(?![\d:.]\d)", " ", rest, count=1)
        return (int(year[1]), month, int(near[1])), rest
    for found in _DMY.finditer(text):
        first, second, year_number = int(found[1]), int(found[2]), int(found[3])
        if len(found[3]) == 2:
            year_number += 2000 if year_number < 70 else 1900
        rest = _without(text, found)
        american = "/" in found[0] and bool(_PM.search(rest) or _AM.search(rest))
        if second > 12 or (first <= 12 and "." not in found[0] and (american or not day_first)):
            first, second = second, first
        if 1 <= second <= 12 and 1 <= first <= 31:
            return (year_number, second, first), rest
    return None, text


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _clock(text: str) -> tuple[int, int, int, str]:
    bare = _OFFSET_CLOCK.sub(lambda said: " " * len(said[0]), text)
    found = _CLOCK_COLON.search(bare) or _CLOCK.search(bare)
    if found is None:
        hour_only = _HOUR_ONLY.search(text)
        if hour_only is None:
            return 0, 0, 0, text
        hour, minute, second, after = int(hour_only[1]), 0, 0, text[hour_only.end() :]
    else:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        after = text[found.end() :]
    if _PM.search(text) and hour < 12:
        hour += 12
    elif _AM.search(text) and hour == 12:
        hour = 0
    return (hour, minute, second, after) if hour < 24 and minute < 60 and second < 60 else (0, 0, 0, after)


def _offset(text: str) -> tzinfo | None:
    found = _OFFSET.search(text)
    if found:
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 14 and minutes < 60:
            size = timedelta(hours=hours, minutes=minutes)
            return timezone(-size if found[1] in "-−" else size)
    for word in re.findall(r"[^\W\d_]{1,5}", text):
        hours_east = _ZONES.get(word.lower())
        if hours_east is not None and word.isupper():
            return timezone(timedelta(hours=hours_east))
    return None
