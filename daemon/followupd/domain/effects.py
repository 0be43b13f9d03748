"""What is to be done outside, as records. A key comes from the thing, the kind and the cause, never from a counter.

An effect holds all that its words need: what is rendered later is what was decided then. Effects of one lane are done
in order; a newer one of the same topic voids older ones that have not started.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NewType

from followupd.domain.action import Result
from followupd.domain.agreement import Agreement, FollowUp, Placed, Proposal
from followupd.domain.figures import Figures
from followupd.domain.happenings import MailRef, Problem
from followupd.domain.mail import AttendeeAnswer, EntryRole, MessageId
from followupd.domain.overview import Overview
from followupd.domain.people import Person
from followupd.domain.standing import Standing
from followupd.domain.states import ActionState

EffectKey = NewType("EffectKey", str)


class MailKind(StrEnum):
    """One kind, one set of templates: templates/mail/<kind>.{subject,text,html}.j2."""

    #: The agreed action(s) in writing, one identical mail to each party.
    CONFIRMATION = "confirmation"
    #: To the setter alone: what was understood, what is missing, what would be sent.
    PREVIEW = "preview"
    #: To the setter: no action was found, or the mail cannot be read.
    PROBLEM = "problem"
    #: One line: what a reply changed, with UNDO.
    ECHO = "echo"
    #: To the setter at once: what is in the owner's way.
    BLOCKED = "blocked"
    #: To the setter at once: the owner asks, declines, or proposes something else.
    OWNER_SAID = "owner_said"
    #: To the setter: the drafted thanks, to be released.
    THANKS_DRAFT = "thanks_draft"
    #: To the owner: the released thanks.
    THANKS = "thanks"
    #: To the owner: this was not meant for you / is not wanted any more, in one neutral line.
    WITHDRAWAL = "withdrawal"
    #: To the owner, once a follow-up and only when the setter wishes it: how does it stand?
    ASK = "ask"
    #: To the setter: a private reminder was taken in.
    REMINDER = "reminder"
    #: The setter's one mail of the morning.
    BRIEF = "brief"
    #: To the setter, once: this person does not want our mails.
    STOPPED = "stopped"
    #: To the setter at once: a mail of ours did not reach somebody.
    BOUNCED = "bounced"
    #: To the person who asked: what is open, one's own actions, the agenda for a review.
    OVERVIEW = "overview"
    #: What can be said, for those who ask.
    HELP = "help"
    #: To the operator named in the configuration: what needs an administrator.
    OPERATOR = "operator"


#: Who may get a mail of each kind. The guard in the outbox holds every send against this.
TO_SETTER = frozenset(
    {
        MailKind.PREVIEW,
        MailKind.PROBLEM,
        MailKind.BLOCKED,
        MailKind.OWNER_SAID,
        MailKind.THANKS_DRAFT,
        MailKind.REMINDER,
        MailKind.BRIEF,
        MailKind.STOPPED,
        MailKind.BOUNCED,
        MailKind.OVERVIEW,
    }
)
TO_OWNER = frozenset({MailKind.THANKS, MailKind.WITHDRAWAL, MailKind.ASK})
TO_EITHER = frozenset({MailKind.CONFIRMATION, MailKind.ECHO, MailKind.HELP})
TO_OPERATOR = frozenset({MailKind.OPERATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One action in the brief."""

    reference: str
    title: str
    owner: Person
    state: ActionState
    #: Moment on the setter's wall clock, in words the template formats: ISO with offset.
    when: str = ""
    measure: str = ""
    check: str = ""
    result: Result | None = None
    #: The owner is away and back on this day.
    back: date | None = None
    #: How the action stands in full: for what happened since it was agreed. None in briefs of before it was kept.
    standing: Standing | None = None
    #: Whether the owner gets mails of ours, and so can be asked.
    asks: bool = False
    #: Whether it is looked at again before it is due, so that GOES ON is an answer.
    goes_on: bool = False
    #: The owner's answer to the invitation, and another start that was proposed (ISO with offset).
    answer: AttendeeAnswer = AttendeeAnswer.NONE
    proposed: str = ""
    #: What the setter may look for before, and may ask.
    look: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    #: How the time was come by, where that is worth a word.
    placed: Placed = Placed.AS_ASKED
    #: Of a target: the actions that were agreed for its sake (by their *why*): what, who and how it stands.
    linked: tuple[tuple[str, Person, ActionState], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    day: date
    pre_checks: tuple[BriefLine, ...] = ()
    follow_ups: tuple[BriefLine, ...] = ()
    #: Looked at today without a meeting.
    pulses: tuple[BriefLine, ...] = ()
    outcomes: tuple[BriefLine, ...] = ()
    #: Previews without an answer: nothing has been sent.
    unsent: tuple[str, ...] = ()
    #: Waiting for the setter's word: an offer of the owner's, or a no.
    waiting: tuple[BriefLine, ...] = ()
    #: Follow-ups that the setter took out of the diary: done, dropped, or another day?
    taken_out: tuple[BriefLine, ...] = ()
    #: Follow-ups to come that the owner has declined, or for which he proposed another time.
    not_coming: tuple[BriefLine, ...] = ()
    #: Follow-ups whose time is another than one would expect.
    placed: tuple[BriefLine, ...] = ()
    #: Told once: the setter's calendar is closed to us, so that the dedicated mailbox invites.
    closed_calendar: bool = False
    #: Agreed, and the owner has not said a word; shown where the brief goes out anyway.
    silent: tuple[BriefLine, ...] = ()
    #: The setter's own last week, in the first brief of a week.
    figures: Figures | None = None
    #: After time off or SNOOZE: the last morning of a brief before it, where something came meanwhile.
    since: date | None = None
    #: Follow-ups whose time came and went meanwhile; they are among `outcomes`.
    passed: int = 0
    #: Looks that were due meanwhile, with the follow-up still to come; they are among `pre_checks`.
    late: int = 0
    #: What is still to come and of which the owner said something meanwhile.
    heard: tuple[BriefLine, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.pre_checks or self.follow_ups or self.pulses or self.outcomes or self.unsent or self.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that an administrator has to see to. Counts, moments and advice; never a word that a person wrote."""

    #: What it is about, for keys and logs: `unread`, `held`, `certificate_14`.
    name: str
    #: What is the matter, as a sentence.
    sentence: str
    #: What to do about it, as a sentence.
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMail:
    type: Literal["send_mail"] = "send_mail"
    key: EffectKey
    lane: str
    topic: str = ""
    kind: MailKind
    to: Person
    #: The setter of the matter: the guard needs it, the sender's name shows it.
    setter: Person
    #: The mail in whose thread this one goes; None: a new thread.
    reply_to: MailRef | None = None
    agreement: Agreement | None = None
    proposal: Proposal | None = None
    brief: Brief | None = None
    overview: Overview | None = None
    problem: Problem | None = None
    #: What the operator is told.
    alarms: tuple[Alarm, ...] = ()
    #: Actions of the agreement that the mail speaks of; empty: all.
    numbers: tuple[int, ...] = ()
    #: Plain sentences of ours, for an echo and the like.
    lines: tuple[str, ...] = ()
    #: A person's own words, quoted: what blocks, a question, the words of a thanks.
    quote: str = ""
    quote_by: Person | None = None
    #: In how many days one more look is offered; 0: it is not.
    later: int = 0
    #: Whether UNDO is offered.
    undo: bool = False
    #: The first mail to this person: says who asked, what is kept, that STOP ends it (rule 15).
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntry:
    """The wish that an entry stands so: made when it does not exist yet, changed three-way when it does."""

    type: Literal["set_entry"] = "set_entry"
    key: EffectKey
    lane: str
    topic: str = ""
    follow_up: FollowUp
    role: EntryRole
    #: The cause, for the transactionId: uuid5 of pair, role and cause.
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEntry:
    """The wish that an entry is gone; attendees are told by a cancellation with this comment."""

    type: Literal["remove_entry"] = "remove_entry"
    key: EffectKey
    lane: str
    topic: str = ""
    follow_up: FollowUp
    role: EntryRole
    comment: str = ""


class Folder(StrEnum):
    """Folders of the dedicated mailbox for mail that was taken in."""

    PROCESSED = "Processed"
    SET_ASIDE = "Set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMail:
    """Move a mail that was taken in out of the Inbox."""

    type: Literal["file_mail"] = "file_mail"
    key: EffectKey
    lane: str
    topic: str = ""
    message: MessageId
    folder: Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMail:
    """Delete a mail from the dedicated mailbox, and from no other: one that was taken in, or one that we sent."""

    type: Literal["delete_mail"] = "delete_mail"
    key: EffectKey
    lane: str
    topic: str = ""
    #: One that was taken in.
    message: MessageId | None = None
    #: The key of one that was sent.
    sent: EffectKey | None = None


Effect = SendMail | SetEntry | RemoveEntry | FileMail | DeleteMail
