"""Walks through a zone line by line: records, tables, entries under headings, and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from followupd.domain.action import Said
from followupd.reading.actions.around import (
    COUNTED,
    announces,
    closing_heading,
    only_greeting,
    reviewed,
    signs,
    titles_list,
    with_details,
)
from followupd.reading.actions.dues import dues
from followupd.reading.actions.english_patterns import NOT_NAMES
from followupd.reading.actions.entries import read_draft
from followupd.reading.actions.follow import follow_up_at
from followupd.reading.actions.headings import heading_of, is_named
from followupd.reading.actions.labels import field_of, split_labels
from followupd.reading.actions.lines import Line, lines_of
from followupd.reading.actions.notation import NAME_FIRST, TAIL, TOPIC_OF, assigned
from followupd.reading.actions.prose import read_paragraph
from followupd.reading.actions.running_lists import list_in
from followupd.reading.actions.setting import Draft, Findings, Heading, Place, Setting, Shape, Standing
from followupd.reading.actions.tables import rows_at, table
from followupd.reading.actions.targets import is_target
from followupd.reading.actions.words import ALL_VERBS
from followupd.reading.people import greeted

#: A zone that seems to hold more actions than this is no agreement of two people; what follows is not read.
MAX_ACTIONS = 100
_SIGN_OFF = re.compile(
    r"^\W*(?:(?:(?:kind|best|many|warm|warmest|with)\s*)?(?:regards|wishes|thanks)|thanks(?: (?:all|both|again|"
    r"very much|so much|in advance))?|thank you|cheers|best|br|kr|rgds|ta|speak soon|viele grüße|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen) grüßen|beste grüße|liebe grüße|lg|vg|mfg|gruß|cordialement|"
    r"bien (?:à (?:toi|vous)|cordialement)|merci|à bientôt|amicalement|sent from my .*|"
    r"get outlook .*)[\s,.!]*$",
    re.I,
)


@dataclass(slots=True, kw_only=True)
class _State:
    heading: Heading = field(default_factory=Heading)
    nested: dict[int, Heading] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    open: Draft | None = None
    #: Whether a blank line came since the open draft.
    gap: bool = False
    #: Whether the heading has had entries.
    used: bool = False
    loose: dict[str, Place] = field(default_factory=dict)
    #: The day of a heading above those that name people ("For today:", then "DEV", "PIA").
    day: Place | None = None
    #: Where lines begin that stand in a run of lines like "Meena - cover for Tuesday", one below the other.
    named: frozenset[int] = frozenset()


def walk(setting: Setting) -> Findings:
    """Everything a zone says: actions, figures, looser sentences, the follow-up and the check."""
    findings = Findings()
    lines = lines_of(setting.text)
    tails = _tails(lines)
    setting = replace(setting, tails=tails) if tails else setting
    state = _State(named=_named_runs(setting, lines))
    order: list[Draft | tuple[Place, Heading]] = []
    index = 0
    greeting = greeted(setting.zone.text)
    ahead = _followers(lines)
    while index < len(lines):
        line = lines[index]
        following = ahead[index]
        if line.blank:
            state.gap = True
            goes_on = following is not None and (following.bullet or _labelled(following))
            if not goes_on and state.heading.place != (0, 0) and (state.used or not _short(following)):
                _reset(state)
            index += 1
            continue
        rows = rows_at(lines, index)
        if rows:
            order += table(setting, rows, state.heading)
            index += len(rows)
            state.open = None
            continue
        if index <= 1 and greeting is not None and not line.bullet and only_greeting(setting, line, following):
            index += 1
            continue
        if order and signs(setting, line, following):
            _reset(state)
            state.open = None
            index += 1
            continue
        if _SIGN_OFF.match(line.text) and not line.bullet:
            state.open = None
            index += 1
            continue
        _line(setting, state, line, following, order, findings)
        state.gap = False
        index += 1
    _loose_fields(setting, state, order, findings)
    _among_figures(setting, order)
    for each in order:
        if len(findings.candidates) >= MAX_ACTIONS:
            place = each.source if isinstance(each, Draft) else each[0]
            findings.noticed.append(setting.words(place)[:200])
            break
        if isinstance(each, Draft):
            read_draft(setting, each, findings)
        else:
            read_paragraph(setting, each[0], each[1], findings)
    _due_for_all(findings)
    return findings


def _due_for_all(findings: Findings) -> None:
    """Put the day that was said once for all to the actions that have none of their own."""
    if findings.for_all is None:
        return
    for at, each in enumerate(findings.candidates):
        if each.item.due is None and not any(doubt.field == "due" for doubt in each.item.doubts):
            doubts = (*each.item.doubts, *findings.for_all_doubts)
            item = replace(each.item, due=findings.for_all, doubts=doubts)
            findings.candidates[at] = replace(each, item=item)


def _tails(lines: list[Line]) -> frozenset[str]:
    """The names that stand behind a dash at the end of list entries, when at least two entries end so."""
    found = [match for line in lines if line.bullet and " " in line.text for match in [TAIL.search(line.text)] if match]
    if len(found) < 2:
        return frozenset()
    names = {name for match in found for name in re.split(r"\s*(?:/|&|\+|,|\band\b)\s*", match["who"])}
    return frozenset(name for name in names if name.lower() not in NOT_NAMES)


def _named_runs(setting: Setting, lines: list[Line]) -> frozenset[int]:
    """Where each line begins of the runs in which every line begins with a name, at least one of them known."""
    out: set[int] = set()
    run: list[tuple[int, bool]] = []
    for line in [*lines, None]:
        words = _DATE_FIRST.sub("", line.text) if line is not None and not line.bullet else ""
        first = NAME_FIRST.match(words) if words else None
        if line is not None and words and TOPIC_OF.match(words):
            run.append((line.start, True))
            continue
        name = first["c"] if first and first.end() < len(words) else None
        person = setting.circle.who(name) if name else None
        known = (person is not None and bool(person.person or person.others)) or name in ("me", "Me", "I")
        if line is not None and name and (known or _may_name(name)):
            run.append((line.start, known))
            continue
        if len(run) > 1 and any(known for _, known in run):
            out |= {start for start, _ in run}
        run = []
    return frozenset(out)


#: "20/4 Jack - floor plan signed off".
_DATE_FIRST = re.compile(
    r"^(?:\d{1,2}[/.]\d{1,2}[/.]?(?:\d{2,4})?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*(?: \d{1,2})?|"
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8})\s+(?=[A-ZÄÖÜ])"
)


_NO_NAMES = NOT_NAMES | ALL_VERBS


def _may_name(name: str) -> bool:
    parts = [part for part in re.split(r"[\s/&+]+", name) if part != "and"]
    return name.lower() in ("me", "i", "you") or (
        len(parts) <= 3
        and field_of(name) == ""
        and all(part[:1].isupper() and part.lower() not in _NO_NAMES for part in parts)
    )


def _followers(lines: list[Line]) -> list[Line | None]:
    """For each line, the next one with words."""
    out: list[Line | None] = []
    following: Line | None = None
    for line in reversed(lines):
        out.append(following)
        following = following if line.blank else line
    return out[::-1]


def _line(
    setting: Setting,
    state: _State,
    line: Line,
    following: Line | None,
    order: list[Draft | tuple[Place, Heading]],
    findings: Findings,
) -> None:
    place = (line.start, line.end)
    head_end, parts = split_labels(line.text)
    head = line.text[:head_end].strip(" -–*_")
    if parts and not head and not announces(line, parts, following):
        if titles_list(setting, line, parts[0], following):
            order.append(Draft(shape=Shape.ENTRY, source=place, what=place, heading=Heading(told=True)))
            state.heading, state.nested, state.open, state.used = Heading(agreed=True, place=place), {}, None, False
            return
        if not state.gap and order and _given(setting, place, order):
            return
        _labels(state, line, [(name, (line.start + a, line.start + b)) for name, a, b in parts], order, following)
        return
    if line.bullet:
        _entry(setting, state, line, following, order)
        return
    if state.open is not None and not state.gap and line.depth and state.open.shape is Shape.ENTRY:
        _detail(state.open, line)
        return
    if line.start in state.named:
        above = state.heading if not state.gap or not state.used else Heading()
        order.append(Draft(shape=Shape.ENTRY, source=place, what=place, heading=above))
        state.open, state.used = None, True
        return
    numbered = list_in(setting, line, state.heading)
    if numbered:
        state.open = None
        order += numbered
        return
    if with_details(setting, line, following):
        order.append((place, state.heading if not state.gap else Heading()))
        state.heading, state.nested, state.open, state.used = Heading(told=True, place=place), {}, None, False
        return
    last = closing_heading(setting, line, following)
    heading = heading_of(setting, line, following) if last is None else None
    if heading is not None:
        reviewed(setting, heading.place, findings)
        if heading.due and not heading.owner:
            state.day = heading.due
        elif heading.owner and not heading.due and heading.standing is Standing.OPEN and not heading.targets:
            heading = replace(heading, due=state.day)
        state.heading, state.nested, state.open, state.used = heading, {}, None, False
        return
    if last is not None:
        state.day = last.due if not last.owner else None
        order.append(((line.start, last.place[0]), state.heading))
        state.heading, state.nested, state.open, state.used = last, {}, None, False
        return
    listing = state.heading.place != (0, 0) and (
        state.heading.owner
        or state.heading.due
        or state.heading.agreed
        or state.heading.targets
        or state.heading.standing is not Standing.OPEN
    )
    if listing and len(line.text) < 160 and (not state.gap or not state.used):
        draft = Draft(shape=Shape.ENTRY, source=place, what=place, heading=state.heading)
        state.open, state.used = draft, True
        order.append(draft)
        return
    state.open = state.day = None
    order.append((place, state.heading if not state.gap else Heading()))


def _given(setting: Setting, place: Place, order: list[Draft | tuple[Place, Heading]]) -> bool:
    """Whether a line "Action: Kit, by Friday" gives the words above it to somebody; if so they have it."""
    fields, above = assigned(setting, place), order[-1]
    if fields is None or (isinstance(above, Draft) and above.shape is not Shape.ENTRY):
        return False
    if isinstance(above, Draft):
        above.fields.update(fields)
        above.heading = replace(above.heading, agreed=True)
    else:
        order[-1] = ((above[0][0], place[1]), above[1])
    return True


def _labels(
    state: _State,
    line: Line,
    parts: list[tuple[str, Place]],
    order: list[Draft | tuple[Place, Heading]],
    following: Line | None,
) -> None:
    """A line of labelled fields: belongs to the record it continues, or begins one."""
    opens = following is not None and "what" in [name for name, _, _ in split_labels(following.text)[1]]
    if opens and parts[0][0] in ("why", "owner", "due") and (state.gap or state.open is None):
        state.open = Draft(
            shape=Shape.RECORD, source=(line.start, line.end), heading=state.nested.get(0, state.heading)
        )
        order.append(state.open)
        state.gap = False
    for name, place in parts:
        record = state.open
        fresh = record is None or name in record.fields or (name == "what" and record.what is not None)
        if record is not None and record.shape is Shape.ENTRY and name == "what":
            fresh = True
        if name in ("number", "priority", "note"):
            continue
        if record is not None and record.shape is Shape.ENTRY and state.gap and name != "what":
            state.loose[name] = place
            state.open = None
            continue
        if fresh and name in ("follow_up", "check") and state.gap:
            state.loose[name] = place
            continue
        if fresh and name not in ("what", "owner") and (record is None or state.gap):
            state.loose[name] = place
            continue
        if fresh or record is None:
            record = Draft(shape=Shape.RECORD, source=place, heading=state.nested.get(0, state.heading))
            state.open = record
            order.append(record)
            state.used = True
        if name == "what":
            record.what, record.source = place, (line.start, place[1])
            counted = COUNTED.match(line.text)
            record.number = counted[1] if counted else record.number
        elif name == "status":
            said = line.text[place[0] - line.start : place[1] - line.start]
            closed = next((standing for standing, words in _STATUS if words.match(said)), None)
            record.standing = closed or record.standing
        else:
            record.fields[name] = place
        state.gap = False


#: "Status: done 10 July", "Status: dropped".
_STATUS = (
    (
        Standing.DONE,
        re.compile(
            r"\W*(?:done|completed?|closed|finished|sorted|erledigt|fertig|fait|terminé|hecho|"
            r"klaar)\b",
            re.I,
        ),
    ),
    (
        Standing.DROPPED,
        re.compile(r"\W*(?:dropped|cancelled|scrapped|withdrawn|not needed|parked|entfällt|annulé)\b", re.I),
    ),
)


def _entry(
    setting: Setting, state: _State, line: Line, following: Line | None, order: list[Draft | tuple[Place, Heading]]
) -> None:
    place = (line.start, line.end)
    for depth in [d for d in state.nested if d >= line.depth]:
        del state.nested[depth]
    heading = state.nested[max(state.nested)] if state.nested else state.heading
    deeper = following is not None and following.bullet and following.depth > line.depth
    if line.text.rstrip("*_ ").endswith(":") or deeper:
        found = heading_of(setting, replace(line, mark=""), following)
        ends = line.text.rstrip("*_ ").endswith(":")
        if found is not None and (
            ends or found.standing is not Standing.OPEN or is_named(setting, line.text.strip(" *_"))
        ):
            state.nested[line.depth] = replace(
                found,
                owner=found.owner or heading.owner,
                owner_place=found.owner_place or heading.owner_place,
                due=found.due or heading.due,
            )
            state.open = None
            return
    if (
        state.open is not None
        and line.depth > state.open.depth
        and state.open.shape is Shape.ENTRY
        and not state.nested
    ):
        _detail(state.open, line)
        return
    begin = line.start - len(line.mark) - 1
    draft = Draft(
        shape=Shape.ENTRY,
        source=(max(0, begin), line.end) if setting.text[max(0, begin) : line.start].strip() else place,
        what=place,
        heading=heading,
        standing=Standing.DONE if line.ticked else heading.standing,
        depth=line.depth,
        number="".join(re.findall(r"\d+", line.mark)),
    )
    state.open, state.used = draft, True
    order.append(draft)


def _detail(draft: Draft, line: Line) -> None:
    """What stands below an entry: labelled fields of it, or a detail."""
    end, parts = split_labels(line.text)
    for name, a, b in parts:
        draft.fields.setdefault(name, (line.start + a, line.start + b))
    if line.text[:end].strip(" -–*"):
        draft.details.append((line.start, line.start + end))


def _among_figures(setting: Setting, order: list[Draft | tuple[Place, Heading]]) -> None:
    """Take the entries with a figure for figures, in a list of which at least half are figures to be reached."""
    lists: dict[Place, list[Draft]] = {}
    for each in order:
        if isinstance(each, Draft) and each.shape is Shape.ENTRY and each.what is not None:
            lists.setdefault(each.heading.place, []).append(each)
    for entries in lists.values():
        if len(entries) < 3 or entries[0].heading.targets or any(entry.heading.told for entry in entries):
            continue
        places = [entry.what or entry.source for entry in entries]
        figures = [is_target(setting.words(place)) for place in places]
        if 2 * sum(figures) < len(entries) or all(figures):
            continue
        for entry, place, figure in zip(entries, places, figures, strict=True):
            if not figure and not entry.fields and _FIGURE.search(setting.words(place)) and not dues(setting, place):
                entry.heading = replace(entry.heading, targets=True)


_FIGURE = re.compile(r"\d")


def _loose_fields(
    setting: Setting, state: _State, order: list[Draft | tuple[Place, Heading]], findings: Findings
) -> None:
    """Labelled fields that stand alone speak for all actions of the zone, or for its only one."""
    drafts = [each for each in order if isinstance(each, Draft)]
    for name, place in state.loose.items():
        if name == "follow_up":
            wish = follow_up_at(setting, place, labelled=True)
            if wish:
                findings.follow_ups.append(wish)
        elif name == "check":
            findings.checks.append(Said(value=setting.words(place), words=setting.words(place)))
        elif name in ("due", "owner", "why", "achievable") or len(drafts) == 1:
            for draft in drafts:
                draft.fields.setdefault(name, place)
        else:
            findings.loose[name] = place


def _reset(state: _State) -> None:
    state.heading, state.nested, state.used = Heading(), {}, False


def _labelled(line: Line) -> bool:
    end, parts = split_labels(line.text)
    return bool(parts) and not line.text[:end].strip()


def _short(line: Line | None) -> bool:
    return line is not None and len(line.text) < 120 and not line.text.endswith(":")
