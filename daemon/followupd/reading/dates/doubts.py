"""Which of the expressions that the rules read are to be believed: weak ones need support, halves of something unread
go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from followupd.reading.dates.arithmetic import shown
from followupd.reading.dates.periods import PERIOD_UNITS
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At, Bound, Day, Length, Part, Repeat, Span
from followupd.reading.dates.repeat_parts import CODES
from followupd.reading.dates.roles import lead
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.things import AFTER_WEAK

#: Words that make two expressions one.
_JOINTS = frozenset(["on", "in", "of", "at", "past", "after", "before", "from", "+", "-", "/", "(", "the", "for"]) | {
    "on the",
    "in the",
    "of the",
    "next",
    "later than",
}
_FRACTION = re.compile(r"1/[2-8]|2/[35]|3/[458]|4/5|5/[68]|7/8")
_OR = ("or", "oder", "ou")
_DIGITS = ("number", "opaque")
#: Tags of words that may follow a weak expression.
_GOES_ON = frozenset(
    ("bound", "on", "at", "to", "and", "in", "part", "which", "relative", "after", "between", "starting")
)


def understood(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """Without neighbours that belong to one expression that no rule reads (`the 9th month of next year`).

    Each of two such halves alone would be a wrong date; no date at all is asked for.
    """
    pieces = _carried(s, _one_week(s, _confirmed(s, pieces)))
    doubtful: set[int] = set()
    for (first, piece), (second, other) in pairwise(pieces):
        between = [s.word(k) for k in range(piece.end, second)]
        if len(between) > 2 or not all(word in _JOINTS for word in between):
            continue
        if (between == ["/"] and _slashed(s, piece.end, second)) or _backwards(s, piece, second, other):
            continue
        one, two = piece.values[0], other.values[0]
        beside = isinstance(one, Day) and other.part is not Part.NONE and other.end == second + 1
        if beside and between in (["before"], ["after"]):
            doubtful.add(second)  # "on Friday after lunch" is that Friday
            continue
        if isinstance(one, Length) or isinstance(two, Length):
            apart = between[-1:] == ["for"] or between in (["on"], ["in"]) or (not between and isinstance(one, Length))
        elif between == ["before"] and isinstance(one, Span) and isinstance(two, Day) and piece.grain == "month":
            apart = not one.start <= two.day <= one.end  # "those who called in May before 24 June"
        elif isinstance(one, Span) and isinstance(two, At):
            apart = True
            if not between and s.tag(second, "at") and one.start_clock is None:
                doubtful.add(second)  # "next week at 10" is not at 10 today
        else:
            apart = "for" in between or (not between and piece.end - first == 1 == other.end - second)
        if not apart:
            doubtful |= {first, second}
    for first, piece in pieces:
        if _cut_off(s, first, piece.end) or _half(s, first, piece):
            doubtful.add(first)
    return _either(s, [(i, piece) for i, piece in pieces if i not in doubtful])


def _backwards(s: Scan, piece: Piece, second: int, other: Piece) -> bool:
    """Whether a dash stands before an earlier day: `the sheet for December - end of this week`."""
    if s.word(piece.end) != "-" or second != piece.end + 1 or s.tight(piece.end):
        return False
    one, two = piece.values[0], other.values[0]
    return isinstance(one, Span) and isinstance(two, Day) and two.day < one.start


def _slashed(s: Scan, end: int, second: int) -> bool:
    """Whether the stroke between two dates means `or`: `end of May / early June`, `Mon/Tue`."""
    return not s.tight(second) or s.shape(end - 1) == s.shape(second) == "word"


def _either(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """With both readings at each of two days that are joined by `or`: a person has to say which (`3/4 or Friday`)."""
    out = list(pieces)
    for k, ((_, piece), (second, other)) in enumerate(pairwise(pieces)):
        between = [s.word(at) for at in range(piece.end, second)]
        if not between or (between[0] not in _OR and not (between == ["/"] and _slashed(s, piece.end, second))):
            continue
        leads = all(s.tag(at, "bound") or s.tag(at, "on") or s.tag(at, "at") for at in range(piece.end + 1, second))
        if (
            not leads
            or piece.past
            or other.past
            or not all(isinstance(each, Day | At | Span) for each in (*piece.values, *other.values))
        ):
            continue
        words = [s.text[s.tokens[first].start : s.tokens[part.end - 1].end] for first, part in pieces[k : k + 2]]
        reason = f"it says “{words[0]}” or “{words[1]}”"
        both = (*out[k][1].values, *other.values)
        out[k] = (out[k][0], replace(out[k][1], values=both, reason=reason))
        out[k + 1] = (second, replace(other, values=(*other.values, *piece.values), reason=reason))
    return out


def _carried(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """With what the first of two weekdays says for both: `every Monday at 2 and Wednesday at 4`, `4pm on Monday and
    Wednesday`."""
    out = list(pieces)
    for k, ((_, piece), (second, other)) in enumerate(pairwise(pieces)):
        between = [s.word(at) for at in range(piece.end, second)]
        weekday = s.tag(second, "weekday")
        if between not in (["and"], ["or"], ["und"], ["et"], ["y"]) or weekday is None or len(other.values) > 2:
            continue
        one, two = out[k][1].values[0], other.values[0]
        if isinstance(one, Repeat) and one.freq == "WEEKLY" and one.byday and one.clock and isinstance(two, At):
            rule = replace(one, byday=(CODES[weekday],), clock=two.clock)
            out[k + 1] = (second, replace(other, values=(rule,), reason=""))
            continue
        alone = isinstance(two, Day) and other.part is Part.NONE and other.end == second + 1
        if isinstance(one, At) and alone and s.tag(piece.end - 1, "weekday") is not None:
            days = [each.day for each in other.values if isinstance(each, Day) and each.day >= s.today]
            values = tuple(At(day, one.clock) for day in days if day > s.today or one.clock > s.now.time())
            out[k + 1] = (second, replace(other, values=values, reason=other.reason if len(values) > 1 else ""))
    return out


def _one_week(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """With the week that is said once, behind the last of several weekdays: `Thursday or Friday next week`."""
    out = list(pieces)
    shared = -1  # the place of the last weekday whose week is known
    for k in range(len(out) - 2, -1, -1):
        (first, piece), (second, other) = out[k], out[k + 1]
        if any(s.tag(at, "unit") == "week" for at in range(second + 1, other.end)):
            shared = k + 1
        between = [s.word(at) for at in range(piece.end, second)]
        joined = len(between) == 1 and (s.tag(piece.end, "and") or between[0] in _OR)
        one, two = s.tag(first, "weekday"), s.tag(second, "weekday")
        if shared != k + 1 or not joined or one is None or two is None or piece.end != first + 1 or one >= two:
            continue
        day = other.values[0]
        if len(other.values) == 1 and isinstance(day, Day):
            same = Day(day.day - timedelta(days=two - one))
            out[k], shared = (first, replace(piece, values=(same,), reason="", past=other.past)), k
    return out


def _confirmed(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """With one date where a second one says which of its readings is meant: `next Friday (13 Feb)`."""
    out: list[tuple[int, Piece]] = []
    for first, piece in pieces:
        before = out[-1] if out else None
        between = [s.word(k) for k in range(before[1].end, first)] if before else []
        beside = between in (["("], [","])
        if before is not None and beside and len(piece.values) == 1 and isinstance(piece.values[0], Day):
            same = [each for each in before[1].values if isinstance(each, Day) and each.day == piece.values[0].day]
            if same:
                closed = piece.end + (between == ["("] and s.word(piece.end) == ")")
                out[-1] = (before[0], replace(before[1], values=piece.values, end=closed, reason=""))
                continue
            if s.tag(before[0], "relative") is not None and _written(s, first, piece) and not s.tag(piece.end, "and"):
                reason = f"“{s.word(before[0])}” and {shown(piece.values[0].day)} do not agree"
                both = (*piece.values, *before[1].values)
                out[-1] = (before[0], replace(before[1], values=both, end=piece.end, reason=reason))
                continue
        out.append((first, piece))
    return out


def _written(s: Scan, first: int, piece: Piece) -> bool:
    """Whether a day is told with its month."""
    return any(s.tag(k, "month") or s.shape(k) in ("daymonth", "dmy", "ymd") for k in range(first, piece.end))


def _cut_off(s: Scan, first: int, end: int) -> bool:
    """Whether a sign without a space joins the expression to something unread (`2020/Sep/23`, `Friday 7-6`, `4pm + 3
    days`)."""
    added = s.word(end) == "+" and (s.shape(end + 1) != "word" or s.tag(end + 1, "number"))  # not "tomorrow + ring Jo"
    if s.word(first - 1) == "+" or added:
        return True
    before = s.tight(first) and s.word(first - 1) in ("/", "-") and s.tight(first - 1) and s.shape(first - 2) in _DIGITS
    after = (
        s.tight(end) and s.word(end) in ("/", "-") and s.tight(end + 1) and s.shape(end + 1) in (*_DIGITS, "ordinal")
    )
    if (
        s.tag(end - 1, "weekday") is not None
        and s.shape(end) == s.shape(end + 2) == "number"
        and s.word(end + 1) == "-"
    ):
        return s.tight(end + 1) and s.tight(end + 2) and s.ends_here(end + 3)  # "Friday 7-6"
    counted = s.tag(first - 1, "of") and (
        s.tag(first - 2, "unit") or (s.number(first - 2) is not None and s.tag(first - 3, "unit"))
    )
    return bool(before or after or counted)


def _half(s: Scan, first: int, piece: Piece) -> bool:
    """Whether a number or a word beside the expression belongs to it and was not read: half of it is another date."""
    end, value = piece.end, piece.values[0]
    before = s.word(first - 1)
    if before in ("closest", "nearest"):
        return True
    nth = s.shape(first - 1) == "ordinal" or s.tag(first - 1, "ordinal")
    if nth and s.tag(first - 2, "every") and not s.tag(first - 1, "which"):
        return True  # "every 5th Friday"
    if nth and s.tag(first, "weekday") is not None and first not in s.ends:
        return True  # "the third Friday", of what month nobody says
    if isinstance(value, Length):
        if before == "and" or (before == "," and s.tag(first - 2, "unit")):  # "twenty and four hours"
            return before == "," or _numeral(s, first - 2)
        if s.word(end) == "or" and _numeral(s, end + 1) and s.tag(end + 2, "unit") is None:
            return True  # "an hour or two"
        if before in ("or", "to", "-", "und", "bis", "oder") and _numeral(s, first - 2):
            return True  # "two to three days"
        since = s.word(end) == "from" and s.number(end + 1) is not None  # "2.5 hours from 9", "from 9 for 2.5 hours"
        return since or (before == "for" and s.number(first - 2) is not None and bool(s.tag(first - 3, "at")))
    if isinstance(value, Span) and piece.grain in PERIOD_UNITS and s.word(end) == "of" and not piece.dated:
        return s.number(end + 1) is not None or s.tag(end + 1, "which") is not None  # "the last four months of 2021"
    parted = s.tag(first - 1, "part") not in (None, Part.LUNCH) or s.tag(first - 1, "weekday")  # "Lunch at 1"
    if isinstance(value, At) and s.tag(first, "at") and parted:
        return True  # "early morning at 3", and not at 3 today
    if not isinstance(value, Day) or piece.part is not Part.NONE:
        return False
    if _numeral(s, end) and not s.tag(end, "ordinal"):  # "18 March nine thirty", "this Friday 7.6 with Jim"
        more = s.word(end + 1) in ("hundred", "thousand") or _numeral(s, end + 1)
        return bool(more or s.ends_here(end + 1) or "." in s.word(end))
    if s.tag(end, "at") and _numeral(s, end + 1) and s.word(end + 2 + _numeral(s, end + 2)) in ("minutes", "mins"):
        return True  # "tomorrow at thirty-six minutes past eight"
    return s.shape(end) == "word" and s.word(end).endswith("ish") and not s.tokens[end].tags


def _numeral(s: Scan, i: int) -> bool:
    """A number in digits or in words."""
    return s.shape(i) in ("number", "dottime", "opaque") or bool(s.tag(i, "number") and not s.tag(i, "article"))


def fraction(s: Scan, i: int, piece: Piece) -> bool:
    """Whether a day in digits is as likely a part of a whole (`a third, or 1/3, is damaged`)."""
    first = i + (s.word(i) == "the")
    return piece.end == first + 1 and s.shape(first) == "daymonth" and bool(_FRACTION.fullmatch(s.word(first)))


#: Words that set one day against another.
_AGAINST = frozenset(("not", "but", "either", "rather than", "than", "instead of", "make it"))
_FITS = frozenset(("works", "suits", "fits", "work", "suit"))
_FINE = frozenset(("fine", "good", "ok", "okay", "better", "best", "free", "perfect", "great", "work", "suit"))


def _chosen(s: Scan, i: int, end: int) -> bool:
    """Whether the 22nd is weighed as a day is: `not the 27th`, `either the 21st or …`, `the 22nd suits me`."""
    if s.word(end) in _FITS or (s.word(end) in ("is", "would", "will", "may", "might") and s.word(end + 1) in _FINE):
        return True
    against = s.word(i - 1) in _AGAINST or (s.word(i - 1) in ("it", "that") and s.word(i - 2) == "make")
    weighed = s.word(i - 1) in ("either", "it", "that")  # "not the 2nd" needs a date that it is set against
    return against and (s.ends_here(end) or s.word(end) == "or") and (weighed or _dated_sentence(s, i))


def _dated_sentence(s: Scan, i: int) -> bool:
    """Whether the sentence has told a date before token `i`."""
    if not s.before:
        return False
    since = range(s.before[-1][0], i)
    return not any(s.word(k) in (".", "!", "?") or s.shape(k) == "break" for k in since)


def supported(s: Scan, i: int, piece: Piece) -> bool:
    """A weak expression (`the 12th`, `2026`) needs a word that leads in, or its own line."""
    if s.alone(i, piece.end):
        return True
    bound, _ = lead(s, i)
    led = (
        bound is not Bound.NONE
        or s.tag(i - 1, "on")
        or s.word(i - 1) in ("in", "for", "around", "about", "during", "to", "to the")
    )
    if s.tag(i, "on") or (s.tag(i - 1, "and") and i - 1 in s.ends):  # "the 3rd and 5th"
        led = True
    if s.shape(piece.end - 1) == "ordinal" and _chosen(s, i, piece.end):
        return True
    if isinstance(piece.values[0], At):
        return True
    if s.shape(piece.end - 1) == "daymonth":  # a fraction
        return bool(bound is not Bound.NONE or s.tag(i - 1, "on") or s.word(i - 1) in (":", "("))
    if s.shape(piece.end - 1) == "dotted":  # "bis 18.12. fertig", "(18.12.)"; not "touch 11.2."
        return (bool(led) and s.word(i - 1) not in ("in", "around", "about", "during", "to", "to the")) or s.shape(
            i - 1
        ) != "word"
    next_word = s.shape(piece.end) == "word" and not (s.tokens[piece.end].tags.keys() & _GOES_ON)
    return bool(led) and (not next_word or s.word(piece.end) in AFTER_WEAK)
