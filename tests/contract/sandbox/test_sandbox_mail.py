"""Messages over real HTTPS: drafts, answers, sending, delivery, what a reader sees."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.contract.sandbox.sandbox_client import ANNA, CLIENT, SERVICE, TOM, Graph

KEY = "String {5b1f7f2e-7e6d-4c7f-9f57-1f7c3f1b9a01} Name FollowupKey"
ME = f"/users/{SERVICE}"
MAIL = f"From: Anna Reed <{ANNA}>\nTo: {SERVICE}\nSubject: Pricing deck\nMessage-ID: <one@contoso.example>\n\nDo it.\n"


def to(*addresses: str) -> list[dict[str, Any]]:
    return [{"emailAddress": {"address": address}} for address in addresses]


def draft(graph: Graph, **more: Any) -> Any:
    body = {"subject": "Hello", "body": {"contentType": "HTML", "content": "<p>Hi</p>"}, "toRecipients": to(ANNA)}
    return graph.post(f"{ME}/messages", body | more)


def first(graph: Graph) -> Any:
    """Return the newest message of the service's inbox."""
    return graph.get(f"{ME}/mailFolders/inbox/messages")["value"][0]


def test_a_draft_is_answered_201_with_its_address_and_etag(graph: Graph) -> None:
    answer = graph("POST", f"{ME}/messages", json={"subject": "Hello", "importance": "HIGH"})
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/messages/{made['id']}")
    assert answer.headers["ETag"] == made["@odata.etag"]
    assert made["isDraft"] is True
    assert made["importance"] == "high"
    assert made["id"].startswith("AAkALg")
    assert made["internetMessageId"].upper().endswith(".PROD.OUTLOOK.COM>")
    assert answer.headers["Preference-Applied"] == 'IdType="ImmutableId"'


def test_every_answer_has_its_ids_and_tells_business_time(graph: Graph) -> None:
    answer = graph("GET", ME, headers={"client-request-id": "0b6dcd35-6c1c-4f5f-9a1c-0c1f2c3d4e5f"})
    assert answer.headers["client-request-id"] == "0b6dcd35-6c1c-4f5f-9a1c-0c1f2c3d4e5f"
    assert len(answer.headers["request-id"]) == 36
    assert answer.headers["Date"].startswith("Mon, 08 Jun 2026 08:")


def test_an_ordinary_id_changes_on_a_move_and_the_immutable_one_stays(graph: Graph) -> None:
    made = draft(graph)
    ordinary = graph.get(f"{ME}/messages/{made['id']}", headers={"Prefer": ""})["id"]
    folder = graph.post(f"{ME}/mailFolders", {"displayName": "Processed"})
    moved = graph.post(f"{ME}/messages/{made['id']}/move", {"destinationId": folder["id"]})
    assert moved["id"] == made["id"]
    assert moved["parentFolderId"] == folder["id"]
    assert graph("GET", f"{ME}/messages/{ordinary}").status_code == 404
    assert graph.get(f"{ME}/messages/{made['id']}", headers={"Prefer": ""})["id"] != ordinary


def test_a_sent_draft_arrives_with_the_same_message_id_and_its_id_is_gone_for_send(graph: Graph) -> None:
    made = draft(graph, singleValueExtendedProperties=[{"id": KEY, "value": "k-1"}])
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    again = graph("POST", f"{ME}/messages/{made['id']}/send")
    assert (again.status_code, again.json()["error"]["code"]) == (404, "ErrorItemNotFound")
    (arrived,) = graph.mails(ANNA)
    (kept,) = graph.mails(SERVICE, "sentitems")
    assert arrived["internet_message_id"] == kept["internet_message_id"] == made["internetMessageId"]
    assert kept["extended"] == {KEY: "k-1"}
    assert arrived["extended"] == {}
    assert graph.mails(SERVICE, "drafts") == []


def test_a_sent_mail_is_found_by_its_property_and_by_its_message_id(graph: Graph) -> None:
    made = draft(graph, singleValueExtendedProperties=[{"id": KEY, "value": "k-1"}])
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    for condition in (
        f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq 'k-1')",
        f"internetMessageId eq '{made['internetMessageId']}'",
    ):
        found = graph.get(f"{ME}/mailFolders/sentitems/messages", params={"$filter": condition})
        assert [m["id"] for m in found["value"]] == [made["id"]]
    missing = graph.get(f"{ME}/mailFolders/drafts/messages", params={"$filter": condition})
    assert missing["value"] == []


def test_extended_properties_come_only_when_expanded(graph: Graph) -> None:
    made = draft(graph, singleValueExtendedProperties=[{"id": KEY, "value": "k-1"}])
    assert "singleValueExtendedProperties" not in made
    expand = {"$expand": f"singleValueExtendedProperties($filter=id eq '{KEY}')"}
    got = graph.get(f"{ME}/messages/{made['id']}", params=expand)
    assert got["singleValueExtendedProperties"] == [{"id": KEY, "value": "k-1"}]


def test_a_search_lags_when_asked_to_and_a_get_by_id_does_not(graph: Graph) -> None:
    graph.control("faults", {"lag": {"search_business": 60}})
    made = draft(graph)
    params = {"$filter": f"internetMessageId eq '{made['internetMessageId']}'"}
    assert graph.get(f"{ME}/messages", params=params)["value"] == []
    assert graph.get(f"{ME}/messages/{made['id']}")["subject"] == "Hello"
    graph.control("clock", {"forward": 61})
    assert len(graph.get(f"{ME}/messages", params=params)["value"]) == 1


def test_a_reply_all_keeps_the_thread_and_quotes_as_outlook_does(graph: Graph) -> None:
    graph.deliver(MAIL.replace(f"To: {SERVICE}", f"To: {SERVICE}\nCc: {TOM}"))
    original = first(graph)
    made = graph.post(f"{ME}/messages/{original['id']}/createReplyAll", {"comment": "Noted <b>"})
    assert made["subject"] == "RE: Pricing deck"
    assert made["conversationId"] == original["conversationId"]
    index = base64.b64decode(made["conversationIndex"])
    assert index.startswith(base64.b64decode(original["conversationIndex"]))
    assert len(index) == len(base64.b64decode(original["conversationIndex"])) + 5
    assert [r["emailAddress"]["address"] for r in made["toRecipients"]] == [ANNA]
    assert [r["emailAddress"]["address"] for r in made["ccRecipients"]] == [TOM]
    assert "Noted &lt;b&gt;" in made["body"]["content"]
    assert 'id="divRplyFwdMsg"' in made["body"]["content"]
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    (arrived,) = graph.mails(ANNA)
    assert arrived["in_reply_to"] == "<one@contoso.example>"
    assert arrived["references"] == ["<one@contoso.example>"]
    assert arrived["unique_text"].strip() == "Noted <b>"


def test_a_comment_and_a_body_together_are_refused(graph: Graph) -> None:
    graph.deliver(MAIL)
    body = {"comment": "a", "message": {"body": {"contentType": "text", "content": "b"}}}
    graph.post(f"{ME}/messages/{first(graph)['id']}/createReply", body, status=400)


def test_a_forward_goes_to_whom_it_is_told(graph: Graph) -> None:
    graph.deliver(MAIL)
    made = graph.post(f"{ME}/messages/{first(graph)['id']}/createForward", {"toRecipients": to(TOM), "comment": "FYI"})
    assert made["subject"] == "FW: Pricing deck"
    assert [r["emailAddress"]["name"] for r in made["toRecipients"]] == ["Tom Baker"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"colour": "red"}, "RequestBodyRead"),
        ({"body": {"contentType": "rtf", "content": ""}}, "RequestBodyRead"),
        ({"toRecipients": [{"emailAddress": {"adress": "x"}}]}, "RequestBodyRead"),
        ({"isRead": "perhaps"}, "RequestBodyRead"),
        ({"internetMessageHeaders": []}, "InvalidInternetMessageHeaderCollection"),
        ({"internetMessageHeaders": [{"name": f"x-{n}", "value": "1"} for n in range(6)]},
         "InvalidInternetMessageHeaderCollection"),
        ({"internetMessageHeaders": [{"name": "In-Reply-To", "value": "<a@b>"}]}, "InvalidInternetMessageHeader"),
        ({"singleValueExtendedProperties": [{"id": "Key", "value": "1"}]}, "ErrorInvalidProperty"),
    ],
)  # fmt: skip
def test_a_wrong_body_is_refused_with_graphs_code(graph: Graph, body: dict[str, Any], code: str) -> None:
    answer = graph("POST", f"{ME}/messages", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert sum(graph.control("judge")["counts"].values()) == 1


def test_own_headers_reach_the_recipient(graph: Graph) -> None:
    made = draft(graph, internetMessageHeaders=[{"name": "X-Auto-Response-Suppress", "value": "All"}])
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    assert ["X-Auto-Response-Suppress", "All"] in graph.mails(ANNA)[0]["headers"]


def test_if_match_that_does_not_fit_is_refused(graph: Graph) -> None:
    made = draft(graph)
    changed = graph("PATCH", f"{ME}/messages/{made['id']}", json={"subject": "Other"})
    assert changed.status_code == 200
    assert changed.json()["@odata.etag"] != made["@odata.etag"]
    late = graph(
        "PATCH", f"{ME}/messages/{made['id']}", json={"subject": "Late"}, headers={"If-Match": made["@odata.etag"]}
    )
    assert (late.status_code, late.json()["error"]["code"]) == (412, "ErrorIrresolvableConflict")


def test_deleting_goes_to_deleted_items_and_then_away(graph: Graph) -> None:
    made = draft(graph)
    assert graph("DELETE", f"{ME}/messages/{made['id']}").status_code == 204
    assert graph.mails(SERVICE, "deleteditems")[0]["subject"] == "Hello"
    assert graph("DELETE", f"{ME}/messages/{made['id']}").status_code == 204
    assert graph("GET", f"{ME}/messages/{made['id']}").status_code == 404


def test_send_mail_takes_json_and_mime(graph: Graph) -> None:
    graph.post(f"{ME}/sendMail", {"Message": {"subject": "A", "toRecipients": to(TOM)}}, status=202)
    mime = f"To: {TOM}\r\nSubject: B\r\nIn-Reply-To: <x@y>\r\nAuto-Submitted: auto-generated\r\n\r\nText".encode()
    answer = graph("POST", f"{ME}/sendMail", data=base64.b64encode(mime), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 202
    json_mail, mime_mail = graph.mails(TOM)
    assert (json_mail["subject"], mime_mail["subject"], mime_mail["in_reply_to"]) == ("A", "B", "<x@y>")
    assert "auto-submitted" not in [name.lower() for name, _ in mime_mail["headers"]]
    assert [m["subject"] for m in graph.mails(SERVICE, "sentitems")] == ["A", "B"]


def test_send_mail_without_a_copy_leaves_none(graph: Graph) -> None:
    body = {"message": {"subject": "A", "toRecipients": to(TOM)}, "saveToSentItems": "false"}
    graph.post(f"{ME}/sendMail", body, status=202)
    assert graph.mails(SERVICE, "sentitems") == []


def test_a_mail_without_recipients_is_not_sent(graph: Graph) -> None:
    made = draft(graph, toRecipients=[])
    answer = graph("POST", f"{ME}/messages/{made['id']}/send")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ErrorInvalidRecipients")


def test_nobody_sends_as_somebody_else(graph: Graph) -> None:
    made = draft(graph, **{"from": {"emailAddress": {"address": ANNA}}})
    assert graph("POST", f"{ME}/messages/{made['id']}/send").status_code == 403


def test_text_is_made_of_html_when_preferred(graph: Graph) -> None:
    made = draft(graph, body={"contentType": "html", "content": "<p>One</p><ul><li>two</li></ul><script>no</script>"})
    prefer = {"Prefer": 'IdType="ImmutableId", outlook.body-content-type="text"'}
    answer = graph("GET", f"{ME}/messages/{made['id']}?$select=body,uniqueBody", headers=prefer)
    assert answer.json()["body"]["contentType"] == "text"
    assert answer.json()["body"]["content"].split() == ["One", "*", "two"]
    assert answer.headers["Preference-Applied"] == prefer["Prefer"]


def test_headers_and_unique_body_come_only_when_selected(graph: Graph) -> None:
    graph.deliver(MAIL)
    plain = first(graph)
    assert "internetMessageHeaders" not in plain
    assert "uniqueBody" not in plain
    full = graph.get(f"{ME}/messages/{plain['id']}?$select=internetMessageHeaders,uniqueBody")
    assert {h["name"] for h in full["internetMessageHeaders"]} >= {"Received", "Subject", "Message-ID"}
    assert full["uniqueBody"]["content"].strip() == "Do it."


def test_rights_are_kept_by_mailbox(graph: Graph) -> None:
    graph.control("rights", {"person": ANNA, "mail": False})
    answer = graph("GET", f"/users/{ANNA}/messages")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "ErrorAccessDenied")
    graph.control("rights", {"person": TOM, "mailbox": False})
    answer = graph("GET", f"/users/{TOM}/messages")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "MailboxNotEnabledForRESTAPI")
    assert graph.get(f"/users/{ANNA}")["displayName"] == "Anna Reed"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{ME}/messages/nonsense", 400, "ErrorInvalidIdMalformed"),
        (f"{ME}/messages/AAMkADnothere", 404, "ErrorItemNotFound"),
        ("/users/nobody@contoso.example", 404, "Request_ResourceNotFound"),
        ("/users/nobody@contoso.example/messages", 404, "ErrorInvalidUser"),
        (f"/users/{CLIENT}", 404, "Request_ResourceNotFound"),
        (f"{ME}/messages/delta", 400, "BadRequest"),
        (f"{ME}/messages?$colour=red", 400, "BadRequest"),
        (f"{ME}/insights/used", 501, "NotImplemented"),
    ],
)
def test_a_request_that_finds_nothing_is_answered_as_graph_does(
    graph: Graph, path: str, status: int, code: str
) -> None:
    answer = graph("GET", path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_request_not_served_is_named(graph: Graph) -> None:
    answer = graph("PUT", f"{ME}/photo")
    assert answer.status_code == 501
    assert f"PUT {ME}/photo" in answer.json()["error"]["message"]


def test_people_and_managers_are_found(graph: Graph) -> None:
    assert graph.get(f"/users/{TOM}/manager")["mail"] == ANNA
    assert graph("GET", "/users/mark.lind@contoso.example/manager").status_code == 404
    names = {p["displayName"] for p in graph.get("/users")["value"]}
    assert "Anna Reed" in names
    assert "David Cole" not in names
    assert graph.get(f"/users('{ANNA}')")["givenName"] == "Anna"


def test_folders_are_made_once_and_listed(graph: Graph) -> None:
    made = graph.post(f"{ME}/mailFolders", {"displayName": "Processed"})
    assert graph("POST", f"{ME}/mailFolders", json={"displayName": "processed"}).status_code == 409
    child = graph.post(f"{ME}/mailFolders/{made['id']}/childFolders", {"displayName": "2026"})
    assert graph.get(f"{ME}/mailFolders/{made['id']}/childFolders")["value"][0]["id"] == child["id"]
    names = [f["displayName"] for f in graph.get(f"{ME}/mailFolders?$top=50")["value"]]
    assert "Processed" in names
    assert "Outbox" not in names
    hidden = graph.get(f"{ME}/mailFolders?includeHiddenFolders=true&$top=50")["value"]
    assert "Outbox" in [f["displayName"] for f in hidden]
