"""What a reply changed, in one line, with UNDO; or why it changed nothing."""

from __future__ import annotations

from followupd.domain.effects import SendMail
from followupd.writing.kinds.cards import named, reference_of
from followupd.writing.setting import Setting, first
from followupd.writing.text import one_line, title


def facts(effect: SendMail, setting: Setting) -> dict[str, object]:
    actions = named(effect)
    subject = actions[0].title if len(actions) == 1 else title(effect.proposal.mail.subject) if effect.proposal else ""
    reference = reference_of(effect)
    undo = setting.word("UNDO", "takes this back, as long as nothing else has changed since", reference)
    return {
        "hello": first(effect.to),
        "lines": tuple(one_line(line) for line in effect.lines),
        "subject": subject,
        "words": (undo,) if effect.undo else (setting.word("HELP", "what can be said", reference),),
    }
