"""What somebody asks of the service itself: an overview for his eyes alone, or quiet mornings for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from followupd.domain.agreement import Agreement
from followupd.domain.decision import Decision, identity
from followupd.domain.effects import EffectKey, MailKind, SendMail
from followupd.domain.happenings import MailRef, MarkedMeeting, Request, Wish
from followupd.domain.overview import Overview, agenda, listed, own_actions
from followupd.domain.people import Person
from followupd.domain.policy import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a request may be answered from."""

    #: What the author has set, ended ones too; oldest first.
    as_setter: tuple[Agreement, ...] = ()
    #: What the author has to do.
    as_owner: tuple[Agreement, ...] = ()
    #: The person whom the request names; None: nobody, or nobody that it could be told by the name.
    person: Person | None = None


def decide_request(
    request: Request, author: Person, mail: MailRef, material: Material, context: Context, now: datetime
) -> Decision:
    """Return the answer to a request. Nothing that was agreed changes."""
    today = context.known.working_of(author.address).local(now).date()
    if request.wish is Wish.LIST:
        found = listed(author, material.as_setter)
        # Who has set nothing means what is his to do.
        nothing_set = not found.open and bool(material.as_owner)
        return _shown(own_actions(author, material.as_owner) if nothing_set else found, author, mail, context)
    if request.wish is Wish.MINE:
        return _shown(own_actions(author, material.as_owner), author, mail, context)
    if request.wish is Wish.REVIEW:
        if material.person is None:
            return _told(
                f"I do not know who {request.name} is: REVIEW with the mail address finds them.", author, mail, context
            )
        overview = agenda(author, material.person, material.as_setter, today)
        return _shown(overview, author, mail, context)
    assert request.until is not None  # read_request gives a SNOOZE with its day alone
    return _quiet(request.until, author, mail, context)


def decide_marked(
    meeting: MarkedMeeting, author: Person, as_setter: Sequence[Agreement], context: Context, now: datetime
) -> Decision:
    """Return the agenda for a meeting of two that its setter marked for a review: once, from the working day before on.

    `as_setter`: what the author has set, ended ones too; oldest first. Nothing where nothing was agreed with the other
    one, or the day has not come.
    """
    working = context.known.working_of(author.address)
    today, day = working.local(now).date(), working.local(meeting.start).date()
    if meeting.start <= now or day > working.shift(today, 1) or len(meeting.people) != 1:
        return Decision()
    (person,) = meeting.people
    overview = agenda(author, person, as_setter, today)
    if not (overview.open or overview.ended):
        return Decision()
    id = identity("review", author.address, meeting.id)
    mail = SendMail(
        key=EffectKey(f"general/{MailKind.OVERVIEW}/{id}"),
        lane=f"general/{author.address}",
        kind=MailKind.OVERVIEW,
        to=author,
        setter=author,
        overview=overview,
        first=author.address not in context.acquainted,
    )
    return Decision(effects=(mail,))


def _quiet(until: date, author: Person, mail: MailRef, context: Context) -> Decision:
    """No brief before that day; what waits by then stands in it."""
    working = context.known.working_of(author.address)
    day = working.on_or_after(until)
    told = _told(
        f"No morning mail before {day:%A} {day.day} {day:%B}. What waits by then stands in it.", author, mail, context
    )
    return told + Decision(timers=((f"brief/{author.address}", working.at(day, context.policy.brief_time)),))


def _shown(overview: Overview, author: Person, mail: MailRef, context: Context) -> Decision:
    return Decision(effects=(_mail(MailKind.OVERVIEW, author, mail, context, overview=overview),))


def _told(sentence: str, author: Person, mail: MailRef, context: Context) -> Decision:
    return Decision(effects=(_mail(MailKind.ECHO, author, mail, context, lines=(sentence,)),))


def _mail(kind: MailKind, author: Person, mail: MailRef, context: Context, **more: object) -> SendMail:
    return SendMail(
        key=EffectKey(f"general/{kind}/{mail.id}"),
        lane=f"general/{author.address}",
        kind=kind,
        to=author,
        setter=author,
        reply_to=mail,
        first=author.address not in context.acquainted,
        **more,  # type: ignore[arg-type]
    )
