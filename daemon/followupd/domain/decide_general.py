"""Words to the service that are about no one action: STOP, START and HELP count everywhere, others need a reference."""

from __future__ import annotations

from dataclasses import replace

from followupd.domain.agreement import Agreement
from followupd.domain.decision import Decision
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.happenings import Answer, Intent, MailRef, Replied
from followupd.domain.people import Person
from followupd.domain.policy import Context

#: Said where an answer names nothing that it could be about.
WHICH_ONE = "Which one do you mean? Put its reference, such as FU-7K3QD, behind the word. Nothing has changed."
#: The same of an UNDO: most likely of a word that was about no one action.
WHICH_UNDO = (
    "UNDO takes back your last change of one action: put its reference, such as FU-7K3QD, behind it. What was handed "
    "over to a colleague, only that colleague can hand back. Nothing has changed."
)
#: Said to who said START.
STARTED = "You get mails from here again; STOP ends them."
_COURTESY = frozenset({Intent.NONE, Intent.THANKS, Intent.AGREED, Intent.PROGRESS})
_ABOUT_THE_SERVICE = frozenset({Intent.STOP, Intent.START, Intent.HELP, Intent.STATUS})


def decide_general(
    happening: Replied, context: Context, choices: tuple[str, ...] = (), owes: Agreement | None = None
) -> Decision:
    """Return what somebody's words lead to when they name no action: a stop, a help, a question; or nothing.

    `choices`: the actions that could be meant, a line each, to be named in the question. `owes`: what he was last
    asked for, if he has set nothing himself: he is told what its owner can say.
    """
    intents = {answer.intent for answer in happening.answers}
    if Intent.STOP in intents:
        return Decision(stops=(happening.author.address,))
    if Intent.START in intents and happening.author.address in context.stopped:
        return Decision(
            starts=(happening.author.address,), effects=(_mail(happening, MailKind.ECHO, context, lines=(STARTED,)),)
        )
    if intents & {Intent.HELP, Intent.STATUS, Intent.START}:  # without a STOP before, it asks how to
        told = _mail(happening, MailKind.HELP, context)
        if owes is not None:
            told = replace(told, setter=owes.setter, agreement=owes)
        return Decision(effects=(told,))
    if intents <= _COURTESY:
        return Decision()
    if intents == {Intent.UNDO}:
        return Decision(effects=(_mail(happening, MailKind.ECHO, context, lines=(WHICH_UNDO,)),))
    return Decision(effects=(_mail(happening, MailKind.ECHO, context, lines=(WHICH_ONE, *choices)),))


def needs_reference(answers: tuple[Answer, ...]) -> bool:
    """Whether the words are about an action, so that it has to be known about which."""
    intents = {answer.intent for answer in answers}
    return not intents & _ABOUT_THE_SERVICE and not intents <= _COURTESY


def decide_told(mail: MailRef, author: Person, sentence: str, context: Context) -> Decision:
    """Tell somebody one sentence in answer to this mail."""
    happening = Replied(mail=mail, author=author, answers=())
    return Decision(effects=(_mail(happening, MailKind.ECHO, context, lines=(sentence,)),))


def _mail(happening: Replied, kind: MailKind, context: Context, *, lines: tuple[str, ...] = ()) -> SendMail:
    author = happening.author
    return SendMail(
        key=EffectKey(f"general/{kind}/{happening.mail.id}"),
        lane=f"general/{author.address}",
        kind=kind,
        to=author,
        setter=author,
        reply_to=happening.mail,
        lines=lines,
        first=author.address not in context.acquainted,
    )
