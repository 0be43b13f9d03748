"""A day in the dedicated address, or set apart in the subject, for those who know mail reminders.

`followup+friday@…` in To or Cc sets when the follow-up is; so does a subject that begins with a day and a colon
(`Friday: lapsed clients`) or ends with one in square brackets or behind a plus (`Lapsed clients [2 weeks]`). Behind a
dash or in round brackets a day at the end is as often the topic (`Interview - 11 December`): it counts in a mail to the
dedicated address alone. The subject of the mail inside a forward is its author's, and sets nothing. A tag in Bcc is not
visible to us. A recurrence (`followup+monthly@`) is one review after another, from its first day on.
"""

from __future__ import annotations

import re

from followupd.domain.action import FollowUpWish, Moment, Said
from followupd.domain.happenings import ZoneRead
from followupd.domain.mail import MailIn
from followupd.domain.people import Known, WorkingTime
from followupd.reading.dates import At, Day, Repeat, Span, Value, find_dates, tag_date
from followupd.reading.headers.subject import bare_subject
from followupd.reading.recurring import every_of

_PREFIX = re.compile(r"^(?:\s*(?:fw|fwd|re|wg|aw|tr|rv)\s*:)+", re.IGNORECASE)
#: Characters of a subject that are looked at.
_MOST = 300
#: Set apart for us: `[Friday]`, `+2weeks`.
_MARKED = re.compile(r"\s(?:\[(?P<inside>[^\[\]]{1,60})\]|\+(?P<plus>[^\s+]{1,60}))$")
#: Set apart, for us or as a topic.
_APART = re.compile(r"(?:\s[-–—|]\s+(?P<dash>[^-–—|]{1,60})|\s\((?P<inside>[^()]{1,60})\))$")


def tagged_follow_up(
    mail: MailIn, known: Known, working: WorkingTime, inside: tuple[ZoneRead, ...] = ()
) -> Said[FollowUpWish] | None:
    """Return the follow-up that the address or the subject asks for; None when neither does.

    `inside`: the messages within the mail, whose subject is not this author's.
    """
    for person in (*mail.to, *mail.cc):
        tag = person.address.partition("@")[0].partition("+")[2]
        if tag and known.is_service(person.address):
            found = _tagged(tag_date(tag, mail.received, working), tag, person.address, mail, working)
            if found is not None:
                return found
    subject = _PREFIX.sub("", mail.subject[:_MOST]).strip()
    if any(zone.subject and bare_subject(zone.subject) == bare_subject(subject) for zone in inside):
        return None
    alone = all(known.is_service(person.address) for person in (*mail.to, *mail.cc))
    return _in_front(subject, mail, known, working, alone=alone) or _behind(subject, mail, known, working, alone=alone)


def _in_front(
    subject: str, mail: MailIn, known: Known, working: WorkingTime, *, alone: bool
) -> Said[FollowUpWish] | None:
    head, colon, _ = subject.partition(":")
    value = _whole(head, mail, known, working) if colon else None
    if isinstance(value, Repeat) and not alone:  # `Monthly: figures` to somebody is a topic
        return None
    return _tagged(value, head, head, mail, working)


def _behind(
    subject: str, mail: MailIn, known: Known, working: WorkingTime, *, alone: bool
) -> Said[FollowUpWish] | None:
    marked = _MARKED.search(subject)
    if marked:
        words = (marked["inside"] or marked["plus"]).strip()
        value = tag_date(words.replace(" ", ""), mail.received, working) or _whole(words, mail, known, working)
        return _tagged(value, words, marked[0].strip(), mail, working)
    apart = _APART.search(subject) if alone else None
    if apart is None:
        return None
    words = (apart["dash"] or apart["inside"]).strip()
    return _tagged(_whole(words, mail, known, working), words, words, mail, working)


def _whole(words: str, mail: MailIn, known: Known, working: WorkingTime) -> Value | None:
    """The one day, moment or recurrence that all of these words name; a period (`May`) is a topic."""
    found = find_dates(words, mail.received, working=working, day_first=known.day_first)
    if len(found) != 1 or found[0].lead != 0 or found[0].end != len(words) or found[0].ambiguous:
        return None
    value = found[0].readings[0]
    return None if isinstance(value, Span) else value


def _tagged(
    value: Value | None, said: str, quote: str, mail: MailIn, working: WorkingTime
) -> Said[FollowUpWish] | None:
    if isinstance(value, Repeat):
        every = every_of(value, working.local(mail.received).date(), said)
        if every is None:
            return None
        first = Moment(day=working.on_or_after(every.start), clock=every.clock, zone=working.zone.key)
        return Said(value=FollowUpWish(when=first, every=every), words=quote)
    when = _moment(value, working)
    return Said(value=FollowUpWish(when=when), words=quote) if when else None


def _moment(value: Value | None, working: WorkingTime) -> Moment | None:
    zone = working.zone.key
    if isinstance(value, At):
        return Moment(day=value.day, clock=value.clock, zone=zone)
    if isinstance(value, Day):
        return Moment(day=value.day, zone=zone)
    if isinstance(value, Span):
        return Moment(day=value.end, zone=zone)
    return None
