"""Both have the same words, and nothing private is in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.action import FollowUpWish, How, Moment
from followupd.domain.agreement import Agreement
from followupd.domain.effects import MailKind
from followupd.domain.people import KnownPerson, WorkingTime
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState
from followupd.writing.messages import Words, render_mail
from followupd.writing.render import Templates
from followupd.writing.samples import AGREEMENT, ANNA, CALL, KNOWN, NOW, SEVERAL, TOM, mails

TEMPLATES = Templates()
MAIL = mails()["confirmation"]


def rendered(**changes: object) -> Words:
    effect = replace(MAIL, **({"first": False} | changes))  # type: ignore[arg-type]
    return render_mail(effect, known=KNOWN, now=NOW, templates=TEMPLATES)


def with_action(**changes: object) -> Agreement:
    return replace(AGREEMENT, standings=(Standing(action=replace(CALL, **changes)),))  # type: ignore[arg-type]


@pytest.mark.parametrize("agreement", [AGREEMENT, SEVERAL, replace(AGREEMENT, version=2)])
def test_both_mails_are_the_same_to_the_byte(agreement: Agreement) -> None:
    assert rendered(to=TOM, agreement=agreement) == rendered(to=ANNA, agreement=agreement)


def test_what_a_newcomer_is_told_stands_apart_from_what_was_agreed() -> None:
    plain, told = rendered(to=TOM), rendered(to=TOM, first=True)
    agreed = plain.text.partition("Sent by Follow-ups")[0].rstrip()
    assert told.text.startswith(agreed)
    added = told.text[len(agreed) :]
    assert "Anna Reed asked for it by sending a mail to followup@example.com." in added
    assert "Answer STOP and these mails end for you, until you answer START; Anna is told once." in added


def test_a_check_never_reaches_the_owner() -> None:
    words = rendered()
    assert CALL.check
    for part in (words.subject, words.text, words.html):
        assert "last contact" not in part
        assert "check" not in part.lower()


def test_a_state_is_never_told() -> None:
    for state in (ActionState.AGREED, ActionState.BLOCKED, ActionState.REPORTED):
        standing = Standing(action=CALL, state=state)
        assert rendered(agreement=replace(AGREEMENT, standings=(standing,))) == rendered()


def test_what_has_an_outcome_is_left_out_of_a_new_version_and_the_others_keep_their_numbers() -> None:
    first, *others = SEVERAL.standings
    agreement = replace(SEVERAL, version=2, standings=(replace(first, state=ActionState.DONE), *others))
    words = rendered(agreement=agreement)
    assert "Call the 10 lapsed clients" not in words.text
    assert "2. Update the pipeline sheet  [FU-7K3QD.2]" in words.text
    assert words.subject == "Agreed, version 2: 2 actions, the first by Friday 4 December [FU-7K3QD]"


@pytest.mark.parametrize(
    ("field", "letter"), [("measure", "Measurable"), ("achievable", "Achievable"), ("why", "Relevant")]
)
def test_a_letter_that_is_not_known_is_left_out(field: str, letter: str) -> None:
    assert f"  {letter}:" in rendered().text
    assert letter not in rendered(agreement=with_action(**{field: ""})).text


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({}, "Agreed: Call the 10 lapsed clients by Friday 4 December [FU-7K3QD]"),
        ({"what": "call them by Friday."}, "Agreed: Call them by Friday [FU-7K3QD]"),
        (
            {"due": Moment(day=date(2027, 1, 8))},
            "Agreed: Call the 10 lapsed clients by Friday 8 January 2027 [FU-7K3QD]",
        ),
        (
            {"what": "Go through each of the lapsed clients of the last three years with Priya and Sam"},
            "Agreed: Go through each of the lapsed clients of the last three years with…"
            " by Friday 4 December [FU-7K3QD]",
        ),
    ],
)
def test_the_subject_says_it_all(changes: dict[str, object], subject: str) -> None:
    assert rendered(agreement=with_action(**changes)).subject == subject


def due(day: date, **wish: object) -> dict[str, object]:
    return {"due": Moment(day=day, zone="Europe/London"), "follow_up": FollowUpWish(**wish)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Friday 4 December 2026, 10:00, in a short meeting; the invitation follows"),
        (
            due(date(2026, 12, 4)),
            "Around Friday 4 December 2026, in a short meeting or your one-to-one; the time is in your calendars",
        ),
        (
            due(date(2026, 12, 4), when=Moment(day=date(2026, 12, 7), zone="Europe/London")),
            "Monday 7 December 2026, in a short meeting; the time is in your calendars",
        ),
        (due(date(2026, 12, 5), how=How.DESK), "Monday 7 December 2026 or soon after, at the desk"),
        (due(date(2026, 12, 4), how=How.CALL), "Friday 4 December 2026 or soon after, by phone"),
        (due(date(2026, 12, 4), how=How.MAIL), "Friday 4 December 2026 or soon after, by mail"),
        (due(date(2026, 11, 27)), "In a short meeting or your one-to-one; the time is in your calendars"),
        (
            due(date(2026, 12, 4), when=Moment(day=date(2026, 12, 7), zone="Europe/London"), how=How.ONE_TO_ONE),
            "Around Monday 7 December 2026, in your one-to-one; the time is in your calendars",
        ),
        (
            due(date(2026, 12, 4), when=Moment(day=date(2026, 12, 4), clock=time(9, 0), zone="America/New_York")),
            "Friday 4 December 2026, 14:00 London time, in a short meeting; the invitation follows",
        ),
    ],
)
def test_the_follow_up_is_told_as_far_as_it_is_certain(changes: dict[str, object], told: str) -> None:
    assert f"  Follow-up:       {told}\n" in rendered(agreement=with_action(**changes)).text


def test_a_zone_is_named_when_the_two_live_in_different_ones() -> None:
    far = KnownPerson(person=TOM, internal=True, working=WorkingTime(zone=ZoneInfo("America/New_York")))
    known = replace(KNOWN, people=(KNOWN.people[0], far))
    action = with_action(due=Moment(day=date(2026, 12, 4), clock=time(17, 0), zone="Europe/London"))
    effect = replace(MAIL, agreement=action)
    text = render_mail(effect, known=known, now=NOW, templates=TEMPLATES).text
    assert "By Friday 4 December 2026, 17:00 London time" in text
    assert "10:00 London time" in text


def test_a_new_version_says_what_was_before() -> None:
    text = render_mail(mails()["confirmation_version_2"], known=KNOWN, now=NOW, templates=TEMPLATES).text
    assert "By Friday 11 December 2026 (before: Friday 4 December 2026)" in text
    assert "(new)" not in text


def test_the_moment_of_writing_does_not_show() -> None:
    later = render_mail(
        replace(MAIL, first=False), known=KNOWN, now=datetime(2027, 3, 1, tzinfo=UTC), templates=TEMPLATES
    )
    assert later == rendered()


def test_the_words_to_answer_with_are_links_to_the_plain_address() -> None:
    html = rendered().html
    assert 'href="mailto:followup@example.com?subject=DONE%20FU-7K3QD&amp;body=DONE%20-%20"' in html
    several = rendered(agreement=SEVERAL).html
    assert "?subject=BLOCKED%20FU-7K3QD.2&amp;body=BLOCKED%202%20-%20" in several


def test_the_sender_is_the_setter_by_way_of_the_service() -> None:
    assert rendered().sender_name == "Anna Reed via Follow-ups"
    assert rendered(to=ANNA).sender_name == "Anna Reed via Follow-ups"
    preview = mails()["preview"]
    assert preview.kind is MailKind.PREVIEW
    assert render_mail(preview, known=KNOWN, now=NOW, templates=TEMPLATES).sender_name == "Follow-ups"
