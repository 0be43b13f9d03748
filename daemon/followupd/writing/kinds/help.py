"""What can be said, for those who ask, and how their agreement stands."""

from __future__ import annotations

from dataclasses import dataclass

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import reference_of
from followupd.writing.mailto import Word
from followupd.writing.setting import Setting, first
from followupd.writing.text import title
from followupd.writing.words import STANDS

_OWNER = (
    ("AGREED", "it reads as you meant it"),
    ("DONE", "it is done; add a line on how it went"),
    ("BLOCKED", "something is in the way; say what"),
    ("CHANGE", "you would like something changed; it is passed on"),
    ("UNDO", "takes your last answer back"),
    ("STOP", "no more mails from here; START brings them back"),
)
_SETTER = (
    ("DONE", "closes it as done (CONFIRM does the same)"),
    ("NOT YET", "it was reported done, and goes on"),
    ("NOT DONE", "it did not happen; add what stopped it"),
    ("CANCEL", "it is not wanted any more"),
    ("THANKS", "sends the thanks, in your own words if you add some"),
    ("UNDO", "takes your last answer back"),
    ("STOP", "no more mails from here; START brings them back"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    title: str
    reference: str
    due: str
    state: str


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    reference = reference_of(effect)
    setter = effect.to == effect.setter
    standings = tuple(
        Standing(
            title=title(each.action.what),
            reference=agreement.action_reference(each.action.number),
            due=setting.moment(each.action.due),
            state=STANDS[each.state],
        )
        for each in (agreement.standings if agreement else ())
        if agreement is not None
    )
    words: list[Word] = [setting.word(say, means, reference) for say, means in (_SETTER if setter else _OWNER)]
    if setter:
        change = setting.answer("Due: …", "agrees a new date; Measure: … and What: … work alike", f"[{reference}]")
        words.insert(3, change)
    return {
        "hello": first(effect.to),
        "setter_asks": setter,
        "standings": standings,
        "several": len(standings) > 1,
        "words": tuple(words),
    }
