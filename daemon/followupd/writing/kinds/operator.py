"""To the operator: what needs an administrator. Counts and advice; no word that a person wrote."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.setting import Setting, first


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    return {
        "hello": first(effect.to),
        "alarms": effect.alarms,
        "several": len(effect.alarms) > 1,
        "words": (),
    }
