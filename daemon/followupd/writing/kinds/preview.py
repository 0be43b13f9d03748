"""What was understood of a mail, from which words, what is missing, and what would be sent. For the setter alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from followupd.domain.action import FollowUpWish, Item, Said
from followupd.domain.agreement import Gap, Line, LineState, Proposal
from followupd.domain.effects import SendMail
from followupd.domain.situations import NAMES
from followupd.writing.kinds.cards import Row
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import one_line, sentence, title
from followupd.writing.words import HELD

#: What to write in front of a missing field.
FIELDS = {
    "what": "What",
    "owner": "Owner",
    "due": "Due",
    "measure": "Measure",
    "follow_up": "Follow-up",
    "achievable": "Help",
    "why": "Why",
    "check": "Check",
}
#: Most sentences of each looser kind; a mail is not a transcript.
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    question: str
    suggestion: str
    #: The words that answer it: "Due: …".
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    number: int
    title: str
    owner: str
    source: str
    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]
    #: What would help, though nothing waits for it.
    helpful: tuple[str, ...]


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    proposal = effect.proposal
    assert proposal is not None  # a preview is made of a proposal alone
    lines = tuple(_line(line, proposal, setting) for line in proposal.open_lines)
    subject = next((line.title for line in lines if line.title), "") or title(proposal.mail.subject)
    return {
        "hello": first(effect.to),
        "lines": lines,
        "subject": subject,
        "again": proposal.reminded,
        "private": proposal.private,
        "reasons": tuple(one_line(reason) for reason in effect.lines or proposal.held_because),
        "sent_before": sum(line.state is LineState.SENT for line in proposal.lines),
        "also_noticed": noticed(proposal),
        "targets": tuple(one_line(each, 200) for each in proposal.targets[:MOST]),
        "words": tuple(_words(proposal, lines, setting, subject)),
    }


def noticed(proposal: Proposal) -> tuple[tuple[int, str], ...]:
    """What was only noticed, with the number by which ADD takes it up."""
    return tuple(
        (len(proposal.lines) + place, one_line(each, 200))
        for place, each in enumerate(proposal.also_noticed[:MOST], start=1)
    )


def _line(line: Line, proposal: Proposal, setting: Setting) -> LineShown:
    item = line.item
    several = len(proposal.lines) > 1
    return LineShown(
        number=line.number,
        title=title(item.what.value) if item.what else "",
        owner=shown(item.owner.value) if item.owner else "",
        source=one_line(item.source, 300),
        rows=tuple(_rows(item, setting)),
        missing=tuple(_missing(gap, line, several) for gap in line.gaps if gap.holds),
        helpful=tuple(f"{one_line(gap.question)} ({_say(gap, line, several)})" for gap in line.gaps if not gap.holds),
    )


def _missing(gap: Gap, line: Line, several: bool) -> Missing:
    return Missing(
        question=one_line(gap.question),
        suggestion=one_line(gap.suggestion) if gap.filled else "",
        say=_say(gap, line, several),
    )


def _say(gap: Gap, line: Line, several: bool) -> str:
    """What to write in an answer: `Due: …`, with the number of the action where there are several."""
    name = FIELDS.get(gap.field, gap.field.capitalize())
    return f"{line.number} {name}: …" if several else f"{name}: …"


def _rows(item: Item, setting: Setting) -> Iterator[Row]:
    if item.owner:
        yield _row("", "Who", shown(item.owner.value), item.owner)
    if item.what:
        yield _row("S", "Specific", sentence(item.what.value), item.what)
    if item.measure:
        yield _row("M", "Measurable", sentence(item.measure.value), item.measure)
    if item.achievable:
        yield _row("A", "Achievable", sentence(item.achievable.value), item.achievable)
    if item.why:
        yield _row("R", "Relevant", sentence(item.why.value), item.why)
    if item.due:
        yield _row("T", "Time-bound", f"By {setting.moment(item.due.value)}", item.due)
    if item.follow_up:
        yield _row("", "Follow-up", _wish(item.follow_up.value, setting), item.follow_up)
    if item.every:
        yield Row(letter="", label="Again", value=sentence(item.every.value.words))
    if item.situation:
        value = NAMES[item.situation.value].capitalize()
        yield Row(letter="", label="Situation", value=value, note="another one: “Situation: …”")
    if item.check:
        yield Row(
            letter="", label="Your check", value=sentence(item.check.value), note="for you alone; nobody else sees it"
        )


def _row(letter: str, label: str, value: str, said: Said[Any]) -> Row:
    """A row with the words it was read from, where they are not the value itself."""
    quote = one_line(said.words, 160)
    same = quote.strip(" .").casefold() in value.casefold()
    return Row(letter=letter, label=label, value=value, note="" if same else f"from “{quote}”")


def _wish(wish: FollowUpWish, setting: Setting) -> str:
    held = HELD[wish.how].partition(";")[0]
    return f"{setting.moment(wish.when)}, {held}" if wish.when else f"{held[:1].upper()}{held[1:]}, on the due day"


def _words(proposal: Proposal, lines: tuple[LineShown, ...], setting: Setting, subject: str) -> Iterator[Word]:
    """SEND where one word is enough, the first missing field where it is not, and CANCEL."""
    reference = proposal.reference
    ready = [line.number for line in lines if all(missing.suggestion for missing in line.missing)]
    filled = any(missing.suggestion for line in lines for missing in line.missing)
    if ready and len(ready) == len(lines):
        means = "sends it, with what is suggested" if filled else "sends it as it stands"
        yield setting.word("SEND", means, reference)
    elif ready:
        yield setting.word(f"SEND {' '.join(map(str, ready))}", "sends what is ready", reference)
    if len(lines) > 1 and len(ready) == len(lines):
        some = f"SEND {lines[0].number} {lines[-1].number}"
        yield setting.word(some, "sends only these; choose the numbers you like", reference)
    gaps = [missing for line in lines for missing in line.missing]
    empty = [missing for missing in gaps if not missing.suggestion] or gaps
    if empty:
        yield setting.answer(empty[0].say, "fills in what is missing, or changes it", f"{subject} [{reference}]")
    yield setting.word("CANCEL", "leaves it; nothing is sent", reference)
