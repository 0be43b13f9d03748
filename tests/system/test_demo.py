"""`followupd demo`: the whole story in a terminal, by itself, and nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.conftest import NOW
from tests.system.mails import TOM, forward, plain

MOBILE = Path(__file__).parents[1] / "corpus" / "outlook-mobile-forward.eml"


def demo(*words: str, columns: int = 88, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "followupd", "demo", *words],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        env={**os.environ, "COLUMNS": str(columns), "TMPDIR": str(folder)},
        check=False,
    )


def titles(told: str) -> list[str]:
    """The titles of the steps, each on one line."""
    return [re.sub(r"\s+", " ", found[1]) for found in re.finditer(r"^\d+\. (.+(?:\n   \S.*)*)\n$", told, re.MULTILINE)]


@pytest.mark.parametrize("columns", [60, 200])
def test_the_story_is_told_from_the_forward_to_the_thanks(tmp_path: Path, columns: int) -> None:
    ran = demo(columns=columns, folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [title.split(":")[0] for title in titles(ran.stdout)] == [
        "Anna Reed sends one mail to followup@contoso.example",
        "What was understood, and from which words",
        "Both have it in writing, the same words to each",
        "The pair stands in the diaries",
        "The clock moves on to Thursday 3 December 2026, 07",
        "Tom answers the mail",
        "Anna has looked, and answers",
        "Anna releases the thanks",
        "Where it stands",
    ]
    flat = re.sub(r"[\s│]+", " ", ran.stdout)
    for words in (
        "due Friday 4 December 2026 ← “by Friday 4 December”",
        "Monday 7 December 2026, 10:00 Follow-up: Call the 10 lapsed clients",
        "Thursday 3 December 2026, 09:00 Pre-check: FU-",
        "Where to look: The CRM call log",
        "is reported done; Anna will have a look",
        "is closed as done",
        "Four meetings is more than we agreed. Well done, Tom.",
        "done: Call the 10 lapsed clients",
        "rules of Microsoft’s that they broke: 0",
    ):
        assert words in flat, words
    assert all(len(line) <= min(columns, 100) for line in ran.stdout.splitlines())
    assert not re.search(r"</?\w+[ >]|&\w+;|\n\n\n", ran.stdout), "leftovers of HTML, or holes"
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


@pytest.mark.parametrize(
    ("mail", "steps"),
    [
        (MOBILE.read_text(encoding="utf-8"), ["Both have it in writing"]),
        (forward("Tom, you will call the 10 lapsed clients and book 3 meetings.", NOW), ["a preview", "answers: SEND"]),
        (plain("Thank you all for coming.", NOW), ["There is nothing to agree"]),
        (
            plain("Tom, you will call the 10 lapsed clients by Friday 4 December and book 3 meetings.", NOW, to=TOM),
            ["for Anna alone", "diary"],
        ),
        (plain("I am away.", NOW, headers={"Auto-Submitted": "auto-replied"}), ["Nothing was sent"]),
    ],
    ids=["mobile", "incomplete", "no action", "bcc", "robot"],
)
def test_any_mail_of_ones_own_has_a_story_with_an_end(tmp_path: Path, mail: str, steps: list[str]) -> None:
    file = tmp_path / "own.eml"
    file.write_text(mail, encoding="utf-8")
    ran = demo(str(file), folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    told = titles(ran.stdout)
    assert all(any(step in title for title in told) for step in steps), told
    assert told[-1] == "Where it stands"


@pytest.mark.parametrize("content", [None, "no mail at all"])
def test_a_file_that_is_no_mail_is_one_line_and_status_2(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "own.eml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    ran = demo(str(file), folder=tmp_path)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stdout == ""


def test_keep_says_what_to_try_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "own.eml"
    file.write_text(plain("Thank you all for coming.", NOW), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "followupd", "demo", "--keep", str(file)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_as_from_a_terminal,
    )
    assert process.stdout is not None
    told = ""
    while "/write" not in told:
        line = process.stdout.readline()
        assert line, told
        told += line
    assert "export FOLLOWUPD_CONFIG=" in told
    assert "followupd list --reveal" in told
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


def _as_from_a_terminal() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so does all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
