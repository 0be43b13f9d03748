"""``followupd export PERSON``: everything that is kept about a person, as JSON. Notes that others wrote about him for
their own eyes stand under "for a human decision"."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.domain.people import lowered
from followupd.errors import FollowupdError
from followupd.store import open_store
from followupd.store.exporting import kept_about


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("person", metavar="PERSON", help="the mail address")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write it there, for your eyes only; else it is printed"
    )


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ, login=False)
    address = lowered(args.person)
    if "@" not in address:
        raise FollowupdError("Give the person's mail address.")
    store = open_store(config.database)
    try:
        # Who exports sees what people wrote: that is noted before, as with --reveal.
        store.audit(getpass.getuser(), "exported what is kept about a person", datetime.now(UTC))
        found = kept_about(store.database, address)
    finally:
        store.close()
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if args.out is None:
        sys.stdout.write(text)
    else:
        _write(args.out, text)
    apart = len(found["for a human decision"])
    if apart:
        print(f"{apart} notes are for a human decision: read them before you give the file away.", file=sys.stderr)
    if not (found["agreements"] or found["previews"] or found["follow_ups"]):
        print("Nothing is kept about that person.", file=sys.stderr)
    return 0


def _write(file: Path, text: str) -> None:
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise FollowupdError(f"{file} exists already: nothing is overwritten. Give another name.") from None
    except OSError as error:
        raise FollowupdError(f"{file} cannot be written: {error.strerror}.") from error
