"""What a careful British manager means, written down before it was tried. Said on Tuesday 8 September 2026, 14:20 in
London."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.reading.dates import Found, find_dates
from tests.unit.reading.test_dates_phrases import shown
from tests.unit.reading.work import in_proportion

LONDON = ZoneInfo("Europe/London")
SAID = datetime(2026, 9, 8, 14, 20, tzinfo=LONDON)


def dates(text: str) -> tuple[Found, ...]:
    return find_dates(text, SAID, working=WorkingTime(zone=LONDON), day_first=True)


def told(found: Found) -> str:
    return " or ".join(shown(value) for value in found.readings) + (" ?" if found.ambiguous else "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Let me have the rota by midnight on Friday", "2026-09-11 00:00 or 2026-09-12 00:00 ?"),
        ("The portal shuts on Thursday at midnight", "2026-09-10 00:00 or 2026-09-11 00:00 ?"),
        ("The offer lapses at midnight on 30 September", "2026-09-30 00:00 or 2026-10-01 00:00 ?"),
        ("The press run is 9.30-10.30 on 22 September", "2026-09-22 09:30 to 2026-09-22 10:30"),
        ("Interviews are 14.00 - 16.30 on Thursday", "2026-09-10 14:00 to 2026-09-10 16:30"),
        ("22 September, 9.30-10.30, in the annexe", "2026-09-22 09:30 to 2026-09-22 10:30"),
        ("Keep Monday 9-10.30 clear", "2026-09-14 09:00 to 2026-09-14 10:30"),
        ("We open from 8.30 to 12.15 on Saturday 12 September", "2026-09-12 08:30 to 2026-09-12 12:15"),
        ("Please settle it by the 31st", "2026-10-31 or 2026-09-30 ?"),
        ("Please settle it by the 30th", "2026-09-30"),
        ("It runs out on 5 January", "2027-01-05"),
        ("Reply no later than 2 February", "2027-02-02"),
        ("The stand closes on 29 February 2028", "2028-02-29"),
        ("Send the draft before 25 September", "2026-09-25"),
        ("I need the figures on or before Wednesday 16 September", "2026-09-16"),
        ("Could you ring Alma by close of business on Thursday?", "2026-09-10"),
        ("End of play Monday will do", "2026-09-14"),
        ("Get it to me by noon on Monday", "2026-09-14 12:00"),
        ("I shall chase them a week today", "2026-09-15"),
        ("Let us talk a week tomorrow", "2026-09-16"),
        ("We could do a fortnight on Monday", "2026-09-28"),
        ("Monday fortnight suits me", "2026-09-28"),
        ("Friday week at half ten", "2026-09-18 10:30"),
        ("See me first thing on Thursday", "2026-09-10"),
        ("Finish the stock take within ten working days", "2026-09-22"),
        ("Let me know within 48 hours", "2026-09-10 14:20"),
        ("in three weeks' time", "2026-09-29"),
        ("in a month's time", "2026-10-08"),
        ("two days from now", "2026-09-10"),
        ("Two working days before 1 October, send the pack", "2026-09-29"),
        ("The w/c 21/9 is busy", "2026-09-21 to 2026-09-27"),
        ("week commencing Monday 21st September", "2026-09-21 to 2026-09-27"),
        ("by the end of October", "2026-10-31"),
        ("by end of business on 18/09/2026", "2026-09-18"),
        ("by mid-October", "2026-10-11 to 2026-10-20"),
        ("in the first week of October", "2026-09-28 to 2026-10-04"),
        ("by the end of Q4", "2026-12-31"),
        ("by the end of the financial quarter on 30 September", "2026-09-30"),
        ("from Monday 14 to Wednesday 16 September", "2026-09-14 to 2026-09-16"),
        ("I am away 28 September to 9 October inclusive", "2026-09-28 to 2026-10-09"),
        ("from 29 December to 4 January", "2026-12-29 to 2027-01-04"),
        ("closed 24 Dec - 2 Jan", "2026-12-24 to 2027-01-02"),
        ("Thursday between 2 and 3", "2026-09-10 14:00 to 2026-09-10 15:00"),
        ("tomorrow 3-4pm", "2026-09-09 15:00 to 2026-09-09 16:00"),
        ("Thursday from 11am to 1pm", "2026-09-10 11:00 to 2026-09-10 13:00"),
        ("Meet on Thursday at 16:00 for an hour", "2026-09-10 16:00 to 2026-09-10 17:00"),
        ("Call him at 10am on the 14th", "2026-09-14 10:00"),
        ("On Monday the 14th we start", "2026-09-14"),
        ("We start Sunday 25 October at 1.30am", "2026-10-25 01:30"),
        ("Every Monday at 9 until the end of November", "WEEKLY byday=(MO,) clock=09:00:00 until=2026-11-30"),
        ("on the last Thursday of each month", "MONTHLY byday=(-1TH,)"),
        ("every four weeks", "WEEKLY interval=4"),
        ("every working day at 8.45", "WEEKLY byday=(MO, TU, WE, TH, FR) clock=08:45:00"),
        ("twice a month is too often, once a quarter will do", "MONTHLY interval=3"),
        ("Decide by tomorrow lunchtime", "2026-09-09"),
        ("This needs to go out tonight", "2026-09-08"),
        ("by the close of Friday", "2026-09-11"),
        ("before the end of the week", "2026-09-11"),
        ("some time next week", "2026-09-14 to 2026-09-20"),
        ("by 17:00 on Fri 11 Sept", "2026-09-11 17:00"),
        ("the 3rd of November", "2026-11-03"),
        ("Nov 3rd, 2026", "2026-11-03"),
        ("3-Nov-2026", "2026-11-03"),
        ("2026-11-03 09:30", "2026-11-03 09:30"),
        ("Tuesday 15 September at 9", "2026-09-15 09:00"),
        ("Wed 9th Sept, 4.15pm", "2026-09-09 16:15"),
        ("by the day after the 18th", "2026-09-19"),
        ("the Friday before the bank holiday on 31 August 2027", "2027-08-27 & 2027-08-31"),
        ("Bitte vor dem 20. Oktober schicken", "2026-10-20"),
        ("bis einschließlich 30. September", "2026-09-30"),
        ("spätestens am Mittwoch, 16.09.2026", "2026-09-16"),
        ("bis Freitag 12 Uhr", "2026-09-11 12:00"),
        ("zwischen dem 5. und 9. Oktober", "2026-10-05 to 2026-10-09"),
        ("Anfang Oktober", "2026-10-01 to 2026-10-10"),
        ("bis morgen Mittag", "2026-09-09"),
        ("in zwei Wochen", "2026-09-22"),
        ("vom 5. bis 9. Oktober", "2026-10-05 to 2026-10-09"),
        ("avant le 20 octobre", "2026-10-20"),
        ("Merci de répondre avant vendredi", "2026-09-11"),
        ("jusqu'au 30 septembre inclus", "2026-09-30"),
        ("au plus tard mercredi 16 septembre à 17h", "2026-09-16 17:00"),
        ("du 5 au 9 octobre", "2026-10-05 to 2026-10-09"),
        ("le 1er octobre", "2026-10-01"),
        ("dans quinze jours", "2026-09-23"),
        ("d'ici le 2 octobre", "2026-10-02"),
        ("antes del 20 de octubre", "2026-10-20"),
        ("a más tardar el viernes 18 de septiembre", "2026-09-18"),
        ("el 1 de octubre de 2026 a las 9:30", "2026-10-01 09:30"),
        ("del 5 al 9 de octubre", "2026-10-05 to 2026-10-09"),
        ("para el próximo jueves", "2026-09-10"),
        ("dentro de diez días", "2026-09-18"),
        ("vóór 20 oktober graag", "2026-10-20"),
        ("uiterlijk woensdag 16 september om 12.00 uur", "2026-09-16 12:00"),
        ("van 5 tot en met 9 oktober", "2026-10-05 to 2026-10-09"),
        ("binnen twee weken", "2026-09-22"),
        ("komende donderdag", "2026-09-10"),
        ("begin oktober", "2026-10-01 to 2026-10-10"),
        ("Let us meet the week after next", "2026-09-21 to 2026-09-27"),
        ("The Friday after next is better", "2026-09-25 or 2026-09-18 ?"),
        ("in a week's time", "2026-09-15"),
        ("on the second last working day of the month", "2026-09-29"),
        ("the penultimate Friday of October", "2026-10-23"),
        ("tonight at midnight", "2026-09-09 00:00"),
        ("We take stock on Tuesday morning", "2026-09-15"),
        ("It takes an hour and a half to set up", "1.5 hour"),
        ("Friday-11-Dec at the latest", "2026-12-11"),
        ("Can you do Friday 10-12?", "2026-09-11 10:00 to 2026-09-11 12:00"),
        ("the week starting on 5 October", "2026-10-05 to 2026-10-11"),
        ("Read it in the sun, then ring me on the 21st", "2026-09-21"),
    ],
)
def test_a_sentence_says_what_a_careful_manager_means(text: str, meant: str) -> None:
    assert " & ".join(told(found) for found in dates(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "29 February 2027",
        "May I ask whether Jan has a view?",
        "April will call, June will not",
        "Give it to May or to Mark",
        "Augustus and Julia both agree",
        "Roll out 4.2.1 and then 4.3",
        "Firmware 10.12 is stable",
        "£30 a head, €12.50 for children",
        "It came to 1.250,00 EUR",
        "Ring 0161 496 0000 or 07700 900123",
        "Cover is 24/7, all year round",
        "A ratio of 3:1 suits us",
        "Room 12.04, floor 3",
        "Part no. 7-11-2204",
        "They won 2-1 after extra time",
        "The second half was better than the first",
        "An article in the Sunday Times",
        "Music of the 90s",
        "A 1-1 with each of the team",
        "It is 50/50",
        "It may rain, or it may not",
        "They march on London with us",
        "She sat down at once",
        "In the sun we forget",
        "Bonjour mon ami",
        "Il mar Rosso, mer et dom",
        "Our Monday.com board is out of date",
        "The Good Friday Agreement",
        "We sold 12 of 30",
        "Pages 3-7 and table 9",
        "Score 8/10 on the survey",
        "It is a 9 to 5 job",
        "He is second to none",
        "Chapter 11 protection",
        "One in ten calls fails",
        "ISO 9001 and BS 7799",
        "A 5-a-side team",
        "Take the A1 to junction 46",
        "The 2.30 ratio is fine",
        "Mar the finish and you pay",
        "Twenty people, thirty chairs",
        "Dec and Ant were on air",
        "The Day of the Jackal",
        "a week-long course",
        "v2026.1 is out",
        "Windows 11 24H2",
        "Only 3 of the 12 replied",
        "Model T-800 and 3/4 inch pipe",
        "Call sign is Sierra 10",
        "Bus 5 goes to the centre",
        "Form P45 and form 8-K",
        "We are 7 out of 10 there",
        "He ran it in 4:12",
        "February 29, 2027",
        "We won 3-1 against the depot",
        "from 28 to 31 February",
        "An extract from the Friday Review",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    "said",
    [
        "Ring Alma by Friday 2 October at 10, review the Monday after; every other Tuesday until 18 December. ",
        "of the a ",
    ],
)
def test_twice_the_dates_make_twice_the_work(said: str) -> None:
    in_proportion(lambda text: dates(text), said, 5_000)
