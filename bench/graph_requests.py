"""How many requests one action takes from its forward to its outcome, counted by the sandbox by kind.

    python bench/graph_requests.py              one action
    python bench/graph_requests.py calendars    one look at 1,000 open pairs, of 100 managers and in one calendar

Polling is counted apart: it depends on the poll interval alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followupd.cli.stage import Stage
from followupd.domain.effects import EffectKey
from followupd.domain.mail import Entry
from followupd.engine.reconcile import PORTION
from followupd.engine.waking import Waking
from followupd.graph.graph import open_graph
from followupd.graph.settings import GraphSettings
from followupd.sandbox.clock import Clock
from followupd.sandbox.server import Sandbox
from tests.system.mails import NOTE, forward

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANNA, TOM, SERVICE = "anna.reed@contoso.example", "tom.baker@contoso.example", "followup@contoso.example"


MANAGERS, PAIRS = 100, 1000


def main() -> None:
    if sys.argv[1:] == ["calendars"]:
        calendars(MANAGERS)
        calendars(1)
    else:
        one_action()


def calendars(managed: int) -> None:
    """Make 1,000 pairs in so many calendars, then look at each as a pass of the daemon does, in portions, and ask what
    has changed as it does between two passes; tell what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(clock=Clock(NOW), folder=Path(folder))
        sandbox.start()
        made = sandbox.connection
        settings = GraphSettings(
            tenant=made.tenant,
            client_id=made.client_id,
            mailbox=SERVICE,
            secret=made.client_secret,
            root=made.graph_root,
            login_root=made.login_root,
            ca_file=Path(made.ca_file),
            follow_clock=True,
        )
        managers = [f"manager{n}@contoso.example" for n in range(managed)]
        people = [{"address": address, "name": f"Manager {n}"} for n, address in enumerate(managers)]
        sandbox.parts.control.post("people", {"people": people})
        graph = open_graph(settings)
        try:
            places = {}
            for n in range(PAIRS * 2):
                mailbox = managers[n * managed // (PAIRS * 2)]
                start = NOW + timedelta(days=1 + n % 20, hours=n % 7)
                entry = Entry(subject="Follow-up", start=start, end=start + timedelta(minutes=30), zone="Europe/London")
                found = graph.calendar.create(mailbox, EffectKey(f"k{n}"), f"t{n}", entry)
                places[mailbox, found.id] = start
            before = Counter(sandbox.judge.as_json()["requests"])
            ordered = sorted(places.items(), key=lambda each: (each[0][0], each[1]))
            for first in range(0, len(ordered), PORTION * 2):
                graph.entries.look(dict(ordered[first : first + PORTION * 2]))
            asked = Counter(sandbox.judge.as_json()["requests"]) - before
            waking = Waking(watch=graph.watch, clock=graph.clock)
            waking.touched(places)
            before = Counter(sandbox.judge.as_json()["requests"])
            waking.touched(places)
            woken = Counter(sandbox.judge.as_json()["requests"]) - before
        finally:
            graph.close()
            sandbox.stop()
    said = (
        f"{PAIRS} open pairs of {managed} managers" if managed > 1 else f"{PAIRS} open pairs in the dedicated mailbox"
    )
    for what, counted in (("a pass", asked), ("what has changed", woken)):
        members = sum(number for kind, number in counted.items() if "$batch" not in kind)
        print(f"{said}, {what}: {counted.total() - members} batches with {members} requests in them")
        print(f"  a mailbox: {members / managed:g} requests, of 10,000 that are allowed in ten minutes")
        for kind, number in counted.most_common():
            print(f"  {number:>4}  {kind}")


def one_action() -> None:
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
