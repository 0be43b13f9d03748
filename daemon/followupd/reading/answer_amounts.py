"""Another amount that an owner offers: "8 instead of 10", "2 meetings is all I can manage", "could we make it 8?"."""

from __future__ import annotations

import re

from followupd.domain.happenings import Amount
from followupd.reading.dates.masks import fold

_NUMBER = (
    r"(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
)
_INSTEAD = re.compile(
    rf"\b(?P<new>{_NUMBER})(?: [a-z]+)? (?:instead of|rather than|and not) (?:the |all )?(?P<old>{_NUMBER})\b"
)
_OFFERED = re.compile(
    r"\b(?:make it|rather do|rather have|prefer|settle for|commit to|promise|manage|aim for|at least|do) "
    rf"(?:only |just )?(?P<new>{_NUMBER})(?: (?P<noun>[a-z]{{3,}}))?\b(?! (?:days?|weeks?|months?|december|january))|"
    rf"\b(?P<all>{_NUMBER}) (?P<of>[a-z]{{3,}}) (?:is|are|would be) (?:all|the most|as many|more realistic|realistic)\b"
)


def amount_offered(words: str) -> Amount | None:
    """The amount that is offered in the place of the agreed one; None when the words offer none."""
    folded = fold(words)
    if found := _INSTEAD.search(folded):
        return Amount(new=found["new"], old=found["old"])
    if found := _OFFERED.search(folded):
        return Amount(new=found["new"] or found["all"], noun=found["noun"] or found["of"] or "")
    return None
