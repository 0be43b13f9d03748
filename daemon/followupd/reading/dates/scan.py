"""A text as tokens: words of the vocabulary (phrases as one token), numbers by their shape, everything else opaque."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from followupd.domain.people import WorkingTime
from followupd.reading.dates import vocabulary_holidays, vocabulary_other  # noqa: F401 -- they fill the vocabulary
from followupd.reading.dates.masks import MASK, fold, mask
from followupd.reading.dates.records import Value
from followupd.reading.dates.vocabulary import PHRASES, Tags

_MERIDIEM = r"(?:a\.m\.?|p\.m\.?|am|pm)(?![a-z])"
#: What stands first is tried first: words, then whatever begins with a digit.
_TOKEN = re.compile(
    rf"""
    (?P<word>(?!q[1-4](?![a-z\d])|h[12](?![a-z\d])|kw\s?\d\d?(?!\d))[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?=\d)(?:
    (?P<stamp>(?:19|20)\d\d-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?z?)
  | (?P<ymd>(?:19|20)\d\d(?P<sep1>[-/.])\d\d?(?P=sep1)\d\d?(?![\d]|[-/]\d))
  | (?P<compact>(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?!\d))
  | (?P<dmy>\d\d?(?P<sep2>[-/.])\d\d?(?P=sep2)(?:(?:19|20)\d\d|\d\d)(?![\d]|[-/.]\d+(?![\d/.])))
  | (?P<monthyear>(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d(?![\d/]))
  | (?P<yearmonth>(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])(?![\d/-]))
  | (?P<daymonth>\d\d?/\d\d?(?![\d/]|\.\d|\s?%))
  | (?P<dotted>[0-3]?\d\.(?:1[0-2]|0?[1-9])\.(?!\d))
  | (?P<twelve>\d\d?(?:[:.]\d\d(?::\d\d)?)?\s?\.?{_MERIDIEM}|[012]?\d[0-5]\d(?:am|pm)(?![a-z])
        |(?:1[0-2]|[1-9])(?::\d\d)?[ap](?![\w']|\.\w))
  | (?P<time>\d\d?:\d\d(?::\d\d)?(?![\d:])h?)
  | (?P<dottime>\d\d?\.[0-5]\d(?![\d%]|\.\d))
  | (?P<hourtime>\d\d?\s?h\s?(?:[0-5]\d)?(?![a-z\d]))
  | (?P<ordinal>\d\d?(?:st|nd|rd|th|er|eme|ste|de|e|º|ª|°)(?![a-z\d]))
  | (?P<counted>\d+(?:d|w|wks?|mo|mths?|y|yrs?|hrs?|mins?|days?|weeks?|months?|years?|hours?)(?![a-z\d]))
  | (?P<number>\d+(?![\w.,]*\d|[a-z_]))
    )
  | (?P<line>\n(?![ ]*(?:\n|[-*•]\s|\d\d?[.)]\s)))
  | (?P<break>\n[ ]*\n\s*|\n[ ]*(?=[-*•]\s|\d\d?[.)]\s))
  | (?P<quarter>q[1-4](?![a-z\d]))
  | (?P<half>h[12](?![a-z\d]))
  | (?P<week>kw\s?\d\d?(?!\d))
  | (?P<opaque>[\d_{MASK}][\w{MASK}.,/:-]*)
  | (?P<mark>[^\s\w])
    """,
    re.X,
)
#: A line this short was ended by its writer, not by a mail client that wraps.
_SHORT_LINE = 40
_NOTHING: Tags = {}
#: Shapes that begin an expression only by their tags.
_BARE = frozenset(("word", "mark", "break", "line", ""))
#: Shapes of what a phrase of the vocabulary can begin with; `2nd` is an ordinal but in `2nd last`.
_IN_PHRASES = frozenset(("word", "number", "mark", "ordinal"))
#: How far past the tokens a rule may look; each looks a few words ahead or back.
_ROOM = 200
#: Small words that rules skip, and how many of them may stand in a row.
_SMALL = frozenset(("the", "of", "on", "at", "in", "and", "about"))
_MOST_SMALL = 6

#: First word of each phrase -> second word (none for the word alone) -> (its words, joined, its tags), longest first.
_BY_FIRST: dict[str, dict[str, list[tuple[list[str], str, Tags]]]] = {}
_PIECES = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:st|nd|rd|th)?|[^\s\w]")


def _index() -> None:
    for phrase, tags in PHRASES.items():
        words = _PIECES.findall(phrase)
        second = words[1] if len(words) > 1 else ""
        _BY_FIRST.setdefault(words[0], {}).setdefault(second, []).append((words, " ".join(words), tags))
    for seconds in _BY_FIRST.values():
        for entries in seconds.values():
            entries.sort(key=lambda entry: -len(entry[0]))


_index()


class Token(NamedTuple):
    """A word, number or mark of a text. A tuple, since a text has thousands of them."""

    #: The shape: a group name of the token pattern; `word` for everything in the vocabulary.
    shape: str
    #: The folded words.
    word: str
    start: int
    end: int
    tags: Tags
    #: The word as written begins with a capital.
    capital: bool = False


@dataclass(slots=True)
class Scan:
    """The tokens of a text with what resolving them needs: whose day it is, and which dates came before."""

    text: str
    tokens: list[Token]
    #: The wall clock of the writer when the words were written.
    now: datetime
    working: WorkingTime
    day_first: bool
    #: (token index, value, anchored) of the dates found so far, for "the Monday after".
    before: list[tuple[int, Value, bool]] = field(default_factory=list)

    #: Indexes of the tokens at which dates begin.
    begins: set[int] = field(default_factory=set)
    #: Indexes of the first tokens after dates.
    ends: set[int] = field(default_factory=set)
    #: What each rule gave at each token: several rules ask for the same parts. See piece.once.
    read: dict[tuple[Any, int], Any] = field(default_factory=dict)

    today: date = field(init=False)
    #: Tags, words and shapes of the tokens, with room at the end for rules that look past it (or before the first).
    _tags: list[Tags] = field(init=False)
    _words: list[str] = field(init=False)
    _shapes: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.now.date()
        self._tags = [token.tags for token in self.tokens] + [_NOTHING] * _ROOM
        self._words = [token.word for token in self.tokens] + [""] * _ROOM
        self._shapes = [token.shape for token in self.tokens] + [""] * _ROOM

    def tag(self, i: int, name: str) -> Any:
        """The value of a tag of token `i`; None when there is no such token or tag."""
        return self._tags[i].get(name)

    def untagged(self, i: int) -> bool:
        """Whether token `i` has no tags, or is no token."""
        return not self._tags[i]

    def bare(self, i: int) -> bool:
        """Whether token `i` is a word or sign that no rule of the grammar begins with."""
        return not self._tags[i] and self._shapes[i] in _BARE

    def tags_of(self, i: int) -> AbstractSet[str]:
        """The names of the tags of token `i`."""
        return self.tokens[i].tags.keys() if 0 <= i < len(self.tokens) else frozenset()

    def shape(self, i: int) -> str:
        return self._shapes[i]

    def word(self, i: int) -> str:
        return self._words[i]

    def number(self, i: int) -> int | None:
        """The value of a plain number in digits."""
        return int(self._words[i]) if self._shapes[i] == "number" and len(self._words[i]) < 9 else None

    def tight(self, i: int) -> bool:
        """Whether token `i` follows the one before without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def ends_here(self, i: int) -> bool:
        """Whether nothing of the sentence follows: end of text, a break, or a mark that ends or divides."""
        return i >= len(self.tokens) or self.shape(i) in ("break", "line") or self.word(i) in ".,;:!?)]-/"

    def alone(self, i: int, j: int) -> bool:
        """Whether tokens i to j are a whole line: then the writer means them as a date and nothing else."""
        first = i <= 0 or self.shape(i - 1) in ("break", "line")
        while self.word(j) in (".", "!", "?") and j < len(self.tokens):
            j += 1
        return first and (j >= len(self.tokens) or self.shape(j) in ("break", "line"))


#: A token before it is looked up: shape, word, where it begins and ends.
_Raw = tuple[str, str, int, int]


def scan(text: str, now: datetime, working: WorkingTime, day_first: bool) -> Scan:
    """Cut a text into tokens; `now` is the writer's wall clock, without a zone."""
    raw = _raw(mask(fold(text)))
    tokens: list[Token] = []
    add = tokens.append
    i = small = 0
    small_before = False
    while i < len(raw):
        shape, word, start, end = raw[i]
        small = small + 1 if small_before else 0
        small_before = False
        if small > _MOST_SMALL:  # no sentence has so many in a row: an end for rules that skip them
            add(Token("opaque", word, start, end, _NOTHING))
            i += 1
            continue
        seconds = _BY_FIRST.get(word) if shape in _IN_PHRASES else None
        found = _phrase(raw, i, seconds) if seconds else None
        if found is not None:
            i, joined, tags = found
            shape = "mark" if shape == "mark" and joined == word else "word"
            add(Token(shape, joined, start, raw[i - 1][3], tags, text[start].isupper()))
            small_before = not _SMALL.isdisjoint(tags)
            continue
        if word.endswith("'s") and shape == "word" and (seconds := _BY_FIRST.get(word[:-2])):
            tags = {**next((tags for _, _, tags in seconds.get("", ())), _NOTHING), "possessive": True}
            add(Token("word", word, start, end, tags, text[start].isupper()))
            small_before = not _SMALL.isdisjoint(tags)
        else:
            add(Token(shape, word, start, end, _NOTHING, text[start].isupper()))
        i += 1
    return Scan(text, tokens, now, working, day_first)


def _raw(masked: str) -> list[_Raw]:
    """The tokens of a masked text; the end of a line is none where a mail client wrapped it."""
    out: list[_Raw] = []
    line_start = 0
    for found in _TOKEN.finditer(masked):
        shape = found.lastgroup or "mark"
        start, end = found.span()
        if shape == "line":
            short = start - line_start < _SHORT_LINE
            line_start = end
            if not short:
                continue
        elif shape == "break":
            line_start = end
        out.append((shape, found[0], start, end))
    return out


def _phrase(
    raw: list[_Raw], i: int, seconds: dict[str, list[tuple[list[str], str, Tags]]]
) -> tuple[int, str, Tags] | None:
    """The longest phrase that begins at `i`: where the next token begins, its words, its tags."""
    for words, joined, tags in seconds.get(raw[i + 1][1], ()) if i + 1 < len(raw) else ():
        last = i + len(words)
        if len(words) == 2 or [each[1] for each in raw[i:last]] == words:
            return last, joined, tags
    if raw[i][0] == "ordinal":
        return None
    return next(((i + 1, joined, tags) for _, joined, tags in seconds.get("", ())), None)
