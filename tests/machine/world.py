"""The whole service in one thread, beside a sandbox: every step is made by hand, and may end in a crash.

The sandbox answers over HTTPS from a thread of its own; both clocks stand still unless they are moved. A crash is an
exception that nobody may catch, raised at the n-th statement that writes; then everything is thrown away but the
database and the world, and built anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from followupd.app import App, open_app
from followupd.config.load import load_data
from followupd.config.schema import Config
from followupd.errors import FollowupdError, Throttled
from followupd.graph.clock import GraphClock
from followupd.graph.properties import KEY
from followupd.ports import EffectState
from followupd.sandbox.clock import Clock
from followupd.sandbox.server import Sandbox

SERVICE = "followup@contoso.example"
#: What may stand in a way before it is said that the service does not come to rest.
MOST_TURNS = 200

#: No thread gives signs of life here, so one life on a server must last as long as a test, however slow the machine.
LEASE = 600

#: What a service manager waits before it starts a dead service again.
RESTART_SECONDS = 5.0

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")


class Killed(BaseException):
    """The process is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message in somebody's mailbox."""

    mailbox: str
    folder: str
    #: Whether the dedicated mailbox wrote or sent it.
    ours: bool
    recipients: tuple[str, ...]
    subject: str
    body: str
    internet_message_id: str
    #: Our key; only in our own mailbox.
    key: str
    meeting: bool


class Steady:
    """Seconds that go forward only when told to."""

    def __init__(self) -> None:
        self._now = 1000.0

    def __call__(self) -> float:
        return self._now

    def forward(self, seconds: float) -> None:
        self._now += seconds


class Service:
    """The sandbox, and the application beside it."""

    def __init__(
        self, folder: Path, *, now: datetime, template: Path, settings: Mapping[str, Any], database: str = ""
    ) -> None:
        """`template`: an empty SQLite file of this version; `database`: the address of an empty one on a server, which
        is used instead."""
        self.steady = Steady()
        self.sandbox = Sandbox(clock=Clock(now, steady=self.steady), folder=folder, wait=self.steady.forward)
        self._database = folder / "followupd.sqlite"
        self._server = database
        shutil.copyfile(template, self._database)
        self._settings = settings
        self._folder = folder
        self._kill_at = 0
        self.deaths = 0
        self._opened: Any = None
        self._seconds: list[Any] = []
        self._app: App | None = None

    def open(self) -> None:
        self.sandbox.start()
        self._build()

    def close(self) -> None:
        for each in self._seconds:
            each.__exit__(None, None, None)
        self._throw_away()
        self.sandbox.stop()

    @property
    def app(self) -> App:
        assert self._app is not None
        return self._app

    # ------------------------------------------------------------------------------------------- running

    def kill_at(self, statement: int) -> None:
        """Let the next statements run until this one (1: the next); 0: for ever."""
        self._kill_at = statement

    def settle(self) -> None:
        """Run until nothing is left to do, through crashes, refusals and waits; both clocks go forward as needed."""
        for _ in range(MOST_TURNS):
            try:
                self.app.engine.once()
            except Killed:
                self.deaths += 1
                self._throw_away()
                self._wait(RESTART_SECONDS)
                self._build()
                continue
            except Throttled as error:
                self._wait(error.retry_after or 1.0)
                continue
            except FollowupdError as error:
                if error.permanent:
                    raise
                self._wait(5.0)  # the loop of the real daemon waits, too
                continue
            wait = self._next_try()
            if wait is None:
                return
            self._wait(wait)
        raise AssertionError("the service does not come to rest")

    def _next_try(self) -> float | None:
        """Seconds to the next try of what is waiting; None: nothing is."""
        now = self.sandbox.clock.now()
        counts = self.app.store.counts(now)
        if not (counts.to_take_in or counts.due or counts.unsent):
            return None
        waiting = self.app.store.effects(states=[EffectState.WAITING], limit=1000)
        tries = [row.next_try for row in waiting if row.next_try is not None and row.next_try > now]
        return (min(tries) - now).total_seconds() + 1 if tries else 10.0

    def _wait(self, seconds: float) -> None:
        self.steady.forward(seconds)

    def _config(self) -> Config:
        connection = self.sandbox.connection
        data = {
            "mode": "live",
            "mailbox": SERVICE,
            "domains": ["contoso.example"],
            "database": self._server or str(self._database),
            "worker_lease_seconds": LEASE,
            "graph": {
                "root": connection.graph_root,
                "login_root": connection.login_root,
                "tenant": connection.tenant,
                "client_id": connection.client_id,
                "ca_file": connection.ca_file,
                **self._settings.get("graph", {}),
            },
            **{key: value for key, value in self._settings.items() if key != "graph"},
        }
        secret = {"FOLLOWUPD_GRAPH_CLIENT_SECRET": connection.client_secret}
        return load_data(data, secret, folder=self._folder)

    def _build(self) -> None:
        self._opened = open_app(self._config(), clock=GraphClock(follow=True, steady=self.steady))
        self._app = self._opened.__enter__()
        database: sa.Engine = self._app.store.database.engine  # type: ignore[attr-defined]
        event.listen(database, "before_cursor_execute", self._statement)
        event.listen(database, "commit", self._commit)

    def restart(self) -> None:
        """End as on SIGTERM, and start again: what is only in memory is gone."""
        self._throw_away()
        self._build()

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Start again with other settings."""
        self._settings = settings
        self.restart()

    def second(self, database: Path) -> App:
        """A second application on the same mailbox, on a copy of this database."""
        mine = self._database
        self._database = self._folder / "second.sqlite"
        shutil.copyfile(database, self._database)
        try:
            opened = open_app(self._config(), clock=GraphClock(follow=True, steady=self.steady))
            self._seconds.append(opened)
            return opened.__enter__()
        finally:
            self._database = mine

    def put_back(self, copy: Path) -> None:
        """Put a copy in the place of the database, and start again."""
        self.lose(copy)

    def lose(self, template: Path, database: str = "") -> None:
        """Lose the database: an empty one takes its place."""
        self._throw_away()
        self._server = database
        for file in self._folder.glob("followupd.sqlite*"):
            file.unlink()
        shutil.copyfile(template, self._database)
        self._build()

    def _throw_away(self) -> None:
        if self._opened is not None:
            self._opened.__exit__(None, None, None)
        self._opened = self._app = None

    def _statement(
        self, connection: sa.Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
    ) -> None:
        if _WRITES.match(statement):
            self._point()

    def _commit(self, connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            self._point()

    def _point(self) -> None:
        if self._kill_at:
            self._kill_at -= 1
            if not self._kill_at:
                raise Killed

    # --------------------------------------------------------------------------------------------- world

    def do(self, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Do something to the world, as the control API does it."""
        done = self.sandbox.parts.control.post(name, dict(body))
        assert done is not None
        return done

    def messages(self) -> list[Seen]:
        """Every message of everybody, as it is now. (GET /_sandbox/world shows more, and takes longer.)"""
        world = self.sandbox.world
        with world.lock:
            return [
                Seen(
                    mailbox=person.address,
                    folder=mailbox.folders[message.folder_id].well_known or mailbox.folders[message.folder_id].name,
                    ours=SERVICE in [one.address for one in (message.author, message.sender) if one is not None],
                    recipients=tuple(one.address for one in (*message.to, *message.cc, *message.bcc)),
                    subject=message.subject,
                    body=message.body.content,
                    internet_message_id=message.internet_message_id,
                    key=message.extended.get(KEY, ""),
                    meeting=message.meeting is not None,
                )
                for person in world.people.values()
                for mailbox in (world.mailbox(person),)
                for message in mailbox.messages.values()
                if mailbox.folders[message.folder_id].name != "followupd"  # the marker
            ]

    def events(self) -> dict[str, list[dict[str, Any]]]:
        """Everybody's calendar, by address."""
        world = self.sandbox.world
        with world.lock:
            assert world.calendar is not None
            return {person.address: world.calendar.as_json(person) for person in world.people.values()}

    def forward(self, by: timedelta) -> None:
        self.do("clock", {"forward": by.total_seconds()})


@contextmanager
def opened(folder: Path, **more: Any) -> Iterator[Service]:
    service = Service(folder, **more)
    service.open()
    try:
        yield service
    finally:
        service.close()
