"""``followupd restore``: rebuild a lost database from the mailbox and the calendars. Nothing is sent or changed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.app import open_app, restorer
from followupd.cli import with_config
from followupd.cli.logs import set_up_logging
from followupd.config.load import load


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ)
    set_up_logging(config.log_level)
    with open_app(config, alone=True) as app:
        report = restorer(app, say=print).run()
    print(
        f"restored: {report.agreements} agreements, {report.proposals} previews, {report.follow_ups} follow-ups; "
        f"{report.known} mails were known, {report.replayed} were read again"
    )
    if not report.questions:
        print("nothing is open: start the service")
        return 0
    print(f"{len(report.questions)} things to look at before you start the service:")
    for question in report.questions:
        print(f"  - {question}")
    return 0
