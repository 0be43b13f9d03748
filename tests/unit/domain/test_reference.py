"""The mark that ties replies to an agreement."""

from __future__ import annotations

import pytest

from followupd.domain.reference import candidate, find_references


def test_the_same_seed_gives_the_same_mark_and_another_try_another() -> None:
    assert candidate("a", 0) == candidate("a", 0)
    assert len({candidate("a", attempt) for attempt in range(50)}) == 50
    assert len({candidate(str(seed), 0) for seed in range(500)}) == 500


@pytest.mark.parametrize("seed", [str(number) for number in range(40)])
def test_a_mark_is_found_again_in_whatever_is_written(seed: str) -> None:
    mark = candidate(seed, 0)
    assert find_references(f"RE: Agreed: call [{mark}]") == (mark,)
    assert find_references(f"done {mark.lower()}.2, thanks") == (mark,)
    assert find_references(f"{mark} and {mark}") == (mark,)


@pytest.mark.parametrize("text", ["", "FU-", "FU-7K3Q", "FU-7K3QDX", "SNAFU-7K3QD", "fu 7K3QD"])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find_references(text) == ()


def test_letters_that_are_misread_on_paper_are_read_as_the_digits_they_look_like() -> None:
    assert find_references("FU-7K3QI and FU-OK3QD") == ("FU-7K3Q1", "FU-0K3QD")
