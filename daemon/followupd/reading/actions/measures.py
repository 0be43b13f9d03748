"""What a sentence itself lets one count or see: a count with its noun, or a thing that is done or not done."""

from __future__ import annotations

import re

from followupd.domain.action import Said
from followupd.reading.actions.phrase import SKIP_PARTICLE, capital, deliverable, tidy
from followupd.reading.actions.words import ACTION_VERBS, DELIVER, NUMBER, participle
from followupd.reading.lazily import lazily

_STOPS = (
    r"(?:this|next|last|these|those|so|because|by|before|on|to|for|and|or|with|at|in|from|am|pm|is|are|was|that|who|"
    r"which|und|oder|mit|für|bis|aus|"
    r"et|ou|pour|avec|dans|sur|each|per|a|an|pro)"
)
_COUNTED = lazily(
    rf"(?<![-/])\b(?P<count>{NUMBER})\s+(?:of\s+(?:the|my|your|our|his|her|their|these|"
    rf"those)\s+)?(?P<thing>(?:(?!{_STOPS}\b)[^\W\d_][\w'’-]*\s+){{0,4}}(?!{_STOPS}\b)(?:[^\W\d_][\w'’-]*(?:(?<"
    r"!s)s|ses|x)|people|staff|children|women|men|personnes|[A-ZÄÖÜ][\w-]+))\b(?!['’])",
)
#: A second thing to do, with its number: "… and book 1 meeting".
_AND_BOOK = lazily(
    rf"\band\s+(?P<verb>[A-Za-z]+)\s+(?P<rest>(?:at least\s+)?{NUMBER}(?:\s+(?!{_STOPS}\b)[^\W\d_][\w'’-]*){{1,4}})",
)
_TIME_NOUN = lazily(
    r"^(?:.*\s)?(?:days?|weeks?|months?|hours?|minutes?|years?|mins?|hrs?|january|february|march|april|may|"
    r"june|july|august|september|october|november|december|uhr|tagen?|wochen?|monaten?|jours?|semaines?|"
    r"heures?)$",
    re.I,
)
#: "Year 8 families", "bay 4 doors": the number is part of a name.
_NUMBERED_NAME = lazily(
    r"\b(?:years?|class|rooms?|bays?|units?|grades?|phases?|levels?|floors?|wards?|lines?|vans?|buses|bus|docks?|stages?|"
    r"steps?|blocks?|sites?|plots?|stores?|gates?|routes?|modules?|chapters?|sections?|appendix|version|form|halls?|"
    r"sheds?|tables?|pages?|surger(?:y|ies)|theatres?|loods|kantoor|kamer|halle|raum|zimmer|etage|stock|salle|bureau|"
    r"sala|aula)\s+$",
    re.I,
)
_MADE_SURE = lazily(
    r"\W*sure (?:that )?(?:the |all )?(?P<thing>.+?) (?:is|are|gets?) (?:all )?(?P<part>\w+(?:ed|en|ne|wn|nt|id|ut))\b"
)
#: "Make sure that the lift is free from 8": what will be seen.
_IS_SO = lazily(
    r"\W*(?:sure|certain) (?:that )?(?P<so>(?:the|our|all|every|each|your|my|his|her|their|it|they|"
    r"there) .{4,90}$)"
)
_READY = lazily(
    r"^(?:the |a |an |your |my )?(?P<thing>.{3,60}\b(?:out|live|ready|signed(?: off)?|published|in place|"
    r"up to date|done|complete|approved|submitted|uploaded))[\s.]*$",
    re.I,
)


def measure_in(text: str, verb: str, thing: str = "", words: str = "", language: str = "en") -> Said[str] | None:
    """What the sentence itself lets one count or see: "10 lapsed clients called", "job description sent"."""
    sure = _MADE_SURE.match(text) if verb == "make" else None
    if sure:
        return Said(value=capital(f"{sure['thing']} {sure['part']}"), words=words)
    certain = _IS_SO.match(text) if verb == "make" else None
    if certain:
        return Said(value=capital(certain["so"].strip(" .!?")), words=words)
    counted = next(
        (
            m
            for m in _COUNTED.finditer(text)
            if not _TIME_NOUN.match(m["thing"]) and not _NUMBERED_NAME.search(text, 0, m.start())
        ),
        None,
    )
    if counted and not re.search(r"\b(?:a|per|each|every|pro|par)\s+\w+\s*$", text[counted.end() : counted.end() + 12]):
        said = " ".join(counted[0].split())
        direct = not re.search(r"\b(?:in|on|at|to|for|with|from|of|about)\b", text[: counted.start()])
        done = participle(verb) if verb in ACTION_VERBS and direct else ""
        return Said(value=capital(f"{said} {done}".strip()), words=said)
    booked = _AND_BOOK.search(text)
    if booked and booked["verb"].lower() in ACTION_VERBS:
        said = " ".join(booked["rest"].split())
        return Said(value=capital(f"{said} {participle(booked['verb'].lower())}"), words=" ".join(booked[0].split()))
    ready = _READY.search(text.strip()) if not verb else None
    if ready:
        return Said(value=capital(ready["thing"]), words=words)
    if verb and language != "en":
        return _thing_done(text, verb, thing, words, language)
    if thing and verb in DELIVER:
        named = re.sub(r"^(?:the|a|an|our|your|my)\s+", "", tidy(thing), flags=re.I)
        return Said(value=capital(f"{named} {participle(verb)}"), words=words) if named else None
    if verb in DELIVER:
        named = tidy(text)
        if verb == "let":  # "Let Claire know about the delay"
            told = re.match(r"(?!(?:me|us)\b)(\w[\w .'’-]{0,40}?) know\b", named)
            return Said(value=capital(f"{told[1]} told"), words=words) if told else None
        if _OPEN_QUESTION.match(named):
            return Said(value=f"It is known {named}", words=words)
        value = deliverable(named, verb)
        if value.split(" ", 1)[0].lower() in SKIP_PARTICLE:
            return None  # "hand everything over" names no thing
        return Said(value=value, words=words) if value else None
    return None


#: What is to be found out.
_OPEN_QUESTION = lazily(r"(?:whether|if|how|what|why|when|who|where|which)\b.{4,110}$")
_NO_THING = lazily(
    r"(?:anrufen|rufen|sprechen|treffen|kontaktieren|melden|verbessern|optimieren|kümmern|schauen|sehen|"
    r"fragen|unterstützen|helfen|sein|"
    r"appeler|rappeler|contacter|rencontrer|téléphoner|améliorer|optimiser|travailler|gérer|voir|relancer|"
    r"accompagner|participer|"
    r"llamar|contactar|hablar|visitar|reunir|bellen|spreken|bezoeken|vragen|informeren|overleggen|zorgen|werken)$"
)
_ARTICLE = lazily(
    r"^(?:(?:mir|uns|dir|ihm|ihr|ihnen|me|m['’]|lui|leur|nous|vous|te|t['’])\s+)?"
    r"(?:der|die|das|den|dem|ein(?:e[nrms]?)?|mein\w*|dein\w*|unser\w*|le|la|les|l['’]|un|une|des|du|mon|ma|"
    r"mes|ton|ta|tes|votre|notre|el|los|las|una?|mi|tu|su|de|het|een|mij|me|jou|ons)\s+",
    re.I,
)


def _thing_done(text: str, verb: str, thing: str, words: str, language: str) -> Said[str] | None:
    """The named thing of a German or French order, done: "Preisliste für Müller: erledigt"."""
    if _NO_THING.search(verb):
        return None
    named_thing = _ARTICLE.sub("", tidy(thing or text), count=1)
    named_thing = re.sub(rf"\s+{re.escape(verb)}$", "", named_thing)
    if language == "fr":
        named_thing = re.split(r"\s+(?:à|au|aux|avec|pour|avant|par|chez)\s+", named_thing)[0]
    if re.match(r"(?:à|au|aux|zum|zur|mit|bei|auf|an|in|für|sur|dans|en)\b", named_thing, re.I):
        return None
    if not named_thing or len(named_thing.split()) > 9:
        return None
    done = {"de": ": erledigt", "fr": " : fait", "es": ": hecho", "nl": ": gereed"}[language]
    return Said(value=capital(f"{named_thing}{done}"), words=words)
