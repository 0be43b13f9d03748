"""Every scenario of tell.py leads to exactly what decisions.txt says: who gets what, when, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.domain.tell import told

STORED = (Path(__file__).parent / "decisions.txt").read_text(encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    return {part.partition("\n")[0]: part for part in text.split("== ")[1:]}


NOW_TOLD = _sections(told())


@pytest.mark.parametrize("name", list(NOW_TOLD))
def test_a_scenario_leads_to_what_is_written_down(name: str) -> None:
    assert NOW_TOLD[name] == _sections(STORED).get(name), "renew with: python -m tests.unit.domain.tell"


def test_nothing_is_written_down_that_no_scenario_tells() -> None:
    assert set(_sections(STORED)) == set(NOW_TOLD)
