"""A mail as it came -> everything that was understood of it. Pure: nothing is looked up, nothing is done.

Whose words they are comes first (belief, robot), then whether there is anything to read (problem), then the zones, then
the actions in them. Each zone is read with its own author, date and working time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from followupd.domain.action import Item, Moment, Said
from followupd.domain.happenings import Problem, Reading, Route, ZoneRead
from followupd.domain.mail import MailIn, MailShape
from followupd.domain.people import Known
from followupd.reading.actions import MAX_SUBJECT, find_actions
from followupd.reading.actions.owners import NO_ADDRESS
from followupd.reading.eml import encrypted
from followupd.reading.headers.subject import is_forward, is_reply
from followupd.reading.reply import agrees_with_exchange
from followupd.reading.robots import robot, through_group
from followupd.reading.situation import of_items, situation_of
from followupd.reading.tagged import tagged_follow_up
from followupd.reading.trust import belief
from followupd.reading.zones import tidied, zones

#: Characters of body (HTML or text) beyond which a mail is not read at all; Exchange's own limit is far above it.
MAX_BODY = 12_000_000
_PGP = re.compile(r"^\s*-----BEGIN PGP MESSAGE-----", re.M)
_WORD = re.compile(r"[^\W\d_]{2}")


def read_mail(mail: MailIn, known: Known) -> Reading:
    """Return what this mail says. What it does not say stays empty; nothing in the result has been acted upon."""
    believed = belief(mail, known)
    machine = robot(mail, known)
    route = route_of(mail, known)
    large = len(mail.html) > MAX_BODY or len(mail.text) > MAX_BODY
    if large or machine is not None:
        return Reading(
            belief=believed, robot=machine, route=route, problem=Problem.TOO_LARGE if large else problem_of(mail, ())
        )
    mail = tidied(mail)
    working = known.working_of(mail.author.address) if mail.author else known.working
    parts = zones(mail, working.zone, day_first=known.day_first)
    problem = problem_of(mail, parts)
    by_subject = problem is Problem.EMPTY and own_subject(mail) != ""
    if by_subject:
        parts, problem = (replace(parts[0], text=own_subject(mail)), *parts[1:]), None
    note = parts[0]
    own = note.text
    if problem is not None:
        return Reading(belief=believed, route=route, problem=problem, zones=parts, own_words=own)
    found = find_actions(parts, mail, known)
    tagged = tagged_follow_up(mail, known, working, parts[1:])
    if tagged is not None:
        found = replace(found, items=[replace(item, follow_up=item.follow_up or tagged) for item in found.items])
    items = [_ending(item) for item in found.items]
    situation = situation_of(mail, parts, known, items=items, targets=len(found.targets))
    form = of_items(situation, mail, parts, known)
    nothing = not (items or found.noticed or found.targets)
    return Reading(
        belief=believed,
        route=route,
        problem=Problem.EMPTY if by_subject and nothing else None,
        zones=parts,
        items=tuple(replace(item, situation=form) if form and not item.situation else item for item in items),
        also_noticed=tuple(found.noticed),
        targets=tuple(found.targets),
        situation=situation,
        own_words=own,
        strangers=_strangers(items),
        tiers=tuple(tier.value for tier in found.tiers),
        refused=tuple(found.refused),
        agrees_with_exchange=agrees_with_exchange(mail.unique, own, note.signature),
    )


def _ending(item: Item) -> Item:
    """The action, due when its reviews end, where that is the only end that was said ("check monthly until March")."""
    wish = item.follow_up
    every = wish.value.every if wish is not None else None
    if wish is None or wish.value.when is None or every is None or every.until is None:
        return item
    if item.due is not None or any(doubt.field == "due" for doubt in item.doubts):
        return item
    return replace(item, due=Said(value=Moment(day=every.until, zone=wish.value.when.zone), words=wish.words))


def _strangers(items: Iterable[Item]) -> tuple[str, ...]:
    doubts = (doubt for item in items for doubt in item.doubts if doubt.reason == NO_ADDRESS)
    return tuple(dict.fromkeys(name for doubt in doubts for name in doubt.readings))


def route_of(mail: MailIn, known: Known) -> Route:
    """How the dedicated address stands on the mail, plus tags included.

    On no line at all, it came by Bcc; but as Cc where one of ours wrote to a group that we are a member of.
    """
    if any(known.is_service(person.address) for person in mail.to):
        return Route.TO
    if any(known.is_service(person.address) for person in mail.cc):
        return Route.CC
    return Route.CC if through_group(mail, known) else Route.BCC


def problem_of(mail: MailIn, parts: tuple[ZoneRead, ...]) -> Problem | None:
    """Why this mail cannot be read for actions; None when it can."""
    if mail.shape is not MailShape.MAIL or mail.message_class.lower().startswith("ipm.schedule.meeting"):
        return Problem.INVITATION
    if is_encrypted(mail):
        return Problem.ENCRYPTED
    if any(_WORD.search(zone.text) for zone in parts):
        return None
    if not parts and _WORD.search(mail.text or re.sub(r"<[^>]{0,500}>", " ", mail.html[:100_000])):
        return None
    return Problem.ATTACHMENT_ONLY if mail.attachments else Problem.EMPTY


def own_subject(mail: MailIn) -> str:
    """The subject, where somebody wrote it for this mail: of an empty mail it is all that was said."""
    passed_on = is_reply(mail.subject) or is_forward(mail.subject)
    return "" if passed_on or not _WORD.search(mail.subject) else mail.subject[:MAX_SUBJECT].strip()


def is_encrypted(mail: MailIn) -> bool:
    """Whether the words are locked: S/MIME, a rights-protected message, or PGP in the text. Signed is not encrypted."""
    return encrypted(mail) or bool(_PGP.search(mail.text[:2000]))
