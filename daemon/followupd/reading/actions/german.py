"""Who says in a German sentence that who does what.

German puts the finite verb second and the separable part last ("Du rufst … die acht Kunden an"), so the order is put
together anew with the infinitive at the end: "Die acht Kunden anrufen".
"""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_REGULAR = """
schick mach ruf vereinbar prüf bestell erstell schreib klär bestätig plan organisier buch aktualisier überarbeit
melde meld besorg liefer leg stell zeig führ übernehm kümmer sortier korrigier ergänz füll füg kontaktier hol sammel
lad bereit kauf bezahl erledig fertig frag hör besuch telefonier mail sag teil verteil verschick versend send
präsentier dokumentier analysier berechn kalkulier entwerf entwickel pfleg trag notier schul test installier
reparier unterschreib druck lösch archivier abstimm stimm koordinier sprech treff informier bring nehm geb lies les
setz veröffentlich beantrag beauftrag formulier vorbereit bereit auswert wert misst mess kürz streich ersetz tausch
nutz verwend probier übersetz einreich reich hinterleg sicher gestalt recherchier such find ermittel beschaff

zähl scann füll räum reinig wechsel montier liefer kopier unterricht einweis prob genehmig unterstütz begleit leit
säuber putz lüft entsorg leer lackier schleif bohr schraub kleb näh koch back deck spül wasch trockn bügel falt
pack verpack stapel transportier fahr leih miet verlänger erneuer öffn sperr änder stornier erstatt überweis zahl mahn
zieh verbuch kontier rechn budgetier schätz bewert beurteil vergleich wähl entscheid bestimm benenn ernenn ordn delegier
betreu erklär erläuter begründ beleg protokollier häng beschrift kennzeichn markier nummerier wieg kalibrier justier
rüst verkabel verbind trenn schalt stopp trainier erinner schieb verschieb terminier begrüß empfang bewirt reservier
loch heft vernicht schredder speicher richt konfigurier unterzeichn forder besprech diskutier moderier bau demontier
gieß mäh schneid pflanz fütter belad verlad entlad kontrollier inspizier
hak lern absolvier wiederhol üb stell schließ eröffn kündig verhandel verbesser
optimier
"""
_STEMS = frozenset(_REGULAR.split())
_IRREGULAR = {
    "gibst": "geben",
    "gibt": "geben",
    "gib": "geben",
    "übergib": "übergeben",
    "übergibst": "übergeben",
    "übergibt": "übergeben",
    "nimmst": "nehmen",
    "nimmt": "nehmen",
    "nimm": "nehmen",
    "sprichst": "sprechen",
    "spricht": "sprechen",
    "sprich": "sprechen",
    "triffst": "treffen",
    "trifft": "treffen",
    "triff": "treffen",
    "liest": "lesen",
    "lies": "lesen",
    "hältst": "halten",
    "hält": "halten",
    "halte": "halten",
    "lädst": "laden",
    "lädt": "laden",
    "trägst": "tragen",
    "trägt": "tragen",
    "fährst": "fahren",
    "fährt": "fahren",
    "misst": "messen",
    "miss": "messen",
    "entwirfst": "entwerfen",
    "entwirft": "entwerfen",
    "übernimmst": "übernehmen",
    "übernimmt": "übernehmen",
    "übernimm": "übernehmen",
    "hilfst": "helfen",
    "hilft": "helfen",
    "tust": "tun",
    "tut": "tun",
    "wirbst": "werben",
    "wirbt": "werben",
    "lässt": "lassen",
    "siehst": "sehen",
    "sieht": "sehen",
    "vergibst": "vergeben",
    "vergibt": "vergeben",
    "gehst": "gehen",
    "geht": "gehen",
    "gehe": "gehen",
    "vergleichst": "vergleichen",
    "vergleicht": "vergleichen",
    "fragst": "fragen",
    "hakst": "haken",
    "hakt": "haken",
}
_STEM_INFINITIVE = {
    "sammel": "sammeln",
    "ermittel": "ermitteln",
    "entwickel": "entwickeln",
    "verhandel": "verhandeln",
    "verbesser": "verbessern",
    "liefer": "liefern",
    "kümmer": "kümmern",
    "meld": "melden",
    "melde": "melden",
    "misst": "messen",
    "plan": "planen",
    "leer": "leeren",
}
_PREFIX = (
    "an|ab|auf|aus|bei|durch|ein|fest|fort|her|hin|los|mit|nach|um|vor|weg|weiter|zu|zurück|zusammen|fertig|"
    "bereit|bekannt|sicher|frei|wieder|voran|rum|rüber|teil|statt|entgegen|heraus|hinaus"
)
_NOT_ACTION = words_of(
    "ist sind war hat haben hast habe wird werden wirst werde kann können soll sollen muss müssen darf will "
    "wollen möchte bin bist sein gibt bleibt steht liegt heißt geht läuft weiß denke glaube hoffe finde "
    "freue danke wünsche sehe sehen"
)
_SUBJECT = (
    r"(?P<who>ich|du|Sie|wir|er|sie|"
    r"(?!(?:Und|Aber|Dann|Auch|Danach|Oder|Wenn|Damit|Dass)\b)[A-ZÄÖÜ][\w'’-]+(?:\s+[A-ZÄÖÜ][\w'’-]+)?)"
)
_MODAL = lazily(
    rf"(?:^|[\s,;:–—-]){_SUBJECT}\s+(?P<modal>werde|wirst|wird|werden|soll(?:st|te|test|ten)?|muss(?:t)?|"
    r"müssen|möchte|kann|darf|hat (?:zugesagt|versprochen|angeboten|übernommen),?|hast (?:zugesagt|"
    r"versprochen|angeboten),?|habe (?:zugesagt|versprochen|angeboten),?)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|"
    r"\.(?=\d))*?)(?P<zu>\bzu\s+)?(?P<inf>[a-zäöüß]+(?:en|ern|eln))(?=\s*(?:[.;!?,]|$|und\b))",
)
#: "Für die Feier wird Sam einen Kuchen mitbringen".
_MODAL_TURNED = lazily(
    r"^\W*(?P<lead>[A-ZÄÖÜ][^.;!?,:]{1,60}?)\s+(?P<modal>werde|wirst|wird|soll(?:st|te)?|muss(?:t)?)\s+"
    r"(?P<who>ich|du|Sie|er|sie|(?:Herr |Frau )?[A-ZÄÖÜ][\w'’-]+)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|\.(?=\d))*?)"
    r"(?P<inf>[a-zäöüß]+(?:en|ern|eln))(?=\s*(?:[.;!?,]|$|und\b))"
)
_REQUEST = lazily(
    r"\b(?:kannst|könntest|würdest|können|könnten|würden|magst)\s+(?P<who>du|Sie|"
    r"[A-ZÄÖÜ][\w'’-]+)\s+(?:bitte\s+|auch\s+|noch\s+|mir\s+|uns\s+)*(?P<rest>(?:[^.;!?]|(?<=\d)\.|"
    r"\.(?=\d))*?)(?P<inf>(?-i:[a-zäöüß]+)(?:en|ern|eln))(?=\s*(?:[.;!?,]|$|und\b))",
    re.I,
)
_PLEASE_INF = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+)(?:(?P<who>[A-ZÄÖÜ][\w'’-]+),?\s+)?bitte\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|"
    r"\.(?=\d))+?)\s(?P<inf>(?-i:[a-zäöüß]+)(?:en|ern|eln))(?=\s*(?:[.;!?,]|$|und\b))",
    re.I,
)
_PLEASE_IMP = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+|\b)(?:(?P<name>[A-ZÄÖÜ][\w'’-]+),\s+)?(?:bitte\s+(?P<verb>[a-zäöüß]+)\s+(?P<sie>S"
    r"ie\s+)?|(?P<verb2>[A-ZÄÖÜ]?[a-zäöüß]+)\s+(?P<sie2>Sie\s+)?(?=[^.;!?]*\bbitte\b))(?P<rest>(?:[^.;!?]|"
    r"(?<=\d)\.|\.(?=\d))*)",
    re.I,
)
_FINITE = lazily(
    rf"(?:^|[\s,;:–—-]){_SUBJECT}(?:\s+(?:selbst|selber))?\s+(?P<verb>[a-zäöüß]+)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|"
    rf"\.(?=\d))*)"
)
_INVERTED = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+)(?P<lead>(?:Bis|Am|Vor|Danach|Dann|Außerdem|Zudem|Spätestens|Ab|Nächste|Diese|"
    r"Morgen|Heute|Dazu|Anschließend|"
    r"[Ww]ie (?:besprochen|vereinbart|abgesprochen|gesagt|abgemacht))\b(?:[^.;!?]|(?<=\d)\.){0,40}?)\s+"
    r"(?P<verb>[a-zäöüß]+)\s+(?P<who>ich|du|Sie|wir|er|sie|"
    r"[A-ZÄÖÜ][\w'’-]+(?:\s+[A-ZÄÖÜ][\w'’-]+)?)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|\.(?=\d))*)"
)
#: "Die Anmeldung übernehme ich bis Freitag": the thing first.
_THING_FIRST = lazily(
    r"(?:^|[,;:–—-]\s*|[.!?]\s+)(?P<thing>(?:Um|Für|An|Über|Mit|Bei|Zum|Zur|Auf|Die|Den|Das|Dies\w*|Eine?n?|"
    r"Unsere?n?|Ihre?n?|Meine?n?|Deine?n?)\s"
    r"[^.;!?,:]{2,60}?)\s+(?P<verb>[a-zäöüß]+)\s+(?P<who>ich|du|Sie|wir|er)\b\s*"
    r"(?P<rest>(?:[^.;!?]|(?<=\d)\.|\.(?=\d))*)"
)
_INFINITIVE = lazily(
    r"^(?P<rest>[^.;!?:]{4,}?)\s+(?P<inf>(?:[a-zäöüß]*[a-zäöüß]{2})(?:en|ern|eln))(?=\s*(?:[.;!?,(]|$|und\b|bis\b|–|-))"
)
_PASSIVE = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+)(?P<thing>[^.;!?,]{3,70}?)\s+(?:muss|müssen|soll|sollen|sollte|ist|"
    r"sind)\s+(?P<rest>(?:[^.;!?]|(?<=\d)\.|\.(?=\d))*?)(?:(?P<part>ge[a-zäöüß]+(?:t|en)|"
    r"[a-zäöüß]+(?:ge[a-zäöüß]+|iert|tigt|ellt))\s+werden|zu\s+(?P<inf>[a-zäöüß]+(?:en|ern|eln)))"
)
#: "Das Plakat wird von Frau Orth bis Freitag gedruckt": the one by whom.
_PASSIVE_BY = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+)(?P<thing>[^.;!?,]{3,70}?)\s+(?:muss|müssen|soll|sollen|sollte|wird|werden)\s+"
    r"(?P<rest>(?:(?:[^.;!?]|(?<=\d)\.|\.(?=\d))*?\s)??(?:von|durch)\s+(?P<who>mir|dir|Ihnen|"
    r"(?:Herrn?|Frau|Dr\.)\s[A-ZÄÖÜ][\w'’-]+|[A-ZÄÖÜ][\w'’-]+(?:\s[A-ZÄÖÜ][\w'’-]+)?)\s(?:[^.;!?]|(?<=\d)\.|"
    r"\.(?=\d))*?)"
    r"(?P<part>[a-zäöüß]{3,}(?:t|en))(?:\s+werden)?(?=\s*(?:[.;!?,]|$|und\b))"
)
#: What makes the capitalised word behind it a thing: "für die Lesenacht wird …".
_ARTICLE_BEFORE = lazily(
    r"\b(?:d(?:er|ie|as|en|em|es)|eine?[nrms]?|keine?[nrms]?|[mds]eine?[nrms]?|ihre?[nrms]?|unsere?[nrms]?|"
    r"diese?[nrms]?|"
    r"alle|für|von|mit|zum|zur|im|am|vom|beim|ins?|auf|aus|bei|nach|ohne|über|unter)\s+$",
    re.I,
)
#: Regular verbs that say how things are, and bind nobody.
_STATES = words_of(
    "bekommst bekomme bekommt erhältst erhalte erhält komme kommst kommt arbeite arbeitest arbeitet warte wartest "
    "wartet brauche brauchst braucht erwarte erwartest erwartet meine meinst meint bleibe bleibst kenne kennst "
    "wohne fehle fehlst fehlt beginne beginnt startet endet dauert kostet gehört passt stimmt scheint verstehe "
    "verstehst möchtest würde würdest konnte konntest hatte hattest waren warst wurde wurden dürfte könnte"
)
_DAY = lazily(
    r"\b(?:bis|am|vor|morgen|heute|nächste\w*|diese\w*\s(?:woche|monat|quartal|jahr)|spätestens|\d{1,2}\.|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch)",
    re.I,
)
_PERSON = {"ich": "I", "du": "you", "sie": "you", "wir": "we", "er": "he"}
_ARTICLES = words_of(
    "der die das den dem ein eine einen kein keine dieser diese dieses unser unsere mein meine dein deine es "
    "man alle bitte bis am im und wir wer was wenn dann danach auch noch nach vor zum zur mit für"
)


#: `liefer` and `sammel` take a bare n; `informier` does not.
_SHORTENS = re.compile(r"(?<!i)er$|el$")


def infinitive(word: str) -> str:
    """The dictionary form of a finite German verb we know; empty for others."""
    low = word.lower()
    if low in _NOT_ACTION:
        return ""
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    for ending in ("test", "est", "ten", "st", "et", "en", "n", "t", "e", ""):
        stem = low[: len(low) - len(ending)] if ending and low.endswith(ending) else low if not ending else ""
        if stem in _STEMS:
            return _STEM_INFINITIVE.get(stem, stem + ("n" if _SHORTENS.search(stem) else "en"))
    return ""


#: Somebody named in brackets in front of a verb.
_NAMED_BESIDE = lazily(
    r"(?<=[a-zäöüß]\s)\(((?:Herr |"
    r"Frau )?[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\)(?=\s[a-zäöüß]+\s)"
)


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a German sentence or entry, in order."""
    text = _NAMED_BESIDE.sub(lambda match: f" {match[1]} ", text)  # "Der Statiker (Herr Wendt) reicht …"
    found: list[Ask] = []
    for match in _MODAL.finditer(text):
        who = _who(match["who"], knows)
        if _ARTICLE_BEFORE.search(text[: match.start("who")]) and not knows(match["who"].split()[0]):
            continue
        if match["modal"] in ("wird", "werden") and _PASSIVE_BY.match(text):
            continue
        if who and match["inf"] not in ("werden", "sein", "haben", "können", "müssen"):
            manner = Manner.MUST if re.match(r"soll|muss|müss", match["modal"]) else Manner.WILL
            found.append(_last(manner, who, match.start("who"), match["inf"], match.start("rest"), match.end("rest")))
    turned = None if found else _MODAL_TURNED.match(text)
    if turned and not turned["inf"].startswith("ge") and turned["inf"] not in ("werden", "sein", "haben"):
        who = _who(turned["who"], knows)
        titled = turned["who"].startswith(("Herr ", "Frau "))
        if who and (who in _PERSON.values() or who == "she" or titled or knows(who.split()[0])):
            manner = Manner.WILL if turned["modal"].startswith("w") else Manner.MUST
            start, end = turned.start("lead"), turned.end("rest")
            found.append(_last(manner, who, start, turned["inf"], turned.start("rest"), end))
    for match in _REQUEST.finditer(text):
        who = _who(match["who"], knows)
        if who:
            found.append(_last(Manner.ASKED, who, match.start(), match["inf"], match.start("rest"), match.end("rest")))
    if not found:
        found += _finite(text, knows)
    if not found:
        found += _please(text, knows)
    if not found:
        for match in _PASSIVE_BY.finditer(text):
            who = {"mir": "I", "dir": "you", "Ihnen": "you"}.get(match["who"], match["who"])
            titled = who.startswith(("Herr", "Frau ", "Dr. "))
            near = not match["rest"].startswith(("bis", "am", "noch")) and " " not in who
            if who in ("I", "you") or titled or near or knows(who.split()[0]):
                who = who.replace("Herrn ", "Herr ", 1)
                verb = _from_participle(match["part"])
                ask = _last(Manner.ASSIGNED, who, match.start("thing"), verb, match.start("rest"), match.end("rest"))
                found.append(replace(ask, thing=match["thing"].strip()))
    if not found:
        for match in _PASSIVE.finditer(text):
            verb = match["inf"] or _from_participle(match["part"] or "")
            if verb and match["thing"].lower() not in ("das", "es", "dies"):
                ask = _last(Manner.PASSIVE, "", match.start("thing"), verb, match.start("rest"), match.end("rest"))
                found.append(replace(ask, thing=match["thing"].strip()))
    if not found and listed:
        bare = _INFINITIVE.match(text)
        if (
            bare
            and bare["inf"] not in ("werden", "sein", "haben", "unseren", "unsern")
            and not bare["inf"].startswith("ge")
        ):
            found.append(_last(Manner.ORDER, "", 0, bare["inf"], 0, bare.end("rest")))
    return sorted(found, key=lambda ask: ask.start)


def _who(word: str, knows: Knows) -> str:
    low = word.lower()
    if low in _PERSON:
        return "she" if word == "sie" else _PERSON[low]
    if low in _ARTICLES or low.split()[0] in _ARTICLES:
        return ""
    return word if word[0].isupper() and (knows(word.split()[0]) or len(word.split()) <= 2) else ""


def _last(manner: Manner, who: str, start: int, verb: str, begin: int, end: int) -> Ask:
    return Ask(manner=manner, who=who, start=start, verb=verb.lower(), body=begin, end=end, verb_last=True)


#: "…, und ich führe zehn Gespräche": somebody else, or the same one, does more.
_AND_WHO = lazily(
    r",?\s+(?:und|aber|sowie)\s+(?=(?P<who>ich|du|Sie|wir|er|(?:Herr |"
    r"Frau )?[A-ZÄÖÜ][\w'’-]+)\s+(?P<verb>[a-zäöüß]+)\s)"
)


def _finite(text: str, knows: Knows) -> list[Ask]:
    """The asks with a finite verb, each clause with a subject of its own for itself."""
    for cut in _AND_WHO.finditer(text):
        who = cut["who"]
        if (who.lower() not in _PERSON and not who.startswith(("Herr ", "Frau ")) and not knows(who)) or not (
            infinitive(cut["verb"])
        ):
            continue
        first = _finite_one(text[: cut.start()], knows)
        if first:
            at = cut.end()
            more = [
                replace(ask, start=ask.start + at, body=ask.body + at, end=ask.end + at)
                for ask in _finite(text[at:], knows)
            ]
            return [*first, *more]
    return _finite_one(text, knows)


def _finite_one(text: str, knows: Knows) -> list[Ask]:
    out = []
    for match in (*_FINITE.finditer(text), *_INVERTED.finditer(text)):
        who, verb = _who(match["who"], knows), infinitive(match["verb"])
        manner = Manner.WILL
        if who and not verb:
            verb, manner = _regular(match["verb"], who), Manner.PRESENT
        titled = match["who"].startswith(("Herr ", "Frau "))
        if not who or not verb:
            continue
        if who not in _PERSON.values() and who != "she" and not titled and not knows(match["who"].split()[0]):
            continue
        start = match.start("lead") if "lead" in match.groupdict() else match.start("who")
        out.append(_separable(manner, who, start, verb, match["rest"], match.start("rest"), text))
    if not out:
        for match in _THING_FIRST.finditer(text):
            who, verb = _who(match["who"], knows), infinitive(match["verb"])
            if who and verb:
                ask = _separable(Manner.WILL, who, match.start("thing"), verb, match["rest"], match.start("rest"), text)
                return [replace(ask, thing=match["thing"].strip())]
    return _halved(out[:1], text)


_NO_DEED = _NOT_ACTION | _STATES


def _regular(word: str, who: str) -> str:
    """The infinitive of an unknown verb in a regular form ("ich verlege", "du verlegst", "Lars verlegt")."""
    ending = {"I": "e", "you": "(?:e?st|en)", "we": "en"}.get(who, "e?t")
    found = re.fullmatch(rf"(?P<stem>[a-zäöüß]{{4,}}?){ending}", word)
    return found["stem"] + "en" if found and word not in _NO_DEED else ""


def _halved(found: list[Ask], text: str) -> list[Ask]:
    """ "Ich zähle bis Freitag … nach und schicke dir … bis zum 26.": with a day in each half, two asks."""
    if not found:
        return found
    ask = found[0]
    for match in re.finditer(r"\s+und\s+(?P<verb>[a-zäöüß]+)\s+", text[ask.body : ask.end]):
        verb = infinitive(match["verb"])
        first, second = text[ask.body : ask.body + match.start()], text[ask.body + match.end() : ask.end]
        if verb and _DAY.search(first) and _DAY.search(second):
            begin = ask.body + match.end()
            whole = _separable(ask.manner, ask.who, begin - len(match["verb"]) - 1, verb, second, begin, text)
            parts = re.search(rf"\s(?P<prefix>{_PREFIX})\s*$", first)
            stem = ask.verb if not parts or ask.verb.startswith(parts["prefix"]) else parts["prefix"] + ask.verb
            return [replace(ask, verb=stem, end=ask.body + match.start()), whole]
    return found


#: "Torben, denk bitte an die Unterlagen", "denkst du an die Preisliste?".
_THINK_OF = lazily(
    r"(?:^|[,;:–—-]\s*|\.\s+)(?:(?P<who>[A-ZÄÖÜ][\w'’-]+),\s+)?(?:[Dd]enk(?:e|t|st du| du|en Sie)?)\s+"
    r"(?:(?:bitte|auch|noch|unbedingt)\s+)*(?P<rest>(?:daran|an)\s(?:[^.,;!?]|(?<=\d)\.|\.(?=\d))*)"
)


def _please(text: str, knows: Knows) -> list[Ask]:
    think = _THINK_OF.search(text)
    if think:
        who = think["who"] if think["who"] and knows(think["who"]) else "you"
        start = think.start("who") if think["who"] else think.start() + len(think[0]) - len(think[0].lstrip(" ,;:–—-."))
        return [_last(Manner.ASKED, who, start, "denken", think.start("rest"), think.end("rest"))]
    match = _PLEASE_IMP.search(text)
    if match:
        word = (match["verb"] or match["verb2"] or "").lower()
        polite = (match["sie"] or match["sie2"]) and word.endswith("en") and word not in _NOT_ACTION
        verb = infinitive(word) or (word if polite else "")
        if verb:
            who = match["name"] if match["name"] and knows(match["name"]) else "you"
            return [
                _separable(
                    Manner.ASKED,
                    who,
                    match.start("verb") if match["verb"] else match.start("verb2"),
                    verb,
                    match["rest"],
                    match.start("rest"),
                    text,
                )
            ]
    match = _PLEASE_INF.search(text)
    if match and match["inf"] not in ("werden", "sein"):
        who = match["who"] if match["who"] and knows(match["who"]) else "you"
        ask = _last(
            Manner.ASKED,
            who,
            match.start("who") if match["who"] else match.start("rest"),
            match["inf"],
            match.start("rest"),
            match.end("rest"),
        )
        return [ask]
    return []


#: "… und stimmst sie mit Herrn Lang ab": what was split off belongs to the verb behind "und".
_SECOND = lazily(r"\s+und\s+(?P<verb>[a-zäöüß]+)\s")


def _separable(manner: Manner, who: str, start: int, verb: str, rest: str, begin: int, text: str) -> Ask:
    """ "rufst … an und vereinbarst …": the part that was split off joins its verb; a second verb is put after "und"."""
    main = re.split(r",\s*(?:damit|weil|da|um|denn|so ?dass|sodass|dass)\b|;", rest)[0]
    end = begin + len(main.rstrip(" ,"))
    split = re.search(rf"\s(?P<prefix>{_PREFIX})(?=\s*$|\s+(?:und|bis)\b|,)", main)
    if split and not any(infinitive(each["verb"]) for each in _SECOND.finditer(main, 0, split.start())):
        verb = split["prefix"] + verb
        return Ask(
            manner=manner,
            who=who,
            start=start,
            verb=verb,
            body=begin,
            end=begin + len(rest),
            verb_last=True,
            lead=split["prefix"],
        )
    return Ask(
        manner=manner, who=who, start=start, verb=verb, body=begin, end=max(end, begin + len(rest)), verb_last=True
    )


def put_together(rest: str, verb: str) -> str:
    """The order from the words between: second verbs bent to infinitives, the split-off part taken out."""
    prefix = next(
        (
            each
            for each in sorted(_PREFIX.split("|"), key=len, reverse=True)
            if verb.startswith(each) and len(verb) > len(each) + 3
        ),
        "",
    )
    cuts = [
        match
        for match in _SECOND.finditer(rest)
        if infinitive(match["verb"]) or re.search(rf"\s(?:{_PREFIX})$", rest[: match.start()])
    ]
    starts = [0, *(cut.start("verb") for cut in cuts)]
    halves = [rest[a:b] for a, b in zip(starts, [*(cut.start() for cut in cuts), len(rest)], strict=True)]
    first = halves[0].strip()
    if prefix:
        first = re.sub(rf"(?:^|\s){prefix}$", "", first)
    out = f"{first} {verb}".strip()
    for half in halves[1:]:
        second = re.match(r"([a-zäöüß]+)\s+(.*)$", half)
        form = infinitive(second[1]) if second else ""
        if second and form:
            tail = second[2].strip()
            part = re.search(rf"(?:^|\s)({_PREFIX})$", tail)
            out += f" und {tail[: part.start()].strip()} {part[1]}{form}" if part else f" und {tail} {form}"
        else:
            out += f" und {half.strip()}"
    return out


#: Stems of strong participles with those of their infinitives.
_STRONG_STEMS = {
    "schrieb": "schreib",
    "sproch": "sprech",
    "nomm": "nehm",
    "brach": "bring",
    "troff": "treff",
    "fund": "find",
    "zog": "zieh",
    "schloss": "schließ",
    "wies": "weis",
    "bot": "biet",
    "griff": "greif",
    "bund": "bind",
    "schick": "schick",
}
_STRONG = lazily("(?:" + "|".join(_STRONG_STEMS) + ")$")


def _from_participle(word: str) -> str:
    stem = re.sub(r"^(?:(" + _PREFIX + r")?ge)(?=[a-zäöüß]{3})", lambda m: m[1] or "", word.lower())
    stem = re.sub(r"(?:e?t|en)$", "", stem)
    stem = _STRONG.sub(lambda vowel: _STRONG_STEMS[vowel[0]], stem)
    return stem + "en" if len(stem) > 2 else ""
