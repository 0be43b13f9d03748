"""Tables: rows of cells under a heading row, or without one."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.reading.actions.labels import field_of
from followupd.reading.actions.lines import MAX_CELLS, Line, cells
from followupd.reading.actions.setting import Draft, Heading, Setting, Shape, Standing

_LABELLED = re.compile(r"\w\s*:\s*[^\s|][^|]*\|[^|]*\w\s*:\s*[^\s|]")
_STATUS_DONE = re.compile(
    r"^\W*(?:done|complete[d]?|closed|finished|100 ?%|erledigt|abgeschlossen|fait|terminé)\b|^[✓✔✅x]$", re.I
)
_STATUS_DROPPED = re.compile(
    r"^\W*(?:dropped|cancelled|n/?a|not (?:doing|needed)|on hold|parked|entfällt|gestrichen|annulé)\b", re.I
)


def rows_at(lines: list[Line], index: int) -> list[Line]:
    """The lines of a table that begins here."""
    if lines[index].blank or len(cells(lines[index])) < 2:
        return []
    first = lines[index].text
    heads = [field_of(part) for part in re.split(r"[|\t]|\s/\s", first, maxsplit=MAX_CELLS)[:MAX_CELLS] if part.strip()]
    known = sum(bool(name) for name in heads) >= 2
    # "Owner: Tom | Due: Friday" is a line of labels, "Sales Manager | Brightwell" a signature.
    if _LABELLED.search(first):
        return []
    end = index + 1
    while end < len(lines) and not lines[end].blank and len(cells(lines[end])) > 1:
        end += 1
    return lines[index:end] if known or end > index + 1 else []


def table(setting: Setting, rows: list[Line], heading: Heading) -> list[Draft]:
    """The rows of a table as drafts, by the names of its columns or by what they hold."""
    first = [setting.words(place) for place in cells(rows[0])]
    columns = [field_of(words) for words in first]
    headed = sum(bool(name) for name in columns) >= 2
    if headed:
        rows = rows[1:]
    else:
        columns = _guess(setting, rows)
    out: list[Draft] = []
    for row in rows:
        places = cells(row)
        if all(re.fullmatch(r"[\s:=_-]*", setting.words(place)) for place in places):
            continue
        source = (row.start, row.end)
        if headed and row.mark and (row.text.startswith("|") or setting.text[row.start - 1] == "\t"):
            # "2 | Book the course | …": the cell of its number was taken for a list mark.
            source, places = (places[0][0], row.end), [(row.start, row.start), *places]
        draft = Draft(shape=Shape.ROW, source=source, heading=replace(heading, agreed=True))
        for name, place in zip(columns, places, strict=False):
            if name == "what" and draft.what is None:
                draft.what = place
            elif name == "status":
                words = setting.words(place)
                draft.standing = (
                    Standing.DONE
                    if _STATUS_DONE.search(words)
                    else Standing.DROPPED
                    if _STATUS_DROPPED.search(words)
                    else draft.standing
                )
            elif name == "due" and _STATUS_DONE.search(setting.words(place)):
                draft.standing = Standing.DONE  # "done" where others have a day
            elif name and place[1] > place[0]:
                draft.fields.setdefault(name, place)
        if draft.what is not None and draft.what[1] > draft.what[0]:
            out.append(draft)
    return out


def _guess(setting: Setting, rows: list[Line]) -> list[str]:
    """What the columns of a table without a heading hold: a name, a date, and the longest words."""
    places_of = [cells(row) for row in rows]
    width = max(map(len, places_of))
    columns = [""] * width
    scores: list[tuple[int, int]] = []
    for column in range(width):
        places = [row[column] for row in places_of if len(row) > column]
        words = [setting.words(place) for place in places]
        if "owner" not in columns and sum(bool(setting.circle.who(w).person) for w in words) * 2 > len(words):
            columns[column] = "owner"
        elif "due" not in columns and sum(
            bool(setting.dates_in(p)) and len(w) < 30 for p, w in zip(places, words, strict=True)
        ) * 2 > len(words):
            columns[column] = "due"
        else:
            scores.append((sum(map(len, words)), column))
    if scores and ("owner" in columns or "due" in columns):
        columns[max(scores)[1]] = "what"
    return columns
