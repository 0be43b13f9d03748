"""``followupd sandbox``: a stand-in for Microsoft Graph on loopback. All its options are its own."""

from __future__ import annotations

import argparse

from followupd.sandbox import program


def add(parser: argparse.ArgumentParser) -> None:
    program.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    return program.run(args)
