"""The contract of ports.Calendar, kept by GraphCalendar on the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from followupd.domain.effects import EffectKey
from followupd.domain.mail import AttendeeAnswer, Entry, EntryFound
from followupd.domain.people import Person
from followupd.errors import AccessDenied, Conflict, Gone, OutcomeUnknown, PortError, Rejected, Unavailable
from followupd.graph.graph import Graph
from followupd.sandbox.doubts import Doubts
from followupd.sandbox.faults import Fault
from followupd.sandbox.lag import Lag, Lags
from followupd.sandbox.people import SERVICE
from followupd.sandbox.server import Sandbox

ANNA = "anna.reed@contoso.example"
TOM = Person(address="tom.baker@contoso.example", name="Tom Baker")
START = datetime(2026, 6, 12, 15, 0, tzinfo=UTC)
MEETING = Entry(
    subject="Follow-up: call ten clients",
    start=START,
    end=START + timedelta(minutes=30),
    zone="Europe/London",
    body_html="<html><body><p>Agreed: call ten clients.</p></body></html>",
    attendees=(TOM,),
)
PRE_CHECK = replace(
    MEETING,
    subject="Pre-check",
    start=START - timedelta(days=2),
    end=START - timedelta(days=2) + timedelta(minutes=15),
    attendees=(),
    private=True,
    show_as="free",
    reminder=False,
)
KEY = EffectKey("follow_up/1/it's a key")


def events_of(sandbox: Sandbox, address: str) -> list[dict[str, Any]]:
    with sandbox.world.lock:
        person = sandbox.world.at(address)
        assert person is not None
        assert sandbox.world.calendar is not None
        return sandbox.world.calendar.as_json(person)


def as_person(sandbox: Sandbox, deed: Callable[[Any, Any], object], address: str = ANNA) -> None:
    """Do something in Outlook as this person: `deed(calendars, person)`."""
    with sandbox.world.lock:
        deed(sandbox.world.calendar, sandbox.world.at(address))


def answer(sandbox: Sandbox, response: str) -> None:
    sandbox.parts.control.post("answer", {"person": TOM.address, "event": MEETING.subject, "response": response})


# ----------------------------------------------------------------------------------------------------- create


@pytest.mark.parametrize("entry", [MEETING, PRE_CHECK], ids=["meeting", "pre-check"])
def test_an_entry_stands_as_it_was_wished(blameless: Sandbox, graph: Graph, entry: Entry) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", entry)
    for found in (made, graph.calendar.get(ANNA, made.id), graph.calendar.find(ANNA, KEY)):
        assert found is not None
        assert found.id == made.id
        assert found.ical_uid
        assert not found.cancelled
        assert replace(found.entry, body_html="") == replace(entry, body_html="")
        assert "call ten clients" in found.entry.body_html
        assert found.answers == tuple((one.address, AttendeeAnswer.NONE) for one in entry.attendees)
    (event,) = events_of(blameless, ANNA)
    assert event["categories"] == ["Follow-up"]
    assert event["sensitivity"] == ("private" if entry.private else "normal")
    assert len(events_of(blameless, TOM.address)) == len(entry.attendees)


def test_the_service_can_invite_both(blameless: Sandbox, graph: Graph) -> None:
    both = (Person(address=ANNA), TOM)
    graph.calendar.create(SERVICE, KEY, "t-1", replace(MEETING, attendees=both))
    assert len(events_of(blameless, ANNA)) == len(events_of(blameless, TOM.address)) == 1


def test_the_same_transaction_again_gives_the_same_entry(blameless: Sandbox, graph: Graph) -> None:
    one = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    two = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert one.id == two.id
    assert len(events_of(blameless, ANNA)) == len(events_of(blameless, TOM.address)) == 1


@pytest.mark.parametrize("status", [400, 409])
def test_another_body_under_the_same_transaction_gives_the_entry_that_stands(
    blameless: Sandbox, graph: Graph, status: int
) -> None:
    blameless.world.doubts = Doubts(duplicate_transaction_status=status)
    one = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert graph.calendar.create(ANNA, KEY, "t-1", replace(MEETING, subject="Reworded")).id == one.id
    blameless.world.lag = Lags(search=Lag(steady=600))
    assert graph.calendar.create(ANNA, KEY, "t-1", replace(MEETING, subject="Reworded")).id == one.id
    assert len(events_of(blameless, ANNA)) == 1


def test_a_transaction_that_belongs_to_somebody_else_is_refused(blameless: Sandbox, graph: Graph) -> None:
    graph.calendar.create(ANNA, EffectKey("another"), "t-1", PRE_CHECK)
    with pytest.raises(Rejected):
        graph.calendar.create(ANNA, KEY, "t-1", MEETING)


@pytest.mark.parametrize("found_when_deleted", [False, True])
def test_a_transaction_of_a_deleted_entry_is_refused(
    blameless: Sandbox, graph: Graph, found_when_deleted: bool
) -> None:
    blameless.world.doubts = Doubts(deleted_event_found_by_immutable_id=found_when_deleted)
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    as_person(blameless, lambda calendars, anna: calendars.remove(anna, made.id))
    with pytest.raises(Rejected):
        graph.calendar.create(ANNA, KEY, "t-1", replace(MEETING, subject="Reworded"))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="cut"),
        Fault(kind="cut", when="after"),
        Fault(kind="unavailable", when="after", code="ConcurrentItemSave"),
        Fault(kind="unavailable", when="after", status=504, body="empty"),
        Fault(kind="throttle", when="after"),
    ],
    ids=lambda fault: f"{fault.kind} {fault.when} {fault.status}",
)
def test_an_entry_that_may_have_been_made_is_made_once(blameless: Sandbox, graph: Graph, fault: Fault) -> None:
    blameless.faults.plan(fault, method="POST", path="events$")
    with pytest.raises(OutcomeUnknown):
        graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    graph.calendar._wire._gate._until.clear()  # as if the wait were over
    blameless.judge._not_before.clear()
    graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert len(events_of(blameless, ANNA)) == len(events_of(blameless, TOM.address)) == 1


# ------------------------------------------------------------------------------------------------ find and get


def test_nothing_is_found_under_another_key(blameless: Sandbox, graph: Graph) -> None:
    graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert graph.calendar.find(ANNA, EffectKey("another")) is None


@pytest.mark.parametrize("found_when_deleted", [False, True])
def test_a_deleted_entry_is_gone(blameless: Sandbox, graph: Graph, found_when_deleted: bool) -> None:
    blameless.world.doubts = Doubts(deleted_event_found_by_immutable_id=found_when_deleted)
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    as_person(blameless, lambda calendars, anna: calendars.remove(anna, made.id))
    with pytest.raises(Gone):
        graph.calendar.get(ANNA, made.id)
    assert graph.calendar.find(ANNA, KEY) is None


def test_a_new_entry_is_there_before_a_search_shows_it(blameless: Sandbox, graph: Graph) -> None:
    blameless.world.lag = Lags(search=Lag(steady=600))
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert graph.calendar.find(ANNA, KEY) is None
    assert graph.calendar.get(ANNA, made.id).id == made.id


def test_an_entry_that_a_person_dragged_is_seen_where_it_is(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    there = START + timedelta(days=3, hours=1)
    as_person(blameless, lambda calendars, anna: calendars.move(anna, made.id, there, None))
    found = graph.calendar.get(ANNA, made.id)
    assert (found.entry.start, found.entry.end) == (there, there + timedelta(minutes=30))
    assert found.etag != made.etag


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("accepted", AttendeeAnswer.ACCEPTED),
        ("tentative", AttendeeAnswer.TENTATIVE),
        ("declined", AttendeeAnswer.DECLINED),
    ],
)
def test_the_answer_of_an_attendee_is_seen(blameless: Sandbox, graph: Graph, said: str, seen: AttendeeAnswer) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    answer(blameless, said)
    assert graph.calendar.get(ANNA, made.id).answers == ((TOM.address, seen),)


# ----------------------------------------------------------------------------------------------------- change


def test_only_the_named_fields_change(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    later = START + timedelta(hours=2)
    wish = replace(MEETING, subject="New", start=later, end=later + timedelta(hours=1), private=True)
    changed = graph.calendar.change(ANNA, made, wish, frozenset({"start", "end"}))
    assert (changed.entry.start, changed.entry.end) == (later, later + timedelta(hours=1))
    assert (changed.entry.subject, changed.entry.private) == (MEETING.subject, False)
    assert changed.etag != made.etag
    assert graph.calendar.find(ANNA, KEY) == changed, "our mark stays"


def test_every_field_can_be_changed(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", PRE_CHECK)
    wish = replace(
        MEETING, zone="Europe/Berlin", subject="All new", category="Other", show_as="tentative", body_html="<p>New</p>"
    )
    changed = graph.calendar.change(ANNA, made, wish, frozenset(Entry.__slots__) - {"online"})
    assert replace(changed.entry, body_html="") == replace(wish, body_html="")
    assert "New" in changed.entry.body_html
    assert len(events_of(blameless, TOM.address)) == 1


def test_what_a_person_changed_meanwhile_is_not_overwritten(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    there = START + timedelta(days=1)
    as_person(blameless, lambda calendars, anna: calendars.move(anna, made.id, there, None))
    with pytest.raises(Conflict):
        graph.calendar.change(ANNA, made, replace(MEETING, subject="New"), frozenset({"subject"}))
    assert graph.calendar.get(ANNA, made.id).entry.start == there


def test_a_teams_meeting_keeps_its_invitation_under_new_words(blameless: Sandbox, graph: Graph) -> None:
    assert graph.calendar.may_meet_online(ANNA)
    assert not graph.calendar.may_meet_online(SERVICE)
    made = graph.calendar.create(ANNA, KEY, "t-1", replace(MEETING, online=True))
    assert made.entry.online
    assert "Join the meeting now" in made.join
    assert "Join" not in made.entry.body_html
    changed = graph.calendar.change(ANNA, made, replace(MEETING, body_html="<p>New</p>"), frozenset({"body_html"}))
    assert changed.entry.online
    assert "New" in changed.entry.body_html
    assert "Join the meeting now" in changed.join


def test_changing_what_is_gone_says_so(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    as_person(blameless, lambda calendars, anna: calendars.remove(anna, made.id))
    with pytest.raises(Gone):
        graph.calendar.change(ANNA, made, replace(MEETING, subject="New"), frozenset({"subject"}))


# ----------------------------------------------------------------------------------------------------- cancel


def test_a_cancelled_meeting_is_told_to_its_attendees_and_is_gone(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    graph.calendar.cancel(ANNA, made.id, "It is done.")
    with pytest.raises(Gone):
        graph.calendar.get(ANNA, made.id)
    with pytest.raises(Gone):
        graph.calendar.cancel(ANNA, made.id, "It is done.")
    (theirs,) = events_of(blameless, TOM.address)
    assert theirs["cancelled"]


@pytest.mark.parametrize("found_when_deleted", [False, True])
def test_a_private_entry_is_deleted_without_a_word(blameless: Sandbox, graph: Graph, found_when_deleted: bool) -> None:
    blameless.world.doubts = Doubts(deleted_event_found_by_immutable_id=found_when_deleted)
    made = graph.calendar.create(ANNA, KEY, "t-1", PRE_CHECK)
    graph.calendar.cancel(ANNA, made.id, "")
    assert events_of(blameless, ANNA) == []
    with pytest.raises(Gone):
        graph.calendar.cancel(ANNA, made.id, "")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cancellation_without_an_answer_is_done_once(blameless: Sandbox, graph: Graph, when: Any) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    blameless.faults.plan(Fault(kind="cut", when=when), path="cancel$")
    with pytest.raises(OutcomeUnknown):
        graph.calendar.cancel(ANNA, made.id, "")
    try:
        graph.calendar.cancel(ANNA, made.id, "")
    except Gone:
        assert when == "after"
    assert events_of(blameless, TOM.address)[0]["cancelled"]


def test_a_deletion_whose_line_is_cut_is_not_sent_again(blameless: Sandbox, graph: Graph) -> None:
    made = graph.calendar.create(ANNA, KEY, "t-1", PRE_CHECK)
    blameless.faults.plan(Fault(kind="cut", when="after"), method="DELETE")
    with pytest.raises(OutcomeUnknown):
        graph.calendar.cancel(ANNA, made.id, "")
    assert blameless.judge.requests["DELETE /users/{user}/events/{event}"] == 1


# ----------------------------------------------------------------------------------------------------- rights


def test_a_calendar_that_is_closed_does_not_open(blameless: Sandbox, graph: Graph) -> None:
    assert graph.calendar.may_open(ANNA)
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    blameless.parts.control.post("rights", {"person": ANNA, "calendar": False})
    assert not graph.calendar.may_open(ANNA)
    deeds: list[Callable[[], EntryFound | None]] = [
        lambda: graph.calendar.create(ANNA, KEY, "t-2", MEETING),
        lambda: graph.calendar.find(ANNA, KEY),
        lambda: graph.calendar.get(ANNA, made.id),
    ]
    for deed in deeds:
        with pytest.raises(AccessDenied):
            deed()


def test_somebody_without_a_mailbox_has_no_calendar(blameless: Sandbox, graph: Graph) -> None:
    blameless.parts.control.post("rights", {"person": ANNA, "mailbox": False})
    assert not graph.calendar.may_open(ANNA)
    assert not graph.calendar.may_open("nobody@contoso.example")
    with pytest.raises(AccessDenied):
        graph.calendar.create(ANNA, KEY, "t-1", MEETING)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault(kind="cut"), Unavailable), (Fault(kind="unavailable", body="html"), Unavailable)],
    ids=["cut", "html"],
)
def test_an_outage_says_nothing_about_rights(
    blameless: Sandbox, graph: Graph, fault: Fault, error: type[PortError]
) -> None:
    blameless.faults.plan(fault, path="calendar$")
    with pytest.raises(error):
        graph.calendar.may_open(ANNA)


def test_an_entry_that_no_search_shows_yet_is_found_by_its_transaction(blameless: Sandbox, graph: Graph) -> None:
    blameless.world.lag = Lags(search=Lag(steady=600))
    assert graph.calendar.made(ANNA, KEY, "t-1", MEETING) is None
    made = graph.calendar.create(ANNA, KEY, "t-1", MEETING)
    assert graph.calendar.find(ANNA, KEY) is None
    found = graph.calendar.made(ANNA, KEY, "t-1", MEETING)
    assert found is not None
    assert found.id == made.id
    assert graph.calendar.made(ANNA, EffectKey("another"), "t-1", MEETING) is None
