"""Date expressions in running text: where they stand, what they may mean, what they are for.

    found = find_dates("Please call by Friday 5 Dec, follow up the Monday after at 10", said, working=working, day_first=True)

A pre-pass masks what only looks like a date (masks), the rest becomes tokens (scan), rules read the longest expression at
each token and resolve it at once (days, clocks, periods, offsets, points, repeats), and the words around it say what it is
for (roles). Nothing is guessed: where two readings are left, both are given with one sentence that says why.
"""

from __future__ import annotations

import re
from datetime import datetime

from followupd.domain.people import WorkingTime
from followupd.reading.dates.deadlines import deadline, moment_of
from followupd.reading.dates.piece import Piece, longest
from followupd.reading.dates.points import point_or_range
from followupd.reading.dates.records import (
    At,
    Bound,
    Day,
    Found,
    Kind,
    Length,
    Part,
    Repeat,
    Role,
    Span,
    Value,
)
from followupd.reading.dates.repeats import repeat
from followupd.reading.dates.roles import lead, role
from followupd.reading.dates.scan import Scan, scan

__all__ = [
    "At",
    "Bound",
    "Day",
    "Found",
    "Kind",
    "Length",
    "Part",
    "Repeat",
    "Role",
    "Span",
    "Value",
    "deadline",
    "find_dates",
    "moment_of",
]

#: Words that make two expressions one.
_JOINTS = frozenset(["on", "in", "of", "at", "past", "after", "before", "from", "+", "-", "/", "(", "the", "for", "on_the"]) | {
    "on the",
    "in the",
    "of the",
    "later than",
}
_SLASHED = re.compile(r"(?<![\d/.])(\d\d?)/(\d\d?)(?=/\d{2,4}\b|(?![\d/]))")
_DIGITS = ("number", "opaque")
_DECIMAL = re.compile(r"\d{1,3}[.,]\d")
#: Where no expression can begin, whatever follows.
_NO_START = frozenset(("opaque", "mark", "break", "line"))


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
        if (
            not token.tags
            and (token.shape in _NO_START or token.shape == "word")
            and not _DECIMAL.fullmatch(token.word)
        ):
            i += 1
            continue
        piece = longest(s, i, (repeat, point_or_range))
        if piece is None or (piece.weak and not _supported(s, i, piece)):
            i += 1
            continue
        pieces.append((i, piece))
        s.before.append((i, piece.values[0], piece.anchored))
        i = piece.end
    return tuple(_found(s, i, piece) for i, piece in _understood(s, pieces))


def _order(text: str, *, day_first: bool) -> bool:
    """The writer's order of day and month, when one of his own dates shows it."""
    orders = {int(first) > 12 for first, second in _SLASHED.findall(text) if (int(first) > 12) != (int(second) > 12)}
    return orders.pop() if len(orders) == 1 else day_first


def _understood(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """Without neighbours that belong to one expression that no rule reads (`the 9th month of next year`).

    Each of two such halves alone would be a wrong date; no date at all is asked for.
    """
    doubtful: set[int] = set()
    for (first, piece), (second, other) in zip(pieces, pieces[1:], strict=False):
        between = [s.word(k) for k in range(piece.end, second)]
        if len(between) > 2 or not all(word in _JOINTS for word in between):
            continue
        one, two = piece.values[0], other.values[0]
        if isinstance(one, Length) or isinstance(two, Length):
            apart = between in (["for"], ["on"], ["in"]) or (not between and isinstance(one, Length))
        elif isinstance(one, Span) and isinstance(two, At):
            apart = True
        else:
            apart = "for" in between or (not between and piece.end - first == 1 == other.end - second)
        if not apart:
            doubtful |= {first, second}
    for first, piece in pieces:
        if _cut_off(s, first, piece.end):
            doubtful.add(first)
    return [(i, piece) for i, piece in pieces if i not in doubtful]


def _cut_off(s: Scan, first: int, end: int) -> bool:
    """Whether a sign without a space joins the expression to something unread (`2020/Sep/23`, `Friday 7-6`, `4pm + 3 days`)."""
    if s.word(first - 1) == "+" or s.word(end) == "+":
        return True
    before = s.tight(first) and s.word(first - 1) in ("/", "-") and s.tight(first - 1) and s.shape(first - 2) in _DIGITS
    after = s.tight(end) and s.word(end) in ("/", "-") and s.tight(end + 1) and s.shape(end + 1) in (*_DIGITS, "ordinal")
    counted = s.tag(first - 1, "of") and s.tag(first - 2, "unit")
    return bool(before or after or counted)


def _supported(s: Scan, i: int, piece: Piece) -> bool:
    """A weak expression (`the 12th`, `2026`) needs a word that leads in, or its own line."""
    if s.alone(i, piece.end):
        return True
    bound, _ = lead(s, i)
    led = (
        bound is not Bound.NONE
        or s.tag(i - 1, "on")
        or s.word(i - 1) in ("in", "for", "around", "about", "during", "to", "to the")
    )
    if s.tag(i, "on"):
        led = True
    if isinstance(piece.values[0], At):
        return True
    next_word = s.shape(piece.end) == "word" and not (s.tokens[piece.end].tags.keys() & _GOES_ON)
    return bool(led) and (not next_word or s.word(piece.end) in _AFTER_WEAK)


_AFTER_WEAK = frozenset(
    [
        "please",
        "so",
        "then",
        "we",
        "i",
        "you",
        "he",
        "she",
        "they",
        "but",
        "as",
        "because",
        "if",
        "when",
        "which",
        "that",
        "would",
        "will",
        "is",
        "was",
        "works",
    ]
)


#: Tags of words that may follow a weak expression.
_GOES_ON = frozenset(("bound", "on", "at", "to", "and", "in", "part", "which", "relative", "after", "between", "starting"))


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
    kinds = {Day: Kind.DATE, At: Kind.DATETIME, Span: Kind.RANGE, Length: Kind.DURATION, Repeat: Kind.RECURRENCE}
    return Found(
        start=start,
        end=end,
        words=s.text[start:end],
        readings=piece.values,
        kind=kinds[type(piece.values[0])],
        role=role(s, i, piece, bound),
        ambiguous=piece.reason if len(piece.values) > 1 or isinstance(piece.values[0], Repeat) else "",
        bound=bound if bound is not Bound.NONE else piece.bound,
        lead=min(start, s.tokens[lead_token].start),
        part=piece.part,
        grain=piece.grain,
    )
