"""Who says in a French sentence that who does what: present, future, "doit", "merci de", infinitives."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_ER = words_of("""
    envoyer appeler rappeler préparer vérifier rédiger organiser planifier contacter confirmer contrôler
    corriger créer demander déposer diffuser donner élaborer expliquer finaliser former installer lancer lister
    livrer mener mesurer modifier noter négocier partager passer payer présenter programmer proposer publier
    ranger recruter réserver relancer rencontrer réparer remplacer signer signaler supprimer téléphoner terminer
    tester traiter transférer transmettre trier trouver valider visiter acheter actualiser adresser ajouter
    analyser animer apporter archiver assurer calculer chercher chiffrer clôturer collecter commander compléter
    communiquer consulter copier coller déclarer échanger effectuer enregistrer étudier évaluer exporter
    facturer fixer formaliser identifier imprimer informer intégrer inviter inscrire justifier laisser mailer
    marquer poster prévoir prolonger qualifier rassembler rapporter recenser récupérer régler remonter renvoyer
    reporter reprogrammer résumer revoir saisir sauvegarder scanner sélectionner simplifier solliciter suivre
    synthétiser améliorer optimiser travailler gérer utiliser pratiquer observer participer accompagner décider
    documenter nettoyer afficher distribuer démonter monter poser encaisser rembourser estimer contresigner classer
    embaucher comparer essayer étalonner réviser nommer désigner jeter recycler protéger sécuriser fermer déplacer
    annoncer montrer laver vider couper tailler réceptionner dresser boucler relever compter peser
    verrouiller décorer emballer déballer charger décharger stocker commenter interroger convoquer
    planter arroser changer tourner cuisiner repasser coordonner alerter consolider
    brancher câbler souder percer visser carreler isoler désinfecter
    """)
_OTHER = {
    "faire": "fais fait faites ferai feras fera ferez ferons font feront",
    "écrire": "écris écrit écrivez écrirai écriras écrira écrirez",
    "mettre": "mets met mettez mettrai mettras mettra mettrez",
    "remettre": "remets remet remettez remettrai remettras remettra remettrez",
    "transmettre": "transmets transmet transmettez transmettrai transmettras transmettra transmettrez",
    "prendre": "prends prend prenez prendrai prendras prendra prendrez",
    "rendre": "rends rend rendez rendrai rendras rendra rendrez",
    "revoir": "revois revoit revoyez reverrai reverras reverra reverrez",
    "lire": "lis lit lisez lirai liras lira lirez",
    "fournir": "fournis fournit fournissez fournirai fourniras fournira fournirez",
    "finir": "finis finit finissez finirai finiras finira finirez",
    "définir": "définis définit définissez définirai définiras définira définirez",
    "établir": "établis établit établissez établirai établiras établira établirez",
    "réunir": "réunis réunit réunissez réunirai réuniras réunira réunirez",
    "choisir": "choisis choisit choisissez choisirai choisiras choisira choisirez",
    "saisir": "saisis saisit saisissez saisirai saisiras saisira saisirez",
    "suivre": "suis suit suivez suivrai suivras suivra suivrez",
    "inscrire": "inscris inscrit inscrivez inscrirai inscriras inscrira inscrirez",
    "tenir": "tiens tient tenez tiendrai tiendras tiendra tiendrez",
    "obtenir": "obtiens obtient obtenez obtiendrai obtiendras obtiendra obtiendrez",
    "convenir": "conviens convient convenez",
    "envoyer": "envoie envoies envoyez enverrai enverras enverra enverrez",
    "renvoyer": "renvoie renvoies renvoyez renverrai renverras renverra renverrez",
    "répondre": "réponds répond répondez répondrai répondras répondra répondrez",
    "conclure": "conclus conclut concluez",
    "produire": "produis produit produisez produirai produiras produira",
    "traduire": "traduis traduit traduisez traduirai traduira",
    "relire": "relis relit relisez relirai reliras relira relirez",
    "refaire": "refais refait refaites referai referas refera referez",
    "peindre": "peins peint peignez peindrai peindras peindra peindrez",
    "repeindre": "repeins repeint repeignez repeindrai repeindras repeindra repeindrez",
    "prévenir": "préviens prévient prévenez préviendrai préviendras préviendra préviendrez",
    "remplir": "remplis remplit remplissez remplirai rempliras remplira remplirez",
    "entretenir": "entretiens entretient entretenez entretiendrai entretiendras entretiendra entretiendrez",
    "répartir": "répartis répartit répartissez répartirai répartiras répartira répartirez",
    "convertir": "convertis convertit convertissez convertirai convertiras convertira convertirez",
    "recevoir": "reçois reçoit recevez recevrai recevras recevra recevrez",
    "accueillir": "accueille accueilles accueillez accueillerai accueilleras accueillera accueillerez",
    "soumettre": "soumets soumet soumettez soumettrai soumettras soumettra soumettrez",
    "construire": "construis construit construisez construirai construiras construira construirez",
    "vendre": "vends vend vendez vendrai vendras vendra vendrez",
    "reprendre": "reprends reprend reprenez reprendrai reprendras reprendra reprendrez",
    "ouvrir": "ouvre ouvres ouvrez ouvrirai ouvrira",
    "offrir": "offre offres offrez",
}


#: "Je m'occupe de la salle", "tu te charges du devis".
_TAKES_ON = {
    **dict.fromkeys(["occupe", "occupes", "occuperai", "occuperas", "occupera", "occupez"], "s'occuper"),
    **dict.fromkeys(["charge", "charges", "chargerai", "chargeras", "chargera", "chargez"], "se charger"),
}
_FUTURE = lazily(r"(?P<stem>[a-zéèêçàîïôûù]{3,}[ei]r)(?:ai|as|a|ez|ons)$")


def _of_future(word: str) -> str:
    """The infinitive of a regular future ("distribuera"); empty for other forms."""
    found = _FUTURE.match(word)
    return found["stem"] if found else ""


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in _ER:
        if not verb.endswith("er"):
            continue
        stem = verb[:-2]
        stems = {stem}
        if stem.endswith("ell"):
            stems |= {stem}
        if re.search(r"el$", stem):
            stems.add(stem + "l")
        if stem.endswith("y"):
            stems.add(stem[:-1] + "i")
        soft = re.sub(r"[eé]([^aeiouyéè]+)$", r"è\1", stem)
        stems.add(soft)
        for each in stems:
            for ending in ("e", "es", "ez", "erai", "eras", "era", "erez", "erons", "ons"):
                forms.setdefault(each + ending, verb)
    for verb, bent in _OTHER.items():
        for form in bent.split():
            forms.setdefault(form, verb)
    return forms


_FORMS = _forms()
_INFINITIVES = _ER | frozenset(_OTHER)
_SUBJECT = (
    r"(?P<who>[Jj]['’]|[Jj]e\s|[Tt]u\s|[Vv]ous\s|[Nn]ous\s|[Oo]n\s|[Ii]l\s|[Ee]lle\s|"
    r"[A-ZÉÈ][\w'’-]+(?:\s+[A-ZÉÈ][\w'’-]+)?\s)"
)
_PRONOUN = r"(?:(?:me|te|se|lui|leur|nous|vous|le|la|les|y|en)\s+|[mtls]['’]\s*)*"
_FINITE = lazily(rf"(?:^|[\s,;:–—(-]){_SUBJECT}(?P<pro>{_PRONOUN})(?P<verb>[a-zéèêçàîïôûù]+)\b")
_BOUND = lazily(
    rf"(?:^|[\s,;:–—(-]){_SUBJECT}{_PRONOUN}(?P<modal>dois|doit|devez|devra|devras|devrez|vais|vas|va|allez|"
    r"s['’]engage à|s['’]est engagée? à|m['’]engage à|t['’]es engagée? à|est chargée? (?:de|d['’])|doivent|"
    r"a accepté (?:de|d['’])|a proposé (?:de|d['’])|as proposé (?:de|d['’])|avez proposé (?:de|d['’])|"
    rf"as accepté (?:de|d['’]))\s*{_PRONOUN}(?P<verb>[a-zéèêçàîïôûù]+(?:er|ir|re|oir))\b"
)
_ASKED = lazily(
    r"\b(?:merci (?:de|d['’])(?:\s*bien vouloir)?|(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|"
    r"vous pouvez|veux-tu|voudrais-tu)(?: s['’]il (?:te|vous) pla[iî]t)?(?: (?:aussi|également|encore|donc|vite))?|"
    r"je te demande (?:de|d['’])|"
    r"je vous (?:demande|prie) (?:de|d['’])|pense[sz]? à|n['’]oublie[sz]? pas (?:de|d['’])|veuillez|"
    rf"prière (?:de|d['’])|il faut(?: que tu)?|à toi (?:de|d['’]))\s*{_PRONOUN}(?P<verb>[a-zéèêçàîïôûù]+)\b",
    re.I,
)
_NAMED_TO = lazily(
    r"(?:^|[,;:]\s*)(?P<who>[A-ZÉÈ][\w'’-]+(?:\s+[A-ZÉÈ][\w'’-]+)?)\s*(?:[,:–—-]\s*)?(?:de\s+|d['’]|à\s+|"
    r"pour\s+)?(?P<verb>[a-zéèêçàîïôûù]+(?:er|ir|re))\b"
)
_START = lazily(r"^\W*(?P<verb>[A-ZÉÈ]?[a-zéèêçàîïôûù]+)\b(?=\s)")
_PASSIVE = lazily(
    r"(?:^|[,;:]\s*|\.\s+)(?P<thing>[^.;!?,]{3,70}?)\s+(?P<modal>doit|doivent|devra|devront|est à|sont à|"
    r"reste à|sera|seront)\s+(?:être\s+)?(?P<verb>[a-zéèêçàîïôûù]+)\b"
)
#: Participles that do not end in -é.
_PARTICIPLES = dict(
    pair.split(":")
    for pair in words_of("""
    fait:faire écrit:écrire mi:mettre mis:mettre remis:remettre transmis:transmettre pris:prendre rendu:rendre
    revu:revoir
    relu:relire lu:lire fourni:fournir fini:finir défini:définir établi:établir réuni:réunir choisi:choisir saisi:saisir
    suivi:suivre inscrit:inscrire tenu:tenir obtenu:obtenir conclu:conclure produit:produire traduit:traduire
    ouvert:ouvrir offert:offrir vendu:vendre rempli:remplir reçu:recevoir
    """)
)
#: "… sera envoyé par Karim": the one by whom, whom the mail or the directory knows.
_BY = lazily(r"(?P<near>[^.;!?]*?)\s+par\s+(?P<who>moi\b|toi\b|[A-ZÉÈ][\w'’-]+(?:\s[A-ZÉÈ][\w'’-]+)?)")
_PERSON = {"j": "I", "je": "I", "tu": "you", "vous": "you", "nous": "we", "on": "we", "il": "he", "elle": "she"}


#: "Il faudra aussi afficher la fiche": nobody is named.
_FALLS_TO = lazily(
    rf"\b(?:il (?:faudra|faudrait|convient de|convient d['’]|reste à)|reste à)(?: (?:aussi|également|encore|"
    rf"donc|bien))*\s+{_PRONOUN}"
    r"(?P<verb>[a-zéèêçàîïôûù]+(?:er|ir|re|oir))\b",
    re.I,
)


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a French sentence or entry, in order."""
    found: list[Ask] = []
    for match in _BOUND.finditer(text):
        who = _who(match["who"], knows)
        if who and match["verb"] in _INFINITIVES | {match["verb"]}:
            manner = Manner.MUST if match["modal"].startswith(("d", "do")) else Manner.WILL
            found.append(
                Ask(
                    manner=manner,
                    who=who,
                    start=match.start("who"),
                    verb=match["verb"],
                    body=match.end(),
                    end=len(text),
                )
            )
    for match in _ASKED.finditer(text):
        verb = match["verb"].lower()
        verb = verb if verb in _INFINITIVES else _FORMS.get(verb, verb if verb.endswith(("er", "ir", "re")) else "")
        if verb:
            found.append(
                Ask(manner=Manner.ASKED, who="you", start=match.start(), verb=verb, body=match.end(), end=len(text))
            )
    for match in _FALLS_TO.finditer(text):
        found.append(
            Ask(
                manner=Manner.PASSIVE,
                who="",
                start=match.start(),
                verb=match["verb"].lower(),
                body=match.end(),
                end=len(text),
            )
        )
    for match in _FINITE.finditer(text):
        who, verb = _who(match["who"], knows), _FORMS.get(match["verb"], "") or _of_future(match["verb"])
        if not verb and match["verb"].startswith("re"):  # "reprend", "refait"
            again = _FORMS.get(match["verb"][2:], "")
            verb = f"re{again}" if again else ""
        if match["verb"] in _TAKES_ON and match["pro"].strip():
            verb = _TAKES_ON[match["verb"]]
        if who and verb and not any(ask.start <= match.start("who") <= ask.body for ask in found):
            if (
                who not in _PERSON.values()
                and not knows(who.split()[0])
                and not re.search(r"(?:era|e|t|end)$", match["verb"])
            ):
                continue
            found.append(
                Ask(
                    manner=Manner.WILL,
                    who=who,
                    start=match.start("who"),
                    verb=verb,
                    body=match.end(),
                    end=len(text),
                    whom=_whom(match["pro"]),
                )
            )
    if not found:
        for match in _NAMED_TO.finditer(text):
            if match["verb"] in _INFINITIVES and (knows(match["who"].split()[0]) or listed):
                found.append(
                    Ask(
                        manner=Manner.ASSIGNED,
                        who=match["who"],
                        start=match.start("who"),
                        verb=match["verb"],
                        body=match.end(),
                        end=len(text),
                    )
                )
    if not found:
        first = _START.match(text)
        verb = first["verb"].lower() if first else ""
        if first and (
            verb in _INFINITIVES
            or (verb in _FORMS and re.search(r"(?:e|es|ez|s)$", verb) and not verb.endswith("erez"))
        ):
            verb = verb if verb in _INFINITIVES else _FORMS[verb]
            found.append(
                Ask(manner=Manner.ORDER, who="", start=first.start("verb"), verb=verb, body=first.end(), end=len(text))
            )
    if not found:
        for match in _PASSIVE.finditer(text):
            verb = _PARTICIPLES.get(re.sub(r"(?<=[itsu])(?:e|es|s)$", "", match["verb"]), "") or next(
                (v for v in _INFINITIVES if re.sub(r"er$", "é", v) == re.sub(r"e?s?$", "", match["verb"])),
                match["verb"] if match["verb"] in _INFINITIVES else "",
            )
            by = _BY.match(text, match.end())
            who = {"moi": "I", "toi": "you"}.get(by["who"], by["who"]) if by else ""
            who = who if who in ("I", "you") or (who and knows(who.split()[0])) else ""
            if verb and (who or not match["modal"].startswith("ser")):
                found.append(
                    Ask(
                        manner=Manner.ASSIGNED if who else Manner.PASSIVE,
                        who=who,
                        start=match.start("thing"),
                        verb=verb,
                        body=by.end() if by and who and not by["near"].strip() else match.end(),
                        end=len(text),
                        thing=match["thing"].strip(),
                    )
                )
    return _bounded(text, found)


def _bounded(text: str, found: list[Ask]) -> list[Ask]:
    out: list[Ask] = []
    found = sorted({ask.body: ask for ask in found}.values(), key=lambda ask: ask.start)
    for index, ask in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        tail = re.search(r"[\s,;:–—-]*(?:\b(?:et|mais|puis)\b[\s,]*)*$", text[ask.body : end])
        end = ask.body + tail.start() if tail and index + 1 < len(found) else end
        lead = text[(out[-1].end if out else 0) : ask.start]
        out.append(
            Ask(
                manner=ask.manner,
                who=ask.who,
                start=ask.start,
                verb=ask.verb,
                body=ask.body,
                end=max(end, ask.body),
                thing=ask.thing,
                lead=lead,
                whom=ask.whom,
            )
        )
    return out


def _whom(pronoun: str) -> str:
    """Whom a pronoun before the verb means ("je t'inscris")."""
    low = pronoun.strip().lower()
    return "you" if low in ("te", "t'", "t’", "vous") else "I" if low in ("me", "m'", "m’") else ""


def _who(word: str, knows: Knows) -> str:
    bare = word.strip().rstrip("'’")
    low = bare.lower()
    if low in _PERSON:
        return _PERSON[low]
    if low.split()[0] in {
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "ce",
        "cette",
        "ces",
        "mon",
        "ton",
        "son",
        "notre",
        "votre",
        "leur",
        "merci",
        "bonjour",
        "qui",
        "que",
        "et",
        "mais",
        "pour",
        "avant",
        "si",
        "comme",
        "ça",
        "cela",
        "tout",
        "tous",
        "mesure",
        "objectif",
    }:
        return ""
    return bare
