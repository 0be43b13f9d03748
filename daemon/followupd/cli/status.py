"""``followupd status``: is the daemon idle, when did it read mail last, and what needs an administrator?

Reads the database only, so it tells of a dead daemon too.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.engine.health import alarms
from followupd.engine.intake import CUT_DIFFERS
from followupd.engine.watch import SEEN, gather, surroundings_of
from followupd.ports import WorkerSeen
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "--seen",
        action="store_true",
        help="say that you have seen to the mails set aside so far: no more alarm of them",
    )


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ, login=False)
    store = open_store(config.database)
    try:
        wall = datetime.now(UTC)
        last_read = store.noted("last_read")
        offset = float(store.noted("clock_offset_seconds") or 0)
        now = wall + timedelta(seconds=offset)
        counts = store.counts(now)
        if args.seen:
            store.note(SEEN, str(counts.set_aside))
            store.audit(getpass.getuser(), f"{counts.set_aside} mails set aside are seen to", wall)
        workers = store.workers()
        cut_differs = int(store.noted(CUT_DIFFERS) or 0)
        found = alarms(gather(store, surroundings_of(config), counts, wall))
    finally:
        store.close()
    age = (wall - datetime.fromisoformat(last_read)).total_seconds() if last_read else None
    waiting = counts.to_take_in + counts.due + counts.unsent
    state = {
        "idle": age is not None and not waiting,
        "last_read": last_read,
        "last_read_age_seconds": round(age, 3) if age is not None else None,
        "business_time": now.isoformat(),
        "mode": str(config.mode),
        "to_take_in": counts.to_take_in,
        "due": counts.due,
        "unsent": counts.unsent,
        "held": counts.held,
        "set_aside": counts.set_aside,
        "cut_differs": cut_differs,
        "workers": [
            {**asdict(worker), "started": worker.started.isoformat(), "lease_until": worker.lease_until.isoformat()}
            for worker in workers
        ],
        "alarms": [asdict(alarm) for alarm in found],
    }
    if args.json:
        print(json.dumps(state))
        return 0
    read = f"mail was read {age:.0f} s ago" if age is not None else "mail has not been read yet"
    print(f"{'idle' if state['idle'] else 'busy'}: {read}")
    for name in ("to_take_in", "due", "unsent", "held", "set_aside"):
        print(f"  {name.replace('_', ' '):<12} {state[name]}")
    for worker in workers:
        print(f"  worker {_told(worker)}")
    if cut_differs:
        print(f"  {cut_differs} mails so far whose new words Exchange cuts elsewhere than followupd (docs/reading.md)")
    for alarm in found:
        print(f"ALARM  {alarm.sentence}\n       → {alarm.advice}")
    return 0


def _told(worker: WorkerSeen) -> str:
    """One worker on a line: its name, how long it is believed in, what it has in hand."""
    holds = [f"reads {mailbox}" for mailbox in worker.reads]
    holds += [f"effects {worker.effects}", f"requests {worker.requests}"]
    until = f"{worker.lease_until:%H:%M:%S} UTC"
    return f"{worker.name}: {'silent since' if worker.late else 'lease until'} {until}; {', '.join(holds)}"
