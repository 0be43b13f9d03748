"""A follow-up that is to be moved to a weekday: the one nearest to the day that was agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.reading.answers import Asked, read_answers
from followupd.reading.dates.weekdays import weekday_alone

#: A Friday; the work is due on Friday 4 December and looked at on Monday 7 December.
SAID = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ASKED = Asked(whats=("Call the ten lapsed clients",), dues=(date(2026, 12, 4),), meets=(date(2026, 12, 7),))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Can we move the follow-up to Tuesday? I'm at a client on Monday.", date(2026, 12, 8)),
        ("Could we do the follow-up on Friday at 3pm instead?", date(2026, 12, 4)),
        ("Can we move the follow-up to Thursday?", date(2026, 12, 10)),
        ("Can we move the follow-up to Tuesday 1 December?", date(2026, 12, 1)),
        ("Can we move the follow-up to tomorrow?", date(2026, 11, 28)),
        ("Can we move the follow-up to Tuesday next week?", date(2026, 12, 1)),
    ],
)
def test_a_weekday_alone_is_the_one_nearest_to_the_follow_up_that_stands(words: str, day: date) -> None:
    (answer,) = read_answers(words, "Re: x", asked=ASKED, said=SAID, working=WorkingTime(), day_first=True)
    assert answer.intent is Intent.MOVE
    assert answer.follow_up is not None
    assert answer.follow_up.day == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Running late with this one, Tuesday ok?", date(2026, 12, 8)),
        ("Could I have until Friday please?", date(2026, 12, 11)),
        ("I need until the 9th, two clients are away till then.", date(2026, 12, 9)),
        ("Can I hand it in earlier, on Tuesday?", date(2026, 12, 1)),
    ],
)
def test_a_weekday_alone_is_the_first_after_the_day_it_is_due(words: str, day: date) -> None:
    (answer,) = read_answers(words, "Re: x", asked=ASKED, said=SAID, working=WorkingTime(), day_first=True)
    assert answer.intent is Intent.RESCHEDULE
    assert answer.due is not None
    assert answer.due.day == day


@pytest.mark.parametrize(
    "words", ["Great. Tom, let me know early if you get stuck.", "Shout if anything gets in the way."]
)
def test_what_might_be_is_not_what_is(words: str) -> None:
    for setter in (True, False):
        asked = Asked(whats=ASKED.whats, dues=ASKED.dues, setter=setter)
        answers = read_answers(words, "Re: x", asked=asked, said=SAID, working=WorkingTime(), day_first=True)
        assert {answer.intent for answer in answers} <= {Intent.NONE, Intent.AGREED}


def test_a_weekday_with_its_day_of_the_month_is_not_alone() -> None:
    assert weekday_alone("Tuesday")
    assert weekday_alone("Tuesday at 10")
    assert weekday_alone("Dienstag um 14 Uhr")
    for words in ("Tuesday 1 December", "Tuesday 1st", "Tue 1/12", "Tuesday next week", "next Tuesday", "tomorrow"):
        assert not weekday_alone(words), words


@pytest.mark.parametrize(
    "words",
    [
        "Fine, but 2 meetings is all I can manage",
        "Happy to, but only if Priya helps",
    ],
)
def test_a_yes_on_terms_is_for_the_setter_to_hear(words: str) -> None:
    (answer,) = read_answers(words, "Re: x", asked=ASKED, said=SAID, working=WorkingTime(), day_first=True)
    assert answer.intent is Intent.UNCLEAR


def test_not_before_a_day_asks_for_more_time_and_offers_no_day() -> None:
    words = "I can do it, but not before 9 December"
    (answer,) = read_answers(words, "Re: x", asked=ASKED, said=SAID, working=WorkingTime(), day_first=True)
    assert (answer.intent, answer.due) == (Intent.RESCHEDULE, None)


def test_the_day_that_is_asked_for_wins_over_the_day_that_is_the_reason() -> None:
    words = "I'm on site all Friday, could the follow-up be Monday 14 December at 9.30?"
    (answer,) = read_answers(words, "Re: x", asked=ASKED, said=SAID, working=WorkingTime(), day_first=True)
    assert answer.intent is Intent.MOVE
    assert answer.follow_up is not None
    assert answer.follow_up.day == date(2026, 12, 14)
