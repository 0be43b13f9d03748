"""``followupd forget PERSON``: take out what is kept about somebody. The running service does it, step by step."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.domain.people import lowered
from followupd.engine.retention import ORDERS, Order, read_orders, written
from followupd.errors import FollowupdError
from followupd.store import open_store
from followupd.store.erasing import SqlErasing


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("person", metavar="PERSON", help="the mail address")
    parser.add_argument(
        "--keep-open", action="store_true", help="what is open goes on, and is taken out when it has its outcome"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ, login=False)
    address = lowered(args.person)
    if "@" not in address:
        raise FollowupdError("Give the person's mail address.")
    store = open_store(config.database)
    try:
        found = SqlErasing(store.database).of_person(address)
        still_open = sum(is_open for _, _, is_open in found)
        print(f"{len(found)} agreements and previews, {still_open} of them open.")
        kept = "go on until they have an outcome" if args.keep_open else "end, and the others are told in one line"
        print(f"The open ones {kept}; then all of it is taken out, and cannot be brought back.")
        if not args.yes and not _sure():
            print("Nothing was done.")
            return 1
        orders = read_orders(store.noted(ORDERS))
        if address not in {each.address for each in orders}:
            store.note(ORDERS, written((*orders, Order(address=address, keep_open=args.keep_open))))
        store.audit(getpass.getuser(), f"asked to forget a person: {len(found)} agreements and previews", _now())
    finally:
        store.close()
    print("The service does it, beginning with its next look at the mailbox; its log says when it is done.")
    return 0


def _sure() -> bool:
    if not sys.stdin.isatty():
        return False
    return input("Type yes to do it: ").strip().lower() == "yes"


def _now() -> datetime:
    return datetime.now(UTC)
