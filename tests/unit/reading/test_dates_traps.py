"""What looks like a date and is none; other languages; time taken."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.domain.people import WorkingTime
from followupd.reading.dates import At, Day, Span, Value, find_dates
from followupd.reading.dates.vocabulary import PHRASES
from tests.unit.reading.work import in_proportion

HERE = WorkingTime(zone=ZoneInfo("Europe/Berlin"))
SAID = datetime(2026, 3, 11, 10, 15, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday


@pytest.mark.parametrize(
    "text",
    [
        "The hotline runs 24/7.",
        "About 2/3 of the calls were answered",
        "They march on regardless, whatever may come",
        "April and June share a desk; May sits beside them",
        "Ask Jan about the second copy of the first draft",
        "The gateway is 10.20.30.40 and the build is 4.11.2",
        "We run Office 2024 on Windows 11",
        "See clause 7.2 on page 14",
        "The split was 5:2",
        "It costs £1,999 plus 19% VAT",
        "ring 020 7946 0123 or +49 30 901820",
        "her weekly column and a daily stand-up",
        "Happy new year to the whole team",
        "He sat in the sun, mon ami, and so did we",
        "Ref CV-2026-0117, PO 8841-03-C",
        "a 3-day course on a 12 month contract",
        "they do 40 calls a week",
        "We moved to 12 April Street",
        "31 April and 30 February do not exist",
        "one on one, two by two, at 3 sites",
        "https://example.com/2026/03/20/report and jo.may@example.com",
    ],
)
def test_numbers_names_and_versions_are_no_dates(text: str) -> None:
    assert find_dates(text, SAID, working=HERE, day_first=True) == ()


@pytest.mark.parametrize("text", ["the 9th month of next year", "we need it 2020/Mar/26", "4pm + 3 days", "Friday 7-6"])
def test_half_of_what_nobody_can_read_is_no_date(text: str) -> None:
    assert find_dates(text, SAID, working=HERE, day_first=True) == ()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Bitte bis Freitag, den 20. März erledigen", Day(date(2026, 3, 20))),
        ("bis spätestens 2.4.", Day(date(2026, 4, 2))),
        ("bis Ende nächster Woche", Day(date(2026, 3, 20))),
        ("am Dienstag um 14:30 Uhr", At(date(2026, 3, 17), time(14, 30))),
        ("übermorgen", Day(date(2026, 3, 13))),
        ("KW 14", Span(date(2026, 3, 30), date(2026, 4, 5))),
        ("innerhalb von 3 Arbeitstagen", Day(date(2026, 3, 16))),
        ("d'ici vendredi", Day(date(2026, 3, 13))),
        ("au plus tard le 2 avril 2026", Day(date(2026, 4, 2))),
        ("la semaine prochaine", Span(date(2026, 3, 16), date(2026, 3, 22))),
        ("mardi à 14h30", At(date(2026, 3, 17), time(14, 30))),
        ("d'ici la fin du mois", Day(date(2026, 3, 31))),
        ("para el 2 de abril", Day(date(2026, 4, 2))),
        ("el próximo lunes a las 10", At(date(2026, 3, 16), time(10))),
        ("mañana por la mañana", Day(date(2026, 3, 12))),
        ("dentro de dos semanas", Day(date(2026, 3, 25))),
        ("uiterlijk vrijdag 20 maart", Day(date(2026, 3, 20))),
        ("volgende week dinsdag", Day(date(2026, 3, 17))),
        ("eind van de maand", Day(date(2026, 3, 31))),
        ("over twee weken", Day(date(2026, 3, 25))),
    ],
)
def test_german_french_spanish_and_dutch_dates_are_read(said: str, meant: Value) -> None:
    (found,) = find_dates(said, SAID, working=HERE, day_first=True)
    assert found.readings[0] == meant


def test_a_date_wrapped_over_two_lines_is_one_date() -> None:
    text = "We agreed that you will send the signed papers to the client by Friday\n20 March."
    (found,) = find_dates(text, SAID, working=HERE, day_first=True)
    assert found.readings == (Day(date(2026, 3, 20)),)


def test_dates_on_lines_of_their_own_stay_apart() -> None:
    found = find_dates("Friday\n20 April\n", SAID, working=HERE, day_first=True)
    assert [each.readings[0] for each in found] == [Day(date(2026, 3, 13)), Day(date(2026, 4, 20))]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Do it by Friday 20 March. Review the Monday after.", [Day(date(2026, 3, 20)), Day(date(2026, 3, 23))]),
        ("Send it by 20 March. Check two days before.", [Day(date(2026, 3, 20)), Day(date(2026, 3, 18))]),
        ("Send it by 20 March.\n\nThe week after.", [Day(date(2026, 3, 20))]),
    ],
)  # fmt: skip
def test_a_day_is_counted_from_the_date_of_the_sentence_before(text: str, meant: list[Value]) -> None:
    assert [each.readings[0] for each in find_dates(text, SAID, working=HERE, day_first=True)] == meant


def test_days_are_counted_on_the_writers_wall_clock() -> None:
    late = datetime(2026, 3, 11, 23, 30, tzinfo=ZoneInfo("UTC"))  # already Thursday in Berlin
    (found,) = find_dates("tomorrow", late, working=HERE, day_first=True)
    assert found.readings == (Day(date(2026, 3, 13)),)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 -/.:,\nabdefhimnoprstuvwy'", max_size=120))
def test_no_text_breaks_the_reading_and_all_offsets_hold(text: str) -> None:
    last = 0
    for found in find_dates(text, SAID, working=HERE, day_first=True):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.words
        last = found.end


@pytest.mark.parametrize(
    "text",
    [
        "versions 19.5. and 3² weeks later",
        "0/2026 or 2026/00 or 2026-00",
        "within 99999999d of 13/2026",
        "inside 20261205999years from then",
        "KW 99 and KW0, 99/99/99, 0/0, 2026-13-45t25:61",
    ],
)
def test_numbers_that_no_calendar_has_are_no_dates(text: str) -> None:
    assert find_dates(text, SAID, working=HERE, day_first=True) == ()


_ODD = ("0", "31", "99", "2026", "0/2026", "2026/00", "12.5", "19.5.", "3²", "٣", "5.12", "31/02", "99999999d", "KW 53")
_words = st.sampled_from((*PHRASES, *_ODD, ",", ".", "-", "\n", "'s", "(", "+"))


@settings(max_examples=150, deadline=None)
@given(st.lists(_words, max_size=12), st.sampled_from(("", " ")))
def test_no_row_of_words_from_the_vocabulary_breaks_the_reading(row: list[str], between: str) -> None:
    for text in (" ".join(row), between.join(row).title()):
        find_dates(text, SAID, working=HERE, day_first=True)


@pytest.mark.parametrize("piece", ["the ", "of the ", "1/1/", "and 1 ", "5 May ", "a.", "Monday to ", "12:", "next "])
def test_twice_the_text_makes_about_twice_the_work(piece: str) -> None:
    in_proportion(lambda text: find_dates(text, SAID, working=HERE, day_first=True), piece, 4_000)
