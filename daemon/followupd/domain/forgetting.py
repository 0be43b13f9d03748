"""A person is to be forgotten: what is open with him ends kindly, before it is taken out."""

from __future__ import annotations

from dataclasses import replace

from followupd.domain.agreement import Agreement
from followupd.domain.decision import Decision, Note
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.standing import Standing
from followupd.domain.states import Move, step


def let_go(agreement: Agreement, person: Person, cause: str, context: Context) -> Decision:
    """End what is open, give every slot back, and tell the other one in one line. Nothing goes to the person."""
    open_ones = tuple(each.action.number for each in agreement.standings if not each.ended)
    after = replace(agreement, standings=tuple(_ended(each) for each in agreement.standings), last_change=None)
    other = agreement.setter if person == agreement.owner else agreement.owner
    told: tuple[SendMail, ...] = ()
    if agreement.shared and open_ones and other != person:
        kind = MailKind.ECHO if other == agreement.setter else MailKind.WITHDRAWAL
        said = f"Everything kept about {agreement.owner.shown} is taken out, so {agreement.reference} has ended."
        told = (
            SendMail(
                key=EffectKey(f"{agreement.id}/{kind}/forgotten/{cause}"),
                lane=f"mail/{agreement.id}/{other.address}",
                kind=kind,
                to=other,
                setter=agreement.setter,
                agreement=after,
                numbers=open_ones,
                lines=(said,) if kind is MailKind.ECHO else (),
                first=other.address not in context.acquainted,
            ),
        )
    return Decision(
        agreements=(after,),
        effects=told,
        notes=(Note(kind="agreement", id=agreement.id, what="ended: a person is to be forgotten"),),
    )


def _ended(standing: Standing) -> Standing:
    if standing.ended:
        return replace(standing, keeps_slot=False)
    return replace(standing, state=step(standing.state, Move.DROP), offer=None, keeps_slot=False)
