"""The examples of Microsoft's documentation, played against the sandbox.

They lie outside the project (see tests/openapi.py). `/me` becomes Anna Reed, ids become those of a small scene; then
the status must be the documented one and every documented member must be in the answer. What differs stands in the
tables below, with the reason.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.contract.sandbox.meetings_said import EVENTS, at, event, person, seen_by
from tests.contract.sandbox.sandbox_client import ANNA, TOM, Graph
from tests.openapi import PUBLISHED, published

pytestmark = pytest.mark.reference

EXAMPLES = PUBLISHED / "examples"
PLACE = {"displayName": "Harry's Bar"}

#: Not played, by the beginning of the name.
NOT_PLAYED = {
    "cur-lifecycle": "what Graph sends to an app",
    "cur-throttled": "no request; see test_sandbox_faults.py",
    "cur-webhook": "what Graph sends to an app",
    "json-batching": "members of other services (drive, planner, groups); see test_sandbox_batch.py",
    "outlook-send-mail-from-other-user-1": "Send As: nobody has that right here, see -2",
    "throttling": "no request; see test_sandbox_faults.py",
    "user-list-mailfolders-2": "beta",
}
#: Not served: 501, by the beginning of the name.
NOT_SERVED = {
    "attachment-createuploadsession": "large attachments",
    "cur-subscription": "change notifications",
    "event-forward": "forwarding an event",
    "outlookcategory": "the list of categories",
    "outlookuser-list-mastercategories": "the list of categories",
    "subscription": "change notifications",
    "user-findmeetingtimes": "delegated only, and not used",
}
#: Pages that print 200 where the service says otherwise (and so does the reference of today).
OLD_STATUS = {"message-copy-1": 201, "message-createreply-1": 201, "message-replyall-1": 202}
#: Documented members that do not come, by example; none of them is used.
MISSING = {
    "event-delta-1": {"/value[]/transactionId"},  # null there; it comes only when it was set
    "outlook-calendar-meeting-proposals-1": {"/uid"},  # an older name of iCalUId
    "outlook-calendar-meeting-proposals-3": {"/value[]/unsubscribeData", "/value[]/unsubscribeEnabled"},  # beta
}
#: Dial-in of an online meeting, which needs a licence of its own.
DIAL_IN = {"/onlineMeeting/conferenceId", "/onlineMeeting/tollNumber"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Ids of what there is in Anna's mailbox and calendar."""

    graph: Graph
    message: str
    invitation: str
    attachment: str
    inbox: str
    calendar: str
    #: Organised by Anna; by Tom, and she is invited; a weekly series.
    meeting: str
    invited: str
    series: str


@pytest.fixture
def scene(graph: Graph) -> Scene:
    """A mail with an attachment, an invitation, a meeting and a series."""
    graph.control("clock", {"now": "2019-03-01T08:00:00Z"})
    lines = [f"From: Tom Baker <{TOM}>", f"To: {ANNA}", "Subject: Figures", "MIME-Version: 1.0",
             'Content-Type: multipart/mixed; boundary="b"', "", "--b", "Content-Type: text/html", "", "<p>Here.</p>",
             "--b", 'Content-Type: text/plain; name="a.txt"', 'Content-Disposition: attachment; filename="a.txt"', "",
             "Hello", "--b--", ""]  # fmt: skip
    [copy] = graph.deliver("\n".join(lines))
    times = {"start": at("2019-04-08T20:30:00"), "end": at("2019-04-08T21:00:00")}
    span = {"type": "numbered", "startDate": "2019-04-08", "numberOfOccurrences": 4}
    weekly = {"pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"]}, "range": span}
    meeting = graph.post(EVENTS, event(**times, location=PLACE))["id"]
    series = graph.post(EVENTS, event(attendees=..., recurrence=weekly, **times))["id"]
    graph.post(f"/users/{TOM}/events", event(attendees=[person(ANNA)], **times, location=PLACE))
    message = copy["immutable_id"]
    graph.post(f"/users/{ANNA}/mailFolders/inbox/childFolders", {"displayName": "Old", "isHidden": True})
    [attached] = graph.get(f"/users/{ANNA}/messages/{message}/attachments")["value"]
    return Scene(
        graph=graph,
        message=message,
        invitation=next(m["immutable_id"] for m in graph.mails(ANNA) if m["kind"] == "eventMessageRequest"),
        attachment=attached["id"],
        inbox=graph.get(f"/users/{ANNA}/mailFolders/inbox")["id"],
        calendar=graph.get(f"/users/{ANNA}/calendar")["id"],
        meeting=meeting,
        invited=next(one["immutable_id"] for one in seen_by(graph, ANNA) if not one["is_organizer"]),
        series=series,
    )


def names() -> list[str]:
    """The examples that are played, when they are there."""
    found = sorted(file.stem for file in EXAMPLES.glob("*.json"))
    return [name for name in found if not name.startswith(tuple(NOT_PLAYED))]


def test_the_examples_are_there() -> None:
    published(EXAMPLES)
    assert len(names()) > 60


@pytest.mark.parametrize("name", names())
def test_an_example_of_the_documentation_goes_as_documented(scene: Scene, name: str) -> None:
    example = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    if name == "outlook-calendar-meeting-proposals-3":
        propose(scene)
    answer = play(scene, example["request"], of_meeting=name.startswith("eventmessage"))
    if name.startswith(tuple(NOT_SERVED)):
        assert (answer.status_code, answer.json()["error"]["code"]) == (501, "NotImplemented")
        return
    assert answer.status_code == OLD_STATUS.get(name, example["response"]["status"]), answer.text
    documented = example["response"]["body"]
    if isinstance(documented, dict) and answer.content:
        missing = set(missing_in(answer.json(), documented, ""))
        assert missing - DIAL_IN - MISSING.get(name, set()) == set()


def propose(scene: Scene) -> None:
    """Let Tom propose another time for Anna's meeting, as the newest mail."""
    scene.graph.control("clock", {"forward": 60})
    times = {name: {"dateTime": "2019-04-09T10:00:00", "timeZone": "UTC"} for name in ("start", "end")}
    found = next(one["immutable_id"] for one in seen_by(scene.graph, TOM) if not one["is_organizer"])
    scene.graph.control("answer", {"person": TOM, "event": found, "response": "tentative", "proposed": times})


def play(scene: Scene, request: dict[str, Any], *, of_meeting: bool) -> Any:
    """Send a documented request to the sandbox, with the ids of the scene; `of_meeting`: on the invitation."""
    parts = urlsplit(request["url"])
    path = re.sub(r"^(/v1\.0)?/me\b", f"/users/{ANNA}", parts.path).rstrip("/")
    body = request["body"]
    for pattern, found in replacements(scene, path, of_meeting=of_meeting or "eventMessage" in parts.query):
        path = re.sub(pattern, found, path, flags=re.IGNORECASE)
    query = parts.query.replace("{start_datetime}", "2019-04-01T00:00:00Z").replace(
        "{end_datetime}", "2019-05-01T00:00:00Z"
    )
    url = f"{path}?{query}" if query else path
    if window := re.search(r"calendarView(?:/delta)?\?startDateTime=([^&]+)", url, re.IGNORECASE):
        something_at(scene, window[1])
    if "token=" in query:
        url = first_round(scene, path, query)
    headers = {name: value for name, value in request["headers"].items() if name.lower() != "content-length"}
    if isinstance(body, str) and body.lstrip().startswith("{"):
        body = json.loads(body.replace("\u00a0", " "))
    if isinstance(body, str):
        if not body.startswith("<"):
            # The documented MIME is cut off in the middle.
            body = "".join(body.split())
            mime = base64.b64decode(body[: len(body) // 4 * 4])
            body = base64.b64encode(mime.replace(b"AlexW@contoso.com", ANNA.encode())).decode()
        return scene.graph(request["method"], url, data=body.encode(), headers=headers | {"Content-Type": "text/plain"})
    if isinstance(body, dict) and "Schedules" in body:
        something_at(scene, "2018-08-06T17:00:00Z")
        scene.graph.control("people", {"people": [{"address": ANNA, "zone": "tzone://Microsoft/Custom"}]})
        body = body | {"Schedules": [ANNA]}
    if isinstance(body, dict):
        body = body | {"destinationId": scene.inbox} if "destinationId" in body else body
        body = body | {"inputIds": [scene.message]} if "inputIds" in body else body
    return scene.graph(request["method"], url, json=body, headers=headers)


def replacements(scene: Scene, path: str, *, of_meeting: bool) -> list[tuple[str, str]]:
    """What stands for the documented ids in a path."""
    wanted = scene.meeting
    if re.search(r"/(accept|decline|tentativelyAccept)$", path, re.IGNORECASE):
        wanted = scene.invited
    elif path.lower().endswith("/instances"):
        wanted = scene.series
    message = scene.invitation if of_meeting else scene.message
    return [
        (r"/messages/(?!delta)[^/]+", f"/messages/{message}"),
        (r"/attachments/[^/]+", f"/attachments/{scene.attachment}"),
        (r"/mailFolders/(?!delta)[^/]+", f"/mailFolders/{scene.inbox}"),
        (r"/calendars/[^/]+", f"/calendars/{scene.calendar}"),
        (r"/events/(?!delta)[^/]+", f"/events/{wanted}"),
    ]


def something_at(scene: Scene, start: str) -> None:
    """Put an event where a documented window begins."""
    moment = datetime.fromisoformat(start) + timedelta(hours=1)
    times = {name: at(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")) for name in ("start", "end")}
    scene.graph.post(EVENTS, event(**times, location=PLACE))


def first_round(scene: Scene, path: str, query: str) -> str:
    """Return a link of the wanted kind from a round that was begun before; something changes after it."""
    window = "?startDateTime=2019-04-01T00:00:00Z&endDateTime=2019-05-01T00:00:00Z" if "calendarView" in path else ""
    page = scene.graph.get(path + window, headers={"Prefer": "odata.maxpagesize=1"})
    if "$skiptoken" in query:
        return str(page["@odata.nextLink"])
    while "@odata.nextLink" in page:
        page = scene.graph.get(page["@odata.nextLink"])
    scene.graph("PATCH", f"/users/{ANNA}/messages/{scene.message}", json={"isRead": True})
    scene.graph("PATCH", f"{EVENTS}/{scene.meeting}", json={"subject": "Rest!"})
    return str(page["@odata.deltaLink"])


def missing_in(found: Any, documented: Any, place: str) -> Iterator[str]:
    """Yield the documented members that an answer lacks."""
    if isinstance(documented, dict) and isinstance(found, dict):
        for name, value in documented.items():
            if "@odata." in name or name.startswith("@"):
                continue
            if name not in found:
                yield f"{place}/{name}"
            elif found[name] is not None:
                yield from missing_in(found[name], value, f"{place}/{name}")
    elif isinstance(documented, list) and isinstance(found, list) and documented:
        # The first of each is held together: what else is in a list is another story.
        if found:
            yield from missing_in(found[0], documented[0], f"{place}[]")
        elif isinstance(documented[0], dict):
            yield f"{place}[] (empty)"
