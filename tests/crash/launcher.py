"""Runs the real `followupd run`, counts what it does to its database, and lets it kill itself at a point.

    python tests/crash/launcher.py      reads jobs from stdin, one JSON object a line; answers one line each

    {"run": {"config": …, "secret": …, "log": …, "trace": …, "kill_at": 7, "once": false}}   ->  {"pid": …}
    {"look": pid}                                                             ->  {"status": null | number}

A point is a statement that writes, or a commit of such statements. Statements that only read are none: a daemon killed
at one leaves behind what it would have left at the point before. Neither are the notes of a look at the mailbox:
they are written whether anything came or not, so their number is chance. The point is written to the
trace, then comes SIGKILL, then the statement. Each daemon is a fork of this process, which has imported everything and
started nothing: so a daemon starts in a few milliseconds, and hundreds of deaths fit into minutes.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

import followupd.app
import followupd.cli.run
from followupd.cli import main

_WRITES = re.compile(
    r"\s*(INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|CREATE(?: UNIQUE)? INDEX|DROP TABLE|ALTER TABLE)\s+\W?(\w+)"
)
#: What is written at looks at the mailbox whether anything came or not; with what came, its mails are counted.
NOISE = frozenset({"notes", "cursors"})


@dataclass(slots=True)
class Points:
    """Counts points in all threads, and kills at one of them (0: at none)."""

    kill_at: int
    trace: int
    count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reached(self, name: str) -> None:
        with self._lock:
            self.count += 1
            os.write(self.trace, f"{name}\n".encode())
            if self.count == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Look at every engine of this process, those not yet made as well."""
        event.listen(sa.Engine, "before_cursor_execute", self._statement)
        event.listen(sa.Engine, "commit", self._commit)
        event.listen(sa.Engine, "rollback", self._forget)

    def _statement(
        self, connection: sa.Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
    ) -> None:
        found = _WRITES.match(statement)
        if found is not None and found[2] not in NOISE:
            connection.info["written"] = found[2]
            self.reached(f"{found[1].split()[0].lower()} {found[2]}")

    def _commit(self, connection: sa.Connection) -> None:
        written = connection.info.pop("written", None)
        if written is not None:
            self.reached(f"commit after {written}")

    def _forget(self, connection: sa.Connection) -> None:
        if not connection.invalidated:  # a line that was cut has taken with it what was said on it
            connection.info.pop("written", None)


def _daemon(job: dict[str, Any]) -> int:
    """What the fork does, until it ends."""
    os.setsid()
    log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    os.close(0)
    for name in [name for name in os.environ if name.startswith("FOLLOWUPD_")]:
        del os.environ[name]
    os.environ["FOLLOWUPD_GRAPH_CLIENT_SECRET"] = job["secret"]
    Points(kill_at=job["kill_at"], trace=os.open(job["trace"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)).watch()
    return main(["run", "-c", job["config"], *(["--once"] if job.get("once") else [])])


def _run(job: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        status = _daemon(job)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # the fork must not go on as a launcher


def _look(pid: int) -> int | None:
    """The exit status of a daemon that ended, negative for the signal that ended it; None while it runs."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def serve() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        answer = {"pid": _run(job["run"])} if "run" in job else {"status": _look(job["look"])}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    assert followupd.app.open_app is followupd.cli.run.open_app
    serve()
