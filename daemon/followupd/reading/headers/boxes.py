"""People as header blocks print them: `Reed, Anna <a@x>; Tom Baker [mailto:t@x]; Somebody Without`.

Outlook separates by `;` and leaves commas inside names unquoted; the others separate by `,`. A name without an address
is usual for colleagues: such a Person has an empty address.
"""

from __future__ import annotations

import re
from collections import deque

from followupd.domain.people import Person

#: People of one header that are read; more is a list of everybody, or an attack.
MAX_PEOPLE = 500
MAX_HEADER = 40_000

_ADDRESS = r"[^\s<>\[\]()@,;:\"']{1,120}@[^\s<>\[\]()@,;:\"']{1,200}"
_BRACKETED = re.compile(
    rf"[<\[(]{{1,2}}\s?(?:mailto:|smtp:)?\s?['\"]?({_ADDRESS})['\"]?\s?(?:<mailto:[^<>]{{1,300}}>)?\s?[>\])]{{1,2}}"
    rf"(?:\s?[<\[]mailto:{_ADDRESS}[>\]])?",
    re.I,
)
_BARE = re.compile(rf"(?:mailto:)?({_ADDRESS})", re.I)
_ON_BEHALF = re.compile(
    r"\b(?:on behalf of|im auftrag von|im namen von|de la part de|au nom de|en nombre de|em nome de|per conto di|"
    r"a nome di|"
    r"namens|in opdracht van|w imieniu|på vegne af|på vegne av|på uppdrag av|för räkning|jménem|v mene|puolesta|adına|"
    r"от имени|від імені|în numele)\b|代表|代理|を代理|대신",
    re.I,
)
_QUOTES = " \t'\"‘’“”„«»*_"


def on_behalf(text: str) -> str:
    """What stands behind `On Behalf Of` in a From header: whose mail it is; else the text as it is."""
    found = next(iter(deque(_ON_BEHALF.finditer(text), maxlen=1)), None)
    if found is None:
        return text
    after = text[found.end() :].strip(" ;,")
    return after or text[: found.start()]


def person(text: str) -> Person | None:
    """Whose mail a From header says it is. On behalf of a bare address, such as a shared mailbox: who wrote it."""
    text = text[:2000]
    represented = on_behalf(text)
    people = boxes(represented)
    if represented != text and people and not people[0].name:
        writer = boxes(text[: text.rfind(represented)])
        return writer[0] if writer and writer[0].name else people[0]
    return people[0] if people else None


def boxes(text: str) -> tuple[Person, ...]:
    """The people of a To or Cc header, in order."""
    text = " ".join(text[:MAX_HEADER].split())
    out: list[Person] = []
    pieces = _split(text, ";") if ";" in text else [text]
    for piece in pieces[:MAX_PEOPLE]:
        # Between semicolons a comma parts a name, unless the piece has several addresses.
        alone = "," not in piece or (len(pieces) > 1 and piece.count("@") < 2)
        out.extend(_one(piece) if alone else _by_comma(piece))
    return tuple(out[:MAX_PEOPLE])


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign outside double quotes and brackets."""
    out: list[str] = []
    start = 0
    quoted = False
    inside = 0
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char in "<(" and not quoted:
            inside += 1
        elif char in ">)" and not quoted:
            inside = max(0, inside - 1)
        elif char == sign and not quoted and not inside:
            out.append(text[start:at])
            start = at + 1
    if quoted or inside:  # what was opened swallowed the rest: it was no bracket
        return text.split(sign)
    out.append(text[start:])
    return out


def _by_comma(text: str) -> list[Person]:
    """People separated by commas, where a comma may also stand inside `Last, First <address>`."""
    out: list[Person] = []
    held: list[str] = []
    pieces = _split(text, ",")
    for piece in pieces:
        if "@" not in piece:
            if piece.strip():
                held.append(piece.strip())
            continue
        named = piece.strip(_QUOTES + ",")
        has_name = not named.startswith(("<", "[")) and not _BARE.fullmatch(named)
        if held and has_name and _is_last_name(held[-1], len(held)):
            piece = f"{held.pop()}, {piece.strip()}"
        elif held and not has_name and named.startswith(("<", "[")) and len(held) >= 2:
            piece = f"{held[-2]}, {held[-1]} {named}"
            del held[-2:]
        elif held and not has_name and named.startswith(("<", "[")):
            piece = f"{held.pop()} {named}"
        for name in held:
            out.extend(_one(name))
        held = []
        out.extend(_one(piece))
    first = re.sub(r"\([^()]{0,120}\)", " ", held[1]).split() if len(held) == 2 else []
    if first and not out and len(pieces) == 2 and len(held[0].split()) == 1 and len(first) <= 2:
        return _one(f"{held[0]}, {held[1]}")
    for name in held:
        out.extend(_one(name))
    return out


def _is_last_name(words: str, count: int) -> bool:
    """Whether a piece before a comma is the last name of the person behind it: one or two words, no address."""
    return len(words.split()) <= 2 and count >= 1


def _one(text: str) -> list[Person]:
    """The person in a piece that holds at most one; nobody for an empty piece."""
    text = text.strip().strip(",;").strip()
    if not text:
        return []
    found = _BRACKETED.search(text)
    if found is None:
        found = _BARE.search(text)
    if found is None:
        name = _name(re.sub(r"[<\[][^<>\[\]]{0,300}[>\]]", "", text))
        return [Person(address="", name=name)] if name and len(name) <= 120 else []
    address = found[1].strip(".'\"")
    name = _name(text[: found.start()]) or _name(text[found.end() :])
    if name.lower() == address.lower() or "@" in name:
        name = "" if name.lower().strip("<>[]") == address.lower() else _name(_BARE.sub("", name))
    return [Person(address=address, name=name)]


def _name(text: str) -> str:
    name = text.strip().strip(_QUOTES + "<>[],;:").strip()
    return re.sub(r"\s?[\[(<]?mailto:?\s?$", "", name, flags=re.I).strip(_QUOTES)
