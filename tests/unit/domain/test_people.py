"""People, their names as people see them, and their working time."""

from __future__ import annotations

from datetime import date, time

import pytest

from followupd.domain.people import WORKDAYS, Known, KnownPerson, Person, WorkingTime
from tests.unit.domain.build import ANNA, CLIENT, SAM, TOM, known


@pytest.mark.parametrize(
    ("name", "shown", "first"),
    [
        ("Anna Reed", "Anna Reed", "Anna"),
        ("Reed, Anna", "Anna Reed", "Anna"),
        ("  Anna \t Reed ", "Anna Reed", "Anna"),
        ("", "anna.reed", "anna.reed"),
        ("Reed,", "Reed", "Reed"),
    ],
)
def test_a_name_is_shown_as_people_say_it(name: str, shown: str, first: str) -> None:
    person = Person(address="Anna.Reed@Contoso.example ", name=name)
    assert (person.shown, person.first) == (shown, first)
    assert person.address == "anna.reed@contoso.example"
    assert person.domain == "contoso.example"


def test_persons_are_equal_when_their_mailboxes_are() -> None:
    assert Person(address="A@x.example", name="A") == Person(address="a@X.example", name="B")
    assert ANNA != TOM


def test_working_days_are_counted_without_weekends_and_days_off() -> None:
    working = WorkingTime(days_off=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    assert working.works_on(date(2026, 12, 24))
    assert not working.works_on(date(2026, 12, 25))
    assert not working.works_on(date(2026, 12, 26))
    assert working.on_or_after(date(2026, 12, 25)) == date(2026, 12, 29)
    assert working.on_or_before(date(2026, 12, 28)) == date(2026, 12, 24)
    assert working.shift(date(2026, 12, 24), 2) == date(2026, 12, 30)
    assert working.shift(date(2026, 12, 30), -2) == date(2026, 12, 24)
    # From a day that is none: n full working days before it.
    assert working.shift(date(2026, 12, 6), -2) == date(2026, 12, 3)
    assert working.shift(date(2026, 12, 24), 0) == date(2026, 12, 24)


def test_nonsense_from_a_directory_becomes_the_usual_week() -> None:
    assert WorkingTime(days=frozenset()).days == WORKDAYS
    night = WorkingTime(start=time(22, 0), end=time(6, 0))
    assert (night.start, night.end) == (time(9, 0), time(17, 30))


def test_who_is_inside_is_told_by_the_directory_and_else_by_the_domain() -> None:
    guest = KnownPerson(person=Person(address="guest@contoso.example"), internal=False)
    people = known(guest)
    assert people.internal("TOM.baker@contoso.example")
    assert people.internal("new@contoso.example")
    assert not people.internal("guest@contoso.example")
    assert not people.internal(CLIENT.address)
    assert not people.internal("x@evil-contoso.example")
    assert people.find("nobody@x.example") is None


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("followup@contoso.example", True),
        ("FollowUp+friday@contoso.example", True),
        ("followup@fabrikam.example", False),
        ("follow@contoso.example", False),
    ],
)
def test_the_dedicated_mailbox_is_known_also_with_a_tag(address: str, ours: bool) -> None:
    assert known().is_service(address) is ours


def test_unknown_people_work_as_everybody_does() -> None:
    usual = WorkingTime(start=time(8, 0))
    people = Known(service=("f@x.example",), domains=frozenset({"x.example"}), working=usual)
    assert people.working_of(SAM.address) == usual
