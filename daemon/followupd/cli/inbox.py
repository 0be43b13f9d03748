"""``followupd inbox``: the mails that were set aside, with the reason; and the operator's word to take one in again."""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.engine.watch import SEEN
from followupd.errors import FollowupdError
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    with_config(verbs.add_parser("list", help="list the mails set aside (the default)"), again=True)
    command = verbs.add_parser("retry", help="take a mail in as if it came now")
    command.set_defaults(verb="retry")
    with_config(command, again=True)
    command.add_argument("id", type=int, help="the number in the first column of the list")
    parser.set_defaults(verb="list")


def run(args: argparse.Namespace) -> int:
    store = open_store(load(Path(args.config), os.environ, login=False).database)
    try:
        if args.verb == "retry":
            if not store.retry_mail(args.id):
                raise FollowupdError(f"Mail {args.id} is not set aside: see followupd inbox.")
            now = datetime.now(UTC)
            store.audit(getpass.getuser(), f"inbox retry {args.id}", now)
            # Who chooses one of the list has seen the others: they are counted, and the count is less by one.
            store.note(SEEN, str(store.counts(now).set_aside))
            print(f"{args.id}: retry")
            return 0
        aside = store.mails_set_aside(200)
        for mail in aside:
            print(f"{mail.id:>6} {mail.folder:<10} {mail.reason}  ({mail.message})")
        if not aside:
            print("Nothing is set aside.")
    finally:
        store.close()
    return 0
