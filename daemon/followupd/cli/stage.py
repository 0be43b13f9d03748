"""A sandbox and a real daemon beside it, on this machine: the stage of the demonstration and of the system tests.

The daemon runs as a process of its own, over HTTPS, with a configuration file and a database in a folder. `settle`
waits until it has read mail after everything that was done before, and has nothing left to do.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import requests
import yaml

from followupd.config.load import load
from followupd.errors import FollowupdError
from followupd.ports import Store
from followupd.sandbox.schemas import PersonBody
from followupd.sandbox.server import Sandbox
from followupd.store import open_store

T = TypeVar("T")

#: Seconds that the daemon may take to come to rest.
PATIENCE = 60.0
#: Seconds from one look at how it stands to the next.
PAUSE = 0.02


class NotSettled(FollowupdError):
    """The daemon did not come to rest in time."""


class Stage:
    """Sandbox and daemon. Use it in a `with` block; the daemon starts with `start`."""

    def __init__(
        self,
        folder: Path,
        *,
        now: datetime | None = None,
        people: list[PersonBody] | None = None,
        domain: str = "contoso.example",
        settings: Mapping[str, Any] | None = None,
        pause: float = PAUSE,
    ) -> None:
        """`now`: where the business clock starts; `settings`: keys of the configuration beyond the needed ones;
        `pause`: seconds between two looks at the daemon."""
        self.folder = folder
        self._pause = pause
        self.sandbox = Sandbox(now=now, people=people, tenant=domain, folder=folder)
        self.service = f"followup@{domain}"
        self.config_file = folder / "config.yaml"
        self.database = folder / "followupd.sqlite"
        self._settings = dict(settings or {})
        self._domain = domain
        self._daemon: subprocess.Popen[bytes] | None = None
        self._store: Store | None = None
        self._web = requests.Session()
        self._web.trust_env = False

    def __enter__(self) -> Stage:
        self.sandbox.start()
        self._web.verify = self.sandbox.connection.ca_file
        self._write_config()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._store is not None:
            self._store.close()
        self._web.close()
        self.sandbox.stop()

    # ------------------------------------------------------------------------------------------- daemon

    def start(self) -> None:
        """Start the daemon; its log goes to daemon.log in the folder."""
        with (self.folder / "daemon.log").open("ab") as log:
            self._daemon = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "followupd", "run", "-c", str(self.config_file)],
                stdout=log,
                stderr=log,
                env=self.environment(),
                start_new_session=True,
            )

    def environment(self) -> dict[str, str]:
        """The environment in which followupd commands find their secret."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("FOLLOWUPD_")}
        return {**kept, "FOLLOWUPD_GRAPH_CLIENT_SECRET": self.sandbox.connection.client_secret}

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """End the daemon with this signal and return its exit status; None when it was not running."""
        if self._daemon is None:
            return None
        self._daemon.send_signal(number)
        status = self._daemon.wait(timeout=PATIENCE)
        self._daemon = None
        return status

    def wait(self) -> None:
        """Wait until the daemon ends by itself."""
        if self._daemon is not None:
            self._daemon.wait()

    @property
    def pid(self) -> int:
        assert self._daemon is not None
        return self._daemon.pid

    @property
    def store(self) -> Store:
        """The daemon's database, read from here."""
        if self._store is None:
            self._store = open_store(load(self.config_file, self.environment()).database)
        return self._store

    def forget_store(self) -> None:
        """Let go of the database: another file is to take its place."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def settle(self, *, patience: float = PATIENCE) -> None:
        """Wait until the daemon has read all that was there when this was called, and is idle. Raises NotSettled."""
        before = self.store.noted("last_read")
        # The read under way may have begun earlier: only the one after the next is sure to see everything.
        first = self.until(lambda: self._read_since(before), patience)
        second = self.until(lambda: self._read_since(first), patience)
        self.until(lambda: second if self._idle() else None, patience)

    def _read_since(self, moment: str | None) -> str | None:
        read = self.store.noted("last_read")
        return read if read is not None and read != moment else None

    def _idle(self) -> bool:
        offset = float(self.store.noted("clock_offset_seconds") or 0)
        counts = self.store.counts(datetime.fromtimestamp(time.time() + offset).astimezone())
        return not (counts.to_take_in or counts.due or counts.unsent)

    def until(self, probe: Callable[[], T | None], patience: float = PATIENCE) -> T:
        """Ask again and again, and return the first answer that is not None. Raises NotSettled."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = probe()
            if found is not None:
                return found
            if self._daemon is not None and self._daemon.poll() is not None:
                raise NotSettled(f"The daemon ended: see {self.folder / 'daemon.log'}.")
            time.sleep(self._pause)
        raise NotSettled

    # -------------------------------------------------------------------------------------------- world

    def post(self, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Do something to the world by the sandbox's control API. Raises FollowupdError with its answer."""
        answer = self._web.post(f"{self.sandbox.connection.control_root}/{name}", json=body, timeout=30)
        if answer.status_code != 200:
            raise FollowupdError(f"the sandbox refuses {name}: {answer.text}")
        found: dict[str, Any] = answer.json()
        return found

    def get(self, name: str) -> dict[str, Any]:
        answer = self._web.get(f"{self.sandbox.connection.control_root}/{name}", timeout=30)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def mails(self, address: str, folder: str = "inbox") -> list[dict[str, Any]]:
        """The mails in a folder of a person's mailbox, oldest first; meeting mail left out."""
        return sorted(
            (
                message
                for message in self.get("world")["messages"]
                if message["mailbox"] == address and message["folder"] == folder and message["meeting"] is None
            ),
            key=lambda message: str(message["received"]),
        )

    def events(self, address: str) -> list[dict[str, Any]]:
        """The entries in a person's calendar."""
        people = self.get("world")["people"]
        return next((list(person["events"]) for person in people if person["address"] == address), [])

    def clock(self, moment: datetime) -> None:
        """Move the business clock."""
        self.post("clock", {"now": moment.isoformat()})

    def write(self, person: str, text: str, *, to: str = "", subject: str = "", reply_to: str = "") -> None:
        """Somebody writes a mail in Outlook, or answers one."""
        body: dict[str, Any] = {"person": person, "text": text}
        if to:
            body["to"] = [to]
        if subject:
            body["subject"] = subject
        if reply_to:
            body["reply_to"] = reply_to
        self.post("write", body)

    def _write_config(self) -> None:
        connection = self.sandbox.connection
        config = {
            "mode": "live",
            "mailbox": self.service,
            "domains": [self._domain],
            "graph": {
                "root": connection.graph_root,
                "login_root": connection.login_root,
                "tenant": connection.tenant,
                "client_id": connection.client_id,
                "ca_file": connection.ca_file,
            },
            "database": str(self.database),
            "poll_seconds": 0.2,
            **self._settings,
        }
        self.config_file.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
