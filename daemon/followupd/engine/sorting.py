"""What kind of mail is this, and which decision is asked for?

The order is the rule: robots first, then who is believed, then to which thing it belongs, and only then whether its
author may start something new. The subject, the reference and a plus tag are hints, never rights.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from followupd.domain.agreement import Agreement, Proposal
from followupd.domain.decide_general import WHICH_UNDO
from followupd.domain.decide_proposal import decide_forwarded, decide_sent_again
from followupd.domain.decision import Decision
from followupd.domain.effects import MailKind, SendMail
from followupd.domain.happenings import Belief, Forwarded, Reading, Robot, Route
from followupd.domain.mail import MailIn, MailShape
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.engine.asked import ref_of
from followupd.engine.belonging import set_before, thread_of
from followupd.engine.flood import TOO_MANY, floods
from followupd.engine.repeats import without_repeats
from followupd.engine.replies import general, reply
from followupd.engine.requests import requested
from followupd.engine.robots import sort_robot
from followupd.engine.verdicts import Sorted
from followupd.ports import Thread, Verdict, Work


def sort_mail(work: Work, mail: MailIn, reading: Reading, context: Context, now: datetime) -> Sorted:
    """Return the verdict on a mail, with the decision it leads to."""
    seen = work.same_mail(mail.internet_message_id) if mail.internet_message_id else None
    if seen is not None and seen == digest(mail):
        return Sorted(verdict=Verdict.NOTHING, reason="a second copy of a mail already taken in")
    if reading.robot is not None and not _invites(mail, reading):
        return sort_robot(work, mail, reading, context)
    refusal = _not_believed(mail, reading, context)
    if refusal:
        return Sorted(verdict=Verdict.REFUSED, reason=refusal)
    author = mail.author
    assert author is not None  # _not_believed refuses a mail without an author
    named = context.known.find(author.address)
    author = named.person if named and named.person.name else author
    thread = thread_of(work, mail, reading, author, context)
    if thread is not None and not _begins_anew(work, thread, reading, author):
        if floods(work, author, thread, now):
            return Sorted(verdict=Verdict.SET_ASIDE, reason=TOO_MANY)
        return reply(work, mail, reading, thread, author, context, now)
    if mail.shape is MailShape.MEETING_REQUEST and work.threads_of_conversation(mail.conversation_id):
        return Sorted(verdict=Verdict.NOTHING, reason="one more mail about a meeting that was answered already")
    if mail.shape is not MailShape.MAIL and mail.shape is not MailShape.MEETING_REQUEST:
        return Sorted(verdict=Verdict.NOTHING, reason="a meeting answer of no follow-up of ours")
    if (asked := requested(work, mail, reading, author, context, now)) is not None:
        return asked
    owes = _owes(work, author)
    about_us = Decision() if reading.items else general(mail, reading, author, context, owes=owes)
    helps = any(isinstance(each, SendMail) and each.kind is MailKind.HELP for each in about_us.effects)
    if about_us.stops or about_us.starts or (helps and owes is not None):
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=about_us)
    if not context.policy.may_set(author.address, internal=context.known.internal(author.address)):
        return Sorted(verdict=Verdict.REFUSED, reason="the author is not one of the setters")
    if any(isinstance(each, SendMail) and _answers_a_command(each) for each in about_us.effects):
        return Sorted(verdict=Verdict.TAKEN, reason="a word about the service", decision=about_us)
    before = set_before(work, mail, author)
    fresh = without_repeats(reading, before)
    if before and not fresh.items and not fresh.also_noticed and (reading.items or reading.route is Route.CC):
        return _nothing_new(mail, reading, before[0], context)
    happening = Forwarded(mail=ref_of(mail), setter=author, reading=fresh)
    reason = "sent in by a setter"
    if seen is not None:
        reason += "; its Message-ID was seen before with other content"
    return Sorted(verdict=Verdict.TAKEN, reason=reason, decision=decide_forwarded(happening, context, now))


def _begins_anew(work: Work, thread: Thread, reading: Reading, author: Person) -> bool:
    """Whether the setter answers "nothing has been sent" with the line that was missing: that is an action sent in."""
    proposal = work.proposal(thread.id) if thread.kind == "proposal" else None
    return proposal is not None and not proposal.lines and proposal.setter == author and bool(reading.items)


def _owes(work: Work, author: Person) -> Agreement | None:
    """What this person was last asked for; None for who has set something, or owes nothing."""
    if work.agreed_before(author, 1) or work.proposals_of(author):
        return None
    owed = [each for each in work.agreements_owned(author) if each.shared]
    return max(owed, key=lambda each: each.created, default=None)


def _answers_a_command(mail: SendMail) -> bool:
    """Whether this answers a word that can be nothing but one to the service: HELP, or an UNDO of who knows what."""
    return mail.kind is MailKind.HELP or mail.lines == (WHICH_UNDO,)


def _nothing_new(mail: MailIn, reading: Reading, before: Proposal, context: Context) -> Sorted:
    """Talk in a thread that is taken in, with us in Cc, is left alone; who sends the same in again is told so once."""
    decision = decide_sent_again(before, ref_of(mail), context) if reading.route is not Route.CC else Decision()
    return Sorted(verdict=Verdict.NOTHING, reason="nothing new in a thread already taken in", decision=decision)


def _invites(mail: MailIn, reading: Reading) -> bool:
    """Whether a person invites us to a meeting: Outlook writes that mail, and still somebody waits for an answer."""
    return reading.robot is Robot.CALENDAR and mail.shape is MailShape.MEETING_REQUEST


def _not_believed(mail: MailIn, reading: Reading, context: Context) -> str:
    """Why this mail's author is not believed; empty when he is."""
    if mail.author is None or not mail.author.address:
        return "it names no author"
    if reading.belief is not Belief.INTERNAL:
        return "its author is not authenticated inside the organisation"
    if mail.sender is not None and mail.sender != mail.author and not context.policy.delegates:
        return "an assistant sent it on behalf of the author, which the configuration does not allow"
    return ""


def digest(mail: MailIn) -> str:
    """A hash of author and content: the same Message-ID with another digest is another mail."""
    author = mail.author.address if mail.author else ""
    content = "\x1f".join((author, mail.subject, mail.text or mail.html))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
