"""What the mailbox and the calendars have kept of a database that was lost: snapshots, entries, threads; read only."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from followupd.domain.agreement import FollowUp, ProposalState, StandingEntry
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import CalendarSeen
from followupd.domain.mail import Entry, EntryRole, Way
from followupd.domain.people import Person
from followupd.domain.snapshot import Newest, Snapshot, with_entry
from followupd.engine.marker import Marker
from followupd.engine.snapshots import unseal
from followupd.errors import AccessDenied, Gone
from followupd.ports import Archive, EntryKept, SentItem, Thread

log = logging.getLogger(__name__)

#: To which thing a mail without a readable snapshot belongs, by its kind.
_OF_PROPOSALS: Final = frozenset({MailKind.PREVIEW, MailKind.PROBLEM})
_OF_BOTH: Final = frozenset({MailKind.ECHO, MailKind.HELP, MailKind.OPERATOR})


def opened(texts: Iterable[str], marker: Marker | None) -> tuple[dict[str, Snapshot], int]:
    """The snapshots, by their sealed text, and how many cannot be opened. Without a marker there is no key."""
    found = {}
    closed = 0
    for text in texts:
        snapshot = unseal(text, marker.seal) if text and marker is not None else None
        if snapshot is not None:
            found[text] = snapshot
        elif text and marker is not None:
            closed += 1
    return found, closed


def entries_in(archive: Archive, mailboxes: Set[str]) -> list[EntryKept]:
    """Our entries in these calendars; those that are closed to us are left as they are."""
    entries: list[EntryKept] = []
    for mailbox in sorted(mailboxes):
        try:
            entries += archive.entries(mailbox)
        except (AccessDenied, Gone):
            log.info("a calendar is closed to us: it is left as it is")
    return entries


def setters_of(snapshots: Iterable[Snapshot]) -> frozenset[str]:
    """The addresses of everybody who has set something."""
    found: set[str] = set()
    for one in snapshots:
        found |= {each.setter.address for each in one.agreements} | {each.setter.address for each in one.proposals}
    return frozenset(found)


# ------------------------------------------------------------------------------------------ left out


def without_forgotten(latest: Newest, marker: Marker | None) -> Newest:
    """Nothing of people who are to stay forgotten."""
    if marker is None or not marker.forgotten:
        return latest
    gone = marker.forgets

    def stays(*people: Person | None) -> bool:
        return not any(person is not None and gone(person.address) for person in people)

    return replace(
        latest,
        proposals={id: each for id, each in latest.proposals.items() if stays(each.setter)},
        agreements={id: each for id, each in latest.agreements.items() if stays(each.setter, each.owner)},
        follow_ups={id: each for id, each in latest.follow_ups.items() if stays(each.setter, each.owner)},
        pending={
            key: each
            for key, each in latest.pending.items()
            if not isinstance(each, SendMail)
            or stays(each.to, each.setter, each.agreement.owner if each.agreement is not None else None)
        },
    )


def without_over(latest: Newest, days: int, now: datetime) -> Newest:
    """Nothing of what has been over for as long as it is kept: an entry may still carry it."""

    def over(kind: str, id: str, otherwise: datetime | None) -> bool:
        story = latest.stories.get((kind, id))
        last = max((line.at for line in story.lines), default=otherwise) if story is not None else otherwise
        return bool(days) and last is not None and last < now - timedelta(days=days)

    agreements = {
        id: each for id, each in latest.agreements.items() if each.open or not over("agreement", id, each.created)
    }
    return replace(
        latest,
        agreements=agreements,
        proposals={
            id: each
            for id, each in latest.proposals.items()
            if each.state is ProposalState.HELD or not over("proposal", id, each.asked)
        },
        follow_ups={
            id: each
            for id, each in latest.follow_ups.items()
            if not each.reviewed or any(line.agreement in agreements for line in each.reviewed)
        },
    )


# ------------------------------------------------------------------------------------------- threads


def thread_of(item: SentItem, snapshot: Snapshot | None) -> Thread | None:
    """To which thing a mail of ours belongs: its snapshot says so, or else its key; None: to no one thing."""
    if snapshot is not None:
        kind, id, mail = snapshot.about
    else:
        kind, id, mail = _by_key(item.key.split("/"))
    if not (kind and id and item.internet_message_id):
        return None
    return Thread(
        internet_message_id=item.internet_message_id,
        conversation_id=item.conversation_id,
        kind=kind,
        id=id,
        mail=mail,
    )


def of_operator(item: SentItem, snapshot: Snapshot | None) -> bool:
    """Whether a mail of ours was an alarm, and no mail about anybody's matters."""
    mail = snapshot.about[2] if snapshot is not None else "/".join(item.key.split("/")[1:2])
    return mail == MailKind.OPERATOR


def is_brief(item: SentItem) -> bool:
    """Whether a mail of ours is a setter's brief that has left."""
    return not item.draft and item.key.startswith("brief/")


def _by_key(parts: Sequence[str]) -> tuple[str, str, str]:
    mail = parts[1] if len(parts) > 1 else ""
    if parts[0] == "brief":
        return "brief", mail, MailKind.BRIEF
    if mail in _OF_BOTH or mail not in set(MailKind):
        return "", parts[0], mail
    return ("proposal" if mail in _OF_PROPOSALS else "agreement"), parts[0], mail


# ------------------------------------------------------------------------------------------- entries


def with_entries(follow_up: FollowUp, entries: Iterable[EntryKept], snapshots: Mapping[str, Snapshot]) -> FollowUp:
    """The follow-up with the entries that were made when its snapshot was on its way: they name themselves."""
    for each in entries:
        snapshot = snapshots.get(each.snapshot)
        made = snapshot.entry if snapshot is not None else None
        if made is None or made.follow_up != follow_up.id:
            continue
        if follow_up.entry(made.role) is None and not each.found.cancelled:
            follow_up = with_entry(follow_up, standing_of(each, made.role, follow_up, made.wish))
    return follow_up


def standing_of(kept: EntryKept, role: EntryRole, follow_up: FollowUp, wish: Entry) -> StandingEntry:
    """What we know of an entry of this follow-up that was found."""
    return StandingEntry(
        role=role,
        way=Way.SETTER if kept.mailbox == follow_up.setter.address else Way.SERVICE,
        mailbox=kept.mailbox,
        event_id=kept.found.id,
        ical_uid=kept.found.ical_uid,
        base=wish,
    )


def seen_of(follow_up: FollowUp, entries: Iterable[EntryKept]) -> CalendarSeen:
    """How the entries of this follow-up stand, as far as they were found: one that was not may only lag."""
    by_id = {each.found.id: each.found for each in entries if not each.found.cancelled}
    return CalendarSeen(
        found=tuple((each.role, by_id[each.event_id]) for each in follow_up.entries if each.event_id in by_id)
    )
