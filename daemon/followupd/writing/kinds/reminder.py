"""A reminder for the setter alone: a mail that had us in Bcc, an own promise, or an owner outside the organisation."""

from __future__ import annotations

from datetime import date

from followupd.domain.action import Action, How
from followupd.domain.agreement import Agreement
from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import Card, Row, reference_of
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import sentence, title
from followupd.writing.words import day, near_day


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # a reminder is of something taken in
    standings = [each for each in agreement.standings if not each.ended] or list(agreement.standings)
    cards = []
    for each in standings:
        action = each.action
        rows = [Row(letter="", label="By", value=setting.moment(action.due))]
        if action.measure:
            rows.append(Row(letter="", label="Done looks like", value=sentence(action.measure)))
        on = setting.review_day(action, agreement.created)
        if on is not None:
            rows.append(Row(letter="", label="In your diary", value=_day(action, on, setting)))
        if action.check:
            rows.append(Row(letter="", label="Where to look", value=sentence(action.check)))
        cards.append(
            Card(
                number=action.number if len(agreement.standings) > 1 else 0,
                heading=title(action.what),
                reference=agreement.action_reference(action.number),
                rows=tuple(rows),
            )
        )
    reference = reference_of(effect)
    which = f" {standings[0].action.number}" if len(agreement.standings) > 1 else ""
    return {
        "hello": first(effect.to),
        "cards": tuple(cards),
        "by": near_day(min(each.action.due.day for each in standings), setting.local(agreement.created).date()),
        "unheard": _unheard(agreement, setting),
        "words": (
            setting.word(f"DONE{which}", "closes it", reference),
            setting.answer(
                f"{which.strip()} Due: …".strip(),
                "gives it another date",
                f"{title(standings[0].action.what)} [{reference}]",
            ),
            setting.word(f"CANCEL{which}", "drops it", reference),
        ),
    }


def _day(action: Action, on: date, setting: Setting) -> str:
    """The day on which it stands: the one that was given, else the next with a free time."""
    known = action.follow_up.when is not None or action.follow_up.how is How.BRIEF
    return day(on) if known else f"{day(on)} or soon after"


def _unheard(agreement: Agreement, setting: Setting) -> str:
    """Why the owner hears nothing of it, as the rest of a sentence; empty: it is the setter's own matter."""
    if agreement.owner == agreement.setter:
        return ""
    name = shown(agreement.owner)
    if not setting.known.internal(agreement.owner.address):
        return f"{name} is outside the organisation and hears of it only through you"
    return f"{name} hears of it only through you"
