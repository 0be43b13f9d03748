"""Every cell of the two tables."""

from __future__ import annotations

import pytest

from followupd.domain.states import (
    FOLLOW_UP_TRANSITIONS,
    MAY,
    OUTCOMES,
    TRANSITIONS,
    ActionState,
    FollowUpState,
    Move,
    Turn,
    step,
    turn,
)
from followupd.errors import Refused

CELLS = [(state, move) for state in ActionState for move in Move]
TURNS = [(state, happening) for state in FollowUpState for happening in Turn]


@pytest.mark.parametrize(("state", "move"), CELLS)
def test_every_cell_of_the_actions_table_moves_as_listed_or_is_refused(state: ActionState, move: Move) -> None:
    listed = TRANSITIONS[state].get(move)
    if listed is None:
        with pytest.raises(Refused, match=str(move)):
            step(state, move)
    else:
        assert step(state, move) is listed


@pytest.mark.parametrize(("state", "happening"), TURNS)
def test_every_cell_of_the_follow_ups_table_turns_as_listed_or_is_refused(
    state: FollowUpState, happening: Turn
) -> None:
    listed = FOLLOW_UP_TRANSITIONS[state].get(happening)
    if listed is None:
        with pytest.raises(Refused):
            turn(state, happening)
    else:
        assert turn(state, happening) is listed


def test_every_state_has_a_row_and_every_move_somebody_who_may() -> None:
    assert set(TRANSITIONS) == set(ActionState)
    assert set(FOLLOW_UP_TRANSITIONS) == set(FollowUpState)
    assert set(MAY) == set(Move)
    assert all(MAY.values())


def test_only_a_person_who_may_confirm_ends_an_action_as_done() -> None:
    into_done = {move for row in TRANSITIONS.values() for move, state in row.items() if state is ActionState.DONE}
    assert into_done == {Move.CONFIRM, Move.THANK}
    assert all(Move.THANK not in TRANSITIONS[state] for state in ActionState if state is not ActionState.DONE)


def test_an_outcome_is_left_only_by_reopening_or_a_new_date() -> None:
    ways_out = {move for state in OUTCOMES for move, after in TRANSITIONS[state].items() if after not in OUTCOMES}
    assert ways_out == {Move.REOPEN, Move.AMEND}
