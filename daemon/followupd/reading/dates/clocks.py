"""Times on the wall: `5pm`, `14:30`, `9.30`, `half two`, `noon`, `10 o'clock`, `14 Uhr`, `15h30`, `0930`.

Convention inside business text: a bare 1 to 5 is afternoon, 9 to 11 morning, 12 noon; a bare 6, 7 or 8 may be either,
and both are kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from followupd.reading.dates.piece import Clock, once
from followupd.reading.dates.records import Part
from followupd.reading.dates.scan import Scan

_DIGITS = re.compile(r"\d+")
#: Hours that could be early or late.
_EITHER = (6, 7, 8)
#: What may follow a bare hour ("at 10 with Jo"): anything else is taken for something counted ("at 10 sites").
_AFTER_HOUR = frozenset(
    [
        "and",
        "or",
        "to",
        "on",
        "with",
        "for",
        "please",
        "in",
        "if",
        "then",
        "so",
        "but",
        "tomorrow",
        "today",
        "tonight",
        "by",
        "via",
        "at",
        "this",
        "next",
        "until",
        "till",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "as",
        "when",
        "about",
        "re",
        "because",
        "however",
        "latest",
        # words that cannot be what is counted
        *("i", "we", "you", "he", "she", "they", "it", "my", "our", "your", "his", "her", "their", "the"),
        *("is", "was", "are", "be", "will", "would", "should", "can", "could", "may", "might", "must", "shall"),
        *("suit", "suits", "work", "works", "sounds", "seems", "ok", "okay", "fine", "instead", "again", "prompt"),
    ]
)


def to_time(hour: int, minute: int) -> time | None:
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


@once
def clock(s: Scan, i: int) -> Clock | None:
    """A clock time at `i`, with its zone and `o'clock`; a weak one may be something else when nothing leads in."""
    found = _plain(s, i)
    if found is None:
        return None
    end = found.end
    if s.word(end) in ("a", "p") and s.word(end + 1) == "m" and not s.word(i).endswith("m"):
        # "nine a m"
        part = Part.MORNING if s.word(end) == "a" else Part.AFTERNOON
        return Clock(end=end + 2, times=fitted(found, part))
    if s.tag(end, "oclock"):
        found = _with_minutes(s, end + 1, found)
        end = found.end
    if s.word(end) == "(" and s.tag(end + 1, "zone") is not None and s.word(end + 2) == ")":
        return replace(found, end=end + 3, zone=s.tag(end + 1, "zone"))
    found = _and_a_part(s, end, found)
    end = found.end
    zone = s.tag(end, "zone")
    if s.word(end) in _PLACES and s.text[s.tokens[end].start : s.tokens[end].end].isupper():
        return replace(found, end=end + 1, zone=_PLACES[s.word(end)])
    # "le 5 est en panne", "um 9 ist Pause"
    verb = s.word(end) in ("est", "ist") and not s.tokens[end].capital and s.shape(i) != "twelve"
    if zone is not None and not verb and not (s.word(end) == "z" and not s.tight(end)):
        return Clock(end=end + 1, times=found.times, reason=found.reason, sure=found.sure, zone=zone)
    if s.tag(end, "which") == 0 and s.tag(end + 1, "part") in (Part.MORNING, Part.AFTERNOON, Part.EVENING):
        return found
    # such as "3:20 in the afternoon"
    after = end
    while s.tag(after, "in") or s.tag(after, "the") or s.tag(after, "at") or s.word(after) == "in the":
        after += 1
    part = s.tag(after, "part")
    counted = s.word(after).endswith("s")  # "for 2 nights"
    if after - end <= 2 and part in (Part.MORNING, Part.AFTERNOON, Part.EVENING) and not counted:
        return Clock(end=after + 1, times=fitted(found, part), sure=True)
    return found


#: Zones with summer time, written in capitals.
_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
#: Parts of an hour behind its name, in French and Spanish: `nueve y media`, `trois heures et quart`.
_PARTS = {"media": 30, "cuarto": 15, "demie": 30, "demi": 30, "quart": 15}


def _and_a_part(s: Scan, end: int, found: Clock) -> Clock:
    """An hour with the half or the quarter that is said behind it, or that is missing (`moins le quart`)."""
    sign = {"y": 1, "et": 1, "menos": -1, "moins": -1}.get(s.word(end), 0)
    at = end + 1 + (s.word(end + 1) in ("le", "un"))
    part = _PARTS.get(s.word(at)) if sign else None
    if part is None or any(time.minute for time in found.times):
        return found
    times = tuple(_later(each, sign * part) for each in found.times)
    return replace(found, end=at + 1, times=times, weak=False)


def _later(each: time, minutes: int) -> time:
    total = each.hour * 60 + minutes
    return time(total // 60 % 24, total % 60)


def _with_minutes(s: Scan, end: int, found: Clock) -> Clock:
    """An hour that was said with its word, and the minutes behind it: `14 Uhr 30`."""
    minutes = s.number(end)
    said = s.word(end - 1) in ("uhr", "heures", "horas", "uur") and minutes is not None and len(s.word(end)) == 2
    counted = s.shape(end + 1) == "word" and not s.tokens[end + 1].tags and not hour_may_end(s, end + 1)  # "30 Stühle"
    if said and minutes is not None and minutes < 60 and not counted:
        times = tuple(at.replace(minute=minutes) for at in found.times)
        return Clock(end=end + 1, times=times, reason=found.reason, sure=found.sure)
    return Clock(end=end, times=found.times, reason=found.reason, sure=found.sure)


def fitted(found: Clock, part: Part) -> tuple[time, ...]:
    """The times of a clock that fit a part of the day."""
    fit = []
    for each in found.times:
        hour = each.hour
        if not found.sure or hour < 12:
            hour %= 12
            if part in (Part.AFTERNOON, Part.LUNCH) or (part is Part.EVENING and hour >= 4):
                hour += 12
            if part is Part.LUNCH and 10 <= hour - 12 <= 11:
                hour -= 12
        fit.append(time(hour % 24, each.minute))
    return tuple(dict.fromkeys(fit))


def _plain(s: Scan, i: int) -> Clock | None:
    shape, word = s.shape(i), s.word(i)
    tags = s.tokens[i].tags if i < len(s.tokens) else {}
    if "clock" in tags:
        return Clock(end=i + 1, times=(time(*tags["clock"]),))
    if shape == "twelve":
        return _twelve(word, i)
    if shape in ("time", "dottime", "hourtime"):
        return _written(s, i, shape, word)
    if past := _minutes_past(s, i) or _spoken(s, i):
        return past
    if shape == "dotted" and len(word.split(".")[1]) == 2 and s.tag(i - 1, "at") and (s.ends_here(i + 1)):
        return _written(s, i, "dottime", word)  # "at 8.10." at the end of a sentence
    if "halfpast" in tags or "halfbefore" in tags:
        return _half(s, i)
    hour = s.number(i)
    if (
        hour is None
        and tags.get("number")
        and not tags.get("article")
        and not tags.get("vague")
        and 1 <= tags["number"] <= 12
    ):
        hour = int(tags["number"])
    if hour is None:
        return None
    if len(word) == 3 and word.isdigit() and s.tag(i + 1 + (s.word(i + 1) in ("in the", "in")), "part"):
        found = to_time(int(word[0]), int(word[1:]))  # "730 in the evening"
        return Clock(end=i + 1, times=(found,), weak=True, sure=False) if found else None
    if len(word) == 4 and word.isdigit() and (found := to_time(int(word[:2]), int(word[2:]))):
        return Clock(end=i + 1, times=(found,), weak=True)
    if len(word) <= 2 or not word.isdigit():
        return _hour(s, i, hour)
    return None


def _spoken(s: Scan, i: int) -> Clock | None:
    """`nine thirty`, `seven twenty seven`."""
    hour, minute = s.tag(i, "number"), s.tag(i + 1, "number")
    if not hour or not minute or s.tag(i, "article") or s.tag(i, "vague") or s.tag(i + 1, "article"):
        return None
    if hour != int(hour) or not 1 <= hour <= 12 or not 10 <= minute < 60:
        return None
    end = i + 2
    if minute in (20, 30, 40, 50) and (one := s.tag(end, "number")) and one < 10 and not s.tag(end, "article"):
        minute, end = minute + one, end + 1
    if s.tag(end, "unit") or (s.tag(end, "number") and not s.tag(end, "article")):
        return None
    early = time(int(hour), int(minute))
    return Clock(end=end, times=(early.replace(hour=early.hour + 12 * (hour < 6)),), weak=True, sure=False)


def _minutes_past(s: Scan, i: int) -> Clock | None:
    """`20 past 3`, `ten to five`, `15 minutes past 3pm`."""
    minutes = s.number(i) or s.tag(i, "number")
    if not minutes or minutes not in (5, 10, 15, 20, 25, 30, 40) or s.tag(i, "article"):
        return None
    at = i + 1 + (s.tag(i + 1, "unit") == "minute")
    sign = {"past": 1, "after": 1 if at > i + 1 else 0, "to": -1 if at > i + 1 or s.shape(i) == "word" else 0}.get(
        s.word(at), 0
    )
    if not sign and s.word(at) == "to" and s.tag(at + 1, "clock"):
        sign = -1  # "15 to noon": no hour but that one
    if not sign:
        return None
    base = clock(s, at + 1)
    if base is None or base.times[0].minute:
        return None
    total = base.times[0].hour * 60 + sign * int(minutes)
    return Clock(end=base.end, times=(time(total // 60 % 24, total % 60),), sure=base.sure)


def _twelve(word: str, i: int) -> Clock | None:
    numbers = [int(digits) for digits in _DIGITS.findall(word)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if hour > 99:
        hour, minute = divmod(hour, 100)
    if hour > 12 and "p" not in word:
        return None
    if hour <= 12:
        hour = hour % 12 + (12 if "p" in word else 0)
    found = to_time(hour, minute)
    return Clock(end=i + 1, times=(found,), weak="m" not in word) if found else None  # "4p" may be pence


def _written(s: Scan, i: int, shape: str, word: str) -> Clock | None:
    numbers = [int(digits) for digits in _DIGITS.findall(word)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    found = to_time(hour, minute)
    if found is None or (shape == "time" and word.startswith("0:00") and s.alone(i, i + 1)):
        return None
    if shape == "hourtime":
        return Clock(end=i + 1, times=(found,), weak=len(numbers) == 1)
    weak = shape == "dottime"
    if 1 <= hour <= 5 and not word.startswith("0"):
        return Clock(end=i + 1, times=(time(hour + 12, minute),), weak=weak, sure=False)
    if 6 <= hour <= 12 and not word.startswith("0"):
        return Clock(end=i + 1, times=(found,), weak=weak, sure=False)
    return Clock(end=i + 1, times=(found,), weak=weak)


def _half(s: Scan, i: int) -> Clock | None:
    """`half two` is 2:30 in English, 1:30 in German and Dutch."""
    hour = s.number(i + 1)
    named = s.tag(i + 1, "number")
    if hour is None and named and not s.tag(i + 1, "article"):
        hour = int(named)
    if hour is None and s.shape(i + 1) == "twelve" and ":" not in s.word(i + 1) and s.tag(i, "halfpast"):
        exact = _twelve(s.word(i + 1), i + 1)
        if exact:
            total = exact.times[0].hour * 60 + s.tag(i, "halfpast")
            return Clock(end=i + 2, times=(time(total // 60 % 24, total % 60),))
    if (exactly := s.tag(i + 1, "clock")) and s.tag(i, "halfpast") and s.word(i) != "half":  # "quarter past noon"
        return Clock(end=i + 2, times=(_later(time(*exactly), s.tag(i, "halfpast")),))
    if hour is None or not 1 <= hour <= 12:
        return None
    if s.word(i + 1) in ("weeks", "days") or s.word(i + 2) in ("of", "of the"):
        return None  # "half ten of them"
    minutes = s.tag(i, "halfpast")
    german = s.word(i) == "halb" or (s.word(i) == "half" and s.word(i + 1) in _DUTCH_HOURS)
    total = hour * 60 + (-30 if german or minutes is None else minutes)
    found = time(total // 60 % 24, total % 60)
    if found.hour < 6 or (found.hour == 6 and not german and hour < 6):
        found = found.replace(hour=found.hour + 12)
    return Clock(end=i + 2, times=(found,), weak=s.word(i) == "half" and s.number(i + 1) is not None, sure=False)


_DUTCH_HOURS = frozenset(
    ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
)


def _hour(s: Scan, i: int, hour: int) -> Clock | None:
    if not 0 <= hour <= 24:
        return None
    sure = hour > 12 or hour == 0
    if sure:
        found = to_time(hour, 0)
        return Clock(end=i + 1, times=(found,), weak=True) if found else None
    if hour in _EITHER:
        both = (time(hour, 0), time(hour + 12, 0))
        if hour == 6:
            both = (both[1], both[0])
        return Clock(end=i + 1, times=both, reason=f"{hour} can be morning or evening", weak=True, sure=False)
    return Clock(end=i + 1, times=(time(hour + 12 if hour < 6 else hour, 0),), weak=True, sure=False)


def hour_may_end(s: Scan, end: int) -> bool:
    """Whether a bare number before token `end` can be an hour: nothing counted follows it."""
    return (
        s.ends_here(end) or s.word(end) in _AFTER_HOUR or bool(s.tag(end, "which") is not None or s.tag(end, "about"))
    )


def clocks_range(s: Scan, i: int, *, after_day: bool = False) -> tuple[Clock, Clock, int] | None:
    """`10-12`, `2 to 4pm`, `between 10 and 12`, `from 9:30 until 11`: both clocks and where it ends."""
    between = bool(s.tag(i, "between")) or (bool(s.tag(i, "at")) and s.word(i) != "a")
    word = s.word(i)
    start = i + 1 if between else i
    first = clock(s, start)
    if first is None:
        return None
    joint = first.end
    if not (s.tag(joint, "to") or (s.tag(joint, "and") and word.endswith("between"))):
        return None
    second = clock(s, joint + 1)
    if second is None:
        return None
    if first.weak and second.weak and not between:
        bare = s.shape(start) == s.shape(joint + 1) == "number"
        if bare and (s.number(joint + 1) or 0) % 12 == ((s.number(start) or 0) - 1) % 12:
            return None  # "7-6" is a score, or a day and a month
        dotted = not bare and {s.shape(start), s.shape(joint + 1)} <= {"number", "dottime", "hourtime"}
        if not dotted and not (after_day and bare and (hour_may_end(s, second.end) or s.tag(second.end, "on"))):
            return None
    early, late = first, second
    if early.times[0].hour >= 19 and not late.sure and s.shape(joint + 1) == "time":
        late = Clock(end=late.end, times=(late.times[0].replace(hour=late.times[0].hour % 12),))
    if not early.sure and late.sure and late.times[0].hour >= 12:
        # "2-4pm": the half of the day is said once, for both
        evening = early.times[0].replace(hour=early.times[0].hour % 12 + 12)
        if evening < late.times[0]:
            early = Clock(end=early.end, times=(evening,))
        else:
            early = Clock(end=early.end, times=(early.times[0].replace(hour=early.times[0].hour % 12),))
    elif not early.sure and late.sure:
        early = Clock(end=early.end, times=(early.times[0].replace(hour=early.times[0].hour % 12),))
    if not late.sure and late.times[0] <= early.times[0]:
        late = replace(late, times=(late.times[0].replace(hour=late.times[0].hour % 12 + 12),))
    return early, late, second.end
