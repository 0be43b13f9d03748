"""Reads the words of list entries, records and rows: vetoes, figures, follow-ups, then actions."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Said
from followupd.reading.actions.ask import Ask, Manner
from followupd.reading.actions.build import Parts, candidate, parts_of
from followupd.reading.actions.clauses import clauses_at, several
from followupd.reading.actions.dues import dues
from followupd.reading.actions.follow import check_in, is_follow_up
from followupd.reading.actions.keep import keep, keep_follow_up
from followupd.reading.actions.lines import MAX_SENTENCE, sentences
from followupd.reading.actions.more import needed_day, wished_day
from followupd.reading.actions.notation import notation, unlabel
from followupd.reading.actions.setting import Candidate, Draft, Findings, Place, Setting, Shape, Standing
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.vetoes import is_done, to_the_service, veto
from followupd.reading.actions.words import ALL_VERBS, STATIVE, VAGUE

_NO_DEED = VAGUE | STATIVE
_WORD = re.compile(r"[^\W\d_]{2}")
_NOTHING = re.compile(r"(?:none|n/?a|nothing|keine?|rien|aucune?)\W*", re.I)


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
            if draft.shape is Shape.ENTRY and not draft.heading.targets:
                _beside_target(setting, draft, findings)
            return
    if draft.heading.told:
        return
    draft = _by_how(setting, unlabel(setting, draft))
    draft = notation(setting, draft)
    assert draft.what is not None
    words = setting.words(draft.what)
    if not _WORD.search(words) or _NOTHING.fullmatch(words) or (setting.to_service and to_the_service(words)):
        return
    if draft.shape is not Shape.RECORD:
        if is_follow_up(setting, draft.what):
            keep_follow_up(setting, draft.what, findings)
            return
        check = check_in(setting, draft.what) if setting.by_setter else None
        if check:
            findings.checks.append(check)
            return
    if draft.standing is Standing.OPEN and (is_done(source) or _is_past(setting, draft.what)):
        draft.standing = Standing.DONE
    if words.endswith("?") and QUESTION.match(words) and draft.standing is Standing.OPEN:
        findings.noticed.append(source)
        return
    draft = _wished(setting, draft)
    assert draft.what is not None
    words = setting.words(draft.what)
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
        keep(each, findings)


def _wished(setting: Setting, draft: Draft) -> Draft:
    """An entry without its last sentence, when that only wishes a day ("Train Dylan. End of January would be good")."""
    assert draft.what is not None
    if "due" in draft.fields or not _WISHED.search(setting.text, draft.what[0], draft.what[1]):
        return draft
    places = sentences(setting.text[draft.what[0] : draft.what[1]], draft.what[0])
    day = wished_day(setting, places[-1]) or needed_day(setting, places[-1]) if len(places) > 1 else None
    if day is None:
        return draft
    return replace(draft, what=(draft.what[0], places[-2][1]), fields={**draft.fields, "due": places[-1]})


_WISHED = re.compile(r"[.!?]\s+\S[^.!?]{2,60}[.!]?\s*$")


def _beside_target(setting: Setting, draft: Draft, findings: Findings) -> None:
    """Read the sentences behind a figure: "Reach 250k. To do this you will call every old account by July"."""
    assert draft.what is not None
    for place in sentences(setting.text[draft.what[0] : draft.what[1]], draft.what[0])[1:]:
        if clauses_at(setting, place, listed=False) and not is_target(setting.words(place)):
            read_draft(setting, replace(draft, what=place, source=place, fields=dict(draft.fields)), findings)


#: "Spoke to the drivers this morning": told, and over.
_PAST = re.compile(
    r"^\W*(?:I |we )?(?:also |already |just )?(?:spoke|sent|rang|wrote|told|went|gave|took|got|did|made|met|saw|found|"
    r"bought|brought|began|chose|drew|paid|asked|called|emailed|phoned|visited|discussed|reviewed|talked|chased|"
    r"received|completed|finished)\b(?!:)(?=\s(?:to|with|the|a|an|all|both|my|our|your|him|her|them|it|about|for|on|"
    r"over|\d|[A-Z]))"
)


def _is_past(setting: Setting, place: Place) -> bool:
    return bool(_PAST.match(setting.words(place))) and not any(due.strong for due in dues(setting, place))


#: "Where are we with the letters?", "Any news on the van?": asked, and nothing to do by itself.
QUESTION = re.compile(
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
    if not is_target(words) and (verb not in _NO_DEED and (verb in ALL_VERBS or setting.language != "en")):
        return draft
    draft.fields.setdefault("why", draft.what)
    draft.what = draft.source = how
    return draft


def _from_draft(setting: Setting, draft: Draft, findings: Findings) -> list[Candidate]:
    assert draft.what is not None
    asks = _taken(setting, draft, clauses_at(setting, draft.what, listed=True))
    out: list[Candidate] = []
    both = draft.shape is Shape.RECORD and not draft.fields and len({ask.who for ask in asks} - {""}) > 1
    if draft.shape is Shape.ENTRY or both:  # "ACTION: Kim to send the slides. Lee to book the room by Friday."
        for parts in several(setting, draft.what, asks):
            if is_follow_up(setting, parts.clause) and out:
                keep_follow_up(setting, parts.clause, findings)
                continue
            before = out[-1].item.owner.value if out and out[-1].item.owner else findings.last
            made = candidate(setting, draft, parts, before)
            if made and out and _only_dates(out[-1], made):
                doubts = (*out[-1].item.doubts, *(doubt for doubt in made.item.doubts if doubt.field == "due"))
                item = replace(out[-1].item, due=made.item.due, doubts=doubts)
                out[-1] = replace(out[-1], item=item, own_due=True)
            elif made:
                out.append(made)
    elif asks:
        first = parts_of(setting, draft.what, asks[0])
        whole = first
        if not first.verb_last:
            whole = replace(first, clause=(first.clause[0], draft.what[1]), body=(first.body[0], draft.what[1]))
        made = candidate(setting, draft, whole, findings.last)
        out = [made] if made else []
    if out or asks:
        return _one_owner(setting, _with_condition(setting, asks, out))
    begin, end = draft.what
    if draft.shape is Shape.ENTRY and not _worthy(setting, draft):
        return []
    made = candidate(setting, draft, Parts(clause=(begin, end), body=(begin, end)), findings.last)
    return [made] if made else []


#: "She'll have that ready for Thursday".
_OF_IT = re.compile(r"\w+ (?:it|that|this|them|these|those|both|everything)$", re.I)


def _only_dates(first: Candidate, second: Candidate) -> bool:
    """Whether a second clause only says by when the first is done ("She'll have that ready for Thursday")."""
    mine, theirs = first.item.owner, second.item.owner
    what = second.item.what.value if second.item.what else ""
    same = mine is not None and theirs is not None and mine.value == theirs.value
    return same and first.item.due is None and second.item.due is not None and _OF_IT.match(what) is not None


def _with_condition(setting: Setting, asks: list[Ask], out: list[Candidate]) -> list[Candidate]:
    """The order, with the day of a passive behind it that nobody is named for ("Do the course; the last part has to be
    handed in by 27 March").
    """
    if len(out) != 2 or len(asks) != 2 or asks[1].manner is not Manner.PASSIVE or asks[1].who:
        return out
    first, second = out
    between = setting.text[first.start : second.start]
    if first.item.due is not None or second.item.due is None or second.item.owner or re.search(r"[.!?]\s", between):
        return out
    doubts = (*first.item.doubts, *(doubt for doubt in second.item.doubts if doubt.field == "due"))
    return [replace(first, item=replace(first.item, due=second.item.due, doubts=doubts), own_due=True)]


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


#: "The kitchen will be out of use from 19 October", "Die Montage wird … nachgeholt": told, and binds nobody.
_TELLS = re.compile(
    r"^\W*(?:(?:the|our|your|all|a|an|der|die|das|unsere?|le|la|les|notre|el|los|las|de|het|onze)\s+)(?:[\w'’-]+ "
    r"){1,6}?"
    r"(?:will be|will (?:start|begin|open|close|end|arrive)|is|are|was|were|has been|have been|wird|werden|ist|sind|"
    r"wurde|"
    r"sera|seront|est|sont|será|serán|está|están|wordt|worden|zijn)\b(?! to\b| zu\b| à\b)|"
    r"^\W*(?:he|she|it|they|there|that|this)(?:['’](?:s|re)| is| are| was| were| has| have)\b(?! to\b)|"
    r"^\W*(?:[\w'’-]+ ){1,4}?(?:takes? place|findet|finden|beginnt|startet|endet|a lieu|tiene lugar|vindt)\b",
    re.I,
)


def _worthy(setting: Setting, draft: Draft) -> bool:
    """Whether an entry without a verb is still something to do: somebody or a date is put to it."""
    if draft.standing is not Standing.OPEN:
        return True
    assert draft.what is not None
    if _NOW.search(setting.words(draft.what)) and dues(setting, draft.what):
        return True
    if not draft.heading.owner and "owner" not in draft.fields and _TELLS.search(setting.words(draft.what)):
        return False
    owned = bool(draft.heading.owner or "owner" in draft.fields)
    dated = bool(dues(setting, draft.what)) or "due" in draft.fields or draft.heading.due is not None
    below = setting.by_setter and draft.heading.place != (0, 0) and draft.source != draft.what
    listed = draft.heading.agreed or below
    return (owned and (dated or draft.heading.agreed)) or (dated and listed)
