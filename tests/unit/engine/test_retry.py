"""When to try again."""

from __future__ import annotations

import pytest

from followupd.engine.retry import DELAYS, MOST_LOST, MOST_TRIES, after, delay
from followupd.errors import (
    AccessDenied,
    Conflict,
    FollowupdError,
    Gone,
    LoginFailed,
    NotShown,
    OutcomeUnknown,
    Rejected,
    SignInEnded,
    StoreUnavailable,
    TemplateBroken,
    Throttled,
    Unavailable,
)


@pytest.mark.parametrize(
    "error", [Unavailable("x"), Throttled("x"), Throttled("x", retry_after=90), StoreUnavailable("x")]
)
def test_an_outage_costs_no_try_however_long_it_lasts(error: FollowupdError) -> None:
    for attempt in (1, MOST_TRIES, MOST_TRIES + 1, 1000):
        retry = after(error, attempt, "key")
        assert retry.seconds is not None
        assert not retry.counts


def test_an_outage_is_waited_for_longer_and_longer_and_never_for_long() -> None:
    waits = [after(Unavailable("x"), 1, "key", begun=begun).seconds or 0.0 for begun in range(1, 200)]
    assert waits[:8] == sorted(waits[:8])
    assert waits[0] <= 6
    assert 240 <= min(waits[8:]) <= max(waits[8:]) <= 360


def test_a_deed_whose_answer_is_lost_costs_no_try_for_a_day_and_then_a_person_is_asked() -> None:
    waits = [after(OutcomeUnknown("x"), 1, "key", begun=begun) for begun in range(1, MOST_LOST + 1)]
    assert not any(retry.counts for retry in waits)
    assert 24 * 3600 <= sum(retry.seconds or 0.0 for retry in waits) <= 36 * 3600
    assert after(OutcomeUnknown("x"), MOST_TRIES + 1, "key", begun=MOST_LOST + 1).seconds is None


@pytest.mark.parametrize("error", [Throttled("x", retry_after=90), Unavailable("x", retry_after=90)])
def test_a_wait_that_was_asked_for_is_kept(error: Unavailable) -> None:
    retry = after(error, 1, "key")
    assert retry.seconds is not None
    assert retry.seconds >= 90


@pytest.mark.parametrize("error", [LoginFailed("x"), SignInEnded("x", code="invalid_grant")])
def test_a_login_that_is_refused_gives_nothing_up(error: FollowupdError) -> None:
    assert not any(after(error, 1, "key", begun=begun).counts for begun in range(1, 1000))
    assert after(error, MOST_TRIES + 1, "key").seconds is not None


@pytest.mark.parametrize(
    "error", [NotShown("x"), Conflict("x"), LoginFailed("x", status=401), Gone("x"), KeyError("x")]
)
def test_a_doubt_or_a_mistake_is_tried_again_so_often_and_then_never(error: Exception) -> None:
    waits = [after(error, attempt, "key").seconds for attempt in range(1, MOST_TRIES + 1)]
    assert all(seconds is not None for seconds in waits)
    assert after(error, MOST_TRIES + 1, "key").seconds is None
    assert all(after(error, attempt, "key").counts for attempt in range(1, MOST_TRIES + 2))


@pytest.mark.parametrize("error", [Rejected("x"), AccessDenied("x"), TemplateBroken("x")])
def test_what_is_refused_for_good_is_not_tried_again(error: FollowupdError) -> None:
    assert after(error, 1, "key").seconds is None


def test_all_tries_together_take_a_quarter_of_an_hour() -> None:
    assert 14 * 60 <= sum(DELAYS) <= 20 * 60
    assert list(DELAYS) == sorted(DELAYS)


def test_the_same_effect_always_waits_the_same_and_two_do_not_return_together() -> None:
    assert delay(3, "one") == delay(3, "one")
    assert len({delay(3, f"key {n}") for n in range(50)}) > 25
    assert all(DELAYS[2] <= delay(3, f"key {n}") <= DELAYS[2] * 1.2 for n in range(50))


@pytest.mark.parametrize("attempts", [-1, 0, 1])
def test_the_first_wait_is_the_shortest(attempts: int) -> None:
    assert delay(attempts, "key") <= DELAYS[0] * 1.2
