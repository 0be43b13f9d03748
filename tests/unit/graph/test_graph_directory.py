"""Who is who, with the rights that an administrator may have left out."""

from __future__ import annotations

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.errors import Throttled, Unavailable
from followupd.graph.directory import KEEP, KEEP_UNKNOWN, LONGEST_LEAVE, GraphDirectory, working_time
from tests.unit.graph.played import World

ANNA = "anna.reed@contoso.example"
USER = {"id": "U1", "displayName": "Anna Reed", "mail": ANNA, "userPrincipalName": ANNA}
BOSS = {"id": "U0", "mail": "Mark.Lind@contoso.example", "userPrincipalName": "mark@contoso.example"}
HOURS = {
    "timeZone": "W. Europe Standard Time",
    "workingHours": {
        "daysOfWeek": ["monday", "Tuesday", "thursday"],
        "startTime": "08:00:00.0000000",
        "endTime": "16:30:00.0000000",
        "timeZone": {"name": "W. Europe Standard Time"},
    },
}


def directory(world: World, **options: Any) -> GraphDirectory:
    return GraphDirectory(world.graph._wire, steady=world.steady, **options)


def test_a_person_is_known_by_name_manager_and_working_time(world: World) -> None:
    world.answers("GET", f"/users/{ANNA}", {**USER, "manager": BOSS})
    world.answers("GET", "/users/U1/mailboxSettings", HOURS)
    (known,) = directory(world).look_up([ANNA.upper(), f" {ANNA}"])
    assert (known.person.address, known.person.name, known.internal) == (ANNA, "Anna Reed", True)
    assert known.manager == "mark.lind@contoso.example"
    assert known.working == WorkingTime(
        zone=ZoneInfo("Europe/Berlin"), days=frozenset({0, 1, 3}), start=time(8), end=time(16, 30)
    )


def test_what_is_known_is_kept_for_a_while(world: World) -> None:
    world.answers("GET", f"/users/{ANNA}", USER)
    world.answers("GET", "/users/U1/mailboxSettings", HOURS)
    people = directory(world)
    people.look_up([ANNA])
    people.look_up([ANNA])
    assert len(world.calls()) == 2
    world.steady.seconds += KEEP + 1
    people.look_up([ANNA])
    assert len(world.calls()) == 4


def test_nobody_is_kept_for_a_shorter_while(world: World) -> None:
    world.refuses("GET", f"/users/{ANNA}", 404, "Request_ResourceNotFound")
    world.answers("GET", "/users", {"value": []})
    people = directory(world)
    assert people.look_up([ANNA]) == ()
    assert people.look_up([ANNA]) == ()
    assert len(world.calls()) == 2
    world.steady.seconds += KEEP_UNKNOWN + 1
    people.look_up([ANNA])
    assert len(world.calls()) == 4


def test_a_mail_address_that_is_no_principal_name_is_found(world: World) -> None:
    world.refuses("GET", f"/users/{ANNA}", 404, "Request_ResourceNotFound")
    world.answers("GET", "/users", {"value": [{"id": "U1"}]})
    world.answers("GET", "/users/U1", {**USER, "userPrincipalName": "areed@contoso.example"})
    world.answers("GET", "/users/U1/mailboxSettings", HOURS)
    (known,) = directory(world).look_up([ANNA])
    assert (known.person.address, known.person.name) == (ANNA, "Anna Reed")


def test_without_the_right_to_managers_the_person_is_known(world: World) -> None:
    denied: tuple[int, object, dict[str, str]] = (403, {"error": {"code": "Authorization_RequestDenied"}}, {})
    world.answers("GET", f"/users/{ANNA}", denied, USER)
    world.answers("GET", "/users/U1/mailboxSettings", HOURS)
    (known,) = directory(world).look_up([ANNA])
    assert (known.person.name, known.manager) == ("Anna Reed", "")


def test_without_any_right_nobody_is_known_and_nothing_fails(world: World) -> None:
    world.refuses("GET", f"/users/{ANNA}", 403, "Authorization_RequestDenied")
    assert directory(world).look_up([ANNA]) == ()


@pytest.mark.parametrize(("status", "code"), [(403, "ErrorAccessDenied"), (404, "MailboxNotEnabledForRESTAPI")])
def test_without_settings_the_default_working_time_holds(world: World, status: int, code: str) -> None:
    world.answers("GET", f"/users/{ANNA}", USER)
    world.refuses("GET", "/users/U1/mailboxSettings", status, code)
    default = WorkingTime(zone=ZoneInfo("Europe/London"), start=time(9, 30))
    (known,) = directory(world, default=default).look_up([ANNA])
    assert known.working == default


def test_a_guest_is_not_internal(world: World) -> None:
    guest = {**USER, "userPrincipalName": "anna_fabrikam.example#EXT#@contoso.example"}
    world.answers("GET", f"/users/{ANNA}", guest)
    (known,) = directory(world).look_up([ANNA])
    assert not known.internal
    assert len(world.calls()) == 1


def test_strangers_are_not_asked_for(world: World) -> None:
    people = directory(world, domains=["Contoso.example"])
    assert people.look_up(["david.cole@fabrikam.example", "", "no address", "@contoso.example"]) == ()
    assert world.calls() == []


@pytest.mark.parametrize("at", [f"/users/{ANNA}", "/users/U1/mailboxSettings"])
def test_an_outage_is_not_kept_as_nobody(world: World, at: str) -> None:
    people = directory(world)
    world.answers("GET", at, (503, None, {}), {**USER, **HOURS})
    world.answers("GET", f"/users/{ANNA}", USER)
    world.answers("GET", "/users/U1/mailboxSettings", HOURS)
    with pytest.raises(Unavailable):
        people.look_up([ANNA])
    assert len(people.look_up([ANNA])) == 1


def test_a_throttled_directory_says_how_long(world: World) -> None:
    world.refuses("GET", f"/users/{ANNA}", 429, "TooManyRequests", **{"Retry-After": "3"})
    with pytest.raises(Throttled) as caught:
        directory(world).look_up([ANNA])
    assert caught.value.retry_after == 3.0


@pytest.mark.parametrize(
    ("settings", "zone"),
    [
        ({"timeZone": "GMT Standard Time"}, "Europe/London"),
        ({"timeZone": "Europe/Paris"}, "Europe/Paris"),
        ({"timeZone": "tzone://Microsoft/Custom"}, "Europe/Dublin"),
        ({}, "Europe/Dublin"),
        (
            {"timeZone": "tzone://Microsoft/Custom", "workingHours": {"timeZone": {"name": "Custom", "bias": -60}}},
            "Etc/GMT-1",
        ),
        (
            {"timeZone": "GMT Standard Time", "workingHours": {"timeZone": {"name": "Customized Time Zone"}}},
            "Europe/London",
        ),
        ({"workingHours": None}, "Europe/Dublin"),
    ],
)
def test_the_zone_is_found_or_the_default_holds(settings: dict[str, Any], zone: str) -> None:
    assert str(working_time(settings, WorkingTime(zone=ZoneInfo("Europe/Dublin"))).zone) == zone


def test_the_reports_of_a_manager_are_the_people_inside(world: World) -> None:
    listed = [
        {
            "id": "U2",
            "displayName": "Tom Baker",
            "mail": "Tom.Baker@contoso.example",
            "userPrincipalName": "tb@c.example",
        },
        {"id": "U3", "displayName": "A guest", "mail": None, "userPrincipalName": "x_y.example#EXT#@contoso.example"},
        {"id": "U4", "displayName": "A contact", "mail": "david.cole@fabrikam.example"},
        {"id": "U5", "displayName": "A group"},
    ]
    world.answers("GET", f"/users/{ANNA}/directReports", {"value": listed})
    (tom,) = directory(world, domains=["contoso.example"]).reports_of(ANNA)
    assert (tom.address, tom.name) == ("tom.baker@contoso.example", "Tom Baker")


@pytest.mark.parametrize(("status", "code"), [(403, "Authorization_RequestDenied"), (404, "Request_ResourceNotFound")])
def test_reports_that_we_may_not_see_are_nobody(world: World, status: int, code: str) -> None:
    world.refuses("GET", f"/users/{ANNA}/directReports", status, code)
    assert directory(world).reports_of(ANNA) == ()


def test_a_strangers_reports_are_not_asked_for(world: World) -> None:
    assert directory(world, domains=["contoso.example"]).reports_of("david.cole@fabrikam.example") == ()
    assert world.calls() == []


def replies(status: str, start: str, end: str) -> dict[str, Any]:
    moments = {"scheduledStartDateTime": start, "scheduledEndDateTime": end}
    slots = {name: {"dateTime": value, "timeZone": "UTC"} for name, value in moments.items()}
    return {"automaticRepliesSetting": {"status": status, **slots}}


@pytest.mark.parametrize(
    ("status", "start", "end", "days"),
    [
        ("scheduled", "2026-12-03T18:00:00", "2026-12-08T08:00:00", {4, 5, 6, 7}),
        ("scheduled", "2026-12-03T07:00:00", "2026-12-03T19:00:00", {3}),
        ("scheduled", "2026-12-03T12:00:00", "2026-12-03T19:00:00", set()),
        ("alwaysEnabled", "2026-12-03T07:00:00", "2026-12-30T19:00:00", set()),
        ("disabled", "2026-12-03T07:00:00", "2026-12-30T19:00:00", set()),
        ("scheduled", "2026-12-30T07:00:00", "2026-12-03T19:00:00", set()),
        ("scheduled", "soon", "2026-12-03T19:00:00", set()),
    ],
)
def test_a_scheduled_out_of_office_is_leave(status: str, start: str, end: str, days: set[int]) -> None:
    found = working_time(replies(status, start, end), WorkingTime(zone=ZoneInfo("Europe/London")))
    assert {day.day for day in found.days_off} == days


def test_a_leave_without_an_end_is_believed_for_a_while_only() -> None:
    found = working_time(replies("scheduled", "2026-12-03T07:00:00", "2046-12-03T19:00:00"), WorkingTime())
    assert len(found.days_off) <= LONGEST_LEAVE
