"""What a machine's mail leads to (rule 14): it never changes a state and is never answered.

A bounce of a mail of ours is told to the setter, once for each address. An out-of-office with a day of return is kept,
and shown where the setter looks before asking.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from followupd.domain.agreement import Agreement
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.policy import Context

#: What the history says where a person of an agreement has no mailbox any more; the words are the address.
NO_MAILBOX: Final = "there is no such mailbox any more"


def decide_bounce(agreement: Agreement, address: str, context: Context, *, gone: bool = False) -> Decision:
    """Tell the setter that this address could not be reached. What bounced to the setter himself cannot be told so.

    `gone`: there is no such mailbox. To a setter who is gone nothing more is sent, until he sends something in himself;
    the operator is asked as long as the agreement stands so (the alarm `left`).
    """
    what = NO_MAILBOX if gone else "a mail of ours could not be delivered"
    note = Note(kind="agreement", id=agreement.id, what=what, words=address)
    if address == agreement.setter.address:
        return Decision(notes=(note,), stops=(address,) if gone else ())
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
    return Decision(effects=(told,), notes=(note,))


def decide_away(agreement: Agreement, back: date) -> Decision:
    """Keep that the owner is away, and back on this day."""
    if agreement.back == back:
        return Decision()
    note = Note(kind="agreement", id=agreement.id, what=f"the owner is away and back on {back.isoformat()}")
    return Decision(agreements=(replace(agreement, back=back),), notes=(note,))
