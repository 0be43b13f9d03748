"""The small parts of the sandbox: clocks, ids, routes, preferences, limits, judge, transport headers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from followupd.sandbox.clock import Clock
from followupd.sandbox.errors import Refusal
from followupd.sandbox.ids import (
    Ids,
    conversation_id,
    new_conversation_index,
    reply_conversation_index,
    thread_of,
)
from followupd.sandbox.judge import Judge
from followupd.sandbox.lag import Lag
from followupd.sandbox.limits import Limits
from followupd.sandbox.preferences import read_preferences
from followupd.sandbox.routing import Answer, Call, Table, make_call, split_path
from followupd.sandbox.transport import retraced, trace, with_header
from followupd.sandbox.world import Person, World
from followupd.sandbox.zones import zone_of

MONDAY = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)


class Steady:
    """A steady clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def still() -> tuple[Clock, Steady]:
    steady = Steady()
    return Clock(MONDAY, steady=steady), steady


def test_the_business_clock_runs_on_and_is_moved() -> None:
    clock, steady = still()
    steady.seconds += 5
    assert clock.now() == MONDAY + timedelta(seconds=5)
    clock.forward(timedelta(days=1))
    assert clock.now() == MONDAY + timedelta(days=1, seconds=5)
    clock.set(MONDAY)
    assert (clock.now(), clock.steady()) == (MONDAY, 105.0)


def test_the_clock_takes_no_moment_without_a_zone_and_no_step_back() -> None:
    clock, _ = still()
    with pytest.raises(ValueError, match="time zone"):
        clock.set(datetime(2026, 6, 8))
    with pytest.raises(ValueError, match="forward"):
        clock.forward(timedelta(seconds=-1))


def test_ids_look_like_exchanges_and_come_again_with_the_same_seed() -> None:
    one, two = Ids("a"), Ids("a")
    assert one.ordinary() == two.ordinary() != one.ordinary()
    assert one.immutable().startswith("AAkALg")
    assert Ids("b").guid() != Ids("a").guid()


def test_a_reply_stays_in_its_thread() -> None:
    first = new_conversation_index(b"0123456789abcdef", MONDAY)
    reply = reply_conversation_index(first, MONDAY + timedelta(hours=1))
    assert (len(first), len(reply)) == (22, 27)
    assert thread_of(first) == thread_of(reply) == b"0123456789abcdef"
    assert conversation_id("one", thread_of(first)) != conversation_id("two", thread_of(first))


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("/users/a%40b/messages", ["users", "a@b", "messages"]),
        ("/users('a@b')/mailFolders('inbox')/messages", ["users", "a@b", "mailFolders", "inbox", "messages"]),
        ("/users/a/messages/AA%2FB%3D", ["users", "a", "messages", "AA/B="]),
        ("/users('o''neil@b')", ["users", "o'neil@b"]),
    ],
)
def test_a_path_is_split_before_it_is_decoded(path: str, segments: list[str]) -> None:
    assert split_path(path) == segments


def served(table: Table, path: str) -> tuple[str, dict[str, str]] | None:
    world = World(Clock(MONDAY))
    found = table.find(make_call(world, method="GET", url=path, headers={}, root="https://x/v1.0"))
    return (found[0].template, found[1]) if found else None


def test_a_literal_wins_over_a_name_and_letter_case_does_not_matter() -> None:
    def handler(call: Call) -> Answer:
        return Answer(status=200)

    table = Table()
    for template in ("/users/{user}/messages/{message}", "/users/{user}/messages/delta", "/users/{user}/sendMail"):
        table.add("GET", template, handler)
    assert served(table, "/Users/a/MESSAGES/Delta") == ("/users/{user}/messages/delta", {"user": "a"})
    assert served(table, "/users/a/messages/B") == ("/users/{user}/messages/{message}", {"user": "a", "message": "B"})
    assert served(table, "/users/a/microsoft.graph.sendMail") == ("/users/{user}/sendMail", {"user": "a"})
    assert served(table, "/users/a/photo") is None


def test_query_options_are_known_without_their_dollar_sign() -> None:
    call = make_call(
        World(Clock(MONDAY)), method="get", url="/users?select=id&$TOP=3&startDateTime=x", headers={}, root="https://x"
    )
    assert (call.option("$select"), call.option("$top"), call.option("startdatetime")) == ("id", "3", "x")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('IdType="ImmutableId"', (True, None, None, None)),
        (
            'outlook.timezone="W. Europe Standard Time", odata.maxpagesize=5',
            (False, None, "W. Europe Standard Time", 5),
        ),
        ('outlook.body-content-type="TEXT"; idtype=immutableid', (True, "text", None, None)),
        ("respond-async, odata.maxpagesize=0", (False, None, None, None)),
        ("", (False, None, None, None)),
    ],
)
def test_preferences_are_read(header: str, expected: tuple[bool, str | None, str | None, int | None]) -> None:
    found = read_preferences(header)
    assert (found.immutable_ids, found.body_type, found.time_zone, found.page_size) == expected


def test_four_at_once_pass_and_the_fifth_does_not() -> None:
    clock, _ = still()
    limits = Limits(clock)
    assert [limits.enter("a") for _ in range(4)] == [None] * 4
    refusal = limits.enter("a")
    assert refusal is not None
    assert (refusal.status, refusal.code) == (429, "ApplicationThrottled")
    assert limits.enter("b") is None
    limits.leave("a")
    limits.leave("a")
    assert limits.enter("a") is None


def test_the_ten_thousandth_within_ten_minutes_is_the_last() -> None:
    clock, steady = still()
    limits = Limits(clock, within=3)

    def one() -> Refusal | None:
        answer = limits.enter("a")
        limits.leave("a")
        return answer

    assert [one() for _ in range(3)] == [None] * 3
    refusal = one()
    assert refusal is not None
    assert refusal.headers["Retry-After"] == "601"
    steady.seconds += 600
    assert one() is None


def test_the_judge_remembers_the_longest_retry_after() -> None:
    clock, steady = still()
    judge = Judge(clock)
    judge.hold("a", 10)
    judge.hold("a", 2)
    steady.seconds += 9
    assert judge.too_early("a") == pytest.approx(1)
    assert judge.too_early("b") == 0
    steady.seconds += 1
    assert judge.too_early("a") == 0


def test_a_lag_runs_on_both_clocks() -> None:
    clock, steady = still()
    lag = Lag(steady=5, business=60)
    begun = (clock.steady(), clock.now())
    clock.forward(timedelta(minutes=2))
    assert not lag.past(clock, *begun)
    steady.seconds += 5
    assert lag.past(clock, *begun)


@pytest.mark.parametrize("line", ["X-MS-Exchange-Organization-AuthAs: Internal", "Bcc: a@b", "Return-Path: <x>"])
def test_the_firewall_takes_away_what_nobody_outside_may_say(line: str) -> None:
    raw = f"Subject: a\r\n{line}\r\n folded\r\nX-Own: b\r\n\r\nbody\r\n\r\n{line}".encode()
    top = trace("external", sender="a@fabrikam.example", now=MONDAY)
    head, _, body = retraced(raw, top).partition(b"\r\n\r\n")
    assert head.endswith(b"Subject: a\r\nX-Own: b")
    assert body == f"body\r\n\r\n{line}".encode()


def test_a_header_is_replaced_with_all_its_lines() -> None:
    raw = b"From: a\r\n long\r\nSubject: s\r\n\r\nFrom: body"
    assert with_header(raw, "From", "b@c") == b"From: b@c\r\nSubject: s\r\n\r\nFrom: body"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("pacific standard time", "America/Los_Angeles"),
        ("Europe/London", "Europe/London"),
        ("Nowhere", None),
        ("../etc/passwd", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_either_name(name: str, zone: str | None) -> None:
    found = zone_of(name)
    assert (found.key if found else None) == zone


def test_people_are_found_by_address_alias_and_plus() -> None:
    world = World(Clock(MONDAY))
    tom = world.add(Person(id="1", address="Tom@contoso.example", name="Tom", aliases=("t.b@contoso.example",)))
    assert world.at("TOM@contoso.example") is world.at("t.b@contoso.example") is tom
    assert world.recipient("tom+x@contoso.example") is tom
    assert world.at("tom+x@contoso.example") is None
    assert world.internal("somebody@contoso.example")
    assert not world.internal("somebody@fabrikam.example")
    with pytest.raises(ValueError, match="exists already"):
        world.add(Person(id="2", address="tom@contoso.example", name="Tom"))
