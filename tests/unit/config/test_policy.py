"""What the domain learns from the configuration."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from followupd.config.load import load_data
from followupd.config.policy import days_off, to_known, to_policy, working_time
from followupd.config.schema import Config
from followupd.domain.mail import Way
from followupd.domain.policy import Closing, Mode, Policy, SendRule

TODAY = date(2026, 11, 20)


def config(**more: Any) -> Config:
    data = {"mode": "live", "mailbox": "followup@example.com", "graph": {"tenant": "t", "client_id": "c"}} | more
    return load_data(data, {"FOLLOWUPD_GRAPH_CLIENT_SECRET": "x"}, folder=Path("/"))


def test_the_defaults_are_those_of_the_domain() -> None:
    assert to_policy(config()) == Policy(mode=Mode.LIVE)


@pytest.mark.parametrize(
    ("key", "value", "field", "meant"),
    [
        ("send", "preview", "send", SendRule.PREVIEW),
        ("closing", "owner", "closing", Closing.OWNER),
        ("calendar", "service", "way", Way.SERVICE),
        ("delegates", True, "delegates", True),
        ("setters", ["Anna@example.com"], "setters", frozenset({"anna@example.com"})),
        ("pilot", ["Anna@example.com"], "pilot", frozenset({"anna@example.com"})),
        ("follow_up_time", "15:00", "follow_up_time", time(15, 0)),
        ("follow_up_minutes", 45, "follow_up_minutes", 45),
        ("pre_check_days", 3, "pre_check_days", 3),
        ("operator", "It@example.com", "operator", "it@example.com"),
        ("brief_time", "06:30", "brief_time", time(6, 30)),
    ],
)
def test_each_choice_reaches_the_policy(key: str, value: object, field: str, meant: object) -> None:
    assert getattr(to_policy(config(**{key: value})), field) == meant


def test_listed_people_are_known_by_nickname_manager_and_zone() -> None:
    known = to_known(
        config(
            aliases=["fu@example.com"],
            domains=["example.com", "example.ie"],
            zone="Europe/London",
            people=[
                {"address": "tom@example.ie", "name": "Thomas Baker", "also": ["Tom"], "manager": "anna@example.com"},
                {"address": "x@client.org", "name": "Xenia", "zone": "Europe/Berlin"},
            ],
        ),
        today=TODAY,
    )
    tom, xenia = known.people
    assert (tom.internal, tom.also, tom.manager) == (True, ("Tom",), "anna@example.com")
    assert str(tom.working.zone) == "Europe/London"
    assert (xenia.internal, str(xenia.working.zone)) == (False, "Europe/Berlin")
    assert known.is_service("fu+friday@example.com")
    assert known.internal("anybody@example.ie")


def test_public_holidays_are_days_off() -> None:
    working = working_time(config(country="GB-ENG"), today=TODAY)
    assert not working.works_on(date(2026, 12, 25))
    assert working.on_or_after(date(2026, 12, 25)) == date(2026, 12, 29)  # Boxing Day is taken on the Monday
    assert date(2027, 3, 26) in working.days_off  # Good Friday
    assert days_off("", 2026) == frozenset()
    assert date(2026, 8, 3) not in days_off("GB-ENG", 2026)
    assert date(2026, 8, 3) in days_off("GB-SCT", 2026)
