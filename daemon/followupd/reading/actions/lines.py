"""A zone's text as lines, sentences and cells, each with its place in the text.

`smooth` undoes hard wrapping without moving a single character, so that places found in the smoothed text hold in the
text as it came, and a quotation is the same however a client wrapped it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from followupd.reading.actions.labels import field_of

_MARK = re.compile(
    r"^(?P<indent>[ \t\u00a0]*)(?P<mark>[-*•·●○▪■□☐►➢→»‣–—+]|\[[ xX✓✔]?\]|[☑✅✔✓☒✗❌]|o(?=\s{1,4}\S)|"
    r"\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)](?=\s)|\d{1,2}\s?[–-](?=\s)|#\d{1,2}\b[:.)]?)[ \t\u00a0]*(?=\S)"
)
_DONE_MARK = re.compile(r"\[[xX✓✔]\]|[☑✅✔✓]")
_LABEL_LINE = re.compile(r"^\s*\W{0,3}[^\W\d_][\w /&+'’.()-]{0,28}\W{0,3}:(?:\s|$)")
#: "Jonah - finish the CV": below another such line it stands alone.
_NAMED_LINE = re.compile(r"^\s*[A-ZÄÖÜÉ][\w.'’-]*(?:\s[A-ZÄÖÜÉ][\w.'’-]*)?\s[-–—]\s")
#: "CVs - Abena - the rest by Friday": one below the other they are rows.
_DASHED = re.compile(r"^\s*\S[^-–—]{1,90}\s[-–—]\s[A-ZÄÖÜÉ][\w'’]+(?: [A-ZÄÖÜÉ][\w'’]+)?\s[-–—]\s")
#: The same typed without capitals, and "Baz can you ring …" below it.
_SMALL_NAMED = re.compile(r"^\s*[^\W\d_][\w'’]{1,11}\s[-–—]\s")
_CALLS = re.compile(r"^\s*[A-ZÄÖÜÉ][\w'’-]+,? (?:can|could|will|would|please|to)\b")
_SIGN_OFF = re.compile(
    r"^\s*(?:kind|best|many|warm|regards|thanks|thank you|cheers|viele|mit freundlichen|cordialement|merci)\b", re.I
)
#: What minutes and letters put in front of a matter of its own.
_APART = re.compile(r"\s*(?:A\.?O\.?B|Any other business|P\.?S|N\.?B)\b", re.I)


#: Signs that set the parts of a row apart: such a line stands alone.
_ROWED = re.compile(r"\||\S\t|\s(?:->|→|=>|>>)\s|\s/\s.*\s/\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (wrapped lines joined). `text` has no list mark; `start` and `end` are its place in the zone's text."""

    text: str
    start: int
    end: int
    #: The list mark, or empty.
    mark: str = ""
    depth: int = 0

    @property
    def bullet(self) -> bool:
        return bool(self.mark)

    @property
    def ticked(self) -> bool:
        return bool(_DONE_MARK.fullmatch(self.mark))

    @property
    def blank(self) -> bool:
        return not self.text


def smooth(text: str) -> str:
    """The text with soft line breaks and odd spaces turned into spaces; same length, same places."""
    text = re.sub(r"[\u00a0\u2007\u202f\u2009\v\f\r]", " ", text)
    lines = _ruled(text.split("\n"))
    out = [lines[0]] if lines else []
    ended = 0  # lines of this block that their writer ended, so that the next began with a capital
    for before, line in pairwise(lines):
        soft = _soft(before, line) and not (ended > 1 and _begins_anew(before, line))
        ended = 0 if not line.strip() else ended + (not soft and line.strip()[0].isupper())
        out.append((" " if soft else "\n") + line)
    return "".join(out)


#: Columns that stand below each other by blanks alone.
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
#: A head of columns is shorter than this.
_MAX_HEAD = 200


def _ruled(lines: list[str]) -> list[str]:
    """The lines, with a bar among the blanks between the columns of a table that was lined up by hand."""
    out: list[str] = []
    inside = False
    for line in lines:
        columns = _GAP.split(line) if "  " in line and len(line) <= MAX_LINE else [line]
        inside = (inside and len(columns) > 1) or (not inside and _is_head(line, columns))
        out.append(_GAP.sub(lambda gap: f"{gap[0][:-2]}| ", line) if inside else line)
    return out


def _is_head(line: str, columns: list[str]) -> bool:
    if len(columns) < 2 or "|" in line or "\t" in line or len(line) > _MAX_HEAD:
        return False
    names = [field_of(column) for column in columns]
    return "what" in names and sum(bool(name) for name in names) >= 2


#: With such a word no line of a list ends.
_GOES_ON = re.compile(
    r"\b(?:and|or|the|an?|to|of|with|by|for|from|in|on|at|that|which|who|mr|mrs|ms|dr)\W*$|,\s*$", re.I
)


def _begins_anew(before: str, line: str) -> bool:
    """Whether a line in a block of ended lines is one of them, however long the one before it is."""
    return line.strip()[0].isupper() and not _GOES_ON.search(before)


def _soft(before: str, line: str) -> bool:
    """Whether the break between two lines was only put there by a client that wraps."""
    head, tail = before.rstrip(), line.strip()
    if not head.strip() or not tail or _ROWED.search(head) or _ROWED.search(tail):
        return False
    if _MARK.match(line) or _LABEL_LINE.match(line) or _SIGN_OFF.match(line) or _APART.match(line):
        return False
    if _NAMED_LINE.match(line) and _NAMED_LINE.match(before):
        return False
    if _DASHED.match(line) and _DASHED.match(before):
        return False
    if _SMALL_NAMED.match(before if _CALLS.match(line) else line) and (
        _SMALL_NAMED.match(before) or _CALLS.match(before)
    ):
        return False
    if len(head) > 80 and head.endswith(".") and tail[0].isupper():
        return False  # no client wraps so late: the line is whole
    word = tail.split()[0]
    full = len(head) + 1 + len(word) > 66 and len(head) >= 48
    if full and not head.endswith((":", "!", "?")):
        return True
    # A list entry or sentence that goes on in the next line with a small letter or an indent.
    indented = bool(_MARK.match(before)) and len(line) - len(line.lstrip()) >= 2
    return indented and (tail[0].islower() or len(head) > 40) and not head.endswith((".", ":", "!", "?"))


#: Longer lines are read in pieces, and longer sentences too: nobody agrees on anything in so many words, and the time
#: that a pattern takes stays in proportion to the text.
MAX_LINE = 2_000
MAX_SENTENCE = 700


def _short_enough(text: str) -> list[str]:
    """The lines of a text; one that is far too long in pieces, with one character between two of them."""
    out: list[str] = []
    for raw in text.split("\n"):
        while len(raw) > MAX_LINE:
            cut = raw.rfind(" ", 1, MAX_LINE)
            cut = cut if cut > 0 else MAX_LINE
            out.append(raw[:cut])
            raw = raw[cut + 1 :]
        out.append(raw)
    return out


#: "1 call Bexley", "2 two refs for the nurse": numbers without a dot, one below the other.
_BARE_NUMBER = re.compile(r"^(?P<indent>[ \t\u00a0]*)(?P<mark>\d{1,2})[ \t\u00a0]+(?=\S)")


def _counted(raws: list[str]) -> set[int]:
    """Which lines begin with the bare numbers 1, 2, 3 … in a row."""
    out: set[int] = set()
    run: list[int] = []
    for index, raw in enumerate(raws):
        found = _BARE_NUMBER.match(raw) if raw[:4].strip()[:1].isdigit() else None
        if found and int(found["mark"]) == len(run) + 1:
            run.append(index)
            continue
        if len(run) > 1:
            out |= set(run)
        run = [index] if found and found["mark"] == "1" else []
    return out | set(run if len(run) > 1 else [])


def lines_of(text: str) -> list[Line]:
    """The lines of a smoothed text. Indents become depths 0, 1, 2 … within each list."""
    out: list[Line] = []
    at = 0
    stack: list[int] = []
    raws = _short_enough(text)
    counted = _counted(raws)
    for index, raw in enumerate(raws):
        mark = _MARK.match(raw) or (_BARE_NUMBER.match(raw) if index in counted else None)
        body = raw[mark.end() :] if mark else raw.lstrip()
        if mark and mark["mark"] in "-–—*+" and mark.end() == mark.end("mark") and re.match(r"[\d*]", body):
            mark, body = None, raw.lstrip()  # "-5 %" and "**bold**" are no list entries
        start = at + len(raw) - len(body)
        indent = len((mark["indent"] if mark else "").expandtabs(4))
        if mark:
            while stack and stack[-1] > indent:
                stack.pop()
            if not stack or stack[-1] < indent:
                stack.append(indent)
        elif raw.strip() and not raw[:1].isspace():
            stack = []
        body = body.rstrip()
        depth = max(0, len(stack) - 1) if mark else (1 if raw[:2].isspace() and stack and raw.strip() else 0)
        if raw[:1] in _RULES and raw.strip() and _RULE.fullmatch(raw):
            body, mark = "", None  # a ruled line
        out.append(
            Line(text=body, start=start, end=start + len(body), mark=mark["mark"] if mark and body else "", depth=depth)
        )
        at += len(raw) + 1
    return out


_RULE = re.compile(r"[\s_=*~-]{3,}")
_RULES = frozenset(" \t\xa0_=*~-")
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|nr|approx|e\.g|i\.e|etc|vs|incl|excl|ca|z\.b|d\.h|u\.a|bzw|ggf|inkl|"
    r"evtl|usw|tel|ext|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|"
    r"do|fr|m|mme|max|min)"
    r"|(?<!['’])\b(?-i:[A-Z]))\.$",
    re.I,
)
_MONTH_NEXT = re.compile(
    r"\s*(?:jan|feb|mär|mae|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|janv|févr|avr|juin|juil|août|quartal)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|(?<=\S)\s*\n")
_ETC = re.compile(r"(?:etc|usw)\.$", re.I)
_DAY_BEFORE_POINT = re.compile(r"(?:^|\D)\d{1,2}\.$")
_NUMBER_OF_LIST = re.compile(r"(?:^|\s)\(?\d{1,2}\.$")
_WORD_BEFORE_POINT = re.compile(r"\w{3,}\.$")


def sentences(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; `start` is added to the places."""
    out: list[tuple[int, int]] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0].startswith("."):
            head = text[begin : match.start() + 1]
            after = text[match.end() :]
            follows = after.lstrip()[:1]
            if _ABBREVIATED.search(head[-12:]) and not (follows.isupper() and _ETC.search(head[-4:])):
                continue
            if _DAY_BEFORE_POINT.search(head[-4:]) and (_MONTH_NEXT.match(after) or follows.islower()):
                continue
            if len(head.strip()) <= 3 and _NUMBER_OF_LIST.search(head):
                continue  # "2. " at the start is a number of a list
            if follows.islower() and not _WORD_BEFORE_POINT.search(head[-4:]):
                continue
        _keep(text, begin, match.end(), start, out)
        begin = match.end()
    _keep(text, begin, len(text), start, out)
    return out


def _keep(text: str, begin: int, end: int, start: int, out: list[tuple[int, int]]) -> None:
    while end - begin > MAX_SENTENCE:
        cut = text.rfind(" ", begin + 1, begin + MAX_SENTENCE)
        cut = cut if cut > begin else begin + MAX_SENTENCE
        _keep(text, begin, cut, start, out)
        begin = cut
    piece = text[begin:end]
    if piece.strip():
        out.append((start + begin + len(piece) - len(piece.lstrip()), start + begin + len(piece.rstrip())))


#: Cells of one row that are read: a table of agreements has fewer.
MAX_CELLS = 30


_BARRED = re.compile(r"\s\||\|\s|^\||\|$")


def cells(line: Line) -> list[tuple[int, int]]:
    """Where the cells of a table row begin and end, by `|`, tab or ` / `; one entry when it is no row."""
    barred = "|" in line.text and _BARRED.search(line.text)
    mark = "|" if barred else "\t" if "\t" in line.text else ""
    if not mark and line.text.count(" / ") >= 2:
        mark = " / "
    if not mark:
        return [(line.start, line.end)]
    out, at = [], 0
    text = line.text
    parts = text.split(mark, MAX_CELLS)[:MAX_CELLS]
    for index, part in enumerate(parts):
        begin, end = at, at + len(part)
        at = end + len(mark)
        if not part.strip() and index in (0, len(parts) - 1):
            continue
        out.append((line.start + begin + len(part) - len(part.lstrip()), line.start + begin + len(part.rstrip())))
    return [(b, max(b, e)) for b, e in out]
