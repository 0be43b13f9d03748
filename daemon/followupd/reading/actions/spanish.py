"""Who says in a Spanish sentence that who does what: futures, "voy a", "tiene que", "por favor", "¿puedes …?"."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

_IRREGULAR = {"har": "hacer", "dir": "decir", "pondr": "poner", "tendr": "tener", "vendr": "venir", "saldr": "salir"}
#: Futures and presents that say how things are.
_STATES = words_of("ser estar haber tener poder querer saber creer parecer seguir ver ir")
_PERSON = {"yo": "I", "tú": "you", "tu": "you", "usted": "you", "nosotros": "we", "él": "he", "ella": "she"}
_SUBJECT = r"(?P<who>[Yy]o|[Tt]ú|[Uu]sted|[Nn]osotros|[ÉéEe]l|[Ee]lla|[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’-]+)?)"
_PRONOUN = r"(?:(?:me|te|se|le|les|nos|lo|la|los|las|os)\s+){0,2}"
_FUTURE = lazily(rf"(?:^|[\s,;:–—-])(?:{_SUBJECT}\s+)?{_PRONOUN}(?P<stem>[a-záéíóúñ]{{3,}}r)(?P<end>é|ás|á|emos)\b")
_BOUND = lazily(
    rf"(?:^|[\s,;:–—-])(?:{_SUBJECT}\s+)?(?P<modal>voy a|vas a|va a|vamos a|tengo que|tienes que|tiene que|tenemos que|"
    r"debo|debes|debe|se compromete a|me comprometo a|te comprometes a|se encarga de|me encargo de|te encargas de|"
    r"quedó en|quedé en|quedaste en|ha quedado en)\s+(?P<verb>[a-záéíóúñ]+(?:ar|er|ir))(?:me|te|le|les|nos|lo|la)*\b"
)
_ASKED = lazily(
    r"(?:¿\s*(?:me\s+)?(?:puedes|podrías|puede|podría|podéis|pueden)\s+(?:por favor,?\s+)?|\bnecesito que\s+|"
    r"\bte pido que\s+|\brecuerda\s+|\bno olvides\s+|\bhay que\s+)(?P<verb>[a-záéíóúñ]+?)"
    r"(?:me|nos|le|les|lo|la|los|las|melo|nosla)?\b",
    re.I,
)
_PLEASE = lazily(
    r"(?:^|[,;:.–—-]\s*)(?:(?P<name>[A-ZÁÉÍÓÚÑ][\w'’-]+),\s+)?por favor,?\s+(?P<verb>[a-záéíóúñ]+?)"
    r"(?P<to>me|nos|le|les|lo|la|los|las)?\b(?=\s)",
    re.I,
)
_PRESENT = lazily(rf"(?:^|[\s,;:–—-]){_SUBJECT}\s+{_PRONOUN}(?P<verb>[a-záéíóúñ]{{3,}}?)(?P<end>o|as|es|a|e)\b(?=\s)")
_START = lazily(r"^\W*(?P<verb>[A-ZÁÉÍÓÚÑa-záéíóúñ]+(?:ar|er|ir))\b(?=\s)")
#: Verbs whose present is a promise when somebody and a day stand beside it.
_DEEDS = words_of("""
    enviar mandar llamar preparar revisar confirmar hablar escribir organizar reservar comprar entregar terminar
    presentar pedir actualizar corregir redactar publicar contratar entrevistar visitar contactar cerrar firmar pagar
    facturar cobrar crear completar subir imprimir repartir formar reunir negociar hacer buscar cambiar instalar limpiar
    reparar arreglar montar pintar colocar recoger llevar traer encargar solicitar tramitar presupuestar calcular medir
    analizar comparar evaluar probar validar aprobar rellenar registrar archivar anotar apuntar avisar informar
    comunicar explicar mostrar invitar convocar proponer elegir nombrar asignar abrir mover trasladar devolver
    reclamar sustituir renovar ampliar cortar podar lavar vaciar llenar cargar descargar embalar almacenar
    contar pesar traducir copiar editar diseñar programar planificar coordinar gestionar acompañar enseñar atender
    consultar preguntar responder contestar compartir difundir anunciar ordenar clasificar etiquetar aplazar adelantar
    seleccionar verificar comprobar inscribir matricular poner
    """)


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a Spanish sentence or entry, in order."""
    found: list[Ask] = []
    for match in _FUTURE.finditer(text):
        end = {"é": "I", "ás": "you", "emos": "we"}.get(match["end"], "")
        who = _who(match["who"], knows) or end
        verb = _IRREGULAR.get(match["stem"], match["stem"])
        if who and verb not in _STATES and re.search(r"(?:ar|er|ir)$", verb):
            found.append(_ask(Manner.WILL, who, match, verb, len(text)))
    for match in _BOUND.finditer(text):
        modal = match["modal"]
        own = "I" if re.match(r"voy|tengo|debo|me|quedé", modal) else "you" if re.match(r"\w+s\b|te", modal) else ""
        who = _who(match["who"], knows) or own
        if who and match["verb"] not in _STATES:
            manner = Manner.MUST if re.match(r"tien|ten|deb", modal) else Manner.WILL
            found.append(_ask(manner, who, match, match["verb"], len(text)))
    for pattern in (_ASKED, _PLEASE):
        for match in pattern.finditer(text):
            name = match.groupdict().get("name")
            verb = _infinitive(match["verb"].lower())
            if verb:
                who = name if name and knows(name) else "you"
                found.append(_ask(Manner.ASKED, who, match, verb, len(text)))
    if not found:
        for match in _PRESENT.finditer(text):
            who, verb = _who(match["who"], knows), _infinitive(match["verb"] + match["end"])
            if who and verb in _DEEDS and (who in _PERSON.values() or knows(match["who"].split()[0])):
                found.append(_ask(Manner.PRESENT, who, match, verb, len(text)))
    if not found and listed:
        first = _START.match(text)
        if first and first["verb"].lower() not in _STATES:
            verb = first["verb"].lower()
            found.append(
                Ask(manner=Manner.ORDER, who="", start=first.start("verb"), verb=verb, body=first.end(), end=len(text))
            )
    return _bounded(found)


def _ask(manner: Manner, who: str, match: re.Match[str], verb: str, end: int) -> Ask:
    named = match.groupdict().get("who")
    start = match.start("who") if named else match.start() + len(match[0]) - len(match[0].lstrip(" ,;:–—-"))
    return Ask(manner=manner, who=who, start=start, verb=verb, body=match.end(), end=end)


def _who(word: str | None, knows: Knows) -> str:
    if not word:
        return ""
    low = word.lower()
    if low in _PERSON and (low != "el" or word == "él"):
        return _PERSON[low]
    return word if knows(word.split()[0]) else ""


def _infinitive(word: str) -> str:
    """The infinitive of an infinitive, an imperative or a present; empty for verbs that we do not know."""
    plain = word.translate(str.maketrans("áéíóú", "aeiou"))
    if plain in _DEEDS:
        return plain
    stem = re.sub(r"(?:ame|eme|as|es|a|e|o|ad|ed)$", "", plain)
    bent = {
        stem,
        re.sub(r"ie(?=[^aeiou]+$)", "e", stem),
        re.sub(r"ue(?=[^aeiou]+$)", "o", stem),
        re.sub("qu$", "c", stem),
    }
    return next((s + e for s in sorted(bent) for e in ("ar", "er", "ir") if s + e in _DEEDS), "")


def _bounded(found: list[Ask]) -> list[Ask]:
    """Each ends where the next begins."""
    ordered = sorted({ask.body: ask for ask in found}.values(), key=lambda ask: ask.start)
    out: list[Ask] = []
    for index, ask in enumerate(ordered):
        if out and ask.start < out[-1].body:
            continue
        end = ordered[index + 1].start if index + 1 < len(ordered) else ask.end
        out.append(
            Ask(manner=ask.manner, who=ask.who, start=ask.start, verb=ask.verb, body=ask.body, end=max(end, ask.body))
        )
    return out
