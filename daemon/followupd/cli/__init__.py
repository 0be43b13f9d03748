"""The command line: one file a command."""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 well, 1 failed, 2 configuration or usage."""
    sys.stderr.write("followupd: no command is built yet\n")
    return 2
