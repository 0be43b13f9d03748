"""What the neighbours of a day say: a name, an owner, a measure, somebody's deed; or a day after all."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.reading.dates import find_dates
from tests.unit.reading.test_dates_phrases import shown

LONDON = ZoneInfo("Europe/London")
HERE = WorkingTime(zone=LONDON)
SAID = datetime(2026, 5, 6, 10, 30, tzinfo=LONDON)  # a Wednesday


def read(text: str) -> list[str]:
    found = find_dates(text, SAID, working=HERE, day_first=True)
    return [" or ".join(shown(value) for value in each.readings) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        # whose or how much
        "Please print today's labels again",
        "Tuesday's sales were poor",
        "We gave three weeks' warning and a fortnight's grace",
        "There are six months’ spares in the van",
        # names of firms and things
        "Sunday & Daughters cater for us",
        "Robinson had his Man Friday on stage",
        "Come in your Sunday best",
        "The invoice from Saturday Ltd is wrong",
        "A till called Thursday is out of order",
        "La société Vendredi a répondu",
        "Familie Montag kommt nicht",
        "Oak Bark and Monday Mist are the colours",
        "Friday Harbour Supplies Ltd sent it",
        "One week at a time, please",
        "Plate 5/6 is torn",
        "Mark hers 7/10 and mine 4/10",
        "Lady June opened the hall",
        # addresses
        "Livrez au 7 rue du 11 Novembre",
        "Der Laden ist in der Straße des 17. Juni",
        "The depot in 9 October Lane is shut",
        "Estamos en la calle 2 de Mayo",
        # somebody's deed
        "The boiler was serviced by April",
        "It had been checked by June.",
        "You may second it if you like",
        "Enviad la lista a Julio",
        # none in particular
        "It is never busy on a Monday",
        "Guten Morgen zusammen",
        "Schwester Sonntag hat frei",
        "Ask Uncle Friday.",
        "Ana en Mei dekken de tafel",
        "Saturday jobs are hard to find",
        "The dress-down Friday is over",
        "The Mail on Sunday rang",
        "Nobody staffs the Tuesday choir, nor plays in the Friday five",
        "It is spelled as in Friday Kahlo",
        "The parcel came from Sunday River Mills",
        "The reading is John 3:16 and the sermon short",
        "Open your Bible at Isaiah 40:31",
        "The lesson is read by June.",
        "They serve the 6 AM Dawn on tap",
        "Is that the 7:40 Leeds train?",
        # how long, how large
        "The wall was up in two days",
        "All of it had gone in an hour",
        "The download took 3:45 and the install 1:20",
        "Plug it in at port 8:15 of the panel",
        "Alarm 7/10 comes from pump 3",
        "Draw the ground floor at 1:20",
        "Gallery 6/7 echoes",
        "Lot 1951.3.2 is a clock",
        "shared between April and May",
        "he asks 8.15 an hour",
        "they moved from 8.4 to 9.1.",
        "Jan - thanks for this",
        "we lend to Ashton Tuesday chess players",
        "The Sunday Six-a-Side owe us a ball",
        "dose it 1:40 in winter",
        "she timed it in 12.4.",
        "oil the 3/4 hinges",
        "the Saturday crew never lock up",
        "her weekend bag is by the door",
        "an August wedding",
        "a 1:16 ramp",
        "I gave it 9/10",
        "it rings to this day",
        "fit a 5/16 washer",
        "the gear ratio is 16:10",
        "it lost by 4 to 2",
        "he is 40 years old",
        "COP 30 was in Brazil",
        "the second quarter of the screen is dark",
        "half eleven of the lamps",
        "answer Q2 of the form",
        "between the 2nd and 3rd floors",
        "mark us from 1 to 10",
        "la mise à jour est prête",
        "Saturday Morning and Sunday Evening are two songs",
        "the shop in 12 June Rise",
        "noon blue is the colour",
        "Next day despatch costs extra",
        "March through the corridor quietly",
        "le 7 est libre",
    ],
)
def test_a_day_that_its_neighbours_make_something_else_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Increase the visits by 8.",
        "Raise your booking rate by 4 please",
        "Reduce overtime by 10.",
        "orders were down by 5",
        "the fee was raised by 3",
        "they lost the cup by 2",
        "a shed 8 by 10",
        "the tickets are priced at 9.",
        "our target is at 11",
        "the lease caps it at 8",
    ],
)
def test_a_bare_number_that_says_how_many_is_no_hour(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("raise the ticket by 3", "2026-05-06 15:00"),
        ("drop the keys off by 5", "2026-05-06 17:00"),
        ("wrap up by 4", "2026-05-06 16:00"),
        ("send it by 5 please", "2026-05-06 17:00"),
        ("increase the visits by 8 by Friday", "2026-05-08"),
        ("doors open at 9", "2026-05-07 09:00"),
        ("last Christmas we shut early", "2025-12-25"),
        ("March to April", "2027-03-01 to 2027-04-30"),
        ("next day works for me", "2026-05-07"),
        ("Friday Afternoon works", "2026-05-08"),
    ],
)
def test_an_hour_or_a_day_beside_those_stays_one(text: str, meant: str) -> None:
    assert read(text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Bring it to Friday's site meeting", "2026-05-08"),
        ("It has to be right before tomorrow's papers", "2026-05-07"),
        ("in a week's time", "2026-05-13"),
        ("Must be approved by June", "2026-06-01 to 2026-06-30"),
        ("I called Monday", "2026-05-11"),
        ("in mei", "2026-05-01 to 2026-05-31"),
        ("between October and December", "2026-10-01 to 2026-12-31"),
        ("between now and October", "2026-05-06 to 2026-10-31"),
        ("Jan - Mar", "2027-01-01 to 2027-03-31"),
        ("Mon - call Jo", "2026-05-11"),
        ("dans 2 ans", "2028-05-06"),
        ("I will see Tom Monday regarding the till", "2026-05-11"),
        ("the bus is at 1:40", "2026-05-06 13:40"),
        ("the Monday deadline stands", "2026-05-11"),
        ("before the Tuesday papers go out", "2026-05-12"),
        ("the Monday works for me", "2026-05-11"),
        ("para julio", "2026-07-01 to 2026-07-31"),
        ("bis Morgen", "2026-05-07"),
        ("it has been quiet, so we ring in two days", "2026-05-08"),
        ("hand it in Friday Jo", "2026-05-08"),
        ("John 3:15 at the gate", "2026-05-06 15:15"),
        ("in the Monday meeting", "2026-05-11"),
        ("It is finished by June.", "2026-06-01 to 2026-06-30"),
        ("Join the 5pm Zoom", "2026-05-06 17:00"),
        ("Lunch at 1:20", "2026-05-06 13:20"),
    ],
)
def test_what_looks_like_those_but_is_a_day_stays_one(text: str, meant: str) -> None:
    assert read(text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("before the week is over", "2026-05-08"),
        ("by the time the quarter ends", "2026-06-30"),
        ("call me by 4 tomorrow", "2026-05-07 16:00"),
        ("keep 10-12 on the 21st free", "2026-05-21 10:00 to 2026-05-21 12:00"),
        ("Monday the week after next", "2026-05-18"),
        ("every first Tuesday of the month", "MONTHLY byday=(1TU,)"),
        ("make it the 19th", "2026-05-19"),
        ("am 9. Juni um 15 Uhr 15", "2026-06-09 15:15"),
        ("Dienstag in einer Woche", "2026-05-19"),
        ("jeudi en huit", "2026-05-14"),
        ("donderdag over een week", "2026-05-14"),
        ("der letzte Freitag im Juni", "2026-06-26"),
        ("le premier jeudi d'août", "2026-08-06"),
        ("el tercer martes del mes", "2026-05-19"),
        ("de laatste werkdag van de maand", "2026-05-29"),
        ("jeden zweiten Dienstag", "WEEKLY interval=2 byday=(TU,)"),
        ("om de week op maandag", "WEEKLY interval=2 byday=(MO,)"),
        ("kwart voor vier op vrijdag", "2026-05-08 15:45"),
        ("Friday pm", "2026-05-08"),
        ("Mon am", "2026-05-11"),
        ("will you be in between 2 and 3.30 on Friday", "2026-05-08 14:00 to 2026-05-08 15:30"),
        ("el martes a las nueve y media", "2026-05-12 09:30"),
        ("jeudi à dix heures moins le quart", "2026-05-07 09:45"),
        ("ring the branch tmrw am + book the van", "2026-05-07"),
        ("Friday: 2pm", "2026-05-08 14:00"),
        ("Fri 15 May-2pm", "2026-05-15 14:00"),
        ("I am out Friday until 2pm", "2026-05-08 to 2026-05-08 14:00"),
        ("not after 4pm on Friday", "2026-05-08 16:00"),
        ("a week Tuesday", "2026-05-19"),
        ("ten to noon", "2026-05-06 11:50"),
        ("12 June, Tuesday", "2026-06-12 or 2026-06-09"),
        ("every 2nd Tuesday", "WEEKLY interval=2 byday=(TU,)"),
        ("every 1 October", "YEARLY bymonthday=(1,) bymonth=(10,)"),
        ("every evening at 7", "DAILY clock=19:00:00"),
        ("every Tuesday night at 10.30", "WEEKLY byday=(TU,) clock=22:30:00"),
        ("in zwölf Tagen", "2026-05-18"),
        ("jeudi à onze heures", "2026-05-07 11:00"),
        ("el martes a las once", "2026-05-12 11:00"),
        ("binnen twintig dagen", "2026-05-26"),
    ],
)
def test_what_stands_beside_a_day_is_read_with_it(text: str, meant: str) -> None:
    assert read(text) == [meant]


def test_a_week_that_is_said_once_holds_for_all_its_days() -> None:
    assert read("Tuesday, Thursday and Friday next week") == ["2026-05-12", "2026-05-14", "2026-05-15"]


def test_a_day_set_against_a_date_is_in_the_month_of_that_date() -> None:
    assert read("by 20 August, not the 27th") == ["2026-08-20", "2026-08-27"]


def test_a_day_without_its_month_after_another_date_can_be_in_either_month() -> None:
    assert read("the fair is on 20 August, so the plan by the 9th") == ["2026-08-20", "2026-08-09 or 2026-05-09"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Paint the hall on 18 May, chairs back by the following Thursday", ["2026-05-18", "2026-05-21"]),
        (
            "Paint the hall w/c 18 May, chairs back by the following Thursday",
            ["2026-05-18 to 2026-05-24", "2026-05-21 or 2026-05-28"],
        ),
        ("The hall is painted. Chairs back by the following Thursday", ["2026-05-14 or 2026-05-07"]),
        ("Audit on 30 June, papers three weeks before that", ["2026-06-30", "2026-06-09"]),
    ],
)
def test_what_follows_or_precedes_is_counted_from_the_date_before_it(text: str, meant: list[str]) -> None:
    assert read(text) == meant


def test_a_bank_holiday_is_the_writers_own() -> None:
    dublin = ZoneInfo("Europe/Dublin")
    irish = WorkingTime(zone=dublin, days_off=frozenset({date(2026, 8, 3), date(2026, 10, 26)}))
    found = find_dates("shut on the August bank holiday", SAID, working=irish, day_first=True)
    assert [shown(each.readings[0]) for each in found] == ["2026-08-03"]
    assert read("shut on the August bank holiday") == ["2026-08-31"]
