"""What `two working days before` and `the Monday after` are counted from.

The last date before it in the same sentence that is not itself counted; else the first one after it; else the last one
of the sentence before. When two dates could be meant, both readings are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from followupd.reading.dates.arithmetic import shown
from followupd.reading.dates.days import basic_day
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At, Day, Span, Value
from followupd.reading.dates.scan import Scan


def anchored(s: Scan, i: int, end: int, count: Callable[[date], Value], *, back: bool = False) -> Piece | None:
    """What `count` makes of the day that is counted from; `back`: before the first day of a period, not after its
    last."""
    anchors = _anchors(s, i, end, back=back)
    if not anchors:
        return None
    values = tuple(dict.fromkeys(count(day) for day in anchors))
    reason = "" if len(values) == 1 else "it can be counted from " + " or from ".join(shown(day) for day in anchors)
    return Piece(end=end, values=values, reason=reason, anchored=True)


def _anchors(s: Scan, i: int, end: int, *, back: bool) -> list[date]:
    """The days that something may be counted from, best first."""
    own: list[date] = []
    counted: list[date] = []
    earlier: list[date] = []
    for index, value, anchored in reversed(s.before):
        ends = [k for k in range(index, i) if s.shape(k) == "break" or s.word(k) in (".", "!", "?")]
        if i - index > _BACK or len(ends) > 1 or any(s.shape(k) == "break" for k in ends):
            break
        day = value.day if isinstance(value, Day | At) else None
        if isinstance(value, Span):
            day = value.start if back else value.end
        if day is not None and day >= s.today:
            (earlier if ends else counted if anchored else own).append(day)
    if own or counted:
        return list(dict.fromkeys(own[:1] + counted[:1]))
    for k in range(end, min(end + _AHEAD, len(s.tokens))):
        if s.shape(k) == "break" or s.word(k) in (".", "!", "?"):
            break
        piece = basic_day(s, k)
        if piece is not None and not piece.weak and isinstance(piece.values[0], Day):
            days = [value.day for value in piece.values if isinstance(value, Day)]
            return days if back else sorted(days, key=lambda day: abs(day - s.today))
    return earlier[:1]  # "by Friday 20 March. Follow up the Monday after"


#: How many tokens ahead the date may stand that something is counted from.
_AHEAD = 12
#: And how many back.
_BACK = 60
