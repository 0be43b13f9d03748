"""How long from a forward's arrival until both calendar entries stand, on the sandbox, without added latency.

    python bench/pair_latency.py [--mails 40]

The daemon polls every 50 ms here, so that the poll interval hardly counts; what is printed includes it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followupd.cli.stage import Stage
from tests.system.mails import NOTE, forward

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POLL = 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=40)
    mails = parser.parse_args().mails
    taken = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage(Path(folder), now=NOW, settings={"poll_seconds": POLL}) as stage,
    ):
        stage.start()
        stage.settle()
        world = stage.sandbox.world
        anna = world.at("anna.reed@contoso.example")
        assert anna is not None
        for number in range(mails):
            day = datetime(2026, 12, 7, tzinfo=UTC) + timedelta(days=7 * number)
            note = NOTE.replace("Monday 7 December", f"Monday {day.day} {day:%B %Y}").replace(
                "Friday 4 December", f"Friday {(day - timedelta(days=3)).day} {day - timedelta(days=3):%B %Y}"
            )
            before = len(stage.events(anna.address))
            began = time.perf_counter()
            stage.post("deliver", {"mime": forward(note, NOW), "as": "internal", "to": ["followup@contoso.example"]})
            while len(stage.events(anna.address)) < before + 2:
                time.sleep(0.002)
            taken.append(time.perf_counter() - began)
            stage.settle()
    taken.sort()
    p95 = taken[int(len(taken) * 0.95) - 1]
    print(
        f"forward seen to both entries, {mails} mails, poll {POLL * 1000:.0f} ms: "
        f"p50 {statistics.median(taken) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
