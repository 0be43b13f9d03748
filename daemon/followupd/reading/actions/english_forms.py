"""Asks without a modal verb: orders, the present ("Tom sends …"), the continuous, the passive."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Ask, Knows, Manner
from followupd.reading.actions.english_patterns import (
    AFTER_TIME,
    AGENT,
    BEHIND_TO,
    BOUNDARY,
    BUT_ORDER,
    CONTINUOUS,
    GREETING_WORDS,
    ILL,
    LETS_HAVE,
    NAMED_ORDER,
    NOT_NAMES,
    NOUN_FOLLOWS,
    ORDER,
    OWES,
    PASSIVE,
    PRESENT,
    REMIND_ME,
    TOLD_PASSIVE,
    UNMARKED,
    WILL_ALONE,
)
from followupd.reading.actions.english_subjects import nameable, small_name, subject_of, vocative
from followupd.reading.actions.english_verbs import with_verb
from followupd.reading.actions.words import (
    ACTION_VERBS,
    ALL_VERBS,
    FROM_GERUND,
    FROM_PARTICIPLE,
    FROM_THIRD,
)
from followupd.reading.wordlist import stands_in, words_of

_NAMES_FIRST = re.compile(r"[,:–—-]")


#: Orders that may go on without "that" ("check the doors are locked").
_THAT_IT_IS = words_of(
    "check ensure confirm verify see tell ask decide show note explain inspect test remind agree make find let get"
)
#: Verbs that have something done by others.
_HAS_DONE = words_of("ask arrange get have request want order tell require instruct invite allow need expect")
_TO_BE_DONE = re.compile(r"(?: [\w'’-]+){1,6}? to be [a-z]+(?:ed|ne|wn|nt|en|ut|id|un|ought|aught)\b")
_TELLS_OF = re.compile(r" [a-z]+ (?:is|are|was|were|went|has been|have been|will be)\b(?! (?:by|due)\b)")


def orders(text: str, knows: Knows, *, listed: bool) -> list[Ask]:
    """ "Send the list", "on Friday, call the clinic", "Tom: send the list"."""
    out = []
    for match in (
        *ORDER.finditer(text),
        *(AFTER_TIME.finditer(text) if "," in text else ()),
        *(NAMED_ORDER.finditer(text) if _NAMES_FIRST.search(text) else ()),
        *(BUT_ORDER.finditer(text) if " but " in text else ()),
    ):
        verb = match["verb"].lower()
        name = match.groupdict().get("name") or ""
        if name.lower() in ("me", "you", "myself"):
            name = "you" if name.lower() == "you" else "I"
        elif name and (
            not nameable(name, knows)
            or name.split()[0].lower() in GREETING_WORDS
            or BEHIND_TO.search(text, 0, match.start("name"))
        ):
            continue
        if verb == "remind" and REMIND_ME.match(text.lower(), match.start("verb")):
            continue
        if verb == "thank" and text.startswith((" you", " all"), match.end("verb")):
            continue
        if verb == "complete" and text.startswith(" with ", match.end("verb")):
            continue  # "…, complete with the contact list"
        if verb not in ALL_VERBS or NOUN_FOLLOWS.match(text[match.end("verb") :]):
            continue
        if not name and verb not in _HAS_DONE and _TO_BE_DONE.match(text, match.end("verb")):
            continue  # "Route assessment to be done by Ewan": the name of a thing
        if verb not in _THAT_IT_IS and _TELLS_OF.match(text, match.end("verb")):
            continue  # "Request forms are in the tray"
        if not name and match.start("verb") > 0 and not listed and match.group(0).strip()[:1] in (":",):
            continue
        begin = match.start("name") if name else match.start("verb")
        out += with_verb(text, Manner.ORDER, name, begin, verb, match.end("verb"))
    return out


#: "Ollie's training the new ones" is what he does, "Ollie's training log" a thing of his.
_HAS_OBJECT = re.compile(
    r"(?= (?:the|a|an|all|both|his|her|our|your|my|their|this|that|these|those|it|him|them|us|me|you|to|up|out|on|in|"
    r"with|for|at|off|over|through|round|back|down|and|some|more|\d+|two|three|four|five|six|ten)\b)"
)
#: "wayne said hell drop the keys": who said it.
_SAYS = re.compile(
    r"(?:^|[\s,;])(?P<who>[^\W\d_][\w'’-]+) (?:said|says|reckons|promised|swears|tells? me|told me)\s+(?:that )?$"
)


_AND_LET_ME = re.compile(r"\band (?:then |also )?let (?:me|us) have$")
_UNMARKED = tuple(f" {word} " for word in UNMARKED)
_THIRD = re.compile(r"(?<!\w)(@?[^\W\d_][\w'’-]*) (?:also |then )?([a-z-]+s)\b")


def in_other_forms(text: str, low: str, knows: Knows, found: list[Ask]) -> list[Ask]:
    """ "I'm sending the terms on Tuesday", "Tom sends the terms on Tuesday". `found` are the asks of other forms."""
    out: list[Ask] = []
    for match in PRESENT.finditer(text):
        if match["verb"].lower() in ACTION_VERBS and BOUNDARY.search(text[: match.start("who")]):
            out += with_verb(text, Manner.PRESENT, match["who"], match.start("who"), match["verb"], match.end("verb"))
    padded = f" {low}"
    for match in ILL.finditer(low) if stands_in(padded, _UNMARKED) else ():
        group = next(name for name in ("who", "would", "going") if match[name])
        if match["verb"].lower() in ALL_VERBS:
            who, start = UNMARKED[match[group].lower()], match.start(group)
            says = _SAYS.search(text[:start]) if who in ("he", "she", "they") else None
            if says and (nameable(says["who"], knows) or small_name(text, says["who"])):
                who, start = says["who"].capitalize(), says.start("who")
            out += with_verb(text, Manner.WILL, who, start, match["verb"], match.end("verb"))
    alone = WILL_ALONE.match(low) if not text.rstrip().endswith("?") else None
    if alone and alone["verb"] in ALL_VERBS:
        # Without a day "will give it a go" binds nobody.
        out += with_verb(text, Manner.PRESENT, "I", alone.start("will"), alone["verb"], alone.end("verb"))
    for match in REMIND_ME.finditer(low) if "remind me" in low else ():
        out += with_verb(text, Manner.WILL, "I", match.start(), match["verb"], match.end("verb"))
    for match in LETS_HAVE.finditer(low) if "let" in low else ():
        if (out or found) and _AND_LET_ME.search(low, 0, match.end()):
            continue  # "Tom will chase them and let me have a list": whoever does the one does the other
        who, start = vocative(text, match.start(), "you")
        out.append(Ask(manner=Manner.PRESENT, who=who, start=start, verb="get", body=match.end(), end=len(text)))
    for match in OWES.finditer(text) if "owe" in low else ():
        out += with_verb(text, Manner.WILL, match["who"], match.start("who"), "give", match.end())
    for match in CONTINUOUS.finditer(low) if "ing" in low else ():
        subject = subject_of(text[: match.start()], knows)
        if (
            subject
            and match["verb"] in FROM_GERUND
            and (text[match.start() : match.start() + 2] not in ("'s", "’s") or _HAS_OBJECT.match(low, match.end()))
            and not re.search(r"\b(?:if|when|while|that|which)\s*$", text[: subject[1]], re.I)
        ):
            out += with_verb(text, Manner.WILL, subject[0], subject[1], FROM_GERUND[match["verb"]], match.end())
    for match in _THIRD.finditer(text):
        if match[2] not in FROM_THIRD and match[2] not in ("owes", "owns"):
            continue
        subject = subject_of(text[: match.end(1)], knows)
        if subject and match[2] == "owns":
            if knows(match[1]) and text.startswith(" the ", match.end(2)):
                out.append(
                    Ask(
                        manner=Manner.ASSIGNED,
                        who=subject[0],
                        start=subject[1],
                        verb="own",
                        body=match.end(2),
                        end=len(text),
                    )
                )
            continue
        if subject and match[2] == "owes":
            out += with_verb(text, Manner.WILL, subject[0], subject[1], "give", match.end(2))
            continue
        if (
            subject
            and (knows(match[1]) or match[1].lower() in ("he", "she"))
            and not text.startswith(" that ", match.end(2))
            and BOUNDARY.search(text[: subject[1]])
        ):
            out += with_verb(text, Manner.WILL, subject[0], subject[1], FROM_THIRD[match[2]], match.end(2))
    return out


#: Of which one stands in every passive.
_PASSIVE = ("be ", "being", "need", "wants", "require")


#: "The minibus service is overdue and must be booked": what is said of it before.
_AND_MUST = re.compile(
    r"\W*((?:the|a|an|our|your|my|all|both|his|her|their|[A-Z][\w'’-]+['’]s)\s[\w'’ -]{2,50}?)\s"
    r"(?:is|are|was|were|has been|have been)\s[^,;.]{2,50}?\s(?:and|so)\s+$",
    re.I,
)


def passives(text: str, low: str, knows: Knows, found: list[Ask]) -> list[Ask]:
    """ "The rota template needs to be corrected": the thing, and nobody named; "by Ana" is the owner."""
    out: list[Ask] = []
    if not stands_in(low, _PASSIVE):
        return out
    for match in (*PASSIVE.finditer(low), *TOLD_PASSIVE.finditer(low)):
        verb = FROM_PARTICIPLE.get(match["verb"]) or FROM_GERUND.get(match["verb"])
        if not verb or (
            match["modal"].startswith("need") and not match["modal"].endswith("be") and verb not in FROM_GERUND.values()
        ):
            continue
        clause = re.search(
            r"(?:^|[,;:–—]\s+|\.\s+|\b(?:and|but|that)\s+)([^,;:–—.]{2,80})$", text[: match.start()].rstrip()
        )
        clause = _AND_MUST.match(text[: match.start()]) or clause
        if not clause or any(ask.start <= match.start() <= ask.body for ask in found):
            continue
        thing = re.sub(r"^.*\b(?:that|which|who)\s+", "", clause[1].strip())
        if re.search(r"\b(?:has|have|had|was|were|is|are|will)\b", thing):
            continue
        who, body = _agent(text, match.end(), knows)
        if match.re is TOLD_PASSIVE and not who:
            continue  # "The office will be closed on Friday" tells, and binds nobody
        if re.fullmatch(r"(?:it|this|that|there|i|you|we|he|she|they|these|those|what)", thing, re.I):
            continue
        told = Manner.ASSIGNED if who in ("I", "you") or knows(who.split()[0] if who else "") else Manner.WILL
        manner = told if match.re is TOLD_PASSIVE else Manner.PASSIVE
        out.append(Ask(manner=manner, who=who, start=clause.start(1), verb=verb, body=body, end=len(text), thing=thing))
    return out


def _agent(text: str, end: int, knows: Knows) -> tuple[str, int]:
    """By whom something is to be done, and where the words behind begin; a stranger only when he is named at once."""
    match = AGENT.match(text, end)
    if match is None:
        return "", end
    who, near = match["who"], not text[end : match.start("who") - 3].strip()
    if who in ("me", "you"):
        return ("I" if who == "me" else "you"), (match.end() if near else end)
    if who.lower() in NOT_NAMES or who.split()[0].lower() in NOT_NAMES:
        return "", end
    if knows(who.split()[0]):
        return who, (match.end() if near else end)
    return (who.split()[0], match.start("who") + len(who.split()[0])) if near else ("", end)
