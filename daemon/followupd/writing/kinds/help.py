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


_PREVIEW = (
    ("SEND", "sends it, with what is suggested; SEND 1 3 sends some of several"),
    ("CANCEL", "leaves it; nothing is sent"),
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
    fits = _OWNER if not setter else _SETTER if effect.proposal is None else _PREVIEW
    words: list[Word] = [setting.word(say, means, reference) for say, means in fits]
    if setter:
        date = "gives it a date" if effect.proposal else "agrees a new date"
        change = setting.answer("Due: …", f"{date}; Measure: … and What: … work alike", f"[{reference}]")
        words.insert(3 if effect.proposal is None else 1, change)
    return {
        "hello": first(effect.to),
        "setter_asks": setter,
        "standings": standings,
        "several": len(standings) > 1,
        "words": tuple(words),
    }
