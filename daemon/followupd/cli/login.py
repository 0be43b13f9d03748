"""``followupd login``: a person signs in, in any browser, for delegated access. May be said while the service runs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from followupd.app import graph_settings
from followupd.cli import with_config
from followupd.config.load import load
from followupd.errors import ConfigError
from followupd.graph.session import hush
from followupd.graph.sign_in import SignIn


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)


def run(args: argparse.Namespace) -> int:
    settings = graph_settings(load(Path(args.config), os.environ))
    if settings.sign_in is None:
        raise ConfigError(f"{args.config}: graph.auth is app, so nobody signs in. Write delegated for that.")
    hush()
    sign_in = SignIn(settings)
    try:
        flow = sign_in.begin()
        print(flow["message"], flush=True)
        who = sign_in.complete(flow)
    finally:
        sign_in.close()
    print(f"signed in as {who}; kept in {settings.sign_in}")
    if who != settings.mailbox:
        print(f"followupd will use the mailbox {settings.mailbox} with {who}'s rights: see followupd check")
    return 0
