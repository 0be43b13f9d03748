"""The drawings in docs/design.md are those of the tables."""

from __future__ import annotations

import re

from bench.draw_states import DESIGN, drawn_actions, drawn_follow_ups, with_drawings
from followupd.domain.states import FOLLOW_UP_TRANSITIONS, TRANSITIONS


def test_the_drawings_are_fresh() -> None:
    text = DESIGN.read_text(encoding="utf-8")
    assert with_drawings(text) == text, "run: python bench/draw_states.py"


def test_every_state_and_every_way_is_drawn() -> None:
    actions, follow_ups = drawn_actions(), drawn_follow_ups()
    for drawing, table in ((actions, TRANSITIONS), (follow_ups, FOLLOW_UP_TRANSITIONS)):
        drawn = [line.partition(": ")[2] for line in drawing.splitlines() if "-->" in line and ": " in line]
        assert sum(len(re.split("[,;]", words)) for words in drawn) == sum(map(len, table.values()))
        assert all(state.replace(" ", "_") in drawing for state in table)
