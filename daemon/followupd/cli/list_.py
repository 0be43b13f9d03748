"""``followupd list``: what is open, one line an action; previews that wait."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.cli import with_config
from followupd.cli.reveal import Shown, with_reveal
from followupd.config.load import load
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    with_reveal(parser)
    parser.add_argument("--all", action="store_true", help="also what has its outcome")


def run(args: argparse.Namespace) -> int:
    store = open_store(load(Path(args.config), os.environ, login=False).database)
    try:
        shown = Shown(store, args, "list")
        lines = 0
        for agreement in store.agreements(open_only=not args.all):
            who = f"{agreement.setter.address} → {agreement.owner.address}"
            for standing in agreement.standings:
                if standing.ended and not args.all:
                    continue
                action = standing.action
                reference = agreement.action_reference(action.number)
                print(f"{reference:<12} {action.due.day}  {standing.state:<14} {who}  {shown.words(action.what)}")
                lines += 1
        for proposal in store.proposals():
            waiting_for = f"{len(proposal.open_lines)} to release"
            print(f"{proposal.reference:<12} preview     {waiting_for:<14} {proposal.setter.address}")
            lines += 1
        if not lines:
            print("Nothing is open.")
    finally:
        store.close()
    return 0
