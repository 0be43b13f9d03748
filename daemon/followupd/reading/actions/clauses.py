"""Who is bound to do what in the words at a place, in the language of the zone."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions import dutch, english, french, german, spanish
from followupd.reading.actions.ask import Ask
from followupd.reading.actions.build import Parts, parts_of
from followupd.reading.actions.dues import dues
from followupd.reading.actions.lines import sentences
from followupd.reading.actions.setting import Place, Setting
from followupd.reading.actions.words import ALL_VERBS

_LANGUAGES = {"de": german.asks, "fr": french.asks, "es": spanish.asks, "nl": dutch.asks}


#: What stands in front of an order and says no more than that it was agreed.
_AS_AGREED = re.compile(
    r"\W*(?:wie (?:\w+ ){0,2}(?:besprochen|vereinbart|abgesprochen|gesagt|versprochen)|"
    r"comme (?:convenu|prévu|discuté|dit|promis)(?: \w+){0,2}|como (?:acordamos|quedamos|hablamos|dijimos)(?: \w+)?|"
    r"zoals (?:\w+ )?(?:besproken|afgesproken|gezegd|beloofd))\s*[:,–-]\s+(?=\S)",
    re.I,
)


def clauses_at(setting: Setting, place: Place, *, listed: bool) -> list[Ask]:
    """Who is bound to do what in the words at a place, in the zone's language."""
    text = setting.text[place[0] : place[1]]
    if setting.language == "en":
        return english.asks(text, setting.circle.knows, listed=listed)
    found = []
    for begin, end in sentences(text):
        before = _AS_AGREED.match(text, begin, end)
        begin = before.end() if before else begin
        begin = _behind_colon(setting, text, begin, end, listed=listed)
        for ask in _LANGUAGES[setting.language](text[begin:end], setting.circle.knows, listed=listed):
            found.append(replace(ask, start=ask.start + begin, body=ask.body + begin, end=ask.end + begin))
    if not found:
        found = english.asks(text, setting.circle.knows, listed=listed)
    return found


def _behind_colon(setting: Setting, text: str, begin: int, end: int, *, listed: bool) -> int:
    """Where the words begin that bind somebody: behind a colon, when those in front of it do not
    ("Das Ergebnis von heute: Anke schult …")."""
    colon = text.find(": ", begin, end)
    read = _LANGUAGES[setting.language]
    if colon < 0 or read(text[begin:end], setting.circle.knows, listed=listed):
        return begin
    return colon + 2 if read(text[colon + 2 : end], setting.circle.knows, listed=listed) else begin


_AND_VERB = re.compile(
    r"(?:,\s*|\s+)(?:and|then|and then|plus|\+|&)\s+(?:also |then |to )?(?P<verb>[a-z-]+)\b(?=\s)"
    r"(?!\s(?:it|them|this|these|those)\s)",  # "… and bring it to the meeting": the same thing once more
    re.I,
)


#: A day that is plainly when the first of two deeds is done.
_NEAR_DAY = re.compile(
    r"\b(?:today|tonight|tomorrow|tmrw|tmw|tomoz|2moro|(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?)\b",
    re.I,
)


def several(setting: Setting, place: Place, asks: list[Ask]) -> list[Parts]:
    """The places of all asks; one with two verbs and two dates ("send … by Tuesday and book … by Friday") is two."""
    out: list[Parts] = []
    for index, ask in enumerate(asks):
        parts = parts_of(setting, place, ask)
        if parts.tail and index + 1 < len(asks):
            stop = place[0] + asks[index + 1].start
            parts = replace(parts, tail=(parts.tail[0], stop) if stop > parts.tail[0] else None)
        found = dues(setting, parts.body)
        strong = [due for due in found if due.strong]
        cut = None
        if len(strong) > 1 or (strong and len(found) > 1):
            last = strong[-1] if len(strong) > 1 else found[-1]
            for match in _AND_VERB.finditer(setting.text, parts.body[0], parts.body[1]):
                if (
                    match["verb"].lower() in ALL_VERBS
                    and (found[0] if _NEAR_DAY.search(found[0].said.words) else strong[0]).place[1] <= match.start()
                    and last.place[0] >= match.end()
                ):
                    cut = match
                    break
        if cut is None:
            out.append(parts)
            continue
        out.append(replace(parts, clause=(parts.clause[0], cut.start()), body=(parts.body[0], cut.start())))
        out.append(
            replace(
                parts,
                clause=(cut.start("verb"), parts.clause[1]),
                body=(cut.end("verb"), parts.body[1]),
                verb=cut["verb"].lower(),
                lead=None,
            )
        )
    return out
