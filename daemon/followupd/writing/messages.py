"""A mail of ours as it will be sent: subject, HTML and text from one set of facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from followupd.domain.effects import TO_SETTER, MailKind, SendMail
from followupd.domain.people import Known
from followupd.writing.kinds import (
    ask,
    bounced,
    brief,
    confirmation,
    echo,
    help,
    operator,
    overview,
    owner,
    preview,
    problem,
    reminder,
    stopped,
    thanks,
    withdrawal,
)
from followupd.writing.kinds.cards import reference_of
from followupd.writing.render import Templates
from followupd.writing.setting import Setting, first, shown

#: The name of the service as people see it.
SERVICE: Final = "Follow-ups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A rendered mail."""

    subject: str
    html: str
    text: str
    sender_name: str


Facts = Callable[[SendMail, Setting], dict[str, object]]

#: Days of the usual retention.
YEAR = 365

FACTS: Final[dict[MailKind, Facts]] = {
    MailKind.CONFIRMATION: confirmation.facts,
    MailKind.PREVIEW: preview.facts,
    MailKind.PROBLEM: problem.facts,
    MailKind.ECHO: echo.facts,
    MailKind.BLOCKED: owner.blocked,
    MailKind.OWNER_SAID: owner.owner_said,
    MailKind.THANKS_DRAFT: thanks.draft,
    MailKind.THANKS: thanks.released,
    MailKind.WITHDRAWAL: withdrawal.facts,
    MailKind.ASK: ask.facts,
    MailKind.REMINDER: reminder.facts,
    MailKind.BRIEF: brief.facts,
    MailKind.STOPPED: stopped.facts,
    MailKind.BOUNCED: bounced.facts,
    MailKind.OVERVIEW: overview.facts,
    MailKind.HELP: help.facts,
    MailKind.OPERATOR: operator.facts,
}


def render_mail(
    effect: SendMail, *, known: Known, now: datetime, templates: Templates, retention_days: int = YEAR
) -> Words:
    """Return the words of this mail. `known`: what is known of its people; `now`: aware; `retention_days`: how long
    after the outcome it is kept, 0: for ever. Raises TemplateBroken."""
    setting = Setting(known=known, setter=effect.setter, now=now)
    facts = _shared(effect, setting) | {"kept_for": kept_for(retention_days)} | FACTS[effect.kind](effect, setting)
    name = f"mail/{effect.kind}"
    subject = templates.subject(f"{name}.subject.j2", facts)
    return Words(
        subject=subject,
        html=templates.html(f"{name}.html.j2", facts | {"page_title": subject}),
        text=templates.text(f"{name}.text.j2", facts),
        sender_name=sender_name(effect),
    )


def kept_for(days: int) -> str:
    """How long it is kept, for who reads of it for the first time (design rule 15)."""
    if not days:
        return "for as long as your organisation decides"
    return "until a year after the outcome" if days == YEAR else f"until {days} days after the outcome"


def sender_name(effect: SendMail) -> str:
    """`Anna Reed via Follow-ups`; to the setter alone it is plainly us."""
    alone = effect.kind in TO_SETTER or (effect.to == effect.setter and effect.kind is not MailKind.CONFIRMATION)
    return SERVICE if alone else f"{shown(effect.setter)} via {SERVICE}"


def _shared(effect: SendMail, setting: Setting) -> dict[str, object]:
    """What every template may name. `about` is told once to each person (design rule 15)."""
    return {
        "kind": effect.kind.value,
        "reference": reference_of(effect),
        "setter": shown(effect.setter),
        "setter_first": first(effect.setter),
        "service": setting.service,
        "about": effect.first,
        "to_setter": effect.to == effect.setter,
    }
