"""How much gets done in a storm of 429, on the sandbox, in simulated time: 30 % of all requests are refused.

    python bench/storm.py [--mails 12] [--share 0.3]

The clock stands still but for two things: each request takes a tenth of a second, and what we wait. What the limits
allow is then the time of the requests and of the waits that were asked for: whoever calls earlier is refused again, and
the judge of the sandbox says so. Printed is what share of our time that is, and how many calls came before a
Retry-After was over.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followupd.errors import FollowupdError, Throttled
from followupd.ports import EffectState
from followupd.sandbox.faults import Fault
from followupd.sandbox.routing import Answer, Call
from followupd.store import open_store
from tests.machine.world import SERVICE, Service
from tests.system.mails import NOTE, forward

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: Seconds that a request takes.
TAKES = 0.1
#: What the refusals ask for, in turn: seconds, a fraction, nothing at all.
ASKED = (1, 2.128, 10, None)
#: What a caller waits that is refused without a figure: nobody can know how long is long enough.
PATIENCE = 2.0


class Storm:
    """The service in the storm, and the account of its time."""

    def __init__(self, folder: Path, share: float) -> None:
        template = folder / "empty.sqlite"
        open_store(str(template)).close()
        (folder / "world").mkdir()
        self.service = Service(folder / "world", now=NOW, template=template, settings={})
        self.share = share
        self.refused = 0
        self.requests = 0
        #: Seconds that were asked for.
        self.waits = 0.0

    def begin(self) -> None:
        """Open the service and let the storm begin."""
        self.service.open()
        self.service.settle()
        with self.service.sandbox.world.lock:
            part = 1 - (1 - self.share) ** (1 / len(ASKED))
            for asked in ASKED:
                self.service.sandbox.faults.plan(Fault(kind="throttle", retry_after=asked), count=0, chance=part)
        self.service.sandbox.on_exchange.append(self._look_on)

    def run(self, mails: int) -> float:
        """Send in so many mails at once; return the seconds until everything is done."""
        for number in range(mails):
            day = datetime(2026, 12, 7, tzinfo=UTC) + timedelta(days=number % 28)
            note = NOTE.replace("Friday 4 December", f"{day.day} {day:%B %Y}").replace("10 lapsed", f"{number} lapsed")
            note = note.partition(" Let's review")[0]
            mime = forward(note, NOW, message_id=f"<storm-{number}@contoso.example>")
            self.service.do("deliver", {"mime": mime, "as": "internal", "to": [SERVICE]})
        began = self.service.steady()
        while (wait := self._turn()) is not None:
            self.service.steady.forward(wait)
        return self.service.steady() - began

    def _turn(self) -> float | None:
        """One turn of the daemon; the seconds until the next, None: nothing is left."""
        service = self.service
        try:
            service.app.engine.once()
        except Throttled as error:
            return error.retry_after or 1.0
        except FollowupdError:
            return 1.0
        now = service.sandbox.clock.now()
        counts = service.app.store.counts(now)
        if not (counts.to_take_in or counts.unsent):
            return None
        waiting = service.app.store.effects(states=[EffectState.WAITING], limit=10_000)
        tries = [(row.next_try - now).total_seconds() for row in waiting if row.next_try is not None]
        return max(min(tries, default=1.0), 1.0)

    def _look_on(self, call: Call, answer: Answer) -> None:
        self.service.steady.forward(TAKES)
        self.requests += 1
        if answer.status == 429:
            self.refused += 1
            asked = answer.headers.get("Retry-After")
            self.waits += float(asked) if asked is not None else PATIENCE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=12)
    parser.add_argument("--share", type=float, default=0.3)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        storm = Storm(Path(folder), asked.share)
        storm.begin()
        try:
            seconds = storm.run(asked.mails)
            sent = sum(mail.ours and mail.folder == "sentitems" for mail in storm.service.messages())
            misdeeds = storm.service.sandbox.judge.misdeeds
        finally:
            storm.service.close()
    early = sum(misdeed.kind == "before Retry-After" for misdeed in misdeeds)
    share = (storm.requests * TAKES + storm.waits) / seconds
    print(
        f"storm of 429, simulated: {storm.refused} of {storm.requests} requests refused "
        f"({storm.refused / storm.requests:.0%}), {asked.mails} forwards, {sent} mails of ours "
        f"in {seconds / 60:.0f} min; {share:.0%} of what the limits allow, {early} calls before Retry-After was over"
    )


if __name__ == "__main__":
    main()
