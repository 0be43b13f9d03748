"""Delta tokens and the folding of a change log: what message delta and calendarView delta share.

A token names a state that the sandbox keeps. `issue` gives a new one, `read` gives its state back or refuses with 410
and the address of a full round. Tokens stay valid until `expire_all` (a fault), or until so many newer ones were
issued that the sandbox forgets them, as the real service does; a token may be used again and gives the same state:
replays are the caller's right.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from followupd.sandbox import errors
from followupd.sandbox.ids import Ids
from followupd.sandbox.mailbox import LogEntry

#: The oldest state is forgotten beyond these.
_MOST_STATES = 20_000


class Tokens:
    """The states behind delta and skip tokens. Use with the world's lock held."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._states: dict[str, dict[str, Any]] = {}

    def issue(self, state: dict[str, Any]) -> str:
        """Keep a state and return the opaque text that names it."""
        token = self._ids.token()
        if len(self._states) >= _MOST_STATES:
            del self._states[next(iter(self._states))]
        self._states[token] = state
        return token

    def read(self, token: str, *, restart: str) -> dict[str, Any]:
        """Return the state of a token; 410 SyncStateNotFound with Location `restart` when it is not known."""
        state = self._states.get(token)
        if state is None:
            raise errors.sync_state_not_found(restart)
        return dict(state)

    def expire_all(self) -> None:
        """Forget every token: the next use of each answers 410."""
        self._states.clear()


def last_of_each(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the last entry of each item, in the order of those entries."""
    last: dict[str, LogEntry] = {}
    for entry in entries:
        last.pop(entry.immutable_id, None)
        last[entry.immutable_id] = entry
    return list(last.values())
