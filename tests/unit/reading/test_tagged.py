"""A day in the dedicated address, or in front of the subject. Written on Monday 23 November 2026, in London."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

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
        ("followup+monthly@contoso.example", None, None),
        ("other+friday@contoso.example", None, None),
    ],
)
def test_a_tag_sets_the_follow_up(to: str, day: date | None, clock: time | None) -> None:
    found = tagged_follow_up(mail(to), KNOWN, WORK)
    when = found.value.when if found else None
    assert (when.day if when else None, when.clock if when else None) == (day, clock)
    if found:
        assert found.words == to


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
    ],
)
def test_a_day_alone_in_front_of_the_subject_sets_it(subject: str, day: date | None) -> None:
    found = tagged_follow_up(mail("followup@contoso.example", subject), KNOWN, WORK)
    when = found.value.when if found else None
    assert (when.day if when else None) == day
