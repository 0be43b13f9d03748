"""What its neighbours say is no date: a part of a name, an address, the owner or the measure of a thing.

A day that stands in its sentence as a name does is not when anything happens: `the Sunday Times`, `May & Baker`,
`a café called Sunday`, `rue du 4 Septembre`. Nor is one that only says which thing is meant (`today's paper`), unless
the thing itself is a moment (`Friday's meeting`) or something leads in (`before tomorrow's news`).
"""

from __future__ import annotations

import re

from followupd.reading.dates.clocks import hour_may_end
from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import Day, Span
from followupd.reading.dates.scan import Scan
from followupd.reading.dates.things import AFTER_WEAK, which_one
from followupd.reading.wordlist import words_of

_TITLES = words_of(
    """
        mr ms mrs miss mx dr prof professor doctor sir lord lady dame captain herr herrn frau familie madame
        monsieur mme mlle famille mevrouw mevr meneer heer dhr senor senora sr sra don dona familia
    """
)
#: Titles that are words as well: written large, before a name.
_OFFICES = words_of(
    """
        father sister brother uncle aunt auntie reverend rev judge justice colonel major sergeant constable inspector
        nurse coach canon bishop president chancellor minister councillor cllr officer pc pastor doktor pfarrer
        pfarrerin meister schwester bruder onkel tante kollege kollegin direktor docteur maitre pere soeur oncle
        professeur doctora profesor profesora padre hermana tio tia dokter meester pastoor oom collega
    """
)
#: Words that give the next word as a name.
_NAMING = words_of(
    """
        named titled entitled nicknamed dubbed codenamed branded baptised namens genannt heisst appele appelee
        nomme nommee llamado llamada genaamd heet firma societe cabinet maison empresa
    """
)
#: How many words the name of a firm has behind the first.
_MOST_WORDS = 4
_SUITS = frozenset(("works", "suits", "would", "will", "please", "then"))
#: Prepositions that lead on from a day.
_ABOUT = frozenset(("regarding", "concerning", "re", "via", "over", "w", "alongside", "without", "instead"))
_SPEAKERS = frozenset(("i", "we", "he", "she", "they", "you", "who"))
#: What stands behind the name of a firm.
_FIRMS = words_of(
    """
        ltd limited plc inc llc llp lp corp corporation co company holdings group gmbh ag kg ohg ug sa sarl sas
        eurl sl bv nv vof partners associates
    """
)
#: Words of an address, before the date that it is named after (some only with a `du` or `de` between) and behind it.
_STREETS = frozenset(("rue", "calle", "avenida", "plaza", "paseo", "boulevard", "straße", "strasse", "via", "piazza"))
_STREETS_OF = frozenset(("place", "avenue", "quai", "cours", "allee", "platz", "plein", "straat", "laan", "metro"))
_BUILT = words_of(
    """
        street road lane avenue drive close square court gardens terrace way place crescent hill park mews row
        walk grove house building buildings tower hall club school hotel bridge yard wharf centre center cafe
        pub inn
    """
)
#: Verbs before `by` that say who did something, and those that say when something is to be.
_DONE_BY = frozenset(("was", "were", "got"))
_TO_BE = frozenset(("be", "is", "are", "will", "would", "should", "must", "shall", "to", "can", "could", "may"))


def no_date(s: Scan, i: int, piece: Piece) -> bool:
    """Whether what the rules read at token `i` stands in its sentence as something else than a date."""
    first = i
    while first < piece.end - 1 and (s.tag(first, "the") or s.tag(first, "on")) and s.tag(first, "which") is None:
        first += 1
    return (
        part_of_a_name(s, i, piece.end)
        or _named(s, first, piece)
        or _in_an_address(s, first, piece.end)
        or _greeting(s, first, piece)
        or _titled(s, i, first, piece)
        or _numbered(s, i, first, piece)
        or _scripture(s, i, first, piece)
        or which_one(s, i, first, piece)
        or _somebody(s, first, piece)
    )


def _paired(s: Scan, first: int) -> bool:
    """`June Bug and Sunday Girl`: the second of two names."""
    if not s.tag(first - 1, "and") or first + 1 >= len(s.tokens) or first < 2:
        return False
    around = (s.tokens[first - 2], s.tokens[first + 1])
    return all(each.capital and each.shape == "word" and not each.tags for each in around)


def _name(s: Scan, i: int) -> bool:
    """Whether this word written large may be a person's name: nothing before it leads to a month."""
    token = s.tokens[i]
    led = any(s.tag(i - 1, tag) for tag in ("bound", "in", "of", "to", "edge", "and")) and i > 0
    return token.capital and token.shape == "word" and (not token.tags or "weak" in token.tags) and not led


def _surname(s: Scan, first: int) -> bool:
    """`clubs like Sheffield Wednesday send …`: behind a name, inside a sentence, and before its verb."""
    before, end = s.tokens[first - 1], first + 1
    named = first > 1 and before.capital and before.shape == "word" and not before.tags and not s.ends_here(first - 2)
    goes_on = s.shape(end) == "word" and not s.tags_of(end) and not s.tokens[end].capital and not hour_may_end(s, end)
    return named and goes_on and s.word(end) not in AFTER_WEAK | _ABOUT and s.tag(first, "foreign") is None


def _forename(s: Scan, first: int) -> bool:
    """`as in Tuesday Weld`, `from Friday Harbor Labs`: behind a word that leads to no weekday, and before a name."""
    names = 0
    for token in s.tokens[first + 1 : first + 3]:
        if not (token.capital and token.shape == "word" and not token.tags):
            break
        names += 1
    before = s.word(first - 1)
    if before == "in" and s.word(first - 2) in _HANDED:
        return False  # "hand it in Friday Jo"
    return (names > 0 and before in _TO_NO_DAY) or (names > 1 and before in _TO_A_NAME)


_HANDED = frozenset(("it", "them", "this", "that", "these", "those"))
_TO_NO_DAY = frozenset(("in", "of", "with", "like", "as"))
_TO_A_NAME = frozenset(("from", "at", "to"))
#: Weekday -> what it is said with in one term: what is sold, read, played or worn, and not when.
_TERMS = {
    "monday": frozenset(("blues",)),
    "friday": frozenset(("feeling",)),
    "saturday": frozenset(("job", "jobs")),
    "sunday": frozenset(
        (
            "trading",
            "roast",
            "roasts",
            "school",
            "driver",
            "drivers",
            "papers",
            "league",
            "best",
            "supplement",
            "supplements",
        )
    ),
}
#: What stands before it in one term.
_TERMS_BEFORE = {
    "monday": frozenset(("blue", "manic", "stormy")),
    "tuesday": frozenset(("ruby",)),
    "friday": frozenset(("casual", "down", "jeans", "man", "girl", "person", "freaky")),
    "sunday": frozenset(("bloody",)),
}


def _term(s: Scan, first: int) -> bool:
    """`Sunday trading`, `Casual Friday`, `The Mail on Sunday`."""
    day = s.word(first)
    if s.word(first + 1) in _TERMS.get(day, ()):
        return True
    if s.word(first - 1) in _TERMS_BEFORE.get(day, ()):
        return True
    return (
        day == "sunday" and s.word(first - 1) == "on" and s.word(first - 2) in _PAPERS and s.tokens[first - 2].capital
    )


_PAPERS = frozenset(("sun", "mail"))


def _single(piece: Piece) -> bool:
    return isinstance(piece.values[0], Day | Span)


def _named(s: Scan, first: int, piece: Piece) -> bool:
    """`Friday & Sons`, `Monday Ltd`, `a café called Sunday`: a day or month alone, written as a name is."""
    if piece.end != first + 1 or not s.tokens[first].capital or not _single(piece):
        return False
    end = piece.end
    if s.word(end) == "&" and end + 1 < len(s.tokens) and s.tokens[end + 1].capital and not s.tokens[end + 1].tags:
        return True
    for k in range(end, min(end + _MOST_WORDS, len(s.tokens))):  # "Monday Ltd", "Monday Motors Inc"
        if not s.tokens[k].capital:
            break
        if s.word(k) in _FIRMS:
            return True
    if s.tag(first, "weekday") is not None and (
        _paired(s, first) or _surname(s, first) or _forename(s, first) or _term(s, first)
    ):
        return True
    before = s.word(first - 1)
    if before == "called":  # "I called Sunday" says when
        return s.word(first - 2) not in _SPEAKERS
    return before in _NAMING


def _in_an_address(s: Scan, first: int, end: int) -> bool:
    """`rue du 4 Septembre`, `Straße des 17. Juni`, `5 September Close`."""
    if end < len(s.tokens) and s.word(end) in _BUILT and s.tokens[end].capital:
        return s.text[s.tokens[end - 1].end : s.tokens[end].start] == " "
    if s.word(first - 1) in ("at", "in") and _day_of_a_month(s, first, end) and end < len(s.tokens):
        after = s.tokens[end]  # nobody says "at 21 April" of a day
        if after.capital and after.shape == "word" and not after.tags:
            return True
    at = first - 1
    while at > first - 3 and (s.tag(at, "of") or s.tag(at, "the")):
        at -= 1
    if s.word(at) in _STREETS or s.word(at).endswith(("straße", "strasse")):
        return True
    foreign = at < first - 1 or s.word(first) in ("du", "des", "del")
    return s.word(at) in _STREETS_OF and foreign


def _day_of_a_month(s: Scan, first: int, end: int) -> bool:
    return end == first + 2 and s.number(first) is not None and s.tag(first + 1, "month") is not None


def _numbered(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`Gallery 10/11`, `Accession 1987.12.4`: two neighbours or an old number, behind the word that they belong to."""
    if (
        piece.end != first + 1
        or first != i
        or s.shape(i - 1) != "word"
        or s.tags_of(i - 1)
        or not s.tokens[i - 1].capital
    ):
        return False
    numbers = [int(digits) for digits in _DIGITS.findall(s.word(first))]
    if s.shape(first) == "daymonth":
        return numbers[1] == numbers[0] + 1
    return s.shape(first) == "ymd" and "." in s.word(first) and numbers[0] < s.today.year - _OLD


_DIGITS = re.compile(r"[0-9]+")
#: Years after which a date is nothing to do with what is agreed now.
_OLD = 10


def _scripture(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`Luke 2:15` beside a word of the church: chapter and verse; without one it is somebody and an hour."""
    if piece.end != first + 1 or first != i or s.shape(first) != "time" or s.word(first - 1) not in _EVANGELISTS:
        return False
    return any(s.word(k) in _CHURCH for k in range(max(0, first - _BESIDE), first + _BESIDE))


#: How many words before and behind are looked at.
_BESIDE = 12
_EVANGELISTS = words_of(
    "mark luke john matthew job ruth daniel joel amos micah james peter timothy titus samuel joshua esther ezra jude"
)
_CHURCH = words_of("gospel psalm psalms scripture sermon epistle testament bible verse verses preach preaches lectern")


def _titled(s: Scan, i: int, first: int, piece: Piece) -> bool:
    """`Saturday Night Fever`, `Sunday Morning is a song`: English writes the part of a day small, but in a title."""
    last = piece.end - 1
    if (
        last != first + 1
        or s.tag(first, "weekday") is None
        or s.tag(last, "part") is None
        or not s.tokens[last].capital
    ):
        return False
    if s.tag(first, "foreign") or s.tokens[last].word == s.text[s.tokens[last].start : s.tokens[last].end].upper():
        return False
    led = any(s.tag(i - 1, tag) for tag in ("bound", "on", "at", "in")) or s.tag(i - 1, "which") is not None
    goes_on = s.shape(piece.end) == "word" and not (s.tags_of(piece.end) - {"and"}) and s.word(piece.end) not in _SUITS
    return not led and goes_on and s.text[s.tokens[first].start : s.tokens[last].end].istitle()


def _greeting(s: Scan, first: int, piece: Piece) -> bool:
    """`Guten Morgen`: written large inside a sentence it is the part of the day, and not tomorrow."""
    if s.word(first) != "morgen" or s.tag(first, "relative") is None or piece.end != first + 1:
        return False
    starts = first == 0 or s.ends_here(first - 1)
    return s.word(first - 1) in ("guten", "goede", "goeden", "gute") or (
        s.tokens[first].capital and not starts and s.tag(first - 1, "bound") is None
    )


def _somebody(s: Scan, first: int, piece: Piece) -> bool:
    """`was approved by April`: who did it; `should be approved by April` says when."""
    weak = s.tag(first, "month") is not None and (s.tag(first, "weak") or s.tag(first, "name"))
    if piece.end != first + 1 or not s.tokens[first].capital:
        return False
    before = s.word(first - 1)
    joined = weak and s.tag(first - 1, "and") and first > 1 and first - 1 not in s.ends
    if joined and _name(s, first - 2):
        return True  # "Jan en Mei tillen", where the first was no date either
    if s.tag(first, "name"):  # Spanish and Dutch write their months and days small
        surname = piece.end < len(s.tokens) and s.tokens[piece.end].capital and s.shape(piece.end) == "word"
        return before in ("para", "con", "a", "por", "y") or (surname and not s.tags_of(piece.end))
    if not weak:
        return False
    if s.word(first) == "jan" and before in ("voor", "bij", "met", "aan", "door"):
        return True
    if before != "by" or s.shape(first - 2) != "word" or s.tokens[first - 2].tags:
        return False
    if s.word(first - 2) in _PERFORMED and s.word(first - 3) in ("is", "are"):
        return True  # "is chaired by June"; what "is finished by June" has a day
    for at in range(first - 3, max(-1, first - 3 - _VERB_BACK), -1):
        if s.ends_here(at) or s.word(at) in _TO_BE:
            return False
        if s.word(at) in _DONE_BY or (s.word(at) == "been" and s.word(at - 1) in ("has", "have", "had")):
            return True
    return False


_PERFORMED = words_of(
    "read sung chaired taught hosted led narrated staffed manned conducted preached played covered run"
)
#: How many words may stand between `was` and `approved by`.
_VERB_BACK = 8


def part_of_a_name(s: Scan, i: int, end: int) -> bool:
    """Whether a day belongs to a name: `the Sunday Times`, `the Good Friday Agreement`."""
    while s.tag(i, "the") and s.tag(i, "which") is None:
        i += 1
    if end == i + 1 and s.word(i - 1 - (s.word(i - 1) == ".")) in _TITLES and s.tokens[i].capital:
        return True
    if end == i + 1 and i > 0 and s.word(i - 1) in _OFFICES and s.tokens[i - 1].capital and s.tokens[i].capital:
        return True
    last = s.tokens[end - 1]
    if s.text[last.end : last.end + 1] == "-" and end < len(s.tokens) and s.tokens[end].start == last.end + 1:
        return s.shape(end) == "word" and not s.tokens[end].tags and s.word(end) not in AFTER_WEAK  # "quarter-final"
    if end == i + 1 and s.tag(i, "weekday") is not None and s.word(i - 1) == "happy":
        return True
    if s.tag(i, "holiday") is not None and end == i + 1 and end < len(s.tokens):  # "Easter Road", not "by Easter Tom"
        led = any(s.tag(i - 1, tag) for tag in ("bound", "at", "on", "in")) and s.word(i - 1) not in ("a", "an")
        follows = s.tokens[end]
        other = follows.capital or not (follows.word in AFTER_WEAK or hour_may_end(s, end))  # "Easter eggs"
        return bool(follows.shape == "word" and other and not follows.tags and not led)
    named = end == i + 1 and (s.tag(i, "weekday") is not None or s.tag(i, "holiday") is not None)
    if not named or not s.word(i - 1).endswith("the") or end >= len(s.tokens):
        return False
    return (
        s.tokens[end].capital
        and s.tokens[i].capital
        and s.shape(end) == "word"
        and s.tags_of(end) <= {"times", "number"}
    )
