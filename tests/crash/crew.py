"""A stage with several workers on one PostgreSQL database, each a process of its own that may be killed or stopped."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
import yaml

from followupd.cli.stage import NotSettled
from followupd.ports import Store
from followupd.store import open_store
from tests.crash.killed import Daemon, KilledStage, Launcher
from tests.crash.story import NOW
from tests.postgres import Server

#: Seconds of a lease: short, so that a take-over is not waited for.
LEASE = 2.5


WRITE_DOWN = (
    "CREATE TABLE cursor_steps (id bigserial PRIMARY KEY, folder text, cursor text)",
    "CREATE FUNCTION write_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO cursor_steps (folder, cursor) VALUES (NEW.folder, NEW.cursor); RETURN NEW; END $$",
    "CREATE TRIGGER steps AFTER INSERT OR UPDATE ON cursors FOR EACH ROW EXECUTE FUNCTION write_step()",
)


@dataclass(slots=True)
class Worker:
    """One process, or its successors."""

    name: str
    daemon: Daemon | None = None

    @property
    def pid(self) -> int:
        assert self.daemon is not None
        return self.daemon.pid

    def daemon_ends(self) -> None:
        """Wait until a killed process is gone."""
        assert self.daemon is not None
        self.daemon.wait(20)


class Crew(KilledStage):
    """Sandbox, database and workers. Who is killed is not started again, unless `reviving`."""

    def __init__(self, folder: Path, launcher: Launcher, url: sa.URL, *, size: int, reviving: bool) -> None:
        self.url = url.render_as_string(hide_password=False)
        super().__init__(
            folder, launcher, now=NOW, template=None, database=self.url, worker_lease_seconds=LEASE, poll_seconds=0.1
        )
        self.workers = [Worker(f"worker-{number}") for number in range(1, size + 1)]
        self.reviving = reviving
        #: Left alone by whoever cuts the lines of the workers.
        self._own: Store | None = None

    @property
    def store(self) -> Store:
        if self._own is None:
            own = sa.make_url(self.url).update_query_dict({"application_name": "looking on"})
            self._own = self._store = open_store(own.render_as_string(hide_password=False))
        return self._own

    def start(self) -> None:
        for worker in self.workers:
            self.begin(worker)

    def begin(self, worker: Worker) -> None:
        """Start a worker, with a configuration that says its name."""
        config = yaml.safe_load(self.config_file.read_text(encoding="utf-8"))
        own = self.folder / f"{worker.name}.yaml"
        own.write_text(yaml.safe_dump({**config, "worker": worker.name}), encoding="utf-8")
        worker.daemon = Daemon(
            self.launcher,
            {
                "config": str(own),
                "secret": self.sandbox.connection.client_secret,
                "log": str(self.folder / f"{worker.name}.log"),
                "trace": str(self.trace),
                "kill_at": 0,
            },
        )

    def revive(self) -> bool:
        revived = False
        for worker in self.workers:
            status = worker.daemon.poll() if worker.daemon is not None else None
            if status is None:
                continue
            if status != -signal.SIGKILL:
                raise NotSettled(f"{worker.name} ended by itself ({status}): see its log in {self.folder}.")
            self.deaths += 1
            worker.daemon = None
            if self.reviving:
                self.begin(worker)
                revived = True
        return revived

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        for worker in self.workers:
            if worker.daemon is not None:
                worker.daemon.send_signal(signal.SIGCONT)
                worker.daemon.send_signal(number)
        for worker in self.workers:
            if worker.daemon is not None:
                worker.daemon.wait(60)
                worker.daemon = None
        return None

    def running(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.daemon is not None and worker.daemon.poll() is None]

    def reader(self) -> Worker | None:
        """The worker that reads the mailbox now."""
        reading = [seen.name for seen in self.store.workers() if seen.reads]
        return next((worker for worker in self.running() if worker.name in reading), None)

    def signal(self, worker: Worker, number: int) -> None:
        if worker.daemon is not None and worker.daemon.poll() is None:
            os.kill(worker.pid, number)

    def counts_cursors(self) -> None:
        """Let the database write down each step of a cursor."""
        open_store(self.url).close()
        for words in WRITE_DOWN:
            self.sql(words)

    def cursors(self) -> dict[str, list[int]]:
        """The places of each cursor so far, by folder: a place is the number of its token, as the sandbox gave them
        out."""
        given = {token: number for number, token in enumerate(self.sandbox.world.tokens._states)}
        steps: dict[str, list[int]] = {}
        for folder, cursor in self.sql("SELECT folder, cursor FROM cursor_steps ORDER BY id"):
            query = parse_qs(urlsplit(cursor).query)
            (token,) = query.get("$deltatoken") or query["$skiptoken"]
            steps.setdefault(folder, []).append(given[token])
        return steps

    def forget_cursors(self) -> None:
        """Take away what `counts_cursors` made."""
        self.sql("DROP TABLE IF EXISTS cursor_steps CASCADE")
        self.sql("DROP FUNCTION IF EXISTS write_step CASCADE")

    def sql(self, words: str) -> Sequence[Any]:
        """Say something to the database."""
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            found = connection.exec_driver_sql(words)
            rows = found.all() if found.returns_rows else []
        engine.dispose()
        return rows


@contextmanager
def crew(
    folder: Path, launcher: Launcher, server: Server, *, size: int, reviving: bool = False, started: bool = True
) -> Iterator[Crew]:
    """A crew on a database of its own. `started`: its workers run, and have read mail once."""
    url = server.take()
    with Crew(folder, launcher, url, size=size, reviving=reviving) as stage:
        if started:
            stage.start()
            stage.settle()
        yield stage
        stage.stop()
        stage.forget_cursors()
    server.give_back(url)
