"""One launcher and one empty database for all stories; a pool that tells two stories at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.killed import Launcher, empty_database
from tests.crash.matrix import Matrix, Twin
from tests.postgres import server

__all__ = ["server"]


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def matrix(tmp_path_factory: pytest.TempPathFactory, launcher: Launcher, template: Path) -> Matrix:
    return Matrix(tmp_path_factory.mktemp("stories"), launcher, template)


@pytest.fixture(scope="session")
def twin(matrix: Matrix) -> Twin:
    return matrix.twin()


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line past pytest's capture: coverage is for the reader of a run that went well, too."""

    def said(line: str) -> None:
        with capfd.disabled():
            print(f"\n{line}", flush=True)

    return said
