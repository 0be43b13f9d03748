"""The verb that an English ask is about, past helpers such as "be sending", "need to", "have … ready"."""

from __future__ import annotations

import re

from followupd.reading.actions.ask import Ask, Manner
from followupd.reading.actions.english_patterns import (
    NOT_NAMES,
    NOUN_FOLLOWS,
    PRONOUNS,
    SUBORDINATE,
)
from followupd.reading.actions.words import (
    ACTION_VERBS,
    ALL_VERBS,
    FROM_GERUND,
    FROM_PARTICIPLE,
    STATIVE,
    is_verb,
)
from followupd.reading.lazily import lazily

_AND_VERB = lazily(r"\s+(?:to|and)\s+([a-z-]+)")
_IS_DOING = lazily(r"\s+(?:the one |responsible for |in charge of |able to |happy to |going to |sure to )?([a-z-]+)")
_ABLE_TO = lazily(r"\s+(?:able|happy|going|sure) to")
_A_WORD = lazily(r"\s+an? (?:\w+ )?(?:word|chat|call|meeting|session|conversation|look|1:1|one-to-one|talk)\b")
_HAVE_DONE = lazily(r"\s+(?:also |all |both )?([a-z-]+)\b")
_HAVE_READY = lazily(r".{3,80}\b(?:ready|done|finished|completed|in place|with you|signed|sent|over to you)\b")


def with_verb(text: str, manner: Manner, who: str, start: int, verb: str, body: int) -> list[Ask]:
    """The ask with its real verb, past helpers such as "be sending", "need to", "try to"; none for states."""
    verb = verb.lower()
    for _ in range(3):
        ahead = _AND_VERB.match(text, body)
        if (
            ahead
            and verb
            in {"need", "have", "try", "look", "aim", "start", "begin", "continue", "go", "come", "plan", "want", "be"}
            and is_verb(ahead[1])
        ):
            verb, body = ahead[1], ahead.end()
            continue
        be = _IS_DOING.match(text, body) if verb == "be" else None
        if be and be[1] in FROM_GERUND:
            verb, body = FROM_GERUND[be[1]], be.end()
        elif be and be[1] in ACTION_VERBS and _ABLE_TO.match(text, body):
            verb, body = be[1], be.end()
        break
    if verb in FROM_GERUND and verb not in ALL_VERBS:
        verb = FROM_GERUND[verb]
    if verb == "have" and _A_WORD.match(text, body):
        return [Ask(manner=manner, who=who, start=start, verb="have", body=body, end=len(text))]
    done = _HAVE_DONE.match(text, body) if verb == "have" else None
    if done and done[1] in FROM_PARTICIPLE and manner is Manner.WILL:
        # "by 31 March you'll have observed two managers"
        return [
            Ask(
                manner=manner,
                who=who,
                start=start,
                verb=FROM_PARTICIPLE[done[1]],
                body=done.end(),
                end=len(text),
            )
        ]
    if verb == "have" and _HAVE_READY.match(text, body):
        return [Ask(manner=manner, who=who, start=start, verb="finish", body=body, end=len(text))]
    ready = _MADE_READY.match(text, body) if verb == "have" else None
    if ready and (ready["part"] in FROM_PARTICIPLE or ready["put"] or ready["it"]):
        verb = "get"  # "I'll have the crane hire confirmed by Tuesday"
    if manner is Manner.WILL and who.lower() not in ("i", "you", "we") and _INTENDS.search(text[start:body]):
        return []  # "they are looking to fill the post by October"
    if SUBORDINATE.search(text[:start]) or (manner is Manner.ASKED and verb in PRONOUNS):
        return []  # "… pls, he needs it"
    if manner is Manner.ASKED and verb.endswith("ed") and verb not in ALL_VERBS:
        return []
    if manner in (Manner.ASSIGNED, Manner.ORDER) and NOUN_FOLLOWS.match(text[body:]):
        return []
    if manner is Manner.WILL and verb == "move" and _MOVES_IN.match(text, body):
        return []  # "she is moving in on the 17th"
    if verb in STATIVE or verb == "be" or len(verb) < 2 or (verb in NOT_NAMES and verb not in ALL_VERBS):
        return []
    return [Ask(manner=manner, who=who, start=start, verb=verb, body=body, end=len(text))]


_MOVES_IN = lazily(r"\s+(?:in|out|house|home|away|jobs?|to [A-Z]\w+)(?=\s+(?:on|at|in|next|this|by|the)\b|[.,;]|\s*$)")
_INTENDS = lazily(r"\b(?:looking|hoping|aiming|wanting|keen|trying|tending) to [a-z]+$")
#: "have the crane hire confirmed by Tuesday", "have it with counsel", "have the spreadsheet with me".
_MADE_READY = re.compile(
    r"\s+(?:(?:the|a|an|all|both|my|your|our|his|her|their)\s[^,.;]{2,50}?\s(?:(?P<part>[a-z]+(?:ed|en|t|ne|wn|un|"
    r"ut|id|nd|de))\b"
    r"(?=\s+(?:by|on|before|at|to|this|next|today|tomorrow|tonight|once|when|as soon as|after|in|again)\b|[.,;]|$)|"
    r"(?P<put>with|over to|live|on|up)\s)|(?:it|them|this|these|those|that|both|everything)\s(?P<it>with|over to|to|"
    r"live|on|up|in|at|back)\b)"
)
