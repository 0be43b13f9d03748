"""Time that jumps, stands still or goes back: the same decisions at the same moments, and nothing in a burst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.machine.histories import World, world
from tests.machine.test_machine import ANNA, NAMES, SAM, TOM
from tests.system.mails import forward

WEEKS = timedelta(weeks=8)
#: How long one of two worlds goes hour by hour.
FIRST = timedelta(days=2)
#: Three things that are due within the eight weeks, on days apart, and one that waits for Anna's word.
DUES = ((TOM, "4 December 2026"), (SAM, "11 December 2026"), (TOM, "8 January 2027"))
SURE = "{first}, as agreed: you will call the {n} lapsed clients and book at least 3 meetings by {due}."
UNSURE = "{first}, please prepare the office move ({n})."


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Callable[[str], World]]:
    """Worlds in which the same was agreed."""
    with ExitStack() as stack:

        def make(name: str) -> World:
            one = stack.enter_context(world(tmp_path / name, 1))
            for number, (owner, due) in enumerate(DUES):
                _send(one, owner, SURE.format(first=NAMES[owner].split()[0], n=number + 10, due=due))
            _send(one, TOM, UNSURE.format(first="Tom", n=7))
            one.service.settle()
            return one

        yield make


def _send(one: World, owner: str, note: str) -> None:
    one._deliver(forward(note, one.now, inner_from=NAMES[owner], message_id=one._message_id()))


def _mails(one: World) -> Counter[tuple[str, str, str]]:
    """Our mails to people: to whom, of which kind, on which day."""
    found: Counter[tuple[str, str, str]] = Counter()
    for mail, sent in _sent(one):
        found[mail[0], mail[1], f"{sent:%Y-%m-%d}"] += 1
    return found


def _sent(one: World) -> list[tuple[tuple[str, str], datetime]]:
    world = one.service.sandbox.world
    service = world.at("followup@contoso.example")
    assert service is not None
    mailbox = world.mailbox(service)
    items = [each for each in mailbox.messages.values() if mailbox.folders[each.folder_id].well_known == "sentitems"]
    return [((each.to[0].address, _kind(each.extended)), each.sent) for each in items if each.meeting is None]


def _kind(extended: dict[str, str]) -> str:
    key = next(value for name, value in extended.items() if name.endswith("FollowupdKey"))
    return "brief" if key.startswith("brief/") else key.split("/")[1]


def _states(one: World) -> object:
    store = one.service.app.store
    with store.look() as look:
        follow_ups = [look.follow_up(id) for id in _follow_ups(one)]
    return (
        sorted(
            (each.reference, each.version, repr([one.state for one in each.standings])) for each in store.agreements()
        ),
        sorted((each.id, each.reminded) for each in store.proposals()),
        sorted((each.id, str(each.state)) for each in follow_ups if each is not None),
    )


def _follow_ups(one: World) -> set[str]:
    return {
        event["extended"][name].split("/")[0]
        for event in one.service.events()[ANNA]
        for name in event["extended"]
        if name.endswith("FollowupdKey")
    }


def _go(one: World, by: timedelta, step: timedelta) -> None:
    left = by
    while left > timedelta():
        one.service.forward(min(step, left))
        one.service.settle()
        left -= step


def test_small_steps_and_large_ones_give_the_same_mails_on_the_same_days(told: Callable[[str], World]) -> None:
    hourly, halves = told("hourly"), told("halves")
    _go(hourly, FIRST, timedelta(hours=1))
    _go(halves, FIRST, timedelta(hours=12))
    assert _mails(hourly) == _mails(halves)
    assert _states(hourly) == _states(halves)
    _go(hourly, WEEKS - FIRST, timedelta(hours=12))
    _go(halves, WEEKS - FIRST, timedelta(hours=24))
    assert _mails(hourly) == _mails(halves)
    assert _states(hourly) == _states(halves)


def test_one_jump_of_eight_weeks_ends_where_daily_steps_end_with_one_brief(told: Callable[[str], World]) -> None:
    steps, jump = told("steps"), told("jump")
    before = _mails(jump)
    _go(steps, WEEKS, timedelta(hours=24))
    _go(jump, WEEKS, WEEKS)
    assert _states(steps) == _states(jump)
    came = _mails(jump) - before
    assert came == Counter({(ANNA, "brief", f"{jump.now:%Y-%m-%d}"): 1})
    (brief,) = [
        mail for mail in jump.service.messages() if mail.mailbox == ANNA and "brief" in mail.subject.lower()
    ] or [next(mail for mail in jump.service.messages() if mail.mailbox == ANNA and _of_today(jump, mail.body))]
    for number in range(len(DUES)):
        assert f"{number + 10} lapsed clients" in brief.body
    assert "office move" in brief.body


def _of_today(one: World, body: str) -> bool:
    return all(f"{number + 10} lapsed clients" in body for number in range(len(DUES)))


def test_off_for_two_weeks_it_catches_up_in_order_and_without_a_burst(told: Callable[[str], World]) -> None:
    one = told("off")
    one._answer(TOM, "DONE - all called, 4 meetings booked.", 0)
    before = _mails(one)
    one.service.forward(timedelta(days=14))  # nothing runs meanwhile
    one._answer(SAM, "BLOCKED - the CRM is down until Thursday.", 0)
    one.service.settle()
    came = _mails(one) - before
    assert came[ANNA, "brief", f"{one.now:%Y-%m-%d}"] == 1
    assert sum(count for (_, kind, _), count in came.items() if kind == "brief") == 1
    assert not [kind for (_, kind, _) in came if kind == "preview"]
    assert came[ANNA, "blocked", f"{one.now:%Y-%m-%d}"] == 1
    rows = one.service.app.store.counts(one.now)
    assert (rows.unsent, rows.due, rows.held, rows.to_take_in) == (0, 0, 0, 0)


def test_a_clock_that_goes_back_sends_nothing_twice(told: Callable[[str], World]) -> None:
    one = told("back")
    _go(one, timedelta(days=12), timedelta(hours=12))
    keys = _keys(one)
    one.service.sandbox.clock.set(one.now - timedelta(days=3))
    _go(one, timedelta(days=3), timedelta(hours=12))
    assert [key for key, count in _keys(one).items() if count > 1] == []
    assert _keys(one) == keys


def _keys(one: World) -> Counter[str]:
    return Counter(
        mail.key for mail in one.service.messages() if mail.ours and mail.folder == "sentitems" and not mail.meeting
    )


def test_setter_and_owner_far_apart_meet_at_one_moment(tmp_path: Path) -> None:
    with world(tmp_path, 1) as one:
        one.service.do("people", {"people": [{"address": TOM, "name": "Tom Baker", "zone": "Australia/Sydney"}]})
        _send(one, TOM, SURE.format(first="Tom", n=10, due="Friday 4 December 2026"))
        one.service.settle()
        (anna,) = [event for event in one.service.events()[ANNA] if event["attendees"]]
        (tom,) = one.service.events()[TOM]
        assert (anna["start"], anna["end"]) == (tom["start"], tom["end"])
        start = datetime.fromisoformat(anna["start"])  # their hours never meet: a long day of each
        for zone in ("Europe/London", "Australia/Sydney"):
            assert 7 <= start.astimezone(ZoneInfo(zone)).hour < 19
        mails = [mail for mail in one.service.messages() if mail.ours and mail.folder == "inbox"]
        assert len({mail.subject for mail in mails}) == 1
