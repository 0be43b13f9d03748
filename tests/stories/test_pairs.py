"""Every state and every word of the two people, by real mails: what the tables list happens, all else changes nothing.

One world a state: many agreements are driven into it by mails, and each gets one word. `make pairs` tries every pair;
`make test` tries a seventh of them: each word in one state or two.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from followupd.domain.decide_agreement import SAID
from followupd.domain.happenings import Intent
from followupd.domain.people import WorkingTime
from followupd.domain.states import MAY, TRANSITIONS, ActionState, Move, Role
from followupd.reading.answers import Asked, read_answers
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
_I = Intent
#: Who says what, how it is read, and the move that it means; None: it moves nothing. STOP comes last: it lasts.
WORDS: Final[tuple[tuple[Role, str, Intent, Move | None], ...]] = (
    (_O, "AGREED", _I.AGREED, Move.AGREE),
    (_O, "CONFIRM", _I.AGREED, Move.AGREE),
    (_O, "DONE - four booked", _I.DONE, Move.REPORT),
    (_O, "BLOCKED - the line is down", _I.BLOCKED, Move.BLOCK),
    (_O, "I haven't done it, no time.", _I.BLOCKED, Move.BLOCK),
    (_O, "DECLINE - I have no room for it", _I.DECLINE, Move.DECLINE),
    (_O, "CANCEL", _I.DECLINE, Move.DECLINE),
    (_O, "Two of ten called so far.", _I.PROGRESS, None),
    (_O, "NOT DONE - only half of it", _I.PROGRESS, None),
    (_O, "Thanks, OK", _I.NONE, None),
    (_O, "Due: 18 December", _I.AMEND, None),
    (_O, "Can we make it Friday 11 December?", _I.RESCHEDULE, None),
    (_O, "Let's move our meeting to 9 December at 11:00.", _I.MOVE, None),
    (_O, "Who has the newest list?", _I.QUESTION, None),
    (_O, "REOPEN", _I.REOPEN, None),
    (_O, "Done, but not really", _I.UNCLEAR, None),
    (_O, "UNDO", _I.UNDO, None),
    (_O, "HELP", _I.HELP, None),
    (_O, "STATUS", _I.STATUS, None),
    (_S, "CONFIRM", _I.CONFIRM, Move.CONFIRM),
    (_S, "DONE", _I.CONFIRM, Move.CONFIRM),
    (_S, "NOT YET", _I.NOT_YET, Move.NOT_YET),
    (_S, "NOT DONE - the move took all week", _I.NOT_DONE, Move.MISS),
    (_S, "CANCEL", _I.CANCEL, Move.DROP),
    (_S, "Due: 18 December", _I.AMEND, Move.AMEND),
    (_S, "Let us make it Friday 11 December", _I.AMEND, Move.AMEND),
    (_S, "Please extend the deadline", _I.RESCHEDULE, None),
    (_S, "Let's move our meeting to 9 December at 11:00.", _I.MOVE, None),
    (_S, "Owner: Priya Nair <priya.nair@contoso.example>", _I.AMEND, Move.REPLACE),
    (_S, "REOPEN", _I.REOPEN, Move.REOPEN),
    (_S, "THANKS", _I.THANKS, Move.THANK),
    (_S, "OK", _I.AGREED, None),
    (_S, "DECLINE", _I.DECLINE, None),
    (_S, "GOES ON", _I.PROGRESS, None),
    (_S, "FREE", _I.FREE, None),
    (_S, "KEEP", _I.KEEP, None),
    (_S, "AT RISK - nothing in the log", _I.AT_RISK, None),
    (_S, "LOOKS DONE - four in the log", _I.LOOKS_DONE, None),
    (_S, "DON'T KNOW", _I.DONT_KNOW, None),
    (_S, "ASK TOM", _I.ASK, None),
    (_S, "AGAIN 30", _I.AGAIN, None),
    (_S, "TAKE", _I.TAKE, None),
    (_S, "BLOCKED - the line is down", _I.BLOCKED, None),
    (_S, "Who has the newest list?", _I.QUESTION, None),
    (_S, "Maybe, maybe not.", _I.UNCLEAR, None),
    (_S, "Many thanks", _I.NONE, None),
    (_S, "UNDO", _I.UNDO, None),
    (_S, "HELP", _I.HELP, None),
    (_S, "STATUS", _I.STATUS, None),
    (_S, "START", _I.START, None),
    (_O, "START", _I.START, None),
    (_S, "STOP", _I.STOP, None),
    (_O, "STOP", _I.STOP, None),
)
PAIRS: Final = len(INTO) * len(WORDS)
#: What the tables list and no words of that person are ever read as: a restore may still hold it.
UNREAD: Final = {(_O, _I.NOT_DONE), (_O, _I.CANCEL), (_O, _I.CONFIRM), (_O, _I.THANKS), (_S, _I.DONE)}
#: What needs no answer where it changes nothing: progress, courtesy, an OK to nothing.
QUIET: Final = {(_O, _I.PROGRESS), (_S, _I.PROGRESS), (_O, _I.NONE), (_S, _I.NONE), (_S, _I.AGREED), (_S, _I.THANKS)}
QUIET_AFTER_STOP: Final = {(_S, _I.STOP), (_O, _I.STOP)}


def after(state: ActionState, role: Role, intent: Intent, move: Move | None) -> ActionState:
    """What the tables say: the state itself where the word moves nothing or is refused.

    UNDO takes back what its author said last; what has another owner since is not taken back so.
    """
    if intent is Intent.UNDO:
        mine = INTO[state] and INTO[state][-1][0] is role and state is not _A.REPLACED
        return _A.OPEN if mine else state
    if move is None or role not in MAY[move]:
        return state
    return TRANSITIONS[state].get(move, state)


def chosen(state: ActionState) -> list[tuple[Role, str, Intent, Move | None]]:
    """The words tried now: all, or every seventh, so that each is tried in some state."""
    place = list(INTO).index(state)
    return [each for index, each in enumerate(WORDS) if WHOLE or (index + place) % 7 == 0]


def test_every_state_and_every_word_that_the_tables_list_is_tried() -> None:
    assert set(INTO) == set(ActionState)
    listed = {(role, intent) for role, rows in SAID.items() for intent in rows}
    tried = {(role, intent) for role, _, intent, _ in WORDS}
    assert listed - UNREAD <= tried, listed - tried
    assert {move for *_, move in WORDS} >= set(Move) - {Move.ACCEPT}  # an offer comes before it: test_agreeing.py


@pytest.mark.parametrize(("role", "words", "intent"), [each[:3] for each in WORDS])
def test_each_of_these_words_is_read_as_told_here(role: Role, words: str, intent: Intent) -> None:
    asked = Asked(numbers=(1,), whats=("Call the clients",), dues=(date(2026, 12, 4),), setter=role is _S)
    (answer,) = read_answers(words, "Re: Agreed", asked=asked, said=MONDAY, working=WorkingTime(), day_first=True)
    assert answer.intent is intent


@pytest.mark.parametrize("state", list(INTO), ids=lambda state: state.value.replace(" ", "_"))
def test_every_word_in_every_state_does_what_the_tables_say_and_nothing_else(
    state: ActionState, tmp_path: Path
) -> None:
    with told(tmp_path, now=MONDAY) as story:
        people = {_S: story.anna, _O: story.tom}
        wrong = []
        for index, (role, words, intent, move) in enumerate(chosen(state)):
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
            expected = after(state, role, intent, move)
            if found is not expected:
                wrong.append(f"{role}: {words!r} led to {found}, not to {expected}")
            quiet = (role, intent) in QUIET | QUIET_AFTER_STOP
            if (not quiet or (found is not state)) and len(people[role].mails()) == mails:
                wrong.append(f"{role}: {words!r} was not answered")
        assert not wrong, wrong


def _state(agreements: object, id: str) -> ActionState:
    (found,) = (each for each in agreements if each.id == id)  # type: ignore[attr-defined]
    state: ActionState = found.standings[0].state
    return state
