"""Actions in a mail: structure first, then sentences; vetoes first, then fields.

    found = find_actions(zones, mail, known)

Tiers: **A** a structure or an explicit agreement; **B** free text that binds somebody; both become items. **C** is
looser: told, never logged. Each field keeps the exact words it was read from; what is not said stays empty.
"""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Doubt, Item, Said
from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known
from followupd.reading.actions.circulars import is_circular, only_called
from followupd.reading.actions.inline import accepted, answered
from followupd.reading.actions.labels import owners_named
from followupd.reading.actions.lines import smooth
from followupd.reading.actions.merge import Merged, merge
from followupd.reading.actions.setting import Candidate, Findings, Setting, Shape, Standing, Tier, language_of
from followupd.reading.actions.walk import walk
from followupd.reading.dates import Bound, deadline, find_dates
from followupd.reading.people import Company, circle, company
from followupd.reading.wordlist import lowered, words_of
from followupd.reading.zones import MAX_ATTACHED, shortened

#: Characters of a mail that are read for actions, the newest words first: a person's agreement is shorter.
MAX_READ = 60_000
#: Characters of a subject that are looked at.
MAX_SUBJECT = 300
#: A body with fewer elements and lines than this is within all bounds.
MANY = 9_000
TOO_MANY = f"Only the first {MAX_ATTACHED} of the attached mails were read."
TOO_LONG = "The rest of this mail is too long to be read for actions."


def find_actions(zones: tuple[ZoneRead, ...], mail: MailIn, known: Known) -> Merged:
    """The actions, targets and looser sentences of all zones, newest zone first."""
    zones, cut = _within(_without_ours(zones, known))
    people = company(zones, mail, known)
    found = [read_zone(zones, index, mail, known, people) for index in range(len(zones))]
    if cut or _left_out(mail):
        found[0].noticed.append(TOO_LONG)
    if any(each.mail is not None for each in mail.attachments[MAX_ATTACHED:]):
        found[0].noticed.append(TOO_MANY)
    acted = False
    for zone, findings in zip(zones, found, strict=True):
        if findings.candidates and is_circular(zone, known):
            only_called(findings, zone)
        if acted and zone.author is not None and zone.author.address and not known.internal(zone.author.address):
            _set_aside(findings)
        acted = acted or any(each.standing is Standing.OPEN for each in findings.candidates)
    if len(found) > 1 and zones[0].kind == "note" and _FYI_ONLY.match(zones[0].text):
        for findings in found[1:]:
            _set_aside(findings)
    if found:
        _complete(found[0], zones, mail, known)
    merged = merge(found)
    if not merged.items and found:
        merged = _told_by_subject(merged, zones, mail, known)
    merged.items = [_doubting(item) for item in merged.items]
    return _dated_by_subject(merged, mail, known)


#: An order whose thing stands in another mail, or nowhere.
_NAMES_NOTHING = re.compile(
    r"\w+ (?:(?:it|this|that|these|those|them|so|the same|everything)(?: (?:over|out|up|off|in|back|on))?|"
    r"(?:over|out|up|off|in|back) (?:it|this|that|them))$",
    re.I,
)


def _doubting(item: Item) -> Item:
    """An action whose words name no thing is asked about: "Do that" tells nobody what was agreed."""
    if item.what is None or not _NAMES_NOTHING.match(item.what.value) or any(d.field == "what" for d in item.doubts):
        return item
    reason = f"“{item.what.value}” does not say what is to be done."
    return replace(item, doubts=(*item.doubts, Doubt(field="what", reason=reason)))


def _without_ours(zones: tuple[ZoneRead, ...], known: Known) -> tuple[ZoneRead, ...]:
    """The zones, without words where a mail of the service's own is quoted: what it tells was agreed, or an example.

    Behind our cut line a zone has no header: it is part of the message above it.
    """
    out: list[ZoneRead] = []
    ours = False
    for zone in zones:
        if zone.author is not None:
            ours = known.is_service(zone.author.address)
        out.append(replace(zone, text="") if ours else zone)
    return tuple(out)


#: A note that passes a message on for information, and says nothing else.
_FYI_ONLY = re.compile(
    r"\W*(?:(?:hi|hello|dear|hallo|bonjour)\b[^\n]{0,25}\n\W*|[A-ZÄÖÜÉ][\w'’-]+(?: (?:and|&) [A-ZÄÖÜÉ][\w'’-]+)?,\s*)?"
    r"(?i:(?:(?:just|purely|only|this is|all|one) )*"
    r"(?:fyi|f\.y\.i|for (?:your |the |our |my )?(?:info(?:rmation)?|records?|awareness|reference|files?|interest)|"
    r"(?:so (?:that )?you(?:['’]re| are| have| know|['’]ve| can see)|in case you|thought you|keeping you|to keep you)\b"
    r"(?! (?:could|can|should|to|please)\b)[\w'’ ]{0,40}|"
    r"(?:nothing|no action) (?:needed|required|to do|for (?:us|you) (?:to do|here))|worth (?:knowing|a read)|"
    r"heads[- ]up|"
    r"zur (?:info|kenntnis|information)|pour info(?:rmation)?|ter info(?:rmatie)?|para (?:tu|su) información)\b)"
    r"(?i:[ ,:–—-]*(?:only|really|please|all|team|everyone))*\W*"
    r"(?:(?i:nothing (?:needed|required|to do|for (?:us|you))|no action)[\w ]{0,30}\W*)?(?:[\w.'’ -]{0,25}\W*)?$"
)


def _left_out(mail: MailIn) -> bool:
    """Whether the body has more elements or lines than are read; one with few of either is not looked at for it."""
    many = mail.html.count("<") > MANY or mail.text.count("\n") > MANY or len(mail.text) > MAX_READ
    return many and shortened(mail)


def _told_by_subject(merged: Merged, zones: tuple[ZoneRead, ...], mail: MailIn, known: Known) -> Merged:
    """With what the subject alone says: "Sean to replace the lock by 31 March"; only with an owner and a day."""
    if _PASSED_ON.match(mail.subject) or len(mail.subject) > MAX_SUBJECT:
        return merged
    findings = read_zone((replace(zones[0], text=mail.subject), *zones[1:]), 0, mail, known)
    sure = [each for each in findings.candidates if each.item.owner and each.item.due and each.tier is Tier.A]
    if len(sure) != 1:
        return merged
    return replace(merged, items=[sure[0].item], tiers=[sure[0].tier])


#: A subject that is somebody's own, and not of the message that he answers or passes on.
_PASSED_ON = re.compile(r"^\s*(?:re|aw|fw|fwd|wg|tr|rv|sv|vs|antw|rif|res)\s*:", re.I)


def _dated_by_subject(merged: Merged, mail: MailIn, known: Known) -> Merged:
    """With the deadline that the subject names, when the mail agrees one action and its words name no day."""
    if len(merged.items) != 1 or merged.items[0].due is not None or mail.author is None:
        return merged
    if _PASSED_ON.match(mail.subject) or any(doubt.field == "due" for doubt in merged.items[0].doubts):
        return merged
    working = known.working_of(mail.author.address)
    said = working.local(mail.received)
    days = [
        each
        for each in find_dates(mail.subject[:MAX_SUBJECT], said, working=working, day_first=known.day_first)
        if each.bound in (Bound.BY, Bound.BEFORE) and not each.ambiguous
    ]
    moment = deadline(days[0], working) if len(days) == 1 else None
    if moment is None or moment.day < said.date():
        return merged
    item = replace(merged.items[0], due=Said(value=moment, words=days[0].words))
    return replace(merged, items=[item])


def _within(zones: tuple[ZoneRead, ...]) -> tuple[tuple[ZoneRead, ...], bool]:
    """The zones as far as they are read, and whether anything was left out."""
    left, out, cut = MAX_READ, [], False
    for zone in zones:
        cut = cut or len(zone.text) > left
        out.append(replace(zone, text=zone.text[:left]) if len(zone.text) > left else zone)
        left = max(0, left - len(zone.text))
    return tuple(out), cut


def _complete(note: Findings, zones: tuple[ZoneRead, ...], mail: MailIn, known: Known) -> None:
    """Put answers and the quoted questions above them together."""
    for pair in answered(zones, mail):
        whole = (replace(zones[0], text=pair.sentence), *zones[1:])
        told = read_zone(whole, 0, mail, known)
        note.follow_ups += told.follow_ups
        for made in told.candidates:
            source = f"{pair.question} {pair.answer}"
            what = Said(value=made.item.what.value, words=pair.question) if made.item.what else None
            note.candidates = [each for each in note.candidates if each.item.source not in pair.answer]
            note.noticed = [text for text in note.noticed if text not in pair.answer]
            note.candidates.append(replace(made, item=replace(made.item, what=what, source=source)))
    offer = accepted(zones)
    if offer is None:
        return
    whole = (replace(zones[0], text=offer.sentence), *zones[1:])
    for made in read_zone(whole, 0, mail, known).candidates[:1]:
        item = replace(made.item, source=f"{offer.question} {offer.answer}")
        dated = [each for each in note.candidates if _does_it(each) and _owner_of(each) == _owner_of(made)]
        if dated and item.due is None:  # "Yes please, and could you do it before the 14th?"
            item = replace(item, due=dated[0].item.due, doubts=(*item.doubts, *dated[0].item.doubts))
        note.candidates = [each for each in note.candidates if each not in dated]
        note.candidates.insert(0, replace(made, item=item))


def _does_it(each: Candidate) -> bool:
    return each.item.what is not None and _DO_IT.match(each.item.what.value) is not None


def _owner_of(each: Candidate) -> str:
    return each.item.owner.value.address if each.item.owner else each.owner_words


_DO_IT = re.compile(r"(?:Do|Get|Have) (?:it|this|that)\b")


#: A sentence without a digit and without a word that begins or ends like these holds no date; it is blanked before the
#: search, which is the larger part of the work.
_BEGINNINGS = words_of("""
mon tue wed thu fri satur sun day month week wk quarter year fortnight tomo tmrw tmw tonight morning afternoon evening
lunch noon mid end eod eow eom cob cop close first second third last easter christmas xmas new thanksgiving halloween
valentine boxing ash maundy shrove bank
weihnacht heilig ostern oster karfreitag silvester neujahr pfingst feiertag noël noel pâques paques nouvel navidad
nochebuena nochevieja pascua pasen kerst oudjaar nieuwjaar pinksteren
jan feb mar mär apr mai may
jun jul aug sep okt oct nov dec dez
tag woche monat quartal jahr morgen heute übermorgen anfang mitte ende früh mittwoch freitag dienstag donnerstag samstag
lundi mardi mercredi jeudi vendredi samedi dimanche jour semaine mois demain aujourd fin trimestre année janv fév avr
juin juil août déc midi hour
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dag maand jaar
semana lunes martes miercoles miércoles jueves viernes sabado sábado domingo mañana ene abr ago dic mes día
""")
_ENDINGS = tuple(words_of("day days tag tage tags woche wochen monat monats ende stunde stunden wöchentlich monatlich"))
#: First two letters -> the beginnings that have them.
_BEGIN: dict[str, tuple[str, ...]] = {
    head: tuple(each for each in _BEGINNINGS if each[:2] == head) for head in {each[:2] for each in _BEGINNINGS}
}
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_DAY_LABEL = re.compile(r"^\W{0,4}(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun):\s", re.M)
_SHORT_DAY = re.compile(r"\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\b")
#: "1) …" counts entries.
_COUNT = re.compile(r"(?<=\s)\(?\d{1,2}\)(?=\s)")
#: "1. Bis zum 15. Januar …": so does this, unless a month stands behind it.
_COUNT_FIRST = re.compile(
    r"^\s{0,8}\d{1,2}\.(?=\s+(?!(?:jan|feb|mar|mär|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|fév|avr|"
    r"août|ene|abr|"
    r"ago|dic|mei|maart)[a-zéûä]*\b)\S)",
    re.M | re.I,
)
#: The end of a line that its writer ended, as far as it shows: "… to Helen, Thursday" above "Front desk: …".
_ENDED = re.compile(
    r"(?<=[a-z]{3})(?<!\bthe)(?<!\band)(?<!\bfor)\n(?=[ \t]*(?!(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|"
    r"Nov|De[cz]|Mon|Tue|"
    r"Wed|Thu|Fri|Sat|Sun)[a-z]*\b)[A-ZÄÖÜÉ][a-zäöüßéè])"
)
_PIECE = re.compile(r"[^.!?\n]+")


def _dated_parts(text: str) -> str:
    text = _DAY_LABEL.sub(lambda label: label[0][:-2] + " -", text)  # "Mon: call Denby"
    text = _COUNT.sub(lambda mark: " " * len(mark[0]), text)
    text = _COUNT_FIRST.sub(lambda mark: re.sub(r"\S", " ", mark[0]), text)
    text = _ENDED.sub(";", text)
    low = lowered(text)

    def dated(piece: re.Match[str]) -> str:
        start, end = piece.span()
        holds = _DIGIT.search(low, start, end) or _cued(low, start, end) or _SHORT_DAY.search(piece[0])
        return piece[0] if holds else " " * (end - start)

    return _PIECE.sub(dated, text)


def _cued(low: str, start: int, end: int) -> bool:
    """Whether a word begins or ends as words of dates do."""
    return any(
        word.startswith(_BEGIN.get(word[:2], ())) or word.endswith(_ENDINGS) for word in _WORD.findall(low, start, end)
    )


def _set_aside(findings: Findings) -> None:
    """A client's wishes in free text are background once the note on top says what is to be done about them."""
    loose = [each for each in findings.candidates if each.shape is Shape.SENTENCE]
    findings.candidates = [each for each in findings.candidates if each.shape is not Shape.SENTENCE]
    findings.noticed += [each.item.source for each in loose]
    findings.follow_ups.clear()


def read_zone(
    zones: tuple[ZoneRead, ...], index: int, mail: MailIn, known: Known, people: Company | None = None
) -> Findings:
    """One zone, with its own author's "I", date and working time. `people` are those of the mail, when made before."""
    zone = zones[index]
    if not zone.text.strip():
        return Findings()
    text = smooth(zone.text)
    around = circle(zone, zones, mail, known, people or company(zones, mail, known))
    if labelled := owners_named(text):
        around = replace(around, name_words=around.name_words | labelled)
    working = known.working_of(around.author.address) if around.author else known.working
    said = working.local(zone.written or mail.received)
    setter = mail.author
    return walk(
        Setting(
            zone=zone,
            index=index,
            text=text,
            circle=around,
            dates=find_dates(_dated_parts(text), said, working=working, day_first=known.day_first),
            said=said,
            working=working,
            known=known,
            language=language_of(text),
            to_service=zone.kind == "note" and not any(not known.is_service(person.address) for person in mail.to),
            newer=index + 1 < len(zones),
            by_setter=setter is not None and around.author is not None and around.author.address == setter.address,
        )
    )
