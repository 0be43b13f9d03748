"""`followupd export`, `forget` and `reassign`, as an operator says them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from followupd.cli import main
from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import NOTE, forward, plain
from tests.system.stories import ANNA_AT, PRIYA_AT, TOM_AT, arrives, running

Run = Callable[..., int]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running(tmp_path_factory.mktemp("person")) as stage:
        arrives(stage, forward(NOTE, NOW))
        (agreement,) = stage.store.agreements()
        look = plain("AT RISK, he is slow with calls", NOW, subject=f"Re: [{agreement.reference}]")
        arrives(stage, look)
        tom = f"Tom Baker <{TOM_AT}>"
        arrives(stage, plain("DONE, four met me", NOW, author=tom, subject=f"Re: [{agreement.reference}]"))
        yield stage


@pytest.fixture
def run(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in stage.environment().items():
        monkeypatch.setenv(name, value)
    return lambda *words: main([*words, "-c", str(stage.config_file)])


def test_an_export_of_the_owner_sets_the_setters_notes_apart(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tom.json"
    assert run("export", TOM_AT, "--out", str(file)) == 0
    assert file.stat().st_mode & 0o077 == 0
    told = json.loads(file.read_text(encoding="utf-8"))
    (agreement,) = told["agreements"]
    assert agreement["role"] == "owner"
    assert "four met me" in json.dumps(agreement)
    apart = json.dumps(told.pop("for a human decision"))
    rest = json.dumps(told)
    for private in ("slow with calls", "CRM call log"):
        assert private in apart
        assert private not in rest
    assert run("export", TOM_AT, "--out", str(file)) == 1


def test_an_export_of_the_setter_has_his_own_words_whole(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", ANNA_AT) == 0
    told = json.loads(capsys.readouterr().out)
    assert "slow with calls" in json.dumps(told["agreements"])
    assert told["agreements"][0]["role"] == "setter"


def test_of_a_stranger_nothing_is_kept(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "nobody@contoso.example") == 0
    assert "Nothing is kept" in capsys.readouterr().err


def test_forget_and_reassign_say_what_they_would_do_and_wait_for_a_yes(
    stage: Stage, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (before,) = stage.store.agreements()
    assert run("forget", TOM_AT) == 1
    assert run("reassign", ANNA_AT, PRIYA_AT) == 1
    out = capsys.readouterr().out
    assert "1 of them open" in out
    assert f"follows up from now on: {before.reference}" in out
    assert run("reassign", ANNA_AT, "david.cole@fabrikam.example", "--yes") == 1
    stage.settle()
    assert stage.store.agreements() == (before,)


def test_reassign_then_forget_are_done_by_the_running_service(stage: Stage, run: Run) -> None:
    assert run("reassign", ANNA_AT, PRIYA_AT, "--yes") == 0
    stage.until(lambda: stage.store.agreements()[0].setter.address == PRIYA_AT or None)
    assert run("forget", TOM_AT, "--yes") == 0
    stage.until(lambda: stage.store.agreements(open_only=False) == () or None)
