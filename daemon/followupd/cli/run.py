"""``followupd run``: the daemon. SIGTERM and SIGINT finish what is in flight and lose nothing."""

from __future__ import annotations

import argparse
import logging
import os
import signal
from pathlib import Path
from types import FrameType

from followupd.app import open_app
from followupd.cli import with_config
from followupd.cli.logs import set_up_logging
from followupd.config.load import load

log = logging.getLogger(__name__)


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)
    parser.add_argument("--once", action="store_true", help="read and send what there is, then end")


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ)
    set_up_logging(config.log_level)
    with open_app(config) as app:
        if args.once:
            app.engine.once()
            return 0

        def stop(number: int, _frame: FrameType | None) -> None:
            log.info("stopping", extra={"signal": signal.Signals(number).name})
            app.engine.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        app.engine.run()
    return 0
