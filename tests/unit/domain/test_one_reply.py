"""One reply that says several things: nothing of it is lost, and nobody gets two mails of a kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followupd.domain.action import Item, Said
from followupd.domain.agreement import Agreement, LineState, ProposalState
from followupd.domain.decide_agreement import decide_reply
from followupd.domain.decide_proposal import decide_forwarded, decide_preview_reply
from followupd.domain.decision import Decision
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Answer, Intent
from followupd.domain.people import Person
from followupd.domain.policy import Closing, SendRule
from followupd.domain.states import ActionState
from tests.unit.domain.build import (
    ANNA,
    FRIDAY,
    NOW,
    SAM,
    TOM,
    agreed,
    context,
    forwarded,
    item,
    kinds,
    moment,
    replied,
)

ADVERT = item(what=Said(value="Write the advert", words="write the advert"))
DUE = Item(due=Said(value=moment(FRIDAY), words="Friday"))


def _two(**of_each: object) -> Agreement:
    both = agreed(item(), ADVERT)
    return replace(both, standings=tuple(replace(each, **of_each) for each in both.standings))  # type: ignore[arg-type]


def _says(agreement: Agreement, author: Person, *answers: Answer | Intent, **settings: object) -> Decision:
    return decide_reply(agreement, replied(author, *answers, name="r9"), context(**settings), NOW)


def _numbered(intent: Intent, number: int, words: str = "") -> Answer:
    return Answer(intent=intent, number=number, words=words)


def _mail(decision: Decision, kind: MailKind) -> SendMail:
    (only,) = [each for each in decision.effects if isinstance(each, SendMail) and each.kind is kind]
    return only


def _keys_differ(decision: Decision) -> bool:
    return len({each.key for each in decision.effects}) == len(decision.effects)


def test_the_owner_hears_of_everything_that_is_dropped() -> None:
    decision = _says(_two(), ANNA, _numbered(Intent.CANCEL, 1), _numbered(Intent.CANCEL, 2))
    assert kinds(decision) == [("withdrawal", "Tom"), ("echo", "Anna")]
    assert _mail(decision, MailKind.WITHDRAWAL).numbers == (1, 2)


def test_the_setter_hears_of_everything_that_is_in_the_way() -> None:
    decision = _says(
        _two(), TOM, _numbered(Intent.BLOCKED, 1, "no list yet"), _numbered(Intent.BLOCKED, 2, "no budget")
    )
    assert _keys_differ(decision)
    assert (_mail(decision, MailKind.BLOCKED).numbers, _mail(decision, MailKind.BLOCKED).quote) == (
        (1, 2),
        "no list yet\nno budget",
    )


def test_one_draft_of_thanks_for_all_that_is_confirmed_and_one_mail_of_thanks() -> None:
    confirmed = _says(_two(), ANNA, _numbered(Intent.CONFIRM, 1), _numbered(Intent.CONFIRM, 2))
    draft = _mail(confirmed, MailKind.THANKS_DRAFT)
    assert draft.numbers == (1, 2)
    assert len(draft.lines) == 2
    thanked = _says(confirmed.agreements[0], ANNA, _numbered(Intent.THANKS, 1), _numbered(Intent.THANKS, 2))
    assert _mail(thanked, MailKind.THANKS).numbers == (1, 2)


def test_what_is_said_beside_a_confirmation_is_told_as_well() -> None:
    decision = _says(_two(state=ActionState.REPORTED), ANNA, _numbered(Intent.CONFIRM, 1), _numbered(Intent.NOT_YET, 2))
    assert [line[-10:] for line in _mail(decision, MailKind.THANKS_DRAFT).lines] == ["d as done.", ") goes on."]


def test_progress_of_one_does_not_hide_what_changed_of_the_other() -> None:
    decision = _says(_two(), TOM, _numbered(Intent.DONE, 1, "four booked"), _numbered(Intent.PROGRESS, 2, "half"))
    assert kinds(decision) == [("echo", "Tom")]
    assert _mail(decision, MailKind.ECHO).undo


def test_a_new_date_does_not_hide_what_changed_of_the_other() -> None:
    amend = Answer(
        intent=Intent.AMEND, number=2, changes=Item(due=Said(value=moment(date(2026, 12, 11)), words="11 December"))
    )
    decision = _says(_two(state=ActionState.REPORTED), ANNA, _numbered(Intent.NOT_YET, 1), amend)
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom"), ("echo", "Anna")]
    assert [line[-9:] for line in _mail(decision, MailKind.ECHO).lines] == [" goes on."]


def test_who_was_told_that_it_is_not_wanted_is_told_when_it_is_again() -> None:
    dropped = _says(agreed(), ANNA, Intent.CANCEL).agreements[0]
    for intent in (Intent.UNDO, Intent.REOPEN):
        decision = _says(dropped, ANNA, intent)
        assert ("confirmation", "Tom") in kinds(decision), intent
        assert decision.agreements[0].version == 2


def test_where_the_owner_may_close_he_must_say_which() -> None:
    decision = _says(_two(), TOM, Intent.DONE, closing=Closing.OWNER)
    assert [each.state for each in decision.agreements[0].standings] == [ActionState.OPEN] * 2
    assert _says(agreed(), TOM, Intent.DONE, closing=Closing.OWNER).agreements[0].standings[0].ended


# ---------------------------------------------------------------------------------------------- previews


def test_a_date_does_not_settle_who_does_it() -> None:
    """The preview asked whether Sam, who is not on the mail, is the right person: only a word about Sam answers it."""
    stranger = item(owner=Said(value=SAM, words="Sam"), due=None)
    held = decide_forwarded(forwarded(stranger), context(), NOW).proposal
    assert held is not None
    dated = decide_preview_reply(held, replied(ANNA, Answer(intent=Intent.AMEND, changes=DUE)), context(), NOW)
    assert kinds(dated) == [("preview", "Anna")]
    assert dated.proposal is not None
    sent = decide_preview_reply(dated.proposal, replied(ANNA, Intent.SEND, name="r2"), context(), NOW)
    assert ("confirmation", "Sam") in kinds(sent)


def test_some_sent_and_some_left_out_in_one_reply() -> None:
    held = decide_forwarded(forwarded(item(measure=None), item(due=None)), context(), NOW).proposal
    assert held is not None
    answers = _numbered(Intent.SEND, 1), _numbered(Intent.CANCEL, 2)
    decision = decide_preview_reply(held, replied(ANNA, *answers), context(), NOW)
    assert kinds(decision) == [("confirmation", "Anna"), ("confirmation", "Tom")]
    assert decision.proposal is not None
    assert [line.state for line in decision.proposal.lines] == [LineState.SENT, LineState.LEFT_OUT]
    assert decision.proposal.state is ProposalState.RELEASED


def test_stop_in_answer_to_a_preview_ends_the_mails() -> None:
    held = decide_forwarded(forwarded(item()), context(send=SendRule.PREVIEW), NOW).proposal
    assert held is not None
    decision = decide_preview_reply(held, replied(ANNA, Intent.STOP), context(), NOW)
    assert decision.stops == (ANNA.address,)
    assert not decision.agreements


def test_start_in_answer_to_a_preview_brings_the_mails_back_and_the_preview_again() -> None:
    held = decide_forwarded(forwarded(item()), context(send=SendRule.PREVIEW), NOW).proposal
    assert held is not None
    decision = decide_preview_reply(held, replied(ANNA, Intent.START), context(), NOW)
    assert decision.starts == (ANNA.address,)
    assert [effect.type for effect in decision.effects] == ["send_mail"]
