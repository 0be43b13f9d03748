"""How fast: mails a second, a long body, and what an import costs. Processor time of this process or of a fresh one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.reading.tally import Case, Reader

#: Runs of which the median is taken.
RUNS = 5
FRESH = 7
#: Seconds that a run lasts at least.
LEAST = 0.4
#: Characters of the long body.
BODY = 10_000


def a_second(read: Reader, cases: Sequence[Case]) -> float:
    """Cases a second on one core: the median of some runs, after one that warms up."""
    return len(cases) / _median(lambda: [read(case) for case in cases], RUNS)


def of_body(read: Callable[[Case], Any], case: Case) -> float:
    """Milliseconds for one case whose body is repeated to 10 kB."""
    text = case["body"]
    long = {**case, "body": (f"{text}\n\n" * (BODY // len(text) + 1))[:BODY]}
    return 1000 * _median(lambda: read(long), RUNS)


def importing(module: str) -> float:
    """Seconds that importing a module adds to a fresh interpreter that finds its byte code, as where it was installed:
    processor time, median."""
    code = f"import time; t = time.process_time(); import {module}; print(time.process_time() - t)"
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environ = {**kept, "PYTHONPYCACHEPREFIX": folder}
        runs = [
            subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environ)
            for _ in range(FRESH + 1)
        ]
    return statistics.median(float(run.stdout) for run in runs[1:])


def _median(work: Callable[[], object], runs: int) -> float:
    """Seconds for one piece of work. A run is long enough for a clock that counts in hundredths of a second."""
    began, times = time.perf_counter(), 0
    while time.perf_counter() - began < LEAST:
        work()
        times += 1
    taken = []
    for _ in range(runs):
        started = time.process_time()
        for _ in range(times):
            work()
        taken.append((time.process_time() - started) / times)
    return statistics.median(taken)
