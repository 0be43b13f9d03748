"""`followupd restore`, as an operator says it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from followupd.cli.stage import Stage
from followupd.engine.marker import EMPTY
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward
from tests.system.stories import TOM_AT, arrives


def _say(stage: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "followupd", *words, "-c", str(stage.config_file)],
        capture_output=True,
        encoding="utf-8",
        env=stage.environment(),
        timeout=120,
    )


def test_a_lost_database_is_refused_then_restored_and_the_story_goes_on(tmp_path: Path) -> None:
    with Stage(tmp_path, now=NOW) as stage:
        stage.start()
        stage.settle()
        arrives(stage, forward(NOTE, NOW))
        stage.settle()
        before = len(stage.get("world")["messages"])
        assert stage.stop() == 0
        full = _say(stage, "restore")
        assert full.returncode == 1
        assert "not empty" in full.stderr
        stage.forget_store()
        for file in tmp_path.glob("followupd.sqlite*"):
            file.rename(tmp_path / f"lost-{file.name}")
        refused = _say(stage, "run", "--once")
        assert refused.returncode == 3
        assert EMPTY in refused.stderr
        restored = _say(stage, "restore")
        assert restored.returncode == 0, restored.stderr
        assert "restored: 1 agreements" in restored.stdout
        assert "nothing is open" in restored.stdout
        assert TOM_AT not in restored.stdout + restored.stderr
        stage.start()
        stage.settle()
        assert len(stage.get("world")["messages"]) == before
        (mail,) = [each for each in stage.mails(TOM_AT) if "Agreed" in each["subject"]]
        stage.write(TOM_AT, "DONE - all called.", reply_to=mail["internet_message_id"])
        stage.settle()
        (agreement,) = stage.store.agreements()
        assert agreement.standings[0].state == "reported done"
        assert stage.stop() == 0
