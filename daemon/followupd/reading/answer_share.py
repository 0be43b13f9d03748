"""Whether words speak of some of the things of an action and not of the others: one bay of two, one seal of all."""

from __future__ import annotations

import re

from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

__all__ = ["some_of_them"]

#: `bays 3 and 4`, `rooms 2, 3 and 5`: things that have numbers.
_NUMBERED = lazily(r"\b[a-z]{3,}s (\d{1,3}(?:, ?\d{1,3})*(?: ?(?:and|&|,) ?\d{1,3})+)\b")


#: `one seal is in`, of `the seals`.
_ONE_OF = lazily(
    r"^\W*(?:(?:(?:i|we)(?:'ve| have)? )?[a-z]+ed (?=(?:just |only )?one ))?(?:just |only )?(?:one|another|an?|"
    r"the (?:first|last|other)) (?:new |of the )?([a-z]{3,})\b"
)
_LABELLED = lazily(r"\b([a-z]{3,}) (\d{1,3})(?![\d:.]|st|nd|rd|th| ?[ap]m)\b")
_NO_LABELS = words_of(
    "the all those these our for call ring get book order about with and from than only other last next"
)


def some_of_them(told: str, what: str) -> bool:
    """Whether some of the numbered things of an action are named and others not: `bay 3`, of `bays 3 and 4`."""
    asked = what.lower()
    wanted = {number for found in _NUMBERED.findall(asked) for number in re.findall(r"\d+", found)}
    named = set(re.findall(r"\d+", told)) & wanted
    if named and named != wanted:
        return True
    of_them = _ONE_OF.match(told)
    if of_them is not None and re.search(rf"\b{of_them[1]}e?s\b", asked):
        return True
    numbers = {label: number for label, number in _LABELLED.findall(asked) if label not in _NO_LABELS}
    return any(label in numbers and numbers[label] != number for label, number in _LABELLED.findall(told))
