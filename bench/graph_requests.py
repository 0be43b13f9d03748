"""How many requests one action takes from its forward to its outcome, counted by the sandbox by kind.

    python bench/graph_requests.py

Polling is counted apart: it depends on the poll interval alone.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli.stage import Stage
from tests.system.mails import NOTE, forward

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, TOM, SERVICE = "anna.reed@contoso.example", "tom.baker@contoso.example", "followup@contoso.example"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder), now=NOW) as stage:
        stage.start()
        stage.settle()
        before = Counter(stage.get("judge")["requests"])
        stage.post("deliver", {"mime": forward(NOTE, NOW), "as": "internal", "to": [SERVICE]})
        stage.settle()
        agreed = Counter(stage.get("judge")["requests"])
        say(stage, TOM, "DONE - 4 meetings booked.", 0)
        stage.clock(datetime(2026, 12, 3, 7, 31, tzinfo=UTC))
        stage.settle()
        say(stage, ANNA, "CONFIRM", 0)
        say(stage, ANNA, "THANKS - well done.", -1)
        closed = Counter(stage.get("judge")["requests"])
    tell("forward to agreed, both mails and both entries", agreed - before)
    tell("forward to closed and thanked", closed - before)


def say(stage: Stage, address: str, words: str, which: int) -> None:
    mails = [mail for mail in stage.mails(address) if mail["author"] == SERVICE]
    stage.write(address, words, reply_to=mails[which]["internet_message_id"])
    stage.settle()


def tell(what: str, requests: Counter[str]) -> None:
    polling = sum(number for kind, number in requests.items() if "delta" in kind)
    print(f"{what}: {sum(requests.values()) - polling} requests, and {polling} of polling")
    for kind, number in requests.most_common():
        if "delta" not in kind:
            print(f"  {number:>4}  {kind}")


if __name__ == "__main__":
    main()
