"""Robots are not people (rule 14): what is told of their mails, and that they change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from followupd.domain.brief import compose
from followupd.domain.decide_follow_up import replan
from followupd.domain.decide_robot import NO_MAILBOX, decide_away, decide_bounce
from tests.unit.domain.build import ANNA, NOW, TOM, agreed, context, kinds


def test_a_bounce_is_told_to_the_setter_once_for_each_address() -> None:
    one = decide_bounce(agreed(), TOM.address, context())
    assert kinds(one) == [("bounced", "Anna")]
    assert one.agreements == ()
    assert [each.key for each in one.effects] == [
        each.key for each in decide_bounce(agreed(), TOM.address, context()).effects
    ]


def test_what_bounced_to_the_setter_cannot_be_told_to_him_by_mail() -> None:
    decision = decide_bounce(agreed(), ANNA.address, context())
    assert decision.effects == ()
    assert len(decision.notes) == 1


def test_of_a_mailbox_that_is_gone_the_history_tells_and_a_setter_gets_nothing_more() -> None:
    of_owner = decide_bounce(agreed(), TOM.address, context(), gone=True)
    assert kinds(of_owner) == [("bounced", "Anna")]
    assert of_owner.stops == ()
    of_setter = decide_bounce(agreed(), ANNA.address, context(), gone=True)
    assert kinds(of_setter) == []
    assert of_setter.stops == (ANNA.address,)
    assert [(note.what, note.words) for note in of_setter.notes] == [(NO_MAILBOX, ANNA.address)]


def test_an_absence_is_kept_and_shown_until_the_owner_is_back() -> None:
    (away,) = decide_away(agreed(), date(2026, 12, 3)).agreements
    assert away.standings == agreed().standings
    assert decide_away(away, date(2026, 12, 3)).agreements == ()
    follow_ups = replan(away, (), "m1", context(), NOW).follow_ups
    brief = compose(ANNA, (away,), follow_ups, (), context(), datetime(2026, 12, 2, 7, 30, tzinfo=UTC))
    assert brief is not None
    assert brief.brief is not None
    assert brief.brief.pre_checks[0].back == date(2026, 12, 3)
    back = replace(away, back=date(2026, 12, 2))
    brief = compose(ANNA, (back,), follow_ups, (), context(), datetime(2026, 12, 2, 7, 30, tzinfo=UTC))
    assert brief is not None
    assert brief.brief is not None
    assert brief.brief.pre_checks[0].back is None
