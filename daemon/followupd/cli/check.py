"""``followupd check``: one line for each thing that has to be right, and what to do when it is not."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from followupd.app import graph_settings, open_database
from followupd.cli import with_config
from followupd.config.load import load
from followupd.config.policy import to_known
from followupd.config.schema import Config
from followupd.errors import FollowupdError
from followupd.graph.graph import Finding, open_graph


def add(parser: argparse.ArgumentParser) -> None:
    with_config(parser)


def run(args: argparse.Namespace) -> int:
    config = load(Path(args.config), os.environ)
    _say(Finding(what="configuration", ok=True, said=f"{args.config}: all well, mode {config.mode}"))
    well = True
    for finding in _findings(config):
        well &= _say(finding)
    return 0 if well else 1


def _findings(config: Config) -> Iterator[Finding]:
    yield from _database(config)
    known = to_known(config, today=datetime.now(UTC).date())
    graph = open_graph(graph_settings(config), working=known.working, internal_domains=known.domains)
    try:
        yield from graph.check()
    finally:
        graph.close()


def _database(config: Config) -> Iterable[Finding]:
    advice = "Check `database` in the configuration, its folder's rights and the room on the disk."
    try:
        store = open_database(config)
    except FollowupdError as error:
        return [Finding(what="database", ok=False, said=str(error), advice=advice)]
    try:
        problems = list(store.integrity())
    finally:
        store.close()
    if problems:
        return [Finding(what="database", ok=False, said=problem, advice="Restore a backup.") for problem in problems]
    return [Finding(what="database", ok=True, said="opens, and is whole")]


def _say(finding: Finding) -> bool:
    print(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what:<14} {finding.said}")
    if not finding.ok and finding.advice:
        print(f"     {'':<14} → {finding.advice}")
    return finding.ok
