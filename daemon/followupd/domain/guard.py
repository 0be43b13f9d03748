"""The last look before anything leaves: who may get what (rules 2, 3, 13, 15, 16).

It stands in the outbox, not in the callers, so that no mistake elsewhere can reach a wrong person.
"""

from __future__ import annotations

from dataclasses import dataclass

from followupd.domain.effects import TO_EITHER, TO_OPERATOR, TO_OWNER, TO_SETTER, Effect, SendMail, SetEntry
from followupd.domain.mail import EntryRole
from followupd.domain.people import Person
from followupd.domain.policy import Context, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why an effect must not leave. `by_rule`: it is meant so (shadow mode, STOP) and is not an operator's matter."""

    reason: str
    by_rule: bool


def objection(effect: Effect, context: Context) -> Objection | None:
    """Return why this effect must not be carried out; None when it may."""
    if context.policy.mode is Mode.SHADOW and effect.type not in ("file_mail", "delete_mail"):
        return Objection(reason="shadow mode: nothing goes out", by_rule=True)
    if isinstance(effect, SendMail):
        return _mail_objection(effect, context)
    if isinstance(effect, SetEntry):
        return _entry_objection(effect, context)
    return None


def invited(effect: SetEntry) -> tuple[Person, ...]:
    """Everybody who would have this entry in the diary: the setter, and the owner of a shared follow-up."""
    follow_up = effect.follow_up
    if effect.role is EntryRole.FOLLOW_UP and follow_up.invites and follow_up.owner is not None:
        return (follow_up.setter, follow_up.owner)
    return (follow_up.setter,)


def _mail_objection(effect: SendMail, context: Context) -> Objection | None:
    agreement = effect.agreement
    to = effect.to
    if effect.kind in TO_OPERATOR:
        return _operator_objection(effect, context)
    if agreement is not None and agreement.setter != effect.setter:
        return Objection(reason="the agreement has another setter", by_rule=False)
    if to == effect.setter:
        fits = effect.kind in TO_SETTER or effect.kind in TO_EITHER
    else:
        owner = agreement is not None and agreement.shared and to == agreement.owner
        fits = owner and (effect.kind in TO_OWNER or effect.kind in TO_EITHER)
    if not fits:
        return Objection(reason=f"a {effect.kind} mail may not go to this person", by_rule=False)
    return _person_objection(to, context)


def _operator_objection(effect: SendMail, context: Context) -> Objection | None:
    """The operator is named in the configuration: neither a pilot nor a STOP to the follow-ups keeps alarms away."""
    if not context.policy.operator or effect.to.address != context.policy.operator or effect.setter != effect.to:
        return Objection(reason="an operator mail may go to the operator in the configuration alone", by_rule=False)
    if effect.agreement is not None or effect.proposal is not None or effect.brief is not None or effect.quote:
        return Objection(reason="an operator mail may hold nothing of anybody's matters", by_rule=False)
    return _place_objection(effect.to, context)


def stays_away(person: Person, context: Context) -> bool:
    """Whether somebody gets no new invitation, and that is meant so: said STOP, or does not take part."""
    found = _person_objection(person, context)
    return found is not None and found.by_rule


def _entry_objection(effect: SetEntry, context: Context) -> Objection | None:
    # What stands in both diaries already may move there, or one of them would tell a wrong time. STOP ends our mails
    # and keeps new invitations away.
    look = _person_objection if effect.follow_up.entry(effect.role) is None else _place_objection
    for person in invited(effect):
        found = look(person, context)
        if found is not None:
            return found
    return None


def _place_objection(person: Person, context: Context) -> Objection | None:
    if not context.known.internal(person.address):
        return Objection(reason="the recipient is outside the organisation", by_rule=False)
    if context.known.is_service(person.address):
        return Objection(reason="the recipient is the dedicated mailbox itself", by_rule=False)
    return None


def _person_objection(person: Person, context: Context) -> Objection | None:
    misplaced = _place_objection(person, context)
    if misplaced is not None:
        return misplaced
    if not context.policy.takes_part(person.address):
        return Objection(reason="pilot mode: the recipient is not in the pilot", by_rule=True)
    if person.address in context.stopped:
        return Objection(reason="the recipient said STOP", by_rule=True)
    return None
