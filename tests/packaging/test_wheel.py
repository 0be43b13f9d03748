"""The wheel holds all that runs and nothing else; installed, it works without the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from followupd import __version__
from followupd.data import folder

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built here, without the network."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--no-index", "--wheel-dir", str(place), str(ROOT)], check=True, timeout=120)
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it needs comes from this environment."""
    place = tmp_path_factory.mktemp("fresh")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, timeout=120)
    site = next((place / "lib").glob("python3*")) / "site-packages"
    (site / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place


def said(*command: str | Path) -> str:
    """What a command prints, run from a folder in which nothing lies."""
    done = subprocess.run(
        [str(each) for each in command], capture_output=True, encoding="utf-8", timeout=180, cwd="/", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files_of(top: Path) -> set[str]:
    return {
        str(path.relative_to(top))
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_it_holds_the_package_the_templates_and_the_units_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = {name for name in file.namelist() if ".dist-info/" not in name}
    expected = {f"followupd/{name}" for name in files_of(ROOT / "daemon" / "followupd")}
    expected |= {f"followupd/_data/templates/{name}" for name in files_of(ROOT / "templates")}
    expected |= {f"followupd/_data/systemd/{name}" for name in files_of(ROOT / "systemd")}
    assert names == expected


@pytest.mark.parametrize(
    "name",
    [
        "followupd/py.typed",
        "followupd/__main__.py",
        "followupd/_data/templates/demo/forward.eml",
        "followupd/_data/templates/mail/confirmation.html.j2",
        "followupd/_data/templates/entries/follow_up.html.j2",
        "followupd/_data/systemd/followupd.service",
        "followupd/store/migrations/env.py",
        "followupd/store/migrations/versions/v0001_first.py",
        "followupd/sandbox/server.py",
    ],
)
def test_it_holds_what_is_easily_forgotten(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as file:
        assert file.getinfo(name).file_size > 0 or name.endswith("py.typed")


def test_it_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        (name,) = [each for each in file.namelist() if each.endswith("METADATA")]
        metadata = file.read(name).decode()
    assert f"Version: {__version__}" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Dist: o365==2.1.10" in metadata.replace("O365", "o365")


def test_installed_it_runs_from_the_wheel(installed: Path) -> None:
    where = said(installed / "bin" / "python", "-c", "import followupd; print(followupd.__file__)")
    assert where.startswith(str(installed)), "not the checkout's"
    assert said(installed / "bin" / "followupd", "--version") == f"followupd {__version__}\n"
    example = said(installed / "bin" / "python", "-m", "followupd", "config", "example")
    assert example == (ROOT / "config.example.yaml").read_text(encoding="utf-8")


def test_installed_it_finds_its_templates_and_units(installed: Path) -> None:
    code = "from followupd.data import folder; print(folder('templates')); print(folder('systemd'))"
    templates, units = said(installed / "bin" / "python", "-c", code).split()
    assert files_of(Path(templates)) == files_of(ROOT / "templates")
    assert files_of(Path(units)) == files_of(ROOT / "systemd")


def test_installed_it_tells_the_whole_story(installed: Path) -> None:
    told = said(installed / "bin" / "followupd", "demo")
    assert "Where it stands" in told
    assert "  done: Call the 10 lapsed clients" in told


def test_a_checkout_that_is_installed_editable_sees_its_own_templates() -> None:
    assert folder("templates") == ROOT / "templates"
    assert folder("systemd") == ROOT / "systemd"
    with pytest.raises(FileNotFoundError, match="nothing"):
        folder("nothing")
