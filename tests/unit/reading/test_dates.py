"""Dates in running text, as managers write them. Said on Wednesday 11 March 2026, 10:15 in London."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.reading.dates import (
    At,
    Day,
    Found,
    Length,
    Part,
    Repeat,
    Role,
    Span,
    Value,
    deadline,
    find_dates,
    moment_of,
    tag_date,
)

LONDON = WorkingTime(zone=ZoneInfo("Europe/London"), days_off=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
SAID = datetime(2026, 3, 11, 10, 15, tzinfo=ZoneInfo("Europe/London"))


def found(text: str, *, day_first: bool = True, said: datetime = SAID) -> tuple[Found, ...]:
    return find_dates(text, said, working=LONDON, day_first=day_first)


def only(text: str, *, day_first: bool = True) -> Found:
    dates = found(text, day_first=day_first)
    assert len(dates) == 1, dates
    return dates[0]


def day(month: int, number: int, year: int = 2026) -> Day:
    return Day(date(year, month, number))


@pytest.mark.parametrize(
    ("said", "words", "meant"),
    [
        ("Ring the depot by EOD Friday.", "EOD Friday", day(3, 13)),
        ("I want it by close of play tomorrow", "close of play tomorrow", day(3, 12)),
        ("send it COB Monday please", "COB Monday", day(3, 16)),
        ("Finish the audit by the end of next week", "the end of next week", day(3, 20)),
        ("ready by end of the week", "end of the week", day(3, 13)),
        ("invoice them at month end", "month end", day(3, 31)),
        ("to be closed by year-end", "year-end", day(12, 31)),
        ("by the end of the quarter", "the end of the quarter", day(3, 31)),
        ("we meet w/c 23 March", "w/c 23 March", Span(date(2026, 3, 23), date(2026, 3, 29))),
        ("Launch in Q3", "Q3", Span(date(2026, 7, 1), date(2026, 9, 30))),
        ("Have a look in a fortnight", "in a fortnight", day(3, 25)),
        ("Thursday week then", "Thursday week", day(3, 19)),
        ("a week on Tuesday works", "a week on Tuesday", day(3, 24)),
        ("let us say mid-April", "mid-April", Span(date(2026, 4, 11), date(2026, 4, 20))),
        ("within three working days", "within three working days", day(3, 16)),
        ("in 2 hours", "in 2 hours", At(date(2026, 3, 11), time(12, 15))),
        ("by the 27th please", "the 27th", day(3, 27)),
        ("on 2 April we close early", "2 April", day(4, 2)),
        ("by Monday, 30 March 2026", "Monday, 30 March 2026", day(3, 30)),
        ("the last Friday of April", "last Friday of April", day(4, 24)),
        ("before Easter", "Easter", day(4, 5)),
        ("Monday at half three", "Monday at half three", At(date(2026, 3, 16), time(15, 30))),
        ("tomorrow at 9.45", "tomorrow at 9.45", At(date(2026, 3, 12), time(9, 45))),
        ("call me at 4pm", "at 4pm", At(date(2026, 3, 11), time(16, 0))),
        ("quarter to 5 on Friday", "quarter to 5 on Friday", At(date(2026, 3, 13), time(16, 45))),
        ("from 16 to 20 March", "from 16 to 20 March", Span(date(2026, 3, 16), date(2026, 3, 20))),
        (
            "away Monday 16 March to Friday 27 March",
            "Monday 16 March to Friday 27 March",
            Span(date(2026, 3, 16), date(2026, 3, 27)),
        ),
        (
            "come on Friday between 10 and 12",
            "Friday between 10 and 12",
            Span(date(2026, 3, 13), date(2026, 3, 13), time(10), time(12)),
        ),
        (
            "Tuesday at 10 for 45 minutes",
            "Tuesday at 10 for 45 minutes",
            Span(date(2026, 3, 17), date(2026, 3, 17), time(10), time(10, 45)),
        ),
        ("it takes 20 minutes", "20 minutes", Length(20, "minute")),
        ("2026-05-04T09:30:00Z", "2026-05-04T09:30:00Z", At(date(2026, 5, 4), time(10, 30))),
        ("10:00 CET on Friday", "10:00 CET on Friday", At(date(2026, 3, 13), time(9, 0))),
    ],
)
def test_a_business_phrase_is_one_date(said: str, words: str, meant: Value) -> None:
    date_found = only(said)
    assert date_found.readings == (meant,)
    assert date_found.ambiguous == ""
    assert date_found.words in (words, f"the {words}", words.removeprefix("at "), words.removeprefix("from "))


@pytest.mark.parametrize(
    "text", ["Ring Jo by Friday 20 March, review the Monday after at 11.", "İx: by Friday", "Ünï by 5 April 2026?"]
)
def test_offsets_point_at_the_exact_words(text: str) -> None:
    for each in found(text):
        assert text[each.start : each.end] == each.words
        assert each.lead <= each.start


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("every other Tuesday at 8.30", Repeat("WEEKLY", 2, byday=("TU",), clock=time(8, 30))),
        (
            "every weekday at 9am until Maundy week",
            Repeat("WEEKLY", byday=("MO", "TU", "WE", "TH", "FR"), clock=time(9)),
        ),
        ("each Monday and Thursday", Repeat("WEEKLY", byday=("MO", "TH"))),
        ("the last working day of every month", Repeat("MONTHLY", byday=("MO", "TU", "WE", "TH", "FR"), bysetpos=-1)),
        ("on the 10th and 25th of each month", Repeat("MONTHLY", bymonthday=(10, 25))),
        ("every first Monday of the month", Repeat("MONTHLY", byday=("1MO",))),
        ("monthly until the end of June", Repeat("MONTHLY", until=date(2026, 6, 30))),
        ("every Friday until Easter", Repeat("WEEKLY", byday=("FR",), until=date(2026, 4, 5))),
        ("weekly for 3 times", Repeat("WEEKLY", count=3)),
        ("quarterly", Repeat("MONTHLY", 3)),
        ("fortnightly on Wednesdays", Repeat("WEEKLY", 2, byday=("WE",))),
        ("every two weeks from 23 March", Repeat("WEEKLY", 2, start=date(2026, 3, 23))),
        ("at 10am on the 5th of every month", Repeat("MONTHLY", bymonthday=(5,), clock=time(10))),
    ],
)
def test_a_recurrence_keeps_its_bounds_and_its_time(said: str, meant: Repeat) -> None:
    assert only(said).readings[0] == meant


def test_a_recurrence_that_can_mean_two_things_says_so() -> None:
    assert "twice a week" in only("biweekly").ambiguous


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("by Friday 20 March, follow up the Monday after", [day(3, 20), day(3, 23)]),
        ("due 27 March and I look two working days before", [day(3, 27), day(3, 25)]),
        ("launch on 9 April; six days before, a rehearsal", [day(4, 9)]),
        ("two weeks before the launch on 30 April", [day(4, 16), day(4, 30)]),
        ("five working days after Easter Monday", [day(4, 13)]),
        ("the day before Good Friday", [day(4, 2)]),
    ],
)
def test_a_date_is_counted_from_another_one(said: str, meant: list[Day]) -> None:
    assert [each.readings[0] for each in found(said) if isinstance(each.readings[0], Day)][: len(meant)] == meant


@pytest.mark.parametrize(
    ("said", "readings", "why"),
    [
        ("by Friday 14 March", {day(3, 14), day(3, 13)}, "do not agree"),
        ("next Friday", {day(3, 13), day(3, 20)}, "next Friday"),
        ("on Wednesday", {day(3, 11), day(3, 18)}, "today is a Wednesday"),
        ("by 4/12", {day(12, 4), day(4, 12)}, ""),
        ("by 7/4", {day(4, 7)}, ""),
        ("by the 11th", {day(3, 11), day(4, 11)}, "today"),
        ("by 1 March", {day(3, 1), day(3, 1, 2027)}, "just passed"),
    ],
)
def test_what_can_be_two_dates_keeps_both(said: str, readings: set[Day], why: str) -> None:
    date_found = only(said)
    assert set(date_found.readings) <= readings
    assert why in date_found.ambiguous
    assert bool(date_found.ambiguous) == (len(date_found.readings) > 1)


def test_a_near_day_in_the_other_order_is_asked_for() -> None:
    said = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Europe/London"))
    (date_found,) = found("by 12/5", said=said)
    assert date_found.readings == (day(5, 12, 2027), day(12, 5))
    assert "12 May 2027" in date_found.ambiguous


def test_the_writers_own_order_shows_in_his_other_dates() -> None:
    assert [each.readings[0] for each in found("from 04/13/2026, then 05/06/2026")] == [day(4, 13), day(5, 6)]


def test_a_weekday_decides_the_order_of_day_and_month() -> None:
    assert only("Tue 4/7", day_first=False).readings == (day(4, 7),)
    assert only("Tue 7/4", day_first=False).readings == (day(4, 7),)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("please finish by Friday", Role.DUE),
        ("Deadline: 20 March", Role.DUE),
        ("follow up on Monday at 10", Role.FOLLOW_UP),
        ("we catch up on the 20th", Role.FOLLOW_UP),
        ("you are in charge from 1 April", Role.START),
        ("you have until 20 March", Role.UNTIL),
        ("as agreed last Thursday", Role.PAST),
        ("pre-check on 19 March", Role.NONE),
        ("see you on Friday", Role.NONE),
    ],
)
def test_the_words_around_say_what_a_date_is_for(said: str, role: Role) -> None:
    assert only(said).role is role


@pytest.mark.parametrize(
    ("said", "due", "clock"),
    [
        ("by EOD Friday", date(2026, 3, 13), None),
        ("before Monday", date(2026, 3, 16), None),
        ("before 4pm tomorrow", date(2026, 3, 12), time(16)),
        ("by next week", date(2026, 3, 20), None),
        ("by the end of this week", date(2026, 3, 13), None),
        ("between 16 and 19 March", date(2026, 3, 19), None),
        ("in May", date(2026, 5, 31), None),
        ("first thing on Monday", date(2026, 3, 16), time(9)),
        ("before 7 April", date(2026, 4, 7), None),
        ("before Good Friday", date(2026, 4, 2), None),
        ("before next week", date(2026, 3, 13), None),
        ("before the end of the week", date(2026, 3, 13), None),
        ("avant le 20 mars", date(2026, 3, 20), None),
        ("vor dem 20. März", date(2026, 3, 20), None),
        ("antes del 20 de marzo", date(2026, 3, 20), None),
        ("vóór 20 maart", date(2026, 3, 20), None),
    ],
)
def test_a_deadline_is_one_moment(said: str, due: date, clock: time | None) -> None:
    moment = deadline(only(said), LONDON)
    assert moment is not None
    assert (moment.day, moment.clock, moment.zone) == (due, clock, "Europe/London")


def test_a_length_of_time_is_no_deadline() -> None:
    assert deadline(only("it takes two weeks"), LONDON) is None
    assert moment_of(only("every Monday"), LONDON) is None


def test_a_meeting_in_a_week_is_on_its_first_working_day() -> None:
    moment = moment_of(only("w/c 6 April"), LONDON)
    assert moment is not None
    assert moment.day == date(2026, 4, 7)


def test_a_part_of_the_day_is_kept() -> None:
    assert only("tomorrow afternoon").part is Part.AFTERNOON
    assert only("lunchtime on Friday").part is Part.LUNCH


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("friday", day(3, 13)),
        ("2weeks", day(3, 25)),
        ("3d", day(3, 14)),
        ("tomorrow2pm", At(date(2026, 3, 12), time(14))),
        ("21jan", day(1, 21, 2027)),
        ("21jan2028", day(1, 21, 2028)),
        ("eow", day(3, 13)),
        ("endofmonth", day(3, 31)),
        ("monthly", Repeat("MONTHLY")),
        ("everymonday830am", Repeat("WEEKLY", byday=("MO",), clock=time(8, 30))),
        ("sales", None),
        ("10", None),
        ("", None),
    ],
)
def test_a_plus_tag_names_a_date_or_nothing(tag: str, meant: Value | None) -> None:
    assert tag_date(tag, SAID, LONDON) == meant
