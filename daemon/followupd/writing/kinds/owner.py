"""What the owner wrote, to the setter at once: something in the way, or a question, a no, another proposal."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import named, reference_of, spoken_of
from followupd.writing.mailto import Word, mailto
from followupd.writing.setting import Setting, first, shown
from followupd.writing.text import quoted, title
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
        "words": (
            write,
            setting.answer(f"{number}Due: …", "agrees a new date, in writing for both", f"{subject} [{reference}]"),
            setting.word(
                f"CANCEL {number}".strip(), f"drops it; {first(owner)} is told in one friendly line", reference
            ),
        ),
    }
