"""``followupd reassign OLD NEW``: somebody has left, and somebody else follows up what is open.

What it would do is shown; with --yes the running service does it, at its next look at the mailbox.
"""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.config.policy import to_known, to_policy
from followupd.domain.action import Reference
from followupd.domain.hand_over import objection_to
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.engine.leavers import reassign_timer, setter_gone_over
from followupd.errors import FollowupdError
from followupd.store import open_store


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("old", metavar="OLD", help="the mail address of who has left")
    parser.add_argument("new", metavar="NEW", help="the mail address of who follows up from now on")
    parser.add_argument(
        "--owner",
        action="store_true",
        help="NEW also takes on what OLD had to do; without it the setters are asked who does",
    )
    parser.add_argument("--yes", action="store_true", help="do it")


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ, login=False)
    now = datetime.now(UTC)
    old, new = Person(address=args.old), Person(address=args.new)
    if old == new:
        raise FollowupdError("OLD and NEW are the same person.")
    store = open_store(config.database)
    try:
        with store.look() as look:
            context = Context(
                policy=to_policy(config),
                known=to_known(config, today=now.date()),
                allocate=Reference,
                stopped=look.stopped(),
            )
            against = objection_to(new, context)
            if against:
                raise FollowupdError(f"{args.new} cannot have it: not inside, not a setter, or said STOP.")
            over = setter_gone_over(look, old, new, "preview", context, now)
            owned = [each.reference for each in look.agreements_owned(old) if each.setter != old]
            waiting = [each.reference for each in look.proposals_of(old)]
        _tell("follows up from now on", over.moved)
        _tell("not handed over, NEW is the owner", over.refused)
        _tell("OLD's own reminders and promises: they stay", over.private)
        _tell("previews without an answer: dropped, nothing of them was sent", waiting)
        _tell("NEW takes on" if args.owner else "the setters are asked who takes on", owned)
        if not args.yes:
            print("Nothing was done. Say it with --yes to do it.")
            return 1
        store.audit(getpass.getuser(), f"reassign {args.old} {args.new}{' --owner' if args.owner else ''}", now)
        timer = reassign_timer(args.old, args.new, owner=args.owner, at=now)
        with store.work() as work:
            work.set_timer(timer)
    finally:
        store.close()
    print("The service does it at its next look at the mailbox.")
    return 0


def _tell(what: str, references: Sequence[str]) -> None:
    print(f"{what}: {', '.join(references) or 'none'}")
