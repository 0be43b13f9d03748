"""What a machine's mail leads to (rule 14): it never changes a state and is never answered.

A bounce of a mail of ours is told to the setter, once for each address. An out-of-office with a day of return is kept,
and shown where the setter looks before asking.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from followupd.domain.agreement import Agreement
from followupd.domain.decision import Decision, Note, identity
from followupd.domain.effects import Alarm, EffectKey, MailKind, SendMail
from followupd.domain.people import Person
from followupd.domain.policy import Context


def decide_bounce(agreement: Agreement, address: str, context: Context, *, gone: bool = False) -> Decision:
    """Tell the setter that this address could not be reached. What bounced to the setter himself cannot be told so.

    `gone`: there is no such mailbox. The operator is asked then, once; and to a setter who is gone nothing more is
    sent, until he sends something in himself.
    """
    note = Note(kind="agreement", id=agreement.id, what="a mail of ours could not be delivered", words=address)
    asked = _ask_operator(agreement, address, context) if gone else ()
    if address == agreement.setter.address:
        return Decision(effects=asked, notes=(note,), stops=(address,) if gone else ())
    told = SendMail(
        key=EffectKey(f"{agreement.id}/bounced/{address}"),
        lane=f"mail/{agreement.id}/{agreement.setter.address}",
        kind=MailKind.BOUNCED,
        to=agreement.setter,
        setter=agreement.setter,
        agreement=agreement,
        lines=(address,),
        first=agreement.setter.address not in context.acquainted,
    )
    return Decision(effects=(told, *asked), notes=(note,))


def decide_away(agreement: Agreement, back: date) -> Decision:
    """Keep that the owner is away, and back on this day."""
    if agreement.back == back:
        return Decision()
    note = Note(kind="agreement", id=agreement.id, what=f"the owner is away and back on {back.isoformat()}")
    return Decision(agreements=(replace(agreement, back=back),), notes=(note,))


def _ask_operator(agreement: Agreement, address: str, context: Context) -> tuple[SendMail, ...]:
    """Ask the operator whether somebody has left: once for each person, without a name."""
    if not context.policy.operator:
        return ()
    operator = Person(address=context.policy.operator)
    part = "setter" if address == agreement.setter.address else "owner"
    key = EffectKey(f"operator/left/{identity('left', address)}")
    return (
        SendMail(
            key=key,
            lane=key,
            kind=MailKind.OPERATOR,
            to=operator,
            setter=operator,
            alarms=(
                Alarm(
                    name="left",
                    sentence=f"There is no mailbox any more for the {part} of {agreement.reference}.",
                    advice="If that person has left, say followupd reassign OLD NEW; followupd show tells who it is.",
                ),
            ),
        ),
    )
