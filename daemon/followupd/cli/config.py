"""``followupd config``: print the example configuration, or say everything that is wrong with a file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from followupd.cli import with_config
from followupd.config.example import example
from followupd.config.load import load


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    actions.add_parser("example", help="print config.example.yaml").set_defaults(action="example")
    check = actions.add_parser("check", help="check a configuration file without starting anything")
    with_config(check)
    check.set_defaults(action="check")


def run(args: argparse.Namespace) -> int:
    if args.action == "example":
        sys.stdout.write(example())
        return 0
    load(Path(args.config), os.environ)
    print(f"{args.config}: all well")
    return 0
