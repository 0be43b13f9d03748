"""A day in the dedicated address, or alone in front of a subject, for those who know mail reminders.

`followup+friday@…` in To or Cc sets when the follow-up is; so does a subject that begins with a day and a colon, such
as `Friday: lapsed clients`. A tag in Bcc is not visible to us. A recurrence sets nothing here.
"""

from __future__ import annotations

import re

from followupd.domain.action import FollowUpWish, Moment, Said
from followupd.domain.mail import MailIn
from followupd.domain.people import Known, WorkingTime
from followupd.reading.dates import At, Day, Span, Value, find_dates, tag_date

_PREFIX = re.compile(r"^(?:\s*(?:fw|fwd|re|wg|aw|tr|rv)\s*:)+", re.IGNORECASE)
#: Characters of a subject that are looked at.
_MOST = 300


def tagged_follow_up(mail: MailIn, known: Known, working: WorkingTime) -> Said[FollowUpWish] | None:
    """Return the follow-up that the address or the subject asks for, with those words; None when neither does."""
    for person in (*mail.to, *mail.cc):
        tag = person.address.partition("@")[0].partition("+")[2]
        if tag and known.is_service(person.address):
            value = tag_date(tag, mail.received, working)
            when = _moment(value, working)
            if when is not None:
                return Said(value=FollowUpWish(when=when), words=person.address)
    subject = _PREFIX.sub("", mail.subject[:_MOST]).strip()
    head, colon, _ = subject.partition(":")
    if not colon:
        return None
    found = find_dates(head, mail.received, working=working, day_first=known.day_first)
    if len(found) == 1 and found[0].lead == 0 and found[0].end == len(head) and not found[0].ambiguous:
        value = found[0].readings[0]
        when = None if isinstance(value, Span) else _moment(value, working)  # `May: figures` is a topic
        if when is not None:
            return Said(value=FollowUpWish(when=when), words=head)
    return None


def _moment(value: Value | None, working: WorkingTime) -> Moment | None:
    zone = working.zone.key
    if isinstance(value, At):
        return Moment(day=value.day, clock=value.clock, zone=zone)
    if isinstance(value, Day):
        return Moment(day=value.day, zone=zone)
    if isinstance(value, Span):
        return Moment(day=value.end, zone=zone)
    return None
