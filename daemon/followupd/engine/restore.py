"""Rebuild a lost database from the mailbox and the calendars.

The newest snapshot of each thing first; then the mail that is in none of them, in the order in which it came, at the
moment at which it came; then the calendars as they stand. Nothing is done outside: what was to be done before the
restore, and is not found in Sent Items or in a calendar, waits in the outbox for an operator's word. What cannot be
derived is a sentence of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from followupd.domain.agreement import ProposalState
from followupd.domain.decide_calendar import decide_stood
from followupd.domain.decision import identity
from followupd.domain.effects import EffectKey, FileMail, Folder, SetEntry
from followupd.domain.mail import InternetMessageId, MailIn
from followupd.domain.pair_entries import end_of, timer_of
from followupd.domain.policy import Context, Policy
from followupd.domain.schedule import morning_after
from followupd.domain.snapshot import Newest, Snapshot, mark_of, newest
from followupd.domain.states import FollowUpState
from followupd.engine.apply import BRIEFED, apply
from followupd.engine.ends import Ends, told
from followupd.engine.intake import FOLDERS
from followupd.engine.kept import (
    entries_in,
    is_brief,
    of_operator,
    opened,
    seen_of,
    setters_of,
    thread_of,
    with_entries,
    without_forgotten,
    without_over,
)
from followupd.engine.marker import RESTORING, Keeper, Marker
from followupd.engine.replay import Replay, ReplayClock
from followupd.engine.sorting import digest
from followupd.engine.timers import Timers
from followupd.errors import FollowupdError, Gone, MailUnreadable
from followupd.ports import (
    Archive,
    Clock,
    EffectState,
    EntryKept,
    KnownSource,
    Listed,
    Mailbox,
    Recall,
    Restoring,
    SentItem,
    Store,
    Thread,
    Timer,
    Verdict,
    Writer,
)

HELD: Final = "dated before the restore: release it with `followupd outbox retry`, or drop it"
FULL: Final = (
    "The database is not empty. A restore begins with none: stop the service, move the database away and say "
    "`followupd restore` again."
)
#: A mail that came so shortly before the newest snapshot was made may be read after it. A STOP in it holds, rather than
#: a mail goes to who wants none.
JUST_BEFORE: Final = timedelta(minutes=10)
#: What an owner answered so long before a brief of his setter's was seen in a calendar, and told in that brief at last.
SEEN_WITHIN: Final = timedelta(hours=1)


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
        setters = setters_of(snapshots.values())
        entries = entries_in(self._archive, {*setters, self._service})
        snapshots |= self._opened((each.snapshot for each in entries), before)
        known = newest(snapshots.values())
        latest = without_forgotten(known, before)
        self._ask_about_forgotten(
            known, latest, [snapshots[each.snapshot] for each in sent if each.snapshot in snapshots]
        )
        if before is not None:
            self._replay.forgets = before.forgets
        latest = without_over(latest, self._policy.retention_days, self._clock.now())
        self._say(f"{len(snapshots)} snapshots: {len(latest.agreements)} agreements")
        # What people's directory says is asked before each transaction: no network inside one.
        mornings = self._mornings(latest)
        with self._recall.work() as work:
            self._write(work, latest, sent, snapshots, entries)
            for address, first in mornings.items():
                work.set_timer(Timer(name=f"brief/{address}", moment=first))
                # What came since the morning before is told in the next brief, however late that comes.
                work.note(f"{BRIEFED}{address}", (first.date() - timedelta(days=1)).isoformat())
        self._moved_by_people(latest, entries, _last_briefs(sent))
        self._read_again(latest, before)
        self._ring_until(self._clock.now())
        others = {each.setter.address for each in self._store.agreements(open_only=False)} - setters
        entries += entries_in(self._archive, others)
        with self._recall.work() as work:
            wished = [effect for effect in work.waiting() if isinstance(effect, SetEntry)]
        wishes = {each.key: self._writer.entry(each, self._knowledge.known(_addresses(each))) for each in wished}
        with self._recall.work() as work:
            self._settle(work, Ends(sent=sent, entries=entries, wishes=wishes, now=self._clock.now()))
        with self._recall.work() as work:
            work.note(RESTORING, "")
        return self._report

    def _ask(self, question: str) -> None:
        if question not in self._report.questions:
            self._report.questions.append(question)

    # ----------------------------------------------------------------------------------------- snapshots

    def _opened(self, texts: Iterable[str], marker: Marker | None) -> dict[str, Snapshot]:
        found, closed = opened(texts, marker)
        if closed:
            self._ask(f"{closed} snapshots cannot be opened: their mails were read again instead.")
        return found

    def _ask_about_forgotten(self, known: Newest, latest: Newest, sent: Sequence[Snapshot]) -> None:
        """What was agreed with somebody after he was forgotten is left out as well: the mails about everything before
        went with it, so where there are some it is newer."""
        about = {each.about[1] for each in sent}
        agreements = [each for id, each in known.agreements.items() if id not in latest.agreements and id in about]
        proposals = [each for id, each in known.proposals.items() if id not in latest.proposals and id in about]
        number = sum(each.open for each in agreements)
        number += sum(each.state is ProposalState.HELD for each in proposals)
        if number:
            self._ask(
                f"{number} open agreements and previews are with people who were forgotten before they were made, "
                "and are left out: agree them anew if they are to go on."
            )

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
            whole = with_entries(follow_up, entries, snapshots)
            work.save_follow_up(replace(whole, revision=0))
            if whole.state is FollowUpState.PLANNED:
                work.set_timer(Timer(name=timer_of(whole), moment=end_of(whole)))
        for story in latest.stories.values():
            work.keep_story(story)
        for name, moment in latest.timers.items():
            work.set_timer(Timer(name=name, moment=moment))
        for address in latest.stopped:
            work.add_stopped(address)
        for item in sent:
            _sent_before(work, item, snapshots.get(item.snapshot))
        for effect in latest.pending.values():
            work.put_effect(effect, self._clock.now())
        if latest.made is not None:
            self._time.go_to(latest.made)
        self._replay.within = {
            id: frozenset(story.causes) for (_, id), story in latest.stories.items() if id not in latest.follow_ups
        }
        self._report.proposals = len(latest.proposals)
        self._report.agreements = len(latest.agreements)
        self._report.follow_ups = len(latest.follow_ups)

    def _mornings(self, latest: Newest) -> dict[str, datetime]:
        """The next brief of everybody who has set something, as seen from the newest snapshot, on his own clock."""
        if latest.made is None:
            return {}
        found = {}
        addresses = {each.setter.address for each in latest.agreements.values()}
        for address in sorted(addresses | {each.setter.address for each in latest.proposals.values()}):
            working = self._knowledge.known([address]).working_of(address)
            found[address] = working.local(morning_after(latest.made, self._policy.brief_time, working))
        return found

    def _moved_by_people(self, latest: Newest, entries: Sequence[EntryKept], briefs: Mapping[str, datetime]) -> None:
        """Take over where people had put entries, before any moment is rung: a follow-up that was dragged to a later
        day is not over on its first one.

        Whether the move had been seen before the loss is told by the pre-check: where that stands as it would after
        the move, nothing is left to be done. Else the move is seen like any other when the service runs again, unless
        its first time is over by now: then what is to be done about the pre-check is held with the rest. When it was
        made is not known: after the snapshot, so that is when it is decided on.
        """
        for id, told_of in latest.follow_ups.items():
            now = latest.told[id]
            people = (told_of.setter, told_of.owner)
            known = self._knowledge.known([each.address for each in people if each is not None])
            with self._recall.work() as work:
                follow_up = work.follow_up(id)
                if follow_up is None:
                    continue
                context = Context(
                    policy=self._policy,
                    known=known,
                    allocate=work.allocate,
                    acquainted=work.acquainted(),
                    stopped=work.stopped(),
                )
                brief = briefs.get(follow_up.setter.address)
                heard_until = brief - SEEN_WITHIN if brief is not None else None
                decision = decide_stood(follow_up, seen_of(follow_up, entries), context, now, heard_until=heard_until)
                if not decision.effects or end_of(follow_up) <= self._clock.now():
                    apply(work, decision, identity("stood", id), context, now)

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
        if self._replay.left_out:
            self._ask(f"{len(self._replay.left_out)} mails are about people who were forgotten, and are left out.")
        with self._recall.look() as look:
            for address in sorted(look.stopped() - latest.stopped):
                self._ask(f"{address} gets no mails, by a STOP that was read again; START from that person ends it.")

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
            self._ask("A mail could not be read again: see `followupd inbox`.")

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

    def _settle(self, work: Restoring, ends: Ends) -> None:
        """Give every effect its end, where the mailbox or a calendar shows that it was done; hold the others."""
        for effect in work.waiting():
            state = ends.of(work, effect)
            if state is EffectState.HELD:
                self._report.held += 1
                work.settle(effect.key, state, HELD)
                self._ask(f"Not done before: {told(effect)}. It is held in the outbox.")
            elif state is not None:
                done = state is EffectState.DONE
                work.settle(effect.key, state, "found at the restore" if done else "not wanted any more")
        for each in ends.orphans(work):
            day = f"{each.found.entry.start:%d %B %Y %H:%M} UTC"
            self._ask(
                f"An entry of ours on {day} in the calendar of {each.mailbox} belongs to nothing that is planned: "
                "delete it there, or leave it."
            )


def _source(work: Restoring, kind: str, id: str, message_id: str, conversation: str) -> None:
    if message_id:
        work.add_thread(
            Thread(internet_message_id=InternetMessageId(message_id), conversation_id=conversation, kind=kind, id=id)
        )


def _sent_before(work: Restoring, item: SentItem, snapshot: Snapshot | None) -> None:
    """To what a mail of ours belongs, and that its addressee has had one."""
    if item.draft:
        return
    if not of_operator(item, snapshot):
        for person in item.to:
            work.add_acquainted(person.address)
    thread = thread_of(item, snapshot)
    if thread is not None:
        work.add_thread(thread)


def _last_briefs(sent: Iterable[SentItem]) -> dict[str, datetime]:
    """When the newest brief went to whom."""
    return {person.address: each.sent for each in sent if is_brief(each) for person in each.to}


def _addresses(effect: SetEntry) -> list[str]:
    people = (effect.follow_up.setter, effect.follow_up.owner)
    return [person.address for person in people if person is not None]
