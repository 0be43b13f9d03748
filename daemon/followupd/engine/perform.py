"""Each effect by its port: look for our own mark when an earlier try may have happened, then do it."""

from __future__ import annotations

import contextlib
import html
import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from math import inf

from followupd.domain.agreement import FollowUp, StandingEntry
from followupd.domain.effects import Effect, FileMail, RemoveEntry, SendMail, SetEntry
from followupd.domain.mail import Entry, EntryFound, EntryRole, MessageId, Way
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.engine.retry import DRAFT_AGAIN_AFTER, RESEND_AFTER
from followupd.errors import Gone, OutcomeUnknown, Unavailable
from followupd.ports import Calendar, Claimed, Draft, Mailbox, MailOut, Store, Thread, Writer

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

    def perform(self, claimed: Claimed, context: Context, now: datetime) -> Deed:
        """Do the effect, or find that it was done, and return what is to be remembered of it."""
        effect = claimed.effect
        if isinstance(effect, SendMail):
            return self._send(claimed, effect, context, now)
        if isinstance(effect, SetEntry):
            return self._set_entry(claimed, effect, context)
        if isinstance(effect, RemoveEntry):
            return self._remove_entry(effect)
        return self._file(effect)

    # -------------------------------------------------------------------------------------------- mail

    def _send(self, claimed: Claimed, effect: SendMail, context: Context, now: datetime) -> Deed:
        """Draft with the key in the creating request, then send that draft: the only thing ever repeated is /send."""
        mail = _stored_mail(claimed.prepared) or self._writer.mail(effect, context.known, now)
        draft = self._earlier(claimed, effect, now) if claimed.attempts else None
        if draft is None:
            with self._written_down(claimed, mail, None, now):
                draft = self._mailbox.draft(effect.key, mail, snapshot=self._snapshot(effect, None))
        if not draft.sent:
            try:
                with self._written_down(claimed, mail, draft, now):
                    self._mailbox.send(draft)
            except Gone:
                # It is not a draft any more: sent by an earlier try, or taken away by a person.
                found = self._mailbox.find_by_message_id(draft.internet_message_id) or self._mailbox.find(effect.key)
                if found is None or not found.sent:
                    raise OutcomeUnknown("the draft was gone before it was sent") from None
                draft = found
        return Deed(thread=_thread_of(effect, draft))

    @contextlib.contextmanager
    def _written_down(self, claimed: Claimed, mail: MailOut, draft: Draft | None, now: datetime) -> Iterator[None]:
        """Store what is about to be asked of the mailbox, and when: whoever comes after a crash knows what may be.

        An error that says the request never reached the server takes the moment back: nothing is in doubt then.
        """
        self._store.prepare(claimed, _prepared(mail, draft, now))
        try:
            yield
        except Unavailable:
            self._store.prepare(claimed, _prepared(mail, draft, None))
            raise

    def _earlier(self, claimed: Claimed, effect: SendMail, now: datetime) -> Draft | None:
        """What an earlier try left. None: it left nothing, so a draft may be made.

        A draft that was made is looked at by its id, which does not lag; a mail that has left it is found by its
        Message-ID or by our key. While neither shows it, nothing is sent: raises OutcomeUnknown, and a person is asked
        in the end. While an earlier request may still be under way, nothing is repeated: raises Unavailable with the
        seconds that are left, which costs no try.
        """
        prepared = json.loads(claimed.prepared) if claimed.prepared else {}
        asked = datetime.fromisoformat(prepared["asked"]) if prepared.get("asked") else None
        since = (now - asked).total_seconds() if asked is not None else inf
        if not prepared.get("draft"):
            found = self._mailbox.find(effect.key)
            if found is None and since < DRAFT_AGAIN_AFTER:
                left = DRAFT_AGAIN_AFTER - since
                raise Unavailable("a draft may have been made that the search does not show yet", retry_after=left)
            return found
        draft = Draft(**prepared["draft"])
        found = (
            self._mailbox.look(draft)
            or self._mailbox.find_by_message_id(draft.internet_message_id)
            or self._mailbox.find(effect.key)
        )
        if found is None:
            raise OutcomeUnknown("the draft is gone, and Sent Items does not show the mail yet")
        if not found.sent and since < RESEND_AFTER:
            left = RESEND_AFTER - since
            raise Unavailable("an earlier sending of this draft may still be under way", retry_after=left)
        return found

    # ------------------------------------------------------------------------------------------ entries

    def _set_entry(self, claimed: Claimed, effect: SetEntry, context: Context) -> Deed:
        follow_up = self._current(effect.follow_up)
        wish = self._writer.entry(effect, context.known)
        way = effect.follow_up.way
        mailbox = effect.follow_up.setter.address if way is Way.SETTER else self._service.address
        standing = follow_up.entry(effect.role)
        if standing is not None and standing.way is way:
            found = self._changed(standing, wish, again=claimed.attempts > 0)
            if found is None:  # a person deleted it: nothing is recreated unasked
                return Deed(follow_up=follow_up.id, entries=(effect.role, None))
        else:
            found = self._calendar.find(mailbox, effect.key) if claimed.attempts else None
            if found is None:
                pair = f"{follow_up.id}/{effect.role}/{effect.cause}"
                transaction = str(uuid.uuid5(NAMESPACE, pair))
                stored = _stored_entry(claimed.prepared)
                snapshot = str(json.loads(claimed.prepared).get("snapshot", "")) if stored is not None else ""
                if stored is None:
                    snapshot = self._snapshot(effect, wish)
                    self._store.prepare(claimed, json.dumps({"entry": _entry_json(wish), "snapshot": snapshot}))
                found = self._calendar.create(mailbox, effect.key, transaction, stored or wish, snapshot=snapshot)
        entry = StandingEntry(
            role=effect.role, way=way, mailbox=mailbox, event_id=found.id, ical_uid=found.ical_uid, base=wish
        )
        return Deed(follow_up=follow_up.id, entries=(effect.role, entry))

    def made_before(self, claimed: Claimed) -> Deed | None:
        """The entry that an earlier try has made without our hearing of it; None: there is none."""
        effect, wish = claimed.effect, _stored_entry(claimed.prepared)
        if not isinstance(effect, SetEntry) or not claimed.attempts or wish is None:
            return None
        way = effect.follow_up.way
        mailbox = effect.follow_up.setter.address if way is Way.SETTER else self._service.address
        found = self._calendar.find(mailbox, effect.key)
        if found is None or found.cancelled:
            return None
        entry = StandingEntry(
            role=effect.role, way=way, mailbox=mailbox, event_id=found.id, ical_uid=found.ical_uid, base=wish
        )
        return Deed(follow_up=effect.follow_up.id, entries=(effect.role, entry))

    def _changed(self, standing: StandingEntry, wish: Entry, *, again: bool) -> EntryFound | None:
        """Bring an entry of ours to the wish, field by field: what a person changed stays as that person wants it.

        `again`: an earlier try may have written it, and each writing of a meeting is a mail to its people: then words
        that stand there already are not written once more, however the server has rewritten their HTML.
        """
        try:
            found = self._calendar.get(standing.mailbox, standing.event_id)
        except Gone:
            return None
        if found.cancelled:
            return None
        base = standing.base
        fields = frozenset(
            name
            for name in ("subject", "start", "end", "body_html", "attendees")
            if _differs(getattr(wish, name), getattr(base, name) if base else None)
            and (base is None or name == "body_html" or not _differs(getattr(found.entry, name), getattr(base, name)))
            and not (again and name == "body_html" and _letters(found.entry.body_html) == _letters(wish.body_html))
        )
        if {"start", "end"} & fields:
            fields |= {"start", "end"}
        return self._calendar.change(standing.mailbox, found, wish, fields) if fields else found

    def _remove_entry(self, effect: RemoveEntry) -> Deed:
        follow_up = self._current(effect.follow_up)
        standing = follow_up.entry(effect.role)
        if standing is not None:
            with contextlib.suppress(Gone):  # it is gone: that is what was wished
                self._calendar.cancel(standing.mailbox, standing.event_id, effect.comment)
        return Deed(follow_up=follow_up.id, entries=(effect.role, None))

    def _current(self, wished: FollowUp) -> FollowUp:
        """The follow-up as stored now: an earlier wish of the lane may have made the entry since."""
        with self._store.look() as look:
            return look.follow_up(wished.id) or wished

    # -------------------------------------------------------------------------------------------- filing

    def _file(self, effect: FileMail) -> Deed:
        with contextlib.suppress(Gone):  # a person moved it already
            self._mailbox.move(effect.message, effect.folder)
        return Deed()


def _letters(markup: str) -> str:
    """The letters of an HTML text that people see: without tags, what stands in head or style, and white space."""
    seen = re.sub(r"(?is)<(head|style|title)\b.*?</\1\s*>|<[^>]*>", "", markup)
    return re.sub(r"\s+", "", html.unescape(seen))


def _differs(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {str(getattr(each, "address", each)) for each in one} != {
            str(getattr(each, "address", each)) for each in other
        }
    return one != other


def _thread_of(effect: SendMail, draft: Draft) -> Thread | None:
    if effect.agreement is not None:
        kind, id = "agreement", effect.agreement.id
    elif effect.proposal is not None:
        kind, id = "proposal", effect.proposal.id
    elif effect.brief is not None:
        kind, id = "brief", effect.to.address
    else:
        return None
    return Thread(
        internet_message_id=draft.internet_message_id,
        conversation_id=draft.conversation_id,
        kind=kind,
        id=id,
        mail=effect.kind,
    )


# ------------------------------------------------------------------------------- what is stored before a try


def _prepared(mail: MailOut, draft: Draft | None, asked: datetime | None) -> str:
    """A mail with its draft. `asked`: when the request for the next step began, as long as its outcome is in doubt."""
    return json.dumps(
        {
            "mail": _mail_json(mail),
            "draft": asdict(draft) if draft else None,
            "asked": asked.isoformat() if asked else None,
        }
    )


def _mail_json(mail: MailOut) -> dict[str, object]:
    return {**asdict(mail), "to": {"address": mail.to.address, "name": mail.to.name}}


def _stored_mail(prepared: str) -> MailOut | None:
    stored = json.loads(prepared).get("mail") if prepared else None
    if stored is None:
        return None
    reply_to = stored.pop("reply_to")
    return MailOut(
        **{**stored, "to": Person(**stored["to"])}, reply_to=MessageId(reply_to) if reply_to is not None else None
    )


def _entry_json(entry: Entry) -> dict[str, object]:
    people = [{"address": person.address, "name": person.name} for person in entry.attendees]
    return {
        **asdict(entry),
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "attendees": people,
    }


def _stored_entry(prepared: str) -> Entry | None:
    stored = json.loads(prepared).get("entry") if prepared else None
    if stored is None:
        return None
    return Entry(
        **{
            **stored,
            "start": datetime.fromisoformat(stored["start"]),
            "end": datetime.fromisoformat(stored["end"]),
            "attendees": tuple(Person(**person) for person in stored["attendees"]),
        }
    )
