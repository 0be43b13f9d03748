"""Actions in a mail: structure first, then sentences; vetoes first, then fields.

    found = find_actions(zones, mail, known)

Tiers: **A** a structure or an explicit agreement; **B** free text that binds somebody; both become items. **C** is
looser and told, never logged. Each field keeps the exact words it was read from; what the mail does not say stays empty.
"""

from __future__ import annotations

import re

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known
from followupd.reading.actions.lines import smooth
from followupd.reading.actions.merge import Merged, merge
from followupd.reading.actions.setting import Findings, Setting, Shape, Standing, language_of
from followupd.reading.actions.walk import walk
from followupd.reading.dates import find_dates
from followupd.reading.people import circle

#: Words beyond this in one zone are not looked at for actions: a person's agreement is shorter.
MAX_ZONE = 60_000


def find_actions(zones: tuple[ZoneRead, ...], mail: MailIn, known: Known) -> Merged:
    """The actions, targets and looser sentences of all zones, newest zone first."""
    found = [read_zone(zones, index, mail, known) for index in range(len(zones))]
    if found and any(each.standing is Standing.OPEN for each in found[0].candidates):
        for zone, findings in list(zip(zones, found, strict=True))[1:]:
            if zone.author is not None and zone.author.address and not known.internal(zone.author.address):
                _set_aside(findings)
    return merge(found)


#: A line without any of these holds no date; it is blanked before the search, which is the larger part of the work.
_CUE = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|day|month|week|wk|quarter|year|fortnight|tom|tmrw|toni|noon|mid|end|"
    r"eo[dwm]|cob|cop|close|first|second|third|last|next|easter|christmas|xmas|bank|jan|feb|m[aä]r|apr|ma[iy]|"
    r"jun|jul|aug|sep|o[kc]t|nov|de[cz]|"
    r"tag|woche|monat|quartal|jahr|morgen|heute|über|anfang|mitte|ende|früh|di|mi|do|fr|sa|so|lun|mar|mer|jeu|"
    r"ven|sam|dim|jour|semaine|mois|demain|auj|fin|trimestre|année|an|janv|fév|avr|juil|août|déc|midi|within|"
    r"hour|hora|uur|maan|dins|woens|dond|vrij|zater|zon|dag|maand|jaar|lunes|martes|mi[ée]rc|jueves|viernes|"
    r"s[áa]b|dom|mañana|ene|abr|ago|dic|mes|día)|"
    r"(?:day|days|tag|tage|tags|woche|wochen|monat|monats|ende|stunde[n]?)\b",
    re.I,
)


def _dated_lines(text: str) -> str:
    return "\n".join(line if _CUE.search(line) else " " * len(line) for line in text.split("\n"))


def _set_aside(findings: Findings) -> None:
    """A client's wishes in free text are background once the note on top says what is to be done about them."""
    loose = [each for each in findings.candidates if each.shape is Shape.SENTENCE]
    findings.candidates = [each for each in findings.candidates if each.shape is not Shape.SENTENCE]
    findings.noticed += [each.item.source for each in loose]
    findings.follow_ups.clear()


def read_zone(zones: tuple[ZoneRead, ...], index: int, mail: MailIn, known: Known) -> Findings:
    """One zone, with its own author's "I", date and working time."""
    zone = zones[index]
    if not zone.text.strip():
        return Findings()
    text = smooth(zone.text[:MAX_ZONE])
    around = circle(zone, zones, mail, known)
    working = known.working_of(around.author.address) if around.author else known.working
    said = working.local(zone.written or mail.received)
    setter = mail.author
    return walk(
        Setting(
            zone=zone,
            index=index,
            text=text,
            circle=around,
            dates=find_dates(_dated_lines(text), said, working=working, day_first=known.day_first),
            said=said,
            working=working,
            known=known,
            language=language_of(text),
            to_service=zone.kind == "note" and not any(not known.is_service(person.address) for person in mail.to),
            by_setter=setter is not None and around.author is not None and around.author.address == setter.address,
        )
    )
