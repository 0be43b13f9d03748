"""What is kept of a clause: an action, a looser sentence, the wish for a follow-up."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.follow import follow_up_at
from followupd.reading.actions.setting import Candidate, Findings, Place, Setting, Standing, Tier

_SAME_DAY = re.compile(
    r"\b(?:(?:the )?same (?:day|date|deadline)|by then|bis dahin|d['’]ici là|voor die tijd|para entonces|"
    r"(?:zum|am) (?:gleichen|selben) (?:tag|termin)|le même jour)\b",
    re.I,
)

#: "on 3 March and tell you the same day": the day is its own.
_NAMES_DAY = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow)\b", re.I)


def _same_day(made: Candidate, findings: Findings) -> Candidate:
    """The action with the due day of the one before it, when it says "by the same date"."""
    before = findings.candidates[-1].item if findings.candidates else None
    if made.item.due is not None or before is None or before.due is None:
        return made
    words = made.item.what.words if made.item.what else made.item.source
    if not _SAME_DAY.search(words) or _NAMES_DAY.search(words):
        return made
    return replace(made, item=replace(made.item, due=before.due))


def keep(made: Candidate, findings: Findings) -> None:
    """Keep an action; one that binds nobody is told as noticed, and not kept."""
    dated = _same_day(made, findings)
    made = replace(dated, tier=Tier.B) if dated is not made and made.tier is Tier.C else dated
    if made.item.owner:
        findings.last = made.item.owner.value
    if made.tier is Tier.C and made.standing is Standing.OPEN:
        findings.refused.append((made.item.source, "too loose: it binds nobody to a day or a plain deed"))
        findings.noticed.append(made.item.source)
        return
    findings.candidates.append(made)


def keep_follow_up(setting: Setting, place: Place, findings: Findings) -> None:
    """Keep what the words at a place say of the follow-up."""
    wish = follow_up_at(setting, place)
    if wish:
        findings.follow_ups.append(wish)
