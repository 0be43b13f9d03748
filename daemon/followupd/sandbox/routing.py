"""Requests, answers, and the table that brings them together.

A room (mail_routes.py, calendar_routes.py, batch.py …) offers `register(table, …)` and adds its handlers:

    def register(table: Table, world: World) -> None:
        table.add("GET", "/users/{user}/messages/{message}", get_message, needs="mail", options=("$select", "$expand"))

    def get_message(call: Call) -> Answer:
        message = call.mailbox.message(call.params["message"])
        return ok({...}, etag=message.etag)

Before the handler runs the pipeline has checked the bearer, the limits, the faults; resolved `{user}` to `call.person`
(404 when unknown), checked `needs` against the person's rights (403, or 404 when the mailbox is off), and taken the
world's lock. A handler refuses by raising `errors.Refusal`. Templates are matched segment by segment: literals in any
letter case (`mailfolders`, `microsoft.graph.sendMail`), `{names}` take the decoded segment; `messages('id')` is the
same as `messages/id`; literals win over names. `/me` becomes `/users/{the signed-in user}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from followupd.sandbox import errors
from followupd.sandbox.mailbox import Mailbox
from followupd.sandbox.preferences import Preferences, read_preferences
from followupd.sandbox.world import Person, World

Needs = Literal["mail", "calendar", "settings"]

#: The options that OData knows with or without their dollar sign.
ODATA_OPTIONS = ("$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$search", "$count", "$format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who calls: an app, or a signed-in person (device code)."""

    app: str
    #: GUID of the signed-in person; None for an app-only token.
    user: str | None = None
    #: The bearer itself, for the judge and for revocation.
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, as a handler sees it. Also made by $batch for its members (see `member`)."""

    world: World
    method: str
    #: Path after `/v1.0`, still percent-encoded, beginning with a slash.
    path: str
    #: Pairs in order; OData names always with their dollar sign and in lower case.
    query: tuple[tuple[str, str], ...] = ()
    #: Names in lower case.
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    #: Graph root with version, without a slash at its end: links are built on it.
    root: str
    #: GUID given in the `request-id` header.
    request_id: str = ""
    #: That of the $batch of which this is a member; empty: it is none.
    batch: str = ""
    identity: Identity | None = None
    #: Filled by the table: what the names of the template took, decoded.
    params: Mapping[str, str] = field(default_factory=dict)
    #: Filled by the table: method and template, such as `GET /users/{user}/messages`.
    route: str = ""
    #: Filled by the pipeline when the template has `{user}`.
    person: Person | None = None
    prefer: Preferences = field(default_factory=Preferences)
    #: Faults that the handler itself plays, by name (see faults.py), with their settings.
    tricks: Mapping[str, Any] = field(default_factory=dict)
    #: Steady seconds when it began.
    begun: float = 0.0
    #: What the caller did wrong without being refused: (kind, detail). The judge reads it.
    blames: list[tuple[str, str]] = field(default_factory=list)

    @property
    def owner(self) -> Person:
        """The person of `{user}`."""
        assert self.person is not None, "only for routes with {user}"
        return self.person

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox of the person of `{user}`."""
        return self.world.mailbox(self.owner)

    def option(self, name: str) -> str | None:
        """Return a query option by its name (`$select`, `startdatetime`: any letter case), or None."""
        return next((value for key, value in self.query if key.lower() == name.lower()), None)

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object; an empty body is {}. Refusal 400 when it is none."""
        if not self.body.strip():
            return {}
        if "json" not in self.headers.get("content-type", ""):
            self.blame("content type", "a JSON body needs Content-Type: application/json")
        try:
            value = json.loads(self.body)
        except ValueError as error:
            raise errors.unreadable_body("Unable to read JSON request payload.", blame="no JSON") from error
        if not isinstance(value, dict):
            raise errors.unreadable_body("Unable to read JSON request payload: an object was expected.")
        return value

    def link(self, options: Iterable[tuple[str, str]], path: str | None = None) -> str:
        """Return an absolute address of this (or another) path with these options: for nextLink and deltaLink."""
        text = urlencode(list(options), quote_via=quote, safe="$:,'()/")
        return f"{self.root}{path or self.path}" + (f"?{text}" if text else "")

    def blame(self, kind: str, detail: str = "") -> None:
        """Tell the judge of a misdeed that is not refused."""
        self.blames.append((kind, detail))

    def member(self, *, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Call:
        """Return the call of a $batch member; `url` is relative to the root. Same identity."""
        call = make_call(
            self.world, method=method, url=url, headers=headers, body=body, root=self.root, identity=self.identity
        )
        return replace(call, batch=self.request_id)


@dataclass(slots=True, kw_only=True)
class Answer:
    """What goes back. `body` is JSON; `raw` is anything else and wins."""

    status: int
    body: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = (
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
    )
    #: The line is cut instead of answering; a $batch cannot do that and answers 503.
    cut: bool = False


def ok(body: Any, *, etag: str | None = None) -> Answer:
    """200 with a body."""
    return Answer(status=200, body=body, headers={"ETag": etag} if etag else {})


def created(body: Any, *, location: str, etag: str | None = None) -> Answer:
    """201 with the new thing and its address."""
    return Answer(status=201, body=body, headers={"Location": location} | ({"ETag": etag} if etag else {}))


def accepted() -> Answer:
    """202 without a body."""
    return Answer(status=202)


def no_content() -> Answer:
    """204."""
    return Answer(status=204)


Handler = Callable[[Call], Answer]
#: `dispatch` and `Pipeline.serve`: any call to its answer, never raising.
Dispatch = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One line of the table."""

    method: str
    template: str
    handler: Handler
    #: The right on `{user}` that is checked before the handler.
    needs: Needs | None
    #: Query options that the request may have; others starting with $ are refused with 400, the rest is blamed.
    options: tuple[str, ...]
    #: Whether the world's lock is held around the handler; a batch leaves that to its members.
    locked: bool = True

    @property
    def kind(self) -> str:
        """How the judge counts it."""
        return f"{self.method} {self.template}"


class Table:
    """All routes."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def add(
        self,
        method: str,
        template: str,
        handler: Handler,
        *,
        needs: Needs | None = None,
        options: Iterable[str] = (),
        locked: bool = True,
    ) -> None:
        """Add a route. `template` begins with a slash and has no version in it."""
        self.routes.append(
            Route(method=method, template=template, handler=handler, needs=needs, options=tuple(options), locked=locked)
        )

    def find(self, call: Call) -> tuple[Route, dict[str, str]] | None:
        """Return the route of a call and what its names took; None when nothing serves it."""
        segments = split_path(call.path)
        best: tuple[int, Route, dict[str, str]] | None = None
        for route in self.routes:
            if route.method != call.method:
                continue
            taken = _match(route.template.strip("/").split("/"), segments)
            if taken is not None and (best is None or len(taken) < best[0]):
                best = (len(taken), route, taken)
        return (best[1], best[2]) if best else None


def _match(template: list[str], segments: list[str]) -> dict[str, str] | None:
    if len(template) != len(segments):
        return None
    taken = {}
    for part, segment in zip(template, segments, strict=True):
        if part.startswith("{"):
            taken[part[1:-1]] = segment
        elif part.lower() != segment.lower().removeprefix("microsoft.graph."):
            return None
    return taken


_KEYED = re.compile(r"^([A-Za-z]+)\('(.*)'\)$")


def split_path(path: str) -> list[str]:
    """Return the decoded segments of an encoded path; `messages('id')` becomes two, `delta()` is `delta`."""
    segments: list[str] = []
    for part in path.strip("/").split("/"):
        plain = unquote(part).removesuffix("()")
        keyed = _KEYED.match(plain)
        segments += [keyed[1], keyed[2].replace("''", "'")] if keyed else [plain]
    return segments


def make_call(
    world: World,
    *,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes = b"",
    root: str,
    identity: Identity | None = None,
) -> Call:
    """Return a call from its parts; `url` is a path with its query, after the version."""
    parts = urlsplit(url)
    lower = {name.lower(): value for name, value in headers.items()}
    with world.lock:
        request_id = world.ids.guid()
    return Call(
        world=world,
        method=method.upper(),
        path="/" + parts.path.strip("/"),
        query=tuple((_option(k), v) for k, v in parse_qsl(parts.query, keep_blank_values=True)),
        headers=lower,
        body=body,
        root=root,
        request_id=request_id,
        begun=world.clock.steady(),
        identity=identity,
        prefer=read_preferences(lower.get("prefer", "")),
    )


def routed(call: Call, route: Route, params: Mapping[str, str], person: Person | None) -> Call:
    """Return the call as its handler gets it."""
    return replace(call, route=route.kind, params=params, person=person)


def _option(name: str) -> str:
    lower = name.lower()
    if lower in ODATA_OPTIONS:
        return lower
    return f"${lower}" if f"${lower}" in ODATA_OPTIONS else name
