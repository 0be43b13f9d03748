"""Newsletters and bulletins: what they ask of everybody is nobody's action."""

from __future__ import annotations

from followupd.domain.happenings import ZoneRead
from followupd.domain.people import Known
from followupd.reading.actions.setting import Candidate, Findings, Standing
from followupd.reading.lazily import lazily
from followupd.reading.people import fit
from followupd.reading.wordlist import lowered, words_of

#: What only a letter to many says at its end.
_FOOTER = lazily(
    r"\b(?:unsubscribe|opt[- ]out of|(?:to )?stop receiving|no longer (?:want|wish) to receive|"
    r"(?:update|manage|change) your (?:e?mail )?(?:preferences|subscription)|"
    r"you(?:['’]re| are)? (?:receive|received|receiving|getting|get) this (?:e-?mail |newsletter |mail |"
    r"message )?because|"
    r"view (?:this|it)(?: e-?mail| newsletter)? in (?:your|a|the) browser|newsletter abbestellen|"
    r"vom newsletter abmelden|"
    r"se désabonner|se désinscrire|vous recevez ce(?:tte)? (?:mail|e-mail|message|lettre)|darse de baja|"
    r"uitschrijven|afmelden voor)\b"
)
#: What such a letter is called, in its subject or its first lines.
_TITLE = lazily(
    r"\b(?:newsletter|bulletin|e-?news|news ?letter|digest|round-?up|gazette|issue (?:no\.? ?|number )?\d+|"
    r"\w+ edition|in this (?:week['’]s |month['’]s )?(?:issue|edition)|(?:this|next) (?:week|"
    r"month)['’]s (?:issue|edition)|"
    r"rundbrief|infobrief|lettre d['’]information|nieuwsbrief|boletín)\b"
)


def is_circular(zone: ZoneRead, known: Known) -> bool:
    """Whether a zone is a letter to many: by its footer, or by its title when it is written to nobody alone."""
    low = lowered(zone.text)
    if _FOOTER.search(low) or _FOOTER.search(lowered(zone.signature)):
        return True
    to = [person.name.lower().split() for person in zone.to if not known.is_service(person.address)]
    personal = bool(to) and all(len(name) > 1 and not set(name) & _MANY for name in to)
    head = " ".join(low.strip().split("\n")[:3])[:300]
    if not personal and zone.author is not None and _OFFICE.match(zone.author.address):
        return True
    return not personal and bool(_TITLE.search(lowered(zone.subject)) or _TITLE.search(head))


#: Mailboxes that write to everybody and are nobody.
_OFFICE = lazily(
    r"(?:internal[._-]?)?(?:comms|communications?|news|newsletters?|marketing|no-?reply|do-?not-?reply|wellbeing|press|"
    r"editor|bulletin|announcements?|(?:it[._-]?)?(?:service|help)[._-]?desk|it[._-]?support|facilities|estates|payroll|"
    r"hr|human[._-]?resources|people[._-]?team|kommunikation|redaktion|presse)[\w.-]*@"
)
#: Words in the name of a list of people.
_MANY = words_of("""
    all everyone everybody staff team colleagues members customers clients tenants residents parents list alle
    mitarbeiter kunden tous équipe iedereen todos
    """)


#: "* Jackie - please could you order the crackers".
_SPOKEN_TO = lazily(r"[\s*•·-]*(?P<who>[A-ZÄÖÜÉ][\w'’-]+)\s*(?:,|\s[-–—])\s+(?:please )?(?:could|can|would|will) you\b")


def only_called(findings: Findings, zone: ZoneRead) -> None:
    """Put aside what a circular asks of nobody whom it calls by name."""
    kept = [each for each in findings.candidates if each.standing is not Standing.OPEN or _calls(each, zone)]
    findings.noticed += [each.item.source for each in findings.candidates if each not in kept]
    findings.candidates = kept
    findings.follow_ups.clear()


def _calls(each: Candidate, zone: ZoneRead) -> bool:
    owner = each.item.owner
    if owner is None and each.owner_words:  # somebody whose address nobody knows
        spoken_to = _SPOKEN_TO.match(each.item.source)
        return spoken_to is not None and spoken_to["who"] == each.owner_words
    return owner is not None and owner.value != zone.author and fit(owner.words.strip("@ "), owner.value) > 0
