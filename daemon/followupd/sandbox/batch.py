"""POST /$batch: up to twenty requests in one. Each member goes the whole way of the pipeline by itself: it counts
against the limits, meets the faults, is judged. The answers come in any order, to be told apart by their ids.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from followupd.sandbox import errors
from followupd.sandbox.routing import Answer, Call, Dispatch, Table, ok

#: The most requests of a batch [JSON batching].
MOST = 20
_WRITES = ("POST", "PATCH", "PUT")
_FIELDS = frozenset({"id", "method", "url", "headers", "body", "dependsOn"})
#: What a member's answer keeps of its headers.
_HEADERS = ("Location", "ETag", "Retry-After", "Preference-Applied", "Cache-Control")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    id: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    needs: tuple[str, ...]


def register(table: Table, serve: Dispatch) -> None:
    """Add the route; `serve` answers a member."""
    table.add("POST", "/$batch", lambda call: batch(call, serve), locked=False)


def batch(call: Call, serve: Dispatch) -> Answer:
    """Answer all members: 200, whatever became of them."""
    members = _members(call)
    _check_needs(members)
    statuses: dict[str, int] = {}
    responses = []
    for member in members:
        if any(statuses.get(needed, 0) >= 400 for needed in member.needs):
            answer = _error(424, "FailedDependency", "Failed Dependency")
        elif member.url.partition("?")[0].strip("/").lower() == "$batch":
            answer = _error(400, "BadRequest", "A batch cannot hold another batch.")
        else:
            answer = serve(call.member(method=member.method, url=member.url, headers=member.headers, body=member.body))
        statuses[member.id] = 503 if answer.cut else answer.status
        responses.append(_response(member, answer))
    with call.world.lock:
        order = random.Random(call.world.ids.fresh(8))  # noqa: S311 - no secret, only some order
    order.shuffle(responses)
    return ok({"responses": responses})


def _members(call: Call) -> list[_Member]:
    requests = call.json().get("requests")
    if not isinstance(requests, list) or not requests:
        _unfit("Invalid batch payload format.")
    if len(requests) > MOST:
        _unfit(f"Number of batch request steps exceeds the max value of {MOST}.")
    members: list[_Member] = []
    for item in requests:
        if not isinstance(item, dict) or not all(item.get(name) for name in ("id", "method", "url")):
            _unfit("Invalid batch payload format.")
        for name in item.keys() - _FIELDS:
            call.blame("unknown field", f"{name} in a batch request")
        members.append(_member(item))
    if len({member.id for member in members}) < len(members):
        _unfit("Request id values must be unique within a batch.")
    return members


def _member(item: Mapping[str, Any]) -> _Member:
    said, needs = item.get("headers") or {}, item.get("dependsOn") or []
    if not isinstance(said, dict) or not isinstance(needs, list):
        _unfit("Invalid batch payload format.")
    headers = {str(name): str(value) for name, value in said.items()}
    name, method, url, body = str(item["id"]), str(item["method"]).upper(), str(item["url"]), item.get("body")
    kind = next((value for header, value in headers.items() if header.lower() == "content-type"), None)
    if method in _WRITES and (body is None or kind is None):
        _unfit(f"Write request id : {name} does not contain Content-Type header or body.")
    if "://" in url:
        _unfit(f"Invalid batch payload format. The url of request {name} must be relative.")
    return _Member(
        id=name,
        method=method,
        url=url,
        headers=headers,
        body=_bytes(name, kind or "", body),
        needs=tuple(str(needed) for needed in needs),
    )


def _check_needs(members: list[_Member]) -> None:
    """Refuse dependencies of another kind than: none; each on the one before; all that have one on the same."""
    known = {member.id for member in members}
    for member in members:
        for needed in member.needs:
            if needed not in known or needed == member.id:
                _unfit(f"The dependsOn of request {member.id} names no other request of the batch.")
    dependent = [member for member in members if member.needs]
    if not dependent:
        return
    serial = [member.needs for member in members] == [(), *((member.id,) for member in members[:-1])]
    same = len({member.needs for member in dependent}) == 1 and len(dependent[0].needs) == 1
    before = {member.id: index for index, member in enumerate(members)}
    ordered = all(before[needed] < before[member.id] for member in dependent for needed in member.needs)
    if not (serial or same) or not ordered:
        _unfit("The dependencies of a batch must be serial, or all on the same request.")


def _bytes(name: str, kind: str, body: Any) -> bytes:
    """Return the body of a member: JSON as it stands, anything else out of its base64."""
    if body is None:
        return b""
    if "json" in kind.lower() or not isinstance(body, str):
        return json.dumps(body).encode()
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise errors.bad_request(f"The body of request {name} is not base64.", blame="bad batch") from error


def _response(member: _Member, answer: Answer) -> dict[str, Any]:
    if answer.cut:
        answer = _error(503, "ServiceUnavailable", "The service is unavailable.")
    headers = {name: value for name, value in answer.headers.items() if name in _HEADERS}
    response: dict[str, Any] = {"id": member.id, "status": answer.status, "headers": headers}
    if answer.raw is not None:
        response["body"] = base64.b64encode(answer.raw).decode()
        headers["Content-Type"] = answer.content_type
    elif answer.body is not None:
        response["body"] = answer.body
        headers["Content-Type"] = answer.content_type
    return response


def _error(status: int, code: str, message: str) -> Answer:
    return Answer(status=status, body={"error": {"code": code, "message": message}})


def _unfit(message: str) -> NoReturn:
    raise errors.bad_request(message, blame="bad batch")
