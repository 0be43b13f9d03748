"""Records come back from the database as they went in, whatever is in their fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followupd.domain.action import Result
from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.effects import Effect, FileMail, RemoveEntry, SendMail, SetEntry
from followupd.domain.people import WorkingTime
from followupd.errors import DatabaseTooNew, StoreError
from followupd.store import codec
from followupd.store.codec import decode, decode_effect, encode, encode_effect, up_to_date
from tests.unit.domain.build import ANNA, LONDON, NOW, agreed
from tests.unit.store.records import of

THINGS = [Proposal, Agreement, FollowUp]
EFFECTS = [SendMail, SetEntry, RemoveEntry, FileMail]

thorough = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.mark.parametrize("kind", THINGS)
@thorough
@given(data=st.data())
def test_any_thing_comes_back_as_it_was(kind: type[Proposal | Agreement | FollowUp], data: st.DataObject) -> None:
    thing = data.draw(of(kind))
    assert decode(kind, encode(thing)) == thing


@pytest.mark.parametrize("kind", EFFECTS)
@thorough
@given(data=st.data())
def test_any_effect_comes_back_as_it_was_and_of_its_kind(kind: type[Any], data: st.DataObject) -> None:
    effect: Effect = data.draw(of(kind))
    found = decode_effect(encode_effect(effect))
    assert type(found) is kind
    assert found == effect


def back(moment: datetime) -> datetime:
    return decode(Result, encode(Result(by=ANNA, at=moment))).at


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 16, 0, tzinfo=LONDON),
        datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
        datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
        datetime(2026, 3, 29, 1, 30, tzinfo=LONDON),  # a time that no clock shows
        datetime(2026, 7, 1, 16, 0, 0, 1, tzinfo=UTC),
    ],
)
def test_a_moment_keeps_its_wall_clock_its_zone_and_which_of_two_hours_is_meant(moment: datetime) -> None:
    found = back(moment)
    assert (found.replace(tzinfo=None), found.tzinfo, found.fold) == (
        moment.replace(tzinfo=None),
        moment.tzinfo,
        moment.fold,
    )


def test_a_zone_that_this_machine_does_not_know_is_the_offset_it_was() -> None:
    text = encode(Result(by=ANNA, at=datetime(2026, 7, 1, 16, 0, tzinfo=ZoneInfo("Europe/London"))))
    found = decode(Result, text.replace("Europe/London", "Europe/Atlantis"))
    assert found.at.utcoffset() == timedelta(hours=1)
    assert found.at == datetime(2026, 7, 1, 15, 0, tzinfo=UTC)


def test_sets_times_and_zones_are_kept() -> None:
    working = WorkingTime(zone=LONDON, days=frozenset({0, 1, 4}), days_off=frozenset({NOW.date()}))
    assert decode(WorkingTime, encode(working)) == working


def test_halves_of_characters_are_replaced() -> None:
    found = decode(Result, encode(Result(by=ANNA, at=NOW, words="half \ud83d, whole \N{SNOWMAN}")))
    assert found.words == "half ?, whole \N{SNOWMAN}"


# ----------------------------------------------------------------------------------------------- versions


def test_a_field_that_older_data_does_not_have_gets_its_default() -> None:
    told = json.loads(encode(agreed()))
    del told["data"]["last_change"]
    assert decode(Agreement, json.dumps(told)) == agreed()


def test_a_field_that_is_not_known_any_more_is_left_out() -> None:
    told = json.loads(encode(agreed()))
    told["data"]["colour"] = "blue"
    assert decode(Agreement, json.dumps(told)) == agreed()


def test_older_data_is_brought_up_to_date_step_by_step() -> None:
    def first(name: str, data: Any) -> Any:
        return {**data, "by": [name]}

    def second(name: str, data: Any) -> Any:
        return {**data, "by": [*data["by"], name.lower()]}

    steps = {1: first, 2: second}
    assert up_to_date("A", 1, {}, steps=steps, wanted=3) == {"by": ["A", "a"]}
    assert up_to_date("A", 2, {"by": []}, steps=steps, wanted=3) == {"by": ["a"]}
    assert up_to_date("A", 3, {}, steps=steps, wanted=3) == {}


def test_there_is_a_step_from_every_version_that_there_has_been() -> None:
    assert set(codec.UPGRADES) == set(range(1, codec.VERSION))


def test_data_of_a_newer_version_is_refused() -> None:
    told = json.loads(encode(agreed()))
    with pytest.raises(DatabaseTooNew):
        decode(Agreement, json.dumps({**told, "v": codec.VERSION + 1}))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"v":1}', '{"v":1,"data":{}}', '{"v":"x","data":{}}', '{"v":1,"data":{"$time":"soon"}}', "\0"],
)
def test_what_is_no_record_is_told_without_its_content(text: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        decode(Agreement, text)
    with pytest.raises(StoreError):
        decode_effect(text)
