"""Meetings that somebody marked in Outlook with a category. Of a meeting nothing but who and when is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import quote, urlencode

from followupd.domain.happenings import MarkedMeeting
from followupd.domain.people import Person
from followupd.graph.calendar import window
from followupd.graph.mail_shapes import person
from followupd.graph.verdicts import Answer
from followupd.graph.wire import BATCH, Wanted, Wire, segment
from followupd.graph.zones import from_graph

_FIELDS: Final = "id,start,end,isCancelled,categories,attendees,organizer"


class CalendarMarks:
    """ports.CalendarMarks over Graph."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def marked(
        self, mailboxes: Sequence[str], category: str, start: datetime, end: datetime
    ) -> Mapping[str, tuple[MarkedMeeting, ...]]:
        """Return the meetings between two moments that carry this category, by mailbox: one request for each, in
        batches. The first hundred entries are looked at; a calendar that is closed or cannot be seen now is left out.

        Raises Throttled, Unavailable, AccessDenied when nothing at all could be seen.
        """
        query = urlencode(window(start, end, _FIELDS), quote_via=quote, safe="$,")
        found: dict[str, tuple[MarkedMeeting, ...]] = {}
        left = iter(mailboxes)
        while batch := list(islice(left, BATCH)):
            wanted = [
                Wanted(mailbox=mailbox, url=f"/users/{segment(mailbox)}/calendarView?{query}") for mailbox in batch
            ]
            for mailbox, answer in zip(batch, self._wire.look(wanted), strict=True):
                if answer is not None and answer.status == 200:
                    found[mailbox] = tuple(_marked(answer, mailbox, category))
        return found


def _marked(answer: Answer, mailbox: str, category: str) -> Iterator[MarkedMeeting]:
    for event in answer.body.get("value") or ():
        if not isinstance(event, dict) or event.get("isCancelled") is True or not event.get("id"):
            continue
        if category.casefold() not in {str(one).casefold() for one in event.get("categories") or ()}:
            continue
        try:
            start = from_graph(event["start"])
        except (KeyError, TypeError, ValueError):
            continue
        yield MarkedMeeting(id=str(event["id"]), start=start, people=_people(event, mailbox))


def _people(event: Mapping[str, Any], mailbox: str) -> frozenset[Person]:
    """Who takes part, without the one whose calendar it is and without rooms."""
    invited = [one for one in event.get("attendees") or () if isinstance(one, dict)]
    invited = [one for one in invited if str(one.get("type", "")).lower() != "resource"]
    found = (person(one) for one in (*invited, event.get("organizer")))
    return frozenset(who for who in found if who is not None and who.address != mailbox)
