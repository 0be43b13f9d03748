"""Faults on demand: by plan, or by address.

By plan (`POST /_sandbox/faults`, or `faults.plan(...)`): a match (method, regular expression on the path, from the
`nth` such request on, `count` times; 0 = for ever; by `chance`) and a fault. Every plan counts the requests that match
it since it was made; several may be due at one request: the first that answers instead of the deed wins.

By address: when the local part of the mailbox in the path, or of an address in the request (recipients, attendees,
the recipients of the draft that is sent), is one of `BY_ADDRESS`, or ends with `+` and one of them
(`tom.baker+503-after@contoso.example` reaches Tom). It happens once for each address, method and path: the second try
goes well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from followupd.sandbox.routing import Call

Kind = Literal[
    "throttle",  # 429 TooManyRequests; `retry_after`: seconds, with a fraction, as a date, or None for no header
    "unavailable",  # `status` (503) with `body` json, empty or html; `retry_after` as above
    "refuse",  # any `status`, `code` and `message`
    "cut",  # the line is cut
    "slow",  # `seconds` on the steady clock, then the answer
    "late",  # the line is cut, as by a caller who waits no longer; the deed is done `seconds` of the steady clock later
    "expired_token",  # 401: the bearer is expired from now on
    "revoked_token",  # 401: the bearer is revoked from now on
    "gone_delta",  # 410 SyncStateNotFound, when the request has a delta or skip token
    "empty_page",  # a delta page without items and with a nextLink
    "replay",  # a delta round gives the last `items` changes again
    "duplicate",  # a delta round gives each item twice
    "disorder",  # a delta round gives its items from the last to the first
    "foreign_link",  # the links of a page lead to another host
    "stuck_draft",  # 202, and the draft stays in Drafts unsent
    "bounce",  # 202, and a non-delivery report for each recipient
    "lost_mail",  # 202, in Sent Items, delivered to nobody
    "double_delivery",  # 202, and every recipient gets it twice
    "outbox",  # 202, and the mail lies in Outbox for `seconds` of the steady clock before it goes
    "accepted_retry_after",  # the answer gets a Retry-After header though the deed is done
    "kill",  # SIGKILL to `pid`, and the line is cut
    "call",  # a function of the test
]

#: Where chance begins.
_SEED = 20261123

#: Played by the handler, not by the pipeline.
TRICKS = frozenset(
    {"empty_page", "replay", "duplicate", "disorder", "stuck_draft", "bounce", "lost_mail", "double_delivery", "outbox"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong."""

    kind: Kind
    #: Before the deed (which is then not done) or after it.
    when: Literal["before", "after"] = "before"
    retry_after: float | int | None = None
    #: Retry-After as a date, as proxies spell it, instead of seconds.
    as_date: bool = False
    status: int = 503
    code: str = ""
    message: str = ""
    body: Literal["json", "empty", "html"] = "json"
    seconds: float = 1.0
    items: int = 1
    pid: int = 0
    call: Callable[[], None] | None = None


@dataclass(slots=True, kw_only=True)
class Plan:
    """A fault and the requests it is meant for."""

    fault: Fault
    method: str = ""
    #: Searched in the decoded path after `/v1.0`, and in `POST /users/{user}/…`, the name of the route.
    path: str = ""
    nth: int = 1
    count: int = 1
    #: The share of those requests that it is played at, by chance: always the same ones.
    chance: float = 1.0
    #: Requests that matched so far, and how often it was played.
    seen: int = 0
    played: int = 0
    luck: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311 (a game of chance)

    def due(self, call: Call, path: str) -> bool:
        """Whether the fault is played at this call; counts it."""
        if self.method and self.method.upper() != call.method:
            return False
        if not re.search(self.path, path) and not re.search(self.path, call.route):
            return False
        self.seen += 1
        if self.seen < self.nth or (self.count and self.played >= self.count):
            return False
        if self.chance < 1.0 and self.luck.random() >= self.chance:
            return False
        self.played += 1
        return True


BY_ADDRESS: dict[str, Fault] = {
    "429": Fault(kind="throttle", retry_after=1),
    "429-fraction": Fault(kind="throttle", retry_after=0.128),
    "429-bare": Fault(kind="throttle"),
    "429-after": Fault(kind="throttle", retry_after=1, when="after"),
    "503": Fault(kind="unavailable"),
    "503-after": Fault(kind="unavailable", when="after"),
    "504-after": Fault(kind="unavailable", status=504, when="after", body="empty"),
    "cut": Fault(kind="cut"),
    "cut-after": Fault(kind="cut", when="after"),
    "slow": Fault(kind="slow", seconds=2.0),
    "401": Fault(kind="expired_token"),
    "401-revoked": Fault(kind="revoked_token"),
    "stuck": Fault(kind="stuck_draft"),
    "bounce": Fault(kind="bounce"),
    "lost": Fault(kind="lost_mail"),
    "outbox": Fault(kind="outbox", seconds=2.0),
    "twice": Fault(kind="double_delivery"),
    "202-retry-after": Fault(kind="accepted_retry_after", retry_after=1),
}


@dataclass(slots=True)
class Faults:
    """The faults of a sandbox. Use with the world's lock held."""

    plans: list[Plan] = field(default_factory=list)
    _by_address: set[tuple[str, str, str]] = field(default_factory=set)

    def plan(
        self, fault: Fault, *, method: str = "", path: str = "", nth: int = 1, count: int = 1, chance: float = 1.0
    ) -> Plan:
        """Add a plan; a `path` that is no regular expression: re.error."""
        re.compile(path)
        made = Plan(fault=fault, method=method, path=path, nth=nth, count=count, chance=chance)
        made.luck.seed(_SEED + len(self.plans))
        self.plans.append(made)
        return made

    def clear(self) -> None:
        """Forget every plan, and which addresses have failed already."""
        self.plans.clear()
        self._by_address.clear()

    def due(self, call: Call, path: str) -> list[Fault]:
        """Return the faults that are played at this call, in the order in which they were planned."""
        found = [plan.fault for plan in self.plans if plan.due(call, path)]
        for address in _addresses(call):
            word = address.partition("@")[0].rpartition("+")[2].lower()
            mark = (address.lower(), call.method, path)
            if word in BY_ADDRESS and mark not in self._by_address:
                self._by_address.add(mark)
                found.append(BY_ADDRESS[word])
        return found


def _addresses(call: Call) -> Iterable[str]:
    """Yield every address that a call has to do with."""
    if call.person is not None:
        yield call.person.address
        if call.route.endswith("/send"):
            message = next(
                (m for m in call.mailbox.messages.values() if call.params["message"] in (m.id, m.immutable_id)), None
            )
            if message is not None:
                yield from (a.address for a in (*message.to, *message.cc, *message.bcc))
    for found in re.finditer(rb'"address"\s*:\s*"([^"@\s]+@[^"@\s]+)"', call.body):
        yield found[1].decode("utf-8", errors="replace")
