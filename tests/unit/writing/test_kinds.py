"""What each kind says when its effect differs: the branches that the samples do not show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.action import Item, Said
from followupd.domain.agreement import Line, LineState
from followupd.domain.effects import SendMail
from followupd.domain.figures import Figures
from followupd.domain.people import Person
from followupd.writing.messages import Words, render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import AGREEMENT, CALL, KNOWN, NOW, PROPOSAL, ROOM, TOM, mails

TEMPLATES = Templates()
MAILS = mails()


def words(name: str, **changes: object) -> Words:
    mail: SendMail = replace(MAILS[name], **changes)  # type: ignore[arg-type]
    return render_mail(mail, known=KNOWN, now=NOW, templates=TEMPLATES)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("THANKS", "Thank you for getting this done"),
        ("thank you!", "Thank you for getting this done"),
        ("", "Thank you for getting this done"),
        ("THANKS - great work, Tom", "great work, Tom"),
        ("Thanks Tom, the clients loved it", "Thanks Tom, the clients loved it"),
    ],
)
def test_a_bare_thanks_sends_the_draft_and_own_words_go_before_it(quote: str, said: str) -> None:
    text = words("thanks", quote=quote).text
    assert said in text
    assert ("We agreed:" in text) == said.startswith("Thank you for")


def test_the_draft_that_is_shown_is_the_draft_that_is_sent() -> None:
    shown = [line.removeprefix("> ") for line in words("thanks_draft").text.splitlines() if line.startswith("> ")]
    assert "\n".join(shown) in words("thanks").text


def complete(number: int) -> Line:
    item = Item(
        what=Said(value=CALL.what),
        owner=Said(value=TOM),
        measure=Said(value=CALL.measure),
        due=Said(value=CALL.due if number == 1 else ROOM.due),
    )
    return Line(number=number, item=item)


def test_a_complete_preview_is_sent_by_one_word() -> None:
    text = words("preview", proposal=replace(PROPOSAL, lines=(complete(1),))).text
    assert "  SEND – sends it as it stands" in text


def test_some_of_several_may_be_sent() -> None:
    text = words("preview", proposal=replace(PROPOSAL, lines=(complete(1), complete(2), complete(3)))).text
    assert "  SEND – sends it as it stands" in text
    assert "  SEND 1 3 – sends only these; choose the numbers you like" in text


def test_send_is_not_offered_where_it_would_not_be_enough() -> None:
    text = words("preview", proposal=replace(PROPOSAL, lines=PROPOSAL.lines[1:])).text
    assert "  SEND" not in text
    assert "  Owner: … – " in text


def test_a_preview_says_what_went_out_before() -> None:
    lines = (replace(PROPOSAL.lines[0], state=LineState.SENT), PROPOSAL.lines[1])
    text = words("preview", proposal=replace(PROPOSAL, lines=lines)).text
    assert "1 of your actions went out." in text
    assert "Call the ten lapsed clients" not in text


def test_a_private_preview_says_that_it_stays_private() -> None:
    assert "It stays with you alone." in words("preview", proposal=replace(PROPOSAL, private=True)).text


def test_a_reminder_for_somebody_outside_says_so() -> None:
    outside = Person(address="kim@client.org", name="Kim Lee")
    text = words("reminder", agreement=replace(AGREEMENT, shared=False, owner=outside)).text
    assert "Kim Lee is outside the organisation and hears of it only through you" in text
    assert "Where to look:" in text


def test_an_echo_offers_undo_only_when_something_changed() -> None:
    assert "  UNDO – " in words("echo").text
    assert "UNDO" not in words("echo", undo=False).text


def test_the_echo_of_a_dropped_preview_has_its_reference() -> None:
    mail = words("echo", agreement=None, proposal=PROPOSAL, undo=False, lines=("Dropped. Nothing has been sent.",))
    assert mail.subject == "Re: FW: Lapsed clients [FU-7K3QD]"


def test_a_question_without_a_number_speaks_of_all_actions() -> None:
    mail = words("owner_said", numbers=())
    assert mail.subject == "Tom Baker has answered: your 3 actions [FU-7K3QD]"
    assert "“Update the pipeline sheet”" in mail.text


def test_a_mail_about_the_mails_is_told_to_the_setter_in_the_setters_words() -> None:
    text = words("brief", first=True).text
    assert "You asked for it by sending a mail to followup@example.com." in text
    assert "what is marked for you alone only you" in text


def test_help_without_an_agreement_says_how_to_begin() -> None:
    text = words("help_setter", agreement=None).text
    assert "forward or copy a mail to followup@example.com" in text
    assert "This is how it stands" not in text


def test_the_withdrawal_is_one_neutral_line() -> None:
    body = words("withdrawal").text
    assert "There is nothing for you to do any more about “Call the 10 lapsed clients” (FU-7K3QD)." in body
    assert CALL.measure not in body


def test_the_operator_is_told_what_is_the_matter_and_what_to_do() -> None:
    one, several = words("operator"), words("operator_several")
    assert one.sender_name == several.sender_name == "Follow-ups"
    assert one.subject == "For the operator of Follow-ups: 2 effects are held in the outbox."
    assert several.subject == "2 matters for the operator of Follow-ups"
    assert "* The client secret ends on Friday 11 December 2026, in 14 days." in several.text
    assert "  Look at them with followupd outbox; retry or drop each." in several.text
    assert "STOP" not in several.text


def test_one_is_not_told_in_the_plural() -> None:
    brief = MAILS["brief"].brief
    assert brief is not None
    week = Figures(held=1, looked=1, outcomes=1, recognised=1)
    text = words("brief", brief=replace(brief, figures=week)).text
    assert "1 follow-up held, 1 looked before asking, 1 outcome given" in text
    assert "reply to this mail with this word on top:" in words("echo").text.lower()


def test_what_was_noticed_in_a_mail_without_an_action_can_be_taken_up() -> None:
    text = words("problem").text
    assert "Nothing in it was clear enough" in text
    assert "ADD 1 – takes it up" in text
    assert "ADD" not in words("problem_empty").text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (365, "until a year after the outcome."),
        (90, "until 90 days after the outcome."),
        (0, "for as long as your organisation decides."),
    ],
)
def test_rule_15_the_first_mail_says_how_long_it_is_kept(days: int, said: str) -> None:
    mail = mails()["confirmation"]
    words = render_mail(mail, known=KNOWN, now=NOW, templates=TEMPLATES, retention_days=days)
    assert said in words.text
    assert said in words.html
