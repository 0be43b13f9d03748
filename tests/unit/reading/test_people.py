"""Which person some words mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known, KnownPerson, Person
from followupd.reading.people import Circle, circle, company, greeted
from tests.unit.reading.mails import ANNA, JANE, KNOWN, LUIS, PRIYA, SERVICE, TOM, below, mail, note

OTHER_TOM = Person(address="tom.hill@oak.example", name="Tom Hill")


def within(zone: ZoneRead, zones: tuple[ZoneRead, ...], of: MailIn, known: Known) -> Circle:
    return circle(zone, zones, of, known, company(zones, of, known))


def around(text: str = "", *, to: tuple[Person, ...] = (TOM, PRIYA), known: Known = KNOWN) -> Circle:
    of = mail(text, to=to)
    return within(note(of), (note(of),), of, known)


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Tom", TOM),
        ("TOM", TOM),
        ("Tom Baker", TOM),
        ("Baker, Tom", TOM),
        ("@Tom", TOM),
        ("Thomas", TOM),
        ("T. Baker", TOM),
        ("Tom B.", TOM),
        ("TB", TOM),
        ("Mr Baker", TOM),
        ("tom.baker@oak.example", TOM),
        ("Priya N", PRIYA),
        ("Luis", LUIS),  # on no address line, but a known person
    ],
)
def test_a_name_means_the_person_it_fits(words: str, person: Person) -> None:
    assert around().who(words).person == person


@pytest.mark.parametrize("words", ["Zoe", "everyone", "Follow-ups", "the team", "", "Toma", "Tom Hill"])
def test_a_name_that_fits_nobody_stays_nobody(words: str) -> None:
    named = around().who(words)
    assert named.person is None
    assert named.others == ()


def test_two_toms_in_one_ring_are_both_told() -> None:
    named = around(to=(TOM, OTHER_TOM)).who("Tom")
    assert named.person is None
    assert set(named.others) == {TOM, OTHER_TOM}


def test_the_tom_on_the_mail_comes_before_a_tom_of_the_directory() -> None:
    known = replace(KNOWN, people=(*KNOWN.people, KnownPerson(person=OTHER_TOM, internal=True)))
    assert around(known=known).who("Tom").person == TOM


def test_a_report_comes_before_a_namesake_elsewhere_in_the_firm() -> None:
    namesake = Person(address="luis.costa@oak.example", name="Luis Costa")
    known = replace(KNOWN, people=(*KNOWN.people, KnownPerson(person=namesake, internal=True)))
    assert around(known=known).who("Luis").person == LUIS


def test_aliases_of_the_configuration_are_names() -> None:
    known = replace(KNOWN, people=(KnownPerson(person=PRIYA, internal=True, also=("Pree", "PN2")),))
    assert around(known=known).who("pree").person == PRIYA


def test_somebody_outside_is_found() -> None:
    assert around(to=(TOM, JANE)).who("Jane").person == JANE
    assert not KNOWN.internal(JANE.address)


def test_the_dedicated_mailbox_is_nobody() -> None:
    made = around(to=(TOM, SERVICE))
    assert all(SERVICE not in ring for ring in made.rings)


@pytest.mark.parametrize(
    ("text", "to", "you"),
    [
        ("Please call.", (TOM,), TOM),
        ("Please call.", (TOM, SERVICE), TOM),
        ("Hi Priya,\n\nplease call.", (TOM, PRIYA), PRIYA),
        ("Priya,\n\nplease call.", (TOM, PRIYA), PRIYA),
        ("Hi both,\n\nplease call.", (TOM, PRIYA), None),
        ("Please call.", (TOM, PRIYA), None),
    ],
)
def test_you_is_whom_the_mail_speaks_to(text: str, to: tuple[Person, ...], you: Person | None) -> None:
    assert around(text, to=to).you == you


def test_you_in_a_note_on_a_forward_is_the_only_other_insider_there() -> None:
    of = mail("You will call her.", to=(SERVICE,), cc=())
    zones = (note(of), below("…", author=TOM, to=(ANNA, JANE)))
    assert within(zones[0], zones, of, KNOWN).you == TOM


def test_you_in_a_note_on_a_forward_with_two_insiders_is_not_guessed() -> None:
    of = mail("You will call her.", to=(SERVICE,), cc=())
    zones = (note(of), below("…", author=TOM, to=(ANNA, PRIYA)))
    made = within(zones[0], zones, of, KNOWN)
    assert made.you is None
    assert set(made.you_maybe) == {TOM, PRIYA}


def test_i_and_you_belong_to_the_zone_they_stand_in() -> None:
    of = mail("See below.", to=(SERVICE,), cc=())
    zones = (note(of), below("I will call you.", author=TOM, to=(ANNA,)))
    made = within(zones[1], zones, of, KNOWN)
    assert (made.author, made.you) == (TOM, ANNA)


def test_a_name_without_an_address_takes_that_of_its_namesake() -> None:
    of = mail("See below.", to=(SERVICE,), cc=())
    zones = (note(of), below("I will call.", author=Person(address="", name="Baker, Tom")))
    assert within(zones[1], zones, of, KNOWN).author == TOM


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi Tom,\n\nx", "Tom"),
        ("Tom\n\nx", "Tom"),
        ("Lieber Jonas,", "Jonas"),
        ("Bonjour Claire,", "Claire"),
        ("Dear all", ""),
        ("Hi Tom and Priya,", ""),
        ("Please call the client.", None),
        ("The rota is late.", None),
    ],
)
def test_a_greeting_names_whom_it_greets(text: str, name: str | None) -> None:
    assert greeted(text) == name
