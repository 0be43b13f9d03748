"""Faults, limits and the judge, seen from a client."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests

from followupd.sandbox.faults import Fault
from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, TOM, Graph

ME = f"/users/{SERVICE}"


def plan(graph: Graph, kind: str, *, match: dict[str, Any] | None = None, **fault: Any) -> None:
    graph.control("faults", {"plan": [{"match": match or {}, "fault": {"kind": kind} | fault}]})


def draft(graph: Graph, to: str = TOM) -> str:
    body = {"subject": "Plan", "toRecipients": [{"emailAddress": {"address": to}}]}
    return str(graph.post(f"{ME}/messages", body)["id"])


@pytest.mark.parametrize(("asked", "header"), [(3, "3"), (2.128, "2.128"), (None, None)])
def test_throttling_says_how_long_or_nothing(graph: Graph, asked: float | None, header: str | None) -> None:
    plan(graph, "throttle", retry_after=asked)
    answer = graph("GET", ME)
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "TooManyRequests")
    assert answer.headers.get("Retry-After") == header


def test_a_call_before_retry_after_is_over_is_judged(graph: Graph) -> None:
    plan(graph, "throttle", retry_after=30)
    graph("GET", ME)
    graph("GET", f"/users/{ANNA}")
    graph("GET", ME)
    judged = graph.control("judge")
    assert judged["counts"] == {"before Retry-After": 1}
    assert judged["misdeeds"][0]["request"] == "GET /users/{user}"


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1)])
def test_a_503_comes_before_or_after_the_deed(graph: Graph, when: str, done: int) -> None:
    message = draft(graph)
    plan(graph, "unavailable", match={"method": "POST", "path": "/send$"}, when=when)
    assert graph("POST", f"{ME}/messages/{message}/send").status_code == 503
    assert len(graph.mails(TOM)) == done


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1)])
def test_the_line_is_cut_before_or_after_the_deed(graph: Graph, when: str, done: int) -> None:
    message = draft(graph)
    plan(graph, "cut", match={"path": "/send$"}, when=when)
    with pytest.raises(requests.ConnectionError):
        graph("POST", f"{ME}/messages/{message}/send")
    assert len(graph.mails(TOM)) == done


@pytest.mark.parametrize(("status", "body", "text"), [(502, "html", "<html>"), (504, "empty", "")])
def test_a_failure_may_have_a_body_that_is_no_json(graph: Graph, status: int, body: str, text: str) -> None:
    plan(graph, "unavailable", status=status, body=body)
    answer = graph("GET", ME)
    assert answer.status_code == status
    assert answer.text[:6] == text


def test_a_slow_answer_takes_its_time(graph: Graph) -> None:
    plan(graph, "slow", seconds=0.3)
    begun = time.monotonic()
    graph.get(ME)
    assert time.monotonic() - begun >= 0.3


def test_a_plan_begins_at_the_nth_and_ends_after_count(graph: Graph) -> None:
    plan(graph, "refuse", match={"method": "GET", "nth": 2, "count": 2}, status=403, code="ErrorAccessDenied")
    assert [graph("GET", ME).status_code for _ in range(5)] == [200, 403, 403, 200, 200]


@pytest.mark.parametrize(
    ("kind", "words"), [("expired_token", "expired"), ("revoked_token", "Continuous access evaluation")]
)
def test_a_token_dies_in_the_middle(graph: Graph, kind: str, words: str) -> None:
    plan(graph, kind, match={"nth": 2})
    assert graph("GET", ME).status_code == 200
    for _ in range(2):
        answer = graph("GET", ME)
        assert answer.status_code == 401
        assert words in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("kind", "drafts", "sent", "arrived", "reports"),
    [("stuck_draft", 1, 0, 0, 0), ("lost_mail", 0, 1, 0, 0), ("double_delivery", 0, 1, 2, 0), ("bounce", 0, 1, 0, 1)],
)
def test_a_202_is_not_always_one_delivery(
    graph: Graph, kind: str, drafts: int, sent: int, arrived: int, reports: int
) -> None:
    message = draft(graph)
    plan(graph, kind, match={"path": "/send$"})
    graph.post(f"{ME}/messages/{message}/send", status=202)
    counts = [len(graph.mails(SERVICE, "drafts")), len(graph.mails(SERVICE, "sentitems")), len(graph.mails(TOM))]
    assert [*counts, len(graph.mails(SERVICE))] == [drafts, sent, arrived, reports]


def test_a_202_may_carry_a_retry_after(graph: Graph) -> None:
    message = draft(graph)
    plan(graph, "accepted_retry_after", match={"path": "/send$"}, retry_after=7)
    answer = graph("POST", f"{ME}/messages/{message}/send")
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "7")
    assert len(graph.mails(TOM)) == 1


def test_an_address_asks_for_its_fault_once_for_each_request(graph: Graph) -> None:
    to = TOM.replace("@", "+503-after@")
    body = {"subject": "Plan", "toRecipients": [{"emailAddress": {"address": to}}]}
    assert graph("POST", f"{ME}/messages", json=body).status_code == 503
    message = graph.mails(SERVICE, "drafts")[0]["immutable_id"]
    assert graph("POST", f"{ME}/messages/{message}/send").status_code == 503
    assert graph("POST", f"{ME}/messages/{message}/send").status_code == 404
    assert len(graph.mails(TOM)) == 1


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1)])
def test_a_process_is_killed_before_or_after_the_deed(graph: Graph, when: str, done: int) -> None:
    message = draft(graph)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as victim:
        plan(graph, "kill", match={"path": "/send$"}, pid=victim.pid, when=when)
        with pytest.raises(requests.ConnectionError):
            graph("POST", f"{ME}/messages/{message}/send")
        assert victim.wait(timeout=10) == -9
    assert len(graph.mails(TOM)) == done


def test_a_sandbox_kills_nobody_unless_it_was_started_for_that() -> None:
    with Sandbox() as sandbox, requests.Session() as session:
        session.trust_env = False
        session.verify = sandbox.connection.ca_file
        body = {"plan": [{"fault": {"kind": "kill", "pid": 4242}}]}
        answer = session.post(f"{sandbox.connection.control_root}/faults", json=body)
        assert answer.status_code == 400
        assert "--allow-kill" in answer.json()["error"]


def test_the_fifth_call_at_once_on_a_mailbox_is_throttled_and_judged(sandbox: Sandbox, graph: Graph) -> None:
    four, done = threading.Barrier(5), threading.Event()

    def hold() -> None:
        four.wait(timeout=10)
        done.wait(timeout=10)

    sandbox.faults.plan(Fault(kind="call", call=hold), path="/messages$", count=4)
    with ThreadPoolExecutor(5) as pool:
        held = [pool.submit(graph, "GET", f"{ME}/messages") for _ in range(4)]
        four.wait(timeout=10)
        over = graph("GET", ME)
        other = graph("GET", f"/users/{ANNA}")
        done.set()
        assert [one.result().status_code for one in held] == [200] * 4
    assert (over.status_code, over.json()["error"]["code"]) == (429, "ApplicationThrottled")
    assert over.headers["Retry-After"] == "1"
    assert other.status_code == 200
    judged = graph.control("judge")
    assert judged["counts"]["too many at once"] == 1
    assert judged["most_at_once"][SERVICE] == 5


def test_twenty_calls_at_once_on_many_mailboxes_are_served(graph: Graph) -> None:
    people = [p["userPrincipalName"] for p in graph.get("/users")["value"]]
    with ThreadPoolExecutor(20) as pool:
        answers = pool.map(lambda n: graph("GET", f"/users/{people[n % len(people)]}").status_code, range(100))
        assert set(answers) <= {200, 429}


def test_the_judge_counts_by_kind_and_begins_anew(graph: Graph) -> None:
    graph.get(ME)
    graph.get(f"/users/{TOM}")
    graph.get(f"{ME}/messages?odd=1")
    judged = graph.control("judge")
    assert judged["requests"]["GET /users/{user}"] == 2
    assert judged["answers"] == {"200": 3}
    assert judged["counts"] == {"unknown query option": 1}
    assert graph.control("judge", {"reset": True})["total"] == 0


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("deliver", {"mime": "x", "as": "friendly"}, "as: Input should be"),
        ("deliver", {}, "either mime or mime_base64"),
        ("deliver", {"mime_base64": "@"}, "no base64"),
        ("clock", {"forward": -1}, "greater than or equal to 0"),
        ("clock", {"now": "2026-06-08T08:00:00"}, "timezone"),
        ("faults", {"plan": [{"fault": {"kind": "flood"}}]}, "plan.0.fault.kind"),
        ("faults", {"plan": [{"match": {"path": "("}, "fault": {"kind": "cut"}}]}, "regular expression"),
        ("rights", {"person": "nobody@contoso.example"}, "nobody has the address"),
        ("people", {"people": [{"address": "no address"}]}, "people.0.address"),
        ("app", {"certificate": "no PEM"}, "certificate"),
        ("device", {"user_code": "ABC"}, "not known"),
        ("write", {"person": ANNA, "reply_to": "<none@x>"}, "ErrorItemNotFound"),
        ("judge", {"reset": False}, "reset"),
    ],
)
def test_a_wrong_control_request_says_what_is_wrong(graph: Graph, name: str, body: dict[str, Any], words: str) -> None:
    assert words in graph.control(name, body, status=400)["error"]


def test_an_unknown_control_request_is_404(graph: Graph) -> None:
    graph.control("weather", status=404)
    graph.control("weather", {}, status=404)


def test_a_wait_may_be_asked_for_as_a_date(graph: Graph) -> None:
    plan(graph, "throttle", retry_after=60, as_date=True)
    answer = graph("GET", ME)
    until, since = (parsedate_to_datetime(answer.headers[name]) for name in ("Retry-After", "Date"))
    assert (until - since).total_seconds() == 60
    graph("GET", f"/users/{ANNA}")
    graph("GET", ME)
    assert graph.control("judge")["counts"] == {"before Retry-After": 1}


def test_a_deed_may_come_after_the_caller_has_gone(graph: Graph) -> None:
    message = draft(graph)
    plan(graph, "late", match={"path": "/send$"}, seconds=0.3)
    with pytest.raises(requests.ConnectionError):
        graph("POST", f"{ME}/messages/{message}/send")
    assert graph.mails(TOM) == []
    time.sleep(0.35)
    assert len(graph.mails(TOM)) == 1


def test_the_links_of_a_page_may_lead_away(graph: Graph) -> None:
    plan(graph, "foreign_link")
    page = graph.get(f"{ME}/mailFolders/inbox/messages/delta")
    assert page["@odata.deltaLink"].startswith("https://graph.elsewhere.example/v1.0/")
    graph.get(page["@odata.deltaLink"].replace("https://graph.elsewhere.example/v1.0", ""))


def test_a_delta_may_give_its_items_in_any_order(graph: Graph) -> None:
    made = [draft(graph) for _ in range(3)]
    path = f"{ME}/mailFolders/drafts/messages/delta"
    assert [item["id"] for item in graph.get(path)["value"]] == made
    plan(graph, "disorder")
    assert [item["id"] for item in graph.get(path)["value"]] == made[::-1]


def test_a_fault_may_come_by_chance_and_always_by_the_same(graph: Graph) -> None:
    plan(graph, "unavailable", match={"count": 0, "chance": 0.3})
    first = [graph("GET", ME).status_code for _ in range(100)]
    assert 15 <= first.count(503) <= 45
    graph.control("faults", {"clear": True})
    plan(graph, "unavailable", match={"count": 0, "chance": 0.3})
    assert [graph("GET", ME).status_code for _ in range(100)] == first
