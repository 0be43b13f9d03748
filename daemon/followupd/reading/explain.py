"""What was understood of a mail, for people who look over our shoulder: as plain data and as lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from followupd.domain.action import Doubt, FollowUpWish, Item, Moment, Said
from followupd.domain.happenings import Reading, ZoneRead
from followupd.domain.people import Person
from followupd.domain.recurrence import Every
from followupd.reading.smart import judge

_NAMES = ("what", "owner", "due", "every", "measure", "achievable", "why", "follow_up", "check", "situation")
_TIERS = {"A": "A, a structure or an explicit agreement", "B": "B, words that bind somebody"}
#: Lines of a part that are shown, and characters of each: enough to see where it was cut.
MOST_LINES, MOST_LETTERS = 30, 160
#: Characters of a part in which sentences that say of nothing to do are looked for.
MOST_READ = 5_000
_SHOWN = {"follow_up": "follow-up", "every": "again", "achievable": "help"}
_NEEDED = {
    "what": "the mail does not say what is to be done",
    "owner": "nobody is named who does it",
    "due": "no day is named",
    "measure": "nothing says how one will see that it is done",
}
_PROBLEMS = {
    "empty": "There are no words in this mail.",
    "encrypted": "This mail is encrypted; it is never read out.",
    "too_large": "This mail is too large to be read.",
    "invitation": "This is a calendar invitation or an answer to one.",
    "attachment_only": "There are only attachments in this mail.",
}


def explain(reading: Reading, extra: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that was understood, as data for JSON. `extra`: lines that others add (what would be sent)."""
    return {
        "belief": reading.belief.value,
        "robot": reading.robot.value if reading.robot else None,
        "route": reading.route.value,
        "problem": reading.problem.value if reading.problem else None,
        "zones": [_zone(zone) for zone in reading.zones],
        "actions": [
            {"tier": tier, **_item(item)}
            for item, tier in zip_longest(reading.items, reading.tiers, fillvalue=None)
            if item
        ],
        "nothing_in": nothing_in(reading),
        "refused": [{"words": words, "reason": why} for words, why in reading.refused],
        "also_noticed": list(reading.also_noticed),
        "targets": list(reading.targets),
        "would": list(extra),
    }


def lines(reading: Reading, extra: Sequence[str] = ()) -> list[str]:
    """The same as text, line by line."""
    out = [f"Sender: {reading.belief.value}. The service address stands in: {reading.route.value}."]
    if reading.robot:
        out.append(f"Written by a machine ({reading.robot.value}): not read for actions.")
    if reading.problem:
        out.append(_PROBLEMS[reading.problem.value])
    for number, zone in enumerate(reading.zones, 1):
        out.append(f"Part {number}: {_zone_line(zone)}")
        out += _zone_words(zone)
    for number, item in enumerate(reading.items, 1):
        out += ["", f"Action {number}: {item.what.value if item.what else '?'}"]
        out += [f"  {line}" for line in _item_lines(item)]
        if number <= len(reading.tiers):
            out.append(f"  how sure: {_TIERS[reading.tiers[number - 1]]}")
    if not reading.items and not reading.problem and not reading.robot:
        out += ["", "No action was found."]
    if reading.targets:
        out += ["", "Figures to reach (kept as a why; no actions):", *(f"  {text}" for text in reading.targets)]
    if reading.also_noticed:
        out += ["", "Also noticed (not logged):", *(f"  {text}" for text in reading.also_noticed)]
    if reading.refused:
        out += ["", "No action, and why:", *(f"  {why}: “{_short(words)}”" for words, why in reading.refused)]
    if left := nothing_in(reading):
        out += ["", "Says of nothing to do:", *(f"  “{_short(words)}”" for words in left[:MOST_LINES])]
    if extra:
        out += ["", *extra]
    return out


_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def nothing_in(reading: Reading) -> list[str]:
    """The sentences that went into no action, figure, looser sentence or refusal: they ask nobody for anything."""
    if reading.robot or reading.problem:
        return []
    read = [words for item in reading.items for words in (item.source, *(words for _, _, words in fields(item)))]
    read += [*reading.also_noticed, *reading.targets, *(words for words, _ in reading.refused)]
    known = [_letters(words) for words in read if words]
    out = []
    for zone in reading.zones:
        for sentence in _SENTENCE.findall(zone.text[:MOST_READ]):
            letters = _letters(sentence)
            if letters and not any(letters in each or (len(each) > 3 and each in letters) for each in known):
                out.append(sentence.strip())
                if len(out) > MOST_LINES:
                    return out
    return out


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


def missing(item: Item) -> dict[str, str]:
    """Which of what, owner, due and measure is missing or doubtful, and why."""
    out = {name: reason for name, reason in _NEEDED.items() if getattr(item, name) is None}
    for doubt in item.doubts:
        out[doubt.field] = _doubt(doubt)
    return out


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.reason} {' or '.join(doubt.readings)}".strip()


def _zone(zone: ZoneRead) -> dict[str, Any]:
    return {
        "kind": zone.kind,
        "author": _person(zone.author),
        "to": [_person(person) for person in zone.to],
        "cc": [_person(person) for person in zone.cc],
        "written": zone.written.isoformat() if zone.written else None,
        "subject": zone.subject,
        "text": zone.text,
        "signature": zone.signature,
    }


def _zone_line(zone: ZoneRead) -> str:
    who = zone.author.shown if zone.author else "unknown"
    when = f", {zone.written:%d %B %Y %H:%M}" if zone.written else ""
    to = "; ".join(person.shown for person in (*zone.to, *zone.cc)[:10])
    to = f" to {to}" if to else ""
    return f"{zone.kind} by {who}{to}{when}, {len(zone.text.split())} words"


def _zone_words(zone: ZoneRead) -> list[str]:
    """The part's words, and behind `~` what was taken off as its signature; the middle of a long one is left out."""
    said = [f"  | {_short(line)}".rstrip() for line in zone.text.split("\n") if zone.text]
    if len(said) > MOST_LINES:
        left = len(said) - MOST_LINES
        said = [*said[: MOST_LINES // 2], f"  … {left} lines more …", *said[-(MOST_LINES // 2) :]]
    return said + [f"  ~ {_short(line)}".rstrip() for line in zone.signature.split("\n")[:MOST_LINES] if zone.signature]


def _short(words: str) -> str:
    words = " ".join(words.split()) if "\n" in words else words
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1]}…"


def _item(item: Item) -> dict[str, Any]:
    verdict = judge(item.source or (item.what.value if item.what else ""), item)
    return {
        **{name: _field(getattr(item, name)) for name in _NAMES},
        "source": item.source,
        "missing": missing(item),
        "smart": {
            letter.value: {"passed": mark.passed, "reason": mark.reason} for letter, mark in verdict.letters.items()
        },
    }


def _item_lines(item: Item) -> list[str]:
    out = []
    for name, value, words in fields(item):
        if name != "what" or value.startswith("?"):
            out.append(f"{name}: {value}" + (f"   from: “{words}”" if words else ""))
    verdict = judge(item.source or (item.what.value if item.what else ""), item)
    out.append("SMART: " + " ".join(letter.value if mark.passed else "–" for letter, mark in verdict.letters.items()))
    out.append(f"read from: “{item.source}”")
    return out


def fields(item: Item) -> list[tuple[str, str, str]]:
    """(name, value, words it was read from) of all that is known; `?` and the reason of what is missing."""
    out = []
    gaps = missing(item)
    for name in _NAMES:
        said: Said[Any] | None = getattr(item, name)
        shown = _SHOWN.get(name, name)
        if said is not None:
            out.append((shown, _shown(said.value), said.words))
        if name in gaps:
            out.append((shown, f"? {gaps[name]}", ""))
    return out


def _field(said: Said[Any] | None) -> dict[str, Any] | None:
    if said is None:
        return None
    value = said.value
    if isinstance(value, Person):
        shown: Any = _person(value)
    elif isinstance(value, Moment):
        shown = {
            "day": value.day.isoformat(),
            "clock": value.clock.isoformat("minutes") if value.clock else None,
            "zone": value.zone,
        }
    elif isinstance(value, Every):
        until = value.until.isoformat() if value.until else None
        shown = {"rule": value.rule, "start": value.start.isoformat(), "until": until}
    elif isinstance(value, FollowUpWish):
        when = Said(value=value.when) if value.when else None
        shown = {"when": (_field(when) or {}).get("value"), "how": value.how.value}
    else:
        shown = value
    return {"value": shown, "words": said.words}


def _shown(value: Any) -> str:
    if isinstance(value, Person):
        return f"{value.shown} <{value.address}>"
    if isinstance(value, Moment):
        clock = f" {value.clock:%H:%M}" if value.clock else ""
        return f"{value.day:%A} {value.day.day} {value.day:%B %Y}{clock}"
    if isinstance(value, Every):
        until = f" until {value.until:%d %B %Y}" if value.until else ""
        return f"{value.words or value.rule}, first on {value.start:%d %B %Y}{until}"
    if isinstance(value, FollowUpWish):
        return f"{_shown(value.when) if value.when else 'on the due day'} ({value.how.value.replace('_', ' ')})"
    return str(value)


def _person(person: Person | None) -> dict[str, str] | None:
    return {"name": person.shown, "address": person.address} if person else None
