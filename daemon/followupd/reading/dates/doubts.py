"""Which of the expressions that the rules read are to be believed: weak ones need support, halves of something unread
go."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At, Bound, Day, Length, Span
from followupd.reading.dates.roles import lead
from followupd.reading.dates.scan import Scan

#: Words that make two expressions one.
_JOINTS = frozenset(["on", "in", "of", "at", "past", "after", "before", "from", "+", "-", "/", "(", "the", "for"]) | {
    "on the",
    "in the",
    "of the",
    "later than",
}
_DIGITS = ("number", "opaque")
#: Words of the vocabulary or not that may follow a weak expression.
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
_GOES_ON = frozenset(
    ("bound", "on", "at", "to", "and", "in", "part", "which", "relative", "after", "between", "starting")
)


def understood(s: Scan, pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """Without neighbours that belong to one expression that no rule reads (`the 9th month of next year`).

    Each of two such halves alone would be a wrong date; no date at all is asked for.
    """
    pieces = _confirmed(s, pieces)
    doubtful: set[int] = set()
    for (first, piece), (second, other) in pairwise(pieces):
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
                out[-1] = (before[0], replace(before[1], values=piece.values, end=piece.end, reason=""))
                continue
        out.append((first, piece))
    return out


def _cut_off(s: Scan, first: int, end: int) -> bool:
    """Whether a sign without a space joins the expression to something unread (`2020/Sep/23`, `Friday 7-6`, `4pm + 3
    days`)."""
    if s.word(first - 1) == "+" or s.word(end) == "+":
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
    counted = s.tag(first - 1, "of") and s.tag(first - 2, "unit")
    return bool(before or after or counted)


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
    if s.tag(i, "on"):
        led = True
    if isinstance(piece.values[0], At):
        return True
    next_word = s.shape(piece.end) == "word" and not (s.tokens[piece.end].tags.keys() & _GOES_ON)
    return bool(led) and (not next_word or s.word(piece.end) in _AFTER_WEAK)


def part_of_a_name(s: Scan, i: int, end: int) -> bool:
    """Whether a day belongs to a name: `the Sunday Times`, `the Good Friday Agreement`."""
    while s.tag(i, "the") and s.tag(i, "which") is None:
        i += 1
    named = end == i + 1 and (s.tag(i, "weekday") is not None or s.tag(i, "holiday") is not None)
    if not named or not s.word(i - 1).endswith("the") or end >= len(s.tokens):
        return False
    return s.tokens[end].capital and s.tokens[i].capital and s.shape(end) == "word" and s.tags_of(end) <= {"times"}
