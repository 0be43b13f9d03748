"""The mailbox where a server does less, or other things, than the sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from followupd.domain.effects import EffectKey
from followupd.domain.mail import MailIn, MailShape, MessageId
from followupd.domain.people import Person
from followupd.errors import CursorExpired, MailUnreadable, Rejected
from followupd.graph.mail_shapes import letters, mail_in, person, shape
from followupd.graph.properties import KEY, MESSAGE_CLASS, SEAL, value_of
from followupd.ports import MailOut
from tests.unit.graph.played import ROOT, SERVICE, World

BOX = f"/users/{SERVICE}"
DELTA = f"{BOX}/mailFolders/inbox/messages/delta"
ANNA = Person(address="anna.reed@contoso.example", name="Anna Reed")
MAIL = MailOut(
    to=ANNA,
    subject="FU-7K3QD",
    html="<html><head><title>t</title></head><body><p>Tom is to call ten clients.</p></body></html>",
    text="Tom is to call ten clients.",
    sender_name="Anna Reed via Follow-ups",
    reply_to=MessageId("M/1+="),
)
KEY_OF_MAIL = EffectKey("key")
QUOTE = (
    "<html><body><hr>From: Anna Reed Sent: Monday, 8 June 2026 08:12 To: Follow-ups Subject: FW: clients"
    "<p>private note</p></body></html>"
)


def draft(**changed: Any) -> dict[str, Any]:
    return {
        "id": "D1",
        "internetMessageId": "<d1@x>",
        "conversationId": "C1",
        "isDraft": True,
        "toRecipients": [{"emailAddress": {"address": "Anna.Reed@contoso.example"}}],
        "ccRecipients": [],
        "bccRecipients": [],
        "body": {"contentType": "html", "content": MAIL.html},
        **changed,
    }


@pytest.mark.parametrize("status", [400, 404, 410])
def test_every_refusal_of_a_cursor_asks_for_a_full_round(world: World, status: int) -> None:
    codes = {400: "ErrorInvalidRequest", 404: "ErrorSyncFolderNotFound", 410: "SyncStateNotFound"}
    world.refuses("GET", DELTA, status, codes[status])
    with pytest.raises(CursorExpired):
        world.graph.mailbox.changes("inbox", f"{ROOT}/v1.0{DELTA}?$deltatoken=old")


def test_a_refused_first_page_is_no_dead_cursor(world: World) -> None:
    world.refuses("GET", DELTA, 400, "ErrorInvalidRequest")
    with pytest.raises(Rejected):
        world.graph.mailbox.changes("inbox", None)


def test_a_page_without_any_link_is_refused_for_its_cursor_would_be_lost(world: World) -> None:
    world.answers("GET", DELTA, {"value": [{"id": "M1"}]})
    with pytest.raises(Rejected):
        world.graph.mailbox.changes("inbox", None)


def test_what_left_is_not_told_and_what_is_told_twice_stays_in_order(world: World) -> None:
    items = [{"id": "A"}, {"id": "B", "@removed": {"reason": "changed"}}, {"id": "C"}, {"id": "A"}, "nonsense", {}]
    world.answers("GET", DELTA, {"value": items, "@odata.deltaLink": f"{ROOT}/v1.0{DELTA}?$deltatoken=1"})
    assert world.graph.mailbox.changes("inbox", None).messages == ("A", "C", "A")
    assert "changeType" not in world.calls()[0].url
    prefer = world.calls()[0].headers["Prefer"]
    assert 'IdType="ImmutableId"' in prefer
    assert "odata.maxpagesize=50" in prefer


def test_an_answer_is_made_in_one_request_when_the_server_takes_all_of_it(world: World) -> None:
    world.answers("POST", f"{BOX}/messages/M%2F1%2B%3D/createReply", (201, draft(), {}))
    made = world.graph.mailbox.draft(KEY_OF_MAIL, MAIL)
    assert (made.id, made.internet_message_id, made.conversation_id, made.sent) == ("D1", "<d1@x>", "C1", False)
    assert len(world.calls()) == 1
    message = world.sent()["message"]
    assert "comment" not in world.sent()
    assert [one["id"] for one in message["singleValueExtendedProperties"]] == [KEY, SEAL]
    assert all(one["name"].lower().startswith("x-") for one in message["internetMessageHeaders"])
    assert 0 < len(message["internetMessageHeaders"]) <= 5
    assert message["replyTo"][0]["emailAddress"]["address"] == SERVICE


@pytest.mark.parametrize(
    "ignored",
    [
        {"body": {"contentType": "html", "content": QUOTE}},
        {"body": {"contentType": "html", "content": MAIL.html + QUOTE}},
        {"toRecipients": [{"emailAddress": {"address": "david.cole@fabrikam.example"}}]},
        {"toRecipients": [{"emailAddress": {"address": ANNA.address}}, {"emailAddress": {"address": "x@y.example"}}]},
        {"toRecipients": [{"emailAddress": {"address": ANNA.address}}, {"emailAddress": {"name": "unresolved"}}]},
        {"ccRecipients": [{"emailAddress": {"address": "david.cole@fabrikam.example"}}]},
        {"bccRecipients": [{"emailAddress": {"address": "david.cole@fabrikam.example"}}]},
    ],
)
def test_what_the_server_ignored_is_set_afterwards(world: World, ignored: dict[str, Any]) -> None:
    world.answers("POST", f"{BOX}/messages/M%2F1%2B%3D/createReply", (201, draft(**ignored), {}))
    world.answers("PATCH", f"{BOX}/messages/D1", draft())
    world.graph.mailbox.draft(KEY_OF_MAIL, MAIL)
    patch = world.sent()
    assert [one["emailAddress"]["address"] for one in patch["toRecipients"]] == [ANNA.address]
    assert (patch["ccRecipients"], patch["bccRecipients"]) == ([], [])
    assert patch["body"]["content"] == MAIL.html
    # A PATCH with these is dropped silently, or refused.
    assert not {"internetMessageHeaders", "singleValueExtendedProperties"} & set(patch)


def test_an_answer_that_stays_wrong_is_not_handed_on(world: World) -> None:
    wrong = draft(ccRecipients=[{"emailAddress": {"address": "david.cole@fabrikam.example"}}])
    world.answers("POST", f"{BOX}/messages/M%2F1%2B%3D/createReply", (201, wrong, {}))
    world.answers("PATCH", f"{BOX}/messages/D1", wrong)
    with pytest.raises(Rejected):
        world.graph.mailbox.draft(KEY_OF_MAIL, MAIL)


def test_a_draft_that_a_crash_left_incomplete_is_deleted_and_never_sent(world: World) -> None:
    world.answers("POST", f"{BOX}/messages/M%2F1%2B%3D/createReply", (201, draft(), {}))
    world.graph.mailbox.draft(KEY_OF_MAIL, MAIL)
    marks = world.sent()["message"]["singleValueExtendedProperties"]
    left = draft(id="D0", singleValueExtendedProperties=marks, body={"contentType": "html", "content": QUOTE})
    good = draft(id="D1", singleValueExtendedProperties=marks)
    world.answers("GET", f"{BOX}/mailFolders/sentitems/messages", {"value": []})
    world.answers("GET", f"{BOX}/mailFolders/drafts/messages", {"value": [left, good]}, {"value": [left]})
    world.answers("DELETE", f"{BOX}/messages/D0", 204)
    found = world.graph.mailbox.find(KEY_OF_MAIL)
    assert found is not None
    assert found.id == "D1"
    assert world.graph.mailbox.find(KEY_OF_MAIL) is None


def test_a_key_with_quotes_and_blanks_is_searched_for_as_it_is(world: World) -> None:
    world.answers("GET", f"{BOX}/mailFolders/sentitems/messages", {"value": [{"id": "S1", "isDraft": True}]})
    found = world.graph.mailbox.find(EffectKey("it's a key & more+"))
    assert found is not None
    assert found.sent, "it lies in Sent Items"
    assert "it%27%27s%20a%20key%20%26%20more%2B" in world.calls()[0].url
    assert "+" not in world.calls()[0].url


def test_exchange_may_rewrite_html_without_making_a_draft_incomplete(world: World) -> None:
    rewritten = (
        '<html xmlns:o="urn:x"><head><meta content="text/html"><style>p.x_a{}</style></head><body lang="EN-GB">'
        '<div class="x_a"><p class="MsoNormal">Tom&nbsp;is\r\n to call <span>ten</span> clients.<o:p></o:p></p>'
        "</div>"
    )
    world.answers(
        "POST",
        f"{BOX}/messages/M%2F1%2B%3D/createReply",
        (201, draft(body={"contentType": "html", "content": rewritten}), {}),
    )
    assert world.graph.mailbox.draft(KEY_OF_MAIL, MAIL).id == "D1"


def test_a_mail_attached_as_a_file_is_read_by_whoever_can(world: World) -> None:
    message = {"id": "M1", "receivedDateTime": "2026-06-08T08:00:00Z", "hasAttachments": True, "parentFolderId": "I"}
    files = [
        {
            "@odata.type": "#microsoft.graph.fileAttachment",
            "id": "A1",
            "name": "fw.eml",
            "contentType": "x/y",
            "size": 9,
        },
        {"@odata.type": "#microsoft.graph.fileAttachment", "id": "A2", "name": "big.eml", "size": 50_000_000},
        {"@odata.type": "#microsoft.graph.fileAttachment", "id": "A3", "name": "bad.eml", "size": 9},
        {"@odata.type": "#microsoft.graph.referenceAttachment", "id": "A4", "name": "link"},
        {"@odata.type": "#microsoft.graph.itemAttachment", "id": "A5", "name": "appointment"},
    ]
    following = f"{ROOT}/v1.0{BOX}/messages/M1/attachments?$skip=2"
    world.answers("GET", f"{BOX}/messages/M1", message)
    first = {"value": files[:2], "@odata.nextLink": following}
    world.answers("GET", f"{BOX}/messages/M1/attachments", first, {"value": files[2:]})
    world.answers("GET", f"{BOX}/messages/M1/attachments/A1/$value", (200, "Subject: inner", {}))
    world.answers("GET", f"{BOX}/messages/M1/attachments/A3/$value", (200, "nonsense", {}))
    appointment = {"item": {"@odata.type": "#microsoft.graph.event"}}
    world.answers("GET", f"{BOX}/messages/M1/attachments/A5", appointment)
    world.answers("GET", f"{BOX}/mailFolders/junkemail", {"id": "J"})

    def read(mime: bytes) -> MailIn:
        if mime != b"Subject: inner":
            raise MailUnreadable
        return mail_in({"id": "", "receivedDateTime": "2026-06-08T08:00:00Z", "subject": "inner"}, {})

    world.graph.mailbox._read_mime = read
    found = world.graph.mailbox.fetch(MessageId("M1"))
    assert [(one.name, one.mail.subject if one.mail else None) for one in found.attachments] == [
        ("fw.eml", "inner"),
        ("big.eml", None),
        ("bad.eml", None),
        ("link", None),
        ("appointment", None),
    ]


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_a_mail_without_a_date_cannot_be_read(date: str | None) -> None:
    with pytest.raises(MailUnreadable):
        mail_in({"id": "M1", "receivedDateTime": date}, {})


def test_a_mail_of_which_little_is_known_is_read_all_the_same() -> None:
    found = mail_in({"id": "M1", "receivedDateTime": "2026-06-08T08:00:00.1234567Z", "body": None, "subject": None}, {})
    assert (found.author, found.html, found.text, found.subject, found.headers) == (None, "", "", "", ())


@pytest.mark.parametrize(
    ("recipient", "found"),
    [
        ({"emailAddress": {"name": "Anna Reed", "address": "Anna.Reed@Contoso.example"}}, ANNA),
        ({"emailAddress": {"name": "anna.reed@contoso.example", "address": "anna.reed@contoso.example"}}, ANNA),
        ({"emailAddress": {"name": "Gone", "address": "/O=EXCHANGELABS/CN=RECIPIENTS/CN=1"}}, None),
        ({"emailAddress": {"name": "No address"}}, None),
        ({"emailAddress": None}, None),
        (None, None),
    ],
)
def test_a_recipient_is_a_person_if_it_has_an_address(recipient: object, found: Person | None) -> None:
    assert person(recipient) == found


@pytest.mark.parametrize(
    ("odata_type", "message_class", "meant"),
    [
        ("#microsoft.graph.message", "IPM.Note", MailShape.MAIL),
        ("", "", MailShape.MAIL),
        ("#microsoft.graph.eventMessageRequest", "", MailShape.MEETING_REQUEST),
        ("#microsoft.graph.eventMessageResponse", "IPM.Schedule.Meeting.Resp.Pos", MailShape.MEETING_ANSWER),
        ("#microsoft.graph.eventMessage", "IPM.Schedule.Meeting.Canceled", MailShape.MEETING_CANCELLATION),
        ("#microsoft.graph.eventMessage", "IPM.Schedule.Meeting.Resp.Tent", MailShape.MEETING_ANSWER),
        ("#microsoft.graph.message", "REPORT.IPM.Note.NDR", MailShape.MAIL),
    ],
)
def test_the_shape_of_a_mail(odata_type: str, message_class: str, meant: MailShape) -> None:
    assert shape(odata_type, message_class) is meant


@pytest.mark.parametrize("spelled", ["String 0x001A", "String 0x1a", "string 0X01a"])
def test_a_property_is_known_in_any_spelling(spelled: str) -> None:
    item = {"singleValueExtendedProperties": [{"id": "String 0x1A1", "value": "no"}, {"id": spelled, "value": "yes"}]}
    assert value_of(item, MESSAGE_CLASS) == "yes"


def test_only_what_people_see_counts_as_letters() -> None:
    assert letters("<style>p{}</style><title>t</title><p>A&nbsp;b,</p>\n<b>Ç&amp;1</b>") == "abç1"
