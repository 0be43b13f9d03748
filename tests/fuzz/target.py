"""One fuzz target in a process of its own: `python -m tests.fuzz.target NAME [options of libFuzzer] [folders]`.

With files instead of folders it reads just these again, which is how a finding is looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["followupd.reading"]):
    from tests.fuzz import rules

TARGETS: dict[str, Callable[[bytes], None]] = {
    "mail": rules.raw_mail_is_read,
    "html": lambda data: rules.html_is_read(data.decode("utf-8", "replace")),
    "dates": lambda data: rules.dates_are_found(data.decode("utf-8", "replace")),
    "answers": lambda data: rules.answers_are_read(data.decode("utf-8", "replace")),
}


def main() -> None:
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
