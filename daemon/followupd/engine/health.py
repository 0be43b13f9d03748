"""How we are: from facts to alarms. Pure.

An alarm is something that an administrator has to see to, and that nobody would notice otherwise: a service that
follows things up must not die unheard. Sentences hold counts and moments, never what people wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from followupd.domain.effects import Alarm, EffectKey, MailKind, SendMail
from followupd.domain.people import Person
from followupd.ports import Counts
from followupd.writing import words

#: Mail was not read for so long, or for so many looks where those are rarer.
UNREAD_AFTER: Final = timedelta(minutes=15)
UNREAD_LOOKS: Final = 20
#: What is waiting has not become less for so long. Longer than an effect is tried before it is held.
STUCK_AFTER: Final = timedelta(minutes=30)
#: Free bytes below which the database's disk is as good as full: what follows needs time, and people.
LEAST_FREE: Final = 200 * 2**20
#: Days before the end of a secret or a certificate at which it is told.
EXPIRY_DAYS: Final = (3, 14, 30)
#: Of these stages each is told once; all else is told again each day until somebody has seen to it.
TOLD_ONCE: Final = ("_14", "_30")

#: Notes: whose calendars are closed to us (with the address), and that the operator has not been told of it.
CLOSED: Final = "calendar_closed/"
UNTOLD: Final = "untold"
TOLD: Final = "told"

#: A calendar that has shown nothing for so long does not come back by itself.
UNSEEN_AFTER: Final = timedelta(hours=1)

#: So many references are named in one alarm.
NAMED: Final = 5

NOTHING: Final = Counts(to_take_in=0, due=0, unsent=0, held=0, set_aside=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How much was waiting when it last became less, and when that was."""

    since: datetime
    number: int

    def written(self) -> str:
        return json.dumps({"since": self.since.isoformat(), "number": self.number})

    @staticmethod
    def read(text: str | None) -> Mark | None:
        """The mark that `written` gave; None when there is none."""
        if not text:
            return None
        told = json.loads(text)
        return Mark(since=datetime.fromisoformat(told["since"]), number=int(told["number"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is to know. Moments are of the machine's clock, aware."""

    now: datetime
    #: Seconds between two looks at the mailbox.
    poll_seconds: float
    #: When mail was last read, or the service started, whichever is later; None: it never ran.
    heard: datetime | None = None
    #: What stands in the way of reading, as a sentence; empty: nothing is known.
    reading: str = ""
    #: What is wrong with the database, as a sentence; empty: nothing is known.
    database: str = ""
    #: Whether a person has to sign in.
    sign_in_ended: bool = False
    counts: Counts = NOTHING
    #: Of the mails set aside, so many were looked at by an operator.
    set_aside_seen: int = 0
    outbox: Mark | None = None
    inbox: Mark | None = None
    #: Calendars that have lost everything of ours at once, and are not believed.
    doubted_calendars: int = 0
    #: Since when nothing can be seen in a calendar in which entries of ours stand; one moment for each such calendar.
    unseen_calendars: tuple[datetime, ...] = ()
    #: References of what is open with somebody whose mailbox is gone.
    without_mailbox: tuple[str, ...] = ()
    #: People whose calendars are closed to us: all so far, and those of whom the operator has not been told.
    closed_calendars: int = 0
    closed_untold: int = 0
    #: Bytes free where the database is; None: it is not on a disk of this machine.
    free_bytes: int | None = None
    secret_ends: date | None = None
    certificate_ends: date | None = None


def marked(before: Mark | None, number: int, now: datetime) -> Mark | None:
    """The mark as it stands now that `number` are waiting; None when nothing is."""
    if number <= 0:
        return None
    if before is None or number < before.number or before.since > now:  # less, or the clock was set back
        return Mark(since=now, number=number)
    return before


def alarms(facts: Facts) -> tuple[Alarm, ...]:
    """Return what an administrator has to see to, the worst first; empty: all is well."""
    return tuple(_alarms(facts))


def status_line(counts: Counts, found: Sequence[Alarm]) -> str:
    """How we are on one line, alarms first: for systemd."""
    told = [alarm.sentence for alarm in found]
    told.append(
        f"To take in {counts.to_take_in}, unsent {counts.unsent}, held {counts.held}, set aside {counts.set_aside}"
    )
    return " ".join(told)


def operator_mail(found: Sequence[Alarm], operator: Person, day: date) -> SendMail:
    """The mail that tells the operator. The same alarms on the same day have the same key, so they are told once."""
    names = "+".join(sorted(alarm.name for alarm in found))
    once = all(alarm.name.endswith(TOLD_ONCE) for alarm in found)
    key = EffectKey(f"operator/{names}" if once else f"operator/{day.isoformat()}/{names}")
    return SendMail(
        key=key,
        lane=key,  # of its own: one that is held must not keep back the next
        topic="operator",
        kind=MailKind.OPERATOR,
        to=operator,
        setter=operator,
        alarms=tuple(found),
    )


# ----------------------------------------------------------------------------------------------- each alarm


def _alarms(facts: Facts) -> Iterator[Alarm]:
    if facts.database:
        yield Alarm(
            name="database",
            sentence=facts.database,
            advice="Nothing is taken in until then, and nothing is lost: it goes on by itself once that is put right.",
        )
    if facts.free_bytes is not None and facts.free_bytes < LEAST_FREE:
        yield Alarm(
            name="disk",
            sentence=f"The disk of the database has {facts.free_bytes // 2**20} MB left.",
            advice="Make room there: with a full disk no mail is taken in.",
        )
    if facts.sign_in_ended:
        yield Alarm(
            name="sign_in",
            sentence="The sign-in to Microsoft 365 has ended: no mail is read and none is sent.",
            advice="Say followupd login, and sign in as before. Then it goes on by itself.",
        )
    yield from _unread(facts)
    yield from _ending("secret", "client secret", facts.secret_ends, facts.now)
    yield from _ending("certificate", "certificate", facts.certificate_ends, facts.now)
    yield from _stuck("outbox", facts.outbox, facts.counts.unsent, facts.now)
    yield from _stuck("inbox", facts.inbox, facts.counts.to_take_in, facts.now)
    if facts.counts.held:
        yield Alarm(
            name="held",
            sentence=f"{_number(facts.counts.held, 'effect is', 'effects are')} held in the outbox.",
            advice="Look at each with followupd outbox; then followupd outbox retry or drop it.",
        )
    if facts.without_mailbox:
        named = ", ".join(facts.without_mailbox[:NAMED]) + (" …" if len(facts.without_mailbox) > NAMED else "")
        yield Alarm(
            name="left",
            sentence=f"There is no mailbox any more for somebody who has a part in {named}.",
            advice="followupd show tells who; if that person has left, say followupd reassign OLD NEW.",
        )
    yield from _calendars(facts)
    aside = facts.counts.set_aside - facts.set_aside_seen
    if aside > 0:
        yield Alarm(
            name="set_aside",
            sentence=f"{_number(aside, 'mail was', 'mails were')} set aside, and nothing was done about them.",
            advice="See why with followupd inbox; then followupd inbox retry, or tell whoever wrote them and say "
            "followupd status --seen.",
        )


def _calendars(facts: Facts) -> Iterator[Alarm]:
    if facts.doubted_calendars:
        lost = _number(facts.doubted_calendars, "calendar has", "calendars have")
        yield Alarm(
            name="doubted_calendars",
            sentence=f"{lost} lost all our entries at once: this is not believed, and nothing is cancelled for it.",
            advice="See which with followupd believe, find out what happened; then followupd believe MAILBOX.",
        )
    unseen = [since for since in facts.unseen_calendars if facts.now - since > UNSEEN_AFTER]
    if unseen:
        told = _number(len(unseen), "calendar with entries of ours has", "calendars with entries of ours have")
        yield Alarm(
            name="unseen_calendars",
            sentence=f"{told} not opened since {_moment(min(unseen))}: what people do there is not seen.",
            advice="Nothing is changed for it. Give the app access again (docs/install.md), or see followupd reassign.",
        )
    if facts.closed_untold:
        told = _number(facts.closed_calendars, "person's calendar is", "people's calendars are")
        yield Alarm(
            # A new name for each that is added: told once, not once a day.
            name=f"closed_calendars_{facts.closed_calendars}",
            sentence=f"{told} closed to us: the dedicated mailbox invites to their follow-ups instead.",
            advice="If it is not meant so, give the app access to them (docs/install.md). This is told once.",
        )


def _unread(facts: Facts) -> Iterator[Alarm]:
    allowed = max(UNREAD_AFTER, timedelta(seconds=UNREAD_LOOKS * facts.poll_seconds))
    if facts.heard is None or facts.now - facts.heard <= allowed:
        return
    because = f" {facts.reading}" if facts.reading else ""
    yield Alarm(
        name="unread",
        sentence=f"No mail has been read since {_moment(facts.heard)}.{because}",
        advice="See whether the service runs, what its log says, and what followupd check finds.",
    )


def _ending(name: str, what: str, ends: date | None, now: datetime) -> Iterator[Alarm]:
    if ends is None:
        return
    left = (ends - now.astimezone(UTC).date()).days
    stage = next((days for days in EXPIRY_DAYS if left <= days), None)
    if stage is None:
        return
    day = words.day(ends)
    if left < 0:
        said, stage_name = f"The {what} ended on {day}.", f"{name}_over"
    else:
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        said, stage_name = f"The {what} ends on {day}, {when}.", f"{name}_{stage}"
    yield Alarm(
        name=stage_name,
        sentence=said,
        advice="Make a new one, add it to the app registration, put it in place here and restart the service.",
    )


def _stuck(name: str, mark: Mark | None, number: int, now: datetime) -> Iterator[Alarm]:
    if mark is None or not number or now - mark.since <= STUCK_AFTER:
        return
    if name == "outbox":
        waiting = f"{_number(number, 'effect waits', 'effects wait')} in the outbox"
        advice = "See followupd outbox, the log, and what followupd check finds."
    else:
        waiting = f"{_number(number, 'mail waits', 'mails wait')} to be taken in"
        advice = "See the log, and what followupd check finds."
    yield Alarm(name=name, sentence=f"{waiting}, and it has become no less since {_moment(mark.since)}.", advice=advice)


def _number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _moment(moment: datetime) -> str:
    there = moment.astimezone(UTC)
    return f"{words.clock(there)} UTC on {words.day(there.date())}"
