"""What came in: a mail read, a moment reached, a deed's answer, an operator's word. Records only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from followupd.domain.action import Cause, Item, Moment, Said, Situation
from followupd.domain.mail import EntryFound, EntryRole, InternetMessageId, MessageId
from followupd.domain.people import Person


class Route(StrEnum):
    """How the dedicated address stood on the mail."""

    TO = "to"
    CC = "cc"
    #: Not on the mail at all: it came by Bcc, and is private.
    BCC = "bcc"


class Robot(StrEnum):
    """Which kind of machine wrote a mail (design rule 14)."""

    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    LIST = "list"
    RECEIPT = "receipt"
    OURS = "ours"
    CALENDAR = "calendar"
    OTHER = "other"


class Belief(StrEnum):
    """Whether the author is who he says he is (design, "Who is believed")."""

    #: Exchange says the sender is authenticated inside, or the organisation's own server vouches for the domain.
    INTERNAL = "internal"
    #: An outside mail that passed the organisation's checks.
    EXTERNAL = "external"
    #: Claims what nothing supports.
    UNPROVEN = "unproven"


class Problem(StrEnum):
    """Why a mail cannot be read for actions; each has its one line to the setter."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    INVITATION = "invitation"
    ATTACHMENT_ONLY = "attachment_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRead:
    """A part of a mail with its own author: the note on top, or a forwarded or quoted message below it."""

    #: note, forwarded, quoted, attached
    kind: str
    author: Person | None
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    #: When it was written; aware. None when its header does not say.
    written: datetime | None = None
    subject: str = ""
    #: The words, signature and disclaimer taken off.
    text: str = ""
    #: What was taken off at the end.
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was understood of one mail. Nothing in it has been acted upon."""

    belief: Belief
    robot: Robot | None = None
    route: Route = Route.TO
    problem: Problem | None = None
    zones: tuple[ZoneRead, ...] = ()
    items: tuple[Item, ...] = ()
    #: Looser sentences: told in the preview, never logged.
    also_noticed: tuple[str, ...] = ()
    #: KPI targets: kept as a why and answered with one question.
    targets: tuple[str, ...] = ()
    #: What the mail comes from, with the words that show it; None when unsure.
    situation: Said[Situation] | None = None
    #: The writer's own new words, without quotes and signature.
    own_words: str = ""
    #: Names said for an owner that nobody known bears, as they were written.
    strangers: tuple[str, ...] = ()
    #: How sure each item is, in the order of `items`: A a structure or an explicit agreement, B words that bind
    #: somebody.
    tiers: tuple[str, ...] = ()
    #: What looks like something to do and is no action: (its words, why not).
    refused: tuple[tuple[str, str], ...] = ()
    #: Whether Exchange found the same new words in it; None: it did not say, or there are none.
    agrees_with_exchange: bool | None = None


class Intent(StrEnum):
    """What a reply means."""

    SEND = "send"
    #: Make an action of something that was only noticed; `number` is its number in the preview.
    ADD = "add"
    AMEND = "amend"
    DONE = "done"
    CONFIRM = "confirm"
    NOT_YET = "not_yet"
    THANKS = "thanks"
    KEEP = "keep"
    FREE = "free"
    AGREED = "agreed"
    PROGRESS = "progress"
    BLOCKED = "blocked"
    RESCHEDULE = "reschedule"
    MOVE = "move"
    QUESTION = "question"
    DECLINE = "decline"
    NOT_DONE = "not_done"
    CANCEL = "cancel"
    REOPEN = "reopen"
    UNDO = "undo"
    STOP = "stop"
    #: Takes a STOP back.
    START = "start"
    HELP = "help"
    STATUS = "status"
    #: What the setter found when he looked, before asking.
    LOOKS_DONE = "looks_done"
    AT_RISK = "at_risk"
    DONT_KNOW = "dont_know"
    #: Ask the owner how it stands: once a follow-up.
    ASK = "ask"
    #: One more look, so many days after the outcome.
    AGAIN = "again"
    #: The time that the owner proposed in the calendar is taken.
    TAKE = "take"
    #: Courtesy, or nothing that changes anything.
    NONE = "none"
    #: Words that could mean two things: a person decides.
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Another amount that is offered, as written: `8` for the `10`, or for that of the noun, or for the only one."""

    new: str
    old: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing that a reply says. `number` None: the reply names no action, so it speaks of all it can speak of."""

    intent: Intent
    number: int | None = None
    #: The sentence it was read from: the reason of a BLOCKED, the result of a DONE, own words of a THANKS.
    words: str = ""
    due: Moment | None = None
    follow_up: Moment | None = None
    cause: Cause | None = None
    #: For AGAIN: after how many days; None: as the situation has it.
    days: int | None = None
    #: Another amount that an owner offers.
    amount: Amount | None = None
    #: For AMEND: the fields named, in the order of the mail: (field, words, read value as an Item with that field set).
    changes: Item | None = None


# ------------------------------------------------------------------------------------------- happenings


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRef:
    """Which mail a happening came by; `id` is the cause in the keys of what follows."""

    id: MessageId
    internet_message_id: InternetMessageId
    subject: str = ""
    conversation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A setter sent in a mail with actions to agree."""

    mail: MailRef
    setter: Person
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A party answered one of our mails."""

    mail: MailRef
    author: Person
    answers: tuple[Answer, ...]
    own_words: str = ""
    #: Whether the mail went to the other party as well.
    to_both: bool = False
    #: The kind of our mail that it answers, or how else it was found to belong; empty: not known.
    answered: str = ""


class Wish(StrEnum):
    """What a mail that is about no one action asks of the service."""

    LIST = "list"
    MINE = "mine"
    REVIEW = "review"
    SNOOZE = "snooze"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A mail to the service alone that asks for something: `LIST`, `REVIEW Tom`, `SNOOZE until Monday`."""

    wish: Wish
    #: The person named, as it was written; empty: none.
    name: str = ""
    #: The day until which it is to be quiet.
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSeen:
    """How the entries of a follow-up stand in the calendar. Only those that were looked at are in `found`."""

    #: None: the entry is gone; it was not there twice.
    found: tuple[tuple[EntryRole, EntryFound | None], ...]

    def of(self, role: EntryRole) -> EntryFound | None:
        return dict(self.found).get(role)

    def gone(self, role: EntryRole) -> bool:
        """Whether it was looked for and is not there, or is cancelled."""
        for seen, found in self.found:
            if seen is role:
                return found is None or found.cancelled
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMeeting:
    """A meeting that somebody marked in the own calendar for a review."""

    #: The event's id; of a series each time has its own.
    id: str
    start: datetime
    #: Who takes part, besides the one whose calendar it is.
    people: frozenset[Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentReached:
    """A timer ran out. `name` says which."""

    name: str
    moment: datetime
