"""Who is known: the configuration first, then the directory, remembered a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.engine.knowledge import MOST_ADDRESSES, REMEMBERED, Knowledge
from followupd.errors import Unavailable
from tests.unit.domain.build import ANNA, CLIENT, NOW, SAM, SERVICE, TOM, WORK

BERLIN = ZoneInfo("Europe/Berlin")


class Asked:
    """A directory that counts what it is asked, and a clock."""

    def __init__(self, *people: KnownPerson, reports: tuple[Person, ...] = ()) -> None:
        self.reports, self.managers = reports, list[str]()
        self.people = {each.person.address: each for each in people}
        self.asked: list[tuple[str, ...]] = []
        self.away = False
        self.seconds = 0.0

    def look_up(self, addresses: Sequence[str]) -> tuple[KnownPerson, ...]:
        if self.away:
            raise Unavailable("away")
        self.asked.append(tuple(addresses))
        return tuple(self.people[address] for address in addresses if address in self.people)

    def reports_of(self, address: str) -> tuple[Person, ...]:
        self.managers.append(address)
        return self.reports

    def now(self) -> object:
        return NOW

    def steady(self) -> float:
        return self.seconds


def person(who: Person, **more: object) -> KnownPerson:
    return replace(KnownPerson(person=who, internal=True, working=WORK), **more)  # type: ignore[arg-type]


def base(*people: KnownPerson) -> Known:
    return Known(service=(SERVICE.address,), domains=frozenset({"contoso.example"}), people=people, working=WORK)


def of(asked: Asked, *people: KnownPerson) -> Knowledge:
    return Knowledge(base(*people), asked, asked)  # type: ignore[arg-type]


def test_an_answer_is_remembered_a_while_and_not_for_ever() -> None:
    asked = Asked(person(TOM))
    knowledge = of(asked)
    for _ in range(3):
        assert knowledge.known([TOM.address]).find(TOM.address) is not None
    assert asked.asked == [(TOM.address,)]
    asked.seconds += REMEMBERED + 1
    knowledge.known([TOM.address])
    assert len(asked.asked) == 2


def test_that_somebody_is_unknown_is_remembered_too() -> None:
    asked = Asked()
    knowledge = of(asked)
    assert knowledge.known([TOM.address]).find(TOM.address) is None
    assert knowledge.known([TOM.address.upper()]).find(TOM.address) is None
    assert len(asked.asked) == 1


@pytest.mark.parametrize("address", [CLIENT.address, SERVICE.address, ""])
def test_only_people_inside_are_looked_up_and_never_ourselves(address: str) -> None:
    asked = Asked(person(TOM))
    of(asked).known([address])
    assert asked.asked == []


def test_of_a_very_long_list_only_so_many_are_looked_up() -> None:
    asked = Asked()
    of(asked).known([f"person{n}@contoso.example" for n in range(MOST_ADDRESSES + 50)])
    assert len(asked.asked[0]) == MOST_ADDRESSES


def test_a_directory_that_is_away_is_said_and_not_remembered() -> None:
    asked = Asked(person(TOM))
    knowledge = of(asked)
    asked.away = True
    with pytest.raises(Unavailable):
        knowledge.known([TOM.address])
    asked.away = False
    assert knowledge.known([TOM.address]).find(TOM.address) is not None


def test_what_the_configuration_says_of_a_person_wins_and_the_directory_completes_it() -> None:
    listed = person(Person(address=TOM.address, name="Tommy Baker"), also=("TB",), working=replace(WORK, zone=BERLIN))
    told = person(
        TOM, manager=ANNA.address, working=WorkingTime(zone=ZoneInfo("Asia/Kolkata"), start=time(8), end=time(16))
    )
    found = of(Asked(told), listed).known([TOM.address]).find(TOM.address)
    assert found is not None
    assert found.person.name == "Tommy Baker"
    assert found.also == ("TB",)
    assert found.manager == ANNA.address
    assert (found.working.zone, found.working.start) == (BERLIN, time(8))


def test_the_organisations_days_off_hold_for_everybody() -> None:
    christmas = date(2026, 12, 25)
    asked = Asked(person(TOM))
    known = Knowledge(
        replace(base(), working=replace(WORK, days_off=frozenset({christmas}))),
        asked,  # type: ignore[arg-type]
        asked,  # type: ignore[arg-type]
    ).known([TOM.address])
    assert not known.working_of(TOM.address).works_on(christmas)


def test_reports_are_suggested_and_never_listed() -> None:
    asked = Asked(person(TOM), reports=(TOM, SAM, SERVICE))
    knowledge = of(asked)
    known = knowledge.suggesting(knowledge.known([TOM.address]), ANNA.address)
    tom, sam = known.find(TOM.address), known.find(SAM.address)
    assert tom is not None
    assert sam is not None
    assert (tom.suggested, sam.suggested, sam.manager) == (False, True, ANNA.address)
    assert known.find(SERVICE.address) is None
    assert knowledge.known([TOM.address]).find(SAM.address) is None


def test_reports_are_remembered_a_while_and_strangers_have_none() -> None:
    asked = Asked(reports=(SAM,))
    knowledge = of(asked)
    for _ in range(3):
        knowledge.suggesting(base(), ANNA.address)
        assert knowledge.suggesting(base(), CLIENT.address) == base()
    assert asked.managers == [ANNA.address]
    asked.seconds += REMEMBERED
    knowledge.suggesting(base(), ANNA.address)
    assert asked.managers == [ANNA.address] * 2
