"""Which person some words mean: "I", "you", a first name, initials, "Reed, Anna", "@Tom", "Tom R.".

The headers of the zone the words stand in come first, then the rest of the mail, then the reports of the mail's author,
then everybody known. Within one ring a better fit wins (full name, alias, first name, initials, last name); two equal
fits are several people, and that is for a person to decide. Nobody is guessed: what fits nobody stays nobody.
The dedicated mailbox is nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known, Person
from followupd.reading.wordlist import words_of

#: Short forms that people use for each other, in both directions.
_SHORT = """
tom thomas tommy|dan daniel danny|liz elizabeth beth lizzie eliza|kate katherine catherine kathryn cathy katie katy
mike michael mick|rob robert bob bobby robbie|bill william will billy|jim james jimmy|joe joseph joey|ben benjamin
sam samuel samantha|alex alexander alexandra|nick nicholas nicola nicky|chris christopher christine christina
matt matthew|tony anthony|steve stephen steven|dave david|andy andrew|greg gregory|jen jennifer jenny|jess jessica
pete peter|phil philip phillip|rick richard dick richie|ed edward eddie ted|tim timothy|sue susan|pat patrick patricia
vicky victoria|meg margaret maggie peggy|jo joanna joanne|becky rebecca|charlie charles charlotte|fred frederick
jon jonathan|josh joshua|ken kenneth|ron ronald|deb deborah debbie|mandy amanda|abby abigail|tess teresa theresa
dom dominic|ollie oliver|nat nathan natalie nathaniel|val valerie|lou louise louis|gill gillian|fran frances francis
raj rajesh|wes wesley|nell eleanor|ellie eleanor|pip philippa|trish patricia|bev beverley|des desmond|doug douglas
geoff geoffrey|gerry gerald|gus angus|issy isabel isabelle|jackie jacqueline|mel melanie|ray raymond|stu stuart
rach rachel|reg reginald|tash natasha|viv vivien vivian|theo theodore|hal henry harry|mo mohammed muhammad mohamed
max maximilian|seb sebastian|uli ulrich ulrike|hans johannes|steffi stefanie|basti sebastian|flo florian|toni anton
"""
#: First name -> the groups it stands in.
_SHORT_GROUPS: dict[str, list[frozenset[str]]] = defaultdict(list)
for _group in re.split(r"[|\n]", _SHORT):
    for _short in _group.split():
        _SHORT_GROUPS[_short].append(frozenset(_group.split()))

GROUP_WORDS = words_of(
    "all everyone everybody both team folks guys colleagues people anyone anybody someone somebody each "
    "alle beide team kollegen zusammen jeder jemand man wer tous toutes équipe chacun quelqu'un on"
)

#: What stands in front of a name: "Dr Shah", "Father Brennan".
TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|sir|rev|revd|fr|father|sister|capt|captain|sgt|insp|"
    r"cllr|councillor|herr|herrn|frau|monsieur|madame|mme|m)\.?\s+",
    re.I,
)
_GREETING = re.compile(
    r"^\W*(?:(?P<hello>hi|hello|hey|dear|good morning|good afternoon|good evening|morning|afternoon|evening|"
    r"lieber?|liebe|hallo|guten (?:tag|morgen)|sehr geehrter?|moin|servus|bonjour|bonsoir|salut|cher|chère|"
    r"coucou|hoi|dag|beste|"
    r"geachte|goede(?:morgen|middag)|hola|estimad[oa]|querid[oa]|buenos días|buenas tardes)\b[\s,]*)?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,2}(?:\s*(?:,|&|and|und|et)\s*[A-ZÄÖÜÉ][\w.'’-]*)*)?"
    r"\s*(?P<end>[,!:.;–-]|$)",
    re.I,
)


_LISTED = re.compile(r"\s*(?:[-*•·–+]|\d{1,2}[.)]|\[)\s*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who some words mean: one person; or several that fit equally (`others`); or nobody, when both are empty."""

    words: str
    person: Person | None = None
    others: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everybody whom the words of one zone can mean. Make one with `circle`."""

    #: Who wrote the zone: "I".
    author: Person | None
    #: Whom the zone speaks to: "you"; None when that is nobody or several people.
    you: Person | None
    #: When "you" could be several: those.
    you_maybe: tuple[Person, ...]
    #: The name that the zone greets when nobody is known by it; empty when it greets nobody, or somebody known.
    you_named: str = ""
    #: Everybody, nearest first: zone, mail, reports, known.
    rings: tuple[tuple[Person, ...], ...]
    #: Other names by address.
    also: dict[str, tuple[str, ...]]
    #: Every lower-case word that is part of somebody's name: for text without capitals.
    name_words: frozenset[str]
    #: Names resolved before: the same name is looked up many times in one zone.
    seen: dict[str, Named] = field(default_factory=dict, compare=False, repr=False)

    def who(self, words: str) -> Named:
        """The person that a name, initials or an address means."""
        if words not in self.seen:
            self.seen[words] = self._who(words)
        return self.seen[words]

    def _who(self, words: str) -> Named:
        said = TITLE.sub("", words.strip().strip("@*_()[]:,;.").strip())
        if not said or said.lower() in GROUP_WORDS:
            return Named(words=words)
        best: dict[str, Person] = {}
        for ring in self.rings:
            fits = [(fit(said, person, self.also.get(person.address, ())), person) for person in ring]
            top = max((score for score, _ in fits), default=0)
            if top:
                best = {person.address or person.name: person for score, person in fits if score == top}
                break
        found = tuple(best.values())
        if len(found) == 1 and found[0].address:
            return Named(words=words, person=found[0])
        if len(found) > 1:
            return Named(words=words, others=found)
        return Named(words=words)

    def knows(self, word: str) -> bool:
        """Whether this word, in any case, is part of the name of somebody here."""
        return word.lower() in self.name_words


_IN_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]\s*")
_BLANKS_OR_DASHES = re.compile(r"[\s-]+")
_BLANKS_OR_COMMAS = re.compile(r"[\s,]+")
_ANY_BETWEEN = re.compile(r"[\s._-]+")
_SHORTENED = re.compile(r"(?<=[^\W\d_]{3})(?:ie|y|i|o|s)$")


@lru_cache(maxsize=4096)
def _parts_of(address: str, name: str) -> tuple[str, list[str]]:
    """A person's readable name in lower case, no title, and its parts: the same people stand in mail after mail."""
    name = TITLE.sub("", readable(Person(address=address, name=name))).lower()
    return name, _BLANKS_OR_DASHES.split(name)


def fit(said: str, person: Person, also: Iterable[str] = ()) -> int:
    """How well words name a person: 0 not at all, 6 the full name or address."""
    low = said.lower()
    if low.isascii() and not said.isascii():  # the Kelvin sign is no k
        return 0
    name, parts = _parts_of(person.address, person.name)
    if low in (person.address, name, person.name.lower()) or sorted(_BLANKS_OR_COMMAS.split(low)) == sorted(
        name.split()
    ):
        return 6
    if any(low == other.lower() for other in also):
        return 5
    words = low.rstrip(".").split()
    if not words or not name:
        return 0
    initial = words[0].rstrip(".")
    if len(words) == 2 and len(parts) > 1 and len(initial) == 1 and initial == parts[0][:1] and words[1] == parts[-1]:
        return 4
    if len(words) == 2 and len(parts) > 1 and same_first(words[0], parts[0]):
        if parts[-1].startswith(words[1].rstrip(".")) and len(words[1].rstrip(".")) <= 2:
            return 4
        return 3 if words[1] == parts[-1] else 0
    if len(words) == 1:
        if low == parts[0] or low == name.split()[0]:
            return 4
        if same_first(low, parts[0]):
            return 3
        if (
            said.isupper()
            and 2 <= len(said) <= 3
            and len(parts) > 1
            and low == "".join(part[0] for part in parts if part)
        ):
            return 2
        if len(parts) > 1 and low == parts[-1]:
            return 1
    return 0


def same_first(one: str, other: str) -> bool:
    """Whether two first names are the same or usual short forms of each other, as Tom and Thomas."""
    return one == other or any(other in group for group in _SHORT_GROUPS.get(one, ()))


def readable(person: Person) -> str:
    """`Anna Reed` for `Reed, Anna`, and `Anna Reed` for `anna.reed@…` without a name."""
    if person.name and "@" not in person.name:
        shown = person.shown
        return (_IN_BRACKETS.sub(" ", shown).strip() if "(" in shown or "[" in shown else shown) or shown
    local = re.split(r"[+@]", person.address)[0]
    return " ".join(part.capitalize() for part in re.split(r"[._-]+", local) if part)


def may_be_called(name: str, person: Person) -> bool:
    """Whether a name can be a pet name of this person, as Tommo of Tom: it begins as one of the person's names does."""
    begins = name.lower()[:2]
    parts = _ANY_BETWEEN.split(f"{readable(person)} {person.address.partition('@')[0]}".lower())
    return any(part.startswith(begins) for part in parts) or fit(name, person) > 0


_BETWEEN_NAMES = re.compile(r"[\s,&]+")
_SEVERAL_NAMES = re.compile(r",|&|\b(?:and|und|et)\b")


def greeted(text: str) -> str | None:
    """The name that a zone's first line greets (`Hi Ben,` or `Ben -`); empty for a group; None for no greeting."""
    lines = text.lstrip("\n").split("\n")[:2]
    first = lines[0] if lines[0].strip() else next((line for line in text.split("\n") if line.strip()), "")
    if len(lines) > 1 and _LISTED.match(lines[1]) and first.strip()[-1:].isalpha():
        return None  # "Decisions", with a list right below it
    match = _GREETING.match(first.strip()[:80])
    if not match or not match["name"]:
        return None
    rest = first.strip()[match.end() :].strip()
    name = match["name"].strip()
    if not match["hello"] and (name.endswith(".") or not all(w[0].isupper() for w in _BETWEEN_NAMES.split(name) if w)):
        bare = GROUP_WORDS | {"and", "und", "et"}
        return "" if name.lower().split()[0] in GROUP_WORDS and all(w in bare for w in name.lower().split()) else None
    if not match["hello"] and (not name[0].isupper() or (rest and match["end"] not in ",–-")):
        return None
    if name.split()[0].lower() in GROUP_WORDS or _SEVERAL_NAMES.search(name):
        return ""
    return name if match["hello"] or match["end"] in ",–-" or not match["end"] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whom a mail can mean, whichever of its zones speaks. Make one with `company`, once for a mail."""

    in_mail: tuple[Person, ...]
    reports: tuple[Person, ...]
    everybody: tuple[Person, ...]
    #: Other names by address.
    also: dict[str, tuple[str, ...]]


def company(zones: tuple[ZoneRead, ...], mail: MailIn, known: Known) -> Company:
    """Everybody on the mail, the reports of its author, and everybody known."""
    in_mail = _distinct(
        [*([mail.author] if mail.author else []), *mail.to, *mail.cc, *_people(list(zones), known)], known
    )
    setter = mail.author.address if mail.author else ""
    also = {k.person.address: k.also for k in known.people if k.also}
    for address, name in _pet_names(zones, mail):
        also[address] = (*also.get(address, ()), name)
    return Company(
        in_mail=in_mail,
        reports=tuple(k.person for k in known.people if setter and k.manager == setter),
        everybody=tuple(k.person for k in known.people),
        also=also,
    )


def circle(zone: ZoneRead, zones: tuple[ZoneRead, ...], mail: MailIn, known: Known, around: Company) -> Circle:
    """Everybody whom the words of `zone` can mean, with who "I" and "you" are in it."""
    in_mail, everybody, also = around.in_mail, around.everybody, around.also
    in_zone = _people([zone], known)
    if zone.kind == "note":
        in_zone = _distinct([*in_zone, *mail.to, *mail.cc], known)
    rings = tuple(_with_address(ring, (*in_mail, *everybody)) for ring in (in_zone, in_mail, around.reports, everybody))
    words = {
        word.lower()
        for ring in rings
        for person in ring
        for word in (*TITLE.sub("", readable(person)).split()[:1], *also.get(person.address, ()))
        if len(word) > 2
    }
    author = zone.author or (mail.author if zone.kind == "note" else None)
    if author and not author.address:
        author = next(iter(_with_address((author,), (*in_mail, *everybody))), author)
    made = Circle(author=author, you=None, you_maybe=(), rings=rings, also=also, name_words=frozenset(words))
    you, maybe = _you(zone, zones, mail, known, made)
    greeting = greeted(zone.text) or ""
    named = made.who(greeting) if greeting else Named(words="")
    unknown = "" if named.person or named.others else greeting
    return replace(made, you=you, you_maybe=maybe, you_named=unknown, seen={})


_ONE_NAME = re.compile(r"[^\W\d_]{3,15}")


def _pet_names(zones: tuple[ZoneRead, ...], mail: MailIn) -> list[tuple[str, str]]:
    """What people call themselves or are called at the ends of messages ("Zbig" for Zbigniew), by their addresses.

    Only a name that one of the person's own names begins with, and that does not fit them anyhow.
    """
    out = []
    for zone in zones:
        author = zone.author or (mail.author if zone.kind == "note" else None)
        to = zone.to or (mail.to if zone.kind == "note" else ())
        lines = [line.strip(" ,.!-–—*_") for line in f"{zone.text}\n{zone.signature}".split("\n") if line.strip()]
        said = [(author, lines[-1] if lines else "")]
        if not zone.signature and len(lines) > 1:
            said = [(author, line) for line in lines[-4:]]
        said.append((to[0] if len(to) == 1 else None, greeted(zone.text) or ""))
        for person, name in said:
            if person is None or not person.address or not _ONE_NAME.fullmatch(name) or not name[0].isupper():
                continue
            short = _SHORTENED.sub("", name.lower())
            parts = _ANY_BETWEEN.split(readable(person).lower())
            if any(part.startswith(short) for part in parts) and not fit(name, person):
                out.append((person.address, name))
    return out


def _you(
    zone: ZoneRead, zones: tuple[ZoneRead, ...], mail: MailIn, known: Known, around: Circle
) -> tuple[Person | None, tuple[Person, ...]]:
    author = around.author
    greeting = greeted(zone.text)
    if greeting:
        named = around.who(greeting)
        if (named.person or named.others) and named.person != author:
            return named.person, named.others
    note = zone.kind == "note"
    to = _without(_distinct(mail.to if note else zone.to, known), author)
    cc = _without(_distinct(mail.cc if note else zone.cc, known), author)
    if greeting == "":
        return None, (*to, *cc)
    if len(to) == 1:
        return to[0], ()
    if not to and len(cc) == 1:
        return cc[0], ()
    if to or cc:
        return None, to or cc
    # Nobody but the dedicated mailbox is addressed: a note on a forward, or a quotation without a To line.
    below = _without(_people([z for z in zones if z is not zone], known), author)
    others = below if note else _without(around.rings[1], author)
    inside = tuple(person for person in others if known.internal(person.address))
    if len(inside) == 1:
        return inside[0], ()
    return None, inside


def _people(zones: list[ZoneRead], known: Known) -> tuple[Person, ...]:
    return _distinct(
        [person for zone in zones for person in (*([zone.author] if zone.author else []), *zone.to, *zone.cc)], known
    )


def _distinct(people: Iterable[Person], known: Known) -> tuple[Person, ...]:
    """Each person once, without the dedicated mailbox; the spelling with a name wins."""
    seen: dict[str, Person] = {}
    for person in people:
        if person.address and known.is_service(person.address):
            continue
        key = person.address or person.name.lower()
        if not key:
            continue
        if key not in seen or (person.name and not seen[key].name):
            found = known.find(person.address) if person.address else None
            seen[key] = found.person if found and not person.name else person
    return tuple(seen.values())


def _with_address(ring: tuple[Person, ...], pool: tuple[Person, ...]) -> tuple[Person, ...]:
    """Names that a header gave without an address, with the address that the same name has elsewhere."""
    out = []
    for person in ring:
        if not person.address:
            same = {p.address: p for p in pool if p.address and readable(p).lower() == readable(person).lower()}
            person = next(iter(same.values())) if len(same) == 1 else person
        out.append(person)
    return tuple({(p.address or p.name): p for p in out}.values())


def _without(people: tuple[Person, ...], author: Person | None) -> tuple[Person, ...]:
    return tuple(person for person in people if author is None or person.address != author.address)
