"""One thread of mail, several mails taken in from it: what is new is taken up, what is not is left alone."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from followupd.cli.stage import Stage
from tests.system.conftest import NOW
from tests.system.mails import SAM, SERVICE, TOM, forward, plain
from tests.system.stories import ANNA_AT, SAM_AT, SERVICE_AT, TOM_AT, arrives, last, running, states, writes

CALLS = (
    "Tom, you will call the 10 lapsed clients on the Q4 list and book at least 3 meetings by Friday 4 December, "
    "so that January starts with a full diary."
)
#: One conversation for Exchange, whatever the headers say.
INDEX = base64.b64encode(b"\x01" + b"\x02" * 5 + b"\x03" * 16).decode()
QUOTED = (
    "\n\nAnna\n\n________________________________\nFrom: Anna Reed <anna.reed@contoso.example>\n"
    "Sent: Monday, November 23, 2026 9:00 AM\nTo: Tom Baker <tom.baker@contoso.example>\n"
    f"Cc: Follow-ups <followup@contoso.example>\nSubject: Lapsed clients\n\n{CALLS}\n"
)
ANSWERING = {"Thread-Index": INDEX, "In-Reply-To": "<live@contoso.example>", "References": "<live@contoso.example>"}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Anna has agreed the calls with Tom in a mail that has us in Cc."""
    with running(tmp_path) as stage:
        live = plain(
            CALLS, NOW, to=TOM, cc=SERVICE, message_id="<live@contoso.example>", headers={"Thread-Index": INDEX}
        )
        arrives(stage, live, to=[SERVICE_AT, TOM_AT])
        assert states(stage, TOM_AT) == ["open"]
        yield stage


def _answer(text: str, *, to: str = TOM, headers: dict[str, str] = ANSWERING) -> str:
    return plain(text, NOW, to=to, cc=SERVICE, subject="RE: Lapsed clients", headers=headers)


def test_what_stands_in_the_quotation_is_not_agreed_twice(stage: Stage) -> None:
    more = "Tom, one more: please send the updated price list to all 12 clients by Wednesday 2 December."
    outcome = arrives(stage, _answer(more + QUOTED), to=[SERVICE_AT, TOM_AT])
    subject = "Agreed: Send the updated price list to all 12 clients by Wednesday 2 December"
    assert outcome.mails == [(ANNA_AT, subject), (TOM_AT, subject)]
    assert states(stage, TOM_AT) == ["open", "open"]


def test_talk_of_the_setter_in_the_thread_is_left_alone(stage: Stage) -> None:
    assert arrives(stage, _answer("Great, thanks Tom. See you Friday." + QUOTED)).nothing_left
    assert states(stage, TOM_AT) == ["open"]


def test_a_later_mail_of_the_conversation_can_be_sent_in(stage: Stage) -> None:
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW)
    outcome = arrives(stage, mime.replace("Subject:", f"Thread-Index: {INDEX}\nSubject:", 1))
    assert [to for to, _ in outcome.mails] == [ANNA_AT, TOM_AT]
    assert states(stage, TOM_AT) == ["open", "open"]


def test_a_mail_sent_in_twice_is_agreed_once(stage: Stage) -> None:
    """Some clients send a mail again under another Message-ID."""
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW)
    mime = mime.replace("Subject:", f"Thread-Index: {INDEX}\nSubject:", 1)
    arrives(stage, mime)
    again = arrives(stage, mime.replace("Message-ID: <", "Message-ID: <again."))
    assert again.mails == [(ANNA_AT, "Re: FW: Lapsed clients")]
    assert not again.entries_changed
    assert states(stage, TOM_AT) == ["open", "open"]


def test_thanks_to_somebody_else_in_the_thread_are_not_released_to_the_owner(stage: Stage) -> None:
    writes(stage, ANNA_AT, "CONFIRM", reply_to=last(stage, ANNA_AT, "Agreed"))
    assert states(stage, TOM_AT) == ["done"]
    mime = _answer("Thanks Sam, great job in place of Tom.", to=SAM, headers={"Thread-Index": INDEX})
    assert arrives(stage, mime, to=[SERVICE_AT, SAM_AT]).nothing_left


def test_an_owner_answers_his_own_agreement_where_the_mail_made_several(stage: Stage) -> None:
    text = "Tom to update the 4 templates by Thursday 3 December.\nSam to tell the 6 resellers by Thursday 3 December."
    arrives(stage, plain(text, NOW, to=f"{TOM}, {SAM}", cc=SERVICE, message_id="<both@contoso.example>"))
    for person, owner in ((TOM, TOM_AT), (SAM, SAM_AT)):
        answer = {"In-Reply-To": "<both@contoso.example>"}
        arrives(stage, plain("DONE - all of it.", NOW, author=person, subject="RE: Lapsed clients", headers=answer))
        assert states(stage, owner)[-1] == "reported done"


def test_an_answer_in_a_thread_of_two_agreements_is_asked_about_and_closes_none(stage: Stage) -> None:
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW)
    arrives(stage, mime.replace("Subject:", f"Thread-Index: {INDEX}\nSubject:", 1))
    in_thread = {"Thread-Index": INDEX}
    outcome = arrives(stage, plain("DONE", NOW, author=TOM, subject="RE: Lapsed clients", headers=in_thread))
    assert states(stage, TOM_AT) == ["open", "open"]
    assert [to for to, _ in outcome.mails] == [TOM_AT]
    (asked,) = outcome.texts
    assert "Which one do you mean?" in asked
    assert "10 lapsed clients" in asked
    assert "4 templates" in asked
    named = [each.reference for each in stage.store.agreements()][1]
    arrives(stage, plain(f"DONE {named}", NOW, author=TOM, subject="RE: Lapsed clients", headers=in_thread))
    assert states(stage, TOM_AT) == ["open", "reported done"]


def test_an_answer_to_the_mail_of_one_agreement_is_about_that_one(stage: Stage) -> None:
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW)
    arrives(stage, mime.replace("Subject:", f"Thread-Index: {INDEX}\nSubject:", 1))
    arrives(stage, plain("DONE", NOW, author=TOM, subject="RE: Lapsed clients", headers=ANSWERING))
    assert states(stage, TOM_AT) == ["reported done", "open"]


def test_where_all_but_one_has_ended_an_answer_in_the_thread_is_about_the_open_one(stage: Stage) -> None:
    mime = forward("Tom to update the 4 templates by Thursday 3 December.", NOW)
    arrives(stage, mime.replace("Subject:", f"Thread-Index: {INDEX}\nSubject:", 1))
    writes(stage, ANNA_AT, "CONFIRM", reply_to=last(stage, ANNA_AT, "Agreed"))
    assert states(stage, TOM_AT) == ["open", "done"]
    in_thread = {"Thread-Index": INDEX}
    arrives(stage, plain("DONE", NOW, author=TOM, subject="RE: Lapsed clients", headers=in_thread))
    assert states(stage, TOM_AT) == ["reported done", "done"]
