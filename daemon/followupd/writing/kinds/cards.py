"""An action as a card: Specific, Measurable, Achievable, Relevant, Time-bound. A letter not known is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from followupd.domain.action import Action, How
from followupd.domain.agreement import Agreement
from followupd.domain.effects import SendMail
from followupd.domain.standing import Standing
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting
from followupd.writing.text import one_line, sentence, title
from followupd.writing.words import HELD, HELD_WHEN_FREE, IN_ANY_MEETING, at, clock, day, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a card. `letter`: S, M, A, R, T, or empty for what stands beside them."""

    letter: str
    label: str
    value: str
    #: A second, quieter line: who, or what it was before.
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    #: The number it answers to within the agreement; 0: it is the only one.
    number: int
    heading: str
    reference: str
    rows: tuple[Row, ...] = ()
    #: Words about this one of several actions.
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An action as a sentence names it."""

    title: str
    reference: str


def spoken_of(effect: SendMail) -> tuple[Standing, ...]:
    """The actions that the mail speaks of: the named numbers, else all."""
    standings = effect.agreement.standings if effect.agreement else ()
    return tuple(each for each in standings if not effect.numbers or each.action.number in effect.numbers)


def named(effect: SendMail) -> tuple[Named, ...]:
    agreement = effect.agreement
    return tuple(
        Named(title=title(each.action.what), reference=agreement.action_reference(each.action.number))
        for each in spoken_of(effect)
        if agreement is not None
    )


def reference_of(effect: SendMail) -> str:
    """The reference for the subject: of the one action spoken of, else of the whole."""
    agreement = effect.agreement
    if agreement is None:
        return effect.proposal.reference if effect.proposal else ""
    return agreement.action_reference(effect.numbers[0]) if len(effect.numbers) == 1 else agreement.reference


def agreed_card(agreement: Agreement, standing: Standing, setting: Setting) -> Card:
    """The card that both hold: what was agreed and nothing else. Never the check, nor anybody's words about it."""
    action = standing.action
    return Card(
        number=action.number,
        heading=title(action.what),
        reference=agreement.action_reference(action.number),
        rows=tuple(_agreed_rows(agreement, action, _before(agreement, action), setting)),
    )


def _agreed_rows(agreement: Agreement, action: Action, before: Action | None, setting: Setting) -> Iterator[Row]:
    old = before or action
    yield Row(letter="S", label="Specific", value=sentence(action.what), note=_was(old.what, action.what))
    if action.measure:
        yield Row(
            letter="M", label="Measurable", value=sentence(action.measure), note=_was(old.measure, action.measure)
        )
    if action.achievable:
        note = _was(old.achievable, action.achievable)
        yield Row(letter="A", label="Achievable", value=sentence(action.achievable), note=note)
    if action.why:
        yield Row(letter="R", label="Relevant", value=sentence(action.why), note=_was(old.why, action.why))
    differ = setting.differs(agreement)
    due, due_before = (setting.moment(each.due, named=differ) for each in (action, old))
    yield Row(letter="T", label="Time-bound", value=f"By {due}", note=_was(due_before, due))
    if action.every and action.every.words:
        yield Row(letter="", label="Again", value=sentence(action.every.words))
    repeated = action.follow_up.every.words if action.follow_up.every else ""
    held = review(agreement, action, setting)
    yield Row(letter="", label="Follow-up", value=held, note=f"then {one_line(repeated, 100)}" if repeated else "")
    if action.bring:
        yield Row(letter="", label="To bring", value=sentence(action.bring))


def review(agreement: Agreement, action: Action, setting: Setting) -> str:
    """When and how the action is looked at together: no more than is certain before the diaries are seen."""
    how, wish = action.follow_up.how, action.follow_up.when
    on = setting.review_day(action, agreement.created)
    if on is None or wish is None or wish.clock is None:
        held = IN_ANY_MEETING if how is How.MEETING and wish is None else HELD_WHEN_FREE[how]
        return f"{setting.about(action, on)}, {held}" if on is not None else held[:1].upper() + held[1:]
    held = HELD[how]
    place_named = f" {place(setting.zone)}" if setting.differs(agreement) or wish.zone != setting.zone else ""
    return f"{day(on)}, {clock(at(wish, setting.zone))}{place_named}, {held}"


def _before(agreement: Agreement, action: Action) -> Action | None:
    """The action as it stood before the last change, when that change made this version."""
    if agreement.version == 1 or agreement.last_change is None:
        return None
    return next((each.action for each in agreement.last_change.before if each.action.number == action.number), None)


def _was(old: str, new: str) -> str:
    if old == new:
        return ""
    return f"before: {sentence(old)}" if old else "new"
