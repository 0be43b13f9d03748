"""From the configuration to what the domain knows: the policy, the people, the working time. Pure."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from followupd.config.schema import Config, PersonConfig
from followupd.config.situations import to_presets
from followupd.domain.people import Known, KnownPerson, Person, WorkingTime
from followupd.domain.policy import Policy

#: Public holidays are known from last year on for this many years: follow-ups are agreed for the next few at most.
YEARS = 5


def to_policy(config: Config) -> Policy:
    """Return the choices that decisions depend on."""
    return Policy(
        mode=config.mode,
        setters=frozenset(config.setters),
        pilot=frozenset(config.pilot),
        send=config.send,
        closing=config.closing,
        way=config.calendar,
        pre_check_days=config.pre_check_days,
        follow_up_minutes=config.follow_up_minutes,
        follow_up_time=config.follow_up_time,
        brief_time=config.brief_time,
        delegates=config.delegates,
        operator=config.operator or "",
        retention_days=config.retention_days,
        presets=to_presets(config.situations),
    )


def to_known(config: Config, *, today: date) -> Known:
    """Return what the configuration alone says about people. `today` bounds the public holidays that are listed."""
    return Known(
        service=(config.mailbox, *config.aliases),
        domains=config.inside,
        people=tuple(_known_person(person, config, today) for person in config.people),
        day_first=config.day_first,
        working=working_time(config, today=today),
    )


def working_time(config: Config, *, today: date, zone: str | None = None) -> WorkingTime:
    """Return the usual working time in `zone` (default: the configured one), with the configured public holidays."""
    return WorkingTime(zone=ZoneInfo(zone or config.zone), days_off=days_off(config.country, today.year))


@lru_cache(maxsize=32)
def days_off(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country or a part of it (`GB-ENG`), last year's and those of the years to come."""
    if not country:
        return frozenset()
    code, _, part = country.partition("-")
    return frozenset(holidays.country_holidays(code, subdiv=part or None, years=range(year - 1, year + YEARS - 1)))


def _known_person(person: PersonConfig, config: Config, today: date) -> KnownPerson:
    return KnownPerson(
        person=Person(address=person.address, name=person.name),
        internal=person.address.rpartition("@")[2] in config.inside,
        also=tuple(person.also),
        manager=person.manager or "",
        language=person.language,
        working=working_time(config, today=today, zone=person.zone),
    )
