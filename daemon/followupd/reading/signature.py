"""What stands at the end of a message and is not its message: sign-off, signature, disclaimer, mobile footer.

`cut` parts words and tail; the tail is kept by whoever asks. In doubt everything stays words: a signature that is read
does no harm, a sentence that is lost does. So a line is taken for part of a signature only when it can be nothing else:
a name, a job, an address; never a line that answers or asks something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from followupd.reading.closings import ADDRESSED, ANSWERS, BANNER, CONTACT, DISCLAIMER, SIGN_OFFS, THANKS, is_footer
from followupd.reading.headers.labels import fold, is_rule
from followupd.reading.lines import SURE_DELIMITER
from followupd.reading.wordlist import lowered

#: A signature is at the end: lines that are looked at from there.
MAX_SIGNATURE_LINES = 25
#: A longer line is a sentence, not a line of a signature.
MAX_SIGNATURE_LINE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    words: str
    #: What was taken off: banner lines of a gateway from the top, and the tail.
    signature: str = ""


_DELIMITER = re.compile(r"\s{0,4}(?:--|—|–|-- ?-?|_{3,60})\s*$")
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\.?\b|ps\b|nb\b|n\.b\.|edit\b|update\b)", re.I)
_GREETING = re.compile(
    r"\W{0,3}(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:tag|morgen)|moin|"
    r"bonjour|salut|hola|buenos días|ciao|buongiorno|dag|beste|hej|hei|olá|bom dia)\b.{0,40}|[^\W\d_][\w'’-]{0,25},)$",
    re.I,
)
_LISTED = re.compile(r"\s{0,8}(?:[-•*·]\s|\d{1,2}[.)]\s|#\d)")


def cut(text: str, name: str = "", *, earlier: Sequence[str] = ()) -> Parted:
    """Part a message into its words and what is at its end.

    `name` is its author as the mail shows him; `earlier` are older messages of the same thread: what stood below a
    delimiter there is a signature here too.
    """
    banner, lines = _without_banner(text.split("\n"))
    names = _names(name)
    at = min(len(lines), _seen_before(lines, earlier)) if earlier else len(lines)
    for find in (_mobile, _delimiter, _disclaimer, _mobile, _sign_off, _named, _card):
        at = min(at, find(lines[:at], names))
    at = _with_thanks(lines, at)
    if not any(line.strip() for line in lines[:at]):
        at = len(lines)  # nothing would be left: the words are all there is
    words = _stripped(lines[:at])
    return Parted(words=words, signature="\n".join(filter(None, [banner, _stripped(lines[at:])])))


def _with_thanks(lines: list[str], at: int) -> int:
    """Thanks below nothing but a greeting are the message, not the formula that ends one."""
    above = [line for line in lines[:at] if line.strip()]
    if len(above) > 1 or (above and not _GREETING.match(above[0].strip())):
        return at
    for here in range(at, len(lines)):
        said = _bare(lines[here]).partition(",")[0]
        if said in THANKS:
            return here + 1
        if lines[here].strip():
            break
    return at


def _stripped(lines: list[str]) -> str:
    start, end = 0, len(lines)
    while end > start and (not lines[end - 1].strip() or is_rule(lines[end - 1])):
        end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return "\n".join(lines[start:end]).strip(" ")


def _bare(line: str) -> str:
    return fold(line[:100]).strip(" .,!;:-–—/~()☺😊🙂🙏👍")


def _without_banner(lines: list[str]) -> tuple[str, list[str]]:
    """The warning of a gateway above the words, and the lines without it."""
    taken: list[str] = []
    here = 0
    while here < min(len(lines), 12):
        line = lines[here]
        if not line.strip() or is_rule(line):
            here += 1
            continue
        if not BANNER.match(line[:300]):
            break
        here += 1
        taken = lines[:here]
    return _stripped(taken), lines[len(taken) :]


def _delimiter(lines: list[str], names: frozenset[str]) -> int:
    """The line `-- ` that announces a signature, unless it parts two pieces of a text."""
    floor = max(0, len(lines) - MAX_SIGNATURE_LINES * 2)
    for at in range(floor, len(lines)):
        if not _DELIMITER.match(lines[at]) or not any(line.strip() for line in lines[:at]):
            continue
        below = [line.strip() for line in lines[at + 1 :] if line.strip()]
        if any(_LISTED.match(line) or line.endswith("?") for line in below):
            continue
        if lines[at] == SURE_DELIMITER:
            return at
        signed = len(below) == 1 and len(below[0].split()) <= 2 and _bare(below[0]) not in ANSWERS
        signed = signed or any(ADDRESSED.search(line) or _bare(line) in names for line in below[:8])
        if signed or _only_signature(below, names, first=False):
            return at
    return len(lines)


def _seen_before(lines: list[str], earlier: Sequence[str]) -> int:
    """The delimiter below which the same stands as below one in an earlier message."""
    for at in range(max(1, len(lines) - MAX_SIGNATURE_LINES), len(lines)):
        if not _DELIMITER.match(lines[at]) or not any(line.strip() for line in lines[:at]):
            continue
        below = "\n".join(line.strip() for line in lines[at + 1 :] if line.strip())
        if len(below) > 3 and any(_below_delimiter(text, below) for text in earlier[:20]):
            return at
    return len(lines)


def _below_delimiter(text: str, said: str) -> bool:
    lines = text.split("\n")[-2 * MAX_SIGNATURE_LINES :]
    return any(
        _DELIMITER.match(line) and "\n".join(each.strip() for each in lines[at + 1 :] if each.strip()).startswith(said)
        for at, line in enumerate(lines)
    )


def _disclaimer(lines: list[str], names: frozenset[str]) -> int:
    floor = max(1, len(lines) - MAX_SIGNATURE_LINES)
    for at in range(floor, len(lines)):
        if DISCLAIMER.match(lines[at][:400]) and not lines[at - 1].strip() and any(x.strip() for x in lines[:at]):
            return at
    return len(lines)


def _mobile(lines: list[str], names: frozenset[str]) -> int:
    """The footer of a phone and what stands behind it, when that is little and no sentence of a person."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    found = len(lines)
    while filled:
        near = next((at for at in filled[-4:] if is_footer(lines[at])), None)
        if near is None or any(_is_sentence(lines[at]) for at in filled if at > near):
            break
        found = near
        while filled and filled[-1] >= near:
            filled.pop()
    return found


def _is_sentence(line: str) -> bool:
    """Whether a line can only be somebody's words: some in small letters, a full stop, nothing of a card in them."""
    said = line.strip()
    small = sum(word[:1].islower() for word in said.split())
    ends = said.endswith((".", "!", "?")) and not DISCLAIMER.match(said[:400])
    return small >= 3 and ends and not _is_contact(said) and not is_footer(said)


def is_sign_off(line: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a line is a formula that ends a letter, with nothing else in it but perhaps a name."""
    said = _bare(line)
    if not said or len(line) > 60:
        return False
    if said in SIGN_OFFS:
        return True
    head, comma, rest = said.partition(",")
    if not comma or head.strip() not in SIGN_OFFS:
        return False
    rest = rest.strip()
    return rest in SIGN_OFFS or rest in names or _is_name(line.partition(",")[2].strip(), names)


def _sign_off(lines: list[str], names: frozenset[str]) -> int:
    """The first formula at the end behind which only a signature stands."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    found = len(lines)
    for at in reversed(filled[-MAX_SIGNATURE_LINES:]):
        line = lines[at]
        if _POSTSCRIPT.match(line) or (len(line) > MAX_SIGNATURE_LINE and not _is_contact(line)):
            break
        if is_sign_off(line, names) and _only_signature(lines[at + 1 :], names, first=True):
            found = at
    return found


def _is_contact(line: str) -> bool:
    return CONTACT.search(lowered(line)) is not None


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a line can be nothing but a name: the author's, or few words with capitals that answer nothing."""
    said = _bare(line)
    if said in names:
        return True
    words = said.split()
    if not words or len(words) > 4 or any(word.strip(".,") in ANSWERS for word in words):
        return False
    if any(char.isdigit() for char in line) or line.rstrip().endswith(("?", ":")):
        return False
    firsts = [word.lstrip("(*_\"'-–—/~")[:1] for word in line.split()]
    return (
        all(not first.isalpha() or first.isupper() or not first.isascii() for first in firsts) or len(line.strip()) <= 2
    )


def _only_signature(lines: list[str], names: frozenset[str], *, first: bool) -> bool:
    """Whether these lines can be nothing but names, jobs and addresses; `first`: a name must stand first."""
    filled = [line.strip() for line in lines if line.strip() and not is_rule(line)]
    for at, line in enumerate(filled):
        if line.endswith("?") or _LISTED.match(line) or len(line) > 2 * MAX_SIGNATURE_LINE:
            return False
        known = _is_name(line, names) or is_sign_off(line, names)
        if known:
            continue
        if first and at == 0 and not _is_contact(line):
            return False
        if not _is_contact(line) and not _is_title(line):
            return False
    return True


def _is_title(line: str) -> bool:
    """Whether a line is a job, a department, a company, a place: few words, most with capitals, answering nothing."""
    words = line.split()
    if len(words) > 9 or any(_bare(word) in ANSWERS for word in words):
        return False
    long = [word.lstrip("(*_\"'") for word in words if len(word) > 3 and word[:1].isalpha()]
    capital = sum(1 for word in long if word[:1].isupper() or not word[:1].isascii())
    return capital * 2 >= len(long) and not re.search(r"[a-zäöüß]{3,}\.$", line)


def _named(lines: list[str], names: frozenset[str]) -> int:
    """The author's own name alone in a line at the end, with nothing but a signature behind it."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not names or len(filled) < 2:
        return len(lines)
    found = len(lines)
    for at in reversed(filled[-MAX_SIGNATURE_LINES:]):
        if _bare(lines[at]) in names:
            behind = [line for line in lines[at + 1 :] if line.strip()]
            sure = not behind or any(_is_contact(line) or _bare(line) in names for line in behind)
            if at != filled[0] and sure and _only_signature(behind, names, first=False):
                found = at
        elif not (len(lines[at]) <= MAX_SIGNATURE_LINE and (_is_contact(lines[at]) or _is_title(lines[at]))):
            break
    return found


_NAME_LINE = re.compile(
    r"(?=..)[A-ZÄÖÜÉ][\w.'’-]{0,25}(?:[ ,]{1,2}[A-ZÄÖÜÉ][\w.'’-]{0,25}){0,3}[ ,]{0,2}"
    r"(?:,? (?:ph\.? ?d|mba|msc|bsc|m\.?d|jr|cpa)\.?)?,?$",
    re.I,
)


def _card(lines: list[str], names: frozenset[str]) -> int:
    """A visiting card as the last paragraph: a name, two or more short lines, an address or a number among them."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    card = [line.strip() for line in lines[start:end]]
    if start == 0 or not 3 <= len(card) <= 12 or any(len(line) > 80 for line in card):
        return len(lines)
    named = card[0][:1].isupper() and _NAME_LINE.match(card[0]) and all(w[:1].isupper() for w in card[0].split()[:2])
    if named and any(ADDRESSED.search(line) for line in card[1:]) and _only_signature(card[1:], names, first=False):
        return start
    return len(lines)


def _names(name: str) -> frozenset[str]:
    """The forms in which somebody signs: full name, first name, both orders, initials, usual short forms."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    bare = re.sub(r"[(\[][^()\[\]]{0,60}[)\]]", " ", name)
    parts = fold(bare).replace(".", " ").split()
    if not parts or "@" in name:
        return frozenset()
    forms = {" ".join(parts), parts[0]}
    if len(parts) > 1:
        forms |= {f"{parts[0]} {parts[-1]}", f"{parts[0]} {parts[-1][0]}", parts[-1], parts[0][0]}
        forms.add("".join(part[0] for part in parts))
    return frozenset(form for form in forms if form and form not in ANSWERS)
