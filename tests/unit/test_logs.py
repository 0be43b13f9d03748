"""What a line of the log holds, and what it never does."""

from __future__ import annotations

import logging
import sys

from followupd.cli.logs import LineFormatter


def line(error: Exception | None = None, **extra: object) -> str:
    record = logging.makeLogRecord(
        {"name": "followupd.engine.outbox", "levelname": "INFO", "msg": "effect done", **extra}
    )
    if error is not None:
        try:
            raise error
        except ValueError:
            record.exc_info = sys.exc_info()
    return LineFormatter().format(record)


def test_a_line_is_the_event_and_its_values() -> None:
    assert line(attempt=1, effect="file/AAkA=") == "info engine.outbox: effect done attempt=1 effect=file/AAkA="


def test_no_address_stands_in_the_log() -> None:
    told = line(effect="brief/anna.reed@contoso.example/2026-12-04")
    assert told == "info engine.outbox: effect done effect=brief/(address)/2026-12-04"
    assert "contoso" not in line(ValueError("nobody at <tom.baker@contoso.example>"))
