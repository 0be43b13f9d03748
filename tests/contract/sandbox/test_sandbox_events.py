"""Events: make, read, list, change, delete."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.contract.sandbox.meetings_said import EVENTS, KEY, PRIYA, answers, at, event, person, seen_by, subjects
from tests.contract.sandbox.sandbox_client import ANNA, TOM, Graph

ALONE: dict[str, Any] = {"attendees": ...}

#: A weekly series that does not say on which days.
NO_DAYS = {"pattern": {"type": "weekly", "interval": 1}, "range": {"type": "noEnd", "startDate": "2026-06-12"}}


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_an_event_is_the_mailbox_owners_and_reaches_its_attendee(graph: Graph) -> None:
    made = graph.post(EVENTS, event())
    assert made["organizer"]["emailAddress"] == {"name": "Anna Reed", "address": ANNA}
    assert made["isOrganizer"] is True
    assert made["responseStatus"] == {"response": "organizer", "time": "0001-01-01T00:00:00Z"}
    assert made["start"] == {"dateTime": "2026-06-12T08:00:00.0000000", "timeZone": "UTC"}
    assert made["originalStartTimeZone"] == "GMT Standard Time"
    assert answers(graph, made["id"]) == {TOM: "none"}
    [copy] = seen_by(graph, TOM)
    assert (copy["response"], copy["show_as"], copy["is_organizer"]) == ("notResponded", "tentative", False)
    assert copy["ical_uid"] == made["iCalUId"]
    assert copy["id"] != made["id"]
    [mail] = graph.mails(TOM)
    assert (mail["kind"], mail["subject"], mail["author"]) == ("eventMessageRequest", "Review", ANNA)
    assert mail["meeting"]["meetingMessageType"] == "meetingRequest"
    assert subjects(graph, ANNA, "sentitems") == ["Review"]


def test_an_invitation_gives_its_event_when_expanded(graph: Graph) -> None:
    graph.post(EVENTS, event())
    [mail] = graph.get(f"/users/{TOM}/messages?$expand=microsoft.graph.eventMessage/event")["value"]
    assert mail["@odata.type"] == "#microsoft.graph.eventMessageRequest"
    assert mail["event"]["responseStatus"]["response"] == "notResponded"
    assert graph.get(f"/users/{TOM}/events/{mail['event']['id']}")["subject"] == "Review"


def test_the_same_transaction_with_the_same_content_is_the_same_event(graph: Graph) -> None:
    first = graph.post(EVENTS, event(transactionId="t-1"))
    assert first["transactionId"] == "t-1"
    assert graph.post(EVENTS, event(transactionId="t-1"))["id"] == first["id"]
    assert subjects(graph, TOM) == ["Review"]
    assert len(seen_by(graph, ANNA)) == 1


@pytest.mark.parametrize("status", [400, 409])
def test_the_same_transaction_with_other_content_is_refused(graph: Graph, status: int) -> None:
    graph.control("doubts", {"duplicate_transaction_status": status})
    first = graph.post(EVENTS, event(transactionId="t-1"))
    answer = graph("POST", EVENTS, json=event(transactionId="t-1", subject="Other"))
    assert code(answer) == (status, "ErrorDuplicateTransactionId")
    existing = answer.json()["error"]["@event.existingEventId"]
    assert graph.get(f"{EVENTS}/{existing}")["iCalUId"] == first["iCalUId"]


@pytest.mark.parametrize(("frees", "status"), [(False, 400), (True, 201)])
def test_whether_a_deletion_frees_the_transaction_is_a_doubt(graph: Graph, frees: bool, status: int) -> None:
    graph.control("doubts", {"deletion_frees_transaction_id": frees})
    made = graph.post(EVENTS, event(transactionId="t-1"))
    assert graph("DELETE", f"{EVENTS}/{made['id']}").status_code == 204
    assert graph("POST", EVENTS, json=event(transactionId="t-1")).status_code == status


def test_an_event_is_found_by_its_extended_property(graph: Graph) -> None:
    graph.post(EVENTS, event(subject="Another"))
    body = event(singleValueExtendedProperties=[{"id": KEY, "value": "fu/7"}])
    made = graph.post(EVENTS, body)
    assert "singleValueExtendedProperties" not in made
    condition = quote(f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq 'FU/7')")
    wanted = quote(f"singleValueExtendedProperties($filter=id eq '{KEY}')")
    [found] = graph.get(f"{EVENTS}?$filter={condition}&$expand={wanted}&$select=subject")["value"]
    assert found["id"] == made["id"]
    assert [one["value"] for one in found["singleValueExtendedProperties"]] == ["fu/7"]
    assert not seen_by(graph, TOM)[-1]["extended"]


def test_a_search_lags_and_a_get_does_not(graph: Graph) -> None:
    graph.control("faults", {"lag": {"search_business": 60}})
    made = graph.post(EVENTS, event())
    path = EVENTS + "?$filter=" + quote("subject eq 'Review'")
    assert graph.get(path)["value"] == []
    assert graph.get(f"{EVENTS}/{made['id']}")["subject"] == "Review"
    graph.control("clock", {"forward": 61})
    assert len(graph.get(path)["value"]) == 1


def test_changed_events_are_listed_by_when_they_were_changed(graph: Graph) -> None:
    graph.post(EVENTS, event(subject="Old"))
    graph.control("clock", {"forward": 3600})
    graph.post(EVENTS, event(subject="New"))
    found = graph.get(f"{EVENTS}?$filter=lastModifiedDateTime ge 2026-06-08T08:30:00Z&$select=subject")["value"]
    assert [one["subject"] for one in found] == ["New"]


@pytest.mark.parametrize(
    ("zone", "start"),
    [("UTC", "08:00"), ("GMT Standard Time", "09:00"), ("Europe/Berlin", "10:00"), ("India Standard Time", "13:30")],
)
def test_times_come_in_the_preferred_zone(graph: Graph, zone: str, start: str) -> None:
    made = graph.post(EVENTS, event())
    answer = graph(
        "GET", f"{EVENTS}/{made['id']}", headers={"Prefer": f'IdType="ImmutableId", outlook.timezone="{zone}"'}
    )
    assert answer.json()["start"] == {"dateTime": f"2026-06-12T{start}:00.0000000", "timeZone": zone}
    assert f'outlook.timezone="{zone}"' in answer.headers["Preference-Applied"]


def test_a_zone_that_is_not_known_is_refused(graph: Graph) -> None:
    body = event(start=at("2026-06-12T09:00:00", "Middle Earth Standard Time"))
    assert code(graph("POST", EVENTS, json=body)) == (400, "TimeZoneNotSupportedException")
    made = graph.post(EVENTS, event())
    answer = graph("GET", f"{EVENTS}/{made['id']}", headers={"Prefer": 'outlook.timezone="Nowhere"'})
    assert code(answer) == (400, "TimeZoneNotSupportedException")


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"colour": "red"}, "RequestBodyRead"),
        ({"start": ...}, "ErrorPropertyValidationFailure"),
        ({"end": at("2026-06-11T09:00:00")}, "ErrorPropertyValidationFailure"),
        ({"isAllDay": True}, "ErrorPropertyValidationFailure"),
        ({"sensitivity": "hidden"}, "RequestBodyRead"),
        ({"start": {"dateTime": "tomorrow", "timeZone": "UTC"}}, "RequestBodyRead"),
        ({"attendees": [{"emailAddress": {"address": "tom"}}]}, "ErrorInvalidRecipients"),
        ({"singleValueExtendedProperties": [{"id": "Key", "value": "x"}]}, "ErrorInvalidProperty"),
        ({"recurrence": NO_DAYS}, "ErrorPropertyValidationFailure"),
    ],
)  # fmt: skip
def test_a_wrong_event_is_refused_and_leaves_nothing(graph: Graph, more: dict[str, Any], wanted: str) -> None:
    assert code(graph("POST", EVENTS, json=event(**more))) == (400, wanted)
    assert seen_by(graph, ANNA) == []
    assert graph.mails(TOM) == []


def test_what_the_real_service_tolerates_is_taken(graph: Graph) -> None:
    made = graph.post(
        EVENTS,
        event(
            isReminderOn="false",
            sensitivity="Private",
            showAs="FREE",
            reminderMinutesBeforeStart="5",
            importance="High",
        ),
    )
    assert made["isReminderOn"] is False
    assert (made["sensitivity"], made["showAs"], made["reminderMinutesBeforeStart"]) == ("private", "free", 5)


def test_read_only_properties_are_passed_over_and_the_judge_is_told(graph: Graph) -> None:
    made = graph.post(EVENTS, event(iCalUId="mine", type="occurrence"))
    assert made["iCalUId"] != "mine"
    assert graph.control("judge")["counts"] == {"read-only field": 2}


def test_a_whole_day_is_a_date_in_every_zone(graph: Graph) -> None:
    day = {"start": at("2026-06-12T00:00:00", "Europe/Berlin"), "end": at("2026-06-13T00:00:00", "Europe/Berlin")}
    made = graph.post(EVENTS, event(isAllDay=True, **day, **ALONE))
    for zone in ("UTC", "Pacific Standard Time"):
        shown = graph.get(f"{EVENTS}/{made['id']}", headers={"Prefer": f'outlook.timezone="{zone}"'})
        assert shown["start"] == {"dateTime": "2026-06-12T00:00:00.0000000", "timeZone": zone}


@pytest.mark.parametrize(("rewrites", "same"), [(True, False), (False, True)])
def test_html_is_written_anew_unless_the_switch_says_no(graph: Graph, rewrites: bool, same: bool) -> None:
    graph.control("doubts", {"rewrites_html": rewrites})
    content = "<p style='margin:0;color: red'>Agenda<br>A &amp; B</p>"
    made = graph.post(EVENTS, event(body={"contentType": "html", "content": content}))
    assert (content in made["body"]["content"]) is same
    text = graph.get(f"{EVENTS}/{made['id']}", headers={"Prefer": 'outlook.body-content-type="text"'})["body"]
    assert text["contentType"] == "text"
    assert text["content"].split() == ["Agenda", "A", "&", "B"]


def test_an_online_meeting_has_a_link_and_loses_it_with_its_body(graph: Graph) -> None:
    made = graph.post(EVENTS, event(isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness"))
    url = made["onlineMeeting"]["joinUrl"]
    assert url in made["body"]["content"]
    path = f"{EVENTS}/{made['id']}"
    kept = {"contentType": "html", "content": made["body"]["content"].replace("Agenda", "New")}
    assert graph("PATCH", path, json={"body": kept}).json()["isOnlineMeeting"] is True
    assert graph("PATCH", path, json={"isOnlineMeeting": False}).json()["isOnlineMeeting"] is True
    gone = graph("PATCH", path, json={"body": {"contentType": "html", "content": "New"}}).json()
    assert (gone["isOnlineMeeting"], gone["onlineMeeting"]) == (False, None)


def test_if_match_keeps_a_newer_change(graph: Graph) -> None:
    made = graph.post(EVENTS, event())
    path = f"{EVENTS}/{made['id']}"
    changed = graph("PATCH", path, json={"subject": "A"}, headers={"If-Match": made["@odata.etag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == changed.json()["@odata.etag"] == f'W/"{changed.json()["changeKey"]}"'
    answer = graph("PATCH", path, json={"subject": "B"}, headers={"If-Match": made["@odata.etag"]})
    assert code(answer) == (412, "ErrorIrresolvableConflict")
    assert graph("DELETE", path, headers={"If-Match": made["@odata.etag"]}).status_code == 412
    assert graph.get(path)["subject"] == "A"


@pytest.mark.parametrize("found", [False, True])
def test_a_deleted_event_is_gone_by_its_ordinary_id(graph: Graph, found: bool) -> None:
    graph.control("doubts", {"deleted_event_found_by_immutable_id": found})
    plain = {"Prefer": "odata.maxpagesize=5"}
    made = graph.post(EVENTS, event(), headers=plain)
    [immutable] = [one["immutable_id"] for one in seen_by(graph, ANNA)]
    assert graph("DELETE", f"{EVENTS}/{made['id']}").status_code == 204
    assert code(graph("GET", f"{EVENTS}/{made['id']}")) == (404, "ErrorItemNotFound")
    assert graph("GET", f"{EVENTS}/{immutable}").status_code == (200 if found else 404)
    assert graph.get(EVENTS)["value"] == []
    assert graph("DELETE", f"{EVENTS}/{made['id']}").status_code == 404


def test_an_id_that_is_none_is_malformed(graph: Graph) -> None:
    assert code(graph("GET", f"{EVENTS}/tomorrow")) == (400, "ErrorInvalidIdMalformed")


def test_a_calendar_that_is_closed_answers_403(graph: Graph) -> None:
    graph.control("rights", {"person": ANNA, "calendar": False})
    for method, path in (("GET", EVENTS), ("POST", EVENTS), ("GET", f"/users/{ANNA}/calendar")):
        assert code(graph(method, path, json=event() if method == "POST" else None)) == (403, "ErrorAccessDenied")


def test_a_second_calendar_holds_its_own_events(graph: Graph) -> None:
    other = graph.post(f"/users/{ANNA}/calendars", {"name": "Private"})
    made = graph.post(f"/users/{ANNA}/calendars/{other['id']}/events", event(**ALONE))
    assert graph.get(EVENTS)["value"] == []
    own = graph.get(f"/users/{ANNA}/calendar")
    assert own["isDefaultCalendar"] is True
    assert {one["name"] for one in graph.get(f"/users/{ANNA}/calendars")["value"]} == {"Calendar", "Private"}
    assert graph.get(f"/users/{ANNA}/calendars/{other['id']}/events/{made['id']}")["id"] == made["id"]
    assert graph("GET", f"/users/{ANNA}/calendars/{own['id']}/events/{made['id']}").status_code == 404


def test_events_come_in_pages(graph: Graph) -> None:
    for number in range(12):
        graph.post(EVENTS, event(subject=str(number), **ALONE))
    first = graph.get(f"{EVENTS}?$select=subject")
    assert len(first["value"]) == 10
    rest = graph.get(first["@odata.nextLink"])
    assert [one["subject"] for one in rest["value"]] == ["10", "11"]


def test_hidden_attendees_see_only_themselves(graph: Graph) -> None:
    graph.post(EVENTS, event(hideAttendees=True, attendees=[person(TOM), person(PRIYA)]))
    for address in (TOM, PRIYA):
        assert [one["address"] for one in seen_by(graph, address)[0]["attendees"]] == [address]
        assert graph.mails(address)[0]["to"] == [address]
