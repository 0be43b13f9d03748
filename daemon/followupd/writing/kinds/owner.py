"""What the owner wrote, to the setter at once: something in the way, or a question, a no, another proposal."""

from __future__ import annotations

from collections.abc import Iterator

from followupd.domain.action import Action
from followupd.domain.effects import SendMail
from followupd.domain.people import Person
from followupd.domain.standing import Standing
from followupd.writing.kinds.cards import Row, named, reference_of, spoken_of
from followupd.writing.mailto import Word, mailto
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import quoted, sentence, title
from followupd.writing.words import CAUSES


def blocked(effect: SendMail, setting: Setting) -> dict[str, object]:
    causes = [each.result.cause for each in spoken_of(effect) if each.result and each.result.cause]
    return _facts(effect, setting) | {"cause": CAUSES[causes[0]] if causes else ""}


def owner_said(effect: SendMail, setting: Setting) -> dict[str, object]:
    return _facts(effect, setting)


def _facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # only somebody with an agreement can say something about it
    owner = effect.quote_by or agreement.owner
    reference = reference_of(effect)
    subject = named(effect)[0].title if named(effect) else title(agreement.mail.subject)
    number = f"{effect.numbers[0]} " if effect.numbers and len(agreement.standings) > 1 else ""
    write = Word(
        say=f"Write to {first(owner)}",
        means="an ordinary mail between the two of you",
        link=mailto(owner.address, subject),
        typed=False,
    )
    return {
        "hello": first(effect.to),
        "owner": shown(owner),
        "owner_first": first(owner),
        "actions": named(effect),
        "quote": quoted(effect.quote),
        "offers": tuple(row for each in spoken_of(effect) for row in _offered(each, setting)),
        "words": (
            *_taking(effect, owner, f"{subject} [{reference}]", setting),
            write,
            setting.answer(f"{number}Due: …", "agrees a new date, in writing for both", f"{subject} [{reference}]"),
            setting.word(
                f"CANCEL {number}".strip(), f"drops it; {first(owner)} is told in one friendly line", reference
            ),
        ),
    }


def _offered(standing: Standing, setting: Setting) -> Iterator[Row]:
    """What would become different, beside what is agreed now."""
    offer, now = standing.offer, standing.action
    if offer is None:
        return
    new = offer.action
    pairs = (
        ("What", sentence(new.what), sentence(now.what)),
        ("Done looks like", sentence(new.measure), sentence(now.measure)),
        ("Due", setting.moment(new.due, named=False), setting.moment(now.due, named=False)),
        ("Help", sentence(new.achievable), sentence(now.achievable)),
        ("Why", sentence(new.why), sentence(now.why)),
        ("Follow-up", _review(new, setting), _review(now, setting)),
    )
    for label, then, before in pairs:
        if then != before and not (label == "Follow-up" and new.due != now.due):
            yield Row(letter="", label=label, value=then, note=f"now: {before}" if before else "")


def _review(action: Action, setting: Setting) -> str:
    return setting.moment(action.follow_up.when or action.due, named=False)


def _taking(effect: SendMail, owner: Person, subject: str, setting: Setting) -> tuple[Word, ...]:
    if not any(each.offer for each in spoken_of(effect)):
        return ()
    number = f" {effect.numbers[0]}" if effect.agreement and len(effect.agreement.standings) > 1 else ""
    return (setting.answer(f"OK{number}", f"takes what {first(owner)} proposes, in writing for both", subject),)
