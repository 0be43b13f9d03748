"""The sandbox as a running server: on a free port of 127.0.0.1, over TLS with a CA of its own.

In tests it runs in a thread:

    with Sandbox() as sandbox:
        sandbox.connection.graph_root …; sandbox.world; sandbox.clock; sandbox.faults; sandbox.judge
"""

from __future__ import annotations

import asyncio
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

import trustme
import uvicorn

from followupd.sandbox.build import Parts, build
from followupd.sandbox.clock import Clock
from followupd.sandbox.faults import Faults
from followupd.sandbox.judge import Judge
from followupd.sandbox.people import default_people
from followupd.sandbox.routing import Answer, Call
from followupd.sandbox.schemas import PersonBody
from followupd.sandbox.web import Doors, application
from followupd.sandbox.world import World

#: Seconds between two looks whether the server is to end: tests start and end hundreds.
TICK = 0.02
#: The registered app, the same in every sandbox; there is nothing to protect.
CLIENT_ID = "5f0c1d2e-3b4a-4c5d-8e6f-708192a3b4c5"
CLIENT_SECRET = "sandbox~secret"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What a client needs to know."""

    graph_root: str
    login_root: str
    tenant: str
    client_id: str
    client_secret: str
    ca_file: str
    control_root: str

    def as_json(self) -> dict[str, str]:
        """Return it as the program prints it."""
        return asdict(self)


class _Server(uvicorn.Server):
    """A server that ends at once: clients that keep their lines open are not waited for.

    SIGINT and SIGTERM end it and are not raised again, so that what runs after it (cleaning up) is reached."""

    async def main_loop(self) -> None:
        """Look more often than ten times a second whether it is to end."""
        await self.on_tick(0)
        while not self.should_exit:
            await asyncio.sleep(TICK)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()
        await super().shutdown(sockets)


class Sandbox:
    """A sandbox in a thread. `with` starts and stops it; `start` and `stop` do the same."""

    def __init__(
        self,
        *,
        people: Iterable[PersonBody] | None = None,
        now: datetime | None = None,
        clock: Clock | None = None,
        tenant: str = "contoso.example",
        seed: str = "sandbox",
        port: int = 0,
        folder: Path | None = None,
        token_life: float = 3600.0,
        certificate: str | None = None,
        allow_kill: bool = False,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Make it, not yet listening.

        `people`: those who are there (None: the default people). `now`: where the business clock starts; `clock`: a
        clock of the test's own. `folder`: where ca.pem is written (None: a temporary one, gone at the end).
        `token_life` in steady seconds. `certificate`: PEM of a client certificate to register.
        `allow_kill`: whether the control API may plan faults that kill a process. `wait`: how a slow answer takes its
        seconds, where the test's clock does not go by itself.
        """
        self._temporary = tempfile.TemporaryDirectory(prefix="sandbox-") if folder is None else None
        self.folder = folder or Path(self._temporary.name if self._temporary else ".")
        self.parts: Parts = build(
            clock=clock or Clock(now),
            tenant=tenant,
            seed=seed,
            people=default_people() if people is None else people,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            token_life=token_life,
            certificate=certificate,
            allow_kill=allow_kill,
            wait=wait,
        )
        # The protocol is named so that asyncio sets TCP_NODELAY on what it accepts; else each answer waits 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self._socket.listen(128)  # from now on nobody is refused; who comes before it serves waits
        self._doors = Doors(self.parts.pipeline, self.parts.tokens, self.parts.control)
        self._thread: threading.Thread | None = None
        ca_file = self._write_certificates()
        origin = f"https://127.0.0.1:{self._socket.getsockname()[1]}"
        self.connection = Connection(
            graph_root=origin,
            login_root=origin,
            tenant=self.parts.world.tenant_id,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            ca_file=str(ca_file),
            control_root=f"{origin}/_sandbox",
        )
        self.server = _Server(
            uvicorn.Config(
                application(self._doors),
                ssl_keyfile=str(self.folder / "server.pem"),
                ssl_certfile=str(self.folder / "server.pem"),
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_level="warning",
                access_log=False,
                date_header=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=2,
            )
        )

    @property
    def world(self) -> World:
        """The world; take `world.lock` to change it."""
        return self.parts.world

    @property
    def clock(self) -> Clock:
        """The clocks."""
        return self.parts.world.clock

    @property
    def faults(self) -> Faults:
        """The faults."""
        return self.parts.faults

    @property
    def judge(self) -> Judge:
        """The judge."""
        return self.parts.judge

    @property
    def on_exchange(self) -> list[Callable[[Call, Answer], None]]:
        """Functions that are told every request with its answer; append one to look on."""
        return self.parts.pipeline.on_exchange

    def start(self) -> Sandbox:
        """Serve in a thread; returns when it listens."""
        self._thread = threading.Thread(target=self.run, name="sandbox", daemon=True)
        self._thread.start()
        while not self.server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the sandbox did not start")
            time.sleep(0.005)
        return self

    def run(self) -> None:
        """Serve in this thread until stopped (in the main thread: by SIGINT or SIGTERM)."""
        self.server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Stop and clean up."""
        self.server.should_exit = True
        if self._thread is not None:
            self._thread.join(timeout=10)
        self._socket.close()
        self._doors.pool.shutdown(wait=False, cancel_futures=True)
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _write_certificates(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        authority = trustme.CA(organization_name="followupd sandbox")
        ca_file, own = self.folder / "ca.pem", self.folder / "server.pem"
        authority.cert_pem.write_to_path(str(ca_file))
        own.touch(mode=0o600)
        authority.issue_cert("127.0.0.1", "localhost").private_key_and_cert_chain_pem.write_to_path(str(own))
        return ca_file
