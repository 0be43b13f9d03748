"""To the owner, once a follow-up and only when the setter wishes it: how does it stand? A word is enough."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import agreed_card, named, reference_of, spoken_of
from followupd.writing.setting import Setting, first, shown


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # only what was agreed can be asked about
    actions, reference = named(effect), reference_of(effect)
    return {
        "hello": first(effect.to),
        "from_name": shown(agreement.setter),
        "from_first": first(agreement.setter),
        "actions": actions,
        "title": actions[0].title if len(actions) == 1 else f"{len(actions)} actions",
        "cards": tuple(agreed_card(agreement, each, setting) for each in spoken_of(effect)),
        "numbered": len(agreement.standings) > 1,
        "words": (
            setting.word("PROGRESS", "goes on; a line on how far it is", reference, more=True),
            setting.word("DONE", "it is finished", reference),
            setting.word("BLOCKED", "something is in the way; say what would help", reference, more=True),
        ),
    }
