"""Owners who are named away from the verb: in the sentence before, behind a passive, at the end of a request."""

from __future__ import annotations

import re

from followupd.reading.actions.lines import sentences
from followupd.reading.actions.owners import YOU, Owning, called
from followupd.reading.actions.setting import Draft, Place, Setting, Shape


def by_whom(setting: Setting, body: Place, who: str, owning: Owning, *, passive: bool) -> list[Place]:
    """Where the owner is named behind ("… is to be set up by Viktor", "…, Viktor."): no part of what is to be done."""
    words = setting.text[body[0] : body[1]]
    if passive and who:
        named = re.escape(who).replace("Herr", "Herrn?", 1)
        said = {"I": "(?:me|mir|moi)", "you": "(?:you|dir|Ihnen|toi)"}.get(who, named)
        agent = re.search(rf"\s*\b(?:by|von|durch|par) {said}\b", words)
    elif who.lower() in YOU and owning.owner and owning.owner.words[:1].isupper():
        agent = re.search(
            rf",\s+(?:please,?\s+)?{re.escape(owning.owner.words)}\b(?=[\s,.!?]*(?:please|thanks)?\W*$)", words
        )
    else:
        return []
    return [(body[0] + agent.start(), body[0] + agent.end())] if agent else []


def called_before(setting: Setting, draft: Draft, begins: int) -> Owning | None:
    """Whom the sentences before call by name, in the same paragraph: "Yuki, no map then. Could you get the quotes?"."""
    first = setting.text[draft.source[0] : begins]
    if draft.shape is not Shape.SENTENCE or not _JOINING.fullmatch(first):
        return None  # "Everybody else please …" speaks to others
    begin = max(setting.text.rfind("\n\n", 0, draft.source[0]) + 1, draft.source[0] - _FAR)
    for start, end in reversed(sentences(setting.text[begin : draft.source[0]], begin)):
        somebody = called(setting, setting.words((start, end)))
        if somebody is not None:
            return somebody if somebody.owner and not _greets(setting, (start, end)) else None
    return None


#: Characters that are looked back over: who was called longer ago is not meant any more.
_FAR = 600
_JOINING = re.compile(r"\W*(?:(?:and|also|then|so|but|next|finally|secondly|lastly)\b\W*)*", re.I)


def _greets(setting: Setting, place: Place) -> bool:
    """Whether a line only greets somebody ("Tom,")."""
    return len(setting.words(place).split()) < 4
