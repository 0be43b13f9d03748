"""What goes on behind a word that closes: `done yesterday, notes are in the folder` may, `finished phase one` not.

A whitelist again: what hangs on the word itself has to be known word by word. What follows a comma, a dash or an `and`
with a subject of its own tells how it went, in any words (those of doubt have been looked for), but must not take the
word back or go on with it (`done, on paper`).
"""

from __future__ import annotations

import re
from typing import Final

from followupd.reading.answer_stems import stem, stems
from followupd.reading.answer_turns import TAKES_BACK
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

__all__ = ["accounted"]

#: Words that change nothing about what was done: pronouns for it, times that are over, proof, thanks.
_PLAIN: Final = words_of(
    "it this that these those them they all both each everything lot one ones the a an my your our his her their "
    "its and so to of in on at with for from by as i we you me us is are was were be been have has had yesterday "
    "today morning afternoon evening night noon lunch lunchtime last week weekend monday tuesday wednesday "
    "thursday friday saturday sunday earlier early ago now already just time too also well late hour hours minute "
    "minutes ahead deadline schedule agreed requested asked discussed promised planned finally successfully "
    "myself ourselves off up out closed closing done finished completed complete sorted live tested checked "
    "confirmed confirm ticked attached enclosed filed saved sent shared uploaded notes note file files folder "
    "drive report results list spreadsheet email mail inbox system crm teams sharepoint thanks thank thx cheers "
    "ta ok okay yes yep fine good great smoothly nicely safely mate boss team everyone gestern heute fruh schon "
    "jetzt alles danke dir ihnen liegt liegen ist sind im ordner und raus gemacht erledigt fertig von mir hier "
    "aujourd'hui matin soir ce depuis deja merci tout est c'est les le la sur dans et fait ayer hoy ya todo "
    "gracias esta el en y hecho esto eso i'm within budget full plan gisteren vandaag vanmorgen nu al bedankt het "
    "de op gedaan"
)
#: Each alternative begins where its run begins, so that long runs cost no more than their length.
_BREAK: Final = lazily(
    r"(?<![,;:.!()\u2026\u2013\u2014/])[,;:.!()\u2026\u2013\u2014/]+(?:\s+|$)|(?<!\s)\s+[-\u2013\u2014/]+\s*|[()]|"
    r"[\u2705\u2714\u2611\U0001f300-\U0001faff]|"
    r"\s+and (?=(?:the|he|she|they|everyone|everybody|both) "
    r"(?:\w+ )?(?:is|are|was|were|has|have|loves?|likes?|agrees?)\b)"
)
_WORD: Final = re.compile(r"[^\W_][\w'./-]*")
_CLOCK: Final = re.compile(r"\d{1,2}[:.h]\d\d(?:am|pm)?|\d{1,2}(?:am|pm)|ok\d?")
#: `done with 1 and 2`: numbers of actions.
_NUMBERS: Final = re.compile(r"\s*(?:with|mit|avec|con|met)?\s*\d{1,2}(?:\s*(?:,|&|\+|and|und|et|y|en)\s*\d{1,2})*\W*")
_PREPOSITION: Final = re.compile(
    r"(?:with|for|in|on|at|under|as|by|to|from|up|about|mit|auf|avec|en|sur|con|met|op|per)\b"
)
#: A time that is told by what else was then: `during the quiet spell`.
_WHILE: Final = re.compile(
    r"\b(?:during|throughout) (?:the |my |our |a |an |one )?(?:quiet |last |night |day |early |late |lunch |half |"
    r"dead )?"
    r"(?:shift|spell|hours?|lunch|break|breaks|morning|afternoon|evening|night|day|weekend|week|holidays?|term|"
    r"downtime|"
    r"window|journey|visit|handover)\b"
)
_ENDS_OPEN: Final = re.compile(r"\b(?:for|by|of|as|under|from|to)\W*$")
#: Tells of a joke.
_JOKES: Final = re.compile(r"(?:joke|joking|kidding|kind of|sort of|if only|well,? almost)\b")
_VOCATIVE: Final = re.compile(
    r"(?:(?P<known>.*)\b(?:thanks|thank you|cheers|danke|merci|gracias|now)|(?P<bare>)) *(?P<name>[a-z]+)\W*"
)
_NO_NAME: Final = re.compile(r".{1,2}$|.*(?:ly|ish|ing|ed|side|wise|stairs|doors|ward|wards)$")


def accounted(rest: str, what: str, *, whole: bool) -> bool:
    """Whether all that stands behind the word that closes is of a known kind. `rest`: folded; `what`: the action;
    `whole`: the word is said of all of it, so that a single word behind it is whom he speaks to (`all done Ian`)."""
    rest = _WHILE.sub(" ", rest)
    rest = re.sub(r"\s+", " ", rest)  # long runs of blanks would be looked at again and again
    if _NUMBERS.fullmatch(rest):
        return True
    own = stems(what)
    pieces = _BREAK.split(rest)
    attached, later = pieces[0], pieces[1:]
    if _ENDS_OPEN.search(attached):
        return False  # "done for"
    spoken_to = _VOCATIVE.fullmatch(attached)
    if spoken_to and not _NO_NAME.match(spoken_to["name"]) and (whole or spoken_to["bare"] is None):
        attached = spoken_to["known"] or ""
    return _known(attached, own, what) and all(_follows(piece, own, what) for piece in later)


def _known(piece: str, own: frozenset[str], what: str) -> bool:
    return all(_known_word(word.strip("'./-"), own, what) for word in _WORD.findall(piece))


def _known_word(word: str, own: frozenset[str], what: str) -> bool:
    if word in _PLAIN or _CLOCK.fullmatch(word):
        return True
    if word.isdigit():
        return re.search(rf"\b{word}\b", what) is not None
    return stem(word) in own


def _follows(piece: str, own: frozenset[str], what: str) -> bool:
    if _known(piece, own, what):
        return True
    return not (
        _PREPOSITION.match(piece)
        or any(not (meant := stems(found[0])) or not meant <= own for found in TAKES_BACK.finditer(piece))
        or _JOKES.match(piece)
        or re.fullmatch(r"\w", piece.strip())
    )
