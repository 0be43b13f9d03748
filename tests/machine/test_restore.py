"""A database that is lost, older, or somebody else's: rebuilt from the mailbox, or refused."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from followupd.app import restorer
from followupd.domain.states import FollowUpState
from followupd.engine.marker import EMPTY, OLDER, SECOND, TWICE, UNFINISHED
from followupd.engine.restore import NotEmpty
from followupd.engine.snapshots import LARGEST, SEAL, new_key, unseal
from followupd.errors import NotOurs
from followupd.graph.properties import SNAPSHOT
from followupd.ports import EffectState
from tests.machine.histories import DECLINED, World, compare, picture, world
from tests.machine.test_machine import ANNA, PRIVATE, TOM, Machine
from tests.postgres import Server, server
from tests.system.mails import NOTE, forward

__all__ = ["server"]

#: Seeds of CI; `make restore-histories` tells more of them.
SEEDS = [int(each) for each in os.environ.get("FOLLOWUPD_SEEDS", "1 2 5").split()]


@pytest.fixture
def one(tmp_path: Path) -> Iterator[World]:
    """A world in which Anna and Tom have agreed something."""
    with world(tmp_path, 1) as told:
        told._deliver(forward(NOTE, told.now, message_id=told._message_id()))
        told.service.settle()
        yield told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_restored_world_is_as_its_twin_that_lost_nothing(seed: int, tmp_path: Path) -> None:
    differs, _ = compare(tmp_path, seed, steps=8, cut=seed % 2 == 1)
    assert differs == []


@pytest.mark.parametrize("seed", [4])
def test_a_restored_world_on_a_server_is_as_its_twin_on_a_file(seed: int, tmp_path: Path, server: Server) -> None:
    urls = [server.take(), server.take()]
    addresses = [each.render_as_string(hide_password=False) for each in urls]
    differs, report = compare(tmp_path, seed, steps=8, cut=False, databases=addresses)
    for url in urls:
        server.give_back(url)
    assert differs == []
    assert report.agreements + report.replayed > 0


def test_what_was_agreed_stands_again_and_nobody_hears_of_it(one: World) -> None:
    before = picture(one)
    report = one.restore()
    one.service.settle()
    assert (report.agreements, report.questions, report.replayed) == (1, [], 0)
    assert picture(one) == before
    one._answer(TOM, "DONE - all called, 4 meetings booked.", 0)
    one.service.settle()
    (agreement,) = one.service.app.store.agreements()
    assert agreement.standings[0].state == "reported done"


def test_a_meeting_that_carries_a_follow_up_is_followed_after_a_restore(tmp_path: Path) -> None:
    with world(tmp_path, 1) as told:
        service = told.service
        start = (told.now + timedelta(days=15)).replace(hour=11, minute=0)
        times = {
            name: {"dateTime": f"{moment:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
            for name, moment in (("start", start), ("end", start + timedelta(minutes=45)))
        }
        event = {"subject": "1:1", "attendees": [{"emailAddress": {"address": TOM}}], **times}
        made = service.app.graph._wire.ask("POST", f"/users/{ANNA}/events", mailbox=ANNA, body=event).body
        note = NOTE.replace("Let's review it on Monday 7 December at 10:00.", "")
        told._deliver(forward(note, told.now, message_id=told._message_id()))
        service.settle()
        before = picture(told)
        told.restore()
        service.settle()
        assert picture(told) == before
        service.do("move", {"person": ANNA, "event": made["id"], "start": (start + timedelta(days=1)).isoformat()})
        service.forward(timedelta(minutes=6))
        service.settle()
        (follow_up,) = service.app.store.follow_ups()
        assert follow_up.carried
        assert follow_up.start == start + timedelta(days=1)


def test_mail_that_came_since_is_read_at_its_moment(one: World) -> None:
    one._answer(TOM, "DONE - all called, 4 meetings booked.", 0)
    said = one.now
    one.service.forward(timedelta(hours=3))
    report = one.restore()
    (agreement,) = one.service.app.store.agreements()
    assert agreement.standings[0].result is not None
    assert agreement.standings[0].result.at == said
    assert report.replayed == 1


def test_what_had_not_gone_out_is_held_and_asked(one: World) -> None:
    one._answer(TOM, "BLOCKED - the CRM is down until Thursday.", 0)
    report = one.restore()
    one.service.settle()
    assert not [mail for mail in one.service.messages() if mail.mailbox == ANNA and "CRM is down" in mail.body]
    (held,) = [row for row in one.service.app.store.effects(states=[EffectState.HELD]) if row.kind == "blocked"]
    assert any("“blocked”" in each and ANNA in each for each in report.questions)
    assert one.service.app.store.operate(held.id, "retry", "a test")
    one.service.settle()
    assert len([mail for mail in one.service.messages() if mail.mailbox == ANNA and "CRM is down" in mail.body]) == 1


def test_without_its_marker_all_mail_is_read_again(one: World) -> None:
    before = picture(one)
    _remove_marker(one)
    report = one.restore()
    one.service.settle()
    after = picture(one)
    assert (after.agreements, after.follow_ups, after.mails) == (before.agreements, before.follow_ups, before.mails)
    assert report.agreements == 0
    assert report.replayed == 1
    assert any("no marker" in each for each in report.questions)


def test_a_forgotten_person_stays_forgotten(one: World) -> None:
    one.service.app.keeper.forget(TOM)
    report = one.restore()
    assert report.agreements == 0
    assert not [each for each in one.service.app.store.agreements() if each.owner.address == TOM]


def test_what_was_agreed_with_somebody_after_he_was_forgotten_is_left_out_and_asked_about(one: World) -> None:
    one.forget(TOM)
    note = "Tom, you will call the 12 lapsed clients and book at least 3 meetings by 11 December 2026."
    one._deliver(forward(note, one.now, message_id=one._message_id()))
    one.service.settle()
    assert len(one.service.app.store.agreements()) == 1
    report = one.restore()
    assert one.service.app.store.agreements(open_only=False) == ()
    assert "1 open agreements and previews are with people who were forgotten before" in report.questions[0]
    assert TOM not in " ".join(report.questions)


def test_a_restore_wants_an_empty_database(one: World) -> None:
    with pytest.raises(NotEmpty):
        restorer(one.service.app).run()


def test_a_restore_that_was_cut_short_is_begun_again(one: World) -> None:
    one.service.lose(_template())
    one.service.app.keeper.adopt(restoring=True)
    with pytest.raises(NotOurs, match=UNFINISHED[:20]):
        one.service.app.engine.once()
    assert one.restore().agreements == 1


# --------------------------------------------------------------------------------------------- dragged


def test_a_drag_that_was_seen_before_the_loss_is_not_answered_once_more(one: World) -> None:
    _drag(one, timedelta(days=7))
    one.look_at_calendars()
    before = _times(one)
    assert before["Pre-check"] > _PRE_CHECK, "the pre-check went with it"
    one.service.forward(timedelta(days=13))  # the pre-check is over by now: it would be planned anew
    one.restore()
    one.look_at_calendars()
    assert _times(one) == before
    (follow_up,) = one.service.app.store.follow_ups()
    assert not follow_up.own_pre_check, "we moved it, no person did"


def test_a_drag_that_nobody_had_seen_is_followed_after_a_restore(one: World) -> None:
    _drag(one, timedelta(days=7))
    report = one.restore()
    one.look_at_calendars()
    assert _times(one)["Pre-check"] > _PRE_CHECK
    assert report.questions == []


def test_a_follow_up_that_was_dragged_to_a_later_day_is_not_over_on_its_first_one(one: World) -> None:
    _drag(one, timedelta(days=7))
    one.service.forward(timedelta(days=16))
    one.restore()
    one.look_at_calendars()
    (follow_up,) = one.service.app.store.follow_ups()
    assert follow_up.state is FollowUpState.PLANNED
    assert follow_up.start == _FOLLOW_UP + timedelta(days=7)


def test_a_decline_that_a_brief_has_told_is_not_told_once_more(one: World) -> None:
    _decline(one)
    one.look_at_calendars()
    assert _briefs_of_days(one, 2) == 1
    one.restore()
    one.look_at_calendars()
    assert _briefs_of_days(one, 3) == 1


def test_a_decline_that_no_brief_has_told_is_told_after_a_restore(one: World) -> None:
    assert _briefs_of_days(one, 2) == 0
    _decline(one)
    one.restore()
    one.look_at_calendars()
    assert _briefs_of_days(one, 2) == 1


def test_a_brief_that_comes_a_day_late_after_a_restore_tells_what_it_would_have_told(one: World) -> None:
    one.service.forward(timedelta(hours=20))
    one.service.settle()
    _decline(one)
    one.restore()
    one.look_at_calendars()  # before breakfast
    one.service.forward(timedelta(hours=21))
    one.service.settle()
    assert _briefs_of_days(one, 0) == 1


#: Where the pair of `one` stands.
_FOLLOW_UP = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
_PRE_CHECK = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def _drag(told: World, by: timedelta) -> None:
    (event,) = [each for each in told.service.events()[ANNA] if not each["subject"].startswith("Pre-check")]
    start = datetime.fromisoformat(event["start"]) + by
    told.service.do("move", {"person": ANNA, "event": event["immutable_id"], "start": start.isoformat()})


def _decline(told: World) -> None:
    (event,) = [each for each in told.service.events()[TOM] if not each["cancelled"]]
    told.service.do("answer", {"person": TOM, "event": event["immutable_id"], "response": DECLINED})


def _briefs_of_days(told: World, days: int) -> int:
    """How many briefs Anna has after so many days more."""
    for _ in range(days):
        told.service.forward(timedelta(days=1))
        told.service.settle()
    mails = [mail for mail in told.service.messages() if (mail.mailbox, mail.folder) == (ANNA, "inbox")]
    return sum("follow-ups for" in mail.subject for mail in mails)


def _times(told: World) -> dict[str, datetime]:
    """When the follow-up and the pre-check stand in Anna's diary."""
    return {
        each["subject"].partition(":")[0]: datetime.fromisoformat(each["start"])
        for each in told.service.events()[ANNA]
        if not each["cancelled"]
    }


# ------------------------------------------------------------------------------------------------ refusing


def test_an_older_copy_of_the_database_refuses(one: World) -> None:
    copy = _copied(one)
    one._answer(TOM, "BLOCKED - the CRM is down until Thursday.", 0)
    one.service.settle()
    sent = len(one.service.messages())
    one.service.put_back(copy)
    with pytest.raises(NotOurs) as refused:
        one.service.app.engine.once()
    assert str(refused.value) == OLDER
    assert len(one.service.messages()) == sent


def test_a_copy_of_the_same_moment_takes_over_and_the_other_one_ends(one: World) -> None:
    keeper = one.service.app.keeper
    copy = _copied(one)
    one.service.second(copy).engine.once()
    one.service.steady.forward(400)
    with pytest.raises(NotOurs) as refused:
        keeper.check()
    assert str(refused.value) == TWICE
    assert not keeper.ours


def test_a_second_installation_refuses(one: World) -> None:
    store = one.service.app.store
    store.note("installation", "somebody else")
    one.service.restart()
    with pytest.raises(NotOurs) as refused:
        one.service.app.engine.once()
    assert str(refused.value) == SECOND


def test_an_empty_database_refuses_a_mailbox_that_was_served(one: World) -> None:
    one.service.lose(_template())
    with pytest.raises(NotOurs) as refused:
        one.service.app.engine.once()
    assert str(refused.value) == EMPTY


def test_an_adopted_mailbox_begins_anew_and_the_former_one_ends(one: World) -> None:
    former = one.service.app.keeper
    other = one.service.second(_template())
    other.keeper.adopt()
    other.engine.once()
    one.service.steady.forward(400)
    with pytest.raises(NotOurs) as refused:
        former.check()
    assert str(refused.value) == SECOND


def test_a_deleted_marker_is_put_back(one: World) -> None:
    _remove_marker(one)
    one.service.steady.forward(400)
    one.service.settle()
    assert len(one.service.app.graph.marker.found()) == 1


def test_of_two_first_starts_at_once_one_stays(tmp_path: Path) -> None:
    with world(tmp_path, 1) as told:
        _remove_marker(told, folder=True)
        told.service.lose(_template())
        other = told.service.second(_template())
        place = told.service.app.graph.marker
        assert place.begin()  # as far as the first one had come when the second one looks
        other.keeper.check()
        with pytest.raises(NotOurs):
            told.service.app.keeper.check()
        assert len(place.found()) == 1


# ------------------------------------------------------------------------------------------------- sealed


def test_nobody_reads_a_snapshot_without_the_key(one: World) -> None:
    note = "Tom, you will call the 12 lapsed clients and book at least 3 meetings by 11 December 2026."
    one._deliver(forward(f"{note} I'll look in the {PRIVATE} first.", one.now, message_id=one._message_id()))
    one.service.settle()
    texts = _snapshots(one)
    with one.service.app.recall.look() as look:
        key = look.noted(SEAL)
    assert key is not None
    assert texts
    assert [text for text in texts if PRIVATE in text or len(text) > LARGEST] == []
    assert [text for text in texts if unseal(text, new_key()) is not None] == []
    opened = [unseal(text, key) for text in texts]
    assert None not in opened
    assert any(PRIVATE in repr(each) for each in opened)


def _snapshots(told: World) -> list[str]:
    world = told.service.sandbox.world
    mails = [mail.extended for person in world.people.values() for mail in world.mailbox(person).messages.values()]
    events = [event["extended"] for events in told.service.events().values() for event in events]
    return [extended[SNAPSHOT] for extended in (*mails, *events) if SNAPSHOT in extended]


def _remove_marker(told: World, *, folder: bool = False) -> None:
    world = told.service.sandbox.world
    with world.lock:
        mailbox = world.mailbox(world.at("followup@contoso.example"))  # type: ignore[arg-type]
        (place,) = [each for each in mailbox.folders.values() if each.name == "followupd"]
        for message in list(mailbox.within(place)):
            mailbox.delete(message)
        if folder:
            del mailbox.folders[place.id]


def _template() -> Path:
    return Machine.template


def _copied(told: World) -> Path:
    """A whole copy of the database as it is now."""
    copy = told.folder / "copy.sqlite"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(told.folder / "followupd.sqlite")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
