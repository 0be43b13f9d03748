"""The whole fault matrix: every fault at every kind of request, a story each, two at a time; printed as a table.

    python -m tests.faults.whole [--nth 1 2] [--fault 429] [--request /send] [--jobs 2] [--part 1/4]

It tells about a thousand stories, each about three seconds of a core. `--part` tells every fourth of them, from the
first: parts may run one after the other, or on several machines. Exit status 1: something did not survive.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.faults.matrix import LAGS, SEND, TROUBLES, Case, End, Matrix, combined, fits

#: Where the order of the stories begins; another number, another order.
SEED = 20261123

_matrix: Matrix | None = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nth", type=int, nargs="+", default=[1], help="at which requests of each kind")
    parser.add_argument("--fault", default="", help="only faults whose name has this in it")
    parser.add_argument("--request", default="", help="only requests whose kind has this in it")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--part", default="1/1", help="which part of how many")
    asked = parser.parse_args()
    part, parts = (int(each) for each in asked.part.split("/"))
    begun = time.monotonic()
    logging.disable(logging.CRITICAL)
    matrix = Matrix()
    for twin in (matrix.twin, matrix.troubled):
        for wrong in twin.wrong:
            print(f"the undisturbed story: {wrong}")
    kinds = matrix.kinds()
    cases = [
        case
        for case in _cases(kinds, asked.nth)
        if any(asked.fault in trouble and asked.request in kind for trouble, kind in case.troubles)
    ]
    random.Random(SEED).shuffle(cases)
    cases.sort(key=lambda case: -len(case.troubles))
    cases = cases[part - 1 :: parts]
    ends: list[End] = []
    with ProcessPoolExecutor(asked.jobs, initializer=_begin) as pool:
        for end in pool.map(_tell, cases):
            ends.append(end)
            if len(ends) % 50 == 0:
                print(
                    f"{len(ends)} of {len(cases)} stories, {sum(bool(each.wrong) for each in ends)} differ", flush=True
                )
            if end.wrong:
                print(f"{end.case.name}:", *end.wrong, sep="\n    ", flush=True)
    lost = [end for end in ends if end.wrong]
    _table(ends, kinds)
    minutes = (time.monotonic() - begun) / 60
    played = [end for end in ends if end.played]
    print(
        f"faults × requests: {len(played) - sum(end in lost for end in played)} of {len(played)} survived "
        f"({len(TROUBLES)} faults, {len(kinds)} kinds of requests, {len(ends) - len(played)} that never came to pass), "
        f"{minutes:.0f} minutes"
    )
    return 1 if lost or matrix.twin.wrong or matrix.troubled.wrong else 0


def _cases(kinds: dict[str, bool], nths: list[int]) -> Iterator[Case]:
    for nth in nths:
        for name in TROUBLES:
            for kind, troubled in kinds.items():
                if fits(name, kind):
                    yield Case(troubles=((name, kind),), nth=nth, troubled=troubled)
    for search in LAGS.values():
        for name in ("503 after the deed", "cut after", "done 3 min after the time-out"):
            for kind in (SEND, "POST /users/{user}/messages", "POST /users/{user}/events"):
                yield Case(troubles=((name, kind),), search=search)
    yield from combined(kinds)


def _begin() -> None:
    global _matrix  # one for each process: the template and the twin are made once
    logging.disable(logging.CRITICAL)
    _matrix = Matrix()


def _tell(case: Case) -> End:
    assert _matrix is not None
    return _matrix.tell(case, _matrix.twin.picture)


def _table(ends: list[End], kinds: dict[str, bool]) -> None:
    """A line a fault, a column a kind: + survived, x not, blank: cannot come to pass there."""
    columns = list(kinds)
    for number, kind in enumerate(columns):
        print(f"  {chr(ord('a') + number)}  {kind}{'  (asked after a trouble)' if kinds[kind] else ''}")
    print(" " * 34 + "".join(chr(ord("a") + number) for number in range(len(columns))))
    singles = [end for end in ends if len(end.case.troubles) == 1]
    for name in TROUBLES:
        line = ""
        for kind in columns:
            here = [end for end in singles if end.case.troubles == ((name, kind),) and end.played]
            line += " " if not here else "x" if any(end.wrong for end in here) else "+"
        print(f"  {name:<32}{line}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
