"""``followupd believe``: on a database, without a service."""

from __future__ import annotations

from pathlib import Path

import pytest

from followupd.cli import main
from followupd.engine.reconcile import BELIEVED, DOUBTED
from followupd.store import open_store

ANNA = "anna.reed@contoso.example"
CONFIG = """
mode: live
mailbox: followup@contoso.example
database: {database}
graph:
  tenant: contoso.example
  client_id: c
"""


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "config.yaml"
    file.write_text(CONFIG.format(database=tmp_path / "store.sqlite"))
    return str(file)


def test_a_doubted_calendar_is_listed_believed_and_doubted_no_more(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(str(tmp_path / "store.sqlite"))
    try:
        store.note(f"{DOUBTED}{ANNA}", "6")
        assert main(["believe", "-c", config]) == 0
        assert main(["believe", "-c", config, "Anna.Reed@contoso.example"]) == 0
        assert store.noted(f"{BELIEVED}{ANNA}") == "yes"
        assert main(["believe", "-c", config]) == 0
        assert main(["believe", "-c", config, ANNA]) == 1
    finally:
        store.close()
    listed, believed, nobody, refused = capsys.readouterr().out.splitlines()
    assert listed == f"{ANNA}: 6 entries gone at once"
    assert believed.startswith("believed")
    assert nobody == "every calendar is believed"
    assert "not doubted" in refused
