"""$filter, $select, $expand, $orderby and pages on plain entities."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from followupd.sandbox import query
from followupd.sandbox.clock import Clock
from followupd.sandbox.entities import MESSAGE
from followupd.sandbox.errors import Refusal
from followupd.sandbox.filters import parse
from followupd.sandbox.routing import Call, make_call
from followupd.sandbox.world import World

#: The same, as somebody else might spell it: only the name is compared letter by letter.
OTHER_SPELLING = "string {6f1d3a52-4b8e-4c55-9c59-0b1a7e6c2d11}  name FollowupKey"
KEY = "String {6F1D3A52-4B8E-4C55-9C59-0B1A7E6C2D11} Name FollowupKey"
MAIL: dict[str, Any] = {
    "@odata.etag": 'W/"1"',
    "id": "AAMkAD1",
    "subject": "Weekly Report",
    "isRead": False,
    "receivedDateTime": "2026-03-02T08:00:00Z",
    "importance": "high",
    "conversationId": "AAQk1",
    "internetMessageId": "<A1@contoso.example>",
    "from": {"emailAddress": {"name": "Anna Reed", "address": "anna@contoso.example"}},
    "categories": ["Follow-up"],
    "uniqueBody": lambda: {"contentType": "text", "content": "hello"},
    "singleValueExtendedProperties": lambda: [
        {"id": KEY, "value": "Agr-7/Confirm"},
        {"id": "Integer 0x3fdf", "value": "7"},
    ],
}


def call(**options: str) -> Call:
    text = "&".join(f"${name}={quote(value, safe='')}" for name, value in options.items())
    world = World(Clock(datetime(2026, 3, 2, tzinfo=UTC)))
    return make_call(world, method="GET", url=f"/users/anna/messages?{text}", headers={}, root="https://h/v1.0")


def ids(body: dict[str, Any]) -> list[str]:
    return [item["id"] for item in body["value"]]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("subject eq 'weekly report'", True),
        ("Subject ne 'Weekly Report'", False),
        ("startswith(subject,'week')", True),
        ("startswith(subject,'report') eq true", False),
        ("contains(subject, 'REP')", True),
        ("not contains(subject,'rep')", False),
        ("endswith(from/emailAddress/address,'contoso.example')", True),
        ("from/emailAddress/address eq 'ANNA@contoso.example'", True),
        ("isRead eq false", True),
        ("isRead", False),
        ("isRead eq false and importance eq 'high'", True),
        ("isRead eq true or (importance eq 'high' and subject ne null)", True),
        ("importance eq microsoft.graph.importance'high'", True),
        ("importance in ('low', 'high')", True),
        ("receivedDateTime ge 2026-03-02T08:00:00Z", True),
        ("receivedDateTime gt 2026-03-02T08:00:00Z", False),
        ("receivedDateTime lt 2026-03-02T10:00:01+02:00", True),
        ("receivedDateTime ge 2026-03-03", False),
        ("conversationId eq 'aaqk1'", False),
        ("conversationId eq 'AAQk1'", True),
        ("internetMessageId eq '<a1@contoso.example>'", True),
        ("subject eq 'it''s'", False),
        ("categories/any(c: c eq 'follow-up')", True),
        ("categories/all(c:startswith(c,'x'))", False),
        (f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq 'agr-7/confirm')", True),
        (f"singleValueExtendedProperties/any(x:x/id eq '{OTHER_SPELLING}' and x/value ne null)", True),
        (f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY.lower()}' and ep/value ne null)", False),
        (f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and contains(ep/value,'CONFIRM'))", True),
        ("singleValueExtendedProperties/Any(ep: ep/id eq 'Integer 0x3FDF' and cast(ep/value, Edm.Int32) eq 7)", True),
        ("singleValueExtendedProperties/Any(ep: ep/id eq 'Integer 0x3FDF' and cast(ep/value, Edm.Int32) gt 7)", False),
    ],
)  # fmt: skip
def test_a_filter_picks_as_outlook_does(text: str, fits: bool) -> None:
    predicate, _ = parse(text, MESSAGE)
    assert predicate(MAIL) is fits


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("subject eq", "BadRequest", "Syntax error at position 10 in 'subject eq'."),
        ("subject eqq 'x'", "BadRequest", "Syntax error at position 8"),
        ("subject eq 'x", "BadRequest", "Syntax error at position 10"),
        ("(subject eq 'x'", "BadRequest", "Syntax error"),
        ("receivedDateTime le '2026-03-02T08:00:00'", "BadRequest", "incompatible types"),
        ("flag/dateTime le 2026-03-02T08:00:00Z", "BadRequest", "incompatible types"),
        ("colour eq 'x'", "BadRequest", "Could not find a property named 'colour' on type 'microsoft.graph.message'."),
        ("shout(subject) eq 'x'", "BadRequest", "An unknown function with name 'shout' was found."),
        ("startswith(subject)", "BadRequest", "No function signature"),
        ("cast(subject, Edm.Colour) eq 1", "BadRequest", "Edm.Colour"),
        ("(" * 200 + "isRead" + ")" * 200, "BadRequest", "recursion limit"),
        (
            "singleValueExtendedProperties/Any(ep: ep/value eq 'x')",
            "ErrorInvalidUrlQueryFilter",
            "The query filter contains one or more invalid nodes.",
        ),
    ],
)
def test_a_wrong_filter_is_refused_with_400(text: str, code: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text, MESSAGE)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert words in refused.value.message


def test_the_start_of_an_event_is_compared_as_the_text_that_it_is() -> None:
    predicate, _ = parse("flag/dateTime ge '2026-03-02T08:00'", MESSAGE)
    assert predicate({"flag": {"dateTime": "2026-03-02T08:00:00.0000000"}})
    assert not predicate({"flag": {"dateTime": "2026-03-02T07:59:00.0000000"}})


def test_a_text_compared_with_a_moment_is_refused() -> None:
    predicate, _ = parse("subject ge 2026-03-02T08:00:00Z", MESSAGE)
    with pytest.raises(Refusal, match="invalid nodes"):
        predicate(MAIL)


def test_what_comes_only_when_asked_for_does_not_come_by_itself() -> None:
    shaped = query.read(call(), MESSAGE).shape(MAIL)
    assert shaped.keys() >= {"id", "@odata.etag", "subject"}
    assert not shaped.keys() & {"uniqueBody", "singleValueExtendedProperties"}


def test_select_gives_what_it_names_and_the_id() -> None:
    shaped = query.read(call(select="SUBJECT,uniqueBody"), MESSAGE).shape(MAIL)
    assert shaped.keys() == {"@odata.etag", "id", "subject", "uniqueBody"}
    assert shaped["uniqueBody"]["content"] == "hello"


def test_select_of_an_unknown_property_is_refused() -> None:
    with pytest.raises(Refusal, match="Could not find a property named 'colour'"):
        query.read(call(select="id,colour"), MESSAGE)


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        (f"id eq '{KEY}'", ["Agr-7/Confirm"]),
        (f"id eq '{KEY}' or id eq 'Integer 0x3FDF'", ["Agr-7/Confirm", "7"]),
        ("id eq 'Integer 0x9999'", None),
    ],
)
def test_expand_brings_the_extended_properties_that_are_there(wanted: str, values: list[str] | None) -> None:
    options = query.read(call(select="id", expand=f"singleValueExtendedProperties($filter={wanted})"), MESSAGE)
    found = options.shape(MAIL).get("singleValueExtendedProperties")
    assert (found and [item["value"] for item in found]) == values


@pytest.mark.parametrize("wanted", ["singleValueExtendedProperties", "subject", "attachments($levels=2)", "colour"])
def test_a_wrong_expand_is_refused(wanted: str) -> None:
    with pytest.raises(Refusal):
        query.read(call(expand=wanted), MESSAGE)


def test_two_expands_with_commas_and_quotes_are_taken_apart() -> None:
    text = "attachments($select=id,name),singleValueExtendedProperties($filter=id eq 'String 0x1a, odd; (one')"
    assert [one.name for one in query.read(call(expand=text), MESSAGE).expand] == [
        "attachments",
        "singleValueExtendedProperties",
    ]


def test_orderby_sorts_and_puts_nothing_first() -> None:
    options = query.read(call(orderby="importance desc,receivedDateTime"), MESSAGE)
    items: list[dict[str, Any]] = [
        {"id": "1", "importance": "low", "receivedDateTime": "2026-03-02T08:00:00Z"},
        {"id": "2", "importance": "normal", "receivedDateTime": "2026-03-03T08:00:00Z"},
        {"id": "3", "importance": "normal", "receivedDateTime": "2026-03-02T08:00:00Z"},
        {"id": "4", "importance": None, "receivedDateTime": "2026-03-01T08:00:00Z"},
    ]
    assert [item["id"] for item in query.order(items, options)] == ["3", "2", "1", "4"]


def test_messages_are_sorted_only_by_what_comes_first_in_the_filter() -> None:
    query.read(call(filter="receivedDateTime ge 2026-01-01 and isRead eq false", orderby="receivedDateTime"), MESSAGE)
    with pytest.raises(Refusal) as refused:
        query.read(call(filter="isRead eq false", orderby="receivedDateTime desc"), MESSAGE)
    assert refused.value.code == "InefficientFilter"


def test_pages_follow_one_another_until_all_is_given() -> None:
    items = [{"id": str(n)} for n in range(5)]
    first = call(top="2", count="true")
    body = query.page(first, query.read(first, MESSAGE), items, context="c")
    assert (ids(body), body["@odata.count"]) == (["0", "1"], 5)
    assert body["@odata.nextLink"] == "https://h/v1.0/users/anna/messages?$top=2&$count=true&$skip=2"
    last = call(top="2", skip="4")
    body = query.page(last, query.read(last, MESSAGE), items, context="c")
    assert ids(body) == ["4"]
    assert "@odata.nextLink" not in body


@pytest.mark.parametrize(("name", "value"), [("top", "-1"), ("top", "x"), ("skip", "1.5"), ("top", "1001")])
def test_a_wrong_number_is_refused(name: str, value: str) -> None:
    with pytest.raises(Refusal):
        query.read(call(**{name: value}), MESSAGE)
