"""The systemd units: the worker's is as closed as the single daemon's, and differs from it only where it says so."""

from __future__ import annotations

from pathlib import Path

UNITS = Path(__file__).parents[2] / "systemd"


def settings(name: str) -> set[str]:
    lines = (UNITS / name).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if "=" in line and not line.startswith("#")}


def test_a_worker_differs_from_the_single_daemon_only_where_it_says_so() -> None:
    alone, worker = settings("followupd.service"), settings("followupd-worker@.service")
    assert alone - worker == {
        "Description=followupd, the service that never forgets to follow up",
        "StartLimitBurst=10",
        "StartLimitIntervalSec=300",
        "StateDirectory=followupd",
        "StateDirectoryMode=0700",
        "WorkingDirectory=/var/lib/followupd",
    }
    assert worker - alone == {
        "Description=followupd, the service that never forgets to follow up (worker %i)",
        "Environment=FOLLOWUPD_WORKER=%H-%i",
        "EnvironmentFile=-/etc/followupd/worker.env",
        "StartLimitIntervalSec=0",
        "WorkingDirectory=/",
    }
