"""What the documentation names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from followupd.cli import COMMANDS
from followupd.config.schema import Config

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_is_one(page: Path) -> None:
    known = {name for name, _, _ in COMMANDS}
    code = re.findall(
        r"(?:`|^ {4}|^\$ |^sudo )((?:sudo )?followupd [a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    named = {line.removeprefix("sudo ").split()[1] for line in code}
    assert named <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_of_the_project_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?<!/)\b((?:docs|bench|systemd|templates|tests)/[\w./-]*\w)", text)
    assert [each for each in named if not (ROOT / each).exists() and not list(ROOT.glob(f"{each}.*"))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_snippet_of_configuration_has_keys_that_exist(page: Path) -> None:
    for snippet in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        told = yaml.safe_load(snippet)
        assert set(told) <= set(Config.model_fields)
        graph = Config.model_fields["graph"].annotation
        assert set(told.get("graph", {})) <= set(getattr(graph, "model_fields", {}))
