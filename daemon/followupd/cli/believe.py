"""``followupd believe``: which calendars have lost everything of ours at once, and that this is true.

Such a calendar is not believed, so that a mailbox that cannot be read right cancels nobody's actions. May be said while
the service runs: it takes the loss in within minutes, and asks the setter in the brief.
"""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.domain.people import lowered
from followupd.engine.reconcile import believe, doubted
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("mailbox", nargs="?", metavar="MAILBOX", help="whose calendar is believed; none: list them")


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ, login=False)
    store = open_store(config.database)
    try:
        if args.mailbox is None:
            lost = doubted(store)
            for mailbox, entries in sorted(lost.items()):
                print(f"{mailbox}: {entries} entries gone at once")
            if not lost:
                print("every calendar is believed")
            return 0
        mailbox = lowered(args.mailbox)
        if not believe(store, mailbox):
            print(f"{mailbox} is not doubted: there is nothing to believe")
            return 1
        store.audit(getpass.getuser(), "a calendar that lost everything is believed", datetime.now(UTC))
    finally:
        store.close()
    print("believed: its people are asked about each follow-up in the brief")
    return 0
