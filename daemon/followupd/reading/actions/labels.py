"""Labelled fields in English, German and French: "Owner: Tom", "Bis: 10.04.", "Responsable : Claire"."""

from __future__ import annotations

import re

from followupd.reading.actions.words import ALL_VERBS
from followupd.reading.wordlist import lowered

_LABELS = {
    "what": "action|ai|actions|action point|action item|ap|task|to ?do|what|agreed action|next step|agreed step|"
    "agreed next step|corrective action|preventive action|preventative action|containment action|follow-on action|item|"
    "objective agreed|specific|deliverable action|activity|"
    "acción|accion|tarea|actie|actiepunt|taak|afspraak|"
    "maßnahme|massnahme|aufgabe|was|vereinbarung|aktion|todo|tâche|quoi|action à mener|action convenue",
    "owner": "owner|who|lead person|taken by|led by|owned by|allocated to|given to|handled by|actioned by|"
    "person responsible|responsible person|person in charge|in charge|pic|champion|"
    "responsible|responsibility|resp|assigned to|assignee|lead|by whom|action by|action owner|"
    "accountable|person|name|"
    "quién|encargado|encargada|verantwoordelijk|verantwoordelijke|eigenaar|wie|wie doet het|"
    "verantwortlich|verantwortliche|verantwortliche person|zuständig|wer|responsable|qui|porteur|pilote",
    "due": "due|due date|due by|deadline|by|by when|when|date|target date|complete by|completion date|timescale|"
    "timeline|time-bound|time bound|timebound|finish by|completion|completion by|to be done by|"
    "to be completed by|to be finished by|"
    "completed by|needed by|required by|wanted by|end date|expected date|planned date|planned completion|timing|"
    "timeframe|time frame|time scale|eta|latest|"
    "plazo|fecha|fecha límite|fecha limite|cuándo|para cuándo|uiterlijk|wanneer|datum|"
    "bis|bis wann|termin|frist|fällig|fällig am|fälligkeit|wann|datum|échéance|date limite|pour le|délai|quand|date",
    "measure": "measure|measured by|measurable|measurement|done when|done looks like|done means|success|"
    "success measure|"
    "success looks like|success criteria|success criterion|evidence|output|outcome|deliverable|result|"
    "expected result|"
    "how measured|how we will know|how we['’]ll know|how will we know|we['’]ll know it['’]s done when|"
    "what good looks like|proof|verification|verified by|acceptance|metric|kpi|"
    "medida|resultado|indicador|resultaat|maatstaf|meetpunt|klaar als|bewijs|"
    "messgröße|messbar|messung|kennzahl|ergebnis|ziel|erfolg|erfolgskriterium|nachweis|fertig wenn|"
    "fertig, wenn|erledigt wenn|mesure|mesuré par|indicateur|résultat|résultat attendu|critère|"
    "critère de réussite|livrable|preuve",
    "why": "why|goal|learning goal|development goal|personal goal|"
    "reason|because|purpose|relevant|relevance|rationale|background|benefit|so that|objective|"
    "in order to|business reason|what for|"
    "por qué|motivo|razón|waarom|reden|doel|"
    "warum|grund|zweck|wozu|nutzen|hintergrund|begründung|pourquoi|raison|but|motif|finalité|objectif",
    "achievable": "achievable|help|support|help needed|support needed|help from|resources|resource|with|needs|"
    "achievable because|hilfe|unterstützung|ressourcen|machbar|erreichbar|aide|soutien|moyens|ressources",
    "follow_up": "follow-up|follow up|followup|f/u|fu|follow-up date|follow up date|review|review date|reviewed|"
    "review on|"
    "next review|checkpoint|check-in|check in|next check|catch-up|catch up|"
    "seguimiento|opvolging|"
    "nachverfolgung|wiedervorlage|follow-up-termin|nachfassen|rücksprache|besprechung|überprüfung|suivi|"
    "point|point de suivi|revue|prochain point",
    "check": "check|checks|pre-check|pre check|precheck|i check|i['’]ll check|i will check|where to look|look at|"
    "where i['’]ll look|private check|prüfung|kontrolle|vorabprüfung|vérification|contrôle",
    "status": "status|state|progress|stand|statut|état|rag",
    "how": "how|approach|method|how i will do it|how we will do it|how you will do it|steps|vorgehen|comment",
    "number": "no|nr|#|n°|ref|id|item no|pos",
    "priority": "priority|prio|priorität|priorité",
    "note": "note|notes|comments|remark|remarks|bemerkung|kommentar|remarque|commentaire|update",
}
FIELD_OF = {name.replace("['’]", "'"): field for field, names in reversed(_LABELS.items()) for name in names.split("|")}
FIELD_OF |= {"date": "due", "objective": "why", "objectif": "why", "ziel": "measure"}
_ANY = "|".join(sorted((name for names in _LABELS.values() for name in names.split("|")), key=len, reverse=True))
_AT_START = re.compile(
    rf"^[\s*_•–-]*(?P<label>{_ANY})(?:\s*(?:no\.?|nr\.?|#)?\s*\d{{1,2}})?[\s*_]*(?:\([^)]{{1,20}}\))?\s*(?::|=|"
    r"\s[-–—]\s)[\s*_]*",
)
#: What stands behind a label.
_SIGN = re.compile(r"[:=]|\s[-–—]\s")
_INSIDE = re.compile(rf"(?:(?<=[.;|,(!?])\s*|\s[-–—/|]\s*|\n[^\S\n]*)[*_]*(?P<label>{_ANY})[*_]*\s*[:=][*_]*\s*")
#: Labels too common inside sentences to open a field in the middle of one.
_ONLY_AT_START = frozenset(
    [
        "with",
        "how",
        "goal",
        "steps",
        "method",
        "name",
        "person",
        "lead",
        "needs",
        "point",
        "but",
        "date",
        "by",
        "when",
        "what",
        "was",
        "wer",
        "wann",
        "qui",
        "quoi",
        "item",
        "help",
        "note",
        "state",
        "stand",
        "update",
        "no",
        "in order to",
        "so that",
        "because",
    ]
)
#: With a number these name a thing to do: "Objective 2: Deliver the migration by 27 November".
_NUMBERED = frozenset(["objective", "goal", "objectif", "ziel", "point", "item"])
#: "Item 2: Volunteers" is a heading of minutes.
_TITLED = re.compile(r"^[\s*_•–-]*(?:agenda )?(?:items?|points?|topics?|top)\s*(?:no\.?|nr\.?|#)?\s*\d", re.I)


_FIRST_WORD = re.compile(r"\W*([A-Za-z-]+)")
_MARKS = re.compile(r"[\s*_:#().?]+")
_PARTS = re.compile(r"\s*[/&,]\s*|\s+(?:and|und|et)\s+")
_A_FIGURE = re.compile(r"\d")


def first_verb(text: str) -> str:
    """The first word of a text in lower case, where an order has its verb."""
    word = _FIRST_WORD.match(text)
    return word[1].lower() if word else ""


def field_of(label: str) -> str:
    """The field that a label or a table heading names; empty when it names none."""
    name = _MARKS.sub(" ", label.lower().replace("’", "'")).strip()
    if name in FIELD_OF:
        return FIELD_OF[name]
    # "Owner / lead", "Due (date)", "What we agreed": the first word decides when it is long enough to be sure.
    for part in _PARTS.split(name):
        if part in FIELD_OF:
            return FIELD_OF[part]
    return next(
        (FIELD_OF[first] for first in (name.split(" ")[:1] or [""]) if first in FIELD_OF and len(first) > 4), ""
    )


_OWNERS = "|".join(sorted((re.escape(name) for name in _LABELS["owner"].split("|")), key=len, reverse=True))
_OWNED = re.compile(rf"^[\s*_•–-]*(?i:{_OWNERS})[\s*_]*:[\s*_]*(?P<first>[^\W\d_][\w'’-]+)", re.M)


#: "Present: Ana Lima (AL), Tom Baker; Priya": who was there.
_THERE = re.compile(
    r"^[\s*_•–-]*(?i:present|attendees|attended by|in attendance|attending|participants|anwesend|teilnehmer(?:innen)?|"
    r"teilnehmende|présents|participants|presentes|asistentes|aanwezig|deelnemers)[\s*_]*:[\s*_]*(?P<names>[^\n]+)",
    re.M,
)
_FIRST_OF_NAME = re.compile(r"(?:^|[,;/&+]|\band\b|\bund\b|\bet\b|\by\b|\ben\b)\s*(?P<first>[A-ZÄÖÜÉ][\w'’-]{2,})")


def owners_named(text: str) -> frozenset[str]:
    """First names of those whom labels name as owners or as present, in lower case: the lines around mean them too."""
    if ":" not in text:
        return frozenset()
    there = [one["first"] for line in _THERE.finditer(text) for one in _FIRST_OF_NAME.finditer(line["names"])]
    return frozenset(name.lower() for name in (*(found["first"] for found in _OWNED.finditer(text)), *there))


def split_labels(text: str) -> tuple[int, list[tuple[str, int, int]]]:
    """Where the unlabelled head ends, and (field, start, end) for each labelled part, places within `text`."""
    marks: list[tuple[str, int, int]] = []
    low = lowered(text)
    first = _AT_START.match(low) if _SIGN.search(low) else None
    if first:
        numbered = first["label"] in _NUMBERED and _A_FIGURE.search(text, first.end("label"), first.end())
        titled = _TITLED.match(first[0]) is not None and first_verb(text[first.end() :]) not in ALL_VERBS
        if not titled:
            marks.append(("what" if numbered else field_of(first["label"]), first.start(), first.end()))
    for match in _INSIDE.finditer(low, first.end() if first else 0) if ":" in low or "=" in low else ():
        if match["label"] in _ONLY_AT_START and not marks:
            continue
        marks.append((field_of(match["label"]), match.start(), match.end()))
    parts = []
    for index, (field, _, begin) in enumerate(marks):
        end = marks[index + 1][1] if index + 1 < len(marks) else len(text)
        value = text[begin:end]
        end = begin + len(value.rstrip(" \t,;|/–—-*_("))
        parts.append((field, begin, max(begin, end)))
    return (marks[0][1] if marks else len(text)), parts
