"""When to try again: pure arithmetic over attempts and errors.

The delays grow from seconds to minutes; an outage of the other side costs no attempt, however long it lasts. Neither
does a deed whose answer was lost: what we find when we look for it does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from followupd.errors import (
    FollowupdError,
    Gone,
    LoginFailed,
    NotShown,
    OutcomeUnknown,
    StoreUnavailable,
    Throttled,
    Unavailable,
)

#: Seconds before the second, third … try. The sum up to the last is about a quarter of an hour: as long as we look
#: for a mail whose sending is in doubt, before a person is asked.
DELAYS = (5.0, 15.0, 30.0, 60.0, 120.0, 180.0, 240.0, 300.0)

#: Seconds after a /send whose answer is not known in which the same draft is not sent again: the server may still be
#: working on it, and what two sends of one draft at once do is documented nowhere.
RESEND_AFTER = 300.0
#: The same after an answer that may hide a sending (429, 503): the server is no more at work on it.
RESEND_ANSWERED_AFTER = 60.0

#: Seconds after a request for a draft or an entry whose answer was lost in which it is not taken for undone: the server
#: may still be working on it. When it did answer, it is no more at work, and only a list may lag.
ANSWERED_AGAIN_AFTER = 10.0
UNANSWERED_AGAIN_AFTER = 300.0

#: A thing is gone when it was not found twice, so many seconds apart: right after its creation, and at times at random,
#: Graph says 404 of what is there.
GONE_AFTER = 60.0

#: Sendings that were taken (202) and led to nothing, each five minutes after the last, before a person is asked.
MOST_TAKEN = 3

#: Tries after which an effect is held for an operator. Outages and throttling do not count as tries.
MOST_TRIES = len(DELAYS)

#: The status of an answer that asks us to wait.
THROTTLED = 429

#: Beginnings after which an effect is held whose answers are always lost: more than a day of nothing else.
MOST_LOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Try again after `seconds`; `counts`: whether this try counts towards giving up. None seconds: never, hold it."""

    seconds: float | None
    counts: bool


def after(error: Exception, attempts: int, key: str, *, begun: int = 0) -> Retry:
    """Return what follows from this error at the `attempts`-th try that counts (1 = the first) of the effect with this
    key; `begun`: tries begun, this one among them, whether or not they count: by these an outage is waited for.

    An error that is none of ours is a mistake of ours: it is tried again as often as any other, and never for ever.
    """
    begun = max(begun, attempts)
    if isinstance(error, Throttled):
        return Retry(seconds=max(error.retry_after or 0.0, 1.0) + _spread(key, begun), counts=False)
    if isinstance(error, Unavailable):
        wait = error.retry_after if error.retry_after is not None else delay(begun, key)
        return Retry(seconds=max(wait, 1.0), counts=False)
    if isinstance(error, LoginFailed) and error.status is None:
        # The token end point refuses us: nothing was asked for, and an administrator is told of it.
        return Retry(seconds=delay(begun, key), counts=False)
    if isinstance(error, StoreUnavailable):
        return Retry(seconds=delay(begun, key), counts=False)
    if isinstance(error, OutcomeUnknown) and not isinstance(error, NotShown) and begun <= MOST_LOST:
        # After a 429 the gate knows how long: nothing leaves before.
        return Retry(seconds=delay(1 if error.status == THROTTLED else begun, key), counts=False)
    # What is gone may be there again in a minute; see GONE_AFTER.
    permanent = isinstance(error, FollowupdError) and error.permanent and not isinstance(error, Gone)
    if permanent or attempts > MOST_TRIES:
        return Retry(seconds=None, counts=True)
    return Retry(seconds=delay(attempts, key), counts=True)


def delay(attempts: int, key: str) -> float:
    """Seconds before the next try, spread by up to a fifth: what failed together does not return together."""
    base = DELAYS[min(max(attempts, 1), len(DELAYS)) - 1]
    return base + base / 5 * _spread(key, attempts)


def _spread(key: str, attempts: int) -> float:
    """A number from 0 to 1 that the same effect always gets: chance has no place in a crash test."""
    return hashlib.sha256(f"{key}/{attempts}".encode()).digest()[0] / 255
