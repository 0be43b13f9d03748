"""Random histories of a service, told by a seed: the same seed tells the same history in any world.

For the restore of a lost database: one world loses it, its twin does not, and then both are looked at.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from followupd.app import restorer
from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.mail import EntryRole
from followupd.engine.restore import Report
from followupd.engine.retention import ORDERS, Order, read_orders, written
from followupd.errors import FollowupdError
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from followupd.sandbox.control import Unfit
from tests.machine.test_machine import (
    DAVID,
    NAMES,
    NOTES,
    OWNER_WORDS,
    OWNERS,
    SAM,
    SETTER_WORDS,
    SETTERS,
    START,
    TOM,
    Machine,
)
from tests.machine.world import SERVICE, Killed, Service
from tests.system.mails import forward, plain

#: Settings that a change of the configuration brings; None: templates of the site's own.
CONFIGURATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"follow_up_minutes": 45},
    {"pre_check_days": 3, "follow_up_time": "14:00"},
    {"send": "preview"},
)
DECLINED = "declined"
#: In every so manyth history somebody is forgotten half-way.
FORGETS = 4


class World:
    """One telling of a history."""

    def __init__(self, folder: Path, seed: int, databases: Sequence[str] = ()) -> None:
        """`databases`: empty ones on a server, to tell on and to restore into; none: files."""
        self._databases = [*databases, ""]
        self.chance = random.Random(seed)
        self.folder = folder
        self.service = Service(
            folder, now=START, template=Machine.template, settings={}, database=self._databases.pop(0)
        )
        self.count = 0
        self.told: list[str] = []
        #: Whether mail waits to be read.
        self.waits = False

    # ------------------------------------------------------------------------------------------- telling

    def tell(self, steps: int) -> None:
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        chance = self.chance
        name = chance.choices(
            ("forward", "both", "owner", "setter", "time", "drag", "remove", "decline", "configure", "stop"),
            (18, 4, 22, 22, 14, 8, 5, 5, 4, 1),
        )[0]
        # Everything is drawn whether it is used or not: so that both tellings draw the same.
        a, b, which, days = chance.random(), chance.random(), chance.randrange(6), chance.randrange(3, 20)
        self.told.append(name)
        getattr(self, f"_{name}")(a, b, which, days)

    def _forward(self, a: float, b: float, which: int, days: int) -> None:
        now = self.now
        due = now + timedelta(days=days)
        setter, owner = _pick(SETTERS, a), _pick((*OWNERS, *OWNERS, DAVID), b)
        words = NOTES[sorted(NOTES)[which % len(NOTES)]].format(
            owner=NAMES[owner].split()[0], n=days + 7, due=_spelt(due), review=_spelt(due + timedelta(days=2))
        )
        mime = forward(words, now, author=NAMES[setter], inner_from=NAMES[owner], message_id=self._message_id())
        self._deliver(mime)

    def _both(self, a: float, b: float, which: int, days: int) -> None:
        due = _spelt(self.now + timedelta(days=days))
        text = (
            f"Hi both, as agreed:\n\n- Tom will call the {days} lapsed clients by {due} and book at least 3 meetings\n"
            f"- Sam will send the new price list to all {days} clients by {due}\n\nAnna"
        )
        to = f"{NAMES[TOM]}, {NAMES[SAM]}"
        self._deliver(plain(text, self.now, to=to, cc=SERVICE, message_id=self._message_id()))

    def _owner(self, a: float, b: float, which: int, days: int) -> None:
        self._answer(_pick(OWNERS, a), _pick(OWNER_WORDS, b), which)

    def _setter(self, a: float, b: float, which: int, days: int) -> None:
        self._answer(_pick(SETTERS, a), _pick(SETTER_WORDS, b), which)

    def _stop(self, a: float, b: float, which: int, days: int) -> None:
        self._answer(_pick((*OWNERS, *SETTERS), a), "STOP", which)

    def _time(self, a: float, b: float, which: int, days: int) -> None:
        """Time passes, unless mail waits: what is read days late counts from then, and from its own moment when it is
        read again."""
        if not self.waits:
            self.service.forward(timedelta(hours=(1, 5, 20, 24, 72, 168)[which]))

    def _drag(self, a: float, b: float, which: int, days: int) -> None:
        for address, event in self._entries(a, which):
            start = datetime.fromisoformat(event["start"]) + timedelta(hours=days % 5 + 1)
            self._try("move", {"person": address, "event": event["immutable_id"], "start": start.isoformat()})

    def _remove(self, a: float, b: float, which: int, days: int) -> None:
        for address, event in self._entries(a, which, role="pre_check"):
            self._try("remove", {"person": address, "event": event["immutable_id"]})

    def _decline(self, a: float, b: float, which: int, days: int) -> None:
        owner = _pick(OWNERS, a)
        events = [one for one in self.service.events()[owner] if not one["cancelled"] and not one["is_organizer"]]
        if events:
            event = sorted(events, key=_sorting)[which % len(events)]
            self._try("answer", {"person": owner, "event": event["immutable_id"], "response": DECLINED})

    def _configure(self, a: float, b: float, which: int, days: int) -> None:
        """Another configuration, and a template of the site's own."""
        templates = self.folder / "templates"
        if which % 2:
            (templates / "mail").mkdir(parents=True, exist_ok=True)
            (templates / "mail" / "echo.subject.j2").write_text("Noted [{{ reference }}]")
        more = {"templates": str(templates)} if templates.exists() else {}
        self.service.configure({**_pick(CONFIGURATIONS, a), **more})

    def _entries(self, a: float, which: int, role: str = "") -> list[tuple[str, dict[str, Any]]]:
        """One entry of ours that is still to come."""
        now = self.now
        found = [
            (address, event)
            for address in SETTERS
            for event in self.service.events()[address]
            if event["is_organizer"]
            and not event["cancelled"]
            and datetime.fromisoformat(event["start"]) > now + timedelta(hours=1)
            and role in event["extended"].get(KEY, "")
        ]
        found.sort(key=lambda each: (each[0], _sorting(each[1])))
        return [found[which % len(found)]] if found else []

    def _answer(self, person: str, words: str, which: int) -> None:
        ours = [
            mail
            for mail in self.service.messages()
            if mail.mailbox == person and mail.folder == "inbox" and mail.ours and not mail.meeting
        ]
        if ours:
            mail = ours[-1 - which % len(ours)]
            self.service.do("write", {"person": person, "text": words, "reply_to": mail.internet_message_id})

    def _try(self, name: str, body: dict[str, Any]) -> None:
        try:
            self.service.do(name, body)
        except Unfit:
            self.told.append(f"{name} was not possible")

    def _deliver(self, mime: str) -> None:
        self.service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})

    def _message_id(self) -> str:
        self.count += 1
        return f"<{self.count}@mail.contoso.example>"

    @property
    def now(self) -> datetime:
        return self.service.sandbox.clock.now()

    def forget(self, person: str) -> None:
        """Take out what is kept about somebody, as `followupd forget` orders it, through all its steps."""
        store = self.service.app.store
        store.note(ORDERS, written((*read_orders(store.noted(ORDERS)), Order(address=person, keep_open=False))))
        for _ in range(3):
            self.service.settle()

    def look_at_calendars(self) -> None:
        """Let the service see all that people did to entries: it looks every so often, and twice before it believes."""
        for _ in range(3):
            self.service.steady.forward(1800)
            self.service.settle()

    # ---------------------------------------------------------------------------------------- losing it

    def restore(self) -> Report:
        """Lose the database, and rebuild it."""
        self.service.lose(Machine.template, self._databases.pop(0) if self._databases else "")
        return restorer(self.service.app).run()


@contextmanager
def world(folder: Path, seed: int, databases: Sequence[str] = ()) -> Iterator[World]:
    told = World(folder, seed, databases)
    told.service.open()
    try:
        told.service.settle()
        yield told
    finally:
        told.service.close()


# ------------------------------------------------------------------------------------------------ pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What people see, without what differs from one telling to another."""

    agreements: dict[str, Any]
    proposals: dict[str, Any]
    follow_ups: dict[str, Any]
    stopped: frozenset[str]
    mails: Counter[tuple[str, ...]] = field(default_factory=Counter)
    entries: Counter[tuple[Any, ...]] = field(default_factory=Counter)


def picture(told: World) -> Picture:
    """How everything stands, in the database and with people."""
    store = told.service.app.store
    agreements = store.agreements(open_only=False)
    with store.look() as look:
        pairs = {(each.setter, each.owner if each.shared else None) for each in agreements}
        follow_ups = [each for setter, owner in pairs for each in look.follow_ups_between(setter, owner)]
        stopped = look.stopped()
    return Picture(
        agreements={each.id: _agreement(each) for each in agreements},
        proposals={
            each.id: (each.setter.address, each.state, _days(each.lines), each.reminded) for each in store.proposals()
        },
        follow_ups={each.id: _follow_up(each, told.now) for each in follow_ups if each.start > told.now},
        stopped=stopped,
        mails=Counter(
            # What a brief says of the diaries depends on what is held: that there is one is compared.
            (
                mail.mailbox,
                mail.folder,
                str(mail.recipients),
                _plain(mail.subject),
                "" if mail.subject.startswith("Your follow-ups for") else _plain(mail.body),
            )
            for mail in told.service.messages()
            if mail.ours
        ),
        entries=Counter(
            (address, _plain(event["subject"]), event["start"], event["end"], event["cancelled"], _who(event))
            for address, events in told.service.events().items()
            for event in events
        ),
    )


def _agreement(each: Agreement) -> object:
    return (each.reference, each.setter.address, each.owner.address, each.shared, each.version, _days(each.standings))


def _days(told: object) -> str:
    """Told without clock times: a word counts from the moment of its mail, or of its reading a minute later."""
    return re.sub(r"datetime\.datetime\((\d+, \d+, \d+)[^()]*(?:\([^()]*\))?[^()]*\)", r"\1", repr(told))


def _follow_up(each: FollowUp, now: datetime) -> object:
    lines = frozenset((line.agreement, line.number) for line in each.reviewed)
    # A pre-check that is over may be left where it stood, or go with a drag that is seen late. One that a person
    # deleted is noticed by whoever looks first: its entry is gone either way.
    over = each.pre_check is not None and each.pre_check < now
    kept = [entry for entry in each.entries if entry.role is not EntryRole.PRE_CHECK or not over]
    entries = frozenset((entry.role, entry.mailbox, entry.event_id) for entry in kept)
    pre_check = each.pre_check if not over and each.entry(EntryRole.PRE_CHECK) is not None else None
    return (each.state, each.start, each.minutes, pre_check, lines, entries)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"FU-[0-9A-Z]{5}", "FU-…", text).split())


def _who(event: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(str(each["address"]) for each in event["attendees"]))


def _sorting(event: dict[str, Any]) -> tuple[str, str]:
    return (str(event["start"]), _plain(str(event["subject"])))


def _pick(among: Any, number: float) -> Any:
    return among[int(number * len(among))]


def _spelt(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


# ------------------------------------------------------------------------------------------------- telling


def compare(
    folder: Path, seed: int, *, steps: int, cut: bool, databases: Sequence[str] = ()
) -> tuple[list[str], Report]:
    """Tell the history twice, lose the database of one, and return what differs, as sentences.

    `cut`: it is lost in the middle of what follows on the last step, not at rest. `databases`: see World; the twin is
    told on a file all the same.
    """
    differs: list[str] = []
    forgotten = (TOM, SAM)[seed // FORGETS % 2] if seed % FORGETS == 0 else ""
    with world(folder / "twin", seed) as twin, world(folder / "lost", seed, databases) as lost:
        for each in (twin, lost):
            for step in range(steps):
                each.tell(1)
                each.service.settle()
                if forgotten and step == steps // 2:
                    each.forget(forgotten)
            each.waits = True
            for _ in range(2):
                each.tell(1)
                each.service.forward(timedelta(minutes=1))
        at = random.Random(seed).randrange(1, 40)
        if cut:
            lost.service.kill_at(at)
            try:
                lost.service.app.engine.once()
            except Killed:
                pass
            except FollowupdError as error:
                differs.append(f"the cut: {type(error).__name__}")
            lost.service.kill_at(0)
        else:
            lost.service.settle()
        twin.service.settle()
        before = picture(lost)
        report = lost.restore()
        for each in (twin, lost):
            each.look_at_calendars()
        mine, theirs = picture(lost), picture(twin)
        held = len(lost.service.app.store.effects(states=[EffectState.HELD], limit=1000))
        # What was agreed with somebody after he was forgotten is left out, and asked about.
        left_out = any("who were forgotten" in each for each in report.questions)
        differs += _differences(
            "agreement", mine.agreements, _without(theirs.agreements, forgotten if left_out else "")
        )
        differs += _differences(
            "proposal",
            _proposals(mine.proposals, forgotten if left_out else ""),
            _proposals(theirs.proposals, forgotten if left_out else ""),
        )
        if not (held or report.questions):
            differs += _differences("follow-up", mine.follow_ups, theirs.follow_ups)
        unasked = {each for each in mine.stopped ^ theirs.stopped if not any(each in told for told in report.questions)}
        if unasked:
            differs.append(f"stopped: {sorted(unasked)}")
        differs += _beyond(mine, theirs, "after the restore", before)
        if not (held or cut or left_out):
            differs += _beyond(theirs, mine, "missing after the restore")
        for each in (twin, lost):
            each.service.forward(timedelta(hours=24))
            each.look_at_calendars()
        mine, theirs = picture(lost), picture(twin)
        differs += _beyond(mine, theirs, "a day later", before)
        if not (held or cut or left_out):
            differs += _beyond(theirs, mine, "missing a day later")
        aside = lost.service.app.store.mails_set_aside(10)
        differs += [f"set aside: {reason}" for reason in (each.reason for each in aside)]
        if held and not report.questions:
            differs.append("something is held and nothing is asked")
    return differs, report


def _proposals(proposals: dict[str, Any], forgotten: str) -> dict[str, Any]:
    """The previews without those about this person."""
    return {id: each for id, each in proposals.items() if not forgotten or forgotten not in repr(each)}


def _without(agreements: dict[str, Any], forgotten: str) -> dict[str, Any]:
    """The agreements without those of this person."""
    return {id: each for id, each in agreements.items() if forgotten not in each[1:3]}


def _differences(what: str, mine: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    found = [f"{what} {id}: lost" for id in theirs.keys() - mine.keys()]
    found += [f"{what} {id}: too much" for id in mine.keys() - theirs.keys()]
    found += [
        f"{what} {id}: {mine[id]} instead of {theirs[id]}"
        for id in mine.keys() & theirs.keys()
        if mine[id] != theirs[id]
    ]
    return found


def _beyond(mine: Picture, theirs: Picture, when: str, before: Picture | None = None) -> list[str]:
    """What is in one world and not in the other; `before`: what was there already when the database was lost."""
    mails = mine.mails - (theirs.mails | (before.mails if before is not None else Counter()))
    entries = mine.entries - (theirs.entries | (before.entries if before is not None else Counter()))
    return [f"{when}: mail {each[:4]}" for each in mails if each[1] != "drafts"] + [
        f"{when}: entry {each}" for each in entries
    ]


def main(words: list[str]) -> int:
    """Tell histories: first seed, how many. Prints each that differs, and the figure."""
    import tempfile

    first, count = int(words[0]), int(words[1])
    wrong = 0
    replayed = known = asked = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(prefix="history-") as folder:
            differs, report = compare(Path(folder), seed, steps=14, cut=seed % 2 == 1)
        replayed, known, asked = replayed + report.replayed, known + report.known, asked + len(report.questions)
        if differs:
            wrong += 1
            print(f"seed {seed}:", *differs, *(f"  asked: {each}" for each in report.questions), sep="\n  ", flush=True)
    print(
        f"{count} histories from seed {first}: {count - wrong} restored as their twins, {wrong} not; "
        f"{known} mails known from snapshots, {replayed} read again, {asked} questions asked"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
