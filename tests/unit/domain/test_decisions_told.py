"""Every scenario of tell.py leads to exactly what decisions.txt says: who gets what, when, and in which words."""

from __future__ import annotations

from pathlib import Path

from tests.unit.domain.tell import told

STORED = Path(__file__).parent / "decisions.txt"


def _sections(text: str) -> dict[str, str]:
    return {part.partition("\n")[0]: part for part in text.split("== ")[1:]}


def test_every_scenario_leads_to_what_is_written_down() -> None:
    """One test, so that whatever changes a decision is held against all of them."""
    now, stored = _sections(told()), _sections(STORED.read_text(encoding="utf-8"))
    changed = [name for name in now if now[name] != stored.get(name)]
    assert not changed, f"changed: {changed}; renew with: python -m tests.unit.domain.tell"
    assert set(stored) == set(now)
