"""A bare number that says how many, and no hour: `increase the calls by 10`, `10 by 12`, `priced at 9`."""

from __future__ import annotations

from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import At
from followupd.reading.dates.scan import Scan
from followupd.reading.wordlist import words_of

#: Verbs of more and less: what stands behind their `by` is a difference, and no hour.
_CHANGES = words_of(
    """
        increase increases increased increasing decrease decreases decreased decreasing reduce reduces reduced
        reducing grow grows grew grown growing rise rises rose risen rising fall falls fell fallen falling boost
        boosts boosted shrink shrank shrunk multiply multiplied divide divided beat beats beaten win won lost
        exceed exceeds exceeded missed outnumbered longer shorter higher lower bigger smaller cheaper dearer
        older younger
    """
)
#: Verbs that are also said of things that are done by an hour: `raise the score by 3`, `raise the invoice by 3`.
_MAY_CHANGE = words_of(
    """
        raise raises raised raising cut cuts cutting lift lifts lifted drop drops dropped improve improves
        improved improving lower lowers lowered extend extended change changed adjust adjusted trim trimmed
        expand expanded
    """
)
#: What is counted or measured.
_MEASURES = words_of(
    """
        number numbers rate rates score scores count total totals sales calls price prices target targets figure
        figures level levels cost costs headcount stock complaints limit limits average output turnover margin
        attendance ratio speed temperature kpi kpis nps index median mean maximum minimum threshold cap
    """
)
#: Words before `at` that give a measure.
_MEASURED = frozenset(
    (
        "priced",
        "cap",
        "caps",
        "capped",
        "pegged",
        "valued",
        "estimated",
        "limited",
        "stuck",
        "stand",
        "stands",
        "stood",
        "charged",
    )
)
_STANDS = ("up", "down", "short", "behind", "ahead", "over", "out")
_IS = ("is", "are", "was", "were", "be", "been")
#: How far back in the clause the verb may stand.
_CLAUSE = 8
#: And what is measured, before `at`.
_NEAR = 3


def how_many(s: Scan, i: int, piece: Piece) -> bool:
    """Whether the hour that the rules read at token `i` is a bare number that counts something."""
    last = piece.end - 1
    bare = s.shape(last) == "number" or (s.shape(last) == "word" and s.tag(last, "number"))
    if not bare or last - i > 1 or not all(isinstance(value, At) for value in piece.values):
        return False
    if s.tag(i, "at") and last == i + 1:
        return any(word in _MEASURED or word in _MEASURES for word in _before(s, i, _NEAR))
    return s.word(i - 1) == "by" and last == i and _differs(s, i - 1)


def _differs(s: Scan, by: int) -> bool:
    """Whether the number behind the `by` at this token is a difference, a factor or a side."""
    if s.shape(by - 1) in ("number", "opaque", "counted") or s.tag(by - 1, "number"):
        return True  # "10 by 12"
    clause = _before(s, by, _CLAUSE)
    if any(word in _CHANGES for word in clause):
        return True
    for at, word in enumerate(clause):  # the nearest word first
        if word in _MAY_CHANGE:  # "was raised by 3", and not "should be raised by 3"
            return any(each in _MEASURES for each in clause[:at]) or (at == 0 and "be" not in clause)
    return clause[:1] != [] and clause[0] in _STANDS and (len(clause) == 1 or clause[1] in _IS)  # "is down by 3"


def _before(s: Scan, at: int, most: int) -> list[str]:
    """The words of the clause before a token, the nearest first."""
    words: list[str] = []
    for k in range(at - 1, max(-1, at - 1 - most), -1):
        if s.shape(k) != "word" and s.ends_here(k):
            break
        words.append(s.word(k))
    return words
