"""Somebody hands over, by a mail of his own or by an operator's word: what goes over is gathered and decided here.

An operator's word is a timer that is due at once (`followupd reassign`), so that the service does it with all that it
knows of people's zones and names, once, and after a restart as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from followupd.domain.agreement import Agreement, FollowUp
from followupd.domain.decision import Decision, identity
from followupd.domain.hand_over import Over, ask_for_owner, dropped, objection_to, to_owner, to_setter
from followupd.domain.happenings import MailRef
from followupd.domain.mail import InternetMessageId, MessageId
from followupd.domain.people import Person, lowered
from followupd.domain.policy import Context
from followupd.ports import Look, Timer, Work

log = logging.getLogger(__name__)

#: The kind of timer that holds an operator's word: `reassign/<roles> <old> <new> <moment>`.
REASSIGN: Final = "reassign"
#: A moment that has come on any clock.
_AT_ONCE: Final = datetime(2000, 1, 1, tzinfo=UTC)


def reassign_timer(old: str, new: str, *, owner: bool, at: datetime) -> Timer:
    """The operator's word as the service takes it. `owner`: also what the old one has to do goes to the new one."""
    words = ("both" if owner else "setter", lowered(old), lowered(new), at.isoformat())
    return Timer(name=f"{REASSIGN}/{' '.join(words)}", moment=_AT_ONCE)


def addresses_for(look: Look, id: str) -> list[str]:
    """Everybody whose zone and name the reassigning needs."""
    _, old, new, _ = id.split()
    person = Person(address=old)
    owners = [each.owner.address for each in look.agreements_of(person)]
    setters = [each.setter.address for each in look.agreements_owned(person)]
    return list(dict.fromkeys([old, new, *owners, *setters]))


def setter_gone_over(look: Look, old: Person, new: Person, cause: str, context: Context, now: datetime) -> Over:
    """What `old` has set and is open goes to `new`. See to_setter."""
    agreements = [each for each in look.agreements_of(old) if each.open]
    return to_setter(old, new, agreements, reviews_of(look, old, agreements), cause, context, now)


def reviews_of(look: Look, setter: Person, agreements: Sequence[Agreement]) -> tuple[FollowUp, ...]:
    """The follow-ups of this setter that may review these, each once."""
    partners = {each.owner if each.shared else None for each in agreements}
    found = [each for partner in partners for each in look.follow_ups_between(setter, partner)]
    return tuple({each.id: each for each in sorted(found, key=lambda each: (each.start, each.id))}.values())


def reassigned(work: Work, id: str, context: Context, now: datetime) -> Iterator[Decision]:
    """What an operator's word leads to, one decision after the other. Each sees what the one before has written."""
    roles, old_address, new_address, _ = id.split()
    old, new = _person(old_address, context), _person(new_address, context)
    against = objection_to(new, context)
    if against:
        log.error("nothing was reassigned: the new one may not have it")
        return
    cause = identity(REASSIGN, id)
    yield setter_gone_over(work, old, new, cause, context, now).decision
    yield from dropped(work.proposals_of(old))
    owned = work.agreements_owned(old)
    if roles == "both":
        mail = MailRef(id=MessageId(cause), internet_message_id=InternetMessageId(""))
        yield to_owner(old, new, owned, mail, context, now).decision
    else:
        yield ask_for_owner(old, owned, cause, context)


def _person(address: str, context: Context) -> Person:
    known = context.known.find(address)
    return known.person if known is not None else Person(address=address)
