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
from followupd.reading.actions import english, french, german
from followupd.reading.actions.ask import Ask
from followupd.reading.actions.carve import carve
from followupd.reading.actions.labels import split_labels
from followupd.reading.actions.measures import measure_in
from followupd.reading.actions.setting import language_of
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.words import CONTACT, DELIVER, NUMBER, VAGUE
from followupd.reading.dates import Kind, Repeat, find_dates
from followupd.reading.wordlist import words_of


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


_NOBODY = re.compile(
    r"^\W*(?:someone|somebody|anyone|anybody|everyone|everybody|we all|one of (?:you|us)|jemand|man|alle|"
    r"quelqu['’]un|on|tout le monde)\b",
    re.I,
)
_VAGUE_HEAD = re.compile(
    r"^(?:verbesser|optimier|kümmer|schau|bemüh|verstärk|steiger|intensivier|améliorer|améliore[sz]?|"
    r"optimiser|optimise[sz]?|travailler (?:sur|à)|voir|gérer|s['’]occuper|veiller|continuer|essayer|"
    r"réfléchir|auseinandersetz|achten|befass)",
    re.I,
)
_BE_MORE = re.compile(
    r"\b(?:be|become|being|get|sei|werde|être|sois) (?:more|better|less|mehr|besser|plus|moins)\b", re.I
)
_PRONOUN_OBJECT = re.compile(
    r"^(?:it|this|that|these|those|them|things|stuff|everything|something|das|es|dies|ça|cela|"
    r"ceci)\b(?!\s+[a-z]+s?\s+(?:on|from|to|for|list|of)\b)(?!\s+(?!with|up|out|to|by|on|soon|asap|for|"
    r"and)[a-z]{3,})",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:more|better|fewer|faster|quicker|proactive(?:ly)?|effective(?:ly)?|efficient(?:ly)?|closer|"
    r"stronger|higher|lower|besser|mehr|schneller|effektiver|mieux|davantage|plus (?:de|vite|efficace\w*|"
    r"souvent))\b",
    re.I,
)
_SOME = re.compile(
    r"\b(?:several|some|various|a few|a couple of|many|a lot of|lots of|a number of|numerous|as many as|etc|"
    r"and so on|einige|mehrere|verschiedene|ein paar|usw|quelques|plusieurs|divers(?:es)?)\b",
    re.I,
)
_FLAGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(?:try(?:ing)? to|tries to|hope(?:s|fully)? (?:to)?|aim to|if possible|if poss|if you can|if (?:I|he|"
            r"she|they|we) can|ideally|maybe|perhaps|possibly|see if|do (?:my|your|his|her|their) best|versuch\w*|"
            r"möglichst|wenn möglich|falls möglich|vielleicht|hoffentlich|essayer|essaie[sz]?|si possible|peut-être|"
            r"idéalement|dans la mesure du possible)\b",
            re.I,
        ),
        "“{}” is a wish, not a promise.",
    ),
    (
        re.compile(
            r"\b(?:if|once|when|as soon as|provided|assuming|subject to|depending on|unless|falls|sofern|sobald|si|"
            r"dès que) (?:the |we |our |it |he |she |they |that |das |die |le |la |l['’])?(?:budget|funding|money|"
            r"board|client|client['’]s|customer|supplier|management|finance|head office|legal|HR|approval|approved|"
            r"is approved|agrees?|get approval|gets? (?:the )?(?:budget|approval|sign-?off)|signs?|confirms?|allows?|"
            r"time allows|permits?|genehmig\w*|kunde|client)\b[^,.;]*",
            re.I,
        ),
        "“{}” is not in the owner's hands.",
    ),
    (
        re.compile(r"\b(?:budget|funding|approval) permitting\b|\btime permitting\b|\bworkload permitting\b", re.I),
        "“{}” is not in the owner's hands.",
    ),
    (
        re.compile(
            r"\b(?:get|have|getting|gets?) (?:the |a |an |his |her |their |your |my |our |\d+ |"
            rf"{NUMBER} )?(?:[\w'’-]+ ){{0,5}}?(?:signed(?: off)?|approved|agreed|accepted|confirmed|paid|authorised|"
            r"authorized|countersigned|cleared|renewed) (?:by|from|with) (?!\d|(?:mon|tues|wednes|thurs|fri|satur|"
            r"sun)day|next|the end|end|tomorrow|tonight|today|close|noon|january|february|march|april|may|june|july|"
            r"august|september|october|november|december|eod|cob|close)[^,.;]+",
            re.I,
        ),
        "“{}” depends on somebody else's decision.",
    ),
    (
        re.compile(
            r"\b(?:persuade|convince|make sure (?:the )?(?:client|customer|candidate)|get (?:the )?(?:client|customer|"
            r"candidate|[A-Z]\w+) to (?:sign|agree|accept|buy|approve|commit|renew|say yes)|win (?:the|a|back|\d)|"
            r"secure (?:the|a) (?:deal|contract|order|exclusiv\w*|retainer|signature)|close the deal|place (?:the |"
            r"a )?(?:candidate|temp|contractor)|überzeug\w*|unterschreiben lassen|convaincre|faire signer|"
            r"obtenir (?:la signature|l['’]accord|l['’]approbation))\b",
            re.I,
        ),
        "“{}” depends on somebody else's decision.",
    ),
    (
        re.compile(
            r"\b(?:every (?:single )?(?:client|candidate|customer|call|email|e-mail|mail|enquiry|query|ticket|time|"
            r"one|employee|lead|order|complaint|cv|application|supplier|team)|all (?:clients|candidates|customers|"
            r"calls|emails|enquiries|the time|complaints|queries|leads|future)|always|never|100 ?%(?! of the)|"
            r"at all times|zero (?:defects|errors|complaints)|without (?:fail|exception)|immer|niemals|stets|"
            r"jede[nrsm]? (?:kunden?|anruf|mail)|toujours|jamais|tous les (?:clients|appels))\b",
            re.I,
        ),
        "“{}” has no end.",
    ),
)
_BOUNDED_ALL = re.compile(
    r"\b(?:on|from|in|of) (?:the|this|last|your|my|our|\w+['’]s) (?:[\w'’-]+ ){0,3}(?:list|report|file|sheet|"
    r"register|log|quarter|month|week|year|spreadsheet|tracker|batch)\b",
    re.I,
)
_SOON = re.compile(
    r"\b(?:asap|a\.s\.a\.p|soon|shortly|ongoing|regularly|when you get a chance|in due course|no rush|"
    r"as and when|going forward|continuous(?:ly)?|urgent(?:ly)?|zeitnah|baldmöglichst|bald|demnächst|laufend|"
    r"regelmäßig|dès que possible|bientôt|prochainement|au plus vite|régulièrement)\b",
    re.I,
)
_REASON = re.compile(
    r"\b(?:because|so that|in order to|so as to|given that|since (?:we|it|they|our)|as (?:we|it|they|our|"
    r"the)\b(?! agreed| discussed)|the (?:reason|objective|aim|purpose|goal) (?:is|being)|objective\s*:|"
    r"why\s*:|reason\s*:|this (?:matters|helps|will help)|damit|weil|denn|afin|parce que|pour que|car)\b|"
    r"\bum\b[^.;]{2,80}\bzu\b|"
    r"\bso (?:we|you|she|he|they|I|it|the|that|our|his|her|nobody|everyone|[A-Z]\w+) [^.;]{0,60}\b(?:can|"
    r"could|will|is|are|have|has|know|knows|don['’]t|sees?|gets?|stops?)\b|[;,–—-]\s*(?:it|that|this|these|"
    r"they|we|there)(?:['’]s|['’]re| is| are| (?:lost|need|have|cost|costs)) [^;.]{6,}|\bpour (?:ne pas |"
    r"mieux )?[a-zé]+(?:er|ir|re)\b",
    re.I,
)
_MANY_TASKS = re.compile(r"(?:,|;|\band\b|\+)\s*(?:then |also )?(?P<verb>[a-z-]+)\b(?=\s+\w)", re.I)
_ABSTRACT = re.compile(
    r"(?:(?:[\w-]+['’]s|the|your|our|my|his|her|better|stronger|good|closer|more|some)\s+)*(?:relationships?|awareness|"
    r"rapport|trust|confidence|communication|"
    r"teamwork|morale|culture|knowledge|understanding|skills?|motivation|engagement|visibility|presence|"
    r"beziehungen|vertrauen|relations?|confiance)\b",
    re.I,
)
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|"
    r"december|easter|christmas|q[1-4]|eod|cob|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|"
    r"märz|mai|juni|juli|oktober|"
    r"dezember)\b",
    re.I,
)
_NEEDS_TOPIC = words_of("meet see speak talk chat")


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
    if (item is not None and item.owner is None) or (item is None and _NOBODY.match(text)):
        return Mark(passed=False, reason="Nobody is named who does it.")
    if _BE_MORE.search(words):
        return Mark(passed=False, reason="It says how somebody should be, not what will be seen to be done.")
    ask = _first_ask(words)
    verb, rest = _verb_and_rest(words, ask)
    if verb in VAGUE or _VAGUE_HEAD.match(verb) or _VAGUE_HEAD.match(words):
        return Mark(passed=False, reason=f"“{verb}” does not say what will be seen to be done.")
    if re.match(r"(?:aware|awareness|raise awareness)", rest, re.I) or re.search(
        r"\b(?:raise|create) awareness\b", words, re.I
    ):
        return Mark(passed=False, reason="Awareness cannot be seen; an act can.")
    if not rest.strip(" .!,"):
        return Mark(passed=False, reason="It does not say what to do it with.")
    if _PRONOUN_OBJECT.match(rest):
        return Mark(passed=False, reason=f"What “{rest.split()[0]}” means stands somewhere else.")
    if verb in _NEEDS_TOPIC or (verb in CONTACT and verb in {"contact", "call", "ring", "phone"}):
        who = re.sub(r"^(?:with|to|up with|up)\s+", "", rest)
        if re.fullmatch(r"[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?[\s.!]*", who) and verb in _NEEDS_TOPIC:
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
    if verb in VAGUE or _VAGUE_HEAD.match(verb) or _VAGUE_HEAD.match(words) or _BE_MORE.search(words):
        return Mark(passed=False, reason=f"“{verb}” has no end that could be seen.")
    if _ABSTRACT.match(rest):
        return Mark(passed=False, reason=f"“{rest.split()[0]}” cannot be counted or seen.")
    if _SOME.search(rest):
        return Mark(passed=False, reason="“Some” or “several” is no number.")
    if _COMPARED.search(rest) and not re.search(rf"\b{NUMBER}\b", rest, re.I):
        return Mark(passed=False, reason="It compares without a figure to start from.")
    if _PRONOUN_OBJECT.match(rest) and not re.search(r"[A-Z]\w+", rest):
        return Mark(passed=False, reason="It does not say what thing will be there.")
    if verb in CONTACT:
        undated = _CALENDAR.sub(" ", rest)
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
    for pattern, reason in _FLAGS:
        match = pattern.search(text)
        if match and not ("no end" in reason and _BOUNDED_ALL.search(text)):
            return Mark(passed=False, reason=reason.format(match[0].strip()))
    verbs = {match["verb"].lower() for match in _MANY_TASKS.finditer(text)} & (DELIVER | CONTACT)
    if len(verbs) >= 2 and text.count(",") >= 1:
        return Mark(passed=False, reason="Three or more tasks stand in one line.")
    return Mark(passed=True, reason="Nothing in the words speaks against it.")


def _relevant(text: str, item: Item | None) -> Mark:
    if item is not None and item.why is not None:
        return Mark(passed=True, reason=f"“{item.why.value}” says what for.")
    ask = _first_ask(text)
    verb, rest = _verb_and_rest(text, ask)
    if carve(rest, verb).why is not None or _REASON.search(text):
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
    soon = _SOON.search(text)
    if soon:
        return Mark(passed=False, reason=f"“{soon[0]}” is no day.")
    if any(found.kind is Kind.RECURRENCE for found in founds):
        return Mark(passed=False, reason="It repeats without an end.")
    return Mark(passed=False, reason="No day is named.")


def _first_ask(text: str) -> Ask | None:
    language = {"en": english.asks, "de": german.asks, "fr": french.asks}[language_of(text)]
    found = language(text, lambda word: False, listed=True)
    return found[0] if found else None


def _verb_and_rest(text: str, ask: Ask | None) -> tuple[str, str]:
    if ask is not None:
        rest = f"{ask.thing} {text[ask.body :]}".strip()
        return ("ensure" if ask.verb == "make" and rest.startswith("sure ") else ask.verb), rest
    match = re.match(
        r"\W*(?:please |bitte |merci de |[A-Z]\w+ (?:to|will|needs to) )?(?P<verb>[^\W\d_][\w'’-]*)\s*", text, re.I
    )
    return (match["verb"].lower(), text[match.end() :]) if match else ("", text)
