"""What a deed that names no thing of its own is about: the thing that stands in front of it."""

from __future__ import annotations

import re

from followupd.reading.actions.setting import Place, Setting

#: "Will need the tacho data from you first, can you send …", "Second, the linen order: could you get …".
_THING = re.compile(
    r"(?:\b(?:needs?|wants?|missing|have|has|got|(?:thanks|thank you) for)\s+|^\W*|[,;:–—-]\s+)"
    r"(?P<thing>(?i:the|your|our|my|his|her|an?)\s(?!(?:one|same)\b|(?:first|second|last|next|other) (?:one|thing)\b)"
    r"(?:(?!(?:is|are|was|were|will|has|have|had|can|and|but|so|that|which|who|by|before|from|first|you|to)\b)"
    r"[\w&'’-]+\s?){1,6}?)"
    r"(?:\s*(?:from|off) (?:you|him|her|them|[A-Z]\w+)\b)?(?:\s+(?:first|too|as well|please|today|now))?"
    r"(?:\s+(?:is|are) (?:still )?(?:missing|outstanding|not in|late|overdue|ready|on my desk|attached))?"
    r"\s*(?:[,:;]|\s[–—-])\s*(?:and |so |but |then |please )*$"
)
#: "Snag list - both to walk it".
_TOPIC = re.compile(r"^\W*(?P<thing>[A-Za-z][\w'’-]+(?: [\w'’-]+){0,3})\s*(?::|\s[-–—])\s+(?:both |all |you |we )?$")
_IT = re.compile(r"\s+(?:it|them)\b(?!['’])")
#: "The June invoice is still unpaid - Sam to chase."
_BEFORE_DASH = re.compile(r"(?P<thing>[^.;!?]{4,100}?)\s*(?:\s[-–—]|:|,)\s*$")


def with_thing(setting: Setting, lead: Place | None, words: str) -> str:
    """The words behind a verb with the thing for "it", when the words in front of the clause end with one."""
    if setting.language != "en" or lead is None or not (it := _IT.match(words)):
        return words
    before = setting.text[lead[0] : lead[1]]
    found = _THING.search(before)
    topic = _TOPIC.match(before) if found is None else None
    if topic is not None and not setting.circle.knows(topic["thing"].split()[0]):
        thing = topic["thing"]
        return f" the {thing[:1].lower()}{thing[1:]}{words[it.end() :]}"
    if found is None:
        return words
    thing = found["thing"].strip()
    return f" {thing[:1].lower()}{thing[1:]}{words[it.end() :]}"


def named_before(setting: Setting, place: Place) -> str:
    """What an order without an object is about, when it stands in front of a dash; else empty."""
    found = _BEFORE_DASH.search(setting.words(place) + " ") if place[1] > place[0] else None
    return f": {found['thing'].strip()}" if found and len(found["thing"].split()) > 1 else ""
