"""To which thing a mail belongs: what it answers, and what was sent in before from the same thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from followupd.domain.agreement import Agreement, Proposal
from followupd.domain.decide_agreement import role_of
from followupd.domain.happenings import Reading
from followupd.domain.mail import MailIn
from followupd.domain.people import Person
from followupd.domain.policy import Context
from followupd.domain.reference import find_references
from followupd.ports import Thread, Work
from followupd.reading.headers.subject import is_forward

#: A mail that belongs to a thing by the reference in its subject alone, or by the conversation alone: what it answers
#: is not known.
BY_REFERENCE: Final = "reference"
BY_CONVERSATION: Final = "conversation"
#: The mail that was once sent in.
OF_SOURCE: Final = "source"


def thread_of(work: Work, mail: MailIn, reading: Reading, author: Person, context: Context) -> Thread | None:
    """The thing this mail answers: by In-Reply-To and References, then the reference, then the conversation.

    A mail that shares a thread only with the mail once sent in is new when the thing's setter wrote it: in a thread
    already taken in, only its setter starts actions. By the conversation alone the setter answers only what he writes
    to us alone, without an action in it: we may stand in Cc of all that he writes there to others.
    """
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    found = sorted((each for each in work.threads_of(ids)), key=lambda thread: ids.index(thread.internet_message_id))
    ours = [thread for thread in found if thread.mail != OF_SOURCE]
    if ours:
        return ours[0]
    for reference in find_references(mail.subject):
        thing = work.by_reference(reference)
        if thing is not None:
            return Thread(
                internet_message_id=mail.internet_message_id,
                conversation_id="",
                kind=thing[0],
                id=thing[1],
                mail=BY_REFERENCE,
            )
    if found:
        return _of_others(work, found, author)
    conversation = work.threads_of_conversation(mail.conversation_id)
    ours = [replace(thread, mail=BY_CONVERSATION) for thread in conversation if thread.mail != OF_SOURCE]
    started = next((thread for thread in ours if _setter_of(work, thread) == author), None)
    if started is not None:
        return started if _for_us_alone(mail, reading, context) else None
    return _of_others(work, ours or conversation, author)


def _of_others(work: Work, threads: Sequence[Thread], author: Person) -> Thread | None:
    """Of things that others have set in this thread: the author's own agreement, else any; None: there are none."""
    others = [thread for thread in threads if (setter := _setter_of(work, thread)) is not None and setter != author]
    for thread in others:
        agreement = work.agreement(thread.id) if thread.kind == "agreement" else None
        if agreement is not None and role_of(agreement, author) is not None:
            return thread
    return others[0] if others else None


def rivals(work: Work, mail: MailIn, thread: Thread, author: Person) -> tuple[Agreement, ...]:
    """The open agreements of the author that this mail may as well be about; none where what it answers is known.

    A mail to the mail once sent in, or in its conversation, is no answer to anything of ours: what was agreed there in
    two parts are two agreements.
    """
    if thread.kind != "agreement" or thread.mail not in (OF_SOURCE, BY_CONVERSATION):
        return ()
    answered = thread.internet_message_id in (*mail.in_reply_to, *mail.references)
    near = (
        work.threads_of([thread.internet_message_id])
        if answered
        else work.threads_of_conversation(mail.conversation_id)
    )
    ids = dict.fromkeys((thread.id, *(each.id for each in near if each.kind == "agreement")))
    agreements = [agreement for id in ids if (agreement := work.agreement(id)) is not None]
    return tuple(
        each
        for each in agreements
        if role_of(each, author) is not None and not all(standing.ended for standing in each.standings)
    )


def _for_us_alone(mail: MailIn, reading: Reading, context: Context) -> bool:
    """Whether this can be an answer: written to nobody but us, no forward, and without an action of its own."""
    alone = all(context.known.is_service(person.address) for person in (*mail.to, *mail.cc))
    return alone and not is_forward(mail.subject) and not reading.items


def set_before(work: Work, mail: MailIn, author: Person) -> list[Proposal]:
    """What this setter has sent in from the same thread, as far as headers and conversation tell."""
    threads = (
        *work.threads_of([*mail.in_reply_to, *mail.references]),
        *work.threads_of_conversation(mail.conversation_id),
    )
    ids = dict.fromkeys(thread.id for thread in threads if thread.kind == "proposal")
    proposals = [proposal for id in ids if (proposal := work.proposal(id)) is not None]
    return [proposal for proposal in proposals if proposal.setter == author]


def _setter_of(work: Work, thread: Thread) -> Person | None:
    if thread.kind == "proposal":
        proposal = work.proposal(thread.id)
        return proposal.setter if proposal else None
    if thread.kind == "agreement":
        agreement = work.agreement(thread.id)
        return agreement.setter if agreement else None
    return Person(address=thread.id) if thread.kind == "brief" else None
