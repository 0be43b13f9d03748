"""Calendar entries: who is invited, what may be seen, when they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from followupd.domain.action import How
from followupd.domain.agreement import FollowUp
from followupd.domain.mail import Entry, EntryRole, Way
from followupd.domain.states import ActionState
from followupd.writing.entries import render_entry
from followupd.writing.render import Templates
from followupd.writing.samples import ANNA, CALL, KNOWN, TOM, entries

TEMPLATES = Templates()
WISH = entries()["follow_up"]


def entry(role: EntryRole = EntryRole.FOLLOW_UP, **changes: object) -> Entry:
    follow_up: FollowUp = replace(WISH.follow_up, **changes)  # type: ignore[arg-type]
    return render_entry(replace(WISH, follow_up=follow_up, role=role), known=KNOWN, templates=TEMPLATES)


@pytest.mark.parametrize(
    ("role", "changes", "invited"),
    [
        (EntryRole.FOLLOW_UP, {}, (TOM,)),
        (EntryRole.FOLLOW_UP, {"how": How.ONE_TO_ONE}, (TOM,)),
        (EntryRole.FOLLOW_UP, {"how": How.DESK}, ()),
        (EntryRole.FOLLOW_UP, {"way": Way.SERVICE}, (ANNA, TOM)),
        (EntryRole.FOLLOW_UP, {"way": Way.SERVICE, "how": How.CALL}, (ANNA,)),
        (EntryRole.FOLLOW_UP, {"owner": None}, ()),
        (EntryRole.FOLLOW_UP, {"owner": None, "way": Way.SERVICE}, (ANNA,)),
        (EntryRole.PRE_CHECK, {}, ()),
        (EntryRole.PRE_CHECK, {"way": Way.SERVICE}, (ANNA,)),
    ],
)
def test_only_the_two_people_are_invited(
    role: EntryRole, changes: dict[str, object], invited: tuple[object, ...]
) -> None:
    assert entry(role, **changes).attendees == invited


def test_the_follow_up_names_its_action() -> None:
    made = entry()
    assert made.subject == "Follow-up: Call the 10 lapsed clients"
    assert (made.private, made.show_as, made.reminder, made.category) == (False, "busy", True, "Follow-up")
    assert (made.start, made.zone) == (datetime(2026, 12, 4, 10, 0, tzinfo=UTC), "Europe/London")
    assert (made.end - made.start).total_seconds() == 1800


def test_a_state_never_stands_in_the_shared_entry() -> None:
    bodies = set()
    for state in ActionState:
        reviewed = tuple(replace(each, state=state) for each in WISH.follow_up.reviewed)
        bodies.add(entry(reviewed=reviewed))
    assert len(bodies) == 1


def test_the_pre_check_is_private_free_and_quiet() -> None:
    made = entry(EntryRole.PRE_CHECK)
    assert (made.private, made.show_as, made.reminder) == (True, "free", False)
    assert made.start == WISH.follow_up.pre_check
    assert (made.end - made.start).total_seconds() == 900


def test_the_pre_check_shows_nothing_that_a_delegate_may_not_see() -> None:
    for changes in ({}, {"way": Way.SERVICE}):
        made = entry(EntryRole.PRE_CHECK, **changes)
        assert made.subject == "Pre-check: FU-7K3QD"
        for word in (CALL.what, "lapsed", "Tom", "Baker", "list"):
            assert word not in made.subject
            assert word not in made.body_html


def test_the_pre_check_says_what_was_reported_in_the_setters_own_calendar_alone() -> None:
    assert "FU-7K3QD: reported done" in entry(EntryRole.PRE_CHECK).body_html
    assert "reported done" not in entry(EntryRole.PRE_CHECK, way=Way.SERVICE).body_html


def test_what_is_for_the_setter_alone_is_private_and_neutral() -> None:
    made = entry(owner=None)
    assert made.private
    assert made.subject == "Follow-up: FU-7K3QD"
    assert "lapsed" not in made.body_html


def test_a_long_title_is_cut_at_a_word() -> None:
    reviewed = (
        replace(WISH.follow_up.reviewed[0], title="Go through every one of the lapsed clients of the last three years"),
    )
    assert entry(reviewed=reviewed).subject == "Follow-up: Go through every one of the lapsed clients of the last…"


def test_the_time_is_told_in_the_setters_zone() -> None:
    body = entry(EntryRole.PRE_CHECK, zone="America/New_York").body_html
    assert "Friday 4 December 2026 at 05:00" in body
