"""The loops: one thread reads mail and rings the timers, a few work the outbox off, the main thread watches over them.

Where several workers share a database, one of them reads mail and rings the timers, and all work the outbox off; each
gives signs of life.

Each step returns whether there is more; a stop is looked at between steps, so that SIGTERM finishes what is in flight.
Only the outermost step of a loop catches everything: it counts, waits, and goes on.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from followupd.engine.intake import FOLDERS, Intake
from followupd.engine.marker import Keeper
from followupd.engine.notify import notify, watchdog_seconds
from followupd.engine.outbox import Outbox
from followupd.engine.reconcile import Reconcile
from followupd.engine.retention import Retention
from followupd.engine.reviews import Reviews
from followupd.engine.timers import Timers
from followupd.engine.watch import LAST_READ, Watch
from followupd.errors import FollowupdError, LeaseLost, NotOurs, StoreError, Throttled
from followupd.ports import Clock, Membership, Store

log = logging.getLogger(__name__)

#: Seconds after which a loop that has not come round is not alive: longer than the longest call with its retries.
STALE_AFTER = 600.0
#: Seconds to wait after a failed turn, doubling up to the last.
FAILED_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class Engine:
    """Runs until told to stop."""

    def __init__(
        self,
        *,
        store: Store,
        intake: Intake,
        outbox: Outbox,
        timers: Timers,
        clock: Clock,
        membership: Membership,
        watch: Watch,
        poll_seconds: float,
        workers: int,
        keeper: Keeper | None = None,
        calendars: Reconcile | None = None,
        reviews: Reviews | None = None,
        retention: Retention | None = None,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._intake = intake
        self._outbox = outbox
        self._timers = timers
        self._clock = clock
        self._membership = membership
        self._own = watch
        self._poll_seconds = poll_seconds
        self._workers = workers
        self._keeper = keeper
        self._calendars = calendars
        self._reviews = reviews
        self._retention = retention
        #: Why we must not go on.
        self._refused: NotOurs | None = None
        self._wall = wall
        #: Where a signal handler may ask for the end: an Event must not be set there, its lock may be held.
        self._asked: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._alive: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        #: What each loop ran into at its last turn.
        self._troubles: dict[str, FollowupdError] = {}

    def stop(self) -> None:
        """Ask all loops to end after the step they are in. Safe to call from a signal handler."""
        self._asked.put(None)

    def run(self) -> None:
        """Run the loops until `stop`, then wait for what is in flight. Raises NotOurs when the mailbox is another's."""
        with self._signs_of_life():
            self._run()
        if self._refused is not None:
            raise self._refused

    def _run(self) -> None:
        threads = [threading.Thread(target=self._loop, args=("intake", self._read), name="intake")]
        threads += [
            threading.Thread(target=self._loop, args=(f"outbox-{n}", self._send), name=f"outbox-{n}")
            for n in range(1, self._workers + 1)
        ]
        for thread in threads:
            self._alive[thread.name] = self._clock.steady()
            thread.start()
        notify("READY=1\nSTATUS=reading mail")
        log.info("running")
        interval = watchdog_seconds()
        while not self._asked_to_stop(min(interval or 5.0, 5.0)):
            self._watch(threads)
        notify("STOPPING=1")
        self._stop.set()
        self._wake.set()
        for thread in threads:
            while thread.is_alive():
                self._wake.set()  # also for one that was just about to wait
                thread.join(1.0)
        log.info("stopped")

    def once(self) -> None:
        """One whole turn in the calling thread: read, ring, send until nothing is left that can be done now.

        Raises what stands in the way of reading; what cannot be sent now waits for its next try.
        """
        with self._signs_of_life():
            self._once()

    def _once(self) -> None:
        more = True
        while more:
            more = self._read() | self._send()
        self._own.look({})
        while self._send():  # what the operator is told
            pass

    # -------------------------------------------------------------------------------------------- steps

    def _read(self) -> bool:
        """Read what is new, take it in, ring what is due: when it is our turn. True: do it again at once."""
        if self._keeper is not None:
            self._keeper.check()
        with self._membership.turn() as ours:
            return ours and self._read_in_turn()

    def _read_in_turn(self) -> bool:
        for folder in FOLDERS:
            while self._intake.read_page(folder) and not self._stop.is_set():
                pass
        self._note_read()
        more = False
        while not self._stop.is_set() and self._intake.take_in():
            more = True
        while not self._stop.is_set() and self._timers.ring():
            more = True
        if self._calendars is not None and not self._stop.is_set():
            self._calendars.look()
        if self._reviews is not None and not self._stop.is_set():
            self._reviews.look()
        if self._retention is not None and not self._stop.is_set():
            self._retention.look()
        self._wake.set()
        return more

    def _send(self) -> bool:
        return (self._keeper is None or self._keeper.ours) and self._outbox.work_off()

    def _note_read(self) -> None:
        """Remember how the business clock stands to the machine's, then when mail was read last: who waits for the
        one knows the other."""
        wall = self._wall()
        self._store.note("clock_offset_seconds", str((self._clock.now() - wall).total_seconds()))
        self._store.note(LAST_READ, wall.isoformat())

    # -------------------------------------------------------------------------------------------- loops

    def _loop(self, name: str, step: Callable[[], bool]) -> None:
        while not self._stop.is_set():
            wait = 0.0
            try:
                more = step()
                self._failures[name] = 0
                self._troubles.pop(name, None)
                if not more:
                    wait = self._poll_seconds if name == "intake" else min(self._poll_seconds, 1.0)
            except NotOurs as error:
                self._refused = error
                log.error("the mailbox is not ours: ending")
                self.stop()
                return
            except Throttled as error:
                wait = max(error.retry_after or 1.0, 0.1)
                log.warning("asked to wait", extra={"loop": name, "seconds": round(wait, 1)})
            except LeaseLost:
                wait = self._poll_seconds
                log.warning("others do what this worker had begun", extra={"loop": name})
            except FollowupdError as error:
                wait = self._failed(name)
                self._troubles[name] = error
                log.warning("a turn failed", extra={"loop": name, "error": type(error).__name__, "seconds": wait})
            except Exception:  # the outermost step: it counts, waits and goes on
                wait = self._failed(name)
                log.exception("a turn failed unexpectedly", extra={"loop": name, "seconds": wait})
            self._alive[name] = self._clock.steady()
            if name == "intake":
                self._stop.wait(wait)
            elif wait and not self._stop.is_set():
                self._wake.wait(wait)
                if not self._stop.is_set():  # the end wakes everybody, for good
                    self._wake.clear()

    @contextmanager
    def _signs_of_life(self) -> Iterator[None]:
        """Tell the other workers that we live, as long as anything of ours may be in flight."""
        every = self._membership.every
        if every is None:
            yield
            return
        over = threading.Event()
        thread = threading.Thread(target=self._tell_lives, args=(every, over), name="signs of life")
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _tell_lives(self, every: float, over: threading.Event) -> None:
        wait = every
        while not over.wait(wait):
            wait = every
            try:
                if not self._membership.sign():
                    log.warning("this worker was silent for too long: it begins anew")
            except StoreError as error:
                wait = min(every, 1.0)
                log.warning("no sign of life could be given", extra={"error": type(error).__name__})
            except Exception:  # the thread must outlive whatever it meets: without it this worker does nothing more
                log.exception("no sign of life could be given")

    def _asked_to_stop(self, seconds: float) -> bool:
        try:
            self._asked.get(timeout=seconds)
        except queue.Empty:
            return False
        return True

    def _failed(self, name: str) -> float:
        count = self._failures.get(name, 0) + 1
        self._failures[name] = count
        return FAILED_WAITS[min(count, len(FAILED_WAITS)) - 1]

    def _watch(self, threads: list[threading.Thread]) -> None:
        """Tell systemd that all is well, only while every loop comes round."""
        now = self._clock.steady()
        stale = [thread.name for thread in threads if now - self._alive[thread.name] > STALE_AFTER]
        dead = [thread.name for thread in threads if not thread.is_alive()]
        if stale or dead:
            log.error("a loop does not come round", extra={"loops": ",".join(sorted({*stale, *dead}))})
            return
        health = self._own.look(dict(self._troubles))
        notify(f"WATCHDOG=1\nSTATUS={health.line}")
