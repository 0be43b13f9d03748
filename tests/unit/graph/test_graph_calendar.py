"""Calendars where a server says other things than the sandbox does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from followupd.domain.effects import EffectKey
from followupd.domain.mail import AttendeeAnswer, Entry
from followupd.domain.people import Person
from followupd.errors import AccessDenied, Conflict, Gone, OutcomeUnknown, Rejected, Unavailable
from followupd.graph.event_shapes import ALL_FIELDS, entry_found, event_out, fields_out
from followupd.graph.properties import KEY
from tests.unit.graph.played import ROOT, World

ANNA = "anna.reed@contoso.example"
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
BOX = f"/users/{ANNA}"
START = datetime(2026, 6, 12, 14, 0, tzinfo=UTC)
ENTRY = Entry(
    subject="Follow-up",
    start=START,
    end=START + timedelta(minutes=30),
    zone="Europe/London",
    body_html="<p>x</p>",
    attendees=(TOM,),
)
KEY_OF = EffectKey("follow-up/1")


def event(**changed: Any) -> dict[str, Any]:
    return {
        "@odata.etag": 'W/"1"',
        "id": "E1",
        "subject": "Follow-up",
        "start": {"dateTime": "2026-06-12T14:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2026-06-12T14:30:00.0000000", "timeZone": "UTC"},
        "originalStartTimeZone": "GMT Standard Time",
        "attendees": [
            {"type": "required", "status": {"response": "accepted"}, "emailAddress": {"address": TOM.address}},
        ],
        "organizer": {"emailAddress": {"address": ANNA}},
        "singleValueExtendedProperties": [{"id": KEY.replace("5d1c4d0e", "5D1C4D0E"), "value": KEY_OF}],
        **changed,
    }


def test_a_teams_meeting_is_asked_for_when_it_is_made_and_never_again() -> None:
    online = replace(ENTRY, online=True)
    assert event_out(online)["isOnlineMeeting"] is True
    assert event_out(online)["onlineMeetingProvider"] == "teamsForBusiness"
    assert not [name for name in fields_out(online, ALL_FIELDS) if "nline" in name]
    assert not [name for name in event_out(ENTRY) if "nline" in name]


def duplicate(existing: str | None) -> dict[str, Any]:
    error = {"code": "ErrorDuplicateTransactionId", "message": "…"}
    return {"error": {**error, "@event.existingEventId": existing} if existing else error}


def test_an_entry_is_made_without_what_o365_would_add(world: World) -> None:
    world.answers("POST", f"{BOX}/events", (201, event(), {}))
    world.graph.calendar.create(ANNA, KEY_OF, "transaction", ENTRY)
    sent = world.sent()
    assert sent["transactionId"] == "transaction"
    assert sent["start"] == {"dateTime": "2026-06-12T15:00:00", "timeZone": "GMT Standard Time"}
    assert sent["singleValueExtendedProperties"] == [{"id": KEY, "value": KEY_OF}]
    assert None not in sent.values()
    assert sent["isReminderOn"] is True
    assert not {"isOnlineMeeting", "onlineMeetingProvider", "name"} & set(sent)
    world.graph.calendar.create(ANNA, KEY_OF, "transaction", ENTRY)
    first, second = (request.body for request in world.calls())
    assert first == second, "a transactionId is for the same content"


@pytest.mark.parametrize("status", [400, 409])
def test_an_entry_made_before_is_adopted_when_it_is_ours_and_alive(world: World, status: int) -> None:
    world.answers("POST", f"{BOX}/events", (status, duplicate("E1"), {}))
    world.answers("GET", f"{BOX}/events", {"value": []})
    world.answers("GET", f"{BOX}/events/E1", event())
    world.answers("GET", f"{BOX}/calendarView", {"value": [{"id": "E1"}]})
    assert world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY).id == "E1"


@pytest.mark.parametrize(
    ("found", "listed"),
    [
        (event(singleValueExtendedProperties=[{"id": KEY, "value": "another"}]), True),
        (event(singleValueExtendedProperties=None), True),
        (event(isCancelled=True), True),
        (event(), False),
        (None, False),
    ],
)
def test_an_entry_made_before_that_is_gone_or_not_ours_is_not_adopted(
    world: World, found: dict[str, Any] | None, listed: bool
) -> None:
    world.answers("POST", f"{BOX}/events", (400, duplicate("E1"), {}))
    world.answers("GET", f"{BOX}/events", {"value": []})
    if found is None:
        world.refuses("GET", f"{BOX}/events/E1", 404, "ErrorItemNotFound")
    else:
        world.answers("GET", f"{BOX}/events/E1", found)
    world.answers("GET", f"{BOX}/calendarView", {"value": [{"id": "E1"}] if listed else []})
    world.answers("GET", f"{BOX}/calendars", {"value": []})
    with pytest.raises(Rejected) as caught:
        world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY)
    assert caught.value.code == "ErrorDuplicateTransactionId"


def test_an_entry_made_before_that_is_not_named_is_searched_for(world: World) -> None:
    world.answers("POST", f"{BOX}/events", (400, duplicate(None), {}))
    world.answers("GET", f"{BOX}/events", {"value": []}, {"value": [event()]})
    with pytest.raises(OutcomeUnknown):
        world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY)
    assert world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY).id == "E1"


def test_an_entry_that_may_have_been_made_is_an_unknown_outcome(world: World) -> None:
    world.refuses("POST", f"{BOX}/events", 503, "ConcurrentItemSave")
    with pytest.raises(OutcomeUnknown):
        world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY)


def test_a_closed_calendar_is_told_as_such(world: World) -> None:
    world.refuses("POST", f"{BOX}/events", 403, "ErrorAccessDenied")
    with pytest.raises(AccessDenied):
        world.graph.calendar.create(ANNA, KEY_OF, "t", ENTRY)


def test_of_several_with_one_key_the_oldest_that_stands_is_ours(world: World) -> None:
    listed = [
        event(id="E3", createdDateTime="2026-06-03T00:00:00Z"),
        event(id="E1", createdDateTime="2026-06-01T00:00:00Z", isCancelled=True),
        event(id="E2", createdDateTime="2026-06-02T00:00:00Z"),
    ]
    world.answers("GET", f"{BOX}/events", {"value": listed})
    found = world.graph.calendar.find(ANNA, KEY_OF)
    assert found is not None
    assert found.id == "E2"


def test_an_entry_in_deleted_items_is_gone(world: World) -> None:
    world.answers("GET", f"{BOX}/events/E1", event())
    following = f"{ROOT}/v1.0{BOX}/calendarView?$skip=1"
    pages = ({"value": [{"id": "E9"}], "@odata.nextLink": following}, {"value": [{"id": "E8"}]})
    world.answers("GET", f"{BOX}/calendarView", *pages)
    world.answers("GET", f"{BOX}/calendars", {"value": [{"id": "C1", "isDefaultCalendar": True}, {"id": "C2"}]})
    world.answers("GET", f"{BOX}/calendars/C2/calendarView", {"value": []}, {"value": [{"id": "E1"}]})
    with pytest.raises(Gone):
        world.graph.calendar.get(ANNA, "E1")
    assert world.graph.calendar.get(ANNA, "E1").id == "E1", "a person moved it to another calendar"


def test_an_entry_on_a_later_page_of_its_day_is_there(world: World) -> None:
    world.answers("GET", f"{BOX}/events/E1", event())
    following = f"{ROOT}/v1.0{BOX}/calendarView?$skip=1"
    world.answers("GET", f"{BOX}/calendarView", {"value": [], "@odata.nextLink": following}, {"value": [{"id": "E1"}]})
    assert world.graph.calendar.get(ANNA, "E1").id == "E1"


@pytest.mark.parametrize(("status", "code"), [(412, "ErrorIrresolvableConflict"), (409, "ErrorIrresolvableConflict")])
def test_a_persons_newer_change_is_not_overwritten(world: World, status: int, code: str) -> None:
    found = entry_found(event())
    world.refuses("PATCH", f"{BOX}/events/E1", status, code)
    with pytest.raises(Conflict):
        world.graph.calendar.change(ANNA, found, ENTRY, frozenset({"start"}))
    assert world.calls()[-1].headers["If-Match"] == 'W/"1"'


def test_a_change_of_nothing_asks_nothing(world: World) -> None:
    found = entry_found(event())
    assert world.graph.calendar.change(ANNA, found, ENTRY, frozenset()) is found
    assert world.calls() == []


def test_a_cancellation_that_may_have_been_done_is_unknown_and_a_repeated_one_is_gone(world: World) -> None:
    world.answers("GET", f"{BOX}/events/E1", event())
    world.answers("GET", f"{BOX}/calendarView", {"value": [{"id": "E1"}]})
    world.answers("POST", f"{BOX}/events/E1/cancel", 504, (404, {"error": {"code": "ErrorItemNotFound"}}, {}))
    with pytest.raises(OutcomeUnknown):
        world.graph.calendar.cancel(ANNA, "E1", "moved")
    assert world.sent() == {"comment": "moved"}
    with pytest.raises(Gone):
        world.graph.calendar.cancel(ANNA, "E1", "moved")


@pytest.mark.parametrize(
    ("status", "answer", "opens"),
    [
        (200, {"id": "C1", "canEdit": True}, True),
        (200, {"id": "C1"}, True),
        (200, {"id": "C1", "canEdit": False}, False),
        (403, {"error": {"code": "ErrorAccessDenied"}}, False),
        (404, {"error": {"code": "MailboxNotEnabledForRESTAPI"}}, False),
        (404, {"error": {"code": "ErrorItemNotFound"}}, False),
    ],
)
def test_a_calendar_opens_or_not(world: World, status: int, answer: dict[str, Any], opens: bool) -> None:
    world.answers("GET", f"{BOX}/calendar", (status, answer, {}))
    assert world.graph.calendar.may_open(ANNA) is opens


def test_an_outage_does_not_close_a_calendar(world: World) -> None:
    world.answers("GET", f"{BOX}/calendar", (403, "<html>proxy</html>", {}))
    with pytest.raises(Unavailable):
        world.graph.calendar.may_open(ANNA)


def test_each_field_of_an_entry_is_written_alone() -> None:
    parts = {name: fields_out(ENTRY, frozenset({name})) for name in ALL_FIELDS}
    assert set(parts["zone"]) == set(parts["start"]) == set(parts["end"]) == {"start", "end"}
    assert parts["subject"] == {"subject": "Follow-up"}
    assert parts["private"] == {"sensitivity": "normal"}
    assert parts["attendees"]["attendees"][0]["emailAddress"]["address"] == TOM.address
    assert fields_out(replace(ENTRY, reminder=False), frozenset({"reminder"})) == {"isReminderOn": False}
    with pytest.raises(ValueError, match="colour"):
        fields_out(ENTRY, frozenset({"colour"}))


def test_a_private_entry_invites_nobody_and_says_so_nowhere() -> None:
    made = event_out(replace(ENTRY, attendees=(), private=True, show_as="free", reminder=False))
    assert (made["sensitivity"], made["showAs"], made["isReminderOn"], made["attendees"]) == (
        "private",
        "free",
        False,
        [],
    )
    assert "responseRequested" not in made


def test_answers_are_read_and_the_organiser_is_not_invited() -> None:
    attendees = [
        {"emailAddress": {"address": ANNA.upper()}, "status": {"response": "organizer"}},
        {"emailAddress": {"address": "A@x.example"}, "status": {"response": "tentativelyAccepted"}},
        {"emailAddress": {"address": "b@x.example"}, "status": {"response": "declined"}},
        {"emailAddress": {"address": "c@x.example"}, "status": {"response": "notResponded"}},
        {"emailAddress": {"address": "d@x.example"}, "status": None},
    ]
    found = entry_found(event(attendees=attendees))
    assert found.answers == (
        ("a@x.example", AttendeeAnswer.TENTATIVE),
        ("b@x.example", AttendeeAnswer.DECLINED),
        ("c@x.example", AttendeeAnswer.NONE),
        ("d@x.example", AttendeeAnswer.NONE),
    )
    assert ANNA not in {person.address for person in found.entry.attendees}


def test_an_entry_in_a_zone_of_somebodys_own_is_shown_in_utc() -> None:
    found = entry_found(event(originalStartTimeZone="tzone://Microsoft/Custom"))
    assert (found.entry.zone, found.entry.start) == ("UTC", START)


def test_an_entry_without_readable_times_is_refused() -> None:
    with pytest.raises(Rejected):
        entry_found(event(start=None))
