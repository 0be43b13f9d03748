"""The steps from one version's tables to the next: one chain, whose end the code names."""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory

from followupd.store import migrate

FOLDER = Path(migrate.__file__).parent / "migrations"


def test_the_code_names_every_step_in_order() -> None:
    script = ScriptDirectory(str(FOLDER))
    steps = [each.revision for each in script.walk_revisions()]
    assert tuple(reversed(steps)) == migrate.REVISIONS
    assert script.get_heads() == [migrate.HEAD]
