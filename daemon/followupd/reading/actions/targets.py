"""A KPI target or an action? The test: could the owner tick it off alone after doing it, or is it read off a report?

1. Level verb + metric ("hit 20k billings", "reduce absence") is a target.
2. Metric + value without a verb of doing ("CV to interview ratio of 3:1", "target is 5") is a target.
3. A bare activity rate without an end ("40 calls a day", "30 BD calls") is a target.
4. A verb of doing with a bounded set or a named thing overrides ("make the 40 calls on Thursday's list").
"""

from __future__ import annotations

import re

from followupd.reading.actions.target_patterns import (
    AGAINST,
    AIM,
    BESIDE_WISH,
    BOUNDED,
    COUNTED_ACTIVITY,
    DATE,
    DIGIT,
    DOCUMENT,
    DONE_WHEN,
    ENDS,
    FROM_TO,
    HARD_VALUE,
    HAS_METRIC,
    HOPED,
    LEVEL_METRIC,
    LEVEL_PHRASE,
    LEVEL_VALUE,
    LEVEL_WORD,
    METRIC,
    METRIC_OF,
    METRIC_VALUE,
    MOVED_LEVEL,
    MOVES,
    MOVING,
    NUMBER_WORD,
    ONE_EACH,
    OR_MORE,
    PEOPLE_RESULT,
    PLAN,
    RAISES,
    RATE,
    SALES,
    SAYS_TARGET,
    SHARE,
    SUM,
    TARGET_WORD,
    TOPIC,
)
from followupd.reading.actions.words import ACTION_VERBS, FROM_THIRD, VAGUE
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered, stands_in

#: Of which one stands in PLAN, and in AGAINST.
_PLANNED = ("plan", "goal", "target", "budget", "limit", "aim", "max", "need", "allowed", "permitted")
_COMPARED = ("against", "vers", "vs", "compared")
#: Parts of the words of COUNTED_ACTIVITY, TOPIC and OR_MORE, of which one has to stand in the text.
_ACTIVITIES = (
    "call", "meeting", "cvs", "interview", "visit", "placement", "starter", "lead", "demo", "job", "vacancies", "role",
    "deal", "sales", "temp", "perm", "candidate", "client", "referral", "submission", "ticket", "appointment",
)  # fmt: skip
_TOPIC_ENDS = (":", "-", "–", "—")
_MORE = (
    "above", "below", "more", "less", "better", "higher", "lower", "under", "over", "fewer", "mehr", "weniger", "höher",
    "besser", "plus", "moins", "mieux", "meer", "minder", "hoger", "más", "menos",
)  # fmt: skip
_WHEN = ("when", "wenn", "quand")


def is_target(text: str) -> bool:
    """Whether a line or sentence is a figure to be reached, rather than something to be done."""
    text = text.strip()
    if len(text) > 400:
        return False
    low = lowered(text)
    numbered = DIGIT.search(low) is not None or NUMBER_WORD.search(low) is not None
    if not numbered and not MOVES.search(low) and not SHARE.match(low):
        return False  # no figure, and nothing that could be one
    if stands_in(low, _WHEN) and DONE_WHEN.search(low):
        return False  # who says when it is done has agreed something to do
    if (numbered or "list" in low) and BOUNDED.search(low) and _does(text):
        return False
    aim = AIM.match(low)
    if aim and _does(text[aim.end() :]):
        return False  # "In order to cut returns to 2%, photograph every return"
    if PEOPLE_RESULT.match(low):
        return True
    undated = DATE.sub(" ", low) if numbered else low
    figured = numbered and (DIGIT.search(undated) is not None or NUMBER_WORD.search(undated) is not None)
    level = LEVEL_METRIC.match(low)
    moves = level is not None and MOVES.search(low[: level.start("metric")])
    if level and not figured and (not moves or RAISES.search(low)):
        level = None  # "improve your pipeline" names no level: a vague action
    if level:
        rest = text[level.start("rest") :]
        # "Cut the budget report to two pages": a named document is a thing, not a level.
        return not DOCUMENT.match(rest) and not _second_doing(rest)
    if LEVEL_VALUE.match(low) and (HARD_VALUE.search(low) or SALES.search(low)):
        return not _second_doing(text)
    if figured and len(text) < 60 and " of " in low and METRIC_OF.match(low):
        return True
    if (stands_in(low, _ACTIVITIES) and COUNTED_ACTIVITY.match(low)) or SUM.match(low) or SHARE.match(low):
        return True
    if not figured:
        return False
    if len(text) < 160 and (
        (stands_in(low, _PLANNED) and PLAN.search(low)) or any(pattern.search(low) for pattern in BESIDE_WISH)
    ):
        return not _does(text)
    if HOPED.search(low) or (stands_in(low, _COMPARED) and AGAINST.search(low)):
        return True
    topic = TOPIC.match(text) if len(text) < 120 and stands_in(text, _TOPIC_ENDS) else None
    if topic and is_target(text[topic.end() :]):
        return True
    if RATE.search(low):
        if ONE_EACH.search(low) and _does(text):
            return False  # "name one first-aider per floor" is done once
        return not ENDS.search(low) and not _does(_without(RATE, text, low), strict=True)
    from_to = FROM_TO.search(low)
    if from_to and "%" in text and not _does(_without(MOVING, text, low)):
        return True
    if (
        len(text) < 90
        and (LEVEL_PHRASE.match(low) or (stands_in(low, _MORE) and OR_MORE.search(low)))
        and not _does(text)
    ):
        return True
    if ":" in text and MOVED_LEVEL.match(low) and HAS_METRIC.search(low.partition(":")[0]):
        return True
    hours = from_to is not None and all(int(each) <= 24 for each in re.findall(r"\d+", from_to[0]))
    hours = hours and re.search(r"\b(?:down|up|fell|rose|dropped|moved|went|goes|go|brought|cut) from\b", low) is None
    moved = from_to is not None and FROM_TO.search(undated) is not None
    moved = moved and bool(not hours or HARD_VALUE.search(low) or HAS_METRIC.search(low) or MOVES.search(low))
    if moved or (TARGET_WORD.search(low) and SAYS_TARGET.search(low)):
        return not _does(_without(MOVING, text, low) if moved else text)
    return bool(HARD_VALUE.search(low) and METRIC_VALUE.search(low)) and not _does(text)


def _without(pattern: re.Pattern[str], text: str, low: str) -> str:
    """The text with a space in the place of what the pattern finds in its lower case."""
    for found in reversed(list(pattern.finditer(low))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


#: Where an order or a promise has its verb.
_DOING = lazily(
    r"(?:^\W*(?:[A-Z][\w'’-]+ ?(?:[-–:,]|to|will)\s+)?|\b(?:to|will|would|please|shall|must|should|and|can|could|"
    r"you)\s+(?:also |then |please )?|['’]ll\s+(?:also )?|going to\s+)([A-Za-z][a-z-]+)\b(?=\s)"
)
_VERB_OF_METRIC = lazily(rf"\w+\s+{METRIC}\b", re.I)
_STATES = lazily(r"\w+\s+(?:is|are|was|stays|of|for|per)\b|\w+\s*[:=]")
_NAMED_DOES = lazily(r"(?:^|[,.;] )([A-Z]\w+) ([a-z]+s) (?=(?:the|a|an|his|her)\b|\d)")


def _does(text: str, *, strict: bool = False) -> bool:
    """Whether somebody does something in the text: a verb of doing where an order or promise has its verb."""
    for match in _DOING.finditer(text):
        verb = match[1].lower()
        if strict and len(text[match.end(1) :].split()) < 2:
            continue
        if verb in VAGUE or verb not in ACTION_VERBS or _VERB_OF_METRIC.match(text, match.start(1)):
            continue
        if LEVEL_WORD.match(verb) and not strict and LEVEL_METRIC.match(lowered(text[match.start(1) :])):
            continue
        if verb in {
            "close",
            "place",
            "fill",
            "make",
            "do",
            "get",
            "target",
            "hold",
            "report",
            "audit",
            "cost",
            "forecast",
            "note",
            "date",
        } and (strict or match.start(1) == len(text) - len(text.lstrip())):
            if strict:
                continue
            if _STATES.match(text, match.start(1)):
                continue
        return True
    return any(match[2] in FROM_THIRD and match[1] not in ("The", "This") for match in _NAMED_DOES.finditer(text))


def _second_doing(rest: str) -> bool:
    """Whether an action follows the figure: "hit 20k by calling …", "…: call the ten on the list"."""
    return bool(re.search(r"\bby (?:[a-z]+ing)\b", rest)) or _does(re.sub(r"^[^,:;.]*", "", rest))


def target_clause(lead: str) -> str:
    """The figure that an action serves, when it stands before the action ("To get to 12 CVs a week you'll …")."""
    lead = lead.strip(" ,;:–-")
    if re.match(r"(?:in order to|to|so as to|um|pour|afin de)\b", lead, re.I) and len(lead.split()) > 2:
        return lead
    return ""
