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
    "jan jän gen ene janv led sty oca ιαν янв січ ian sij siječ", "feb fév fev févr úno lut şub sub φεβ фев лют "
    "vel velj",
    "mar mär mrt maa maalis bře brez mars maart marz marzo mär märz καρ μαρ март бер ožu",
    "apr abr avr dub kwi huh huhti nis απρ апр кві tra trav ápr", "may mai maj mei mag máj mayo maggio touko kvě "
    "kve μαΐ μαι май мая тра svib svi máj",
    "jun juin giu juni čer cze kes kesä haz ιουν июн чер lip lipnja jún",
    "jul juil lug juli červe čvc heinä temm tem ιουλ июл лип srp srpnja júl lipca lipiec",
    "aug aoû aou ago srp elo ağu agu αυγ авг серп kol sier aug", "sep sept set zář zar wrz syys eyl σεπ сен вер "
    "ruj szept",
    "oct okt out ott říj rij paź paz loka lok eki οκτ окт жов oct", "nov lis marras kas νοε ноя лист stud stu marr "
    "listopada",
    "dec dez dic déc des pro gru joulu ara δεκ дек груд pros prosin prosinca",
)  # fmt: skip
#: Names that beginnings cannot tell apart.
_EXACT = {
    "listopada": 11, "listopad": 11, "listopadu": 11, "lipca": 7, "lipiec": 7, "lipnja": 6, "srpna": 8, "srpen": 8,
    "srpnja": 7, "června": 6, "červen": 6, "červenec": 7, "července": 7, "czerwca": 6, "lipca.": 7, "dubna": 4,
    "března": 3, "května": 5, "prosince": 12, "ledna": 1, "února": 2, "июня": 6, "июля": 7, "липня": 7, "червня": 6,
    "травня": 5, "серпня": 8, "листопада": 11, "marraskuuta": 11, "maaliskuuta": 3, "lipanj": 6, "travanj": 4,
    "svibanj": 5,
    "mayıs": 5, "mart": 3, "haziran": 6, "temmuz": 7, "kasım": 11, "aralık": 12, "ocak": 1, "şubat": 2,
    "května.": 5, "august": 8, "augustus": 8, "juin": 6, "juillet": 7, "mai": 5, "marts": 3, "márc": 3, "március": 3,
    "június": 6, "július": 7, "jún": 6, "júl": 7, "márca": 3, "mája": 5, "júna": 6, "júla": 7, "siječnja": 1,
}  # fmt: skip
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
_WORD = re.compile(r"[^\W\d_]{2,20}")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?![\d:])")


def _month(word: str) -> int | None:
    low = unicodedata.normalize("NFC", word.lower())
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
    for word in _WORD.finditer(text):
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
    found = _CLOCK_COLON.search(text) or _CLOCK.search(text)
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
