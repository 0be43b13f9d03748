"""One neutral line to the owner: there is nothing to do any more, or there never was."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import named
from followupd.writing.setting import Setting, first


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    actions = named(effect)
    return {
        "hello": first(effect.to),
        "actions": actions,
        "title": actions[0].title if len(actions) == 1 else f"{len(actions)} actions",
        "words": (),
    }
