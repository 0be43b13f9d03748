"""Snapshots: which of them counts, and what goes first when room is short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from followupd.domain.action import Moment
from followupd.domain.agreement import Change, FollowUp, Reviewed, StandingEntry
from followupd.domain.mail import Entry, EntryRole, Way
from followupd.domain.snapshot import FEW_CAUSES, Snapshot, Story, Told, leaner, mark_of, newest
from followupd.engine.snapshots import LARGEST, new_key, seal, unseal
from tests.unit.domain.build import ANNA, TOM, agreed, item

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = new_key()
AGREED = agreed(item())
MEETING = FollowUp(
    id="f1",
    setter=ANNA,
    owner=TOM,
    day=date(2026, 12, 7),
    start=datetime(2026, 12, 7, 10, 0, tzinfo=UTC),
    minutes=30,
    pre_check=None,
    zone="Europe/London",
    reviewed=(
        Reviewed(agreement=AGREED.id, number=1, reference="FU-1", title="t", wish=Moment(day=date(2026, 12, 7))),
    ),
)


def _of(revision: int, *, epoch: int = 1, sequence: int = 0, **more: object) -> Snapshot:
    one = replace(AGREED, revision=revision)
    story = Story(kind="agreement", id=one.id, causes=(mark_of(f"mail {epoch} {revision}"),))
    base = Snapshot(
        made=NOW + timedelta(minutes=revision),
        epoch=epoch,
        sequence=sequence or revision,
        about=("agreement", one.id, "confirmation"),
        agreements=(one,),
        stories=(story,),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_the_highest_revision_of_the_newest_epoch_counts_in_whatever_order_they_come() -> None:
    early, late, restored = _of(1), _of(7), _of(2, epoch=2)
    id = AGREED.id
    for ordered in ((early, late), (late, early)):
        found = newest(ordered)
        assert found.agreements[id].revision == 7
        assert found.stories["agreement", id].causes == (mark_of("mail 1 7"),)
    found = newest((restored, late, early))
    assert found.agreements[id].revision == 2
    assert found.epoch == 2


def test_no_snapshot_gives_nothing() -> None:
    found = newest(())
    assert (found.agreements, found.made, found.stopped) == ({}, None, frozenset())


def test_a_follow_up_that_a_newer_snapshot_does_not_name_was_taken_out() -> None:
    one = AGREED
    meeting = MEETING
    lines = tuple(replace(line, agreement=one.id) for line in meeting.reviewed)
    assert lines
    before = _of(1, follow_ups=(replace(meeting, reviewed=lines),))
    assert set(newest((before,)).follow_ups) == {meeting.id}
    assert newest((before, _of(2))).follow_ups == {}
    # What was left out for want of room says nothing.
    assert set(newest((before, _of(2, lean=True))).follow_ups) == {meeting.id}


def test_the_past_goes_first_and_the_thing_itself_stays_to_the_end() -> None:
    one = replace(AGREED, last_change=Change(by=AGREED.setter, at=NOW, summary="s", before=AGREED.standings))
    lines = tuple(Told(at=NOW, what=f"line {number}") for number in range(30))
    story = Story(kind="agreement", id=one.id, causes=tuple(map(str, range(100))), lines=lines)
    full = _of(1, agreements=(one,), stories=(story,), follow_ups=(MEETING,), stopped=("a@b.example",))
    levels = list(leaner(full))
    assert levels[0] == full
    assert levels[1].stories[0].lines == ()
    assert levels[1].agreements == full.agreements
    assert levels[2].stories[0].causes == story.causes[-FEW_CAUSES:]
    assert not levels[2].stories[0].complete
    assert levels[2].agreements[0].last_change is None
    assert levels[-1].follow_ups == ()
    assert levels[-1].lean
    for level in levels:
        assert [each.action for each in level.agreements[0].standings] == [each.action for each in one.standings]
        assert [each.state for each in level.agreements[0].standings] == [each.state for each in one.standings]
        assert level.stopped == full.stopped


def test_an_entry_keeps_its_times_to_the_last_snapshot_that_names_it() -> None:
    base = Entry(subject="1:1 Tom", start=MEETING.start, end=MEETING.start, zone="Europe/London", body_html="<p>x</p>")
    entry = StandingEntry(role=EntryRole.FOLLOW_UP, way=Way.SETTER, mailbox=ANNA.address, event_id="e", base=base)
    carried = replace(MEETING, carried=True, entries=(entry,))
    named = [each.follow_ups[0] for each in leaner(_of(1, follow_ups=(carried,))) if each.follow_ups]
    assert named[0] == carried
    assert named[-1].entries[0].base == replace(base, body_html=""), "else nobody sees it move any more"


def test_ten_actions_with_long_words_fit_in_the_end() -> None:
    one = AGREED
    words = " ".join(mark_of(str(number)) for number in range(90))  # a thousand letters that do not pack
    standings = tuple(
        replace(one.standings[0], action=replace(one.standings[0].action, number=number, what=f"{number} {words}"))
        for number in range(1, 11)
    )
    full = _of(1, agreements=(replace(one, standings=standings),))
    assert any(len(seal(each, KEY)) <= LARGEST for each in leaner(full))


def test_a_snapshot_opens_with_its_key_alone_and_whole() -> None:
    full = _of(3, follow_ups=(MEETING,))
    sealed = seal(full, KEY)
    assert unseal(sealed, KEY) == full
    assert unseal(sealed, new_key()) is None
    for spoilt in (sealed[:-4], sealed[:40] + "AAAA" + sealed[44:], "", "2." + sealed[2:], "1.%%%"):
        assert unseal(spoilt, KEY) is None


def test_the_mark_of_a_mark_is_itself() -> None:
    assert mark_of("~" + mark_of("a mail")) == mark_of("a mail")
