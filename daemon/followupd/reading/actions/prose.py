"""Reads free text, sentence by sentence: vetoes, figures, follow-ups, then actions."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.people import Person
from followupd.reading.actions.ask import Manner
from followupd.reading.actions.build import Parts, candidate
from followupd.reading.actions.clauses import clauses_at, several
from followupd.reading.actions.dues import dues
from followupd.reading.actions.entries import QUESTION, joined, read_draft
from followupd.reading.actions.follow import check_in, is_check_back, is_follow_up, meets_them
from followupd.reading.actions.keep import keep, keep_follow_up
from followupd.reading.actions.lines import sentences
from followupd.reading.actions.more import continues, day_of_all, helps
from followupd.reading.actions.notation import (
    NAME_FIRST,
    TOPIC_OF,
    assigned,
    owned_last,
    owns_first,
    points_at,
    unlabel,
)
from followupd.reading.actions.owners import written_out
from followupd.reading.actions.setting import Draft, Findings, Heading, Place, Setting, Shape, Standing
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.updates import by_number, drops_first, until_when, update_of
from followupd.reading.actions.vetoes import to_the_service, veto
from followupd.reading.actions.words import VAGUE


def read_paragraph(setting: Setting, place: Place, heading: Heading, findings: Findings) -> None:
    """Read free text: sentence by sentence."""
    places = sentences(setting.text[place[0] : place[1]], place[0])
    given = [assigned(setting, each) for each in places]
    for index, (begin, end) in enumerate(places):
        fields = given[index + 1] if index + 1 < len(places) else None
        if fields is not None and given[index] is None:  # "Key safe to be fitted. Action: Kit, by end of March"
            source = (begin, places[index + 1][1])
            draft = Draft(shape=Shape.ENTRY, source=source, what=(begin, end), fields=fields, heading=heading)
            read_draft(setting, replace(draft, heading=replace(heading, agreed=True, told=False)), findings)
        elif given[index] is None or index == 0:
            _sentence(setting, (begin, end), heading, findings)


#: How a question binds nobody ("What are the three things you will do?"); "When can you send it?" asks.
_TELLS = frozenset([Manner.WILL, Manner.MUST, Manner.PRESENT, Manner.ASSIGNED])


def _sentence(setting: Setting, place: Place, heading: Heading, findings: Findings) -> None:
    words = setting.words(place)
    if len(words) < 4:
        return
    if setting.to_service and to_the_service(words):
        if is_follow_up(setting, place) or meets_them(setting, place):  # "Please log these, I'll see him on 26 June"
            keep_follow_up(setting, place, findings)
        elif setting.newer and (
            until := until_when(setting, place)
        ):  # "Log this for Mags please, she has until 20 May"
            findings.updates.append(until)
        return
    check = check_in(setting, place) if setting.by_setter else None
    if check:
        findings.checks.append(check)
        return
    numbered = by_number(setting, place) if setting.newer else []
    if numbered:
        findings.updates += numbered
        return
    change = update_of(setting, place) if setting.newer else None
    asks = clauses_at(setting, place, listed=False)
    if not asks and is_follow_up(setting, place):
        keep_follow_up(setting, place, findings)
        return
    if words.endswith("?") and QUESTION.match(words) and all(ask.manner in _TELLS for ask in asks):
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
    behind = owned_last(setting, setting.text[place[0] : place[1]]) and not any(ask.who for ask in asks)
    if behind and change is None and (asks or dues(setting, place)):
        entry = Draft(shape=Shape.ENTRY, source=place, what=place, heading=replace(heading, agreed=True))
        read_draft(setting, entry, findings)
        return
    given = _for_you(setting, place) if not asks or asks[0].verb in VAGUE else None
    if given is not None:
        read_draft(setting, replace(given, heading=replace(heading, agreed=True)), findings)
        return
    for_all = day_of_all(setting, place) if not findings.candidates else None  # behind a list, `continues` reads it
    if for_all is not None and not any(ask.who not in ("", "you") for ask in asks):
        findings.for_all, findings.for_all_doubts = for_all.said, for_all.doubts
        return
    if not asks:
        if change is not None and (change.agreement or (change.due is not None and _day_for(setting, place))):
            findings.updates.append(change)
        elif _named_thing(setting, place):
            read_draft(setting, Draft(shape=Shape.ENTRY, source=place, what=place, heading=heading), findings)
        elif change:
            findings.updates.append(change)
        else:
            continues(setting, place, findings)
        return
    yes = (place[0], place[0] + asks[0].start)
    if change is not None and yes[1] - yes[0] > 4:  # "Yes to the 27th, and Dan can you pick up the list instead?"
        agreed = update_of(setting, yes)
        if agreed is not None and agreed.agreement and agreed.due is not None:
            findings.updates.append(agreed)
    draft = Draft(shape=Shape.SENTENCE, source=place, what=place, heading=heading)
    draft = unlabel(setting, draft)
    began = len(findings.candidates)
    if draft.what is not None and draft.what != place:
        asks = clauses_at(setting, draft.what, listed=True)
    if change is not None and _STICKS.search(setting.words(place)):
        return  # "stick with the 10th for the quote": nothing changes
    found = _without_vague(setting, several(setting, draft.what or place, asks))
    for parts in found:
        _clause(setting, draft, parts, findings, alone=len(found) == 1)
    _handed_on(setting, findings, began)
    if change and len(findings.candidates) == began:
        findings.updates.append(change)


_STICKS = re.compile(
    r"\b(?:stick|sticking|keep|leave it) (?:with|to|at|on|as) (?:the )?(?:original |old |"
    r"same )?(?:\d{1,2}(?:st|nd|rd|th)\b|date\b|deadline\b)",
    re.I,
)
_SAME_ONE = frozenset(["he", "she", "they", "i", "you"])


#: "… please send it direct": what was made before.
_HANDS_IT_ON = re.compile(r"(?:Send|Email|Forward|Bring|Post|Share|Pass|Give|Get|Let|Circulate|Upload) (?:it|them)\b")


def _handed_on(setting: Setting, findings: Findings, began: int) -> None:
    """One action of a sentence's two when the second only hands on what the first makes: "dig out the report; please
    send it direct by Tuesday"."""
    if len(findings.candidates) - began == 1 and began > 0:  # behind a semicolon
        between = setting.text[findings.candidates[began - 1].start : findings.candidates[began].start]
        began -= 1 if ";" in between and not re.search(r"[.!?\n]", between) else 0
    made = findings.candidates[began:]
    if len(made) != 2:
        return
    first, second = made
    what = second.item.what.value if second.item.what else ""
    owners = {each.item.owner.value.address if each.item.owner else each.owner_words for each in made}
    if _HANDS_IT_ON.match(what) and first.item.due is None and len(owners) == 1:
        one = joined(setting, first, second)
        due = (*one.item.doubts, *(doubt for doubt in second.item.doubts if doubt.field == "due"))
        measure = first.item.measure
        item = replace(one.item, due=second.item.due, doubts=due, measure=measure)
        findings.candidates[began:] = [replace(one, item=item, own_due=True)]


def _without_vague(setting: Setting, found: list[Parts]) -> list[Parts]:
    """Without a vague half that the next one makes plain ("Lee is dealing with the council - he'll get it signed")."""
    return [
        parts
        for parts, behind in zip(found, [*found, None][1:], strict=True)
        if behind is None
        or parts.verb not in VAGUE
        or not (behind.who == parts.who or behind.who.lower() in _SAME_ONE - {"i", "you"})
        or not re.search(r"\s[-–—:]\s*$|[:;]\s*$", setting.text[parts.body[0] : behind.clause[0]])
        or dues(setting, parts.body)
    ]


#: "Jake - 8 May for the drawings, agreed": the day of what an older message holds.
_FOR_WHAT = re.compile(
    r"[,.]?\s+(?:for|on|is (?:fine|ok|okay|good) for|works for|für|pour|voor) (?:the|your|his|her|that|those|"
    r"den|die|das|le|la|les|de|het)\b"
)


def _day_for(setting: Setting, place: Place) -> bool:
    """Whether a sentence begins with a day, behind a name at most, and says what it is for."""
    name = NAME_FIRST.match(setting.text[place[0] : place[1]])
    begin = place[0] + (name.end() if name else 0)
    return any(
        each.start - begin <= 4 and _FOR_WHAT.match(setting.text, each.end, place[1])
        for each in setting.dates_in((begin, place[1]))
    )


#: "Jasper, this is one for you please: an offer to Ms Vance by tomorrow evening."
_FOR_YOU = re.compile(
    r"\W*(?:(?P<name>[A-ZÄÖÜÉ][\w'’-]+)\s*[,–—-]\s*)?(?:and |also )*(?:[Tt]his (?:one )?is (?:one )?|[Oo]ne |"
    r"[Oo]ver )?"
    r"(?P<who>for you|yours|to you)(?:,? please)?\s*[:–—-]\s*(?=\S)"
)


def _for_you(setting: Setting, place: Place) -> Draft | None:
    """A thing that is given to the reader, or to the one who is called, behind a colon."""
    found = _FOR_YOU.match(setting.text, place[0], place[1])
    if found is None:
        return None
    named = setting.circle.who(found["name"]).person is not None if found["name"] else False
    owner = (
        found.span("name") if named else (found.end("who") - 3, found.end("who")) if found["who"] != "yours" else None
    )
    fields = {"owner": owner} if owner else {"owner": found.span("who")}
    return Draft(shape=Shape.ENTRY, source=place, what=(found.end(), place[1]), fields=fields)


def _named_thing(setting: Setting, place: Place) -> bool:
    """ "Tom: the quotes by Thursday": somebody, a thing and a date, without a verb."""
    text = setting.text[place[0] : place[1]]
    if points_at(setting, text) or owns_first(text) or (TOPIC_OF.match(text) and dues(setting, place)):
        return True
    match = NAME_FIRST.match(setting.text[place[0] : place[1]])
    if not match or not dues(setting, place):
        return False
    name = next(part for part in match.group("a", "b", "c", "d") if part)
    if name.lower() in ("me", "i"):
        return True
    named = setting.circle.who(name)
    return named.person is not None or bool(named.others)


def _clause(setting: Setting, draft: Draft, parts: Parts, findings: Findings, *, alone: bool) -> None:
    clause = setting.words(parts.clause)
    lead = setting.words(parts.lead) if parts.lead else ""
    whole = (parts.lead[0], parts.clause[1]) if parts.lead and len(lead.split()) < 8 else parts.clause
    dated = whole if parts.who.lower() in ("i", "we") else parts.clause  # "On Tuesday 9 June we'll sit down again"
    if is_follow_up(setting, dated):
        keep_follow_up(setting, dated, findings)
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
        keep(made, findings)


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


_CAPITAL = re.compile(r"\b[A-ZÄÖÜÉ][a-zäöüßéèáóíñç]{2,}\b")
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
        listed = {written_out(setting, word) for word in _CAPITAL.findall(setting.text[start:end])} - {""}
        if len(listed) == 1 and not strangers:
            return replace(parts, who=listed.pop()), None
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
