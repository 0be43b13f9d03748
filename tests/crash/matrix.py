"""Tells the story once for each kill, two at a time, and says what was covered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from followupd.errors import FollowupdError
from followupd.sandbox.faults import Fault
from tests.crash.killed import KilledStage, Launcher
from tests.crash.story import NOW, Picture, faults, picture, tell

#: The whole matrix, not only the spread of it that fits into minutes.
FULL = os.environ.get("FOLLOWUPD_CRASH", "") == "full"
#: Stories told at the same time.
AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One death: at a point of the database work, or at a request to Graph."""

    name: str
    point: int = 0
    #: The n-th request whose path fits, before or after its deed.
    request: int = 0
    when: str = "before"
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a story ended."""

    kill: Kill
    deaths: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The story that nobody disturbed."""

    picture: Picture
    points: tuple[str, ...]
    requests: dict[str, int]


class Matrix:
    """All that a matrix of kills needs."""

    def __init__(self, folder: Path, launcher: Launcher, template: Path) -> None:
        self._folder = folder
        self._launcher = launcher
        self._template = template

    def twin(self) -> Twin:
        """Tell the story without a kill."""
        with self._stage("twin") as stage:
            stage.start()
            stage.settle()
            before = stage.get("judge")["requests"]
            tell(stage)
            assert faults(stage, None) == []
            after = stage.get("judge")["requests"]
            requests = {name: count - before.get(name, 0) for name, count in after.items()}
            return Twin(picture=picture(stage), points=tuple(stage.points()), requests=requests)

    def run(self, kills: Iterable[Kill], twin: Twin) -> list[Told]:
        """Tell the story once for each kill."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda kill: self._one(kill, twin), kills))

    def _one(self, kill: Kill, twin: Twin) -> Told:
        with self._stage(kill.name.replace("/", "-").replace(" ", "-"), kill_at=kill.point) as stage:
            try:
                stage.start()
                stage.settle()
                if kill.request:
                    self._arm(stage, kill)
                tell(stage)
                return Told(kill=kill, deaths=stage.deaths, faults=tuple(faults(stage, twin.picture)))
            except (FollowupdError, StopIteration, AssertionError) as error:
                said = f"the story broke: {type(error).__name__}: {error}"
                return Told(kill=kill, deaths=stage.deaths, faults=(said, *faults(stage, None)))

    def _arm(self, stage: KilledStage, kill: Kill) -> None:
        fault = Fault(kind="kill", pid=stage.pid, when="after" if kill.when == "after" else "before")
        with stage.sandbox.world.lock:
            stage.sandbox.faults.plan(fault, path=kill.path, nth=kill.request)

    def _stage(self, name: str, **more: Any) -> KilledStage:
        folder = self._folder / name
        return KilledStage(folder, self._launcher, now=NOW, template=self._template, **more)


def report(told: Sequence[Told], what: str, of: int, say: Callable[[str], None]) -> list[str]:
    """Print the coverage; return what went wrong, each with the kill that brought it about."""
    died = sum(each.deaths > 0 for each in told)
    lost = [each for each in told if each.faults]
    say(f"{what}: {died} of {of} covered ({len(told)} stories, {len(told) - died} without a death), {len(lost)} differ")
    return [f"{each.kill.name}: {fault}" for each in lost for fault in each.faults]
