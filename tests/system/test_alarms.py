"""Somebody is told: what is held or set aside, and a service that has died, through the real processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from followupd.cli.stage import Stage
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.people import Person
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward
from tests.system.stories import ANNA_AT, CLIENT_AT, SAM_AT, SERVICE_AT, TOM_AT, ours

#: What the guard refuses for good.
WRONG = SendMail(
    key=EffectKey("wrong"),
    lane="wrong",
    kind=MailKind.ECHO,
    to=Person(address=CLIENT_AT),
    setter=Person(address=ANNA_AT),
    lines=("Secret words.",),
)


def command(stage: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "followupd", words[0], "-c", str(stage.config_file), *words[1:]],
        env=stage.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def alarms(stage: Stage) -> list[str]:
    told: dict[str, Any] = json.loads(command(stage, "status", "--json").stdout)
    return [alarm["name"] for alarm in told["alarms"]]


def test_what_is_held_is_told_to_the_operator_and_the_rest_goes_on(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage(operator=SAM_AT)
    assert alarms(stage) == []
    with stage.store.work() as work:
        work.put_effect(WRONG, NOW)
    (mail,) = stage.until(lambda: ours(stage, SAM_AT) or None)
    assert mail["subject"] == "For the operator of Follow-ups: 1 effect is held in the outbox."
    assert "followupd outbox" in mail["text"]
    assert "Secret" not in mail["text"]
    assert CLIENT_AT not in mail["text"]
    assert alarms(stage) == ["held"]
    checked = command(stage, "check")
    assert checked.returncode == 1
    assert "FAIL alarm          1 effect is held in the outbox." in checked.stdout
    stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    stage.settle()
    assert len(ours(stage, TOM_AT)) == 1
    (row,) = [each for each in stage.store.effects() if each.key == "wrong"]
    assert command(stage, "outbox", "drop", str(row.id)).returncode == 0
    assert alarms(stage) == []
    assert len(ours(stage, SAM_AT)) == 1
    log = (stage.folder / "daemon.log").read_text()
    assert log.count("1 effect is held in the outbox") == 1
    assert stage.get("judge")["misdeeds"] == []


def test_an_alarm_is_no_first_mail_of_ours_to_the_operator(open_stage: Callable[..., Stage]) -> None:
    """The operator learns with the first mail about an action what is kept and who sees it, as anybody does."""
    stage = open_stage(operator=TOM_AT)
    with stage.store.work() as work:
        work.put_effect(WRONG, NOW)
    stage.until(lambda: ours(stage, TOM_AT) or None)
    stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE_AT]})
    stage.settle()
    _, confirmation = ours(stage, TOM_AT)
    assert "this is the first one you get" in confirmation["text"]


def test_a_service_that_died_is_told_by_status_and_check(stage: Stage) -> None:
    stage.stop()
    for name in ("last_read", "started"):
        stage.store.note(name, (datetime.now(UTC) - timedelta(hours=3)).isoformat())
    assert alarms(stage) == ["unread"]
    assert "ALARM  No mail has been read since" in command(stage, "status").stdout
    assert "No mail has been read since" in command(stage, "check").stdout
    stage.start()
    stage.settle()
    assert alarms(stage) == []
    assert command(stage, "check").returncode == 0


def test_the_end_of_the_secret_is_told(stage: Stage) -> None:
    ends = datetime.now(UTC).date() + timedelta(days=10)
    config = stage.config_file.read_text()
    stage.config_file.write_text(config.replace("graph:\n", f"graph:\n  secret_expires: {ends.isoformat()}\n"))
    assert alarms(stage) == ["secret_14"]
