"""The sandbox as a program of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from followupd.sandbox.program import main


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program with one person, ended at the end whatever happens."""
    people = tmp_path / "people.json"
    people.write_text(json.dumps({"people": [{"address": "me@contoso.example", "name": "Me"}]}))
    command = [sys.executable, "-m", "followupd.sandbox", "--print-connection", "--people", str(people)]
    command += ["--folder", str(tmp_path), "--now", "2026-06-08T08:00:00+00:00"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def test_its_first_line_is_the_connection_and_it_ends_when_told(program: subprocess.Popen[str], tmp_path: Path) -> None:
    assert program.stdout is not None
    connection = json.loads(program.stdout.readline())
    assert set(connection) == {
        "graph_root", "login_root", "tenant", "client_id", "client_secret", "ca_file", "control_root",
    }  # fmt: skip
    assert connection["ca_file"] == str(tmp_path / "ca.pem")
    with requests.Session() as session:
        session.trust_env = False
        session.verify = connection["ca_file"]
        world = session.get(f"{connection['control_root']}/world", timeout=20).json()
        assert [p["address"] for p in world["people"]] == ["me@contoso.example"]
        assert world["now"].startswith("2026-06-08T08:00")
        program.send_signal(signal.SIGTERM)
        _, errors = program.communicate(timeout=20)
    assert (program.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    "wrong", [["--people", "/nowhere.json"], ["--now", "yesterday"], ["--client-certificate", "/nowhere.pem"]]
)
def test_a_wrong_argument_ends_it_with_2_and_one_line(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(wrong) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_wrong_file_of_people_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.json"
    file.write_text('{"people": [{"name": "no address"}]}')
    assert main(["--people", str(file)]) == 2
    assert "people.json" in capsys.readouterr().err
