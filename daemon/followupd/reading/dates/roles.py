"""What a date is for, from the words around it in its sentence: the word that leads in, a label, a verb."""

from __future__ import annotations

from datetime import date

from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At, Bound, Day, Repeat, Role, Span, Value
from followupd.reading.dates.scan import Scan

#: How many tokens back a word may stand that says what the date is for.
_BACK = 14
_FOLLOW_UP = frozenset(
    [
        "follow",
        "followup",
        "review",
        "revisit",
        "chase",
        "catchup",
        "recap",
        "reconvene",
        "debrief",
        "wiedervorlage",
        "nachfassen",
        "nachfassung",
        "relance",
        "relancer",
        "seguimiento",
        "opvolging",
        "opvolgen",
        "nakijken",
        "check",
        "touch",
        "sync",
        "meet",
        "meeting",
        "1:1",
        "121",
        "regroup",
        "rucksprache",
    ]
)
_AFTER_FOLLOW = {
    "follow": ("up", "ups"),
    "check": ("in", "ins", "back"),
    "touch": ("base",),
    "meet": (),
    "catch": ("up",),
}
_NEEDS_SECOND = frozenset(("follow", "check", "touch"))
_PRE = frozenset(("pre", "precheck"))
_DUE = frozenset(("due", "deadline", "fallig", "frist", "echeance", "vencimiento", "plazo", "eta", "latest"))
_PAST = frozenset(
    [
        "discussed",
        "agreed",
        "spoke",
        "said",
        "met",
        "was",
        "were",
        "had",
        "since",
        "yesterday",
        "told",
        "sent",
        "mentioned",
        "promised",
    ]
)


def lead(s: Scan, i: int) -> tuple[Bound, int]:
    """The word that leads in to the expression at token `i`, and the token it begins at."""
    at = i - 1
    steps = 0
    while (
        steps < 3
        and (
            s.tag(at, "the")
            or s.tag(at, "about")
            or (s.tag(at, "on") and s.tag(at - 1, "bound"))
            or (s.tag(at, "at") and s.tag(at - 1, "bound"))
        )
        and not s.tag(at, "bound")
    ):
        at, steps = at - 1, steps + 1
    bound = s.tag(at, "bound")
    if s.word(at) == ":" and s.tag(at - 1, "bound") is not None:
        return s.tag(at - 1, "bound"), at - 1
    if bound is None:
        if s.tag(i - 1, "on") or s.tag(i - 1, "at"):
            return Bound.NONE, i - 1
        return Bound.NONE, i
    if s.tag(at - 1, "bound") in (Bound.BY, Bound.BEFORE) and s.tokens[at - 1].end + 2 > s.tokens[at].start:
        at -= 1
    return bound, at


def role(s: Scan, i: int, piece: Piece, bound: Bound) -> Role:
    """What the date at token `i` is for."""
    if piece.past or _over(piece.values, s.today):
        return Role.PAST
    if bound is Bound.UNTIL:
        return Role.UNTIL
    start = max(0, i - _BACK)
    words: list[str] = []
    for k in range(i - 1, start - 1, -1):
        if (
            s.shape(k) == "break"
            or s.word(k) in (".", "!", "?", ";")
            or (s.word(k) == "," and words and _has_date(s, start, k, i))
        ):
            break
        if k in s.begins:
            break
        words.append(s.word(k))
    words.reverse()
    for k, word in enumerate(words):
        if word in _PRE and "check" in words[k + 1 : k + 2]:
            return Role.NONE
        if word in _FOLLOW_UP:
            if word in _NEEDS_SECOND and not (set(words[k + 1 : k + 2]) & set(_AFTER_FOLLOW[word])):
                continue
            return Role.FOLLOW_UP
        if word == "catch" and words[k + 1 : k + 2] == ["up"]:
            return Role.FOLLOW_UP
    if bound in (Bound.BY, Bound.BEFORE) or piece.bound is Bound.BY or piece.part.value == "end of day":
        return Role.DUE
    if bound is Bound.FROM or bound is Bound.AFTER:
        return Role.START
    if any(word in _DUE for word in words[-6:]):
        return Role.DUE
    if piece.grain != "day" and s.tag(i, "edge") == "end" and not isinstance(piece.values[0], Repeat):
        return Role.DUE
    return Role.NONE


def _has_date(s: Scan, start: int, k: int, i: int) -> bool:
    return any(index in s.begins for index in range(start, i))


def _over(values: tuple[Value, ...], today: date) -> bool:
    """Whether every reading lies before today."""

    def last(value: Value) -> date | None:
        return value.day if isinstance(value, Day | At) else value.end if isinstance(value, Span) else None

    days = [last(value) for value in values]
    return bool(days) and all(day is not None and day < today for day in days)
