"""Where the templates and the systemd units are: in the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Return the folder ``templates`` or ``systemd`` that belongs to this installation.

    Raises FileNotFoundError when neither the wheel's nor the checkout's folder is there.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / "_data" / name, here.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation of followupd")
