"""Time zones as Exchange names them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tzlocal.windows_tz import win_tz

from followupd.graph.zone_rules import custom_to_iana
from followupd.graph.zones import from_graph, to_graph, to_iana


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("w. europe standard time", "Europe/Berlin"),
        # O365 reads this one as US/Pacific-New, which does not exist, and then silently as UTC.
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("GMT Standard Time", "Europe/London"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("India Standard Time", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("tzone://Microsoft/Custom", None),
        ("Customized Time Zone", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_either_name(name: str, zone: str | None) -> None:
    assert to_iana(name) == zone


def rules(bias: int, begins: tuple[int, int, str], ends: tuple[int, int, str], daylight: int = -60) -> dict[str, Any]:
    """A zone of ones own: (month, which Sunday, at) of both changes of the clocks."""
    first, last = (
        {"time": f"{at}:00.0000000", "dayOccurrence": nth, "dayOfWeek": "sunday", "month": month, "year": 0}
        for month, nth, at in (begins, ends)
    )
    return {"bias": bias, "standardOffset": last, "daylightOffset": {"daylightBias": daylight, **first}}


@pytest.mark.parametrize(
    ("custom", "zone"),
    [
        ({"bias": -60}, "Etc/GMT-1"),
        ({"bias": 300, "daylightOffset": {"daylightBias": 0}}, "Etc/GMT+5"),
        ({"bias": 0}, "UTC"),
        ({"bias": -330}, "Asia/Kolkata"),
        # The time of the west coast, as the documentation has it for getSchedule.
        (rules(480, (3, 2, "02:00"), (11, 1, "02:00")), "America/Los_Angeles"),
        (rules(0, (3, 5, "01:00"), (10, 5, "02:00")), "Europe/London"),
        (rules(-600, (10, 1, "02:00"), (4, 1, "03:00")), "Australia/Sydney"),
        # The rules of the years before 2007: another time for some weeks, and no other zone is nearer.
        (rules(360, (4, 1, "02:00"), (10, 5, "02:00")), "America/Chicago"),
        (rules(-37, (3, 5, "02:00"), (10, 5, "03:00")), None),
        ({"bias": -60, "daylightOffset": {"daylightBias": -60, "month": 3}}, None),
        ({"bias": "many"}, None),
        ({}, None),
    ],
)
def test_a_zone_of_ones_own_is_the_one_with_its_rules(custom: dict[str, Any], zone: str | None) -> None:
    assert custom_to_iana(custom) == zone


def test_of_several_zones_with_these_rules_it_is_the_mailboxs_own() -> None:
    central = rules(-60, (3, 5, "02:00"), (10, 5, "03:00"))
    for ordinary in ("Europe/Berlin", "Europe/Paris"):
        assert custom_to_iana(central, ordinary) == ordinary
    assert custom_to_iana(central, "Asia/Kolkata") not in (None, "Asia/Kolkata")
    assert custom_to_iana({"bias": -540}, "Asia/Tokyo") == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("moment", "zone", "text", "name"),
    [
        (datetime(2026, 6, 12, 14, 0, tzinfo=UTC), "Europe/London", "2026-06-12T15:00:00", "GMT Standard Time"),
        (datetime(2026, 1, 12, 14, 0, tzinfo=UTC), "Asia/Kolkata", "2026-01-12T19:30:00", "India Standard Time"),
        (datetime(2026, 6, 12, 14, 0, tzinfo=UTC), "UTC", "2026-06-12T14:00:00", "UTC"),
        (datetime(2026, 6, 12, 14, 0, tzinfo=UTC), "Antarctica/Troll", "2026-06-12T14:00:00", "UTC"),
        # Clocks go back at 01:00 UTC: a wall clock of 01:30 is twice, so it is not used.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/London", "2026-10-25T00:30:00", "UTC"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/London", "2026-10-25T01:30:00", "UTC"),
        # The Windows zone stands for another city with other rules at that moment.
        (datetime(2026, 3, 20, 12, 0, tzinfo=UTC), "America/Nuuk", None, None),
    ],
)
def test_a_moment_is_written_in_its_zone_or_in_utc(moment: datetime, zone: str, text: str | None, name: str) -> None:
    written = to_graph(moment, zone)
    if text is not None:
        assert written == {"dateTime": text, "timeZone": name}
    assert from_graph(written) == moment


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Pacific/Apia"]
)
def test_every_moment_comes_back(zone: str, month: int) -> None:
    for hour in range(0, 24, 5):
        moment = datetime(2026, month, 8, hour, 30, tzinfo=ZoneInfo(zone))
        assert from_graph(to_graph(moment, zone)) == moment


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ({"dateTime": "2026-03-02T08:00:00.0000000", "timeZone": "UTC"}, datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ({"dateTime": "2026-03-02T08:00:00.1234567Z"}, datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)),
        (
            {"dateTime": "2026-03-02T09:00:00", "timeZone": "Pacific Standard Time"},
            datetime(2026, 3, 2, 17, tzinfo=UTC),
        ),
        ({"dateTime": "2026-03-02", "timeZone": "UTC"}, datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_a_time_of_graph_is_read(value: dict[str, str], moment: datetime) -> None:
    assert from_graph(value) == moment


def test_a_time_in_an_unknown_zone_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="zone"):
        from_graph({"dateTime": "2026-03-02T09:00:00", "timeZone": "Customized Time Zone"})


@pytest.mark.parametrize("name", sorted(win_tz))
def test_every_windows_zone_leads_to_a_zone_that_exists(name: str) -> None:
    zone = to_iana(name)
    assert zone is not None
    assert ZoneInfo(zone).key == zone
