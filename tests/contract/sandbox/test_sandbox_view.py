"""Windows of time: calendarView and its delta, series and their instances, free and busy, settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.contract.sandbox.meetings_said import EVENTS, KEY, PRIYA, at, event, person, seen_by
from tests.contract.sandbox.sandbox_client import ANNA, CLIENT, TOM, Graph

VIEW = f"/users/{ANNA}/calendarView"
WEEK = "startDateTime=2026-06-08T00:00:00Z&endDateTime=2026-06-15T00:00:00Z"
SETTINGS = f"/users/{ANNA}/mailboxSettings"
#: Mondays and Thursdays, from 8 June on, six times, over no clock change.
SERIES = {
    "pattern": {"type": "Weekly", "interval": 1, "daysOfWeek": ["Monday", "thursday"]},
    "range": {"type": "numbered", "startDate": "2026-06-08", "numberOfOccurrences": 6},
}


def alone(subject: str, day: str, start: str = "09:00", end: str = "10:00", **more: Any) -> dict[str, Any]:
    """An event without attendees, in UTC."""
    times = {"start": at(f"2026-06-{day}T{start}:00"), "end": at(f"2026-06-{day}T{end}:00")}
    return event(subject=subject, attendees=..., **times, **more)


def series(**more: Any) -> dict[str, Any]:
    return alone("Stand-up", "08", recurrence=SERIES, **more)


def listed(body: dict[str, Any]) -> list[str]:
    return [f"{one['subject']} {one['start']['dateTime'][8:16]}" for one in body["value"]]


def round_of(graph: Graph, link: str, **headers: str) -> tuple[list[dict[str, Any]], str]:
    """Every item of a round, and the next deltaLink."""
    items: list[dict[str, Any]] = []
    while True:
        page = graph.get(link, headers=headers)
        items += page["value"]
        if "@odata.deltaLink" in page:
            return items, page["@odata.deltaLink"]
        link = page["@odata.nextLink"]


def test_a_view_gives_what_touches_its_window_in_the_order_of_time(graph: Graph) -> None:
    graph.post(EVENTS, alone("After", "15"))
    graph.post(EVENTS, alone("Late", "12"))
    graph.post(EVENTS, alone("Early", "09"))
    graph.post(
        EVENTS, event(subject="Over", attendees=..., start=at("2026-06-07T23:00:00"), end=at("2026-06-08T01:00:00"))
    )
    graph.post(
        EVENTS, event(subject="Before", attendees=..., start=at("2026-06-07T23:00:00"), end=at("2026-06-08T00:00:00"))
    )
    assert listed(graph.get(f"{VIEW}?{WEEK}")) == ["Over 07T23:00", "Early 09T09:00", "Late 12T09:00"]


@pytest.mark.parametrize(
    "window",
    ["", "startDateTime=2026-06-08T00:00:00Z", "startDateTime=soon&endDateTime=later",
     "startDateTime=2026-06-09T00:00:00Z&endDateTime=2026-06-08T00:00:00Z"],
)  # fmt: skip
def test_a_view_without_a_window_is_refused(graph: Graph, window: str) -> None:
    assert graph("GET", f"{VIEW}?{window}").status_code == 400


def test_extended_properties_are_no_part_of_a_view(graph: Graph) -> None:
    graph.post(EVENTS, alone("One", "09", singleValueExtendedProperties=[{"id": KEY, "value": "1"}]))
    condition = quote(f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq '1')")
    answer = graph("GET", f"{VIEW}?{WEEK}&$filter={condition}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "ErrorInternalServerError")
    wanted = quote(f"singleValueExtendedProperties($filter=id eq '{KEY}')")
    [found] = graph.get(f"{VIEW}?{WEEK}&$expand={wanted}")["value"]
    assert "singleValueExtendedProperties" not in found
    assert listed(graph.get(f"{VIEW}?{WEEK}&$filter={quote('isAllDay eq false')}")) == ["One 09T09:00"]


def test_a_series_is_one_event_and_many_in_a_view(graph: Graph) -> None:
    made = graph.post(EVENTS, series())
    assert (made["type"], made["recurrence"]["pattern"]["daysOfWeek"]) == ("seriesMaster", ["monday", "thursday"])
    assert len(graph.get(EVENTS)["value"]) == 1
    view = graph.get(f"{VIEW}?{WEEK}")
    assert listed(view) == ["Stand-up 08T09:00", "Stand-up 11T09:00"]
    assert {one["type"] for one in view["value"]} == {"occurrence"}
    assert {one["seriesMasterId"] for one in view["value"]} == {made["id"]}
    all_of_it = "startDateTime=2026-06-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z&$top=50"
    assert len(graph.get(f"{EVENTS}/{made['id']}/instances?{all_of_it}")["value"]) == 6
    one = view["value"][0]
    assert graph.get(f"{EVENTS}/{one['id']}")["start"] == one["start"]


def test_one_occurrence_is_moved_or_left_out(graph: Graph) -> None:
    graph.post(EVENTS, series() | {"attendees": [person(TOM)]})
    first, second = graph.get(f"{VIEW}?{WEEK}")["value"]
    moved = {"start": at("2026-06-09T11:00:00"), "end": at("2026-06-09T12:00:00")}
    assert graph("PATCH", f"{EVENTS}/{first['id']}", json=moved).json()["type"] == "exception"
    assert graph("DELETE", f"{EVENTS}/{second['id']}").status_code == 204
    assert listed(graph.get(f"{VIEW}?{WEEK}")) == ["Stand-up 09T11:00"]
    assert listed(graph.get(f"/users/{TOM}/calendarView?{WEEK}")) == ["Stand-up 09T11:00"]
    across = {"start": at("2026-06-16T11:00:00"), "end": at("2026-06-16T12:00:00")}
    answer = graph("PATCH", f"{EVENTS}/{first['id']}", json=across)
    assert answer.json()["error"]["code"] == "ErrorOccurrenceCrossingBoundary"


def test_a_delta_tells_what_was_made_changed_and_deleted(graph: Graph) -> None:
    inside = graph.post(EVENTS, alone("Inside", "09"))
    doomed = graph.post(EVENTS, alone("Doomed", "10", singleValueExtendedProperties=[{"id": KEY, "value": "1"}]))
    graph.post(EVENTS, alone("Outside", "20"))
    items, link = round_of(graph, f"{VIEW}/delta?{WEEK}", Prefer='odata.maxpagesize=1, IdType="ImmutableId"')
    assert [(one["subject"], one["@odata.type"]) for one in items] == [
        ("Inside", "#microsoft.graph.event"),
        ("Doomed", "#microsoft.graph.event"),
    ]
    assert "singleValueExtendedProperties" not in items[1]
    assert round_of(graph, link)[0] == []
    graph("PATCH", f"{EVENTS}/{inside['id']}", json={"subject": "Inside 2"})
    graph("DELETE", f"{EVENTS}/{doomed['id']}")
    far = graph.post(EVENTS, alone("Far away", "21"))
    items, _ = round_of(graph, link)
    told = [(one.get("subject"), one["id"], one.get("@removed")) for one in items]
    gone = {"reason": "deleted"}
    assert told == [("Inside 2", inside["id"], None), (None, doomed["id"], gone), (None, far["id"], gone)]


def test_a_function_may_be_called_with_parentheses(graph: Graph) -> None:
    graph.post(EVENTS, alone("Inside", "09"))
    assert len(round_of(graph, f"{VIEW}/microsoft.graph.delta()?{WEEK}")[0]) == 1


def test_the_window_of_a_delta_cannot_slide(graph: Graph) -> None:
    _, link = round_of(graph, f"{VIEW}/delta?{WEEK}")
    graph.post(EVENTS, alone("Later", "23"))
    slid = f"{link}&startDateTime=2026-06-20T00:00:00Z&endDateTime=2026-06-30T00:00:00Z"
    assert "@removed" in round_of(graph, slid)[0][0]
    assert graph.control("judge")["counts"] == {"options in a delta link": 1}


@pytest.mark.parametrize("option", ["$select=subject", "$filter=isAllDay eq false", "$expand=attachments", "$top=5"])
def test_a_delta_takes_no_options(graph: Graph, option: str) -> None:
    answer = graph("GET", f"{VIEW}/delta?{WEEK}&{option}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ErrorInvalidUrlQuery")


def test_a_dead_token_answers_410_with_where_to_begin(graph: Graph) -> None:
    _, link = round_of(graph, f"{VIEW}/delta?{WEEK}")
    graph.control("faults", {"expire_delta_tokens": True})
    answer = graph("GET", link)
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "SyncStateNotFound")
    assert answer.headers["Location"].endswith("/calendarView/delta?$deltatoken=")


def test_whether_a_delta_tells_deletions_is_a_doubt(graph: Graph) -> None:
    graph.control("doubts", {"calendar_delta_reports_deletions": False})
    made = graph.post(EVENTS, alone("Doomed", "10"))
    _, link = round_of(graph, f"{VIEW}/delta?{WEEK}")
    graph("DELETE", f"{EVENTS}/{made['id']}")
    assert round_of(graph, link)[0] == []


def test_free_and_busy_of_several_people(graph: Graph) -> None:
    graph.post(EVENTS, alone("Secret", "09", "09:00", "10:00", sensitivity="private"))
    graph.post(EVENTS, alone("Maybe", "09", "09:30", "10:30", showAs="tentative"))
    body = {
        "Schedules": [ANNA, PRIYA, "nobody@contoso.example", CLIENT],
        "StartTime": at("2026-06-09T10:00:00", "Europe/London"),
        "EndTime": at("2026-06-09T12:00:00", "Europe/London"),
        "availabilityViewInterval": "30",
    }
    prefer = {"Prefer": 'outlook.timezone="Europe/London"'}
    told = graph.post(f"/users/{TOM}/calendar/getSchedule", body, status=200, headers=prefer)["value"]
    assert [one["availabilityView"] for one in told] == ["2210", "0000", "", ""]
    secret, maybe = told[0]["scheduleItems"]
    assert secret["start"] == at("2026-06-09T10:00:00.0000000", "Europe/London")
    assert (secret["isPrivate"], "subject" in secret, maybe["subject"]) == (True, False, "Maybe")
    assert told[1]["workingHours"]["timeZone"] == {"name": "India Standard Time"}
    assert told[2]["error"]["responseCode"] == told[3]["error"]["responseCode"] == "ErrorMailRecipientNotFound"


@pytest.mark.parametrize("minutes", [4, 1441, "often"])
def test_a_wrong_interval_is_refused(graph: Graph, minutes: object) -> None:
    body = {"schedules": [ANNA], "startTime": at("2026-06-09T09:00:00"), "endTime": at("2026-06-09T10:00:00")}
    path = f"/users/{TOM}/calendar/getSchedule"
    assert graph("POST", path, json=body | {"availabilityViewInterval": minutes}).status_code == 400


def test_settings_tell_zone_hours_and_language(graph: Graph) -> None:
    told = graph.get(SETTINGS)
    assert told["timeZone"] == "GMT Standard Time"
    assert told["workingHours"]["daysOfWeek"] == ["monday", "tuesday", "wednesday", "thursday", "friday"]
    assert (told["workingHours"]["startTime"], told["language"]["locale"]) == ("09:00:00.0000000", "en-GB")
    assert graph.get(f"{SETTINGS}/timeZone")["value"] == "GMT Standard Time"
    assert graph.get(f"{SETTINGS}/workingHours")["endTime"] == "17:30:00.0000000"


@pytest.mark.parametrize("zone", ["Pacific Standard Time", "Europe/Berlin", "tzone://Microsoft/Custom"])
def test_settings_are_changed(graph: Graph, zone: str) -> None:
    hours = {"daysOfWeek": ["Monday", "tuesday"], "startTime": "07:30:00.0000000"}
    answer = graph("PATCH", SETTINGS, json={"timeZone": zone, "workingHours": hours})
    assert answer.status_code == 200
    told = graph.get(SETTINGS)
    assert told["timeZone"] == zone
    assert told["workingHours"]["daysOfWeek"] == ["monday", "tuesday"]
    assert (told["workingHours"]["startTime"], told["workingHours"]["endTime"]) == (
        "07:30:00.0000000",
        "17:30:00.0000000",
    )
    custom = "@odata.type" in told["workingHours"]["timeZone"]
    assert custom is (zone == "tzone://Microsoft/Custom")


@pytest.mark.parametrize(
    ("body", "code"),
    [({"timeZone": "Nowhere"}, "TimeZoneNotSupportedException"), ({"colour": "red"}, "RequestBodyRead")],
)
def test_wrong_settings_are_refused(graph: Graph, body: dict[str, Any], code: str) -> None:
    answer = graph("PATCH", SETTINGS, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


def test_settings_that_are_closed_answer_403(graph: Graph) -> None:
    graph.control("rights", {"person": ANNA, "settings": False})
    assert graph("GET", SETTINGS).status_code == 403
    assert seen_by(graph, ANNA) == []
