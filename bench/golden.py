"""Renew tests/golden: each sample mail and entry as it is rendered now. Look at the difference before you commit it.

python bench/golden.py            # renew, and name what differs
python bench/golden.py --check    # exit 1 when something differs
"""

from __future__ import annotations

import sys
from pathlib import Path

from followupd.writing.render import Templates
from followupd.writing.samples import rendered

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"


def main() -> int:
    files = rendered(Templates())
    present = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.*")}
    different = sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))
    for name in different:
        print(name)
    if "--check" in sys.argv[1:]:
        return 1 if different else 0
    GOLDEN.mkdir(exist_ok=True)
    for name in present.keys() - files.keys():
        (GOLDEN / name).unlink()
    for name, content in files.items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
