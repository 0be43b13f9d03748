"""A mail to us alone that asks for an overview, for quiet mornings, or to hand over: what it may be answered from."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from followupd.domain.decide_general import decide_told
from followupd.domain.decide_request import Material, decide_request
from followupd.domain.decision import Decision
from followupd.domain.hand_over import objection_to, told
from followupd.domain.happenings import Reading, Wish
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.engine.asked import ref_of
from followupd.engine.leavers import setter_gone_over
from followupd.engine.verdicts import Sorted
from followupd.ports import Verdict, Work
from followupd.reading.headers.subject import is_forward
from followupd.reading.people import fit
from followupd.reading.request import read_request

#: So many agreements are looked through for an overview, the newest first.
LOOKED_THROUGH: Final = 500


def requested(
    work: Work, mail: MailIn, reading: Reading, author: Person, context: Context, now: datetime
) -> Sorted | None:
    """Return what a request leads to; None when the mail is none. Anybody who takes part may ask about his own."""
    alone = all(context.known.is_service(person.address) for person in (*mail.to, *mail.cc))
    if not alone or reading.items or is_forward(mail.subject) or not context.policy.takes_part(author.address):
        return None
    request = read_request(
        reading.own_words,
        mail.subject,
        said=mail.received,
        working=context.known.working_of(author.address),
        day_first=context.known.day_first,
    )
    if request is None:
        return None
    if request.wish is Wish.HAND_OVER:
        return _handed_over(work, mail, request.name, author, context, now)
    set_before = tuple(reversed(work.agreed_before(author, LOOKED_THROUGH)))
    material = Material(
        as_setter=set_before,
        as_owner=work.agreements_owned(author),
        person=_named(request.name, {each.owner for each in set_before}, context) if request.name else None,
    )
    return Sorted(
        verdict=Verdict.TAKEN,
        reason=f"asks for {request.wish.value}",
        decision=decide_request(request, author, ref_of(mail), material, context, now),
    )


def _handed_over(work: Work, mail: MailIn, name: str, author: Person, context: Context, now: datetime) -> Sorted:
    """What the author has set goes to another setter, who is told to both in a new version."""
    new = _named(name, set(), context)
    if new is None:
        said: tuple[str, ...] = (f"I do not know who {name} is: HAND OVER to with the mail address finds them.",)
    elif new == author:
        said = ("It is yours already, so nothing has changed.",)
    else:
        said = tuple(filter(None, (objection_to(new, context),)))
    decision = Decision()
    if new is not None and not said:
        over = setter_gone_over(work, author, new, mail.id, context, now)
        decision, said = over.decision, told(new, over)
    for_author = decide_told(ref_of(mail), author, " ".join(said), context)
    return Sorted(verdict=Verdict.TAKEN, reason="asks for hand_over", decision=decision + for_author)


def _named(name: str, owners: set[Person], context: Context) -> Person | None:
    """The one person whom the name fits best: of those with whom something is agreed, else of those known."""
    for ring in (owners, {each.person for each in context.known.people}):
        exact = [person for person in ring if person.address == name.lower()]
        fits = {person: fit(name, person, _also(person, context)) for person in ring}
        best = max(fits.values(), default=0)
        fitting = exact or [person for person, how_well in fits.items() if best and how_well == best]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _also(person: Person, context: Context) -> tuple[str, ...]:
    known = context.known.find(person.address)
    return known.also if known is not None else ()
