"""Words cut to crude stems, and which action a clause speaks of by the words that it shares with it."""

from __future__ import annotations

import re

from followupd.reading.dates.masks import fold
from followupd.reading.wordlist import words_of

_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "from",
        "into",
        "your",
        "have",
        "will",
        "than",
        "then",
        "them",
        "their",
        "our",
        "are",
        "was",
        "has",
        "not",
        "all",
        "any",
        "but",
        "you",
        "one",
        "two",
        "three",
        "can",
        "get",
        "new",
        "make",
        "done",
        "more",
        "week",
        "weeks",
        "day",
        "days",
        "by",
        "until",
        "please",
        "thing",
        "action",
        "actions",
    ]
)


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut to stems crudely enough to match `rewritten` with `rewrite`."""
    out = set()
    for word in re.findall(r"[a-z]{3,}", fold(text)):
        if word not in _STOP:
            out.add(stem(word))
    return frozenset(out)


def stem(word: str) -> str:
    word = IRREGULAR.get(word, word)
    for ending in ("ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "en", "er", "s", "e", "y"):
        if ending == "y" and word[-2:-1] in ("a", "e", "o", "u"):
            break  # "deploy", as of "deployed"
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if ending in ("ings", "ing", "ed") and word.endswith("er") and len(word) > 4:
                word = word[:-2]  # "ordered" as "order", whose own "er" goes
            if word.endswith("at") and len(word) > 5:
                word = word[:-2]  # "invitation" as "invite", "reactivation" as "reactivate"
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


#: Past forms whose stem differs.
IRREGULAR = {
    "sent": "send",
    "wrote": "write",
    "written": "write",
    "rewrote": "rewrite",
    "rewritten": "rewrite",
    "made": "make",
    "built": "build",
    "held": "hold",
    "met": "meet",
    "spoke": "speak",
    "spoken": "speak",
    "found": "find",
    "gave": "give",
    "given": "give",
    "took": "take",
    "taken": "take",
    "ran": "run",
    "put": "put",
    "drew": "draw",
    "drawn": "draw",
    "brought": "bring",
    "bought": "buy",
    "taught": "teach",
    "told": "tell",
    "went": "go",
    "gone": "go",
    "chose": "choose",
    "chosen": "choose",
    "shown": "show",
    "rang": "ring",
    "seen": "see",
    "saw": "see",
    "rung": "ring",
    "paid": "pay",
    "said": "say",
    "led": "lead",
    "left": "leave",
    "kept": "keep",
    "sold": "sell",
    "learnt": "learn",
    "done": "do",
    "did": "do",
    "got": "get",
    "set": "set",
    "read": "read",
    "cut": "cut",
    "hired": "hire",
    "agreed": "agree",
    # as people cut words short
    "cert": "certificate",
    "certs": "certificates",
    "spec": "specification",
    "specs": "specifications",
    "doc": "document",
    "docs": "documents",
    "info": "information",
    "config": "configuration",
    "pres": "presentation",
    "intro": "introduction",
    "ref": "reference",
    "refs": "references",
    "appt": "appointment",
    "appts": "appointments",
    "invite": "invitation",
    "invites": "invitations",
    "exam": "examination",
    "exams": "examinations",
    "stats": "statistics",
    "subs": "subscriptions",
    "dept": "department",
    "acct": "account",
    "accts": "accounts",
    "inv": "invoice",
    "invs": "invoices",
    "photo": "photograph",
    "photos": "photograph",
    "began": "begin",
    "begun": "begin",
}


#: Verbs that tell of the same deed.
_SAME = tuple(
    frozenset(stem(verb) for verb in words_of(verbs))
    for verbs in (
        "send email mail forward circulate distribute share issue dispatch post submit",
        "call ring phone telephone contact speak dial",
        "write prepare compile produce create type",
        "rewrite revise redo rework update amend refresh",
        "book arrange schedule organise organize diarise",
        "get receive obtain collect secure gather",
        "buy purchase order",
        "meet see visit",
        "interview see meet",
        "check review verify inspect audit test",
        "chase contact call ring email remind",
        "hire recruit appoint",
        "fix repair mend resolve replace",
        "train coach teach show",
        "publish post release",
        "remove delete clear",
        "install fit",
        "clean clear tidy empty",
        "talk speak chat discuss",
        "replace fit install change swap renew",
        "deploy ship release launch publish roll push",
        "attend visit join",
        "hold run deliver give",
        "finish complete finalise finalize",
        "pay settle",
        "take bring deliver carry",
        "agree confirm",
    )
)


#: What is done once more is told as done: `repaint` the room, and it `is painted`.
_AGAIN = frozenset(
    stem(f"re{verb}")
    for verb in words_of(
        "paint write issue print order send book submit draft design schedule arrange check test train build wire "
        "label fit fix stock seal tile hang plan run upload count file name route set paper place"
    )
)


def same_verbs(verb: str) -> frozenset[str]:
    """The stems of the verbs that tell of the same deed as this one, itself among them."""
    once = verb.removeprefix("re") if verb in _AGAIN else verb
    return frozenset({verb, once}).union(*(group for group in _SAME if verb in group or once in group))


def about(folded: str, whats: dict[int, str], numbers: tuple[int, ...]) -> tuple[int, ...] | None:
    """The one action whose own words a clause shares: those that no other action has decide."""
    if len(numbers) < 2:
        return None
    mine = stems(folded)
    texts = {number: stems(whats.get(number, "")) for number in numbers}
    scores = {}
    for number, words in texts.items():
        others = frozenset().union(*(texts[other] for other in numbers if other != number))
        scores[number] = len(mine & (words - others))
    best = max(scores.values())
    winners = [number for number, score in scores.items() if score == best]
    return (winners[0],) if best and len(winners) == 1 else None
