"""A day in the dedicated address, or in front of the subject. Written on Monday 23 November 2026, in London."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import InternetMessageId, MailIn, MessageId
from followupd.domain.people import Known, Person, WorkingTime
from followupd.reading.tagged import tagged_follow_up

WORK = WorkingTime(zone=ZoneInfo("Europe/London"))
KNOWN = Known(service=("followup@contoso.example",), domains=frozenset({"contoso.example"}), working=WORK)


def mail(to: str, subject: str = "FW: Lapsed clients", cc: str = "") -> MailIn:
    return MailIn(
        id=MessageId("m"),
        internet_message_id=InternetMessageId("<m@x>"),
        received=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        author=Person(address="anna.reed@contoso.example"),
        sender=None,
        to=(Person(address=to),),
        cc=(Person(address=cc),) if cc else (),
        subject=subject,
    )


@pytest.mark.parametrize(
    ("to", "day", "clock"),
    [
        ("followup+friday@contoso.example", date(2026, 11, 27), None),
        ("followup+2weeks@contoso.example", date(2026, 12, 7), None),
        ("followup+tomorrow2pm@contoso.example", date(2026, 11, 24), time(14, 0)),
        ("followup+7dec@contoso.example", date(2026, 12, 7), None),
        ("followup@contoso.example", None, None),
        ("followup+clients@contoso.example", None, None),
        ("other+friday@contoso.example", None, None),
    ],
)
def test_a_tag_sets_the_follow_up(to: str, day: date | None, clock: time | None) -> None:
    found = tagged_follow_up(mail(to), KNOWN, WORK)
    when = found.value.when if found else None
    assert (when.day if when else None, when.clock if when else None) == (day, clock)
    if found:
        assert found.words == to
        assert found.value.every is None


def test_a_tag_in_cc_counts_as_well() -> None:
    found = tagged_follow_up(mail("tom@contoso.example", cc="followup+friday@contoso.example"), KNOWN, WORK)
    assert found is not None


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        ("Friday: lapsed clients", date(2026, 11, 27)),
        ("FW: 7 December: lapsed clients", date(2026, 12, 7)),
        ("Lapsed clients by Friday", None),
        ("May: figures", None),
        ("Friday lunch", None),
        ("Plan for Friday: lunch", None),
        ("Lapsed clients - Friday", date(2026, 11, 27)),
        ("FW: Lapsed clients – 7 December", date(2026, 12, 7)),
        ("Lapsed clients (tomorrow)", date(2026, 11, 24)),
        ("Lapsed clients [2 weeks]", date(2026, 12, 7)),
        ("Lapsed clients +2weeks", date(2026, 12, 7)),
        ("Lapsed clients +friday", date(2026, 11, 27)),
        ("Lapsed clients - May", None),
        ("Lapsed clients - the 10 of Friday", None),
        ("Lapsed clients [urgent]", None),
        ("Google+ friday", None),
    ],
)
def test_a_day_set_apart_in_the_subject_sets_it(subject: str, day: date | None) -> None:
    found = tagged_follow_up(mail("followup@contoso.example", subject), KNOWN, WORK)
    when = found.value.when if found else None
    assert (when.day if when else None) == day


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        ("Interview - Friday 11 December", None),
        ("Interview (Friday 11 December)", None),
        ("Monthly: figures", None),
        ("Lapsed clients [Friday]", date(2026, 11, 27)),
        ("Friday: lapsed clients", date(2026, 11, 27)),
    ],
)
def test_in_a_mail_to_somebody_a_day_at_the_end_is_the_topic_unless_it_is_marked(
    subject: str, day: date | None
) -> None:
    of = mail("tom.baker@contoso.example", subject, cc="followup@contoso.example")
    found = tagged_follow_up(of, KNOWN, WORK)
    when = found.value.when if found else None
    assert (when.day if when else None) == day


@pytest.mark.parametrize("subject", ["FW: Lapsed clients - Friday", "FW: Friday: lapsed clients", "FW: Plan [Friday]"])
def test_the_subject_of_the_mail_inside_is_not_the_setters(subject: str) -> None:
    inside = ZoneRead(kind="forwarded", author=Person(address="tom@contoso.example"), subject=subject[4:])
    of = mail("followup@contoso.example", subject)
    assert tagged_follow_up(of, KNOWN, WORK) is not None
    assert tagged_follow_up(of, KNOWN, WORK, (inside,)) is None


@pytest.mark.parametrize(
    ("to", "subject", "said", "first"),
    [
        ("followup+monthly@contoso.example", "FW: Lapsed clients", "monthly", date(2026, 12, 23)),
        ("followup+weekly@contoso.example", "FW: Lapsed clients", "weekly", date(2026, 11, 30)),
        ("followup+everyfriday@contoso.example", "FW: Lapsed clients", "everyfriday", date(2026, 11, 27)),
        ("followup+daily@contoso.example", "FW: Lapsed clients", "daily", date(2026, 11, 24)),
        ("followup@contoso.example", "FW: Monthly: lapsed clients", "Monthly", date(2026, 12, 23)),
        ("followup@contoso.example", "Lapsed clients [every month]", "every month", date(2026, 12, 23)),
    ],
)
def test_a_recurrence_is_one_review_after_another_from_its_first_day_on(
    to: str, subject: str, said: str, first: date
) -> None:
    found = tagged_follow_up(mail(to, subject), KNOWN, WORK)
    assert found is not None
    assert found.value.when is not None
    assert found.value.when.day == first
    assert found.value.every is not None
    assert (found.value.every.start, found.value.every.words) == (first, said)
