"""An action as it would stand after a change that somebody asked for: the setter's edit, or the owner's offer."""

from __future__ import annotations

import re
from dataclasses import replace

from followupd.domain.action import Action, FollowUpWish, How, Item, Said
from followupd.domain.happenings import Amount, Answer


def asked_for(answer: Answer) -> Item:
    """The fields that the answer names, its dates among them."""
    over = answer.changes or Item()
    if answer.due is not None and over.due is None:
        over = replace(over, due=Said(value=answer.due, words=answer.words))
    if answer.follow_up is not None and over.follow_up is None:
        over = replace(over, follow_up=Said(value=FollowUpWish(when=answer.follow_up), words=answer.words))
    return over


def amended(action: Action, over: Item) -> Action:
    """Return the action with the named fields changed; the same one when nothing is. Its version is not raised here.

    A new due date takes the old follow-up day with it, which belonged to the old date; how it is held stays.
    """
    wish = over.follow_up.value if over.follow_up else None
    if wish is not None and wish.how is How.MEETING:
        wish = replace(wish, how=action.follow_up.how)
    elif wish is None and over.due is not None:
        wish = FollowUpWish(how=action.follow_up.how)
    return replace(
        action,
        what=over.what.value if over.what else action.what,
        measure=over.measure.value if over.measure else action.measure,
        due=over.due.value if over.due else action.due,
        why=over.why.value if over.why else action.why,
        achievable=over.achievable.value if over.achievable else action.achievable,
        check=over.check.value if over.check else action.check,
        follow_up=wish or action.follow_up,
        situation=over.situation.value if over.situation else action.situation,
    )


_NUMBER = (
    r"\b(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)\b"
)


def with_amount(action: Action, amount: Amount) -> Action:
    """The action with another amount in what is to be done and in its measure; the same one where it has no place."""
    return replace(action, what=_with(action.what, amount), measure=_with(action.measure, amount))


def _with(text: str, amount: Amount) -> str:
    """The text with the one number that the amount stands for replaced; unchanged when there is none, or several."""
    if amount.old:
        sought = rf"(?<![\w.,]){re.escape(amount.old)}(?![\w]|[.,]\d)"
    elif amount.noun:
        sought = rf"{_NUMBER}(?=(?: [\w-]+){{0,2}}? {re.escape(amount.noun.rstrip('s'))}s?\b)"
    else:
        sought = _NUMBER
    places = list(re.finditer(sought, text, re.IGNORECASE))
    if len(places) != 1:
        return text
    return text[: places[0].start()] + amount.new + text[places[0].end() :]


def terms_differ(one: Action, other: Action) -> bool:
    """Whether what was agreed differs: not the private check, nor how and when it is looked at (rule 2)."""
    return _terms(one) != _terms(other)


def _terms(action: Action) -> Action:
    return replace(action, check="", follow_up=FollowUpWish(), situation=None, bring="", version=1)
