"""Reads the words of list entries, records, rows and sentences: vetoes, figures, follow-ups, then actions."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Said
from followupd.domain.people import Person
from followupd.reading.actions import dutch, english, french, german, spanish
from followupd.reading.actions.ask import Ask, Manner
from followupd.reading.actions.build import Parts, candidate, parts_of
from followupd.reading.actions.dues import dues
from followupd.reading.actions.follow import check_in, follow_up_at, is_check_back, is_follow_up
from followupd.reading.actions.lines import MAX_SENTENCE, sentences
from followupd.reading.actions.more import continues, helps
from followupd.reading.actions.notation import NAME_FIRST, notation, owns_first, points_at, unlabel
from followupd.reading.actions.setting import Candidate, Draft, Findings, Heading, Place, Setting, Shape, Standing, Tier
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.updates import drops_first, update_of
from followupd.reading.actions.vetoes import is_done, to_the_service, veto
from followupd.reading.actions.words import ALL_VERBS, STATIVE, VAGUE

_LANGUAGES = {"en": english.asks, "de": german.asks, "fr": french.asks, "es": spanish.asks, "nl": dutch.asks}


def read_draft(setting: Setting, draft: Draft, findings: Findings) -> None:
    """Read one entry, row or record into the findings."""
    if draft.what is None:
        return
    if draft.what[1] - draft.what[0] > 2 * MAX_SENTENCE:
        findings.noticed.append(setting.words(draft.source)[:200])
        return
    source = setting.words(draft.source)
    if draft.heading.targets or (draft.shape is Shape.ENTRY and is_target(setting.words(draft.what))):
        if (
            draft.heading.targets
            and not is_target(setting.words(draft.what))
            and clauses_at(setting, draft.what, listed=True)
        ):
            pass
        else:
            findings.targets.append(source)
            return
    if draft.heading.told:
        return
    draft = _by_how(setting, unlabel(setting, draft))
    draft = notation(setting, draft)
    assert draft.what is not None
    words = setting.words(draft.what)
    if (
        not re.search(r"[^\W\d_]{2}", words)
        or re.fullmatch(r"(?:none|n/?a|nothing|keine?|rien|aucune?)\W*", words, re.I)
        or (setting.to_service and to_the_service(words))
    ):
        return
    if draft.shape is not Shape.RECORD:
        if is_follow_up(setting, draft.what):
            _keep_follow_up(setting, draft.what, findings)
            return
        check = check_in(setting, draft.what) if setting.by_setter else None
        if check:
            findings.checks.append(check)
            return
    if draft.standing is Standing.OPEN and (is_done(source) or _is_past(setting, draft.what)):
        draft.standing = Standing.DONE
    if words.endswith("?") and _QUESTION.match(words) and draft.standing is Standing.OPEN:
        findings.noticed.append(source)
        return
    why = veto(words)
    if why and why != "already done" and draft.standing is Standing.OPEN and draft.shape is Shape.ENTRY:
        findings.refused.append((source, why))
        if why == "only a maybe":
            findings.noticed.append(source)
        return
    if draft.shape is Shape.RECORD and is_target(words) and not draft.fields:
        findings.targets.append(source)
        return
    made = _from_draft(setting, draft, findings)
    if not made and draft.standing is Standing.OPEN and draft.shape is Shape.ENTRY and len(words.split()) > 2:
        findings.noticed.append(source)
    for each in made:
        _keep(each, findings)


#: "Spoke to the drivers this morning": told, and over.
_PAST = re.compile(
    r"^\W*(?:I |we )?(?:also |already |just )?(?:spoke|sent|rang|wrote|told|went|gave|took|got|did|made|met|saw|found|"
    r"bought|brought|began|chose|drew|paid|asked|called|emailed|phoned|visited|discussed|reviewed|talked|chased|"
    r"received|completed|finished)\b(?!:)(?=\s(?:to|with|the|a|an|all|both|my|our|your|him|her|them|it|about|for|on|over|\d|[A-Z]))"
)


def _is_past(setting: Setting, place: Place) -> bool:
    return bool(_PAST.match(setting.words(place))) and not any(due.strong for due in dues(setting, place))


#: How a question binds nobody ("What are the three things you will do?"); "When can you send it?" asks.
_TELLS = frozenset([Manner.WILL, Manner.MUST, Manner.PRESENT, Manner.ASSIGNED])
#: "Where are we with the letters?", "Any news on the van?": asked, and nothing to do by itself.
_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:where|how|what|when|why|which|any (?:news|update|idea|progress)|did|have|has|are|is|"
    r"was|were|do|does|wo|wie|was|wann|warum|hast|où|quand|comment|pourquoi)\b",
    re.I,
)


def _by_how(setting: Setting, draft: Draft) -> Draft:
    """A goal that is no deed ("know the cut-offs") told with how it is reached ("spend a morning there"): the deed."""
    how = draft.fields.get("how")
    if how is None or draft.what is None:
        return draft
    words = setting.words(draft.what)
    first = re.match(r"\W*(?:to |be able to )?([A-Za-z-]+)", words)
    verb = first[1].lower() if first else ""
    if not is_target(words) and (verb not in VAGUE | STATIVE and (verb in ALL_VERBS or setting.language != "en")):
        return draft
    draft.fields.setdefault("why", draft.what)
    draft.what = draft.source = how
    return draft


def _from_draft(setting: Setting, draft: Draft, findings: Findings) -> list[Candidate]:
    assert draft.what is not None
    asks = _taken(setting, draft, clauses_at(setting, draft.what, listed=True))
    out: list[Candidate] = []
    if draft.shape is Shape.ENTRY:
        for parts in _several(setting, draft.what, asks):
            if is_follow_up(setting, parts.clause) and out:
                _keep_follow_up(setting, parts.clause, findings)
                continue
            made = candidate(setting, draft, parts, findings.last)
            if made:
                out.append(made)
    elif asks:
        first = parts_of(setting, draft.what, asks[0])
        whole = first
        if not first.verb_last:
            whole = replace(first, clause=(first.clause[0], draft.what[1]), body=(first.body[0], draft.what[1]))
        made = candidate(setting, draft, whole, findings.last)
        out = [made] if made else []
    if out or asks:
        return _one_owner(setting, out)
    begin, end = draft.what
    if draft.shape is Shape.ENTRY and not _worthy(setting, draft):
        return []
    made = candidate(setting, draft, Parts(clause=(begin, end), body=(begin, end)), findings.last)
    return [made] if made else []


def _taken(setting: Setting, draft: Draft, asks: list[Ask]) -> list[Ask]:
    """Without "I do that one" behind an order, which only says who: he is the owner of the entry then."""
    if len(asks) < 2 or draft.what is None or "owner" in draft.fields:
        return asks
    last, begin = asks[-1], draft.what[0]
    if last.who and last.verb in _TAKES and _THAT.match(setting.text, begin + last.body):
        draft.fields["owner"] = (begin + last.start, begin + last.start + len(last.who))
        return [replace(asks[0], end=min(asks[0].end, last.start)), *asks[1:-1]]
    return asks


_TAKES = frozenset(["do", "take", "handle", "sort", "have", "own"])
_THAT = re.compile(r"\s+(?:that|this|it|these|those)(?: one)?\W*$", re.M)


def joined(setting: Setting, first: Candidate, second: Candidate) -> Candidate:
    """Two clauses of one action: "call the ten, and you'll book at least 3 meetings"."""
    word = {"en": "and", "de": "und", "fr": "et", "es": "y", "nl": "en"}[setting.language]
    if first.item.what is None or second.item.what is None:
        return first
    tail = second.item.what.value
    what = Said(value=f"{first.item.what.value} {word} {tail[:1].lower()}{tail[1:]}", words=first.item.what.words)
    return replace(first, item=replace(first.item, what=what, measure=second.item.measure))


def _one_owner(setting: Setting, found: list[Candidate]) -> list[Candidate]:
    """Two orders of one entry with one date are one action, unless each has its own date or owner."""
    if len(found) < 2:
        return found
    owners = {each.item.owner.value.address if each.item.owner else each.owner_words for each in found}
    if len(owners) > 1 or all(each.own_due for each in found):
        return found
    last = found[-1]
    least = last.item.measure and re.match(r"(?:at least|mindestens|au moins)\b", last.item.measure.value, re.I)
    if len(found) == 2 and not last.own_due and least:
        return [joined(setting, found[0], last)]
    return found if any(each.own_due for each in found[:-1]) else found[:1]


#: "Key audit - moved to 11 December": what it was before is known to both.
_NOW = re.compile(
    r"[-–—:(,]\s*(?:not (?:started|done|finished|ready)|overdue|slipped|outstanding|late)\b|"
    r"[-–—:(,]\s*(?:moved|carried (?:over|forward)|postponed|pushed(?: back)?|extended|rescheduled|put back|verschoben|"
    r"reporté) (?:to|until|auf|bis|au)\b",
    re.I,
)


def _worthy(setting: Setting, draft: Draft) -> bool:
    """Whether an entry without a verb is still something to do: somebody or a date is put to it."""
    if draft.standing is not Standing.OPEN:
        return True
    assert draft.what is not None
    if _NOW.search(setting.words(draft.what)) and dues(setting, draft.what):
        return True
    owned = bool(draft.heading.owner or "owner" in draft.fields)
    dated = bool(dues(setting, draft.what)) or "due" in draft.fields or draft.heading.due is not None
    below = setting.by_setter and draft.heading.place != (0, 0) and draft.source != draft.what
    listed = draft.heading.agreed or below
    return (owned and (dated or draft.heading.agreed)) or (dated and listed)


def read_paragraph(setting: Setting, place: Place, heading: Heading, findings: Findings) -> None:
    """Read free text: sentence by sentence."""
    for begin, end in sentences(setting.text[place[0] : place[1]], place[0]):
        _sentence(setting, (begin, end), heading, findings)


def _sentence(setting: Setting, place: Place, heading: Heading, findings: Findings) -> None:
    words = setting.words(place)
    if len(words) < 4:
        return
    if setting.to_service and to_the_service(words):
        if is_follow_up(setting, place):  # "Please log these, I'll see him on 26 June"
            _keep_follow_up(setting, place, findings)
        return
    check = check_in(setting, place) if setting.by_setter else None
    if check:
        findings.checks.append(check)
        return
    change = update_of(setting, place) if setting.newer else None
    asks = clauses_at(setting, place, listed=False)
    if not asks and is_follow_up(setting, place):
        _keep_follow_up(setting, place, findings)
        return
    if words.endswith("?") and _QUESTION.match(words) and all(ask.manner in _TELLS for ask in asks):
        if asks:
            findings.noticed.append(words)
        asks = []
    if is_target(words) and not is_follow_up(setting, place):
        findings.targets.append(words)
        return
    if change and change.standing is Standing.DROPPED and drops_first(words):
        findings.updates.append(change)
        return
    if owns_first(setting.text[place[0] : place[1]]):
        asks = []
    if not asks:
        if _named_thing(setting, place):
            read_draft(setting, Draft(shape=Shape.ENTRY, source=place, what=place, heading=heading), findings)
        elif change:
            findings.updates.append(change)
        else:
            continues(setting, place, findings)
        return
    draft = Draft(shape=Shape.SENTENCE, source=place, what=place, heading=heading)
    draft = unlabel(setting, draft)
    began = len(findings.candidates)
    if draft.what is not None and draft.what != place:
        asks = clauses_at(setting, draft.what, listed=True)
    several = _several(setting, draft.what or place, asks)
    for parts in several:
        _clause(setting, draft, parts, findings, alone=len(several) == 1)
    if change and len(findings.candidates) == began:
        findings.updates.append(change)


def _named_thing(setting: Setting, place: Place) -> bool:
    """ "Tom: the quotes by Thursday": somebody, a thing and a date, without a verb."""
    text = setting.text[place[0] : place[1]]
    if points_at(setting, text) or owns_first(text):
        return True
    match = NAME_FIRST.match(setting.text[place[0] : place[1]])
    if not match or not dues(setting, place):
        return False
    named = setting.circle.who(next(part for part in match.group("a", "b", "c", "d") if part))
    return named.person is not None or bool(named.others)


def _clause(setting: Setting, draft: Draft, parts: Parts, findings: Findings, *, alone: bool) -> None:
    clause = setting.words(parts.clause)
    lead = setting.words(parts.lead) if parts.lead else ""
    if is_follow_up(setting, parts.clause):
        _keep_follow_up(setting, parts.clause, findings)
        return
    if is_check_back(clause) or (setting.to_service and to_the_service(clause)):
        return
    if helps(setting, parts, findings):
        return
    if len(lead.split()) < 5 and continues(setting, parts.clause, findings, verb=parts.verb):
        return
    ordered = parts.manner in (Manner.ORDER, Manner.ASKED) and parts.who
    if is_target(clause) or (ordered and is_target(f"{parts.verb} {setting.words(parts.body)}")):
        findings.targets.append(setting.words(draft.source))
        return
    why = veto(
        f"{lead} {clause}".strip() if re.match(r"(?:if|when|once|maybe|perhaps|falls|si)\b", lead, re.I) else clause
    )
    if why:
        findings.refused.append((clause, why))
        if why == "only a maybe":
            findings.noticed.append(setting.words(draft.source))
        return
    parts, last = _he_or_she(setting, _in_brackets(setting, parts), findings)
    made = candidate(setting, draft, parts, last)
    if made and not alone:
        made = replace(made, item=replace(made.item, source=clause.strip(" ,;–—-")))
    if made:
        _keep(made, findings)


#: "The laptops are to be wiped by 27 February (Zain)."
_BRACKETS = re.compile(r"\s*\((?P<who>@?[A-ZÄÖÜ][\w.'’-]*(?: [A-ZÄÖÜ][\w.'’-]*)?)\)\s*[.;]?\s*$")


def _in_brackets(setting: Setting, parts: Parts) -> Parts:
    """A clause that names nobody but has somebody known in brackets at its end, with him."""
    stop = parts.tail[1] if parts.tail else parts.body[1]
    found = _BRACKETS.search(setting.text, parts.body[0], stop) if not parts.who else None
    if found is None or setting.circle.who(found["who"]).person is None:
        return parts
    body = (parts.body[0], min(parts.body[1], found.start()))
    return replace(parts, who=found["who"], who_quote=found["who"], body=body)


_HE = frozenset(["he", "she", "him", "her", "they"])
#: Somebody whom the mail tells of and nobody knows: "Met Carole Finn at Hexham", "saw Mrs Odell at 11".
_STRANGER = re.compile(
    r"\b(?:(?:[Mm]et|[Ss]aw|[Ww]ith|[Cc]alled|[Rr]ang|[Ss]poke to|[Ff]rom)\s+(?:up\s+)?"
    r"(?P<full>[A-Z][\w'’-]+ [A-Z][\w'’-]+)\b|(?P<title>(?:Mrs?|Ms|Miss|Dr|Herr|Frau) [A-Z][\w'’-]+))"
)


def _he_or_she(setting: Setting, parts: Parts, findings: Findings) -> tuple[Parts, Person | None]:
    """The clause, and whom "he" or "she" means in it: the one person named last in the same paragraph.

    When the sentence that named people last names several, it is whoever did the action before, or nobody.
    """
    if parts.who.lower() not in _HE:
        return parts, findings.last
    begin = setting.text.rfind("\n\n", 0, parts.clause[0]) + 1
    for start, end in reversed(sentences(setting.text[begin : parts.clause[0]], begin)):
        people = {person.address: person for person in _named(setting, setting.text[start:end])}
        strangers = list(_STRANGER.finditer(setting.text, start, end))
        if len(people) == 1:
            return parts, people.popitem()[1]
        if len(people) > 1:
            break
        if len(strangers) == 1:
            name = strangers[0]["full"] or strangers[0]["title"]
            return replace(parts, who=name, who_quote=name), None
    return parts, findings.last


def _named(setting: Setting, text: str) -> list[Person]:
    """The people named in a text, without its author; in small letters too, where somebody types without capitals."""
    found = [
        named.person
        for word in re.findall(r"[^\W\d_][\w-]+", text)
        if word[0].isupper() or setting.circle.knows(word)
        for named in [setting.circle.who(word)]
        if named.person is not None
    ]
    return [person for person in found if person != setting.circle.author]


_SAME_DAY = re.compile(
    r"\b(?:(?:the )?same (?:day|date|deadline)|by then|bis dahin|d['’]ici là|voor die tijd|para entonces|"
    r"(?:zum|am) (?:gleichen|selben) (?:tag|termin)|le même jour)\b",
    re.I,
)
#: "on 3 March and tell you the same day": the day is its own.
_NAMES_DAY = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow)\b", re.I)


def _same_day(made: Candidate, findings: Findings) -> Candidate:
    """The action with the due day of the one before it, when it says "by the same date"."""
    before = findings.candidates[-1].item if findings.candidates else None
    if made.item.due is not None or before is None or before.due is None:
        return made
    words = made.item.what.words if made.item.what else made.item.source
    if not _SAME_DAY.search(words) or _NAMES_DAY.search(words):
        return made
    return replace(made, item=replace(made.item, due=before.due))


def _keep(made: Candidate, findings: Findings) -> None:
    made = _same_day(made, findings)
    if made.item.owner:
        findings.last = made.item.owner.value
    if made.tier is Tier.C and made.standing is Standing.OPEN:
        findings.refused.append((made.item.source, "too loose: it binds nobody to a day or a plain deed"))
        findings.noticed.append(made.item.source)
        return
    findings.candidates.append(made)


def _keep_follow_up(setting: Setting, place: Place, findings: Findings) -> None:
    wish = follow_up_at(setting, place)
    if wish:
        findings.follow_ups.append(wish)


def clauses_at(setting: Setting, place: Place, *, listed: bool) -> list[Ask]:
    """Who is bound to do what in the words at a place, in the zone's language."""
    text = setting.text[place[0] : place[1]]
    found = _LANGUAGES[setting.language](text, setting.circle.knows, listed=listed)
    if not found and setting.language != "en":
        found = english.asks(text, setting.circle.knows, listed=listed)
    return found


_AND_VERB = re.compile(
    r"(?:,\s*|\s+)(?:and|then|and then|plus|\+|&)\s+(?:also |then |to )?(?P<verb>[a-z-]+)\b(?=\s)", re.I
)


def _several(setting: Setting, place: Place, asks: list[Ask]) -> list[Parts]:
    """The places of all asks; one with two verbs and two dates ("send … by Tuesday and book … by Friday") is two."""
    out: list[Parts] = []
    for ask in asks:
        parts = parts_of(setting, place, ask)
        found = dues(setting, parts.body)
        strong = [due for due in found if due.strong]
        cut = None
        if len(strong) > 1 or (strong and len(found) > 1):
            last = strong[-1] if len(strong) > 1 else found[-1]
            for match in _AND_VERB.finditer(setting.text, parts.body[0], parts.body[1]):
                if (
                    match["verb"].lower() in ALL_VERBS
                    and strong[0].place[1] <= match.start()
                    and last.place[0] >= match.end()
                ):
                    cut = match
                    break
        if cut is None:
            out.append(parts)
            continue
        out.append(replace(parts, clause=(parts.clause[0], cut.start()), body=(parts.body[0], cut.start())))
        out.append(
            replace(
                parts,
                clause=(cut.start("verb"), parts.clause[1]),
                body=(cut.end("verb"), parts.body[1]),
                verb=cut["verb"].lower(),
                lead=None,
            )
        )
    return out
