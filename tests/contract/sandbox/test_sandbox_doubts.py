"""What is not known about the real service: each plausible answer can be switched on."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from followupd.sandbox.faults import Fault
from followupd.sandbox.server import Sandbox
from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, TOM, Graph

ME = f"/users/{SERVICE}"


def draft(graph: Graph, **more: Any) -> Any:
    return graph.post(
        f"{ME}/messages", {"subject": "Plan", "toRecipients": [{"emailAddress": {"address": TOM}}]} | more
    )


@pytest.mark.parametrize(("keeps", "status"), [(True, 200), (False, 404)])
def test_the_immutable_id_of_a_draft_may_or_may_not_survive_sending(graph: Graph, keeps: bool, status: int) -> None:
    graph.control("doubts", {"sent_keeps_immutable_id": keeps})
    made = draft(graph)
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    assert graph("GET", f"{ME}/messages/{made['id']}").status_code == status
    (sent,) = graph.mails(SERVICE, "sentitems")
    assert sent["internet_message_id"] == made["internetMessageId"]


@pytest.mark.parametrize(("breaks", "same"), [(False, True), (True, False)])
def test_a_new_subject_may_or_may_not_begin_a_new_conversation(graph: Graph, breaks: bool, same: bool) -> None:
    graph.control("doubts", {"new_subject_new_conversation": breaks})
    graph.deliver(f"From: {ANNA}\nTo: {SERVICE}\nSubject: Plan\n\nText\n")
    original = graph.get(f"{ME}/mailFolders/inbox/messages")["value"][0]
    reply = graph.post(f"{ME}/messages/{original['id']}/createReply", {"comment": "x"})
    patched = graph("PATCH", f"{ME}/messages/{reply['id']}", json={"subject": "Agreed: FU-7K3QD"}).json()
    assert (patched["conversationId"] == original["conversationId"]) is same
    kept = graph("PATCH", f"{ME}/messages/{reply['id']}", json={"subject": "RE: Agreed: FU-7K3QD"}).json()
    assert kept["conversationId"] == patched["conversationId"]


@pytest.mark.parametrize(("counts", "seen"), [(True, 1), (False, 0)])
def test_a_mail_moved_in_may_or_may_not_count_as_created(graph: Graph, counts: bool, seen: int) -> None:
    graph.control("doubts", {"moved_in_is_created": counts})
    graph.deliver(f"From: {ANNA}\nTo: {SERVICE}\nSubject: Plan\n\nText\n", folder="junk")
    (junk,) = graph.mails(SERVICE, "junkemail")
    link = graph.get(f"{ME}/mailFolders/inbox/messages/delta?changeType=created")["@odata.deltaLink"]
    graph.post(f"{ME}/messages/{junk['immutable_id']}/move", {"destinationId": "inbox"})
    assert len(graph.get(link)["value"]) == seen


@pytest.mark.parametrize(("duplicates", "second", "arrived"), [(False, 404, 1), (True, 202, 2)])
def test_two_sends_at_once_may_or_may_not_make_two_mails(
    sandbox: Sandbox, graph: Graph, duplicates: bool, second: int, arrived: int
) -> None:
    graph.control("doubts", {"concurrent_send_duplicates": duplicates})
    made = draft(graph)
    held, go = threading.Event(), threading.Event()

    def hold() -> None:
        held.set()
        go.wait(timeout=10)

    sandbox.faults.plan(Fault(kind="call", call=hold), path="/send$")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(graph, "POST", f"{ME}/messages/{made['id']}/send")
        held.wait(timeout=10)
        assert graph("POST", f"{ME}/messages/{made['id']}/send").status_code == 202
        go.set()
        assert first.result().status_code == second
    assert len(graph.mails(TOM)) == arrived


def test_a_mail_may_lie_in_outbox_for_a_while(graph: Graph) -> None:
    made = draft(graph)
    plan = {"match": {"path": "/send$"}, "fault": {"kind": "outbox", "seconds": 0.2}}
    graph.control("faults", {"plan": [plan]})
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    assert len(graph.mails(SERVICE, "outbox")) == 1
    assert graph("POST", f"{ME}/messages/{made['id']}/send").status_code == 404
    assert graph.mails(TOM) == graph.mails(SERVICE, "sentitems") == graph.mails(SERVICE, "drafts") == []
    waited = threading.Event()
    for _ in range(100):
        if graph.mails(TOM):
            break
        waited.wait(0.02)
    assert len(graph.mails(TOM)) == len(graph.mails(SERVICE, "sentitems")) == 1
    assert graph.mails(SERVICE, "outbox") == []


def test_a_delta_token_dies_on_demand_though_others_live(graph: Graph) -> None:
    link = graph.get(f"{ME}/mailFolders/inbox/messages/delta")["@odata.deltaLink"]
    graph.control("faults", {"plan": [{"match": {"path": "delta"}, "fault": {"kind": "gone_delta"}}]})
    gone = graph("GET", link)
    assert (gone.status_code, gone.json()["error"]["code"]) == (410, "SyncStateNotFound")
    assert graph("GET", gone.headers["Location"]).status_code == 200
    assert graph("GET", link).status_code == 200


def test_planned_faults_can_be_looked_at(graph: Graph) -> None:
    graph.control("faults", {"plan": [{"match": {"method": "GET", "nth": 2}, "fault": {"kind": "cut"}}]})
    graph.get(ME)
    (plan,) = graph.control("faults")["plan"]
    assert (plan["kind"], plan["seen"], plan["played"]) == ("cut", 1, 0)
    graph.control("faults", {"clear": True})
    assert graph.control("faults")["plan"] == []
