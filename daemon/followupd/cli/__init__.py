"""The command line: one file a command. Exit status: 0 well, 1 failed, 2 configuration or usage, 3 the mailbox is
another installation's.

Each command module offers ``add(commands)``, which makes its parser, and ``run(args) -> int``. They are imported only
when named, so that ``followupd --help`` and the light commands start fast.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from followupd import __version__
from followupd.errors import ConfigError, FollowupdError, NotOurs

#: Name of the command, its module, what it does in one line.
COMMANDS: Final = (
    ("run", "run", "run the daemon"),
    ("demo", "demo", "show the main job on this machine, without any account"),
    ("read", "read", "say what would be done with a mail file, without doing it"),
    ("login", "login", "sign a person in, where the configuration says auth: delegated"),
    ("check", "check", "check configuration, login, mailbox, calendar, clock and database"),
    ("status", "status", "say whether the daemon is idle, and how old its last read is"),
    ("list", "list_", "list agreements and previews that are open"),
    ("show", "show", "show one agreement with its whole history"),
    ("inbox", "inbox", "list mails that were set aside, and take one in again"),
    ("outbox", "outbox", "list effects, and retry, hold or drop one"),
    ("restore", "restore", "rebuild a lost database from the mailbox and the calendars"),
    ("adopt", "adopt", "make this database the one of the mailbox, whoever served it before"),
    ("templates", "templates", "look templates of your own over, and show what they make"),
    ("export", "export", "write everything that is kept about a person as JSON"),
    ("forget", "forget", "take out what is kept about a person"),
    ("reassign", "reassign", "let somebody follow up what one who has left has set"),
    ("believe", "believe", "list calendars that lost everything of ours at once, or believe one"),
    ("db", "db", "copy the database, look it over, bring it up to date"),
    ("config", "config", "print the example configuration, or check a file"),
    ("sandbox", "sandbox", "run a stand-in for Microsoft Graph on this machine"),
)

DEFAULT_CONFIG = "/etc/followupd/config.yaml"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["sandbox"]:  # a program of its own, with options of its own
        return sandbox_main(words[1:])
    parser = _parser(words)
    args = parser.parse_args(words)
    try:
        return int(args.run(args))
    except ConfigError as error:
        for problem in error.problems:
            print(f"followupd: {problem}", file=sys.stderr)
        return 2
    except NotOurs as error:
        print(f"followupd: {error}", file=sys.stderr)
        return 3
    except FollowupdError as error:
        print(f"followupd: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader went away (`followupd list | head`): that is its right. Keep the interpreter's last flush quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def sandbox_main(words: Sequence[str]) -> int:
    from followupd.sandbox import program

    return program.main(words)


def with_config(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Give a command the option that names the configuration file.

    `again`: the verb of a command that has it already, so that it may stand behind the verb as well.
    """
    parser.add_argument(
        "-c",
        "--config",
        default=argparse.SUPPRESS if again else os.environ.get("FOLLOWUPD_CONFIG", DEFAULT_CONFIG),
        metavar="FILE",
        help=f"the configuration (default: $FOLLOWUPD_CONFIG, else {DEFAULT_CONFIG})",
    )


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="followupd",
        description="Forward one email about an agreed action: both people get it in writing, and it is followed up.",
    )
    parser.add_argument("--version", action="version", version=f"followupd {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    named = next((word for word in words if not word.startswith("-")), "")
    for name, module, line in COMMANDS:
        command = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        if name == named:
            loaded = importlib.import_module(f"followupd.cli.{module}")
            loaded.add(command)
            command.set_defaults(run=loaded.run)
    return parser
