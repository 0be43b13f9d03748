"""`make fuzz` begins with this: every pattern of reading, on pieces of text said over and over.

A pattern whose parts can match the same letters in many ways takes a hundred times as long for a text three times as
long. Here each one gets LENGTH characters of each piece; the names of those that take longer than LONGEST seconds are
printed, and the exit status is 1.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from types import FrameType

import followupd.reading

LENGTH = 300
LONGEST = 1.0
PIECES = (
    "a", "a ", "ab ", "a b ", "A", "A ", "A. ", "a-", "a: ", "a, ", "a.", "a'", "a/", "ä", "'s ", "1", "1 ", "1,", "1.",
    "1 to ", "x1 ", "%", "1% ", "- ", "(", " ", "\t", "one ", "the ", "the a ", "to ", "of ", "by ", "and ", "not ",
    "all ", "ok ", "done ", "we ", "i ", "monday ",
)  # fmt: skip
ENDS = ("", "!", " =?")


class _TooLongError(Exception):
    pass


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of reading has at its top, also in a tuple or a list, with its name."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(followupd.reading.__path__, "followupd.reading."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for each in value if isinstance(value, tuple | list) else (value,):
                if hasattr(each, "finditer") and hasattr(each, "pattern") and id(each) not in seen:
                    seen.add(id(each))
                    yield f"{module.name}.{name}", each


def too_long(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a search takes longer than LONGEST seconds; it is given up then."""
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        pattern.search(text)
    except _TooLongError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return False


def main() -> int:
    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGALRM, stop)
    every = tuple(patterns())
    slow = [
        (name, piece)
        for name, pattern in every
        for piece in PIECES
        if any(too_long(pattern, (piece * LENGTH)[:LENGTH] + end) for end in ENDS)
    ]
    for name, piece in slow:
        print(f"{name} takes longer than {LONGEST:g} s for {LENGTH} characters of {piece!r}")
    print(f"{len(every)} patterns: {len(slow) or 'none'} too slow")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
