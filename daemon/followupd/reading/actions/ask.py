"""What every language's reading of a sentence gives: who is bound to do what, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

#: Whether a word, in any case, is part of the name of somebody who can be meant.
Knows = Callable[[str], bool]


class Manner(StrEnum):
    """How somebody is bound."""

    WILL = "will"
    AGREED = "agreed"
    ASSIGNED = "assigned"
    MUST = "must"
    ASKED = "asked"
    ORDER = "order"
    PASSIVE = "passive"
    #: "I pay the deposit on Friday": binds only with its date.
    PRESENT = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One clause: who does what. Places count from the start of the text that was given."""

    manner: Manner
    #: The subject's words: "I", "you", "Tom"; empty when nobody is named.
    who: str
    start: int
    #: The verb in its dictionary form, as far as we know it.
    verb: str
    #: Where the words after the verb begin, and where the clause ends.
    body: int
    end: int
    #: What is acted upon, when it stands before the verb ("the template needs to be corrected").
    thing: str = ""
    #: For languages whose verb comes last: the whole of the clause is `body`…`end` and the verb is put at its end.
    verb_last: bool = False
    #: The words between the clause before and this one.
    lead: str = ""
    #: Whom a pronoun before the verb means ("I" or "you"), for languages that put it there.
    whom: str = ""
