"""What somebody asked to see: what is open, one's own actions, or the agenda for a review with one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from followupd.domain.effects import SendMail
from followupd.domain.overview import Asked, Overview, OverviewLine
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import one_line, sentence, title
from followupd.writing.words import CAUSES, STANDS, near_day

#: Most lines of each part: more is not read on a phone.
MOST = 60
_TIMES = {1: "moved once", 2: "moved twice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    title: str
    reference: str
    #: Whom it concerns beside the reader; empty where the heading says it.
    other: str
    due: str
    state: str
    said: str
    #: `moved twice`; empty when its date never moved.
    moved: str
    measure: str


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    overview = effect.overview
    assert overview is not None  # the only mail that carries one
    today = setting.local(setting.now).date()
    reviewed = overview.asked is Asked.REVIEW
    lines = tuple(_shown(line, setting, today, named=not reviewed) for line in overview.open[:MOST])
    ended = tuple(_shown(line, setting, today, named=False) for line in overview.ended[:MOST])
    return {
        "hello": first(effect.to),
        "asked": overview.asked.value,
        "person": shown(overview.person) if overview.person else "",
        "person_first": first(overview.person) if overview.person else "",
        "ended": ended,
        "open": lines,
        "more": max(0, len(overview.open) - MOST),
        "again": tuple(_again(what, times) for what, times in overview.again),
        "words": tuple(_words(overview, setting)),
    }


def _shown(line: OverviewLine, setting: Setting, today: date, *, named: bool) -> Shown:
    words = one_line(line.result.words, 200) if line.result else ""
    cause = CAUSES[line.result.cause] if line.result and line.result.cause else ""
    return Shown(
        title=title(line.title),
        reference=line.reference,
        other=shown(line.other) if named else "",
        due=near_day(line.due.day, today),
        state=STANDS[line.state],
        said=f"“{words}”" if words else cause,
        moved=_TIMES.get(line.slips, f"moved {line.slips} times") if line.slips else "",
        measure=sentence(line.measure),
    )


def _again(what: str, times: int) -> str:
    count = {3: "third", 4: "fourth", 5: "fifth"}.get(times)
    return f"“{title(what)}” is agreed for the {count} time." if count else f"“{title(what)}” was agreed {times} times."


def _words(overview: Overview, setting: Setting) -> Iterator[Word]:
    example = next((line.reference for line in (*overview.open, *overview.ended)), "")
    if not example:
        yield setting.word("HELP", "says what can be answered", "")
        return
    own = overview.asked is Asked.MINE
    yield _for(setting.word("DONE", "it is finished" if own else "closes it as done", example), example)
    if own:
        yield _for(setting.word("BLOCKED", "something is in the way; say what", example, more=True), example)
        return
    yield _for(setting.word("NOT DONE", "it did not happen; add what stopped it", example, more=True), example)
    subject = f"[{example}]"
    yield setting.answer("Due: …", "gives it a new date, in writing for both", subject)


def _for(word: Word, reference: str) -> Word:
    return replace(word, say=f"{word.say} {reference}")
