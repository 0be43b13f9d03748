"""Several workers on one PostgreSQL database: one takes over what another one was doing, whatever stops that one.

Two workers with take-over are the promise; five that are killed and stopped past their lease are the stress test.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from followupd.errors import FollowupdError
from followupd.sandbox.faults import Fault
from tests.crash.crew import LEASE, Crew, Worker, crew
from tests.crash.killed import KilledStage, Launcher
from tests.crash.matrix import AT_ONCE, FULL, Twin
from tests.crash.story import ANNA, NOW, SERVICE, TOM, faults, plain, tell
from tests.crash.test_kill_at_requests import ALL_BUT_LOOKS
from tests.postgres import Server
from tests.system.mails import NOTE, SAM, forward

pytestmark = pytest.mark.crash

#: Where the random runs begin; another number, another run.
SEED = int(os.environ.get("FOLLOWUPD_CRASH_SEED", "20261123"))
#: Blows (a kill, or a stop past the lease) that five workers take while mail arrives, and the mails.
BLOWS = 400 if FULL else 24
MAILS = 60 if FULL else 12
#: Requests at which the worker that reads is killed: every one, or a spread of them.
KILLS = 1 if FULL else 14
#: Cuts every line of every worker.
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = 'followupd' AND datname = current_database()"
)
#: What is under way, and was begun without an end before.
OFTEN_HIT = (
    "SELECT id FROM mails WHERE verdict IS NULL AND begun >= 2 "
    "UNION SELECT id FROM effects WHERE state IN ('waiting', 'claimed') AND crashes >= 1"
)
#: Permits: of config.workers and GraphSettings.in_flight_mailbox.
IN_ALL, A_MAILBOX = 4, 3

SAM_AT = "sam.lee@contoso.example"


# ------------------------------------------------------------------------------------------- two, take-over


def test_killed_at_requests_the_other_worker_finishes_the_story_as_the_twin_does(
    tmp_path: Path, launcher: Launcher, server: Server, twin: Twin, say: Callable[[str], None]
) -> None:
    last = sum(count for name, count in twin.requests.items() if "delta" not in name and "login" not in name)
    kills = [(n, when) for n in range(1, last + 1, KILLS) for when in ("before", "after")]

    def one(kill: tuple[int, str]) -> tuple[int, list[str]]:
        number, when = kill
        try:
            with crew(tmp_path / f"{when}-{number}", launcher, server, size=2) as stage:
                _kill_reader_at(stage, number, when)
                tell(stage)
                return stage.deaths, [f"{when} request {number}: {fault}" for fault in faults(stage, twin.picture)]
        except (FollowupdError, StopIteration, AssertionError) as error:
            return 0, [f"{when} request {number}: the story broke: {type(error).__name__}: {error}"]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(one, kills))
    took_over = sum(deaths for deaths, _ in told)
    say(f"two workers, the reader killed at {len(kills)} of {2 * last} moments: {took_over} take-overs")
    assert [fault for _, found in told for fault in found] == []
    assert took_over >= 0.8 * len(kills)


def _kill_reader_at(stage: Crew, number: int, when: str) -> None:
    """Kill the worker that reads mail, at this request of anybody's, before its deed or after it."""

    def kill() -> None:
        reader = stage.reader()
        if reader is not None:
            stage.signal(reader, signal.SIGKILL)

    with stage.sandbox.world.lock:
        plan = stage.sandbox.faults.plan
        plan(
            Fault(kind="call", call=kill, when="after" if when == "after" else "before"), path=ALL_BUT_LOOKS, nth=number
        )
        if when == "before":
            plan(Fault(kind="cut"), path=ALL_BUT_LOOKS, nth=number)


def test_lines_to_the_database_that_are_cut_again_and_again_change_nothing(
    tmp_path: Path, launcher: Launcher, server: Server, twin: Twin, say: Callable[[str], None]
) -> None:
    chance = random.Random(SEED)
    over, cuts = threading.Event(), 0
    with crew(tmp_path / "cut", launcher, server, size=2) as stage:

        def cut() -> None:
            nonlocal cuts
            while not over.wait(chance.uniform(0.15, 0.6)):
                cuts += len(stage.sql(CUT))

        thread = threading.Thread(target=cut)
        thread.start()
        try:
            tell(stage)
        finally:
            over.set()
            thread.join()
        stage.settle()
        assert faults(stage, twin.picture) == []
    say(f"two workers, {cuts} of their lines to the database cut during one story, seed {SEED}")
    assert cuts > 10


# --------------------------------------------------------------------------------------------- five, stress


def test_five_workers_killed_and_stopped_past_their_lease_lose_nothing_and_do_nothing_twice(
    tmp_path: Path, launcher: Launcher, server: Server, say: Callable[[str], None]
) -> None:
    chance = random.Random(SEED)
    with crew(tmp_path / "five", launcher, server, size=5, reviving=True, started=False) as stage:
        stage.counts_cursors()
        stage.start()
        stage.settle()
        with stage.sandbox.world.lock:  # so that requests meet
            stage.sandbox.faults.plan(Fault(kind="slow", seconds=0.15), path="/messages|/events|/calendar", count=0)
        blows = Blows(stage, chance)
        for blow in range(BLOWS):
            while blows.posted * BLOWS < MAILS * (blow + 1):
                blows.post()
            time.sleep(chance.uniform(0.1, 0.7))
            blows.fall()
        blows.over()
        stage.settle(patience=120)
        wrong = faults(stage, None)
        steps = stage.cursors()
        most = stage.get("judge")["most_at_once"]
        most_in_all = stage.sandbox.parts.control.limits.most_in_all
        say(
            f"five workers, {blows.kills} killed, {blows.stops} stopped past their lease, {MAILS} mails, "
            f"{sum(map(len, steps.values()))} steps of the cursors, at most {max(most.values())} requests a mailbox "
            f"and {most_in_all} in all, seed {SEED}"
        )
        assert wrong == []
        assert len(stage.store.agreements()) == MAILS
        for address, expected in ((ANNA, MAILS), (TOM, MAILS - blows.sams), (SAM_AT, blows.sams)):
            agreed = [plain(m["subject"]) for m in stage.mails(address) if m["subject"].startswith("Agreed")]
            assert (len(agreed), len(set(agreed))) == (expected, expected), address
        for address, expected in ((TOM, 1), (SAM_AT, 1), (ANNA, 4)):
            assert len([event for event in stage.events(address) if not event["cancelled"]]) == expected, address
        for folder, places in steps.items():
            assert all(one < two for one, two in pairwise(places)), f"the cursor of {folder} went back"
        assert max(most.values()) <= A_MAILBOX
        assert most_in_all <= IN_ALL


class Blows:
    """Mail that arrives, and what happens to the workers meanwhile."""

    def __init__(self, stage: Crew, chance: random.Random) -> None:
        self.stage = stage
        self.chance = chance
        self.posted = self.sams = self.kills = self.stops = 0
        self._stopped: list[tuple[float, Worker]] = []

    def post(self) -> None:
        """A mail arrives, now to Sam, now to Tom."""
        to_sam = self.posted % 3 == 0
        note = NOTE.replace("the 10 lapsed", f"the {self.posted + 20} lapsed")
        mime = forward(
            note.replace("Tom,", "Sam,") if to_sam else note,
            NOW + timedelta(seconds=self.posted),
            inner_from=SAM if to_sam else "Tom Baker <tom.baker@contoso.example>",
            message_id=f"<load-{self.posted}@contoso.example>",
            subject=f"FW: List {self.posted}",
        )
        self.stage.post("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
        self.posted += 1
        self.sams += to_sam

    def fall(self) -> None:
        """Kill a worker, or stop it for longer than its lease; wake up who stood still long enough.

        What several workers die of is set aside, by rule, and that has a test of its own: here chance spares what was
        hit often.
        """
        self._wake(time.monotonic())
        if self.stage.sql(OFTEN_HIT):
            self.stage.settle()
        still = [worker for _, worker in self._stopped]
        free = [worker for worker in self.stage.running() if worker not in still]
        if len(free) < 2:  # somebody has to be left
            return
        reader = self.stage.reader()
        victim = reader if reader in free and self.chance.random() < 0.5 else self.chance.choice(free)
        assert victim is not None
        if self.chance.random() < 0.5:
            self.kills += 1
            self.stage.signal(victim, signal.SIGKILL)
            victim.daemon_ends()
            self.stage.revive()
        else:
            self.stops += 1
            self.stage.signal(victim, signal.SIGSTOP)
            self._stopped.append((time.monotonic() + LEASE * self.chance.uniform(1.1, 1.8), victim))

    def over(self) -> None:
        """Wake up everybody, the last ones past their leases too."""
        time.sleep(max(0.0, max((at for at, _ in self._stopped), default=0.0) - time.monotonic()))
        self._wake(time.monotonic())

    def _wake(self, now: float) -> None:
        for at, worker in self._stopped:
            if at <= now:
                self.stage.signal(worker, signal.SIGCONT)
        self._stopped = [(at, worker) for at, worker in self._stopped if at > now]


# ------------------------------------------------------------------------------------------ a wait asked for


def test_a_wait_that_was_asked_for_is_kept_to_by_the_next_start(
    tmp_path: Path, launcher: Launcher, template: Path
) -> None:
    with KilledStage(tmp_path / "wait", launcher, now=NOW, template=template) as stage:
        stage.start()
        stage.settle()
        with stage.sandbox.world.lock:
            stage.sandbox.faults.plan(Fault(kind="throttle", retry_after=4), path="/delta", method="GET")
        stage.until(lambda: _waits(stage) or None)
        begun = time.monotonic()
        assert stage.stop(signal.SIGKILL) == -signal.SIGKILL
        stage.start()
        stage.settle()
        assert time.monotonic() - begun > 3
        assert stage.get("judge")["misdeeds"] == []


def _waits(stage: KilledStage) -> bool:
    with sqlite3.connect(stage.database) as connection:
        return bool(connection.execute("SELECT count(*) FROM waits").fetchone()[0])
