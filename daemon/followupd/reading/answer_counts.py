"""Amounts that a reply tells against those that an action names: `two of three` is not all of them."""

from __future__ import annotations

from followupd.reading.answer_share import some_of_them
from followupd.reading.answer_stems import stems
from followupd.reading.lazily import lazily

AMOUNT = lazily(
    r"(?<!every )(?<!each )\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|several)\s+"
    r"(?:of (?:the|them|our|my|your|these|those) )?([a-z]+(?:\s[a-z]+)?)"
)
NUMBER = lazily(r"\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b")
#: `three of four`, `2 out of the 5`.
_OF_SO_MANY = lazily(
    r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) (?:out )?of (?:the |those |"
    r"these |all |our |my )?(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\b"
)
#: `8 of them done`.
_OF_THEM = lazily(
    r"(?<!every )(?<!each )\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten) of (?:them|"
    r"these|those)\b"
)
#: Numbers that count nothing: days, hours, years, and those of a place.
_NO_COUNT = lazily(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\b\d{1,2}[:.]\d\d\b|"
    r"\b\d{1,2} ?(?:am|pm)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:19|20)\d\d\b|"
    r"\b(?:flat|apartment|plot|house|block|kettle|pump|van|unit|room|"
    r"site|floor|bay|level|gate|dock|ward|line|phase|number|no|week|page|section|chapter|version|form) "
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_COUNT = {
    word: k
    for k, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {
    "a couple of": 2,
    "several": 3,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
}
_RATHER = lazily(r"\b(\d+)\b[^.?!]{0,80}?\b(?:not|instead of|rather than) (\d+)\b")
#: What is still being done: `…, doing the other one tonight`.
GOES_ON = lazily(
    r"^\W*(?:and |now |just |also )*(?!being\b|arriving\b|coming\b|"
    r"starting (?:on )?(?:\d|mon|tue|wed|thu|fri|sat|sun)|thing\b|nothing\b|everything\b|bring\b|during\b|"
    r"looking (?:good|great|"
    r"forward)\b)[a-z]{2,}ing\b|\btonight\b|"
    r"^\W*(?:and |but )?(?:the )?(?:last|final|first|second|third|fourth|fifth|sixth|other|rest)"
    r"(?: (?:one|two|three|lot))? (?:is|are|to follow|follows?|comes?|due|on|has|have|will|tomorrow|next|by)\b"
)
#: `hired one`, of two.
_BARE_NUMBER = lazily(
    r"\b[a-z]{2,}(?:ed|t|d|w|n|g|ut) (?:only |just )?(one|two|three|four|five|six|seven|eight|nine|"
    r"ten)\W*$"
)


def fewer_than_all(told: str, what: str) -> bool:
    """Whether `all three` is said of one action that names a larger number, and not that one."""
    asked = {value_of(number) for number in NUMBER.findall(uncounted(what.lower()))}
    got = {value_of(number) for number in _ALL_SO_MANY.findall(told)}
    return bool(asked and got) and not asked & got and max(got) < max(asked)


_ALL_SO_MANY = lazily(r"\ball (?:of )?(?:the |these |those )?(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\b")


def short_of(told: str, what: str) -> bool:
    """Whether an amount is told that is smaller than the one the action names: `2 meetings` of 3, `6 of the 10`."""
    if any(value_of(less) < value_of(more) for less, more in _OF_SO_MANY.findall(told)):
        return True
    asked = {value_of(number) for number in NUMBER.findall(uncounted(what.lower()))}
    of_them = {value_of(number) for number in _OF_THEM.findall(told)}
    if asked and any(number < max(asked) and number not in asked for number in of_them):
        return True
    bare = _BARE_NUMBER.search(told)
    if bare and len(asked) == 1 and value_of(bare[1]) < max(asked):
        return True
    head, _, tail = told.partition(", ")
    if some_of_them(told, what) or (GOES_ON.search(tail) and some_of_them(head, what)):
        return True
    wanted: dict[str, int] = {}
    for number, things in AMOUNT.findall(uncounted(what.lower())):
        for thing in stems(things):
            wanted[thing] = max(value_of(number), wanted.get(thing, 0))
    amounts = AMOUNT.findall(told)
    if any(
        value_of(less) < value_of(more) and value_of(more) in wanted.values() for less, more in _RATHER.findall(told)
    ):
        return True
    reached = {value_of(number) for number, _ in amounts}
    return any(
        value_of(number) < wanted.get(thing, 0) and wanted[thing] not in reached
        for number, things in amounts
        for thing in stems(things)
    )


def reached(told: str, what: str) -> bool:
    """Whether the words tell an amount of the action's own things, as many as it names or more: `5 visits in`, of 4."""
    wanted = [(value_of(number), stems(things)) for number, things in AMOUNT.findall(uncounted(what.lower()))]
    got = [(value_of(number), stems(things)) for number, things in AMOUNT.findall(told)]
    return any(have >= amount and these & things for have, these in got for amount, things in wanted)


def uncounted(text: str) -> str:
    """The text without numbers that count nothing: `the hall for 22 January` is one hall."""
    return _NO_COUNT.sub(" ", text)


def value_of(number: str) -> int:
    return int(number) if number.isdigit() else _COUNT.get(number, 0)
