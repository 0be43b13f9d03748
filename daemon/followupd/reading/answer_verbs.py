"""The words of an action as deeds: its parts, the verb of each, and the words that name no other thing."""

from __future__ import annotations

import re

from followupd.reading.answer_stems import IRREGULAR, same_verbs, stem, stems
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

NOT_VERBS = words_of(
    "and the not need want send start read call great hand friend client behind agreed noted started tried attempted "
    "planned"
)
#: Verbs whose thing cannot be handed on before it is made, and those that hand it on.
MAKES = frozenset(stem(verb) for verb in words_of("write draft prepare create produce compile collate"))
#: Verbs of the end, for what is made on paper.
FINISHES = frozenset(stem(verb) for verb in words_of("complete finish finalise finalize"))
HANDS_ON = frozenset(
    stem(verb) for verb in words_of("send share file upload publish submit circulate email attach post mail deliver")
)
FIXES = frozenset(stem(verb) for verb in words_of("fix repair mend resolve restore"))
BOOKS = frozenset(stem(verb) for verb in words_of("book arrange schedule organise organize line set get agree fix"))
#: Verbs that end any deed.
ENDS = frozenset(stem(verb) for verb in words_of("finish complete conclude do sort"))
#: Words of time and place that name no thing.
TIMES = frozenset(
    stem(word)
    for word in words_of(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today this morning afternoon evening last "
        "night out ago earlier now already just finally both every everything each them those these people "
        "lunchtime there straight they him her his their "
        "away fyi copy cc hours ten noon lunch time late early first thing were all everyone everybody again since "
        "week "
        "three two four five six seven eight nine"
    )
)
#: Words of proof that name no other thing: where the result is, and who has it.
PROOF = frozenset(
    stem(word)
    for word in words_of(
        "attached notes note folder file files drive crm system shared copy copied team email mail inbox desk teams "
        "sharepoint "
        "successfully finally report results list spreadsheet minutes filed saved you your were client clients "
        "feedback good your were client clients feedback good live working calendar diary target met make made now too "
        "date confirmed confirm receipt received acknowledged courier signed paid "
        "sheet tracker portal register log safe "
        "tested checked logged labelled printed approved"
    )
)
#: Past forms that tell of no deed.
NO_DEED = words_of(
    "agreed noted planned understood promised asked wanted needed expected required mentioned discussed listed "
    "supposed said "
    "indeed need speed feed seed left told read set put cut red bed"
)


def pieces_of(what: str) -> list[str]:
    """Each thing that an action asks for: `call 10 clients and book 3 meetings` are two, `tell Ann and Bo` is one."""
    pieces = re.split(r"(?:\band\b|,|;|\bplus\b|\bthen\b)(?!\s*(?:and\s+)?[A-Z]\w)", what)
    return [piece.strip().lower() for piece in pieces if stems(piece)]


#: `get it signed by Legal`, `get Legal to sign it`.
_HAS_IT_DONE = lazily(
    r"(?<!^get )(?<!^have )\b([a-z]+ed)\b|\bto (?!the\b|be\b|do\b|all\b|a\b)([a-z]{3,}) (?:the|it|them|this|that|our|a|"
    r"an|all|both|us|me)\b"
)


def verbs_of(piece: str) -> frozenset[str]:
    first = re.search(r"[a-z]{2,}", piece)
    if first is None:
        return frozenset()
    had = _HAS_IT_DONE.search(piece) if first[0] in ("get", "have") else None
    return same_verbs(stem(had[1] or had[2] if had else first[0]))


def is_past(word: str) -> bool:
    return (word.endswith("ed") and word not in NO_DEED) or word in IRREGULAR
