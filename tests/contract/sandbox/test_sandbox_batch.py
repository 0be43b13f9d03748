"""$batch: members go their own way and answer in any order."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.contract.sandbox.meetings_said import EVENTS, event, seen_by
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, TOM, Graph

JSON = {"Content-Type": "application/json"}


def get(id: str, url: str = f"/users/{ANNA}/calendar", **more: Any) -> dict[str, Any]:
    return {"id": id, "method": "GET", "url": url} | more


def create(id: str, subject: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "method": "POST", "url": EVENTS, "headers": JSON, "body": event(subject=subject)} | more


def answers(graph: Graph, *requests: dict[str, Any]) -> dict[str, dict[str, Any]]:
    told = graph.post("/$batch", {"requests": list(requests)}, status=200)["responses"]
    assert len(told) == len(requests)
    return {one["id"]: one for one in told}


def test_members_answer_for_themselves(graph: Graph) -> None:
    told = answers(
        graph, get("a"), get("b", "/users/nobody@contoso.example/calendar"), create("c", "New"), get("d", "/drives")
    )
    assert {id: one["status"] for id, one in told.items()} == {"a": 200, "b": 404, "c": 201, "d": 501}
    assert told["c"]["body"]["subject"] == "New"
    assert told["c"]["headers"]["Location"].endswith(told["c"]["body"]["id"])
    assert [one["subject"] for one in seen_by(graph, TOM)] == ["New"]


def test_the_order_of_the_answers_is_not_that_of_the_requests(graph: Graph) -> None:
    requests = [get(str(number)) for number in range(10)]
    told = graph.post("/$batch", {"requests": requests}, status=200)["responses"]
    assert sorted(one["id"] for one in told) == [one["id"] for one in requests]
    assert [one["id"] for one in told] != [one["id"] for one in requests]


def test_headers_of_a_member_are_heeded(graph: Graph) -> None:
    made = graph.post(EVENTS, event())
    path = f"{EVENTS}/{made['id']}"
    told = answers(
        graph,
        get("1", path, headers={"Prefer": 'outlook.timezone="Europe/Berlin"'}),
        {
            "id": "2",
            "method": "PATCH",
            "url": path,
            "headers": JSON | {"If-Match": 'W/"old"'},
            "body": {"subject": "x"},
        },
    )
    assert told["1"]["body"]["start"]["timeZone"] == "Europe/Berlin"
    assert told["2"]["status"] == 412


def test_what_depends_on_a_failure_is_not_done(graph: Graph) -> None:
    told = answers(
        graph,
        get("1", f"{EVENTS}/AAMkADnothing"),
        create("2", "Second", dependsOn=["1"]),
        create("3", "Third", dependsOn=["2"]),
    )
    assert {id: one["status"] for id, one in told.items()} == {"1": 404, "2": 424, "3": 424}
    assert told["2"]["body"]["error"]["code"] == "FailedDependency"
    assert seen_by(graph, ANNA) == []


@pytest.mark.parametrize(
    "requests",
    [
        [],
        [get(str(number)) for number in range(21)],
        [get("1"), get("1")],
        [{"id": "1", "method": "GET"}],
        [get("1", "https://graph.microsoft.com/v1.0/me")],
        [{"id": "1", "method": "POST", "url": EVENTS, "body": event()}],
        [{"id": "1", "method": "POST", "url": f"/users/{ANNA}/messages/x/send"}],
        [get("1", dependsOn=["9"])],
        [get("1", dependsOn=["2"]), get("2")],
        [get("1"), get("2", dependsOn=["1"]), get("3", dependsOn=["2"]), get("4")],
    ],
)
def test_a_wrong_batch_is_refused_as_a_whole(graph: Graph, requests: list[dict[str, Any]]) -> None:
    answer = graph("POST", "/$batch", json={"requests": requests})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadRequest")
    assert seen_by(graph, ANNA) == []


def test_a_batch_in_a_batch_is_refused(graph: Graph) -> None:
    inner = {"id": "1", "method": "POST", "url": "/$batch", "headers": JSON, "body": {"requests": [get("1")]}}
    assert answers(graph, inner)["1"]["status"] == 400


def test_a_throttled_member_says_when_to_come_again(graph: Graph) -> None:
    fault = {"kind": "throttle", "retry_after": 2.5}
    graph.control("faults", {"plan": [{"match": {"path": f"^/users/{TOM}/calendar"}, "fault": fault}]})
    told = answers(graph, get("1"), get("2", f"/users/{TOM}/calendar"))
    assert (told["1"]["status"], told["2"]["status"]) == (200, 429)
    assert told["2"]["headers"]["Retry-After"] == "2.5"
    answers(graph, get("2", f"/users/{TOM}/calendar"))
    assert graph.control("judge")["counts"] == {"before Retry-After": 1}


def test_a_line_cannot_be_cut_for_one_member(graph: Graph) -> None:
    plan = {"match": {"path": "/events$"}, "fault": {"kind": "cut", "when": "after"}}
    graph.control("faults", {"plan": [plan]})
    assert answers(graph, create("1", "Made"))["1"]["status"] == 503
    assert [one["subject"] for one in seen_by(graph, ANNA)] == ["Made"]


def test_bodies_that_are_no_json_travel_in_base64(graph: Graph) -> None:
    mime = f"From: {SERVICE}\r\nTo: {TOM}\r\nSubject: Raw\r\n\r\nHello"
    twice = base64.b64encode(base64.b64encode(mime.encode())).decode()
    headers = {"Content-Type": "text/plain"}
    send = {"id": "1", "method": "POST", "url": f"/users/{SERVICE}/sendMail", "headers": headers, "body": twice}
    assert answers(graph, send)["1"]["status"] == 202
    [mail] = graph.mails(TOM)
    told = answers(graph, get("1", f"/users/{TOM}/messages/{mail['id']}/$value"))["1"]
    assert b"Subject: Raw" in base64.b64decode(told["body"])


def test_a_member_is_not_too_early_for_a_wait_that_another_was_asked_for(graph: Graph) -> None:
    graph.control(
        "faults", {"plan": [{"match": {"path": "/events"}, "fault": {"kind": "throttle", "retry_after": 30}}]}
    )
    members = [{"id": str(n), "method": "GET", "url": f"/users/{ANNA}/events"} for n in range(2)]
    answers = {
        one["id"]: one["status"] for one in graph.post("/$batch", {"requests": members}, status=200)["responses"]
    }
    assert sorted(answers.values()) == [200, 429]
    assert graph.control("judge")["counts"] == {}
    graph.post("/$batch", {"requests": members}, status=200)
    assert graph.control("judge")["counts"] == {"before Retry-After": 2}


def test_a_wait_told_in_a_batch_that_became_an_error_was_not_heard(graph: Graph) -> None:
    faults = (
        ("/events", {"kind": "throttle", "retry_after": 30}),
        (r"\$batch", {"kind": "unavailable", "when": "after"}),
    )
    graph.control("faults", {"plan": [{"match": {"path": path}, "fault": fault} for path, fault in faults]})
    members = [{"id": "1", "method": "GET", "url": f"/users/{ANNA}/events"}]
    graph.post("/$batch", {"requests": members}, status=503)
    (answer,) = graph.post("/$batch", {"requests": members}, status=200)["responses"]
    assert answer["status"] == 200
    assert graph.control("judge")["counts"] == {}


def test_a_member_may_hear_that_the_token_has_ended(graph: Graph) -> None:
    graph.control("faults", {"plan": [{"match": {"path": "/events"}, "fault": {"kind": "expired_token"}}]})
    members = [{"id": "1", "method": "GET", "url": f"/users/{ANNA}/events"}]
    (answer,) = graph.post("/$batch", {"requests": members}, status=200)["responses"]
    assert answer["status"] == 401
    assert graph.control("judge")["counts"] == {}
