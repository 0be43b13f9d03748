"""A plain client of a running sandbox: nothing of followupd is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests

from followupd.sandbox.server import Sandbox

MONDAY = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
SERVICE = "followup@contoso.example"
ANNA = "anna.reed@contoso.example"
TOM = "tom.baker@contoso.example"
CLIENT = "david.cole@fabrikam.example"


def new_session(sandbox: Sandbox) -> requests.Session:
    """Return a session that trusts the sandbox's CA alone."""
    session = requests.Session()
    session.trust_env = False
    session.verify = sandbox.connection.ca_file
    return session


def log_in(sandbox: Sandbox, session: requests.Session) -> str:
    """Return a bearer got with the client secret."""
    connection = sandbox.connection
    answer = session.post(
        f"{connection.login_root}/{connection.tenant}/oauth2/v2.0/token",
        data={
            "grant_type": "client_credentials",
            "client_id": connection.client_id,
            "client_secret": connection.client_secret,
            "scope": f"{connection.graph_root}/.default",
        },
    )
    return str(answer.json()["access_token"])


@dataclass
class Graph:
    """A plain client of the sandbox's Graph, with immutable ids."""

    sandbox: Sandbox
    session: requests.Session
    headers: dict[str, str] = field(default_factory=lambda: {"Prefer": 'IdType="ImmutableId"'})

    def __call__(self, method: str, path: str, **more: Any) -> requests.Response:
        """Request a path below /v1.0, or a whole address (a link)."""
        url = path if path.startswith("https://") else f"{self.sandbox.connection.graph_root}/v1.0{path}"
        headers = self.headers | more.pop("headers", {})
        return self.session.request(method, url, headers=headers, timeout=30, **more)

    def get(self, path: str, **more: Any) -> Any:
        """GET that must be 200; its JSON."""
        answer = self("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, json: Any = None, *, status: int = 201, **more: Any) -> Any:
        """POST that must have this status; its JSON, None when it has no body."""
        answer = self("POST", path, json=json, **more)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def control(self, name: str, body: Any = None, *, status: int = 200) -> Any:
        """POST to (with a body) or GET from the control API."""
        url = f"{self.sandbox.connection.control_root}/{name}"
        answer = self.session.get(url, timeout=30) if body is None else self.session.post(url, json=body, timeout=30)
        assert answer.status_code == status, answer.text
        return answer.json()

    def deliver(self, mime: str, **more: Any) -> Any:
        """Deliver a raw mail; the list of its copies."""
        return self.control("deliver", {"mime": mime.replace("\n", "\r\n")} | more)["delivered"]

    def mails(self, mailbox: str, folder: str = "inbox") -> list[dict[str, Any]]:
        """Return the mails of a folder from GET world, oldest first."""
        found = self.control("world")["messages"]
        return [m for m in found if m["mailbox"] == mailbox and m["folder"] == folder]
