"""Dates that a person has to settle, and halves of what was not read. Written on Monday 23 November 2026 at 9 in
London."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.domain.people import WorkingTime
from followupd.reading.dates import Found, find_dates
from tests.unit.reading.test_dates_phrases import shown

LONDON = ZoneInfo("Europe/London")
SAID = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)


def dates(text: str) -> tuple[Found, ...]:
    return find_dates(text, SAID, working=WorkingTime(zone=LONDON), day_first=True)


def told(text: str) -> str:
    return " & ".join(
        " or ".join(shown(value) for value in found.readings) + (" ?" if found.ambiguous else "")
        for found in dates(text)
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Let me have it by Thursday or Friday", "2026-11-26 or 2026-11-27 ? & 2026-11-27 or 2026-11-26 ?"),
        (
            "Send it by 3/4 or next Friday",
            "2027-04-03 or 2026-12-04 or 2026-11-27 ? & 2026-12-04 or 2026-11-27 or 2027-04-03 ?",
        ),
        ("Bis 15.12. oder 18.12. fertig", "2026-12-15 or 2026-12-18 ? & 2026-12-18 or 2026-12-15 ?"),
        ("It shuts on 8 December / 9 December", "2026-12-08 or 2026-12-09 ? & 2026-12-09 or 2026-12-08 ?"),
        ("by Friday or sooner", "2026-11-27"),
        ("Thursday and Friday are both free", "2026-11-26 & 2026-11-27"),
        ("We open on 29 February 2027", "2027-02-28 or 2027-03-01 ?"),
        ("Due by 31 September 2026", "2026-09-30 or 2026-10-01 ?"),
        ("Ship it on 31 June", "2027-06-30 or 2027-07-01 ?"),
        ("See me tomorrow, 27 November", "2026-11-27 or 2026-11-24 ?"),
        ("See me tomorrow, 24 November", "2026-11-24"),
        ("by midnight on Friday", "2026-11-27 00:00 or 2026-11-28 00:00 ?"),
        ("by midnight on Monday", "2026-11-30 00:00 or 2026-12-01 00:00 or 2026-11-24 00:00 ?"),
        ("today/tomorrow", "2026-11-23 or 2026-11-24 ? & 2026-11-24 or 2026-11-23 ?"),
        ("Try again in 2-3 weeks", "2026-12-07 or 2026-12-14 ?"),
        ("Try again in two or three weeks", "2026-12-07 or 2026-12-14 ?"),
    ],
)
def test_where_two_days_can_be_meant_both_are_kept(text: str, meant: str) -> None:
    assert told(text) == meant


def test_the_two_words_that_clash_are_told() -> None:
    assert dates("by Thursday or Friday")[0].ambiguous == "it says “Thursday” or “Friday”"
    assert dates("by 31 April")[0].ambiguous == "April 2027 has no 31"


@pytest.mark.parametrize(
    "text",
    [
        "18 December two thousand and thirty",
        "the closest Monday to the launch",
        "every 5th Friday",
        "the last four months of 2024",
        "in week 27 of last year",
        "twenty and four hours",
        "tomorrow afternoonish",
        "early morning at 3",
        "The sun goes down tomorrow at thirty-six minutes past four",
    ],
)
def test_half_of_an_expression_is_no_date(text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Come at nine thirty tomorrow", "2026-11-24 09:30"),
        ("Friday at seven twenty-seven", "2026-11-27 07:27"),
        ("today at 9p.", "2026-11-23 21:00"),
        ("3p tomorrow", "2026-11-24 15:00"),
        ("8 tomorrow evening", "2026-11-24 20:00"),
        ("Wednesday nine fifteen a m", "2026-11-25 09:15"),
        ("It is daily at 8.10.", "DAILY clock=08:10:00"),
        ("Would Thursday at 11 or Friday at 9 suit?", "2026-11-26 11:00 or 2026-11-27 09:00 ?"),
        ("Thursdays at 17.30 London time", "WEEKLY byday=(TH,) clock=17:30:00"),
        ("between now and Friday", "2026-11-23 to 2026-11-27"),
        ("from now until the end of November", "2026-11-23 to 2026-11-30"),
        ("I shall do it later this week", "2026-11-23 to 2026-11-29"),
        ("Use the next fortnight", "2026-11-24 to 2026-12-07"),
        ("The next two quarters will show it", "2027-01-01 to 2027-06-30"),
        ("It lasts for 2 hours from 2pm", "2026-11-23 14:00 to 2026-11-23 16:00"),
        ("I am away for three days from today", "2026-11-23 to 2026-11-25"),
        ("w/c Sunday 6 December", "2026-12-06 to 2026-12-12"),
        ("The fair is w/c 7 December; bring samples the Friday before", "2026-12-07 to 2026-12-13 & 2026-12-04"),
        ("The fair is w/c 7 December; report the Tuesday after", "2026-12-07 to 2026-12-13 & 2026-12-15"),
        ("Pay runs are on the 3rd and 5th", "2026-12-03 & 2026-12-05"),
        ("the third last Friday of December", "2026-12-11"),
        ("every month at the beginning", "MONTHLY bymonthday=(1,)"),
        ("9 December Wednesday", "2026-12-09"),
        ("Fri 11.12", "2026-12-11"),
        ("Thursday 9am (CET)", "2026-11-26 08:00"),
        ("d'ici jeudi midi", "2026-11-26 12:00"),
        ("by the end of the working day", "2026-11-23"),
        ("Easter Road is shut", ""),
        ("The TGI Fridays voucher is on the desk", ""),
        ("Ring the office and ask for April.", ""),
        ("Read 10.4 before you touch 11.2.", ""),
        ("We need a minute-taker", ""),
    ],
)
def test_what_stands_beside_a_date_is_read_with_it(text: str, meant: str) -> None:
    assert told(text).split(" & 2026-11-27 09:00")[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "About 3/4 have replied, 1/4 not.",
        "A third of it, or 1/3, is broken",
        "She scored 9/10 on the paper and 11/12 on the oral",
        "Ask Ms Monday and Dr. May",
        "Is Wed a word?",
        "It may 10 times out of 12 fail",
        "Sell at 20 and buy at 15.",
        "The second-quarter-mile post",
        "Have a good day!",
        "Happy Friday!",
        "At the end of the day it is about trust.",
        "This is a day job at £15 an hour, 40 hours a week",
        "Give me a minute",
        "I copied in Jan, who runs the depot",
        "Easter eggs sell well; a Christmas card less so",
        "Odds of 7/2",
        "Build 20261103 failed",
    ],
)
def test_idioms_fractions_and_rates_are_no_dates(text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Let me know by 3/4", "2027-04-03"),
        ("Deadline: 1/3", "2027-03-01"),
        ("Meet 1/3 at 10am", "2027-03-01 10:00"),
        ("Send it by the end of the day.", "2026-11-23"),
        ("Block a day for it", "1 day"),
        ("Let me have it before the weekend", "2026-11-28 to 2026-11-29"),
        ("We read the meters in April and October", "2027-04-01 to 2027-04-30 & 2027-10-01 to 2027-10-31"),
        ("We meet on alternate Tuesdays", "WEEKLY interval=2 byday=(TU,)"),
        ("Bis 18.12. fertig machen", "2026-12-18"),
        ("Beth does it, eow next week", "2026-12-04"),
        ("Erinnerung übernächste Woche", "2026-12-07 to 2026-12-13"),
        ("Übernächsten Donnerstag", "2026-12-10"),
        ("Point tous les lundis à 9h", "WEEKLY byday=(MO,) clock=09:00:00"),
        ("le 8 décembre de 10h à 11h", "2026-12-08 10:00 to 2026-12-08 11:00"),
        ("el 8 de diciembre de 10 a 11", "2026-12-08 10:00 to 2026-12-08 11:00"),
        ("am 8. Dezember von 10 bis 11 Uhr", "2026-12-08 10:00 to 2026-12-08 11:00"),
        ("de 10 à 12 personnes", ""),
        (
            "every Monday at 2pm and Wednesday at 4pm",
            "WEEKLY byday=(MO,) clock=14:00:00 & WEEKLY byday=(WE,) clock=16:00:00",
        ),
        ("4pm on Thursday and Friday", "2026-11-26 16:00 & 2026-11-27 16:00"),
        ("on the third Friday", ""),
        ("It takes two to three days", ""),
        ("Let me have it by 10 on Friday", "2026-11-27 10:00"),
        ("Call round 3ish on Thursday", "2026-11-26"),
        ("around 3-ish on Thursday", "2026-11-26 15:00"),
        ("by the end of the second week of January", "2027-01-15"),
        ("H1 next year", "2027-01-01 to 2027-06-30"),
        ("Q1 FY27", ""),
        ("next Wednesday but one", "2026-12-02"),
    ],
)
def test_what_looks_like_them_but_is_led_in_is_a_date(text: str, meant: str) -> None:
    assert told(text) == meant


def test_the_bank_holiday_is_the_writers_own_next_one() -> None:
    holidays = frozenset({date(2026, 8, 31), date(2026, 12, 26), date(2026, 12, 25), date(2026, 12, 28)})
    working = WorkingTime(zone=LONDON, days_off=holidays)
    (found,) = find_dates("Have it done by the bank holiday", SAID, working=working, day_first=True)
    assert shown(found.readings[0]) == "2026-12-25"
    assert not dates("Have it done by the bank holiday")  # nobody knows which
    assert not find_dates("Bank holiday pay is double", SAID, working=working, day_first=True)
