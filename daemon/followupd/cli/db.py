"""``followupd db``: copy the database while it is in use, look it over, bring it up to date."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.cli import with_config
from followupd.config.load import load
from followupd.store.migrate import HEAD
from followupd.store.upkeep import back_up, bring_up, look_over


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb, line in (
        ("backup", "copy the database to a new file; the service may run"),
        ("check", "say whether it is whole, of which version it is, and what it holds"),
        ("upgrade", "bring it up to date; the service must not run (SQLite: it does so itself at its start)"),
    ):
        command = verbs.add_parser(verb, help=line, description=line[0].upper() + line[1:] + ".")
        command.set_defaults(verb=verb)
        with_config(command, again=True)
        if verb == "backup":
            command.add_argument("file", type=Path, help="the file to write; it must not exist")


def run(args: argparse.Namespace) -> int:
    url = load(Path(args.config), os.environ, login=False).database
    if args.verb == "backup":
        print(f"{args.file}: {back_up(url, args.file)} bytes, whole")
        return 0
    if args.verb == "upgrade":
        before, after = bring_up(url)
        print(f"up to date already: {after}" if before == after else f"upgraded from {before or 'nothing'} to {after}")
        return 0
    found = look_over(url)
    if found.revision != HEAD:
        print(f"revision {found.revision or 'none'}; this version needs {HEAD}: followupd db upgrade")
    else:
        print(f"revision {found.revision}, which is this version's")
    for table, rows in found.rows.items():
        print(f"  {table:<18} {rows}")
    for problem in found.problems:
        print(f"FAIL  {problem}")
    if found.problems:
        print("      → Restore a backup.")
        return 1
    print("whole")
    return 0
