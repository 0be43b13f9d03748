"""The sandbox against Microsoft's own description of Graph.

Every test of this folder is looked on by the description (see conftest.py); here a session goes once through all that
is served, and the judge itself is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from followupd.sandbox.routing import Answer, Call, make_call
from followupd.sandbox.server import Sandbox
from followupd.sandbox.world import World
from tests.contract.sandbox.meetings_said import EVENTS, KEY, at, event, seen_by
from tests.contract.sandbox.sandbox_client import ANNA, CLIENT, MONDAY, SERVICE, TOM, Graph, log_in, new_session
from tests.openapi import DESCRIPTION, OpenApiJudge, published, read_description

pytestmark = pytest.mark.reference

MAIL = f"/users/{SERVICE}"
WEEK = "startDateTime=2026-06-08T00:00:00Z&endDateTime=2026-06-15T00:00:00Z"


@pytest.fixture
def judged(openapi_judge: OpenApiJudge, graph: Graph) -> Graph:
    """A client whose every request is held against the description."""
    published(DESCRIPTION)
    return graph


def mail_session(graph: Graph) -> None:
    """Read, answer, draft, send, move, delete."""
    graph.deliver(
        f"From: Anna Reed <{ANNA}>\nTo: {SERVICE}\nSubject: Please follow up\n\nTom sends the figures by Friday.\n"
    )
    graph.get(f"{MAIL}?$select=id,displayName,mail")
    graph.get(f"/users/{TOM}/manager")
    graph.get(f"{MAIL}/mailFolders?$top=50")
    delta = graph.get(f"{MAIL}/mailFolders/inbox/messages/delta?$select=subject")
    id = delta["value"][0]["id"]
    wanted = "subject,from,sender,internetMessageHeaders,uniqueBody,body,toRecipients"
    graph.get(f"{MAIL}/messages/{id}?$select={wanted}", headers={"Prefer": 'outlook.body-content-type="text"'})
    assert graph("GET", f"{MAIL}/messages/{id}/$value").status_code == 200
    graph.get(f"{MAIL}/messages/{id}/attachments")
    draft = graph.post(f"{MAIL}/messages/{id}/createReply", {"message": {"singleValueExtendedProperties": [mark("r")]}})
    graph("PATCH", f"{MAIL}/messages/{draft['id']}", json={"body": {"contentType": "HTML", "content": "<p>Thanks</p>"}})
    graph.post(f"{MAIL}/messages/{draft['id']}/send", status=202)
    condition = quote(f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq 'r')")
    assert graph.get(f"{MAIL}/mailFolders/sentitems/messages?$filter={condition}&$top=5")["value"]
    message = {"subject": "Hello", "toRecipients": [{"emailAddress": {"address": TOM}}], "importance": "High"}
    graph.post(f"{MAIL}/sendMail", {"Message": message, "SaveToSentItems": "false"}, status=202)
    made = graph.post(f"{MAIL}/messages", message | {"internetMessageHeaders": [{"name": "X-Key", "value": "1"}]})
    graph.post(f"{MAIL}/messages/{made['id']}/attachments", ATTACHED)
    folder = graph.post(f"{MAIL}/mailFolders", {"displayName": "Processed"})
    moved = graph.post(f"{MAIL}/messages/{id}/move", {"destinationId": folder["id"]})
    assert graph("DELETE", f"{MAIL}/messages/{moved['id']}").status_code == 204
    graph.get(delta["@odata.deltaLink"])


ATTACHED = {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "aGk="}


def mark(value: str) -> dict[str, str]:
    return {"id": KEY, "value": value}


def calendar_session(graph: Graph) -> None:
    """Invite, change, answer, propose, look, cancel; settings and free times; a batch of it."""
    made = graph.post(
        EVENTS, event(singleValueExtendedProperties=[mark("e")], transactionId="t", categories=["Follow-up"])
    )
    path = f"{EVENTS}/{made['id']}"
    wanted = quote(f"singleValueExtendedProperties($filter=id eq '{KEY}')")
    graph.get(f"{path}?$expand={wanted}", headers={"Prefer": 'outlook.timezone="W. Europe Standard Time"'})
    graph("PATCH", path, json={"location": {"displayName": "Room 1"}, "showAs": "Busy", "isReminderOn": "true"})
    copy = seen_by(graph, TOM)[0]["immutable_id"]
    slot = {"start": at("2026-06-12T13:00:00"), "end": at("2026-06-12T13:30:00")}
    body = {"comment": "Later?", "sendResponse": "true", "proposedNewTime": slot}
    graph.post(f"/users/{TOM}/events/{copy}/tentativelyAccept", body, status=202)
    graph.post(f"/users/{TOM}/events/{copy}/accept", {}, status=202)
    graph.get(f"/users/{ANNA}/messages?$expand=microsoft.graph.eventMessage/event")
    graph.get(f"/users/{TOM}/messages")
    graph.get(f"/users/{ANNA}/calendarView?{WEEK}&$select=id,subject&$orderby=start/dateTime")
    graph.get(graph.get(f"/users/{ANNA}/calendarView/delta?{WEEK}")["@odata.deltaLink"])
    pattern = {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["Monday"], "index": "second"}
    span = {"type": "noEnd", "startDate": "2026-06-08"}
    monthly = graph.post(EVENTS, event(attendees=..., recurrence={"pattern": pattern, "range": span}))
    graph.get(f"{EVENTS}/{monthly['id']}/instances?{WEEK}")
    graph.get(f"/users/{ANNA}/calendars")
    graph.get(f"/users/{ANNA}/calendar")
    free = {"Schedules": [ANNA, CLIENT], "StartTime": at("2026-06-12T08:00:00"), "EndTime": at("2026-06-12T18:00:00")}
    graph.post(f"/users/{ANNA}/calendar/getSchedule", free, status=200)
    graph.get(f"/users/{ANNA}/mailboxSettings")
    graph("PATCH", f"/users/{ANNA}/mailboxSettings", json={"timeZone": "tzone://Microsoft/Custom"})
    graph.get(f"/users/{ANNA}/mailboxSettings")
    graph.post("/$batch", {"requests": [{"id": "1", "method": "GET", "url": path}]}, status=200)
    graph.post(f"{path}/cancel", {"Comment": "Not needed"}, status=202)
    graph("GET", path)


@pytest.mark.parametrize("session", [mail_session, calendar_session])
def test_what_is_served_fits_the_description(
    judged: Graph, openapi_judge: OpenApiJudge, session: Callable[[Graph], None]
) -> None:
    session(judged)
    assert openapi_judge.seen > 15


def answered(world: World, method: str, url: str, body: bytes, answer: Answer) -> OpenApiJudge:
    published(DESCRIPTION)
    judge = OpenApiJudge(read_description())
    headers = {"Content-Type": "application/json"}
    call: Call = make_call(world, method=method, url=url, headers=headers, body=body, root="https://h/v1.0")
    judge.witness(call, answer)
    return judge


@pytest.mark.parametrize(
    ("method", "url", "body", "status", "said", "found"),
    [
        ("GET", "/users/a/events/b", b"", 200, {"subject": 7}, "7 is not of type"),
        ("GET", "/users/a/events/b", b"", 200, {"colour": "red"}, "/colour is not described"),
        ("GET", "/users/a/events/b", b"", 200, {"start": {"zone": "UTC"}}, "/start/zone is not described"),
        ("GET", "/users/a/events/b", b"", 204, None, "the status 204 is not described"),
        ("GET", "/users/a/events/b?$apply=x", b"", 200, {}, "the query option $apply is not described"),
        ("GET", "/users/a/drive", b"", 200, {}, "is not described"),
        ("POST", "/users/a/events", b'{"colour": "red"}', 201, {}, "request: /colour is not described"),
        ("POST", "/users/a/events", b'{"showAs": "away"}', 201, {}, "'away' is not one of"),
        ("POST", "/users/a/events", b"{}", 400, {"error": "no"}, "'no' is not of type 'object'"),
        ("POST", "/users/a/events", b'{"showAs": "BUSY", "isAllDay": "false"}', 201, {"showAs": "BUSY"}, "'BUSY'"),
    ],
)
def test_the_judge_finds_what_does_not_fit(
    sandbox: Sandbox, method: str, url: str, body: bytes, status: int, said: Any, found: str
) -> None:
    judge = answered(sandbox.world, method, url, body, Answer(status=status, body=said))
    assert len(judge.findings) == 1
    assert found in judge.findings[0]


def test_the_judge_looks_on_from_the_first_request(openapi_judge: OpenApiJudge) -> None:
    published(DESCRIPTION)
    with Sandbox(now=MONDAY) as running, new_session(running) as session:
        openapi_judge.attach(running)
        session.headers["Authorization"] = f"Bearer {log_in(running, session)}"
        Graph(running, session).get(f"/users/{ANNA}/calendar")
        assert openapi_judge.operations == {"GET /users/{user-id}/calendar"}
