"""A mail by its key: draft with the key in the creating request, then send that draft. Only /send is ever repeated.

Whatever an earlier try may have left is looked for first: the draft by its id, which does not lag; a mail that has left
it in Sent Items, by its Message-ID and by our key; a draft whose making was not answered in Drafts.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from math import inf

from followupd.domain.effects import SendMail
from followupd.domain.policy import Context
from followupd.engine.prepared import Prepared
from followupd.engine.retry import (
    ANSWERED_AGAIN_AFTER,
    MOST_TAKEN,
    RESEND_AFTER,
    RESEND_ANSWERED_AFTER,
    UNANSWERED_AGAIN_AFTER,
)
from followupd.errors import Gone, NotShown, OutcomeUnknown, PortError, Rejected, Unavailable
from followupd.ports import Claimed, Draft, Mailbox, MailOut, Store, Thread, Writer

#: A gateway that gave up on a server that may still be at work.
GATEWAY_TIMEOUT = 504
#: Tries after which a mail that cannot answer another one, because that is gone, is sent in a thread of its own.
MOST_WITHOUT_SOURCE = 2


class Sending:
    """Sends mails, each once. Raises the errors of the mailbox; the outbox answers them."""

    def __init__(self, *, store: Store, mailbox: Mailbox, writer: Writer, snapshot: Callable[[SendMail], str]) -> None:
        self._store = store
        self._mailbox = mailbox
        self._writer = writer
        self._snapshot = snapshot

    def send(self, claimed: Claimed, effect: SendMail, context: Context, now: datetime) -> Thread | None:
        """Send this mail, or find that it was sent; return the thread it began."""
        begun = Prepared.read(claimed.prepared)
        mail = begun.mail or self._writer.mail(effect, context.known, now)
        left = replace(begun, mail=mail)
        draft = self._earlier(left, effect, now) if claimed.attempts else None
        if draft is None:
            draft, mail = self._drafted(claimed, effect, replace(left, draft=None), mail, now)
            left = replace(left, mail=mail)
        if not draft.sent:
            draft = self._sent(claimed, effect, replace(left, draft=draft), draft, now)
        return thread_of(effect, draft)

    def take_back(self, claimed: Claimed, effect: SendMail, now: datetime) -> tuple[bool, Thread | None]:
        """End a mail that is not wanted any more: whether it has left all the same, and its thread.

        A draft of it is deleted. Raises Unavailable while an earlier request may still be under way.
        """
        left = Prepared.read(claimed.prepared)
        if not claimed.attempts or left.mail is None:
            return False, None
        try:
            draft = self._earlier(left, effect, now)
        except NotShown:  # it was sent, or a person deleted the draft: who answers it is understood either way
            return True, thread_of(effect, left.draft) if left.draft is not None else None
        if draft is None:
            return False, None
        if draft.sent:
            return True, thread_of(effect, draft)
        self._mailbox.discard(draft)
        return False, None

    # ------------------------------------------------------------------------------------------- steps

    def _drafted(
        self, claimed: Claimed, effect: SendMail, left: Prepared, mail: MailOut, now: datetime
    ) -> tuple[Draft, MailOut]:
        """Make the draft; return it with the mail as it is then: a mail whose source is gone answers nothing."""
        snapshot = self._snapshot(effect)
        with self._written_down(claimed, left, now):
            try:
                return self._mailbox.draft(effect.key, mail, snapshot=snapshot), mail
            except Gone as error:
                if mail.reply_to is None:
                    raise
                if claimed.counted < MOST_WITHOUT_SOURCE:
                    raise NotShown("the mail that is answered is not there at the moment", status=404) from error
                mail = replace(mail, reply_to=None)
                return self._mailbox.draft(effect.key, mail, snapshot=snapshot), mail

    def _sent(self, claimed: Claimed, effect: SendMail, left: Prepared, draft: Draft, now: datetime) -> Draft:
        """Send the draft, and see that it has left: a 202 is not always a mail."""
        try:
            with self._written_down(claimed, left, now):
                self._mailbox.send(draft)
        except Gone:
            # It is not a draft any more: sent by an earlier try, or taken away by a person.
            found = self._mailbox.find_by_message_id(draft.internet_message_id) or self._mailbox.find(effect.key)
            if found is None or not found.sent:
                raise NotShown("the draft was gone before it was sent") from None
            return found
        there = self._mailbox.look(draft)
        if there is None or there.sent:  # its id may change by sending
            return there or draft
        taken = left.taken + 1
        self._store.prepare(claimed, replace(left, asked=now, taken=taken % MOST_TAKEN).written())
        if taken >= MOST_TAKEN:
            raise Rejected(f"the mailbox took this mail for sending {taken} times and did not send it")
        raise OutcomeUnknown("the mail was taken for sending and has not left yet", status=202)

    @contextlib.contextmanager
    def _written_down(self, claimed: Claimed, left: Prepared, now: datetime) -> Iterator[None]:
        """Store what is about to be asked of the mailbox, and when: whoever comes after a crash knows what may be.

        An error that says that nothing was done takes the moment back: nothing is in doubt then.
        """
        self._store.prepare(claimed, replace(left, asked=now, answered=False).written())
        try:
            yield
        except PortError as error:
            if isinstance(error, NotShown) or not isinstance(error, OutcomeUnknown):
                self._store.prepare(claimed, replace(left, asked=None).written())
            elif error.status not in (None, GATEWAY_TIMEOUT):
                self._store.prepare(claimed, replace(left, asked=now, answered=True).written())
            raise

    def _earlier(self, left: Prepared, effect: SendMail, now: datetime) -> Draft | None:
        """What an earlier try left. None: it left nothing, so a draft may be made.

        While nothing shows a mail whose draft is gone, nothing is sent: raises NotShown, and a person is asked in the
        end. While an earlier request may still be under way, nothing is repeated: raises Unavailable with the seconds
        that are left, which costs no try.
        """
        since = (now - left.asked).total_seconds() if left.asked is not None else inf
        if left.draft is None:
            found = self._mailbox.find(effect.key)
            patience = ANSWERED_AGAIN_AFTER if left.answered else UNANSWERED_AGAIN_AFTER
            if found is None and since < patience:
                raise Unavailable("a draft may still be made by an earlier request", retry_after=patience - since)
            return found
        found = (
            self._mailbox.look(left.draft)
            or self._mailbox.find_by_message_id(left.draft.internet_message_id)
            or self._mailbox.find(effect.key)
        )
        if found is None:
            raise NotShown("the draft is gone, and Sent Items does not show the mail yet")
        patience = RESEND_ANSWERED_AFTER if left.answered else RESEND_AFTER
        if not found.sent and since < patience:
            wait = patience - since
            raise Unavailable(
                "an earlier sending of this draft may still be under way", retry_after=min(wait, max(30.0, since))
            )
        return found


def thread_of(effect: SendMail, draft: Draft) -> Thread | None:
    """The thread that a mail belongs to, so that its answers are understood; None for mails about no one thing."""
    if effect.agreement is not None:
        kind, id = "agreement", effect.agreement.id
    elif effect.proposal is not None:
        kind, id = "proposal", effect.proposal.id
    elif effect.brief is not None or effect.overview is not None:
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
