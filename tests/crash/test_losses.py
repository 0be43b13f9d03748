"""What else may be lost: a stop in flight, a death while mail arrives, a first start that is cut short."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.store import open_store
from tests.crash.killed import KilledStage, Launcher
from tests.crash.matrix import FULL, Twin
from tests.crash.story import ANNA, NOW, SERVICE, TOM, faults, plain, tell
from tests.system.mails import NOTE, SAM, forward

pytestmark = pytest.mark.crash

#: Deaths while mail arrives, and the mails.
DEATHS = 500 if FULL else 12
MAILS = 12
#: Where a run of the random deaths begins; another number, another run.
SEED = 20261123


def test_a_stop_in_flight_finishes_what_was_begun_and_the_next_start_goes_on(
    tmp_path: Path, launcher: Launcher, template: Path, twin: Twin
) -> None:
    with KilledStage(tmp_path / "stop", launcher, now=NOW, template=template) as stage:
        stage.start()
        stage.settle()
        under_way = threading.Event()
        with stage.sandbox.world.lock:
            stage.sandbox.faults.plan(Fault(kind="call", call=under_way.set), path="/send$")
            stage.sandbox.faults.plan(Fault(kind="slow", seconds=1.0), path="/send$")
        stage.post("deliver", {"mime": forward(NOTE, NOW, message_id="<forward@contoso.example>"), "to": [SERVICE]})
        assert under_way.wait(20)
        begun = time.monotonic()
        assert stage.stop(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 10
        assert stage.store.effects(states=[EffectState.CLAIMED]) == ()
        (sent,) = [mail for mail in stage.mails(SERVICE, "sentitems") if mail["author"] == SERVICE][:1]
        assert "Agreed" in sent["subject"]
        stage.start()
        tell(stage, forwarded=True)
        assert faults(stage, twin.picture) == []


def test_after_a_sigkill_the_next_start_does_not_wait_for_the_lease(
    tmp_path: Path, launcher: Launcher, template: Path
) -> None:
    with KilledStage(tmp_path / "lease", launcher, now=NOW, template=template) as stage:
        stage.start()
        stage.settle()
        with stage.sandbox.world.lock:
            stage.sandbox.faults.plan(Fault(kind="kill", pid=stage.pid, when="after"), path="/events$", method="POST")
        stage.post("deliver", {"mime": forward(NOTE, NOW), "to": [SERVICE]})
        assert stage.stop(0) == -signal.SIGKILL
        assert stage.store.effects(states=[EffectState.CLAIMED])
        begun = time.monotonic()
        stage.start()
        stage.settle()
        assert time.monotonic() - begun < 30
        assert faults(stage, None) == []
        assert len([event for event in stage.events(TOM) if not event["cancelled"]]) == 1


def test_killed_again_and_again_while_mail_arrives_nothing_is_lost_and_nothing_comes_twice(
    tmp_path: Path, launcher: Launcher, template: Path, say: Callable[[str], None]
) -> None:
    chance = random.Random(SEED)
    notes = [
        NOTE.replace("Tom,", "Sam," if number % 3 == 0 else "Tom,").replace(
            "the 10 lapsed", f"the {number + 20} lapsed"
        )
        for number in range(MAILS)
    ]
    with KilledStage(tmp_path / "load", launcher, now=NOW, template=template) as stage:
        stage.start()
        stage.settle()
        posted = 0
        for death in range(DEATHS):
            if posted < MAILS and death * MAILS // DEATHS >= posted:
                for _ in range(chance.choice((1, 1, 2))):
                    if posted < MAILS:
                        _post(stage, notes[posted], posted)
                        posted += 1
            time.sleep(chance.uniform(0.05, 0.6))
            if death % 10 == 9:
                stage.settle()
            assert stage.stop(signal.SIGKILL) == -signal.SIGKILL
            stage.start()
        for number in range(posted, MAILS):
            _post(stage, notes[number], number)
        stage.settle()
        aside = stage.store.mails_set_aside(MAILS)
        for mail in aside:  # in hand at three deaths, it is no different from one that kills: an operator looks at it
            assert mail.reason == "begun 3 times without an end"
            assert stage.store.retry_mail(mail.id)
        stage.settle()
        assert faults(stage, None) == []
        subjects = {address: _agreed(stage, address) for address in (ANNA, TOM, "sam.lee@contoso.example")}
        assert [subjects[ANNA].total(), subjects[TOM].total()] == [MAILS, MAILS - MAILS // 3]
        for address, theirs in subjects.items():
            assert max(theirs.values()) == 1, address
        assert len(stage.store.agreements()) == MAILS
        for address in (TOM, "sam.lee@contoso.example"):
            assert len([event for event in stage.events(address) if not event["cancelled"]]) == 1
        assert len([event for event in stage.events(ANNA) if not event["cancelled"]]) == 4
        say(
            f"random deaths while mail arrives: {DEATHS} survived, seed {SEED}; "
            f"{len(aside)} mails set aside and retried"
        )


def _post(stage: KilledStage, note: str, number: int) -> None:
    at = NOW + timedelta(seconds=number)
    whom = SAM if note.startswith("Sam") else "Tom Baker <tom.baker@contoso.example>"
    mime = forward(
        note, at, inner_from=whom, message_id=f"<load-{number}@contoso.example>", subject=f"FW: List {number}"
    )
    stage.post("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})


def _agreed(stage: KilledStage, address: str) -> Counter[str]:
    ours = [mail for mail in stage.mails(address) if mail["author"] == SERVICE]
    return Counter(plain(mail["subject"]) for mail in ours if mail["subject"].startswith("Agreed"))


def test_a_first_start_killed_at_any_statement_leaves_a_database_that_the_next_one_opens(
    tmp_path: Path, launcher: Launcher, say: Callable[[str], None]
) -> None:
    with KilledStage(tmp_path / "first", launcher, now=NOW, template=None) as stage:
        stage.start()
        while "commit after effects" not in stage.points():  # it has looked for what a dead daemon had claimed
            time.sleep(0.02)
        stage.stop(signal.SIGKILL)
        last = stage.points().index("commit after effects") + 1
        for point in range(1, last + 1, 1 if FULL else 4):
            for file in stage.folder.glob("followupd.sqlite*"):
                file.unlink()
            stage.kill_at = point
            stage.start()
            assert stage.stop(0) == -signal.SIGKILL
            store = open_store(str(stage.database))
            assert list(store.integrity()) == []
            store.close()
        say(f"statements of a first start: every {1 if FULL else 4}. of {last} covered")
