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
_NEXT = re.compile(r"(?:[,;]\s*(?:and\s+(?:then\s+)?|then\s+)?|\s+and\s+(?:then\s+)?)(?=(?P<verb>[a-z-]+)\s)")


def _told_list(setting: Setting, line: Line) -> list[Draft | tuple[Place, Heading]]:
    """Orders in a row behind a colon: "You'll do three things: phone Leeds, get … signed, and draft the rota"."""
    lead = _TELLS.search(line.text)
    if not lead or line.text.endswith(":"):
        return []
    stop = next(
        (end - line.start for _, end in sentences(line.text, line.start) if end - line.start > lead.end()),
        len(line.text),
    )
    first = re.match(r"[A-Za-z-]+", line.text[lead.end() : stop])
    cuts = [m for m in _NEXT.finditer(line.text, lead.end(), stop) if m["verb"] in ACTION_VERBS]
    if not first or first[0].lower() not in ACTION_VERBS or not cuts or "," not in line.text[lead.end() : stop]:
        return []
    begin = max((end - line.start for _, end in sentences(line.text[: lead.start()], line.start)), default=0)
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
        out.append(((line.start + stop, line.end), Heading()))
    return out
