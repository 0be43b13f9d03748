"""A covering part of the fault matrix; the whole of it is `make faults`.

Every fault comes to pass once at least, and every kind of request has several of them: in stories full of trouble
those that pass by themselves, in a story each those that last, or that a person has to be told of.
"""

from __future__ import annotations

import pytest

from tests.faults.matrix import DELTA, SEND, TROUBLES, Case, End, Matrix, combined

MAKE, ENTRY = "POST /users/{user}/messages", "POST /users/{user}/events"
READ = "GET /users/{user}/messages/{message}"
ALONE = (
    Case(troubles=(("401 for 10 minutes", DELTA),)),
    Case(troubles=(("403 for an hour", READ),)),
    Case(troubles=(("full for an hour", MAKE),)),
    Case(troubles=(("403 once", ENTRY), ("404 once", SEND))),
    Case(troubles=(("400 for good", MAKE),)),
    Case(troubles=(("202, lost", SEND),)),
    Case(troubles=(("202, bounced", SEND),), nth=2),
    Case(troubles=(("202, still a draft", SEND), ("410", DELTA), ("replays", DELTA))),
    Case(troubles=(("202, still a draft twice", SEND), ("out of order", DELTA), ("empty pages", DELTA)), nth=3),
    Case(troubles=(("cut after", MAKE), ("503 after the deed", SEND), ("cut after", ENTRY)), search=1200.0),
    Case(troubles=(("done 3 min after the time-out", SEND), ("a link to another host", DELTA)), search=120.0),
)


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return Matrix()


def survived(end: End) -> None:
    assert end.played == frozenset(end.case.troubles), "not every fault came to pass"
    assert end.wrong == ()


def test_the_undisturbed_story_and_the_one_whose_answers_are_lost_are_the_same(matrix: Matrix) -> None:
    assert (matrix.twin.wrong, matrix.troubled.wrong) == ((), ())
    assert sum(matrix.kinds().values()) >= 2, "some requests are made only after a trouble"
    assert len(matrix.kinds()) >= 20


@pytest.mark.parametrize("row", [0, 14])
def test_a_story_full_of_trouble_ends_as_if_there_had_been_none(matrix: Matrix, row: int) -> None:
    calm = [kind for kind, troubled in matrix.kinds().items() if not troubled]
    (case,) = combined(calm, [row])
    assert matrix.tell(case, matrix.twin.picture).wrong == ()


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.name)
def test_a_fault_is_survived(matrix: Matrix, case: Case) -> None:
    survived(matrix.tell(case, matrix.twin.picture))


def test_every_fault_comes_to_pass_somewhere(matrix: Matrix) -> None:
    calm = [kind for kind, troubled in matrix.kinds().items() if not troubled]
    met = {name for case in (*ALONE, *combined(calm, [0, 14])) for name, _ in case.troubles}
    assert set(TROUBLES) - met <= {
        "503 for 5 hours",  # tests/faults/test_outage.py tells of outages
        "cut for an hour",
        "400 syncStateNotFound",
        "404 resyncRequired",
        "duplicates",
        "202, 2 min in Outbox",
    }
