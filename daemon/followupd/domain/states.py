"""The two tables: the life of an action and the life of a follow-up.

Two rules. Everything that moves a state is listed here; what is not listed is refused and changes nothing.
Who may make a move is in MAY; whether the move may be made now is a named predicate beside its handler.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from followupd.errors import Refused


class ActionState(StrEnum):
    #: In writing with both; the owner has said nothing (silence is silence).
    OPEN = "open"
    #: The owner said in words that it is agreed.
    AGREED = "agreed"
    #: The owner said what is in the way.
    BLOCKED = "blocked"
    #: The owner said no; the setter has it and decides.
    DECLINED = "declined"
    #: The owner said it is done; the setter has not confirmed.
    REPORTED = "reported done"
    #: Outcome: done, confirmed by a person who may.
    DONE = "done"
    #: Outcome: not done, with a cause.
    NOT_DONE = "not done"
    #: Outcome: not wanted any more.
    DROPPED = "dropped"
    #: Outcome: a new action took its place.
    REPLACED = "replaced"


#: The states that are an outcome.
OUTCOMES: Final = frozenset({ActionState.DONE, ActionState.NOT_DONE, ActionState.DROPPED, ActionState.REPLACED})


class Move(StrEnum):
    AGREE = "agree"
    REPORT = "report"
    BLOCK = "block"
    DECLINE = "decline"
    ACCEPT = "accept"
    CONFIRM = "confirm"
    NOT_YET = "not yet"
    MISS = "miss"
    DROP = "drop"
    AMEND = "amend"
    REPLACE = "replace"
    REOPEN = "reopen"
    THANK = "thank"


class Role(StrEnum):
    SETTER = "setter"
    OWNER = "owner"


#: Who may make which move. The owner's word never closes, unless `closing: owner` (see owner_says.py).
MAY: Final[dict[Move, frozenset[Role]]] = {
    Move.AGREE: frozenset({Role.OWNER}),
    Move.REPORT: frozenset({Role.OWNER}),
    Move.BLOCK: frozenset({Role.OWNER}),
    Move.DECLINE: frozenset({Role.OWNER}),
    #: The setter takes what the owner offered.
    Move.ACCEPT: frozenset({Role.SETTER}),
    Move.CONFIRM: frozenset({Role.SETTER}),
    Move.NOT_YET: frozenset({Role.SETTER}),
    Move.MISS: frozenset({Role.SETTER}),
    Move.DROP: frozenset({Role.SETTER}),
    Move.AMEND: frozenset({Role.SETTER}),
    #: Another owner, or another action, takes its place.
    Move.REPLACE: frozenset({Role.SETTER}),
    Move.REOPEN: frozenset({Role.SETTER}),
    Move.THANK: frozenset({Role.SETTER}),
}

_S = ActionState

TRANSITIONS: Final[dict[ActionState, dict[Move, ActionState]]] = {
    _S.OPEN: {
        Move.AGREE: _S.AGREED,
        Move.REPORT: _S.REPORTED,
        Move.BLOCK: _S.BLOCKED,
        Move.DECLINE: _S.DECLINED,
        Move.ACCEPT: _S.AGREED,
        Move.CONFIRM: _S.DONE,
        Move.MISS: _S.NOT_DONE,
        Move.DROP: _S.DROPPED,
        Move.AMEND: _S.OPEN,
        Move.REPLACE: _S.REPLACED,
    },
    _S.AGREED: {
        Move.REPORT: _S.REPORTED,
        Move.BLOCK: _S.BLOCKED,
        Move.DECLINE: _S.DECLINED,
        Move.ACCEPT: _S.AGREED,
        Move.CONFIRM: _S.DONE,
        Move.MISS: _S.NOT_DONE,
        Move.DROP: _S.DROPPED,
        Move.AMEND: _S.OPEN,
        Move.REPLACE: _S.REPLACED,
    },
    _S.BLOCKED: {
        Move.AGREE: _S.AGREED,
        Move.REPORT: _S.REPORTED,
        Move.BLOCK: _S.BLOCKED,
        Move.DECLINE: _S.DECLINED,
        Move.ACCEPT: _S.AGREED,
        Move.CONFIRM: _S.DONE,
        Move.MISS: _S.NOT_DONE,
        Move.DROP: _S.DROPPED,
        Move.AMEND: _S.OPEN,
        Move.REPLACE: _S.REPLACED,
    },
    _S.DECLINED: {
        Move.AGREE: _S.AGREED,
        Move.REPORT: _S.REPORTED,
        Move.BLOCK: _S.BLOCKED,
        Move.DECLINE: _S.DECLINED,
        Move.ACCEPT: _S.AGREED,
        Move.CONFIRM: _S.DONE,
        Move.MISS: _S.NOT_DONE,
        Move.DROP: _S.DROPPED,
        Move.AMEND: _S.OPEN,
        Move.REPLACE: _S.REPLACED,
    },
    _S.REPORTED: {
        Move.REPORT: _S.REPORTED,
        Move.BLOCK: _S.BLOCKED,
        Move.ACCEPT: _S.AGREED,
        Move.NOT_YET: _S.OPEN,
        Move.CONFIRM: _S.DONE,
        Move.MISS: _S.NOT_DONE,
        Move.DROP: _S.DROPPED,
        Move.AMEND: _S.OPEN,
        Move.REPLACE: _S.REPLACED,
    },
    _S.DONE: {Move.THANK: _S.DONE, Move.REOPEN: _S.OPEN},
    _S.NOT_DONE: {Move.REOPEN: _S.OPEN, Move.AMEND: _S.OPEN, Move.REPLACE: _S.REPLACED},
    _S.DROPPED: {Move.REOPEN: _S.OPEN},
    _S.REPLACED: {},
}


def step(state: ActionState, move: Move) -> ActionState:
    """Return the state after the move. Raises Refused when the table does not list it."""
    try:
        return TRANSITIONS[state][move]
    except KeyError:
        raise Refused(f"“{move}” cannot be said of an action that is {state}.") from None


class FollowUpState(StrEnum):
    #: It stands (or is about to stand) in the diaries.
    PLANNED = "planned"
    #: Its time is over.
    HELD = "held"
    #: Taken out of the diaries by us: nothing is left to review.
    CANCELLED = "cancelled"
    #: Taken out of the diary by the setter: asked about once, never made again unasked.
    TAKEN_OUT = "taken out"


class Turn(StrEnum):
    """What happens to a follow-up."""

    JOIN = "join"
    CHANGE = "change"
    LEAVE = "leave"
    EMPTY = "empty"
    FREE = "free"
    CLOSED_CALENDAR = "closed calendar"
    PASS = "pass"  # noqa: S105 - the time passes
    #: A person moved it in the calendar.
    MOVE = "move"
    TAKE_OUT = "take out"


_F = FollowUpState

FOLLOW_UP_TRANSITIONS: Final[dict[FollowUpState, dict[Turn, FollowUpState]]] = {
    _F.PLANNED: {
        Turn.JOIN: _F.PLANNED,
        Turn.CHANGE: _F.PLANNED,
        Turn.LEAVE: _F.PLANNED,
        Turn.EMPTY: _F.CANCELLED,
        Turn.FREE: _F.CANCELLED,
        Turn.CLOSED_CALENDAR: _F.PLANNED,
        Turn.PASS: _F.HELD,
        Turn.MOVE: _F.PLANNED,
        Turn.TAKE_OUT: _F.TAKEN_OUT,
    },
    _F.HELD: {Turn.LEAVE: _F.HELD, Turn.EMPTY: _F.HELD, Turn.CHANGE: _F.HELD},
    _F.CANCELLED: {Turn.CLOSED_CALENDAR: _F.CANCELLED},
    _F.TAKEN_OUT: {Turn.LEAVE: _F.TAKEN_OUT, Turn.EMPTY: _F.CANCELLED, Turn.CHANGE: _F.TAKEN_OUT},
}


def turn(state: FollowUpState, happening: Turn) -> FollowUpState:
    """Return the state after the turn. Raises Refused when the table does not list it."""
    try:
        return FOLLOW_UP_TRANSITIONS[state][happening]
    except KeyError:
        raise Refused(f"“{happening}” cannot happen to a follow-up that is {state}.") from None
