"""Days that say which thing is meant, and not when: `today's paper`, `the Tuesday rota`, `a Friday`, `noon blue`."""

from __future__ import annotations

import re

from followupd.reading.dates.clocks import hour_may_end
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At, Bound, Day, Length, Part
from followupd.reading.dates.roles import lead
from followupd.reading.dates.scan import Scan
from followupd.reading.wordlist import words_of

#: Words that may follow a weak expression, or a day at whose end the clause goes on.
AFTER_WEAK = words_of(
    """
        please so then we i you he she they but as because if when which that who what whether how would will is
        was works suits instead rather again ok okay too either
    """
)
#: Things that are moments themselves: their day is a day on which something happens.
_GATHERINGS = words_of(
    """
        meeting meetings call review session board briefing huddle workshop interview visit training sync catch
        catchup chat deadline close handover inspection appointment webinar demo conference lunch dinner
        breakfast event class lesson agm committee audit launch opening kick kickoff retro match exam stand
        standup 1:1 one zoom teams webex skype shift slot show delivery hearing viewing appraisal
    """
)
#: How many words may stand between a day and the moment that it belongs to: "Friday's second project board".
_MOST_ADJECTIVES = 3
#: Words before the kind of a thing.
_WHOSE = frozenset(("the", "our", "your", "my", "his", "her", "their", "its", "a", "an"))


def which_one(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """Whether the expression at token `i`, without its leading words at `first`, only says which thing is meant."""
    return (
        _owns(s, i, piece)
        or _ratio(s, i, first, piece)
        or _of_something(s, first, piece)
        or _how_long(s, i, piece)
        or _any_such_day(s, first, piece)
        or _attribute(s, i, first, piece)
        or _timed_thing(s, i, first, piece)
        or _of_a_kind(s, i, first, piece)
    )


def _owns(s: Scan, i: int, piece: Piece) -> bool:
    """`today's paper`, `Friday's figures`, `two weeks' notice`: the thing has an age or a measure, not a moment."""
    last = s.tokens[piece.end - 1]
    after = piece.end
    if s.word(after) == "'" and s.tight(after) and last.word.endswith("s"):
        after += 1
    elif not last.word.endswith(("'s", "'")):
        return False
    if s.shape(after) != "word" and s.shape(after) not in ("number", "opaque"):
        return False  # "before the end of the week's"
    if isinstance(piece.values[0], Length):
        return s.word(after) != "time"
    if any(s.word(at) in _GATHERINGS for at in range(after, after + _MOST_ADJECTIVES) if s.shape(at) == "word"):
        return False
    bound, _ = lead(s, i)
    led = bound in (Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.AFTER)
    return not led and not (s.tag(i - 1, "at") and s.word(i - 1) != "from") and not s.tag(i, "bound")


def _ratio(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`dilute 1:20`: an hour has a word that leads in or a day beside it, or is a round one."""
    last = piece.end - 1
    if last - i > 1 or s.shape(last) != "time" or not s.word(last).startswith("1:"):
        return False
    minutes = int(s.word(last)[2:4])
    if minutes in _SCALES and _DRAWN.search(s.text, max(0, s.tokens[i].start - _NEAR), s.tokens[i].start):
        return True  # "on A3 at 1:50"
    led = any(s.tag(i - 1, tag) for tag in ("bound", "at", "on")) or s.tag(i, "at") or s.shape(i - 1) != "word"
    return last == first and not led and minutes % 15 != 0


#: The scales that plans are drawn to, as 1:10, and the words of drawing.
_SCALES = (10, 20, 25, 50)
_DRAWN = re.compile(r"(?i)\b(?:print\w*|plot\w*|draw\w*|scaled?|plans?|elevations?|maps?|models?|a[0-5])\b[^.!?]*$")
#: How many characters back such a word may stand.
_NEAR = 60


def _of_something(s: Scan, first: int, piece: Piece) -> bool:
    """`port 9:30 of the panel`: an hour is one of a day, and of nothing else."""
    end = piece.end
    if end != first + 1 or s.shape(first) != "time" or s.word(end) not in ("of", "of the"):
        return False
    after = end + 1 + bool(s.tag(end + 1, "the"))
    return s.shape(after) == "word" and not s.tags_of(after)


def _how_long(s: Scan, i: int, piece: Piece) -> bool:
    """`it was built in a day`: behind a verb of the past, how long something took."""
    if s.tag(i, "in_length") != 1 or isinstance(piece.values[0], Length):
        return False
    for k in range(i - 1, max(-1, i - 1 - _CLAUSE), -1):
        if s.shape(k) != "word" or s.word(k) in _STILL_TO_BE:
            return False
        if s.word(k) in _PAST:
            return True
    return False


_CLAUSE = 8
_PAST = frozenset(("was", "were", "been", "did", "didn't", "wasn't", "weren't", "took", "had"))
_STILL_TO_BE = words_of("will shall should must to can could would may might is are be due and but so please ll")


def _any_such_day(s: Scan, first: int, piece: Piece) -> bool:
    """`on a Friday`, `a Monday morning`: no Friday in particular; `a Sunday driver`."""
    if s.word(first) == "this day":
        return s.word(first - 1) in ("to", "in")  # "to this day", "in this day and age"
    if s.word(first - 1) not in ("a", "an"):
        return False
    if s.shape(first) == "daymonth" and piece.end == first + 1:
        return True  # "a 5/16 bolt"
    if s.shape(first) == "time" and piece.end == first + 1 and int(s.word(first)[-2:]) % 5:
        return True  # "a 1:12 slope"
    if s.tag(first, "weekday") is None:
        return False
    return isinstance(piece.values[0], Day) and piece.end - first <= 1 + (piece.part is not Part.NONE)


def _of_a_kind(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`the Tuesday rota`, `our weekend crowd`, `a December romance`: which one, and not when.

    A moment stays one (`the Friday deadline`), and so does what something leads in to (`before the Tuesday rota`).
    """
    kinds = ("weekday", "month", "unit", "part")
    known = s.shape(first) == "daymonth" or any(s.tag(first, kind) is not None for kind in kinds)  # "the 5/16 bolts"
    if piece.end != first + 1 or not known:
        return False
    if s.tag(first, "unit") not in (None, "weekend") or (s.tag(first, "part") is not None and not s.tag(first, "eod")):
        return False
    at = i - 1 if s.word(i - 1) in _WHOSE else i
    if at == i and not (s.word(i) in _WHOSE and first > i):
        return False
    noun = piece.end
    if s.shape(noun) != "word" or s.tags_of(noun) or s.tokens[noun].capital or hour_may_end(s, noun):
        return False
    if s.word(noun) in AFTER_WEAK or any(s.word(k) in _GATHERINGS for k in range(noun, noun + _MOST_ADJECTIVES)):
        return False
    if s.tag(first, "weekday") is not None and s.word(at - 1) in ("in", "of"):
        return True  # no day of the week is said with these
    return not any(s.tag(at - 1, tag) for tag in ("bound", "at", "on", "in"))


def _timed_thing(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`the 7.15pm ferry`: the thing has its hour every day; a moment (`the 10am call`) is one."""
    if piece.end != first + 1 or s.shape(first) not in ("twelve", "time") or not isinstance(piece.values[0], At):
        return False
    noun = piece.end
    article = i if s.word(i) in _WHOSE and first > i else i - 1
    if s.word(article) not in _WHOSE or s.shape(noun) != "word" or s.tags_of(noun):
        return False
    if s.word(noun) in AFTER_WEAK or (not s.tokens[noun].capital and hour_may_end(s, noun)):
        return False
    if any(s.word(k) in _GATHERINGS for k in range(noun, noun + _MOST_ADJECTIVES)):
        return False
    return not any(s.tag(article - 1, tag) for tag in ("bound", "at"))


def _attribute(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`midnight blue`: a word for an hour before what it describes."""
    if piece.end != first + 1 or s.tag(first, "clock") is None or s.tag(i, "at") or s.tag(i - 1, "bound"):
        return False
    after = piece.end
    return s.shape(after) == "word" and not s.tags_of(after) and not hour_may_end(s, after)
