"""Who says in an English sentence that who does what: commitments, requests, assignments, obligations, orders.

A sentence gives none, one or several `Ask`s ("I'll send the CVs and Dan will confirm the terms"). Nothing here decides
whether an ask is worth an action: that is for the vetoes and the tiers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.actions.english_patterns import (
    ADVERBS_LAST,
    AFTER_TIME,
    AGREED_THAT,
    BOUNDARY,
    CONTINUOUS,
    FROM_YOU,
    GREETING_WORDS,
    ILL,
    INNER,
    LETS_HAVE,
    MODAL,
    NAMED_ORDER,
    NEEDS,
    NEGATED,
    NOT_NAMES,
    NOUN_FOLLOWS,
    ORDER,
    OWES,
    PASSIVE,
    PLEASE,
    PRESENT,
    PRONOUNS,
    REMIND_ME,
    REQUEST,
    SUBORDINATE,
    UNMARKED,
    WANT_DONE,
    WEAK_MODAL,
    WISH,
    WORD_BEFORE,
)
from followupd.reading.actions.words import (
    ACTION_VERBS,
    ALL_VERBS,
    FROM_GERUND,
    FROM_PARTICIPLE,
    FROM_THIRD,
    STATIVE,
    VAGUE,
    is_verb,
)
from followupd.reading.wordlist import lowered

#: Whom a request may be put to by a word that is no name.
_ASKED = PRONOUNS | {"him", "her", "them", "you both", "you two", "you all", "you guys", "me"}


def asks(text: str, knows: Knows, *, listed: bool = False) -> list[Ask]:
    """Every ask of a sentence or list entry, in order. `listed`: a bare verb at the start is an order."""
    found: list[Ask] = []
    low = lowered(text)
    for match in MODAL.finditer(low):
        made = _by_subject(text, match, knows) or _goes_on(text, match, found, knows)
        if made:
            found.append(made)
    for pattern, manner in ((REQUEST, Manner.ASKED), (WISH, Manner.ASKED), (PLEASE, Manner.ASKED)):
        for match in pattern.finditer(low):
            if pattern is PLEASE and text[match.start("verb") : match.end("verb")].isupper():
                continue  # "AP: FB to collect": initials
            who = "you" if pattern is PLEASE else text[match.start("who") : match.end("who")]
            if pattern is REQUEST and who.lower() in ("i", "we"):
                continue  # "Can I send them on Friday instead?" asks, and binds nobody
            if who.lower() not in _ASKED and not _nameable(who, knows):
                continue
            who, start = _vocative(text, match.start(), "I" if who.lower() == "me" else who, knows)
            found += _with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    found += _orders(text, knows, listed=listed)
    found += _initialled(text) if listed else []
    found += _continuous(text, low, knows)
    found += _passives(text, low, found)
    found += _needs(text, low) if "need" in low or "want" in low or "like" in low else []
    ordered = _ordered(text, found)
    topic = len(ordered) > 1 and ordered[0].manner is Manner.ORDER and not ordered[0].who and bool(ordered[1].who)
    if topic and re.search(r"\s[-–—]\s*$", text[: ordered[1].start]):
        return ordered[1:]  # "Interview questions - you'll send me these": what it is about, and no order
    return ordered


#: "PH ask sales about the order", "edge chips: LM trial a slower conveyor".
_INITIALLED = re.compile(
    r"(?:^|[:;.–-]\s+)(?P<who>(?!HR|IT|MD|CEO|CFO|PR|QA|UK|EU|US|CV|PO|TV|AI|AP|OK)[A-Z]{2,3}) (?P<verb>[a-z-]+)(?=\s)"
)


def _initialled(text: str) -> list[Ask]:
    """Who is told to do something by initials in front of a verb, as in minutes."""
    out = []
    for match in _INITIALLED.finditer(text):
        if match["verb"] in ACTION_VERBS and not NOUN_FOLLOWS.match(text[match.end("verb") :]):
            out += _with_verb(text, Manner.ASSIGNED, match["who"], match.start("who"), match["verb"], match.end("verb"))
    return out


def _needs(text: str, low: str) -> list[Ask]:
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
        end = chosen[index + 1].start if index + 1 < len(chosen) else len(text)
        tail = re.search(
            r"[\s,;:–—-]*(?:\b(?:and|but|so|while|whereas|plus|also|as|then)\b[\s,]*){0,6}"
            r"(?:(?<=and )(?:by|on|before) [^,;.]{3,30}?[\s,]*)?$",
            text[ask.body : end],
            re.I,
        )
        if index + 1 < len(chosen) and tail:
            end = ask.body + tail.start()
        out.append(replace(ask, end=max(end, ask.body), lead=text[(out[-1].end if out else 0) : ask.start]))
    return out


def _by_subject(text: str, match: re.Match[str], knows: Knows) -> Ask | None:
    modal = match["modal"]
    before = text[: match.start("modal")]
    if NEGATED.search(before) or re.match(r"(?:not|never|no)\b", match["verb"]):
        return None
    subject = _subject(before, knows)
    if subject is None:
        return None
    who, start = subject
    inner = INNER.search(text[match.start("modal") : match.end("modal")])
    if inner and inner["who"].lower() in ("i", "you"):
        who = inner["who"]  # "we said you would get …"
    low = who.lower()
    agreed = AGREED_THAT.search(text[:start]) or (
        _AND_THAT.search(text[:start]) and AGREED_THAT.search(_SAYS_WHO.split(text[:start])[0])
    )
    if WEAK_MODAL.match(modal) and not (modal == "would" and agreed):
        return None
    if modal == "to":
        verb = match["verb"]
        if text[match.start("verb")].isupper() or (not _known(who, knows) and verb not in ALL_VERBS):
            return None  # "Revert to Mr Pillai" gives nobody something to do
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
    elif re.search(r"agree|offer|promis|commit|volunt|under|asked|told|assured|said|decid|plan|happy|accept", modal):
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


#: "It was agreed that Jean would … and that Martin would …".
_AND_THAT = re.compile(r"\band (?:that )?$", re.I)
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
    made = _with_verb(text, manner, who, start, match["verb"], match.end("verb"))
    return made[0] if made else None


_AND = re.compile(r"\b(?:and|but|then|&)(?: (?:also|then|now|has|have))*\s+$", re.I)
_FIRST_WORD = re.compile(r"\W*(?:(?:so|and|then|also)\s+)?(?P<who>I|[Yy]ou|[Hh]e|[Ss]he|[A-ZÄÖÜ][\w'’-]+)\b")


#: "You two will …" binds as "you will".
_YOU_TWO = re.compile(r"(?<=\byou) (?:two|three|guys|lot|all)\s*$", re.I)


def _subject(before: str, knows: Knows) -> tuple[str, int] | None:
    before = _YOU_TWO.sub("", ADVERBS_LAST.sub("", before))
    match = WORD_BEFORE.search(before)
    if not match:
        return None
    word = match[1]
    inside = re.search(r"\(([^)]{1,20})\)\s*$", before)
    if inside and knows(inside[1]):
        return inside[1], match.start(1)  # "she (Priya) will"
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


def _known(who: str, knows: Knows) -> bool:
    return any(knows(word.strip("@.'’")) for word in who.split())


#: "Engineers will test the line": many of a kind, and nobody's name.
_PLURAL = re.compile(r"[a-z]{3}(?:ers|ors|ists|ants|ents|ees|ies|ions|ments)$")


def _nameable(word: str, knows: Knows) -> bool:
    bare = word.strip("@.'’")
    if knows(bare) or (bare.isupper() and bare.isalpha() and 2 <= len(bare) <= 3):  # initials, as "AS" in minutes
        return True
    if _PLURAL.search(bare):
        return False
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
            and is_verb(ahead[1])
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
    done = re.match(r"\s+(?:also |all |both )?([a-z-]+)\b", text[body:])
    if verb == "have" and done and done[1] in FROM_PARTICIPLE and manner is Manner.WILL:
        # "by 31 March you'll have observed two managers"
        return [
            Ask(
                manner=manner,
                who=who,
                start=start,
                verb=FROM_PARTICIPLE[done[1]],
                body=body + done.end(),
                end=len(text),
            )
        ]
    if verb == "have" and re.match(
        r".{3,80}\b(?:ready|done|finished|completed|in place|with you|signed|sent|over to you)\b", text[body:]
    ):
        return [Ask(manner=manner, who=who, start=start, verb="finish", body=body, end=len(text))]
    ready = _MADE_READY.match(text, body) if verb == "have" else None
    if ready and (ready["part"] in FROM_PARTICIPLE or ready["put"] or ready["it"]):
        verb = "get"  # "I'll have the crane hire confirmed by Tuesday"
    if SUBORDINATE.search(text[:start]):
        return []
    if manner is Manner.ASKED and verb.endswith("ed") and verb not in ALL_VERBS:
        return []
    if manner in (Manner.ASSIGNED, Manner.ORDER) and NOUN_FOLLOWS.match(text[body:]):
        return []
    if verb in STATIVE or verb == "be" or len(verb) < 2 or (verb in NOT_NAMES and verb not in ALL_VERBS):
        return []
    return [Ask(manner=manner, who=who, start=start, verb=verb, body=body, end=len(text))]


#: "have the crane hire confirmed by Tuesday", "have it with counsel", "have the spreadsheet with me".
_MADE_READY = re.compile(
    r"\s+(?:(?:the|a|an|all|both|my|your|our|his|her|their)\s[^,.;]{2,50}?\s(?:(?P<part>[a-z]+(?:ed|en|t|ne|wn|un|ut|id|nd|de))\b"
    r"(?=\s+(?:by|on|before|at|to|this|next|today|tomorrow|tonight)\b|[.,;]|$)|"
    r"(?P<put>with|over to|live|on|up)\s)|(?:it|them|this|these)\s(?P<it>with|over to|to|live|on|up|in|at|back)\b)"
)


#: "… and raj please order", in text without capitals.
_SMALL_NAME = re.compile(r"(?:^|\s)(?P<who>[a-z]{3,})\s*,?\s*$")


def _vocative(text: str, start: int, who: str, knows: Knows | None = None) -> tuple[str, int]:
    """ "Tom, please …" speaks to Tom."""
    small = _SMALL_NAME.search(text[:start]) if who.lower() == "you" else None
    if small and knows is not None and knows(small["who"]):
        return small["who"], small.start("who")
    before = re.search(
        r"(?:^|[.!?;,–—-]\s*|\band )(@?[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\s*[,–—:-]?\s*(?:(?:and|so|then|if|"
        r"that|also)\s+)?$",
        text[:start],
    )
    if (
        who.lower() == "you"
        and before
        and before[1].lower() not in NOT_NAMES
        and before[1].split()[0].lower() not in NOT_NAMES
        and before[1].split()[0].lower() not in GREETING_WORDS
    ):
        return before[1], before.start(1)
    return who, start


def _orders(text: str, knows: Knows, *, listed: bool) -> list[Ask]:
    out = []
    for match in (
        *ORDER.finditer(text),
        *(AFTER_TIME.finditer(text) if "," in text else ()),
        *NAMED_ORDER.finditer(text),
    ):
        verb = match["verb"].lower()
        name = match.groupdict().get("name") or ""
        if name.lower() in ("me", "you", "myself"):
            name = "you" if name.lower() == "you" else "I"
        elif name and (not _nameable(name, knows) or name.split()[0].lower() in GREETING_WORDS):
            continue
        if verb == "remind" and REMIND_ME.match(text.lower(), match.start("verb")):
            continue
        if verb == "complete" and text.startswith(" with ", match.end("verb")):
            continue  # "…, complete with the contact list"
        if verb not in ALL_VERBS or NOUN_FOLLOWS.match(text[match.end("verb") :]):
            continue
        if not name and match.start("verb") > 0 and not listed and match.group(0).strip()[:1] in (":",):
            continue
        begin = match.start("name") if name else match.start("verb")
        out += _with_verb(text, Manner.ORDER, name, begin, verb, match.end("verb"))
    return out


def _continuous(text: str, low: str, knows: Knows) -> list[Ask]:
    """ "I'm sending the terms on Tuesday", "Tom sends the terms on Tuesday"."""
    out: list[Ask] = []
    for match in PRESENT.finditer(text):
        if match["verb"].lower() in ACTION_VERBS and BOUNDARY.search(text[: match.start("who")]):
            out += _with_verb(text, Manner.PRESENT, match["who"], match.start("who"), match["verb"], match.end("verb"))
    for match in ILL.finditer(low):
        group = next(name for name in ("who", "would", "going") if match[name])
        if match["verb"].lower() in ALL_VERBS:
            who = UNMARKED[match[group].lower()]
            out += _with_verb(text, Manner.WILL, who, match.start(group), match["verb"], match.end("verb"))
    for match in REMIND_ME.finditer(low):
        out += _with_verb(text, Manner.WILL, "I", match.start(), match["verb"], match.end("verb"))
    for match in LETS_HAVE.finditer(low):
        who, start = _vocative(text, match.start(), "you")
        out.append(Ask(manner=Manner.PRESENT, who=who, start=start, verb="get", body=match.end(), end=len(text)))
    for match in OWES.finditer(text):
        out += _with_verb(text, Manner.WILL, match["who"], match.start("who"), "give", match.end())
    for match in CONTINUOUS.finditer(low):
        subject = _subject(text[: match.start()], knows)
        if (
            subject
            and match["verb"] in FROM_GERUND
            and not re.search(r"\b(?:if|when|while|that|which)\s*$", text[: subject[1]], re.I)
        ):
            out += _with_verb(text, Manner.WILL, subject[0], subject[1], FROM_GERUND[match["verb"]], match.end())
    for match in re.finditer(r"(@?[^\W\d_][\w'’-]*) (?:also |then )?([a-z-]+s)\b", text):
        subject = _subject(text[: match.end(1)], knows)
        if subject and match[2] == "owes":
            out += _with_verb(text, Manner.WILL, subject[0], subject[1], "give", match.end(2))
            continue
        if (
            subject
            and match[2] in FROM_THIRD
            and (knows(match[1]) or match[1].lower() in ("he", "she"))
            and not text.startswith(" that ", match.end(2))
            and BOUNDARY.search(text[: subject[1]])
        ):
            out += _with_verb(text, Manner.WILL, subject[0], subject[1], FROM_THIRD[match[2]], match.end(2))
    return out


def _passives(text: str, low: str, found: list[Ask]) -> list[Ask]:
    """ "The rota template needs to be corrected": the thing, and nobody named; "by Ana" is the owner."""
    out = []
    for match in PASSIVE.finditer(low):
        verb = FROM_PARTICIPLE.get(match["verb"]) or FROM_GERUND.get(match["verb"])
        if not verb or (
            match["modal"].startswith("need") and not match["modal"].endswith("be") and verb not in FROM_GERUND.values()
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
