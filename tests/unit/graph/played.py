"""Graph and its login server as `responses` plays them: what the sandbox cannot, or would never, say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import responses

from followupd.graph.graph import Graph

ROOT = "https://graph.example"
LOGIN = "https://login.example"
SERVICE = "followup@contoso.example"
TOKEN_URL = f"{LOGIN}/contoso/oauth2/v2.0/token"


class Steady:
    """A steady clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class World:
    """Both servers; `graph` is what is tested."""

    def __init__(self, rsps: responses.RequestsMock, graph: Graph, steady: Steady) -> None:
        self.rsps = rsps
        self.graph = graph
        self.steady = steady
        self.tokens = 0

    def answers(self, method: str, path: str, *answers: tuple[int, Any, dict[str, str]] | dict[str, Any] | int) -> None:
        """Let a path (after /v1.0, without its query) give these answers one after the other, the last for ever."""
        for answer in answers:
            status, body, headers = (
                answer
                if isinstance(answer, tuple)
                else (answer, None, {})
                if isinstance(answer, int)
                else (200, answer, {})
            )
            text = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
            self.rsps.add(method, f"{ROOT}/v1.0{path}", body=text, status=status, headers=headers)

    def refuses(self, method: str, path: str, status: int, code: str, **headers: str) -> None:
        self.answers(
            method, path, (status, {"error": {"code": code, "message": "told to anna@contoso.example"}}, headers)
        )

    def calls(self, host: str = ROOT) -> list[Any]:
        """The requests that came to a host, in order."""
        return [call.request for call in self.rsps.calls if str(call.request.url).startswith(host)]

    def sent(self, at: int = -1) -> Any:
        """The JSON of a request."""
        return json.loads(self.calls()[at].body)


def login_server(rsps: responses.RequestsMock, give: Callable[[], tuple[int, dict[str, Any]]]) -> None:
    """Let the login server give what `give` says for each request for a token."""
    rsps.get(
        f"{LOGIN}/contoso/v2.0/.well-known/openid-configuration",
        json={
            "issuer": f"{LOGIN}/contoso/v2.0",
            "authorization_endpoint": f"{LOGIN}/contoso/oauth2/v2.0/authorize",
            "token_endpoint": TOKEN_URL,
        },
    )

    def token(request: Any) -> tuple[int, dict[str, str], str]:
        status, body = give()
        return status, {"Content-Type": "application/json"}, json.dumps(body)

    rsps.add_callback(responses.POST, TOKEN_URL, callback=token)
