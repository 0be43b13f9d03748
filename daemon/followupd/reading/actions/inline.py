"""Answers written under quoted questions: "> Who calls Pelham?" / "Priya will, by Monday."

Such an answer says too little by itself. Question and answer are put together as one sentence, which is then read like
any other; the words kept as quotations stay those of the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.reading.actions.english import asks
from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.vetoes import is_done
from followupd.reading.actions.words import FROM_GERUND, FROM_THIRD
from followupd.reading.lazily import lazily
from followupd.reading.reply import body_of

#: Pairs beyond these are not put together.
MAX_PAIRS = 50

_NUMBER = lazily(r"^\W*(?:\(?\d{1,2}[.)]\s*|[-*•]\s+)?")
_WHO = lazily(
    r"\bwho(?:['’]s| is| will| can| could| should| wants to)?\s+(?:going to |"
    r"able to )?(?P<verb>[a-z-]+)\s+(?P<rest>[^?]+)",
    re.I,
)
_TOPIC = lazily(
    r"^(?:and |what about |how about |any news on |the )?(?P<topic>[^?:–—]{3,60}?)\s*(?:\s[-–—]|[:–—?]|$)", re.I
)
_WHEN = lazily(r"[\s,;–—-]*\b(?:and )?(?:by when|when|what date|please|how soon|any idea when)\b.*$", re.I)
_PRONOUN = lazily(r"^\s*(?:it|this|that|them|those|these|one)\b", re.I)
_SHORT = lazily(
    r"^\W*(?:(?:yes|yep|yeah|ok(?:ay)?|sure|of course|no problem|will do|agreed)\b[\s,.!–—-]*)*"
    r"(?P<who>I(?:['’]ll| will| can)(?: do)?(?: it| that| this)?|me|[Yy]ou(?: please| pls)?(?=[\s,.–—-]|$)|"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: will|"
    r" can| is| does)?(?: do it)?(?=[\s,.–—-]|$))?"
    r"[\s,.–—-]*(?P<rest>[^?]{0,60})$"
)
#: "Shall I ask the caterer?" / "Yes please, today if possible."
_OFFERS = lazily(
    r"\W*(?:(?:shall|should|can|could) I|do you (?:want|need) me to|"
    r"would you like me to) (?P<verb>[a-z]+) (?P<rest>[^?]+)\?",
    re.I,
)
#: "When do you want to go through the draft?"
_WHEN_WE = lazily(
    r"\W*(?:and |so )?when (?:(?:do|would) you (?:want|like) (?:me |us )?to|(?:shall|should|can|could|do) we) "
    r"(?P<rest>[a-z][^?]+)\?",
    re.I,
)
#: "Do we have the accounts?" asks, and nobody does anything by answering it.
_IS_IT_SO = lazily(r"\W*(?:and |so )?(?:do|does|did|is|are|was|were|has|have|had) (?!you (?:mind|want me)\b)", re.I)
_OFFERED = lazily(
    r"\b(?:(?:shall|should) I|(?:do you want|would you like) me to) (?P<verb>[a-z]+) (?P<rest>[^?.!]+)\?", re.I
)
_YES = lazily(r"\W*(?:(?:yes|yep|yeah|ok(?:ay)?|sure|please|do|go ahead|absolutely|definitely)\b[\s,.!]*)+", re.I)
_REFUSED = lazily(r"^\W*(?:no|nope|not|sorry|don['’]t know|unsure|tbc|later|nobody)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question, the words under it, and both as one sentence."""

    question: str
    answer: str
    sentence: str


def answered(zones: tuple[ZoneRead, ...], mail: MailIn) -> list[Answered]:
    """The answers under quoted questions that only the question completes."""
    if not any(zone.kind == "quoted" and zone.author is None for zone in zones[1:]):
        return []
    out = []
    for question, answer in _pairs(mail)[:MAX_PAIRS]:
        sentence = _together(question, answer)
        if sentence:
            out.append(Answered(question=question, answer=answer, sentence=sentence))
    return out


def accepted(zones: tuple[ZoneRead, ...]) -> Answered | None:
    """The one offer of the message below that the newest says yes to: "Shall I fill in the form?", "Yes please"."""
    if len(zones) < 2 or zones[1].author is None or not zones[1].author.name:
        return None
    name = zones[1].author.first
    yes = _YES.match(re.sub(rf"^\W*(?:(?:hi|hello|thanks),? )?{re.escape(name)}\s*[,:!.–—-]+\s*", "", zones[0].text))
    offers = [found for found in _OFFERED.finditer(zones[1].text) if not _PRONOUN.match(found["rest"])]
    if yes is None or not yes[0].strip() or len(offers) != 1:
        return None
    if _NOT_NOW.search(yes.string.partition(".")[0]):
        return None
    rest = _SWAPPED.sub(lambda word: _OTHER[word[0].lower()], offers[0]["rest"])
    sentence = f"{name} will {offers[0]['verb']} {' '.join(rest.split())}."
    return Answered(question=" ".join(offers[0][0].split()), answer=yes[0].strip(" ,.!-"), sentence=sentence)


_NOT_NOW = lazily(r"\b(?:no|not|don['’]t|leave|hold off|later|instead|rather|wait|nobody|never mind)\b", re.I)
_SWAPPED = lazily(r"\b(?:you|your|me|my)\b", re.I)
_OTHER = {"you": "me", "your": "my", "me": "you", "my": "your"}


def _pairs(mail: MailIn) -> list[tuple[str, str]]:
    runs: list[tuple[bool, list[str]]] = []
    for line in body_of(mail).lines:
        words = line.text.strip()
        if not words:
            continue
        quoted = line.depth > 0
        if not runs or runs[-1][0] != quoted:
            runs.append((quoted, []))
        runs[-1][1].append(words)
    out = []
    for index, (quoted, lines) in enumerate(runs[:-1]):
        if not quoted:
            continue
        question = _NUMBER.sub("", next((each for each in reversed(lines) if "?" in each), lines[-1]), count=1)
        out.append((question.strip(), " ".join(runs[index + 1][1])))
    return out


def _together(question: str, answer: str) -> str:
    if is_done(answer) or _REFUSED.match(answer):
        return ""
    if answer.isupper() and len(answer) > 3:
        answer = answer.capitalize()
    meeting = _WHEN_WE.match(question)
    if meeting:
        return f"We will {meeting['rest'].strip()} on {answer.strip()}"
    if _IS_IT_SO.match(question):
        return ""
    offer, yes = _OFFERS.match(question), _YES.match(answer)
    if offer and yes:
        return f"you will {offer['verb']} {offer['rest'].strip()} {answer[yes.end() :].strip()}"
    verb, thing = _asked(question)
    first = re.split(r"(?<=[.!])\s+(?=[A-Z])", answer)[0]
    said = asks(first, lambda word: False)
    if said and said[0].who:
        rest = first[said[0].body :]
        pronoun = _PRONOUN.match(rest)
        return f"{said[0].who} will {said[0].verb} {thing} {rest[pronoun.end() :].strip()}" if pronoun and thing else ""
    short = _SHORT.match(first.rstrip(" .!"))
    if not short or not verb or not thing:
        return ""
    who = re.sub(r"['’]ll\b|\b(?:please|pls|will|can|is|does|do|it|that|this)\b", "", short["who"] or "I").strip()
    who = "I" if who.lower() in ("me", "i", "") else who
    if who.lower() in NOT_NAMES:  # "Thursday 19 March": a day, not a person
        return f"I will {verb} {thing} {first}" if "who" not in question.lower() else ""
    return f"{who} will {verb} {thing} {short['rest']}".strip()


def _asked(question: str) -> tuple[str, str]:
    """The verb and the thing that a question is about; only a thing for "Rota for April - when?"."""
    who = _WHO.search(question)
    if who:
        verb = who["verb"].lower()
        return FROM_THIRD.get(verb) or FROM_GERUND.get(verb, verb), who["rest"].strip(" .")
    question = re.sub(
        r"^(?:and |so )*(?:by when|when|what date|how soon)\s+(?=(?:can|could|will|would)\b)", "", question, flags=re.I
    )
    found = asks(question, lambda word: False)
    if found:
        thing = _WHEN.sub("", question[found[0].body : found[0].end].strip(" ?.")).strip()
        return found[0].verb, re.sub(r"\bme\b", "you", thing)
    topic = _TOPIC.match(question)
    return "", _WHEN.sub("", topic["topic"]).strip() if topic else ""
