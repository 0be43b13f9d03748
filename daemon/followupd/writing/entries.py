"""A calendar entry as it is wished. Nothing in it that a delegate or a shared screen may not show (design rule 13).

The follow-up names its actions, never how they stand. The pre-check is private and names references alone; in the
setter's own calendar it also says how they stand, which nobody else can open.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from followupd.domain.agreement import FollowUp
from followupd.domain.effects import SetEntry
from followupd.domain.mail import Entry, EntryRole, Way
from followupd.domain.people import Known, Person
from followupd.writing.mailto import word
from followupd.writing.render import Templates
from followupd.writing.setting import shown
from followupd.writing.text import title
from followupd.writing.words import STANDS, clock, day

#: Minutes of a pre-check.
PRE_CHECK_MINUTES = 15
#: Longest the title of an action is in the subject of an entry: a month view shows far less.
SUBJECT_TITLE = 60


def render_entry(effect: SetEntry, *, known: Known, templates: Templates) -> Entry:
    """Return the entry that is wished. Raises TemplateBroken."""
    follow_up, private = effect.follow_up, effect.role is EntryRole.PRE_CHECK or effect.follow_up.owner is None
    facts = _facts(follow_up, service=known.service[0], neutral=follow_up.neutral or follow_up.owner is None)
    start = follow_up.start
    minutes = follow_up.minutes
    if effect.role is EntryRole.PRE_CHECK:
        assert follow_up.pre_check is not None  # a wish for a pre-check is only made when there is a moment for it
        start, minutes = follow_up.pre_check, PRE_CHECK_MINUTES
    name = f"entries/{effect.role}"
    return Entry(
        subject=templates.subject(f"{name}.subject.j2", facts),
        start=start,
        end=start + timedelta(minutes=minutes),
        zone=follow_up.zone,
        body_html=templates.html(f"{name}.html.j2", facts),
        attendees=_attendees(follow_up, effect.role),
        private=private,
        show_as="free" if effect.role is EntryRole.PRE_CHECK else "busy",
        reminder=effect.role is not EntryRole.PRE_CHECK,
    )


def _attendees(follow_up: FollowUp, role: EntryRole) -> tuple[Person, ...]:
    """Whom the organiser invites: in the setter's own calendar the owner, from the dedicated mailbox both."""
    owner = (
        (follow_up.owner,) if follow_up.owner is not None and follow_up.invites and role is EntryRole.FOLLOW_UP else ()
    )
    return owner if follow_up.way is Way.SETTER else (follow_up.setter, *owner)


def _facts(follow_up: FollowUp, *, service: str, neutral: bool) -> dict[str, object]:
    lines = [
        {
            "reference": line.reference,
            "title": title(line.title),
            "state": STANDS[line.state],
            "found": line.view.value if line.view is not None else "",
            "words": tuple(word(say, "", to=service, reference=line.reference) for say in ("DONE", "BLOCKED")),
        }
        for line in follow_up.reviewed
    ]
    local = follow_up.start.astimezone(ZoneInfo(follow_up.zone))
    return {
        "setter": shown(follow_up.setter),
        "owner": shown(follow_up.owner) if follow_up.owner else "",
        "lines": lines,
        "first": title(follow_up.reviewed[0].title, SUBJECT_TITLE) if follow_up.reviewed else "",
        "reference": follow_up.reviewed[0].reference if follow_up.reviewed else "",
        "neutral": neutral,
        "alone": follow_up.owner is None,
        "shows_state": follow_up.way is Way.SETTER,
        "day": day(local.date()),
        "time": clock(local),
    }
