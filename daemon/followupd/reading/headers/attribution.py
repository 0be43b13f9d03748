"""Attribution lines: `On 12 October 2026, Tom Baker <t@x> wrote:`, in many languages, wrapped over a few lines.

Work is bounded: a window of a few lines and a few hundred characters is looked at, and only where a line begins as
such lines do or holds one of their verbs.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from followupd.domain.people import Person
from followupd.reading.headers.block import Header
from followupd.reading.headers.boxes import boxes
from followupd.reading.plain import Line
from followupd.reading.wordlist import lowered

#: Lines that an attribution may be wrapped over, and its characters.
MAX_WINDOW = 6
MAX_LENGTH = 420

#: In text in lower case.
_VERB = re.compile(
    r"\b(?:wrote|writes|skrifaði|schrieb|geschrieben|hat geschrieben|a écrit|a ecrit|écrit|écrivait|escribió|escribio|"
    r"ha escrito|ha escrit|va escriure|escreveu|ha scritto|scriveva|schreef|geschreven|skrev følgende|"
    r"skrev följande|skrev|har skrevet|"
    r"kirjoitti|napisana przez|napisał\(a\)|napisał/a|napisał|napisała|pisze|"
    r"napsal\(a\)|napsal|napsala|napísal\(a\)|napísal|napísala|"
    r"ezt írta|írta|a scris|je napisao/la|je napisao|napisao|je pisal|şunu yazdı|şunları yazdı|yazdı|έγραψε|"
    r"написал\(а\)|написал|написала|пишет|писал|написав|пише|написала|написа|đã viết|viết|menulis|kirjutas|rakstīja|"
    r"rašė)(?!\w)"
    r"|写道|寫道|님이 작성|のメッセージ|のメール|님이 쓴"
)
_START = re.compile(
    r"\s{0,8}(?:>\s?)?(?:\[?\(?\d{1,4}[\s./年-]|"
    r"(?:on|am|le|el|em|às|il|op|dnia|w dniu|den|d|på|dne|dňa|pe|in data|il giorno|el día|no dia|a|la data de|v|στις|"
    r"vào|pada|от|в|у|na)"
    r"[.,]?\s+\S|"
    r"(?:mån|tis|ons|tor|fre|lör|sön|man|tir|lør|søn|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|"
    r"mié|jue|vie|"
    r"sáb|dom|jeu|ven|sam|dim|gio|sab|seg|ter|qua|qui|sex|ma|ke|to|la|su|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|ne|"
    r"пн|вт|ср|чт|пт|сб|вс|нд|вівторок|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[^\W\d_]{0,9}[.,]{0,2}\s+[\w.,]{0,20}\s?\d)",
    re.I,
)
#: `Tom Baker kirjoitti 20.11.2026 klo 16.41:`, which names no address: it counts above quoted lines only.
_NAME_FIRST = re.compile(
    rf"(?:[^\W\d_][\w.'’-]{{0,25}} ){{1,4}}(?:{_VERB.pattern})(?=[^:]{{0,60}}\d{{4}})[^@]{{4,80}}[:：]\s*$", re.I
)
_DATED = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.h]\d{2}\b")
_ENDS = re.compile(r"[:：]\s*[\s*_>\"”]{0,4}$")
_QUOTED_NAME = re.compile(r"[\"“”„«]\s?([^\"“”„«»]{2,80}?)\s?[\"“”»]")
_ADDRESS = re.compile(
    r"[<\[(]{1,2}\s?(?:mailto:)?\s?([^\s<>\[\]()@]{1,100}@[^\s<>\[\]()@]{1,150}?)\s?(?:[<\[]mailto:[^<>\[\]]{1,200}["
    r">\]])?\s?[>\])]{1,2}"
    r"|(?:mailto:)?([^\s<>\[\]()@\"]{1,100}@[^\s<>\[\]()@\",:]{1,150})",
    re.I,
)
_STOP_WORDS = """
    ο η χρήστης odesílatel odesilatel från fra pukul tanggal vào lúc
    am pm um uhr à at en om kl kl. klo kello om alle ore às a las de le el il em op on dne den dnia użytkownik
    użytkowník uživatel používateľ пользователь користувач heeft hat há időpontban gmt utc cet cest est edt
    pst pdt mst cst mez mesz bst ist uhr: h heures hours da od the via giorno user ha a the
"""
_STOP = frozenset(_STOP_WORDS.split())
_PARTICLES = frozenset({
    "von", "van", "der", "den", "de", "da", "di", "del", "la", "le", "du", "dos", "das", "het", "ten", "bin",
})  # fmt: skip
#: What Zoho draws round its line.
_FRAME = re.compile(r"\s{0,4}-{2,8} (.{10,400}?) -{2,8}\s*$")
#: GroupWise's line: `>>> Tom Baker <tom@x> 20/11/2026 16:41 >>>`.
_ARROWS = re.compile(r"\s{0,4}>>> (.{6,300}?)\s+(\S{6,10} \d{1,2}[:.]\d{2}(?: [AP]M)?) >>>\s*$", re.I)


def attribution(lines: Sequence[Line], at: int) -> tuple[int, Header] | None:
    """The attribution that begins at line `at`, with the line behind it; None when there is none."""
    first = lines[at]
    if len(first.text) > MAX_LENGTH:
        return None
    drawn = _drawn(first.text)
    if drawn is not None:
        return at + 1, drawn
    starts = _START.match(first.text[:80]) is not None
    if not starts and not any(_ENDS.search(line.text[-12:]) for line in lines[at : at + 3]):
        return None
    if not starts and not ("<" in first.text or '"' in first.text[:3] or _VERB.search(lowered(first.text))):
        return None
    said = ""
    blanks = 0
    for here in range(at, min(len(lines), at + MAX_WINDOW)):
        line = lines[here]
        text = line.text.strip().replace("，", ", ").replace("：", ":")
        if here > at and line.depth != first.depth:
            # An address that was wrapped before its `>` looks like a quotation: `<t@x` / `> wrote:`.
            if (
                line.depth != first.depth + 1
                or "<" not in said
                or not (text[:1] in ":：" or _VERB.match(lowered(text)))
            ):
                return None
            text = f">{text}"
        if not text:
            blanks += 1
            if not starts or not _DATED.search(said) or blanks > 2:
                return None
            continue
        if blanks and not ("@" in text or text.startswith(("<", ">")) or "@" in said or _VERB.match(lowered(text))):
            return None
        said = f"{said} {text}" if said else text
        if len(said) > MAX_LENGTH:
            return None
        if here > at and not _ENDS.search(text[-12:]) and not _VERB.search(lowered(text)):
            continue  # neither the end of one nor its verb: nothing new to judge
        verdict = _is_attribution(said, starts=starts, lines_used=here - at + 1)
        # What names no address must name somebody, or stand above a quotation.
        if verdict and ("@" in said or _names_somebody(said) or _quoted_behind(lines, here)):
            return here + 1, _read(said)
        if here == at and _NAME_FIRST.match(said) and _quoted_behind(lines, at):
            return here + 1, _read(said)
        if _ENDS.search(said) and here == at and not starts:
            return None
    return None


def _drawn(text: str) -> Header | None:
    """The attribution in a line between two drawn rules or arrows."""
    if text.lstrip()[:2] not in ("--", ">>"):
        return None
    arrows = _ARROWS.match(text)
    if arrows is not None:
        people = boxes(arrows[1])
        return Header(author=people[0] if people else None, date=arrows[2])
    framed = _FRAME.match(text)
    said = framed[1] if framed else ""
    verb = _last_verb(said)
    whole = verb is not None and not said[verb.end() :].strip(" :") and _DATED.search(said) is not None
    return _read(said) if whole and _START.match(said[:80]) else None


def _quoted_behind(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line with words is quoted deeper than this one."""
    for line in lines[at + 1 : at + 4]:
        if line.text.strip():
            return line.depth > lines[at].depth or line.soft > lines[at].soft
    return False


def _last_verb(said: str) -> re.Match[str] | None:
    return next(iter(deque(_VERB.finditer(lowered(said)), maxlen=1)), None)


def _is_attribution(said: str, *, starts: bool, lines_used: int) -> bool:
    verb = _last_verb(said)
    ends = _ENDS.search(said) is not None
    address = "@" in said and _ADDRESS.search(said) is not None
    dated = _DATED.search(said) is not None
    if verb is None:
        # `2026-10-12 11:28 GMT+02:00 Tom Baker <t@x>:`
        return ends and starts and dated and address and any(sign in said[-6:] for sign in ">])")
    if not ends:
        tail = said[verb.end() :].strip(" :")
        return (
            starts
            and dated
            and not tail
            and (address or lines_used > 1 or said.lower().startswith(("on ", "am ", "le ")))
        )
    if len(said) - verb.end() > 120:
        return False
    if starts:
        return dated or address
    return address and (dated or len(said) < 200) and lines_used <= 3


def _names_somebody(said: str) -> bool:
    """Whether the words between the date and the verb can be a name; "and then we met Ben, who" is none."""
    verb = _last_verb(said)
    words = re.split(r"\d", said[: verb.start()] if verb else said)[-1].split()
    small = [word for word in words if word[:1].islower() and "." not in word and word.strip(".,:") not in _STOP]
    return len([word for word in small if word not in _PARTICLES]) < 2


def _read(said: str) -> Header:
    found = _ADDRESS.search(said)
    verb = _last_verb(said)
    address = ((found[1] or found[2]) if found else "").strip(".'\"")
    quoted = _QUOTED_NAME.search(said)
    if quoted and "@" not in quoted[1]:
        name = quoted[1]
    elif found:
        name = _name_at_end(said[: found.start()])
    elif verb:
        name = _name_at_end(said[: verb.start()]) or _name_after(said[verb.end() :])
    else:
        name = ""
    date = said
    for piece in (found[0] if found else "", name, verb[0] if verb else ""):
        if piece:
            date = date.replace(piece, " ", 1)
    date = " ".join(date.split()).strip(" :,")
    author = None
    if address:
        author = boxes(f'"{name}" <{address}>' if name else f"<{address}>")
    elif name:
        author = (Person(address="", name=name),)
    return Header(author=author[0] if author else None, date=date)


def _name_at_end(text: str) -> str:
    """The name at the end of the words before the address: without digits, back to a date, comma or particle."""
    verb = _last_verb(text)
    if verb:
        behind = text[verb.end() :].strip(" ,'\"*_")
        text = behind or text[: verb.start()]
    out: list[str] = []
    for word in reversed(text.strip().split()):
        bare = word.strip("\"'“”„«»*_<(")
        if not bare and out:
            break
        if any(char.isdigit() for char in bare) or bare.lower().strip(",:") in _STOP or len(out) == 6:
            break
        if word.endswith(",") and out and not (len(out) <= 2 and _is_last(text, word)):
            break
        if word.endswith(":"):
            break
        out.append(bare)
    return " ".join(reversed(out)).strip(" ,:;\"'")


def _is_last(text: str, word: str) -> bool:
    """Whether `word,` is the last name in `Last, First`: the word before it is no part of a date."""
    before = text[: text.rfind(word)].split()
    if not before:
        return True
    return (any(char.isdigit() for char in before[-1]) and before[-1].endswith(",")) or before[-1].lower() in (
        "am",
        "pm",
        "pm,",
        "am,",
        "schrieb",
        "skrev",
    )


def _name_after(text: str) -> str:
    name = re.split(r"[:：,<(\d]", text.strip(), maxsplit=1)[0].strip(" \"'*_")
    return name if len(name) <= 80 else ""
