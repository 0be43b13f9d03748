"""Each effect by its port: look for our own mark when an earlier try may have happened, then do it."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf

from followupd.domain.agreement import FollowUp, StandingEntry
from followupd.domain.effects import DeleteMail, Effect, FileMail, RemoveEntry, SendMail, SetEntry
from followupd.domain.mail import Entry, EntryFound, EntryRole, InternetMessageId, Way
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.engine.prepared import Prepared
from followupd.engine.retry import GONE_AFTER, UNANSWERED_AGAIN_AFTER
from followupd.engine.sending import Sending
from followupd.errors import AccessDenied, Gone, NotShown, Unavailable
from followupd.ports import Calendar, Claimed, Draft, Mailbox, Store, Thread, Writer

#: The name space of our transaction ids: a transactionId is uuid5 of pair, role and cause.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://followupd.example/entries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a deed returned."""

    thread: Thread | None = None
    #: The follow-up, the role, and the entry as it stands now (None: it is gone).
    follow_up: str = ""
    entries: tuple[EntryRole, StandingEntry | None] | None = None


class Performer:
    """Does effects. Raises the errors of the ports; the outbox answers them."""

    def __init__(
        self,
        *,
        store: Store,
        mailbox: Mailbox,
        calendar: Calendar,
        writer: Writer,
        service: Person,
        snapshot: Callable[[Effect, Entry | None], str] = lambda effect, wish: "",
    ) -> None:
        """`snapshot`: what a mail or an entry (`wish`) of this effect carries for the day on which the database is
        lost."""
        self._store = store
        self._snapshot = snapshot
        self._mailbox = mailbox
        self._calendar = calendar
        self._writer = writer
        self._service = service
        self._sending = Sending(
            store=store, mailbox=mailbox, writer=writer, snapshot=lambda effect: snapshot(effect, None)
        )

    def perform(self, claimed: Claimed, context: Context, now: datetime) -> Deed:
        """Do the effect, or find that it was done, and return what is to be remembered of it."""
        effect = claimed.effect
        if isinstance(effect, SendMail):
            return Deed(thread=self._sending.send(claimed, effect, context, now))
        if isinstance(effect, SetEntry):
            return self._set_entry(claimed, effect, context, now)
        if isinstance(effect, RemoveEntry):
            return self._remove_entry(claimed, effect, now)
        if isinstance(effect, DeleteMail):
            return self._delete(effect)
        return self._file(claimed, effect, now)

    # ------------------------------------------------------------------------------------------ entries

    def _set_entry(self, claimed: Claimed, effect: SetEntry, context: Context, now: datetime) -> Deed:
        follow_up = self._current(effect.follow_up)
        standing = follow_up.entry(effect.role)
        if standing is not None and standing.way is effect.follow_up.way:
            if effect.role is EntryRole.PRE_CHECK and follow_up.pre_check is None:
                return Deed()  # not wanted any more: what takes it out comes next in this lane
            # What was decided since counts: a person's move is in it, and must not be written over.
            wish = self._writer.entry(replace(effect, follow_up=follow_up), context.known)
            try:
                changed = self._changed(standing, wish, again=claimed.attempts > 0)
            except Gone as error:  # a person deleted it: nothing is recreated unasked
                self._twice(claimed, error, now)
                return Deed(follow_up=follow_up.id, entries=(effect.role, None))
            return self._stands(effect, changed, wish)
        wish = self._writer.entry(effect, context.known)
        left = Prepared.read(claimed.prepared)
        mailbox, transaction = self._mailbox_of(effect), _transaction(effect)
        written = left.entry or wish
        found = self._calendar.find(mailbox, effect.key) if claimed.attempts else None
        if found is None:
            if left.entry is None:
                if wish.online and not self._calendar.may_meet_online(mailbox):
                    wish = written = replace(wish, online=False)
                left = replace(left, entry=wish, snapshot=self._snapshot(effect, wish))
            self._store.prepare(claimed, replace(left, asked=now).written())
            try:
                found = self._calendar.create(mailbox, effect.key, transaction, written, snapshot=left.snapshot)
            except (Unavailable, AccessDenied):  # nothing was done
                self._store.prepare(claimed, left.written())
                raise
        return self._stands(effect, found, written)

    def _stands(self, effect: SetEntry, found: EntryFound, base: Entry) -> Deed:
        entry = StandingEntry(
            role=effect.role,
            way=effect.follow_up.way,
            mailbox=self._mailbox_of(effect),
            event_id=found.id,
            ical_uid=found.ical_uid,
            base=base,
        )
        return Deed(follow_up=effect.follow_up.id, entries=(effect.role, entry))

    def _mailbox_of(self, effect: SetEntry) -> str:
        return effect.follow_up.setter.address if effect.follow_up.way is Way.SETTER else self._service.address

    def made_before(self, claimed: Claimed, now: datetime) -> Deed | None:
        """What an earlier try of a wish that is not wanted any more has made all the same; None: nothing.

        A draft is deleted on the way. Raises Unavailable while an earlier request may still be under way.
        """
        effect, left = claimed.effect, Prepared.read(claimed.prepared)
        if isinstance(effect, SendMail):
            has_left, thread = self._sending.take_back(claimed, effect, now)
            return Deed(thread=thread) if has_left else None
        if not isinstance(effect, SetEntry) or not claimed.attempts or left.entry is None:
            return None
        found = self._calendar.made(self._mailbox_of(effect), effect.key, _transaction(effect), left.entry)
        if found is not None and not found.cancelled:
            return self._stands(effect, found, left.entry)
        since = (now - left.asked).total_seconds() if left.asked is not None else inf
        if since < UNANSWERED_AGAIN_AFTER:
            wait = UNANSWERED_AGAIN_AFTER - since
            raise Unavailable("an entry may still be made by an earlier request", retry_after=wait)
        return None

    def begun(self, claimed: Claimed) -> bool:
        """Whether an earlier try has begun to make or change the entry of this wish."""
        left = Prepared.read(claimed.prepared)
        return left.asked is not None or left.entry is not None

    def may_stand(self, claimed: Claimed) -> bool:
        """Whether an entry of ours stands for this wish, or may have been made by an earlier try."""
        effect = claimed.effect
        if not isinstance(effect, SetEntry):
            return False
        standing = self._current(effect.follow_up).entry(effect.role)
        return standing is not None or Prepared.read(claimed.prepared).asked is not None

    def _changed(self, standing: StandingEntry, wish: Entry, *, again: bool) -> EntryFound:
        """Bring an entry of ours to the wish, field by field: what a person changed stays as that person wants it.

        Each writing of a meeting is a mail to its people: words that stand there already are not written once more,
        however the server has rewritten their HTML. `again`: an earlier try may have written it. Raises Gone.
        """
        found = self._calendar.get(standing.mailbox, standing.event_id)
        if found.cancelled:
            raise Gone("the entry is cancelled")
        fields = _ours_to_write(standing.base, found.entry, wish, again=again)
        if {"start", "end"} & fields:
            fields |= {"start", "end"}
        return self._calendar.change(standing.mailbox, found, wish, fields) if fields else found

    def _remove_entry(self, claimed: Claimed, effect: RemoveEntry, now: datetime) -> Deed:
        follow_up = self._current(effect.follow_up)
        standing = follow_up.entry(effect.role)
        if standing is not None and not (follow_up.carried and effect.role is EntryRole.FOLLOW_UP):
            try:
                self._calendar.cancel(standing.mailbox, standing.event_id, effect.comment)
            except Gone as error:  # that is what was wished
                self._twice(claimed, error, now)
        return Deed(follow_up=follow_up.id, entries=(effect.role, None))

    def _twice(self, claimed: Claimed, error: Gone, now: datetime) -> None:
        """Believe that a thing is gone when it was not found twice; the first time raises NotShown."""
        left = Prepared.read(claimed.prepared)
        if left.missed is None:
            self._store.prepare(claimed, replace(left, missed=now).written())
        if left.missed is None or (now - left.missed).total_seconds() < GONE_AFTER:
            raise NotShown("it is not there at the moment", status=404) from error

    def _current(self, wished: FollowUp) -> FollowUp:
        """The follow-up as stored now: an earlier wish of the lane may have made the entry since."""
        with self._store.look() as look:
            return look.follow_up(wished.id) or wished

    # -------------------------------------------------------------------------------------------- filing

    def _file(self, claimed: Claimed, effect: FileMail, now: datetime) -> Deed:
        try:
            self._mailbox.move(effect.message, effect.folder)
        except Gone as error:  # a person deleted it
            self._twice(claimed, error, now)
        return Deed()

    def _delete(self, effect: DeleteMail) -> Deed:
        """Delete from our own mailbox; what is gone stays gone."""
        draft = Draft(id=effect.message, internet_message_id=InternetMessageId("")) if effect.message else None
        found = self._mailbox.find(effect.sent) if effect.sent else draft
        if found is not None:
            self._mailbox.discard(found)
        return Deed()


def _transaction(effect: SetEntry) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{effect.follow_up.id}/{effect.role}/{effect.cause}"))


def _ours_to_write(base: Entry | None, found: Entry, wish: Entry, *, again: bool) -> frozenset[str]:
    """The fields that we wish to change and that nobody else has changed since we wrote them last (`base`)."""
    fields = {
        name
        for name in ("subject", "start", "end", "attendees")
        if base is None
        or (
            _differs(getattr(wish, name), getattr(base, name))
            and not _differs(getattr(found, name), getattr(base, name))
        )
    }
    if base is None or wish.body_html != base.body_html:
        stands, before = letters(found.body_html), letters(base.body_html) if base is not None else ""
        # Words that a person has written into it are never written over; of a lean snapshot they are not known.
        touched = bool(before) and stands != before and not again
        if stands != letters(wish.body_html) and not touched:
            fields.add("body_html")
    return frozenset(fields)


def letters(markup: str) -> str:
    """The letters of an HTML text that people see: without tags, what stands in head or style, and white space."""
    seen = re.sub(r"(?is)<(head|style|title)\b.*?</\1\s*>|<[^>]*>", "", markup)
    return re.sub(r"\s+", "", html.unescape(seen))


def _differs(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {str(getattr(each, "address", each)) for each in one} != {
            str(getattr(each, "address", each)) for each in other
        }
    return one != other
