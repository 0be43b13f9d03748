"""How the daemon logs: one line an event, `key=value` after it, to standard error, where systemd takes it up.

Subjects, bodies, addresses and secrets are never logged: the callers give keys and counts only, and the loggers of the
libraries that would print requests are kept quiet. The key of a brief has its setter's address in it, and an error may
have one: what looks like an address is taken out of every line.
"""

from __future__ import annotations

import logging
import re
import sys

#: What every LogRecord has; whatever else it has came in by `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

#: Libraries whose messages may hold tokens, addresses or bodies.
_QUIET = ("O365", "msal", "urllib3", "requests", "httpx", "asyncio")


_ADDRESS = re.compile(r"[^\s/=\"'<>()\[\],;:]+@[\w.-]+")


class LineFormatter(logging.Formatter):
    """`level name: message key=value …`; the time is systemd's."""

    def format(self, record: logging.LogRecord) -> str:
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD}
        words = [f"{record.levelname.lower()} {record.name.removeprefix('followupd.')}: {record.getMessage()}"]
        words += [f"{key}={_one_word(value)}" for key, value in sorted(extra.items())]
        line = " ".join(words)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return _ADDRESS.sub("(address)", line)


def set_up_logging(level: str) -> None:
    """Send log lines of this level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("O365.connection").setLevel(logging.ERROR)


def _one_word(value: object) -> str:
    text = str(value)
    return f'"{text}"' if " " in text else text
