"""Every fault of the sandbox at every kind of request: the story is told once for each, and compared with its twin.

The kinds of requests are not listed anywhere: they are taken from a story without a fault, and from one in which every
deed's answer is lost once, so that what is asked only after a trouble is among them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from followupd.errors import FollowupdError
from followupd.sandbox.doubts import Doubts
from followupd.sandbox.faults import Fault, Plan
from followupd.sandbox.lag import Lag, Lags
from followupd.sandbox.routing import Answer, Call
from followupd.store import open_store
from tests.faults.story import SERVICE, Picture, Teller, complaints, held, picture, service_in, told_operator
from tests.machine.world import Service

HOUR = 3600.0
DAY = 24 * HOUR
DELTA = "GET /users/{user}/mailFolders/{folder}/messages/delta"
SEND = "POST /users/{user}/messages/{message}/send"
#: Deeds whose answers are lost in the troubled story.
LOST = (
    SEND,
    "POST /users/{user}/messages",
    "POST /users/{user}/messages/{message}/createReply",
    "POST /users/{user}/events",
    "POST /users/{user}/events/{event}/cancel",
    "PATCH /users/{user}/events/{event}",
    "POST /users/{user}/mailFolders",
    "POST /users/{user}/messages/{message}/move",
)
#: What the caller waits for an answer.
TIME_OUT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A fault as it is planned, and what may follow from it."""

    fault: Fault
    #: How often in a row, or for how long; 0 times with a time: as often as is asked.
    count: int = 1
    lasts: float = 0.0
    #: Whether the caller's time-out goes by before the line is cut.
    times_out: bool = False
    #: Only these kinds of requests can have it; none: all.
    kinds: frozenset[str] = frozenset()
    #: Whether it may end in something else than the twin, as long as a person is told.
    told: bool = False
    #: The beginning of a mail that tells a person of just this trouble.
    notice: str = ""
    #: Whether mails may be missing that left us and were lost on their way: nobody can know of them.
    lost: bool = False


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


def _asked(**more: object) -> Fault:
    return Fault(kind="throttle", **more)  # type: ignore[arg-type]


DOWN = Fault(kind="unavailable")
REFUSED = Fault(kind="refuse", status=403, code="ErrorAccessDenied")
TROUBLES: Mapping[str, Trouble] = {
    "429, 7 s": Trouble(fault=_asked(retry_after=7)),
    "429, 2.128 s": Trouble(fault=_asked(retry_after=2.128)),
    "429, a date": Trouble(fault=_asked(retry_after=90, as_date=True)),
    "429, absent": Trouble(fault=_asked()),
    "429, 0 s": Trouble(fault=_asked(retry_after=0), count=3),
    "429, a day": Trouble(fault=_asked(retry_after=int(DAY))),
    "429 five times": Trouble(fault=_asked(retry_after=1), count=5),
    "429 after the deed": Trouble(fault=_asked(retry_after=3, when="after")),
    "503": Trouble(fault=DOWN),
    "503, wait 30 s": Trouble(fault=Fault(kind="unavailable", retry_after=30)),
    "503 after the deed": Trouble(fault=Fault(kind="unavailable", when="after")),
    "503 twice after the deed": Trouble(fault=Fault(kind="unavailable", when="after"), count=2),
    "503 for 5 hours": Trouble(fault=DOWN, count=0, lasts=5 * HOUR),
    "502 in HTML": Trouble(fault=Fault(kind="unavailable", status=502, body="html")),
    "504 after, empty": Trouble(fault=Fault(kind="unavailable", status=504, body="empty", when="after")),
    "500 after": Trouble(fault=Fault(kind="unavailable", status=500, when="after")),
    "500, transient": Trouble(fault=Fault(kind="refuse", status=500, code="ErrorInternalServerTransientError")),
    "cut before": Trouble(fault=Fault(kind="cut")),
    "cut after": Trouble(fault=Fault(kind="cut", when="after")),
    "cut for an hour": Trouble(fault=Fault(kind="cut"), count=0, lasts=HOUR),
    "slow, 95 s": Trouble(fault=Fault(kind="slow", seconds=95.0)),
    "done 20 s after the time-out": Trouble(fault=Fault(kind="late", seconds=20.0), times_out=True),
    "done 3 min after the time-out": Trouble(fault=Fault(kind="late", seconds=180.0), times_out=True),
    "401, expired": Trouble(fault=Fault(kind="expired_token")),
    "401, revoked": Trouble(fault=Fault(kind="revoked_token")),
    "401 for 10 minutes": Trouble(
        fault=Fault(kind="refuse", status=401, code="InvalidAuthenticationToken"), count=0, lasts=600.0
    ),
    "403 once": Trouble(fault=REFUSED, told=True),
    "403 for an hour": Trouble(fault=REFUSED, count=0, lasts=HOUR, told=True),
    "404 once": Trouble(fault=Fault(kind="refuse", status=404, code="ErrorItemNotFound"), told=True),
    "404, no mailbox": Trouble(fault=Fault(kind="refuse", status=404, code="ErrorNonExistentMailbox")),
    "404 of a proxy": Trouble(fault=Fault(kind="unavailable", status=404, body="html")),
    "409": Trouble(fault=Fault(kind="refuse", status=409, code="ErrorIrresolvableConflict")),
    "full for an hour": Trouble(fault=Fault(kind="refuse", status=507, code="ErrorQuotaExceeded"), count=0, lasts=HOUR),
    "400 for good": Trouble(fault=Fault(kind="refuse", status=400, code="ErrorInvalidRequest"), told=True),
    "410": Trouble(fault=Fault(kind="gone_delta"), kinds=_only(DELTA)),
    "400 syncStateNotFound": Trouble(
        fault=Fault(kind="refuse", status=400, code="syncStateNotFound"), kinds=_only(DELTA)
    ),
    "404 resyncRequired": Trouble(fault=Fault(kind="refuse", status=404, code="ResyncRequired"), kinds=_only(DELTA)),
    "empty pages": Trouble(fault=Fault(kind="empty_page"), count=3, kinds=_only(DELTA)),
    "replays": Trouble(fault=Fault(kind="replay", items=50), count=0, lasts=20 * DAY, kinds=_only(DELTA)),
    "duplicates": Trouble(fault=Fault(kind="duplicate"), count=0, lasts=20 * DAY, kinds=_only(DELTA)),
    "out of order": Trouble(fault=Fault(kind="disorder"), count=0, lasts=20 * DAY, kinds=_only(DELTA)),
    "a link to another host": Trouble(fault=Fault(kind="foreign_link"), count=2, kinds=_only(DELTA)),
    "202, still a draft": Trouble(fault=Fault(kind="stuck_draft"), kinds=_only(SEND)),
    "202, still a draft twice": Trouble(fault=Fault(kind="stuck_draft"), count=2, kinds=_only(SEND)),
    "202, 2 min in Outbox": Trouble(fault=Fault(kind="outbox", seconds=120.0), kinds=_only(SEND)),
    "202 with Retry-After": Trouble(fault=Fault(kind="accepted_retry_after", retry_after=30)),
    "202, lost": Trouble(fault=Fault(kind="lost_mail"), kinds=_only(SEND), lost=True),
    "202, bounced": Trouble(fault=Fault(kind="bounce"), kinds=_only(SEND), told=True, notice="A mail did not reach"),
}

#: How long searches lag, in seconds.
LAGS = {"none": 0.0, "5 s": 5.0, "2 min": 120.0, "20 min": 1200.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One telling: troubles at the n-th request of a kind."""

    troubles: tuple[tuple[str, str], ...]
    nth: int = 1
    #: Seconds by which searches, and deltas, lag.
    search: float = 0.0
    delta: float = 0.0
    #: Whether the answers of deeds are lost as well, so that what is asked after a trouble is asked.
    troubled: bool = False
    doubts: Doubts = field(default_factory=Doubts)

    @property
    def name(self) -> str:
        what = ", ".join(f"{trouble} at {kind}" for trouble, kind in self.troubles[:3])
        more = f" and {len(self.troubles) - 3} more" if len(self.troubles) > 3 else ""
        lag = f", searches lag {self.search:.0f} s" if self.search else ""
        return f"{what}{more}, from the {self.nth}.{lag}{', answers lost' if self.troubled else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a telling ended."""

    case: Case
    #: The troubles that came to pass.
    played: frozenset[tuple[str, str]]
    #: What is wrong; empty: survived.
    wrong: tuple[str, ...]
    picture: Picture
    #: The requests, by kind.
    requests: Mapping[str, int]


class Matrix:
    """Tells the story again and again, in a folder of its own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.mkdtemp(prefix="faults-"))
        self._template = self._folder / "empty.sqlite"
        open_store(str(self._template)).close()
        self._count = 0
        self.twin = self.tell(Case(troubles=()), None)
        self.troubled = self.tell(Case(troubles=(), troubled=True), self.twin.picture)

    def kinds(self) -> dict[str, bool]:
        """Every kind of request, and whether it is asked only after a trouble."""
        calm = self.twin.requests
        return {kind: kind not in calm for kind in sorted({*calm, *self.troubled.requests}) if kind}

    def tell(self, case: Case, twin: Picture | None) -> End:
        """Tell the story with these troubles."""
        self._count += 1
        folder = self._folder / str(self._count)
        service = service_in(folder, self._template)
        requests: Counter[str] = Counter()

        def count(call: Call, _: Answer) -> None:
            requests[call.route] += 1

        service.sandbox.on_exchange.append(count)
        teller = Teller(service, releases=True)
        wrong: list[str] = []
        try:
            service.open()
            teller.settle()
            plans = self._arm(service, teller, case)
            try:
                teller.tell()
            except (FollowupdError, AssertionError, StopIteration) as error:
                wrong.append(f"the story broke: {type(error).__name__}: {error}")
            seen = picture(service)
            wrong += self._judged(service, case, seen, twin)
            played = frozenset(each for each, plan in plans if plan.played)
        finally:
            service.close()
            shutil.rmtree(folder)  # of nine hundred stories the files would fill a disk
        return End(case=case, played=played, wrong=tuple(wrong), picture=seen, requests=dict(requests))

    def _arm(self, service: Service, teller: Teller, case: Case) -> list[tuple[tuple[str, str], Plan]]:
        planned = []
        with service.sandbox.world.lock:
            service.sandbox.world.doubts = case.doubts
            service.sandbox.world.lag = Lags(search=Lag(steady=case.search), delta=Lag(steady=case.delta))
            if case.troubled:
                for kind in LOST:
                    self._plan(service, Fault(kind="cut", when="after"), kind, 1, 1)
            for name, kind in case.troubles:
                trouble = TROUBLES[name]
                if trouble.times_out:
                    waits = Fault(kind="call", call=lambda: service.steady.forward(TIME_OUT))
                    self._plan(service, waits, kind, case.nth, 1)
                plan = self._plan(service, trouble.fault, kind, case.nth, trouble.count)
                planned.append(((name, kind), plan))
        lasts = [TROUBLES[name].lasts for name, _ in case.troubles if TROUBLES[name].lasts]
        if lasts:
            teller.lasts(max(lasts))
        return planned

    def _plan(self, service: Service, fault: Fault, kind: str, nth: int, count: int) -> Plan:
        method = kind.partition(" ")[0]
        return service.sandbox.faults.plan(fault, method=method, path=f"^{re.escape(kind)}$", nth=nth, count=count)

    def _judged(self, service: Service, case: Case, seen: Picture, twin: Picture | None) -> list[str]:
        wrong = complaints(service)
        waiting = held(service)
        told = any(TROUBLES[name].told for name, _ in case.troubles)
        if twin is None:
            return [*wrong, *waiting]
        if any(TROUBLES[name].lost for name, _ in case.troubles):
            # It left us, stands in Sent Items, and never came: that nobody can know.
            seen = replace(seen, mails=twin.mails if not seen.mails - twin.mails else seen.mails)
        differs = seen.differences(twin)
        if any(name == "429, a day" for name, _ in case.troubles):
            # The story lives through mornings that its twin leaps over: on each of them a brief may be due.
            differs = [each for each in differs if "Your follow-ups for" not in each]
        if told and told_operator(service):
            wrong = [each for each in wrong if "left in drafts" not in each and "set aside" not in each]
            notices = tuple(TROUBLES[name].notice for name, _ in case.troubles if TROUBLES[name].notice)
            too_much = [each for each in differs if "too much" in each and not each.startswith(("folders", "entries"))]
            wrong += [each for each in too_much if not any(notice in each for notice in notices)]
            return wrong + _doubled(seen, twin)
        return wrong + waiting + differs


def _doubled(seen: Picture, twin: Picture) -> list[str]:
    """What people have twice. Where a setter's calendar is closed, the dedicated mailbox has an entry of its own."""
    extra = seen.entries - twin.entries
    return [f"entries: too much: {n} × {each}" for each, n in sorted(extra.items()) if each[0] != SERVICE]


def fits(trouble: str, kind: str) -> bool:
    """Whether this fault can come to pass at this kind of request."""
    only = TROUBLES[trouble].kinds
    return not only or kind in only


#: Troubles that pass by themselves and must leave no trace: several may come to one story.
PASSING = tuple(name for name, each in TROUBLES.items() if not (each.lasts or each.told or each.lost or each.kinds))


def combined(kinds: Iterable[str], rows: Iterable[int] = range(len(PASSING))) -> Iterator[Case]:
    """Stories full of trouble: in each row every kind of request has another fault; all rows are a Latin square, so
    that each fault meets each kind once."""
    for row in rows:
        troubles = tuple((PASSING[(row + 5 * place) % len(PASSING)], kind) for place, kind in enumerate(sorted(kinds)))
        yield Case(troubles=troubles)
