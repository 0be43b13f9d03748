"""Draw the two tables of domain/states.py as Mermaid diagrams into docs/design.md.

python bench/draw_states.py            # writes
python bench/draw_states.py --check    # status 1 when the drawings are stale
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from followupd.domain.states import FOLLOW_UP_TRANSITIONS, MAY, OUTCOMES, TRANSITIONS, ActionState, FollowUpState, Move

DESIGN = Path(__file__).parents[1] / "docs" / "design.md"

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


def drawn_actions() -> str:
    """The life of an action; the label says who may make the move."""
    who = {move: " or ".join(sorted(MAY[move])) for move in Move}
    return _drawn(TRANSITIONS, first=ActionState.OPEN, last=OUTCOMES, label=lambda move: f"{who[move]}: {move}")


def drawn_follow_ups() -> str:
    """The life of a follow-up."""
    last = frozenset({FollowUpState.HELD, FollowUpState.CANCELLED})
    return _drawn(FOLLOW_UP_TRANSITIONS, first=FollowUpState.PLANNED, last=last, label=str)


def _drawn(
    table: Mapping[State, Mapping[Step, State]], *, first: State, last: frozenset[State], label: Callable[[Step], str]
) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {_id(first)}"]
    lines += [f'    state "{state}" as {_id(state)}' for state in table if _id(state) != state]
    for state, steps in table.items():
        ways: dict[State, list[str]] = {}
        for step, then in steps.items():
            ways.setdefault(then, []).append(label(step))
        for then, labels in ways.items():
            lines.append(f"    {_id(state)} --> {_id(then)}: {_joined(labels)}")
    lines += [f"    {_id(state)} --> [*]" for state in table if state in last]
    return "\n".join(lines)


def _joined(labels: list[str]) -> str:
    """`owner: block, owner: agree` as `owner: block, agree`."""
    by_who: dict[str, list[str]] = {}
    for each in labels:
        who, _, what = each.rpartition(": ")
        by_who.setdefault(who, []).append(what)
    return "; ".join(f"{who}: {', '.join(whats)}" if who else ", ".join(whats) for who, whats in by_who.items())


def _id(state: StrEnum) -> str:
    return state.replace(" ", "_")


def with_drawings(text: str) -> str:
    """The text of docs/design.md with both drawings as the tables stand now. Raises ValueError without their places."""
    for name, drawing in (("action", drawn_actions()), ("follow-up", drawn_follow_ups())):
        place = re.compile(rf"(<!-- drawn: {name} -->\n```mermaid\n).*?(\n```\n<!-- /drawn -->)", re.DOTALL)
        if not place.search(text):
            raise ValueError(f"docs/design.md has no place for the drawing of {name}")
        text = place.sub(rf"\g<1>{drawing}\g<2>", text)
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    text = DESIGN.read_text(encoding="utf-8")
    fresh = with_drawings(text)
    if args.check:
        print("fresh" if fresh == text else "stale: python bench/draw_states.py")
        return int(fresh != text)
    DESIGN.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
