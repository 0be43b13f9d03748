"""The whole story that every killed daemon has to live through, and the picture of the world at its end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from followupd.graph.properties import KEY
from followupd.ports import EffectState
from tests.crash.killed import KilledStage
from tests.system.mails import NOTE, forward

#: Monday 23 November 2026, 09:00 in London.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: The morning of the pre-check.
BRIEF = datetime(2026, 12, 3, 7, 31, tzinfo=UTC)

ANNA = "anna.reed@contoso.example"
TOM = "tom.baker@contoso.example"
SERVICE = "followup@contoso.example"


def tell(stage: KilledStage, *, forwarded: bool = False) -> None:
    """Forward (unless that was done), agreed, pair, done, the brief of the morning, confirmed, thanked."""
    if forwarded:
        stage.settle()
    else:
        deliver(stage, forward(NOTE, NOW, message_id="<forward@contoso.example>"))
    say(stage, TOM, "AGREED", "DONE")
    say(stage, TOM, "DONE - all called, 4 meetings booked.", "DONE")
    stage.clock(BRIEF)
    stage.settle()
    say(stage, ANNA, "CONFIRM", "DONE")
    say(stage, ANNA, "THANKS - four is more than we agreed. Well done.", "THANKS")


def deliver(stage: KilledStage, mime: str) -> None:
    stage.post("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
    stage.settle()


def say(stage: KilledStage, person: str, words: str, word: str) -> None:
    """Answer the first mail of ours that has this word in it."""
    ours = [mail for mail in stage.mails(person) if mail["author"] == SERVICE]
    mail = next(mail for mail in ours if word in mail["text"])
    stage.write(person, words, reply_to=mail["internet_message_id"])
    stage.settle()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The world as it matters: what people have, and what we remember. Two equal stories give two equal pictures."""

    #: Mails of ours: whose mailbox, folder, subject, words; without references.
    mails: Counter[tuple[str, str, str, str]]
    #: What came to the dedicated mailbox: folder and subject.
    received: Counter[tuple[str, str]]
    #: Mail of the calendar: whose mailbox, kind, subject.
    meeting_mail: Counter[tuple[str, str, str]]
    #: Entries: whose calendar, subject, start, end, attendees, whether it was cancelled.
    entries: Counter[tuple[str, str, str, str, tuple[str, ...], bool]]
    #: Effects: kind and how it ended.
    effects: Counter[tuple[str, str]]
    #: How the actions stand.
    states: Counter[str]
    #: What is told of each thing: kind, what, by.
    history: Counter[tuple[str, str, str]]


def picture(stage: KilledStage) -> Picture:
    world = stage.get("world")
    mails: Counter[tuple[str, str, str, str]] = Counter()
    received: Counter[tuple[str, str]] = Counter()
    meeting_mail: Counter[tuple[str, str, str]] = Counter()
    for mail in world["messages"]:
        if mail["meeting"] is not None:
            meeting_mail[mail["mailbox"], str(mail["kind"]), plain(mail["subject"])] += 1
        elif mail["author"] == SERVICE and not unseen(mail):
            mails[mail["mailbox"], mail["folder"], plain(mail["subject"]), plain(mail["text"])] += 1
        elif mail["mailbox"] == SERVICE and mail["author"] != SERVICE:
            received[mail["folder"], plain(mail["subject"])] += 1
    entries = Counter(
        (
            str(person["address"]),
            plain(event["subject"]),
            str(event["start"]),
            str(event["end"]),
            tuple(sorted(str(each) for each in _attendees(event))),
            bool(event["cancelled"]),
        )
        for person in world["people"]
        for event in person["events"]
    )
    store = stage.store
    agreements = store.agreements(open_only=False)
    effects = store.effects(limit=1000)
    return Picture(
        mails=mails,
        received=received,
        meeting_mail=meeting_mail,
        entries=entries,
        effects=Counter((row.kind, str(row.state)) for row in effects),
        states=Counter(str(each.state) for agreement in agreements for each in agreement.standings),
        history=Counter(
            (line.kind, line.what, line.by)
            for agreement in agreements
            for line in store.history("agreement", agreement.id)
        ),
    )


def unseen(mail: dict[str, Any]) -> bool:
    """Whether this is the marker, or a draft that was found incomplete and deleted: an answer's needs two requests."""
    return bool(mail["draft"]) and mail["folder"] in ("deleteditems", "followupd")


def plain(text: str) -> str:
    """The words without what differs from one telling to another: references, and how lines are broken."""
    return " ".join(re.sub(r"FU-[0-9A-Z]+", "FU-…", text).split())


def _attendees(event: dict[str, Any]) -> list[str]:
    return [str(each.get("address", each)) if isinstance(each, dict) else str(each) for each in event["attendees"]]


def faults(stage: KilledStage, twin: Picture | None) -> list[str]:
    """What is wrong at the end of a story, as sentences: doubles, left-overs, misdeeds, and every difference."""
    found: list[str] = []
    world = stage.get("world")
    ours = [
        mail
        for mail in world["messages"]
        if mail["mailbox"] == SERVICE and mail["author"] == SERVICE and not unseen(mail)
    ]
    keys = Counter(mail["extended"].get(KEY) for mail in ours)
    found += [f"{count} mails of ours carry the key {key}" for key, count in keys.items() if count > 1 or key is None]
    found += [f"a draft is left in {mail['folder']}" for mail in ours if mail["draft"]]
    arrived = Counter(
        (mail["mailbox"], mail["internet_message_id"]) for mail in world["messages"] if mail["author"] == SERVICE
    )
    found += [f"{mailbox} has one mail {count} times" for (mailbox, _), count in arrived.items() if count > 1]
    for row in stage.store.effects(limit=1000):
        if row.state not in (EffectState.DONE, EffectState.VOID):
            found.append(f"the effect {row.kind} is {row.state}: {row.reason}")
    found += [f"the judge complains: {misdeed}" for misdeed in stage.get("judge")["misdeeds"]]
    if twin is not None:
        mine = picture(stage)
        for name in (each.name for each in fields(Picture)):
            here, there = getattr(mine, name), getattr(twin, name)
            found += [f"{name}: too much: {n} × {each}" for each, n in (here - there).items()]
            found += [f"{name}: missing: {n} × {each}" for each, n in (there - here).items()]
    return found
