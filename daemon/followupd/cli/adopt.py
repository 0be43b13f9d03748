"""``followupd adopt``: make this database the one of the mailbox, whoever served it before."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.app import open_app
from followupd.cli import with_config
from followupd.cli.logs import set_up_logging
from followupd.config.load import load


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("--yes", action="store_true", help="do it: any other installation stops within minutes")


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ)
    set_up_logging(config.log_level)
    if not args.yes:
        print(
            "The mailbox will belong to this database. What another one knows, and this one does not, is never looked "
            "at again.\nSay it with --yes to do it."
        )
        return 1
    with open_app(config, alone=True) as app:
        app.keeper.adopt()
    print("adopted: start the service")
    return 0
