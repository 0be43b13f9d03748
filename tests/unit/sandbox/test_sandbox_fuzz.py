"""Whatever a caller sends, the sandbox answers as Graph does: it refuses, it does not break."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followupd.sandbox import query
from followupd.sandbox.build import Parts, build
from followupd.sandbox.calendar_entities import EVENT
from followupd.sandbox.clock import Clock
from followupd.sandbox.entities import MESSAGE
from followupd.sandbox.errors import Refusal
from followupd.sandbox.event_reading import READERS
from followupd.sandbox.ics_in import read_ics
from followupd.sandbox.people import default_people
from followupd.sandbox.routing import Call, Identity, make_call

ANNA = "anna.reed@contoso.example"
NOW = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
#: The words that filters are made of, so that a good part of the trials gets far.
WORDS = [
    "subject",
    "isRead",
    "start/dateTime",
    "receivedDateTime",
    "eq",
    "ge",
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    ",",
    "/",
    ":",
    "any",
    "x",
    "'a'",
    "'",
    "null",
    "true",
    "7",
    "2026-06-08T08:00:00Z",
    "startswith(",
    "contains(",
    "cast(",
    "Edm.Int32",
    "singleValueExtendedProperties/Any(ep: ep/id eq 'String 0x1' and ep/value eq 'v')",
]
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["", "UTC", "html", "free"])
NAMES = st.sampled_from(
    [
        "dateTime",
        "timeZone",
        "emailAddress",
        "address",
        "content",
        "contentType",
        "displayName",
        "pattern",
        "range",
        "type",
        "interval",
        "startDate",
        "daysOfWeek",
        "id",
        "value",
        "name",
        "contentBytes",
        "flagStatus",
        "odd",
    ]
)
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4))
TIMES: dict[str, Any] = {
    "start": {"dateTime": "2026-06-12T09:00:00", "timeZone": "UTC"},
    "end": {"dateTime": "2026-06-12T10:00:00", "timeZone": "UTC"},
}


def parts() -> Parts:
    return build(
        clock=Clock(NOW), tenant="contoso.example", seed="fuzz", people=default_people(), client_id="c",
        client_secret="s", token_life=3600, certificate=None, allow_kill=False,
    )  # fmt: skip


PARTS = parts()


def status(method: str, path: str, body: object) -> int:
    call = make_call(
        PARTS.world,
        method=method,
        url=path,
        headers={"content-type": "application/json"},
        body=json.dumps(body).encode(),
        root="https://h/v1.0",
        identity=Identity(app="c"),
    )
    return PARTS.pipeline.serve(call).status


def asked(option: str, text: str) -> Call:
    return Call(world=PARTS.world, method="GET", path="/users", root="https://h/v1.0", query=((option, text),))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_filter_is_read_or_refused(text: str) -> None:
    for kind in (MESSAGE, EVENT):
        call = asked("$filter", text)
        with suppress(Refusal):
            query.read(call, kind).matches({"subject": "a", "isRead": True, "start": {"dateTime": "2026-06-08T08:00"}})


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(("$select", "$expand", "$orderby", "$top")), st.text(alphabet="abjstc(),;=$/' ", max_size=20))
def test_any_option_is_read_or_refused(name: str, text: str) -> None:
    with suppress(Refusal):
        query.read(asked(name, text), EVENT)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(READERS)), JSON)
def test_any_value_of_an_event_is_taken_or_refused(name: str, value: object) -> None:
    assert status("POST", f"/users/{ANNA}/events", TIMES | {name: value}) in (201, 400)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(MESSAGE.properties | MESSAGE.navigation)), JSON)
def test_any_value_of_a_message_is_taken_or_refused(name: str, value: object) -> None:
    assert status("POST", f"/users/{ANNA}/messages", {name: value}) in (201, 400, 501)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(("timeZone", "workingHours", "language", "automaticRepliesSetting", "dateFormat")), JSON)
def test_any_setting_is_taken_or_refused(name: str, value: object) -> None:
    assert status("PATCH", f"/users/{ANNA}/mailboxSettings", {name: value}) in (200, 400)
    assert status("GET", f"/users/{ANNA}/mailboxSettings", {}) == 200


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, JSON, JSON)
def test_any_question_for_free_times_is_answered_or_refused(schedules: object, start: object, interval: object) -> None:
    body = {"schedules": schedules, "startTime": start, "endTime": TIMES["end"], "availabilityViewInterval": interval}
    assert status("POST", f"/users/{ANNA}/calendar/getSchedule", body) in (200, 400)


MEMBER = st.fixed_dictionaries(
    {},
    optional={
        "id": PLAIN,
        "method": st.sampled_from(["GET", "POST", ""]),
        "url": st.sampled_from(["/users", "x", "//", "", "/$batch"]),
        "headers": JSON,
        "body": JSON,
        "dependsOn": JSON,
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MEMBER | JSON, max_size=4))
def test_any_batch_is_answered_or_refused(requests: list[object]) -> None:
    assert status("POST", "/$batch", {"requests": requests}) in (200, 400)


ICS = """BEGIN:VCALENDAR|BEGIN:VEVENT|END:VEVENT|UID:1|METHOD:REQUEST|METHOD:REPLY|DTSTART:20261399|:|;=| folded
DTSTART;TZID=Nowhere:20260611T100000|DTEND;VALUE=DATE:20260612|ORGANIZER:mailto:a@b|SUMMARY:a\\nb
ATTENDEE;CN="x;y":mailto:c@d""".replace("\n", "|").split("|")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ICS) | st.text(max_size=10)))
def test_any_calendar_part_is_read_or_passed_over(lines: list[str]) -> None:
    found = read_ics("\r\n".join(["BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"]))
    assert found is None or found.uid
