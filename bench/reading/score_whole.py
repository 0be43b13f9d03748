"""Whole mails: the actions found, one to one with those expected, and what each says.

Two are the same action when one's words are in the other's source (at least 40 % of it), or when 60 % of the expected
key words stand in it; the best pairs first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.reading.said import words
from bench.reading.tally import Case, Measure, Reader, Tally, count, rate

GIVEN = ("received", "from", "to", "cc", "subject", "body")


def score(read: Reader, cases: Sequence[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = read({name: case[name] for name in GIVEN})
        _one(tally, found["actions"], found.get("kpi_targets", []), case["expected"])
    return tally


def _one(tally: Tally, found: list[Any], targets: list[str], expected: dict[str, Any]) -> None:
    wanted = expected["actions"]
    pairs = _paired(found, wanted)
    tally.update(mails=1, found=len(pairs), extra=len(found) - len(pairs), missed=len(wanted) - len(pairs))
    tally["expected"] += len(wanted)
    whole = len(pairs) == len(found) == len(wanted)
    for have, want in ((found[i], wanted[j]) for i, j in pairs):
        owner, due = _same_owner(have.get("owner"), want), _same_due(have.get("due"), want)
        tally.update(owner=owner, due=due, both=owner and due)
        whole = whole and owner and due
        tally["invented"] += not _accepted(want) and bool(have.get("due"))
        if want.get("measure"):
            tally.update(measures=1, measure=bool(have.get("measure")))
        if (want.get("follow_up") or {}).get("when"):
            same = str(have.get("follow_up") or "")[:10] == str(want["follow_up"]["when"])[:10]
            tally.update(follow_ups=1, follow_up=same)
    tally["exact"] += whole
    used = {i for i, _ in pairs}
    loose = [source for i, each in enumerate(found) if i not in used and (source := words(each.get("source")))]
    for each in expected.get("kpi_targets", []):
        said = words(each["text"] if isinstance(each, dict) else each)
        tally["targets"] += 1
        tally["target"] += any(words(t) and (words(t) in said or said in words(t)) for t in targets)
        tally["target_logged"] += any(s in said or said in s for s in loose)
    for each in expected.get("non_actions", []):
        said = words(each if isinstance(each, str) else each.get("text"))
        tally.update(noise=1, noise_logged=any(said and (s in said or said in s) for s in loose))


def _paired(found: list[Any], wanted: list[Any]) -> list[tuple[int, int]]:
    fits = [(_fit(have, want), i, j) for i, have in enumerate(found) for j, want in enumerate(wanted)]
    taken: list[tuple[int, int]] = []
    for fit, i, j in sorted(fits, reverse=True):
        if fit >= 0.6 and all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return taken


def _fit(have: dict[str, Any], want: dict[str, Any]) -> float:
    ours, theirs = words(have.get("source")), words(want["source"])
    text = f"{have.get('what') or ''} {have.get('source') or ''}".lower()
    keys = sum(key.lower() in text for key in want["keywords"]) / max(1, len(want["keywords"]))
    inside = bool(ours) and (ours in theirs or theirs in ours)
    near = inside and min(len(ours), len(theirs)) > 0.4 * max(len(ours), len(theirs))
    return max(keys if keys >= 0.6 else 0.0, 0.9 if near else 0.0)


def _same_owner(have: str | None, want: dict[str, Any]) -> bool:
    said, name, address = words(have), words(want.get("owner")), words(want.get("owner_email"))
    if not name or not said:
        return not name and not said
    parts = said.split()
    return said in (name, address, *name.split()) or name in parts or parts[0] == name.split()[0]


def _accepted(want: dict[str, Any]) -> list[str]:
    return [day[:10] for day in want.get("due_accept") or ([want["due"]] if want.get("due") else [])]


def _same_due(have: str | None, want: dict[str, Any]) -> bool:
    day = str(have)[:10] if have else None
    return day in _accepted(want) if _accepted(want) else day is None


def _f1(tally: Tally) -> float:
    both = 2 * tally["found"]
    return round(both / max(1, both + tally["extra"] + tally["missed"]), 3)


MEASURES = (
    Measure(title="F1 of the actions", of=_f1, share=False, least=0.97),
    Measure(title="owner and due right, of all expected", of=rate("both", "expected"), least=0.90),
    Measure(title="due dates invented", of=count("invented"), share=False, most=0),
    Measure(title="targets or noise logged", of=count("target_logged", "noise_logged"), share=False, most=1),
    Measure(title="follow-up right, where one is said", of=rate("follow_up", "follow_ups")),
    Measure(title="mails exactly right", of=rate("exact", "mails")),
)
