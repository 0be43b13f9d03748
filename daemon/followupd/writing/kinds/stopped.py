"""To the setter, once: the owner wants no mails from here. What was agreed stands."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import named
from followupd.writing.setting import Setting, first, shown


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    agreement = effect.agreement
    assert agreement is not None  # only a party of an agreement can say STOP to it
    return {
        "hello": first(effect.to),
        "owner": shown(agreement.owner),
        "owner_first": first(agreement.owner),
        "actions": named(effect),
        "words": (),
    }
