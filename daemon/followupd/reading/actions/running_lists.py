"""Lists within one line: "Two things: (1) …, (2) …" and "You'll do three things: phone Leeds, get …, and draft …"."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.headings import heading_of
from followupd.reading.actions.lines import Line, sentences
from followupd.reading.actions.setting import Draft, Heading, Place, Setting, Shape
from followupd.reading.actions.words import ACTION_VERBS

_INLINE = re.compile(r"(?:^|(?<=[\s:,;]))(?:\((\d|[a-e])\)|(\d|[a-e])[.)])\s+(?=\S)")


def list_in(setting: Setting, line: Line, around: Heading) -> list[Draft | tuple[Place, Heading]]:
    """A list within one line: "Two things: (1) confirm the venue, (2) send the invites"."""
    told = _told_list(setting, line)
    if told:
        return told
    marks = list(_INLINE.finditer(line.text))
    if len(marks) < 2 or [m[1] or m[2] for m in marks] not in (
        [str(n + 1) for n in range(len(marks))],
        list("abcde"[: len(marks)]),
    ):
        return []
    lead = line.text[: marks[0].start()]
    heading = (
        heading_of(setting, Line(text=lead.strip(" :–-") + ":", start=line.start, end=line.start + len(lead)), line)
        or around
    )
    out: list[Draft | tuple[Place, Heading]] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(line.text)
        words = line.text[mark.end() : end]
        tail = re.search(r"[\s,;]*(?:\b(?:and|und|et)\b[\s,]*)?$", words)
        place = (line.start + mark.end(), line.start + mark.end() + (tail.start() if tail else len(words)))
        out.append(
            Draft(
                shape=Shape.ENTRY,
                source=place,
                what=place,
                heading=replace(heading, agreed=True),
                number=mark[1] or mark[2],
            )
        )
    return out


_TELLS = re.compile(
    r"\b(?:things|following|these|this|points|actions|tasks|steps|please|need|want|ask|you|to do)\b[^:.!?]*:\s+", re.I
)
#: "Matt will: publish the rota; ring the two nurses; and take the invoice off hold".
_WILL_DO = re.compile(
    r"(?:^|(?<=[.!?,]\s))(?:[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?|I|[Yy]ou)(?:['’]ll|"
    r" (?:will|to|is to|are to|am to|agreed to|agrees to|needs? to|must|is going to|wird|soll))\s*:\s+"
)
_SEMICOLON = re.compile(r"\s*;\s*(?:(?:and|then|und|et)\s+)*(?=\S)")
_LISTS = re.compile(r",|\band\b")
_NEXT = re.compile(r"(?:[,;]\s*(?:and\s+(?:then\s+)?|then\s+)?|\s+and\s+(?:then\s+)?)(?=(?P<verb>[a-z-]+)\s)")


def _told_list(setting: Setting, line: Line) -> list[Draft | tuple[Place, Heading]]:
    """Orders in a row behind a colon: "You'll do three things: phone Leeds, get … signed, and draft the rota"."""
    if ":" not in line.text[:-1]:
        return []
    named = _WILL_DO.search(line.text)
    lead = named if named and named.end() < len(line.text) else _TELLS.search(line.text)
    if not lead or line.text.endswith(":"):
        return []
    stop = next(
        (end - line.start for _, end in sentences(line.text, line.start) if end - line.start > lead.end()),
        len(line.text),
    )
    rows = list(_SEMICOLON.finditer(line.text, lead.end(), stop))
    if lead is named and (rows or not _LISTS.search(line.text, lead.end(), stop)):
        return _rows(setting, line, lead, rows, stop)
    first = re.match(r"[A-Za-z-]+", line.text[lead.end() : stop])
    cuts = [m for m in _NEXT.finditer(line.text, lead.end(), stop) if m["verb"] in ACTION_VERBS]
    if not first or first[0].lower() not in ACTION_VERBS or not cuts or "," not in line.text[lead.end() : stop]:
        return []
    return _rows(setting, line, lead, cuts, stop)


def _rows(
    setting: Setting, line: Line, lead: re.Match[str], cuts: list[re.Match[str]], stop: int
) -> list[Draft | tuple[Place, Heading]]:
    """The parts between the cuts as entries below the words before the colon; what stands around them as it is."""
    begin = max((end - line.start for _, end in sentences(line.text[: lead.start()], line.start)), default=0)
    begin += len(line.text[begin:]) - len(line.text[begin:].lstrip())
    head = (line.start + begin, line.start + lead.end())
    heading = (
        heading_of(setting, Line(text=line.text[begin : lead.end()].strip(), start=head[0], end=head[1]), line)
        or Heading()
    )
    out: list[Draft | tuple[Place, Heading]] = [((line.start, line.start + begin), Heading())] if begin else []
    starts = [lead.end(), *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), stop]
    for start, end in zip(starts, ends, strict=True):
        place = (line.start + start, line.start + len(line.text[:end].rstrip(" .,;")))
        out.append(Draft(shape=Shape.ENTRY, source=place, what=place, heading=replace(heading, agreed=True, due=None)))
    if stop < len(line.text):
        rest = Line(text=line.text[stop:].strip(), start=line.end - len(line.text[stop:].lstrip()), end=line.end)
        out += _told_list(setting, rest) or [((line.start + stop, line.end), Heading())]
    return out
