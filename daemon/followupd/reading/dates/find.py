"""The walk over a text: the longest expression at each token, believed or not, and what it is for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from followupd.domain.people import WorkingTime
from followupd.reading.dates.clocks import hour_may_end
from followupd.reading.dates.days import no_such_day
from followupd.reading.dates.doubts import fraction, supported, understood
from followupd.reading.dates.names import no_date
from followupd.reading.dates.offsets import BETWEEN
from followupd.reading.dates.piece import Piece, longest
from followupd.reading.dates.quantities import how_many
from followupd.reading.dates.ranges import point_or_range
from followupd.reading.dates.records import At, Bound, Day, Found, Kind, Length, Repeat, Span, Value
from followupd.reading.dates.repeats import repeat
from followupd.reading.dates.roles import lead, role
from followupd.reading.dates.scan import Scan, Token, scan

_SLASHED = re.compile(r"(?<![\d/.])(\d\d?)/(\d\d?)(?=/\d{2,4}\b|(?![\d/]))")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d")
#: Where no expression can begin, whatever follows.
_NO_START = frozenset(("opaque", "mark", "break", "line"))
#: Tags of words that begin an expression only when a word of it follows at once.
_LEADS = frozenset(
    (
        *("the", "on", "in", "in_length", "at", "of", "to", "and", "bound", "between", "after", "starting", "ago"),
        *("about", "oclock", "zone", "times", "halfbefore", "which"),
    )
)
_ARTICLES = ("a", "an")
#: Tags of words and signs that stand before or between expressions and begin none themselves (`for`, `after`, `about`).
_NEVER_FIRST = frozenset(("and", "to", "bound", "possessive", "in", "after", "about"))
#: Tags of words that count, or shorten a weekday (`so`, `do`): alone before a word that stands in no expression they
#: begin none.
_COUNTS = ({"number"}, {"short_weekday"})
#: How many such words are looked at in a row.
_MOST_LEADS = 5
_KINDS = {Day: Kind.DATE, At: Kind.DATETIME, Span: Kind.RANGE, Length: Kind.DURATION, Repeat: Kind.RECURRENCE}


def find_dates(text: str, said: datetime, *, working: WorkingTime, day_first: bool) -> tuple[Found, ...]:
    """All date expressions of a text, in order, not overlapping.

    `said` is the moment the words were written (aware); it is read on the wall clock of `working.zone`, the writer's.
    `day_first`: whether 3/4 is 3 April to this writer. Time taken grows with the length of the text, not faster.
    """
    s = scan(text, working.local(said).replace(tzinfo=None), working, _order(text, day_first=day_first))
    pieces: list[tuple[int, Piece]] = []
    i = 0
    while i < len(s.tokens):
        token = s.tokens[i]
        if _begins_nothing(s, i, token):
            i += 1
            continue
        missing = no_such_day(s, i)
        piece = missing or longest(s, i, (repeat, point_or_range))
        if missing is not None and (s.tag(i - 1, "to") or s.alone(i, missing.end) or not supported(s, i, missing)):
            i = missing.end
            continue
        if piece is None:
            i += 1
            continue
        weak = piece.weak or fraction(s, i, piece)
        if weak and not supported(s, i, piece):
            i += 1
            continue
        if no_date(s, i, piece) or how_many(s, i, piece):
            i = piece.end
            continue
        piece = _since(s, i, piece)
        pieces.append((i, piece))
        s.before.append((i, piece.values[0], piece.anchored))
        s.begins.add(i)
        s.ends.add(piece.end)
        s.read.clear()  # what is counted from this date reads differently now
        i = piece.end
    return tuple(_found(s, i, piece) for i, piece in understood(s, pieces))


def _since(s: Scan, i: int, piece: Piece) -> Piece:
    """The piece in the past, when `since` stands before it; `since Friday is a holiday` gives a reason."""
    end = piece.end
    if (
        s.word(i - 1) not in _SINCE
        or piece.past
        or piece.dated
        or s.word(end) in _VERBS
        or s.tag(end - 1, "possessive")
    ):
        return piece
    tokens = range(i, end)
    if any(s.tag(k, "month") or s.tag(k, "holiday") or s.shape(k) in ("daymonth", "dotted") for k in tokens):
        step = relativedelta(years=1)
    elif any(s.tag(k, "weekday") is not None for k in tokens):
        step = relativedelta(days=7)
    elif any(s.shape(k) == "ordinal" for k in tokens):
        step = relativedelta(months=1)
    elif isinstance(piece.values[0], At) and not any(s.tag(k, "relative") for k in tokens):
        step = relativedelta(days=1)  # "since 9.30"
    else:
        return piece
    values: list[Value] = []
    for value in piece.values:
        if isinstance(value, Day | At) and value.day > s.today:
            values.append(replace(value, day=value.day - step))
        elif isinstance(value, Span) and value.start > s.today:
            values.append(replace(value, start=value.start - step, end=value.end - step))
        else:
            values.append(value)
    return replace(piece, values=(max(values, key=_begun),), past=True, reason="")


def _begun(value: Value) -> date:
    return value.day if isinstance(value, Day | At) else value.start if isinstance(value, Span) else date.min


#: Words that count from a day of the past.
_SINCE = frozenset(("since", "seit", "depuis", "sinds"))
#: Verbs behind a day that is the subject of a reason.
_VERBS = frozenset(("is", "was", "will", "would", "works", "suits", "falls", "being", "seems", "looks", "can", "does"))


def _begins_nothing(s: Scan, i: int, token: Token) -> bool:
    """Whether no expression can begin here: nearly everywhere, and to ask the whole grammar is dear."""
    tags = token.tags.keys()
    few = token.shape == "number" and len(token.word) <= 2 if not tags else tags in _COUNTS  # "14 rows", "two rows"
    if few and s.shape(i + 1) == "word" and _says_nothing(s.tokens[i + 1]):
        return not (s.tag(i - 1, "bound") and hour_may_end(s, i + 1))
    if not tags:
        return _says_nothing(token)
    if tags <= _NEVER_FIRST or token.word == "of" or (token.word == "on" and s.shape(i + 1) == "number"):
        return True
    for at in range(i, min(i + _MOST_LEADS, len(s.tokens))):
        if _says_nothing(s.tokens[at]):
            return at > i
        if not _only_leads(s.tokens[at]):
            return False
    return False


def _says_nothing(token: Token) -> bool:
    """Whether this is a word or a sign that stands in no expression."""
    if token.tags or token.word in BETWEEN:
        return False
    return token.shape == "word" or (token.shape in _NO_START and not _DECIMAL.fullmatch(token.word))


def _only_leads(token: Token) -> bool:
    """Whether this word means a date only by the words behind it, as in `on the`."""
    return (token.shape == "word" and token.tags.keys() <= _LEADS) or token.word in _ARTICLES


def _order(text: str, *, day_first: bool) -> bool:
    """The writer's order of day and month, when one of his own dates shows it."""
    if "/" not in text:
        return day_first
    orders = {int(first) > 12 for first, second in _SLASHED.findall(text) if (int(first) > 12) != (int(second) > 12)}
    return orders.pop() if len(orders) == 1 else day_first


def _found(s: Scan, i: int, piece: Piece) -> Found:
    first, last = i, piece.end - 1
    while first < last and (s.tag(first, "on") and not s.tag(first, "which")) and s.tag(first, "weekdays") is None:
        if s.tag(first, "the") and s.word(first) in ("the", "on the"):
            break
        first += 1
    start, end = s.tokens[first].start, s.tokens[last].end
    if s.tag(last, "possessive") and s.text[end - 2 : end].lower() in ("'s", "’s"):
        end -= 2
    bound, lead_token = lead(s, i)
    return Found(
        start=start,
        end=end,
        words=s.text[start:end],
        readings=piece.values,
        kind=_KINDS[type(piece.values[0])],
        role=role(s, i, piece, bound),
        ambiguous=piece.reason if len(piece.values) > 1 or isinstance(piece.values[0], Repeat) else "",
        bound=bound if bound is not Bound.NONE else piece.bound,
        lead=min(start, s.tokens[lead_token].start),
        part=piece.part,
        grain=piece.grain,
    )
