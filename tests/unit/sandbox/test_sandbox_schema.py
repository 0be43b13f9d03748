"""docs/sandbox.schema.json says what the control API takes and gives.

After a change: `python -c "from followupd.sandbox.control_answers import schema_text; print(schema_text(), end='')"`.
"""

from __future__ import annotations

from pathlib import Path

from followupd.sandbox.control_answers import CONTROLS, schema, schema_text

FILE = Path(__file__).parents[3] / "docs" / "sandbox.schema.json"


def test_the_schema_in_docs_is_fresh() -> None:
    assert FILE.read_text("utf-8") == schema_text()


def test_every_body_and_answer_is_in_the_schema() -> None:
    told = schema()["$defs"]
    for body, answer in CONTROLS.values():
        assert body.__name__ in told
        assert answer is None or answer.__name__ in told
    assert told["DeliverBody"]["properties"]["as"]["enum"] == ["internal", "external", "forged"]
