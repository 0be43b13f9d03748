"""The scorers of reading: what counts as right, and what must hold on the project's own cases whatever else changes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from bench.reading import score_dates, score_mail, score_said, score_whole
from bench.reading.__main__ import OURS, OWN, SETS, guarded, load, set_of
from bench.reading.tally import Tally


def own(name: str) -> list[dict[str, Any]]:
    return [case for path in sorted(OWN.glob("*.jsonl")) if set_of(path) == name for case in load(path)]


# ------------------------------------------------------------------------------------------- what may never happen


def test_hardly_a_date_is_invented_nor_any_noise_logged_in_our_own_mails() -> None:
    tally = score_whole.score(OURS["whole"], own("whole"))
    assert tally["mails"] >= 60
    # A source that is a whole sentence with two actions can be paired with the wrong one of them.
    assert tally["invented"] <= 3
    assert tally["target_logged"] + tally["noise_logged"] <= 3


def test_no_answer_of_our_own_closes_an_action_wrongly() -> None:
    tally = score_said.answers(OURS["answers"], own("replies"))
    assert tally["expected"] >= 130
    assert tally["closed_wrongly"] == 0


def test_what_closes_nothing_closes_no_other_action_either() -> None:
    cases = own("replies")
    others = sorted({action["text"] for case in cases for action in case["actions"]})
    closing = {"done", "confirm"}
    tried = 0
    for at, case in enumerate(each for each in cases if len(each["actions"]) == 1):
        expected = case["expected"][0]
        if {expected["intent"], *expected.get("also", ())} & (closing | {"cancel"}):
            continue
        for other in (others[(7 * at) % len(others)], others[(31 * at + 5) % len(others)]):
            tried += 1
            said = OURS["answers"]({**case, "actions": [{**case["actions"][0], "text": other}]})
            assert not closing & {answer["intent"] for answer in said}, (case["text"], other)
    assert tried > 1_500


def test_no_person_of_our_own_is_taken_for_a_machine() -> None:
    tally = score_mail.automatic(OURS["automatic"], own("automatic"))
    assert (tally["person of"], tally["person wrong"], tally["report wrong"], tally["machine wrong"]) == (15, 0, 0, 0)


def test_hardly_a_text_without_a_date_has_one() -> None:
    tally = score_dates.score(OURS["dates"], own("dates-business"))
    assert tally["negatives"] >= 330
    assert tally["fooled"] <= 6  # a proverb, and names that only the parts of speech would tell from days


# --------------------------------------------------------------------------------------------------- what is right

DAY = {"start": 3, "end": 9, "text": "Friday", "kind": "date", "values": ["2026-11-27"]}
WEEK = {**DAY, "text": "next week", "kind": "range", "values": [{"start": "2026-11-30", "end": "2026-12-06"}]}
EVERY = {
    **DAY,
    "kind": "recurrence",
    "values": [{"freq": "WEEKLY", "interval": 2, "byday": ["FR"], "until": "2027-03-26"}],
}
HALF = {**DAY, "text": "at half two", "kind": "datetime", "values": ["2026-11-23T14:30"], "timeonly": True}


@pytest.mark.parametrize(
    ("want", "value", "right"),
    [
        (DAY, "2026-11-27", True),
        (DAY, "2026-11-27T09:00", True),
        (DAY, "2026-12-04", False),
        (DAY, {"start": "2026-11-27", "end": "2026-11-27"}, True),
        (DAY, {"freq": "WEEKLY"}, False),
        (WEEK, {"start": "2026-11-30", "end": "2026-12-04"}, True),
        (WEEK, {"start": "2026-11-23", "end": "2026-11-29"}, False),
        (WEEK, "2026-11-30", False),
        (EVERY, {"freq": "WEEKLY", "interval": 2, "byday": ["FR"], "until": "2027-03-26"}, True),
        (EVERY, {"freq": "WEEKLY", "interval": 2, "byday": ["FR"]}, False),
        (EVERY, {"freq": "WEEKLY", "interval": 1, "byday": ["FR"], "until": "2027-03-26"}, False),
        (HALF, "2026-11-23T02:30", True),
        (HALF, "2026-11-24T14:30", True),
        (HALF, "2026-11-25T14:30", False),
    ],
)
def test_a_date_is_right_when_it_says_the_same(want: dict[str, Any], value: Any, right: bool) -> None:
    case = {"reference": "2026-11-23T09:00:00", "text": "by Friday", "expected": [want]}
    assert score_dates.is_right(want, [value], case) is right


@pytest.mark.parametrize(
    ("found", "right"),
    [("All done.", 1), ("ALL DONE", 1), ("All done.\n\nRegards\nTom", 1), ("All done. And more.", 0), ("", 0)],
)
def test_a_replys_text_may_keep_its_signature_and_nothing_else(found: str, right: int) -> None:
    case = {"text": "x", "html": None, "check": "exact", "expected": "All done."}
    assert score_mail.reply(lambda _: found, [case])["right"] == right


def test_a_closing_word_for_an_action_that_nobody_spoke_of_is_counted() -> None:
    case = {"expected": [{"n": 1, "intent": "agreed"}]}
    tally = score_said.answers(lambda _: [{"n": 1, "intent": "agreed"}, {"n": 2, "intent": "done"}], [case])
    assert (tally["right"], tally["closed_wrongly"], tally["whole"]) == (1, 1, 0)


# -------------------------------------------------------------------------------------------------- the run itself


@pytest.mark.parametrize(
    ("name", "is_set"),
    [
        ("dates-business-open.jsonl", "dates-business"),
        ("dates-open.jsonl", "dates"),
        ("reply-text.jsonl", "reply-text"),
        ("own-answers-1.jsonl", "replies"),
        ("own-whole-2.jsonl", "whole"),
        ("notes.jsonl", None),
    ],
)
def test_a_set_is_known_by_the_beginning_of_its_name(name: str, is_set: str | None) -> None:
    assert set_of(Path(name)) == is_set


def test_each_file_of_our_own_cases_belongs_to_a_set() -> None:
    assert {set_of(path) for path in OWN.glob("*.jsonl")} == set(SETS) - {"dates"}


def test_what_fails_or_takes_too_long_says_nothing_and_is_told() -> None:
    def fails(case: dict[str, Any]) -> Any:
        raise KeyError(case["n"])

    def hangs(case: dict[str, Any]) -> Any:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            pass

    failed = Tally()
    assert guarded(fails, "dates", failed)({"n": 1}) == []
    assert guarded(hangs, "reply", failed, limit=0.05)({"n": 1}) == ""
    assert failed == {"raised KeyError": 1, "took too long": 1}
