"""The contracts of ports.CalendarLook and ports.CalendarWatch, kept on the sandbox; and what they cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from followupd.domain.effects import EffectKey
from followupd.engine.reconcile import PORTION
from followupd.engine.waking import Waking
from followupd.errors import PortError, Throttled
from followupd.graph.graph import Graph, open_graph
from followupd.sandbox.doubts import Doubts
from followupd.sandbox.faults import Fault
from followupd.sandbox.server import Sandbox
from tests.contract.graph.conftest import settings_for
from tests.contract.graph.test_calendar_on_sandbox import ANNA, PRE_CHECK, START, TOM, as_person
from tests.openapi import OpenApiJudge

DAY = timedelta(days=1)
Places = dict[tuple[str, str], datetime]


def made(graph: Graph, *starts: datetime, mailbox: str = ANNA) -> Places:
    """Entries at these times, by place."""
    places: Places = {}
    for start in starts:
        key = f"{mailbox}/{start.isoformat()}"
        entry = replace(PRE_CHECK, start=start, end=start + timedelta(minutes=15))
        places[mailbox, graph.calendar.create(mailbox, EffectKey(key), key, entry).id] = start
    return places


def asked(sandbox: Sandbox, before: Counter[str]) -> Counter[str]:
    return Counter(sandbox.judge.as_json()["requests"]) - before


def so_far(sandbox: Sandbox) -> Counter[str]:
    return Counter(sandbox.judge.as_json()["requests"])


def test_what_stands_is_told_by_one_view_of_its_days(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, *(START + n * DAY for n in range(5)))
    before = so_far(blameless)
    seen = graph.entries.look(places)
    assert {place: found.entry.start for place, found in seen.items() if found is not None} == places
    assert asked(blameless, before).total() == 2  # the batch, and one view in it


def test_weeks_between_two_entries_are_not_read(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, START, START + 30 * DAY)
    before = so_far(blameless)
    assert len(graph.entries.look(places)) == 2
    assert asked(blameless, before)["GET /users/{user}/calendarView"] == 2


def test_a_pass_stays_far_inside_the_limits(blameless: Sandbox, graph: Graph) -> None:
    """A portion of one calendar: 100 entries on ten days. Outlook allows 10,000 requests a mailbox in ten minutes."""
    times = [START.replace(hour=8) + n % 10 * DAY + n // 10 * timedelta(minutes=45) for n in range(2 * PORTION)]
    places = made(graph, *sorted(times))
    before = so_far(blameless)
    assert len([found for found in graph.entries.look(places).values() if found is not None]) == 2 * PORTION
    assert asked(blameless, before).total() <= 4


@pytest.mark.parametrize("kept", [True, False], ids=["found when deleted", "not found when deleted"])
def test_what_was_moved_is_found_where_it_is_and_what_is_gone_is_gone(
    blameless: Sandbox, graph: Graph, kept: bool
) -> None:
    blameless.world.doubts = Doubts(deleted_event_found_by_immutable_id=kept)
    places = made(graph, START, START + DAY, START + 2 * DAY)
    moved, gone, still = places
    as_person(blameless, lambda calendars, anna: calendars.move(anna, moved[1], START + 40 * DAY, None))
    as_person(blameless, lambda calendars, anna: calendars.remove(anna, gone[1]))
    seen = graph.entries.look(places)
    assert set(seen) == set(places)
    assert seen[gone] is None
    found = {place: one.entry.start for place, one in seen.items() if one is not None}
    assert found == {moved: START + 40 * DAY, still: START + 2 * DAY}


def test_an_entry_in_another_calendar_of_the_same_person_stands(blameless: Sandbox, graph: Graph) -> None:
    (place,) = places = made(graph, START)
    with blameless.world.lock:
        world = blameless.world
        anna = world.at(ANNA)
        assert anna is not None
        box = world.calendar.boxes.of(anna)  # type: ignore[union-attr]
        box.find(place[1]).calendar_id = box.add_folder("Another").id
    found = graph.entries.look(places)[place]
    assert found is not None
    assert found.entry.start == START


def test_what_could_not_be_seen_is_left_out(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, START) | made(graph, START, mailbox=TOM.address)
    blameless.parts.control.post("rights", {"person": TOM.address, "calendar": False})
    assert {mailbox for mailbox, _ in graph.entries.look(places)} == {ANNA}


# ---------------------------------------------------------------------------------------------------- watch


def waking(graph: Graph) -> Waking:
    return Waking(watch=graph.watch, clock=graph.clock)


def known(graph: Graph, places: Places) -> Waking:
    """One that has told once what there is."""
    found = waking(graph)
    assert found.touched(places) == frozenset()
    assert found.touched(places) == frozenset()
    return found


@pytest.mark.parametrize("days", [1, 200], ids=["in the window", "beyond the window"])
def test_what_is_touched_is_told_once(blameless: Sandbox, graph: Graph, days: int) -> None:
    places = made(graph, START + days * DAY, START + (days + 1) * DAY)
    watch = known(graph, places)
    place = next(iter(places))
    as_person(blameless, lambda calendars, anna: calendars.move(anna, place[1], START + (days + 2) * DAY, None))
    assert watch.touched(places) == {place}
    assert watch.touched(places) == frozenset()
    as_person(blameless, lambda calendars, anna: calendars.remove(anna, place[1]))
    assert watch.touched(places) == {place}


def test_what_is_not_ours_wakes_nobody(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, START)
    watch = known(graph, places)
    made(graph, START + DAY)
    assert watch.touched(places) == frozenset()


def test_a_first_round_of_many_pages_is_gone_through(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, *(START + n * timedelta(hours=1) for n in range(25)))
    for kind in ("empty_page", "duplicate"):
        blameless.faults.plan(Fault(kind=kind), path="calendarView/delta")  # type: ignore[arg-type]
    watch = known(graph, places)
    place = next(iter(places))
    as_person(blameless, lambda calendars, anna: calendars.move(anna, place[1], START + 2 * DAY, None))
    assert watch.touched(places) == {place}


def test_a_dead_token_is_begun_anew(blameless: Sandbox, graph: Graph) -> None:
    places = made(graph, START)
    watch = known(graph, places)
    blameless.parts.control.post("faults", {"expire_delta_tokens": True})
    assert watch.touched(places) == frozenset()
    watch.touched(places)
    (place,) = places
    as_person(blameless, lambda calendars, anna: calendars.move(anna, place[1], START + 2 * DAY, None))
    assert watch.touched(places) == {place}


@pytest.mark.parametrize(
    "fault",
    [Fault(kind="cut"), Fault(kind="unavailable"), Fault(kind="throttle", retry_after=5), Fault(kind="foreign_link")],
    ids=["cut", "unavailable", "throttled", "a link that leads away"],
)
def test_an_outage_wakes_nobody_and_loses_nothing(blameless: Sandbox, graph: Graph, fault: Fault) -> None:
    places = made(graph, START)
    watch = known(graph, places)
    (place,) = places
    as_person(blameless, lambda calendars, anna: calendars.move(anna, place[1], START + 2 * DAY, None))
    blameless.faults.plan(fault, path="calendarView/delta|batch")
    try:
        first = watch.touched(places)
    except PortError:
        pytest.fail("nothing is raised")
    if fault.kind in ("throttle", "foreign_link"):
        return  # asked to wait, or told once
    assert first | watch.touched(places) == {place}


@pytest.mark.parametrize("year", [2020, 2050], ids=["a server behind us", "a server ahead of us"])
def test_a_wait_until_a_time_is_the_servers_in_a_batch_too(openapi_judge: OpenApiJudge, year: int) -> None:
    """A member of a batch has no Date of its own; nor is our clock the server's."""
    with Sandbox(now=datetime(year, 6, 8, 8, tzinfo=UTC)) as running:
        openapi_judge.attach(running)
        graph = open_graph(settings_for(running, follow_clock=False))
        try:
            places = made(graph, START.replace(year=year))
            (place,) = places
            running.faults.plan(Fault(kind="throttle", retry_after=90, as_date=True), path="calendarView")
            graph.entries.look(places)
            with pytest.raises(Throttled) as caught:
                graph.calendar.get(*place)
            assert caught.value.retry_after == pytest.approx(90, abs=5)
        finally:
            graph.close()
        assert running.judge.misdeeds == []


def test_each_calendar_is_asked_once_and_twenty_in_a_batch(blameless: Sandbox, graph: Graph) -> None:
    people = [f"manager{n}@contoso.example" for n in range(25)]
    blameless.parts.control.post("people", {"people": [{"address": each} for each in people]})
    places: Places = {}
    for each in people:
        places |= made(graph, START, mailbox=each)
    watch = known(graph, places)
    before = so_far(blameless)
    watch.touched(places)
    counted = asked(blameless, before)
    assert sorted(counted.values()) == [2, 25]
