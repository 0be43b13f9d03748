"""``followupd check``: one line for each thing that has to be right, and what to do when it is not."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followupd.app import graph_settings, open_database
from followupd.cli import with_config
from followupd.config.load import load
from followupd.config.policy import to_known
from followupd.config.schema import Config
from followupd.engine.health import alarms
from followupd.engine.watch import gather, surroundings_of
from followupd.errors import FollowupdError, StoreError
from followupd.graph.graph import Finding, open_graph
from followupd.ports import Store


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
        if problems:
            return [Finding(what="database", ok=False, said=said, advice="Restore a backup.") for said in problems]
        wall = datetime.now(UTC)
        store.note("checked", wall.isoformat())  # that it can be written shows only when it is
        facts = gather(store, surroundings_of(config), store.counts(_business_time(store, wall)), wall)
    except StoreError as error:
        return [Finding(what="database", ok=False, said=str(error), advice=advice)]
    finally:
        store.close()
    found = [Finding(what="database", ok=True, said="opens, is whole, and can be written")]
    return found + [
        Finding(what="alarm", ok=False, said=alarm.sentence, advice=alarm.advice) for alarm in alarms(facts)
    ]


def _business_time(store: Store, wall: datetime) -> datetime:
    return wall + timedelta(seconds=float(store.noted("clock_offset_seconds") or 0))


def _say(finding: Finding) -> bool:
    print(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what:<14} {finding.said}")
    if not finding.ok and finding.advice:
        print(f"     {'':<14} → {finding.advice}")
    return finding.ok
