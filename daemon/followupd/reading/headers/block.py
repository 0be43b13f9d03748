"""Header blocks: `From: … Sent: … To: … Subject: …`, in any order and language, over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from followupd.domain.people import Person
from followupd.reading.headers.boxes import boxes, person
from followupd.reading.headers.labels import LABELS, WEAK, Field, fold, label, run_on
from followupd.reading.plain import Line, Mark

#: Lines that a header block may have, long recipient lists included.
MAX_BLOCK = 120
#: How far behind a label the next one may stand, for a value that runs over lines.
MAX_VALUE_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an older message's header says. `date` is kept in its own words; who reads it knows the writer's zone."""

    author: Person | None = None
    date: str = ""
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    subject: str = ""


def block(lines: Sequence[Line], at: int, *, sure: bool) -> tuple[int, Header] | None:
    """The header block that begins at line `at`, with the line behind it; None when there is none.

    Three labels make a block: who wrote it, and a date or a subject, among them. `sure` says that something else marks
    the place already (the client's own mark, a line "Original message"): then two labels are enough.
    """
    if label(lines[at].text) is None:
        return None
    values, weak, end = _collect(lines, at)
    named = [name for name in values if name is not Field.OTHER]
    if not sure and len(named) - len(weak & set(named)) < 1:
        return None
    if not sure and len(named) < 3 and not _plainly_a_mail(values):
        return None
    if sure and len(named) < 2:
        return None
    if Field.FROM not in values and not (sure and Field.DATE in values):
        return None
    if Field.DATE not in values and Field.SUBJECT not in values:
        return None
    if not sure and Field.DATE in values and not any(c.isdigit() for c in values[Field.DATE]):
        return None
    if not sure and Field.DATE not in values and "@" not in values[Field.FROM]:
        return None
    return end, _header(values)


def run_on_block(text: str) -> Header | None:
    """A header block that was run together into one line; None when it is none."""
    values: dict[Field, str] = {}
    for piece in run_on(text):
        found = label(piece)
        if found is not None and found[0] not in values:
            values[found[0]] = found[1]
    if Field.FROM not in values or (len(values) < 3 and not _plainly_a_mail(values)):
        return None
    return _header(values)


def block_without_colons(lines: Sequence[Line], at: int) -> tuple[int, Header] | None:
    """The block at a place that is surely one, with `From "Tom Baker" <t@x>` for a line, as eM Client prints it."""
    labelled: list[Line] = []
    for line in lines[at : at + 8]:
        word, _, value = line.text.strip().partition(" ")
        if not value or fold(word) not in LABELS:
            break
        labelled.append(replace(line, text=f"{word}: {value}"))
    found = block(labelled, 0, sure=True) if len(labelled) > 2 and "@" in labelled[0].text else None
    return (at + found[0], found[1]) if found else None


def _plainly_a_mail(values: dict[Field, str]) -> bool:
    """Whether author and date alone say it: an address, and a date with its year and clock."""
    date = values.get(Field.DATE, "")
    return "@" in values.get(Field.FROM, "") and re.search(r"\b(?:19|20)\d\d\b", date) is not None and ":" in date


def by_position(lines: Sequence[Line], at: int) -> tuple[int, Header] | None:
    """The block at a place that Outlook itself marked, in a language whose labels are not known.

    Outlook prints author, date, recipients, subject in this order; a label is what stands before a colon.
    """
    rows: list[str] = []
    end = at
    while end < len(lines) and len(rows) < 7 and lines[end].text.strip():
        before, colon, after = lines[end].text.replace("：", ":").partition(":")
        if not colon or len(before) > 40 or "@" in before:
            break
        rows.append(after.strip())
        end += 1
    if len(rows) < 4 or "@" not in rows[0]:
        return None
    return end, Header(
        author=person(rows[0]),
        date=rows[1],
        to=boxes(rows[2]),
        cc=boxes(rows[3]) if len(rows) > 4 else (),
        subject=rows[-1],
    )


def _header(values: dict[Field, str]) -> Header:
    return Header(
        author=person(values.get(Field.FROM, "")),
        date=values.get(Field.DATE, ""),
        to=boxes(values.get(Field.TO, "")),
        cc=boxes(values.get(Field.CC, "")),
        subject=values.get(Field.SUBJECT, "").strip("*").strip(),
    )


def _collect(lines: Sequence[Line], at: int) -> tuple[dict[Field, str], set[Field], int]:
    """The values by label, which of them stand behind weak labels only, and the line behind the block."""
    depth = lines[at].depth
    values: dict[Field, str] = {}
    weak: set[Field] = set()
    last: Field | None = None
    here = at
    while here < len(lines) and here - at < MAX_BLOCK:
        line = lines[here]
        if not line.text.strip() and line.depth >= depth - 1:
            ahead = _next_label(lines, here, values, depth, near=2)
            if ahead is None:
                break
            here = ahead
            continue
        if line.depth != depth or (line.mark is Mark.CUT):
            break
        found = label(line.text)
        if found is not None and (found[0] is Field.OTHER or found[0] not in values):
            last = found[0]
            if last is not Field.OTHER or last not in values:
                values[last] = found[1]
            if _is_weak(line.text):
                weak.add(last)
            here += 1
            continue
        if last is None or not _runs_on(lines, here, values, last, depth):
            break
        values[last] = f"{values[last]} {line.text.strip()}"
        here += 1
    return values, weak, here


def _is_weak(text: str) -> bool:
    return fold(text.replace("：", ":").partition(":")[0]) in WEAK


def _next_label(lines: Sequence[Line], at: int, seen: dict[Field, str], depth: int, *, near: int) -> int | None:
    """The next line with a label not seen yet, when at most `near` blank lines stand before it."""
    for here in range(at, min(len(lines), at + near + 1)):
        text = lines[here].text
        if not text.strip():
            continue
        found = label(text)
        if found is None or found[0] in seen or lines[here].depth != depth:
            return None
        # Behind a block that is whole, "Attachments: …" or "Priority: …" is the first line of the message.
        whole = found[0] is Field.OTHER and Field.SUBJECT in seen and Field.FROM in seen
        return None if whole else here
    return None


def _runs_on(lines: Sequence[Line], at: int, seen: dict[Field, str], last: Field, depth: int) -> bool:
    """Whether line `at` belongs to the value before it: another label follows, or the list is not at its end."""
    text = lines[at].text
    value = seen[last].rstrip()
    if last in (Field.TO, Field.CC) and value.endswith((";", ",")) and "@" in text:
        return True
    if (
        not value
        and last is not Field.CC
        and len(text) < 300
        and (last is Field.SUBJECT or any(c in text for c in "@0123456789"))
    ):
        return True
    if (
        text[:1] in " \t"
        and last in (Field.TO, Field.CC, Field.SUBJECT)
        and "@" in text + "@" * (last is Field.SUBJECT)
    ):
        return len(text) < 500
    for here in range(at + 1, min(len(lines), at + MAX_VALUE_LINES)):
        ahead = lines[here]
        if not ahead.text.strip() or ahead.depth != depth:
            return False
        found = label(ahead.text)
        if found is not None:
            return found[0] not in seen or found[0] is Field.OTHER
        if last not in (Field.TO, Field.CC) and here - at > 2:
            return False
    return False
