"""Delivery between people and from outside: copies, threads, headers that tell who is believed."""

from __future__ import annotations

import base64

import pytest

from tests.contract.sandbox.sandbox_client import ANNA, CLIENT, SERVICE, TOM, Graph

ME = f"/users/{SERVICE}"


def mail(*, author: str = ANNA, to: str = SERVICE, subject: str = "Plan", more: str = "", body: str = "Text") -> str:
    return f"From: Anna Reed <{author}>\nTo: {to}\nSubject: {subject}\n{more}\n{body}\n"


def headers_of(graph: Graph, mailbox: str = SERVICE) -> dict[str, str]:
    """Return the headers of the only mail there; of several of one name the topmost."""
    (message,) = graph.mails(mailbox)
    return {name.lower(): value for name, value in reversed(message["headers"])}


@pytest.mark.parametrize(
    ("origin", "auth_as", "verdict"),
    [
        ("internal", "Internal", "dmarc=none"),
        ("external", "Anonymous", "dmarc=pass"),
        ("forged", "Anonymous", "dmarc=fail"),
    ],
)
def test_the_headers_tell_where_a_mail_came_from(graph: Graph, origin: str, auth_as: str, verdict: str) -> None:
    author = CLIENT if origin == "external" else ANNA
    pretence = (
        "X-MS-Exchange-Organization-AuthAs: Internal\nx-ms-exchange-crosstenant-authas: Internal\n"
        "Authentication-Results: spf=pass dkim=pass dmarc=pass\n"
    )
    graph.deliver(mail(author=author, more=pretence), **{"as": origin})
    (message,) = graph.mails(SERVICE)
    names = [name.lower() for name, _ in message["headers"]]
    assert names.count("x-ms-exchange-organization-authas") == 1
    assert names.count("x-ms-exchange-crosstenant-authas") == 1
    headers = headers_of(graph)
    assert headers["x-ms-exchange-organization-authas"] == auth_as
    assert verdict in headers["authentication-results"]


def test_the_mime_of_a_delivered_mail_is_what_came_with_the_trace_on_top(graph: Graph) -> None:
    graph.deliver(mail(more="X-MS-Exchange-Organization-AuthAs: Internal\nX-Own: kept\n"), **{"as": "external"})
    message = graph.get(f"{ME}/mailFolders/inbox/messages")["value"][0]
    mime = graph("GET", f"{ME}/messages/{message['id']}/$value").text
    assert mime.startswith("Received: ")
    assert mime.count("X-MS-Exchange-Organization-AuthAs") == 1
    assert "X-Own: kept" in mime
    assert mime.endswith("\r\n\r\nText\r\n")


def test_a_bcc_gets_a_copy_that_does_not_show_it(graph: Graph) -> None:
    graph.deliver(mail(to=TOM, more=f"Bcc: {SERVICE}\n"), to=[TOM, SERVICE])
    (message,) = graph.mails(SERVICE)
    assert (message["to"], message["bcc"], message["envelope"]) == ([TOM], [], [SERVICE])
    assert "bcc" not in headers_of(graph)
    assert graph.mails(ANNA, "sentitems")[0]["envelope"] == [TOM, SERVICE]


def test_a_plus_address_reaches_the_base_mailbox_and_shows(graph: Graph) -> None:
    plus = SERVICE.replace("@", "+fu-7k3qd@")
    graph.deliver(mail(to=plus))
    assert graph.mails(SERVICE)[0]["to"] == [plus]


def test_a_mail_may_land_in_junk(graph: Graph) -> None:
    graph.deliver(mail(), folder="junk")
    assert graph.mails(SERVICE) == []
    assert len(graph.mails(SERVICE, "junkemail")) == 1


def test_from_replaces_the_author(graph: Graph) -> None:
    graph.deliver(mail(), **{"from": f"David Cole <{CLIENT}>", "as": "external"})
    assert graph.mails(SERVICE)[0]["author"] == CLIENT


def test_a_delegate_is_the_sender_and_keeps_the_sent_copy(graph: Graph) -> None:
    julia = "julia.marsh@contoso.example"
    graph.deliver(mail(more=f"Sender: Julia Marsh <{julia}>\n"))
    (message,) = graph.mails(SERVICE)
    assert (message["author"], message["sender"]) == (ANNA, julia)
    assert len(graph.mails(julia, "sentitems")) == 1


def test_an_answer_is_threaded_by_the_mail_it_answers(graph: Graph) -> None:
    graph.post(f"{ME}/sendMail", {"message": {"subject": "Plan", "toRecipients": [
        {"emailAddress": {"address": CLIENT}}]}}, status=202)  # fmt: skip
    (sent,) = graph.mails(SERVICE, "sentitems")
    graph.deliver(mail(author=CLIENT, more=f"References: {sent['internet_message_id']}\n"), **{"as": "external"})
    graph.deliver(mail(author=CLIENT), **{"as": "external"})
    answer, stranger = graph.mails(SERVICE)
    assert answer["conversation_id"] == sent["conversation_id"]
    assert stranger["conversation_id"] != sent["conversation_id"]


def test_the_conversation_id_differs_between_mailboxes(graph: Graph) -> None:
    graph.deliver(mail(to=f"{SERVICE}, {TOM}"))
    assert graph.mails(SERVICE)[0]["conversation_id"] != graph.mails(TOM)[0]["conversation_id"]


def test_somebody_answers_in_outlook(graph: Graph) -> None:
    graph.deliver(mail(to=TOM, body="Please send the deck."))
    (got,) = graph.mails(TOM)
    graph.control("write", {"person": TOM, "reply_to": got["internet_message_id"], "text": "DONE\nSent to all."})
    (answer,) = graph.mails(ANNA)
    assert answer["subject"] == "RE: Plan"
    assert answer["in_reply_to"] == got["internet_message_id"]
    assert answer["unique_text"].split() == ["DONE", "Sent", "to", "all."]
    assert "Please send the deck." in answer["text"]


def test_an_unknown_address_of_the_tenant_bounces(graph: Graph) -> None:
    graph.post(f"{ME}/sendMail", {"message": {"subject": "Plan", "toRecipients": [
        {"emailAddress": {"address": "nobody@contoso.example"}}]}}, status=202)  # fmt: skip
    (report,) = graph.mails(SERVICE)
    (sent,) = graph.mails(SERVICE, "sentitems")
    assert report["subject"] == "Undeliverable: Plan"
    assert report["in_reply_to"] == sent["internet_message_id"]
    headers = headers_of(graph)
    assert headers["auto-submitted"] == "auto-replied"
    assert headers["content-type"].startswith("multipart/report")


def test_an_automatic_reply_comes_once_and_not_to_a_mail_that_suppresses_it(graph: Graph) -> None:
    graph.control("people", {"people": [{"address": TOM, "auto_reply": "I am away."}]})
    quiet = {"subject": "Quiet", "toRecipients": [{"emailAddress": {"address": TOM}}],
             "internetMessageHeaders": [{"name": "X-Auto-Response-Suppress", "value": "All"}]}  # fmt: skip
    graph.post(f"{ME}/sendMail", {"message": quiet}, status=202)
    assert graph.mails(SERVICE) == []
    for subject in ("One", "Two"):
        graph.post(
            f"{ME}/sendMail", {"message": {"subject": subject, "toRecipients": quiet["toRecipients"]}}, status=202
        )
    (reply,) = graph.mails(SERVICE)
    assert reply["subject"] == "Automatic reply: One"
    assert headers_of(graph)["auto-submitted"] == "auto-generated"


def test_a_mail_to_oneself_comes_back(graph: Graph) -> None:
    graph.post(f"{ME}/sendMail", {"message": {"subject": "Me", "toRecipients": [
        {"emailAddress": {"address": SERVICE}}]}}, status=202)  # fmt: skip
    (came,), (sent,) = graph.mails(SERVICE), graph.mails(SERVICE, "sentitems")
    assert came["internet_message_id"] == sent["internet_message_id"]
    assert came["immutable_id"] != sent["immutable_id"]


ATTACHED = """From: Anna Reed <anna.reed@contoso.example>
To: followup@contoso.example
Subject: See attached
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Look
--b
Content-Type: message/rfc822

From: David Cole <david.cole@fabrikam.example>
To: anna.reed@contoso.example
Subject: Inner
MIME-Version: 1.0
Content-Type: text/html

<p>Inner text</p>
--b
Content-Type: application/pdf; name="deck.pdf"
Content-Disposition: attachment; filename="deck.pdf"
Content-Transfer-Encoding: base64

JVBERg==
--b--
"""


def test_attachments_are_files_and_items(graph: Graph) -> None:
    graph.deliver(ATTACHED)
    message = graph.get(f"{ME}/mailFolders/inbox/messages")["value"][0]
    assert message["hasAttachments"] is True
    place = f"{ME}/messages/{message['id']}/attachments"
    item, file = graph.get(place)["value"]
    assert item["@odata.type"] == "#microsoft.graph.itemAttachment"
    assert (file["name"], file["contentType"], file["contentBytes"]) == ("deck.pdf", "application/pdf", "JVBERg==")
    assert "item" not in item
    full = graph.get(f"{place}/{item['id']}?$expand=microsoft.graph.itemattachment/item")
    assert full["item"]["subject"] == "Inner"
    assert "Inner text" in full["item"]["body"]["content"]
    assert full["item"]["from"]["emailAddress"]["address"] == CLIENT
    assert "Subject: Inner" in graph("GET", f"{place}/{item['id']}/$value").text
    assert graph("GET", f"{place}/{file['id']}/$value").content == b"%PDF"


def test_a_file_is_added_to_a_draft_and_travels(graph: Graph) -> None:
    made = graph.post(f"{ME}/messages", {"subject": "A", "toRecipients": [{"emailAddress": {"address": TOM}}]})
    file = {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "aGk="}
    graph.post(f"{ME}/messages/{made['id']}/attachments", file)
    graph.post(f"{ME}/messages/{made['id']}/send", status=202)
    assert graph.mails(TOM)[0]["attachments"] == ["a.txt"]


INVITATION = """From: David Cole <david.cole@fabrikam.example>
To: followup@contoso.example
Subject: Invitation
MIME-Version: 1.0
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:abc-123
DTSTAMP:20260601T080000Z
DTSTART:20260610T080000Z
DTEND:20260610T083000Z
SUMMARY:Invitation
ORGANIZER:mailto:david.cole@fabrikam.example
ATTENDEE:mailto:followup@contoso.example
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_by_mail_is_an_event_message(graph: Graph) -> None:
    graph.deliver(INVITATION, **{"as": "external"})
    message = graph.get(f"{ME}/mailFolders/inbox/messages")["value"][0]
    assert message["@odata.type"] == "#microsoft.graph.eventMessageRequest"
    assert message["meetingMessageType"] == "meetingRequest"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no header at all",
        b"\xff\xfe\x00\x01",
        b"From: @\r\nTo: <>,,\r\nDate: yesterday\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xe9",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"Subject: =?utf-8?q?=ff?=\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 10_000,
        b"From: a@b\r\nContent-Type: message/rfc822\r\n\r\n",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@",
    ],
)
def test_a_broken_mail_arrives_all_the_same(graph: Graph, raw: bytes) -> None:
    body = {"mime_base64": base64.b64encode(raw).decode(), "to": [SERVICE], "as": "external"}
    assert len(graph.control("deliver", body)["delivered"]) == 1
    page = graph.get(f"{ME}/mailFolders/inbox/messages?$select=subject,body,uniqueBody,bodyPreview")
    assert len(page["value"]) == 1
