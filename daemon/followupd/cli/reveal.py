"""What people wrote stays hidden from operators, unless they ask for it; asking leaves a line in the audit."""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime

from followupd.ports import Store

HIDDEN = "·····"


def with_reveal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reveal", action="store_true", help="show what people wrote; this is noted in the audit with your name"
    )


class Shown:
    """Shows words, or hides them."""

    def __init__(self, store: Store, args: argparse.Namespace, what: str) -> None:
        """Write the audit line at once when `--reveal` was given. `what`: the command and what it is about."""
        self._reveal = bool(args.reveal)
        if self._reveal:
            store.audit(getpass.getuser(), f"revealed: {what}", datetime.now(UTC))

    def words(self, text: str) -> str:
        """The words on one line when revealed, else a mark that there are some."""
        if not text:
            return ""
        return " ".join(text.split()) if self._reveal else HIDDEN
