"""Which of the seven situations a mail comes from: its subject, the words of its body, and who is on it.

Each cue in the subject is worth three points, each different cue in the body one (a telling phrase two), four at most;
somebody of another organisation on the mail is worth three for a meeting with a client. Three points are needed, and
more than any other situation has: a wrong clock is worse than the plain one, so that doubt gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from followupd.domain.action import Item, Said, Situation
from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known
from followupd.reading.answer_fields import situation_named
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered, stands_in

#: Points that a situation needs; of the subject, of a telling phrase, and of a stranger on the mail.
ENOUGH, SUBJECT, TELLING, STRANGER = 3, 3, 2, 3
#: Points that the words of a body can give.
MOST = 4
#: Characters that are looked at: a mail says at its beginning what it comes from.
MAX_READ = 8_000
#: A note no longer than this, whose days are all near, reads like the objectives of a day.
SHORT = 420

_GROUP = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
#: One branch of a pattern.
_BRANCH = re.compile(rf"(?:{_GROUP}|[^|()])+")
#: What of a branch need not stand in the text as it is written: groups, classes, and single signs that are optional.
_LOOSE = re.compile(rf"(?:{_GROUP}|\[[^\]]*\]|\\.)(?:[?+*]|\{{[\d,]+\}})?|.[?*]")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A pattern, and for each of its branches the longest part that stands in the text as it is written.

    To look for those first is several times as fast: most mails have none of them.
    """

    pattern: re.Pattern[str]
    plain: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Self:
        plain = {max(_LOOSE.split(branch), key=len) for branch in _BRANCH.findall(words)}
        return cls(lazily(rf"\b(?:{words})(?!\w)"), tuple(plain))

    def found_in(self, low: str) -> re.Match[str] | None:
        """The first cue in a text in lower case."""
        return self.pattern.search(low) if stands_in(low, self.plain) else None


#: What shows a situation in the subject, plainly in the body, and faintly in the body; all in lower case.
_CUES: dict[Situation, tuple[str, str, str]] = {
    Situation.DAILY: (
        r"(?<!from )(?<!of )today(?:['’]s)?(?! -)|daily|stand-?up|huddle|morning meeting|plan for (?:the day|today|"
        r"tomorrow)|objectives for "
        r"(?:today|tomorrow)|tagesziele|(?<!von )heute|objectifs du jour|(?<!d['’])aujourd['’]hui",
        r"plan for (?:the day|today|tomorrow)|(?:(?<=^)|(?<=\n)|(?<=\n[ *•–-])|(?<=\n[*•–-] ))"
        r"(?:today|heute|aujourd['’]hui)\s*:|huddle|stand-?up|"
        r"tagesziele|objectifs du jour|back at \d",
        r"tmrw|by (?:lunch|noon|close)|before lunch|this (?:morning|afternoon)|by \d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b",
    ),
    Situation.QUALITY: (
        r"quality|root cause|corrective|non-?conformit\w+|defects?|errors?|complaints?|audit (?:findings|actions)|"
        r"after the (?:\w+ )?audit|process improvement|qualität\w*|reklamation\w*|fehler\w*|qualité|réclamations?",
        r"root cause|quality (?:meeting|session|improvement)|corrective actions?|non-?conformit\w+|right first time|"
        r"qualitäts\w+|ursachenanalyse|cause racine",
        r"defects?|errors?|complaints?|checklists?|audit\w*|rework|returns|work instructions?|reklamation\w*|fehler\w*|"
        r"réclamations?",
    ),
    Situation.TARGET: (
        r"targets?|quotas?|kpis?|scorecard|billings|sales figures|zielvorgaben?|umsatzziele?|kennzahlen|"
        r"objectifs chiffrés",
        r"(?:your|our|the|new) (?:\w+ )?target is|target for \w+ is|what good looks like|to get there|"
        r"where we want to be",
        r"targets?|quotas?|kpis?|billings|conversion rate|fill rate|retention|placements",
    ),
    Situation.TRAINING: (
        r"training|workshop|coaching|role-?plays?|course|seminar|webinar|e-learning|schulung\w*|fortbildung|formation|atelier",
        r"put(?:ting)? into practice|take away from (?:the|today)|role-?plays?|(?:the|today['’]s|our) (?:workshop|"
        r"training|"
        r"course)|in die praxis|mettre en pratique",
        r"training|workshop|coaching|modules?|seminar\w*|certificates?|slides|schulung\w*|formation|trainer",
    ),
    Situation.REVIEW: (
        r"monthly|1[-: ]?2[-: ]?1|1\s?:\s?1|one[- ]to[- ]one|1-on-1|catch-?up|supervision|(?:january|february|march|"
        r"april|"
        r"may|june|july|august|september|october|november|december) review|monats\w*|monatsgespräch|point mensuel|"
        r"entretien mensuel",
        r"monthly review|(?:our|next|the|your) (?:1[-: ]?2[-: ]?1|1\s?:\s?1|one[- ]to[- ]one)|carried (?:over|forward)|"
        r"since last (?:time|month)|(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december) review",
        r"last month|this month|next month|month end|monatsgespräch",
    ),
    Situation.APPRAISAL: (
        r"appraisals?|pdr|annual review|year[- ]end review|performance review|development plan|mitarbeitergespräch\w*|"
        r"jahresgespräch\w*|beurteilung\w*|entretien annuel|évaluation annuelle",
        r"appraisals?|your rating|development plan|objectives for (?:the|this|next) year|mitarbeitergespräch\w*|"
        r"jahresgespräch\w*|entretien annuel",
        r"objectives?|rating|annual|career|promotion|entwicklung\w*|carrière",
    ),
    Situation.CLIENT: (
        r"clients?|candidates?|customers? (?:visit|meeting)|vacanc(?:y|ies)|shortlist|terms of business|site visit|"
        r"visit to|kundentermin|kundenbesuch|rendez-vous client",
        r"client meeting|candidate meeting|(?:thank you|thanks)(?: very much)? for (?:your time|meeting|showing|"
        r"seeing|having)|"
        r"strong candidate|signed terms|procurement",
        r"clients?|candidates?|shortlist|vacanc(?:y|ies)|terms|referees?|rate card|cvs?|interviews?|quote",
    ),
}
_PATTERNS = {situation: tuple(_Cue.of(words) for words in cues) for situation, cues in _CUES.items()}
_PREFIX = re.compile(r"^(?:\s*(?:re|aw|fw|fwd|wg|tr|rv|sv)\s*:)+", re.IGNORECASE)
#: The writer of the note names it himself.
_LABEL = re.compile(r"^\W{0,3}situation\s{0,3}:\s*(\w[^\n]{0,60})$", re.IGNORECASE | re.MULTILINE)
#: A mail that only passes something on for information comes from no situation.
_FOR_INFORMATION = re.compile(r"^\W*(?:fyi|for (?:your )?information|zur info|pour info)\b", re.IGNORECASE)


def situation_of(
    mail: MailIn, zones: tuple[ZoneRead, ...], known: Known, *, items: Sequence[Item], targets: int
) -> Said[Situation] | None:
    """The situation that a mail comes from, with the words that show it; None when unsure.

    `items`, `targets`: the actions and how many figures were read; a mail with neither comes from no situation.
    """
    actions = len(items)
    if not zones or not (targets or actions):
        return None
    if (label := _LABEL.search(zones[0].text[:MAX_READ])) and (named := situation_named(label[1])):
        return Said(value=named, words=label[0].strip())
    subject = _PREFIX.sub("", mail.subject)[:300]
    text = "\n".join(zone.text for zone in zones)[:MAX_READ]
    if _FOR_INFORMATION.match(subject) or (_FOR_INFORMATION.match(text) and not actions):
        return None
    title_low, low = lowered(subject), lowered(text)
    points: dict[Situation, int] = {}
    shown: dict[Situation, str] = {}
    for situation, (in_subject, plain, faint) in _PATTERNS.items():
        title = in_subject.found_in(title_low)
        telling = plain.found_in(low)
        hint = faint.found_in(low)
        words = {found[0].rstrip("s") for found in faint.pattern.finditer(low)} if hint else set()
        body = min(MOST, (TELLING if telling else 0) + len(words))
        points[situation] = (SUBJECT if title else 0) + body
        cue = title or telling or hint
        shown[situation] = (subject if title else text)[cue.start() : cue.end()].strip() if cue else ""
    points[Situation.TARGET] += min(2, targets) if targets > actions else 0
    if points[Situation.CLIENT] and _strangers(mail, zones, known):
        points[Situation.CLIENT] += STRANGER
    if _near(mail, items):
        points[Situation.DAILY] += TELLING if len(text) <= SHORT and points[Situation.DAILY] else 0
    elif any(item.due for item in items):
        points[Situation.DAILY] = 0
    if points[Situation.APPRAISAL] >= ENOUGH:
        points[Situation.REVIEW] = 0  # an appraisal is a review, too
    first, second = sorted(points.values(), reverse=True)[:2]
    best = max(points, key=lambda each: points[each])
    if first < ENOUGH or first == second:
        return None
    return Said(value=best, words=shown[best])


def of_items(
    situation: Said[Situation] | None, mail: MailIn, zones: tuple[ZoneRead, ...], known: Known
) -> Said[Situation] | None:
    """The situation that gives the mail's actions their clock and form.

    One that speaks of clients is about a meeting with one only when somebody of theirs is on the mail, or the setter
    says so: to call lapsed clients is work like any other.
    """
    if situation is None or situation.value is not Situation.CLIENT or situation.words.lower().startswith("situation"):
        return situation
    return situation if _strangers(mail, zones, known) else None


def _near(mail: MailIn, items: Sequence[Item]) -> bool:
    """Whether something is due, and all of it today or tomorrow; over a weekend, on Monday."""
    days = [item.due.value.day for item in items if item.due]
    ahead = 1 if mail.received.weekday() < 4 else 3
    return bool(days) and max(days) <= mail.received.date() + timedelta(days=ahead)


def _strangers(mail: MailIn, zones: tuple[ZoneRead, ...], known: Known) -> bool:
    """Whether somebody of another organisation wrote it or is written to."""
    people = [*mail.to, *mail.cc, *(person for zone in zones for person in (zone.author, *zone.to, *zone.cc) if person)]
    return any(
        "@" in person.address and not known.internal(person.address) and not known.is_service(person.address)
        for person in people
    )
