"""The agreed actions in writing: the same for both people, from what both may know alone."""

from __future__ import annotations

from dataclasses import replace

from followupd.domain.agreement import Agreement
from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import agreed_card
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import listed, one_line
from followupd.writing.words import near_day, weekday


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # decide_proposal makes no confirmation without one
    standings = [each for each in agreement.standings if not each.ended] or list(agreement.standings)
    several = len(agreement.standings) > 1
    cards = tuple(
        replace(
            agreed_card(agreement, each, setting),
            words=_words(agreement, each.action.number, setting) if several else (),
        )
        for each in standings
    )
    days = sorted({each.action.due.day for each in standings})
    return {
        "hello": listed([first(agreement.owner), first(agreement.setter)]),
        "owner": shown(agreement.owner),
        "cards": cards,
        "numbered": several,
        "version": agreement.version,
        "told": tuple(one_line(line) for line in effect.lines),
        "by": near_day(days[0], setting.local(agreement.created).date()),
        "same_day": len(days) == 1,
        # “Send it by Friday” needs no second “by Friday” in the subject.
        "says_day": weekday(days[0]).lower() in cards[0].heading.lower(),
        "words": _words(agreement, standings[0].action.number, setting),
    }


def _words(agreement: Agreement, number: int, setting: Setting) -> tuple[Word, ...]:
    """The words that fit: the same for both people, so they speak to the owner and hold for the setter."""
    which, reference = f" {number}" if len(agreement.standings) > 1 else "", agreement.action_reference(number)
    return tuple(
        setting.word(f"{say}{which}", means, reference, more=True)
        for say, means in (
            ("DONE", "it is done; add a line on how it went"),
            ("BLOCKED", "something is in the way; say what"),
            ("CHANGE", "something reads differently from what you meant"),
        )
    )
