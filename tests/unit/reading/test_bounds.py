"""The bounds that docs/reading.md states are those of the code, and none is left out."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from followupd.reading import actions, eml, lines, markup, read, render, zones

PAGE = Path(__file__).parents[3] / "docs" / "reading.md"
ROWS = re.findall(r"^\| [^|]+ \| ([\d,]+)[^|]* \| `([\w/]+)\.py` ([A-Z_]+) \|$", PAGE.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(("number", "file", "name"), ROWS, ids=lambda each: each)
def test_each_bound_is_the_one_in_the_code(number: str, file: str, name: str) -> None:
    module = import_module("followupd." + file.removesuffix("/__init__").replace("/", "."))
    assert getattr(module, name) == int(number.replace(",", ""))


@pytest.mark.parametrize("module", [actions, eml, lines, markup, read, render, zones], ids=lambda each: each.__name__)
def test_no_bound_of_size_is_left_out(module: object) -> None:
    named = {name for _, _, name in ROWS}
    theirs = {name for name in vars(module) if name.startswith("MAX_")}
    assert theirs - named <= {"MAX_HTML", "MAX_CELL_LINES", "MAX_SUBJECT"}  # MAX_BODY ends an HTML body before MAX_HTML


def test_the_bounds_are_found_in_the_page() -> None:
    assert len(ROWS) > 20
