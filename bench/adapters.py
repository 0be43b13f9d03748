"""What the scorer of labelled cases calls: thin functions into followupd.reading, one for each kind of case.

Each takes a case as its set defines it and gives plain data back. Measuring code only: nothing here is used by the
service. The functions stand in a file for each kind.

Patterns are compiled at their first use. What is timed is a service that runs, so some mails of our own are read here
before any case comes.
"""

from __future__ import annotations

import json
from pathlib import Path

from bench.adapt_answers import answers  # noqa: F401 -- called by the scorer
from bench.adapt_dates import dates  # noqa: F401
from bench.adapt_mail import automatic, forward, reply  # noqa: F401
from bench.adapt_reading import extract, smart  # noqa: F401

#: Read first, so that the patterns of usual mails are there.
_WARM = ("own-whole-1.jsonl", "own-whole-5.jsonl")


def _warm() -> None:
    for name in _WARM:
        for line in (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8").splitlines():
            extract(json.loads(line))


_warm()
