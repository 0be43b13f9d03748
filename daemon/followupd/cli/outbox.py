"""``followupd outbox``: what is to be done outside, and the operator's three words for it: retry, hold, drop."""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.errors import FollowupdError
from followupd.ports import EffectState
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("--all", action="store_true", help="also what is done, void or dropped")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    for verb, line in (
        ("list", "list effects (the default)"),
        ("retry", "try a held or waiting effect now"),
        ("hold", "keep a waiting effect back"),
        ("drop", "give an effect up for good"),
    ):
        command = verbs.add_parser(verb, help=line)
        command.set_defaults(verb=verb)
        with_config(command, again=True)
        if verb != "list":
            command.add_argument("id", type=int, help="the number in the first column of the list")
    parser.set_defaults(verb="list")


def run(args: argparse.Namespace) -> int:
    store = open_store(load(Path(args.config), os.environ, login=False).database)
    try:
        if args.verb != "list":
            who = getpass.getuser()
            if not store.operate(args.id, args.verb, f"{args.verb} by {who}"):
                raise FollowupdError(f"Effect {args.id} cannot be told to {args.verb} now: see followupd outbox --all.")
            store.audit(who, f"outbox {args.verb} {args.id}", datetime.now(UTC))
            print(f"{args.id}: {args.verb}")
            return 0
        states = None if args.all else (EffectState.WAITING, EffectState.CLAIMED, EffectState.HELD)
        rows = store.effects(states=states, limit=500)
        for row in rows:
            again = (
                f"next {row.next_try:%Y-%m-%d %H:%M:%S}" if row.next_try and row.state is EffectState.WAITING else ""
            )
            reason = row.reason if row.effect is not None else f"UNREADABLE: {row.key}  {row.reason}"
            line = f"{row.id:>6} {row.state:<8} {row.kind:<14} tries {row.attempts:<3} {again:<26} {reason}"
            print(line.rstrip())
        if not rows:
            print("The outbox is empty.")
        if aside := store.counts(datetime.now(UTC)).set_aside:
            print(f"{aside} mail{' is' if aside == 1 else 's are'} set aside: see followupd inbox.")
    finally:
        store.close()
    return 0
