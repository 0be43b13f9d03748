"""Days, times, zones, titles and links, as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest

from followupd.domain.action import Cause, How, Moment
from followupd.domain.states import ActionState
from followupd.writing import words
from followupd.writing.mailto import answer, mailto, word
from followupd.writing.text import CUT_LINE, cut, listed, one_line, quoted, sentence, title


def test_a_day_is_written_as_in_britain() -> None:
    assert words.day(date(2026, 12, 4)) == "Friday 4 December 2026"
    assert words.short_day(date(2026, 12, 4)) == "Friday 4 December"
    assert words.near_day(date(2027, 1, 8), date(2026, 12, 4)) == "Friday 8 January 2027"


@pytest.mark.parametrize(
    ("moment", "named", "told"),
    [
        (Moment(day=date(2026, 12, 4)), True, "Friday 4 December 2026"),
        (Moment(day=date(2026, 12, 4), clock=time(9, 5), zone="Europe/London"), False, "Friday 4 December 2026, 09:05"),
        (
            Moment(day=date(2026, 12, 4), clock=time(9, 5), zone="Europe/London"),
            True,
            "Friday 4 December 2026, 09:05 London time",
        ),
        (
            Moment(day=date(2026, 12, 4), clock=time(20, 0), zone="America/New_York"),
            True,
            "Saturday 5 December 2026, 01:00 London time",
        ),
    ],
)
def test_a_moment_is_told_on_the_readers_clock(moment: Moment, named: bool, told: str) -> None:
    assert words.moment(moment, zone="Europe/London", named=named) == told


@pytest.mark.parametrize(
    ("zone", "told"),
    [("Europe/London", "London time"), ("America/New_York", "New York time"), ("UTC", "UTC"), ("Etc/GMT+3", "GMT+3")],
)
def test_a_zone_is_told_as_people_say_it(zone: str, told: str) -> None:
    assert words.place(zone) == told


@pytest.mark.parametrize(("hour", "told"), [(7, "Good morning"), (12, "Good afternoon"), (18, "Good evening")])
def test_a_greeting_fits_the_hour(hour: int, told: str) -> None:
    assert words.greeting(datetime(2026, 12, 4, hour, tzinfo=UTC)) == told


def test_each_state_cause_and_way_has_its_words() -> None:
    assert set(words.STANDS) == set(ActionState)
    assert set(words.CAUSES) == set(Cause)
    assert set(words.HELD) == set(How)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("call the 10 lapsed clients.", "Call the 10 lapsed clients"),
        ("  call\n them \t now ", "Call them now"),
        ("Écrire à Zoë", "Écrire à Zoë"),
        ("a" * 80, "A" + "a" * 68 + "…"),
        (
            "Go through every one of the lapsed clients, then, with Priya, the ones left",
            "Go through every one of the lapsed clients, then, with Priya, the…",
        ),
        ("", ""),
        ("👩‍👩‍👧 day", "👩‍👩‍👧 day"),
    ],
)
def test_a_title_is_one_line_cut_at_a_word(what: str, told: str) -> None:
    assert title(what) == told


def test_a_field_begins_with_a_capital_letter() -> None:
    assert sentence("a note in the system.") == "A note in the system."


def test_a_cut_never_gives_more_than_was_allowed() -> None:
    for limit in range(2, 40):
        assert len(cut("the quick brown fox jumps over the lazy dog", limit)) <= limit


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("one\r\ntwo\r\n\r\n\r\nthree  \n", ("one", "two", "", "three")),
        ("", ()),
        ("x\u2028y\u0085z", ("x", "y", "z")),
        (f"above\n{CUT_LINE}\nbelow", ("above", "followupd", "below")),
    ],
)
def test_a_quotation_keeps_its_lines(said: str, lines: tuple[str, ...]) -> None:
    assert quoted(said) == lines


def test_a_long_quotation_ends() -> None:
    assert len(quoted("line\n" * 1000)) == 41
    assert sum(map(len, quoted("word " * 10_000))) <= 2001


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert one_line("a\u202eb\u200bc\x07d\ue000e\ufffff\u00adg") == "abcdefg"


@pytest.mark.parametrize(
    ("names", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names: list[str], told: str) -> None:
    assert listed(names) == told


# ------------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize("subject", ["DONE FU-7K3QD", "Re: 50 % off & “more”? #1 +x", "a\r\nBcc: x@example.org", "é😀"])
def test_a_link_carries_its_subject_whole_and_nothing_else(subject: str) -> None:
    link = mailto("follow+up@example.com", subject, "a b\nc&d=e")
    parts = urlsplit(link)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert parts.path == "follow%2Bup@example.com"
    assert fields == {"subject": [" ".join(subject.split())], "body": ["a b\nc&d=e"]}
    assert link.isascii()
    assert not set(link) & set(" \"'<>\r\n")


@pytest.mark.parametrize(
    ("say", "reference", "subject", "body"),
    [
        ("DONE", "FU-7K3QD", "DONE FU-7K3QD", "DONE"),
        ("DONE 2", "FU-7K3QD.2", "DONE FU-7K3QD.2", "DONE 2"),
        ("NOT DONE", "FU-7K3QD.2", "NOT DONE FU-7K3QD.2", "NOT DONE 2"),
        ("SEND 1 3", "FU-7K3QD", "SEND 1 3 FU-7K3QD", "SEND 1 3"),
        ("DONE FU-7K3QD", "", "DONE FU-7K3QD", "DONE FU-7K3QD"),
    ],
)
def test_a_link_says_the_word_in_its_subject_and_as_it_would_be_typed(
    say: str, reference: str, subject: str, body: str
) -> None:
    link = word(say, "", to="f@example.com", reference=reference).link
    assert parse_qs(urlsplit(link).query) == {"subject": [subject], "body": [body]}
    going_on = word(say, "", to="f@example.com", reference=reference, more=True).link
    assert parse_qs(urlsplit(going_on).query)["body"] == [f"{body} - "]


def test_a_field_is_begun_in_the_body_of_an_answer() -> None:
    link = answer("2 Due: …", "", to="f@example.com", subject="Call them [FU-7K3QD]").link
    assert parse_qs(urlsplit(link).query) == {"subject": ["Re: Call them [FU-7K3QD]"], "body": ["2 Due: "]}
