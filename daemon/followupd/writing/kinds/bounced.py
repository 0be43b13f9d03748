"""To the setter, once for each address: a mail of ours did not arrive."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds import stopped
from followupd.writing.kinds.cards import reference_of
from followupd.writing.setting import Setting
from followupd.writing.text import one_line


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    return stopped.facts(effect, setting) | {
        "address": one_line(effect.lines[0], 200),
        "words": (setting.word("CANCEL", "drops what is agreed", reference_of(effect)),),
    }
