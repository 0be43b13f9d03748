"""HTTP: the Starlette application with its three doors: Graph (/v1.0), login (/{tenant}/…) and control (/_sandbox).

Requests are served in threads of their own pool, so that slow answers hold nobody up.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from followupd.sandbox.control import Control, Unfit
from followupd.sandbox.pipeline import Pipeline
from followupd.sandbox.routing import Answer, make_call
from followupd.sandbox.token import LoginRefused, TokenService

_Got = TypeVar("_Got")
_ALL = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"]
_THREADS = 64


class Cut(Response):
    """An answer that never comes: the line is cut. uvicorn's protocol has its transport at the bound `send`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Abort the connection and wait until the server has noticed."""
        scope["sandbox.transport"].abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class Doors:
    """The handlers of the application."""

    def __init__(self, pipeline: Pipeline, tokens: TokenService, control: Control) -> None:
        self.pipeline, self.tokens, self.control = pipeline, tokens, control
        self.pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="sandbox")

    async def graph(self, request: Request) -> Response:
        """Serve Graph."""
        root = f"{request.url.scheme}://{request.url.netloc}/v1.0"
        raw = request.scope["raw_path"].decode("ascii").partition("/v1.0")[2]
        query = request.scope["query_string"].decode("ascii")
        call = make_call(
            self.pipeline.world,
            method=request.method,
            url=f"{raw}?{query}" if query else raw,
            headers=dict(request.headers),
            body=await request.body(),
            root=root,
        )
        answer = await self._in_thread(lambda: self.pipeline.serve(call))
        return as_response(answer)

    async def configuration(self, request: Request) -> Response:
        """Serve the OpenID configuration."""
        tenant = request.path_params["tenant"]
        if not self._known(tenant):
            return self._login_refused(LoginRefused(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found."))
        return self._json(self.tokens.configuration(_origin(request), tenant))

    async def token(self, request: Request) -> Response:
        """Serve the token end point."""
        form = dict(parse_qsl((await request.body()).decode("utf-8", errors="replace")))
        endpoint = str(request.url).partition("?")[0]
        return await self._login(request, lambda: self.tokens.token(form, root=_origin(request), endpoint=endpoint))

    async def device_code(self, request: Request) -> Response:
        """Serve the device code end point."""
        form = dict(parse_qsl((await request.body()).decode("utf-8", errors="replace")))
        return await self._login(request, lambda: self.tokens.device_code(form, root=_origin(request)))

    async def controlled(self, request: Request) -> Response:
        """Serve the control API."""
        name = request.path_params["name"]
        try:
            if request.method == "GET":
                found = await self._in_thread(lambda: self.control.get(name))
            else:
                body = json.loads(await request.body() or b"{}")
                found = await self._in_thread(lambda: self.control.post(name, body))
        except Unfit as unfit:
            return self._json({"error": str(unfit)}, 400)
        except ValueError:
            return self._json({"error": "the body is no JSON"}, 400)
        if found is None:
            return self._json({"error": f"there is no {request.method} /_sandbox/{name}"}, 404)
        return self._json(found)

    async def nothing(self, request: Request) -> Response:
        """Name a request that no door serves."""
        told = f"The sandbox does not serve this request: {request.method} {request.url.path}"
        self.pipeline.judge.blame("not served", request=f"{request.method} {request.url.path}")
        return self._json({"error": {"code": "NotImplemented", "message": told}}, 501)

    async def _login(self, request: Request, deed: Callable[[], dict[str, Any]]) -> Response:
        tenant = request.path_params["tenant"]
        self.pipeline.judge.count(f"{request.method} login")
        try:
            if not self._known(tenant):
                raise LoginRefused(400, "invalid_request", 90002, f"Tenant '{tenant}' not found.")
            return self._json(await self._in_thread(deed))
        except LoginRefused as refused:
            return self._login_refused(refused)

    def _login_refused(self, refused: LoginRefused) -> Response:
        body = {
            "error": refused.error,
            "error_description": f"AADSTS{refused.number}: {refused.sentence}",
            "error_codes": [refused.number],
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ"),
            "trace_id": "00000000-0000-0000-0000-000000000000",
            "correlation_id": "00000000-0000-0000-0000-000000000000",
        }
        return self._json(body, refused.status)

    def _known(self, tenant: str) -> bool:
        world = self.pipeline.world
        return tenant.lower() in (world.tenant_id, world.domain.lower(), "organizations", "common")

    def _json(self, body: object, status: int = 200) -> Response:
        date = format_datetime(self.pipeline.world.clock.now(), usegmt=True)
        return JSONResponse(body, status, headers={"Date": date})

    async def _in_thread(self, deed: Callable[[], _Got]) -> _Got:
        return await asyncio.get_running_loop().run_in_executor(self.pool, deed)


def as_response(answer: Answer) -> Response:
    """Return an answer as HTTP."""
    if answer.cut:
        return Cut()
    if answer.raw is not None:
        return Response(answer.raw, answer.status, headers=answer.headers, media_type=answer.content_type)
    if answer.body is None:
        return Response(b"", answer.status, headers=answer.headers)
    content = json.dumps(answer.body, ensure_ascii=False).encode("utf-8", errors="replace")
    return Response(content, answer.status, headers=answer.headers | {"Content-Type": answer.content_type})


def application(doors: Doors) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the ASGI application."""
    starlette = Starlette(
        routes=[
            Route("/_sandbox/{name}", doors.controlled, methods=["GET", "POST"]),
            Route("/v1.0/{path:path}", doors.graph, methods=_ALL),
            Route("/{tenant}/v2.0/.well-known/openid-configuration", doors.configuration, methods=["GET"]),
            Route("/{tenant}/oauth2/v2.0/token", doors.token, methods=["POST"]),
            Route("/{tenant}/oauth2/v2.0/devicecode", doors.device_code, methods=["POST"]),
            Route("/{path:path}", doors.nothing, methods=_ALL),
        ]
    )

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope["sandbox.transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await starlette(scope, receive, send)

    return app


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
