"""The database of each release, opened by today's code: all of it is readable, and the service goes on with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from followupd import __version__
from followupd.cli.stage import NotSettled, Stage
from followupd.domain.effects import MailKind, SendMail, SetEntry
from followupd.domain.states import ActionState
from followupd.ports import EffectState
from followupd.store import SqlStore, open_store
from followupd.store.migrate import HEAD
from followupd.store.upkeep import bring_up, look_over
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward
from tests.system.stories import ANNA_AT, PRIYA_AT, SERVICE_AT, TOM_AT, ours

RELEASES = sorted(Path(__file__).parent.glob("*.sqlite"))
each_release = pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(release, tmp_path / "followupd.sqlite"))


@pytest.fixture
def store(copy: Path) -> Iterator[SqlStore]:
    opened = open_store(str(copy))
    yield opened
    opened.close()


def test_this_release_has_its_file() -> None:
    assert __version__ in {path.stem for path in RELEASES}


@each_release
def test_all_that_was_kept_is_readable(store: SqlStore, copy: Path) -> None:
    assert list(store.integrity()) == []
    found = look_over(str(copy))
    assert (found.revision, found.problems) == (HEAD, ())
    for table in ("mails", "threads", "things", "history", "effects", "timers", "people", "given_references"):
        assert found.rows[table] > 0, table


@each_release
def test_agreements_follow_ups_and_previews_stand_as_they_did(store: SqlStore) -> None:
    stories = {(each.owner.address, each.standings[0].state): each for each in store.agreements(open_only=False)}
    assert {state for _, state in stories} == {ActionState.BLOCKED, ActionState.DONE, ActionState.OPEN}
    blocked = stories[TOM_AT, ActionState.BLOCKED]
    assert blocked.setter.address == ANNA_AT
    assert blocked.standings[0].action.due.day == NOW.date().replace(month=12, day=4)
    assert store.history("agreement", blocked.id)
    assert len(store.proposals()) == 1
    with store.look() as look:
        assert look.by_reference(blocked.reference) == ("agreement", blocked.id)
        planned = look.follow_ups_between(blocked.setter, blocked.owner)
        assert planned
        assert all(entry.event_id for each in planned for entry in each.entries)
        assert PRIYA_AT in look.stopped()
        assert {ANNA_AT, TOM_AT} <= look.acquainted()


@each_release
def test_effects_and_timers_are_readable_and_the_held_one_can_be_told_to_go_on(store: SqlStore) -> None:
    rows = store.effects(limit=1000)
    kinds = {row.effect.kind for row in rows if isinstance(row.effect, SendMail)}
    assert {MailKind.CONFIRMATION, MailKind.PREVIEW, MailKind.BLOCKED, MailKind.ECHO} <= kinds
    assert any(isinstance(row.effect, SetEntry) for row in rows)
    (held,) = [row for row in rows if row.state is EffectState.HELD]
    timers = store.due_timers(NOW + timedelta(days=60), 100)
    assert {timer.name.partition("/")[0] for timer in timers} == {"brief", "follow_up", "proposal"}
    assert store.operate(held.id, "drop", "")


@each_release
def test_the_service_goes_on_with_it(release: Path, tmp_path: Path) -> None:
    """The mailbox is another one, as after a long pause: the cursor is refused, and the matters go on by themselves."""
    with Stage(tmp_path, now=NOW) as stage:
        shutil.copyfile(release, stage.database)
        stage.start()
        stage.settle()
        blocked = next(
            each for each in stage.store.agreements() if each.standings[0].state is ActionState.BLOCKED
        ).reference
        stage.write(TOM_AT, "DONE - all called.", to=SERVICE_AT, subject=f"Re: Lapsed clients [{blocked}]")
        stage.until(lambda: any(each.standings[0].reported for each in stage.store.agreements()) or None)
        stage.clock(datetime(2026, 12, 3, 7, 31, tzinfo=UTC))
        brief = stage.until(lambda: next((each for each in ours(stage, ANNA_AT) if blocked in each["text"]), None))
        _come_to_rest(stage, datetime(2026, 12, 3, 7, 31, tzinfo=UTC))
        assert blocked in brief["text"]
        assert "all called" in brief["text"]
        stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
        _come_to_rest(stage, datetime(2026, 12, 3, 8, 0, tzinfo=UTC))
        assert any("Call the 10 lapsed clients" in mail["subject"] for mail in ours(stage, TOM_AT))
        assert list(stage.store.integrity()) == []


def _come_to_rest(stage: Stage, moment: datetime) -> None:
    """Let minutes pass until nothing waits: that the old mailbox's entries are gone is believed at the second look."""
    for minutes in range(2, 20, 2):
        stage.clock(moment + timedelta(minutes=minutes))
        try:
            return stage.settle(patience=6)
        except NotSettled:
            continue
    raise NotSettled("The old entries are still waited for.")


@each_release
def test_an_upgrade_can_be_made_by_hand(copy: Path) -> None:
    assert bring_up(str(copy))[1] == HEAD
    assert bring_up(str(copy)) == (HEAD, HEAD)


@each_release
def test_the_commands_say_how_it_stands(release: Path, tmp_path: Path) -> None:
    with Stage(tmp_path, now=NOW) as stage:
        shutil.copyfile(release, stage.database)

        def db(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-m", "followupd", "db", *words, "-c", str(stage.config_file)],
                env=stage.environment(),
                capture_output=True,
                text=True,
                check=False,
            )

        assert db("upgrade").returncode == 0
        checked = db("check")
        assert (checked.returncode, checked.stderr) == (0, "")
        assert checked.stdout.startswith(f"revision {HEAD}, which is this version's\n")
        assert checked.stdout.endswith("whole\n")
        stage.start()
        stage.settle()
        target = tmp_path / "copy.sqlite"
        assert db("backup", str(target)).stdout == f"{target}: {target.stat().st_size} bytes, whole\n"
        again = db("backup", str(target))
        assert again.returncode == 1
        assert "exists already: nothing is overwritten" in again.stderr
        assert look_over(str(target)).rows == look_over(str(stage.database)).rows
        stage.stop()
        with open_store(str(stage.database)).database.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        newer = db("upgrade")
        assert newer.returncode == 1
        assert "written by a newer followupd: install that version" in newer.stderr
