"""Who says in a Dutch sentence that who does what: "ik stuur", "Bas belt", "zal … sturen", "wil je … sturen?"."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

#: Verbs by the form that "ik" takes, and their infinitives.
_VERBS = dict(
    pair.split(":")
    for pair in words_of("""
    bel:bellen stuur:sturen regel:regelen maak:maken mail:mailen verstuur:versturen plan:plannen
    controleer:controleren bestel:bestellen vraag:vragen boek:boeken bevestig:bevestigen zoek:zoeken
    nodig:uitnodigen vul:invullen overleg:overleggen lever:leveren schrijf:schrijven bespreek:bespreken
    geef:geven neem:nemen haal:halen zet:zetten update:updaten werk:werken doe:doen zorg:zorgen check:checken
    bezoek:bezoeken betaal:betalen koop:kopen verkoop:verkopen rond:afronden pas:aanpassen bereid:voorbereiden
    stel:opstellen spreek:spreken informeer:informeren presenteer:presenteren organiseer:organiseren
    repareer:repareren test:testen print:printen teken:tekenen onderteken:ondertekenen plaats:plaatsen
    lees:lezen meld:melden breng:brengen deel:delen verzamel:verzamelen corrigeer:corrigeren noteer:noteren
    lever:leveren reken:rekenen offreer:offreren contacteer:contacteren
    installeer:installeren vervang:vervangen vernieuw:vernieuwen herstel:herstellen verf:verven schilder:schilderen
    reinig:reinigen was:wassen ruim:opruimen leeg:legen sluit:sluiten open:openen verplaats:verplaatsen
    verhuis:verhuizen verwijder:verwijderen gooi:weggooien archiveer:archiveren kopieer:kopiëren scan:scannen
    vertaal:vertalen herschrijf:herschrijven redigeer:redigeren publiceer:publiceren vergelijk:vergelijken
    analyseer:analyseren onderzoek:onderzoeken bereken:berekenen meet:meten weeg:wegen tel:tellen keur:keuren
    inspecteer:inspecteren evalueer:evalueren beoordeel:beoordelen kies:kiezen benoem:benoemen wijs:aanwijzen
    verdeel:verdelen beantwoord:beantwoorden reageer:reageren antwoord:antwoorden toon:tonen leg:uitleggen
    begeleid:begeleiden train:trainen coach:coachen werf:werven ontvang:ontvangen rijd:rijden bak:bakken kook:koken
    snijd:snijden factureer:factureren incasseer:incasseren declareer:declareren annuleer:annuleren
    verleng:verlengen onderhandel:onderhandelen verzend:verzenden overhandig:overhandigen
    registreer:registreren documenteer:documenteren actualiseer:actualiseren verbeter:verbeteren
    coördineer:coördineren stem:afstemmen help:helpen ontwerp:ontwerpen bouw:bouwen monteer:monteren
    demonteer:demonteren sorteer:sorteren etiketteer:etiketteren bewaar:bewaren start:starten stop:stoppen
    voer:uitvoeren schaf:aanschaffen dien:indienen draag:overdragen roep:oproepen
    """)
)
_INFINITIVES = frozenset(_VERBS.values())
_PERSON = {
    "ik": "I",
    "jij": "you",
    "je": "you",
    "u": "you",
    "wij": "we",
    "we": "we",
    "hij": "he",
    "zij": "she",
    "ze": "she",
}
_SUBJECT = (
    r"(?P<who>[Ii]k|[Jj]ij|[Jj]e|[Uu]|[Ww]ij|[Ww]e|[Hh]ij|[Zz]ij|[Zz]e|"
    r"[A-Z][\w'’-]+(?:\s(?:(?:de|van|der|den)\s)*[A-Z][\w'’-]+)?)"
)
_REST = r"(?P<rest>(?:[^.;!?]|(?<=\d)\.)*?)"
_END = r"(?=\s*(?:[.;!?,]|$|en\b|zodat\b|want\b|omdat\b))"
_MODAL = lazily(
    rf"(?:^|[\s,;:–—-]){_SUBJECT}\s+(?P<modal>zal|zult|zullen|gaat?|gaan|moet(?:en)?|dient|zou|gaan)\s+{_REST}\s?"
    rf"(?:te\s+)?(?P<inf>[a-zë]+en){_END}"
)
_REQUEST = lazily(
    rf"\b(?:[Ww]il|[Kk]un|[Kk]an|[Zz]ou|[Kk]unt|[Ww]ilt)\s+(?P<who>jij|je|u|"
    rf"[A-Z][\w'’-]+)\s+{_REST}\s?(?P<inf>[a-zë]+en){_END}"
)
_GLAD = lazily(
    rf"(?:^|[.;:–—-]\s*)(?:[Gg]raag|[Aa]\.?u\.?b\.?|[Aa]lsjeblieft|[Ss]vp)\s+{_REST}\s?(?P<inf>[a-zë]+en){_END}"
)
_FINITE = lazily(rf"(?:^|[\s,;:–—-]){_SUBJECT}\s+(?P<verb>[a-zë]+)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.)*)")
_INVERTED = lazily(
    r"(?:^|[.;:–—-]\s*)(?P<lead>(?:Voor|Vóór|Uiterlijk|Op|Morgen|Vandaag|Volgende|Deze|Dan|Daarna|Ook|"
    r"Zoals (?:besproken|afgesproken))\b[^.;!?]{0,40}?)\s+(?P<verb>[a-zë]+)\s+"
    r"(?P<who>ik|jij|je|u|wij|we|[A-Z][\w'’-]+)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.)*)"
)
_ORDER = lazily(r"^\W*(?P<verb>[A-Z]?[a-zë]+)\s+(?P<rest>.*\b(?:alsjeblieft|aub|svp|graag)\b.*)$", re.I)
_INFINITIVE = lazily(rf"^(?P<rest>[^.;!?:]{{4,}}?)\s+(?P<inf>[a-zë]+en){_END}")


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a Dutch sentence or entry, in order."""
    found: list[Ask] = []
    for match in _MODAL.finditer(text):
        who = _who(match["who"], knows)
        if who and match["inf"] not in ("zijn", "worden", "hebben", "kunnen", "moeten"):
            manner = Manner.MUST if match["modal"].startswith(("moet", "dient")) else Manner.WILL
            found.append(_last(manner, who, match.start("who"), match["inf"], match))
    for pattern in (_REQUEST, _GLAD):
        for match in pattern.finditer(text):
            who = _who(match.groupdict().get("who") or "je", knows)
            if who:
                found.append(
                    _last(
                        Manner.ASKED, who, match.start() + len(match[0]) - len(match[0].lstrip()), match["inf"], match
                    )
                )
    if not found:
        for match in (*_FINITE.finditer(text), *_INVERTED.finditer(text)):
            who, verb = _who(match["who"], knows), _infinitive(match["verb"])
            manner = Manner.WILL
            if who and not verb and match["verb"] not in _STATES:
                verb, manner = _regular(match["verb"], who), Manner.PRESENT
            if who and verb:
                start = match.start("lead") if "lead" in match.groupdict() else match.start("who")
                found = [_last(manner, who, start, verb, match)]
                break
    if not found:
        order = _ORDER.match(text)
        verb = _infinitive(order["verb"].lower()) if order else ""
        if order and verb:
            found.append(_last(Manner.ASKED, "you", order.start("verb"), verb, order))
    if not found and listed:
        bare = _INFINITIVE.match(text)
        if bare and bare["inf"] in _INFINITIVES:
            found.append(_last(Manner.ORDER, "", 0, bare["inf"], bare))
    return sorted(found, key=lambda ask: ask.start)


def _who(word: str, knows: Knows) -> str:
    low = word.lower()
    if low in _PERSON:
        return _PERSON[low]
    return word if knows(word.split()[0]) else ""


def _infinitive(word: str) -> str:
    low = word.lower()
    return _VERBS.get(low) or (_VERBS.get(low[:-1], "") if low.endswith("t") else "")


#: Verbs that say how things are, and bind nobody.
_STATES = words_of("""
    is ben bent zijn was waren heb hebt heeft hebben had hadden word wordt worden werd kan kun kunt kunnen zal zult
    zullen zou zouden wil wilt willen mag mogen moet moeten moest hoef hoeft weet weten denk denkt vind vindt hoop
    hoopt sta staat zit ligt loopt gaat komt kom blijf blijft krijg krijgt heet hoor hoort zie ziet ken kent voel
    voelt woon woont begrijp begrijpt verwacht verwachten snap snapt geloof gelooft lijkt scheelt en of maar die dat
    niet ook nog
""")


def _regular(word: str, who: str) -> str:
    """The infinitive of an unknown verb in a regular form ("ik verzamel", "Bas verzamelt"), as well as can be told."""
    stem = word[:-1] if who != "I" and word.endswith("t") else word
    return stem + "en" if len(stem) > 3 and (who == "I" or word.endswith("t")) else ""


def _last(manner: Manner, who: str, start: int, verb: str, match: re.Match[str]) -> Ask:
    return Ask(
        manner=manner, who=who, start=start, verb=verb, body=match.start("rest"), end=match.end("rest"), verb_last=True
    )
