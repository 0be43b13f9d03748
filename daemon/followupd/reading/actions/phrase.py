"""What is to be done, as a clean order both people can read: "Call the 10 lapsed clients on the Q4 list".

"My", "your", "me" and "you" are put as names, so that the same words are true for both readers.
"""

from __future__ import annotations

import re

from followupd.domain.action import Said
from followupd.domain.people import Person
from followupd.reading.actions.german import put_together
from followupd.reading.actions.words import participle
from followupd.reading.people import TITLE, Circle, readable
from followupd.reading.wordlist import lowered, words_of

_FILLER = re.compile(
    r"\b(?:please|pls|plz|kindly|still|also|just|ideally|preferably|"
    r"no date yet|date tbc|asap|a\.s\.a\.p\.?|as soon as (?:possible|you can)|"
    r"when you (?:get a chance|have time|can)|if (?:you can|possible|poss)|at your earliest convenience|"
    r"urgently|bitte|noch|s['’]il (?:te|vous) pla[iî]t|stp|svp|dès que possible|zeitnah|baldmöglichst|"
    r"so bald wie möglich)\b(?!\s*(?:-|for example))",
)
#: What stands loose at the end once a date was taken away.
_LOOSE_SIGNS = " \t,;:–—(+&-"
_LOOSE_WORDS = words_of("and by before on until for due deadline at the with so then but und bis et avant pour to is")
_LAST_WORD = re.compile(r"\w+\Z")
_LONGEST = max(map(len, _LOOSE_WORDS)) + 1
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]")
_EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*_])")
_STOPS = re.compile(r"([,;])(?:\s*[,;])+")
#: What a sentence ends with.
_END = " .!?…"
#: "Write the notice yourself": no other thing; "introduce yourself" and "by yourself" stay.
_ONESELF = re.compile(
    r"(?<=\w{3})(?<! for)(?<! with)(?<! about)(?<! from)(?<! to)(?<! by)(?<! of)(?<! on) "
    r"(?:my|your|him|her|them|our)sel(?:f|ves)$",
    re.I,
)
_HEAD = re.compile(r"^[\s,;:–—)&+-]+(?:(?:and|then|to)\s+)?")
#: "Der Vertrag wird von … unterschrieben": den Vertrag unterschreiben.
_OBJECT_ARTICLE = re.compile(r"^(Der|Die|Das|Den|Ein|Unser|Dieser|Jeder)\b")
_AS_OBJECT = {"Der": "den", "Ein": "ein", "Dieser": "diesen", "Jeder": "jeden", "Unser": "unser"}
#: What belongs to a verb in front of it, and no preposition.
_PARTICLE = re.compile(
    r"(up|out|off|down|over|back|in|on)\b\s*(?=$|(?:to|by|before|on|at|for|with|from|in|and|as|if|so)\b|[,;(])"
)
SKIP_PARTICLE = words_of("back out over up off down across round through on in")


def order(
    text: str,
    verb: str,
    circle: Circle,
    owner: Person | None,
    *,
    thing: str = "",
    verb_last: bool = False,
    whom: str = "",
    language: str = "en",
) -> str:
    """The clean phrase from the words after the verb (what was cut is already gone)."""
    rest = tidy(text)
    if verb_last:
        if thing:
            rest = f"{_OBJECT_ARTICLE.sub(lambda m: _AS_OBJECT.get(m[1], m[1].lower()), tidy(thing))} {rest}"
        rest = _as_third_person(rest, circle, owner, german=True)
        return capital(re.sub(r"\s+", " ", put_together(rest, verb)).strip())
    if thing:
        particle = _PARTICLE.match(rest)
        if particle and verb:  # "the minutes should be typed up by Tom": type up the minutes
            verb, rest = f"{verb} {particle[1]}", rest[particle.end() :]
        rest = (
            re.sub(
                r"^(The|A|An|Our|Your|My|All|These|Those|This|That|Die|Der|Das|Les?|La)\b",
                lambda m: m[0].lower(),
                tidy(thing),
            )
            + f" {rest}"
        )
        rest = rest.strip()
    if verb == "finish":
        rest = re.sub(r"\s+(?:ready|done|finished|completed)$", "", rest)
    rest = _owned(rest, circle, owner) if language == "fr" else _as_third_person(rest, circle, owner)
    meant = {"you": circle.you, "I": circle.author}.get(whom)
    if meant:
        rest = f"{readable(meant).split()[0]} {rest}"
    return capital(f"{verb} {rest}".strip()) if verb else capital(rest)


def tidy(text: str) -> str:
    """One line, without fillers, empty brackets, and loose words at either end."""
    for filler in reversed(list(_FILLER.finditer(lowered(text)))):
        text = f"{text[: filler.start()]} {text[filler.end() :]}"
    text = _EMPTY_BRACKETS.sub(" ", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    text = " ".join(text.split())
    text = text.replace(" ,", ",").replace(" ;", ";").replace(" .", ".")
    if text.count(",") + text.count(";") > 1:
        text = _STOPS.sub(r"\1", text)
    text = _HEAD.sub("", text)
    if text.count("(") > text.count(")"):
        text = text.replace("(", "", 1)
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1)
    text = text.rstrip(_END)
    while True:
        text = text.rstrip(_LOOSE_SIGNS)
        text = _ONESELF.sub("", text)
        last = _LAST_WORD.search(text, max(0, len(text) - _LONGEST))
        if last is None or last[0].lower() not in _LOOSE_WORDS:
            return text.rstrip(_END)
        text = text[: last.start()]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def named(said: Said[str] | None, circle: Circle, language: str) -> Said[str] | None:
    """A value with "my", "your" and "you" put as names, the quotation left as it is; only English bends that simply."""
    if said is None or language != "en":
        return said
    value = _as_third_person(said.value, circle, None)
    return Said(value=capital(value) if said.value[:1].isupper() else value, words=said.words)


def _as_third_person(text: str, circle: Circle, owner: Person | None, *, german: bool = False) -> str:
    author, you = circle.author, circle.you
    swaps: list[tuple[str, Person | None]] = [("I", author), ("you", you)]
    for who, person in swaps:
        if person is None:
            continue
        shown = person.shown if person.name and "@" not in person.name else readable(person)
        name = shown if TITLE.match(shown) else shown.split()[0]
        mine = owner is not None and person.address == owner.address
        if german:
            own, objective = (
                (r"(?:meine?[nrsm]?)", r"(?:mir|mich)")
                if who == "I"
                else (r"(?:deine?[nrsm]?|Ihre?[nrsm]?)", r"(?:dir|dich|Ihnen)")
            )
            if mine:
                text = re.sub(rf"\b{own}\b", lambda m: _article(m[0]), text)
            text = re.sub(rf"\b{objective}\b", "sich" if mine else name, text)
            continue
        if not (_MINE if who == "I" else _YOURS).search(text):
            continue
        own, objective = (r"my", r"(?:me|myself)") if who == "I" else (r"your", r"(?:you|yourself)")
        text = re.sub(rf"\b{own}\s+own\b", "own" if mine else f"{name}'s own", text, flags=re.I)
        text = re.sub(rf"\b{own}\b", "the" if mine else f"{name}'s", text, flags=re.I)
        text = re.sub(rf"\b{objective}\b" if not mine else rf"\b{objective}\b(?<!self)", name, text)
    return text


_MINE = re.compile(r"\b(?:my|me|myself)\b", re.I)
_YOURS = re.compile(r"\byou", re.I)


#: A French possessive before its noun, and the article that says the same once it is known whose it is.
_FRENCH_OWN = {
    "I": re.compile(r"\b(mon|ma|mes)\s+(?=\w)", re.I),
    "you": re.compile(r"\b(ton|ta|tes|vos)\s+(?=\w)", re.I),
}
_VOWEL = re.compile(r"[aeiouyàâéèêëîïôùûœ]", re.I)


def _owned(text: str, circle: Circle, owner: Person | None) -> str:
    """French words with the owner's possessives as articles: "envoyer le planning" for "envoyer ton planning"."""
    for who, person in (("I", circle.author), ("you", circle.you)):
        if person is None or owner is None or person.address != owner.address:
            continue
        for found in reversed(list(_FRENCH_OWN[who].finditer(text))):
            ending = found[1].lower()[-1]
            article = (
                "les "
                if ending == "s"
                else "l'"
                if _VOWEL.match(text, found.end())
                else "la "
                if ending == "a"
                else "le "
            )
            text = f"{text[: found.start()]}{article}{text[found.end() :]}"
    return text


def _article(word: str) -> str:
    """`den` for `deinen`: a German possessive of the owner becomes the article with the same ending."""
    ending = re.sub(r"^(?:mein|dein|Ihr)", "", word)
    return {"": "den", "e": "die", "en": "den", "em": "dem", "er": "der", "es": "des"}.get(ending, "den")


_OBJECT_END = re.compile(
    r"\s+(?:to|for|with|by|before|on|in|at|from|about|whether|into|through|via|using|until|so|as|because|when|where|"
    r"if|that|which|who|who['’]s|and|over|across|off|out|up|down|round|per|after|during|against|including|"
    r"covering|based)\b(?!-)|[,;(:–—]|\s-\s"
)
_NOT_OBJECT = re.compile(
    r"^(?:me|us|him|her|them|you|someone|somebody|anyone|it|this|that|these|those|all|everything|something|what|how|why|where|"
    r"together|ahead|again|more|better|less)\b\s*"
)
_TO_DO = re.compile(r"\s+to (?!the\b|me\b|us\b|him\b|her\b|them\b|you\b|my\b|our\b|an?\b|[A-Z])[a-z]+ ")
_PARTICLE_FIRST = re.compile(r"(?:up|out|off|back|over|down)\s+")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?=(?:the|a|an|his|her|their|your|my|our|\d)\b)")
_ARTICLE_BEFORE = re.compile(r"(?:the|a|an|your|my|our|his|her|their|its|this|that|these|those)\s+", re.I)
_PREPOSITION_BEFORE = re.compile(r"(?:in|on|at|to|with|by|for|from|of)\b")


def _behind(pattern: re.Pattern[str], text: str) -> str:
    """The text behind what the pattern finds at its start."""
    found = pattern.match(text)
    return text[found.end() :] if found else text


def deliverable(rest: str, verb: str) -> str:
    """`Updated job description sent` from "send us the updated job description": done or not done."""
    text = _behind(_PARTICLE_FIRST, rest.strip())
    text = _NOT_OBJECT.sub("", text)
    if verb == "let":
        text = re.sub(r"^(?:[A-Z][\w'’-]+ |us |him |her |them )?have ", "", text)
        verb = "hand over" if text != rest.strip() else verb
    text = _behind(_NAME_BEFORE, text)
    match = _OBJECT_END.search(text)
    thing = (text[: match.start()] if match else text).strip(" .,'\"")
    thing = re.sub(r"\s+(?:beforehand|instead|first|again|together|directly|straight ?away)$", "", thing)
    thing = _behind(_ARTICLE_BEFORE, thing)
    if not thing or len(thing.split()) > 9 or _NOT_OBJECT.match(thing + " "):
        return ""
    if _PREPOSITION_BEFORE.match(thing):
        return ""
    if verb in ("get", "have"):
        if re.search(r"\w(?:ed|en|wn|nt|ade|one)$", thing):
            return capital(thing)
        if match and _TO_DO.match(text, match.start()):
            return ""  # "get the lift company to give us a date"
        if match and re.match(r"\s*(?:over|across|out|to)\b", match[0]):
            return capital(f"{thing} handed over")
    return capital(f"{thing} {participle(verb)}")
