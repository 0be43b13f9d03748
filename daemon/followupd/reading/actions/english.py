"""Who says in an English sentence that who does what: commitments, requests, assignments, obligations, orders.

A sentence gives none, one or several `Ask`s ("I'll send the CVs and Dan will confirm the terms"). Nothing here decides
whether an ask is worth an action: that is for the vetoes and the tiers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.actions.english_forms import in_other_forms, orders, passives
from followupd.reading.actions.english_patterns import (
    AGREED_THAT,
    BOUNDARY,
    FROM_YOU,
    INNER,
    MODAL,
    NEED_BY,
    NEEDS,
    NEGATED,
    NOUN_FOLLOWS,
    PLEASE,
    PRONOUNS,
    REQUEST,
    WANT_DONE,
    WEAK_MODAL,
    WISH,
)
from followupd.reading.actions.english_subjects import is_known, nameable, subject_of, vocative
from followupd.reading.actions.english_verbs import with_verb
from followupd.reading.actions.words import (
    ACTION_VERBS,
    ALL_VERBS,
    FROM_PARTICIPLE,
    VAGUE,
)
from followupd.reading.wordlist import lowered

#: Whom a request may be put to by a word that is no name.
_ASKED = PRONOUNS | {"him", "her", "them", "you both", "you two", "you all", "you guys", "me"}


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a sentence or list entry, in order. `listed`: a bare verb at the start is an order."""
    found: list[Ask] = []
    low = lowered(text)
    if _LIKE_VERBS.search(text) and not text.isupper():
        low = _LIKE_VERBS.sub(lambda initials: "x" * len(initials[0]), text).lower()
        low = low if len(low) == len(text) else lowered(text)
    for match in MODAL.finditer(low):
        made = _by_subject(text, match, knows) or _goes_on(text, match, found, knows)
        if made:
            found.append(made)
    for pattern, manner in ((REQUEST, Manner.ASKED), (WISH, Manner.ASKED), (PLEASE, Manner.ASKED)):
        for match in pattern.finditer(low):
            if pattern is PLEASE and text[match.start("verb") : match.end("verb")].isupper():
                continue  # "AP: FB to collect": initials
            who = "you" if pattern is PLEASE else text[match.start("who") : match.end("who")]
            if _TAKES_DOWN.match(low, match.start("verb")):
                continue  # "can you put down that Gary will …": what is to be put down is the agreement
            if pattern is REQUEST and (who.lower() in ("i", "we") or match["verb"] == "mind"):
                continue  # "Can I send them on Friday instead?" asks, and binds nobody
            if who.lower() not in _ASKED and not nameable(who, knows):
                continue
            who, start = vocative(text, match.start(), "I" if who.lower() == "me" else who, knows)
            found += with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    found += orders(text, knows, listed=listed)
    found += _initialled(text) if listed else []
    found += _bidden(text, knows)
    found += in_other_forms(text, low, knows, found)
    found += passives(text, low, knows, found)
    found += _needs(text, low, knows) if "need" in low or "want" in low or "like" in low else []
    ordered = _ordered(text, found)
    if len(ordered) > 1 and _ONE_MORE.fullmatch(text, ordered[0].body, ordered[1].start):
        ordered = [replace(ordered[1], who=ordered[1].who or ordered[0].who), *ordered[2:]]  # "add a fourth: get the …"
    topic = len(ordered) > 1 and ordered[0].manner is Manner.ORDER and not ordered[0].who and bool(ordered[1].who)
    if topic and re.search(r"\s[-–—]\s*$", text[: ordered[1].start]):
        return ordered[1:]  # "Interview questions - you'll send me these": what it is about, and no order
    return ordered


_TAKES_DOWN = re.compile(
    r"(?:put(?: it)? (?:down|in)|note(?: down)?|log|record|write down|jot down|minute|make a note|remember|add)"
    r"(?: please)? that\b"
)
#: "IS to chase the passports", "AM will ring": initials, and no verb.
_LIKE_VERBS = re.compile(r"\b(?:IS|AM|ARE|WAS|HAS|CAN|MAY)\b(?= (?:to|will|has|is|agreed|and) )")

#: What only announces the order behind it.
_ONE_MORE = re.compile(
    r"\s+(?:(?:a|an|one|another|this|these|the following) ?)?(?:(?:more|other|further|second|third|fourth|fifth|"
    r"last|new) ?)?"
    r"(?:point|thing|item|action|one|task|job|things|points|actions)?\s*[:–—-]\s*",
    re.I,
)
#: "PH ask sales about the order", "edge chips: LM trial a slower conveyor".
_INITIALLED = re.compile(
    r"(?:^|[:;.–-]\s+)(?P<who>(?!HR|IT|MD|CEO|CFO|PR|QA|UK|EU|US|CV|PO|TV|AI|AP|OK|VAT|PPE|DBS|CRM|SLA|KPI|NHS|PDF|"
    r"API|GPS|ISO|SEO|ERP|CPD|FAQ|TBC)[A-Z]{2,3}) (?P<verb>[a-z-]+)(?=\s)"
)


def _initialled(text: str) -> list[Ask]:
    """Who is told to do something by initials in front of a verb, as in minutes."""
    out = []
    for match in _INITIALLED.finditer(text):
        if match["verb"] in ACTION_VERBS and not NOUN_FOLLOWS.match(text[match.end("verb") :]):
            out += with_verb(text, Manner.ASSIGNED, match["who"], match.start("who"), match["verb"], match.end("verb"))
    return out


#: "Finn pick up the glasses before 12": a name and a bare verb, which tells of no present and no past.
_BIDDEN = re.compile(r"(?:^|[.!?;]\s+|,\s+)(?P<who>[A-ZÄÖÜÉ][\w'’-]+) (?P<verb>[a-z]{3,})(?=\s+(?:\w|£|€|\$))")
#: "… report is attached", "… it a day yesterday".
_IS_TOLD = re.compile(r"(?: [\w'’-]+){1,3} (?:is|are|was|were|went|has|have|had|will)\b|[^.;]* yesterday\b")
#: Verbs whose past is the same word.
_SAME_PAST = frozenset(
    ["put", "set", "cut", "let", "read", "cost", "hit", "shut", "split", "spread", "quit", "cast", "bid"]
)


def _bidden(text: str, knows: Knows) -> list[Ask]:
    """Who is told to do something by a name in front of a bare verb, as people type in haste."""
    out = []
    for match in _BIDDEN.finditer(text):
        verb = match["verb"]
        told = _IS_TOLD.match(text, match.end("verb"))
        if verb in ACTION_VERBS and verb not in _SAME_PAST and told is None and knows(match["who"]):
            out += with_verb(text, Manner.ASSIGNED, match["who"], match.start("who"), verb, match.end("verb"))
    return out


def _needs(text: str, low: str, knows: Knows) -> list[Ask]:
    """What the writer needs from the reader: "from you I need the go-ahead", "I want the article rewritten"."""
    out = []
    for match in WANT_DONE.finditer(low):
        verb = FROM_PARTICIPLE.get(match["part"])
        if verb and verb not in VAGUE:
            thing = text[match.start("thing") : match.end("thing")]
            out.append(
                Ask(
                    manner=Manner.ASKED,
                    who="you",
                    start=match.start(),
                    verb=verb,
                    body=match.end(),
                    end=len(text),
                    thing=thing,
                )
            )
    for match in NEEDS.finditer(low) if not out and FROM_YOU.search(low) else ():
        out.append(
            Ask(manner=Manner.ASKED, who="you", start=match.start(), verb="provide", body=match.end(), end=len(text))
        )
    short = NEED_BY.match(low) if not out else None
    if short and (short["who"] is None or knows(short["who"])):
        who = text[short.start("who") : short.end("who")] if short["who"] else "you"
        start = short.start("who") if short["who"] else 0
        out.append(Ask(manner=Manner.ASKED, who=who, start=start, verb="get", body=short.end(), end=len(text)))
    return out


def _ordered(text: str, found: list[Ask]) -> list[Ask]:
    """Without overlaps (the earlier start wins at the same verb), each ending where the next begins."""
    best: dict[int, Ask] = {}
    for ask in found:
        old = best.get(ask.body)
        if old is None or (not old.who and ask.who) or (old.who == "you" and ask.start < old.start):
            best[ask.body] = ask
    chosen: list[Ask] = []
    for ask in sorted(best.values(), key=lambda a: (a.body, a.start)):
        if chosen and ask.start < chosen[-1].body:
            continue
        chosen.append(ask)
    out: list[Ask] = []
    for index, ask in enumerate(chosen):
        end = len(text)
        if index + 1 < len(chosen):
            end = chosen[index + 1].start
            tail = _LEADS_ON.search(text[ask.body : end])
            end = ask.body + tail.start() if tail else end
        end, lead = max(end, ask.body), text[(out[-1].end if out else 0) : ask.start]
        out.append(ask if (ask.end, ask.lead) == (end, lead) else replace(ask, end=end, lead=lead))
    return out


#: What stands between two asks and belongs to neither.
_LEADS_ON = re.compile(
    r"[\s,;:–—-]*(?:\b(?:and|but|so|while|whereas|plus|also|as|then|oh|ok|anyway|right|um|er)\b[\s,]*){0,6}"
    r"(?:(?<=and )(?:by|on|before) [^,;.]{3,30}?[\s,]*)?$",
    re.I,
)


#: "He to send it": nobody writes so.
_NOT_ASSIGNED = PRONOUNS - {"everyone", "everybody", "all", "both", "team", "someone", "somebody", "we"}
_NO = re.compile(r"(?:not|never|no)\b")
_MUST = re.compile(r"need|have|has|got to|must|should|ought|suppos|expected|due to|meant to")
_AGREES = re.compile(r"agree|offer|promis|commit|volunt|under|asked|told|assured|said|decid|plan|happy|accept")


def _by_subject(text: str, match: re.Match[str], knows: Knows) -> Ask | None:
    modal = match["modal"]
    before = text[: match.start("modal")]
    if NEGATED.search(before) or _NO.match(match["verb"]):
        return None
    subject = subject_of(before, knows)
    if subject is None:
        return None
    who, start = subject
    inner = INNER.search(text[match.start("modal") : match.end("modal")])
    if inner and inner["who"].lower() in ("i", "you"):
        who = inner["who"]  # "we said you would get …"
    low = who.lower()
    agreed = AGREED_THAT.search(text[:start]) or (
        _AND_THAT.search(text[:start])
        and (AGREED_THAT.search(_SAYS_WHO.split(text[:start])[0]) or _SAID_THAT.search(text[:start]))
    )
    if WEAK_MODAL.match(modal) and not (modal in ("would", "'d", "’d") and agreed):
        return None
    if modal == "going to" and (not is_known(who, knows) or not BOUNDARY.search(text[:start])):
        return None  # "darren going to finish it", and nobody else
    if modal == "to":
        verb = match["verb"]
        if text[match.start("verb")].isupper() or (not is_known(who, knows) and verb not in ALL_VERBS):
            return None  # "Revert to Mr Pillai" gives nobody something to do
        if verb == "follow" and not is_known(who, knows):
            return None  # "Slides to follow"
        if low in _NOT_ASSIGNED or not BOUNDARY.search(text[:start]):
            return None
        manner = Manner.ASSIGNED
    elif _MUST.search(modal):
        manner = Manner.MUST
    elif _AGREES.search(modal):
        manner = Manner.AGREED
        if modal.rstrip().endswith("asked") or re.search(
            r"(?:decided|agreed|planned|accepted|plans?|aims?)$", modal.strip()
        ):
            return None
    else:
        manner = Manner.WILL
    if low == "you" and re.search(r"\b(?:what|how|as soon as)\s*$", text[:start], re.I):
        return None
    made = with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    return made[0] if made else None


#: "It was agreed that Jean would … and that Martin would …".
_AND_THAT = re.compile(r"\band (?:that )?$", re.I)

#: "You said that the pause helped and that you'd use it again".
_SAID_THAT = re.compile(r"\b(?:said|agreed|decided|promised|settled) that\b[^.;!?]*\band that $", re.I)
_SAYS_WHO = re.compile(r"(?<=that) (?=[A-Z])|(?<=agreed) (?=[A-Z])")


def _goes_on(text: str, match: re.Match[str], found: list[Ask], knows: Knows) -> Ask | None:
    """A second promise of the same person: "Emily sends the list and will also write to the bank tomorrow"."""
    before = text[: match.start("modal")]
    if not _AND.search(before) or WEAK_MODAL.match(match["modal"]) or match["modal"] == "to":
        return None
    who, start = "", match.start("modal")
    if found and found[-1].who:
        who = found[-1].who
    else:
        first = _FIRST_WORD.match(text)
        who = first["who"] if first else ""
    if not who or (who.lower() not in ("i", "you", "he", "she") and not knows(who)):
        return None
    manner = Manner.AGREED if re.search(r"agree|offer|promis|commit|volunt|under", match["modal"]) else Manner.WILL
    if _TELLS_RESULT.match(text, match.start("verb")):
        return None  # "… and will let you know on Wednesday": when the deed before it is done
    if found and _HANDS_IT_ON.match(text, match.start("verb")):
        return None  # "… put a price list together and will email it to you by Friday": the same thing once more
    made = with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    return made[0] if made else None


_TELLS_RESULT = re.compile(
    r"(?:let (?:you|me|us|him|her|them|everyone|[A-Z]\w+) know|tell (?:you|me|us|him|her|them)|"
    r"(?:get|come|report|be) back(?: to (?:you|me|us|him|her|them|[A-Z]\w+))?|report(?: to (?:you|me|us))?|"
    r"update (?:you|me|us)|revert(?: to (?:you|me|us))?)"
    r"(?=\s+(?:by|on|before|this|next|tomorrow|today|within|no later|at)\b|\s*[.,;]|\s*$)"
)
_HANDS_IT_ON = re.compile(
    r"(?:send|e-?mail|forward|share|pass|circulate|post|bring|hand|give|upload|drop|get) (?:it|them|these|this) "
    r"(?:on |over |across |round |back )?(?:to|by|on|before|up|off|you|round)\b"
)
_AND = re.compile(r"\b(?:and|but|then|&)(?: (?:also|then|now|has|have))*\s+$", re.I)

_FIRST_WORD = re.compile(r"\W*(?:(?:so|and|then|also)\s+)?(?P<who>I|[Yy]ou|[Hh]e|[Ss]he|[A-ZÄÖÜ][\w'’-]+)\b")
