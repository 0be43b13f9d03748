"""The contract of ports.Mailbox, kept by GraphMailbox on the sandbox."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest

from followupd.domain.effects import EffectKey
from followupd.domain.mail import MailIn, MailShape, MessageId
from followupd.domain.people import Person
from followupd.errors import CursorExpired, Gone, OutcomeUnknown, Throttled, Unavailable
from followupd.graph.graph import Graph, open_graph
from followupd.ports import ChangePage, Draft, MailOut
from followupd.sandbox.faults import Fault
from followupd.sandbox.lag import Lag, Lags
from followupd.sandbox.people import SERVICE
from followupd.sandbox.server import Sandbox
from tests.contract.graph.conftest import settings_for

ANNA = Person(address="anna.reed@contoso.example", name="Anna Reed")
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
KEY = EffectKey("agreement/7K3QD/confirmation/it's 1/tom")


def deliver(sandbox: Sandbox, mail: EmailMessage, **how: Any) -> MessageId:
    """Let a mail arrive in the dedicated mailbox; its immutable id."""
    told = sandbox.parts.control.post("deliver", {"mime": mail.as_string(), "to": [SERVICE], **how})
    assert told is not None
    return MessageId(told["delivered"][0]["immutable_id"])


def remove(sandbox: Sandbox, message: MessageId) -> None:
    """Let a mail be gone for good; a DELETE over Graph only moves it to Deleted Items."""
    with sandbox.world.lock:
        person = sandbox.world.at(SERVICE)
        assert person is not None
        mailbox = sandbox.world.mailbox(person)
        mailbox.delete(mailbox.message(message))


def letter(
    subject: str = "FW: Pipeline", text: str = "Tom to call ten clients by Friday.", **headers: str
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Anna Reed <anna.reed@contoso.example>"
    mail["To"] = f"Follow-ups <{SERVICE}>"
    mail["Cc"] = "Tom Baker <tom.baker@contoso.example>"
    mail["Subject"] = subject
    mail["Message-ID"] = "<one@contoso.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    mail.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    return mail


def whole(graph: Graph, folder: str = "inbox", cursor: str | None = None) -> tuple[list[MessageId], str]:
    """A whole round of changes: ids in order, and the cursor at its end."""
    found: list[MessageId] = []
    while True:
        page: ChangePage = graph.mailbox.changes(folder, cursor)
        found += page.messages
        cursor = page.cursor
        if page.last:
            return found, cursor


def out(**changed: Any) -> MailOut:
    given = {
        "to": TOM,
        "subject": "FU-7K3QD: Call ten clients",
        "html": "<html><head><style>p{color:red}</style></head>"
        "<body><p>Anna asked you to call ten&nbsp;clients.</p></body></html>",
        "text": "Anna asked you to call ten clients.",
        "sender_name": "Anna Reed via Follow-ups",
        **changed,
    }
    return MailOut(**given)


# ---------------------------------------------------------------------------------------------------- changes


def test_what_came_is_told_once_and_then_only_what_is_new(blameless: Sandbox, graph: Graph) -> None:
    first = [deliver(blameless, letter(f"mail {n}")) for n in range(3)]
    seen, cursor = whole(graph)
    assert set(seen) == set(first)
    second = deliver(blameless, letter("another"))
    assert whole(graph, cursor=cursor)[0] == [second]


def test_junk_is_a_folder_of_its_own(blameless: Sandbox, graph: Graph) -> None:
    junk = deliver(blameless, letter(), folder="junk")
    assert whole(graph)[0] == []
    assert whole(graph, "junkemail")[0] == [junk]


def test_an_empty_page_does_not_end_a_round(blameless: Sandbox, graph: Graph) -> None:
    one = deliver(blameless, letter())
    blameless.faults.plan(Fault(kind="empty_page"), path="delta")
    page = graph.mailbox.changes("inbox", None)
    assert page.messages == ()
    assert not page.last
    assert whole(graph, cursor=page.cursor)[0] == [one]


def test_what_was_moved_away_is_not_told_as_gone(blameless: Sandbox, graph: Graph) -> None:
    one = deliver(blameless, letter())
    _, cursor = whole(graph)
    graph.mailbox.move(one, "Processed")
    assert whole(graph, cursor=cursor)[0] == []
    assert graph.mailbox.fetch(one).id == one


def test_a_dead_cursor_asks_for_a_full_round(blameless: Sandbox, graph: Graph) -> None:
    one = deliver(blameless, letter())
    _, cursor = whole(graph)
    blameless.faults.plan(Fault(kind="gone_delta"), path="delta")
    with pytest.raises(CursorExpired):
        graph.mailbox.changes("inbox", cursor)
    assert whole(graph)[0] == [one]


def test_a_cursor_of_another_server_asks_for_a_full_round(graph: Graph) -> None:
    with pytest.raises(CursorExpired):
        graph.mailbox.changes("inbox", "https://graph.microsoft.com/v1.0/users/x/mailFolders/inbox/messages/delta?x=1")


# ------------------------------------------------------------------------------------------------------ fetch


def test_a_mail_is_fetched_whole(blameless: Sandbox, graph: Graph) -> None:
    mail = letter(In_Reply_To="<zero@contoso.example>", References="<minus@contoso.example> <zero@contoso.example>")
    found = graph.mailbox.fetch(deliver(blameless, mail))
    assert found.internet_message_id == "<one@contoso.example>"
    assert (found.author, found.sender) == (ANNA, ANNA)
    assert found.author is not None
    assert found.author.name == "Anna Reed"
    assert found.to == (Person(address=SERVICE),)
    assert found.cc == (TOM,)
    assert found.subject == "FW: Pipeline"
    assert "<p>Tom to call" in found.html
    assert found.text.strip() == "Tom to call ten clients by Friday."
    assert "Tom to call" in found.unique
    assert found.in_reply_to == ("<zero@contoso.example>",)
    assert found.references == ("<minus@contoso.example>", "<zero@contoso.example>")
    assert found.header("X-MS-Exchange-Organization-AuthAs") == "Internal"
    assert found.received.utcoffset() is not None
    assert found.shape is MailShape.MAIL
    assert found.message_class == "IPM.Note"
    assert not found.junk
    assert found.attachments == ()


def test_what_exchange_finds_new_in_a_reply_comes_with_it_in_no_further_request(
    blameless: Sandbox, graph: Graph
) -> None:
    quoted = (
        '<div>Done, booked.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Anna Reed '
        "&lt;anna.reed@contoso.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 8:00 AM<br><b>To:</b> Tom Baker<br>"
        "<b>Subject:</b> Calls</div><p>Call the clients.</p>"
    )
    mail = letter("RE: Calls", In_Reply_To="<other@contoso.example>")
    mail.clear_content()
    mail.set_content(f"<html><body>{quoted}</body></html>", subtype="html")
    message = deliver(blameless, mail)
    graph.mailbox.fetch(message)  # signs in, and learns the folders
    before = blameless.judge.as_json()["total"]
    found = graph.mailbox.fetch(message)
    assert blameless.judge.as_json()["total"] == before + 2
    assert found.unique.strip() == "Done, booked."
    assert "Call the clients" in found.text


def test_an_assistants_mail_keeps_both_names(blameless: Sandbox, graph: Graph) -> None:
    found = graph.mailbox.fetch(deliver(blameless, letter(Sender="Julia Marsh <julia.marsh@contoso.example>")))
    assert found.author == ANNA
    assert found.sender == Person(address="julia.marsh@contoso.example")


def test_junk_is_known_as_junk(blameless: Sandbox, graph: Graph) -> None:
    assert graph.mailbox.fetch(deliver(blameless, letter(), folder="junk")).junk


def test_a_mail_attached_is_read(blameless: Sandbox, graph: Graph) -> None:
    inner = letter("Pipeline", "Ten clients by Friday, please.")
    around = letter("FW: as attachment", "See attached.")
    around.add_attachment(inner)
    around.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="list.pdf")
    found = graph.mailbox.fetch(deliver(blameless, around))
    mails = [one.mail for one in found.attachments if one.mail is not None]
    assert len(mails) == 1
    assert isinstance(mails[0], MailIn)
    assert mails[0].subject == "Pipeline"
    assert mails[0].author == ANNA
    assert "Ten clients" in mails[0].text
    assert [one.name for one in found.attachments if one.mail is None] == ["list.pdf"]


def test_a_mail_that_is_not_there_is_gone(blameless: Sandbox, graph: Graph) -> None:
    one = deliver(blameless, letter())
    remove(blameless, one)
    with pytest.raises(Gone):
        graph.mailbox.fetch(one)


# ------------------------------------------------------------------------------------------------ draft and send


def inbox_of(sandbox: Sandbox, address: str, folder: str = "inbox") -> list[Any]:
    with sandbox.world.lock:
        person = sandbox.world.at(address)
        assert person is not None
        mailbox = sandbox.world.mailbox(person)
        place = mailbox.known(folder).id
        return [message for message in mailbox.messages.values() if message.folder_id == place]


def test_a_mail_is_drafted_found_sent_and_found_again(blameless: Sandbox, graph: Graph) -> None:
    assert graph.mailbox.find(KEY) is None
    draft = graph.mailbox.draft(KEY, out())
    assert not draft.sent
    assert graph.mailbox.find(KEY) == draft
    graph.mailbox.send(draft)
    found = graph.mailbox.find(KEY)
    assert found is not None
    assert found.sent
    assert found.internet_message_id == draft.internet_message_id
    (arrived,) = inbox_of(blameless, TOM.address)
    assert arrived.subject == "FU-7K3QD: Call ten clients"
    assert arrived.internet_message_id == draft.internet_message_id
    assert arrived.author.address == SERVICE
    assert arrived.author.name == "Anna Reed via Follow-ups"
    assert [address.address for address in arrived.reply_to] == [SERVICE]
    assert ("x-followupd", "1") in [(name.lower(), value) for name, value in arrived.headers]
    assert ("x-auto-response-suppress", "All") in [(name.lower(), value) for name, value in arrived.headers]


def test_an_answer_stands_in_its_thread_and_goes_to_its_one_addressee(blameless: Sandbox, graph: Graph) -> None:
    asked = letter("FW: Pipeline", "My private note. Tom to call ten clients.")
    asked["Reply-To"] = "David Cole <david.cole@fabrikam.example>"
    source = deliver(blameless, asked)
    draft = graph.mailbox.draft(KEY, out(to=ANNA, reply_to=source))
    assert draft.conversation_id == graph.mailbox.fetch(source).conversation_id
    assert graph.mailbox.find(KEY) == draft
    graph.mailbox.send(draft)
    assert inbox_of(blameless, "david.cole@fabrikam.example") == []
    (arrived,) = inbox_of(blameless, ANNA.address)
    assert arrived.subject == "FU-7K3QD: Call ten clients"
    assert arrived.in_reply_to == "<one@contoso.example>"
    assert "Anna asked you" in arrived.body.content
    assert "My private note" not in arrived.body.content, "nothing of what was sent in leaves again"


def test_a_sent_draft_is_gone_for_a_second_send(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    graph.mailbox.send(draft)
    with pytest.raises(Gone):
        graph.mailbox.send(draft)
    assert len(inbox_of(blameless, TOM.address)) == 1


def test_accepted_with_retry_after_is_final(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    blameless.faults.plan(Fault(kind="accepted_retry_after", retry_after=5), path="send$")
    graph.mailbox.send(draft)
    found = graph.mailbox.find(KEY)
    assert found is not None
    assert found.sent


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="cut", when="after"),
        Fault(kind="cut"),
        Fault(kind="unavailable", when="after"),
        Fault(kind="unavailable", when="after", status=504, body="empty"),
        Fault(kind="unavailable", when="after", status=502, body="html"),
        Fault(kind="throttle", when="after"),
    ],
    ids=lambda fault: f"{fault.kind} {fault.when} {fault.status} {fault.body}",
)
@pytest.mark.parametrize("deed", ["createReply$", "messages$", "send$"])
def test_a_write_without_a_clear_answer_is_an_unknown_outcome(
    blameless: Sandbox, graph: Graph, fault: Fault, deed: str
) -> None:
    source = deliver(blameless, letter())
    draft = graph.mailbox.draft(EffectKey("other"), out()) if deed == "send$" else None
    blameless.faults.plan(fault, method="POST", path=deed)
    mail = out(to=ANNA, reply_to=source if "Reply" in deed else None)
    with pytest.raises(OutcomeUnknown):
        graph.mailbox.send(draft) if draft is not None else graph.mailbox.draft(KEY, mail)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_send_that_takes_too_long_is_unknown_and_found_later(blameless: Sandbox, when: Any) -> None:
    hasty = open_graph(settings_for(blameless, read_timeout=0.3))
    draft = hasty.mailbox.draft(KEY, out())
    blameless.faults.plan(Fault(kind="slow", seconds=0.8, when=when), path="send$")
    with pytest.raises(OutcomeUnknown):
        hasty.mailbox.send(draft)
    found = hasty.mailbox.find(KEY)
    for _ in range(2000):  # the server is still at it; between two searches it may be in neither folder
        if found is not None and found.sent:
            break
        found = hasty.mailbox.find(KEY)
    assert found is not None
    assert found.sent
    assert found.internet_message_id == draft.internet_message_id
    assert len(inbox_of(blameless, TOM.address)) == 1
    hasty.close()


def test_what_may_have_been_drafted_is_found_by_its_key(blameless: Sandbox, graph: Graph) -> None:
    source = deliver(blameless, letter())
    blameless.faults.plan(Fault(kind="cut", when="after"), path="createReply")
    with pytest.raises(OutcomeUnknown):
        graph.mailbox.draft(KEY, out(to=ANNA, reply_to=source))
    assert graph.mailbox.find(KEY) is None, "it still held the quotation, so it was deleted"
    made = graph.mailbox.draft(KEY, out(to=ANNA, reply_to=source))
    assert graph.mailbox.find(KEY) == made
    graph.mailbox.send(made)
    (arrived,) = inbox_of(blameless, ANNA.address)
    assert "Anna asked you" in arrived.body.content


def test_a_new_mail_that_may_have_been_drafted_is_found_by_its_key(blameless: Sandbox, graph: Graph) -> None:
    blameless.faults.plan(Fault(kind="cut", when="after"), path="messages$")
    with pytest.raises(OutcomeUnknown):
        graph.mailbox.draft(KEY, out())
    found = graph.mailbox.find(KEY)
    assert found is not None
    assert not found.sent


def test_a_search_that_lags_is_helped_by_the_id_and_the_message_id(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    graph.mailbox.send(draft)
    blameless.world.lag = Lags(search=Lag(steady=600))
    later = graph.mailbox.draft(EffectKey("later"), out())
    assert graph.mailbox.find(EffectKey("later")) == later, "Drafts are looked through, which does not lag"
    assert graph.mailbox.look(later) == later
    graph.mailbox.send(later)
    assert graph.mailbox.find(EffectKey("later")) is None
    found = graph.mailbox.look(later)
    assert found is not None
    assert found.sent


def test_a_draft_that_is_not_wanted_any_more_is_deleted_once(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    for _ in range(2):
        graph.mailbox.discard(draft)
        assert graph.mailbox.look(draft) is None or graph.mailbox.find(KEY) is None


def test_a_draft_that_somebody_deleted_is_not_there(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    remove(blameless, draft.id)
    assert graph.mailbox.look(draft) is None
    with pytest.raises(Gone):
        graph.mailbox.send(draft)


def test_our_mail_is_found_by_its_message_id(blameless: Sandbox, graph: Graph) -> None:
    draft = graph.mailbox.draft(KEY, out())
    assert graph.mailbox.find_by_message_id(draft.internet_message_id) == draft
    graph.mailbox.send(draft)
    found = graph.mailbox.find_by_message_id(draft.internet_message_id)
    assert found is not None
    assert found.sent


# ------------------------------------------------------------------------------------------------------- move


def test_a_mail_is_moved_to_a_folder_that_is_made_when_missing(blameless: Sandbox, graph: Graph) -> None:
    one, two = deliver(blameless, letter()), deliver(blameless, letter("second"))
    graph.mailbox.move(one, "Set aside")
    graph.mailbox.move(two, "Set aside")
    assert inbox_of(blameless, SERVICE) == []
    made = [kind for kind in blameless.judge.requests if kind == "POST /users/{user}/mailFolders"]
    assert len(made) == 1
    assert blameless.judge.requests["POST /users/{user}/mailFolders"] == 1


def test_a_folder_that_somebody_deleted_is_made_again(blameless: Sandbox, graph: Graph) -> None:
    graph.mailbox.move(deliver(blameless, letter()), "Processed")
    folder = graph.mailbox._folders.named("Processed")
    graph.mailbox._ask("DELETE", f"/users/{SERVICE}/mailFolders/{folder}")
    two = deliver(blameless, letter("second"))
    graph.mailbox.move(two, "Processed")
    assert graph.mailbox.fetch(two).id == two


def test_moving_what_is_gone_says_so(blameless: Sandbox, graph: Graph) -> None:
    one = deliver(blameless, letter())
    graph.mailbox.move(one, "Processed")
    remove(blameless, one)
    with pytest.raises(Gone):
        graph.mailbox.move(one, "Processed")


# ----------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize("wait", [1, 2.128])
def test_nobody_calls_before_the_wait_is_over(blameless: Sandbox, graph: Graph, wait: float) -> None:
    blameless.faults.plan(Fault(kind="throttle", retry_after=wait), path="delta")
    for _ in range(3):
        with pytest.raises(Throttled) as caught:
            graph.mailbox.changes("inbox", None)
        assert caught.value.retry_after == pytest.approx(wait, abs=0.5)
    assert blameless.judge.answers[429] == 1


def test_a_cut_line_while_reading_is_an_outage(blameless: Sandbox, graph: Graph) -> None:
    blameless.faults.plan(Fault(kind="cut"), path="delta")
    with pytest.raises(Unavailable):
        graph.mailbox.changes("inbox", None)
    assert graph.mailbox.changes("inbox", None).last


@pytest.mark.parametrize("kind", ["expired_token", "revoked_token"])
def test_a_token_that_dies_is_replaced_without_a_word(blameless: Sandbox, graph: Graph, kind: Any) -> None:
    one = deliver(blameless, letter())
    blameless.faults.plan(Fault(kind=kind), path="delta")
    assert whole(graph)[0] == [one]
    draft: Draft = graph.mailbox.draft(KEY, out())
    blameless.faults.plan(Fault(kind=kind), path="send$")
    graph.mailbox.send(draft)
    assert len(inbox_of(blameless, TOM.address)) == 1
