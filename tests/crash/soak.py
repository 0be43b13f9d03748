"""Weeks of follow-ups with a real daemon, over HTTPS, while a share of all requests goes wrong.

    PYTHONPATH=. python -m tests.crash.soak [--weeks 24] [--actions 2000] [--minutes 60]

Each week people forward what was agreed; the week after, owners say DONE, setters CONFIRM, and some say THANKS. In the
end every action has exactly one confirmation a person and its outcome, no key has two mails or two entries, and the
memory of the daemon is as it was. The business clock is moved; requests, waits and work take the time they take.
A week passes in a minute or two, so of the published limits the one on requests in ten minutes is lifted, the one on
requests at once is not. No power is cut here: the database may lie on a disk in memory (`--folder`).
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

from followupd.cli.stage import NotSettled, Stage
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.sandbox.judge import Misdeed
from tests.system.mails import forward

#: Monday 7 September 2026, 09:00 in London.
START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
SERVICE = "followup@contoso.example"
SETTERS = ("Amy", "Ben", "Clare", "Dan", "Emma", "Frank", "Grace", "Harry")
OWNERS = ("Ian", "Jane", "Kate", "Liam", "Mia", "Noah", "Olga", "Paul", "Quinn", "Rose", "Simon", "Tina", "Uma", "Vera")
#: Seconds that a refusal asks for; those in which a call that left before may still arrive.
ASKED, ON_ITS_WAY = 0.3, 0.1
#: What goes wrong, and at what share of all requests.
FAULTS = (
    (Fault(kind="unavailable"), 0.01),
    (Fault(kind="unavailable", when="after"), 0.01),
    (Fault(kind="cut"), 0.005),
    (Fault(kind="cut", when="after"), 0.01),
    (Fault(kind="throttle", retry_after=ASKED), 0.01),
    (Fault(kind="expired_token"), 0.001),
)
#: Mails that arrive together.
AT_ONCE = 100
#: Seconds between two looks at the mailbox: rarer ones would be waited for, more would be most of the requests.
POLL_SECONDS = 0.3
#: Seconds after which the business clock is moved on to the next try of an effect.
IMPATIENT = 1.0
#: Requests in ten minutes, of which there are ten thousand in a few weeks of this.
NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    number: int
    setter: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What came of it."""

    actions: int
    requests: int
    faults: int
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    #: (actions so far, resident kB of the daemon) at the end of each week.
    memory: list[tuple[int, int]] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """kB of the daemon's memory for 1,000 actions, from the third week on; 0 when there are too few."""
        settled = self.memory[2:]
        if len(settled) < 3:
            return 0.0
        return statistics.linear_regression(*zip(*settled, strict=True)).slope * 1000

    def said(self) -> str:
        return (
            f"soak: {len(self.memory)} weeks, {self.actions} actions, {self.requests} requests, {self.faults} of them "
            f"failed by chance: {len(self.lost)} lost, {len(self.twice)} twice, {len(self.wrong)} otherwise wrong; "
            f"memory {self.memory[-1][1]} kB, {self.slope:+.0f} kB per 1,000 actions"
        )


class Soak:
    """A stage and what is said on it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.agreed: list[Agreed] = []

    def run(self, weeks: int, actions: int, minutes: float = inf) -> Soaked:
        """Let so many weeks go by; after so many minutes no other one is begun, and what there is is judged."""
        people = [{"address": _at(name), "name": f"{name} Smith"} for name in (*SETTERS, *OWNERS)]
        self.stage.post("people", {"people": people})
        self.stage.sandbox.parts.limits.within = NO_LIMIT
        self.stage.start()
        self.settle()
        faults = self.stage.sandbox.faults
        with self.stage.sandbox.world.lock:
            plans = [faults.plan(fault, path="^/users", count=0, chance=chance) for fault, chance in FAULTS]
        memory = []
        begun = time.monotonic()
        last: list[Agreed] = []
        week = 0
        for week in range(weeks):
            if time.monotonic() - begun > minutes * 60:
                break
            monday = START + timedelta(weeks=week)
            self._clock(monday)
            due = monday + timedelta(days=10)
            this = self._forwards(len(self.agreed), actions * (week + 1) // weeks, monday, due)
            self._clock(monday + timedelta(days=2))
            self._closed(last)
            for day in (3, 4):
                self._clock(monday + timedelta(days=day))
            memory.append((len(self.agreed), _resident(self.stage.pid)))
            said = f"week {week + 1}: {len(self.agreed)} actions, {memory[-1][1]} kB, {time.monotonic() - begun:.0f} s"
            print(said, flush=True)
            last = this
        self._clock(START + timedelta(weeks=week + 1, days=2))
        self._closed(last)
        return self._judged(memory, sum(plan.played for plan in plans))

    def settle(self) -> None:
        """Wait until all is done; tries that are minutes away are brought near."""
        end = time.monotonic() + 600
        while True:
            try:
                self.stage.settle(patience=IMPATIENT)
            except NotSettled:
                if time.monotonic() > end:
                    raise
                waiting = self.stage.store.effects(states=[EffectState.WAITING])
                now = self.stage.sandbox.clock.now()
                tries = [row.next_try for row in waiting if row.next_try is not None]
                later = [moment for moment in tries if now < moment < now + timedelta(minutes=15)]
                if later and len(later) == len(tries):
                    self.stage.sandbox.clock.set(min(later) + timedelta(seconds=1))
                elif not waiting:  # a mail was put off
                    self.stage.sandbox.clock.forward(timedelta(seconds=60))
            else:
                return

    # -------------------------------------------------------------------------------------------- said

    def _forwards(self, first: int, end: int, at: datetime, due: datetime) -> list[Agreed]:
        made = []
        for number in range(first, end):
            one = Agreed(number=number, setter=SETTERS[number % len(SETTERS)], owner=OWNERS[number % len(OWNERS)])
            note = (
                f"{one.owner}, as agreed: you will call the {1000 + number} lapsed clients and book at least 3 "
                f"meetings by {due:%A} {due.day} {due:%B %Y}."
            )
            who = f"{one.owner} Smith <{_at(one.owner)}>"
            setter = f"{one.setter} Smith <{_at(one.setter)}>"
            mime = forward(
                note, at, author=setter, inner_from=who, inner_to=setter, message_id=f"<soak-{number}@contoso.example>"
            )
            self.stage.post("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
            made.append(one)
            self.agreed.append(one)
            if len(made) % AT_ONCE == 0:
                self.settle()
        self.settle()
        return made

    def _closed(self, agreed: list[Agreed]) -> None:
        """The owners say DONE, the setters CONFIRM, every third says THANKS."""
        for who, words, beginning, every in (
            ("owner", "DONE - 4 meetings booked.", "Agreed", 1),
            ("setter", "CONFIRM", "Agreed", 1),
            ("setter", "THANKS - well done.", "Say thank you", 3),
        ):
            found = self._ours(beginning)
            for count, one in enumerate(each for each in agreed if each.number % every == 0):
                person = _at(getattr(one, who))
                mail = found.get((person, one.number))
                if mail is not None:
                    self.stage.write(person, words, reply_to=mail[0])
                if count % AT_ONCE == AT_ONCE - 1:
                    self.settle()
            self.settle()

    def _ours(self, beginning: str) -> dict[tuple[str, int], list[str]]:
        """Message-IDs of our mails that begin so, by the person who has them and the action."""
        found: dict[tuple[str, int], list[str]] = {}
        world = self.stage.sandbox.world
        with world.lock:
            for person in world.people.values():
                for message in world.mailbox(person).messages.values():
                    about = re.search(r"the (\d{4}) lapsed", message.subject)
                    if about and message.subject.startswith(beginning) and person.address != SERVICE:
                        found.setdefault((person.address, int(about[1]) - 1000), []).append(message.internet_message_id)
        return found

    def _clock(self, moment: datetime) -> None:
        if moment > self.stage.sandbox.clock.now():
            self.stage.clock(moment)
        self.settle()

    # ---------------------------------------------------------------------------------------- the end

    def _judged(self, memory: list[tuple[int, int]], faults: int) -> Soaked:
        told = self._ours("Agreed")
        lost, twice, wrong = [], [], []
        for one in self.agreed:
            for person in (one.setter, one.owner):
                mails = told.get((_at(person), one.number), [])
                if not mails:
                    lost.append(f"{one} has no confirmation for {person}")
                elif len(mails) > 1:
                    twice.append(f"{one} has {len(mails)} confirmations for {person}")
        world = self.stage.sandbox.world
        with world.lock:
            service = world.at(SERVICE)
            assert service is not None
            assert world.calendar is not None
            keys = Counter(
                message.extended[KEY]
                for message in world.mailbox(service).messages.values()
                if KEY in message.extended
                and world.mailbox(service).folders[message.folder_id].well_known == "sentitems"
            )
            entries = Counter(
                event["extended"][KEY]
                for person in world.people.values()
                for event in world.calendar.as_json(person)
                if event["is_organizer"] and KEY in event["extended"]
            )
        twice += [f"{key}: {count} mails" for key, count in keys.items() if count > 1]
        twice += [f"{key}: {count} entries" for key, count in entries.items() if count > 1]
        wrong += [f"{row.kind} is held: {row.reason}" for row in self.stage.store.effects(states=[EffectState.HELD])]
        wrong += [
            f"{one.kind} {one.detail} {one.request}" for one in self.stage.sandbox.judge.misdeeds if not _crossed(one)
        ]
        states = Counter(
            str(standing.state)
            for agreement in self.stage.store.agreements(open_only=False)
            for standing in agreement.standings
        )
        if states != {"done": len(self.agreed)}:
            lost.append(f"actions are {dict(states)}")
        return Soaked(
            actions=len(self.agreed),
            requests=self.stage.sandbox.judge.requests.total(),
            faults=faults,
            lost=lost,
            twice=twice,
            wrong=wrong,
            memory=memory,
        )


def _crossed(misdeed: Misdeed) -> bool:
    """Whether a call was on its way already when the wait was asked for: several workers call at once."""
    if misdeed.kind != "before Retry-After":
        return False
    return float(misdeed.detail.split()[0]) > ASKED - ON_ITS_WAY


def _at(name: str) -> str:
    return f"{name.lower()}.smith@contoso.example"


def _resident(pid: int) -> int:
    """The resident memory of a process, in kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0])


def soak(folder: Path, *, weeks: int, actions: int, minutes: float = inf) -> Soaked:
    """Run it in a folder."""
    with Stage(folder, now=START, settings={"poll_seconds": POLL_SECONDS}, pause=POLL_SECONDS / 2) as stage:
        return Soak(stage).run(weeks, actions, minutes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=24)
    parser.add_argument("--actions", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=inf, help="begin no other week after so long")
    parser.add_argument("--folder", type=Path, help="where the database lies; a disk in memory is quickest")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-", dir=asked.folder) as folder:
        soaked = soak(Path(folder), weeks=asked.weeks, actions=asked.actions, minutes=asked.minutes)
    for one in (*soaked.lost, *soaked.twice, *soaked.wrong):
        print(f"    {one}")
    print(f"{soaked.said()}; {(time.monotonic() - begun) / 60:.0f} minutes")
    return 1 if soaked.lost or soaked.twice or soaked.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
