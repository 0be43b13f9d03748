"""A stage whose daemon is killed: by itself at a point of its database work, by the sandbox at a request, or by us.

Whoever kills it, it is started again, as a service manager would, and the story goes on.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from followupd.cli.stage import NotSettled, Stage
from followupd.ports import EffectState
from followupd.store import open_store

LAUNCHER = Path(__file__).with_name("launcher.py")
#: Seconds of steady time after which the business clock is moved on to the next try of an effect.
IMPATIENT = 0.5


class Launcher:
    """The process that forks daemons. Used by several threads."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(LAUNCHER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._lock = threading.Lock()

    def ask(self, job: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


class Daemon:
    """A forked daemon: the part of subprocess.Popen that a stage uses."""

    def __init__(self, launcher: Launcher, job: Mapping[str, Any]) -> None:
        self._launcher = launcher
        self.pid: int = launcher.ask({"run": job})["pid"]
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            self._status = self._launcher.ask({"look": self.pid})["status"]
        return self._status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("followupd run", timeout)
            time.sleep(0.005)
        return status


class KilledStage(Stage):
    """A stage with a mortal daemon."""

    def __init__(
        self,
        folder: Path,
        launcher: Launcher,
        *,
        now: datetime,
        template: Path | None,
        kill_at: int = 0,
        **settings: object,
    ) -> None:
        """`template`: an empty database of this version, to start with; None: the daemon makes its own."""
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder, now=now, settings={"poll_seconds": 0.05, **settings})
        self.launcher = launcher
        self.kill_at = kill_at
        self.trace = folder / "points.txt"
        #: How often the daemon was killed, and how many seconds each new one took until it had done what was left.
        self.deaths = 0
        if template is not None:
            shutil.copyfile(template, self.database)

    def start(self) -> None:
        """Start the daemon; the first one is killed at `kill_at`."""
        self._daemon = Daemon(  # type: ignore[assignment]
            self.launcher,
            {
                "config": str(self.config_file),
                "secret": self.sandbox.connection.client_secret,
                "log": str(self.folder / "daemon.log"),
                "trace": str(self.trace),
                "kill_at": self.kill_at,
            },
        )
        self.kill_at = 0

    def points(self) -> list[str]:
        """What the daemons have written so far, in order."""
        return self.trace.read_text().splitlines() if self.trace.exists() else []

    def revive(self) -> bool:
        """Start the daemon again if it was killed. Raises NotSettled when it ended in another way."""
        status = self._daemon.poll() if self._daemon is not None else None
        if status is None:
            return False
        if status != -signal.SIGKILL:
            raise NotSettled(f"The daemon ended by itself ({status}): see {self.folder / 'daemon.log'}.")
        self.deaths += 1
        self.start()
        return True

    def settle(self, *, patience: float = 60.0) -> None:
        """Wait until all is done, however often the daemon dies on the way.

        What waits for its next try need not wait in steady time: the business clock is moved to that moment.
        """
        end = time.monotonic() + patience
        while True:
            self.revive()
            try:
                super().settle(patience=IMPATIENT)
            except NotSettled:
                if time.monotonic() > end:
                    raise
                if not self.revive():
                    self._help_on()
                continue
            if not self.revive():
                return

    def _help_on(self) -> None:
        """Move the business clock to the next try of an effect, if that is minutes away and no more."""
        waiting = self.store.effects(states=[EffectState.WAITING])
        now = self.sandbox.clock.now()
        next_try = min((row.next_try for row in waiting if row.next_try is not None), default=now)
        if now < next_try < now + timedelta(minutes=15):
            self.sandbox.clock.set(next_try + timedelta(seconds=1))


def empty_database(folder: Path) -> Path:
    """Make an empty database of this version, to be copied."""
    file = folder / "empty.sqlite"
    open_store(str(file)).close()
    return file
