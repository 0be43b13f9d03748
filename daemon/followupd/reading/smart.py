"""The SMART rubric, letter by letter with its reason: what must be there, not which keywords are.

    verdict = judge("Call the 10 lapsed clients by Friday 20 March; measure: 3 meetings booked.")
    verdict.kind, verdict.passes(Letter.MEASURABLE), verdict.letters[Letter.MEASURABLE].reason

S: somebody, a concrete verb, a thing.  M: a count with its noun, a stated measure, or a thing that is done or not done.
A: no red flag in the words (assumed otherwise).  R: a reason.  T: a day, a period, or a recurrence with an end.
R never makes an action unready. A figure to be reached is a target and has no letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from followupd.domain.action import Item, Letter
from followupd.domain.people import WorkingTime
from followupd.reading import smart_words as weak
from followupd.reading.actions import dutch, english, french, german, spanish
from followupd.reading.actions.ask import Ask
from followupd.reading.actions.carve import carve
from followupd.reading.actions.labels import split_labels
from followupd.reading.actions.measures import measure_in
from followupd.reading.actions.setting import language_of
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.words import ACTION_VERBS, CONTACT, DELIVER, NUMBER, VAGUE
from followupd.reading.dates import Kind, Repeat, find_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One letter's verdict, with a sentence that says why."""

    passed: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The rubric's word on an action; `letters` is empty for a target."""

    #: "action" or "target"
    kind: str
    letters: dict[Letter, Mark] = field(default_factory=dict)

    def passes(self, letter: Letter) -> bool:
        return letter in self.letters and self.letters[letter].passed

    @property
    def score(self) -> int:
        return sum(mark.passed for mark in self.letters.values())

    @property
    def ready(self) -> bool:
        """Whether nothing but perhaps the reason is missing."""
        return all(self.passes(letter) for letter in Letter if letter is not Letter.RELEVANT)


#: With these, morale or trust is what is to rise; one can build a relationship by visits.
_LIFTING = frozenset(["raise", "lift"])


def judge(text: str, item: Item | None = None) -> Verdict:
    """The verdict on a line as somebody wrote it, or on an `item` that was read from it.

    Without an item the owner is assumed to be known from outside the line, unless the line says "someone".
    """
    text = " ".join(text.split())
    if item is None and is_target(text):
        return Verdict(kind="target")
    words = item.what.value if item and item.what else text
    return Verdict(
        kind="action",
        letters={
            Letter.SPECIFIC: _specific(text, words, item),
            Letter.MEASURABLE: _measurable(text, words, item),
            Letter.ACHIEVABLE: _achievable(text),
            Letter.RELEVANT: _relevant(text, item),
            Letter.TIME_BOUND: _time_bound(text, item),
        },
    )


def _specific(text: str, words: str, item: Item | None) -> Mark:
    if (item is not None and item.owner is None) or (item is None and weak.NOBODY.match(text)):
        return Mark(passed=False, reason="Nobody is named who does it.")
    if weak.BE_MORE.search(words):
        return Mark(passed=False, reason="It says how somebody should be, not what will be seen to be done.")
    ask = _first_ask(words)
    verb, rest = _verb_and_rest(words, ask)
    if verb in VAGUE or weak.VAGUE_HEAD.match(verb) or weak.VAGUE_HEAD.match(words):
        return Mark(passed=False, reason=f"“{verb}” does not say what will be seen to be done.")
    if re.match(r"(?:aware|awareness|raise awareness)", rest, re.I) or re.search(
        r"\b(?:raise|create) awareness\b", words, re.I
    ):
        return Mark(passed=False, reason="Awareness cannot be seen; an act can.")
    if not rest.strip(" .!,"):
        return Mark(passed=False, reason="It does not say what to do it with.")
    if verb in _LIFTING and weak.ABSTRACT.match(rest):
        return Mark(passed=False, reason=f"“{rest.strip(' .!')}” cannot be seen; an act can.")
    if weak.PRONOUN_OBJECT.match(rest):
        return Mark(passed=False, reason=f"What “{rest.split()[0]}” means stands somewhere else.")
    if verb in weak.NEEDS_TOPIC or (verb in CONTACT and verb in {"contact", "call", "ring", "phone"}):
        who = re.sub(r"^(?:with|to|up with|up)\s+", "", rest)
        if weak.SOMEBODY.fullmatch(who) and verb in weak.NEEDS_TOPIC:
            return Mark(passed=False, reason=f"It does not say what to settle with {who.strip(' .!')}.")
    return Mark(passed=True, reason="Somebody, a visible act and its object are named.")


def _measurable(text: str, words: str, item: Item | None) -> Mark:
    if item is not None and item.measure is not None:
        return Mark(passed=True, reason=f"“{item.measure.value}” can be seen or counted.")
    _, labelled = split_labels(text)
    if any(name == "measure" for name, _, _ in labelled):
        return Mark(passed=True, reason="A measure is stated.")
    ask = _first_ask(words)
    verb, rest = _verb_and_rest(words, ask)
    carved = carve(rest, verb)
    if carved.measure is not None:
        return Mark(passed=True, reason=f"“{carved.measure.value}” can be seen or counted.")
    if re.search(r"\b\d[\d.,]* ?(?:%|percent|prozent)\b|\b\d+ ?%", rest) and verb in DELIVER:
        return Mark(passed=True, reason="A figure is stated.")
    counted = measure_in(rest, "")
    if counted is not None and counted.words:
        return Mark(passed=True, reason=f"“{counted.words}” can be counted.")
    if verb in VAGUE or weak.VAGUE_HEAD.match(verb) or weak.VAGUE_HEAD.match(words) or weak.BE_MORE.search(words):
        return Mark(passed=False, reason=f"“{verb}” has no end that could be seen.")
    if weak.ABSTRACT.match(rest):
        return Mark(passed=False, reason=f"“{rest.split()[0]}” cannot be counted or seen.")
    if weak.SOME.search(rest):
        return Mark(passed=False, reason="“Some” or “several” is no number.")
    if weak.COMPARED.search(rest) and not re.search(rf"\b{NUMBER}\b", rest, re.I):
        return Mark(passed=False, reason="It compares without a figure to start from.")
    if weak.GOES_ON.search(rest):
        return Mark(passed=False, reason="It goes on without an end that could be seen.")
    if weak.PRONOUN_OBJECT.match(rest) and not re.search(r"[A-Z]\w+", rest):
        return Mark(passed=False, reason="It does not say what thing will be there.")
    if verb in CONTACT:
        undated = weak.CALENDAR.sub(" ", rest)
        named = re.search(r"(?:^|\s)(?:with |to )?(?:Mrs?\.? |Dr\.? )?[A-ZÄÖÜ][\w'’-]+", undated)
        single = re.match(
            r"(?:with |to |up with )?(?:the|your|my|our|his|her) (?:[\w'’-]+ ){0,2}?[\w'’-]*[^s\W](?=\s|[.,;]|$)", rest
        )
        if named or single:
            return Mark(passed=True, reason="It is done or not done: the person is named.")
        return Mark(passed=False, reason="Neither a number nor a name says how many.")
    return Mark(passed=True, reason="It is done or not done: a named thing will be there.")


def _achievable(text: str) -> Mark:
    ask = _first_ask(text)
    why = carve(text, ask.verb if ask else "").why
    text = text[: why.start] + text[why.end :] if why else text  # what it is for is no promise
    for pattern, reason in weak.FLAGS:
        match = pattern.search(text)
        if match and not ("no end" in reason and weak.BOUNDED_ALL.search(text)):
            return Mark(passed=False, reason=reason.format(match[0].strip()))
    verbs = {match["verb"].lower() for match in weak.MANY_TASKS.finditer(text)} & ACTION_VERBS
    if len(verbs) >= 2 and text.count(",") >= 1:
        return Mark(passed=False, reason="Three or more tasks stand in one line.")
    return Mark(passed=True, reason="Nothing in the words speaks against it.")


def _relevant(text: str, item: Item | None) -> Mark:
    if item is not None and item.why is not None:
        return Mark(passed=True, reason=f"“{item.why.value}” says what for.")
    ask = _first_ask(text)
    verb, rest = _verb_and_rest(text, ask)
    if carve(rest, verb).why is not None or weak.REASON.search(text):
        return Mark(passed=True, reason="The words say what for.")
    lead = text[: ask.start] if ask else ""
    if re.match(r"\W*(?:to|in order to|um|pour|afin)\b", lead, re.I) and len(lead.split()) > 2:
        return Mark(passed=True, reason="The words say what for.")
    if re.match(r"\W*to \w+ .{4,60}?,", text, re.I):
        return Mark(passed=True, reason="The words say what for.")
    return Mark(passed=False, reason="The words do not say what for.")


#: Only whether a line has a date matters here, not which: any fixed moment serves.
_ANY_MOMENT = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)


def _time_bound(text: str, item: Item | None) -> Mark:
    if item is not None:
        if item.due is not None:
            return Mark(passed=True, reason=f"“{item.due.words}” names the day.")
        return Mark(passed=False, reason="No day is named.")
    founds = find_dates(text, _ANY_MOMENT, working=WorkingTime(), day_first=True)
    for found in founds:
        before = text[max(0, found.start - 24) : found.start]
        if found.kind is Kind.RECURRENCE:
            first = found.readings[0]
            if isinstance(first, Repeat) and (first.until or first.count):
                return Mark(passed=True, reason=f"“{found.words}” has an end.")
            continue
        if found.kind is Kind.DURATION and not re.search(
            r"\b(?:within|in|innerhalb|dans|sous)\b\W*(?:von |the next )?$", before, re.I
        ):
            continue
        if re.search(
            r"\b(?:since|from|after|last|of|seit|depuis|as of)\s*(?:the\s+)?$", before, re.I
        ) and not re.search(r"\bend of\s*$", before, re.I):
            continue
        return Mark(passed=True, reason=f"“{found.words}” names the day.")
    soon = weak.SOON.search(text)
    if soon:
        return Mark(passed=False, reason=f"“{soon[0]}” is no day.")
    if any(found.kind is Kind.RECURRENCE for found in founds):
        return Mark(passed=False, reason="It repeats without an end.")
    return Mark(passed=False, reason="No day is named.")


def _first_ask(text: str) -> Ask | None:
    asks = {"en": english.asks, "de": german.asks, "fr": french.asks, "es": spanish.asks, "nl": dutch.asks}
    found = asks[language_of(text)](text, lambda word: False, listed=True)
    return found[0] if found else None


def _verb_and_rest(text: str, ask: Ask | None) -> tuple[str, str]:
    if ask is not None:
        rest = f"{ask.thing} {text[ask.body :]}".strip()
        return ("ensure" if ask.verb == "make" and rest.startswith("sure ") else ask.verb), rest
    match = re.match(
        r"\W*(?:please |bitte |merci de |[A-Z]\w+ (?:to|will|needs to) )?(?P<verb>[^\W\d_][\w'’-]*)\s*", text, re.I
    )
    return (match["verb"].lower(), text[match.end() :]) if match else ("", text)
