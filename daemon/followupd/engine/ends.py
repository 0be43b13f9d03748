"""How each effect ended of which a lost database knew: held against what the mailbox and the calendars show.

What was done is done; what is not wanted any more is void; what is left is held, and an operator is asked, because
nothing that was decided before a restore is sent after it unreleased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from followupd.domain.agreement import FollowUp, ProposalState
from followupd.domain.effects import DeleteMail, Effect, EffectKey, FileMail, MailKind, RemoveEntry, SendMail, SetEntry
from followupd.domain.mail import Entry, EntryFound, EntryRole
from followupd.domain.snapshot import with_entry
from followupd.domain.states import FollowUpState
from followupd.engine.kept import standing_of
from followupd.engine.perform import letters
from followupd.ports import EffectState, EntryKept, Recalling, Restoring, SentItem


class Ends:
    """What the mailbox and the calendars show of what was to be done."""

    def __init__(
        self,
        *,
        sent: Sequence[SentItem],
        entries: Sequence[EntryKept],
        wishes: Mapping[EffectKey, Entry],
        now: datetime,
    ) -> None:
        """`wishes`: what each entry that is wished would look like."""
        self._gone_out = {each.key for each in sent if not each.draft}
        self._entries = entries
        self._by_key = {each.key: each for each in entries}
        self._by_id = {each.found.id: each for each in entries}
        self._wishes = wishes
        self._now = now

    def of(self, work: Restoring, effect: Effect) -> EffectState | None:
        """DONE, VOID or HELD; None: it may still be done, as nobody is told of it. An entry that was found is written
        down with its follow-up."""
        if isinstance(effect, FileMail | DeleteMail):
            return None
        if isinstance(effect, SendMail):
            return self._of_mail(work, effect)
        follow_up = work.follow_up(effect.follow_up.id)
        if isinstance(effect, RemoveEntry):
            return self._of_removal(work, effect, follow_up)
        if follow_up is None or follow_up.state is not FollowUpState.PLANNED:
            return EffectState.VOID
        return self._of_entry(work, effect, follow_up)

    def _of_mail(self, work: Restoring, effect: SendMail) -> EffectState:
        if effect.key in self._gone_out:
            return EffectState.DONE
        if effect.brief is not None and effect.brief.day < self._now.date():
            return EffectState.VOID
        if effect.kind is MailKind.PREVIEW and effect.proposal is not None:
            proposal = work.proposal(effect.proposal.id)
            if proposal is not None and proposal.state is not ProposalState.HELD:
                return EffectState.VOID
        return EffectState.HELD

    def _of_removal(self, work: Restoring, effect: RemoveEntry, follow_up: FollowUp | None) -> EffectState:
        kept = self._kept(effect, follow_up)
        if kept is not None and not kept.found.cancelled:
            return EffectState.HELD
        if follow_up is not None and follow_up.entry(effect.role) is not None:
            work.save_follow_up(_without(follow_up, effect.role))
        return EffectState.DONE

    def _of_entry(self, work: Restoring, effect: SetEntry, follow_up: FollowUp) -> EffectState:
        standing = follow_up.entry(effect.role)
        kept = self._kept(effect, follow_up)
        wish = self._wishes[effect.key]
        if kept is not None and _stands_so(kept.found, wish):
            work.save_follow_up(with_entry(follow_up, standing_of(kept, effect.role, follow_up, wish)))
            return EffectState.DONE
        if effect.key in self._by_key and kept is not None:  # it was made by this wish; a person changed it since
            if standing is None:
                work.save_follow_up(with_entry(follow_up, standing_of(kept, effect.role, follow_up, wish)))
            return EffectState.DONE
        if wish.start <= self._now or follow_up.start <= self._now:
            return EffectState.VOID
        if standing is not None and kept is None:  # a person deleted it: nothing is made again unasked
            return EffectState.VOID
        return EffectState.HELD

    def _kept(self, effect: SetEntry | RemoveEntry, follow_up: FollowUp | None) -> EntryKept | None:
        """The entry that this wish has made, or else the one that stands in its place."""
        standing = follow_up.entry(effect.role) if follow_up is not None else None
        return self._by_key.get(effect.key) or (self._by_id.get(standing.event_id) if standing is not None else None)

    def orphans(self, look: Recalling) -> Iterator[EntryKept]:
        """Entries of ours still to come that belong to nothing that is planned."""
        for each in self._entries:
            id, _, _ = each.key.partition("/")
            follow_up = look.follow_up(id)
            planned = follow_up is not None and follow_up.state is FollowUpState.PLANNED
            known = planned and any(one.event_id == each.found.id for one in (follow_up.entries if follow_up else ()))
            if not known and not each.found.cancelled and each.found.entry.start > self._now:
                yield each


def told(effect: Effect) -> str:
    """An effect in a few words, for an operator."""
    if isinstance(effect, SendMail):
        thing = effect.agreement or effect.proposal
        about = f" about {thing.reference}" if thing is not None else ""
        return f"the mail “{effect.kind}”{about} to {effect.to.address}"
    if isinstance(effect, FileMail | DeleteMail):
        return "the filing of a mail"
    references = ", ".join(line.reference for line in effect.follow_up.reviewed)
    what = "taking out" if isinstance(effect, RemoveEntry) else "setting"
    return f"{what} the {effect.role.replace('_', '-')} for {references or 'nothing any more'}"


def _without(follow_up: FollowUp, role: EntryRole) -> FollowUp:
    return replace(follow_up, entries=tuple(each for each in follow_up.entries if each.role is not role))


def _stands_so(found: EntryFound, wish: Entry) -> bool:
    """Whether an entry shows what was wished; how its words are broken up is the server's business."""
    shown = found.entry
    return (
        (shown.subject, shown.start, shown.end) == (wish.subject, wish.start, wish.end)
        and {each.address for each in shown.attendees} == {each.address for each in wish.attendees}
        and letters(shown.body_html) == letters(wish.body_html)
    )
