"""What is known about people when a mail is read: the configuration first, then the directory, remembered a while."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.ports import Clock, Directory

#: Seconds for which an answer of the directory is believed.
REMEMBERED = 900.0
#: Addresses looked up for one mail; what is more is judged by its domain.
MOST_ADDRESSES = 40


class Knowledge:
    """A KnownSource over a Directory. Used by several threads."""

    def __init__(self, base: Known, directory: Directory, clock: Clock) -> None:
        self._base = base
        self._directory = directory
        self._clock = clock
        self._remembered: dict[str, tuple[float, KnownPerson | None]] = {}
        self._reports: dict[str, tuple[float, tuple[Person, ...]]] = {}
        self._lock = threading.Lock()

    def known(self, addresses: Sequence[str]) -> Known:
        """All that mail between these addresses may need. Raises Unavailable when the directory is away."""
        wanted = [
            address
            for address in dict.fromkeys(each.lower() for each in addresses if each)
            if address.rpartition("@")[2] in self._base.domains and not self._base.is_service(address)
        ][:MOST_ADDRESSES]
        wanted += [person.person.address for person in self._base.people if person.person.address not in wanted]
        now = self._clock.steady()
        with self._lock:
            missing = [
                address
                for address in wanted
                if address not in self._remembered or self._remembered[address][0] + REMEMBERED < now
            ]
        if missing:
            found = {each.person.address: each for each in self._directory.look_up(missing)}
            with self._lock:
                for address in missing:
                    self._remembered[address] = (now, found.get(address))
        with self._lock:
            told = {address: self._remembered[address][1] for address in wanted}
        return replace(self._base, people=tuple(self._merged(told)))

    def suggesting(self, known: Known, manager: str) -> Known:
        """`known`, and those reports of this person who are not known yet, as suggestions. See KnownSource."""
        if manager.rpartition("@")[2] not in self._base.domains:
            return known
        now = self._clock.steady()
        with self._lock:
            at, reports = self._reports.get(manager, (-REMEMBERED, ()))
        if at + REMEMBERED <= now:
            reports = self._directory.reports_of(manager)
            with self._lock:
                self._reports[manager] = (now, reports)
        more = tuple(
            KnownPerson(person=person, internal=True, manager=manager, working=known.working, suggested=True)
            for person in reports
            if known.find(person.address) is None and not known.is_service(person.address)
        )
        return replace(known, people=(*known.people, *more))

    def _merged(self, told: dict[str, KnownPerson | None]) -> list[KnownPerson]:
        listed = {each.person.address: each for each in self._base.people}
        people = []
        for address, found in told.items():
            mine = listed.get(address)
            if mine is None and found is None:
                continue
            people.append(self._one(mine, found))
        return people

    def _one(self, mine: KnownPerson | None, found: KnownPerson | None) -> KnownPerson:
        if found is None:
            assert mine is not None
            return mine
        days_off = self._base.working.days_off | found.working.days_off
        if mine is None:
            return replace(found, working=replace(found.working, days_off=days_off))
        zone = mine.working.zone if mine.working.zone != self._base.working.zone else found.working.zone
        working: WorkingTime = replace(found.working, zone=zone, days_off=days_off | mine.working.days_off)
        return replace(
            found,
            person=replace(found.person, name=mine.person.name or found.person.name),
            also=mine.also,
            manager=mine.manager or found.manager,
            language=mine.language,
            working=working,
        )
