"""Rebuild a lost database from the mailbox and the calendars.

The newest snapshot of each thing first; then the mail that is in none of them, in the order in which it came, at the
moment at which it came; then the calendars as they stand. Nothing is done outside: what was to be done before the
restore, and is not found in Sent Items or in a calendar, waits in the outbox for an operator's word. What cannot be
derived is a sentence of the report.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from followupd.domain.agreement import FollowUp, ProposalState, StandingEntry
from followupd.domain.effects import (
    DeleteMail,
    Effect,
    EffectKey,
    FileMail,
    Folder,
    MailKind,
    RemoveEntry,
    SendMail,
    SetEntry,
)
from followupd.domain.mail import Entry, EntryRole, InternetMessageId, MailIn, Way
from followupd.domain.people import Known, Person
from followupd.domain.policy import Policy
from followupd.domain.schedule import morning_after
from followupd.domain.snapshot import Newest, Snapshot, mark_of, newest, with_entry
from followupd.domain.states import FollowUpState
from followupd.engine.intake import FOLDERS
from followupd.engine.marker import RESTORING, Keeper, Marker
from followupd.engine.perform import letters as _letters
from followupd.engine.replay import Replay, ReplayClock
from followupd.engine.snapshots import unseal
from followupd.engine.sorting import digest
from followupd.engine.timers import Timers
from followupd.errors import AccessDenied, FollowupdError, Gone, MailUnreadable
from followupd.ports import (
    Archive,
    Clock,
    EffectState,
    EntryKept,
    KnownSource,
    Listed,
    Mailbox,
    Recall,
    Recalling,
    Restoring,
    SentItem,
    Store,
    Thread,
    Timer,
    Verdict,
    Writer,
)

log = logging.getLogger(__name__)

HELD: Final = "dated before the restore: release it with `followupd outbox retry`, or drop it"
FULL: Final = (
    "The database is not empty. A restore begins with none: stop the service, move the database away and say "
    "`followupd restore` again."
)
#: To which thing a mail without a readable snapshot belongs, by its kind.
_OF_PROPOSALS: Final = frozenset({MailKind.PREVIEW, MailKind.PROBLEM})
_OF_BOTH: Final = frozenset({MailKind.ECHO, MailKind.HELP, MailKind.OPERATOR})


#: A mail that came so shortly before the newest snapshot was made may be read after it. A STOP in it holds, rather than
#: a mail goes to who wants none.
JUST_BEFORE: Final = timedelta(minutes=10)


class NotEmpty(FollowupdError):
    """The database is not empty."""


@dataclass(slots=True, kw_only=True)
class Report:
    """What a restore found."""

    #: Things that snapshots told of, and mails read again.
    proposals: int = 0
    agreements: int = 0
    follow_ups: int = 0
    replayed: int = 0
    known: int = 0
    held: int = 0
    #: What an operator has to look at, as sentences without private words.
    questions: list[str] = field(default_factory=list)


class Restorer:
    """One restore. Made for an empty database; nothing else may run on it."""

    def __init__(
        self,
        *,
        recall: Recall,
        store: Store,
        archive: Archive,
        mailbox: Mailbox,
        keeper: Keeper,
        knowledge: KnownSource,
        writer: Writer,
        policy: Policy,
        clock: Clock,
        service: str,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._recall = recall
        self._archive = archive
        self._mailbox = mailbox
        self._keeper = keeper
        self._knowledge = knowledge
        self._writer = writer
        self._policy = policy
        self._clock = clock
        self._service = service
        self._say = say
        self._time = ReplayClock(clock, datetime.fromtimestamp(0, clock.now().tzinfo))
        self._replay = Replay(store=store, mailbox=mailbox, knowledge=knowledge, policy=policy, clock=self._time)
        self._timers = Timers(store=store, knowledge=knowledge, policy=policy, clock=self._time)
        self._store = store
        self._report = Report()

    def run(self) -> Report:
        """Restore, and return what was found. Raises NotEmpty, NotOurs, PortError, StoreError."""
        with self._recall.look() as look:
            if not look.empty():
                raise NotEmpty(FULL)
        before = self._keeper.adopt(restoring=True)
        if before is None:
            self._ask("The mailbox has no marker, so no snapshot can be opened: all mail was read again instead.")
        self._say("reading Sent Items and Drafts")
        sent = sorted(self._archive.sent(), key=lambda each: each.sent)
        snapshots = self._opened((each.snapshot for each in sent), before)
        setters = {each.setter.address for one in snapshots.values() for each in one.agreements}
        setters |= {each.setter.address for one in snapshots.values() for each in one.proposals}
        entries = self._entries({*setters, self._service})
        snapshots |= self._opened((each.snapshot for each in entries), before)
        latest = _without_forgotten(newest(snapshots.values()), before)
        if before is not None:
            self._replay.forgets = before.forgets
        latest = _without_over(latest, self._policy.retention_days, self._clock.now())
        self._say(f"{len(snapshots)} snapshots: {len(latest.agreements)} agreements")
        with self._recall.work() as work:
            self._write(work, latest, sent, snapshots, entries)
        self._read_again(latest, before)
        self._ring_until(self._clock.now())
        entries += self._entries({each.setter.address for each in self._store.agreements(open_only=False)} - setters)
        with self._recall.work() as work:
            self._settle(work, sent, entries)
        with self._recall.work() as work:
            work.note(RESTORING, "")
        return self._report

    def _ask(self, question: str) -> None:
        if question not in self._report.questions:
            self._report.questions.append(question)

    # ----------------------------------------------------------------------------------------- snapshots

    def _opened(self, texts: Iterable[str], marker: Marker | None) -> dict[str, Snapshot]:
        """The snapshots, by their sealed text."""
        found = {}
        closed = 0
        for text in texts:
            snapshot = unseal(text, marker.seal) if text and marker is not None else None
            if snapshot is not None:
                found[text] = snapshot
            elif text and marker is not None:
                closed += 1
        if closed:
            self._ask(f"{closed} snapshots cannot be opened: their mails were read again instead.")
        return found

    def _entries(self, mailboxes: set[str]) -> list[EntryKept]:
        """Our entries in these calendars: of everybody who has set something, and of the dedicated mailbox."""
        entries = []
        for mailbox in sorted(mailboxes):
            try:
                entries += list(self._archive.entries(mailbox))
            except (AccessDenied, Gone):
                log.info("a calendar is closed to us: it is left as it is")
        return entries

    def _write(
        self,
        work: Restoring,
        latest: Newest,
        sent: Sequence[SentItem],
        snapshots: Mapping[str, Snapshot],
        entries: Sequence[EntryKept],
    ) -> None:
        """Write down what the snapshots tell."""
        for proposal in latest.proposals.values():
            work.keep_reference(f"proposal/{proposal.mail.id}", proposal.reference)
            work.save_proposal(replace(proposal, revision=0))
            _source(work, "proposal", proposal.id, proposal.mail.internet_message_id, proposal.mail.conversation_id)
        for agreement in sorted(latest.agreements.values(), key=lambda each: each.created):
            work.keep_reference(f"agreement/{agreement.id}", agreement.reference)
            work.save_agreement(replace(agreement, revision=0))
            _source(work, "agreement", agreement.id, agreement.mail.internet_message_id, agreement.mail.conversation_id)
        for follow_up in latest.follow_ups.values():
            whole = _with_entries(follow_up, entries, snapshots)
            work.save_follow_up(replace(whole, revision=0))
            if whole.state is FollowUpState.PLANNED:
                end = whole.start + timedelta(minutes=whole.minutes)
                work.set_timer(Timer(name=f"follow_up/{whole.id}/pass", moment=end))
        for story in latest.stories.values():
            work.keep_story(story)
        for name, moment in latest.timers.items():
            work.set_timer(Timer(name=name, moment=moment))
        for address in latest.stopped:
            work.add_stopped(address)
        for item in sent:
            _thread(work, item, snapshots.get(item.snapshot))
        for effect in latest.pending.values():
            work.put_effect(effect, self._clock.now())
        if latest.made is not None:
            setters = {each.setter for each in latest.agreements.values()}
            setters |= {each.setter for each in latest.proposals.values()}
            for setter in setters:
                working = self._knowledge_of([setter.address]).working_of(setter.address)
                moment = morning_after(latest.made, self._policy.brief_time, working)
                work.set_timer(Timer(name=f"brief/{setter.address}", moment=moment))
            self._time.go_to(latest.made)
        self._replay.within = {
            id: frozenset(story.causes) for (_, id), story in latest.stories.items() if id not in latest.follow_ups
        }
        self._report.proposals = len(latest.proposals)
        self._report.agreements = len(latest.agreements)
        self._report.follow_ups = len(latest.follow_ups)

    def _knowledge_of(self, addresses: Sequence[str]) -> Known:
        return self._knowledge.known(addresses)

    # ---------------------------------------------------------------------------------------------- mail

    def _read_again(self, latest: Newest, marker: Marker | None) -> None:
        """Read the mail that is in no snapshot again, in the order in which it came."""
        # What lies in Processed came before what waits: of two that came in one second, the lists' order tells.
        folders = (Folder.PROCESSED, Folder.SET_ASIDE, *FOLDERS)
        listed = [mail for folder in folders for mail in self._archive.received(folder)]
        listed.sort(key=lambda each: each.received)
        within = frozenset().union(*self._replay.within.values()) if self._replay.within else frozenset()
        incomplete = [story for story in latest.stories.values() if not story.complete]
        self._say(f"{len(listed)} mails received")
        stops_checked = latest.made is None
        for mail in listed:
            if latest.made is not None and mail.received > latest.made - JUST_BEFORE and not stops_checked:
                self._only_stopped(latest.stopped)
                stops_checked = True
            if mail.folder == Folder.SET_ASIDE:  # by rule, or an operator's word: it stays so
                with self._recall.work() as work:
                    work.keep_mail(mail, Verdict.REFUSED, reason="it lay in Set aside at the restore")
                continue
            self._one(mail, mark_of(mail.message) in within, bool(incomplete), marker)
        if not stops_checked:
            self._only_stopped(latest.stopped)
        with self._recall.look() as look:
            for address in sorted(look.stopped() - latest.stopped):
                self._ask(
                    f"{address} gets no mails, by a STOP that was read again; whatever that person sends in ends it."
                )

    def _one(self, listed: Listed, within: bool, incomplete: bool, marker: Marker | None) -> None:
        try:
            mail = self._mailbox.fetch(listed.message)
        except Gone:
            return
        except MailUnreadable:
            with self._recall.work() as work:
                work.keep_mail(listed, Verdict.SET_ASIDE, reason="it cannot be read")
            return
        if marker is not None and mail.author is not None and marker.forgets(mail.author.address):
            self._keep(listed, mail, Verdict.NOTHING, "its author is forgotten")
            return
        if within and not self._answers_a_brief(mail):
            self._report.known += 1
            self._keep(listed, mail, Verdict.TAKEN, "it is in a snapshot")
            return
        self._ring_until(listed.received)
        self._time.go_to(listed.received)
        with self._recall.work() as work:
            work.keep_mail(listed, None)
        try:
            self._replay.take_again(mail)
            self._report.replayed += 1
        except FollowupdError as error:
            if not error.permanent:
                raise
            self._keep(listed, mail, Verdict.SET_ASIDE, f"{type(error).__name__} at the restore")
            self._ask("A mail could not be read again: see `followupd list --set-aside`.")

    def _keep(self, listed: Listed, mail: MailIn, verdict: Verdict, reason: str) -> None:
        with self._recall.work() as work:
            work.keep_mail(
                listed, verdict, internet_message_id=mail.internet_message_id, digest=digest(mail), reason=reason
            )
            if listed.folder in FOLDERS and verdict is Verdict.TAKEN:
                key = EffectKey(f"file/{mail.id}")
                work.put_effect(
                    FileMail(key=key, lane=key, message=mail.id, folder=Folder.PROCESSED), self._clock.now()
                )

    def _answers_a_brief(self, mail: MailIn) -> bool:
        """An answer to a brief may be about several things, of which some have it in them and others do not."""
        with self._recall.look() as look:
            threads = look.threads_of([*mail.in_reply_to, *reversed(mail.references)])
        return any(each.kind == "brief" for each in threads)

    def _only_stopped(self, stopped: frozenset[str]) -> None:
        """Reading old mail again says STOP again for those who have come back since."""
        with self._recall.work() as work:
            for address in work.stopped() - stopped:
                work.remove_stopped(address)
            for address in stopped - work.stopped():
                work.add_stopped(address)

    def _ring_until(self, moment: datetime) -> None:
        """Ring what came due until then, each at its moment."""
        while True:
            due = self._store.due_timers(moment, 1)
            if not due:
                return
            self._time.go_to(due[0].moment)
            if not self._timers.ring(1):
                self._ask("A moment could not be decided on: see the log.")
                return

    # -------------------------------------------------------------------------------------------- outbox

    def _settle(self, work: Restoring, sent: Sequence[SentItem], entries: Sequence[EntryKept]) -> None:
        """Give every effect its end, where the mailbox or a calendar shows that it was done; hold the others."""
        gone_out = {each.key for each in sent if not each.draft}
        by_key = {each.key: each for each in entries}
        by_id = {each.found.id: each for each in entries}
        now = self._clock.now()
        for effect in work.waiting():
            state = self._end_of(work, effect, gone_out, by_key, by_id, now)
            if state is EffectState.HELD:
                self._report.held += 1
                work.settle(effect.key, state, HELD)
                self._ask(f"Not done before: {_told(effect)}. It is held in the outbox.")
            elif state is not None:
                done = state is EffectState.DONE
                work.settle(effect.key, state, "found at the restore" if done else "not wanted any more")
        self._orphans(work, entries, now)

    def _end_of(
        self,
        work: Restoring,
        effect: Effect,
        done: set[EffectKey],
        by_key: Mapping[EffectKey, EntryKept],
        by_id: Mapping[str, EntryKept],
        now: datetime,
    ) -> EffectState | None:
        if isinstance(effect, FileMail | DeleteMail):
            return None  # nobody is told of it
        if isinstance(effect, SendMail):
            if effect.key in done:
                return EffectState.DONE
            if effect.brief is not None and effect.brief.day < now.date():
                return EffectState.VOID
            if effect.kind is MailKind.PREVIEW and effect.proposal is not None:
                proposal = work.proposal(effect.proposal.id)
                if proposal is not None and proposal.state is not ProposalState.HELD:
                    return EffectState.VOID
            return EffectState.HELD
        follow_up = work.follow_up(effect.follow_up.id)
        standing = follow_up.entry(effect.role) if follow_up is not None else None
        kept = by_key.get(effect.key) or (by_id.get(standing.event_id) if standing is not None else None)
        if isinstance(effect, RemoveEntry):
            stands = kept is not None and not kept.found.cancelled
            if not stands and follow_up is not None and standing is not None:
                work.save_follow_up(_without(follow_up, effect.role))
            return EffectState.HELD if stands else EffectState.DONE
        if follow_up is None or follow_up.state is not FollowUpState.PLANNED:
            return EffectState.VOID
        wish = self._writer.entry(effect, self._knowledge_of(_addresses(effect)))
        if kept is not None and _stands_so(kept.found.entry, wish):
            work.save_follow_up(with_entry(follow_up, _standing(kept, effect.role, follow_up, wish)))
            return EffectState.DONE
        if kept is not None and effect.key in by_key:  # it was made by this wish; a person changed it since
            if standing is None:
                work.save_follow_up(with_entry(follow_up, _standing(kept, effect.role, follow_up, wish)))
            return EffectState.DONE
        if follow_up.start <= now:
            return EffectState.VOID
        if standing is not None and kept is None:  # a person deleted it: nothing is made again unasked
            return EffectState.VOID
        return EffectState.HELD

    def _orphans(self, look: Recalling, entries: Sequence[EntryKept], now: datetime) -> None:
        """Entries of ours still to come that belong to nothing."""
        for each in entries:
            id, _, _ = each.key.partition("/")
            follow_up = look.follow_up(id)
            planned = follow_up is not None and follow_up.state is FollowUpState.PLANNED
            known = planned and any(one.event_id == each.found.id for one in (follow_up.entries if follow_up else ()))
            if not known and not each.found.cancelled and each.found.entry.start > now:
                day = f"{each.found.entry.start:%d %B %Y %H:%M} UTC"
                self._ask(
                    f"An entry of ours on {day} in the calendar of {each.mailbox} belongs to nothing that is planned: "
                    "delete it there, or leave it."
                )


# ------------------------------------------------------------------------------------------------- pieces


def _without_forgotten(latest: Newest, marker: Marker | None) -> Newest:
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
            if not isinstance(each, SendMail) or stays(each.to, each.setter)
        },
    )


def _without_over(latest: Newest, days: int, now: datetime) -> Newest:
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


def _source(work: Restoring, kind: str, id: str, message_id: str, conversation: str) -> None:
    if message_id:
        work.add_thread(
            Thread(internet_message_id=InternetMessageId(message_id), conversation_id=conversation, kind=kind, id=id)
        )


def _thread(work: Restoring, item: SentItem, snapshot: Snapshot | None) -> None:
    """To what a mail of ours belongs, and that its addressee has had one."""
    parts = item.key.split("/")
    if snapshot is not None:
        kind, id, mail = snapshot.about
    else:
        mail = parts[1] if len(parts) > 1 else ""
        id = parts[0]
        if parts[0] == "brief":
            kind, id, mail = "brief", mail, MailKind.BRIEF
        elif mail in _OF_BOTH or mail not in set(MailKind):
            kind = ""
        else:
            kind = "proposal" if mail in _OF_PROPOSALS else "agreement"
    if item.draft:
        return
    if mail != MailKind.OPERATOR:
        for person in item.to:
            work.add_acquainted(person.address)
    if kind and id and item.internet_message_id:
        work.add_thread(
            Thread(
                internet_message_id=item.internet_message_id,
                conversation_id=item.conversation_id,
                kind=kind,
                id=id,
                mail=mail,
            )
        )


def _with_entries(follow_up: FollowUp, entries: Sequence[EntryKept], snapshots: Mapping[str, Snapshot]) -> FollowUp:
    """The follow-up with the entries that were made when its snapshot was on its way: they name themselves."""
    for each in entries:
        snapshot = snapshots.get(each.snapshot)
        made = snapshot.entry if snapshot is not None else None
        if made is None or made.follow_up != follow_up.id:
            continue
        if follow_up.entry(made.role) is None and not each.found.cancelled:
            follow_up = with_entry(follow_up, _standing(each, made.role, follow_up, made.wish))
    return follow_up


def _standing(kept: EntryKept, role: EntryRole, follow_up: FollowUp, wish: Entry) -> StandingEntry:
    return StandingEntry(
        role=role,
        way=Way.SETTER if kept.mailbox == follow_up.setter.address else Way.SERVICE,
        mailbox=kept.mailbox,
        event_id=kept.found.id,
        ical_uid=kept.found.ical_uid,
        base=wish,
    )


def _without(follow_up: FollowUp, role: EntryRole) -> FollowUp:
    return replace(follow_up, entries=tuple(each for each in follow_up.entries if each.role is not role))


def _stands_so(found: Entry, wish: Entry) -> bool:
    """Whether an entry shows what was wished; how its words are broken up is the server's business."""
    return (
        (found.subject, found.start, found.end) == (wish.subject, wish.start, wish.end)
        and {each.address for each in found.attendees} == {each.address for each in wish.attendees}
        and _letters(found.body_html) == _letters(wish.body_html)
    )


def _addresses(effect: SetEntry) -> list[str]:
    people = (effect.follow_up.setter, effect.follow_up.owner)
    return [person.address for person in people if person is not None]


def _told(effect: Effect) -> str:
    if isinstance(effect, SendMail):
        thing = effect.agreement or effect.proposal
        about = f" about {thing.reference}" if thing is not None else ""
        return f"the mail “{effect.kind}”{about} to {effect.to.address}"
    if isinstance(effect, FileMail | DeleteMail):
        return "the filing of a mail"
    references = ", ".join(line.reference for line in effect.follow_up.reviewed)
    what = "taking out" if isinstance(effect, RemoveEntry) else "setting"
    return f"{what} the {effect.role.replace('_', '-')} for {references or 'nothing any more'}"
