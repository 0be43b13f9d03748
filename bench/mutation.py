"""Mutation tests of domain/: what a test suite would not notice.

    python bench/mutation.py [--children 2] [--keep FOLDER]

mutmut looks for packages under `src`, so the tree is laid out that way in a folder of its own, and run there. Prints
the counts and the names of the mutants that survived.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """
[tool.mutmut]
source_paths = ["src/followupd/domain"]
pytest_add_cli_args_test_selection = ["tests/unit/domain"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider"]
also_copy = ["src", "tests"]

[tool.pytest.ini_options]
addopts = "--import-mode=importlib"
pythonpath = [".", "src"]
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="lay the tree out here and leave it, to look at survivors")
    arguments = parser.parse_args()
    place = arguments.keep or Path(tempfile.mkdtemp(prefix="mutation-"))
    place.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "daemon", place / "src", dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests" / "unit" / "domain", place / "tests" / "unit" / "domain", dirs_exist_ok=True)
    (place / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    mutmut = [sys.executable, "-m", "mutmut"]
    ran = subprocess.run(
        [*mutmut, "run", "--max-children", str(arguments.children)],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        sys.stderr.write(ran.stdout[-3000:] + ran.stderr[-3000:])
        return 1
    told = subprocess.run([*mutmut, "results", "--all", "true"], cwd=place, capture_output=True, text=True, check=True)
    found = re.findall(r"^\s*(\S+): (.+)$", told.stdout, re.MULTILINE)
    counts = Counter(state for _, state in found)
    for name, state in found:
        if state == "survived":
            print(f"survived: {name}")
    print(
        f"mutants of domain/: {len(found)}; " + ", ".join(f"{state} {number}" for state, number in counts.most_common())
    )
    if arguments.keep is None:
        shutil.rmtree(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
