"""Who an action's words bind: resolves them, or says why a person has to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from followupd.domain.action import Doubt, Said
from followupd.domain.people import Person
from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.setting import Setting
from followupd.reading.lazily import lazily
from followupd.reading.people import GROUP_WORDS, greeted, may_be_called, readable
from followupd.reading.wordlist import words_of

_I = words_of("i me mine my myself ich mir mein meine je moi mon ma")
YOU = words_of("you u your yours yourself du dir dein deine sie ihnen tu toi ton ta vous votre")
_PRONOUN = words_of("he she him her they them er il elle")
#: The reason of a doubt about a name that nobody known bears.
NO_ADDRESS = "There is no address for this name in the mail or the directory:"
#: "Priya, you will …", at the beginning of a sentence.
_CALLED = lazily(
    r"^\W*(?:(?:and|then|also|finally|hi|hello|dear|hallo|und|et)[\s,]+)?"
    r"(?P<name>[A-ZÄÖÜÉÈ][\w'’-]+(?:\s+[A-ZÄÖÜÉÈ][\w'’-]*\.?)?)\s*(?P<mark>,|:|\s[–—-])\s"
)
#: "Please close the shop on Friday, Priya."
_CALLED_LAST = lazily(
    r",\s+(?:please,?\s+)?(?P<name>[A-ZÄÖÜÉÈ][\w'’-]+)\s*(?:,?\s*(?:please|thanks|bitte|merci))?\s*[.!?]*$"
)
#: What stands in front of a comma at the beginning of a sentence, and is nobody's name.
_EXCLAIMED = words_of(
    "super perfect brilliant lovely cool right sorry sure absolutely excellent wonderful awesome indeed yes yep yeah "
    "alright understood noted correct exactly exact fair true morning afternoon evening congratulations congrats "
    "welcome update "
    "reminder quick sir madam colleague mate boss dear otherwise instead similarly likewise lastly additionally "
    "furthermore moreover secondly firstly thirdly basically ideally hopefully obviously clearly actually honestly "
    "frankly luckily sadly unfortunately fortunately given since regarding concerning following during within ahead "
    "prima gut genau klar gerne schön also wie dann danke bitte hallo heute morgen parfait super bien oui merci alors "
    "donc ensuite enfin voilà"
)
#: The name of a list of people.
_GROUP = lazily(
    r"\b(?:team|staff|all|group|department|dept|committee|board|users|everyone|colleagues|customers|clients|tenants|"
    r"residents|members|parents|suppliers|partners|subscribers|readers|drivers|teachers|managers|employees|volunteers|"
    r"owners|guests|patients|students|recipients|undisclosed|distribution|list|kunden|mitarbeiter|kollegen|mieter|eltern|"
    r"clients|collaborateurs|équipe|salariés)\b",
    re.I,
)
#: "everybody else", "all of you".
_GROUP_FIRST = lazily(
    rf"(?:{'|'.join(sorted(GROUP_WORDS))}) (?:else|of|involved|here|concerned)\b|(?:all|every|each|both) [a-z]|"
    rf"alle [a-zäöü]|tous les"
)
_SEVERAL = lazily(r"\s*(?:,|&|\+|/|\band\b|\bund\b|\bet\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owning:
    """The owner, or the doubt that keeps it open; `name` is the name said when nobody is known by it."""

    owner: Said[Person] | None = None
    doubts: tuple[Doubt, ...] = ()
    name: str = ""
    #: Whether the mail itself lists the name among those who were there.
    listed: bool = False


def owner_of(setting: Setting, words: str, quote: str = "", last: Person | None = None) -> Owning:
    """Resolve an owner's words in their zone. `quote`: the exact words to keep; `last`: whom "he" or "she" means."""
    said = words.strip().strip("@*_()[]:,;.–—-").strip()
    low = said.lower()
    quote = quote or said
    circle = setting.circle
    if (
        not low
        or low in GROUP_WORDS
        or _GROUP_FIRST.match(low)
        or low in ("we", "us", "wir", "nous", "tbc", "tbd", "n/a", "?", "none", "unassigned", "offen")
    ):
        return Owning()
    if low in _I:
        return Owning(owner=Said(value=circle.author, words=quote)) if circle.author else Owning()
    if low in YOU or low.startswith("you "):
        if circle.you_named and _is_stranger(setting, circle.you_named):
            return _nobody(circle.you_named)
        if circle.you and _GROUP.search(readable(circle.you)):
            return Owning()  # "Sales team" is a list, and nobody
        if circle.you:
            return Owning(owner=Said(value=circle.you, words=quote))
        if len(circle.you_maybe) > 1:
            mean = f"“{quote}” may mean more than one person here:"
            reason = mean if quote.lower() in YOU else "It does not say which of you will do this:"
            return Owning(doubts=(_doubt(reason, circle.you_maybe),))
        return Owning()
    if low in _PRONOUN:
        return Owning(owner=Said(value=last, words=quote)) if last else Owning()
    parts = [part for part in _SEVERAL.split(said) if part]
    if len(parts) > 1:
        whole = circle.who(said)
        if whole.person:
            return Owning(owner=Said(value=whole.person, words=quote))
        people = [found for part in parts for found in [_one(setting, part)] if found]
        if len(people) == len(parts) and len({p.address for p in people}) > 1:
            return Owning(doubts=(_doubt("More than one person is named; one of them has to own it:", tuple(people)),))
    named = circle.who(said)
    if named.person:
        return Owning(owner=Said(value=named.person, words=quote))
    if named.others:
        return Owning(doubts=(_doubt(f"More than one person here is called {said}:", named.others),))
    if not re.search(r"[^\W\d_]", said) or len(said) > 40 or low in NOT_NAMES:
        return Owning()
    full = written_out(setting, said)
    if full:
        somebody = circle.who(full)
        return (
            Owning(owner=Said(value=somebody.person, words=quote))
            if somebody.person
            else replace(_nobody(full), listed=True)
        )
    return _nobody(said)


#: "Present: Rhys Pritchard (RP), Colette Dumas, Fay O'Neill - FON": people as minutes list them.
_LISTED = lazily(
    r"(?<![\w'’-])[A-ZÄÖÜÉ][\w'’-]+(?: (?:(?:de|van|von|der|den|la|le|du) )*(?!I['’])[A-ZÄÖÜÉ][\w'’-]+){1,2}(?![\w'’-])"
)


@lru_cache(maxsize=8)
def _listed(text: str) -> tuple[tuple[str, int], ...]:
    """Every full name in a text, with where it ends."""
    found = []
    for match in _LISTED.finditer(text):
        first, _, rest = match[0].partition(" ")
        name = rest if first.lower() in NOT_NAMES and " " in rest else match[0]  # "From Rhys Pritchard's report"
        found.append((re.sub(r"['’]s$", "", name), match.end()))
    return tuple(found)


_FIRST_NAME = lazily(r"[A-ZÄÖÜÉ][a-zäöüßéèáóíñç'’-]{2,}")


def written_out(setting: Setting, initials: str) -> str:
    """The one name in the zone that has these initials, or has them in brackets behind it; else empty.

    A first name alone is the one full name that begins with it.
    """
    if _FIRST_NAME.fullmatch(initials):
        full = {
            name
            for name, _ in _listed(setting.zone.text)
            if name.startswith(f"{initials} ") and name.split()[-1].lower() not in NOT_NAMES
        }
        return full.pop() if len(full) == 1 else ""
    if not (initials.isupper() and initials.isalpha() and 2 <= len(initials) <= 3):
        return ""
    text = setting.zone.text
    beside = lazily(rf"\s*(?:[(\[]|[-–—=:]\s*){initials}\b")
    names = _listed(text)
    told = {name for name, end in names if beside.match(text, end)}
    fitting = {name for name, _ in names if "".join(w[0] for w in name.split() if w[0].isupper()) == initials}
    chosen = told or fitting
    return chosen.pop() if len(chosen) == 1 else ""


def ours(setting: Setting) -> Owning | None:
    """Who "we" may be in words to somebody outside ("we will let you have the price by Friday"): one of us, asked.

    None when the words are not the organisation's own, or speak to nobody outside: "we" binds nobody then.
    """
    author, circle = setting.circle.author, setting.circle
    if author is None or not author.address or not setting.known.internal(author.address):
        return None
    there = [person for person in circle.rings[0] if person.address]
    inside = [person for person in there if setting.known.internal(person.address) and person != author]
    if len(inside) == len([person for person in there if person != author]):
        return None
    return Owning(doubts=(_doubt("It does not say which of you will do this:", (author, *inside)),))


def called(setting: Setting, sentence: str) -> Owning | None:
    """Who "you" is in a sentence that calls somebody by name first ("Priya, you will …"); None when it calls nobody."""
    match = _CALLED.match(sentence)
    if match is None:
        last = _CALLED_LAST.search(sentence)
        person = setting.circle.who(last["name"]).person if last else None
        return Owning(owner=Said(value=person, words=last["name"])) if last and person else None
    name = match["name"]
    named = setting.circle.who(name)
    if named.person and named.person != setting.circle.author:
        return Owning(owner=Said(value=named.person, words=name))
    if named.others:
        return Owning(doubts=(_doubt(f"More than one person here is called {name}:", named.others),))
    if match["mark"] == ":" and setting.circle.you is not None:
        return None  # "Punctuality: you need to …": what it is about, in words to one person
    return _nobody(name) if named.person is None and _is_stranger(setting, name) else None


def _nobody(name: str) -> Owning:
    return Owning(doubts=(Doubt(field="owner", reason=NO_ADDRESS, readings=(name,)),), name=name)


def _is_stranger(setting: Setting, name: str) -> bool:
    """Whether a name called out is nobody's here: no word of courtesy, and no pet name of the one written to."""
    first = name.split()[0].lower().strip(".")
    if first in NOT_NAMES or first in _EXCLAIMED:
        return False
    here = (setting.circle.you,) if setting.circle.you else setting.circle.you_maybe
    return not any(may_be_called(name, person) for person in here)


#: "change of address with HMRC, I do that one".
_I_DO = lazily(r"(?:^|[,;(–—-]\s*)I(?:['’]ll| will| do| can)(?: (?:do|take|sort|handle))? (?:that|this|it|these)\b")


def implied(setting: Setting, words: str) -> tuple[str, str]:
    """Whose a bare order in a list is, when neither it nor its heading says: ("you" or "I" or "", words that show it).

    "My" in the entry shows the writer, "your" the reader. A list by the setter is for the reader. A list that somebody
    else sent in could be the writer's own or the reader's: that is not guessed.
    """
    mine = re.search(r"\b(?:my|I|I['’]ll|mein\w*|ich|mes|mon|ma)\b", words)
    yours = re.search(r"\b(?:your|you|you['’]ll|dein\w*|du|Ihre?\w*|ton|ta|tes|votre|vos)\b", words, re.I)
    promise = _I_DO.search(words)
    if promise:
        return "I", promise[0]
    if yours and not mine:
        return "you", yours[0]
    if mine and not yours and not re.search(r"\b(?:me|mir|moi)\b", words):
        return ("I", mine[0]) if not setting.by_setter else ("you", mine[0])
    if setting.by_setter:
        name = greeted(setting.zone.text)
        return "you", name or words.split()[0] if words.split() else ""
    author, you = setting.circle.author, setting.circle.you
    if author and you:
        writer, reader = setting.known.find(author.address), setting.known.find(you.address)
        if writer and writer.manager == you.address:
            return "I", words.split()[0]
        if reader and reader.manager == author.address:
            return "you", words.split()[0]
    return "", ""


#: Words by which a message asks something of its reader.
_SPEAKS_TO = lazily(
    r"\b(?:please|pls|you|your|you['’]ll|u|can we|bitte|dein\w*|du|sie|ihr\w*|merci de|tu|vous|ton|ta|votre)\b", re.I
)


_OF_ONESELF = lazily(r"\b(?:I|I['’]ll|my|ich|mein\w*|je|mes|mon)\b")


def either(setting: Setting, *, planned: bool = False) -> Owning:
    """An entry that could be the writer's or the reader's; the writer's alone, when he tells of his own plan.

    `planned`: a day stands above the list ("today:"). In his own plan he speaks to nobody, of himself or of a day.
    """
    author = setting.circle.author
    inside = author is not None and bool(author.address) and setting.known.internal(author.address)
    own = planned or _OF_ONESELF.search(setting.text) is not None
    if not setting.by_setter and author is not None and inside and own and not _SPEAKS_TO.search(setting.text):
        return Owning(doubts=(_doubt("It does not say who will do this:", (author,)),))
    people = tuple(person for person in (setting.circle.author, setting.circle.you) if person)
    return Owning(doubts=(_doubt("It does not say who will do this:", people),)) if len(people) > 1 else Owning()


def _one(setting: Setting, words: str) -> Person | None:
    low = words.strip().lower()
    if low in _I:
        return setting.circle.author
    if low in YOU:
        return setting.circle.you
    return setting.circle.who(words).person


def _doubt(reason: str, people: tuple[Person, ...]) -> Doubt:
    same = len({readable(person) for person in people}) < len(people)
    return Doubt(
        field="owner",
        reason=reason,
        readings=tuple(f"{readable(p)} <{p.address}>" if same else readable(p) for p in people[:6]),
    )
