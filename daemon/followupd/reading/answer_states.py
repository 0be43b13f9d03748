"""How the thing of a deed stands when the deed is done: where it is, who has it, that it is up, in, live or gone."""

from __future__ import annotations

import re

from followupd.reading.answer_stems import stem
from followupd.reading.answer_verbs import FIXES, PROOF, TIMES
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import words_of

#: How the thing of a deed stands when the deed is done, by its verbs.
_STATES = tuple(
    (
        frozenset(stem(verb) for verb in words_of(verbs)),
        lazily(
            rf"(?:\bis |\bare |'s |'re |\bnow |\ball |\bboth |\band |(?<=[a-z]{{3}} ))(?:now |all |both |back |finally "
            rf")*"
            rf"(?:{state})(?!['\w]| on\b(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day))"
        ),
    )
    for verbs, state in (
        (
            "write draft prepare create produce compile collate make rewrite update revise finish build report put",
            r"ready|attached|enclosed|here|uploaded|saved|filed|with you|in your inbox|in the (?:\w+ ){0,2}(?:folder|"
            r"drive|"
            r"file|crm|system|sharepoint|portal|post|binder)|on (?:the |your )?(?:\w+ ){0,2}(?:drive|desk|server|"
            r"sharepoint|"
            r"teams|intranet|portal|site|website|wall|board|noticeboard)",
        ),
        ("keep", r"signed|filed|kept|up to date|in the (?:folder|file|binder|office|drive|system)"),
        ("put post publish update rewrite hang fix repair launch release set", r"live|published|online|up"),
        (
            "get receive obtain collect gather list note record count measure log check review write",
            r"attached|enclosed|on file|in your inbox|(?:in|on) (?:the |your |my |our )(?:\w+ )?(?:sheet|spreadsheet|"
            r"tracker|desk|"
            r"tray|minutes|log|folder|drive|file|crm|system|portal|sharepoint|safe|bank|till|account)|"
            r"in (?:teams|sharepoint)",
        ),
        ("install fit mount hang put", r"up(?= ?(?:$|[,.;!]|now\b|and (?:working|running|tested|live)\b))"),
        ("submit file lodge register", r"gone(?: in| off)?|in(?= ?(?:$|[,.;!]|now\b))|submitted|lodged"),
        ("deploy ship launch release publish push", r"live|deployed|shipped|out|in production|on prod(?:uction)?"),
        (
            "replace install fit change swap renew mount",
            r"in place|fitted|installed|in(?= ?(?:$|[,.;!]|now\b|since\b|and (?:working|running|tested|signed)\b))",
        ),
        (
            "fix repair mend resolve restore reset",
            r"fixed|up and running|back up|mended|repaired",
        ),
        (
            "book arrange schedule organise organize fix",
            r"in the (?:diary|calendar)|in (?:both|our|your) diaries|in place(?! of\b)|"
            r"confirmed(?= ?(?:$|[,.;!]|for\b|on\b))",
        ),
        (
            "get receive obtain collect secure gather",
            r"(?:is|are|all|now|both) (?:here|in|back)(?= ?(?:$|[,.;!]|now\b|too\b|and\b|since\b))|arrived|with (?:me|"
            r"us|you)",
        ),
        ("return hand give bring take", r"back with|returned|handed (?:back|over|in)|back(?= ?(?:$|[,.;!]|now\b))"),
        (
            "order buy purchase",
            r"on order|here|arrived|delivered|on (?:its|their|the) way|in(?= ?(?:$|[,.;!]|now\b|and\b))",
        ),
        ("update revise amend refresh", r"up to date|updated|current"),
        ("send mail email post dispatch circulate", r"gone|on (?:its|their|the) way|in the post|sent"),
        ("clear clean tidy empty", r"empty|clean|tidy|spotless|cleared"),
    )
)
_WORKS = lazily(r"\b(?:works?|working|runs|running)\b(?! on\b)")
WHITHER = lazily(r"\b(?:in)?to (?:the |our |my |your |his |her |their |an? )?((?!do\b|be\b)[a-z]{3,}(?: [a-z]{3,})?)")
IT_IS = lazily(
    r"\W*(?:(?:it|they|these|those|this|that|both|all|everything)(?:'s|'re| is| are)|that's (?:it|them|all of (?:it|"
    r"them)))\b"
)
#: Who has it now: `is with the client`.
_WITH_WHOM = lazily(
    r"(?:\b(?:is|are|'s|'re|now|both|all|and)|^\W*(?!i\b|we\b)(?:the )?(?:[a-z]+ ){0,2}[a-z]{2,}) (?:now |all |both )*"
    r"(?:with|in the hands of) (?:all |both |each )*(?:of )?(?:the |our |my |your |their )?(?:mrs? |ms |miss |"
    r"dr )?([a-z]+)"
    r"(?= ?(?:$|[,.;!)]|now\b|already\b|since\b|as of\b|today\b|this\b))"
)
_EVERYBODY = words_of("you them everyone everybody")
SENDS = frozenset(stem(verb) for verb in words_of("send share submit circulate email post mail give hand deliver"))


def made(told: str) -> bool:
    """Whether something that was written or made is told to be ready, filed or handed over."""
    return _STATES[0][1].search(told) is not None


def is_with(told: str, piece: str, part: frozenset[str]) -> bool:
    """Whether the one to whom it was to go has it: `the plan is with all the tenants`."""
    if not WHITHER.search(piece):
        return False
    found = _WITH_WHOM.search(told)
    return found is not None and (found[1] in _EVERYBODY or stem(found[1]) in part)


PUTS = frozenset(
    stem(verb)
    for verb in words_of("put upload load move add transfer save file deliver bring take return post enter copy")
)
_THERE_NOW = lazily(
    r"(?:\b(?:is|are|now|both|all)|'s|'re) (?:now |all |both |up )*(?:on|in|at) (?:the |our |your |"
    r"my )?([a-z]{3,})(?: now)?(?=\W*$|[,.;!])"
)
_UP_THERE = lazily(r"\b(?:is|are|'s|'re|now|all|both) (?:all |now |both )*(?:up|on|in) there\b|\bthere now\b")


def is_there(told: str, part: frozenset[str]) -> bool:
    """Whether it is where it was to be put: `they're on the portal`, of `upload the payslips to the portal`."""
    if _UP_THERE.search(told):
        return True
    found = _THERE_NOW.search(told)
    return found is not None and stem(found[1]) in part


def stands(told: str, verbs: frozenset[str], known: frozenset[str], *, things: bool, alone: bool) -> bool:
    """Whether the thing of a deed is told to be as it is when the deed is done: `the forecast is in the folder`."""
    it = alone and IT_IS.match(told)
    if not (things or it):
        return False
    if things and verbs & FIXES and _WORKS.search(told) and not re.search(r"\b(?:was|were|used|some)\b", told):
        return True
    return any(
        verbs & group and (found := state.search(told)) and not _other_place(told[found.end() :], known)
        for group, state in _STATES
    )


_THERE = lazily(r"^ (?:in|at|for|with|out|of|by|from)(?! \d)(?: (?:the |our |my |your |a |an )?([a-z]{3,}))?")


def _other_place(rest: str, known: frozenset[str]) -> bool:
    """Whether it stands in a place, or for somebody, that the action does not name: `it's up in the office`."""
    found = _THERE.match(rest)
    return found is not None and (found[1] is None or stem(found[1]) not in known | TIMES | PROOF)
