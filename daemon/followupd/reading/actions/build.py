"""From a draft or a sentence to actions: whose, what, by when, measured how, what for, followed up when.

A veto comes before any acceptance. Each field is the words it was read from, or empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.domain.action import Doubt, FollowUpWish, Item, Said
from followupd.domain.people import Person
from followupd.reading.actions.ask import Ask, Manner
from followupd.reading.actions.carve import Carving, Cut, carve, mask
from followupd.reading.actions.day_words import is_object, moved, with_others
from followupd.reading.actions.dues import Due, choose, dues
from followupd.reading.actions.follow import follow_up_at
from followupd.reading.actions.measures import measure_in
from followupd.reading.actions.naming import by_whom, called_before
from followupd.reading.actions.owners import YOU, Owning, called, either, implied, ours, owner_of
from followupd.reading.actions.phrase import capital, named, order
from followupd.reading.actions.setting import Candidate, Draft, Place, Setting, Shape, Standing, Tier
from followupd.reading.actions.targets import target_clause
from followupd.reading.actions.things_before import named_before, with_thing
from followupd.reading.actions.words import ABOUT, ACTION_VERBS, BOOKING, STATIVE, VAGUE, participle
from followupd.reading.people import GROUP_WORDS, greeted


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The words of one action before they become an item."""

    #: From the subject to the end.
    clause: Place
    #: After the verb.
    body: Place
    verb: str = ""
    manner: Manner | None = None
    who: str = ""
    who_quote: str = ""
    thing: str = ""
    lead: Place | None = None
    verb_last: bool = False
    whom: str = ""
    #: Where the sentence goes on behind a verb that comes last (why, measure, date may stand there).
    tail: Place | None = None


_FOR_GOOD = re.compile(r"\b(?:from now on|going forward|in future)\W*$")
_SOMEBODY = frozenset(["someone", "somebody", "anyone", "anybody", "one of you"])
#: Words for many people: an order to them has no owner.
_GROUPS = GROUP_WORDS - {"both", "jemand", *_SOMEBODY}
_NO_DEED = VAGUE | STATIVE


def candidate(setting: Setting, draft: Draft, parts: Parts, last: Person | None) -> Candidate | None:
    """The action that some words make, with its tier; None when there is nothing to do in them."""
    begin, end = parts.body
    last_place = parts.tail[1] if parts.tail else end
    carving = carve(setting.text[begin:last_place], parts.verb)
    gone = [(begin + a, begin + b) for a, b in carving.gone]
    owning = _owner(setting, draft, parts, last)
    due = moved(setting, parts.body, _due(setting, draft, parts, carving))
    if due is not None and not due.strong and not parts.thing and is_object(setting, due, parts.verb, parts.body):
        due = None
    shut = [
        *gone,
        *([with_others(setting, due.place)] if due else []),
        *by_whom(setting, parts.body, parts.who, owning, passive=bool(parts.thing)),
    ]
    left = mask(
        setting.text[begin:end], [(max(0, a - begin), min(end, b) - begin) for a, b in shut if b > begin and a < end]
    )
    owner = owning.owner.value if owning.owner else None
    left = with_thing(setting, parts.lead, left) if not parts.thing else left
    what = order(
        left,
        parts.verb,
        setting.circle,
        owner,
        thing=parts.thing,
        verb_last=parts.verb_last,
        whom=parts.whom,
        language=setting.language,
    )
    bare = len(what.split()) < 2
    if bare and parts.manner in (Manner.ASSIGNED, Manner.WILL) and draft.what is not None:
        what = f"{what}{named_before(setting, (draft.what[0], parts.clause[0]))}"
    said = setting.words(draft.fields["owner"]).lower() if "owner" in draft.fields else ""
    own = due is not None and parts.clause[0] <= due.place[0] < max(parts.body[1], parts.clause[1])
    if said in _ALL and not own and ("due" not in draft.fields or due is None):
        return None
    if _ALL_OF_A_KIND.match(said) and (due is None or _SINCE.match(setting.words(draft.fields.get("due", due.place)))):
        return None  # "Rehearsals | all class teachers | from 9 March"
    if parts.who.lower() in _GROUPS and due is None:
        return None  # a habit of everybody
    dated = "due" in draft.fields or draft.heading.due is not None or due is not None
    told_apart = draft.shape in (Shape.RECORD, Shape.ROW) or ("owner" in draft.fields and dated)
    promised = due is not None and parts.manner in (Manner.WILL, Manner.ASSIGNED) and parts.verb in ACTION_VERBS
    if len(what.split()) < 2 and not ((told_apart or promised) and len(what) > 3):
        return None
    measure = _measure(setting, draft, parts, carving, left, what)
    follow_up = _follow_up(setting, draft, begin, carving)

    def say(said: Said[str] | None) -> Said[str] | None:
        return named(said, setting.circle, setting.language)

    item = Item(
        what=Said(value=what, words=setting.words(parts.clause).strip(" ,;")),
        owner=owning.owner,
        measure=say(measure),
        achievable=say(_field(setting, draft, "achievable") or _cut(setting, begin, carving.achievable)),
        why=say(_field(setting, draft, "why") or _cut(setting, begin, carving.why) or _lead_why(setting, parts)),
        due=due.said if due else None,
        every=due.every if due else None,
        follow_up=follow_up,
        check=_field(setting, draft, "check"),
        source=setting.words(draft.source),
        doubts=(*owning.doubts, *(due.doubts if due else ())),
    )
    return Candidate(
        item=item,
        tier=_tier(draft, parts, item, owning, due, setting),
        zone=setting.index,
        start=parts.clause[0],
        shape=draft.shape,
        standing=draft.standing,
        verb=parts.verb,
        owner_words=owning.name,
        number=draft.number,
        own_due=due is not None and "due" not in draft.fields and draft.heading.due is None,
    )


_ALL = frozenset(["all", "everyone", "everybody", "all staff", "team", "all of you", "alle", "tous"])


_SINCE = re.compile(r"\W*(?:from|as of|starting|since|ab|dès|à partir|vanaf)\b", re.I)
_ALL_OF_A_KIND = re.compile(r"(?:all|every|each) [a-z]")


def parts_of(setting: Setting, place: Place, ask: Ask) -> Parts:
    """The places of an ask that was found in the words at `place`, in the zone's text."""
    at = place[0]
    lead_start = at + ask.start - len(ask.lead)
    words = setting.text[at + ask.start : at + ask.body]
    quote = ask.who
    if ask.who.lower() == "you":
        shown = re.search(r"\b(?:you|please|pls|bitte|your|du|sie|tu|vous|merci|peux-tu|pouvez-vous)\b", words, re.I)
        quote = shown[0] if shown else (words.split() or setting.words(place).split() or [ask.verb])[0]
    elif quote and quote not in setting.words(place):  # "will ring" of oneself, "gaz is going to" in small letters
        shown = re.search(rf"\b{re.escape(quote)}\b", setting.words(place), re.I)
        quote = shown[0] if shown else (words.split() or [ask.verb])[0]
    return Parts(
        clause=(at + ask.start, at + ask.end),
        body=(at + ask.body, at + ask.end),
        verb=ask.verb,
        manner=ask.manner,
        who=ask.who,
        who_quote=quote,
        thing=ask.thing,
        lead=(lead_start, at + ask.start) if ask.lead.strip() else None,
        verb_last=ask.verb_last,
        whom=ask.whom,
        tail=(at + ask.end, place[1]) if ask.verb_last else None,
    )


def _owner(setting: Setting, draft: Draft, parts: Parts, last: Person | None) -> Owning:
    if "owner" in draft.fields:
        words = setting.words(draft.fields["owner"])
        return owner_of(setting, re.sub(r"\s*[(<].*$", "", words) or words, words, last)
    if parts.who.lower() == "we" and parts.manner is Manner.WILL and parts.verb in ACTION_VERBS:
        return ours(setting) or Owning()
    if parts.who:
        if parts.who.lower() in YOU:
            somebody = called(setting, setting.words(draft.source)) or called_before(setting, draft, parts.clause[0])
            if somebody is not None:
                return somebody
        return owner_of(setting, parts.who, parts.who_quote, last)
    heading = draft.heading
    if heading.owner:
        quote = setting.words(heading.owner_place) if heading.owner_place else heading.owner
        return owner_of(setting, heading.owner, quote, last)
    if parts.manner is Manner.PASSIVE:
        return Owning()
    if draft.shape in (Shape.RECORD, Shape.ROW) and not draft.number:
        name = greeted(setting.zone.text) if draft.shape is Shape.RECORD and setting.by_setter else None
        return owner_of(setting, name, name) if name and setting.circle.who(name).person else Owning()
    words = setting.words(draft.what or draft.source)
    if draft.shape is Shape.SENTENCE and not setting.by_setter and parts.manner is not Manner.ASKED:
        return Owning()
    who, quote = implied(setting, words)
    return owner_of(setting, who, quote) if who else either(setting, planned=draft.heading.due is not None)


def _due(setting: Setting, draft: Draft, parts: Parts, carving: Carving) -> Due | None:
    if "due" in draft.fields:
        return choose(dues(setting, draft.fields["due"])) or _bare(setting, draft.fields["due"])
    begin = parts.body[0]
    gone = [(begin + cut.start, begin + cut.end) for cut in (carving.why, carving.follow_up) if cut]
    gone += [
        (begin + a, begin + b)
        for a, b in carving.gone
        if re.match(r"\W*(?:and )?pre-?check", setting.text[begin + a : begin + b], re.I)
    ]
    found = choose(
        dues(
            setting,
            (parts.clause[0], parts.tail[1] if parts.tail else parts.body[1]),
            gone,
            booking=parts.verb in BOOKING,
            about=parts.verb in ABOUT,
        ),
        setting.words(parts.clause),
    )
    if found is None and carving.why:
        why = (begin + carving.why.start, begin + carving.why.end)
        inside = [due for due in dues(setting, why) if due.strong]
        if not (_WANTED.match(setting.text, why[0]) or _TO_WHAT_END.match(setting.text, why[0])):
            inside = [
                due
                for due in inside
                if setting.text[: due.place[0]].rstrip().endswith(",") or setting.text[due.place[0]] == ","
            ]
        found = inside[-1] if inside else None  # "…, so that no time is lost, by 9 April"
    if found is None and "measure" in draft.fields:
        found = choose([due for due in dues(setting, draft.fields["measure"]) if due.strong])
    if found is None and parts.lead:
        found = choose(dues(setting, parts.lead))
    if found is None:
        found = choose(dues(setting, (parts.clause[0], parts.body[1]), gone, starts=True))
    if found is not None and parts.lead and _ONCE.match(setting.words(parts.lead)) and _LENGTH.match(found.said.words):
        found = None  # "Once we have them Tess will turn it round in 3 days": counted from a day nobody knows
    if found is None and draft.heading.due:
        found = choose(dues(setting, draft.heading.due)) or _bare(setting, draft.heading.due)
    return found


_ONCE = re.compile(r"\W*(?:once|when|after|as soon as|from when|if)\b", re.I)
_LENGTH = re.compile(r"\W*(?:in|within)\b.*\b(?:hours?|days?|weeks?|months?)\W*$", re.I)
#: "to have it ready by 9 April": the day belongs to the end.
_TO_WHAT_END = re.compile(r"(?:to|um|pour)\b")
#: "…, they want it within five days": not why, but by when.
_WANTED = re.compile(
    r"\W*(?:[\w'’]+ ){1,3}?(?:wants?|needs?|expects?|(?:has|have) to have|asked for|must have|would like) "
    r"(?:it|them|this|these|that|those|everything)\b"
)


def _bare(setting: Setting, place: Place) -> Due | None:
    """A date that a label or a heading calls a due date, whatever stands around it."""
    from followupd.reading.actions.dues import again_at, doubts_of, moment_of

    for found in setting.dates_in(place):
        moment = moment_of(setting, found)
        if moment is not None:
            return Due(
                said=Said(value=moment, words=setting.words((found.start, found.end))),
                place=(found.start, found.end),
                strong=True,
                doubts=doubts_of(setting, found, moment),
                every=again_at(setting, found),
            )
    return None


def _measure(setting: Setting, draft: Draft, parts: Parts, carving: Carving, left: str, what: str) -> Said[str] | None:
    cut = carving.measure
    if cut and any(
        2 * (found.end - found.start) > cut.end - cut.start
        for found in setting.dates_in((parts.body[0] + cut.start, parts.body[0] + cut.end))
    ):
        cut = None  # "… - 31 March" is a date
    said = _field(setting, draft, "measure") or _cut(setting, parts.body[0], cut, finish=parts.verb)
    if said:
        return said
    return measure_in(left, parts.verb, parts.thing, setting.words(parts.clause), setting.language)


def _follow_up(setting: Setting, draft: Draft, begin: int, carving: Carving) -> Said[FollowUpWish] | None:
    if "follow_up" in draft.fields:
        return follow_up_at(setting, draft.fields["follow_up"], labelled=True)
    if carving.follow_up:
        return follow_up_at(setting, (begin + carving.follow_up.start, begin + carving.follow_up.end))
    return None


def _field(setting: Setting, draft: Draft, name: str) -> Said[str] | None:
    place = draft.fields.get(name)
    words = setting.words(place).strip(" .;,*_") if place else ""
    if not words or re.fullmatch(r"[-–—?./]+|n/?a|tbc|tbd|none|open|offen|keine?", words, re.I):
        return None
    return Said(value=words, words=setting.words(place) if place else words)


def _cut(setting: Setting, begin: int, cut: Cut | None, finish: str = "") -> Said[str] | None:
    if cut is None:
        return None
    words = setting.words((begin + cut.start, begin + cut.end))
    value = " ".join(cut.value.split())
    for found in setting.dates_in((begin + cut.start, begin + cut.end)):
        # The deadline stands in its own field: "at least 3 meetings by Friday" is measured by 3 meetings.
        day = re.escape(" ".join(found.words.split()))
        value = re.sub(rf",?\s*\b(?:by|before|no later than|not later than|on or before)\s+{day}\b", "", value).strip(
            " ,(–—-"
        )
    booked = re.match(
        r"(?:and |und |et )?(?P<verb>[a-z]+) (?P<rest>(?:at least|a minimum of|no fewer than) .+)$", value
    )
    if booked and booked["verb"] in ACTION_VERBS:
        value = f"{booked['rest']} {participle(booked['verb'])}"
    return Said(value=capital(value), words=words)


def _lead_why(setting: Setting, parts: Parts) -> Said[str] | None:
    words = target_clause(setting.words(parts.lead)) if parts.lead else ""
    return Said(value=capital(words), words=words) if words else None


def _tier(draft: Draft, parts: Parts, item: Item, owning: Owning, due: Due | None, setting: Setting) -> Tier:
    if draft.shape is not Shape.SENTENCE or draft.heading.agreed:
        return Tier.A
    named = (
        item.owner is not None and (due is not None or parts.who.lower() not in ("he", "she", "they"))
    ) or owning.listed
    settles = parts.verb in _SETTLES and re.match(
        r"\s+(?:out|up|through)\b", setting.text[parts.body[0] : parts.body[1]]
    )
    clear = parts.verb not in VAGUE or bool(settles)
    explicit = _goal(parts, item) or (clear and parts.manner in (Manner.AGREED, Manner.ASSIGNED, Manner.ASKED))
    doing = parts.verb in ACTION_VERBS or explicit or setting.language != "en" or _promised(parts, item)
    if parts.manner is Manner.ASSIGNED and (named or owning.name or due):
        return Tier.A
    if parts.manner is Manner.PRESENT and not due:
        return Tier.C
    if (
        parts.manner is not Manner.ASKED
        and parts.who != "I"
        and not due
        and _FOR_GOOD.search(setting.words(parts.clause))
    ):
        return Tier.C  # "we said you'd lead on Farrow from now on": how things are
    if parts.who.lower() == "we" and not (due and due.strong):
        return Tier.C
    if due and (named or any(doubt.readings for doubt in owning.doubts)):
        return Tier.B
    if due and parts.manner in (Manner.PASSIVE, Manner.MUST) and parts.verb not in VAGUE and (parts.thing or parts.who):
        return Tier.B
    if due and parts.manner is Manner.ASKED and parts.who.lower() in _SOMEBODY and parts.verb not in VAGUE:
        return Tier.B  # "Could somebody order the lamps by Friday?"
    if (
        due
        and due.strong
        and setting.to_service
        and parts.who.lower() == "you"
        and parts.manner is Manner.WILL
        and doing
    ):
        return Tier.B
    if parts.manner is Manner.MUST and parts.who.lower() in ("someone", "somebody") and parts.verb in ACTION_VERBS:
        return Tier.B
    if named and doing and parts.manner in (Manner.WILL, Manner.AGREED, Manner.ASKED, Manner.MUST, Manner.PASSIVE):
        return Tier.B
    if owning.name and parts.manner is Manner.ASKED and doing and parts.verb in ACTION_VERBS:
        return Tier.B  # "Priya, can you send the list?", and nobody knows her: asked who she is
    if named and parts.manner is Manner.ORDER and doing and (parts.who or item.measure):
        return Tier.B
    return Tier.C


#: What a manager tells somebody to do as a goal; what will be seen of it is asked.
_GOALS = frozenset(["improve", "develop", "strengthen", "streamline", "embed", "optimise", "optimize"])


def _goal(parts: Parts, item: Item) -> bool:
    """Whether somebody is told to make something better: "you need to improve the quality of the handover notes"."""
    told = parts.manner in (Manner.MUST, Manner.ASSIGNED, Manner.AGREED, Manner.ASKED)
    return told and parts.verb in _GOALS and item.what is not None and len(item.what.value.split()) > 2


#: Vague verbs that still promise a deed when somebody says that he will: "I'll look at why it happened".
_SOFT_DEEDS = frozenset(["sort", "look", "deal", "handle", "liaise", "tackle", "coordinate"])


#: Vague by themselves, and a deed with "out" or "up": "work out what it costs", "look up the number".
_SETTLES = frozenset(["work", "look", "sort", "think", "step"])


def _promised(parts: Parts, item: Item) -> bool:
    """Whether somebody promises a deed whose verb is not known: no state, and with something that it is done to."""
    if parts.manner is not Manner.WILL or item.what is None or len(item.what.value.split()) < 3:
        return False
    return parts.verb in _SOFT_DEEDS or parts.verb not in _NO_DEED


def unnamed(draft: Draft, text: str) -> Doubt | None:
    """A vague head ("improve", "look into") says nothing that can be seen: a doubt about the what."""
    first = text.split()[0].lower() if text.split() else ""
    return (
        Doubt(field="what", reason=f"“{text}” does not say what will be seen to be done.") if first in VAGUE else None
    )


__all__ = ["Parts", "Standing", "candidate", "measure_in", "parts_of", "unnamed"]
