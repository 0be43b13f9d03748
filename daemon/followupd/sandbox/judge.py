"""The judge: counts every request by kind, and writes down what the caller did wrong.

Misdeeds, by kind: `before Retry-After`, `too many at once`, `too many in ten minutes`, `unknown field`,
`unknown query option`, `read-only field`, `cannot be patched`, `not a draft`, `bearer sent wrongly`, `no bearer`,
`unknown token`, `no JSON`, `bad …`, `not served` (a request that the sandbox answers with 501), and those that a room
adds by `Refusal(blame=…)` or `call.blame(…)`. A refusal that belongs to ordinary life (404, 403, 412) is none.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from followupd.sandbox.clock import Clock, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Misdeed:
    """Something that the caller did wrong."""

    kind: str
    detail: str
    #: Method and template of the route, or method and path when none serves it.
    request: str
    request_id: str
    #: Business time.
    at: str


class Judge:
    """Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        #: Requests by route.
        self.requests: Counter[str] = Counter()
        #: Answers by status.
        self.answers: Counter[int] = Counter()
        self.misdeeds: list[Misdeed] = []
        self._not_before: dict[str, float] = defaultdict(float)
        #: The waits that members of a batch were told, by batch: the caller hears of them with its answer.
        self._unheard: dict[str, list[tuple[str, float]]] = defaultdict(list)

    def count(self, kind: str) -> None:
        """Count a request."""
        with self._lock:
            self.requests[kind] += 1

    def answered(self, status: int) -> None:
        """Count an answer; 0 for a line that was cut."""
        with self._lock:
            self.answers[status] += 1

    def blame(self, kind: str, *, detail: str = "", request: str = "", request_id: str = "") -> None:
        """Write down a misdeed."""
        misdeed = Misdeed(
            kind=kind, detail=detail, request=request, request_id=request_id, at=seconds(self._clock.now())
        )
        with self._lock:
            self.misdeeds.append(misdeed)

    def hold(self, key: str, wait: float, *, batch: str = "") -> None:
        """Note that the caller was told to leave a mailbox alone for so many seconds; `batch`: to a member of it, whose
        answer is still to come."""
        with self._lock:
            until = self._clock.steady() + wait
            if batch:
                self._unheard[batch].append((key, until))
            else:
                self._not_before[key] = max(self._not_before[key], until)

    def batch_answered(self, batch: str, *, heard: bool) -> None:
        """Note that a batch has its answer. One that was cut or became an error told the caller of no wait."""
        with self._lock:
            for key, until in self._unheard.pop(batch, ()):
                if heard:
                    self._not_before[key] = max(self._not_before[key], until)

    def too_early(self, key: str) -> float:
        """Return how many seconds of a Retry-After are left for a mailbox; 0 when none."""
        with self._lock:
            return max(0.0, self._not_before[key] - self._clock.steady())

    def reset(self) -> None:
        """Begin counting anew; a Retry-After that runs goes on."""
        with self._lock:
            self.requests.clear()
            self.answers.clear()
            self.misdeeds.clear()

    def as_json(self) -> dict[str, Any]:
        """Return all counts and misdeeds."""
        with self._lock:
            return {
                "total": sum(self.requests.values()),
                "requests": dict(sorted(self.requests.items())),
                "answers": {str(status): n for status, n in sorted(self.answers.items())},
                "counts": dict(Counter(m.kind for m in self.misdeeds)),
                "misdeeds": [
                    {"kind": m.kind, "detail": m.detail, "request": m.request, "request_id": m.request_id, "at": m.at}
                    for m in self.misdeeds
                ],
            }
