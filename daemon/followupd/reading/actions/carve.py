"""Cuts the clauses out of an action's words: why, measure, help, follow-up; what is left is what is to be done.

Each cut is a place in the text, so each field keeps the exact words it was read from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from followupd.reading.actions.words import NUMBER
from followupd.reading.lazily import lazily
from followupd.reading.wordlist import lowered, stands_in, words_of

#: Verbs whose "to …" says what somebody else is to do, not what for.
ASKING_VERBS = words_of(
    "ask tell remind train teach invite get allow coach brief instruct help want need enable encourage "
    "persuade convince"
)

_PURPOSE = (
    r"win|get(?= (?:to|back|our|the \w+ (?:up|down)|more|better))|bring|reduce|improve|increase|restart|avoid|"
    r"free|help|support|prevent|make sure|ensure|boost|raise|protect|cut|hit|reach|"
    r"keep|stop|cover|save|meet|understand|find out|learn|build|rebuild|strengthen|show|prove|allow|enable|"
    r"lower|grow|speed|shorten|recover|regain|secure|fill|lift|maintain|see (?:what|how|if|whether|why)|"
    r"give us|comply|qualify|achieve|be (?:ready|able|sure)|have (?:more|better|a)|close the gap|drive|limit|"
    r"minimi[sz]e|support|unblock|catch up|retain|attract|re-?engage|revive|reactivate"
)
_REASON = (
    r"because(?: of)?\b",
    r"in order (?:to|that)\b",
    r"so (?:that|as to)\b",
    r"with the aim of\b",
    r"the (?:reason|idea|point) (?:is|being)\b",
    r"which (?:will|would|should) (?:help|let|give|mean|bring|save)\b",
    r"which (?:lets|helps|gives|means|brings|saves|frees)\b",
    r"(?:otherwise|given that|seeing as|due to|for the reason)\b",
    r"(?:damit|weil|denn)\b|um\b(?=[^.;]{2,80}\bzu\b)",
    r"afin (?:de\b|d['’]|que\b)|parce qu(?:e\b|['’])|pour que\b|puisque\b|car\b(?= (?:nous|on|le|la|les|il|"
    r"elle|c['’]|ce|notre))",
    r"pour(?= (?:ne (?:pas|plus) )?(?:mieux |bien )?[a-zéèê]+(?:er|ir|re|oir)\b)",
    r"(?:since|(?<!soon )as)(?= (?:we|it|they|our|he|she|there|the|this|that|these|you|I|"
    r"[A-Z][\w'’]+(?: [\w'’]+)? (?:is|are|was|has|have|will|wants|needs|goes))\b"
    r"(?! (?:agreed|discussed|well|soon|planned|usual|before|said|promised|mentioned|last|start of|beginning|end of)))",
    r"so(?= (?:we|you|she|he|they|I|it|the|that|our|his|her|their|your|[A-Z][\w'’]+|nobody|no one|everyone|"
    r"people|clients|candidates|customers)\b"
    r"[^.;]{0,60}?(?:\b(?:can|could|will|won['’]t|is|are|have|has|know|don['’]t|doesn['’]t|gets?|sees?|stops?|"
    r"keep|feel)\b|['’]ll\b))",
    rf"to (?:{_PURPOSE})\b",
)
_WHY = re.compile(
    r"(?:[,;]\s*|\s[-–—]\s*|\s*\(|\s+|^)(?P<words>(?:"
    + "|".join(_REASON)
    + r")[^;]*?)(?P<end>\s*\)?\s*[.!]?\s*$|(?=;))"
)
#: Where a reason ends and the deed goes on.
_GOES_ON = re.compile(
    r", and (?:to |then )?(?:have|get|send|put|bring|let|give|hand|file|publish|share)\b|"
    r", (?:(?:a|the|first|final|rough) )*(?:draft|copy|version|list|summary|report|notes?|results?|answer) "
    r"(?:to|with|over to|back to) (?:you|me|us|him|her|them|[A-Z]\w+)\b"
)
_BECAUSE_PLAIN = re.compile(
    r"(?:[,;]|\s[-–—])\s+(?P<words>(?:it['’]s|it is|that['’]s|this is|these are|they are|they['’]re|we are|"
    r"we['’]re|we (?:lost|need|have|had|were|keep|can['’]t|cannot|get|don['’]t|want|missed)|there are|"
    r"there is|half of|[A-Z][\w]+ (?:is|are|has|wants|needs|complained|asked)|"
    r"(?:(?:the|our|my|your|his|her|their) )?(?!(?:which|who|that|what|whatever|will|would|should|must|may|and|or|"
    r"but|then|so|as|if|where|when)\b)"
    r"[a-z][\w-]+ (?:is|are|has|have|wants?|needs?|keeps?)) [^;]{4,}?)[.!\s]*$"
)
_AT_LEAST = (
    r"(?:at least|at minimum|a minimum of|minimum(?: of)?|min\.?|no fewer than|not less than|mindestens|"
    rf"minimum|au moins|au minimum)\s+{NUMBER}\b[^,;.()]*"
)


class _Clause(NamedTuple):
    """A clause, and words of which one stands in it, in lower case: most sentences have none of them."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]


_LEAST = ("least", "minimum", "min", "fewer", "less than", "mindestens", "moins")
_MEASURE_CLAUSES = (
    _Clause(
        (
            *("when", "once", "means", "know", "success", "measure", "evidence", "proof", "result", "output"),
            *("=", "outcome", "deliverable", "wenn", "gemessen", "messbar", "mesuré", "quand", "have"),
        ),
        lazily(
            r"(?:[,;.(]\s*|\s[-–—]\s*|\s+|^)(?P<words>(?:(?:it['’]s |it is |this is |this counts as |counts as |"
            r"we call it )?(?:done|finished|complete) (?:when|once|means|=)|(?:we['’]ll|we will|I['’]ll|I will|"
            r"you['’]ll) know (?:it|this|that)(?:['’]s| is| has)? ?\w* when|success (?:is|means|looks like|will be|=)|"
            r"(?:the )?(?:measure|evidence|proof|result|output|outcome|deliverable)(?: (?:is|will be|being|=)|:)|"
            r"measured by|as evidenced by|evidenced by|fertig(?:,)? wenn|erledigt(?:,)? wenn|gemessen an|messbar an|"
            r"mesuré par|terminé quand|c['’]est fait quand|so (?:that )?(?:we|I|you|they) have(?= (?:at least )?"
            + NUMBER
            + r"))\s+(?P<value>[^;.]+?))(?=[.;)]|\s*$)",
            re.I,
        ),
    ),
    _Clause(
        ("like", "want", "need", "expect"),
        lazily(
            r"(?:[,;.]?\s*(?:and\s+)?)\b(?P<words>(?:I|we)(?:['’]d| would)? (?:like|want|need|"
            rf"expect)(?: to see)? (?P<value>(?:at least )?{NUMBER}\s[^;.,]+))(?=[.;,)]|\s*$)",
            re.I,
        ),
    ),
    _Clause(
        _LEAST,
        lazily(
            r"(?:[,;(]\s*|\s+(?:and|with|plus|\+|und|et|&)\s+|"
            rf"\s[-–—]\s*)(?P<words>(?P<value>(?:[a-zäöüé-]+\s+)?{_AT_LEAST}))(?=[.,;()]|\s*$)",
            re.I,
        ),
    ),
    _Clause(
        _LEAST,
        lazily(rf"(?P<words>(?P<value>\b{_AT_LEAST}))(?=[.,;()]|\s*$)", re.I),
    ),
    _Clause(
        ("(",),
        lazily(
            rf"\((?P<words>(?P<value>(?:(?:all|max(?:imum)?\.?|target|aim|goal|one page|at most|up to)\s+)?(?:{NUMBER}|"
            r"all)\b[^)]*|[^)]*\b(?:booked|signed|uploaded|sent|live|done|completed|confirmed|received|filed|approved|"
            r"submitted|in place|attached|logged|issued)\b[^)]*))\)",
            re.I,
        ),
    ),
    _Clause(
        (";", "-", "–", "—"),
        lazily(
            rf"(?:;|\s[-–—])\s+(?P<words>(?P<value>(?:at least )?{NUMBER}\s+[^;.,]*|[^;.,]*\b(?:booked|signed|uploaded|"
            r"live|confirmed|received|filed|in the folder|in place|on file)\b[^;.,]*))(?=[.;,]|\s*$)",
            re.I,
        ),
    ),
)
_HELP = _Clause(
    ("help", "support", "input", "assist", "back you", "hand", "hilfe", "unterstützung", "l'aide", "l’aide"),
    lazily(
        r"(?:[,;]\s*|\s[-–—]\s*|\s*\(|\s+)(?P<words>with (?:the |some )?(?:help|support|input|assistance) (?:of|"
        r"from|by) [^,;.)]+|with (?:[A-Z][\w'’-]+|my|our|her|his)(?:['’]s)? (?:help|support)|"
        r"(?:together )?with [A-Z][\w-]+ (?:helping|supporting)|(?:[A-Z][\w'’-]+|I|we)(?:['’]ll| will| can|"
        r" is going to|['’]s going to) (?:help|support|assist|back you|give you a hand|lend a hand)[^,;.)]*|"
        r"mit (?:Hilfe|Unterstützung) von [^,;.)]+|avec l['’]aide de [^,;.)]+)(?=[,;.)]|\s*$)"
    ),
)
_FOLLOW_CLAUSE = _Clause(
    ("follow", "review", "catch", "check", "touch base", "debrief", "report back"),
    lazily(
        r"(?:[,;(.]\s*|\s[-–—+]\s*|\band\s+)(?P<words>(?:(?:and |then )?(?:we['’]ll |we will |I['’]ll |I will |"
        r"let['’]s |to )?(?:follow[- ]?up|review|catch[- ]?up|check[- ]?in|touch base|debrief|"
        r"report back to me)\b)(?![- ](?:email|mail|call with the client))[^;()]*?)(?=[;)]|,\s*(?:pre-?check|"
        r"measure|because)|[.!]?\s*$)",
        re.I,
    ),
)
_PRE_CHECK = _Clause(
    ("check",), lazily(r"(?:[,;(.]\s*|\s[-–—]\s*|\band\s+)(?P<words>(?:and )?pre-?check\b[^,;()]*)", re.I)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A clause: its place, and the value read from it."""

    start: int
    end: int
    value: str


@dataclass(slots=True, kw_only=True)
class Carving:
    """What a clause was cut into; places within the text that was given."""

    measure: Cut | None = None
    why: Cut | None = None
    achievable: Cut | None = None
    follow_up: Cut | None = None
    check: Cut | None = None
    #: All that is not part of the what.
    gone: list[tuple[int, int]] = field(default_factory=list)


#: What the writer says beside what is to be done.
_BESIDE = re.compile(
    r"(?:,|;|\s[-–—])\s*(?:I(?:(?:['’]d| would) (?:like|love) to see| want to see| need to see|"
    r"(?:['’]d| would) expect)|[Ss]ee (?:you|u) (?:then|there|soon|later))\b.*$",
    re.S,
)


def carve(text: str, verb: str = "") -> Carving:
    """Cut an action's words. `verb` keeps "ask Ana to keep …" from being read as a purpose."""
    made = Carving()
    if asked := _BESIDE.search(text):
        made.gone.append(asked.span())
    low = lowered(text)
    made.follow_up = _first(_FOLLOW_CLAUSE, text, low, made)
    _first(_PRE_CHECK, text, low, made)
    made.achievable = _first(_HELP, text, low, made)
    for clause in _MEASURE_CLAUSES:
        if made.measure is None:
            remove = clause in (_MEASURE_CLAUSES[0], _MEASURE_CLAUSES[1], _MEASURE_CLAUSES[-1])
            made.measure = _first(clause, text, low, made, remove=remove)
    rest = mask(text, made.gone)
    for match in _WHY.finditer(rest):
        words = match["words"]
        if words.startswith("to ") and (verb in ASKING_VERBS or match.start("words") < 8):
            continue
        on = _GOES_ON.search(rest, match.start("words"), match.end())
        if on:  # "…, so that somebody can stand in, and have it on the intranet before Easter"
            match = _WHY.match(rest[: on.start()], match.start()) or match
        made.why = _cut(text, match, "words")
        made.gone.append((match.start(), match.end()))
        break
    else:
        plain = _BECAUSE_PLAIN.search(rest)
        if plain and plain.start() > 10:
            made.why = _cut(text, plain, "words")
            made.gone.append((plain.start(), plain.end()))
    return made


def mask(text: str, gone: list[tuple[int, int]]) -> str:
    """The text with what was cut replaced by as many spaces."""
    for start, end in gone:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _first(clause: _Clause, text: str, low: str, made: Carving, *, remove: bool = True) -> Cut | None:
    if not stands_in(low, clause.words):
        return None
    pattern = clause.pattern
    match = pattern.search(mask(text, made.gone))
    if not match:
        return None
    if remove:
        made.gone.append((match.start(), match.end()))
    return _cut(text, match, "value" if "value" in pattern.groupindex else "words")


def _cut(text: str, match: re.Match[str], group: str) -> Cut:
    start, end = match.span("words")
    while end > start and text[end - 1] in " .!,;–—-)(":
        end -= 1
    value = text[match.start(group) : min(match.end(group), end)].strip(" .!,;–-(")
    if group == "words":
        value = (
            re.sub(
                r"^(?:because(?: of)?|since|as|so that|so|in order (?:to|that)|so as to|damit|weil|denn|um|afin (?:de |"
                r"d['’]|que )|parce que?|pour que|pour|car|puisque)\b\s*",
                "",
                value,
                flags=re.I,
            ).strip()
            or value
        )
    return Cut(start=start, end=end, value=value)
