"""Every state and every word of the two people, by real mails: what the tables list happens, all else changes nothing.

One world a state: many agreements are driven into it by mails, and each gets one word. `make pairs` tries every pair;
`make test` tries a third of them: each word in every third state.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from followupd.domain.states import MAY, TRANSITIONS, ActionState, Move, Role
from tests.stories.telling import MONDAY, told
from tests.system.mails import plain

WHOLE = os.environ.get("FOLLOWUPD_PAIRS", "") == "all"
_S, _O, _A = Role.SETTER, Role.OWNER, ActionState

#: The mails that lead into a state, after the agreement was put in writing.
INTO: Final[dict[ActionState, tuple[tuple[Role, str], ...]]] = {
    _A.OPEN: (),
    _A.AGREED: ((_O, "AGREED"),),
    _A.BLOCKED: ((_O, "BLOCKED - no access to the list"),),
    _A.DECLINED: ((_O, "DECLINE - this is not for me"),),
    _A.REPORTED: ((_O, "DONE - all booked"),),
    _A.DONE: ((_S, "CONFIRM"),),
    _A.NOT_DONE: ((_S, "NOT DONE - no time"),),
    _A.DROPPED: ((_S, "CANCEL"),),
    _A.REPLACED: ((_S, "Owner: Sam Lee <sam.lee@contoso.example>"),),
}
#: Who says what, and the move that it means.
WORDS: Final[tuple[tuple[Role, str, Move | None], ...]] = (
    (_O, "AGREED", Move.AGREE),
    (_O, "DONE - four booked", Move.REPORT),
    (_O, "BLOCKED - the line is down", Move.BLOCK),
    (_O, "DECLINE - I have no room for it", Move.DECLINE),
    (_O, "Two of ten called so far.", None),
    (_O, "Thanks, OK", None),
    (_O, "CONFIRM", Move.AGREE),
    (_O, "Due: 18 December", None),
    (_S, "CONFIRM", Move.CONFIRM),
    (_S, "DONE", Move.CONFIRM),
    (_S, "NOT YET", Move.NOT_YET),
    (_S, "NOT DONE - the move took all week", Move.MISS),
    (_S, "CANCEL", Move.DROP),
    (_S, "Due: 18 December", Move.AMEND),
    (_S, "Owner: Priya Nair <priya.nair@contoso.example>", Move.REPLACE),
    (_S, "REOPEN", Move.REOPEN),
    (_S, "AT RISK - nothing in the log", None),
    (_S, "KEEP", None),
)
PAIRS: Final = len(INTO) * len(WORDS)


def after(state: ActionState, role: Role, move: Move | None) -> ActionState:
    """What the tables say: the state itself where the word moves nothing or is refused."""
    if move is None or role not in MAY[move]:
        return state
    return TRANSITIONS[state].get(move, state)


def chosen(state: ActionState) -> list[tuple[Role, str, Move | None]]:
    """The words tried now: all, or every third, so that each is tried in some state."""
    place = list(INTO).index(state)
    return [each for index, each in enumerate(WORDS) if WHOLE or (index + place) % 3 == 0]


@pytest.mark.parametrize("state", list(INTO), ids=lambda state: state.value.replace(" ", "_"))
def test_every_word_in_every_state_does_what_the_tables_say_and_nothing_else(
    state: ActionState, tmp_path: Path
) -> None:
    with told(tmp_path, now=MONDAY) as story:
        people = {_S: story.anna, _O: story.tom}
        wrong = []
        for index, (role, words, move) in enumerate(chosen(state)):
            story.anna.forwards(
                f"Tom, please call the {index + 11} lapsed clients by Friday 4 December; done when 3 meetings are in.",
                subject=f"Batch {index + 11}",
            )
            agreement = story.agreements()[-1]
            said = [*INTO[state], (role, words)]
            for number, (who, text) in enumerate(said):
                if number == len(said) - 1:
                    before = story.service.app.store.agreements(open_only=False)
                    assert _state(before, agreement.id) is state, (state, text)
                    mails = len(people[role].mails())
                mime = plain(text, story.now, author=people[who].header, subject=f"Re: [{agreement.reference}]")
                story.delivers(mime)
            found = _state(story.service.app.store.agreements(open_only=False), agreement.id)
            if found is not after(state, role, move):
                wrong.append(f"{role}: {words!r} led to {found}, not to {after(state, role, move)}")
            refused = move is not None and after(state, role, move) is state and move not in TRANSITIONS[state]
            if refused and len(people[role].mails()) == mails:
                wrong.append(f"{role}: {words!r} changed nothing, and its author was not told")
        assert not wrong, wrong


def _state(agreements: object, id: str) -> ActionState:
    (found,) = (each for each in agreements if each.id == id)  # type: ignore[attr-defined]
    state: ActionState = found.standings[0].state
    return state
