"""Parts of a day without a day: `this afternoon`, `in the morning`."""

from __future__ import annotations

from datetime import timedelta

from followupd.reading.dates.piece import Piece
from followupd.reading.dates.records import Day, Part
from followupd.reading.dates.scan import Scan


def part_of_that(s: Scan, i: int) -> Piece | None:
    """`this afternoon`, `last night`."""
    which = s.tag(i, "which")
    part = s.tag(i + 1, "part")
    if which is None or part is None or s.tag(i + 1, "eod"):
        return None
    if s.word(i + 1).endswith("s") or s.word(i + 1) == "lunch":
        return None
    return Piece(end=i + 2, values=(Day(s.today + timedelta(days=which)),), part=part, past=which < 0)


def in_the_part(s: Scan, i: int) -> Piece | None:
    """`in the morning`, `late afternoon`: today, or tomorrow when that part is over."""
    at = i
    if s.word(at) in ("later in", "later", "late", "early", "early in", "late in"):
        at += 1
    led = s.word(at) in ("in the", "the")
    at += led
    part = s.tag(at, "part")
    if (
        part not in (Part.MORNING, Part.AFTERNOON, Part.EVENING)
        or s.word(at).endswith("s")
        or s.tag(at, "relative") is not None
    ):
        return None
    if s.word(i) == "the" or not (led or at > i or s.alone(i, at + 1)) or s.shape(at) != "word":
        return None
    over = {Part.MORNING: 12, Part.AFTERNOON: 18, Part.EVENING: 23}[part] <= s.now.hour
    return Piece(end=at + 1, values=(Day(s.today + timedelta(days=over)),), part=part)
