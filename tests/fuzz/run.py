"""`make fuzz SECONDS=60`: every target for so long, one after the other, beginning with seeds made by code.

What was of use before lies in `.fuzz/NAME` and is begun with as well. A crash, a broken rule, an input that takes
longer than TIMEOUT or more memory than MEMORY ends a target; the input is kept in `.fuzz/found` and the exit status is
1. It is 3 where atheris is not there: it has wheels for Linux on x86-64 and for some versions of Python only.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from tests.fuzz.seeds import SEEDS, words

FOLDER = Path(".fuzz")
#: Longest input, in bytes.
LENGTHS = {"mail": 8_000, "html": 8_000, "dates": 1_000, "answers": 2_000}
#: Seconds that one input may take, hooks of the fuzzer and a busy machine included; megabytes of the whole process.
TIMEOUT, MEMORY = 10, 2_000


def main() -> int:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    names = sys.argv[2:] or list(SEEDS)
    if importlib.util.find_spec("atheris") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        print(f"make fuzz: atheris is not installed, and has no wheel for this machine or Python {version}:", end=" ")
        print("nothing was fuzzed. Python 3.11 to 3.14 on Linux on x86-64 has one.")
        return 3
    failed = [name for name in names if not fuzz(name, seconds)]
    for name in names:
        print(f"{name}: {'FAILED, the input lies in ' + str(FOLDER / 'found') if name in failed else 'nothing found'}")
    return 1 if failed else 0


def fuzz(name: str, seconds: int) -> bool:
    """Whether a target ran for so long without a finding."""
    known, seeds, found = FOLDER / name, FOLDER / f"{name}-seeds", FOLDER / "found"
    for folder in (known, seeds, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]()):
        (seeds / f"{number:03}").write_bytes(seed)
    dictionary = FOLDER / "words"
    dictionary.write_text(words(), encoding="ascii")
    print(f"== {name}: {seconds} seconds", flush=True)
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.target",
            name,
            f"-max_total_time={seconds}",
            f"-max_len={LENGTHS[name]}",
            f"-timeout={TIMEOUT}",
            f"-rss_limit_mb={MEMORY}",
            f"-dict={dictionary}",
            f"-artifact_prefix={found}/{name}-",
            "-print_final_stats=1",
            "-verbosity=0",
            str(known),
            str(seeds),
        ],
        check=False,
    )
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
