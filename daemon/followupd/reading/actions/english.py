"""Who says in an English sentence that who does what: commitments, requests, assignments, obligations, orders.

A sentence gives none, one or several `Ask`s ("I'll send the CVs and Dan will confirm the terms"). Nothing here decides
whether an ask is worth an action: that is for the vetoes and the tiers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from followupd.reading.actions.words import ACTION_VERBS, ALL_VERBS, FROM_GERUND, FROM_PARTICIPLE, FROM_THIRD, STATIVE
from followupd.reading.wordlist import words_of

Knows = Callable[[str], bool]


class Manner(StrEnum):
    """How somebody is bound."""

    WILL = "will"
    AGREED = "agreed"
    ASSIGNED = "assigned"
    MUST = "must"
    ASKED = "asked"
    ORDER = "order"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One clause: who does what. Places count from the start of the text that was given."""

    manner: Manner
    #: The subject's words: "I", "you", "Tom"; empty when nobody is named.
    who: str
    start: int
    #: The verb in its dictionary form, as far as we know it.
    verb: str
    #: Where the words after the verb begin, and where the clause ends.
    body: int
    end: int
    #: What is acted upon, when it stands before the verb ("the template needs to be corrected").
    thing: str = ""
    #: For languages whose verb comes last: the whole of the clause is `body`…`end` and the verb is put at its end.
    verb_last: bool = False
    #: The words between the clause before and this one.
    lead: str = ""
    #: Whom a pronoun before the verb means ("I" or "you"), for languages that put it there.
    whom: str = ""


_ADVERB = (
    r"(?:also|then|still|please|pls|now|kindly|just|personally|both|each|only|first|all|simply|quickly|"
    r"definitely|therefore|really|actually|additionally|separately|next|instead|at least|again|now also)"
)
_MODAL = re.compile(
    r"(?P<modal>(?<=\w)['’]ll\b|\b(?:will|shall|"
    r"(?:am|is|are) (?:now )?(?:going to|gonna|to|due to|supposed to|expected to|happy to|down to|meant to|"
    r"responsible for|in charge of|tasked with)|"
    r"(?<=\w)['’](?:m|s|re) (?:going to|gonna|to|happy to|responsible for|in charge of|down to)|gonna|"
    r"needs? to|(?:ha(?:s|ve)(?: got)?) to|['’]ve got to|must|should|ought to|"
    r"(?:(?:has|have|had|['’](?:ve|s|d)) )?(?:also |kindly |just |now )*(?:agreed|offered|promised|committed|"
    r"volunteered|undertaken|undertook|asked|been asked|accepted|decided|planned|plans?|aims?|intends?|"
    r"was asked|were asked|is asked) (?:that (?:he|she|they|you|I)(?:['’]d|['’]ll| would| will)|to|(?:for )?)|"
    r"said (?:that )?(?:he|she|they|you|I)(?:['’]d|['’]ll| would| will| wanted to)|"
    r"(?:agrees?|offers?|promise[sd]?|commits?|volunteers?|undertakes?) to|"
    r"takes? (?:care of|responsibility for|on|over)|own[s]?|['’]d like to|would like to|want(?:s|ed)? to|can|"
    r"could|would|might|may|to)\b)"
    rf"(?:\s+{_ADVERB}\b)*\s+(?P<verb>[a-z][a-z-]*)",
    re.I,
)
_WEAK_MODAL = re.compile(r"^(?:can|could|would|might|may|want|wanted|wants|would like to|['’]d like to)\b", re.I)
_NEGATED = re.compile(r"\b(?:not|never|n['’]t|no longer|cannot|don['’]?t|doesn['’]?t|didn['’]?t|no)\s*$", re.I)
_REQUEST = re.compile(
    r"\b(?:can|could|would|will|may)\s+(?P<who>you(?: (?:two|both|all|guys))?|"
    rf"@?[\w.'’-]+)(?:\s*,)?(?:\s+(?:{_ADVERB}|possibly|maybe)\b,?)*\s+(?P<verb>[a-z][a-z-]*)",
    re.I,
)
_WISH = re.compile(
    r"\b(?:I(?:['’]d| would)? (?:also |really |still )*(?:like|love|want|need|expect|trust|appreciate it if|"
    r"be grateful if|have asked|asked|told)|I['’](?:ve|m) (?:also )?(?:asked|asking|told|expecting|relying on|"
    r"counting on)|"
    r"we(?:['’]d| would)? (?:like|need|want|agreed(?: that)?|said(?: that)?|decided(?: that)?)|"
    r"(?:it )?(?:would|['’]d) be (?:great|good|helpful|useful|nice|perfect|appreciated) if|over to|happy for|"
    r"it['’]s (?:up to|on|for)|(?:the plan|agreed|decision)(?: is| was)?:? (?:for|that)|down to|leav(?:e|"
    r"ing) it (?:to|with)|get|asked|ask) "
    rf"(?P<who>you|him|her|them|@?[\w.'’-]+)(?:\s+{_ADVERB}\b)*\s+(?:to|could|can|"
    rf"would)(?:\s+{_ADVERB}\b)*\s+(?P<verb>[a-z][a-z-]*)",
    re.I,
)
_PLEASE = re.compile(
    r"(?:\b(?:please|pls|plz|kindly)\b|\b(?:make|be) sure (?:that )?(?:you|to|we)\b|\b(?:remember|"
    r"don['’]?t forget) to\b|\bensure you\b|\bif you could\b|\bwould you mind\b|\byour (?:action|job|task|"
    r"homework|next step)(?: is| will be)? (?:to|:)|\b(?:action|next step|task|to ?do|"
    rf"ap)\s*[:–-])(?:\s*,)?(?:\s+{_ADVERB}\b,?)*\s+(?P<verb>[a-z][a-z-]*)",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?P<modal>needs? to be|needs? |must be|ha(?:s|ve) to be|should be|is to be|are to be|(?<!way )to be|"
    r"wants|requires?)\s*(?P<adv>(?:fully |all |properly |then |also |now )*)(?P<verb>[a-z-]+(?:ed|en|t|ne|ld|"
    r"wn|ng|id|ut|un|de|ought|aught))\b",
    re.I,
)
_CONTINUOUS = re.compile(
    r"(?:\b(?:am|is|are)|(?<=\w)['’](?:m|s|re))(?: (?:also|now|then|still))* (?P<verb>[a-z]+ing)\b", re.I
)
_WORD_BEFORE = re.compile(r"(@?[^\W\d_][\w.'’-]*)(?:\s*\([^)]{1,20}\))?\s*$")
_LOOSE_WORD = re.compile(r"[\s(\[]*([^\W\d_][\w'’-]*)")
PRONOUNS = words_of("i you we he she they someone somebody everyone everybody all both team u")
NOT_NAMES = words_of("""
    the this that these those it there here what which who whom whose when where why how if then and but or so
    as at on in by for from with to of a an no not yes please also next last first action actions owner due note
    fyi monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue wed thu fri sat sun today tomorrow tonight everything
    anything nothing something one two three four five six once after before until while because although
    however therefore meanwhile finally again let lets can could would will should must my your his her its our
    their me him them us new all any some each every hi hello dear thanks thank regards target targets measure
    why goal aim order going having back down up way out ready able likely bound set need needs only just well
    ok okay fine great good agreed still now later soon same plan decision meeting call review work time date
    attrition billings revenue margin sales turnover costs defects complaints absence office contractor system
    report list
    """)
BOUNDARY = re.compile(
    r"(?:^|[,;:.!?–—(\n]|\s[-–—]|\b(?:and|so|then|but|while|whereas|that|as agreed|agreed|also|plus|with))\s*$", re.I
)
_AFTER_TIME = re.compile(
    r"(?:^|[.!?]\s+|(?P<name>@?[A-ZÄÖÜ][\w'’-]*)\s*(?:[,:]|\s[-–—])\s+)(?:by|on|before|every|each|next|this|"
    r"from|tomorrow|today|until|no later than|first thing|starting|after|w/c|in|at|for|with|"
    r"during)\b[^,;.!?]{2,70},\s+"
    r"(?:(?:please|also|then|can you|could you)\s+)*(?P<verb>[a-z][a-z-]+)(?=\s)",
    re.I,
)
_NOUN_FOLLOWS = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|stays?|remains?|went|fell|rose|looks?|seems?|of the|volume|"
    r"rates?|ratios?|targets?)\b",
    re.I,
)

#: What stands after these tells why, when or whether; nobody is bound by it.
_SUBORDINATE = re.compile(
    r"\b(?:because|as|since|so that|in case|although|though|even if|if|when|whether|once|unless|until|till|"
    r"where|which|who|whose|while|hope|hoping|sure|think|believe|wonder|know|knows|after|in which|given that|"
    r"the fact that)\s*$",
    re.I,
)


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a sentence or list entry, in order. `listed`: a bare verb at the start is an order."""
    found: list[Ask] = []
    for match in _MODAL.finditer(text):
        made = _by_subject(text, match, knows)
        if made:
            found.append(made)
    for pattern, manner in ((_REQUEST, Manner.ASKED), (_WISH, Manner.ASKED), (_PLEASE, Manner.ASKED)):
        for match in pattern.finditer(text):
            who = match.groupdict().get("who") or "you"
            if who.lower() not in PRONOUNS | {
                "him",
                "her",
                "them",
                "you both",
                "you two",
                "you all",
                "you guys",
            } and not _nameable(who, knows):
                continue
            who, start = _vocative(text, match.start(), who)
            found += _with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    found += _orders(text, knows, listed=listed)
    found += _continuous(text, knows)
    found += _passives(text, found)
    return _ordered(text, found)


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
    out = []
    for index, ask in enumerate(chosen):
        end = chosen[index + 1].start if index + 1 < len(chosen) else len(text)
        tail = re.search(
            r"[\s,;:–—-]*(?:\b(?:and|but|so|then|while|whereas|plus|also|as|then)\b[\s,]*)*$",
            text[ask.body : end],
            re.I,
        )
        if index + 1 < len(chosen) and tail:
            end = ask.body + tail.start()
        out.append(replace(ask, end=max(end, ask.body), lead=text[(chosen[index - 1].end if index else 0) : ask.start]))
    return out


def _by_subject(text: str, match: re.Match[str], knows: Knows) -> Ask | None:
    modal = match["modal"].lower()
    before = text[: match.start("modal")]
    if _NEGATED.search(before) or re.match(r"(?:not|never|no)\b", match["verb"], re.I):
        return None
    subject = _subject(before, knows)
    if subject is None:
        return None
    who, start = subject
    low = who.lower()
    if _WEAK_MODAL.match(modal):
        return None
    if modal == "to":
        if low in PRONOUNS - {
            "everyone",
            "everybody",
            "all",
            "both",
            "team",
            "someone",
            "somebody",
            "we",
        } or not BOUNDARY.search(text[:start]):
            return None
        manner = Manner.ASSIGNED
    elif re.search(r"need|have|has|got to|must|should|ought|suppos|expected|due to|meant to", modal):
        manner = Manner.MUST
    elif re.search(r"agree|offer|promis|commit|volunt|under|asked|said|decid|plan|happy|accept", modal):
        manner = Manner.AGREED
        if modal.rstrip().endswith("asked") or re.search(
            r"(?:decided|agreed|planned|accepted|plans?|aims?)$", modal.strip()
        ):
            return None
    else:
        manner = Manner.WILL
    if low == "you" and re.search(r"\b(?:what|how|as soon as)\s*$", text[:start], re.I):
        return None
    made = _with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    return made[0] if made else None


def _subject(before: str, knows: Knows) -> tuple[str, int] | None:
    match = _WORD_BEFORE.search(before)
    if not match:
        return None
    word = match[1]
    low = word.lower()
    together = re.search(r"([A-ZÄÖÜÉ][\w'’-]+) and $", before[: match.start(1)])
    if low == "i" and together and _nameable(together[1], knows):
        return before[together.start(1) : match.end(1)], together.start(1)
    if low in PRONOUNS:
        return ("you" if low == "u" else word), match.start(1)
    if not _nameable(word, knows):
        return None
    start, who = match.start(1), word
    joined = re.search(r"(@?[A-ZÄÖÜÉ][\w.'’-]*)( |\s*(?:,|&|\+|/|and)\s*)$", before[:start])
    if joined and _nameable(joined[1], knows) and joined[1].lower() not in PRONOUNS:
        start, who = joined.start(1), before[joined.start(1) : match.end(1)]
    return who, start


def _nameable(word: str, knows: Knows) -> bool:
    bare = word.strip("@.'’")
    if knows(bare):
        return True
    return bool(bare) and bare[0].isupper() and bare.lower() not in NOT_NAMES and bare.lower() not in STATIVE


def _with_verb(text: str, manner: Manner, who: str, start: int, verb: str, body: int) -> list[Ask]:
    """The ask with its real verb, past helpers such as "be sending", "need to", "try to"; none for states."""
    verb = verb.lower()
    for _ in range(3):
        ahead = re.match(r"\s+(?:to|and)\s+([a-z-]+)", text[body:])
        if (
            ahead
            and verb
            in {"need", "have", "try", "look", "aim", "start", "begin", "continue", "go", "come", "plan", "want", "be"}
            and ahead[1] in ALL_VERBS
        ):
            verb, body = ahead[1], body + ahead.end()
            continue
        be = re.match(
            r"\s+(?:the one |responsible for |in charge of |able to |happy to |going to |sure to )?([a-z-]+)",
            text[body:],
        )
        if verb == "be" and be and be[1] in FROM_GERUND:
            verb, body = FROM_GERUND[be[1]], body + be.end()
        elif (
            verb == "be" and be and be[1] in ACTION_VERBS and re.match(r"\s+(?:able|happy|going|sure) to", text[body:])
        ):
            verb, body = be[1], body + be.end()
        break
    if verb in FROM_GERUND and verb not in ALL_VERBS:
        verb = FROM_GERUND[verb]
    if verb == "have" and re.match(
        r"\s+an? (?:\w+ )?(?:word|chat|call|meeting|session|conversation|look|1:1|one-to-one|talk)\b", text[body:]
    ):
        return [Ask(manner=manner, who=who, start=start, verb="have", body=body, end=len(text))]
    if verb == "have" and re.match(
        r".{3,80}\b(?:ready|done|finished|completed|in place|with you|signed|sent|over to you)\b", text[body:]
    ):
        return [Ask(manner=manner, who=who, start=start, verb="finish", body=body, end=len(text))]
    if _SUBORDINATE.search(text[:start]):
        return []
    if manner is Manner.ASKED and verb.endswith("ed") and verb not in ALL_VERBS:
        return []
    if manner in (Manner.ASSIGNED, Manner.ORDER) and _NOUN_FOLLOWS.match(text[body:]):
        return []
    if verb in STATIVE or verb == "be" or len(verb) < 2 or (verb in NOT_NAMES and verb not in ALL_VERBS):
        return []
    return [Ask(manner=manner, who=who, start=start, verb=verb, body=body, end=len(text))]


def _vocative(text: str, start: int, who: str) -> tuple[str, int]:
    """ "Tom, please …" speaks to Tom."""
    before = re.search(
        r"(?:^|[.!?;,–—-]\s*|\band )(@?[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\s*[,–—:-]?\s*(?:(?:and|so|then|if|"
        r"that|also)\s+)?$",
        text[:start],
    )
    if (
        who.lower() == "you"
        and before
        and before[1].lower() not in NOT_NAMES
        and before[1].split()[0].lower() not in GREETING_WORDS
    ):
        return before[1], before.start(1)
    return who, start


GREETING_WORDS = words_of(
    "hi hello hey dear morning thanks great good ok right well yes no sure perfect lovely brilliant cheers"
)
_ORDER = re.compile(
    r"(?:^|(?<=[;])\s*|(?<=[.!?–—:])\s+)"
    r"(?:(?:also|then|next|now|first|finally|to|1st|secondly|please|just)\s*[,:]?\s+)*(?P<verb>[A-Za-z][a-z-]+)(?=\s)",
)
_NAMED_ORDER = re.compile(
    r"(?:^|[\s,;–—-])(?P<name>@?[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]+)?)\s*(?:[,:]|\s[-–—])\s+(?:(?:and|then|also|"
    r"so|can you|please|to|1st|first)\s+)*(?P<verb>[A-Za-z][a-z-]+)(?=\s)"
)


def _orders(text: str, knows: Knows, *, listed: bool) -> list[Ask]:
    out = []
    for match in (*_ORDER.finditer(text), *_AFTER_TIME.finditer(text), *_NAMED_ORDER.finditer(text)):
        verb = match["verb"].lower()
        name = match.groupdict().get("name") or ""
        if name.lower() in ("me", "you", "myself"):
            name = "you" if name.lower() == "you" else "I"
        elif name and (not _nameable(name, knows) or name.split()[0].lower() in GREETING_WORDS):
            continue
        if verb not in ALL_VERBS or _NOUN_FOLLOWS.match(text[match.end("verb") :]):
            continue
        if not name and match.start("verb") > 0 and not listed and match.group(0).strip()[:1] in (":",):
            continue
        begin = match.start("name") if name else match.start("verb")
        out += _with_verb(text, Manner.ORDER, name, begin, verb, match.end("verb"))
    return out


def _continuous(text: str, knows: Knows) -> list[Ask]:
    """ "I'm sending the terms on Tuesday", "Tom sends the terms on Tuesday"."""
    out: list[Ask] = []
    for match in _CONTINUOUS.finditer(text):
        subject = _subject(text[: match.start()], knows)
        if (
            subject
            and match["verb"].lower() in FROM_GERUND
            and not re.search(r"\b(?:if|when|while|that|which)\s*$", text[: subject[1]], re.I)
        ):
            out += _with_verb(
                text, Manner.WILL, subject[0], subject[1], FROM_GERUND[match["verb"].lower()], match.end()
            )
    for match in re.finditer(r"(@?[^\W\d_][\w'’-]*) (?:also |then )?([a-z-]+s)\b", text):
        subject = _subject(text[: match.end(1)], knows)
        if (
            subject
            and match[2] in FROM_THIRD
            and (knows(match[1]) or match[1].lower() in ("he", "she"))
            and BOUNDARY.search(text[: subject[1]])
        ):
            out += _with_verb(text, Manner.WILL, subject[0], subject[1], FROM_THIRD[match[2]], match.end(2))
    return out


def _passives(text: str, found: list[Ask]) -> list[Ask]:
    """ "The rota template needs to be corrected": the thing, and nobody named; "by Ana" is the owner."""
    out = []
    for match in _PASSIVE.finditer(text):
        verb = FROM_PARTICIPLE.get(match["verb"].lower()) or FROM_GERUND.get(match["verb"].lower())
        if not verb or (
            match["modal"].lower().startswith("need")
            and not match["modal"].lower().endswith("be")
            and verb not in FROM_GERUND.values()
        ):
            continue
        clause = re.search(
            r"(?:^|[,;:–—]\s+|\.\s+|\b(?:and|but|that)\s+)([^,;:–—.]{2,80})$", text[: match.start()].rstrip()
        )
        if not clause or any(ask.start <= match.start() <= ask.body for ask in found):
            continue
        thing = re.sub(r"^.*\b(?:that|which|who)\s+", "", clause[1].strip())
        if re.search(r"\b(?:has|have|had|was|were|is|are|will)\b", thing):
            continue
        by = re.match(r"\s+(?:by|von)\s+(@?[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?", text[match.end() :])
        who = by[1] if by and by[1].lower() not in NOT_NAMES else ""
        body = match.end() + (by.end() if by and who else 0)
        if re.fullmatch(r"(?:it|this|that|there|i|you|we|he|she|they|these|those|what)", thing, re.I):
            continue
        out.append(
            Ask(manner=Manner.PASSIVE, who=who, start=clause.start(1), verb=verb, body=body, end=len(text), thing=thing)
        )
    return out
