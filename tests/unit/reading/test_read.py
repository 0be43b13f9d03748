"""A whole mail read: belief, route, problems, zones, items."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.happenings import Problem, Robot, Route
from followupd.domain.mail import Attachment, MailIn, MailShape
from followupd.domain.people import KnownPerson, Person, WorkingTime
from followupd.reading import explain
from followupd.reading.read import MAX_BODY, read_mail
from tests.unit.reading.mails import ANNA, KNOWN, PRIYA, SERVICE, TOM, mail

FORWARD = (
    "Please log Tom's two below.\n\nAnna\n\n"
    "________________________________\n"
    "From: Tom Baker <tom.baker@oak.example>\nSent: 10 March 2026 16:52\nTo: Anna Reed <anna.reed@oak.example>\n"
    "Subject: Our talk\n\n"
    "Hi Anna,\n\nAs agreed:\n\n"
    "1. I will call the 10 lapsed clients by Friday 20 March. Measure: 3 meetings booked.\n"
    "2. I'll send you the new script tomorrow.\n\nTom\n"
)


def test_a_forward_is_read_by_the_words_and_dates_of_the_one_who_wrote_them() -> None:
    reading = read_mail(mail(FORWARD, to=(SERVICE,), cc=(), subject="FW: Our talk"), KNOWN)
    assert [zone.kind for zone in reading.zones] == ["note", "forwarded"]
    assert reading.problem is None
    assert reading.own_words.startswith("Please log Tom's two below.")
    first, second = reading.items
    assert first.owner is not None
    assert first.owner.value == TOM
    assert second.due is not None
    assert second.due.value.day == date(2026, 3, 11)  # the day after Tom wrote, not after Anna forwarded


@pytest.mark.parametrize(
    ("to", "cc", "route"),
    [
        ((SERVICE,), (), Route.TO),
        ((TOM,), (SERVICE,), Route.CC),
        ((TOM,), (), Route.BCC),
        ((Person(address="followup+friday@oak.example"),), (), Route.TO),
        ((TOM,), (Person(address="FOLLOWUP+2weeks@oak.example"),), Route.CC),
    ],
)
def test_the_route_is_where_the_service_stands(to: tuple[Person, ...], cc: tuple[Person, ...], route: Route) -> None:
    assert read_mail(mail("Tom to call Pelham by Friday.", to=to, cc=cc), KNOWN).route is route


def problem(of: MailIn) -> Problem | None:
    return read_mail(of, KNOWN).problem


def test_no_words_at_all_is_empty() -> None:
    assert problem(replace(mail("  \n\n "), subject="FW: Pelham")) is Problem.EMPTY


def test_only_attachments() -> None:
    of = replace(mail(""), attachments=(Attachment(name="minutes.pdf", content_type="application/pdf"),))
    assert problem(of) is Problem.ATTACHMENT_ONLY


def test_an_invitation_is_not_read() -> None:
    reading = read_mail(replace(mail("Tom to call Pelham by Friday."), shape=MailShape.MEETING_REQUEST), KNOWN)
    assert reading.problem is Problem.INVITATION
    assert reading.items == ()


@pytest.mark.parametrize(
    "of",
    [
        replace(mail(""), attachments=(Attachment(name="message.rpmsg", content_type="application/octet-stream"),)),
        replace(mail(""), attachments=(Attachment(name="smime.p7m", content_type="application/pkcs7-mime"),)),
        mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA+\n-----END PGP MESSAGE-----\n"),
    ],
)
def test_an_encrypted_mail_is_never_read_out(of: MailIn) -> None:
    reading = read_mail(of, KNOWN)
    assert reading.problem is Problem.ENCRYPTED
    assert reading.items == ()


def test_a_mail_beyond_all_measure_is_too_large() -> None:
    assert problem(replace(mail(""), html="x" * (MAX_BODY + 1))) is Problem.TOO_LARGE


def test_a_mail_without_an_action_has_no_items_and_no_problem() -> None:
    reading = read_mail(mail("Thanks for the chat this morning."), KNOWN)
    assert (reading.items, reading.problem) == ((), None)


def test_our_own_mail_is_a_robots() -> None:
    reading = read_mail(mail("Tom to call Pelham by Friday.", author=SERVICE), KNOWN)
    assert reading.robot is Robot.OURS
    assert reading.items == ()


def test_a_mail_without_an_author_is_still_read() -> None:
    reading = read_mail(replace(mail("Tom to call Pelham by Friday."), author=None, sender=None), KNOWN)
    assert [item.owner.value for item in reading.items if item.owner] == [TOM]


def test_words_are_read_on_the_clock_of_the_one_who_wrote_them() -> None:
    there = WorkingTime(zone=ZoneInfo("Asia/Tokyo"))
    known = replace(KNOWN, people=(KnownPerson(person=ANNA, internal=True, working=there), *KNOWN.people[1:]))
    late = datetime(2026, 3, 11, 20, 0, tzinfo=UTC)  # in Tokyo it is the 12th already
    (item,) = read_mail(mail("Tom to call Pelham tomorrow.", received=late), known).items
    assert item.due is not None
    assert item.due.value.day == date(2026, 3, 13)
    assert item.due.value.zone == "Asia/Tokyo"


def test_html_tables_are_read_as_rows() -> None:
    html = (
        "<html><body><p>Actions:</p><table><tr><th>Action</th><th>Owner</th><th>Due</th></tr>"
        "<tr><td>Call the ten lapsed clients</td><td>Tom</td><td>20/03/2026</td></tr>"
        "<tr><td>Publish the rota</td><td>Priya</td><td>Friday</td></tr></table></body></html>"
    )
    reading = read_mail(replace(mail("", to=(TOM, PRIYA)), html=html), KNOWN)
    assert [item.owner.value for item in reading.items if item.owner] == [TOM, PRIYA]


def test_the_explanation_is_plain_data_with_words_and_gaps() -> None:
    reading = read_mail(mail("Tom to call Pelham.\n"), KNOWN)
    told = explain.explain(reading, extra=["A preview would go to Anna Reed."])
    assert json.loads(json.dumps(told)) == told
    (action,) = told["actions"]
    assert action["owner"]["words"] == "Tom"
    assert action["missing"]["due"] == "no day is named"
    assert told["would"] == ["A preview would go to Anna Reed."]


def test_the_explanation_as_lines_tells_everything() -> None:
    reading = read_mail(mail("Tom to call Pelham by Friday.\nBillings target is 20k.\nHR will send a letter.\n"), KNOWN)
    text = "\n".join(explain.lines(reading, extra=["Nothing is sent."]))
    for words in ("Call Pelham", "by Friday", "Billings target is 20k.", "HR will send a letter.", "Nothing is sent."):
        assert words in text


@pytest.mark.parametrize("of", [mail(""), replace(mail("x"), shape=MailShape.MEETING_ANSWER), mail("Hello there.")])
def test_every_reading_can_be_explained(of: MailIn) -> None:
    reading = read_mail(of, KNOWN)
    assert explain.lines(reading)
    assert explain.explain(reading)["actions"] == []
